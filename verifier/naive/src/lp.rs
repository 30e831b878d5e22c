//! What does this claim prove about this linear program? The page `docs/models.md` as a program.
//!
//! ```text
//! min or max  constant + sum_j c_j x_j
//! s.t.        lower_i <= sum_j a_ij x_j <= upper_i     all rows i
//!             lower_j <= x_j <= upper_j                all columns j
//! ```
//!
//! Multipliers y of the rows make z_j = c_j - sum_i a_ij y_i, and then, with s_i the activity of row i,
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
use crate::refusal::{Refusal, require};
use crate::statement::{Sides, Statement};

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
    let fact = fact(&statement, Claim::read(claim, &statement)?)?;
    // What has no feasible point has none among the integers either.
    let is_relaxation = statement.has_integers() && fact != Fact::Infeasible;
    Ok(Finding { fact, is_relaxation })
}

fn fact(lp: &Statement, claim: Claim) -> Result<Fact, Refusal> {
    match claim {
        Claim::Optimal { value, point, multipliers } => {
            optimal(lp, value, &point.numbers(), &multipliers.numbers())
        }
        Claim::Basis { columns, rows } => {
            let solution = basis::solution(lp, &columns, &rows);
            let (point, multipliers) = solution.ok_or(Refusal::Violated("a basis"))?;
            optimal(lp, objective(lp, &point), &point, &multipliers)
        }
        Claim::Bounds { lower, upper, point, multipliers } => {
            require(lower.is_some() || upper.is_some(), "at least one bound")?;
            let (of_point, of_multipliers) =
                if lp.maximize { (&lower, &upper) } else { (&upper, &lower) };
            require(of_point.is_some() == point.is_some(), "a point exactly for its bound")?;
            let is_paired = of_multipliers.is_some() == multipliers.is_some();
            require(is_paired, "multipliers exactly for their bound")?;
            if let (Some(value), Some(point)) = (of_point, point) {
                feasible(lp, &point.numbers())?;
                require(objective(lp, &point.numbers()) == *value, "objective = bound")?;
            }
            if let (Some(value), Some(multipliers)) = (of_multipliers, multipliers) {
                require(
                    bound(lp, &multipliers.numbers())? == *value,
                    "bound of the multipliers = bound",
                )?;
            }
            Ok(Fact::Bounds(lower, upper))
        }
        Claim::Infeasible(multipliers) => {
            // Every feasible point would make 0 x at least this number, which is positive.
            let zero = vec![BigRational::zero(); lp.columns.len()];
            let least = extreme(lp, &zero, &multipliers.numbers(), false)?;
            require(BigRational::zero() < least, "least(y s) + least(z x) > 0")?;
            Ok(Fact::Infeasible)
        }
        Claim::CrossedColumn(j) => {
            require(lp.columns[j - 1].sides.are_crossed(), "bounds of the column are crossed")?;
            Ok(Fact::Infeasible)
        }
        Claim::CrossedRow(i) => {
            require(lp.rows[i - 1].sides.are_crossed(), "sides of the row are crossed")?;
            Ok(Fact::Infeasible)
        }
        Claim::Unbounded { point, ray } => {
            feasible(lp, &point.numbers())?;
            let ray = ray.numbers();
            for (j, column) in lp.columns.iter().enumerate() {
                require(is_free(&column.sides, &ray[j]), "the ray points to no bound of a column")?;
            }
            for i in 0..lp.rows.len() {
                let change = activity(lp, i, &ray);
                require(is_free(&lp.rows[i].sides, &change), "the ray points to no side of a row")?;
            }
            // The constant does not change along the ray.
            let gain = objective(lp, &ray) - &lp.constant;
            let gain = if lp.maximize { gain } else { -gain };
            require(BigRational::zero() < gain, "the objective improves along the ray")?;
            Ok(Fact::Unbounded)
        }
    }
}

fn optimal(
    lp: &Statement,
    value: BigRational,
    point: &[BigRational],
    multipliers: &[BigRational],
) -> Result<Fact, Refusal> {
    feasible(lp, point)?;
    require(objective(lp, point) == value, "objective = value")?;
    require(bound(lp, multipliers)? == value, "bound = value")?;
    Ok(Fact::Optimal(value))
}

pub(crate) fn feasible(lp: &Statement, point: &[BigRational]) -> Result<(), Refusal> {
    for (j, column) in lp.columns.iter().enumerate() {
        require(column.sides.hold(&point[j]), "bounds of a column")?;
    }
    for (i, row) in lp.rows.iter().enumerate() {
        require(row.sides.hold(&activity(lp, i, point)), "sides of a row")?;
    }
    Ok(())
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

/// A step in this direction can be repeated for ever without reaching a bound.
pub(crate) fn is_free(sides: &Sides, change: &BigRational) -> bool {
    let falls = *change < BigRational::zero();
    let rises = BigRational::zero() < *change;
    !(falls && sides.lower.is_some() || rises && sides.upper.is_some())
}

/// What the multipliers prove about the objective: from below for minimize, from above for maximize.
pub(crate) fn bound(lp: &Statement, multipliers: &[BigRational]) -> Result<BigRational, Refusal> {
    let costs: Vec<BigRational> = lp.columns.iter().map(|column| column.cost.clone()).collect();
    Ok(&lp.constant + extreme(lp, &costs, multipliers, lp.maximize)?)
}

/// The least, or the most, that `sum_i y_i s_i + sum_j z_j x_j` can be between the bounds, z = costs - A'y.
pub(crate) fn extreme(
    lp: &Statement,
    costs: &[BigRational],
    multipliers: &[BigRational],
    wants_most: bool,
) -> Result<BigRational, Refusal> {
    let mut sum = BigRational::zero();
    for (row, y) in lp.rows.iter().zip(multipliers) {
        sum += extreme_of_term(y, &row.sides, wants_most)?;
    }
    for (j, column) in lp.columns.iter().enumerate() {
        let mut z = costs[j].clone();
        for (row, y) in lp.rows.iter().zip(multipliers) {
            z -= &row.coefficients[j] * y;
        }
        sum += extreme_of_term(&z, &column.sides, wants_most)?;
    }
    Ok(sum)
}

/// The least, or the most, that factor x can be for lower <= x <= upper.
fn extreme_of_term(
    factor: &BigRational,
    sides: &Sides,
    wants_most: bool,
) -> Result<BigRational, Refusal> {
    if factor.is_zero() {
        return Ok(BigRational::zero());
    }
    let is_at_lower = (BigRational::zero() < *factor) != wants_most;
    let side = if is_at_lower { &sides.lower } else { &sides.upper };
    match side {
        Some(side) => Ok(factor * side),
        None => Err(Refusal::Violated("a bound on the side that the term needs")),
    }
}
