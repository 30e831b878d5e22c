//! The curves of a group at a grid of quantiles, for plots.
//!
//! The grid has 200 steps, the ends of all pieces, and the ends of pools, of contracts and of ranges on which V falls.
//! At the end of a piece there are two points, one from either side.

use ironproof_continuum::{Form, GroupHull, HullArc};
use ironproof_curves::{Between, GroupPsi, NoEnclosure, PsiPiece};
use ironproof_instance::{ContinuousGroup, ContinuousInstance};
use ironproof_number::rational::Rational;

use super::group::for_revenue;
use super::places::{of_atom, piece_at, smooth};
use super::{Explanation, GroupExplained};

/// Steps of the grid.
const N_STEPS: u32 = 200;

/// All curves of a group at a quantile; what is not known there is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct CurvePoint {
    /// The label of the group.
    pub group: String,
    /// The piece of willingness to pay, from 0. Lines are drawn inside a piece.
    pub piece: usize,
    /// t
    pub share: Rational,
    /// r
    pub wtp: Between,
    /// The density of willingness to pay; none at an atom.
    pub density: Option<Between>,
    /// lambda
    pub weight: Between,
    /// Lambda, the mean weight of those above.
    pub mean_weight_above: Between,
    /// J, the virtual value of revenue.
    pub revenue_value: Option<Between>,
    /// V, the virtual value.
    pub virtual_value: Option<Between>,
    /// The slope of the hull: what V is after ironing.
    pub ironed_value: Option<Between>,
    /// Psi, the better one of two prices where willingness to pay jumps.
    pub psi: Between,
    /// The concave hull of Psi.
    pub hull: Between,
}

/// The curves of all groups.
///
/// # Errors
/// [`NoEnclosure`] if a curve is known in floats only.
pub fn curves(
    instance: &ContinuousInstance,
    explanation: &Explanation,
) -> Result<Vec<CurvePoint>, NoEnclosure> {
    let mut points = Vec::new();
    for ((group, hull), explained) in
        instance.groups.iter().zip(&explanation.hulls).zip(&explanation.groups)
    {
        let revenue = for_revenue(hull, group)?;
        let grid = grid(hull, explained);
        for (drawn, (index, piece)) in smooth(&hull.psi).enumerate() {
            let inner = &grid[grid.partition_point(|t| *t <= piece.from)
                ..grid.partition_point(|t| *t < piece.to)];
            // Between the ends of an atom nothing happens.
            let inner = if piece.local.is_atom() { &[] } else { inner };
            let ends = [(&piece.from, true), (&piece.to, false)];
            let all = std::iter::once(ends[0])
                .chain(inner.iter().map(|t| (t, true)))
                .chain(std::iter::once(ends[1]));
            for (t, is_right) in all {
                let at = At { t, is_right, index, piece };
                points.push(point(&instance.alpha, group, hull, &revenue, drawn, &at));
            }
        }
    }
    Ok(points)
}

fn grid(hull: &GroupHull, explained: &GroupExplained) -> Vec<Rational> {
    let steps = (0..=N_STEPS).map(|k| Rational::from(k) / Rational::from(N_STEPS));
    let pools = hull.arcs.iter().flat_map(|arc| [arc.from.middle(), arc.to.middle()]);
    let falls = explained.facts.virtual_value.falls();
    let segments = explained.segments.iter();
    let contracts = segments.flat_map(|(segment, _)| &segment.contracts);
    let contracts = contracts.flat_map(|contract| [&contract.share.0, &contract.share.1]);
    let contracts = contracts.map(Between::middle);
    let falls = falls.flat_map(|fall| [fall.from.middle(), fall.to.middle()]);
    let mut grid: Vec<Rational> = steps.chain(pools).chain(falls).chain(contracts).collect();
    grid.sort();
    grid.dedup();
    grid
}

/// A place, and the side from which it is looked at.
struct At<'a> {
    t: &'a Rational,
    is_right: bool,
    index: usize,
    piece: &'a PsiPiece,
}

fn point(
    alpha: &Rational,
    group: &ContinuousGroup,
    hull: &GroupHull,
    revenue: &GroupHull,
    drawn: usize,
    at: &At<'_>,
) -> CurvePoint {
    let local = &at.piece.local;
    let t = at.t;
    let slope = local.slope_range(t, t);
    let density = Between::exactly(Rational::ONE).over(&slope).filter(is_known);
    let mean_weight_above = if t.is_one() {
        local.weight_range(t, t)
    } else {
        let excess = local.excess(t).times(&(Rational::ONE / (Rational::ONE - t)));
        &excess + &Between::exactly(alpha.clone())
    };
    let revenue_value = {
        let piece = piece_at(&revenue.psi, t, at.is_right);
        let index = index_of(&revenue.psi, piece);
        value(revenue, index, piece, t)
    };
    CurvePoint {
        group: group.label.clone(),
        piece: drawn,
        share: t.clone(),
        wtp: local.wtp(t),
        density: if local.is_atom() { None } else { density },
        weight: local.weight_range(t, t),
        mean_weight_above,
        revenue_value,
        virtual_value: value(hull, at.index, at.piece, t),
        ironed_value: ironed(hull, at),
        psi: height(hull, t),
        hull: hull_at(hull, at),
    }
}

fn index_of(psi: &GroupPsi, piece: &PsiPiece) -> usize {
    psi.pieces.partition_point(|other| other.from < piece.from)
}

fn value(hull: &GroupHull, index: usize, piece: &PsiPiece, t: &Rational) -> Option<Between> {
    let value =
        if piece.local.is_atom() { of_atom(hull, index) } else { piece.local.virtual_value(t) };
    Some(value).filter(is_known)
}

/// Where a density ends, a value is sometimes not known at all.
fn is_known(value: &Between) -> bool {
    let size = Rational::ONE + value.middle().clone().max(-value.middle());
    value.width() * Rational::from(1_u64 << 20) <= size
}

/// The arc that a place belongs to, seen from its side.
fn arc_at<'a>(hull: &'a GroupHull, at: &At<'_>) -> Option<(usize, &'a HullArc)> {
    let mut arcs = hull.arcs.iter().enumerate();
    let found = if at.is_right {
        arcs.clone().find(|(_, arc)| arc.to.middle() > *at.t)
    } else {
        arcs.clone().rfind(|(_, arc)| arc.from.middle() < *at.t)
    };
    found.or_else(|| if at.is_right { arcs.next_back() } else { arcs.next() })
}

fn ironed(hull: &GroupHull, at: &At<'_>) -> Option<Between> {
    let (_, arc) = arc_at(hull, at)?;
    if arc.form == Form::Market {
        return value(hull, at.index, at.piece, at.t);
    }
    Some(arc.value.0.hull(&arc.value.1)).filter(is_known)
}

/// Psi
fn height(hull: &GroupHull, t: &Rational) -> Between {
    let pieces = &hull.psi.pieces;
    let at = pieces.partition_point(|piece| piece.from < *t);
    match pieces.get(at) {
        Some(piece) if piece.from == *t => hull.corners[at].clone(),
        _ if t.is_one() => Between::zero(),
        _ => pieces[at - 1].local.psi(t),
    }
}

/// The hull: Psi in a market, else between the chord and the lines that cover it from both sides.
fn hull_at(hull: &GroupHull, at: &At<'_>) -> Between {
    let t = at.t;
    let Some((index, arc)) = arc_at(hull, at).filter(|(_, arc)| arc.form != Form::Market) else {
        return height(hull, t);
    };
    let (from, to) = (&arc.from.low, &arc.to.high);
    if t <= from || to <= t {
        return height(hull, t);
    }
    let (left, right) = (height(hull, from), height(hull, to));
    let run = to - from;
    let low = (&left.low * (to - t) + &right.low * (t - from)) / run;
    // Where an arc begins is known up to a little: there the slope may still be that of the one before.
    let fall = arc.value.0.hull(&arc.value.1);
    let before = index.checked_sub(1).map(|before| hull.arcs[before].value.1.low.clone());
    let after = hull.arcs.get(index + 1).map(|after| after.value.0.high.clone());
    let least = before.map_or(fall.low.clone(), |before| before.min(fall.low.clone()));
    let most = after.map_or(fall.high.clone(), |after| after.max(fall.high.clone()));
    let (begun, ends) = ((&arc.from.high).min(t), (&arc.to.low).max(t));
    let from_left = &left.high - &least * (begun - from) - &fall.low * (t - begun);
    let from_right = &right.high + &most * (to - ends) + &fall.high * (ends - t);
    let high = from_left.min(from_right);
    Between { high: high.max(low.clone()), low }
}
