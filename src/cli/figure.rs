//! `ironproof figure KIND FILE --out PICTURE`

use std::path::Path;

use serde::Serialize;

use super::figure_along::{Paper, What};
use super::figure_flags::{Flags, Kind, Policies};
use super::policy_flags::Loaded;
use super::{CliError, Common, Outcome, explain, figure_path, written};
use ironproof_number::rational::Rational;
use ironproof_report::figure::{Drawing, draw};
use ironproof_report::{picture, write_csv};
use ironproof_results::figure::{Figure, figure};
use ironproof_results::gains::gains;
use ironproof_results::record;

/// The relative width of all numbers: far below what an eye sees.
const WIDTH: u32 = 1_000_000;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let Some(out) = &common.out else {
        let text = "figure needs a file to draw to: --out FIGURE.svg, .pdf or .png";
        return Err(CliError::Usage(text.to_owned()));
    };
    // A name that cannot be written is told before anything is solved.
    picture::kind(out)
        .map_err(|error| CliError::Usage(format!("--out {}: {error}", out.display())))?;
    let width = Rational::ONE / Rational::from(WIDTH);
    match &flags.kind {
        Kind::Path(flags) => {
            let found = figure_path::path(flags, &width, common)?;
            write(&flags.what.paper, out, common, &Drawing::Path(&found), &found.rows())?;
        }
        Kind::Map(flags) => {
            let found = figure_path::map(flags, &width, common)?;
            write(&flags.along.what.paper, out, common, &Drawing::Map(&found), &found.rows())?;
        }
        Kind::Gains(Policies { what, policies }) => {
            let [first, second] = &policies[..] else {
                let text = format!("expected --policy twice, not {} times", policies.len());
                return Err(CliError::Usage(text));
            };
            let loaded = Loaded::new(&what.file, common)?;
            let both = [first.clone(), second.clone()];
            let found = gains(loaded.subject(), &both, &width).map_err(|error| of(what, &error))?;
            write(&what.paper, out, common, &Drawing::Gains(&found), &found.rows())?;
        }
        Kind::Mechanism(what) => {
            let found = solved(what, &width, common)?;
            write(&what.paper, out, common, &Drawing::Mechanism(&found), &found.mechanism_rows())?;
        }
        Kind::Split(what) => {
            let found = solved(what, &width, common)?;
            write(&what.paper, out, common, &Drawing::Split(&found), &found.split_rows())?;
        }
        Kind::Hull(what) => {
            let found = solved(what, &width, common)?;
            write(&what.paper, out, common, &Drawing::Hull(&found), &found.curve_rows())?;
        }
        Kind::Weights(what) => {
            let found = solved(what, &width, common)?;
            write(&what.paper, out, common, &Drawing::Weights(&found), &found.curve_rows())?;
        }
        Kind::Bracket(what) => {
            let instance = explain::load(&what.file, common)?;
            let found =
                ironproof_results::closing::closing(&instance).map_err(|error| of(what, &error))?;
            write(&what.paper, out, common, &Drawing::Lines(&found), &found.rows())?;
        }
        Kind::Bench(bench) => {
            let found = bench.lines()?;
            write(&bench.paper, out, common, &Drawing::Lines(&found), &found.rows())?;
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

fn write<T: Serialize>(
    paper: &Paper,
    out: &Path,
    common: &Common,
    drawing: &Drawing<'_>,
    rows: &[T],
) -> Result<(), CliError> {
    written::writing(common.quiet, out, || picture::write(out, &draw(drawing, paper.cm)))?;
    if let Some(path) = &paper.csv {
        written::write(common.quiet, path, |file| write_csv(file, rows.iter().map(record)))?;
    }
    Ok(())
}
