//! Mutations of the multipliers in the certificate of a mechanism.

use num_rational::BigRational;
use num_traits::Zero;

use crate::certificate::{Certificate, Multipliers};
use crate::instance::Instance;
use crate::mechanism::listed;
use crate::mutate::MechanismMutation;
use crate::mutate::amount::{factor, other, step};
use crate::random::Random;

/// All of them, with what the table calls them.
pub const ALL: &[(&str, MechanismMutation)] = &[
    ("one price changed", one_price),
    ("one multiplier changed", one_multiplier),
    ("one multiplier changed", one_multiplier),
    ("price moved between levels", price_moved),
    ("multipliers of a group scaled", scaled),
    ("prices scaled", prices_scaled),
    ("all multipliers scaled", all_scaled),
    ("multipliers of neighbours shifted", shifted),
    ("down and up raised together", raised_together),
    ("multipliers moved between kinds", moved_between_kinds),
    ("blocks of two groups swapped", blocks_swapped),
    ("multipliers of two types swapped", types_swapped),
    ("pools changed", pools_changed),
    ("pools changed", pools_changed),
    ("listed to tight", listed_to_tight),
];

fn one_price(_: &mut Instance, certificate: &mut Certificate, random: &mut Random) -> Option<()> {
    let j = random.place(certificate.prices.len())?;
    certificate.prices[j] = other(&certificate.prices[j], random);
    Some(())
}

/// The bound stays, as long as the best levels do.
fn price_moved(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (a, b) = random.two_places(certificate.prices.len())?;
    let step = if random.once_in(2) { -certificate.prices[a].clone() } else { step(random) };
    let (own, other) = (instance.supply_from(a)?, instance.supply_from(b)?);
    if other.is_zero() {
        return None;
    }
    let per_other = own / other;
    certificate.prices[a] += &step;
    certificate.prices[b] -= step * per_other;
    Some(())
}

/// A group whose multipliers are listed; tight ones are written out now and then, which changes
/// nothing.
fn listed_group<'a>(
    instance: &Instance,
    certificate: &'a mut Certificate,
    random: &mut Random,
) -> Option<&'a mut Vec<[BigRational; 3]>> {
    let i = random.place(certificate.groups.len())?;
    if let Multipliers::Tight(_) = certificate.groups[i].multipliers {
        let all = listed(instance, certificate, i);
        certificate.groups[i].multipliers = Multipliers::Listed(all);
    }
    match &mut certificate.groups[i].multipliers {
        Multipliers::Listed(listed) => Some(listed),
        Multipliers::Tight(_) | Multipliers::Implied => None,
    }
}

fn one_multiplier(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let listed = listed_group(instance, certificate, random)?;
    let k = random.below(listed.len());
    let number = &mut listed[k][random.below(3)];
    *number = other(number, random);
    Some(())
}

fn scaled(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let factor = factor(random);
    for numbers in listed_group(instance, certificate, random)? {
        for number in numbers {
            *number *= &factor;
        }
    }
    Some(())
}

fn prices_scaled(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let factor = factor(random);
    for price in &mut certificate.prices {
        *price *= &factor;
    }
    Some(())
}

fn all_scaled(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    if certificate.groups.iter().any(|block| block.multipliers == Multipliers::Implied) {
        return None;
    }
    let factor = factor(random);
    for i in 0..certificate.groups.len() {
        let mut all = listed(instance, certificate, i);
        for number in all.iter_mut().flatten() {
            *number *= &factor;
        }
        certificate.groups[i].multipliers = Multipliers::Listed(all);
    }
    for price in certificate.prices.iter_mut().chain(&mut certificate.sides) {
        *price *= &factor;
    }
    Some(())
}

/// D, P or M of several types in a row: inside, D and P cancel in the T columns, and M in all of
/// them.
fn shifted(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let listed = listed_group(instance, certificate, random)?;
    let (kind, step) = (random.below(3), step(random));
    let first = random.below(listed.len());
    let last = first + random.below(listed.len() - first);
    for numbers in &mut listed[first..=last] {
        numbers[kind] += &step;
    }
    Some(())
}

/// D - P stays, so that the T columns do.
fn raised_together(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let listed = listed_group(instance, certificate, random)?;
    let k = random.below(listed.len());
    let step = if random.once_in(2) {
        -listed[k][0].clone().max(listed[k][1].clone())
    } else {
        step(random)
    };
    listed[k][0] += &step;
    listed[k][1] += &step;
    Some(())
}

/// From the row at one end of a cell to that at the other, which are the same row for a point.
fn moved_between_kinds(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let listed = listed_group(instance, certificate, random)?;
    let k = random.below(listed.len());
    let (from, to) = random.two_places(3)?;
    let part = listed[k][from].clone() / num_bigint::BigInt::from(random.between(1, 3));
    listed[k][from] -= &part;
    listed[k][to] += &part;
    Some(())
}

fn blocks_swapped(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (a, b) = random.two_places(certificate.groups.len())?;
    certificate.groups.swap(a, b);
    Some(())
}

fn types_swapped(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let listed = listed_group(instance, certificate, random)?;
    let (a, b) = random.two_places(listed.len())?;
    listed.swap(a, b);
    Some(())
}

fn pools_changed(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(certificate.groups.len())?;
    let n_types = instance.groups[i].types.len();
    let Multipliers::Tight(pools) = &mut certificate.groups[i].multipliers else { return None };
    let Some(place) = random.place(pools.len()) else {
        let (a, b) = random.two_places(n_types)?;
        pools.push((a.min(b) + 1, a.max(b) + 1));
        return Some(());
    };
    let (first, last) = pools[place];
    match random.below(8) {
        0 => drop(pools.remove(place)),
        1 => pools[place].0 += 1,
        2 => pools[place].0 = first.saturating_sub(1),
        3 => pools[place].1 += 1,
        4 => pools[place].1 = last - 1,
        5 => {
            let border = first + random.below(last - first);
            pools[place].1 = border;
            pools.insert(place + 1, (border + 1, last));
        }
        6 if place + 1 < pools.len() => {
            pools[place].1 = pools.remove(place + 1).1;
        }
        _ => {
            let (a, b) = random.two_places(n_types)?;
            pools.push((a.min(b) + 1, a.max(b) + 1));
            pools.sort_unstable();
        }
    }
    Some(())
}

/// Pools where M was positive.
fn listed_to_tight(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(certificate.groups.len())?;
    let Multipliers::Listed(listed) = &certificate.groups[i].multipliers else { return None };
    let mut pools: Vec<(usize, usize)> = Vec::new();
    for (k, _) in listed.iter().enumerate().filter(|(_, numbers)| !numbers[2].is_zero()) {
        match pools.last_mut() {
            Some(pool) if pool.1 == k => pool.1 = k + 1,
            _ => pools.push((k, k + 1)),
        }
    }
    certificate.groups[i].multipliers = Multipliers::Tight(pools);
    Some(())
}
