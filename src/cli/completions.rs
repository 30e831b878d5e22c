//! `ironproof completions SHELL`

use clap::Command;
use clap_complete::{Shell, generate};

use super::{CliError, Outcome, output};

#[derive(clap::Args)]
#[command(after_help = super::examples::COMPLETIONS)]
pub(super) struct Flags {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script that completes verbs and flags.
pub(super) fn run(flags: &Flags, mut program: Command) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    generate(flags.shell, &mut program, "ironproof", &mut script);
    output::emit_file(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Good)
}
