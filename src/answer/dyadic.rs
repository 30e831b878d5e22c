//! Float vectors as integers: x_j = values[j] / 2^shift, bit for bit.
//!
//! A double is m 2^e, so a vector of doubles is a vector of integers over one power of two. Dot
//! products then need no gcd, which rationals would pay at each step.

use ironproof_number::{IBig, UBig};

/// A vector of dyadic numbers over one denominator.
pub(super) struct Dyadic {
    pub(super) values: Vec<IBig>,
    /// The denominator is `2^shift`.
    pub(super) shift: usize,
}

impl Dyadic {
    /// `None` if a number is NaN or infinite.
    pub(super) fn new(numbers: &[f64]) -> Option<Self> {
        let parts: Vec<(i64, i32)> = numbers.iter().map(|x| parts(*x)).collect::<Option<_>>()?;
        let lowest =
            parts.iter().filter(|part| part.0 != 0).map(|part| part.1).min().unwrap_or(0).min(0);
        let shift = usize::try_from(lowest.unsigned_abs()).ok()?;
        let value = |(mantissa, exponent): (i64, i32)| {
            let up = usize::try_from(exponent - lowest).unwrap_or(0);
            IBig::from(mantissa) << up
        };
        Some(Self { values: parts.into_iter().map(value).collect(), shift })
    }

    /// `2^shift`.
    pub(super) fn denominator(&self) -> UBig {
        UBig::ONE << self.shift
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
    use super::Dyadic;
    use ironproof_number::rational::{Rational, exact};

    #[test]
    fn a_double_is_read_bit_for_bit() {
        let numbers = [0.0, -0.0, 1.0, -0.1, 1e300, 5e-324, -f64::MIN_POSITIVE, f64::MAX, 3.5e-17];
        let dyadic = Dyadic::new(&numbers).expect("finite");
        for (x, value) in numbers.iter().zip(&dyadic.values) {
            let read = Rational::from_parts(value.clone(), dyadic.denominator());
            assert_eq!(Some(read), exact(*x), "{x}");
        }
        assert!(Dyadic::new(&[f64::NAN]).is_none() && Dyadic::new(&[-f64::INFINITY]).is_none());
    }
}
