//! Somebody else's basis, judged exactly.

use std::time::{Duration, Instant};

use crate::exact::basic::{Basic, places};
use crate::exact::form::{Form, Place};
use crate::lp::Lp;
use crate::solve::Basis;

/// Whether the basis is one of `lp`, is primal feasible and dual feasible, all exactly. `None` if the
/// time limit came first.
pub fn is_optimal_basis(lp: &Lp, basis: &Basis, time_limit_s: f64) -> Option<bool> {
    if basis.columns.len() != lp.columns.len() || basis.rows.len() != lp.rows.len() {
        return Some(false);
    }
    let limit = Duration::try_from_secs_f64(time_limit_s).unwrap_or(Duration::from_secs(1 << 30));
    let deadline = Instant::now() + limit;
    let form = Form::new(lp);
    let claimed = places(basis);
    let basic = Basic::new(&form, claimed.clone());
    // A basis that had to be repaired was none.
    let mut pairs = claimed.iter().zip(&basic.places);
    if pairs.any(|(a, b)| (*a == Place::Basic) != (*b == Place::Basic)) {
        return Some(false);
    }
    let primal = basic.primal(deadline).ok()?;
    if !primal.violated.is_empty() {
        return Some(false);
    }
    let dual = basic.dual(&form.cost, deadline).ok()?;
    Some(dual.wanting.is_empty())
}
