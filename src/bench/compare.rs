//! Two folders of results, the second against the first.
//!
//! A regression is an answer that was right and is not, or a median that grew by more than the threshold
//! and by more than three spreads of both sides and 1 ms: noise is not a regression. Right answers whose row
//! is not in the second folder are listed apart.

use std::collections::BTreeMap;
use std::fmt;

use super::Key;
use super::row::{Row, seconds};
use super::status::Status;

/// How one measurement changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What was measured.
    pub key: Key,
    /// Median before and after; `None` without a right answer.
    pub medians: (Option<f64>, Option<f64>),
    /// Statuses before and after.
    pub statuses: (Status, Status),
    /// What it is.
    pub kind: Kind,
}

/// What a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Slower, or no longer right.
    Regression,
    /// Faster, or right for the first time.
    Improvement,
    /// Within noise.
    Same,
}

/// What the comparison found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// What both sides have, in the order of the first.
    pub changes: Vec<Change>,
    /// Right answers of the first side without a row in the second.
    pub lost: Vec<Key>,
}

/// Compares two sides. `threshold` is a share, 0.2 for a fifth.
pub fn compare(before: &[Row], after: &[Row], threshold: f64) -> Comparison {
    let after: BTreeMap<Key, &Row> = after.iter().map(|row| (row.key(), row)).collect();
    let mut comparison = Comparison::default();
    for old in before {
        let key = old.key();
        if let Some(new) = after.get(&key) {
            comparison.changes.push(Change {
                key,
                medians: (old.median(), new.median()),
                statuses: (old.measurement.status.clone(), new.measurement.status.clone()),
                kind: kind(old, new, threshold),
            });
        } else if old.median().is_some() {
            comparison.lost.push(key);
        }
    }
    comparison
}

fn kind(before: &Row, after: &Row, threshold: f64) -> Kind {
    let (old, new) = match (before.median(), after.median()) {
        (Some(old), Some(new)) => (old, new),
        (Some(_), None) => return Kind::Regression,
        (None, Some(_)) => return Kind::Improvement,
        (None, None) => return Kind::Same,
    };
    let spread = before.spread().unwrap_or(0.0) + after.spread().unwrap_or(0.0);
    let noise = 3.0 * spread + 1e-3;
    if new > old * (1.0 + threshold) && new - old > noise {
        Kind::Regression
    } else if old > new * (1.0 + threshold) && old - new > noise {
        Kind::Improvement
    } else {
        Kind::Same
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |median: Option<f64>, status: &Status| {
            median.map_or_else(|| status.to_string(), seconds)
        };
        let (before, after) =
            (side(self.medians.0, &self.statuses.0), side(self.medians.1, &self.statuses.1));
        write!(f, "{}: {before} -> {after}", self.key)
    }
}
