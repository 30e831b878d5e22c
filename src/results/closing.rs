//! `figure bracket`: how the exact bracket of the value closes as cells are added.

use ironproof_bounds::{self as bounds, Bracket, Error};
use ironproof_instance::ContinuousInstance;
use ironproof_number::UBig;
use ironproof_number::ops::Abs;
use ironproof_number::rational::{Rational, approx};

use crate::lines::{Line, Lines, LinesKind};

/// Cells of the first bracket, and how often they are doubled.
const FIRST: usize = 4;
const N_DOUBLINGS: u32 = 9;
/// Decimals of the width at which it is closed enough.
const DIGITS: usize = 12;

/// The relative width of the bracket over the number of cells, until it is closed or 2,048 cells are used.
///
/// # Errors
/// [`Error`] if a curve is known in floats only, or if there are costs or side constraints.
pub fn closing(instance: &ContinuousInstance) -> Result<Lines, Error> {
    let narrow = Rational::ONE / Rational::from(UBig::from(10_u8).pow(DIGITS));
    let mut points = Vec::new();
    let mut said = String::new();
    for doubling in 0..=N_DOUBLINGS {
        let (found, is_closed) = match bounds::bracket(instance, &narrow, FIRST << doubling) {
            Ok(found) => (found, true),
            Err(Error::NotReached(found)) => (*found, false),
            Err(error) => return Err(error),
        };
        let width = relative_width(&found);
        let cells = u32::try_from(found.n_cells).map_or(f64::MAX, f64::from);
        // Powers of ten have no place for zero.
        if width > 0.0 && points.last().is_none_or(|(before, _)| *before < cells) {
            points.push((cells, width));
        }
        if is_closed {
            said = format!("at most 1e-{DIGITS} with {} cells", found.n_cells);
            break;
        }
    }
    Ok(Lines {
        title: format!("The bracket of the optimum of {} closes", instance.name),
        over: "cells",
        shown: "relative width of the bracket",
        kind: LinesKind::Scaling,
        lines: vec![Line { name: "width".to_owned(), said, points }],
    })
}

fn relative_width(found: &Bracket) -> f64 {
    let width = found.upper() - found.lower();
    let upper = found.upper().clone().abs();
    approx(&if upper.is_zero() { width } else { width / upper })
}

#[cfg(test)]
mod tests {
    use super::closing;

    const TEXT: &str = r#"name = "one"
alpha = "1"
quality = { kind = "levels", levels = [{ level = "1", mass = "1" }] }
group = [{ label = "all", mass = "1", weight = { kind = "constant", value = "0" }, wtp =
    { kind = "pareto", scale = "1", shape = "2", high = "99", tail = "condition" } }]
"#;

    #[test]
    fn more_cells_are_a_narrower_bracket() {
        let instance = ironproof_instance::read(TEXT, std::path::Path::new(".")).unwrap();
        let found = closing(&instance).unwrap();
        let points = &found.lines[0].points;
        assert!(1 < points.len(), "{points:?}");
        for pair in points.windows(2) {
            assert!(pair[0].0 < pair[1].0 && pair[1].1 <= pair[0].1, "{points:?}");
        }
        let costs = TEXT.replace("mass = \"1\" }] }", "mass = \"1\", cost = \"1/10\" }] }");
        assert!(
            closing(&ironproof_instance::read(&costs, std::path::Path::new(".")).unwrap()).is_err()
        );
    }
}
