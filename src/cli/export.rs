//! `ironproof export FILE`

use std::path::PathBuf;

use clap::ValueEnum;

use super::form::FormFlag;
use super::grid::GridFlags;
use super::input;
use super::{CliError, Common, Outcome, output, written};
use ironproof_ironing::certificate;
use ironproof_linear as lp;
use ironproof_linear::formulate::{Formulation, Incentives, formulate};

#[derive(clap::Args)]
#[command(after_help = super::examples::EXPORT)]
pub(super) struct Flags {
    /// An instance: continuous (*.toml) or finite (*.json), or - for stdin
    file: PathBuf,
    #[command(flatten)]
    grid: GridFlags,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Mps)]
    format: Format,
    /// Variables of the LP [default: gamma]
    #[arg(long, value_parser = formulation, value_name = "gamma|mass|utility|reduced")]
    formulation: Option<Formulation>,
    /// Pairs of types that get an incentive row of the LP [default: all]
    #[arg(long, value_parser = incentives, value_name = "all|adjacent")]
    incentives: Option<Incentives>,
    #[command(flatten)]
    form: FormFlag,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
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

/// Refuses flags that have no effect.
fn check(flags: &Flags) -> Result<(), CliError> {
    let is_certificate = flags.format == Format::Certificate;
    let is_about_lp = flags.formulation.is_some() || flags.incentives.is_some();
    let text = match (is_certificate, is_about_lp, flags.form.is_used()) {
        (true, true, _) => "--formulation and --incentives are about an LP: --format mps or lp",
        (false, _, true) => "--multipliers is about a certificate: --format certificate",
        _ => return flags.grid.check(&[&flags.file]),
    };
    Err(CliError::Usage(text.to_owned()))
}

/// Prints the file, or writes it to `--out DIR` under the instance's name.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    check(flags)?;
    let loaded = input::load_one(&flags.file, &flags.grid, common.quiet)?;
    let instance = &loaded.finite;
    let as_lp = || {
        let formulation = flags.formulation.unwrap_or(Formulation::Gamma);
        formulate(instance, formulation, flags.incentives.unwrap_or(Incentives::All))
            .map_err(|error| CliError::Usage(format!("{}: {error}", loaded.place)))
    };
    let (text, extension) = match flags.format {
        Format::Mps => (lp::to_mps(&as_lp()?), "mps"),
        Format::Lp => (lp::to_lp_text(&as_lp()?), "lp"),
        Format::Certificate => {
            (certificate::written(instance, flags.form.form(instance)?).text, "cert")
        }
    };
    match common.out.as_ref().filter(|out| !input::is_dash(out)) {
        Some(folder) => {
            let path = folder.join(format!("{}.{extension}", instance.name));
            written::write(common.quiet, &path, |out| out.write_all(text.as_bytes()))?;
        }
        None => output::emit_file(&text)?,
    }
    Ok(Outcome::Good)
}
