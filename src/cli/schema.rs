//! `ironproof schema`

use super::{CliError, Outcome, output};
use ironproof_results::schema;

#[derive(clap::Args)]
#[command(after_help = super::examples::SCHEMA)]
pub(super) struct Flags {
    /// For people: docs/results.md instead of the schema
    #[arg(long)]
    markdown: bool,
}

/// Prints what describes all results.
pub(super) fn run(flags: &Flags) -> Result<Outcome, CliError> {
    if flags.markdown {
        output::emit_file(&schema::page())?;
    } else {
        output::emit_file(&format!("{:#}\n", schema::schema()))?;
    }
    Ok(Outcome::Good)
}
