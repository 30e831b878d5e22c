//! A row of `bench`: what was measured and what was found; and the same as a line of a table.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Key;
use super::measure::Measurement;
use super::status::Status;
use ironproof_files::store::Keyed;

/// A row: what was measured, and what was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MeasuredRow")]
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

    /// Whether the method was run.
    pub fn is_tried(&self) -> bool {
        self.measurement.status != Status::NotTried
    }

    /// Median of the timed runs, if the answer is right.
    pub fn median(&self) -> Option<f64> {
        (self.measurement.status == Status::Right)
            .then(|| median(&self.measurement.seconds))
            .flatten()
    }

    /// Median distance from the median.
    pub fn spread(&self) -> Option<f64> {
        let middle = self.median()?;
        let distances: Vec<f64> =
            self.measurement.seconds.iter().map(|x| (x - middle).abs()).collect();
        median(&distances)
    }
}

impl Keyed for Row {
    type Key = Key;

    fn key(&self) -> Key {
        Self::key(self)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { shape, types, method, measurement, .. } = self;
        let time = self.median().map(seconds).unwrap_or_default();
        write!(f, "{shape} {types} {method}: {} {time}", measurement.status)
    }
}

/// A time for a person, in s, ms or us.
pub fn seconds(time: f64) -> String {
    match time {
        t if t >= 0.9995 => format!("{t:.3} s"),
        t if t >= 0.9995e-3 => format!("{:.2} ms", 1e3 * t),
        t => format!("{:.1} us", 1e6 * t),
    }
}

/// The middle value, or the mean of the two middle ones.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted.len().checked_sub(1)? / 2, sorted.len() / 2);
    Some(f64::midpoint(sorted[low], sorted[high]))
}

/// A row of `rows.csv`.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "docs/benchmarks.md describes each column, in this order")]
pub struct Record<'a> {
    pub shape: &'a str,
    pub types: usize,
    pub groups: usize,
    pub levels: usize,
    pub method: &'a str,
    pub proved: bool,
    pub status: &'a str,
    pub median_s: Option<f64>,
    pub spread_s: Option<f64>,
    pub least_s: Option<f64>,
    pub samples: usize,
    pub peak_bytes: Option<u64>,
    pub iterations: Option<u64>,
    pub rows: Option<usize>,
    pub nonzeros: Option<usize>,
    pub error: Option<f64>,
    pub value: Option<&'a str>,
}

/// The table of some rows.
pub fn records(rows: &[Row]) -> Vec<Record<'_>> {
    rows.iter().map(Record::from).collect()
}

impl<'a> From<&'a Row> for Record<'a> {
    fn from(row: &'a Row) -> Self {
        let found = &row.measurement;
        Self {
            shape: &row.shape,
            types: row.types,
            groups: row.groups,
            levels: row.levels,
            method: &row.method,
            proved: row.proved,
            status: found.status.name(),
            median_s: row.median(),
            spread_s: row.spread(),
            least_s: found.seconds.iter().copied().min_by(f64::total_cmp),
            samples: found.seconds.len(),
            peak_bytes: found.peak_bytes,
            iterations: found.iterations,
            rows: found.rows,
            nonzeros: found.nonzeros,
            error: found.error,
            value: Some(found.value.as_str()).filter(|value| !value.is_empty()),
        }
    }
}
