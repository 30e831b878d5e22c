//! Exact fractions, and lists of them as integers over one unit.

use std::cmp::Ordering;
use std::fmt;

use dashu_int::IBig;
use dashu_int::ops::Gcd;

/// A rational number. Invariant: the denominator is positive, the fraction is reduced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    pub(crate) numerator: IBig,
    pub(crate) denominator: IBig,
}

impl Fraction {
    pub(crate) const ZERO: Fraction = Fraction { numerator: IBig::ZERO, denominator: IBig::ONE };
    pub(crate) const ONE: Fraction = Fraction { numerator: IBig::ONE, denominator: IBig::ONE };

    /// The reduced fraction of a positive denominator.
    pub(crate) fn new(numerator: IBig, denominator: IBig) -> Fraction {
        assert!(IBig::ZERO < denominator, "readers let no denominator through that is zero");
        if denominator.is_one() {
            return Fraction { numerator, denominator };
        }
        let divisor = IBig::from((&numerator).gcd(&denominator));
        Fraction { numerator: numerator / &divisor, denominator: denominator / divisor }
    }

    pub(crate) fn plus(&self, other: &Fraction) -> Fraction {
        if self.denominator == other.denominator {
            return Fraction::new(&self.numerator + &other.numerator, self.denominator.clone());
        }
        let left = &self.numerator * &other.denominator;
        let right = &other.numerator * &self.denominator;
        Fraction::new(left + right, &self.denominator * &other.denominator)
    }

    pub(crate) fn minus(&self, other: &Fraction) -> Fraction {
        let Fraction { numerator, denominator } = other;
        self.plus(&Fraction { numerator: -numerator, denominator: denominator.clone() })
    }

    pub(crate) fn times(&self, other: &Fraction) -> Fraction {
        Fraction::new(&self.numerator * &other.numerator, &self.denominator * &other.denominator)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        let right = &other.numerator * &self.denominator;
        (&self.numerator * &other.denominator).partial_cmp(&right)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.numerator)?;
        if self.denominator.is_one() { Ok(()) } else { write!(f, "/{}", self.denominator) }
    }
}

/// The least common multiple of two positive integers.
pub(crate) fn common_multiple(a: &IBig, b: &IBig) -> IBig {
    a / IBig::from(a.gcd(b)) * b
}

/// Integers and the unit that makes them fractions: `a[k] = integers[k] / unit`, likewise `b`.
pub(crate) fn over_one_unit(a: &[Fraction], b: &[Fraction]) -> (Vec<IBig>, Vec<IBig>, IBig) {
    let mut unit = IBig::ONE;
    for fraction in a.iter().chain(b) {
        // Most denominators are old news, and a remainder is cheaper than a gcd.
        if !(&unit % &fraction.denominator).is_zero() {
            unit = common_multiple(&unit, &fraction.denominator);
        }
    }
    let scaled = |fraction: &Fraction| &fraction.numerator * (&unit / &fraction.denominator);
    (a.iter().map(scaled).collect(), b.iter().map(scaled).collect(), unit)
}
