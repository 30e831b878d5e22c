//! The value by its formula, without a mechanism and without the ironing code.
//!
//! ```text
//! coPsi      least concave function above (1 - S_k, Psi_k) and (1, 0), by pairwise comparison of slopes
//! value      sum_j (q_j - q_{j-1}) max { sum_i mu_i coPsi_i(t_i) : sum_i mu_i (1 - t_i) <= S_j }
//! ```
//!
//! Each ingredient can be left out, to see that it matters.

use super::case::{Case, GroupFacts};
use ironproof_instance::finite::FiniteInstance;
use ironproof_number::rational::Rational;

/// The ingredients of the formula.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each ingredient is in or out")]
pub(super) struct Ingredients {
    /// The concave hull of Psi, not Psi itself.
    pub(super) hull: bool,
    /// Objects may be thrown away.
    pub(super) disposal: bool,
    /// The price 0 at the bottom.
    pub(super) jump: bool,
    /// The better one of two neighbouring prices, not always the higher one.
    pub(super) two_prices: bool,
}

/// The formula as it should be.
pub(super) const COMPLETE: Ingredients =
    Ingredients { hull: true, disposal: true, jump: true, two_prices: true };

/// A linear piece of Psi or its hull, per unit of group mass.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Share of the group that the piece covers.
    pub(super) share: Rational,
    /// Value per unit of quality.
    pub(super) slope: Rational,
}

/// The pieces of Psi, from the top type down.
pub(super) fn pieces(
    instance: &FiniteInstance,
    g: usize,
    facts: &GroupFacts,
    ingredients: Ingredients,
) -> Vec<Piece> {
    let types = &instance.groups[g].types;
    let n = types.len();
    // Corners (share from the top, Psi).
    let mut corners = vec![(Rational::ZERO, Rational::ZERO)];
    for k in (0..n).rev() {
        let at = |price: &Rational| &facts.weighted_tail[k] - &facts.excess[k] * price;
        let high = at(types[k].low());
        let psi = match k.checked_sub(1) {
            Some(below) if ingredients.two_prices => high.max(at(types[below].high())),
            None if ingredients.jump => high.max(at(&Rational::ZERO)),
            _ => high,
        };
        corners.push((facts.tail[k].clone(), psi));
    }
    if ingredients.hull {
        corners = upper_hull(&corners);
    }
    corners
        .windows(2)
        .map(|ends| {
            let share = &ends[1].0 - &ends[0].0;
            Piece { slope: (&ends[1].1 - &ends[0].1) / &share, share }
        })
        .collect()
}

/// From each corner, go on to the corner with the steepest ascent; of equal ones to the farthest.
fn upper_hull(corners: &[(Rational, Rational)]) -> Vec<(Rational, Rational)> {
    let mut hull = vec![corners[0].clone()];
    let mut at = 0;
    while at + 1 < corners.len() {
        let slope =
            |to: usize| (&corners[to].1 - &corners[at].1) / (&corners[to].0 - &corners[at].0);
        let mut best = (at + 1, slope(at + 1));
        for to in at + 2..corners.len() {
            let ascent = slope(to);
            if best.1 <= ascent {
                best = (to, ascent);
            }
        }
        at = best.0;
        hull.push(corners[at].clone());
    }
    hull
}

/// The value of one group alone by the formula.
pub(super) fn value_of_one(case: &Case<'_>, ingredients: Ingredients) -> Rational {
    let pieces = pieces(case.instance, 0, &case.groups[0], ingredients);
    let mass = &case.groups[0].mass;
    level_steps(case.instance)
        .map(|(step, supply)| step * mass * served(&pieces, &(supply / mass), ingredients.disposal))
        .fold(Rational::ZERO, |sum, part| sum + part)
}

/// The best value of serving at most `share` of a group from the top.
fn served(pieces: &[Piece], share: &Rational, disposal: bool) -> Rational {
    let (mut left, mut value, mut best) = (share.clone(), Rational::ZERO, Rational::ZERO);
    for piece in pieces {
        let part = piece.share.clone().min(left.clone());
        value += &part * &piece.slope;
        left -= part;
        best = best.max(value.clone());
    }
    if disposal { best } else { value }
}

/// The pieces of all groups in one list by falling slope, with their masses.
pub(super) fn merged(case: &Case<'_>) -> Vec<(Rational, Rational)> {
    let mut all = Vec::new();
    for (g, facts) in case.groups.iter().enumerate() {
        for piece in pieces(case.instance, g, facts, COMPLETE) {
            all.push((piece.slope, piece.share * &facts.mass));
        }
    }
    all.sort_by(|a, b| b.0.cmp(&a.0));
    all
}

/// The value of all groups by merging slopes.
pub(super) fn value_of_all(case: &Case<'_>) -> Rational {
    let merged = merged(case);
    let mut total = Rational::ZERO;
    for (step, supply) in level_steps(case.instance) {
        let mut left = supply;
        for (slope, mass) in merged.iter().take_while(|(slope, _)| *slope > Rational::ZERO) {
            let part = mass.clone().min(left.clone());
            total += &step * &part * slope;
            left -= part;
        }
    }
    total
}

/// The value when each group gets its share of the population in objects of each quality.
pub(super) fn value_of_equal_shares(case: &Case<'_>) -> Rational {
    let everybody = case.groups.iter().fold(Rational::ZERO, |sum, group| sum + &group.mass);
    let mut total = Rational::ZERO;
    for (g, facts) in case.groups.iter().enumerate() {
        let pieces = pieces(case.instance, g, facts, COMPLETE);
        for (step, supply) in level_steps(case.instance) {
            total += step * &facts.mass * served(&pieces, &(supply / &everybody), true);
        }
    }
    total
}

/// (q_j - q_{j-1}, S_j) for all levels.
pub(super) fn level_steps(
    instance: &FiniteInstance,
) -> impl Iterator<Item = (Rational, Rational)> + '_ {
    let mut below = Rational::ZERO;
    instance.quality.iter().zip(instance.supply()).map(move |(level, supply)| {
        let step = &level.level - &below;
        below.clone_from(&level.level);
        (step, supply)
    })
}
