//! Lays a weight over the pieces of willingness to pay: cuts them where its formula changes, checks
//! that it is not negative, and composes it with the quantile function.

use super::read_error::{ReadError, Rule};
use super::reader::Table;
use super::{BREAKPOINT_DIGITS, Curve, JointPiece, Piece, Polynomial, Weight, WeightShape};
use crate::wtp_piece::{Wtp, WtpPiece};
use ironproof_number::rational::Rational;

/// The pieces of a group, and what mapping the weight to quantiles rounded.
pub(super) struct WeightedPieces {
    pub(super) pieces: Vec<Piece>,
    pub(super) joint: Option<Vec<JointPiece>>,
    pub(super) rounded_breakpoints: Vec<Rational>,
}

/// A polynomial on a range of `t` or of willingness to pay, and where to report that it is negative.
pub(super) struct Part<'a> {
    pub(super) from: Rational,
    pub(super) to: Rational,
    pub(super) polynomial: Polynomial,
    pub(super) table: Table<'a>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Of {
    Wtp,
    Quantile,
}

/// Which values are allowed.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sign {
    NotNegative,
    Any,
}

/// Cuts the pieces of willingness to pay where the weight changes its formula.
pub(super) fn lay(
    of: Of,
    parts: &[Part<'_>],
    wtp: &Wtp,
    sign: Sign,
) -> Result<WeightedPieces, ReadError> {
    let mut laid =
        WeightedPieces { pieces: Vec::new(), joint: None, rounded_breakpoints: Vec::new() };
    for piece in &wtp.pieces {
        match of {
            Of::Quantile => lay_quantile(piece, parts, sign, &mut laid)?,
            Of::Wtp => lay_wtp(piece, parts, sign, &mut laid)?,
        }
    }
    Ok(laid)
}

fn lay_quantile(
    piece: &WtpPiece,
    parts: &[Part<'_>],
    sign: Sign,
    laid: &mut WeightedPieces,
) -> Result<(), ReadError> {
    let first = parts.partition_point(|part| part.to <= piece.from);
    for part in &parts[first..] {
        if piece.to <= part.from {
            break;
        }
        let (from, to) = ((&part.from).max(&piece.from), (&part.to).min(&piece.to));
        if sign == Sign::NotNegative && !part.polynomial.is_nonnegative_on(from, to) {
            return Err(part.table.fail(Rule::NegativeWeight));
        }
        let weight = Weight::Polynomial(part.polynomial.clone());
        laid.pieces.push(Piece {
            from: from.clone(),
            to: to.clone(),
            wtp: piece.curve.clone(),
            weight,
            external: Weight::zero(),
        });
    }
    Ok(())
}

fn lay_wtp(
    piece: &WtpPiece,
    parts: &[Part<'_>],
    sign: Sign,
    laid: &mut WeightedPieces,
) -> Result<(), ReadError> {
    // The last part that starts at or before the piece: at a jump the value on the right.
    let first = parts.partition_point(|part| part.from <= piece.low).saturating_sub(1);
    let mut from = piece.from.clone();
    for part in &parts[first..] {
        let is_last = piece.high <= part.to || piece.low == piece.high;
        let end = if is_last { &piece.high } else { &part.to };
        // Tested where it is exact: in wtp, before breakpoints are rounded.
        let start = (&part.from).max(&piece.low);
        if sign == Sign::NotNegative && !part.polynomial.is_nonnegative_on(start, end) {
            return Err(part.table.fail(Rule::NegativeWeight));
        }
        let to = if is_last {
            piece.to.clone()
        } else {
            let (t, is_exact) = quantile_of(piece, &part.to);
            if !is_exact {
                laid.rounded_breakpoints.push(part.to.clone());
            }
            t
        };
        if from < to {
            let weight = match &piece.curve {
                Curve::Polynomial(wtp) => Weight::Polynomial(part.polynomial.compose(wtp)),
                Curve::Quantile(_) if part.polynomial.degree() == 0 => {
                    Weight::Polynomial(part.polynomial.clone())
                }
                Curve::Quantile(_) => {
                    Weight::OfWtp(WeightShape::Polynomial(part.polynomial.clone()))
                }
            };
            laid.pieces.push(Piece {
                from,
                to: to.clone(),
                wtp: piece.curve.clone(),
                weight,
                external: Weight::zero(),
            });
            from = to;
        }
        if is_last {
            break;
        }
    }
    Ok(())
}

/// The quantile in `[from, to]` at which willingness to pay reaches `wtp`, and whether it is exact.
fn quantile_of(piece: &WtpPiece, wtp: &Rational) -> (Rational, bool) {
    let (t, is_exact) = piece.curve.quantile_of(wtp, &piece.from, &piece.to, BREAKPOINT_DIGITS);
    (t.clamp(piece.from.clone(), piece.to.clone()), is_exact)
}

/// An error unless the parts, which are functions of wtp, reach over the support.
pub(super) fn ensure_covered(parts: &[Part<'_>], wtp: &Wtp) -> Result<(), Box<Rule>> {
    let (low, high) = wtp.support();
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) if first.from <= *low && *high <= last.to => Ok(()),
        (Some(first), Some(last)) => Err(Box::new(Rule::NotCovered {
            from: first.from.clone(),
            to: last.to.clone(),
            low: low.clone(),
            high: high.clone(),
        })),
        _ => Err(Box::new(Rule::EmptyList)),
    }
}
