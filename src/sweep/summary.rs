//! Rows side by side: quantiles over some axes, and which structure is best where.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::entries::Entry;

/// Rows that differ only in the axes that are summed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The values of the other axes.
    pub values: Vec<Arc<str>>,
    /// How many rows there are.
    pub n: u64,
    /// How many of them have no answer.
    pub n_failed: u64,
    /// For each of [`crate::entries::COLUMNS`], the numbers in order.
    pub sorted: [Vec<f64>; 3],
    /// How often each structure is best.
    pub structures: BTreeMap<Arc<str>, u64>,
}

/// Groups of the rows that were added so far, in the order of their first rows. They take 24 bytes for each row, and some
/// hundred for each group.
#[derive(Debug)]
pub struct Groups {
    /// The places of the axes that tell groups apart.
    axes: Vec<usize>,
    places: BTreeMap<Vec<Arc<str>>, usize>,
    all: Vec<Group>,
}

impl Groups {
    /// No rows yet. The axes at these places tell groups apart.
    pub fn new(axes: Vec<usize>) -> Self {
        Self { axes, places: BTreeMap::new(), all: Vec::new() }
    }

    /// Adds a row.
    pub fn add(&mut self, entry: &Entry) {
        let values: Vec<Arc<str>> =
            self.axes.iter().map(|axis| Arc::clone(&entry.values[*axis])).collect();
        let next = self.all.len();
        let place = *self.places.entry(values.clone()).or_insert(next);
        if place == next {
            self.all.push(Group { values, ..Group::default() });
        }
        let group = &mut self.all[place];
        group.n += 1;
        group.n_failed += u64::from(entry.is_failed);
        for (number, numbers) in entry.numbers.iter().zip(&mut group.sorted) {
            numbers.extend(number);
        }
        if !entry.structure.is_empty() {
            *group.structures.entry(Arc::clone(&entry.structure)).or_insert(0) += 1;
        }
    }

    /// All of them.
    pub fn finish(mut self) -> Vec<Group> {
        for group in &mut self.all {
            for numbers in &mut group.sorted {
                numbers.sort_by(f64::total_cmp);
            }
        }
        self.all
    }
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
        Some((found.0.as_ref(), *found.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::Texts;

    #[test]
    fn quantiles_are_numbers_that_occur() {
        let sorted = [1.0, 2.0, 3.0, 4.0];
        let found = [0, 25, 26, 50, 75, 100].map(|percent| quantile(&sorted, percent));
        assert_eq!(found, [1.0, 1.0, 2.0, 2.0, 3.0, 4.0].map(Some));
        assert_eq!(quantile(&[], 50), None);
    }

    #[test]
    fn rows_come_in_groups() {
        let mut texts = Texts::default();
        let mut groups = Groups::new(vec![0]);
        for (alpha, value, structure) in
            [("1", 3.0, "b"), ("2", 1.0, "a"), ("1", 2.0, "a"), ("1", 5.0, "b")]
        {
            let row = serde_json::json!({"alpha": alpha, "status": "optimal", "value_approx": value, "structure": structure});
            let row = row.as_object().cloned().unwrap_or_default();
            groups.add(&Entry::new(&row, &["alpha".to_owned()], &mut texts));
        }
        let found = groups.finish();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].n, found[0].usual()), (3, Some(("b", 2))));
        assert_eq!(found[0].sorted[0], [2.0, 3.0, 5.0]);
    }
}
