//! Unbounded supports: clipped to an atom at the bound, or conditioned on the bounds.
//!
//! ```text
//! clip        r(t) = min(max(G^-1(t), low), high)         atoms of mass G(low) and 1 - G(high)
//! condition   r(t) = G^-1(G(low) + t (G(high) - G(low)))  group mass times G(high) - G(low)
//! ```
//!
//! The tail masses are rounded to [`BREAKPOINT_DIGITS`] decimals and are exact from there on.

use super::distribution::Distribution;
use super::note::End;
use super::read_error::{ReadError, Rule};
use super::reader::Table;
use super::wtp_piece::Cut;
use super::{BREAKPOINT_DIGITS, Curve, Quantile, Truncated};
use crate::wtp_piece::{Wtp, WtpPiece, line, wtp};
use ironproof_number::rational;
use ironproof_number::rational::Rational;

/// `start` is the lower end of the support, if it has one; it is the default of `low`.
pub(super) fn truncated(
    table: &Table<'_>,
    distribution: Distribution<Rational>,
    start: Option<Rational>,
) -> Result<Wtp, ReadError> {
    let low = match (table.get("low"), start) {
        (Some(node), Some(start)) => wtp(&node)?.max(start),
        (Some(node), None) => wtp(&node)?,
        (None, Some(start)) => start,
        (None, None) => return Err(table.fail(Rule::MissingKey("low"))),
    };
    let high = wtp(&table.require("high")?)?;
    if high <= low {
        return Err(table.fail(Rule::NotBelow("low", "high")));
    }
    let tail = table.require("tail")?;
    let is_dropped = match tail.text()?.as_str() {
        "clip" => false,
        "condition" => true,
        found => {
            let found = found.to_owned();
            return Err(tail.fail(Rule::UnknownWord {
                what: "tail",
                found,
                known: "clip, condition",
            }));
        }
    };
    let share = |mass: f64| {
        rational::exact(mass).map(|mass| rational::round_decimal(&mass, BREAKPOINT_DIGITS))
    };
    let near = distribution.to_floats();
    let below = share(near.cdf(rational::approx(&low)).lower);
    let above = share(near.cdf(rational::approx(&high)).upper);
    let (Some(below), Some(above)) = (below, above) else {
        return Err(table.fail(Rule::NothingKept));
    };
    let kept = Rational::ONE - &below - &above;
    if kept <= Rational::ZERO {
        return Err(table.fail(Rule::NothingKept));
    }
    let (dropped_below, dropped_above, scale) = if is_dropped {
        (below.clone(), above.clone(), kept)
    } else {
        (Rational::ZERO, Rational::ZERO, Rational::ONE)
    };
    let curve = Curve::Quantile(Quantile::new(Truncated {
        is_conditioned: is_dropped,
        from: Rational::ZERO,
        to: Rational::ONE,
        distribution,
        below: dropped_below,
        above: dropped_above,
        scale,
        low: low.clone(),
        high: high.clone(),
    }));
    let (mut pieces, start, end) = if is_dropped {
        (Vec::new(), Rational::ZERO, Rational::ONE)
    } else {
        let atom = line(Rational::ZERO, below.clone(), low.clone(), low.clone());
        (
            if below.is_zero() { Vec::new() } else { vec![atom] },
            below.clone(),
            Rational::ONE - &above,
        )
    };
    let atom = line(end.clone(), Rational::ONE, high.clone(), high.clone());
    pieces.push(WtpPiece { from: start, to: end, curve, low: low.clone(), high: high.clone() });
    if !is_dropped && !above.is_zero() {
        pieces.push(atom);
    }
    let cuts = [
        Cut { end: End::Low, bound: low, share: below, is_dropped },
        Cut { end: End::High, bound: high, share: above, is_dropped },
    ];
    let cuts = cuts.into_iter().filter(|cut| !cut.share.is_zero()).collect();
    Ok(Wtp { pieces, cuts, weights: None })
}
