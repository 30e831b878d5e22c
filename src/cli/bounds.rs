//! `ironproof bounds FILE`

use std::path::PathBuf;

use super::input;
use super::output;
use super::{CliError, Common, Outcome};
use ironproof_instance::load;
use ironproof_number::rational;
use ironproof_number::rational::Rational;
use ironproof_report::counted;
use ironproof_results::bounds::{Claim, bracket};

#[derive(clap::Args)]
#[command(after_help = super::examples::BOUNDS)]
pub(super) struct Flags {
    /// A continuous instance (*.toml), or - for stdin
    ///
    /// All kinds of willingness to pay and of weight are enclosed; quality has to be levels or piecewise polynomial.
    /// docs/bounds.md lists what is enclosed, and how.
    file: PathBuf,
    /// Largest width of the bracket
    #[arg(long, value_name = "W", default_value = "1e-6", value_parser = positive, allow_hyphen_values = true)]
    width: Rational,
    /// Stop before there are more cells than this: the bracket so far is printed, exit code 3
    #[arg(long, value_name = "N", default_value_t = 2_000_000, value_parser = at_least_one, allow_negative_numbers = true)]
    max_cells: usize,
}

pub(super) fn positive(text: &str) -> Result<Rational, String> {
    match rational::parse(text) {
        Ok(number) if number > Rational::ZERO => Ok(number),
        Ok(_) => Err("expected a number of more than 0".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    let n = text.parse().ok().filter(|&n: &usize| 0 < n);
    n.ok_or_else(|| "expected a whole number of at least 1".to_owned())
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let instance = input::load_continuous(&flags.file, common.quiet)?;
    let found = bracket(&instance, &flags.width, flags.max_cells)
        .map_err(|error| CliError::Usage(format!("{}: {error}", load::shown(&flags.file))))?;
    input::print_remarks(&found.notes, &instance, &flags.file, common.quiet);
    output::show(&mut common.printer(), &found)?;
    if !found.reached {
        output::complain(&format!(
            "the width {} needs more than {} (--max-cells); the bracket holds, but is wider",
            rational::to_decimal(&flags.width).unwrap_or_else(|| flags.width.to_string()),
            counted(flags.max_cells, "cell")
        ));
    }
    Ok(match (found.claim, found.reached) {
        (Claim::Outside, _) => Outcome::Disproved,
        (_, false) => Outcome::Open,
        (_, true) => Outcome::Good,
    })
}
