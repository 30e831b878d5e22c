//! The check of an LP certificate against the model, in integers.
//!
//! min (or max)  offset + c x   s.t.  lower_i <= a_i x <= upper_i,  lower_j <= x_j <= upper_j
//!
//! For multipliers y and z = c - A'y, any feasible x has  c x = sum_i y_i (a_i x) + sum_j z_j x_j, so
//!     least(y, z) = sum_i min y_i s_i + sum_j min z_j x_j     over the bounds
//! is a lower bound of c x; for max the same with signs changed.

use std::fmt;

use dashu_int::IBig;

use crate::fraction::{Fraction, over_one_unit};
use crate::lp_basis;
use crate::lp_certificate::{Proof, Vector};
use crate::mps::{Lp, Row, Sides};

/// What is proved about a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LpVerdict {
    /// The optimum.
    Optimal(Fraction),
    /// Every feasible point has an objective of at least the first, and some has at most the second; for
    /// max, some has at least the first, and every one at most the second. Either may be absent.
    Bounds(Option<Fraction>, Option<Fraction>),
    /// No point is feasible.
    Infeasible,
    /// The objective has no bound.
    Unbounded,
}

/// Why an LP certificate was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LpRejection {
    /// The line of (line, expected) is not in the grammar or does not fit the model.
    Malformed(usize, &'static str),
    /// The certificate was made for a file with other bytes.
    OtherFile,
    /// The certificate was made for a model with other numbers.
    OtherModel,
    /// The marked columns and rows are no basis, or one that the prime of this checker cannot solve.
    NoBasis,
    /// A stated bound has no vector that proves it, or the reverse.
    Unproved,
    /// The point violates a bound of the row.
    Row(String),
    /// The point violates a bound of the column.
    Column(String),
    /// The objective of the point is not the value.
    Objective(Fraction, Fraction),
    /// Point and multipliers prove the optimum, in (optimum, value), and it is not the value.
    Value(Fraction, Fraction),
    /// The bound of the multipliers is not the value.
    Bound(Fraction, Fraction),
    /// A multiplier or reduced cost needs a bound that is absent.
    Unbounded(String),
    /// The multipliers do not separate rows from columns.
    NotSeparated,
    /// The bounds are not crossed.
    NotCrossed(String),
    /// The direction runs into a bound.
    Stopped(String),
    /// The objective does not improve along the direction.
    NoGain,
}

impl fmt::Display for LpRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LpRejection::Malformed(line, expected) => {
                write!(f, "certificate:{line}: expected {expected}")
            }
            LpRejection::OtherFile => write!(f, "the certificate is for another file"),
            LpRejection::OtherModel => write!(f, "the certificate is for another model"),
            LpRejection::NoBasis => write!(f, "the marked columns and rows are no basis"),
            LpRejection::Unproved => {
                write!(f, "a bound without its vector, or a vector without bound")
            }
            LpRejection::Row(name) => write!(f, "violated: row {name}"),
            LpRejection::Column(name) => write!(f, "violated: column {name}"),
            LpRejection::Objective(objective, value) => {
                write!(f, "objective {objective} differs from value {value}")
            }
            LpRejection::Value(optimum, value) => {
                write!(f, "the optimum is {optimum}, not {value}")
            }
            LpRejection::Bound(bound, value) => {
                write!(f, "bound {bound} differs from value {value}")
            }
            LpRejection::Unbounded(name) => write!(f, "no bound of {name} on the side used"),
            LpRejection::NotSeparated => write!(f, "the multipliers prove no infeasibility"),
            LpRejection::NotCrossed(name) => write!(f, "the bounds of {name} are not crossed"),
            LpRejection::Stopped(name) => write!(f, "the ray runs into a bound of {name}"),
            LpRejection::NoGain => write!(f, "the objective does not improve along the ray"),
        }
    }
}

impl std::error::Error for LpRejection {}

/// What the proof proves about the model.
pub(crate) fn check(lp: &Lp, proof: Proof) -> Result<LpVerdict, LpRejection> {
    match proof {
        Proof::Optimal { value, point, multipliers } => {
            if let Err(mut rejection) = attained(lp, &point, &value) {
                if let LpRejection::Objective(objective, _) = &rejection
                    && proved(lp, &multipliers, objective).is_ok()
                {
                    rejection = LpRejection::Value(objective.clone(), value);
                }
                return Err(rejection);
            }
            proved(lp, &multipliers, &value)?;
            Ok(LpVerdict::Optimal(value))
        }
        Proof::Basis { columns, rows } => {
            let solution = lp_basis::solution(lp, &columns, &rows);
            let (point, multipliers) = solution.ok_or(LpRejection::NoBasis)?;
            let value = lp.offset.plus(&cost(lp, &point));
            attained(lp, &point, &value)?;
            proved(lp, &multipliers, &value)?;
            Ok(LpVerdict::Optimal(value))
        }
        Proof::Bounds { bounds, point, multipliers } => {
            let [lower, upper] = &bounds;
            let (outer, inner) = if lp.maximize { (upper, lower) } else { (lower, upper) };
            match (inner, &point) {
                (Some(value), Some(point)) => attained(lp, point, value)?,
                (None, None) => {}
                _ => return Err(LpRejection::Unproved),
            }
            match (outer, &multipliers) {
                (Some(value), Some(multipliers)) => proved(lp, multipliers, value)?,
                (None, None) => {}
                _ => return Err(LpRejection::Unproved),
            }
            let [lower, upper] = bounds;
            Ok(LpVerdict::Bounds(lower, upper))
        }
        Proof::Infeasible { multipliers } => {
            // With costs zero, a positive lower bound of 0 x is a contradiction.
            let least = least(lp, &multipliers.entries, &IBig::ZERO, &IBig::ONE)?;
            if least <= Fraction::ZERO {
                return Err(LpRejection::NotSeparated);
            }
            Ok(LpVerdict::Infeasible)
        }
        Proof::CrossedColumn(j) => match (&lp.columns[j].sides.lower, &lp.columns[j].sides.upper) {
            (Some(lower), Some(upper)) if upper < lower => Ok(LpVerdict::Infeasible),
            _ => Err(LpRejection::NotCrossed(lp.columns[j].name.clone())),
        },
        Proof::Unbounded { point, ray } => {
            feasible(lp, &point)?;
            recedes(lp, &ray)?;
            let gain = cost(lp, &ray);
            let improves = if lp.maximize { Fraction::ZERO < gain } else { gain < Fraction::ZERO };
            if improves { Ok(LpVerdict::Unbounded) } else { Err(LpRejection::NoGain) }
        }
    }
}

/// The point is feasible and its objective is the value.
fn attained(lp: &Lp, point: &Vector, value: &Fraction) -> Result<(), LpRejection> {
    feasible(lp, point)?;
    let objective = lp.offset.plus(&cost(lp, point));
    let is_same = objective == *value;
    if is_same { Ok(()) } else { Err(LpRejection::Objective(objective, value.clone())) }
}

/// The multipliers prove that no feasible point has a better objective than the value.
fn proved(lp: &Lp, multipliers: &Vector, value: &Fraction) -> Result<(), LpRejection> {
    let bound = lp.offset.plus(&bound(lp, multipliers)?);
    if bound == *value { Ok(()) } else { Err(LpRejection::Bound(bound, value.clone())) }
}

/// `sum of terms times entries`, and the unit of the sum.
fn dot(row: &Row, entries: &[IBig]) -> (IBig, IBig) {
    let coefficients: Vec<Fraction> = row.terms.iter().map(|(_, value)| value.clone()).collect();
    let (integers, _, unit) = over_one_unit(&coefficients, &[]);
    let mut sum = IBig::ZERO;
    for ((j, _), coefficient) in row.terms.iter().zip(&integers) {
        sum += coefficient * &entries[*j];
    }
    (sum, unit)
}

/// lower <= numerator / denominator <= upper
fn is_inside(sides: &Sides, numerator: &IBig, denominator: &IBig) -> bool {
    let side = |bound: &Fraction| (numerator * &bound.denominator, &bound.numerator * denominator);
    let reaches = |bound: &Fraction| {
        let (value, bound) = side(bound);
        bound <= value
    };
    let stays = |bound: &Fraction| {
        let (value, bound) = side(bound);
        value <= bound
    };
    sides.lower.as_ref().is_none_or(reaches) && sides.upper.as_ref().is_none_or(stays)
}

fn feasible(lp: &Lp, point: &Vector) -> Result<(), LpRejection> {
    for (column, entry) in lp.columns.iter().zip(&point.entries) {
        if !is_inside(&column.sides, entry, &point.denominator) {
            return Err(LpRejection::Column(column.name.clone()));
        }
    }
    for row in &lp.rows {
        let (sum, unit) = dot(row, &point.entries);
        if !is_inside(&row.sides, &sum, &(unit * &point.denominator)) {
            return Err(LpRejection::Row(row.name.clone()));
        }
    }
    Ok(())
}

/// No change points to a bound: 0 <= change where there is a lower one, change <= 0 where an upper.
fn recedes(lp: &Lp, ray: &Vector) -> Result<(), LpRejection> {
    let is_free = |sides: &Sides, change: &IBig| {
        (sides.lower.is_none() || IBig::ZERO <= *change)
            && (sides.upper.is_none() || *change <= IBig::ZERO)
    };
    for (column, change) in lp.columns.iter().zip(&ray.entries) {
        if !is_free(&column.sides, change) {
            return Err(LpRejection::Stopped(column.name.clone()));
        }
    }
    for row in &lp.rows {
        if !is_free(&row.sides, &dot(row, &ray.entries).0) {
            return Err(LpRejection::Stopped(row.name.clone()));
        }
    }
    Ok(())
}

/// c x
fn cost(lp: &Lp, x: &Vector) -> Fraction {
    let costs: Vec<Fraction> = lp.columns.iter().map(|column| column.cost.clone()).collect();
    let (integers, _, unit) = over_one_unit(&costs, &[]);
    let mut sum = IBig::ZERO;
    for (cost, entry) in integers.iter().zip(&x.entries) {
        sum += cost * entry;
    }
    Fraction::new(sum, unit * &x.denominator)
}

/// The bound of c x from below for min, from above for max: minus the least of minus c x.
fn bound(lp: &Lp, multipliers: &Vector) -> Result<Fraction, LpRejection> {
    if lp.maximize {
        let opposite: Vec<IBig> = multipliers.entries.iter().map(|y| -y).collect();
        let least = least(lp, &opposite, &IBig::NEG_ONE, &multipliers.denominator)?;
        Ok(Fraction::ZERO.minus(&least))
    } else {
        least(lp, &multipliers.entries, &IBig::ONE, &multipliers.denominator)
    }
}

/// least(y, z) for the multipliers y / denominator and z = factor c - A'y.
fn least(
    lp: &Lp,
    multipliers: &[IBig],
    factor: &IBig,
    denominator: &IBig,
) -> Result<Fraction, LpRejection> {
    // All numbers of a column over one unit; entries of the column as (row, coefficient).
    let mut entries: Vec<Vec<(usize, &Fraction)>> = vec![Vec::new(); lp.columns.len()];
    let mut rest = Sum::default();
    for (i, row) in lp.rows.iter().enumerate() {
        let y = &multipliers[i];
        if *y != IBig::ZERO {
            rest.add(y, &IBig::ONE, &row.sides, &row.name)?;
            for (j, coefficient) in &row.terms {
                entries[*j].push((i, coefficient));
            }
        }
    }
    for (column, entries) in lp.columns.iter().zip(&entries) {
        let mut numbers = vec![column.cost.clone()];
        numbers.extend(entries.iter().map(|(_, coefficient)| (*coefficient).clone()));
        let (integers, _, unit) = over_one_unit(&numbers, &[]);
        let mut reduced = &integers[0] * factor * denominator;
        for ((i, _), coefficient) in entries.iter().zip(&integers[1..]) {
            reduced -= coefficient * &multipliers[*i];
        }
        rest.add(&reduced, &unit, &column.sides, &column.name)?;
    }
    Ok(rest.total().times(&Fraction::new(IBig::ONE, denominator.clone())))
}

/// A sum by denominators, which nearly all terms share.
#[derive(Default)]
struct Sum {
    parts: Vec<(IBig, IBig)>,
}

impl Sum {
    /// Adds the least of `factor / unit * s` over the bounds of s.
    fn add(
        &mut self,
        factor: &IBig,
        unit: &IBig,
        sides: &Sides,
        name: &str,
    ) -> Result<(), LpRejection> {
        if *factor == IBig::ZERO {
            return Ok(());
        }
        let side = if IBig::ZERO < *factor { &sides.lower } else { &sides.upper };
        let bound = side.as_ref().ok_or_else(|| LpRejection::Unbounded(name.to_string()))?;
        let product = factor * &bound.numerator;
        let denominator = unit * &bound.denominator;
        match self.parts.iter_mut().find(|(known, _)| *known == denominator) {
            Some((_, sum)) => *sum += product,
            None => self.parts.push((denominator, product)),
        }
        Ok(())
    }

    fn total(self) -> Fraction {
        let parts = self.parts.into_iter().map(|(unit, sum)| Fraction::new(sum, unit));
        parts.fold(Fraction::ZERO, |total, part| total.plus(&part))
    }
}
