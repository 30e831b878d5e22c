//! `ironproof figure path`: the sums along a parameter that are drawn.

use super::figure_flags::Along;
use super::{CliError, Common, input};
use ironproof_number::rational::Rational;
use ironproof_path::continuous::{Range, Request};
use ironproof_results::along::{PLACES_SEEN, along};
use ironproof_results::regimes::parameter;

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
    let near = Range::near(over, &instance);
    let range = Range {
        from: flags.from.clone().unwrap_or(near.from),
        to: flags.to.clone().unwrap_or(near.to),
    };
    let request = Request { over, range, width: width.clone(), n_places: PLACES_SEEN };
    along(&instance, &flags.over, &request).map_err(|error| unusable(&error))
}
