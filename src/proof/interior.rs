//! A guess of multipliers that are nearly optimal and keep a distance from every bound that is not forced on them.
//!
//! With z = c - A'y, a multiplier y_i or z_j of a row or column with one bound may have one sign only. Its slack
//! is its size if it has that sign. Some slacks are zero for all right multipliers, and no other has to be: in
//!
//! ```text
//!     max  sum min(1, slack)   s.t.  z = (1 + t) c - A'y,  the right signs,  0 <= t
//! ```
//!
//! they are at least one, since sums and multiples of solutions are solutions. Divided by 1 + t, y is what
//! [SW12] call an S-interior point, and tells which slacks are zero. It is the dual of an LP, here for lower bounds,
//! in which each variable with one bound is there twice:
//!
//! ```text
//!     min  c (u + v) - 1 u - 1 s   s.t.  A (u + v) - s >= 0,  c (u + v) <= 0,  0 <= u, s <= 1,  0 <= v
//! ```
//!
//! Such a point may be far from the optimum. So a second LP, the given one with costs that demand slacks of e
//! (for y + e and c - e), has multipliers near the optimum as its own; there are some if 1 / (1 + t) allows e.
//! Both LPs are solved in floats: whoever uses the guess checks it.
//!
//! # References
//!
//! [SW12] Steffy, Wolter, Valid linear programming bounds for exact mixed-integer programming, 2012.

use std::time::Instant;

use ironproof_number::{IBig, UBig};

use crate::EngineConfig;
use crate::source::Open;
use ironproof_answer::Status;
use ironproof_linear::{Column, Lp, Row};
use ironproof_number::rational::{Rational, exact};

/// The slack that is demanded, where it can be had: well above the tolerance of the float solver.
fn demanded_slack() -> Rational {
    Rational::from_parts(IBig::ONE, UBig::from(1024_u16))
}
/// That tolerance.
const TOLERANCE: f64 = 1e-9;

/// A guess.
pub(super) struct Interior {
    /// One multiplier per row, for min.
    pub(super) multipliers: Vec<Rational>,
    /// The rows and columns whose multiplier or reduced cost has to be zero.
    pub(super) zero_rows: Vec<bool>,
    pub(super) zero_columns: Vec<bool>,
}

/// The sign that a multiplier must have, from the bounds of its row or column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Any,
    NotNegative,
    NotPositive,
    Zero,
}

impl Sign {
    pub(super) fn of(lower: Option<&Rational>, upper: Option<&Rational>) -> Self {
        match (lower, upper) {
            (Some(_), Some(_)) => Self::Any,
            (Some(_), None) => Self::NotNegative,
            (None, Some(_)) => Self::NotPositive,
            (None, None) => Self::Zero,
        }
    }

    /// The bounds that a change of a variable has to keep, if it is to run into no bound.
    fn cone(self) -> (Option<Rational>, Option<Rational>) {
        match self {
            Self::Any => (Some(Rational::ZERO), Some(Rational::ZERO)),
            Self::NotNegative => (Some(Rational::ZERO), None),
            Self::NotPositive => (None, Some(Rational::ZERO)),
            Self::Zero => (None, None),
        }
    }

    /// One if the slack is the number itself, minus one if it is its opposite; none without a slack.
    fn direction(self) -> Option<Rational> {
        match self {
            Self::NotNegative => Some(Rational::ONE),
            Self::NotPositive => Some(-Rational::ONE),
            Self::Any | Self::Zero => None,
        }
    }
}

/// The guess for an LP that has right multipliers; none if the float solver finds none.
pub(super) fn interior(lp: &Lp, open: Open<'_>, deadline: Instant) -> Option<Interior> {
    let sign = if lp.maximize { -Rational::ONE } else { Rational::ONE };
    let costs: Vec<Rational> = lp.columns.iter().map(|column| &column.objective * &sign).collect();
    let duals = float_multipliers(&doubled(lp, &costs), open, deadline)?;
    let (t, duals) = duals.split_last()?;
    // The row of the costs has an upper bound: its multiplier is -t, but for errors of the float solver.
    let scale = Rational::ONE - t.clone().min(Rational::ZERO);
    let multipliers: Vec<Rational> = duals.iter().map(|y| y / &scale).collect();
    let reduced = reduced(lp, &costs, &multipliers);
    // Slacks are zero or at least one: what is nearer to zero is zero.
    let least = Rational::ONE / (scale * Rational::from(2));
    let is_zero = |value: &Rational, sign: Sign| match sign {
        Sign::Any => false,
        Sign::NotNegative => *value < least,
        Sign::NotPositive => -value < least,
        Sign::Zero => true,
    };
    let mut guess = Interior {
        zero_rows: signs_of_rows(lp).zip(&multipliers).map(|(sign, y)| is_zero(y, sign)).collect(),
        zero_columns: signs_of_columns(lp)
            .zip(&reduced)
            .map(|(sign, z)| is_zero(z, sign))
            .collect(),
        multipliers,
    };
    // Of an infeasible LP there are none near the optimum.
    if let Some(better) =
        near_optimum(lp, &costs, &guess, &least.min(demanded_slack()), open, deadline)
    {
        guess.multipliers = better;
    }
    Some(guess)
}

/// Multipliers that are best among those with slacks of at least `slack` where it does not have to be zero.
fn near_optimum(
    lp: &Lp,
    costs: &[Rational],
    guess: &Interior,
    slack: &Rational,
    open: Open<'_>,
    deadline: Instant,
) -> Option<Vec<Rational>> {
    let demand = |(sign, is_zero): (Sign, &bool)| {
        sign.direction().filter(|_| !is_zero).map_or(Rational::ZERO, |it| it * slack)
    };
    let of_rows: Vec<Rational> = signs_of_rows(lp).zip(&guess.zero_rows).map(demand).collect();
    let of_columns = signs_of_columns(lp).zip(&guess.zero_columns).map(demand);
    let mut demanding = Lp { maximize: false, ..lp.clone() };
    let costs = reduced(lp, costs, &of_rows).into_iter().zip(of_columns);
    for (column, (cost, slack)) in demanding.columns.iter_mut().zip(costs) {
        column.objective = cost - slack;
    }
    let multipliers = float_multipliers(&demanding, open, deadline)?;
    Some(multipliers.into_iter().zip(of_rows).map(|(y, slack)| y + slack).collect())
}

/// The multipliers of the float solver, if it says optimal.
fn float_multipliers(lp: &Lp, open: Open<'_>, deadline: Instant) -> Option<Vec<Rational>> {
    let remaining_s = deadline.saturating_duration_since(Instant::now()).as_secs_f64();
    let config = EngineConfig { tolerance: TOLERANCE, ..EngineConfig::DEFAULT };
    let answer = open(lp).ok()?.run(&config, None, remaining_s).ok()?;
    let multipliers = answer.row_duals.filter(|_| answer.status == Status::Optimal)?;
    multipliers.into_iter().map(exact).collect()
}

/// c - A'y
fn reduced(lp: &Lp, costs: &[Rational], multipliers: &[Rational]) -> Vec<Rational> {
    let mut reduced = costs.to_vec();
    for (row, y) in lp.rows.iter().zip(multipliers).filter(|(_, y)| !y.is_zero()) {
        for (j, coefficient) in &row.terms {
            reduced[*j] -= coefficient * y;
        }
    }
    reduced
}

fn signs_of_rows(lp: &Lp) -> impl Iterator<Item = Sign> + '_ {
    lp.rows.iter().map(|row| Sign::of(row.lower.as_ref(), row.upper.as_ref()))
}

fn signs_of_columns(lp: &Lp) -> impl Iterator<Item = Sign> + '_ {
    lp.columns.iter().map(|column| Sign::of(column.lower.as_ref(), column.upper.as_ref()))
}

/// The LP whose multipliers are the interior point; the last row is that of the costs.
fn doubled(lp: &Lp, costs: &[Rational]) -> Lp {
    let mut out = Lp::new("interior", false);
    let mut add = |name: String, objective: Rational, sign: Sign, is_short: bool| {
        let (mut lower, mut upper) = sign.cone();
        if is_short {
            (lower, upper) = (lower.or(Some(-Rational::ONE)), upper.or(Some(Rational::ONE)));
        }
        out.add_column(Column { name, objective, lower, upper, implied_upper: None })
    };
    // Where each column is in the new LP.
    let mut places = Vec::new();
    for ((column, cost), sign) in lp.columns.iter().zip(costs).zip(signs_of_columns(lp)) {
        let mut place = vec![add(column.name.clone(), cost.clone(), sign, false)];
        if let Some(direction) = sign.direction() {
            place.push(add(format!("{}'", column.name), cost - direction, sign, true));
        }
        places.push(place);
    }
    let mut slacks = Vec::new();
    for (row, sign) in lp.rows.iter().zip(signs_of_rows(lp)) {
        let slack = sign.direction();
        slacks.push(slack.map(|direction| add(format!("{}'", row.name), -direction, sign, true)));
    }
    let copies = |j: usize, value: &Rational| {
        places[j].iter().map(|place| (*place, value.clone())).collect::<Vec<_>>()
    };
    for ((row, slack), sign) in lp.rows.iter().zip(slacks).zip(signs_of_rows(lp)) {
        let (lower, upper) = sign.cone();
        let mut terms: Vec<_> =
            row.terms.iter().flat_map(|(j, coefficient)| copies(*j, coefficient)).collect();
        terms.extend(slack.map(|slack| (slack, -Rational::ONE)));
        out.add_row(Row { lower, upper, terms, ..row.clone() });
    }
    let costly = costs.iter().enumerate().filter(|(_, cost)| !cost.is_zero());
    let terms = costly.flat_map(|(j, cost)| copies(j, cost));
    out.add_row(Row::at_most("costs".to_owned(), "", terms, Rational::ZERO));
    out
}
