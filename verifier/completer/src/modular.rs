//! Arithmetic modulo the prime p = 2^61 - 1.

use dashu_int::IBig;
use dashu_int::ops::RemEuclid;

pub(crate) const P: u64 = (1 << 61) - 1;

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
    let wide = u128::from(a) * u128::from(b);
    // 2^61 = 1 modulo p.
    let folded = u64::try_from(wide >> 61).expect("61 bits")
        + u64::try_from(wide & u128::from(P)).expect("61 bits");
    if folded < P { folded } else { folded - P }
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
