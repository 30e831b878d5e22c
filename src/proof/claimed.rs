//! Somebody else's basis, judged exactly.

use std::time::Instant;

use crate::OutOfTime;
use crate::basic::{Basic, Denominators, places};
use crate::deadline::{check, deadline};
use crate::form::{Form, Place};
use crate::proof::Bounds;
use crate::vectors::{multipliers, point};
use ironproof_answer::Basis;
use ironproof_linear::Lp;

/// What a basis is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedBasis {
    /// Whether it is optimal.
    pub verdict: BasisVerdict,
    /// What its exact solution, primal and dual, proves.
    pub bounds: Bounds,
}

/// A verdict about a basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasisVerdict {
    /// There is none.
    Absent,
    /// The time limit came first.
    OutOfTime,
    /// Its columns depend on each other, or there are not as many as rows.
    Singular,
    /// Its exact solution breaks no bound, and no reduced cost has the wrong sign.
    Optimal,
    /// Not so.
    NotOptimal {
        /// Basic columns and rows outside their bounds.
        n_primal: usize,
        /// Other columns and rows whose reduced cost has the wrong sign.
        n_dual: usize,
    },
}

impl BasisVerdict {
    /// A word for tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::OutOfTime => "out of time",
            Self::Singular => "singular",
            Self::Optimal => "optimal",
            Self::NotOptimal { .. } => "not optimal",
        }
    }
}

/// Judges a basis by its exact solution.
pub fn judge_basis(lp: &Lp, basis: Option<&Basis>, time_limit_s: f64) -> JudgedBasis {
    let without_proof = |verdict| JudgedBasis { verdict, bounds: Bounds::default() };
    let Some(basis) = basis else { return without_proof(BasisVerdict::Absent) };
    let deadline = deadline(time_limit_s);
    if check(deadline).is_err() {
        return without_proof(BasisVerdict::OutOfTime);
    }
    let form = Form::new(lp);
    let basic = match factored(&form, basis, deadline) {
        Ok(Some(basic)) => basic,
        Ok(None) => return without_proof(BasisVerdict::Singular),
        Err(OutOfTime) => return without_proof(BasisVerdict::OutOfTime),
    };
    let (Ok(primal), Ok(dual)) = (basic.primal(deadline), basic.dual(&form.cost, deadline)) else {
        return without_proof(BasisVerdict::OutOfTime);
    };
    let verdict = match (primal.violated.len(), dual.wanting.len()) {
        (0, 0) => BasisVerdict::Optimal,
        (n_primal, n_dual) => BasisVerdict::NotOptimal { n_primal, n_dual },
    };
    // A reduced cost of the wrong sign may rest on the other bound of its column.
    let (point, multipliers) = (point(&form, primal), multipliers(lp, &form, dual));
    JudgedBasis { verdict, bounds: Bounds::new(lp, Some(point), Some(multipliers)) }
}

/// Whether the basis is one of `lp`, is primal feasible and dual feasible, all exactly. `None` if the
/// time limit came first.
pub fn is_optimal_basis(lp: &Lp, basis: &Basis, time_limit_s: f64) -> Option<bool> {
    let deadline = deadline(time_limit_s);
    let form = Form::new(lp);
    let Some(basic) = factored(&form, basis, deadline).ok()? else { return Some(false) };
    let primal = basic.primal(deadline).ok()?;
    if !primal.violated.is_empty() {
        return Some(false);
    }
    let dual = basic.dual(&form.cost, deadline).ok()?;
    Some(dual.wanting.is_empty())
}

/// The factored basis; `None` if it is none, which is one that had to be repaired.
fn factored<'a>(
    form: &'a Form,
    basis: &Basis,
    deadline: Instant,
) -> Result<Option<Basic<'a>>, OutOfTime> {
    if basis.columns.len() != form.n_columns || basis.rows.len() != form.n_rows {
        return Ok(None);
    }
    let claimed = places(basis);
    let basic = Basic::new(form, claimed.clone(), Denominators::Parts, deadline)?;
    let mut pairs = claimed.iter().zip(&basic.places);
    Ok(pairs.all(|(a, b)| (*a == Place::Basic) == (*b == Place::Basic)).then_some(basic))
}
