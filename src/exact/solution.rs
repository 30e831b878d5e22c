//! Somebody else's point, judged exactly: how far it is from each row and bound, and from the optimum.

use std::collections::HashMap;

use crate::lp::Lp;
use crate::rational::{Rational, parse};

/// What a point is worth.
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
    #[error("line {0}: expected a column and a number")]
    Line(usize),
    /// A column that the LP does not have.
    #[error("line {0}: unknown column `{1}`")]
    Unknown(usize, String),
    /// A column that was there before.
    #[error("line {0}: column `{1}` given twice")]
    Twice(usize, String),
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
}

/// Reads a solution file of HiGHS (its part `# Columns`), or lines of name and value.
pub fn read_solution(lp: &Lp, text: &str) -> Result<(Vec<Rational>, usize), SolutionError> {
    let index: HashMap<&str, usize> =
        lp.columns.iter().enumerate().map(|(j, column)| (column.name.as_str(), j)).collect();
    let mut point: Vec<Option<Rational>> = vec![None; lp.columns.len()];
    let has_parts = text.lines().any(|line| line.starts_with("# Columns"));
    let mut is_inside = !has_parts;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('#') {
            // A second such part would be the dual values.
            is_inside =
                !has_parts || (line.starts_with("# Columns") && point.iter().all(Option::is_none));
            continue;
        }
        if line.is_empty() || !is_inside {
            continue;
        }
        let (name, value) = line.rsplit_once([' ', '\t']).ok_or(SolutionError::Line(at + 1))?;
        let name = name.trim();
        let j = *index.get(name).ok_or_else(|| SolutionError::Unknown(at + 1, name.to_owned()))?;
        let value = parse(value).map_err(|_| SolutionError::Line(at + 1))?;
        if point[j].replace(value).is_some() {
            return Err(SolutionError::Twice(at + 1, name.to_owned()));
        }
    }
    let n_missing = point.iter().filter(|value| value.is_none()).count();
    Ok((point.into_iter().map(Option::unwrap_or_default).collect(), n_missing))
}

/// Judges a point, one value per column.
pub fn judge_point(lp: &Lp, point: &[Rational], n_missing: usize) -> Judged {
    let mut judged = Judged {
        objective: lp.offset.clone(),
        worst: None,
        worst_relative: None,
        n_broken: 0,
        n_missing,
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
