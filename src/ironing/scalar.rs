//! The arithmetic that ironing needs, so that one code serves exact integers and floats.
//!
//! Instance data are scaled to a common denominator: [`i128`] when bounds computed beforehand show
//! that nothing overflows, big integers otherwise, and `f64` as the fast approximate path.

use std::cmp::Ordering;

use ironproof_number::ops::BitTest;
use ironproof_number::{IBig, UBig};

use ironproof_number::rational::Rational;

/// What all numbers here can do: scaled data, and their quotients (prices, chances, qualities).
pub trait Ring: Clone + PartialEq {
    /// Zero.
    fn zero() -> Self;
    /// One.
    fn one() -> Self;
    /// Sum.
    fn add(&self, other: &Self) -> Self;
    /// Difference.
    fn sub(&self, other: &Self) -> Self;
    /// Product.
    fn mul(&self, other: &Self) -> Self;
}

/// Scaled instance data and their sums.
pub trait Scalar: Ring {
    /// What quotients of scalars are.
    type Real: Ring;

    /// The sign, as a comparison with zero.
    fn sign(&self) -> Ordering;
    /// Compares `a / b` with `c / d` for positive `b` and `d`.
    fn cmp_ratio(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering;
    /// `self / divisor`.
    fn over(&self, divisor: &Self) -> Self::Real;
}

/// A scalar that is an integer, so that its quotients are exact.
pub trait ExactScalar: Scalar<Real = Rational> {
    /// The same integer.
    fn to_integer(&self) -> IBig;
}

macro_rules! ring {
    ($(#[$attribute:meta])* $number:ty, $zero:expr, $one:expr) => {
        $(#[$attribute])*
        impl Ring for $number {
            fn zero() -> Self {
                $zero
            }
            fn one() -> Self {
                $one
            }
            fn add(&self, other: &Self) -> Self {
                self + other
            }
            fn sub(&self, other: &Self) -> Self {
                self - other
            }
            fn mul(&self, other: &Self) -> Self {
                self * other
            }
        }
    };
}

ring!(i128, 0, 1);
ring!(IBig, IBig::ZERO, IBig::ONE);
ring!(Rational, Rational::ZERO, Rational::ONE);
ring!(
    #[expect(clippy::float_arithmetic, reason = "the fast path, never part of a proof")]
    f64,
    0.0,
    1.0
);

impl Scalar for i128 {
    type Real = Rational;

    fn sign(&self) -> Ordering {
        self.cmp(&0)
    }
    fn cmp_ratio(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        match (a.checked_mul(*d), c.checked_mul(*b)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => cmp_wide_products(*a, *d, *c, *b),
        }
    }
    fn over(&self, divisor: &Self) -> Rational {
        Rational::from_parts_signed(IBig::from(*self), IBig::from(*divisor))
    }
}

impl ExactScalar for i128 {
    fn to_integer(&self) -> IBig {
        IBig::from(*self)
    }
}

/// Compares `a * d` with `c * b` in 256 bits; `b` and `d` are positive.
fn cmp_wide_products(a: i128, d: i128, c: i128, b: i128) -> Ordering {
    let by_sign = a.signum().cmp(&c.signum());
    if by_sign != Ordering::Equal {
        return by_sign;
    }
    let left = wide_product(a.unsigned_abs(), d.unsigned_abs());
    let right = wide_product(c.unsigned_abs(), b.unsigned_abs());
    if a < 0 { right.cmp(&left) } else { left.cmp(&right) }
}

/// The 256-bit product, high half first.
fn wide_product(x: u128, y: u128) -> (u128, u128) {
    const HALF: u32 = 64;
    const LOW: u128 = u64::MAX as u128;
    let (x1, x0) = (x >> HALF, x & LOW);
    let (y1, y0) = (y >> HALF, y & LOW);
    let low = x0 * y0;
    let cross = x1 * y0 + (low >> HALF);
    let middle = (cross & LOW) + x0 * y1;
    let high = x1 * y1 + (cross >> HALF) + (middle >> HALF);
    (high, (middle << HALF) | (low & LOW))
}

impl Scalar for IBig {
    type Real = Rational;

    fn sign(&self) -> Ordering {
        self.cmp(&IBig::ZERO)
    }
    fn cmp_ratio(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        (a * d).cmp(&(c * b))
    }
    fn over(&self, divisor: &Self) -> Rational {
        Rational::from_parts_signed(self.clone(), divisor.clone())
    }
}

impl ExactScalar for IBig {
    fn to_integer(&self) -> IBig {
        self.clone()
    }
}

#[expect(clippy::float_arithmetic, reason = "the fast path, never part of a proof")]
impl Scalar for f64 {
    type Real = f64;

    fn sign(&self) -> Ordering {
        self.total_cmp(&0.0)
    }
    fn cmp_ratio(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        (a * d).total_cmp(&(c * b))
    }
    fn over(&self, divisor: &Self) -> f64 {
        self / divisor
    }
}

/// Whether integers up to `bound` stay far enough from the ends of `i128` for a sum of a few.
pub(super) fn fits_word(bound: &UBig) -> bool {
    bound.bit_len() <= 120
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_comparison_agrees_with_big_integers() {
        let numbers = [
            0,
            1,
            -1,
            3,
            i128::MAX,
            i128::MIN + 1,
            i128::MAX - 7,
            1 << 90,
            -(1 << 100),
            12_345_678_901_234_567_890,
        ];
        let positive: Vec<i128> = numbers.into_iter().filter(|&x| x > 0).collect();
        for a in numbers {
            for c in numbers {
                for &b in &positive {
                    for &d in &positive {
                        let exact =
                            (IBig::from(a) * IBig::from(d)).cmp(&(IBig::from(c) * IBig::from(b)));
                        assert_eq!(
                            <i128 as Scalar>::cmp_ratio(&a, &b, &c, &d),
                            exact,
                            "{a}/{b} {c}/{d}"
                        );
                    }
                }
            }
        }
    }
}
