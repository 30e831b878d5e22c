//! The flags of `figure map` that are about the second parameter.

use std::path::Path;

use super::CliError;
use super::figure_along::Along;
use super::path_flags::start;
use super::path_places::number;
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::Rational;
use ironproof_path::continuous::Range;
use ironproof_results::map;
use ironproof_results::regimes::parameter;

pub(super) const EXAMPLE: &str = "\
Example:
  ironproof figure map instances/applications/public-housing.toml --over supply --and alpha --out map.pdf";

#[derive(clap::Args)]
pub(super) struct Both {
    #[command(flatten)]
    pub(super) along: Along,
    #[command(flatten)]
    pub(super) second: Second,
}

#[derive(clap::Args)]
pub(super) struct Second {
    /// What varies from row to row, as in `path`; all but alpha are factors
    #[arg(long, value_name = "alpha|weight:LABEL|supply|mass:LABEL|wtp:LABEL|wtp")]
    and: String,
    /// Start of the range of the rows [default: a quarter of the value in the file]
    #[arg(long, value_name = "A", value_parser = start, allow_hyphen_values = true)]
    and_from: Option<Rational>,
    /// End of the range of the rows [default: twice the value in the file]
    #[arg(long, value_name = "B", value_parser = number, allow_hyphen_values = true)]
    and_to: Option<Rational>,
    /// How many rows there are
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rows: u32,
}

impl Second {
    pub(super) fn of(
        &self,
        instance: &ContinuousInstance,
        over: &str,
        file: &Path,
    ) -> Result<map::Second, CliError> {
        let parameter = parameter(&self.and, instance).map_err(|error| {
            CliError::Usage(format!("{}, --and {}: {error}", file.display(), self.and))
        })?;
        if self.and == over {
            let text = format!("--and {over}: expected another parameter than that of --over");
            return Err(CliError::Usage(text));
        }
        let near = Range::near(parameter, instance);
        let range = Range {
            from: self.and_from.clone().unwrap_or(near.from),
            to: self.and_to.clone().unwrap_or(near.to),
        };
        Ok(map::Second { name: self.and.clone(), parameter, range, n_rows: self.rows })
    }
}
