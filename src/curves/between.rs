//! A number between two rationals, or one number; sums and products of such numbers, never narrower than the truth.

use std::ops::{Add, Mul, Neg, Sub};

use ironproof_number::rational::Rational;

/// A number between two others, or one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    /// Not above the number.
    pub low: Rational,
    /// Not below it.
    pub high: Rational,
}

impl Between {
    /// One number.
    pub fn exactly(value: Rational) -> Self {
        Between { low: value.clone(), high: value }
    }

    /// The number 0.
    pub fn zero() -> Self {
        Self::exactly(Rational::ZERO)
    }

    /// Between two numbers, in either order.
    pub fn of(a: Rational, b: Rational) -> Self {
        if a <= b { Between { low: a, high: b } } else { Between { low: b, high: a } }
    }

    /// The same with its ends in order.
    #[must_use]
    pub fn ordered(self) -> Self {
        Self::of(self.low, self.high)
    }

    /// How much is not known.
    pub fn width(&self) -> Rational {
        &self.high - &self.low
    }

    /// The middle of what is known.
    pub fn middle(&self) -> Rational {
        if self.is_exact() {
            self.low.clone()
        } else {
            (&self.low + &self.high) / Rational::from(2)
        }
    }

    /// Whether it is known exactly.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    /// Whether the number is certainly above zero.
    pub fn is_positive(&self) -> bool {
        self.low > Rational::ZERO
    }

    /// Whether the number is certainly below zero.
    pub fn is_negative(&self) -> bool {
        self.high < Rational::ZERO
    }

    /// Whether it is zero for certain.
    pub fn is_zero(&self) -> bool {
        self.low.is_zero() && self.high.is_zero()
    }

    /// Whether it may be `x`.
    pub fn admits(&self, x: &Rational) -> bool {
        self.low <= *x && *x <= self.high
    }

    /// Whether it is certainly below the other.
    pub fn is_below(&self, other: &Self) -> bool {
        self.high < other.low
    }

    /// All that one of the two may be.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Between {
            low: (&self.low).min(&other.low).clone(),
            high: (&self.high).max(&other.high).clone(),
        }
    }

    /// The larger of the two numbers.
    #[must_use]
    pub fn max(&self, other: &Self) -> Self {
        Between {
            low: (&self.low).max(&other.low).clone(),
            high: (&self.high).max(&other.high).clone(),
        }
    }

    /// The product with a number.
    #[must_use]
    pub fn times(&self, factor: &Rational) -> Self {
        if self.is_exact() {
            return Self::exactly(&self.low * factor);
        }
        Self::of(&self.low * factor, &self.high * factor)
    }

    /// The quotient, if the divisor is certainly above zero.
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        if !divisor.is_positive() {
            return None;
        }
        if self.is_exact() && divisor.is_exact() {
            return Some(Self::exactly(&self.low / &divisor.low));
        }
        let by = |end: &Rational, far: &Rational, near: &Rational| {
            if *end < Rational::ZERO { end / near } else { end / far }
        };
        Some(Between {
            low: by(&self.low, &divisor.high, &divisor.low),
            high: by(&self.high, &divisor.low, &divisor.high),
        })
    }
}

impl Add for &Between {
    type Output = Between;
    fn add(self, other: Self) -> Between {
        if self.is_exact() && other.is_exact() {
            return Between::exactly(&self.low + &other.low);
        }
        Between { low: &self.low + &other.low, high: &self.high + &other.high }
    }
}

impl Sub for &Between {
    type Output = Between;
    fn sub(self, other: Self) -> Between {
        if self.is_exact() && other.is_exact() {
            return Between::exactly(&self.low - &other.low);
        }
        Between { low: &self.low - &other.high, high: &self.high - &other.low }
    }
}

impl Neg for &Between {
    type Output = Between;
    fn neg(self) -> Between {
        Between { low: -self.high.clone(), high: -self.low.clone() }
    }
}

impl Mul for &Between {
    type Output = Between;
    fn mul(self, other: Self) -> Between {
        if self.is_exact() {
            return other.times(&self.low);
        }
        if other.is_exact() {
            return self.times(&other.low);
        }
        let zero = Rational::ZERO;
        if self.low >= zero && other.low >= zero {
            return Between { low: &self.low * &other.low, high: &self.high * &other.high };
        }
        let a = self.times(&other.low);
        a.hull(&self.times(&other.high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Rational {
        ironproof_number::rational::parse(text).expect(text)
    }

    fn between(low: &str, high: &str) -> Between {
        Between { low: number(low), high: number(high) }
    }

    #[test]
    fn products_and_quotients_cover_all_signs() {
        for (a, b, product) in [
            (between("2", "3"), between("4", "5"), between("8", "15")),
            (between("-2", "3"), between("4", "5"), between("-10", "15")),
            (between("-2", "3"), between("-5", "4"), between("-15", "12")),
            (between("-3", "-2"), between("-5", "-4"), between("8", "15")),
            (between("-3", "-2"), between("4", "4"), between("-12", "-8")),
        ] {
            assert_eq!(&a * &b, product);
            assert_eq!(&b * &a, product);
        }
        let divisor = between("2", "4");
        assert_eq!(between("1", "3").over(&divisor), Some(between("1/4", "3/2")));
        assert_eq!(between("-1", "3").over(&divisor), Some(between("-1/2", "3/2")));
        assert_eq!(between("-3", "-1").over(&divisor), Some(between("-3/2", "-1/4")));
        assert_eq!(between("1", "2").over(&between("0", "1")), None);
        assert_eq!(&between("1", "2") - &between("1", "3"), between("-2", "1"));
    }
}
