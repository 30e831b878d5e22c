//! `estimate --bootstrap` and `--encodings`: how much of the answer is due to the data.

use super::{CliError, Common, output, progress};
use ironproof_estimate::Question;
use ironproof_results::estimate::EstimateFound;
use ironproof_results::uncertain::{all_encodings, bootstrap};

#[derive(clap::Args)]
pub(super) struct UncertainFlags {
    /// Draw N samples of the respondents, and solve each: how often each instrument is best, and what is lost
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    bootstrap: Option<u64>,
    /// Seed of the samples
    #[arg(long, value_name = "S", default_value_t = 0, requires = "bootstrap")]
    seed: u64,
    /// Solve the same data under all estimators that they allow, side by side
    #[arg(long, conflicts_with = "bootstrap")]
    encodings: bool,
}

impl UncertainFlags {
    /// Shows the estimate, and what was asked for beside it. A table of CSV has columns of its own: it is the only one.
    pub(super) fn run(
        &self,
        estimate: &EstimateFound,
        question: &Question<'_>,
        common: &Common,
    ) -> Result<(), CliError> {
        if !common.is_csv() || (self.bootstrap.is_none() && !self.encodings) {
            output::show(&mut common.printer(), estimate)?;
        }
        if self.encodings {
            let found =
                all_encodings(question).map_err(|error| CliError::Usage(error.to_string()))?;
            output::show(&mut common.printer(), &found)?;
        }
        if let Some(n) = self.bootstrap {
            let bar = progress::bar("{bar:30} {pos}/{len} samples, {eta} left", n, common);
            let found = bootstrap(question, n, self.seed, &|| bar.inc(1));
            bar.finish_and_clear();
            let found = found.map_err(|error| CliError::Usage(error.to_string()))?;
            output::show(&mut common.printer(), &found)?;
        }
        Ok(())
    }
}
