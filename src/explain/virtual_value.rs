//! Where the virtual value V = -Psi' of a group rises and falls.
//!
//! Where willingness to pay jumps, from p to q, every price between sells to the same agents. So Psi jumps by
//! A (q - p), with A the mean excess of the weights above over alpha: V is then a spike. It points upward if A > 0, and
//! V falls behind it; it points downward if A < 0, and V falls before it. Beside an atom the spike belongs to the value
//! of the atom. The jump at quantile 0, from price 0, is left to [`Facts::jump`](super::group::Facts).

use ironproof_continuum::GroupHull;
use ironproof_curves::{Between, PsiPiece};
use ironproof_instance::{ContinuousGroup, Curve};
use ironproof_number::rational::Rational;

use super::decision::Decision;
use super::places::{of_atom, piece_at, smooth};
use super::trend::{Trend, Trends, follow, of_derivative, of_jump};

/// How often the range of a cut-off is halved.
const N_HALVINGS: usize = 80;

/// The trends of V.
pub(crate) fn virtual_value(hull: &GroupHull, group: &ContinuousGroup) -> Trends {
    let mut trends = Trends::default();
    let mut before: Option<(usize, &PsiPiece)> = None;
    for (index, piece) in smooth(&hull.psi) {
        if let Some(before) = before {
            meet(&mut trends, hull, group, before, (index, piece));
        }
        let (from, to) = (piece.from.clone(), piece.to.clone());
        if piece.local.is_straight() {
            trends.push(Trend::Constant, from, to);
        } else {
            follow(&mut trends, &from, &to, |x, y| of_derivative(&piece.local.rise_range(x, y)));
        }
        before = Some((index, piece));
    }
    trends.joined()
}

/// What V does where two pieces meet.
fn meet(
    trends: &mut Trends,
    hull: &GroupHull,
    group: &ContinuousGroup,
    (left, a): (usize, &PsiPiece),
    (right, b): (usize, &PsiPiece),
) {
    let t = &a.to;
    let is_close = left + 1 == right;
    let has_gap = is_close && a.local.wtp(&a.to).is_below(&b.local.wtp(&b.from));
    if has_gap {
        let excess = b.local.excess(&b.from);
        if excess.is_positive() && !b.local.is_atom() {
            trends.jump(Trend::Rises, t);
            trends.jump(Trend::Falls, t);
            return;
        }
        if excess.is_negative() && !a.local.is_atom() {
            trends.jump(Trend::Falls, t);
            trends.jump(Trend::Rises, t);
            return;
        }
        if !excess.is_zero() && !excess.is_positive() && !excess.is_negative() {
            trends.jump(Trend::Open, t);
            return;
        }
    }
    if is_close && !has_gap && is_one_curve(group, a, b) {
        return;
    }
    let value = |index: usize, piece: &PsiPiece, at_end: bool| -> Between {
        if piece.local.is_atom() {
            of_atom(hull, index)
        } else {
            piece.local.virtual_value(if at_end { &piece.to } else { &piece.from })
        }
    };
    if let Some(trend) = of_jump(&value(left, a, true), &value(right, b, false)) {
        trends.jump(trend, t);
    }
}

/// Whether two neighbours are parts of one curve of willingness to pay with a continuous density: then V is continuous,
/// whatever the weights.
fn is_one_curve(group: &ContinuousGroup, a: &PsiPiece, b: &PsiPiece) -> bool {
    let left = group.pieces.iter().rev().find(|piece| piece.from < a.to);
    let right = group.pieces.iter().find(|piece| piece.to > b.from);
    let is_one = |a: &Curve, b: &Curve| match (a, b) {
        // The two sides of a triangle are two pieces.
        (Curve::Quantile(a), Curve::Quantile(b)) => a.exact.distribution == b.exact.distribution,
        _ => a == b,
    };
    !a.local.is_atom()
        && !b.local.is_atom()
        && left.zip(right).is_some_and(|(left, right)| is_one(&left.wtp, &right.wtp))
}

/// Where the ironed virtual value turns positive: those below are not served, however many objects there are.
pub(crate) fn cut_off(hull: &GroupHull) -> Between {
    let zero = Between::zero();
    let mut undecided: Option<Between> = None;
    let mut found = Between::exactly(Rational::ONE);
    for arc in &hull.arcs {
        match (Decision::below(&zero, &arc.value.0), Decision::below(&zero, &arc.value.1)) {
            (_, Decision::No) => {}
            (_, Decision::Open) => {
                let here = arc.from.hull(&arc.to);
                undecided = Some(undecided.map_or(here.clone(), |before| before.hull(&here)));
            }
            (Decision::Yes, _) => {
                found = arc.from.clone();
                break;
            }
            _ => {
                found = root(hull, arc.from.low.clone(), arc.to.high.clone());
                break;
            }
        }
    }
    undecided.map_or(found.clone(), |before| before.hull(&found))
}

/// Where V, which rises, turns positive in a market.
fn root(hull: &GroupHull, from: Rational, to: Rational) -> Between {
    let middle = (&from + &to) / Rational::from(2);
    let piece = piece_at(&hull.psi, &middle, true);
    let mut range = Between { low: from.max(piece.from.clone()), high: to.min(piece.to.clone()) };
    for _ in 0..N_HALVINGS {
        let middle = range.middle();
        let value = piece.local.virtual_value(&middle);
        if value.is_positive() {
            range.high = middle;
        } else if value.is_negative() {
            range.low = middle;
        } else if value.is_zero() {
            return Between::exactly(middle);
        } else {
            break;
        }
    }
    range
}
