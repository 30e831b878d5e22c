//! The optimal mechanism as a table: a row for each type, or for each contract of column files.

use ironproof_instance::finite::FiniteInstance;
use ironproof_ironing as ironing;
use ironproof_ironing::columns;
use ironproof_ironing::{GroupOptimum, Item, Optimum};
use ironproof_number::rational::Rational;
use serde::Serialize;

use crate::exact::{Exact, MaybeExact};

/// What a type gets.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeRow {
    /// The label of its group.
    pub group: String,
    /// Its number within the group, from 1.
    #[serde(rename = "type")]
    pub number: usize,
    /// The lowest willingness to pay of the type.
    pub wtp_low: Exact,
    /// The highest; the same unless the type is a cell.
    pub wtp_high: Exact,
    /// Its share of the group.
    pub prob: Exact,
    /// Its Pareto weight.
    pub weight: Exact,
    /// Its expected quality.
    pub quality: Exact,
    /// What it pays.
    pub transfer: Exact,
    /// Its utility at the lowest willingness to pay.
    pub utility_low: Exact,
    /// Its ironed virtual value; empty in the wider model, where it depends on the shadow prices.
    pub ironed_virtual_value: MaybeExact,
}

/// A row for each type of an instance, group by group.
pub fn types<'a>(
    instance: &'a FiniteInstance,
    optimum: &'a Optimum,
) -> impl Iterator<Item = TypeRow> + 'a {
    instance.groups.iter().zip(&optimum.groups).enumerate().flat_map(|(g, (group, solved))| {
        let plain = instance.is_plain().then(|| ironing::ironed_values(instance, g));
        group.types.iter().enumerate().map(move |(k, ty)| {
            let Item { quality, transfer, .. } = item_of(solved, k);
            TypeRow {
                group: group.label.clone(),
                number: k + 1,
                wtp_low: ty.low().into(),
                wtp_high: ty.high().into(),
                prob: (&ty.prob).into(),
                weight: (&ty.weight).into(),
                quality: quality.into(),
                transfer: transfer.into(),
                utility_low: Exact(ty.low() * quality - transfer),
                ironed_virtual_value: plain.as_ref().map(|ironed| &ironed[k]).into(),
            }
        })
    })
}

fn item_of(solved: &GroupOptimum, k: usize) -> &Item<Rational> {
    let index = solved.menu.partition_point(|item| item.last < k);
    &solved.menu[index]
}

/// A contract, and the types of column files that take it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContractRow {
    /// The label of the group.
    pub group: String,
    /// The number of the contract within the group, from 0, as in the column of contracts.
    pub item: usize,
    /// The number of the first type, from 1.
    pub first_type: usize,
    /// The number of the last type.
    pub last_type: usize,
    /// The willingness to pay of the first type.
    pub wtp_low: Exact,
    /// The willingness to pay of the last type.
    pub wtp_high: Exact,
    /// The share of the group that these types are.
    pub share: Exact,
    /// Expected quality.
    pub quality: Exact,
    /// The price.
    pub transfer: Exact,
    /// The utility of the first type.
    pub utility_low: Exact,
}

/// A row for each contract of each group.
pub fn contracts<'a>(
    instance: &'a columns::Instance,
    solution: &'a columns::Solution,
) -> impl Iterator<Item = ContractRow> + 'a {
    instance.groups.iter().zip(&solution.groups).flat_map(|(group, solved)| {
        solved.contracts.iter().enumerate().map(|(place, contract)| {
            let columns::Contract { item, wtp, share, .. } = contract;
            ContractRow {
                group: group.label.clone(),
                item: place,
                first_type: item.first + 1,
                last_type: item.last + 1,
                wtp_low: (&wtp.0).into(),
                wtp_high: (&wtp.1).into(),
                share: share.into(),
                quality: (&item.quality).into(),
                transfer: (&item.transfer).into(),
                utility_low: Exact(&wtp.0 * &item.quality - &item.transfer),
            }
        })
    })
}
