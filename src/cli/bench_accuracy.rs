//! `ironproof bench accuracy`: solvers on instances of known truth.

use super::bench_accuracy_input::Flags;
use super::{CliError, Common, Outcome, output, progress};
use ironproof_bench::accuracy::findings;
use ironproof_bench::accuracy::run::{Options, Progress, Run, RunError, run as run_all};
use ironproof_name::Escaped;
use ironproof_report::bench_files;
use ironproof_results::accuracy::Graded;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let options = flags.options(common)?;
    let bar = progress::bar("{pos}/{len} {msg} [{wide_bar}] {eta}", 0, common);
    let note = |text: String| bar.suspend(|| output::note(common.quiet, &text));
    let found = run_all(&options, &mut |heard| match heard {
        Progress::Damaged(this) => {
            bar.suspend(|| output::note(false, &format!("warning: {this}")));
        }
        Progress::Questions(n) => bar.set_length(count(n)),
        Progress::Problem(problem) => bar.set_message(problem.name.clone()),
        Progress::Answered(n) => bar.inc(count(n)),
        Progress::LeftOut(this) => note(this.note()),
        Progress::Relaxed(this) => note(format!("note: {this}")),
    })
    .map_err(refused)?;
    bar.finish_and_clear();
    let graded = Graded::from(&found);
    bench_files::accuracy(&options.folder, &found, &graded)?;
    output::show(&mut common.printer(), &graded)?;
    let page = options.folder.join("accuracy.md");
    output::note(common.quiet || common.is_json(), &format!("tables: {}", page.display()));
    if let Some(seconds) = flags.shrink {
        shrink(&options, &found, seconds, common)?;
    }
    if found.is_empty() {
        let limit = options.proof_limit_s;
        let what = format!("nothing was measured: no instance has a proof within {limit} s");
        return Err(CliError::Usage(format!("{what} (--proof-limit)")));
    }
    Ok(Outcome::Good)
}

/// An option of the library is a flag here.
fn refused(error: RunError) -> CliError {
    CliError::Usage(match error {
        RunError::Question(error) if error.is_about_option() => format!("--{error}"),
        error => error.to_string(),
    })
}

/// Minimal models of what was found, in `folder/findings`.
fn shrink(options: &Options, found: &Run, seconds: f64, common: &Common) -> Result<(), CliError> {
    use findings::{Progress, find, write};

    let folder = options.folder.join("findings");
    let note = |heard: Progress<'_>| {
        let text = match heard {
            Progress::Shrunk(found) => format!("{}: {}", Escaped(&found.name), found.size()),
            Progress::NotRepeated(row) => {
                let (instance, solver, setting) =
                    (Escaped(&row.instance), &row.solver, &row.setting);
                format!("{instance}: {solver}/{setting} does not repeat it")
            }
        };
        output::note(common.quiet, &text);
    };
    let all = find(&options.program, &found.problems, &found.rows, seconds, &mut { note });
    Ok(write(&folder, &all)?)
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
