//! The numbers of `docs/formats.md`. `None` means that the text is not in the grammar.

use dashu_int::{IBig, UBig};

use crate::fraction::Fraction;

/// integer | decimal | fraction, the numbers of an instance.
pub(crate) fn number(text: &str) -> Option<Fraction> {
    let size = text.strip_prefix('-').unwrap_or(text);
    let value = if size.contains(['.', 'e', 'E']) { decimal(size)? } else { unsigned(size)? };
    Some(if size.len() < text.len() { Fraction::ZERO.minus(&value) } else { value })
}

/// `digits [ "/" digits ]`, the number of a certificate.
pub(crate) fn unsigned(text: &str) -> Option<Fraction> {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    let denominator = digits(denominator).filter(|denominator| !denominator.is_zero())?;
    Some(Fraction::new(digits(numerator)?, denominator))
}

/// A position counted from 1, without leading zero.
pub(crate) fn index(text: &str) -> Option<usize> {
    if text.starts_with('0') || !is_digits(text) { None } else { text.parse().ok() }
}

fn decimal(text: &str) -> Option<Fraction> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let ten = IBig::from(10);
    let unit = ten.pow(decimals.len());
    let value = Fraction::new(digits(whole)? * &unit + digits(decimals)?, unit);
    let size = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    // Four digits at most, before any memory is taken.
    if !is_digits(size) || 4 < size.trim_start_matches('0').len() {
        return None;
    }
    let power = ten.pow(size.parse().ok()?);
    let (up, down) =
        if exponent.starts_with('-') { (IBig::ONE, power) } else { (power, IBig::ONE) };
    Some(value.times(&Fraction::new(up, down)))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) fn digits(text: &str) -> Option<IBig> {
    if is_digits(text) { UBig::from_str_radix(text, 10).ok().map(IBig::from) } else { None }
}
