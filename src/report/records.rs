//! Rows of plain values as CSV: the keys of the first row are the columns.

use std::io;
use std::io::Write;

use ironproof_files::table::Csv;
use serde_json::{Map, Value};

/// A row of a table for programs: its keys are the columns.
pub type Record = Map<String, Value>;

/// Rows that are written one after the other.
pub(crate) struct Records<W: Write> {
    out: Csv<W>,
    columns: Vec<String>,
}

impl<W: Write> Records<W> {
    /// `columns`: those of the rows before, whose line of names is written already; none at the start.
    pub(crate) fn new(out: W, columns: Vec<String>) -> Self {
        Self { out: Csv::new(out), columns }
    }

    /// Writes a row, and the line of names before the first.
    pub(crate) fn row(&mut self, record: &Record) -> io::Result<()> {
        if self.columns.is_empty() {
            self.columns = record.keys().cloned().collect();
            self.out.row(&self.columns)?;
        } else if !record.keys().eq(&self.columns) {
            let keys: Vec<&str> = record.keys().map(String::as_str).collect();
            let (keys, columns) = (keys.join(","), self.columns.join(","));
            return Err(io::Error::other(format!("columns {keys} after {columns}")));
        }
        self.out.row(record.values().map(cell))
    }

    /// Writes what is still in memory; gives the columns.
    pub(crate) fn finish(self) -> io::Result<Vec<String>> {
        self.out.finish()?;
        Ok(self.columns)
    }
}

/// Writes rows as CSV, with a line of names.
///
/// ```
/// use ironproof_report::{Record, write_csv};
///
/// let row = |group: &str, price: Option<f64>| {
///     let cells = [("group", group.into()), ("price", price.into())];
///     cells.map(|(name, value)| (name.to_owned(), value)).into_iter().collect::<Record>()
/// };
/// let mut out = Vec::new();
/// write_csv(&mut out, [row("low", Some(0.5)), row("high", None)].into_iter())?;
/// assert_eq!(out, b"group,price\nlow,0.5\nhigh,\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// The error of the writer, or one that says that a row has other columns than the first.
pub fn write_csv(out: &mut dyn Write, records: impl Iterator<Item = Record>) -> io::Result<()> {
    let mut rows = Records::new(out, Vec::new());
    for record in records {
        rows.row(&record)?;
    }
    rows.finish().map(drop)
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
