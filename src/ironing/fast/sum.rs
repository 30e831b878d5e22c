//! Sums that carry their rounding error along [Neu74].
//!
//! # References
//!
//! [Neu74] A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, 1974.

/// A sum and what rounding took from it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Compensated {
    sum: f64,
    lost: f64,
}

impl Compensated {
    pub(super) fn new(start: f64) -> Self {
        Self { sum: start, lost: 0.0 }
    }

    pub(super) fn add(&mut self, x: f64) {
        let sum = self.sum + x;
        self.lost +=
            if self.sum.abs() >= x.abs() { (self.sum - sum) + x } else { (x - sum) + self.sum };
        self.sum = sum;
    }

    pub(super) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

/// The sum of a short slice, in four interleaved parts.
pub(super) fn short(values: &[f64]) -> f64 {
    let (rows, rest) = values.as_chunks::<4>();
    let (mut low, mut high) = ([0.0; 2], [0.0; 2]);
    for [a, b, c, d] in rows {
        low = [low[0] + a, low[1] + b];
        high = [high[0] + c, high[1] + d];
    }
    (low[0] + low[1]) + (high[0] + high[1]) + rest.iter().sum::<f64>()
}
