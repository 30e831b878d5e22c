//! At which quantile a curve reaches a value.

use ironproof_number::rational;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::Curve;
use super::polynomial::Polynomial;

impl Curve {
    /// The quantile in `[from, to]` at which the curve reaches `value`, and whether it is exact; if not,
    /// it is rounded to `digits` decimals. The curve must not be constant.
    pub fn quantile_of(
        &self,
        value: &Rational,
        from: &Rational,
        to: &Rational,
        digits: usize,
    ) -> (Rational, bool) {
        match self {
            Curve::Polynomial(polynomial) => match polynomial.coefficients() {
                [at_zero, slope] => ((value - at_zero) / slope, true),
                _ => (bisect(polynomial, value, from, to, digits), false),
            },
            Curve::Quantile(quantile) => {
                let t = quantile.inverse(rational::approx(value)).lower;
                // A distribution function of a finite number is finite.
                let t = rational::exact(t).unwrap_or_else(|| to.clone());
                (rational::round_decimal(&t, digits).clamp(from.clone(), to.clone()), false)
            }
        }
    }
}

/// Invariant: the curve is below `value` at `low` and not below it at `high`.
fn bisect(
    polynomial: &Polynomial,
    value: &Rational,
    from: &Rational,
    to: &Rational,
    digits: usize,
) -> Rational {
    let (mut low, mut high) = (from.clone(), to.clone());
    let step = Rational::from_parts(IBig::ONE, UBig::from(10_u8).pow(digits));
    while step < &high - &low {
        // Rounding keeps the denominators short.
        let middle = rational::round_decimal(&((&low + &high) / Rational::from(2)), digits);
        if middle <= low || high <= middle {
            break;
        }
        if polynomial.at(&middle) < *value {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}
