//! What an instance asks beyond the plain model: constraints, costs, and what objects are worth to others.

use ironproof_instance::finite::{FiniteInstance, Side, What};
use ironproof_number::rational::Rational;
use schemars::JsonSchema;
use serde::Serialize;

use crate::continuum::BoundSide;
use crate::exact::{Exact, MaybeExact};

/// What an instance asks beyond the plain model.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Asked {
    /// Whether objects are worth something to others, too.
    pub external: bool,
    /// Whether objects cost something.
    pub cost: bool,
    /// The side constraints.
    pub constraints: Vec<ConstraintAsked>,
}

/// A side constraint, as it is given.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ConstraintAsked {
    /// Its name, or what it is about.
    pub name: String,
    /// `revenue`, `utility`, `quality` or `served`.
    pub what: &'static str,
    /// The labels of the groups that are summed.
    pub groups: Vec<String>,
    /// Of `served`: the quality that counts, and better ones.
    pub level: MaybeExact,
    /// Whether the sum must be the bound or more, or the bound or less.
    pub side: BoundSide,
    /// What the sum must not pass.
    pub bound: Exact,
}

impl Asked {
    /// What a finite instance asks.
    pub(crate) fn new(instance: &FiniteInstance) -> Self {
        let types = || instance.groups.iter().flat_map(|group| &group.types);
        Self {
            external: types().any(|ty| ty.external != Rational::ZERO),
            cost: instance.quality.iter().any(|level| level.cost != Rational::ZERO),
            constraints: instance.sides.iter().map(|side| constraint(side, instance)).collect(),
        }
    }
}

fn constraint(side: &Side, instance: &FiniteInstance) -> ConstraintAsked {
    let level = match side.what {
        What::Served(level) => Some(&instance.quality[level].level),
        _ => None,
    };
    let is_least = side.bound.is_least();
    ConstraintAsked {
        name: side.label(instance),
        what: side.what.word(),
        groups: side.groups.iter().map(|&g| instance.groups[g].label.clone()).collect(),
        level: level.into(),
        side: if is_least { BoundSide::AtLeast } else { BoundSide::AtMost },
        bound: side.bound.number().into(),
    }
}
