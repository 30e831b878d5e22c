//! `ironproof export FILE`

use std::path::PathBuf;

use clap::ValueEnum;

use super::form::FormFlag;
use super::input::{self, GridFlags};
use super::{CliError, Common, Outcome, output};
use crate::certificate;
use crate::formulate::{Formulation, Incentives, formulate};
use crate::lp;

#[derive(clap::Args)]
pub(super) struct Flags {
    /// An instance: continuous (*.toml) or finite (*.json)
    file: PathBuf,
    #[command(flatten)]
    grid: GridFlags,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Mps)]
    format: Format,
    /// Variables of the LP
    #[arg(long, value_parser = formulation, default_value = "gamma", value_name = "gamma|mass|utility|reduced")]
    formulation: Formulation,
    /// Pairs of types that get an incentive row
    #[arg(long, value_parser = incentives, default_value = "all", value_name = "all|adjacent")]
    incentives: Incentives,
    #[command(flatten)]
    form: FormFlag,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// The LP in free MPS
    Mps,
    /// The LP as text
    Lp,
    /// The certificate of optimality, for ironproof-verifier
    Certificate,
}

pub(super) fn formulation(name: &str) -> Result<Formulation, String> {
    Formulation::from_name(name)
        .ok_or_else(|| "expected gamma, mass, utility or reduced".to_owned())
}

fn incentives(name: &str) -> Result<Incentives, String> {
    Incentives::from_name(name).ok_or_else(|| "expected all or adjacent".to_owned())
}

/// Prints the file, or writes it to `--out DIR` under the instance's name.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let loaded = input::load_one(&flags.file, &flags.grid, common.quiet)?;
    let instance = &loaded.finite;
    let as_lp = || {
        formulate(instance, flags.formulation, flags.incentives)
            .map_err(|error| CliError::Usage(format!("{}: {error}", loaded.place)))
    };
    let (text, extension) = match flags.format {
        Format::Mps => (lp::to_mps(&as_lp()?), "mps"),
        Format::Lp => (lp::to_lp_text(&as_lp()?), "lp"),
        Format::Certificate => {
            (certificate::written(instance, flags.form.form(instance)).text, "cert")
        }
    };
    match &common.out {
        Some(folder) => {
            let path = folder.join(format!("{}.{extension}", instance.name));
            output::write_file(&path, |out| out.write_all(text.as_bytes()))?;
            output::note(common.quiet, &path.display());
        }
        None => output::emit(text)?,
    }
    Ok(Outcome::Verified)
}
