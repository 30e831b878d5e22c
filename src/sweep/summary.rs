//! Rows side by side: quantiles over some axes, and which structure is best where.

use std::collections::BTreeMap;

use crate::record::Record;
use crate::values::Value;

/// The columns that are summed up.
pub const COLUMNS: [&str; 3] = ["value", "revenue", "served"];

/// Rows that differ only in the axes that are summed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The values of the other axes.
    pub values: Vec<String>,
    /// How many rows there are.
    pub n: u64,
    /// How many of them have no answer.
    pub n_failed: u64,
    /// For each of [`COLUMNS`], the numbers in order.
    pub sorted: [Vec<f64>; 3],
    /// How often each structure is best.
    pub structures: BTreeMap<String, u64>,
}

/// The rows in groups; `axes` are those that tell groups apart. Groups come in the order of their first rows.
pub fn groups(rows: &[Record], axes: &[String]) -> Vec<Group> {
    let mut places: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        let values: Vec<String> = axes.iter().map(|axis| text(row, axis)).collect();
        let place = *places.entry(values.clone()).or_insert_with(|| {
            groups.push(Group { values, ..Group::default() });
            groups.len() - 1
        });
        let group = &mut groups[place];
        group.n += 1;
        group.n_failed += u64::from(text(row, "status") == crate::line::FAILED);
        for (name, sorted) in COLUMNS.iter().zip(&mut group.sorted) {
            sorted.extend(row.get(&format!("{name}_approx")).and_then(serde_json::Value::as_f64));
        }
        let structure = text(row, "structure");
        if !structure.is_empty() {
            *group.structures.entry(structure).or_insert(0) += 1;
        }
    }
    for group in &mut groups {
        for sorted in &mut group.sorted {
            sorted.sort_by(f64::total_cmp);
        }
    }
    groups
}

/// The smallest number that at least this share of them, in percent, is not above; `None` if there are none.
pub fn quantile(sorted: &[f64], percent: u32) -> Option<f64> {
    let n = u64::try_from(sorted.len()).unwrap_or(u64::MAX);
    let rank = (n * u64::from(percent)).div_ceil(100).max(1);
    sorted.get(usize::try_from(rank - 1).unwrap_or(usize::MAX)).copied()
}

impl Group {
    /// The structure that is best most often, and how often; of several the first by name.
    pub fn usual(&self) -> Option<(&str, u64)> {
        let most = self.structures.values().max()?;
        let found = self.structures.iter().find(|(_, n)| *n == most)?;
        Some((found.0, *found.1))
    }
}

/// A cell as text; empty if there is none.
pub(crate) fn text(row: &Record, key: &str) -> String {
    match row.get(key) {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// The value of an axis.
pub(crate) fn value(row: &Record, axis: &str) -> Value {
    Value::read(&text(row, axis))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_numbers_that_occur() {
        let sorted = [1.0, 2.0, 3.0, 4.0];
        let found = [0, 25, 26, 50, 75, 100].map(|percent| quantile(&sorted, percent));
        assert_eq!(found, [1.0, 1.0, 2.0, 2.0, 3.0, 4.0].map(Some));
        assert_eq!(quantile(&[], 50), None);
    }

    #[test]
    fn rows_come_in_groups() {
        let row = |alpha: &str, value: f64, structure: &str| -> Record {
            let row = serde_json::json!({"alpha": alpha, "status": "optimal", "value_approx": value, "structure": structure});
            row.as_object().cloned().unwrap_or_default()
        };
        let rows = [row("1", 3.0, "b"), row("2", 1.0, "a"), row("1", 2.0, "a"), row("1", 5.0, "b")];
        let found = groups(&rows, &["alpha".to_owned()]);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].n, found[0].usual()), (3, Some(("b", 2))));
        assert_eq!(found[0].sorted[0], [2.0, 3.0, 5.0]);
    }
}
