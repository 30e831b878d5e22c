//! Mutations of the instance, while the certificate stays.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use crate::certificate::{Certificate, Multipliers};
use crate::instance::{Instance, Level, Type};
use crate::mechanism::listed;
use crate::mutate::MechanismMutation;
use crate::mutate::amount::{other, step};
use crate::random::Random;

/// All of them, with what the table calls them.
pub const ALL: &[(&str, MechanismMutation)] = &[
    ("instance: alpha changed", alpha),
    ("instance: mass of a group changed", mass),
    ("instance: supply of a level changed", supply),
    ("instance: supply of a level changed", supply),
    ("instance: supply moved between levels", supply_moved),
    ("instance: level changed", level),
    ("instance: level added or removed", level_added),
    ("instance: wtp changed", wtp),
    ("instance: wtp changed", wtp),
    ("instance: wtp of the next type", wtp_of_next),
    ("instance: weight changed", weight),
    ("instance: weight changed", weight),
    ("instance: weighted wtp changed", weighted_wtp),
    ("instance: point made a cell", point_to_cell),
    ("instance: probability moved", probability_moved),
    ("instance: types swapped", types_swapped),
    ("instance: groups swapped", groups_swapped),
    ("instance: label or name changed", label),
];

fn alpha(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    instance.alpha = other(&instance.alpha, random);
    Some(())
}

fn mass(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let i = random.place(instance.groups.len())?;
    instance.groups[i].mass = other(&instance.groups[i].mass, random);
    Some(())
}

fn supply(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let j = random.place(instance.levels.len())?;
    let mass = instance.levels[j].mass.as_mut()?;
    *mass = other(mass, random);
    Some(())
}

fn supply_moved(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let (a, b) = random.two_places(instance.levels.len())?;
    let share = BigRational::new(random.between(1, 99).into(), 100.into());
    let part = instance.levels[a].mass.clone()? * share;
    *instance.levels[b].mass.as_mut()? += &part;
    *instance.levels[a].mass.as_mut()? -= part;
    Some(())
}

fn level(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let j = random.place(instance.levels.len())?;
    instance.levels[j].level = other(&instance.levels[j].level, random);
    Some(())
}

fn level_added(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let j = random.place(instance.levels.len())?;
    if random.once_in(2) {
        instance.levels.remove(j);
        certificate.prices.remove(j);
        return Some(());
    }
    let below = if j == 0 { BigRational::zero() } else { instance.levels[j - 1].level.clone() };
    let level = (below + &instance.levels[j].level) / BigInt::from(2);
    instance.levels.insert(
        j,
        Level {
            level,
            mass: Some(BigRational::new(1.into(), 9.into())),
            cost: BigRational::zero(),
        },
    );
    certificate
        .prices
        .insert(j, if random.once_in(2) { BigRational::zero() } else { step(random) });
    for item in certificate.groups.iter_mut().flat_map(|block| &mut block.items) {
        for (level, _) in &mut item.lottery {
            *level += usize::from(j < *level);
        }
    }
    Some(())
}

/// A type, with the bounds that the types next to it leave for its own.
fn one_type<'a>(instance: &'a mut Instance, random: &mut Random) -> Option<&'a mut Type> {
    let i = random.place(instance.groups.len())?;
    let k = random.place(instance.groups[i].types.len())?;
    instance.groups[i].types.get_mut(k)
}

fn wtp(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let own = one_type(instance, random)?;
    let mean = if own.weight.is_zero() { None } else { Some(&own.weighted_wtp / &own.weight) };
    let is_point = own.low == own.high;
    match random.below(3) {
        0 => own.low = other(&own.low, random),
        1 => own.high = other(&own.high, random),
        _ => {
            own.low = other(&own.low, random);
            own.high = if is_point { own.low.clone() } else { other(&own.high, random) };
        }
    }
    // Mostly such that the mean is where it has to be, inside of the cell.
    if !random.once_in(4) {
        let mean = mean.unwrap_or_default().max(own.low.clone()).min(own.high.clone());
        own.weighted_wtp = &own.weight * mean;
    }
    Some(())
}

/// Two types at the same place, which an instance may not have.
fn wtp_of_next(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(instance.groups.len())?;
    let types = &mut instance.groups[i].types;
    let k = random.place(types.len().checked_sub(1)?)?;
    let (low, high) = (types[k + 1].low.clone(), types[k + 1].high.clone());
    let mean = low.clone();
    (types[k].low, types[k].high) = (low, high);
    types[k].weighted_wtp = &types[k].weight * mean;
    // With pools there is nothing to divide by.
    if let Multipliers::Tight(pools) = &certificate.groups[i].multipliers
        && pools.is_empty()
    {
        let all = listed(instance, certificate, i);
        certificate.groups[i].multipliers = Multipliers::Listed(all);
    }
    Some(())
}

fn weight(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let own = one_type(instance, random)?;
    let before = own.weight.clone();
    own.weight = other(&before, random);
    match random.below(3) {
        0 => {}
        1 if !before.is_zero() => own.weighted_wtp *= &own.weight / &before,
        _ => {
            let (low, high) = (&own.weight * &own.low, &own.weight * &own.high);
            own.weighted_wtp = own.weighted_wtp.clone().max(low).min(high);
        }
    }
    Some(())
}

fn weighted_wtp(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let own = one_type(instance, random)?;
    own.weighted_wtp = match random.below(3) {
        0 => &own.weight * &own.low,
        1 => &own.weight * &own.high,
        _ => other(&own.weighted_wtp, random),
    };
    Some(())
}

/// More people stand for the same contract: rows at other ends, the rest is as it was.
fn point_to_cell(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let i = random.place(instance.groups.len())?;
    let types = &mut instance.groups[i].types;
    let k = random.place(types.len())?;
    let below = if k == 0 { BigRational::zero() } else { types[k - 1].high.clone() };
    let above =
        types.get(k + 1).map_or_else(|| &types[k].high * BigInt::from(2), |next| next.low.clone());
    let share = BigRational::new(random.between(0, 7).into(), 7.into());
    let (low, high) = (types[k].low.clone(), types[k].high.clone());
    if !random.once_in(3) {
        types[k].low = &low - (&low - below) * &share;
    }
    if !random.once_in(3) {
        types[k].high = &high + (above - &high) * share;
    }
    Some(())
}

fn probability_moved(
    instance: &mut Instance,
    _: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(instance.groups.len())?;
    let types = &mut instance.groups[i].types;
    let (a, b) = random.two_places(types.len())?;
    // Sometimes all of it.
    let part = &types[a].prob * BigRational::new(random.between(1, 10).into(), 10.into());
    types[a].prob -= &part;
    types[b].prob += part;
    Some(())
}

/// Everything of two types but where they are.
fn types_swapped(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let i = random.place(instance.groups.len())?;
    let types = &mut instance.groups[i].types;
    let (a, b) = random.two_places(types.len())?;
    types.swap(a, b);
    let ends = (types[a].low.clone(), types[a].high.clone());
    (types[a].low, types[a].high) = (types[b].low.clone(), types[b].high.clone());
    (types[b].low, types[b].high) = ends;
    for k in [a, b] {
        types[k].weighted_wtp = &types[k].weight * &types[k].low;
    }
    Some(())
}

fn groups_swapped(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (a, b) = random.two_places(instance.groups.len())?;
    instance.groups.swap(a, b);
    if random.once_in(2) {
        certificate.groups[a].multipliers = certificate.groups[b].multipliers.clone();
    }
    Some(())
}

/// A label may not be that of another group, a name may be any.
fn label(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let i = random.place(instance.groups.len())?;
    match random.below(4) {
        0 => instance.groups[i].label = String::new(),
        1 => instance.name = String::new(),
        2 => instance.name = "\u{1b}[2K\"\\\u{2028}\r\u{1f600}".to_string(),
        _ => instance.groups[i].label = random.one(&instance.groups)?.label.clone(),
    }
    Some(())
}
