//! Findings of `bench accuracy`, shrunk to minimal models that reproduce them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::oracle::{oracle, setting};
use super::{CliError, Common, output};
use ironproof_bench::accuracy::grade::{Fault, grade};
use ironproof_bench::accuracy::problem::{Problem, Truth};
use ironproof_bench::accuracy::row::Row;
use ironproof_bench::accuracy::shrink::shrink;
use ironproof_bench::accuracy::summary::is_finding;
use ironproof_linear::{Lp, to_mps};
use ironproof_name::Escaped;
use ironproof_proof::deadline;
use ironproof_solvers::oracle::{Ended, Job, ask};

/// A proof of a candidate may take this long; candidates are small.
const PROOF_LIMIT_S: f64 = 5.0;

/// What a candidate must still show.
struct Finding<'a> {
    program: &'a Path,
    job: Job,
    fault: &'a str,
    termination: &'a str,
}

/// A false verdict on a model.
struct Evidence {
    bytes: Vec<u8>,
    truth: Truth,
    objective: Option<f64>,
    violation: f64,
}

/// Writes one minimal model per solver, family and fault into `folder/findings`, and a list of them.
pub(super) fn write(
    folder: &Path,
    program: &Path,
    problems: &[Problem],
    rows: &[Row],
    limit_s: f64,
    common: &Common,
) -> Result<(), CliError> {
    let folder = folder.join("findings");
    let fail = |error| CliError::Write { path: folder.clone(), error };
    let scratch = tempfile::tempdir().map_err(fail)?;
    // The smallest LP that shows the fault is the best start.
    let mut smallest: BTreeMap<[&str; 3], &Row> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_finding(row)) {
        let fault = row.fault.as_deref().unwrap_or_default();
        let entry = smallest.entry([&row.solver, &row.family, fault]).or_insert(row);
        if row.nnz < entry.nnz {
            *entry = row;
        }
    }
    let mut list = String::from("# Findings\n\n");
    for ([solver, _, fault], row) in smallest {
        let Some(problem) = problems.iter().find(|problem| problem.name == row.instance) else {
            continue;
        };
        let job = Job {
            // A program of somebody else is known by its path, which rows do not have.
            oracle: match oracle(solver) {
                Ok(oracle) => oracle,
                Err(_) => continue,
            },
            setting: setting(&row.setting)?,
            model: scratch.path().join("model.mps"),
            time_limit_s: row.timeout_s,
            memory_limit_mib: row.memory_limit_mib,
        };
        let finding = Finding { program, job, fault, termination: &row.termination };
        let deadline = deadline(limit_s);
        let least = shrink(&problem.lp, deadline, &mut |lp| finding.shows(lp).is_some());
        let Some(evidence) = finding.shows(&least) else {
            let (instance, setting) = (Escaped(&row.instance), &row.setting);
            let text = format!("{instance}: {solver}/{setting} does not repeat it");
            output::note(common.quiet, &text);
            continue;
        };
        let name = format!("{solver}-{fault}-{}.mps", Escaped(&row.instance));
        let head = head(row, &evidence);
        output::write_file(&folder.join(&name), |out| {
            out.write_all(head.as_bytes())?;
            out.write_all(&evidence.bytes)
        })?;
        let size = format!("{} rows, {} columns", least.rows.len(), least.columns.len());
        let _ = writeln!(list, "- [{name}]({name}), {size}: {}", said(row, &evidence));
        output::note(common.quiet, &format!("{name}: {size}"));
    }
    output::write_file(&folder.join("README.md"), |out| out.write_all(list.as_bytes()))
}

/// Comment lines: who said what, and the truth.
fn head(row: &Row, evidence: &Evidence) -> String {
    let instance = Escaped(&row.instance);
    let from = format!("* shrunk from {instance} by ironproof bench accuracy --shrink");
    format!("* {}\n{from}\n* truth: {}\n", said(row, evidence), evidence.truth)
}

fn said(row: &Row, evidence: &Evidence) -> String {
    let Row { solver, solver_version, setting, termination, .. } = row;
    let (version, termination) = (Escaped(solver_version), Escaped(termination));
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
        std::fs::write(&self.job.model, &problem.bytes).ok()?;
        let size = (problem.lp.columns.len(), problem.lp.rows.len());
        let Ended::Answered(reply) = ask(self.program, &self.job, size.0, size.1).ok()?.ended
        else {
            return None;
        };
        let graded = grade(&problem.lp, &truth, &reply.answer, 0.0);
        let is_same = graded.fault.map(Fault::name) == Some(self.fault)
            && reply.answer.status.name() == self.termination;
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
