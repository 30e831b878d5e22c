//! Contracts and the value, as rationals.

use ironproof_number::IBig;

use super::hand_out::Sale;
use super::header::{Group, Instance};
use super::scan::{Scale, Totals};
use super::stack::Block;
use crate as ironing;
use crate::{Buyer as _, Item, Kind};
use ironproof_number::rational::Rational;

/// A contract and the interval of types that take it.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// Types, lottery, Q and T.
    pub item: Item<Rational>,
    /// How they are allocated. Neighbouring contracts of the kind [`Kind::Market`] form one market.
    pub kind: Kind,
    /// r of the first and of the last type.
    pub wtp: (Rational, Rational),
    /// Share of the group.
    pub share: Rational,
}

/// The contracts of a group, lowest types first.
pub(super) fn contracts(
    instance: &Instance,
    group: &Group,
    totals: &Totals,
    mass_per_prob: &IBig,
    sales: &[Sale],
) -> Vec<Contract> {
    let index = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
    let wtp = |integer: i64| Rational::from(integer) * &instance.wtp_unit;
    let share = |prob: i64| Rational::from(prob) / Rational::from(totals.prob);
    let levels: Vec<Rational> = instance.levels();
    let mut contracts: Vec<Contract> = Vec::new();
    let sold: i64 = sales.iter().map(|sale| sale.block.prob).sum();
    let n_below = sales.last().map_or(group.n_types, |sale| sale.block.first);
    if let Some(last) = n_below.checked_sub(1) {
        let high = sales.last().map_or(totals.highest, |sale| sale.block.below);
        contracts.push(Contract {
            item: Item::nothing(index(last)),
            kind: Kind::NotServed,
            wtp: (wtp(totals.lowest), wtp(high)),
            share: share(totals.prob - sold),
        });
    }
    for (s, sale) in sales.iter().enumerate().rev() {
        let block = &sale.block;
        let above = s.checked_sub(1).map(|above| &sales[above].block);
        let (end, high) =
            above.map_or((group.n_types, totals.highest), |above| (above.first, above.below));
        let types = index(block.first)..=index(end - 1);
        let mass = mass_per_prob * IBig::from(block.prob);
        let price = wtp(if block.is_priced_below { block.below } else { block.low });
        let below = contracts.last().map(|below| &below.item);
        let item = Item::new(types, &sale.lots, &mass, &levels, &price, below);
        let kind = if item.quality.is_zero() {
            Kind::NotServed
        } else if sale.n_blocks == 1 && item.first < item.last {
            Kind::Lottery
        } else {
            Kind::Market
        };
        contracts.push(Contract {
            item,
            kind,
            wtp: (wtp(block.low), wtp(high)),
            share: share(block.prob),
        });
    }
    contracts
}

/// pi_j, what one more object of each level is worth over one of the level below.
pub(super) fn supply_prices(
    instance: &Instance,
    scale: &Scale,
    marginal: &[Option<Block>],
) -> Vec<Rational> {
    let unit = &instance.wtp_unit * &instance.weight_unit / Rational::from(scale.per_weight);
    let mut below = Rational::ZERO;
    let prices = instance.quality.iter().zip(marginal).map(|(level, marginal)| {
        let step = &level.level - &below;
        below.clone_from(&level.level);
        marginal.as_ref().map_or(Rational::ZERO, |block| block.average() * &unit * step)
    });
    prices.collect()
}

/// The optimal value.
pub(super) fn value(
    instance: &Instance,
    scale: &Scale,
    mass_unit: &Rational,
    sales: &[Vec<Sale>],
) -> Rational {
    ironing::value(sales, &instance.levels()) * &instance.wtp_unit * &instance.weight_unit
        / (Rational::from(scale.per_weight) * mass_unit)
}
