//! Rationals over a common denominator.
//!
//! Integers over one denominator are tens of times faster than rationals, which pay a gcd at each
//! step; sums and comparisons of instance data go through here.

use std::cmp::Ordering;

use crate::ops::{Gcd, UnsignedAbs};
use crate::{IBig, UBig};

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
    // Nearly always a divisor already: one remainder instead of a gcd, and of machine words if they fit.
    if let (Ok(multiple), Ok(divisor)) = (u64::try_from(&*lcm), u64::try_from(denominator))
        && multiple % divisor == 0
    {
        return;
    }
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

/// The same in machine words, if numerator and denominators are such.
pub fn to_word(value: &Rational, denominator: &UBig) -> Option<i128> {
    let unit = u64::try_from(denominator).ok()?;
    let own = u64::try_from(value.denominator()).ok()?;
    let factor = unit / own;
    debug_assert!(factor * own == unit, "not a common denominator");
    let numerator = i64::try_from(value.numerator()).ok()?;
    // Below 2^63 times 2^64.
    Some(i128::from(numerator) * i128::from(factor))
}

/// The same in 64 bits, with the denominator as a word.
pub fn to_short(value: &Rational, unit: u64) -> Option<i64> {
    let own = u64::try_from(value.denominator()).ok()?;
    let numerator = i64::try_from(value.numerator()).ok()?;
    if own == unit {
        return Some(numerator);
    }
    let factor = unit / own;
    debug_assert!(factor * own == unit, "not a common denominator");
    numerator.checked_mul(i64::try_from(factor).ok()?)
}

/// Compares `a * b` with `c`, for `a` and `b` not negative, without a gcd.
pub fn cmp_product(a: &Rational, b: &Rational, c: &Rational) -> Ordering {
    if c.numerator() < &IBig::ZERO {
        return Ordering::Greater;
    }
    let magnitude = |x: &Rational| x.numerator().clone().unsigned_abs();
    let product = magnitude(a) * magnitude(b) * c.denominator();
    product.cmp(&(magnitude(c) * a.denominator() * b.denominator()))
}

/// The sum of many rationals, over their common denominator.
pub fn sum<'a>(values: impl Iterator<Item = &'a Rational> + Clone) -> Rational {
    let denominator = common_denominator(values.clone());
    let (mut total, mut words) = (IBig::ZERO, 0_i128);
    for value in values {
        match to_word(value, &denominator).and_then(|word| words.checked_add(word)) {
            Some(sum) => words = sum,
            None => total += to_integer(value, &denominator),
        }
    }
    Rational::from_parts(total + IBig::from(words), denominator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Rational {
        crate::rational::parse(text).expect(text)
    }

    #[test]
    fn words_and_big_integers_agree() {
        let large = "123456789012345678901234567890";
        for (text, unit) in [
            ("-7/3", 12_u64),
            ("5", 1),
            ("0", 9),
            ("-9223372036854775808/3", 3),
            ("9223372036854775807/2", 4),
            ("9223372036854775807/2", u64::MAX - 1),
        ] {
            let (value, unit) = (number(text), UBig::from(unit));
            let scaled = to_integer(&value, &unit);
            assert_eq!(
                to_word(&value, &unit).as_ref().map(|x| IBig::from(*x)),
                Some(scaled.clone())
            );
            let short = u64::try_from(&unit).ok().and_then(|unit| to_short(&value, unit));
            assert_eq!(short, i64::try_from(&scaled).ok(), "{text} over {unit}");
        }
        assert_eq!(to_word(&number(large), &UBig::ONE), None);
        let values = ["1/3", large, "-1/7", "1/6"].map(number);
        let one_by_one = values.iter().fold(Rational::ZERO, |sum, value| sum + value);
        assert_eq!(sum(values.iter()), one_by_one);
    }

    #[test]
    fn a_product_is_compared_as_it_is() {
        for a in ["0", "1/3", "2", "0.7"] {
            for b in ["0", "3/2", "5"] {
                for c in ["-1", "0", "1/2", "3", "10", "1.05"] {
                    let product = number(a) * number(b);
                    assert_eq!(
                        cmp_product(&number(a), &number(b), &number(c)),
                        product.cmp(&number(c))
                    );
                }
            }
        }
    }
}
