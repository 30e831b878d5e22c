//! `ironproof discretize FILE`

use std::path::PathBuf;

use super::input::{self, GridFlags};
use super::{CliError, Common, Outcome, output};
use crate::finite;

#[derive(clap::Args)]
pub(super) struct Flags {
    /// A continuous instance (*.toml)
    file: PathBuf,
    #[command(flatten)]
    grid: GridFlags,
}

/// Prints the finite instance, or writes it to `--out DIR` under its name.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let loaded = input::load_one(&flags.file, &flags.grid, common.quiet)?;
    let json = finite::to_json(&loaded.finite);
    match &common.out {
        Some(folder) => {
            let path = folder.join(format!("{}.json", loaded.finite.name));
            output::write_file(&path, |out| out.write_all(json.as_bytes()))?;
            output::note(common.quiet, &path.display());
        }
        None => output::emit(json)?,
    }
    Ok(Outcome::Verified)
}
