//! Sparse integer matrices by rows.

use ironproof_number::IBig;

/// Row i is `starts[i] .. starts[i + 1]` of the other lists.
#[derive(Clone, Debug)]
pub(super) struct Sparse {
    pub(super) starts: Vec<usize>,
    pub(super) index: Vec<usize>,
    pub(super) value: Vec<IBig>,
    /// `value` in machine words; empty if one does not fit.
    pub(super) words: Vec<i64>,
    /// `value` in double words, if it is not in words; empty if one does not fit.
    pub(super) doubles: Vec<i128>,
}

impl Sparse {
    /// The matrix with the given rows.
    pub(super) fn new(rows: impl Iterator<Item = impl Iterator<Item = (usize, IBig)>>) -> Self {
        let (mut starts, mut index, mut value) = (vec![0], Vec::new(), Vec::new());
        for row in rows {
            for (j, entry) in row {
                index.push(j);
                value.push(entry);
            }
            starts.push(index.len());
        }
        Self::with_words(starts, index, value)
    }

    fn with_words(starts: Vec<usize>, index: Vec<usize>, value: Vec<IBig>) -> Self {
        let words: Option<Vec<i64>> = value.iter().map(|entry| i64::try_from(entry).ok()).collect();
        let doubles = || value.iter().map(|entry| i128::try_from(entry).ok()).collect();
        let doubles = if words.is_some() { None } else { doubles() };
        Self {
            starts,
            index,
            value,
            words: words.unwrap_or_default(),
            doubles: doubles.unwrap_or_default(),
        }
    }

    pub(super) fn n_rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// The entries of row `i`.
    pub(super) fn row(&self, i: usize) -> impl Iterator<Item = (usize, &IBig)> + Clone {
        let range = self.starts[i]..self.starts[i + 1];
        self.index[range.clone()].iter().copied().zip(&self.value[range])
    }

    /// Row `i` times the vector `x`.
    pub(super) fn dot(&self, i: usize, x: &[IBig]) -> IBig {
        let mut sum = IBig::ZERO;
        for at in self.starts[i]..self.starts[i + 1] {
            let x = &x[self.index[at]];
            if !x.is_zero() {
                sum += if self.words.is_empty() { &self.value[at] * x } else { x * self.words[at] };
            }
        }
        sum
    }

    /// The products of row `i` and the vector `x`, with their places; zeros are left out.
    pub(super) fn terms<'a>(
        &'a self,
        i: usize,
        x: &'a [IBig],
    ) -> impl Iterator<Item = (usize, IBig)> + 'a {
        let row = self.row(i).filter(|(j, _)| !x[*j].is_zero());
        row.map(|(j, entry)| (j, entry * &x[j]))
    }

    /// The transpose, of which the matrix has `n_columns` rows.
    pub(super) fn transposed(&self, n_columns: usize) -> Self {
        let mut starts = vec![0; n_columns + 1];
        for &j in &self.index {
            starts[j + 1] += 1;
        }
        for j in 0..n_columns {
            starts[j + 1] += starts[j];
        }
        let mut next = starts.clone();
        let (mut index, mut value) =
            (vec![0; self.index.len()], vec![IBig::ZERO; self.index.len()]);
        for i in 0..self.n_rows() {
            for (j, entry) in self.row(i) {
                index[next[j]] = i;
                value[next[j]].clone_from(entry);
                next[j] += 1;
            }
        }
        Self::with_words(starts, index, value)
    }
}
