//! Two folders of accuracy results, the second against the first.
//!
//! Rows are compared if instance (by hash), solver and setting are the same; versions may differ, that is the
//! point. A regression is any of
//!
//! ```text
//! status     an answer that was right and is wrong or gone
//! grade      accepted before, refuted now
//! basis      exactly optimal before, not now
//! error      an error or infeasibility that grew by more than `factor` and is above `floor`
//! ```
//!
//! Right answers whose row is not in the second folder are listed apart.

use std::collections::BTreeMap;
use std::fmt;

use super::grade::Grade;
use super::row::{Row, Verdict};

/// What growth of an error counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Growth by more than this factor.
    pub factor: f64,
    /// Errors up to this size, relative, do not count.
    pub floor: f64,
}

/// What the comparison found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Pairs of rows.
    pub n_compared: usize,
    /// Instance and solver of right answers of the first folder without a counterpart in the second.
    pub lost: Vec<(String, String)>,
    /// What got worse.
    pub regressions: Vec<Change>,
    /// What got better.
    pub improvements: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The instance.
    pub instance: String,
    /// The solver, with its setting.
    pub solver: String,
    /// What changed.
    pub what: &'static str,
    /// Before and after.
    pub values: (String, String),
}

/// Compares what both sides have.
pub fn compare(before: &[Row], after: &[Row], limits: &Limits) -> Comparison {
    let after: BTreeMap<[&str; 4], &Row> = after.iter().map(|row| (row.key(), row)).collect();
    let mut comparison = Comparison::default();
    for old in before {
        let Some(new) = after.get(&old.key()) else {
            if old.verdict == Verdict::Right {
                comparison.lost.push((old.instance.clone(), solver(old)));
            }
            continue;
        };
        comparison.n_compared += 1;
        comparison.regressions.extend(worse(old, new, limits));
        let improvement = worse(new, old, limits)
            .map(|change| Change { values: (change.values.1, change.values.0), ..change });
        comparison.improvements.extend(improvement);
    }
    comparison
}

/// The solver, with its setting.
fn solver(row: &Row) -> String {
    format!("{}/{}", row.solver, row.setting)
}

/// The first thing in which `new` is worse than `old`.
fn worse(old: &Row, new: &Row, limits: &Limits) -> Option<Change> {
    let change = |what, old_value: String, new_value: String| Change {
        instance: old.instance.clone(),
        solver: solver(old),
        what,
        values: (old_value, new_value),
    };
    let said = |row: &Row| format!("{} ({})", row.verdict, row.termination);
    if old.verdict == Verdict::Right && new.verdict != Verdict::Right
        || old.verdict == Verdict::None && new.verdict == Verdict::Wrong
    {
        return Some(change("status", said(old), said(new)));
    }
    if old.grade == Grade::Accepted && new.grade == Grade::Refuted {
        return Some(change("grade", old.grade.to_string(), new.grade.to_string()));
    }
    if old.basis_exactly_optimal == Some(true) && new.basis_exactly_optimal == Some(false) {
        return Some(change("basis", "exactly optimal".to_owned(), "not optimal".to_owned()));
    }
    let errors = [
        ("objective error", old.obj_error_rel, new.obj_error_rel),
        ("primal infeasibility", old.primal_inf_rel, new.primal_inf_rel),
        ("dual infeasibility", old.dual_inf_rel, new.dual_inf_rel),
    ];
    errors.into_iter().find_map(|(what, old, new)| {
        let (old, new) = (old?, new?);
        let grew = limits.floor < new && limits.factor * old < new;
        grew.then(|| change(what, format!("{old:.1e}"), format!("{new:.1e}")))
    })
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, after) = &self.values;
        write!(f, "{} {}: {} {before} -> {after}", self.instance, self.solver, self.what)
    }
}
