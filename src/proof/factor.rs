//! Sparse factors of a square integer matrix modulo a prime.
//!
//! Gaussian elimination with pivots chosen by Markowitz: among a few of the rows and columns with the
//! fewest entries, the entry with the least (row entries - 1) (column entries - 1), a bound on the fill.
//! Rows and columns with a single entry come first by themselves and cost nothing. There are no sizes
//! modulo a prime, so any nonzero entry is a pivot, and the order alone decides the cost.
//!
//! Step k has the pivot (row_k, column_k) and leaves
//! ```text
//!     U: the other entries of row_k, in columns of later steps
//!     L: for each later row i that had an entry in column_k, the multiple of row_k subtracted from it.
//! ```

use std::time::Instant;

use ironproof_number::IBig;
use ironproof_number::ops::RemEuclid;

use crate::OutOfTime;
use crate::deadline::check;
use crate::field::Field;
use crate::open_row::{Change, OpenRow, PivotRow};
use crate::sparse::Sparse;

/// How many rows and columns are looked at for a pivot.
const N_CANDIDATES: usize = 4;

/// The factors. Indices are steps, so that both solves run through memory in order.
pub(super) struct Factors {
    pub(super) field: Field,
    /// Per step: row and column of the pivot.
    pivots: Vec<(usize, usize)>,
    inverses: Vec<u64>,
    /// Negated, so that each update is one addition.
    lower: Steps,
    upper: Steps,
}

/// The steps of the elimination, as they are met by whoever solves the system.
pub(super) struct Order {
    /// Per step its equation, and the unknown of its pivot.
    pub(super) steps: Vec<(usize, usize)>,
    /// Per step, whether its equation is that of the matrix, with no multiple of another one subtracted: then all its
    /// other unknowns belong to later steps.
    pub(super) is_plain: Vec<bool>,
}

/// A list of (step, number) per step.
#[derive(Default)]
struct Steps {
    starts: Vec<usize>,
    entries: Vec<(usize, u64)>,
}

/// What is left without a pivot in a matrix that is singular modulo the prime; as many of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dependent {
    pub(super) rows: Vec<usize>,
    pub(super) columns: Vec<usize>,
}

impl Factors {
    /// Factors the matrix.
    pub(super) fn new(
        matrix: &Sparse,
        field: Field,
        deadline: Instant,
    ) -> Result<Result<Self, Dependent>, OutOfTime> {
        let mut elimination = Elimination::new(matrix, field);
        while let Some((row, column)) = elimination.choose() {
            check(deadline)?;
            elimination.eliminate(row, column);
        }
        Ok(elimination.finish())
    }

    /// Replaces b by the x with A x = b.
    pub(super) fn solve(&self, b: &mut [u64], work: &mut Vec<u64>) {
        work.clear();
        work.extend(self.pivots.iter().map(|(row, _)| b[*row]));
        for k in 0..work.len() {
            let value = work[k];
            if value != 0 {
                for &(i, factor) in self.lower.of(k) {
                    work[i] = self.field.plus_times(work[i], factor, value);
                }
            }
        }
        for k in (0..work.len()).rev() {
            let sum = self.dot(work[k], self.upper.of(k), work);
            work[k] = self.field.times(sum, self.inverses[k]);
        }
        for ((_, column), value) in self.pivots.iter().zip(work.iter()) {
            b[*column] = *value;
        }
    }

    /// Replaces c by the y with A'y = c.
    pub(super) fn solve_transposed(&self, c: &mut [u64], work: &mut Vec<u64>) {
        work.clear();
        work.extend(self.pivots.iter().map(|(_, column)| c[*column]));
        for k in 0..work.len() {
            if work[k] != 0 {
                let value = self.field.times(work[k], self.inverses[k]);
                work[k] = value;
                for &(i, entry) in self.upper.of(k) {
                    work[i] = self.field.plus_times(work[i], entry, value);
                }
            }
        }
        for k in (0..work.len()).rev() {
            work[k] = self.dot(work[k], self.lower.of(k), work);
        }
        for ((row, _), value) in self.pivots.iter().zip(work.iter()) {
            c[*row] = *value;
        }
    }

    /// The order in which unknowns follow from each other in A x = b, the last first.
    pub(super) fn order(&self) -> Order {
        let steps = self.pivots.clone();
        Order { is_plain: self.lower.is_untouched(), steps }
    }

    /// The same in A'y = c.
    pub(super) fn order_transposed(&self) -> Order {
        let steps = self.pivots.iter().map(|(row, column)| (*column, *row)).collect();
        Order { is_plain: self.upper.is_untouched(), steps }
    }

    /// `start + sum of entries times vector`, reduced only when the sum would overflow.
    #[inline]
    fn dot(&self, start: u64, entries: &[(usize, u64)], vector: &[u64]) -> u64 {
        let mut sum = u128::from(start);
        for &(i, entry) in entries {
            sum += u128::from(entry) * u128::from(vector[i]);
            if sum >> 127 != 0 {
                sum = u128::from(self.field.reduce(sum));
            }
        }
        self.field.reduce(sum)
    }
}

impl Steps {
    #[inline]
    fn of(&self, k: usize) -> &[(usize, u64)] {
        &self.entries[self.starts[k]..self.starts[k + 1]]
    }

    /// Per step, whether no list names it.
    fn is_untouched(&self) -> Vec<bool> {
        let mut is_untouched = vec![true; self.starts.len() - 1];
        for (step, _) in &self.entries {
            is_untouched[*step] = false;
        }
        is_untouched
    }

    /// From lists over rows or columns to one over steps, negated.
    fn new(lists: Vec<Vec<(usize, u64)>>, step: &[usize], field: Field) -> Self {
        let mut out = Self { starts: vec![0], entries: Vec::new() };
        for list in lists {
            out.entries.extend(list.iter().map(|(i, value)| (step[*i], field.negative(*value))));
            out.starts.push(out.entries.len());
        }
        out
    }
}

struct Elimination {
    field: Field,
    /// The rows without a pivot, with what is left in them.
    rows: Vec<OpenRow>,
    /// Per column the rows with an entry in it, and some that had their pivot.
    columns: Vec<Vec<usize>>,
    n_in_column: Vec<usize>,
    row_is_done: Vec<bool>,
    column_is_done: Vec<bool>,
    /// Rows and columns by their number of entries; outdated ones are dropped when met.
    row_buckets: Vec<Vec<usize>>,
    column_buckets: Vec<Vec<usize>>,
    pivots: Vec<(usize, usize)>,
    inverses: Vec<u64>,
    lower: Vec<Vec<(usize, u64)>>,
    upper: Vec<Vec<(usize, u64)>>,
    /// The pivot row, scattered; zero elsewhere.
    scattered: Vec<u64>,
    /// Per column whether the row at hand has it.
    met: Vec<bool>,
}

impl Elimination {
    fn new(matrix: &Sparse, field: Field) -> Self {
        let n = matrix.n_rows();
        let prime = IBig::from(field.prime);
        let residue = |at: usize| match matrix.words.get(at) {
            Some(word) => field.of(i128::from(*word)),
            None => u64::try_from((&matrix.value[at]).rem_euclid(&prime)).unwrap_or(0),
        };
        let mut columns = vec![Vec::new(); n];
        let mut rows = Vec::with_capacity(n);
        for i in 0..n {
            let mut row = Vec::with_capacity(matrix.starts[i + 1] - matrix.starts[i]);
            for at in matrix.starts[i]..matrix.starts[i + 1] {
                let value = residue(at);
                if value != 0 {
                    row.push((matrix.index[at], value));
                    columns[matrix.index[at]].push(i);
                }
            }
            rows.push(OpenRow::new(row));
        }
        let n_in_column: Vec<usize> = columns.iter().map(Vec::len).collect();
        let mut row_buckets = vec![Vec::new(); n + 1];
        let mut column_buckets = vec![Vec::new(); n + 1];
        for i in 0..n {
            row_buckets[rows[i].len()].push(i);
            column_buckets[n_in_column[i]].push(i);
        }
        Self {
            field,
            rows,
            columns,
            n_in_column,
            row_is_done: vec![false; n],
            column_is_done: vec![false; n],
            row_buckets,
            column_buckets,
            pivots: Vec::with_capacity(n),
            inverses: Vec::with_capacity(n),
            lower: Vec::with_capacity(n),
            upper: Vec::with_capacity(n),
            scattered: vec![0; n],
            met: vec![false; n],
        }
    }

    /// The next pivot; `None` when nothing is left.
    fn choose(&mut self) -> Option<(usize, usize)> {
        let mut best: Option<(usize, (usize, usize))> = None;
        let mut n_seen = 0;
        for count in 1..self.row_buckets.len() {
            // Anything from here on has at least this cost.
            if best.is_some_and(|(cost, _)| cost <= (count - 1) * (count - 1)) {
                break;
            }
            let mut at = self.column_buckets[count].len();
            while 0 < at && n_seen < N_CANDIDATES {
                at -= 1;
                let column = self.column_buckets[count][at];
                if self.column_is_done[column] || self.n_in_column[column] != count {
                    self.column_buckets[count].swap_remove(at);
                    continue;
                }
                n_seen += 1;
                let done = &self.row_is_done;
                self.columns[column].retain(|row| !done[*row]);
                for &row in &self.columns[column] {
                    let cost = (self.rows[row].len() - 1) * (count - 1);
                    if best.is_none_or(|(least, _)| cost < least) {
                        best = Some((cost, (row, column)));
                    }
                }
            }
            let mut at = self.row_buckets[count].len();
            while 0 < at && n_seen < N_CANDIDATES {
                at -= 1;
                let row = self.row_buckets[count][at];
                if self.row_is_done[row] || self.rows[row].len() != count {
                    self.row_buckets[count].swap_remove(at);
                    continue;
                }
                n_seen += 1;
                for &(column, _) in self.rows[row].entries() {
                    let cost = (self.n_in_column[column] - 1) * (count - 1);
                    if best.is_none_or(|(least, _)| cost < least) {
                        best = Some((cost, (row, column)));
                    }
                }
            }
            if N_CANDIDATES <= n_seen {
                break;
            }
        }
        best.map(|(_, pivot)| pivot)
    }

    fn eliminate(&mut self, row: usize, column: usize) {
        let field = self.field;
        let mut pivot_row = std::mem::take(&mut self.rows[row]);
        let pivot = pivot_row.take(column);
        let pivot_row = pivot_row.into_entries();
        let inverse = field.inverse(pivot);
        self.row_is_done[row] = true;
        self.column_is_done[column] = true;
        for &(j, value) in &pivot_row {
            self.scattered[j] = value;
            self.n_in_column[j] -= 1;
        }
        let mut factors = Vec::new();
        for i in std::mem::take(&mut self.columns[column]) {
            if self.row_is_done[i] {
                continue;
            }
            let factor = self.subtract(i, column, inverse, &pivot_row);
            factors.push((i, factor));
            self.row_buckets[self.rows[i].len()].push(i);
        }
        for &(j, _) in &pivot_row {
            self.scattered[j] = 0;
            self.column_buckets[self.n_in_column[j]].push(j);
        }
        self.pivots.push((row, column));
        self.inverses.push(inverse);
        self.lower.push(factors);
        self.upper.push(pivot_row);
    }

    /// Subtracts the multiple of the pivot row that clears `column` in row `i`; returns the multiple.
    fn subtract(
        &mut self,
        i: usize,
        column: usize,
        inverse: u64,
        pivot_row: &[(usize, u64)],
    ) -> u64 {
        let field = self.field;
        let row = &mut self.rows[i];
        let factor = field.times(row.take(column), inverse);
        if !pivot_row.is_empty() {
            let pivot = PivotRow { entries: pivot_row, by_column: &self.scattered };
            let (columns, n_in_column) = (&mut self.columns, &mut self.n_in_column);
            row.add(field.negative(factor), &pivot, field, &mut self.met, |change| match change {
                Change::Came(j) => {
                    columns[j].push(i);
                    n_in_column[j] += 1;
                }
                Change::Went(j) => {
                    columns[j].retain(|other| *other != i);
                    n_in_column[j] -= 1;
                }
            });
        }
        factor
    }

    fn finish(self) -> Result<Factors, Dependent> {
        let n = self.row_is_done.len();
        let open = |done: &[bool]| (0..n).filter(|&i| !done[i]).collect::<Vec<_>>();
        if self.pivots.len() < n {
            let rows = open(&self.row_is_done);
            return Err(Dependent { rows, columns: open(&self.column_is_done) });
        }
        let (mut row_step, mut column_step) = (vec![0; n], vec![0; n]);
        for (k, (row, column)) in self.pivots.iter().enumerate() {
            row_step[*row] = k;
            column_step[*column] = k;
        }
        Ok(Factors {
            field: self.field,
            lower: Steps::new(self.lower, &row_step, self.field),
            upper: Steps::new(self.upper, &column_step, self.field),
            pivots: self.pivots,
            inverses: self.inverses,
        })
    }
}
