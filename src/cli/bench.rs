//! `ironproof bench`: measurements side by side.

use std::path::PathBuf;

use super::bench_accuracy_input;
use super::oracle::this_program;
use super::{CliError, Common, Outcome, bench_accuracy, bench_compare, output};
use ironproof_bench::question::Question;
use ironproof_bench::run::{Options, Progress, run as run_suite};
use ironproof_bench::suite;
use ironproof_report::bench_files;
use ironproof_results::bench::Measured;
use ironproof_solvers::process::end_with_parent;

#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  ironproof bench --quick --out results/first-look
  ironproof bench accuracy --quick --solver highs-simplex,minilp

Writes rows.jsonl as it goes, and rows.csv, summary.md, scaling.svg and profile.svg at its end, to --out; `figure
bench` draws them as PDF, too.
After a time-out a method is not tried on more types of that shape, nor, after time-outs in two shapes, on as many
types of any shape. docs/benchmarks.md says more. Exit code 1 if an answer is wrong."
)]
pub(super) struct Flags {
    #[command(subcommand)]
    part: Option<Part>,
    /// What to run [default: the suite of the program, src/bench/suite.toml]
    #[arg(long, value_name = "SUITE.toml")]
    suite: Option<PathBuf>,
    /// Small sizes and short limits, for a first look and for CI
    #[arg(long)]
    quick: bool,
}

#[derive(clap::Subcommand)]
enum Part {
    /// How far the answers of LP solvers are from the truth that a checker accepted, on families of growing difficulty
    Accuracy(bench_accuracy_input::Flags),
    /// Compare two folders of results; exit code 1 if the second is slower, or less accurate, somewhere
    ///
    /// Also 1 if right answers of the first folder are not in the second at all.
    Compare(bench_compare::Flags),
    /// Measure one row and print it as JSON
    #[command(hide = true)]
    One(One),
}

#[derive(clap::Args)]
struct One {
    /// What to measure, as JSON
    question: String,
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    match &flags.part {
        Some(Part::Compare(flags)) => bench_compare::run(flags, common),
        Some(Part::Accuracy(flags)) => bench_accuracy::run(flags, common),
        Some(Part::One(one)) => run_one(one),
        None => run_all(flags, common),
    }
}

fn run_one(one: &One) -> Result<Outcome, CliError> {
    end_with_parent();
    let measurement = Question::from_json(&one.question).and_then(|question| question.answer());
    let measurement = measurement.map_err(|error| CliError::Usage(error.to_string()))?;
    output::emit_json(&serde_json::to_value(&measurement).unwrap_or_default())?;
    Ok(Outcome::Good)
}

fn run_all(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let suite = match &flags.suite {
        Some(path) => ironproof_number::limits::read_text(path)
            .map_err(|error| CliError::Usage(format!("{}: {error}", path.display())))?,
        None => suite::DEFAULT.to_owned(),
    };
    let options = Options {
        suite,
        quick: flags.quick,
        folder: common.out.clone().unwrap_or_else(|| PathBuf::from("results/bench")),
        program: this_program()?,
    };
    let found = run_suite(&options, &mut |heard| {
        let is_warning = matches!(heard, Progress::Damaged(_));
        output::note(common.quiet && !is_warning, &heard);
    })
    .map_err(|error| CliError::Usage(error.to_string()))?;
    bench_files::times(&options.folder, &found)?;
    let found = Measured::from(found);
    output::show(&mut common.printer(), &found)?;
    let csv = options.folder.join("rows.csv");
    output::note(common.quiet || common.is_json(), &format!("every row: {}", csv.display()));
    Ok(if found.is_wrong() { Outcome::Disproved } else { Outcome::Good })
}
