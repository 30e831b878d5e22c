//! What summaries need of rows: some numbers and names, where a row as JSON takes kilobytes.
//!
//! An entry takes about 100 bytes and 16 for each axis. Values and structures occur in many rows, and are kept once.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::line::FAILED;
use crate::merge::each;
use crate::plan::{Plan, PlanError};
use crate::record::Record;
use crate::rows::Rows;

/// The columns that are summed up.
pub const COLUMNS: [&str; 3] = ["value", "revenue", "served"];

/// What is summed up of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The value of each axis of the plan.
    pub values: Box<[Arc<str>]>,
    /// Who gets what; empty if there is no answer.
    pub structure: Arc<str>,
    /// The numbers of [`COLUMNS`].
    pub numbers: [Option<f64>; 3],
    /// Whether there is no answer.
    pub is_failed: bool,
}

/// Texts that are kept once.
#[derive(Debug, Default)]
pub struct Texts(BTreeSet<Arc<str>>);

impl Texts {
    fn keep(&mut self, text: String) -> Arc<str> {
        if let Some(known) = self.0.get(text.as_str()) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.0.insert(Arc::clone(&new));
        new
    }
}

impl Entry {
    /// The entry of a row, for these axes.
    pub fn new(row: &Record, axes: &[String], texts: &mut Texts) -> Self {
        let number =
            |name: &str| row.get(&format!("{name}_approx")).and_then(serde_json::Value::as_f64);
        Self {
            values: axes.iter().map(|axis| texts.keep(text(row, axis))).collect(),
            structure: texts.keep(text(row, "structure")),
            numbers: COLUMNS.map(number),
            is_failed: text(row, "status") == FAILED,
        }
    }
}

/// Calls `heard` with the entry of each row of a plan, in the order of the manifest.
///
/// # Errors
/// [`PlanError`] if a file cannot be read.
pub fn each_entry(
    plan: &Plan,
    texts: &mut Texts,
    heard: &mut dyn FnMut(Entry),
) -> Result<(), PlanError> {
    let rows = Rows::scan(plan, 0..plan.n)?;
    each(&rows, &mut |text| {
        let row: Record = serde_json::from_str(text)?;
        heard(Entry::new(&row, &plan.axes, texts));
        Ok(())
    })
}

/// A cell as text; empty if there is none.
fn text(row: &Record, key: &str) -> String {
    match row.get(key) {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}
