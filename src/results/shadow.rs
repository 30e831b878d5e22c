//! What more of each resource would be worth, and instances where nothing is feasible.

use ironproof_instance::finite::FiniteInstance;
use ironproof_ironing::wider::Prices;
use schemars::JsonSchema;
use serde::Serialize;

use crate::exact::{Certified, Exact, MaybeExact};

/// Whether there is an optimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// There is one.
    Optimal,
    /// No mechanism satisfies the side constraints.
    Infeasible,
}

/// The multipliers of the supply and of the side constraints.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ShadowPrices {
    /// One entry per quality level.
    pub levels: Vec<LevelPrice>,
    /// One entry per side constraint.
    pub constraints: Vec<SidePrice>,
}

/// What one more object of this level or a better one is worth, beyond one of the level below: welfare per object.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LevelPrice {
    /// The level.
    pub level: Exact,
    /// 0 where the supply is not used up, or has no limit.
    pub price: Exact,
}

/// What one unit less of what a side constraint asks for is worth.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SidePrice {
    /// Its name, or what it is about.
    pub name: String,
    /// 0 where the constraint does not bind.
    pub price: Exact,
}

impl ShadowPrices {
    /// Those of an instance.
    pub fn new(instance: &FiniteInstance, prices: &Prices) -> Self {
        let level = |(level, price): (&ironproof_instance::finite::QualityLevel, _)| LevelPrice {
            level: (&level.level).into(),
            price: Exact::from(price),
        };
        let side = |(side, price): (&ironproof_instance::finite::Side, _)| SidePrice {
            name: side.label(instance),
            price: Exact::from(price),
        };
        Self {
            levels: instance.quality.iter().zip(&prices.supply).map(level).collect(),
            constraints: instance.sides.iter().zip(&prices.sides).map(side).collect(),
        }
    }
}

/// An instance whose side constraints no mechanism satisfies.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Infeasible {
    /// The name of the instance.
    pub name: String,
    /// Always `infeasible`.
    pub status: Status,
    /// Always null.
    pub value: MaybeExact,
    /// Whether the independent checker accepted a certificate of this; false if it was not asked.
    pub certified: Certified,
    /// Multipliers with which the constraints contradict each other: with all values and costs 0, the bound that they
    /// prove is below 0.
    pub multipliers: ShadowPrices,
}
