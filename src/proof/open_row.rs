//! A row during an elimination: its entries in any order and, if there are many, where each of them is.
//!
//! A model often has a few rows over nearly all columns, such as a supply. Each step that takes a short row from such a
//! row may cost what the short row has, not what the long one has: else the elimination is quadratic.

use std::collections::HashMap;

use crate::field::Field;

/// Rows with more entries look them up. Shorter ones are searched from the front.
const LONG: usize = 100;
/// Taking a row from one that is at most so many times longer goes through both.
const MUCH_LONGER: usize = 8;

#[derive(Default)]
pub(super) struct OpenRow {
    entries: Vec<(usize, u64)>,
    /// Of a long row, the place of each column in `entries`; none until it is asked for, or after all entries changed.
    places: Option<HashMap<usize, usize>>,
}

/// A row that is to be taken from others.
pub(super) struct PivotRow<'a> {
    pub(super) entries: &'a [(usize, u64)],
    /// The same by column; zero elsewhere.
    pub(super) by_column: &'a [u64],
}

/// What happened to the entries of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Came(usize),
    Went(usize),
}

impl OpenRow {
    pub(super) fn new(entries: Vec<(usize, u64)>) -> Self {
        Self { entries, places: None }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn entries(&self) -> &[(usize, u64)] {
        &self.entries
    }

    pub(super) fn into_entries(self) -> Vec<(usize, u64)> {
        self.entries
    }

    /// Removes the entry of a column.
    pub(super) fn take(&mut self, column: usize) -> u64 {
        let found = if self.entries.len() <= LONG {
            self.places = None;
            self.entries.iter().position(|(j, _)| *j == column)
        } else {
            self.places().get(&column).copied()
        };
        let Some(at) = found else { unreachable!("a column lists the rows with an entry in it") };
        self.remove(at)
    }

    /// Adds `factor` times the pivot row. `met` has a zero per column, and has zeros again afterwards.
    pub(super) fn add(
        &mut self,
        factor: u64,
        pivot: &PivotRow<'_>,
        field: Field,
        met: &mut [bool],
        mut heard: impl FnMut(Change),
    ) {
        if LONG < self.entries.len() && pivot.entries.len() * MUCH_LONGER < self.entries.len() {
            self.places();
            for &(j, above) in pivot.entries {
                let at = self.places.as_ref().and_then(|places| places.get(&j).copied());
                match at {
                    None => {
                        self.push(j, field.times(factor, above));
                        heard(Change::Came(j));
                    }
                    Some(at) => {
                        let value = field.plus_times(self.entries[at].1, factor, above);
                        self.entries[at].1 = value;
                        if value == 0 {
                            self.remove(at);
                            heard(Change::Went(j));
                        }
                    }
                }
            }
            return;
        }
        self.places = None;
        let mut at = 0;
        while at < self.entries.len() {
            let (j, value) = self.entries[at];
            let above = pivot.by_column[j];
            if above == 0 {
                at += 1;
                continue;
            }
            met[j] = true;
            let value = field.plus_times(value, factor, above);
            if value == 0 {
                self.entries.swap_remove(at);
                heard(Change::Went(j));
            } else {
                self.entries[at].1 = value;
                at += 1;
            }
        }
        for &(j, above) in pivot.entries {
            if !std::mem::take(&mut met[j]) {
                self.entries.push((j, field.times(factor, above)));
                heard(Change::Came(j));
            }
        }
    }

    fn places(&mut self) -> &HashMap<usize, usize> {
        let entries = &self.entries;
        let pairs = || entries.iter().enumerate().map(|(at, (j, _))| (*j, at)).collect();
        self.places.get_or_insert_with(pairs)
    }

    fn push(&mut self, column: usize, value: u64) {
        if let Some(places) = &mut self.places {
            places.insert(column, self.entries.len());
        }
        self.entries.push((column, value));
    }

    fn remove(&mut self, at: usize) -> u64 {
        let (column, value) = self.entries.swap_remove(at);
        if let Some(places) = &mut self.places {
            places.remove(&column);
            if let Some((moved, _)) = self.entries.get(at) {
                places.insert(*moved, at);
            }
        }
        value
    }
}
