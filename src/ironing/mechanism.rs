//! From blocks and their lots to the mechanism: a menu of contracts, and the value.
//!
//! Neighbouring types with the same lottery form one item of the group's menu; by incentive
//! compatibility they pay the same. There are at most 2 M + 1 items per group (plus ties), however
//! many types there are.

use std::cmp::Ordering;

use super::data::Data;
use super::hull::Block;
use super::merge::{Lot, Split};
use super::psi::{VirtualValues, price_step};
use super::scalar::{Real, Scalar};

/// A contract and the interval of types that take it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<R> {
    /// First type, from 0.
    pub first: usize,
    /// Last type.
    pub last: usize,
    /// (quality level from 0, chance), by increasing level; the rest to one is "no object".
    pub lottery: Vec<(usize, R)>,
    /// Q, the expected quality.
    pub quality: R,
    /// T, the payment.
    pub transfer: R,
}

/// The menu of one group, from the lowest types to the highest.
pub fn menu<N: Scalar>(
    data: &Data<N>,
    g: usize,
    blocks: &[Block<N>],
    split: &Split<N>,
    virtual_values: &VirtualValues<N>,
) -> Vec<Item<N::Real>> {
    let group = &data.groups[g];
    let mut items: Vec<Item<N::Real>> = Vec::new();
    let mut pure: Option<Option<usize>> = None;
    for (b, block) in blocks.iter().enumerate() {
        let lots = split.lots_of(g, b);
        let mass = block.prob.mul(&group.mass_per_prob);
        let same = single_level(lots, &mass);
        // A block that got one level for sure, or nothing, continues an item that did too.
        if let (Some(item), true) = (items.last_mut(), same.is_some() && same == pure) {
            item.last = block.last;
            continue;
        }
        pure = same;
        let lottery: Vec<(usize, N::Real)> =
            lots.iter().rev().map(|lot| (lot.level, lot.mass.over(&mass))).collect();
        let quality = lottery
            .iter()
            .fold(N::Real::zero(), |sum, (level, chance)| sum.add(&data.levels[*level].mul(chance)));
        // T_k - T_{k-1} = p_k (Q_k - Q_{k-1}) at the first type of the item.
        let price = price_step(group, block.first, &virtual_values.excess[block.first]).over(&data.wtp_unit);
        let transfer = match items.last() {
            Some(below) => below.transfer.add(&price.mul(&quality.sub(&below.quality))),
            None => price.mul(&quality),
        };
        items.push(Item { first: block.first, last: block.last, lottery, quality, transfer });
    }
    items
}

/// `Some(None)`: no object. `Some(Some(j))`: level j for sure. `None`: a proper lottery.
fn single_level<N: Scalar>(lots: &[Lot<N>], mass: &N) -> Option<Option<usize>> {
    match lots {
        [] => Some(None),
        [lot] if lot.mass.sub(mass).sign() == Ordering::Equal => Some(Some(lot.level)),
        _ => None,
    }
}

/// The value: sum over blocks of the ironed value times the quality mass handed to it.
pub fn value<N: Scalar>(data: &Data<N>, blocks: &[Vec<Block<N>>], split: &Split<N>) -> N::Real {
    let value_unit = data.wtp_unit.mul(&data.weight_unit);
    let mut value = N::Real::zero();
    for (g, blocks) in blocks.iter().enumerate() {
        let group = &data.groups[g];
        // Blocks that got one level for sure add up without a division.
        let mut pure = vec![N::zero(); data.levels.len()];
        for (b, block) in blocks.iter().enumerate() {
            let lots = split.lots_of(g, b);
            let mass = block.prob.mul(&group.mass_per_prob);
            match single_level(lots, &mass) {
                Some(None) => {}
                Some(Some(level)) => pure[level] = pure[level].add(&block.value),
                None => {
                    let ironed = block.value.over(&block.prob).mul(&N::one().over(&value_unit));
                    for lot in lots {
                        let share = lot.mass.over(&data.mass_unit).mul(&data.levels[lot.level]);
                        value = value.add(&ironed.mul(&share));
                    }
                }
            }
        }
        let group_share = group.mass_per_prob.over(&data.mass_unit);
        for (level, sum) in pure.iter().enumerate().filter(|(_, sum)| sum.sign() != Ordering::Equal) {
            let worth = sum.over(&value_unit).mul(&data.levels[level]);
            value = value.add(&worth.mul(&group_share));
        }
    }
    value
}
