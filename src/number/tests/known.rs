//! The operands on which the library is known to be wrong.

use dashu_int::UBig as Raw;

use super::operands::{Operands, from_words, second};
use crate::UBig;

/// Factors of more than 4,000 words: the top of their product is (MAX, MAX), and a carry arrives there.
fn factors(n: usize, m: usize) -> (UBig, UBig) {
    let mut operands = Operands::new(n);
    let a = operands.below_top(n, &[u64::MAX, u64::MAX]);
    let b = operands.below_top(m, &[u64::MAX, 2]);
    (from_words(&a), from_words(&b))
}

/// What the product of the library lacks.
fn loss(a: &UBig, b: &UBig) -> UBig {
    UBig(&(a * b).0 - &a.0 * &b.0)
}

#[test]
fn products_are_right() {
    for (n, m) in [(4001, 4001), (4001, 4006), (4002, 4002), (5000, 9000)] {
        let (a, b) = factors(n, m);
        assert_eq!(second(&(&a * &b)), second(&a) * second(&b), "{n} and {m} words");
    }
}

/// An exact division in which the top half of the quotient meets the low half of the divisor.
#[test]
fn quotients_are_right() {
    for h in [4001, 4002, 5000] {
        let (high, low) = factors(h, h);
        let quotient = (high << (64 * (h - 1))) + UBig::ONE;
        let divisor = low + (UBig::ONE << (64 * 2 * h - 1));
        let product = second(&quotient) * second(&divisor);
        let a = UBig(Raw::from_le_bytes(&product.to_bytes_le()));
        assert_eq!(a.div_rem(&divisor), (quotient, UBig::ZERO), "{h} words");
    }
}

/// This test fails when a new version of the library has mended its carry. Then nothing is wrong here:
/// delete this test, and see whether `large` still earns its keep.
#[test]
fn the_library_itself_still_loses_the_carry() {
    for (n, m) in [(4001, 4001), (4001, 4006)] {
        let (a, b) = factors(n, m);
        let lost = UBig::ONE << (64 * (n + m - 1));
        assert_eq!(loss(&a, &b), lost, "{n} and {m} words: is the library mended?");
    }
}
