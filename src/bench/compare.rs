//! Two folders of results, the second against the first.
//!
//! A regression is a right answer that is no longer there, or a median that grew by more than the threshold
//! and by more than three spreads of both sides and 1 ms: noise is not a regression.

use std::collections::BTreeMap;
use std::fmt;

use super::Key;
use super::store::Row;
use super::summary::seconds;

/// How one measurement changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What was measured.
    pub key: Key,
    /// Median before and after; `None` without a right answer.
    pub medians: (Option<f64>, Option<f64>),
    /// Statuses before and after.
    pub statuses: (String, String),
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

/// Compares what both sides have. `threshold` is a share, 0.2 for a fifth.
pub fn compare(before: &[Row], after: &[Row], threshold: f64) -> Vec<Change> {
    let before: BTreeMap<Key, &Row> = before.iter().map(|row| (row.key(), row)).collect();
    let pairs = after.iter().filter_map(|row| Some((*before.get(&row.key())?, row)));
    pairs
        .map(|(a, b)| Change {
            key: b.key(),
            medians: (a.median(), b.median()),
            statuses: (a.measurement.status.clone(), b.measurement.status.clone()),
            kind: kind(a, b, threshold),
        })
        .collect()
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
        let side =
            |median: Option<f64>, status: &str| median.map_or_else(|| status.to_owned(), seconds);
        let what = match self.kind {
            Kind::Regression => "slower",
            Kind::Improvement => "faster",
            Kind::Same => "same",
        };
        let Key { shape, types, method } = &self.key;
        let (before, after) =
            (side(self.medians.0, &self.statuses.0), side(self.medians.1, &self.statuses.1));
        write!(f, "{what:7} {shape} {types} {method}: {before} -> {after}")
    }
}
