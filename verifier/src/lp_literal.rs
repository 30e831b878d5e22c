//! The numbers of MPS files, exactly; `docs/formats.md`, section MPS.

use dashu_int::{IBig, UBig};

use crate::fraction::Fraction;

pub(crate) type Expected = &'static str;

/// A right-hand side or bound: a number, or an infinity and whether it is the positive one.
pub(crate) enum Bound {
    At(Fraction),
    Infinite(bool),
}

/// A finite number.
pub(crate) fn number(text: &str) -> Result<Fraction, Expected> {
    const EXPECTED: Expected = "a finite number";
    let size = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = size.split_once(['e', 'E', 'd', 'D']).unwrap_or((size, "0"));
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, decimals].concat();
    let exponent_size = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !is_digits(&digits) || 20_000 < digits.len() {
        return Err(EXPECTED);
    }
    // Four digits at most, before any memory is taken.
    let is_short = exponent_size.trim_start_matches('0').len() <= 4;
    if exponent_size.is_empty() || !is_digits(exponent_size) || !is_short {
        return Err(EXPECTED);
    }
    let value = UBig::from_str_radix(&digits, 10).map(IBig::from).map_err(|_| EXPECTED)?;
    let value = if text.starts_with('-') { -value } else { value };
    let ten = IBig::from(10);
    let power = ten.pow(exponent_size.parse().map_err(|_| EXPECTED)?);
    let unit = ten.pow(decimals.len());
    Ok(if exponent.starts_with('-') {
        Fraction::new(value, unit * power)
    } else {
        Fraction::new(value * power, unit)
    })
}

/// A right-hand side or bound: 1e20 and more are infinite.
pub(crate) fn bound(text: &str) -> Result<Bound, Expected> {
    let size = text.strip_prefix(['+', '-']).unwrap_or(text).to_ascii_lowercase();
    if size == "inf" || size == "infinity" {
        return Ok(Bound::Infinite(!text.starts_with('-')));
    }
    let value = number(text)?;
    let limit = Fraction::new(IBig::from(10).pow(20), IBig::ONE);
    let is_huge = limit <= value || value <= Fraction::ZERO.minus(&limit);
    Ok(if is_huge { Bound::Infinite(Fraction::ZERO < value) } else { Bound::At(value) })
}
