//! Several menus of a group, each with a chance, as one menu of lotteries.

use ironproof_instance::finite::FiniteInstance;
use ironproof_number::rational::Rational;

use super::menu::Menu;
use super::problem::Problem;
use crate::Item;

/// The menu of group `g` under these menus with their chances, which sum to at most one.
pub(super) fn mixture(
    problem: &Problem<'_>,
    g: usize,
    menus: &[(&Menu, &Rational)],
) -> Vec<Item<Rational>> {
    let n = problem.tails[g].n_types();
    let wtp_unit = Rational::from(problem.data.wtp_unit.clone());
    // (first type, level, chance, what the chance adds to the payment)
    let mut rises: Vec<(usize, usize, Rational, Rational)> = Vec::new();
    for (menu, chance) in menus {
        for (j, step) in menu.steps.iter().enumerate().filter(|(_, step)| step.first < n) {
            let price = Rational::from(problem.price(g, *step)) / &wtp_unit;
            let paid = &problem.quality_steps[j] * price * *chance;
            rises.push((step.first, j, (*chance).clone(), paid));
        }
    }
    rises.sort_by_key(|rise| rise.0);
    let mut items = Vec::new();
    let mut at_least = vec![Rational::ZERO; problem.quality_steps.len()];
    let mut transfer = Rational::ZERO;
    if rises.first().is_none_or(|rise| 0 < rise.0) {
        items.push(Item::nothing(n - 1));
    }
    for same in rises.chunk_by(|a, b| a.0 == b.0) {
        let first = same[0].0;
        for (_, j, chance, paid) in same {
            at_least[*j] += chance;
            transfer += paid;
        }
        if let Some(below) = items.last_mut() {
            below.last = first - 1;
        }
        items.push(item(problem.instance, first..n, &at_least, &transfer));
    }
    items
}

fn item(
    instance: &FiniteInstance,
    types: std::ops::Range<usize>,
    at_least: &[Rational],
    transfer: &Rational,
) -> Item<Rational> {
    let (mut lottery, mut quality) = (Vec::new(), Rational::ZERO);
    for (j, chance) in at_least.iter().enumerate() {
        let chance = chance - at_least.get(j + 1).unwrap_or(&Rational::ZERO);
        if !chance.is_zero() {
            quality += &chance * &instance.quality[j].level;
            lottery.push((j, chance));
        }
    }
    Item { first: types.start, last: types.end - 1, lottery, quality, transfer: transfer.clone() }
}
