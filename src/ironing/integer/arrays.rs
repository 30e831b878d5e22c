//! The plain arrays of an instance, if its numbers fit them.

use super::{Columns, Problem, Unfit};
use crate::data::{Units, has_cells};
use ironproof_instance::finite::FiniteInstance;
use ironproof_number::rational::Rational;
use ironproof_number::scale::to_short;
use ironproof_number::{IBig, UBig};

/// An instance as arrays of scaled integers.
#[derive(Clone, Debug)]
pub struct Arrays {
    groups: Vec<GroupArrays>,
    alpha: i64,
    wtp_unit: i64,
    weight_unit: i64,
    mass_unit: i64,
    levels: Vec<Rational>,
    supply: Vec<i64>,
}

#[derive(Clone, Debug)]
struct GroupArrays {
    wtp: Vec<i64>,
    prob: Vec<i64>,
    weight: Vec<i64>,
    mass_per_prob: i64,
}

impl Arrays {
    /// Scales an instance whose types are points.
    ///
    /// # Errors
    /// [`Unfit`] if a type is a cell, or if the scaled numbers are too large.
    pub fn new(instance: &FiniteInstance) -> Result<Self, Unfit> {
        Self::scaled(instance, &Units::of(instance))
    }

    /// The same, with the units of the instance.
    pub(crate) fn scaled(instance: &FiniteInstance, units: &Units) -> Result<Self, Unfit> {
        if instance.groups.iter().any(has_cells) {
            return Err(Unfit::Cells);
        }
        let [wtp_unit, weight_unit, mass_unit] =
            [short(&units.wtp)?, short(&units.weight)?, short(&units.mass)?];
        let scaled = |value: &Rational, unit: i64| {
            to_short(value, unit.unsigned_abs()).ok_or(Unfit::TooLarge)
        };
        let mut groups = Vec::with_capacity(instance.groups.len());
        for (group, prob_unit) in instance.groups.iter().zip(&units.prob) {
            let mass_per_prob = &group.mass / Rational::from(IBig::from(prob_unit.clone()));
            let prob_unit = short(prob_unit)?;
            let mut arrays =
                GroupArrays::new(group.types.len(), scaled(&mass_per_prob, mass_unit)?);
            for ty in &group.types {
                arrays.wtp.push(scaled(ty.low(), wtp_unit)?);
                arrays.prob.push(scaled(&ty.prob, prob_unit)?);
                arrays.weight.push(scaled(&ty.weight, weight_unit)?);
            }
            groups.push(arrays);
        }
        let objects = instance.objects();
        let supply = objects.iter().map(|mass| scaled(mass, mass_unit));
        Ok(Self {
            groups,
            alpha: scaled(&instance.alpha, weight_unit)?,
            wtp_unit,
            weight_unit,
            mass_unit,
            supply: supply.collect::<Result<_, _>>()?,
            levels: instance.quality.iter().map(|level| level.level.clone()).collect(),
        })
    }

    /// The columns of each group, checked.
    ///
    /// # Errors
    /// [`Unfit`] as for [`Columns::new`].
    pub fn columns(&self) -> Result<Vec<Columns<'_>>, Unfit> {
        self.groups
            .iter()
            .map(|group| Columns::new(&group.wtp, &group.prob, &group.weight, group.mass_per_prob))
            .collect()
    }

    /// The problem over these columns.
    pub fn problem<'a>(&'a self, columns: &'a [Columns<'a>]) -> Problem<'a> {
        Problem {
            groups: columns,
            alpha: self.alpha,
            wtp_unit: self.wtp_unit,
            weight_unit: self.weight_unit,
            mass_unit: self.mass_unit,
            levels: &self.levels,
            supply: &self.supply,
        }
    }
}

impl GroupArrays {
    fn new(n_types: usize, mass_per_prob: i64) -> Self {
        let column = || Vec::with_capacity(n_types);
        Self { wtp: column(), prob: column(), weight: column(), mass_per_prob }
    }
}

fn short(unit: &UBig) -> Result<i64, Unfit> {
    i64::try_from(unit).map_err(|_| Unfit::TooLarge)
}
