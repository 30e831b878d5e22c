//! The groups and objects that a policy is about, whether the instance is finite or continuous.

use ironproof_curves::NoEnclosure;
use ironproof_instance::ContinuousInstance;
use ironproof_instance::finite::{FiniteInstance, Side, Wider};
use ironproof_number::rational::Rational;

use super::curve::Curve;
use super::objects::Objects;
use super::points::Points;
use super::population::Population;

/// An instance, ready for policies.
pub struct Setting<'a> {
    pub(crate) alpha: Rational,
    pub(crate) labels: Vec<String>,
    pub(crate) masses: Vec<Rational>,
    pub(crate) groups: Vec<Box<dyn Population + 'a>>,
    pub(crate) objects: Objects,
    /// Side constraints.
    pub(crate) sides: &'a [Side],
    /// What it is made of, which knows its optimum.
    pub(crate) source: Source<'a>,
}

/// An instance of either kind.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    Finite(&'a FiniteInstance),
    Continuous(&'a ContinuousInstance),
}

/// Why there are no policies of a continuous instance.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unsettled {
    /// A curve is known in floats only.
    #[error(transparent)]
    NoEnclosure(#[from] NoEnclosure),
    /// Costs that policies do not know.
    #[error(transparent)]
    Wider(#[from] Wider),
}

impl<'a> Setting<'a> {
    /// A finite instance: all is exact.
    pub fn finite(instance: &'a FiniteInstance) -> Self {
        Setting {
            alpha: instance.alpha.clone(),
            labels: instance.groups.iter().map(|group| group.label.clone()).collect(),
            masses: instance.groups.iter().map(|group| group.mass.clone()).collect(),
            groups: instance
                .groups
                .iter()
                .map(|group| Box::new(Points::new(group)) as Box<dyn Population>)
                .collect(),
            objects: Objects::of_finite(instance),
            sides: &instance.sides,
            source: Source::Finite(instance),
        }
    }

    /// A continuous instance: each number is enclosed.
    ///
    /// # Errors
    /// [`Unsettled`] if a curve is known in floats only, or if quality has costs or no limit and is no list of levels.
    pub fn continuous(instance: &'a ContinuousInstance) -> Result<Self, Unsettled> {
        let objects = Objects::of_quality(&instance.quality)?;
        if matches!(objects, Objects::Graded(_)) {
            instance.of_plain_objects()?;
        }
        let mut groups: Vec<Box<dyn Population>> = Vec::with_capacity(instance.groups.len());
        for group in &instance.groups {
            groups.push(Box::new(Curve::new(group, &instance.alpha)?));
        }
        Ok(Setting {
            alpha: instance.alpha.clone(),
            labels: instance.groups.iter().map(|group| group.label.clone()).collect(),
            masses: instance.groups.iter().map(|group| group.mass.clone()).collect(),
            groups,
            objects,
            sides: &instance.sides,
            source: Source::Continuous(instance),
        })
    }

    /// The labels of the groups.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The masses of the groups.
    pub fn masses(&self) -> &[Rational] {
        &self.masses
    }

    /// All prices between which the demand of any of these groups neither jumps nor has a kink, from 0.
    pub(crate) fn knots(&self, members: &[usize]) -> Vec<Rational> {
        let knots = members.iter().flat_map(|&g| self.groups[g].knots().iter().cloned());
        let mut knots: Vec<Rational> = knots.chain([Rational::ZERO]).collect();
        knots.sort();
        knots.dedup();
        knots
    }
}
