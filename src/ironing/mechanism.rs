//! From blocks and their lots to the mechanism: a menu of contracts, and the value.
//!
//! Neighbouring types with the same lottery form one item of the group's menu; by incentive
//! compatibility they pay the same. There are at most 2 M + 1 items per group (plus ties), however
//! many types there are.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use super::data::Data;
use super::hull::Block;
use super::merge::Split;
use super::psi::{VirtualValues, price_step};
use super::scalar::{Ring, Scalar};
use super::shelf::Lot;

/// A contract and the interval of types that take it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<R> {
    /// First type, from 0.
    pub first: usize,
    /// Last type.
    pub last: usize,
    /// (quality level from 0, chance), by increasing level. The chances sum to at most one; the rest is "no object".
    pub lottery: Vec<(usize, R)>,
    /// Q, the expected quality, in `[0, 1]`.
    pub quality: R,
    /// T, the payment in money, whatever object the lottery gives.
    pub transfer: R,
}

impl<R: Ring> Item<R> {
    /// The contract of `mass` agents who got these lots. `below` is the contract of the types below and `price` the
    /// price step p_k between the two, r if there is none.
    pub(crate) fn new<N: Scalar<Real = R>>(
        types: RangeInclusive<usize>,
        lots: &[Lot<N>],
        mass: &N,
        levels: &[R],
        price: &R,
        below: Option<&Self>,
    ) -> Self {
        let lottery: Vec<(usize, R)> =
            lots.iter().rev().map(|lot| (lot.level, lot.mass.over(mass))).collect();
        let quality = lottery
            .iter()
            .fold(R::zero(), |sum, (level, chance)| sum.add(&levels[*level].mul(chance)));
        // T_k - T_{k-1} = p_k (Q_k - Q_{k-1}) at the first type.
        let transfer = match below {
            Some(below) => below.transfer.add(&price.mul(&quality.sub(&below.quality))),
            None => price.mul(&quality),
        };
        Self { first: *types.start(), last: *types.end(), lottery, quality, transfer }
    }

    /// The contract of the types up to `last`, who get nothing.
    pub(crate) fn nothing(last: usize) -> Self {
        let (quality, transfer) = (R::zero(), R::zero());
        Self { first: 0, last, lottery: Vec::new(), quality, transfer }
    }
}

/// The menu of one group, from the lowest types to the highest.
pub(super) fn menu<N: Scalar>(
    data: &Data<N>,
    g: usize,
    blocks: &[Block<N>],
    split: &Split<N>,
    virtual_values: &VirtualValues<N>,
) -> Vec<Item<N::Real>> {
    let group = &data.groups[g];
    let mut items: Vec<Item<N::Real>> = Vec::new();
    let mut below = Share::Lottery;
    for (b, block) in blocks.iter().enumerate() {
        let lots = split.lots_of(g, b);
        let mass = block.prob.mul(&group.mass_per_prob);
        let share = share_of(lots, &mass);
        // A block that got one level for sure, or nothing, continues an item that did too.
        let continues = share == below && share != Share::Lottery;
        below = share;
        if let Some(item) = items.last_mut().filter(|_| continues) {
            item.last = block.last;
            continue;
        }
        let price = price_step(group, block.first, &virtual_values.excess[block.first])
            .over(&data.wtp_unit);
        let types = block.first..=block.last;
        items.push(Item::new(types, lots, &mass, &data.levels, &price, items.last()));
    }
    items
}

/// What a block got.
#[derive(Clone, Copy, PartialEq)]
enum Share {
    Nothing,
    Level(usize),
    Lottery,
}

fn share_of<N: Scalar>(lots: &[Lot<N>], mass: &N) -> Share {
    match lots {
        [] => Share::Nothing,
        [lot] if lot.mass.sub(mass).sign() == Ordering::Equal => Share::Level(lot.level),
        _ => Share::Lottery,
    }
}

/// The value: sum over blocks of the ironed value times the quality mass handed to it.
pub(super) fn value<N: Scalar>(
    data: &Data<N>,
    blocks: &[Vec<Block<N>>],
    split: &Split<N>,
) -> N::Real {
    let value_unit = data.wtp_unit.mul(&data.weight_unit);
    let mut value = N::Real::zero();
    for (g, blocks) in blocks.iter().enumerate() {
        let group = &data.groups[g];
        // Blocks that got one level for sure add up without a division.
        let mut pure = vec![N::zero(); data.levels.len()];
        for (b, block) in blocks.iter().enumerate() {
            let lots = split.lots_of(g, b);
            let mass = block.prob.mul(&group.mass_per_prob);
            match share_of(lots, &mass) {
                Share::Nothing => {}
                Share::Level(level) => pure[level] = pure[level].add(&block.value),
                Share::Lottery => {
                    let ironed = block.value.over(&block.prob).mul(&N::one().over(&value_unit));
                    for lot in lots {
                        let share = lot.mass.over(&data.mass_unit).mul(&data.levels[lot.level]);
                        value = value.add(&ironed.mul(&share));
                    }
                }
            }
        }
        let group_share = group.mass_per_prob.over(&data.mass_unit);
        for (level, sum) in pure.iter().enumerate().filter(|(_, sum)| sum.sign() != Ordering::Equal)
        {
            let worth = sum.over(&value_unit).mul(&data.levels[level]);
            value = value.add(&worth.mul(&group_share));
        }
    }
    value
}
