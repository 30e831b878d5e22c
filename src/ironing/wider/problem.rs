//! The linear program over menus: a row for each limited level, for each side constraint and for each group.
//!
//! ```text
//! max  sum_m c_m x_m
//! SUPPLY(j)   the mass that menus give level j or better      <= S_j
//! SIDE(s)     what menus add to the sum of the constraint     <= b_s     turned for at_least
//! GROUP(i)    the chances of the menus of group i             <= 1       the rest of it gets nothing
//! ```
//!
//! All rows are linear in menus, and a mixture of incentive compatible menus is incentive compatible. Entries are
//! integers: over the mass unit W, the unit Q of quality steps, and R, L as in [`Data`].

use ironproof_instance::finite::{FiniteInstance, What};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};
use ironproof_number::{IBig, UBig};

use super::master::{Column, Multipliers};
use super::menu::{Menu, Step};
use super::tails::{self, Tails};
use super::terms::{Prices, cost_steps, quality_steps};
use crate::data::{Data, Exact};

/// An instance with all that columns are made of.
pub(super) struct Problem<'a> {
    pub(super) instance: &'a FiniteInstance,
    pub(super) data: Data<IBig>,
    pub(super) tails: Vec<Tails>,
    /// q_j - q_{j-1}, and the same over Q.
    pub(super) quality_steps: Vec<Rational>,
    steps: Vec<IBig>,
    step_unit: IBig,
    /// cost_j - cost_{j-1} over the unit of costs.
    costs: Vec<IBig>,
    cost_unit: IBig,
    /// The first level with a SUPPLY row.
    first_limited: usize,
    /// What each side row is multiplied by, beyond its unit: 1 over that is the unit of its bound, negative if it is
    /// turned.
    factors: Vec<IBig>,
}

impl<'a> Problem<'a> {
    pub(super) fn new(instance: &'a FiniteInstance) -> Self {
        let data = Exact::new_big(instance);
        let (quality_steps, costs) = (quality_steps(instance), cost_steps(instance));
        let (step_unit, cost_unit) =
            (common_denominator(&quality_steps), common_denominator(&costs));
        let over = |numbers: &[Rational], unit: &UBig| {
            numbers.iter().map(|number| to_integer(number, unit)).collect::<Vec<IBig>>()
        };
        let factor = |side: &ironproof_instance::finite::Side| {
            let unit = IBig::from(side.bound.number().denominator().clone());
            if side.bound.is_least() { -unit } else { unit }
        };
        let last_unlimited = instance.quality.iter().rposition(|level| level.mass.is_none());
        Self {
            tails: tails::all(&data),
            steps: over(&quality_steps, &step_unit),
            costs: over(&costs, &cost_unit),
            step_unit: step_unit.into(),
            cost_unit: cost_unit.into(),
            quality_steps,
            first_limited: last_unlimited.map_or(0, |j| j + 1),
            factors: instance.sides.iter().map(factor).collect(),
            instance,
            data,
        }
    }

    /// The bounds of all rows.
    pub(super) fn bounds(&self) -> Vec<IBig> {
        let mut supply: Vec<IBig> = Vec::new();
        let mut sum = IBig::ZERO;
        for mass in self.data.supply[self.first_limited..].iter().rev() {
            sum += mass;
            supply.push(sum.clone());
        }
        supply.reverse();
        let sides = self.instance.sides.iter().zip(&self.factors);
        let sides = sides.map(|(side, factor)| {
            let bound = side.bound.number();
            let whole = bound.numerator() * self.side_unit(side.what);
            if *factor < IBig::ZERO { -whole } else { whole }
        });
        let groups = self.tails.iter().map(|_| IBig::ONE);
        supply.into_iter().chain(sides).chain(groups).collect()
    }

    fn side_unit(&self, what: What) -> IBig {
        let mass = &self.data.mass_unit;
        match what {
            What::Served(_) => mass.clone(),
            What::Quality => mass * &self.step_unit,
            What::Revenue | What::Utility => mass * &self.step_unit * &self.data.wtp_unit,
        }
    }

    /// The column of a menu.
    pub(super) fn column(&self, menu: &Menu) -> Column {
        let (g, tails) = (menu.group, &self.tails[menu.group]);
        let per_share = &self.data.groups[g].mass_per_prob;
        let served: Vec<IBig> =
            menu.steps.iter().map(|step| &tails.share[step.first] * per_share).collect();
        let mut entries: Vec<IBig> = served[self.first_limited..].to_vec();
        // What payments, values and willingness to pay are multiplied by, over W Q R and more.
        let quality = |j: usize| &self.steps[j] * per_share;
        let paid = |j: usize| {
            let Step { first, .. } = menu.steps[j];
            quality(j) * &tails.share[first] * self.price(g, menu.steps[j])
        };
        let sum = |of: &dyn Fn(usize) -> IBig| (0..menu.steps.len()).map(of).sum::<IBig>();
        for (side, factor) in self.instance.sides.iter().zip(&self.factors) {
            if !side.groups.contains(&g) {
                entries.push(IBig::ZERO);
                continue;
            }
            let amount = match side.what {
                What::Served(j) => served[j].clone(),
                What::Quality => sum(&|j| &served[j] * &self.steps[j]),
                What::Revenue => sum(&paid),
                What::Utility => sum(&|j| quality(j) * &tails.wtp[menu.steps[j].first] - paid(j)),
            };
            entries.push(amount * factor);
        }
        let own = |i: usize| if i == g { IBig::ONE } else { IBig::ZERO };
        entries.extend((0..self.tails.len()).map(own));
        let worth = sum(&|j| {
            let first = menu.steps[j].first;
            let excess = &tails.weight[first] - &self.data.alpha * &tails.share[first];
            quality(j) * (&tails.value[first] - excess * self.price(g, menu.steps[j]))
        });
        let cost = sum(&|j| &served[j] * &self.costs[j]);
        let value_unit = &self.step_unit * &self.data.weight_unit * &self.data.wtp_unit;
        Column { entries, cost: worth * &self.cost_unit - cost * value_unit }
    }

    /// What costs are over.
    pub(super) fn value_unit(&self) -> IBig {
        let values = &self.data.weight_unit * &self.data.wtp_unit * &self.cost_unit;
        &self.data.mass_unit * &self.step_unit * values
    }

    /// The willingness to pay that a step of the price is made at, unit R.
    pub(super) fn price(&self, g: usize, step: Step) -> IBig {
        let data = &self.data.groups[g];
        if step.first == data.n_types() {
            return IBig::ZERO;
        }
        match (step.is_below, step.first.checked_sub(1)) {
            (true, Some(below)) => data.high(below).clone(),
            (true, None) => IBig::ZERO,
            (false, _) => data.low[step.first].clone(),
        }
    }

    /// Multipliers of the integer rows as those of the instance.
    pub(super) fn prices(&self, multipliers: &Multipliers, has_values: bool) -> Prices {
        let mut unit = multipliers.unit.clone();
        if has_values {
            unit *= self.value_unit();
        }
        let rows = multipliers.rows.iter().zip(self.row_units());
        let number = |(row, row_unit)| Rational::from_parts_signed(row * row_unit, unit.clone());
        self.spread(&rows.map(number).collect::<Vec<_>>())
    }

    /// What each row is multiplied by to be in integers.
    pub(super) fn row_units(&self) -> Vec<IBig> {
        let n_limited = self.steps.len() - self.first_limited;
        let sides = self.instance.sides.iter().zip(&self.factors).map(|(side, factor)| {
            let factor = if *factor < IBig::ZERO { -factor } else { factor.clone() };
            self.side_unit(side.what) * factor
        });
        let groups = self.tails.iter().map(|_| IBig::ONE);
        (0..n_limited).map(|_| self.data.mass_unit.clone()).chain(sides).chain(groups).collect()
    }

    /// What a unit of violation of each integer row counts, so that all rows count about the same.
    pub(super) fn weights(&self) -> Vec<IBig> {
        let units = self.row_units();
        let largest = units.iter().max().cloned().unwrap_or(IBig::ONE);
        units.iter().map(|unit| &largest / unit + IBig::ONE).collect()
    }

    /// Multipliers of the rows, by what they are of.
    pub(super) fn spread(&self, rows: &[Rational]) -> Prices {
        let (limited, rest) = rows.split_at(self.steps.len() - self.first_limited);
        let mut supply = vec![Rational::ZERO; self.first_limited];
        supply.extend_from_slice(limited);
        Prices { supply, sides: rest[..self.factors.len()].to_vec() }
    }
}
