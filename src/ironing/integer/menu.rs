//! Contracts and the value, as rationals.

use dashu_int::IBig;

use super::super::scalar::Scalar;
use super::hand_out::Sale;
use super::{Columns, Problem};
use crate::ironing::Item;
use crate::rational::Rational;

/// The menu of a group, lowest types first.
pub(super) fn menu(
    problem: &Problem<'_>,
    columns: &Columns<'_>,
    sales: &[Sale],
) -> Vec<Item<Rational>> {
    let index = |first: u32| usize::try_from(first).unwrap_or(usize::MAX);
    let n = columns.wtp.len();
    let mut items: Vec<Item<Rational>> = Vec::new();
    // Those who are not served.
    let n_below = sales.last().map_or(n, |sale| index(sale.first));
    if let Some(last) = n_below.checked_sub(1) {
        let (quality, transfer) = (Rational::ZERO, Rational::ZERO);
        items.push(Item { first: 0, last, lottery: Vec::new(), quality, transfer });
    }
    for (s, sale) in sales.iter().enumerate().rev() {
        let mass = i128::from(sale.prob) * i128::from(columns.mass_per_prob);
        let lottery: Vec<(usize, Rational)> =
            sale.lots.iter().rev().map(|(level, lot)| (*level, lot.over(&mass))).collect();
        let quality = lottery
            .iter()
            .fold(Rational::ZERO, |sum, (level, chance)| sum + &problem.levels[*level] * chance);
        let first = index(sale.first);
        let price = match first.checked_sub(1) {
            _ if !sale.is_priced_below => columns.wtp[first],
            Some(below) => columns.wtp[below],
            None => 0,
        };
        let price = i128::from(price).over(&i128::from(problem.wtp_unit));
        // T_k - T_{k-1} = p_k (Q_k - Q_{k-1}) at the first type of the item.
        let transfer = match items.last() {
            Some(below) => &below.transfer + price * (&quality - &below.quality),
            None => price * &quality,
        };
        let last = s.checked_sub(1).map_or(n, |above| index(sales[above].first)) - 1;
        items.push(Item { first, last, lottery, quality, transfer });
    }
    items
}

/// The value: ironed value times the quality mass handed to it, over all sales.
pub(super) fn value(problem: &Problem<'_>, sales: &[Vec<Sale>]) -> Rational {
    let integer = |x: i64| IBig::from(x);
    let unit = Rational::from(
        integer(problem.wtp_unit) * integer(problem.weight_unit) * integer(problem.mass_unit),
    );
    let mut value = Rational::ZERO;
    for sale in sales.iter().flatten() {
        let ironed = sale.value.over(&i128::from(sale.prob));
        for (level, mass) in &sale.lots {
            value += &ironed * Rational::from(IBig::from(*mass)) * &problem.levels[*level];
        }
    }
    value / unit
}
