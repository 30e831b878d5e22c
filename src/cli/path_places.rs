//! The flags of `path` that are about a continuous instance without a grid: where to look, and how closely.

use super::bounds::positive;
use ironproof_number::rational;
use ironproof_number::rational::Rational;

/// Places before thresholds are narrowed down.
const N_PLACES: u32 = 48;

#[derive(clap::Args)]
pub(super) struct Flags {
    /// Without a grid: print the optimum at this value of the parameter, as `solve` does
    #[arg(long, value_name = "X", value_parser = number, allow_hyphen_values = true)]
    pub(super) at: Option<Rational>,
    /// Without a grid: the relative width of thresholds and of all numbers [default: 1e-6]
    #[arg(long, value_name = "W", value_parser = positive, allow_hyphen_values = true)]
    pub(super) width: Option<Rational>,
    /// Without a grid: in how many places to look before thresholds are narrowed down [default: 48]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub(super) places: Option<u32>,
}

pub(super) fn number(text: &str) -> Result<Rational, String> {
    rational::parse(text).map_err(|error| error.to_string())
}

impl Flags {
    pub(super) fn width(&self) -> Rational {
        let usual = || Rational::ONE / Rational::from(1_000_000);
        self.width.clone().unwrap_or_else(usual)
    }

    pub(super) fn n_places(&self) -> usize {
        usize::try_from(self.places.unwrap_or(N_PLACES)).unwrap_or(usize::MAX)
    }
}
