//! Rows of results, one JSON object per line, only ever appended; and the same as CSV.
//!
//! A line that was cut off by a crash is ignored, and its row is run again.

use std::io::{self, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Key;
use super::measure::Measurement;

/// A row: what was measured, and what was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The shape.
    pub shape: String,
    /// Types over all groups.
    pub types: usize,
    /// Groups.
    pub groups: usize,
    /// Quality levels.
    pub levels: usize,
    /// The method, with its formulation and incentives.
    pub method: String,
    /// Whether the optimum that it was checked against is proved.
    pub proved: bool,
    /// What was found.
    #[serde(flatten)]
    pub measurement: Measurement,
}

impl Row {
    /// The key.
    pub fn key(&self) -> Key {
        Key { shape: self.shape.clone(), types: self.types, method: self.method.clone() }
    }

    /// Median of the timed runs, if the answer is right.
    pub fn median(&self) -> Option<f64> {
        (self.measurement.status == "ok").then(|| median(&self.measurement.seconds)).flatten()
    }

    /// Median distance from the median.
    pub fn spread(&self) -> Option<f64> {
        let middle = self.median()?;
        let distances: Vec<f64> =
            self.measurement.seconds.iter().map(|x| (x - middle).abs()).collect();
        median(&distances)
    }
}

/// The middle value, or the mean of the two middle ones.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted.len().checked_sub(1)? / 2, sorted.len() / 2);
    Some(f64::midpoint(sorted[low], sorted[high]))
}

/// The rows of a file.
pub fn read(text: &str) -> Vec<Row> {
    read_lines(text)
}

/// The same for rows of any kind.
pub fn read_lines<T: DeserializeOwned>(text: &str) -> Vec<T> {
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Appends a row. `needs_newline` says that the file ends inside a line.
pub fn append(out: &mut impl Write, row: &impl Serialize, needs_newline: bool) -> io::Result<()> {
    let line = serde_json::to_string(row).map_err(io::Error::other)?;
    let start = if needs_newline { "\n" } else { "" };
    out.write_all(format!("{start}{line}\n").as_bytes())?;
    out.flush()
}

/// The rows as CSV.
pub fn write_csv(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "shape",
        "types",
        "groups",
        "levels",
        "method",
        "proved",
        "status",
        "median_s",
        "spread_s",
        "least_s",
        "samples",
        "peak_bytes",
        "iterations",
        "rows",
        "nonzeros",
        "error",
        "value",
    ])?;
    for row in rows {
        let found = &row.measurement;
        let least = found.seconds.iter().copied().min_by(f64::total_cmp);
        csv.write_record([
            row.shape.clone(),
            row.types.to_string(),
            row.groups.to_string(),
            row.levels.to_string(),
            row.method.clone(),
            row.proved.to_string(),
            found.status.clone(),
            text(row.median()),
            text(row.spread()),
            text(least),
            found.seconds.len().to_string(),
            text(found.peak_bytes),
            text(found.iterations),
            text(found.rows),
            text(found.nonzeros),
            text(found.error),
            found.value.clone(),
        ])?;
    }
    csv.flush()
}

fn text(x: Option<impl ToString>) -> String {
    x.map(|x| x.to_string()).unwrap_or_default()
}
