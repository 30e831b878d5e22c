//! A square system modulo p, eliminated once and solved for many right sides.

use std::collections::BTreeSet;

use crate::Incomplete;
use crate::budget::Budget;
use crate::modular::{RowModP, inverse, minus_product, product};

/// Entries of all rows together, at most: a sparse system can fill up.
const MAX_ENTRIES: usize = 32 << 20;

/// A pivot: its place, and where the rest of its row, and what was taken from which rows, end among all entries.
struct Step {
    row: usize,
    column: usize,
    inverse: u64,
    rest: usize,
    taken: usize,
}

/// Pivots in their order, with their entries one after another.
#[derive(Default)]
pub(crate) struct Factors {
    steps: Vec<Step>,
    entries: Vec<(usize, u64)>,
}

/// Gaussian elimination; the next pivot is in the row or column with the fewest entries left.
pub(crate) fn eliminate(
    mut rows: Vec<RowModP>,
    budget: &mut Budget,
) -> Result<Factors, Incomplete> {
    let mut n_entries: usize = rows.iter().map(Vec::len).sum();
    let mut columns: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); rows.len()];
    for (i, row) in rows.iter().enumerate() {
        for (j, _) in row {
            columns[*j].insert(i);
        }
    }
    // (entries, is a row, index) of the rows and columns that are left.
    let mut lines: BTreeSet<(usize, bool, usize)> = BTreeSet::new();
    lines.extend(rows.iter().enumerate().map(|(i, row)| (row.len(), true, i)));
    lines.extend(columns.iter().enumerate().map(|(j, column)| (column.len(), false, j)));
    let mut factors = Factors::default();
    while let Some((_, is_row, index)) = lines.first().copied() {
        let pivot = if is_row {
            let places = rows[index].iter().map(|(j, _)| *j);
            places.min_by_key(|j| columns[*j].len()).map(|j| (index, j))
        } else {
            columns[index].iter().copied().min_by_key(|i| rows[*i].len()).map(|i| (i, index))
        };
        let (row, column) = pivot.ok_or(Incomplete::NoBasis)?;
        lines.remove(&(rows[row].len(), true, row));
        let mut rest = std::mem::take(&mut rows[row]);
        for (j, _) in &rest {
            lines.remove(&(columns[*j].len(), false, *j));
            columns[*j].remove(&row);
        }
        let inverse = inverse(take(&mut rest, column));
        let mut taken = Vec::new();
        let below = std::mem::take(&mut columns[column]);
        // An entry takes as long as some thirty products: the sets of the columns change.
        budget.spend(30 * (1 + below.len()) * (1 + rest.len()))?;
        for i in below {
            lines.remove(&(rows[i].len(), true, i));
            let factor = product(take(&mut rows[i], column), inverse);
            let changed = difference(&rows[i], factor, &rest);
            n_entries = n_entries + 1 + changed.len() - rows[i].len();
            rows[i] = changed;
            for (j, _) in &rest {
                if rows[i].binary_search_by_key(j, |(j, _)| *j).is_ok() {
                    columns[*j].insert(i);
                } else {
                    columns[*j].remove(&i);
                }
            }
            lines.insert((rows[i].len(), true, i));
            taken.push((i, factor));
        }
        if MAX_ENTRIES < n_entries {
            return Err(Incomplete::TooLarge("the basis fills up with more than 32 Mi entries"));
        }
        lines.extend(rest.iter().map(|(j, _)| (columns[*j].len(), false, *j)));
        factors.push((row, column), inverse, rest, taken);
    }
    Ok(factors)
}

/// Removes the entry of the column, which is there.
fn take(row: &mut RowModP, column: usize) -> u64 {
    let at = row.binary_search_by_key(&column, |(j, _)| *j).expect("the sets of columns are right");
    row.remove(at).1
}

/// a - factor b, without zeros.
fn difference(a: &RowModP, factor: u64, b: &RowModP) -> RowModP {
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    let mut result = Vec::new();
    loop {
        let entry = match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return result,
            (Some((j, value)), other) if other.is_none_or(|(k, _)| j < k) => {
                a.next();
                (j, value)
            }
            (own, Some((k, value))) => {
                b.next();
                let own = own.filter(|(j, _)| *j == k).and_then(|_| a.next());
                (k, minus_product(own.map_or(0, |(_, value)| value), factor, value))
            }
            (Some(_), None) => unreachable!("the second arm takes what has no partner"),
        };
        if entry.1 != 0 {
            result.push(entry);
        }
    }
}

impl Factors {
    fn push(
        &mut self,
        (row, column): (usize, usize),
        inverse: u64,
        rest: RowModP,
        taken: Vec<(usize, u64)>,
    ) {
        self.entries.extend(rest);
        let rest = self.entries.len();
        self.entries.extend(taken);
        self.steps.push(Step { row, column, inverse, rest, taken: self.entries.len() });
    }

    /// Entries of the factors, which are the products of one solution.
    pub(crate) fn n_products(&self) -> usize {
        self.steps.len() + self.entries.len()
    }

    pub(crate) fn solve(&self, mut right: Vec<u64>) -> Vec<u64> {
        for step in &self.steps {
            let pivot = right[step.row];
            if pivot != 0 {
                for (i, factor) in &self.entries[step.rest..step.taken] {
                    right[*i] = minus_product(right[*i], *factor, pivot);
                }
            }
        }
        let mut x = vec![0; right.len()];
        for (k, step) in self.steps.iter().enumerate().rev() {
            let start = if k == 0 { 0 } else { self.steps[k - 1].taken };
            let known = |sum, (j, value): &(usize, u64)| minus_product(sum, *value, x[*j]);
            let sum = self.entries[start..step.rest].iter().fold(right[step.row], known);
            x[step.column] = product(sum, step.inverse);
        }
        x
    }
}
