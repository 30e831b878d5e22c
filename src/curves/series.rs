//! Sums of terms `c s^p (log s)^q` with rational c and p: polynomials, logarithms and powers at once.
//!
//! They are closed under sums, products, derivatives and antiderivatives, so Psi of an exponential, Pareto
//! or power function is derived as exactly as that of a polynomial. Only the last step, the value at
//! some s > 0, is an enclosure.

use std::collections::BTreeMap;

use ironproof_number::{IBig, UBig};

use super::enclosure::{Enclosure, Precision, magnitude};
use ironproof_instance::Polynomial;
use ironproof_number::rational::Rational;

/// `sum c s^p (log s)^q`, by (p, q); no c is zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    terms: BTreeMap<(Rational, usize), Rational>,
}

impl Series {
    /// `c s^p`
    pub fn power(coefficient: Rational, exponent: Rational) -> Self {
        let mut series = Self::default();
        series.push(exponent, 0, coefficient);
        series
    }

    /// A constant.
    pub fn constant(value: Rational) -> Self {
        Self::power(value, Rational::ZERO)
    }

    /// `c log s`
    pub fn log(coefficient: Rational) -> Self {
        let mut series = Self::default();
        series.push(Rational::ZERO, 1, coefficient);
        series
    }

    /// A polynomial of a series.
    pub fn compose(polynomial: &Polynomial, inner: &Self) -> Self {
        let coefficients = polynomial.coefficients().iter().rev();
        coefficients.fold(Self::default(), |value, coefficient| {
            value.mul(inner).add(&Self::constant(coefficient.clone()))
        })
    }

    fn push(&mut self, exponent: Rational, logs: usize, coefficient: Rational) {
        let slot = self.terms.entry((exponent, logs)).or_insert(Rational::ZERO);
        *slot += coefficient;
        self.terms.retain(|_, c| !c.is_zero());
    }

    /// The sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        for ((p, q), c) in &other.terms {
            sum.push(p.clone(), *q, c.clone());
        }
        sum
    }

    /// The product.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        let mut product = Self::default();
        for ((p, q), c) in &self.terms {
            for ((p2, q2), c2) in &other.terms {
                product.push(p + p2, q + q2, c * c2);
            }
        }
        product
    }

    /// The product with a number.
    #[must_use]
    pub fn scaled(&self, factor: &Rational) -> Self {
        self.mul(&Self::constant(factor.clone()))
    }

    /// The derivative by s.
    #[must_use]
    pub fn derivative(&self) -> Self {
        let mut derivative = Self::default();
        for ((p, q), c) in &self.terms {
            let lower = p - Rational::ONE;
            derivative.push(lower.clone(), *q, c * p);
            if let Some(fewer) = q.checked_sub(1) {
                derivative.push(lower, fewer, c * Rational::from(*q));
            }
        }
        derivative
    }

    /// An antiderivative by s.
    #[must_use]
    pub fn antiderivative(&self) -> Self {
        let mut integral = Self::default();
        for ((p, q), c) in &self.terms {
            let higher = p + Rational::ONE;
            if higher.is_zero() {
                integral.push(Rational::ZERO, q + 1, c / Rational::from(q + 1));
                continue;
            }
            // By parts: int s^p log^q = s^(p+1) log^q / (p+1) - q / (p+1) int s^p log^(q-1)
            let mut coefficient = c / &higher;
            for logs in (0..=*q).rev() {
                integral.push(higher.clone(), logs, coefficient.clone());
                coefficient = -coefficient * Rational::from(logs) / &higher;
            }
        }
        integral
    }

    /// The value at `s > 0` where it is rational: no logarithm, and whole powers only.
    pub fn exact_value(&self, s: &Rational) -> Option<Rational> {
        let mut sum = Rational::ZERO;
        for ((p, q), c) in &self.terms {
            let whole = p.clone().is_int().then(|| i64::try_from(p.numerator()).ok());
            let n = whole.flatten().filter(|n| *q == 0 && n.unsigned_abs() <= MOST_FACTORS)?;
            let factor = if n < 0 { Rational::ONE / s } else { s.clone() };
            sum += (0..n.unsigned_abs()).fold(c.clone(), |term, _| term * &factor);
        }
        Some(sum)
    }

    /// The value at `s > 0`.
    pub fn value(&self, s: &Rational, precision: &Precision) -> Enclosure {
        let basis = Basis::new(&[self]);
        let at = basis.at(s.numerator(), &IBig::from(s.denominator().clone()), precision);
        basis.enclosed(self, precision).value(&at, precision)
    }
}

/// Powers up to this exponent are multiplied out exactly.
const MOST_FACTORS: u64 = 64;

/// The exponents of several series, for values of all of them at many places.
#[derive(Clone)]
pub struct Basis {
    exponents: Vec<Rational>,
    needs_log: bool,
}

/// A series over a basis.
#[derive(Clone)]
pub struct Enclosed {
    /// Coefficient, index of the exponent, power of the logarithm.
    terms: Vec<(Enclosure, usize, usize)>,
}

/// Powers and logarithm at one place, or on a range.
#[derive(Clone)]
pub struct At {
    powers: Vec<Enclosure>,
    log: Enclosure,
}

impl Basis {
    /// The basis of these series.
    pub fn new(series: &[&Series]) -> Self {
        let terms = || series.iter().flat_map(|series| series.terms.keys());
        let mut exponents: Vec<Rational> = terms().map(|(p, _)| p.clone()).collect();
        exponents.sort();
        exponents.dedup();
        let needs_log = terms().any(|(p, q)| 0 < *q || !p.clone().is_int());
        Basis { exponents, needs_log }
    }

    /// One of the series of this basis.
    pub fn enclosed(&self, series: &Series, precision: &Precision) -> Enclosed {
        let index = |p| self.exponents.binary_search(p).expect("the basis has all exponents");
        let terms = series.terms.iter();
        Enclosed { terms: terms.map(|((p, q), c)| (precision.rational(c), index(p), *q)).collect() }
    }

    /// The powers and the logarithm at `s = numerator / denominator`, both positive.
    pub fn at(&self, numerator: &IBig, denominator: &IBig, precision: &Precision) -> At {
        let (value, inverse) = (
            precision.fraction(numerator, denominator),
            precision.fraction(denominator, numerator),
        );
        let log = if self.needs_log {
            precision.log(&magnitude(numerator), &magnitude(denominator))
        } else {
            Enclosure::ZERO
        };
        let mut fractional: Option<(Rational, Enclosure)> = None;
        let mut powers = Vec::with_capacity(self.exponents.len());
        for exponent in &self.exponents {
            let whole = exponent.floor();
            let rest = exponent - Rational::from(whole.clone());
            let mut power = if rest.is_zero() {
                precision.one()
            } else {
                // Most series have only one fractional part.
                match &fractional {
                    Some((known, power)) if *known == rest => power.clone(),
                    _ => {
                        let root =
                            precision.exp(&precision.product(&precision.rational(&rest), &log));
                        fractional.insert((rest, root)).1.clone()
                    }
                }
            };
            let factor = if whole < IBig::ZERO { &inverse } else { &value };
            let mut n_factors = magnitude(&whole);
            while n_factors > UBig::ZERO {
                power = precision.product(&power, factor);
                n_factors -= UBig::ONE;
            }
            powers.push(power);
        }
        At { powers, log }
    }
}

impl At {
    /// Everything between two places: powers and logarithm are monotone.
    pub fn hull(&self, other: &Self) -> Self {
        let pairs = self.powers.iter().zip(&other.powers);
        At { powers: pairs.map(|(a, b)| a.hull(b)).collect(), log: self.log.hull(&other.log) }
    }
}

impl Enclosed {
    /// The values at a place, or on a range.
    pub fn value(&self, at: &At, precision: &Precision) -> Enclosure {
        self.terms.iter().fold(Enclosure::ZERO, |sum, (coefficient, exponent, n_logs)| {
            let power = precision.product(coefficient, &at.powers[*exponent]);
            let term = (0..*n_logs).fold(power, |term, _| precision.product(&term, &at.log));
            &sum + &term
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Rational {
        ironproof_number::rational::parse(text).expect(text)
    }

    /// 3 s^2 - s^(-1/2) log^2 s / 7 + 2 / s + log s
    fn sample() -> Series {
        let log = Series::log(Rational::ONE);
        let root = Series::power(number("-1/7"), number("-1/2"));
        Series::power(number("3"), number("2"))
            .add(&root.mul(&log).mul(&log))
            .add(&Series::power(number("2"), number("-1")))
            .add(&log)
    }

    #[test]
    fn derivatives_invert_antiderivatives() {
        assert_eq!(sample().antiderivative().derivative(), sample());
        let cancelled = sample().add(&sample().scaled(&-Rational::ONE));
        assert_eq!(cancelled, Series::default());
    }

    /// Against values computed with 40 digits.
    #[test]
    fn values_are_enclosed() {
        let precision = Precision::new(110);
        for (s, digits) in [("1", "5"), ("4", SAMPLE_AT_4), ("1/100", SAMPLE_AT_HUNDREDTH)] {
            let found = precision.between(&sample().value(&number(s), &precision));
            let (known, unit) = (number(digits), number("1e-25"));
            assert!(found.low <= &known + &unit && known <= &found.high + &unit, "{s}: {found:?}");
            assert!(found.width() < unit, "{s}");
        }
    }

    const SAMPLE_AT_4: &str = "49.74902207142897592607243494968016314";
    const SAMPLE_AT_HUNDREDTH: &str = "165.0985691827067771430402091558083133";

    #[test]
    fn a_range_contains_its_places() {
        let precision = Precision::new(80);
        let series = sample();
        let basis = Basis::new(&[&series]);
        let enclosed = basis.enclosed(&series, &precision);
        let at = |n: i32| basis.at(&IBig::from(n), &IBig::from(10), &precision);
        let range = enclosed.value(&at(5).hull(&at(20)), &precision);
        for n in 5..=20 {
            let place = enclosed.value(&at(n), &precision);
            assert!(range.low <= place.low && place.high <= range.high, "{n}");
        }
    }
}
