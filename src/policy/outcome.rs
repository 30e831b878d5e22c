//! What a policy does: who gets which contract, what that adds up to, and which rows it breaks.
//!
//! ```text
//! value     sum over contracts of  alpha T mass + Q welfare - T weight - cost mass
//! revenue   T mass        utility  Q worth - T mass        served  chance x mass
//! SUPPLY(q) sum of  chance of q or better x mass  <=  objects of q or better
//! ```

use ironproof_curves::Between;
use ironproof_instance::finite::What;
use ironproof_number::rational::Rational;

use super::setting::{Setting, Source};
use super::sums::Sums;

/// A lottery over objects, and what it costs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Contract {
    /// The chance of each level, best first; empty where qualities are no levels.
    pub chances: Vec<Between>,
    /// The chance of any object of positive quality.
    pub served: Between,
    /// The expected quality.
    pub quality: Between,
    /// What handing out the objects costs, in expectation.
    pub(crate) cost: Between,
    /// The expected payment.
    pub payment: Between,
}

/// A contract, and those who have it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Taken {
    /// The contract.
    pub contract: Contract,
    /// Those who have it.
    pub takers: Sums,
}

/// What a policy does to one group. Those who have no contract get nothing and pay nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct GroupOutcome {
    /// The contracts.
    pub taken: Vec<Taken>,
}

/// What a group pays and gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Totals {
    /// The group's part of the objective.
    pub value: Between,
    /// Payments.
    pub revenue: Between,
    /// Willingness to pay for what they get, less what they pay: money, not weighted.
    pub utility: Between,
    /// Expected quality of all together.
    pub quality: Between,
    /// How many get an object of positive quality.
    pub served: Between,
    /// What the objects that are handed out cost.
    pub cost: Between,
}

/// A row of the designer's problem that a policy breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// Which row.
    pub row: Row,
    /// By how much; where it is below zero at one end, it is not decided whether the row is broken.
    pub by: Between,
}

/// A row of the designer's problem.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// No more objects of this quality or better are handed out than there are.
    Supply(Rational),
    /// Nobody of this group is paid.
    Payment(String),
    /// A side constraint.
    Side(String),
}

/// What is handed out: a contract of a group, and where the next policy begins.
pub(crate) struct HandedOut {
    pub(crate) taken: Vec<(usize, Taken)>,
    pub(crate) rank: Between,
}

impl Totals {
    pub(crate) fn zero() -> Self {
        let zero = Between::zero;
        Totals {
            value: zero(),
            revenue: zero(),
            utility: zero(),
            quality: zero(),
            served: zero(),
            cost: zero(),
        }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        Totals {
            value: &self.value + &other.value,
            revenue: &self.revenue + &other.revenue,
            utility: &self.utility + &other.utility,
            quality: &self.quality + &other.quality,
            served: &self.served + &other.served,
            cost: &self.cost + &other.cost,
        }
    }
}

impl GroupOutcome {
    /// What the group pays and gets.
    pub(crate) fn totals(&self, alpha: &Rational) -> Totals {
        self.taken.iter().fold(Totals::zero(), |sum, Taken { contract, takers }| {
            let Contract { served, quality, payment, cost, .. } = contract;
            let cost = cost * &takers.mass;
            let revenue = payment * &takers.mass;
            let excess = &takers.weight - &takers.mass.times(alpha);
            sum.plus(&Totals {
                value: &(&(quality * &takers.welfare) - &(payment * &excess)) - &cost,
                utility: &(quality * &takers.worth) - &revenue,
                revenue,
                quality: quality * &takers.mass,
                served: served * &takers.mass,
                cost,
            })
        })
    }

    /// The utility of somebody who is willing to pay `wtp`, and chooses what is best.
    pub(crate) fn utility(&self, wtp: &Between) -> Between {
        self.taken.iter().fold(Between::zero(), |best, Taken { contract, .. }| {
            best.max(&(&(&contract.quality * wtp) - &contract.payment))
        })
    }
}

/// The rows that are broken, or may be.
pub(crate) fn breaches(setting: &Setting<'_>, groups: &[GroupOutcome]) -> Vec<Breach> {
    let Setting { objects, labels, .. } = setting;
    let mut broken = Vec::new();
    for (k, level) in objects.levels().iter().enumerate() {
        let taken = groups.iter().flat_map(|group| &group.taken);
        let used = taken.fold(Between::zero(), |sum, Taken { contract, takers }| {
            let chance = contract.chances[..=k].iter().fold(Between::zero(), |sum, c| &sum + c);
            &sum + &(&chance * &takers.mass)
        });
        let by = &used - &Between::exactly(level.to.clone());
        // What the other objects are used for is said in the rows of worse levels.
        if by.high > Rational::ZERO {
            broken.push(Breach { row: Row::Supply(level.quality.clone()), by });
        }
    }
    for (group, label) in groups.iter().zip(labels) {
        let lowest = group.taken.iter().map(|taken| &taken.contract.payment);
        let lowest = lowest.filter(|payment| payment.low < Rational::ZERO);
        if let Some(payment) = lowest.min_by(|a, b| a.low.cmp(&b.low)) {
            broken.push(Breach { row: Row::Payment(label.clone()), by: -payment });
        }
    }
    broken.extend(sides(setting, groups));
    broken
}

/// The side constraints that are broken, or may be.
fn sides(setting: &Setting<'_>, groups: &[GroupOutcome]) -> Vec<Breach> {
    let totals: Vec<Totals> = groups.iter().map(|group| group.totals(&setting.alpha)).collect();
    let mut broken = Vec::new();
    for side in setting.sides {
        let of_group = |g: usize| match side.what {
            What::Revenue => totals[g].revenue.clone(),
            What::Utility => totals[g].utility.clone(),
            What::Quality => totals[g].quality.clone(),
            What::Served(level) => groups[g].taken.iter().fold(Between::zero(), |sum, taken| {
                &sum + &(&chance_of(setting, &taken.contract.chances, level) * &taken.takers.mass)
            }),
        };
        let sum = side.groups.iter().fold(Between::zero(), |sum, &g| &sum + &of_group(g));
        let by = &sum - &Between::exactly(side.bound.number().clone());
        let by = if side.bound.is_least() { -&by } else { by };
        if by.high > Rational::ZERO {
            let called = match setting.source {
                Source::Finite(instance) => side.label(instance),
                Source::Continuous(instance) => instance.called(side),
            };
            broken.push(Breach { row: Row::Side(called), by });
        }
    }
    broken
}

/// The chance of a level of the instance, by its place, or a better one.
pub(crate) fn chance_of(setting: &Setting<'_>, chances: &[Between], level: usize) -> Between {
    let wanted = match setting.source {
        Source::Finite(instance) => Some(instance.quality[level].level.clone()),
        Source::Continuous(instance) => instance.quality.pieces[level].curve.as_constant(),
    };
    let Some(wanted) = wanted else { return Between::zero() };
    let levels = setting.objects.levels().iter().zip(chances);
    levels
        .filter(|(own, _)| own.quality >= wanted)
        .fold(Between::zero(), |sum, (_, chance)| &sum + chance)
}
