//! `ironproof figure path`: the sums along a parameter that are drawn.

use super::figure_flags::Along;
use super::{CliError, Common, input};
use ironproof_number::rational::Rational;
use ironproof_path::continuous::{Range, Request};
use ironproof_results::along::along;
use ironproof_results::regimes::parameter;

/// Places before thresholds are narrowed down.
const N_PLACES: usize = 48;

pub(super) fn path(
    flags: &Along,
    width: &Rational,
    common: &Common,
) -> Result<ironproof_results::along::Along, CliError> {
    let instance = input::load_continuous(&flags.what.file, common.quiet)?;
    let unusable = |error: &dyn std::fmt::Display| {
        CliError::Usage(format!("{}, --over {}: {error}", flags.what.file.display(), flags.over))
    };
    let over = parameter(&flags.over, &instance).map_err(|error| unusable(&error))?;
    let present = Some(over.present(&instance)).filter(|x| !x.is_zero()).unwrap_or(Rational::ONE);
    let usual = Range {
        from: flags.from.clone().unwrap_or_else(|| &present / Rational::from(4)),
        to: flags.to.clone().unwrap_or_else(|| &present * Rational::from(2)),
    };
    let request = Request { over, range: usual, width: width.clone(), n_places: N_PLACES };
    along(&instance, &flags.over, &request).map_err(|error| unusable(&error))
}
