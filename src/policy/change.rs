//! Who gains and who loses if one policy takes the place of another: intervals of quantiles.
//!
//! Utilities are the largest of the lines r Q - T of the contracts, so that their difference is straight between the
//! places where somebody changes the contract, and has one sign between its roots.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::envelope::choices;
use super::evaluate::Evaluated;
use super::outcome::GroupOutcome;
use super::population::{self, DividedCell, Population};
use super::setting::Setting;

/// A change that is smaller than the largest utility by this factor is next to none.
const MANY: u32 = 10_000_000;

/// What a change of policy does to an interval of quantiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Their utility rises.
    Gain,
    /// It falls.
    Loss,
    /// It stays.
    Same,
    /// It changes by less than a ten-millionth of what the best off of the group have. A price that is a rounded number
    /// does this.
    Nearly,
    /// Utilities are not known well enough to say.
    Open,
}

/// An interval of quantiles, and what happens to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What happens.
    pub effect: Effect,
    /// Quantiles of its ends.
    pub share: (Between, Between),
    /// Willingness to pay at its ends; the last one has no end.
    pub wtp: (Between, Option<Between>),
}

/// What each group has of the second policy in place of the first; `None` if that is not known.
pub fn changes(
    setting: &Setting<'_>,
    first: &Evaluated,
    second: &Evaluated,
) -> Vec<Option<Vec<Change>>> {
    let (Some(first), Some(second)) = (&first.outcome, &second.outcome) else {
        return vec![None; setting.groups.len()];
    };
    let each = setting.groups.iter().zip(&setting.masses).zip(first.iter().zip(second));
    each.map(|((group, mass), (first, second))| of_group(&**group, mass, first, second).ok())
        .collect()
}

fn lines(outcome: &GroupOutcome) -> Vec<(Between, Between)> {
    let nothing = (Between::zero(), Between::zero());
    let contracts = outcome.taken.iter().map(|taken| &taken.contract);
    std::iter::once(nothing)
        .chain(contracts.map(|c| (c.quality.clone(), c.payment.clone())))
        .collect()
}

/// Where two lines cross, as well as that is known.
fn crossing(a: &(Between, Between), b: &(Between, Between)) -> Option<Between> {
    let (rise, cost) = (&b.0 - &a.0, &b.1 - &a.1);
    cost.over(&rise).or_else(|| (-&cost).over(&-&rise))
}

/// Places between which utility is one line, with that line.
fn straight(lines: &[(Between, Between)]) -> Vec<(Between, usize)> {
    let middles: Vec<_> = lines.iter().map(|(q, t)| (q.middle(), t.middle())).collect();
    let mut found: Vec<(Between, usize)> = Vec::new();
    for choice in choices(&middles).iter().filter(|choice| !choice.is_point) {
        let line = choice.best[0];
        let from = match found.last() {
            None => Between::zero(),
            Some((_, before)) => crossing(&lines[*before], &lines[line])
                .unwrap_or_else(|| Between::exactly(choice.from.clone())),
        };
        found.push((from, line));
    }
    found
}

fn of_group(
    group: &dyn Population,
    mass: &Rational,
    first: &GroupOutcome,
    second: &GroupOutcome,
) -> Result<Vec<Change>, DividedCell> {
    let (before, after) = (lines(first), lines(second));
    let (of_before, of_after) = (straight(&before), straight(&after));
    let mut places: Vec<Between> =
        of_before.iter().chain(&of_after).map(|(from, _)| from.clone()).collect();
    sort(&mut places);
    // Roots of the difference, each in its interval.
    let line_at = |parts: &[(Between, usize)], wtp: &Rational| {
        parts.iter().rev().find(|(from, _)| from.middle() <= *wtp).map_or(0, |(_, line)| *line)
    };
    let mut roots = Vec::new();
    for (k, from) in places.iter().enumerate() {
        let (a, b) = (line_at(&of_before, &from.middle()), line_at(&of_after, &from.middle()));
        if let Some(root) = crossing(&before[a], &after[b]) {
            let middle = root.middle();
            if from.middle() < middle && places.get(k + 1).is_none_or(|to| middle < to.middle()) {
                roots.push(root);
            }
        }
    }
    places.extend(roots);
    sort(&mut places);
    let difference = |wtp: &Between| &second.utility(wtp) - &first.utility(wtp);
    let quantile = |wtp: &Between, and_at: bool| -> Result<Between, DividedCell> {
        let above =
            population::above(group, wtp, and_at)?.mass.over(&Between::exactly(mass.clone()));
        Ok(&Between::exactly(Rational::ONE) - &above.unwrap_or_else(Between::zero))
    };
    let mut changes: Vec<Change> = Vec::new();
    let mut add = |change: Change| {
        // Nobody, as far as is known.
        if change.share.1.low <= change.share.0.high {
            return;
        }
        match changes.last_mut() {
            Some(last) if last.effect == change.effect => {
                last.share.1 = change.share.1;
                last.wtp.1 = change.wtp.1;
            }
            _ => changes.push(change),
        }
    };
    let top = group.knots().last().cloned().unwrap_or_default();
    let at_top = Between::exactly(top.clone());
    let most = first.utility(&at_top).max(&second.utility(&at_top)).high;
    let tiny = most / Rational::from(MANY);
    for (k, from) in places.iter().enumerate() {
        let (at, behind) = (quantile(from, true)?, quantile(from, false)?);
        let here = difference(from);
        // Two numbers that are not known exactly are never known to be equal; only a point with agents is said.
        add(Change {
            effect: effect(&here, &[&here], &tiny),
            share: (at, behind.clone()),
            wtp: (from.clone(), Some(from.clone())),
        });
        let to = places.get(k + 1);
        let inside = match to {
            Some(to) => (from.middle() + to.middle()) / Rational::from(2),
            None => from.middle() + Rational::ONE,
        };
        let end =
            to.map_or_else(|| Ok(Between::exactly(Rational::ONE)), |to| quantile(to, true))?;
        let last = to.cloned().unwrap_or_else(|| Between::exactly((&top).max(&inside).clone()));
        let inside = difference(&Between::exactly(inside));
        let effect = effect(&inside, &[&here, &inside, &difference(&last)], &tiny);
        add(Change { effect, share: (behind, end), wtp: (from.clone(), to.cloned()) });
    }
    // Behind the last change there is nobody. What would begin there is no place of the answer: where two utilities
    // are nearly the same, it may be very far away.
    if let Some(last) = changes.last_mut().filter(|last| last.wtp.1.as_ref() != Some(&last.wtp.0)) {
        last.wtp.1 = None;
    }
    Ok(changes)
}

fn sort(places: &mut Vec<Between>) {
    places.sort_by_key(Between::middle);
    places.dedup_by(|a, b| a.middle() == b.middle());
}

/// What a difference says, which is straight between these ends.
fn effect(difference: &Between, ends: &[&Between], tiny: &Rational) -> Effect {
    let is_tiny = |end: &&Between| -tiny.clone() <= end.low && end.high <= *tiny;
    if !difference.is_zero() && ends.iter().all(is_tiny) {
        Effect::Nearly
    } else if difference.is_positive() {
        Effect::Gain
    } else if difference.is_negative() {
        Effect::Loss
    } else if difference.is_zero() {
        Effect::Same
    } else {
        Effect::Open
    }
}
