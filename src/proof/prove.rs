//! The two ways into the ladder.

use crate::ladder::Ladder;
use crate::report::Report;
use crate::source::Open;
use ironproof_answer::Basis;
use ironproof_linear::Lp;

/// Proves what can be proved about `lp` within the time limit.
///
/// # Panics
/// If a row names a column that `lp` does not have, or one column twice.
///
/// # Example
/// ```
/// use ironproof_linear::{ModelFormat, Readings, read_model};
/// use ironproof_proof::{prove, unaided};
///
/// for (text, status) in [
///     ("Maximize\n x\nSubject To\n c: 3 x <= 1\nEnd\n", "optimal"),
///     ("Maximize\n x\nSubject To\n c: 3 x <= -1\nEnd\n", "infeasible"),
///     ("Maximize\n x\nSubject To\n c: 3 x >= 1\nEnd\n", "unbounded"),
/// ] {
///     let model = read_model(text.as_bytes(), ModelFormat::Text, &Readings::default())?;
///     let report = prove(&model.lp, &unaided, 10.0);
///     assert_eq!(report.proof().map(|proof| proof.status()), Some(status));
/// }
/// # Ok::<(), ironproof_linear::ReadError>(())
/// ```
pub fn prove(lp: &Lp, open: Open<'_>, time_limit_s: f64) -> Report {
    prove_from(lp, open, None, time_limit_s)
}

/// The same from a basis, that of a neighbouring model for example: if it is optimal, no float solver is asked, and else
/// the solver starts from it.
///
/// # Panics
/// As [`prove`], or if the basis has other numbers of columns and rows.
///
/// # Example
/// ```
/// use ironproof_linear::{ModelFormat, Readings, read_model};
/// use ironproof_proof::{Rung, prove, prove_from, unaided};
///
/// let model = |side: u32| {
///     let text = format!("Maximize\n x + y\nSubject To\n c: 3 x + y <= {side}\nEnd\n");
///     read_model(text.as_bytes(), ModelFormat::Text, &Readings::default())
/// };
/// let first = prove(&model(1)?.lp, &unaided, 10.0);
/// let next = prove_from(&model(2)?.lp, &unaided, first.basis(), 10.0);
/// assert_eq!(next.proof().and_then(|proof| proof.value()), Some(&2.into()));
/// assert_eq!(next.effort().rung, Some(Rung::Given));
/// # Ok::<(), ironproof_linear::ReadError>(())
/// ```
pub fn prove_from(lp: &Lp, open: Open<'_>, given: Option<&Basis>, time_limit_s: f64) -> Report {
    lp.check_rows();
    let lengths = |basis: &Basis| (basis.columns.len(), basis.rows.len());
    let is_own = given.is_none_or(|basis| lengths(basis) == (lp.columns.len(), lp.rows.len()));
    assert!(is_own, "the basis has a place for each column and row");
    Ladder::new(open, time_limit_s).report(lp, given)
}
