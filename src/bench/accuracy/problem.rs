//! A model file and its proved truth.

use std::fmt::{self, Write as _};

use sha2::{Digest, Sha256};

use super::{family, mechanism, shipped};
use crate::exact::{Outcome, certify};
use crate::formulate::Formulation;
use crate::lp::{Lp, ModelFormat, ReadError, Readings, read_model, to_mps};
use crate::rational::Rational;

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
    /// The optimum, where the verifier proved it without the LP.
    pub known: Option<Rational>,
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
                problems.extend(made.map(|(lp, known)| Problem {
                    name: format!("{family}-{shape}-{types}"),
                    known,
                    ..Problem::of(&lp, &family, types, 0)
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
    for (name, text) in shipped::MODELS.iter().filter(|_| wants("false-verdicts")) {
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
    pub fn read(name: &str, ending: &str, bytes: Vec<u8>, family: &str) -> Result<Self, ReadError> {
        let format = ModelFormat::of(&format!("model.{ending}")).unwrap_or(ModelFormat::Mps);
        let lp = read_model(&bytes, format, &Readings::default())?.lp;
        Ok(Self {
            name: name.to_owned(),
            family: family.to_owned(),
            difficulty: 0,
            seed: 0,
            ending: ending.to_owned(),
            bytes,
            lp,
            known: None,
        })
    }

    /// The truth, proved; `None` if the time limit came first.
    pub fn truth(&self, time_limit_s: f64) -> Option<Truth> {
        match &self.known {
            Some(value) => Some(Truth::Optimal(value.clone())),
            None => truth(&self.lp, time_limit_s),
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

    /// S below 1e4 columns, M below 1e6, L.
    pub fn size_class(&self) -> &'static str {
        match self.lp.columns.len() {
            0..10_000 => "S",
            10_000..1_000_000 => "M",
            _ => "L",
        }
    }
}

/// The truth about any LP, from a proof that was checked; `None` if the time limit came first.
pub fn truth(lp: &Lp, time_limit_s: f64) -> Option<Truth> {
    let Outcome::Proved(proof) = certify(lp, time_limit_s).outcome else { return None };
    Some(match proof.value() {
        Some(value) => Truth::Optimal(value.clone()),
        None if proof.status() == "unbounded" => Truth::Unbounded,
        None => Truth::Infeasible,
    })
}

impl Truth {
    /// `optimal`, `infeasible` or `unbounded`.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Optimal(_) => "optimal",
            Self::Infeasible => "infeasible",
            Self::Unbounded => "unbounded",
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
            _ => f.write_str(self.status()),
        }
    }
}
