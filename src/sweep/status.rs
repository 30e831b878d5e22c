//! How far a sweep is.

use std::collections::BTreeMap;
use std::io;

use crate::line;
use crate::merge::each;
use crate::plan::{Plan, PlanError};
use crate::record::Record;
use crate::rows::{Damaged, Rows};

/// Failed rows that are told with their messages.
const SHOWN: usize = 10;

/// How far a sweep is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// How many instances there are.
    pub n: u64,
    /// How many rows have each status.
    pub statuses: BTreeMap<String, u64>,
    /// The first failed rows: line of the manifest, and why.
    pub failed: Vec<(u64, String)>,
    /// Lines that are no rows.
    pub damaged: Vec<Damaged>,
    /// Instances with two different answers.
    pub contradictions: Vec<u64>,
    /// Rows of other sweeps.
    pub n_foreign: u64,
}

impl Status {
    /// How many rows there are.
    pub fn n_rows(&self) -> u64 {
        self.statuses.values().sum()
    }

    /// How many of them have no answer.
    pub fn n_failed(&self) -> u64 {
        self.statuses.get(line::FAILED).copied().unwrap_or(0)
    }
}

/// How far a sweep is, of whose rows this is what there is.
///
/// # Errors
/// [`PlanError`] if a file cannot be read.
pub fn of(plan: &Plan, rows: &Rows) -> Result<Status, PlanError> {
    let mut statuses: BTreeMap<String, u64> = BTreeMap::new();
    let mut failed = Vec::new();
    each(rows, &mut |text| {
        let row = line::read(text.as_bytes()).ok_or(io::ErrorKind::InvalidData)?;
        match statuses.get_mut(row.status) {
            Some(n) => *n += 1,
            None => drop(statuses.insert(row.status.to_owned(), 1)),
        }
        if row.is_failed() && failed.len() < SHOWN {
            let record: Record = serde_json::from_str(text)?;
            let message = record.get("message").and_then(|message| message.as_str());
            failed.push((row.index, message.unwrap_or_default().to_owned()));
        }
        Ok(())
    })?;
    Ok(Status {
        n: plan.n,
        statuses,
        failed,
        damaged: rows.damaged.clone(),
        contradictions: rows.contradictions.clone(),
        n_foreign: rows.n_foreign,
    })
}
