//! Contracts and the value, as rationals.

use ironproof_number::IBig;

use super::hand_out::Sale;
use super::{Columns, Problem};
use crate as ironing;
use crate::Item;
use crate::scalar::Scalar;
use ironproof_number::rational::Rational;

/// The menu of a group, lowest types first.
pub(super) fn menu(
    problem: &Problem<'_>,
    columns: &Columns<'_>,
    sales: &[Sale],
) -> Vec<Item<Rational>> {
    let first = |sale: &Sale| usize::try_from(sale.block.first).unwrap_or(usize::MAX);
    let n_below = sales.last().map_or(columns.wtp.len(), first);
    let mut items: Vec<Item<Rational>> =
        n_below.checked_sub(1).map(Item::nothing).into_iter().collect();
    for (s, sale) in sales.iter().enumerate().rev() {
        let mass = i128::from(sale.block.prob) * i128::from(columns.mass_per_prob);
        let end = s.checked_sub(1).map_or(columns.wtp.len(), |above| first(&sales[above]));
        let first = first(sale);
        let price = match first.checked_sub(1) {
            _ if !sale.block.is_priced_below => columns.wtp[first],
            Some(below) => columns.wtp[below],
            None => 0,
        };
        let price = i128::from(price).over(&i128::from(problem.wtp_unit));
        let types = first..=end - 1;
        items.push(Item::new(types, &sale.lots, &mass, problem.levels, &price, items.last()));
    }
    items
}

/// The optimal value.
pub(super) fn value(problem: &Problem<'_>, sales: &[Vec<Sale>]) -> Rational {
    let unit = [problem.wtp_unit, problem.weight_unit, problem.mass_unit].map(IBig::from);
    let [wtp, weight, mass] = unit;
    ironing::value(sales, problem.levels) / Rational::from(wtp * weight * mass)
}
