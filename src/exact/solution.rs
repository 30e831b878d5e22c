//! Somebody else's answer, judged exactly: how far the point is from each row and bound, what the
//! multipliers prove, and the gap between the two.

use std::collections::HashMap;

use crate::exact::proof::Bounds;
use crate::exact::safe::safe_bounds;
use crate::lp::Lp;
use crate::rational::{Rational, parse};

/// An answer of any origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// One value per column.
    pub point: Vec<Rational>,
    /// Columns that the file does not name: they count as zero.
    pub n_missing: usize,
    /// One multiplier per row, if the file has any: the derivative of the optimum in the right-hand side.
    pub multipliers: Option<Vec<Rational>>,
}

/// What an answer is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Its objective.
    pub objective: Rational,
    /// The row or column bound that it breaks most, absolutely; none if it is exactly feasible.
    pub worst: Option<Broken>,
    /// The one that it breaks most relative to the bound.
    pub worst_relative: Option<Broken>,
    /// How many rows and columns it breaks.
    pub n_broken: usize,
    /// Columns that the file does not name: they count as zero.
    pub n_missing: usize,
    /// What point and multipliers prove, the latter repaired where their signs need it.
    pub bounds: Bounds,
    /// The LP is a maximization.
    maximize: bool,
    /// How much worse the objective of the point is than the bound that the multipliers prove, if they prove
    /// one; negative only for a point that is not feasible.
    pub gap: Option<Rational>,
}

/// A broken bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// `row NAME` or `column NAME`.
    pub place: String,
    /// By how much, absolutely or relative to max(1, |bound|).
    pub amount: Rational,
}

/// Why a file is not a point for the LP.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SolutionError {
    /// A line that cannot be read.
    #[error("line {0}: expected a name and a number")]
    Line(usize),
    /// A column or row that the LP does not have.
    #[error("line {0}: unknown {1} `{2}`")]
    Unknown(usize, &'static str, String),
    /// A column or row that was there before.
    #[error("line {0}: {1} `{2}` given twice")]
    Twice(usize, &'static str, String),
}

impl Judged {
    /// The larger of the absolute amounts, zero if nothing is broken.
    pub fn amount(&self) -> Rational {
        self.worst.as_ref().map_or(Rational::ZERO, |broken| broken.amount.clone())
    }

    /// The largest relative amount.
    pub fn relative_amount(&self) -> Rational {
        self.worst_relative.as_ref().map_or(Rational::ZERO, |broken| broken.amount.clone())
    }

    /// The bound on the optimum that the multipliers prove: from above for max, from below for min.
    pub fn dual_bound(&self) -> Option<&Rational> {
        if self.maximize { self.bounds.upper.as_ref() } else { self.bounds.lower.as_ref() }
    }
}

/// Which part of a solution file a line is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Point,
    Multipliers,
    /// Activities and reduced costs, which follow from the rest, and the basis.
    Other,
}

/// Reads a solution file of HiGHS (primal columns and dual rows), or lines of name and value.
pub fn read_solution(lp: &Lp, text: &str) -> Result<Solution, SolutionError> {
    fn index<'a>(names: impl Iterator<Item = &'a String>) -> HashMap<&'a str, usize> {
        names.enumerate().map(|(k, name)| (name.as_str(), k)).collect()
    }
    let columns = index(lp.columns.iter().map(|column| &column.name));
    let rows = index(lp.rows.iter().map(|row| &row.name));
    let mut point: Vec<Option<Rational>> = vec![None; lp.columns.len()];
    let mut multipliers: Vec<Option<Rational>> = vec![None; lp.rows.len()];
    let has_parts = text.lines().any(|line| line.starts_with("# Columns"));
    let mut part = if has_parts { Part::Other } else { Part::Point };
    let mut title = "# Primal";
    for (at, line) in text.lines().enumerate() {
        let (at, line) = (at + 1, line.trim());
        if line.starts_with('#') {
            if let Some(found) =
                ["# Primal", "# Dual", "# Basis"].into_iter().find(|title| line.starts_with(title))
            {
                title = found;
            }
            part = match title {
                _ if !has_parts => Part::Point,
                "# Primal" if line.starts_with("# Columns") => Part::Point,
                "# Dual" if line.starts_with("# Rows") => Part::Multipliers,
                _ => Part::Other,
            };
            continue;
        }
        if line.is_empty() || part == Part::Other {
            continue;
        }
        let (what, index, values) = match part {
            Part::Multipliers => ("row", &rows, &mut multipliers),
            _ => ("column", &columns, &mut point),
        };
        let (name, value) = line.rsplit_once([' ', '\t']).ok_or(SolutionError::Line(at))?;
        let name = name.trim();
        let k =
            *index.get(name).ok_or_else(|| SolutionError::Unknown(at, what, name.to_owned()))?;
        let value = parse(value).map_err(|_| SolutionError::Line(at))?;
        if values[k].replace(value).is_some() {
            return Err(SolutionError::Twice(at, what, name.to_owned()));
        }
    }
    let n_missing = point.iter().filter(|value| value.is_none()).count();
    let filled = |values: Vec<Option<Rational>>| {
        values.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>()
    };
    let has_multipliers = multipliers.iter().any(Option::is_some);
    let multipliers = has_multipliers.then(|| filled(multipliers));
    Ok(Solution { point: filled(point), n_missing, multipliers })
}

/// Judges an answer.
pub fn judge_solution(lp: &Lp, solution: &Solution) -> Judged {
    let point = &solution.point;
    let mut judged = Judged {
        objective: lp.offset.clone(),
        worst: None,
        worst_relative: None,
        n_broken: 0,
        n_missing: solution.n_missing,
        bounds: safe_bounds(lp, Some(point), solution.multipliers.as_deref()),
        maximize: lp.maximize,
        gap: None,
    };
    for (column, value) in lp.columns.iter().zip(point) {
        judged.objective += &column.objective * value;
        let place = || format!("column {}", column.name);
        judged.add(value, column.lower.as_ref(), column.upper.as_ref(), place);
    }
    for row in &lp.rows {
        let products = row.terms.iter().map(|(j, coefficient)| coefficient * &point[*j]);
        let activity = products.fold(Rational::ZERO, |sum, product| sum + product);
        let place = || format!("row {}", row.name);
        judged.add(&activity, row.lower.as_ref(), row.upper.as_ref(), place);
    }
    judged.gap = judged.dual_bound().map(|bound| {
        let gap = &judged.objective - bound;
        if lp.maximize { -gap } else { gap }
    });
    judged
}

impl Judged {
    fn add(
        &mut self,
        value: &Rational,
        lower: Option<&Rational>,
        upper: Option<&Rational>,
        place: impl Fn() -> String,
    ) {
        let below = lower.map(|bound| (bound - value, bound));
        let above = upper.map(|bound| (value - bound, bound));
        for (amount, bound) in below.into_iter().chain(above) {
            if amount <= Rational::ZERO {
                continue;
            }
            self.n_broken += 1;
            let size = if *bound < Rational::ZERO { -bound.clone() } else { bound.clone() };
            let relative = &amount / size.max(Rational::ONE);
            for (worst, amount) in [(&mut self.worst, amount), (&mut self.worst_relative, relative)]
            {
                if worst.as_ref().is_none_or(|worst| worst.amount < amount) {
                    *worst = Some(Broken { place: place(), amount });
                }
            }
        }
    }
}
