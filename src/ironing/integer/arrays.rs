//! The plain arrays of an instance, if its numbers fit them.

use super::{Columns, Problem, Unfit};
use crate::data::{Data, Exact};
use ironproof_instance::finite::FiniteInstance;
use ironproof_number::rational::Rational;

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
        match Exact::new(instance) {
            Exact::Word(data) => Self::narrowed(data),
            Exact::Big(_) => Err(Unfit::TooLarge),
        }
    }

    fn narrowed(data: Data<i128>) -> Result<Self, Unfit> {
        let group = |group: &crate::GroupData<i128>| {
            if group.cells.is_some() {
                return Err(Unfit::Cells);
            }
            Ok(GroupArrays {
                wtp: column(&group.low)?,
                prob: column(&group.prob)?,
                weight: column(&group.weight)?,
                mass_per_prob: word(group.mass_per_prob)?,
            })
        };
        Ok(Self {
            groups: data.groups.iter().map(group).collect::<Result<_, _>>()?,
            alpha: word(data.alpha)?,
            wtp_unit: word(data.wtp_unit)?,
            weight_unit: word(data.weight_unit)?,
            mass_unit: word(data.mass_unit)?,
            supply: column(&data.supply)?,
            levels: data.levels,
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

fn word(value: i128) -> Result<i64, Unfit> {
    i64::try_from(value).map_err(|_| Unfit::TooLarge)
}

fn column(values: &[i128]) -> Result<Vec<i64>, Unfit> {
    values.iter().map(|&value| word(value)).collect()
}
