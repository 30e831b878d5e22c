//! A policy on an instance: what it does, what that is worth, and which rows it breaks.

use ironproof_continuum as continuum;
use ironproof_curves::Between;
use ironproof_ironing as ironing;
use ironproof_ironing::wider;
use ironproof_number::rational::Rational;

use super::grammar::{Policy, Simple};
use super::market::market;
use super::menu::{Menu, chosen};
use super::outcome::{Breach, Contract, GroupOutcome, HandedOut, Row, Taken, Totals, breaches};
use super::population::DividedCell;
use super::posted::{lottery, posted};
use super::setting::{Setting, Source};
use super::sums::Sums;

/// What a policy does.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluated {
    /// All groups together.
    pub totals: Totals,
    /// Each group.
    pub groups: Vec<Totals>,
    /// Rows that are broken, or may be; none if the policy is feasible.
    pub broken: Vec<Breach>,
    /// Who has which contract; `None` where the optimum is not a list of contracts.
    pub(crate) outcome: Option<Vec<GroupOutcome>>,
}

/// Why a policy cannot be evaluated.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A price divides a cell.
    #[error(transparent)]
    DividedCell(#[from] DividedCell),
    /// There is no enclosed optimum.
    #[error(transparent)]
    Optimum(#[from] continuum::Error),
    /// There is no optimum.
    #[error(
        "no mechanism satisfies the side constraints, so that there is no optimum to compare with"
    )]
    Infeasible,
}

impl Evaluated {
    /// Whether the policy is feasible; `None` if that is not decided.
    pub fn is_feasible(&self) -> Option<bool> {
        if self.broken.is_empty() {
            Some(true)
        } else if self.broken.iter().any(|breach| breach.by.is_positive()) {
            Some(false)
        } else {
            None
        }
    }

    fn of_outcome(setting: &Setting<'_>, outcome: Vec<GroupOutcome>, by_design: bool) -> Self {
        let groups: Vec<Totals> =
            outcome.iter().map(|group| group.totals(&setting.alpha)).collect();
        let mut broken = breaches(setting, &outcome);
        if by_design {
            // These hand out objects that are there. Where a supply is used up, an enclosure of what is used lies on
            // both sides of it.
            broken.retain(|breach| breach.by.is_positive() || matches!(breach.row, Row::Side(_)));
        }
        Self { totals: sum(&groups), groups, broken, outcome: Some(outcome) }
    }
}

fn sum(groups: &[Totals]) -> Totals {
    groups.iter().fold(Totals::zero(), |sum, group| sum.plus(group))
}

/// Evaluates a policy. `menu` is the menu of a [`Policy::Menu`], `width` the relative width of the optimum of a
/// continuous instance.
///
/// # Errors
/// [`Error`] if a price divides a cell, or the optimum cannot be enclosed.
pub fn evaluate(
    setting: &Setting<'_>,
    policy: &Policy,
    menu: Option<&Menu>,
    width: &Rational,
) -> Result<Evaluated, Error> {
    let all: Vec<usize> = (0..setting.groups.len()).collect();
    let start = Between::zero();
    let out = match policy {
        Policy::Market => market(setting, &all, &start)?.taken,
        Policy::Prices(prices) => posted(setting, prices, &start)?.taken,
        Policy::Lottery(groups) => lottery(setting, groups, &start)?.taken,
        Policy::Priority(turns) => priority(setting, turns)?,
        Policy::Menu(_) => {
            let outcome = menu.map_or_else(|| Ok(Vec::new()), |menu| chosen(setting, menu))?;
            return Ok(Evaluated::of_outcome(setting, outcome, true));
        }
        Policy::Optimum => return optimum(setting, width),
    };
    let mut outcome = vec![GroupOutcome::default(); all.len()];
    for (g, taken) in out {
        outcome[g].taken.push(taken);
    }
    Ok(Evaluated::of_outcome(setting, outcome, true))
}

/// One group after the other, each with what is left.
fn priority(
    setting: &Setting<'_>,
    turns: &[(usize, Simple)],
) -> Result<Vec<(usize, Taken)>, DividedCell> {
    let mut rank = Between::zero();
    let mut all = Vec::new();
    for (g, simple) in turns {
        let HandedOut { taken, rank: next } = match simple {
            Simple::Market => market(setting, &[*g], &rank)?,
            Simple::Lottery => lottery(setting, &[*g], &rank)?,
            Simple::Price(price) => posted(setting, &[(*g, price.clone())], &rank)?,
        };
        all.extend(taken);
        rank = next;
    }
    Ok(all)
}

fn optimum(setting: &Setting<'_>, width: &Rational) -> Result<Evaluated, Error> {
    match setting.source {
        Source::Finite(instance) => {
            let optimum = if instance.is_plain() {
                ironing::optimum(instance)
            } else {
                match wider::answer(instance) {
                    wider::Answer::Optimal(priced) => priced.optimum,
                    wider::Answer::Infeasible { .. } => return Err(Error::Infeasible),
                }
            };
            let n_levels = instance.quality.len();
            let outcome = instance.groups.iter().zip(&optimum.groups).map(|(group, solved)| {
                let given = solved.menu.iter().map(|item| {
                    let mut chances = vec![Between::zero(); setting.objects.levels().len()];
                    for (level, chance) in &item.lottery {
                        // Levels are best first here.
                        chances[n_levels - 1 - level] = Between::exactly(chance.clone());
                    }
                    let types = &group.types[item.first..=item.last];
                    let takers = types
                        .iter()
                        .fold(Sums::zero(), |sum, ty| sum.plus(&Sums::of_type(ty, &group.mass)));
                    let levels = setting.objects.levels().iter().zip(&chances);
                    let positive = levels.filter(|(level, _)| !level.quality.is_zero());
                    let served = positive.fold(Between::zero(), |sum, (_, c)| &sum + c);
                    let quality = Between::exactly(item.quality.clone());
                    let payment = Between::exactly(item.transfer.clone());
                    let cost = setting.objects.expected_cost(&chances);
                    let contract = Contract { chances, served, quality, cost, payment };
                    Taken { contract, takers }
                });
                GroupOutcome { taken: given.collect() }
            });
            Ok(Evaluated::of_outcome(setting, outcome.collect(), false))
        }
        Source::Continuous(instance) => {
            let answer = continuum::optimum(instance, width)?;
            let totals = |totals: &continuum::Totals| Totals {
                value: totals.value.clone(),
                revenue: totals.revenue.clone(),
                utility: totals.utility.clone(),
                quality: totals.quality.clone(),
                served: totals.served.clone(),
                cost: totals.cost.clone(),
            };
            let lists = answer.groups.iter().map(|group| group.contracts.as_deref().map(contracts));
            let outcome = lists.collect();
            Ok(Evaluated {
                totals: totals(&answer.totals),
                groups: answer.groups.iter().map(|group| totals(&group.totals)).collect(),
                broken: Vec::new(),
                outcome,
            })
        }
    }
}

/// Contracts, for utilities only: how many take them, and what they cost, is in the totals.
fn contracts(contracts: &[continuum::Contract]) -> GroupOutcome {
    let contract = |terms: &continuum::Contract| Contract {
        chances: Vec::new(),
        cost: Between::zero(),
        served: Between::zero(),
        quality: terms.quality.clone(),
        payment: terms.price.clone(),
    };
    let taken =
        contracts.iter().map(|terms| Taken { contract: contract(terms), takers: Sums::zero() });
    GroupOutcome { taken: taken.collect() }
}
