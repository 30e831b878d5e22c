//! The supply in integers: exact integrals of quality between two ranks.

use ironproof_curves::supply::Top;
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};
use ironproof_number::{IBig, UBig};

/// A piece of the supply over a common denominator of masses.
pub(super) struct ScaledTop {
    pub(super) end: IBig,
    /// `sum_i scaled[i] n^i / (common unit^degree)` is the total at s = n / unit.
    scaled: Vec<IBig>,
    /// Denominator of [`ScaledTop::mean`].
    pub(super) mean_unit: UBig,
    total_unit: UBig,
}

impl ScaledTop {
    pub(super) fn new(top: &Top, unit: &UBig) -> Self {
        let coefficients = top.total.coefficients();
        let common = common_denominator(coefficients);
        let degree = top.total.degree();
        let mut scaled = Vec::with_capacity(coefficients.len());
        for (power, coefficient) in coefficients.iter().enumerate() {
            let stretch = IBig::from(unit.pow(degree - power));
            scaled.push(to_integer(coefficient, &common) * stretch);
        }
        let mean_unit = &common * unit.pow(degree.saturating_sub(1));
        let total_unit = common * unit.pow(degree);
        ScaledTop { end: to_integer(&top.end, unit), scaled, mean_unit, total_unit }
    }

    /// The total at n / unit, as a numerator over `total_unit`.
    fn numerator(&self, n: &IBig) -> IBig {
        self.scaled.iter().rev().fold(IBig::ZERO, |value, coefficient| value * n + coefficient)
    }

    /// The mean quality between the ranks `from < to`, over `mean_unit`. The division leaves no
    /// remainder: the difference of equal powers is a multiple of the difference.
    pub(super) fn mean(&self, from: &IBig, to: &IBig) -> IBig {
        (self.numerator(to) - self.numerator(from)) / (to - from)
    }

    /// The sum of the qualities between two ranks.
    pub(super) fn between(&self, from: &IBig, to: &IBig) -> Rational {
        Rational::from_parts(self.numerator(to) - self.numerator(from), self.total_unit.clone())
    }
}
