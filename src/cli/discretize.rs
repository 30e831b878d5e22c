//! `ironproof discretize FILE`

use std::path::PathBuf;

use clap::ValueEnum;

use super::grid::GridFlags;
use super::input;
use super::{CliError, Common, Outcome, output, written};
use ironproof_instance::finite;
use ironproof_ironing::columns;
use ironproof_ironing::columns::Format;

#[derive(clap::Args)]
#[command(after_help = super::examples::DISCRETIZE)]
pub(super) struct Flags {
    /// A continuous instance (*.toml), or - for stdin
    file: PathBuf,
    #[command(flatten)]
    grid: GridFlags,
    /// Write column files, NAME.columns.json and the columns that it names (only points: --method types)
    #[arg(long, value_enum, value_name = "FORMAT")]
    columns: Option<FormatFlag>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatFlag {
    Binary,
    Parquet,
}

/// Prints the finite instance, or writes it to `--out DIR` under its name.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    flags.grid.check(&[&flags.file])?;
    let loaded = input::load_one(&flags.file, &flags.grid, common.quiet)?;
    if let Some(format) = flags.columns {
        return write_columns(&loaded.finite, format, common);
    }
    let json = finite::to_json(&loaded.finite);
    match common.out.as_ref().filter(|out| !input::is_dash(out)) {
        Some(folder) => {
            let path = folder.join(format!("{}.json", loaded.finite.name));
            written::write(common.quiet, &path, |out| out.write_all(json.as_bytes()))?;
        }
        None => output::emit_file(&json)?,
    }
    Ok(Outcome::Good)
}

/// Writes column files to `--out DIR`, the header last: it names files that are whole.
fn write_columns(
    instance: &finite::FiniteInstance,
    format: FormatFlag,
    common: &Common,
) -> Result<Outcome, CliError> {
    let format = match format {
        FormatFlag::Binary => Format::Binary,
        FormatFlag::Parquet => Format::Parquet,
    };
    let written = columns::from_finite(instance, format)
        .map_err(|error| CliError::Usage(format!("--columns: {error}")))?;
    if common.out.as_deref().is_some_and(input::is_dash) {
        let text = "--columns writes several files: --out is a folder, not -";
        return Err(CliError::Usage(text.to_owned()));
    }
    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results"));
    for file in &written.files {
        output::write_file(&folder.join(&file.name), |out| file.write(out))?;
    }
    let path = folder.join(format!("{}.columns.json", instance.name));
    written::write(common.quiet, &path, |out| out.write_all(written.header.as_bytes()))?;
    Ok(Outcome::Good)
}
