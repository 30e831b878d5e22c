//! What varies along a path in the continuum, and the instance at each value of it.

use ironproof_instance::ContinuousInstance;
use ironproof_instance::finite::Bound;
use ironproof_number::rational::Rational;

use super::stretch;
use super::stretch::NotExact;

/// What varies. All but alpha and bounds are factors: the file itself is at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// The weight on revenue.
    Alpha,
    /// A factor on the Pareto weights of the group with this index.
    Weight(usize),
    /// A factor on the mass of all objects.
    Supply,
    /// A factor on the mass of a group.
    Mass(usize),
    /// The number of the side constraint with this index.
    Bound(usize),
    /// A factor on the willingness to pay of a group, or of all. Everybody keeps the weight that they have.
    Wtp(Option<usize>),
}

/// A value that the parameter cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Outside {
    /// Below zero.
    #[error("expected 0 or more, not {0}")]
    Negative(Rational),
    /// Zero or below.
    #[error("expected more than 0, not {0}: it is a factor on a mass or on willingness to pay")]
    NotPositive(Rational),
}

impl Parameter {
    /// The value in the instance as it is.
    pub fn present(&self, instance: &ContinuousInstance) -> Rational {
        match self {
            Parameter::Alpha => instance.alpha.clone(),
            Parameter::Bound(s) => instance.sides[*s].bound.number().clone(),
            _ => Rational::ONE,
        }
    }

    /// Whether it may be zero.
    pub fn may_be_zero(&self) -> bool {
        matches!(self, Parameter::Alpha | Parameter::Weight(_) | Parameter::Bound(_))
    }

    /// Whether it can be `x`.
    ///
    /// # Errors
    /// [`Outside`] if not.
    pub fn check(&self, x: &Rational) -> Result<(), Outside> {
        match self.may_be_zero() {
            true if *x < Rational::ZERO => Err(Outside::Negative(x.clone())),
            false if *x <= Rational::ZERO => Err(Outside::NotPositive(x.clone())),
            _ => Ok(()),
        }
    }

    /// The instance at `x`, which [`Parameter::check`] accepts. A stated optimum is left out: it is that of the file.
    ///
    /// # Errors
    /// [`NotExact`] if willingness to pay times `x` is not known exactly.
    ///
    /// # Panics
    /// If the instance has no group or constraint of this index.
    pub fn at(
        &self,
        instance: &ContinuousInstance,
        x: &Rational,
    ) -> Result<ContinuousInstance, NotExact> {
        let mut at = instance.clone();
        at.optimum = None;
        match self {
            Parameter::Alpha => at.alpha.clone_from(x),
            Parameter::Bound(s) => {
                let (Bound::AtLeast(number) | Bound::AtMost(number)) = &mut at.sides[*s].bound;
                number.clone_from(x);
            }
            Parameter::Weight(g) => stretch::weights(&mut at.groups[*g], x),
            Parameter::Supply => at.quality.mass = &at.quality.mass * x,
            Parameter::Mass(g) => at.groups[*g].mass = &at.groups[*g].mass * x,
            Parameter::Wtp(Some(g)) => stretch::wtp(&mut at.groups[*g], x)?,
            Parameter::Wtp(None) => {
                for group in &mut at.groups {
                    stretch::wtp(group, x)?;
                }
            }
        }
        Ok(at)
    }
}
