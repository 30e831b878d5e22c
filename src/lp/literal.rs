//! Numbers of model files, exactly: `1.`, `.5`, `+3`, `-2.5e-3`, `inf`, and `1e30` for infinity.
//!
//! The value is digits * 10^exponent over the rationals; no float is ever made.

use ironproof_number::{IBig, UBig, limits};

use crate::malformed::Malformed;
use crate::model_file::{Huge, Place};
use ironproof_number::rational::Rational;

/// What a literal says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    /// A number of magnitude below 1e20.
    Finite(Rational),
    /// A number of magnitude 1e20 or more: as a bound it means that there is none.
    Huge(Rational),
    /// `inf`, `+inf`, `infinity`.
    PlusInfinity,
    /// `-inf`, `-infinity`.
    MinusInfinity,
}

/// `[sign] digits [ "." digits ] [ (e|E) [sign] digits ]` with a digit in the mantissa, or an infinity.
pub(super) fn literal(text: &str) -> Option<Literal> {
    let (negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if rest.eq_ignore_ascii_case("inf") || rest.eq_ignore_ascii_case("infinity") {
        return Some(if negative { Literal::MinusInfinity } else { Literal::PlusInfinity });
    }
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], exponent(&rest[at + 1..])?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let n_digits = whole.len() + fraction.len();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if n_digits == 0
        || limits::get().digits < u64::try_from(n_digits).unwrap_or(u64::MAX)
        || !is_digits(whole)
        || !is_digits(fraction)
    {
        return None;
    }
    let digits = if n_digits <= 18 {
        let digit = |value: u64, byte: u8| value * 10 + u64::from(byte - b'0');
        UBig::from(whole.bytes().chain(fraction.bytes()).fold(0, digit))
    } else {
        UBig::parse(&format!("{whole}{fraction}"))?
    };
    if digits.is_zero() {
        return Some(Literal::Finite(Rational::ZERO));
    }
    let power = exponent - i64::try_from(fraction.len()).ok()?;
    let ten = UBig::from(10_u8).pow(usize::try_from(power.unsigned_abs()).ok()?);
    let digits = IBig::from(digits);
    let digits = if negative { -digits } else { digits };
    let value = if power < 0 {
        Rational::from_parts(digits, ten)
    } else {
        Rational::from(digits * IBig::from(ten))
    };
    Some(if is_huge(&value) { Literal::Huge(value) } else { Literal::Finite(value) })
}

/// The bound that a literal means for `place`, which may be none; if that is because of its size it goes
/// to `huge`. A lower bound of plus infinity is an error, and so on.
pub(super) fn side_value(
    value: &Literal,
    both: bool,
    lower: bool,
    place: Place,
    huge: &mut Vec<Huge>,
) -> Result<Option<Rational>, Malformed> {
    let is_positive = match value {
        Literal::Finite(value) => return Ok(Some(value.clone())),
        Literal::Huge(value) => Rational::ZERO < *value,
        Literal::PlusInfinity => true,
        Literal::MinusInfinity => false,
    };
    if both || is_positive == lower {
        return Err(Malformed::Infinite);
    }
    if let Literal::Huge(value) = value {
        huge.push(Huge { place, value: value.clone() });
    }
    Ok(None)
}

/// The number that a word says, if it is a number and not infinite.
pub fn read_number(text: &str) -> Option<Rational> {
    match literal(text)? {
        Literal::Finite(value) | Literal::Huge(value) => Some(value),
        _ => None,
    }
}

/// The literal of a word of an MPS file.
pub(super) fn mps_literal(text: &str) -> Result<Literal, Malformed> {
    literal(text).ok_or_else(|| {
        let with_e = text.replacen(['d', 'D'], "e", 1);
        if with_e != text && literal(&with_e).is_some() {
            Malformed::DExponent(text.to_owned())
        } else {
            Malformed::Number(text.to_owned())
        }
    })
}

/// A number that is no bound: no size makes it infinite.
pub(super) fn finite(text: &str) -> Result<Rational, Malformed> {
    match mps_literal(text)? {
        Literal::Finite(value) | Literal::Huge(value) => Ok(value),
        _ => Err(Malformed::Number(text.to_owned())),
    }
}

fn exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    let value: i64 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    let value =
        (value <= i64::try_from(limits::get().exponent).unwrap_or(i64::MAX)).then_some(value)?;
    Some(if text.starts_with('-') { -value } else { value })
}

/// 1e20 <= |value|
pub(super) fn is_huge(value: &Rational) -> bool {
    // 10^20 has 67 bits; most numbers are decided by their length.
    let n_bytes = value.numerator().to_le_bytes().len();
    if n_bytes < 9 {
        return false;
    }
    let limit = IBig::from(UBig::from(10_u8).pow(20) * value.denominator());
    limit <= *value.numerator() || *value.numerator() <= -limit
}

#[cfg(test)]
mod tests {
    use super::{Literal, literal};
    use ironproof_number::rational::parse;

    #[test]
    fn literals_are_exact() {
        for (text, value) in [
            ("1.", "1"),
            (".5", "1/2"),
            ("+3", "3"),
            ("-2.5e-3", "-1/400"),
            ("1E-4", "1/10000"),
            ("1.0e3", "1000"),
            ("-0.0", "0"),
            ("0e9999", "0"),
            ("12345678901234567890.125", "98765431209876543121/8"),
            ("99999999999999999999", "99999999999999999999"),
        ] {
            assert_eq!(literal(text), Some(Literal::Finite(parse(value).expect(value))), "{text}");
        }
    }

    #[test]
    fn infinities_are_told_apart() {
        assert_eq!(literal("Inf"), Some(Literal::PlusInfinity));
        assert_eq!(literal("-infinity"), Some(Literal::MinusInfinity));
        for text in ["1e30", "-1e20", "100000000000000000000"] {
            assert!(matches!(literal(text), Some(Literal::Huge(_))), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in [
            "", "-", ".", "e5", "1e", "1e+", "1e10000", "0x1", "nan", "1_0", "1,5", "--1", "٣",
            "1d3", "1D3",
        ] {
            assert_eq!(literal(text), None, "{text}");
        }
    }
}
