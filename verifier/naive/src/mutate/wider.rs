//! Mutations of what the wider model has beyond the plain one, and of its multipliers.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::certificate::Certificate;
use crate::instance::Instance;
use crate::mechanism::bound;
use crate::mutate::MechanismMutation;
use crate::mutate::amount::{factor, other, step};
use crate::random::Random;
use crate::side::{Side, What};

/// All of them, with what the table calls them.
pub const ALL: &[(&str, MechanismMutation)] = &[
    ("instance: external value changed", external),
    ("instance: cost changed", cost),
    ("instance: limit taken away or given", limit),
    ("instance: bound of a constraint changed", side_bound),
    ("instance: bound of a constraint changed", side_bound),
    ("instance: constraint turned", turned),
    ("instance: constraint of another kind", kind),
    ("instance: group of a constraint changed", side_group),
    ("constraint added or removed", added),
    ("side multiplier changed", side_price),
    ("side multiplier changed", side_price),
    ("side multipliers scaled", side_prices_scaled),
    ("side multipliers swapped", side_prices_swapped),
    ("claim turned", claim_turned),
];

/// What is changed afterwards, with what the table calls it.
pub const REPAIRS: &[(&str, MechanismMutation)] =
    &[("bound of a constraint so that bound = value", bound_of_side)];

fn external(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let i = random.place(instance.groups.len())?;
    let k = random.place(instance.groups[i].types.len())?;
    let own = &mut instance.groups[i].types[k].external;
    *own = if random.once_in(3) { -own.clone() } else { other(own, random) };
    Some(())
}

fn cost(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let j = random.place(instance.levels.len())?;
    let own = &mut instance.levels[j].cost;
    *own = other(own, random);
    Some(())
}

fn limit(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let j = random.place(instance.levels.len())?;
    let own = &mut instance.levels[j].mass;
    *own = if own.is_some() { None } else { Some(factor(random)) };
    Some(())
}

/// A constraint, from 0.
fn side<'a>(instance: &'a mut Instance, random: &mut Random) -> Option<&'a mut Side> {
    let s = random.place(instance.sides.len())?;
    instance.sides.get_mut(s)
}

fn side_bound(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let side = side(instance, random)?;
    side.bound = other(&side.bound, random);
    Some(())
}

fn turned(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let side = side(instance, random)?;
    side.is_least = !side.is_least;
    Some(())
}

fn kind(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let level = random.one(&instance.levels)?.level.clone();
    let side = side(instance, random)?;
    side.what = match random.below(4) {
        0 => What::Revenue,
        1 => What::Utility,
        2 => What::Quality,
        _ => What::Served(level),
    };
    Some(())
}

fn side_group(instance: &mut Instance, _: &mut Certificate, random: &mut Random) -> Option<()> {
    let label = random.one(&instance.groups)?.label.clone();
    let side = side(instance, random)?;
    match side.groups.iter().position(|known| *known == label) {
        Some(place) if !random.once_in(10) => drop(side.groups.remove(place)),
        _ => side.groups.push(label),
    }
    Some(())
}

/// With its multiplier, which is often zero.
fn added(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    if let Some(s) = random.place(instance.sides.len())
        && random.once_in(2)
    {
        instance.sides.remove(s);
        certificate.sides.remove(s);
        return Some(());
    }
    let level = random.one(&instance.levels)?.level.clone();
    let what = match random.below(3) {
        0 => What::Revenue,
        1 => What::Quality,
        _ => What::Served(level),
    };
    let groups = vec![random.one(&instance.groups)?.label.clone()];
    let (is_least, bound) = (random.once_in(2), factor(random));
    instance.sides.push(Side { what, groups, is_least, bound });
    let price = if random.once_in(2) { BigRational::zero() } else { step(random) };
    certificate.sides.push(price);
    Some(())
}

fn side_price(_: &mut Instance, certificate: &mut Certificate, random: &mut Random) -> Option<()> {
    let s = random.place(certificate.sides.len())?;
    certificate.sides[s] = other(&certificate.sides[s], random);
    Some(())
}

fn side_prices_scaled(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let factor = factor(random);
    certificate.sides.iter_mut().for_each(|price| *price *= &factor);
    Some(())
}

fn side_prices_swapped(
    _: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (a, b) = random.two_places(certificate.sides.len())?;
    certificate.sides.swap(a, b);
    Some(())
}

/// A mechanism is claimed to be none. Its multipliers stay.
fn claim_turned(_: &mut Instance, certificate: &mut Certificate, _: &mut Random) -> Option<()> {
    certificate.value.take()?;
    certificate.groups.iter_mut().for_each(|block| block.items.clear());
    Some(())
}

/// The bound is linear in the bound of a constraint.
fn bound_of_side(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    // Of a claim that nothing is feasible: just above or below 0.
    let tiny = BigRational::new(BigInt::from(random.between(-1, 1)), BigInt::from(1000));
    let wanted = certificate.value.clone().unwrap_or(tiny);
    let missing = wanted - bound(instance, certificate);
    let s = random.place(certificate.sides.len())?;
    let eta = &certificate.sides[s];
    if eta.is_zero() {
        return Some(());
    }
    let sign = if instance.sides[s].is_least { -BigRational::one() } else { BigRational::one() };
    instance.sides[s].bound += missing / (eta * sign);
    Some(())
}
