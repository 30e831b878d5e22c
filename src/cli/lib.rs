//! The command line: one file per verb, flags and glue only.
//!
//! The whole program is one call, which reads the command line:
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! fn main() -> ExitCode {
//!     ironproof_cli::run()
//! }
//! ```

mod common;
mod examples;
mod dash;
mod outcome;
mod grid;
mod input;
mod interrupt;
mod form;
mod written;
mod output;
mod progress;
mod bounds;
mod claims;
mod bench;
mod bench_compare;
mod bench_accuracy;
mod bench_accuracy_input;
mod certify_flags;
mod certify;
mod policy_flags;
mod report;
mod report_results;
mod replicate;
mod evaluate;
mod compare;
mod estimate_flags;
mod estimate_frame;
mod estimate_naming;
mod estimate_uncertain;
mod estimate;
mod discretize;
mod evidence;
mod explain;
mod export;
mod figure_flags;
mod figure_along;
mod figure_path;
mod figure_map;
mod figure_bench;
mod figure;
mod oracle;
mod path_places;
mod path_flags;
mod path;
mod path_continuous;
mod path_lp;
mod schema;
mod completions;
mod man;
mod usage;
mod vain;
#[cfg(test)]
mod tests;
mod solve_flags;
mod solve_infeasible;
mod solve_menu;
mod solve;
mod solve_columns_files;
mod solve_columns;
mod solve_continuous;
mod verify;
mod verify_flags;
mod sweep;
mod dispatch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use self::common::Common;
use self::outcome::{CliError, Outcome};

/// Exact optima of redistributive mechanism design, with proofs
#[derive(Parser)]
#[command(name = "ironproof", version, about, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    common: Common,
}

const EXIT_CODES: &str = "\
Exit codes: 0 verified or accepted (or solved, shown, written, where nothing is checked), 1 disproved or refuted,
2 could not run (usage, input, environment), 3 a limit of time or memory came first.
Instances: continuous (*.toml), finite (*.json), or many finite ones (*.jsonl); `solve` also takes
types in column files (*.columns.json); docs/formats.md describes them.";

#[derive(Subcommand)]
enum Verb {
    /// Solve an instance by ironing: value, and who gets what at which price
    Solve(solve_flags::Flags),
    /// The main job: solve by LP and by ironing, prove the optimum, cross-check everything exactly
    Verify(verify_flags::Flags),
    /// Validate the lemma and the propositions of the paper in exact arithmetic
    Claims(claims::Flags),
    /// An exact bracket around the optimum of a continuous instance
    Bounds(bounds::Flags),
    /// Which claims of the paper apply to an instance, and how they account for its optimum
    Explain(explain::Flags),
    /// Draw a figure for a paper or a page: SVG, PDF or PNG, and the data behind it
    Figure(figure_flags::Flags),
    /// How the optimum changes with alpha, a weight, supply, a mass or willingness to pay
    Path(path_flags::Flags),
    /// Prove any LP optimal, infeasible or unbounded, in exact arithmetic
    ///
    /// With --solution it also judges the answer of another solver. Exit code 1 if that answer is refuted, 3 if the time limit
    /// came before the verdict. docs/certify.md says more.
    Certify(certify_flags::Flags),
    /// What given mechanisms are worth: a market, prices, lotteries, a menu; or which row they break
    Evaluate(evaluate::Flags),
    /// Given mechanisms side by side, with the best simple ones and the optimum: losses, and who gains
    Compare(compare::Flags),
    /// Write all about an instance as one page of HTML: question, answer, pictures, policies, proof
    Report(report::Flags),
    /// Run the commands behind a paper, or repeat them and compare every file byte by byte
    Replicate(replicate::Flags),
    /// Make an instance of a survey: amounts, intervals or answers to bids, by group
    Estimate(Box<estimate::Flags>),
    /// Solve many instances made from one: here, on Slurm or on HyperQueue; merge, and map what is best where
    Sweep(Box<sweep::Flags>),
    /// Turn a continuous instance into a finite one, as JSON
    Discretize(discretize::Flags),
    /// Measure methods side by side on a ladder of sizes; compare two such measurements
    Bench(bench::Flags),
    /// Let one solver answer one model, in this process and within limits
    #[command(hide = true)]
    Oracle(oracle::Flags),
    /// Write the LP (MPS or LP text) or the certificate of an instance
    Export(export::Flags),
    /// Print the JSON schema of what --json prints
    Schema(schema::Flags),
    /// Print the script that completes verbs and flags in a shell
    Completions(completions::Flags),
    /// Write manual pages, one for each verb
    Man(man::Flags),
}

/// Runs the command line and says how it ended.
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // Neither the program nor the verb is a file.
    ironproof_files::named::arguments(arguments.iter().skip(2).cloned());
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let parse = |shown: Vec<String>| Cli::try_parse_from(shown);
            return usage::not_parsed(error, &arguments, &Cli::command(), parse);
        }
    };
    match dispatch::dispatch(&cli) {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Disproved) => ExitCode::from(1),
        Ok(Outcome::Open) => ExitCode::from(3),
        // The reader of our output went away: nothing is left to say.
        Err(CliError::Stdout(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::from(2)
        }
        Err(error) => {
            output::complain(&error);
            ExitCode::from(2)
        }
    }
}
