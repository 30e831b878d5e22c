//! The same mechanism in other units, and what comes of it if one part is forgotten.
//!
//! The model has four units: of money, of welfare, of people and of quality. If all numbers that
//! are measured in a unit are scaled, the certificate is as right as before.

use num_rational::BigRational;
use num_traits::One;

use crate::certificate::{Block, Certificate, Multipliers};
use crate::instance::Instance;
use crate::mechanism::listed;
use crate::mutate::MechanismMutation;
use crate::mutate::amount::factor;
use crate::mutate::menu;
use crate::random::Random;
use crate::side::What;

/// Changes that leave a proof, with what the table calls them.
pub const HONEST: &[(&str, MechanismMutation)] = &[
    ("honest: another unit", another_unit),
    ("honest: item split", item_split),
    ("honest: groups reordered", groups_reordered),
    ("honest: tight to listed", tight_to_listed),
];

/// Changes that look like them.
pub const ALL: &[(&str, MechanismMutation)] = &[
    ("another unit, one part forgotten", another_unit_but_one),
    ("another unit, one part forgotten", another_unit_but_one),
];

/// The parts of an instance and of a certificate that are measured in units.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Alpha,
    GroupMass,
    SupplyMass,
    Level,
    Wtp,
    Weight,
    WeightedWtp,
    Value,
    Price,
    Transfer,
    Multiplier,
    /// Of side rows: their bounds and multipliers.
    PaidBound,
    QualityBound,
    ServedBound,
    PaidPrice,
    QualityPrice,
    ServedPrice,
}

/// What is measured in money, welfare, people and quality.
const UNITS: &[&[Part]] = &[
    &[
        Part::Wtp,
        Part::WeightedWtp,
        Part::Value,
        Part::Price,
        Part::Transfer,
        Part::PaidBound,
        Part::QualityPrice,
        Part::ServedPrice,
    ],
    &[
        Part::Alpha,
        Part::Weight,
        Part::WeightedWtp,
        Part::Value,
        Part::Price,
        Part::Multiplier,
        Part::PaidPrice,
        Part::QualityPrice,
        Part::ServedPrice,
    ],
    &[
        Part::GroupMass,
        Part::SupplyMass,
        Part::Value,
        Part::Multiplier,
        Part::PaidBound,
        Part::QualityBound,
        Part::ServedBound,
    ],
    &[
        Part::Level,
        Part::Value,
        Part::Price,
        Part::Transfer,
        Part::PaidBound,
        Part::QualityBound,
        Part::ServedPrice,
    ],
];

fn scale(instance: &mut Instance, certificate: &mut Certificate, part: Part, by: &BigRational) {
    let types = instance.groups.iter_mut().flat_map(|group| &mut group.types);
    let items = certificate.groups.iter_mut().flat_map(|block| &mut block.items);
    match part {
        Part::Alpha => instance.alpha *= by,
        Part::GroupMass => instance.groups.iter_mut().for_each(|group| group.mass *= by),
        Part::SupplyMass => {
            instance
                .levels
                .iter_mut()
                .filter_map(|level| level.mass.as_mut())
                .for_each(|mass| *mass *= by);
        }
        Part::Level => {
            instance.levels.iter_mut().for_each(|level| level.level *= by);
            for side in &mut instance.sides {
                if let What::Served(level) = &mut side.what {
                    *level *= by;
                }
            }
        }
        Part::Wtp => types.for_each(|own| {
            own.low *= by;
            own.high *= by;
        }),
        Part::Weight => types.for_each(|own| own.weight *= by),
        Part::WeightedWtp => types.for_each(|own| {
            own.weighted_wtp *= by;
            own.external *= by;
        }),
        Part::Value => certificate.value.iter_mut().for_each(|value| *value *= by),
        Part::Price => {
            certificate.prices.iter_mut().for_each(|price| *price *= by);
            instance.levels.iter_mut().for_each(|level| level.cost *= by);
        }
        Part::Transfer => items.for_each(|item| item.transfer *= by),
        Part::Multiplier => {
            for block in &mut certificate.groups {
                // Tight ones follow from the instance, in its units.
                if let Multipliers::Listed(listed) = &mut block.multipliers {
                    listed.iter_mut().flatten().for_each(|number| *number *= by);
                }
            }
        }
        Part::PaidBound | Part::QualityBound | Part::ServedBound => {
            let sides = instance.sides.iter_mut().filter(|side| is_of(part, &side.what));
            sides.for_each(|side| side.bound *= by);
        }
        Part::PaidPrice | Part::QualityPrice | Part::ServedPrice => {
            let sides = instance.sides.iter().zip(&mut certificate.sides);
            let sides = sides.filter(|(side, _)| is_of(part, &side.what));
            sides.for_each(|(_, price)| *price *= by);
        }
    }
}

/// Whether the part is that of such a side row.
fn is_of(part: Part, what: &What) -> bool {
    let parts = match what {
        What::Revenue | What::Utility => [Part::PaidBound, Part::PaidPrice],
        What::Quality => [Part::QualityBound, Part::QualityPrice],
        What::Served(_) => [Part::ServedBound, Part::ServedPrice],
    };
    parts.contains(&part)
}

/// Levels stay in [0, 1].
fn unit_and_factor(random: &mut Random) -> (&'static [Part], BigRational) {
    let unit = UNITS[random.below(UNITS.len())];
    let factor = factor(random);
    let is_too_large = unit.contains(&Part::Level) && BigRational::one() < factor;
    (unit, if is_too_large { factor.recip() } else { factor })
}

fn another_unit(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (unit, factor) = unit_and_factor(random);
    for part in unit {
        scale(instance, certificate, *part, &factor);
    }
    Some(())
}

fn another_unit_but_one(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (unit, factor) = unit_and_factor(random);
    let forgotten = random.one(unit)?;
    let others = unit.iter().filter(|part| *part != forgotten);
    others.for_each(|part| scale(instance, certificate, *part, &factor));
    Some(())
}

fn item_split(_: &mut Instance, certificate: &mut Certificate, random: &mut Random) -> Option<()> {
    // Implied multipliers are 0 between items.
    let is_implied = |block: &Block| block.multipliers == Multipliers::Implied;
    if certificate.groups.iter().any(is_implied) {
        return None;
    }
    menu::split(certificate, random).map(|_| ())
}

fn groups_reordered(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let (a, b) = random.two_places(instance.groups.len())?;
    instance.groups.swap(a, b);
    certificate.groups.swap(a, b);
    Some(())
}

fn tight_to_listed(
    instance: &mut Instance,
    certificate: &mut Certificate,
    random: &mut Random,
) -> Option<()> {
    let i = random.place(instance.groups.len())?;
    let Multipliers::Tight(_) = certificate.groups[i].multipliers else { return None };
    certificate.groups[i].multipliers = Multipliers::Listed(listed(instance, certificate, i));
    Some(())
}
