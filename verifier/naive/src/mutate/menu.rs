//! Mutations of the mechanism in a certificate: who gets what, at which payment.

use num_rational::BigRational;
use num_traits::Zero;

use crate::certificate::{Certificate, Item};
use crate::instance::{Group, Instance};
use crate::mutate::MechanismMutation;
use crate::mutate::amount::{factor, other, step};
use crate::random::Random;

/// All of them, with what the table calls them.
pub const ALL: &[(&str, MechanismMutation)] = &[
    ("value changed", value),
    ("one payment changed", one_payment),
    ("one payment changed", one_payment),
    ("one chance changed", one_chance),
    ("one chance changed", one_chance),
    ("payments of a group shifted", payments_shifted),
    ("payments of a group scaled", payments_scaled),
    ("payments moved between items", payments_moved),
    ("payments moved between items", payments_moved),
    ("payments shifted in two groups", payments_of_two_groups),
    ("chance moved between levels", chance_moved),
    ("chance moved between items", chance_between_items),
    ("contract of one item given to another", contract_copied),
    ("contracts of two items swapped", contracts_swapped),
    ("items merged", items_merged),
    ("border between items moved", border_moved),
    ("item split and changed", item_split),
];

fn value(_: &mut Instance, certificate: &mut Certificate, random: &mut Random) -> Option<()> {
    let value = certificate.value.as_mut()?;
    *value = other(value, random);
    Some(())
}

/// A group and one of its items.
pub(super) fn item(certificate: &Certificate, random: &mut Random) -> Option<(usize, usize)> {
    let i = random.place(certificate.groups.len())?;
    Some((i, random.place(certificate.groups[i].items.len())?))
}

/// Sum of `w_k`, and of `w_k (alpha - lambda_k)`, what a unit of payment of the item adds to the
/// objective.
pub(super) fn masses(instance: &Instance, i: usize, item: &Item) -> (BigRational, BigRational) {
    let Group { mass, types, .. } = &instance.groups[i];
    let (mut all, mut gain) = (BigRational::zero(), BigRational::zero());
    for own in &types[item.first - 1..item.last] {
        all += mass * &own.prob;
        gain += mass * &own.prob * (&instance.alpha - &own.weight);
    }
    (all, gain)
}

fn one_payment(_: &mut Instance, certificate: &mut Certificate, random: &mut Random) -> Option<()> {
    let (i, a) = item(certificate, random)?;
    let transfer = &mut certificate.groups[i].items[a].transfer;
    *transfer = other(transfer, random);
    Some(())
}

fn one_chance(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (i, a) = item(certificate, random)?;
    let level = 1 + random.below(instance.levels.len());
    let lottery = &mut certificate.groups[i].items[a].lottery;
    add_chance(lottery, level, &BigRational::zero());
    let place = lottery.iter().position(|(known, _)| *known == level)?;
    lottery[place].1 = other(&lottery[place].1, random);
    lottery.retain(|(_, chance)| !chance.is_zero());
    Some(())
}

/// Adds to the chance of this level, which may not be in the lottery.
fn add_chance(lottery: &mut Vec<(usize, BigRational)>, level: usize, chance: &BigRational) {
    match lottery.iter_mut().find(|(known, _)| *known == level) {
        Some((_, known)) => *known += chance,
        None => lottery.push((level, chance.clone())),
    }
    lottery.sort();
}

fn payments_shifted(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(certificate.groups.len())?;
    // To the least payment that is left, or by any step.
    let least = certificate.groups[i].items.iter().map(|item| item.transfer.clone()).min()?;
    let shift = if random.once_in(2) { -least / factor(random) } else { step(random) };
    for item in &mut certificate.groups[i].items {
        item.transfer += &shift;
    }
    Some(())
}

fn payments_scaled(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(certificate.groups.len())?;
    let factor = factor(random);
    for item in &mut certificate.groups[i].items {
        item.transfer *= &factor;
    }
    Some(())
}

/// The objective stays.
fn payments_moved(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(certificate.groups.len())?;
    let items = &mut certificate.groups[i].items;
    let (a, b) = random.two_places(items.len())?;
    let (_, gain_a) = masses(instance, i, &items[a]);
    let (_, gain_b) = masses(instance, i, &items[b]);
    let step =
        if random.once_in(2) { step(random) } else { items[a].transfer.clone() / factor(random) };
    if gain_b.is_zero() {
        items[b].transfer += step;
    } else {
        items[b].transfer -= &step * gain_a / gain_b;
        items[a].transfer += step;
    }
    Some(())
}

/// All incentive rows and the objective stay.
fn payments_of_two_groups(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (a, b) = random.two_places(certificate.groups.len())?;
    let mut shift = step(random);
    for i in [a, b] {
        let items = &mut certificate.groups[i].items;
        let gain: BigRational = items.iter().map(|item| masses(instance, i, item).1).sum();
        if gain.is_zero() {
            return None;
        }
        for item in items {
            item.transfer += &shift / &gain;
        }
        shift = -shift;
    }
    Some(())
}

fn chance_moved(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (i, a) = item(certificate, random)?;
    let lottery = &mut certificate.groups[i].items[a].lottery;
    let (level, chance) = random.one(lottery)?.clone();
    let part = if random.once_in(3) { chance } else { chance / num_bigint::BigInt::from(7) };
    add_chance(lottery, level, &-part.clone());
    add_chance(lottery, 1 + random.below(instance.levels.len()), &part);
    lottery.retain(|(_, chance)| !chance.is_zero());
    Some(())
}

/// What is handed out stays.
fn chance_between_items(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (i, a) = item(certificate, random)?;
    let (k, b) = item(certificate, random)?;
    let (from, to) = (&certificate.groups[i].items[a], &certificate.groups[k].items[b]);
    let (mass_from, mass_to) = (masses(instance, i, from).0, masses(instance, k, to).0);
    let (level, chance) = random.one(&from.lottery)?.clone();
    if mass_to.is_zero() {
        return None;
    }
    let part = if random.once_in(3) { chance } else { chance / num_bigint::BigInt::from(7) };
    let arriving = &part * mass_from / mass_to;
    add_chance(&mut certificate.groups[i].items[a].lottery, level, &-part);
    add_chance(&mut certificate.groups[k].items[b].lottery, level, &arriving);
    for (i, a) in [(i, a), (k, b)] {
        certificate.groups[i].items[a].lottery.retain(|(_, chance)| !chance.is_zero());
    }
    Some(())
}

fn contract_copied(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let from = item(certificate, random)?;
    let to = item(certificate, random)?;
    let Item { transfer, lottery, .. } = certificate.groups[from.0].items[from.1].clone();
    let item = &mut certificate.groups[to.0].items[to.1];
    (item.transfer, item.lottery) = (transfer, lottery);
    Some(())
}

fn contracts_swapped(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(certificate.groups.len())?;
    let items = &mut certificate.groups[i].items;
    let (a, b) = random.two_places(items.len())?;
    items.swap(a, b);
    let types = (items[a].first, items[a].last);
    (items[a].first, items[a].last) = (items[b].first, items[b].last);
    (items[b].first, items[b].last) = types;
    Some(())
}

fn items_merged(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(certificate.groups.len())?;
    let items = &mut certificate.groups[i].items;
    let a = random.place(items.len().checked_sub(1)?)?;
    let upper = items.remove(a + 1);
    if random.once_in(2) {
        (items[a].transfer, items[a].lottery) = (upper.transfer, upper.lottery);
    }
    items[a].last = upper.last;
    Some(())
}

fn border_moved(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(certificate.groups.len())?;
    let items = &mut certificate.groups[i].items;
    let a = random.place(items.len().checked_sub(1)?)?;
    let (first, last) = (items[a].first, items[a + 1].last);
    let border = first + random.below(last - first);
    (items[a].last, items[a + 1].first) = (border, border + 1);
    Some(())
}

fn item_split(_: &mut Instance, certificate: &mut Certificate, random: &mut Random) -> Option<()> {
    let place = split(certificate, random)?;
    let transfer = &mut certificate.groups[place.0].items[place.1].transfer;
    *transfer = other(transfer, random);
    Some(())
}

/// One item becomes two with the same contract; the place of one of them.
pub(super) fn split(certificate: &mut Certificate, random: &mut Random) -> Option<(usize, usize)> {
    let (i, a) = item(certificate, random)?;
    let items = &mut certificate.groups[i].items;
    let width = items[a].last - items[a].first;
    let border = items[a].first + random.place(width)?;
    let mut upper = items[a].clone();
    (items[a].last, upper.first) = (border, border + 1);
    items.insert(a + 1, upper);
    Some((i, a + random.below(2)))
}
