//! After a mutation, one more number is changed so that an equation holds again.
//!
//! A certificate with a wrong number usually breaks the objective or the bound, and any checker
//! notices. Only what also keeps the equations shows whether the inequalities are checked.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::certificate::Certificate;
use crate::instance::Instance;
use crate::mechanism::{bound, objective};
use crate::mutate::MechanismMutation;
use crate::mutate::menu::{item, masses};
use crate::random::Random;

/// All of them, with what the table calls them.
pub const ALL: &[(&str, MechanismMutation)] = &[
    ("value = objective", value_is_objective),
    ("value = bound", value_is_bound),
    ("payment so that objective = value", payment),
    ("weighted wtp so that objective = value", weighted_wtp),
    ("price so that bound = value", price),
    ("supply so that bound = value", supply),
    ("value = objective, price so that bound = value", |instance, certificate, random| {
        value_is_objective(instance, certificate, random)?;
        price(instance, certificate, random)
    }),
    ("value = objective, supply so that bound = value", |instance, certificate, random| {
        value_is_objective(instance, certificate, random)?;
        supply(instance, certificate, random)
    }),
    ("value = bound, payment so that objective = value", |instance, certificate, random| {
        value_is_bound(instance, certificate, random)?;
        payment(instance, certificate, random)
    }),
    ("payment and price so that both = value", |instance, certificate, random| {
        payment(instance, certificate, random)?;
        price(instance, certificate, random)
    }),
    ("payment and supply so that both = value", |instance, certificate, random| {
        payment(instance, certificate, random)?;
        supply(instance, certificate, random)
    }),
];

fn value_is_objective(
    instance: &mut Instance,
    certificate: &mut Certificate,
    _: &mut Random,
) -> Option<()> {
    certificate.value.as_ref()?;
    certificate.value = Some(objective(instance, certificate));
    Some(())
}

fn value_is_bound(
    instance: &mut Instance,
    certificate: &mut Certificate,
    _: &mut Random,
) -> Option<()> {
    certificate.value.as_ref()?;
    certificate.value = Some(bound(instance, certificate));
    Some(())
}

/// The objective is linear in a payment.
fn payment(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let missing = certificate.value.as_ref()? - objective(instance, certificate);
    let (i, a) = item(certificate, random)?;
    let (_, gain) = masses(instance, i, &certificate.groups[i].items[a]);
    if !gain.is_zero() {
        certificate.groups[i].items[a].transfer += missing / gain;
    }
    Some(())
}

/// The objective is linear in the `nu_k` of a cell: `w_k Q_k` per unit.
fn weighted_wtp(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let value = certificate.value.clone()?;
    let before = objective(instance, certificate);
    let i = random.place(instance.groups.len())?;
    let k = random.place(instance.groups[i].types.len())?;
    instance.groups[i].types[k].weighted_wtp += BigRational::one();
    let per_unit = objective(instance, certificate) - &before;
    let own = &mut instance.groups[i].types[k].weighted_wtp;
    *own -= BigInt::one();
    if !per_unit.is_zero() {
        *own += (value - before) / per_unit;
    }
    Some(())
}

/// The bound is piecewise linear in a price: two steps of the secant method find a zero close by.
fn price(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let value = certificate.value.clone()?;
    let j = random.place(certificate.prices.len())?;
    let mut grain = BigRational::new(BigInt::one(), BigInt::from(1_000_000));
    for _ in 0..2 {
        let missing = &value - bound(instance, certificate);
        if missing.is_zero() {
            break;
        }
        certificate.prices[j] += &grain;
        let change = missing.clone() - (&value - bound(instance, certificate));
        certificate.prices[j] -= &grain;
        if !change.is_zero() {
            certificate.prices[j] += missing * &grain / change;
        }
        grain = -grain;
    }
    Some(())
}

/// The bound is linear in the supply of a level: `pi_1 + ... + pi_j` per unit.
fn supply(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let missing = certificate.value.as_ref()? - bound(instance, certificate);
    let j = random.place(certificate.prices.len())?;
    let price: BigRational = certificate.prices[..=j].iter().sum();
    let mass = instance.levels[j].mass.as_mut()?;
    if !price.is_zero() {
        *mass += missing / price;
    }
    Some(())
}
