//! The facts about a group that the claims of the paper ask for.

use ironproof_continuum::{Form, GroupHull, HullArc};
use ironproof_curves::{Between, NoEnclosure, psi};
use ironproof_instance::{ContinuousGroup, Polynomial, Weight};
use ironproof_number::rational::Rational;

use super::decision::Decision;
use super::places::{of_atom, smooth, wtp};
use super::trend::Trends;
use super::virtual_value::{cut_off, virtual_value};
use super::weights::{mean, weight};

/// What is known of a group before anything is allocated.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// `lbar`, the mean weight.
    pub mean_weight: Between,
    /// `E[lambda r]`, the mean of weight times willingness to pay.
    pub mean_weighted_wtp: Between,
    /// The lowest willingness to pay.
    pub wtp_low: Between,
    /// The highest willingness to pay.
    pub wtp_high: Between,
    /// The virtual value of the highest type: alpha times its willingness to pay, and more only where it is an atom
    /// above a gap.
    pub top_value: Between,
    /// Whether the mean weight exceeds alpha.
    pub favoured: Decision,
    /// Whether the lowest willingness to pay is positive.
    pub essential: Decision,
    /// Whether V jumps at the bottom, because a price of 0 is better than the lowest willingness to pay.
    pub jump: Decision,
    /// Whether there is more than one willingness to pay.
    pub several_types: Decision,
    /// What the Pareto weight does as willingness to pay rises.
    pub weight: Trends,
    /// What the virtual value V does.
    pub virtual_value: Trends,
    /// What the virtual value of revenue J does, which is V for alpha = 1 and weights of 0.
    pub revenue_value: Trends,
    /// Below this quantile the ironed virtual value is not positive.
    pub cut_off: Between,
    /// Whether the hull of Psi is one straight line, so that one lottery for everybody is optimal.
    pub is_one_lottery: Decision,
    /// Whether the hull of Psi is Psi above the cut-off, so that a market is optimal.
    pub is_market: Decision,
    /// Whether the highest types are pooled.
    pub is_top_pooled: Decision,
}

impl Facts {
    /// Whether the hull of Psi is Psi everywhere.
    pub fn is_regular(&self) -> Decision {
        self.virtual_value.never_falls().and(self.jump.opposite())
    }
}

/// The facts about a group.
pub(crate) fn facts(
    hull: &GroupHull,
    group: &ContinuousGroup,
    alpha: &Rational,
) -> Result<Facts, NoEnclosure> {
    let (zero, one) = (Between::zero(), Between::exactly(Rational::ONE));
    let mean_weight = mean(&hull.psi, alpha, &zero.low, &one.low);
    let wtp_low = wtp(&hull.psi, &zero, true);
    let wtp_high = wtp(&hull.psi, &one, false);
    let favoured = Decision::below(&Between::exactly(alpha.clone()), &mean_weight);
    let essential = Decision::below(&zero, &wtp_low);
    let cut_off = cut_off(hull);
    let revenue = for_revenue(hull, group)?;
    Ok(Facts {
        top_value: top_value(hull, alpha, &wtp_high),
        mean_weighted_wtp: hull.psi.free.clone(),
        favoured,
        essential,
        jump: favoured.and(essential),
        several_types: Decision::below(&wtp_low, &wtp_high),
        weight: weight(&hull.psi, group),
        virtual_value: virtual_value(hull, group),
        revenue_value: virtual_value(&revenue, &without_weights(group)),
        is_one_lottery: is_one_lottery(hull),
        is_market: is_market(hull, &cut_off),
        is_top_pooled: hull.arcs.last().map_or(Decision::No, is_pool),
        cut_off,
        mean_weight,
        wtp_low,
        wtp_high,
    })
}

fn top_value(hull: &GroupHull, alpha: &Rational, wtp_high: &Between) -> Between {
    match smooth(&hull.psi).last() {
        Some((index, piece)) if piece.local.is_atom() => of_atom(hull, index),
        _ => wtp_high.times(alpha),
    }
}

/// The group as it is for a seller.
pub(crate) fn without_weights(group: &ContinuousGroup) -> ContinuousGroup {
    let mut group = group.clone();
    for piece in &mut group.pieces {
        piece.weight = Weight::Polynomial(Polynomial::new(Vec::new()));
    }
    group
}

/// Psi of a seller: the hull is not needed.
pub(crate) fn for_revenue(
    hull: &GroupHull,
    group: &ContinuousGroup,
) -> Result<GroupHull, NoEnclosure> {
    let precision = hull.psi.pieces[0].local.precision();
    let psi = psi(&without_weights(group), &Rational::ONE, precision)?;
    let mut corners = Vec::with_capacity(psi.pieces.len() + 1);
    let mut before = psi.free.clone();
    for piece in &psi.pieces {
        corners.push(before.max(&piece.local.psi(&piece.from)));
        before = piece.local.psi(&piece.to);
    }
    corners.push(Between::zero());
    Ok(GroupHull { psi, corners, arcs: Vec::new() })
}

/// Whether an arc is a pool of several types.
pub(crate) fn is_pool(arc: &HullArc) -> Decision {
    match arc.form {
        Form::Pool(true) => Decision::Yes,
        Form::Pool(false) => Decision::Open,
        Form::Market | Form::Straight | Form::Atom => Decision::No,
    }
}

fn is_one_lottery(hull: &GroupHull) -> Decision {
    let (Some(first), Some(last)) = (hull.arcs.first(), hull.arcs.last()) else {
        return Decision::Open;
    };
    if hull.arcs.len() == 1 && first.form != Form::Market {
        return Decision::Yes;
    }
    Decision::equal(&first.value.0, &last.value.1)
}

fn is_market(hull: &GroupHull, cut_off: &Between) -> Decision {
    hull.arcs.iter().fold(Decision::Yes, |so_far, arc| {
        let is_served = Decision::below(cut_off, &arc.to);
        so_far.and(is_pool(arc).and(is_served).opposite())
    })
}
