//! Findings, shrunk to minimal models that reproduce them: what a solver says that no tolerance excuses.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::grade::{Fault, grade};
use super::problem::{Problem, Truth};
use super::row::Row;
use super::said::Termination;
use super::shrink::shrink;
use super::summary::is_finding;
use ironproof_files::file::{WriteError, write_file};
use ironproof_linear::{Lp, to_mps};
use ironproof_name::Escaped;
use ironproof_proof::deadline;
use ironproof_solvers::oracle::{Ended, Job, Oracle, Setting, ask};

/// A proof of a candidate may take this long; candidates are small.
const PROOF_LIMIT_S: f64 = 5.0;

/// A minimal model on which a solver is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The name of its file.
    pub name: String,
    /// Its rows.
    pub n_rows: usize,
    /// Its columns.
    pub n_columns: usize,
    /// Who said what.
    pub said: String,
    /// The file: who said what and the truth as comments, then the model.
    pub file: Vec<u8>,
}

/// What happens during the search.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// A finding is as small as it gets.
    Shrunk(&'a Found),
    /// A solver does not say it again.
    NotRepeated(&'a Row),
}

/// What a candidate must still show.
struct Finding<'a> {
    program: &'a Path,
    job: Job,
    fault: Fault,
    termination: &'a Termination,
}

/// A false verdict on a model.
struct Evidence {
    bytes: Vec<u8>,
    truth: Truth,
    objective: Option<f64>,
    violation: f64,
}

impl Found {
    /// `2 rows, 3 columns`
    pub fn size(&self) -> String {
        format!("{} rows, {} columns", self.n_rows, self.n_columns)
    }
}

/// One minimal model per solver, family and fault, found within `limit_s` seconds each. `heard` hears of each.
pub fn find(
    program: &Path,
    problems: &[Problem],
    rows: &[Row],
    limit_s: f64,
    heard: &mut dyn FnMut(Progress<'_>),
) -> Vec<Found> {
    let mut all = Vec::new();
    for (row, fault) in smallest(rows) {
        let Some(problem) = problems.iter().find(|problem| problem.name == row.instance) else {
            continue;
        };
        // A program of somebody else is known by its path, which rows do not have.
        let Some(oracle) = Oracle::from_name(&row.solver) else { continue };
        let Some(setting) = Setting::from_name(&row.setting) else { continue };
        let job = Job {
            oracle,
            setting,
            model: PathBuf::from("model.mps"),
            time_limit_s: row.timeout_s,
            memory_limit_mib: row.memory_limit_mib,
        };
        let finding = Finding { program, job, fault, termination: &row.termination };
        let deadline = deadline(limit_s);
        let least = shrink(&problem.lp, deadline, &mut |lp| finding.shows(lp).is_some());
        let Some(evidence) = finding.shows(&least) else {
            heard(Progress::NotRepeated(row));
            continue;
        };
        let mut file = head(row, &evidence).into_bytes();
        file.extend_from_slice(&evidence.bytes);
        let found = Found {
            name: format!("{}-{fault}-{}.mps", row.solver, Escaped(&row.instance)),
            n_rows: least.rows.len(),
            n_columns: least.columns.len(),
            said: said(row, &evidence),
            file,
        };
        heard(Progress::Shrunk(&found));
        all.push(found);
    }
    all
}

/// Writes the models and a list of them into a folder.
///
/// # Errors
/// [`WriteError`] names the file that cannot be written.
pub fn write(folder: &Path, all: &[Found]) -> Result<(), WriteError> {
    let mut list = String::from("# Findings\n\n");
    for found in all {
        let name = &found.name;
        write_file(&folder.join(name), |out| out.write_all(&found.file))?;
        let _ = writeln!(list, "- [{name}]({name}), {}: {}", found.size(), found.said);
    }
    write_file(&folder.join("README.md"), |out| out.write_all(list.as_bytes()))
}

/// Per solver, family and fault the smallest LP that shows the fault, which is the best start.
fn smallest(rows: &[Row]) -> Vec<(&Row, Fault)> {
    let mut smallest: BTreeMap<(&str, &str, &str), (&Row, Fault)> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_finding(row)) {
        let Some(fault) = row.fault else { continue };
        let key = (row.solver.as_str(), row.family.as_str(), fault.name());
        let entry = smallest.entry(key).or_insert((row, fault));
        if row.nnz < entry.0.nnz {
            entry.0 = row;
        }
    }
    smallest.into_values().collect()
}

/// Comment lines: who said what, and the truth.
fn head(row: &Row, evidence: &Evidence) -> String {
    let instance = Escaped(&row.instance);
    let from = format!("* shrunk from {instance} by ironproof bench accuracy --shrink");
    format!("* {}\n{from}\n* truth: {}\n", said(row, evidence), evidence.truth)
}

fn said(row: &Row, evidence: &Evidence) -> String {
    let Row { solver, solver_version, setting, termination, .. } = row;
    let (version, termination) = (Escaped(solver_version), Escaped(termination.name()));
    let mut text = format!("{solver} {version} ({setting}) said {termination}");
    if let Some(objective) = evidence.objective {
        let _ = write!(text, " with objective {objective}");
    }
    if 0.0 < evidence.violation {
        let _ = write!(text, ", off its bounds by {:.1e}", evidence.violation);
    }
    text
}

impl Finding<'_> {
    /// Whether the same is false of this LP, for the same solver.
    fn shows(&self, lp: &Lp) -> Option<Evidence> {
        let bytes = to_mps(lp).into_bytes();
        // What is verified is what the file says.
        let problem = Problem::read("candidate", "mps", bytes, "findings").ok()?;
        let truth = problem.truth(PROOF_LIMIT_S).ok()?;
        let size = (problem.lp.columns.len(), problem.lp.rows.len());
        let Ended::Answered(reply) =
            ask(self.program, &self.job, &problem.bytes, size.0, size.1).ok()?.ended
        else {
            return None;
        };
        let graded = grade(&problem.lp, &truth, &reply.answer, 0.0);
        let is_same = graded.fault == Some(self.fault)
            && Termination::from(&reply.answer.status) == *self.termination;
        let violation = graded.judgement.as_ref().map_or(0.0, |judgement| {
            ironproof_number::rational::approx(&judgement.relative_violation)
        });
        is_same.then(|| Evidence {
            bytes: problem.bytes,
            truth,
            objective: reply.answer.objective,
            violation,
        })
    }
}
