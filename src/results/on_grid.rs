//! What a result is about if a continuous instance was put on a grid.

use ironproof_instance::discretize::Method;
use ironproof_instance::load::Loaded;
use schemars::JsonSchema;
use serde::Serialize;

/// A grid in place of a continuous instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Grid {
    /// What a type of the grid is.
    pub method: GridMethod,
    /// How many types all groups have together.
    pub types: usize,
    /// How many quality levels there are.
    pub levels: usize,
    /// Whether the value is a lower bound on the optimum of the continuous instance, exactly.
    pub lower_bound: bool,
}

/// What a type of a grid is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GridMethod {
    /// An interval of willingness to pay with one contract.
    Cells,
    /// One willingness to pay that stands for an interval.
    Types,
}

impl Grid {
    /// The grid that an instance was put on, if it is continuous.
    pub fn of(loaded: &Loaded) -> Option<Self> {
        let continuous = loaded.continuous.as_ref()?;
        Some(Self {
            method: match continuous.method {
                Method::Cells => GridMethod::Cells,
                Method::Types => GridMethod::Types,
            },
            types: loaded.finite.n_types(),
            levels: loaded.finite.quality.len(),
            lower_bound: continuous.is_lower_bound,
        })
    }
}
