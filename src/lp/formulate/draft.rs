//! An LP under construction: what the lottery module leaves for the money module.

use std::ops::Range;

use crate::formulate::legend::{Constraint, Legend, TypeAt, Variable};
use crate::formulate::{Formulation, Incentives};
use crate::{Column, Lp, Row};
use ironproof_instance::finite::{FiniteInstance, Group, QualityLevel};
use ironproof_number::rational::Rational;

/// The LP and the column indices that formulas need.
pub(super) struct Draft<'a> {
    pub(super) instance: &'a FiniteInstance,
    pub(super) lp: Lp,
    /// What its columns and rows are.
    pub(super) legend: Legend,
    /// `q_M`.
    pub(super) top_level: Rational,
    /// `w_k = mu_i f_k`, per group.
    pub(super) masses: Vec<Vec<Rational>>,
    /// The columns `Q_k`, per group.
    pub(super) quality: Vec<Vec<usize>>,
    /// The first column of the lottery of each type, per group.
    pub(super) lottery: Vec<Vec<usize>>,
    /// The first column `T_k` or `U_k` of each group.
    pub(super) money: Vec<usize>,
    /// The incentive rows between neighbours.
    pub(super) adjacent: Vec<usize>,
    /// The incentive rows of each type.
    pub(super) families: Vec<Range<usize>>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        instance: &'a FiniteInstance,
        formulation: Formulation,
        incentives: Incentives,
    ) -> Self {
        let name = format!("{}-{}-{}", instance.name, formulation.name(), incentives.name());
        let masses_of =
            |group: &Group| group.types.iter().map(|ty| &group.mass * &ty.prob).collect();
        let mut draft = Self {
            instance,
            lp: Lp::new(&name, true),
            legend: Legend::default(),
            top_level: instance.quality.last().map_or(Rational::ZERO, |level| level.level.clone()),
            masses: instance.groups.iter().map(masses_of).collect(),
            quality: Vec::new(),
            lottery: vec![Vec::new(); instance.groups.len()],
            money: Vec::new(),
            adjacent: Vec::new(),
            families: Vec::new(),
        };
        draft.add_quality();
        draft
    }

    /// The columns `0 <= Q_k`, with `Q_k <= q_M` implied by each lottery module.
    fn add_quality(&mut self) {
        for (g, group) in self.instance.groups.iter().enumerate() {
            let mut columns = Vec::with_capacity(group.types.len());
            for k in 0..group.types.len() {
                let (variable, bound) =
                    (Variable::Quality(TypeAt { group: g, k }), &self.top_level);
                columns.push(self.add_column(variable, Rational::ZERO, bound.clone()));
            }
            self.quality.push(columns);
        }
    }

    /// Adds the column `0 <= variable`, with an upper bound that follows from the rows, and returns its index.
    pub(super) fn add_column(
        &mut self,
        variable: Variable,
        objective: Rational,
        implied_upper: Rational,
    ) -> usize {
        self.legend.columns.push(variable);
        self.lp.add_column(Column::non_negative(variable.to_string(), objective, implied_upper))
    }

    /// Adds the row `sum of terms <= upper` and returns its index.
    pub(super) fn add_at_most(
        &mut self,
        constraint: Constraint,
        terms: impl IntoIterator<Item = (usize, Rational)>,
        upper: Rational,
    ) -> usize {
        let (name, class) = (constraint.to_string(), constraint.class().label());
        self.add_row(constraint, Row::at_most(name, class, terms, upper))
    }

    /// Adds a row and returns its index.
    pub(super) fn add_row(&mut self, constraint: Constraint, row: Row) -> usize {
        self.legend.rows.push(constraint);
        self.lp.add_row(row)
    }

    /// Adds the row `sum of terms = value` and returns its index.
    pub(super) fn add_equal(
        &mut self,
        constraint: Constraint,
        terms: impl IntoIterator<Item = (usize, Rational)>,
        value: Rational,
    ) -> usize {
        let (name, class) = (constraint.to_string(), constraint.class().label());
        self.add_row(constraint, Row::equal(name, class, terms, value))
    }

    /// `cost_j - cost_{j-1}` for `j = 1..M`.
    pub(super) fn cost_steps(&self) -> Vec<Rational> {
        let mut below = &Rational::ZERO;
        let step =
            |level: &'a QualityLevel| &level.cost - std::mem::replace(&mut below, &level.cost);
        self.instance.quality.iter().map(step).collect()
    }

    /// `q_j - q_{j-1}` for `j = 1..M`.
    pub(super) fn level_steps(&self) -> Vec<Rational> {
        let mut below = Rational::ZERO;
        let mut steps = Vec::with_capacity(self.instance.quality.len());
        for level in &self.instance.quality {
            steps.push(&level.level - &below);
            below.clone_from(&level.level);
        }
        steps
    }

    /// `S_j` for `j = 1..M`, where that level and all above it are limited.
    pub(super) fn limits(&self) -> Vec<Option<Rational>> {
        let levels = &self.instance.quality;
        let first = levels.iter().rposition(|level| level.mass.is_none()).map_or(0, |j| j + 1);
        let supply = self.instance.supply().into_iter().enumerate();
        supply.map(|(j, supply)| (first <= j).then_some(supply)).collect()
    }
}
