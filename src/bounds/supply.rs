//! The objects from the best one down: exact integrals of quality.
//!
//! With s the mass of objects that are better, the quality at s is q(1 - s / mass), where q is the
//! quantile function, and 0 once the objects are used up. `Top::total` is its integral from 0 to s, a
//! polynomial on each piece.

use ironproof_number::{IBig, UBig};

use super::Error;
use super::psi::negative;
use ironproof_instance::{Polynomial, Quality};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};

/// The objects of one piece of the quantile function.
pub(super) struct Top {
    /// The mass of objects of this piece and better ones.
    pub(super) end: Rational,
    /// s -> the sum of the qualities of the best objects of mass s.
    pub(super) total: Polynomial,
}

/// The pieces of quality, best first.
pub(super) fn from_the_top(quality: &Quality) -> Result<Vec<Top>, Error> {
    let mut tops = Vec::with_capacity(quality.pieces.len());
    let mut total_above = Rational::ZERO;
    let to_quantile = Polynomial::new(vec![Rational::ONE, -(Rational::ONE / &quality.mass)]);
    for piece in quality.pieces.iter().rev() {
        let curve = piece.curve.as_polynomial();
        let curve = curve.ok_or_else(|| Error::NoEnclosure { label: "quality".to_owned() })?;
        let integral = curve.antiderivative();
        let end = (Rational::ONE - &piece.from) * &quality.mass;
        let total = negative(&integral)
            .add(&Polynomial::constant(integral.at(&piece.to)))
            .mul(&Polynomial::constant(quality.mass.clone()))
            .compose(&to_quantile)
            .add(&Polynomial::constant(total_above));
        total_above = total.at(&end);
        tops.push(Top { end, total });
    }
    Ok(tops)
}

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
