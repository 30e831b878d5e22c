//! Vectors as integers over one denominator.
//!
//! A double is m 2^e, so doubles are integers over one power of two.

use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};
use ironproof_number::{IBig, UBig};

/// A vector over one positive denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector {
    /// The entries, times the denominator.
    pub numerators: Vec<IBig>,
    /// The common denominator.
    pub denominator: UBig,
}

impl Vector {
    /// The vector of these numbers.
    pub fn new(values: &[Rational]) -> Self {
        let denominator = common_denominator(values);
        let numerators = values.iter().map(|value| to_integer(value, &denominator)).collect();
        Self { numerators, denominator }
    }

    /// The doubles, bit for bit. `None` if one is NaN or infinite.
    pub fn of_doubles(numbers: &[f64]) -> Option<Self> {
        let parts: Vec<(i64, i32)> = numbers.iter().map(|x| parts(*x)).collect::<Option<_>>()?;
        let lowest =
            parts.iter().filter(|part| part.0 != 0).map(|part| part.1).min().unwrap_or(0).min(0);
        let shift = usize::try_from(lowest.unsigned_abs()).ok()?;
        let value = |(mantissa, exponent): (i64, i32)| {
            let up = usize::try_from(exponent - lowest).unwrap_or(0);
            IBig::from(mantissa) << up
        };
        let numerators = parts.into_iter().map(value).collect();
        Some(Self { numerators, denominator: UBig::ONE << shift })
    }

    /// It has so many entries, and a denominator.
    pub(super) fn fits(&self, length: usize) -> bool {
        self.numerators.len() == length && UBig::ZERO < self.denominator
    }
}

/// `x = mantissa * 2^exponent` with an odd mantissa, or zero.
fn parts(x: f64) -> Option<(i64, i32)> {
    const FRACTION: u64 = (1 << 52) - 1;
    let bits = x.to_bits();
    let fraction = bits & FRACTION;
    let (mantissa, exponent) = match i32::try_from((bits >> 52) & 0x7ff).ok()? {
        0x7ff => return None,
        0 => (fraction, -1074),
        exponent => (fraction | (1 << 52), exponent - 1075),
    };
    if mantissa == 0 {
        return Some((0, 0));
    }
    let zeros = mantissa.trailing_zeros();
    let magnitude = i64::try_from(mantissa >> zeros).ok()?;
    let mantissa = if x.is_sign_negative() { -magnitude } else { magnitude };
    Some((mantissa, exponent + i32::try_from(zeros).ok()?))
}

#[cfg(test)]
mod tests {
    use super::Vector;
    use ironproof_number::rational::{Rational, exact};

    #[test]
    fn a_double_is_read_bit_for_bit() {
        let numbers = [0.0, -0.0, 1.0, -0.1, 1e300, 5e-324, -f64::MIN_POSITIVE, f64::MAX, 3.5e-17];
        let vector = Vector::of_doubles(&numbers).expect("finite");
        for (x, value) in numbers.iter().zip(&vector.numerators) {
            let read = Rational::from_parts(value.clone(), vector.denominator.clone());
            assert_eq!(Some(read), exact(*x), "{x}");
        }
        for odd in [f64::NAN, f64::INFINITY, -f64::INFINITY] {
            assert!(Vector::of_doubles(&[1.0, odd]).is_none());
        }
    }
}
