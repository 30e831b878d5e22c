//! The optimum of the problem without side constraints, once: with so many bits, and with what multipliers add to the
//! objective of each group.

use std::rc::Rc;

use ironproof_curves::{Precision, Tilt};
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::edges::Settings;
use super::graded::Derived;
use super::handout::Supply;
use super::margins::margins;
use super::memory::{Known, Memory};
use super::offer::Offer;
use super::ranks::{Ironed, Ranks};
use super::side::Sides;
use super::steps::Doubt;
use super::{Answer, Error, GroupAnswer, Totals, steps, told};

/// Bits of enclosures beyond those that the width needs.
const EXTRA_BITS: usize = 100;
/// Bits by which the ends of pools are known better than the width.
const REACH_BITS: usize = 12;
/// The smallest width is 2^-200.
pub(crate) const MOST_WIDTH_BITS: usize = 200;

/// An instance with its objects in pieces.
pub(crate) struct Problem<'a> {
    pub(crate) memory: &'a Memory,
    pub(crate) instance: &'a ContinuousInstance,
    pub(crate) offers: &'a [Offer],
}

impl Problem<'_> {
    /// The optimum with so many bits more, and whether a doubt is left. `tilts`: one for each group, or none at all.
    ///
    /// The value counts what the tilts add.
    pub(crate) fn attempt(
        &self,
        width: &Rational,
        more_bits: usize,
        tilts: &[Tilt],
    ) -> Result<(Answer, bool), Error> {
        let Problem { memory, instance, offers } = self;
        let (precision, settings) = settings(width, more_bits)?;
        let known = instance
            .groups
            .iter()
            .enumerate()
            .map(|(g, group)| {
                memory.group((group, tilts.get(g)), &instance.alpha, &precision, &settings)
            })
            .collect::<Result<Vec<Rc<Known>>, _>>()?;
        let groups =
            known.iter().map(|known| Ironed::new(Sides::new(&known.psi), known.arcs.clone()));
        let groups = groups.collect();
        let ranks = Ranks::new(groups, &alike(instance, tilts));
        let supply = Supply::new(&ranks, offers);
        let derived = Derived::new(&ranks, &precision);
        let quarter = width / Rational::from(4);
        let described = |doubt: Doubt| -> Vec<told::Described> {
            let of = |g: usize| {
                let steps = steps::steps(&ranks, &supply, g, doubt);
                told::describe(&ranks, &supply, &derived, g, &steps, &quarter)
            };
            (0..ranks.groups.len()).map(of).collect()
        };
        let total = |described: &[told::Described]| {
            let totals = described.iter().map(|described| described.totals.clone());
            let sum = totals.reduce(|sum, totals| sum.plus(&totals));
            sum.unwrap_or_else(|| unreachable!("an instance has a group"))
        };
        let settled = described(Doubt::Settled);
        let mut value = total(&settled).value;
        if !supply.is_handed_out(&total(&settled).quality) {
            return Err(Error::DoesNotAddUp);
        }
        // What is settled is feasible. What it may lose belongs to the value.
        value.high += supply.at_most_lost(&ranks) + supply.at_most_lost_by_ties(&ranks);
        let is_open = |g: usize| {
            steps::steps(&ranks, &supply, g, Doubt::Covered).iter().any(|step| step.is_open)
        };
        let is_open = (0..ranks.groups.len()).any(is_open);
        let described = if is_open { described(Doubt::Covered) } else { settled };
        let mut totals = Totals { value, ..total(&described) };
        // Sums over who gets what are less precise than the sum of what there is. That is settled if no doubt is left.
        if let Some(all) =
            supply.handed_out().filter(|all| !is_open && all.width() < totals.quality.width())
        {
            totals.quality = all;
        }
        let groups = described.into_iter().zip(&instance.groups);
        let groups = groups.map(|(described, group)| GroupAnswer {
            label: group.label.clone(),
            mass: group.mass.clone(),
            segments: described.segments,
            contracts: described.contracts,
            totals: described.totals,
        });
        let margins = margins(&ranks, &supply);
        let groups = groups.collect();
        Ok((Answer { groups, constraints: Vec::new(), margins, totals }, is_open))
    }
}

/// The same number for groups with the same data, apart from their masses.
fn alike(instance: &ContinuousInstance, tilts: &[Tilt]) -> Vec<usize> {
    let groups = &instance.groups;
    let is_alike =
        |a: usize, b: usize| groups[a].pieces == groups[b].pieces && tilts.get(a) == tilts.get(b);
    let first = |g: usize| (0..g).find(|&other| is_alike(other, g));
    (0..groups.len()).map(|g| first(g).unwrap_or(g)).collect()
}

/// Bits of enclosures, and how near to the ends of pools the proofs go.
pub(crate) fn settings(width: &Rational, more_bits: usize) -> Result<(Precision, Settings), Error> {
    let reach_bits = bits(width)? + more_bits + REACH_BITS;
    let reach = Rational::from_parts(IBig::ONE, UBig::ONE << reach_bits);
    Ok((Precision::new(EXTRA_BITS + 2 * reach_bits), Settings { reach }))
}

/// The bits of a width.
pub(crate) fn bits(width: &Rational) -> Result<usize, Error> {
    let reaches = |bits: &usize| Rational::from_parts(IBig::ONE, UBig::ONE << *bits) <= *width;
    (0..=MOST_WIDTH_BITS).find(reaches).ok_or(Error::Width)
}

impl Totals {
    fn plus(&self, other: &Self) -> Self {
        Totals {
            revenue: &self.revenue + &other.revenue,
            utility: &self.utility + &other.utility,
            value: &self.value + &other.value,
            cost: &self.cost + &other.cost,
            quality: &self.quality + &other.quality,
            served: &self.served + &other.served,
        }
    }
}
