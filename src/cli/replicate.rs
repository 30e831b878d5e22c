//! `ironproof replicate DIR`

use std::path::PathBuf;

use super::{CliError, Common, Outcome, output, progress};
use ironproof_results::replicated::{check, replicate};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  ironproof replicate study            run all steps of study/study.toml; write README.md and digests
  ironproof replicate study --check    repeat them elsewhere, and compare byte by byte

docs/replicate.md says what stands in study.toml. --check ends with exit code 1 if something differs.")]
pub(super) struct Flags {
    /// A folder with a file study.toml
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Repeat everything in a temporary folder, and compare; nothing in DIR is changed
    #[arg(long)]
    check: bool,
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let program = std::env::current_exe()
        .map_err(|error| CliError::Usage(format!("this program has no name: {error}")))?;
    let bar = progress::bar("{pos} {msg}", 0, common);
    let progress = |shows: &str| {
        bar.inc(1);
        bar.set_message(shows.to_owned());
    };
    let version = format!("ironproof {}", env!("CARGO_PKG_VERSION"));
    let found = if flags.check {
        check(&flags.folder, &program, &progress)
    } else {
        replicate(&flags.folder, &program, &version, &progress)
    };
    bar.finish_and_clear();
    let found =
        found.map_err(|error| CliError::Usage(format!("{}: {error}", flags.folder.display())))?;
    output::show(&mut common.printer(), &found)?;
    Ok(if found.same == Some(false) { Outcome::Disproved } else { Outcome::Good })
}
