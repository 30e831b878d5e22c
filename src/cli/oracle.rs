//! `ironproof oracle MODEL`: one solver on one model, within limits; `bench accuracy` starts it.

use std::path::PathBuf;

use super::{CliError, Outcome, output};
use ironproof_solvers::oracle::{Job, Misbehaviour, Oracle, Setting, serve};
use ironproof_solvers::process::ENVIRONMENT;
use ironproof_solvers::solve::Solver;

#[derive(clap::Args)]
pub(super) struct Flags {
    /// A linear program: MPS (*.mps) or LP text (*.lp), either compressed (*.gz)
    model: PathBuf,
    /// Who solves: a solver, a test oracle, or NAME=PROGRAM, run as `PROGRAM MODEL ANSWER`
    #[arg(long, value_name = "NAME")]
    solver: String,
    /// as-written, no-presolve or scaled
    #[arg(long, default_value = "as-written")]
    setting: String,
    /// Seconds
    #[arg(long, value_name = "S", default_value_t = 60.0, value_parser = seconds, allow_negative_numbers = true)]
    time_limit: f64,
    /// Address space, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 4096)]
    memory_limit: u64,
    /// The file to write, docs/accuracy.md has the format
    #[arg(long, value_name = "FILE")]
    answer: PathBuf,
}

pub(super) fn run(flags: &Flags) -> Result<Outcome, CliError> {
    let job = Job {
        oracle: oracle(&flags.solver)?,
        setting: setting(&flags.setting)?,
        model: flags.model.clone(),
        time_limit_s: flags.time_limit,
        memory_limit_mib: flags.memory_limit,
    };
    if let Err(error) = serve(&job, &flags.answer) {
        if error.is_of_environment() {
            output::complain(&error);
            std::process::exit(i32::from(ENVIRONMENT));
        }
        return Err(CliError::Usage(error.to_string()));
    }
    Ok(Outcome::Good)
}

/// The oracle of an argument.
pub(super) fn oracle(name: &str) -> Result<Oracle, CliError> {
    Oracle::from_name(name).ok_or_else(|| {
        let solvers = Solver::ALL.into_iter().map(Solver::name);
        let tests = Misbehaviour::ALL.into_iter().map(Misbehaviour::name);
        let names = solvers.chain(tests).collect::<Vec<_>>().join(", ");
        CliError::Usage(format!("--solver {name}: expected NAME=PROGRAM or one of {names}"))
    })
}

/// The setting of an argument.
pub(super) fn setting(name: &str) -> Result<Setting, CliError> {
    Setting::from_name(name).ok_or_else(|| {
        let names = Setting::ALL.map(Setting::name).join(", ");
        CliError::Usage(format!("--setting {name}: expected one of {names}"))
    })
}

/// The path of this program, which starts itself.
pub(super) fn this_program() -> Result<PathBuf, CliError> {
    std::env::current_exe()
        .map_err(|error| CliError::Usage(format!("cannot start this program again: {error}")))
}

/// A limit of time.
pub(super) fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|&x: &f64| 0.0 <= x && x.is_finite());
    seconds.ok_or_else(|| "expected a number of seconds, 0 or more".to_owned())
}
