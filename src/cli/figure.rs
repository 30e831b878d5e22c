//! `ironproof figure KIND FILE --out PICTURE`

use std::path::Path;

use serde::Serialize;

use super::figure_flags::{Along, Flags, Kind, Policies, What};
use super::policy_flags::Loaded;
use super::{CliError, Common, Outcome, explain, input, output};
use ironproof_number::rational::Rational;
use ironproof_path::continuous::{Range, Request};
use ironproof_report::figure::{Drawing, draw};
use ironproof_report::{picture, write_csv};
use ironproof_results::along::along;
use ironproof_results::figure::{Figure, figure};
use ironproof_results::gains::gains;
use ironproof_results::record;
use ironproof_results::regimes::parameter;

/// The relative width of all numbers: far below what an eye sees.
const WIDTH: u32 = 1_000_000;
/// Places before thresholds are narrowed down.
const N_PLACES: usize = 48;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let Some(out) = &common.out else {
        let text = "figure needs a file to draw to: --out FIGURE.svg, .pdf or .png";
        return Err(CliError::Usage(text.to_owned()));
    };
    // A name that cannot be written is told before anything is solved.
    picture::kind(out)
        .map_err(|error| CliError::Usage(format!("--out {}: {error}", out.display())))?;
    let what = flags.kind.what();
    let width = Rational::ONE / Rational::from(WIDTH);
    match &flags.kind {
        Kind::Path(flags) => {
            let found = path(flags, &width, common)?;
            write(what, out, common, &Drawing::Path(&found), &found.rows())?;
        }
        Kind::Gains(Policies { policies, .. }) => {
            let [first, second] = &policies[..] else {
                let text = format!("expected --policy twice, not {} times", policies.len());
                return Err(CliError::Usage(text));
            };
            let loaded = Loaded::new(&what.file, common)?;
            let both = [first.clone(), second.clone()];
            let found = gains(loaded.subject(), &both, &width).map_err(|error| of(what, &error))?;
            write(what, out, common, &Drawing::Gains(&found), &found.rows())?;
        }
        Kind::Mechanism(_) => {
            let found = solved(what, &width, common)?;
            write(what, out, common, &Drawing::Mechanism(&found), &found.mechanism_rows())?;
        }
        Kind::Split(_) => {
            let found = solved(what, &width, common)?;
            write(what, out, common, &Drawing::Split(&found), &found.split_rows())?;
        }
        Kind::Hull(_) => {
            let found = solved(what, &width, common)?;
            write(what, out, common, &Drawing::Hull(&found), &found.curve_rows())?;
        }
        Kind::Weights(_) => {
            let found = solved(what, &width, common)?;
            write(what, out, common, &Drawing::Weights(&found), &found.curve_rows())?;
        }
    }
    Ok(Outcome::Good)
}

fn of(what: &What, error: &dyn std::fmt::Display) -> CliError {
    CliError::Usage(format!("{}: {error}", what.file.display()))
}

fn solved(what: &What, width: &Rational, common: &Common) -> Result<Figure, CliError> {
    let instance = explain::load(&what.file, common)?;
    figure(&instance, width).map_err(|error| of(what, &error))
}

fn path(
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

fn write<T: Serialize>(
    what: &What,
    out: &Path,
    common: &Common,
    drawing: &Drawing<'_>,
    rows: &[T],
) -> Result<(), CliError> {
    picture::write(out, &draw(drawing, what.cm))?;
    output::written(common.quiet, out);
    if let Some(path) = &what.csv {
        output::write_file(path, |file| write_csv(file, rows.iter().map(record)))?;
        output::written(common.quiet, path);
    }
    Ok(())
}
