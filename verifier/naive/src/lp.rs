//! What does this claim prove about this linear program? The page `docs/models.md` as a program.
//!
//! ```text
//! min or max  constant + sum_j c_j x_j
//! s.t.        lower_i <= sum_j a_ij x_j <= upper_i     all rows i
//!             lower_j <= x_j <= upper_j                all columns j
//! ```
//!
//! Multipliers y of the rows make z_j = c_j - sum_i a_ij y_i, and then, with s_i the activity of
//! row i,
//!
//! ```text
//! sum_j c_j x_j  =  sum_i y_i s_i + sum_j z_j x_j                       for every x
//! ```
//!
//! The least that each term on the right can be between its bounds bounds the objective from below,
//! the most that it can be bounds it from above.

use std::fmt;

use num_rational::BigRational;
use num_traits::Zero;

use crate::basis;
use crate::claim::Claim;
use crate::refusal::{Refusal, Rules};
use crate::statement::{Column, Row, Sides, Statement};

/// What a claim was found to prove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The optimum.
    Optimal(BigRational),
    /// A lower and an upper bound of the optimum.
    Bounds(Option<BigRational>, Option<BigRational>),
    /// No point is feasible.
    Infeasible,
    /// The objective has no bound.
    Unbounded,
}

/// The fact, and whether it is one about the relaxation of a model with integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The fact.
    pub fact: Fact,
    /// Whether integers were left out.
    pub is_relaxation: bool,
}

/// `5`, `relaxation bounds 1 none`, `infeasible`, `unbounded`
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |side: &Option<BigRational>| match side {
            Some(bound) => bound.to_string(),
            None => "none".to_string(),
        };
        if self.is_relaxation {
            write!(f, "relaxation ")?;
        }
        match &self.fact {
            Fact::Optimal(value) => write!(f, "{value}"),
            Fact::Bounds(lower, upper) => write!(f, "bounds {} {}", side(lower), side(upper)),
            Fact::Infeasible => write!(f, "infeasible"),
            Fact::Unbounded => write!(f, "unbounded"),
        }
    }
}

/// What the claim proves about the statement.
pub fn check(statement: &str, claim: &str) -> Result<Finding, Refusal> {
    let statement = Statement::read(statement)?;
    let claim = Claim::read(claim, &statement)?;
    let mut rules = Rules::default();
    let fact = fact(&statement, claim, &mut rules);
    // What has no feasible point has none among the integers either.
    let is_relaxation = statement.has_integers() && fact != Fact::Infeasible;
    rules.prove(Finding { fact, is_relaxation })
}

/// The fact that is claimed, and the rules that it breaks.
fn fact(lp: &Statement, claim: Claim, rules: &mut Rules) -> Fact {
    match claim {
        Claim::Optimal { value, point, multipliers } => {
            attains(lp, &point.numbers(), &value, rules);
            proves(lp, &multipliers.numbers(), &value, rules);
            Fact::Optimal(value)
        }
        Claim::Basis { columns, rows } => {
            let Some((point, multipliers)) = basis::solution(lp, &columns, &rows) else {
                rules.require(false, "a basis");
                return Fact::Optimal(BigRational::zero());
            };
            let value = objective(lp, &point);
            attains(lp, &point, &value, rules);
            proves(lp, &multipliers, &value, rules);
            Fact::Optimal(value)
        }
        Claim::Bounds { lower, upper, point, multipliers } => {
            rules.require(lower.is_some() || upper.is_some(), "at least one bound");
            let (of_point, of_multipliers) =
                if lp.maximize { (&lower, &upper) } else { (&upper, &lower) };
            rules.require(of_point.is_some() == point.is_some(), "a point exactly for its bound");
            rules.require(
                of_multipliers.is_some() == multipliers.is_some(),
                "multipliers exactly for their bound",
            );
            if let (Some(value), Some(point)) = (of_point, point) {
                attains(lp, &point.numbers(), value, rules);
            }
            if let (Some(value), Some(multipliers)) = (of_multipliers, multipliers) {
                proves(lp, &multipliers.numbers(), value, rules);
            }
            Fact::Bounds(lower, upper)
        }
        Claim::Infeasible(multipliers) => {
            // Every feasible point would make 0 x at least this number, which is positive.
            let zero = vec![BigRational::zero(); lp.columns.len()];
            let least = extreme(lp, &zero, &multipliers.numbers(), false, rules);
            rules.require(BigRational::zero() < least, "least(y s) + least(z x) > 0");
            Fact::Infeasible
        }
        Claim::CrossedColumn(j) => {
            let is_crossed = lp.columns[j - 1].sides.are_crossed();
            rules.require(is_crossed, "the bounds of the column are crossed");
            Fact::Infeasible
        }
        Claim::CrossedRow(i) => {
            rules.require(lp.rows[i - 1].sides.are_crossed(), "the sides of the row are crossed");
            Fact::Infeasible
        }
        Claim::Unbounded { point, ray } => {
            feasible(lp, &point.numbers(), rules);
            recedes(lp, &ray.numbers(), rules);
            Fact::Unbounded
        }
    }
}

/// The point is feasible, and its objective is the value.
fn attains(lp: &Statement, point: &[BigRational], value: &BigRational, rules: &mut Rules) {
    feasible(lp, point, rules);
    rules.require(objective(lp, point) == *value, "objective of the point = value");
}

/// The multipliers prove that no objective is better than the value.
fn proves(lp: &Statement, multipliers: &[BigRational], value: &BigRational, rules: &mut Rules) {
    let bound = bound(lp, multipliers, rules);
    rules.require(bound == *value, "bound of the multipliers = value");
}

pub(crate) fn feasible(lp: &Statement, point: &[BigRational], rules: &mut Rules) {
    let is_above = |lower: &Option<BigRational>, value: &BigRational| {
        lower.as_ref().is_none_or(|lower| lower <= value)
    };
    let is_below = |upper: &Option<BigRational>, value: &BigRational| {
        upper.as_ref().is_none_or(|upper| value <= upper)
    };
    for (column, x) in lp.columns.iter().zip(point) {
        rules.require(is_above(&column.sides.lower, x), "point: lower bound of a column");
        rules.require(is_below(&column.sides.upper, x), "point: upper bound of a column");
    }
    for (i, row) in lp.rows.iter().enumerate() {
        let activity = activity(lp, i, point);
        rules.require(is_above(&row.sides.lower, &activity), "point: lower side of a row");
        rules.require(is_below(&row.sides.upper, &activity), "point: upper side of a row");
    }
}

/// A step along the ray can be repeated for ever without reaching a bound, and each improves the
/// objective.
pub(crate) fn recedes(lp: &Statement, ray: &[BigRational], rules: &mut Rules) {
    let zero = BigRational::zero();
    for (Column { sides, .. }, change) in lp.columns.iter().zip(ray) {
        rules.require(sides.lower.is_none() || zero <= *change, "ray: lower bound of a column");
        rules.require(sides.upper.is_none() || *change <= zero, "ray: upper bound of a column");
    }
    for (i, Row { sides, .. }) in lp.rows.iter().enumerate() {
        let change = activity(lp, i, ray);
        rules.require(sides.lower.is_none() || zero <= change, "ray: lower side of a row");
        rules.require(sides.upper.is_none() || change <= zero, "ray: upper side of a row");
    }
    // The constant does not change along the ray.
    let gain = objective(lp, ray) - &lp.constant;
    let improves = if lp.maximize { zero < gain } else { gain < zero };
    rules.require(improves, "ray: the objective improves");
}

/// constant + c x
pub(crate) fn objective(lp: &Statement, point: &[BigRational]) -> BigRational {
    let costs = lp.columns.iter().map(|column| &column.cost);
    &lp.constant + costs.zip(point).map(|(cost, x)| cost * x).sum::<BigRational>()
}

/// `sum_j a_ij x_j`
pub(crate) fn activity(lp: &Statement, i: usize, point: &[BigRational]) -> BigRational {
    lp.rows[i].coefficients.iter().zip(point).map(|(a, x)| a * x).sum()
}

/// What the multipliers prove about the objective: from below for minimize, from above for
/// maximize.
pub(crate) fn bound(lp: &Statement, multipliers: &[BigRational], rules: &mut Rules) -> BigRational {
    let costs: Vec<BigRational> = lp.columns.iter().map(|column| column.cost.clone()).collect();
    &lp.constant + extreme(lp, &costs, multipliers, lp.maximize, rules)
}

/// The least, or the most, that `sum_i y_i s_i + sum_j z_j x_j` can be between the bounds, z =
/// costs - A'y. A side that is absent is a broken rule, and counts as zero.
pub(crate) fn extreme(
    lp: &Statement,
    costs: &[BigRational],
    multipliers: &[BigRational],
    wants_most: bool,
    rules: &mut Rules,
) -> BigRational {
    let mut sum = BigRational::zero();
    for (row, y) in lp.rows.iter().zip(multipliers) {
        let side = used_side(y, &row.sides, wants_most);
        rules.require(y.is_zero() || side.is_some(), "multipliers: a side that a row needs");
        sum += side.map_or_else(BigRational::zero, |side| y * side);
    }
    for (j, column) in lp.columns.iter().enumerate() {
        let z = reduced_cost(lp, &costs[j], multipliers, j);
        let side = used_side(&z, &column.sides, wants_most);
        rules.require(z.is_zero() || side.is_some(), "multipliers: a bound that a column needs");
        sum += side.map_or_else(BigRational::zero, |side| z * side);
    }
    sum
}

/// `z_j = c_j - sum_i a_ij y_i`
pub(crate) fn reduced_cost(
    lp: &Statement,
    cost: &BigRational,
    multipliers: &[BigRational],
    j: usize,
) -> BigRational {
    let mut z = cost.clone();
    for (row, y) in lp.rows.iter().zip(multipliers) {
        z -= &row.coefficients[j] * y;
    }
    z
}

/// The side at which factor x is least, or most, for lower <= x <= upper.
fn used_side<'a>(
    factor: &BigRational,
    sides: &'a Sides,
    wants_most: bool,
) -> Option<&'a BigRational> {
    let is_at_lower = (BigRational::zero() < *factor) != wants_most;
    if is_at_lower { sides.lower.as_ref() } else { sides.upper.as_ref() }
}
