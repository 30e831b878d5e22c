//! A finite instance as a linear program, in four formulations with one optimum.
//!
//! | formulation | lottery of type k | money |
//! |---|---|---|
//! | `gamma` | `Gamma_kj`, chance of quality at most `q_j` (the variables of [ADK24]) | `T_k` |
//! | `mass` | `x_kj`, chance of quality exactly `q_j` | `T_k` |
//! | `utility` | `Gamma_kj` | `U_k = low_k Q_k - T_k` |
//! | `reduced` | none: `Q_k` is majorised (one group only) | `T_k` |
//!
//! Each keeps the expected quality `Q_k` as a column of its own, so that an incentive row has at
//! most four nonzeros. A formulation is one lottery module (`Q` against the supply) and one money
//! module (`Q` against the payments); `docs/model.md` has the rows and their signs.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! use ironproof_linear::formulate::{Formulation, Incentives, formulate};
//! use ironproof_linear::to_exact_mps;
//!
//! let instance = ironproof_instance::finite::read(TWO_TYPES)?;
//! let lp = formulate(&instance, Formulation::Gamma, Incentives::All)?;
//! // For each type: the chance of no object, the expected quality and the payment.
//! assert_eq!(lp.columns.len(), 6);
//! let file = to_exact_mps(&lp)?;
//! assert!(file.ends_with("ENDATA\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # References
//!
//! - [ADK24] M. Akbarpour, P. Dworczak, S. D. Kominers, Redistributive Allocation Mechanisms, 2024.

mod class;
mod legend;
mod draft;
mod gamma;
mod incentives;
mod mass;
mod reduced;
mod side;
mod transfer;
mod utility;

#[cfg(test)]
mod tests;

pub use self::class::RowClass;
use self::draft::Draft;
pub use self::legend::{Constraint, End, Legend, TypeAt, Variable};
use crate::{Lp, Staged};
use ironproof_instance::finite::{FiniteInstance, Side, What};

/// The variables that the LP is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Formulation {
    /// Cumulative lotteries and transfers.
    Gamma,
    /// Lottery probabilities and transfers.
    Mass,
    /// Cumulative lotteries and utilities.
    Utility,
    /// Expected qualities and transfers; one group only.
    Reduced,
}

/// The pairs of types that get an incentive row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Incentives {
    /// All ordered pairs of a group, as the model says.
    All,
    /// Neighbours only: the same optimum by single crossing.
    Adjacent,
}

/// Why an instance has no LP in the wanted formulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormulateError {
    /// The reduced form exists for one group.
    #[error("the reduced formulation needs exactly one group, this instance has {n_groups}")]
    SeveralGroups {
        /// The number of groups.
        n_groups: usize,
    },
    /// The reduced form has no levels.
    #[error(
        "the reduced formulation has no levels: it takes neither costs nor constraints on `served`; the other \
         formulations do"
    )]
    Levels,
}

impl Formulation {
    /// All formulations.
    pub const ALL: [Self; 4] = [Self::Gamma, Self::Mass, Self::Utility, Self::Reduced];

    /// The name used in tables and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gamma => "gamma",
            Self::Mass => "mass",
            Self::Utility => "utility",
            Self::Reduced => "reduced",
        }
    }

    /// The formulation called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|formulation| formulation.name() == name)
    }

    /// Whether the instance has an LP in it.
    ///
    /// # Errors
    /// [`FormulateError`] says why not.
    pub fn takes(self, instance: &FiniteInstance) -> Result<(), FormulateError> {
        let n_groups = instance.groups.len();
        if self == Self::Reduced && n_groups != 1 {
            return Err(FormulateError::SeveralGroups { n_groups });
        }
        if self == Self::Reduced && has_levels(instance) {
            return Err(FormulateError::Levels);
        }
        Ok(())
    }
}

impl Incentives {
    /// Both sets of pairs.
    pub const ALL: [Self; 2] = [Self::All, Self::Adjacent];

    /// The name used in tables and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Adjacent => "adjacent",
        }
    }

    /// The set of pairs called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|incentives| incentives.name() == name)
    }
}

/// The LP of `instance`.
///
/// # Errors
/// [`FormulateError`] if the reduced formulation is wanted and there are several groups, or levels matter.
pub fn formulate(
    instance: &FiniteInstance,
    formulation: Formulation,
    incentives: Incentives,
) -> Result<Lp, FormulateError> {
    Ok(draft(instance, formulation, incentives)?.lp)
}

/// An LP, and what its columns and rows stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Formulated {
    /// The LP.
    pub lp: Lp,
    /// One entry for each of its columns and rows.
    pub legend: Legend,
}

/// The LP of `instance` as [`formulate`] makes it, and what its columns and rows stand for.
///
/// # Errors
/// [`FormulateError`] as for [`formulate`].
pub fn with_legend(
    instance: &FiniteInstance,
    formulation: Formulation,
    incentives: Incentives,
) -> Result<Formulated, FormulateError> {
    let Draft { lp, legend, .. } = draft(instance, formulation, incentives)?;
    Ok(Formulated { lp, legend })
}

/// The LP of `instance` with all incentive rows, of which the adjacent ones are there from the start.
///
/// # Errors
/// [`FormulateError`] if the reduced formulation is wanted and there are several groups, or levels matter.
pub fn staged(
    instance: &FiniteInstance,
    formulation: Formulation,
) -> Result<Staged, FormulateError> {
    let Draft { lp, adjacent, families, .. } = draft(instance, formulation, Incentives::All)?;
    let mut core = vec![true; lp.rows.len()];
    for family in &families {
        core[family.clone()].fill(false);
    }
    for row in adjacent {
        core[row] = true;
    }
    Ok(Staged { lp, core, families })
}

fn draft(
    instance: &FiniteInstance,
    formulation: Formulation,
    incentives: Incentives,
) -> Result<Draft<'_>, FormulateError> {
    formulation.takes(instance)?;
    let mut draft = Draft::new(instance, formulation, incentives);
    match formulation {
        Formulation::Gamma | Formulation::Utility => gamma::add(&mut draft),
        Formulation::Mass => mass::add(&mut draft),
        Formulation::Reduced => reduced::add(&mut draft),
    }
    match formulation {
        Formulation::Utility => utility::add(&mut draft, incentives),
        _ => transfer::add(&mut draft, incentives),
    }
    side::add(&mut draft, formulation);
    Ok(draft)
}

/// Whether it matters who gets which level, beyond the quality that each expects.
fn has_levels(instance: &FiniteInstance) -> bool {
    let is_served = |side: &Side| matches!(side.what, What::Served(_));
    instance.quality.iter().any(|level| !level.cost.is_zero())
        || instance.sides.iter().any(is_served)
}
