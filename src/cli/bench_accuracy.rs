//! `ironproof bench accuracy`: solvers on instances of known truth.

use std::fs::OpenOptions;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use super::bench_accuracy_input::Flags;
use super::bench_accuracy_input::{wanted_pairs, wanted_problems};
use super::bench_accuracy_output::report;
use super::{CliError, Common, Outcome, bench_findings, bench_settings, output};
use ironproof_bench::accuracy::grade::grade;
use ironproof_bench::accuracy::problem::{NoTruth, Problem, Truth};
use ironproof_bench::accuracy::row::{Circumstances, Row};
use ironproof_bench::accuracy::summary::LeftOut;
use ironproof_bench::store;
use ironproof_name::Escaped;
use ironproof_solvers::oracle::{Ended, Job, Oracle, Ran, Setting, ask};

const ROWS: &str = "accuracy.jsonl";
/// An exact check of a basis may take this long.
const BASIS_LIMIT_S: f64 = 20.0;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let lost = |error| CliError::Usage(format!("cannot start this program again: {error}"));
    let program = std::env::current_exe().map_err(lost)?;
    let (problems, mut left_out) = wanted_problems(flags, common.quiet)?;
    let pairs = wanted_pairs(flags)?;
    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results/accuracy"));
    let version = concat!("accuracy ", env!("CARGO_PKG_VERSION"));
    bench_settings::check(&folder, version, flags.quick)?;
    let circumstances = circumstances();
    let path = folder.join(ROWS);
    let fail = |error| CliError::Write { path: path.clone(), error };
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    let mut needs_newline = !old.is_empty() && !old.ends_with('\n');
    let mut rows: Vec<Row> = store::read_lines(&old);
    let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(fail)?;
    let scratch = tempfile::tempdir().map_err(fail)?;
    let progress = progress(problems.len() * pairs.len(), common);
    let mut n_unproved = 0;
    for problem in &problems {
        progress.set_message(problem.name.clone());
        let model = scratch.path().join(format!("model.{}", problem.ending));
        let job = |(oracle, setting): &(Oracle, Setting)| Job {
            oracle: oracle.clone(),
            setting: *setting,
            model: model.clone(),
            time_limit_s: flags.time_limit.unwrap_or(if flags.quick { 5.0 } else { 20.0 }),
            memory_limit_mib: flags.memory_limit,
        };
        let sha256 = problem.sha256();
        let mut jobs: Vec<Job> = pairs.iter().map(job).collect();
        jobs.retain(|job| !rows.iter().any(|row| row.answers(problem, &sha256, job)));
        progress.inc(u64::try_from(pairs.len() - jobs.len()).unwrap_or(0));
        if jobs.is_empty() {
            continue;
        }
        let truth = match problem.truth(flags.proof_limit) {
            Ok(truth) => truth,
            Err(error @ NoTruth::Time(_)) => {
                let this = LeftOut { what: problem.name.clone(), reason: error.to_string() };
                progress.suspend(|| output::note(common.quiet, &this.note()));
                left_out.push(this);
                n_unproved += 1;
                continue;
            }
            Err(error @ NoTruth::Fault(_)) => {
                return Err(CliError::Usage(format!("{}: {error}", Escaped(&problem.name))));
            }
        };
        std::fs::write(&model, &problem.bytes).map_err(fail)?;
        for job in &jobs {
            let size = (problem.lp.columns.len(), problem.lp.rows.len());
            let ran = ask(&program, job, size.0, size.1).map_err(lost)?;
            let row = judged(problem, &truth, job, &ran, &circumstances);
            store::append(&mut file, &row, needs_newline).map_err(fail)?;
            needs_newline = false;
            rows.push(row);
            progress.inc(1);
        }
    }
    progress.finish_and_clear();
    report(&folder, &rows, &problems, &left_out, common)?;
    if let Some(seconds) = flags.shrink {
        bench_findings::write(&folder, &program, &problems, &rows, seconds, common)?;
    }
    if n_unproved == problems.len() {
        let limit = flags.proof_limit;
        let what = format!("nothing was measured: no instance has a proof within {limit} s");
        return Err(CliError::Usage(format!("{what} (--proof-limit)")));
    }
    Ok(Outcome::Good)
}

/// The row of a job that has ended.
fn judged(
    problem: &Problem,
    truth: &Truth,
    job: &Job,
    ran: &Ran,
    circumstances: &Circumstances,
) -> Row {
    let graded = match &ran.ended {
        Ended::Answered(reply) => Some(grade(&problem.lp, truth, &reply.answer, BASIS_LIMIT_S)),
        _ => None,
    };
    Row::new(problem, truth, job, ran, graded.as_ref(), circumstances)
}

fn circumstances() -> Circumstances {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs());
    Circumstances {
        cpu_model: bench_settings::processor(),
        commit: bench_settings::commit().unwrap_or_default(),
        run_id: format!("{now}-{}", std::process::id()),
    }
}

fn progress(n: usize, common: &Common) -> ProgressBar {
    if common.quiet || common.json {
        return ProgressBar::hidden();
    }
    // indicatif draws on stderr, and only if that is a terminal.
    let style = ProgressStyle::with_template("{pos}/{len} {msg} [{wide_bar}] {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::try_from(n).unwrap_or(u64::MAX)).with_style(style)
}
