//! When a method is not asked any more.
//!
//! ```text
//! its shape    it ran out of time at fewer types of the same shape
//! any shape    it ran out of time in two shapes with at most as many types
//! ```
//!
//! Such a row is there with a status of its own and counts as a missing answer. The rows decide, so that an
//! interrupted suite goes on as it would have.

use std::collections::BTreeSet;

use super::Key;
use super::row::Row;
use super::status::Status;

/// Time-outs in this many shapes speak for all.
const ENOUGH_SHAPES: usize = 2;

/// Whether `key` would only run out of time again, after `rows`.
pub fn is_hopeless(key: &Key, rows: &[Row]) -> bool {
    let late: Vec<&Row> = rows
        .iter()
        .filter(|row| row.method == key.method && row.measurement.status == Status::TimeLimit)
        .collect();
    let shapes: BTreeSet<&str> =
        late.iter().filter(|row| row.types <= key.types).map(|row| row.shape.as_str()).collect();
    ENOUGH_SHAPES <= shapes.len()
        || late.iter().any(|row| row.shape == key.shape && row.types < key.types)
}
