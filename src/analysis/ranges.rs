//! How far a cost or a bound can move while one basis stays optimal.

use ironproof_answer::BasisStatus;
use ironproof_linear::Lp;
use ironproof_number::rational::Rational;
use ironproof_proof::Tableau;

use crate::TimeOver;
use crate::variable::{Side, bounds};

/// Numbers from one to another; `None` where there is no end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The least of them.
    pub lower: Option<Rational>,
    /// The greatest of them.
    pub upper: Option<Rational>,
}

impl Range {
    /// Only numbers of at least this.
    fn at_least(&mut self, limit: Rational) {
        self.lower = Some(self.lower.take().map_or(limit.clone(), |own| own.max(limit)));
    }

    /// Only numbers of at most this.
    fn at_most(&mut self, limit: Rational) {
        self.upper = Some(self.upper.take().map_or(limit.clone(), |own| own.min(limit)));
    }

    /// `number + rate t` for the t of the range is at least zero.
    fn keep_positive(&mut self, number: &Rational, rate: &Rational) {
        let limit = -number / rate;
        if Rational::ZERO < *rate { self.at_least(limit) } else { self.at_most(limit) }
    }

    fn shifted(self, by: &Rational) -> Self {
        Self { lower: self.lower.map(|x| x + by), upper: self.upper.map(|x| x + by) }
    }

    /// The range of the opposite numbers.
    fn negated(self) -> Self {
        Self { lower: self.upper.map(|x| -x), upper: self.lower.map(|x| -x) }
    }
}

fn is_fixed(lp: &Lp, variable: usize) -> bool {
    let (lower, upper) = bounds(lp, variable);
    lower.is_some() && lower == upper
}

/// The reduced cost `number + rate t` of a nonbasic variable keeps its sign.
fn keep_sign(
    range: &mut Range,
    lp: &Lp,
    tableau: &Tableau<'_>,
    (variable, rate): (usize, &Rational),
) {
    if is_fixed(lp, variable) {
        return;
    }
    let number = tableau.reduced_cost(variable);
    let status = tableau.status(variable);
    if status != BasisStatus::Upper {
        range.keep_positive(&number, rate);
    }
    if matches!(status, BasisStatus::Upper | BasisStatus::Zero) {
        range.keep_positive(&-number, &-rate);
    }
}

/// The costs of a column for which the basis stays optimal.
pub(super) fn cost_range(lp: &Lp, tableau: &Tableau<'_>, j: usize) -> Result<Range, TimeOver> {
    let mut range = Range::default();
    if tableau.status(j) == BasisStatus::Basic {
        for (variable, rate) in tableau.row(j).ok_or(TimeOver)? {
            keep_sign(&mut range, lp, tableau, (variable, &rate));
        }
    } else {
        keep_sign(&mut range, lp, tableau, (j, &Rational::ONE));
    }
    let range = if lp.maximize { range.negated() } else { range };
    Ok(range.shifted(&lp.columns[j].objective))
}

/// The bounds of a variable for which the basis stays optimal; `is_at` if the basis puts it there.
pub(super) fn side_range(
    lp: &Lp,
    tableau: &Tableau<'_>,
    variable: usize,
    side: Side,
    is_at: bool,
) -> Result<Range, TimeOver> {
    let value = tableau.value(variable);
    if !is_at {
        let mut range = Range::default();
        if side != Side::Upper {
            range.at_most(value.clone());
        }
        if side != Side::Lower {
            range.at_least(value);
        }
        return Ok(range);
    }
    let mut range = Range::default();
    let (lower, upper) = bounds(lp, variable);
    match (side, lower, upper) {
        (Side::Lower, _, Some(upper)) => range.at_most(upper - &value),
        (Side::Upper, Some(lower), _) => range.at_least(lower - &value),
        _ => {}
    }
    for (basic, rate) in tableau.column(variable).ok_or(TimeOver)? {
        let number = tableau.value(basic);
        let (lower, upper) = bounds(lp, basic);
        if let Some(lower) = lower {
            range.keep_positive(&(&number - lower), &rate);
        }
        if let Some(upper) = upper {
            range.keep_positive(&(upper - &number), &-&rate);
        }
    }
    Ok(range.shifted(&value))
}
