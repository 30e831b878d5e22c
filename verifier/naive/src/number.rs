//! The numbers of `docs/formats.md` and `docs/models.md`. `None` means: not in the grammar.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero, pow};

/// `digits`: "0" .. "9", one or more.
pub fn digits(text: &str) -> Option<BigInt> {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits { text.parse().ok() } else { None }
}

/// `integer = [ "-" ] digits`
pub fn integer(text: &str) -> Option<BigInt> {
    match text.strip_prefix('-') {
        Some(size) => Some(-digits(size)?),
        None => digits(text),
    }
}

/// `integer | [ "-" ] "0x" hexadecimal digits`, a number of a vector.
pub fn entry(text: &str) -> Option<BigInt> {
    let Some((sign, digits)) = text.split_once("0x") else { return integer(text) };
    let is_hexadecimal = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let size =
        if is_hexadecimal { BigInt::parse_bytes(digits.as_bytes(), 16)? } else { return None };
    match sign {
        "" => Some(size),
        "-" => Some(-size),
        _ => None,
    }
}

/// `integer [ "/" digits ]`, the denominator not zero.
pub fn fraction(text: &str) -> Option<BigRational> {
    let (numerator, denominator) = match text.split_once('/') {
        Some((numerator, denominator)) => (integer(numerator)?, digits(denominator)?),
        None => (integer(text)?, BigInt::one()),
    };
    if denominator.is_zero() { None } else { Some(BigRational::new(numerator, denominator)) }
}

/// `digits [ "/" digits ]`, the number of a certificate of a mechanism.
pub fn unsigned(text: &str) -> Option<BigRational> {
    if text.starts_with('-') { None } else { fraction(text) }
}

/// `number = integer | decimal | fraction`, the number of an instance.
pub fn number(text: &str) -> Option<BigRational> {
    if !text.contains(['.', 'e', 'E']) {
        return fraction(text);
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (is_negative, size) = match mantissa.strip_prefix('-') {
        Some(size) => (true, size),
        None => (false, mantissa),
    };
    let (whole, decimals) = size.split_once('.').unwrap_or((size, "0"));
    let ten = BigRational::from_integer(BigInt::from(10));
    let decimal_part =
        BigRational::from_integer(digits(decimals)?) / pow(ten.clone(), decimals.len());
    let value = BigRational::from_integer(digits(whole)?) + decimal_part;
    let value = if is_negative { -value } else { value };
    let places = integer(exponent.strip_prefix('+').unwrap_or(exponent))?;
    if exponent.starts_with("+-") || places.magnitude() > BigInt::from(9999).magnitude() {
        return None;
    }
    let power = pow(ten, usize::try_from(places.magnitude()).ok()?);
    Some(if exponent.starts_with('-') { value / power } else { value * power })
}

/// A position counted from 1: digits without a leading zero.
pub fn index(text: &str) -> Option<usize> {
    if text.starts_with('0') { None } else { usize::try_from(digits(text)?).ok() }
}

/// A number of lines: digits without a leading zero, or 0 itself.
pub fn count(text: &str) -> Option<usize> {
    if text == "0" { Some(0) } else { index(text) }
}
