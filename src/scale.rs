//! Rationals over a common denominator.
//!
//! Integers over one denominator are tens of times faster than rationals, which pay a gcd at each
//! step; sums and comparisons of instance data go through here.

use dashu_int::ops::Gcd;
use dashu_int::{IBig, UBig};

use crate::rational::Rational;

/// The least common multiple of the denominators.
pub fn common_denominator<'a>(values: impl IntoIterator<Item = &'a Rational>) -> UBig {
    let mut lcm = UBig::ONE;
    for value in values {
        extend_denominator(&mut lcm, value.denominator());
    }
    lcm
}

/// Replaces `lcm` by the least common multiple of itself and `denominator`.
pub fn extend_denominator(lcm: &mut UBig, denominator: &UBig) {
    // Nearly always a divisor already: one remainder instead of a gcd.
    if !(&*lcm % denominator).is_zero() {
        let gcd = (&*lcm).gcd(denominator);
        *lcm *= denominator / gcd;
    }
}

/// `value * denominator`, which must be an integer.
pub fn to_integer(value: &Rational, denominator: &UBig) -> IBig {
    debug_assert!((denominator % value.denominator()).is_zero(), "not a common denominator");
    if value.denominator() == denominator {
        return value.numerator().clone();
    }
    value.numerator() * IBig::from(denominator / value.denominator())
}

/// The sum of many rationals, over their common denominator.
pub fn sum<'a>(values: impl Iterator<Item = &'a Rational> + Clone) -> Rational {
    let denominator = common_denominator(values.clone());
    let mut total = IBig::ZERO;
    for value in values {
        total += to_integer(value, &denominator);
    }
    Rational::from_parts(total, denominator)
}
