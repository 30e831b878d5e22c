//! Which mutations there are of a mechanism with its certificate, and how they combine.

use crate::certificate::{Block, Certificate, Multipliers};
use crate::instance::Instance;
use crate::mutate::{
    Change, MechanismMutation, economy, mechanism_repair, menu, multipliers, units, wider,
};
use crate::random::Random;

/// Changes both at random.
pub fn mutate(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Change {
    if random.once_in(12) {
        let mutation = apply(units::HONEST, instance, certificate, random);
        return Change { mutation, repair: "none", is_honest: true };
    }
    let mut all = [menu::ALL, multipliers::ALL, economy::ALL, units::ALL].concat();
    let is_implied = |block: &Block| block.multipliers == Multipliers::Implied;
    let is_plain = certificate.groups.iter().any(is_implied);
    let is_wider = !instance.sides.is_empty() || !is_plain && random.once_in(4);
    if is_wider {
        all.extend_from_slice(wider::ALL);
    }
    let mut mutation = apply(&all, instance, certificate, random);
    if random.once_in(8) && is_well_formed(instance, certificate) {
        apply(&all, instance, certificate, random);
        mutation = "two mutations at once";
    }
    // A claim without a value can be repaired by a constraint alone.
    let is_repairable = certificate.value.is_some() || !certificate.sides.is_empty();
    let is_broken = !is_repairable || !is_well_formed(instance, certificate);
    let repair = if random.once_in(3) || is_broken {
        "none"
    } else {
        let repairs = [mechanism_repair::ALL, wider::REPAIRS].concat();
        apply(&repairs, instance, certificate, random)
    };
    Change { mutation, repair, is_honest: false }
}

/// Applies one that has something to change, and returns its name.
fn apply(
    all: &[(&'static str, MechanismMutation)],
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> &'static str {
    loop {
        let (name, mutation) = all[random.below(all.len())];
        if mutation(instance, certificate, random).is_some() {
            return name;
        }
    }
}

/// What the grammar of certificates refuses needs no repair: no checker looks further. An instance
/// that breaks a rule of its own is worth one, but what follows from pools and menus has a meaning in right instances only.
fn is_well_formed(instance: &Instance, certificate: &Certificate) -> bool {
    let is_tight = |block: &Block| !matches!(block.multipliers, Multipliers::Listed(_));
    Certificate::read(&certificate.write(), instance).is_ok()
        && (Instance::read(&instance.write()).is_ok() || !certificate.groups.iter().any(is_tight))
}
