//! The best menu of a group at given multipliers, exactly: ironing, and each block at its best level.

use ironproof_number::IBig;
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};

use super::menu::{Menu, Step};
use super::problem::Problem;
use super::terms::{Terms, rises};
use crate::hull::{Block, iron};

/// A best menu, and the blocks of the group by increasing ironed value.
pub(super) struct Best {
    pub(super) menu: Menu,
    pub(super) blocks: Vec<(usize, usize)>,
}

/// Irons the group under these terms.
pub(super) fn best(problem: &Problem<'_>, g: usize, terms: &Terms) -> Best {
    let (tails, data) = (&problem.tails[g], &problem.data.groups[g]);
    let numbers = [&terms.alpha, &terms.wtp, &terms.quality];
    let unit = common_denominator(numbers);
    let [alpha, wtp, quality] = numbers.map(|number| to_integer(number, &unit));
    let one = if terms.has_values { IBig::from(unit.clone()) } else { IBig::ZERO };
    // Over F L and the unit: A_k. Over F L R and the unit: Psi_k.
    let alpha = alpha * &tails.weight_unit;
    let wtp = wtp * &tails.weight_unit;
    let quality = quality * &tails.weight_unit * &tails.wtp_unit;
    let n = tails.n_types();
    let mut is_below = vec![false; n];
    let mut values = vec![IBig::ZERO; n];
    let mut above = IBig::ZERO;
    for k in (0..n).rev() {
        let excess = &one * &tails.weight[k] - &alpha * &tails.share[k];
        is_below[k] = excess > IBig::ZERO;
        let step = Step { first: k, is_below: is_below[k] };
        let psi = &one * &tails.value[k]
            - excess * problem.price(g, step)
            - &wtp * &tails.wtp[k]
            - &quality * &tails.share[k];
        values[k] = &psi - above;
        above = psi;
    }
    let blocks = iron(data, &values);
    drop(values);
    let value_unit = IBig::from(unit) * &tails.weight_unit * &tails.wtp_unit;
    let mut steps = Vec::with_capacity(terms.steps.len());
    for rise in rises(&problem.quality_steps, terms) {
        let gains = |block: &Block<IBig>| gains(block, &rise.quality, &rise.price, &value_unit);
        let first = blocks.partition_point(|block| !gains(block));
        let first = blocks.get(first).map_or(n, |block| block.first);
        let step = Step { first, is_below: is_below.get(first).is_some_and(|is_below| *is_below) };
        steps.resize(rise.levels.end, step);
    }
    let blocks = blocks.iter().map(|block| (block.first, block.last)).collect();
    Best { menu: Menu { group: g, steps }, blocks }
}

/// Whether the ironed value of the block times the quality exceeds the price.
fn gains(block: &Block<IBig>, quality: &Rational, price: &Rational, unit: &IBig) -> bool {
    let worth = &block.value * quality.numerator() * IBig::from(price.denominator().clone());
    let paid = &block.prob * price.numerator() * IBig::from(quality.denominator().clone()) * unit;
    worth > paid
}
