//! `ironproof explain FILE`

use std::path::{Path, PathBuf};

use super::bounds::positive;
use super::{CliError, Common, Outcome, input, output, written};
use ironproof_explain::of_types;
use ironproof_instance::discretize::GridConfig;
use ironproof_instance::{ContinuousInstance, load};
use ironproof_number::rational::Rational;
use ironproof_report::write_csv;
use ironproof_results::curves::curves;
use ironproof_results::explain::explain;
use ironproof_results::record;

#[derive(clap::Args)]
#[command(after_help = "\
Example: why the natural park is sold to some and given by lot to others
  ironproof explain instances/applications/park-income.toml
  ironproof explain instances/applications/park-income.toml --curves curves.csv

docs/explain.md says how to read it, and docs/claims.md has the claims.")]
pub(super) struct Flags {
    /// A continuous instance (*.toml), or a finite one (*.json) whose types are points, or - for stdin
    file: PathBuf,
    /// Write all curves at a grid of quantiles as CSV, for plots; - is stdout
    #[arg(long, value_name = "OUT.csv")]
    curves: Option<PathBuf>,
    /// The relative width of what is known of each number
    #[arg(long, value_name = "W", default_value = "1e-6", value_parser = positive, allow_hyphen_values = true)]
    width: Rational,
}

/// Exit code 1 if the optimum contradicts a claim that applies.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let instance = load(&flags.file, common)?;
    let unusable = |error: &dyn std::fmt::Display| {
        CliError::Usage(format!("{}: {error}", load::shown(&flags.file)))
    };
    let (found, explanation) =
        explain(&instance, &flags.width).map_err(|error| unusable(&error))?;
    if let Some(path) = &flags.curves {
        let rows = curves(&instance, &explanation).map_err(|error| unusable(&error))?;
        written::write(common.quiet, path, |out| write_csv(out, rows.iter().map(record)))?;
    }
    input::print_remarks(&found.notes, &instance, &flags.file, common.quiet);
    output::show(&mut common.printer(), &found)?;
    let wrong = found.contradicted();
    if !wrong.is_empty() {
        output::complain(&format!("the optimum contradicts {}", wrong.join(", ")));
        return Ok(Outcome::Disproved);
    }
    Ok(Outcome::Good)
}

/// A continuous instance, or a finite one whose types are points as a continuous one with atoms.
pub(super) fn load(path: &Path, common: &Common) -> Result<ContinuousInstance, CliError> {
    if super::grid::may_be_continuous(path) {
        return Ok(input::load_continuous(path, common.quiet)?);
    }
    let loaded = load::one(path, &GridConfig::default())?;
    of_types(&loaded.finite).map_err(|error| CliError::Usage(format!("{}: {error}", loaded.place)))
}
