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

mod grid;
mod input;
mod interrupt;
mod form;
mod output;
mod bounds;
mod claims;
mod claims_search;
mod bench;
mod bench_settings;
mod bench_compare;
mod bench_accuracy;
mod bench_accuracy_input;
mod bench_accuracy_output;
mod bench_findings;
mod certify_subject;
mod certify;
mod certify_answer;
mod certify_check;
mod certify_loss;
mod certify_files;
mod certify_output;
mod certify_judged;
mod certify_point;
mod discretize;
mod evidence;
mod export;
mod oracle;
mod path;
mod path_lp;
mod schema;
mod solve_flags;
mod solve;
mod solve_columns;
mod verify;
mod verify_flags;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use ironproof_instance::load;
use ironproof_name::Escaped;
use ironproof_report::{Format, Printer, terminal};

/// Exact optima of redistributive mechanism design, with proofs
#[derive(Parser)]
#[command(name = "ironproof", version, about, disable_help_subcommand = true, after_help = EXIT_CODES)]
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
    /// The exact piecewise linear value over alpha, or over a factor on one group's weights
    Path(path::Flags),
    /// Prove any LP optimal, infeasible or unbounded, in exact arithmetic
    ///
    /// With --solution it also judges the answer of another solver. Exit code 1 if that answer is refuted, 3 if the time limit
    /// came before the verdict. docs/certify.md says more.
    Certify(certify::Flags),
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
}

/// Flags that every verb takes.
#[derive(Args)]
struct Common {
    /// How results are printed [default: text]
    #[arg(long = "as", global = true, value_enum, value_name = "FORMAT")]
    format: Option<FormatFlag>,
    /// Short for --as json: one document per line and instance, and nothing else on stdout
    #[arg(long, global = true, conflicts_with = "format")]
    json: bool,
    /// Print only the results: no progress, no notes
    #[arg(long, global = true)]
    quiet: bool,
    /// Worker threads [default: all cores]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Folder for files that are written [default: results]
    #[arg(long, global = true, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatFlag {
    /// Lines and tables that fit the terminal, or 80 columns
    Text,
    /// JSON, one document per line; `ironproof schema` describes it
    Json,
    /// Rows of plain values, with a double beside each exact number
    Csv,
    /// Markdown
    Markdown,
    /// LaTeX, with the package booktabs
    Latex,
}

impl Common {
    fn format(&self) -> Format {
        match self.format {
            None if self.json => Format::Json,
            None | Some(FormatFlag::Text) => Format::Text,
            Some(FormatFlag::Json) => Format::Json,
            Some(FormatFlag::Csv) => Format::Csv,
            Some(FormatFlag::Markdown) => Format::Markdown,
            Some(FormatFlag::Latex) => Format::Latex,
        }
    }

    fn is_json(&self) -> bool {
        self.format() == Format::Json
    }

    fn printer(&self) -> Printer {
        Printer::new(self.format(), terminal::width())
    }
}

/// What a verb that ran to its end found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Everything asked was done, and nothing is wrong.
    Good,
    /// Something is wrong or disagrees.
    Disproved,
    /// Neither: a limit came first. What was reached is printed.
    Open,
}

impl Outcome {
    /// Good if both are; otherwise the first that is not.
    fn and(self, other: Self) -> Self {
        if self == Self::Good { other } else { self }
    }
}

/// Why a verb could not run.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error("{0}")]
    Input(#[from] load::Error),
    #[error("{0}")]
    Columns(#[from] ironproof_ironing::columns::Error),
    #[error("{}: {error}", path.display())]
    Write { path: PathBuf, error: std::io::Error },
    #[error("cannot write to stdout: {0}")]
    Stdout(std::io::Error),
    #[error("{0}")]
    Usage(String),
    #[error("{0} of the inputs could not be read")]
    SomeInputs(usize),
    #[error("interrupted: {finished} of {total} instances are finished and written")]
    Interrupted { finished: usize, total: usize },
    #[error("cannot start {threads} threads: {error}")]
    Threads { threads: u16, error: rayon::ThreadPoolBuildError },
}

impl From<ironproof_files::file::WriteError> for CliError {
    fn from(error: ironproof_files::file::WriteError) -> Self {
        Self::Write { path: error.path, error: error.error }
    }
}

impl CliError {
    /// The error for inputs that could not be read, if there are any: a single one is the error itself,
    /// several are complained about and counted.
    fn of_inputs(mut broken: Vec<load::Error>) -> Option<Self> {
        if broken.len() == 1 {
            return broken.pop().map(Self::Input);
        }
        for error in &broken {
            output::complain(error);
        }
        (!broken.is_empty()).then_some(Self::SomeInputs(broken.len()))
    }

    /// How a verb ends that found `outcome` and met with errors all the same: each is told, and something that is wrong
    /// weighs more than something that is missing.
    fn after(mut errors: Vec<Self>, outcome: Outcome) -> Result<Outcome, Self> {
        let last = if outcome == Outcome::Disproved { None } else { errors.pop() };
        for error in &errors {
            output::complain(error);
        }
        last.map_or(Ok(outcome), Err)
    }
}

/// Runs the command line and says how it ended.
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return not_parsed(&error, &arguments),
    };
    match dispatch(&cli) {
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

/// Help and version, or what is wrong with the arguments, which the message quotes: so it is made from escaped ones.
fn not_parsed(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let shown = arguments.iter().map(|text| Escaped(&text.to_string_lossy()).to_string());
    let of_shown = Cli::try_parse_from(shown).err().filter(clap::Error::use_stderr);
    output::complain_about_usage(&of_shown.as_ref().unwrap_or(error).render().to_string());
    ExitCode::from(2)
}

fn dispatch(cli: &Cli) -> Result<Outcome, CliError> {
    if let Some(threads) = cli.common.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(threads))
            .build_global()
            .map_err(|error| CliError::Threads { threads, error })?;
    }
    note_unused(cli);
    match &cli.verb {
        Verb::Solve(flags) => solve::run(flags, &cli.common),
        Verb::Verify(flags) => verify::run(flags, &cli.common),
        Verb::Bounds(flags) => bounds::run(flags, &cli.common),
        Verb::Path(flags) => path::run(flags, &cli.common),
        Verb::Claims(flags) => claims::run(flags, &cli.common),
        Verb::Certify(flags) => certify::run(flags, &cli.common),
        Verb::Discretize(flags) => discretize::run(flags, &cli.common),
        Verb::Bench(flags) => bench::run(flags, &cli.common),
        Verb::Oracle(flags) => oracle::run(flags),
        Verb::Export(flags) => export::run(flags, &cli.common),
        Verb::Schema(flags) => schema::run(flags),
    }
}

/// Every verb takes the common flags; what has no effect on this one is said.
fn note_unused(cli: &Cli) {
    let writes_to_folder = !matches!(
        cli.verb,
        Verb::Solve(_) | Verb::Bounds(_) | Verb::Path(_) | Verb::Certify(_) | Verb::Oracle(_)
    );
    if cli.common.out.is_some() && !writes_to_folder {
        output::note(
            cli.common.quiet,
            &"note: this verb writes nothing to a folder; --out is not used",
        );
    }
    if cli.common.json && matches!(cli.verb, Verb::Export(_)) {
        output::note(
            cli.common.quiet,
            &"note: this verb prints the file itself; --json is not used",
        );
    }
}
