//! A model file and its verified truth.
//!
//! All solvers here are asked for the optimum of a linear program. Of a model with integer columns that is the
//! relaxation, so the file that a solver gets is one without integers: an answer with integers would be right about
//! another question.

use std::fmt::{self, Write as _};

use sha2::{Digest, Sha256};

use super::{family, mechanism};
use crate::words::words;
use ironproof_linear::formulate::Formulation;
use ironproof_linear::{
    Column, Lp, ModelFormat, ReadError, Readings, Row, read_model, to_mps, unpack,
};
use ironproof_number::rational::Rational;
use ironproof_proof::prove;
use ironproof_solvers::solve;
use ironproof_transcript::{Certificate, Source, write_certificate};
use ironproof_verdict as verdict;
use ironproof_verdict::{Finding, Refused, Verified};

/// An instance of the suite.
#[derive(Clone, Debug)]
pub struct Problem {
    /// `FAMILY-DIFFICULTY`, or the name of the file without its ending.
    pub name: String,
    /// Its family.
    pub family: String,
    /// The number that the family grows with; 0 for files.
    pub difficulty: u32,
    /// What its random numbers were drawn from.
    pub seed: u64,
    /// The ending of the file, `mps` or `lp.gz` for example.
    pub ending: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// What the file says; mechanisms also have classes of rows and implied bounds.
    pub lp: Lp,
    /// How many columns of the original were to be integers, which the file leaves out.
    pub n_relaxed: usize,
    /// The optimum, where a checker accepted it without the LP.
    pub known: Option<Verified>,
    /// The columns that are payments, of a mechanism in which payments are columns.
    pub payments: Vec<usize>,
}

/// Why a file is no problem for solvers of linear programs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoProblem {
    /// It is no model.
    #[error("{0}")]
    Unreadable(#[from] ReadError),
    /// Solvers need another file, and none says exactly the same. So many columns are to be integers.
    #[error("its linear program has no exact form in MPS; columns that are to be integers: {0}")]
    NoForm(usize),
}

/// Why the truth about a problem is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTruth {
    /// A limit came first.
    #[error("no proof within {0} s")]
    Time(String),
    /// The checker did not accept the proof, which is a fault of this program.
    #[error("a fault of ironproof, its own checker refuses the proof: {0}")]
    Fault(Refused),
}

/// What is true of an LP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It has this optimum.
    Optimal(Rational),
    /// It has no feasible point.
    Infeasible,
    /// Its objective has no bound.
    Unbounded,
}

words! {
    /// How large an LP is.
    #[derive(Default)]
    pub enum SizeClass {
        /// Below 10^4 columns.
        #[default]
        Small = "S",
        /// Below 10^6 columns.
        Medium = "M",
        /// More.
        Large = "L",
    }
}

words! {
    /// What is true of an LP, without its optimum.
    #[derive(Default)]
    pub enum TrueStatus {
        /// It has an optimum.
        #[default]
        Optimal = "optimal",
        /// It has no feasible point.
        Infeasible = "infeasible",
        /// Its objective has no bound.
        Unbounded = "unbounded",
    }
}

/// Which problems.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// Small sizes only.
    pub quick: bool,
    /// For random numbers.
    pub seed: u64,
    /// Families; all if empty.
    pub families: &'a [String],
}

/// The names that [`Selection::families`] may have.
pub fn family_names() -> Vec<String> {
    let mechanisms = Formulation::ALL.into_iter().map(mechanism_family);
    let general = family::FAMILIES.iter().map(|family| family.name.to_owned());
    mechanisms.chain(general).chain(["false-verdicts".to_owned()]).collect()
}

fn mechanism_family(formulation: Formulation) -> String {
    format!("mechanism-{}", formulation.name())
}

/// The problems that the program carries with it.
pub fn problems(selection: &Selection<'_>) -> Vec<Problem> {
    let wants = |name: &str| {
        selection.families.is_empty() || selection.families.iter().any(|it| it == name)
    };
    let mut problems = Vec::new();
    for formulation in Formulation::ALL {
        let family = mechanism_family(formulation);
        let sizes: &[u32] = if selection.quick { &mechanism::QUICK } else { &mechanism::FULL };
        for shape in mechanism::SHAPES.iter().filter(|_| wants(&family)) {
            for &types in sizes {
                let made = mechanism::lp(shape, types, formulation);
                problems.extend(made.map(|made| Problem {
                    name: format!("{family}-{shape}-{types}"),
                    known: made.known,
                    payments: made.payments,
                    ..Problem::of(&made.lp, &family, types, 0)
                }));
            }
        }
    }
    for family in family::FAMILIES.iter().filter(|family| wants(family.name)) {
        for &difficulty in if selection.quick { family.quick } else { family.full } {
            let lp = family.lp(difficulty, selection.seed);
            problems.push(Problem::of(&lp, family.name, difficulty, selection.seed));
        }
    }
    for (name, text) in ironproof_instances::MODELS.iter().filter(|_| wants("false-verdicts")) {
        let read = Problem::read(name, "mps", text.as_bytes().to_vec(), "false-verdicts");
        problems.push(read.expect("a shipped model is a model"));
    }
    problems
}

impl Problem {
    /// The problem whose file is the export of `lp`.
    pub fn of(lp: &Lp, family: &str, difficulty: u32, seed: u64) -> Self {
        let bytes = to_mps(lp).into_bytes();
        let name = format!("{family}-{difficulty}");
        let mut problem = Self::read(&name, "mps", bytes, family)
            .expect("what the writer writes, the reader reads");
        (problem.difficulty, problem.seed) = (difficulty, seed);
        // Files do not say what a row is, and which bounds follow from the rows.
        if problem.lp.rows.len() == lp.rows.len() {
            for (row, original) in problem.lp.rows.iter_mut().zip(&lp.rows) {
                row.class = original.class;
            }
            for (column, original) in problem.lp.columns.iter_mut().zip(&lp.columns) {
                column.implied_upper.clone_from(&original.implied_upper);
            }
        }
        problem
    }

    /// The problem of a file called `name.ending`.
    ///
    /// # Errors
    /// [`NoProblem`] if the file is not a linear program, or if a solver could not be given the
    /// same one.
    pub fn read(name: &str, ending: &str, bytes: Vec<u8>, family: &str) -> Result<Self, NoProblem> {
        Self::read_as(name, ending, bytes, family, &Readings::default())
    }

    /// The same with these readings. Solvers get a file of its own of a model with integers, the relaxation, and of one
    /// that has been read by somebody's choice, which their readers need not make.
    ///
    /// # Errors
    /// [`NoProblem`] as for [`Problem::read`].
    pub fn read_as(
        name: &str,
        ending: &str,
        bytes: Vec<u8>,
        family: &str,
        readings: &Readings,
    ) -> Result<Self, NoProblem> {
        let model = read_model(&bytes, format(ending), readings)?;
        let n_relaxed = model.n_integer();
        if 0 < n_relaxed || *readings != Readings::default() {
            let written = Self::read(name, "mps", to_mps(&model.lp).into_bytes(), family)?;
            return if is_same(&written.lp, &model.lp) {
                Ok(Self { n_relaxed, ..written })
            } else {
                Err(NoProblem::NoForm(n_relaxed))
            };
        }
        let lp = model.lp;
        Ok(Self {
            name: name.to_owned(),
            family: family.to_owned(),
            difficulty: 0,
            seed: 0,
            ending: ending.to_owned(),
            bytes,
            lp,
            n_relaxed: 0,
            known: None,
            payments: Vec::new(),
        })
    }

    /// The truth, which a checker accepted.
    ///
    /// # Errors
    /// [`NoTruth`] if the time limit came first, or if the checker refuses the proof.
    pub fn truth(&self, time_limit_s: f64) -> Result<Truth, NoTruth> {
        let verified = match &self.known {
            Some(verified) => verified.clone(),
            None => self.verified(time_limit_s)?,
        };
        match verified.finding() {
            Finding::Optimal(value) => Ok(Truth::Optimal(value.clone())),
            Finding::Infeasible => Ok(Truth::Infeasible),
            Finding::Unbounded => Ok(Truth::Unbounded),
            Finding::Bounds(..) => Err(NoTruth::Time(time_limit_s.to_string())),
        }
    }

    fn verified(&self, time_limit_s: f64) -> Result<Verified, NoTruth> {
        let report = prove(&self.lp, &solve::bases, time_limit_s);
        let late = || NoTruth::Time(time_limit_s.to_string());
        let proof = report.proof().ok_or_else(late)?;
        let unreadable = |error: ReadError| NoTruth::Fault(Refused::Unreadable(error.to_string()));
        let file = unpack(&self.bytes).map_err(unreadable)?;
        let readings = Readings::default();
        let model = read_model(&file, format(&self.ending), &readings).map_err(unreadable)?;
        let source = Source::new(&file, &model, &readings);
        let certificate = write_certificate(&source, Certificate::Proof(proof));
        let format = format(&self.ending);
        match verdict::model(&self.lp.name, &file, format, &readings, &certificate) {
            Ok(verified) => Ok(verified),
            Err(Refused::Limit(limit)) => Err(NoTruth::Time(format!("{time_limit_s} s, {limit}"))),
            Err(refused) => Err(NoTruth::Fault(refused)),
        }
    }

    /// SHA-256 of the file.
    pub fn sha256(&self) -> String {
        let mut text = String::new();
        for byte in Sha256::digest(&self.bytes) {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// By the number of columns.
    pub fn size_class(&self) -> SizeClass {
        match self.lp.columns.len() {
            0..10_000 => SizeClass::Small,
            10_000..1_000_000 => SizeClass::Medium,
            _ => SizeClass::Large,
        }
    }
}

fn format(ending: &str) -> ModelFormat {
    ModelFormat::of(&format!("model.{ending}")).unwrap_or(ModelFormat::Mps)
}

/// The same numbers in the same places, apart from rows without sides, which say nothing and are not written. Names
/// and the order of terms may differ.
fn is_same(a: &Lp, b: &Lp) -> bool {
    let columns = |lp: &Lp| -> Vec<[Option<Rational>; 3]> {
        let numbers = |column: &Column| {
            [Some(column.objective.clone()), column.lower.clone(), column.upper.clone()]
        };
        lp.columns.iter().map(numbers).collect()
    };
    let rows = |lp: &Lp| -> Vec<Row> {
        let says = |row: &&Row| row.lower.is_some() || row.upper.is_some();
        let plain = |row: &Row| {
            let mut row = Row { name: String::new(), ..row.clone() };
            row.terms.retain(|(_, value)| !value.is_zero());
            row.terms.sort_by_key(|(j, _)| *j);
            row
        };
        lp.rows.iter().filter(says).map(plain).collect()
    };
    (a.maximize, &a.offset) == (b.maximize, &b.offset)
        && columns(a) == columns(b)
        && rows(a) == rows(b)
}

impl Truth {
    /// Without the optimum.
    pub fn status(&self) -> TrueStatus {
        match self {
            Self::Optimal(_) => TrueStatus::Optimal,
            Self::Infeasible => TrueStatus::Infeasible,
            Self::Unbounded => TrueStatus::Unbounded,
        }
    }

    /// The optimum.
    pub fn value(&self) -> Option<&Rational> {
        if let Self::Optimal(value) = self { Some(value) } else { None }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Optimal(value) => write!(f, "optimal {value}"),
            _ => self.status().fmt(f),
        }
    }
}
