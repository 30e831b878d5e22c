//! `ironproof figure path` and `figure map`: what is drawn over one parameter, and over two.

use super::figure_along::Along;
use super::figure_map::Both;
use super::{CliError, Common, input, output, progress};
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::Rational;
use ironproof_path::continuous::{Range, Request};
use ironproof_report::counted;
use ironproof_results::along::{PLACES_SEEN, along};
use ironproof_results::map::{self, RegimeMap};
use ironproof_results::regimes::parameter;

pub(super) const EXAMPLE: &str = "\
Example:
  ironproof figure path instances/applications/park-income.toml --over supply --out supply.pdf";

pub(super) fn path(
    flags: &Along,
    width: &Rational,
    common: &Common,
) -> Result<ironproof_results::along::Along, CliError> {
    let instance = input::load_continuous(&flags.what.file, common.quiet)?;
    let request = request(flags, &instance, width)?;
    along(&instance, &flags.over, &request).map_err(|error| unusable(flags, &error))
}

pub(super) fn map(flags: &Both, width: &Rational, common: &Common) -> Result<RegimeMap, CliError> {
    let Both { along, second } = flags;
    let instance = input::load_continuous(&along.what.file, common.quiet)?;
    let request = request(along, &instance, width)?;
    let second = second.of(&instance, &along.over, &along.what.file)?;
    let bar = progress::bar("{bar:30} {pos}/{len} rows, {eta} left", second.n_rows.into(), common);
    bar.tick();
    let found = map::map(&instance, &along.over, &request, &second, &|| bar.inc(1));
    bar.finish_and_clear();
    let found = found.map_err(|error| unusable(along, &error))?;
    if found.n_left_out > 0 {
        let rows = counted(found.n_left_out, "row");
        output::complain(&format!("{rows} left out: the optimum is not decided at an end of them"));
    }
    Ok(found)
}

fn unusable(flags: &Along, error: &dyn std::fmt::Display) -> CliError {
    CliError::Usage(format!("{}, --over {}: {error}", flags.what.file.display(), flags.over))
}

fn request(
    flags: &Along,
    instance: &ContinuousInstance,
    width: &Rational,
) -> Result<Request, CliError> {
    let over = parameter(&flags.over, instance).map_err(|error| unusable(flags, &error))?;
    let near = Range::near(over, instance);
    let range = Range {
        from: flags.from.clone().unwrap_or(near.from),
        to: flags.to.clone().unwrap_or(near.to),
    };
    Ok(Request { over, range, width: width.clone(), n_places: PLACES_SEEN })
}
