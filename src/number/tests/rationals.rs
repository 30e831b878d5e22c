//! Fractions compared with cross products in a second library.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use super::operands::{Operands, second};
use super::{cases, second_signed, signed};
use crate::ops::Gcd;
use crate::{IBig, RBig, UBig};

/// A fraction, as parts that may have a common factor.
fn parts(operands: &mut Operands, rarity: usize) -> (IBig, UBig) {
    let (n, m) = operands.lengths(rarity);
    let (n, d) = (operands.natural(n), operands.natural(m));
    let d = if operands.below(3) == 0 || d.is_zero() { UBig::ONE } else { d };
    (if operands.below(8) == 0 { IBig::ZERO } else { signed(operands, n) }, d)
}

/// `x` is n / d in lowest terms.
#[track_caller]
fn check(x: &RBig, n: &BigInt, d: &BigInt, case: usize) {
    let (own, denominator) = (second_signed(x.numerator()), second(x.denominator()));
    assert_eq!(own * d, n * BigInt::from(denominator), "case {case}");
    assert!(x.numerator().gcd(x.denominator()).is_one(), "case {case}");
}

#[test]
fn fractions() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let ((a, b), (c, d)) = (parts(&mut operands, 300), parts(&mut operands, 300));
        let second = |x: &UBig| BigInt::from(second(x));
        // Denominators often share a factor.
        let (b, d) = match operands.below(3) {
            0 => (&b * &d, d),
            1 => (b.clone(), b),
            _ => (b, d),
        };
        let (x, y) =
            (RBig::from_parts(a.clone(), b.clone()), RBig::from_parts(c.clone(), d.clone()));
        let (a, b, c, d) = (second_signed(&a), second(&b), second_signed(&c), second(&d));
        check(&x, &a, &b, case);
        check(&(&x + &y), &(&a * &d + &c * &b), &(&b * &d), case);
        check(&(&x - &y), &(&a * &d - &c * &b), &(&b * &d), case);
        check(&(&x * &y), &(&a * &c), &(&b * &d), case);
        if !y.is_zero() {
            check(&(&x / &y), &(&a * &d), &(&b * &c), case);
        }
        assert_eq!(x.cmp(&y), (&a * &d).cmp(&(&c * &b)), "case {case}");
        assert_eq!(x == y, x.cmp(&y) == Ordering::Equal, "case {case}");
        // floor <= x < floor + 1, and its mirror image.
        let floor = RBig::from(x.floor());
        assert!(floor <= x && x < floor + RBig::ONE, "case {case}");
        assert_eq!(x.ceil(), -(-&x).floor(), "case {case}");
    }
}

#[test]
fn comparisons() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let ((a, b), (c, d)) = (parts(&mut operands, 100), parts(&mut operands, 100));
        // Neighbours, which only the cross product tells apart.
        let (c, d) = if operands.below(2) == 0 { (&a + IBig::ONE, b.clone()) } else { (c, d) };
        let (x, y) =
            (RBig::from_parts(a.clone(), b.clone()), RBig::from_parts(c.clone(), d.clone()));
        let product = |n: &IBig, d: &UBig| second_signed(n) * BigInt::from(second(d));
        assert_eq!(x.cmp(&y), product(&a, &d).cmp(&product(&c, &b)), "case {case}");
        assert_eq!(y.cmp(&x), x.cmp(&y).reverse(), "case {case}");
    }
}

/// Rounding to doubles, and doubles as fractions.
#[test]
fn doubles() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let bits = match operands.below(4) {
            // Subnormal, tiny, and any.
            0 => operands.word() >> 12,
            1 => operands.word() >> 8,
            _ => operands.word(),
        };
        let x = f64::from_bits(bits);
        if !x.is_finite() {
            assert!(RBig::try_from(x).is_err(), "case {case}");
            continue;
        }
        let exact = RBig::try_from(x).unwrap();
        assert_eq!(exact.to_f64().to_bits(), if x == 0.0 { 0 } else { bits }, "case {case}");
        let second = BigRational::from_float(x).unwrap();
        check(&exact, second.numer(), second.denom(), case);
        // Between this and the next double: below the middle, in the middle, and above.
        let next = RBig::try_from(f64::from_bits(bits + 1));
        let Some(next) = next.ok().filter(|_| x != 0.0) else { continue };
        let middle = (&exact + &next) / RBig::from(2);
        let little = (&next - &exact) / RBig::from(1_000_000_007);
        let even = bits + bits % 2;
        assert_eq!((&middle - &little).to_f64().to_bits(), bits, "case {case}");
        assert_eq!(middle.to_f64().to_bits(), even, "case {case}");
        assert_eq!((middle + little).to_f64().to_bits(), bits + 1, "case {case}");
        assert_eq!(next.to_f64(), second_f64(&next), "case {case}");
    }
}

fn second_f64(x: &RBig) -> f64 {
    let parts = (second_signed(x.numerator()), BigInt::from(second(x.denominator())));
    BigRational::new(parts.0, parts.1).to_f64().unwrap()
}
