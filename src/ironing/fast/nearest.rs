//! The plain arrays of an instance in doubles.

use super::{Columns, Problem};
use crate::data::has_cells;
use ironproof_instance::finite::FiniteInstance;
use ironproof_number::rational::approx;

/// The nearest doubles of an instance whose types are points.
#[derive(Clone, Debug)]
pub struct Nearest {
    groups: Vec<GroupArrays>,
    alpha: f64,
    levels: Vec<f64>,
    supply: Vec<f64>,
}

#[derive(Clone, Debug)]
struct GroupArrays {
    mass: f64,
    wtp: Vec<f64>,
    prob: Vec<f64>,
    weight: Vec<f64>,
}

impl Nearest {
    /// Rounds an instance; `None` if a type is a cell or has an external value.
    pub fn new(instance: &FiniteInstance) -> Option<Self> {
        if instance.groups.iter().any(has_cells) {
            return None;
        }
        let groups = instance.groups.iter().map(|group| GroupArrays {
            mass: approx(&group.mass),
            wtp: group.types.iter().map(|ty| approx(ty.low())).collect(),
            prob: group.types.iter().map(|ty| approx(&ty.prob)).collect(),
            weight: group.types.iter().map(|ty| approx(&ty.weight)).collect(),
        });
        Some(Self {
            groups: groups.collect(),
            alpha: approx(&instance.alpha),
            levels: instance.quality.iter().map(|level| approx(&level.level)).collect(),
            supply: instance.objects().iter().map(approx).collect(),
        })
    }

    /// The columns of each group.
    pub fn columns(&self) -> Vec<Columns<'_>> {
        self.groups
            .iter()
            .map(|GroupArrays { mass, wtp, prob, weight }| Columns {
                mass: *mass,
                wtp,
                prob,
                weight,
            })
            .collect()
    }

    /// The problem over these columns.
    pub fn problem<'a>(&'a self, columns: &'a [Columns<'a>]) -> Problem<'a> {
        let (levels, supply) = (&self.levels, &self.supply);
        Problem { groups: columns, alpha: self.alpha, levels, supply }
    }
}
