//! Arithmetic modulo the prime p = 2^61 - 1.

use dashu_int::IBig;
use dashu_int::ops::RemEuclid;

pub(crate) const P: u64 = (1 << 61) - 1;

/// The inverse of p modulo 2^128: (2^61 - 1)(-1 - 2^61 - 2^122) = 1 - 2^183.
pub(crate) const INVERSE: u128 = (1_u128 + (1 << 61) + (1 << 122)).wrapping_neg();

/// A row: its entries that are not zero, by increasing columns.
pub(crate) type RowModP = Vec<(usize, u64)>;

pub(crate) fn modulo_p(value: &IBig) -> u64 {
    // Short numbers need no division of long ones.
    if let Ok(short) = i64::try_from(value) {
        let rest = short.rem_euclid(i64::try_from(P).expect("61 bits"));
        return u64::try_from(rest).expect("not negative");
    }
    u64::try_from(value.rem_euclid(IBig::from(P))).expect("less than p")
}

pub(crate) fn product(a: u64, b: u64) -> u64 {
    fold(u128::from(a) * u128::from(b))
}

/// A number below 2^124 modulo p.
pub(crate) fn fold(number: u128) -> u64 {
    // 2^61 = 1 modulo p.
    let folded = u64::try_from((number >> 61) + (number & u128::from(P))).expect("64 bits");
    let folded = (folded >> 61) + (folded & P);
    if folded < P { folded } else { folded - P }
}

/// A number of a machine word, with its sign.
pub(crate) fn modulo_p_of(number: i128) -> u64 {
    let size = number.unsigned_abs();
    let rest = fold((size >> 122) + (size & ((1 << 122) - 1)));
    if number < 0 && rest != 0 { P - rest } else { rest }
}

/// a - b c
pub(crate) fn minus_product(a: u64, b: u64, c: u64) -> u64 {
    let bc = product(b, c);
    if bc <= a { a - bc } else { a + P - bc }
}

/// 1 / a = a^(p - 2)
pub(crate) fn inverse(a: u64) -> u64 {
    let (mut result, mut square, mut exponent) = (1, a, P - 2);
    while exponent != 0 {
        if exponent % 2 == 1 {
            result = product(result, square);
        }
        square = product(square, square);
        exponent /= 2;
    }
    result
}
