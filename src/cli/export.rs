//! `ironproof export FILE`

use std::fmt::Display;
use std::path::PathBuf;

use clap::ValueEnum;

use super::form::{FormFlag, formulation, incentives};
use super::grid::GridFlags;
use super::input;
use super::{CliError, Common, Outcome, output, written};
use ironproof_answer::solution_file::write_basis;
use ironproof_crosscheck::start_of_file;
use ironproof_ironing::certificate;
use ironproof_linear as lp;
use ironproof_linear::ModelFormat;
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
    /// Write a basis of the LP too, the one that ironing suggests, for `certify --basis`: for types that are points, with
    /// --formulation mass --incentives adjacent
    #[arg(long, value_name = "FILE")]
    basis: Option<PathBuf>,
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

/// Refuses flags that have no effect.
fn check(flags: &Flags) -> Result<(), CliError> {
    let is_certificate = flags.format == Format::Certificate;
    let is_about_lp = flags.formulation.is_some() || flags.incentives.is_some();
    let text = match (is_certificate, is_about_lp, flags.form.is_used()) {
        (true, true, _) => "--formulation and --incentives are about an LP: --format mps or lp",
        (true, false, _) if flags.basis.is_some() => "--basis is about an LP: --format mps or lp",
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
    let wrong = |error: &dyn Display| CliError::Usage(format!("{}: {error}", loaded.place));
    let formulation = flags.formulation.unwrap_or(Formulation::Gamma);
    let incentives = flags.incentives.unwrap_or(Incentives::All);
    let as_lp = || formulate(instance, formulation, incentives).map_err(|error| wrong(&error));
    let (text, extension) = match flags.format {
        Format::Mps => (lp::to_mps(&as_lp()?), "mps"),
        Format::Lp => (lp::to_lp_text(&as_lp()?), "lp"),
        Format::Certificate => {
            (certificate::written(instance, flags.form.form(instance)?).text, "cert")
        }
    };
    if let (Some(path), Some(format)) = (&flags.basis, ModelFormat::of(&format!("lp.{extension}")))
    {
        let (lp, basis) = start_of_file(instance, (formulation, incentives), (&text, format))
            .map_err(|error| wrong(&error))?;
        written::write(common.quiet, path, |out| {
            out.write_all(write_basis(&lp, &basis).as_bytes())
        })?;
    }
    match common.out.as_ref().filter(|out| !input::is_dash(out)) {
        Some(folder) => {
            let path = folder.join(format!("{}.{extension}", instance.name));
            written::write(common.quiet, &path, |out| out.write_all(text.as_bytes()))?;
        }
        None => output::emit_file(&text)?,
    }
    Ok(Outcome::Good)
}
