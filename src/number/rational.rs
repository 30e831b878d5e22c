//! Exact numbers, their text form, and the only doors between exact numbers and floats.
//!
//! The grammar is that of `docs/formats.md`: `digits`, `digits.digits`, either with an exponent, or
//! `digits/digits`, with an optional leading minus. `0.1` is one tenth, not the nearest double.

use std::fmt;

pub use crate::RBig as Rational;
use crate::limits::{self, Exceeded, Limits};
use crate::ops::{Abs, UnsignedAbs};
use crate::{IBig, UBig};

/// A text that is not a number of `docs/formats.md`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.reason())]
pub struct NotANumber {
    text: String,
    beyond: Option<Exceeded>,
}

impl NotANumber {
    fn reason(&self) -> String {
        let text = &self.text;
        let point = if has_decimal_comma(text) { "; a decimal has a point" } else { "" };
        match &self.beyond {
            Some(beyond) => format!("{beyond}"),
            None => format!("not a number: `{text}` (write 12, 0.5, 1e-3 or 3/4{point})"),
        }
    }
}

/// Whether a text is a number with a comma where a decimal point may have been meant.
///
/// ```
/// use ironproof_number::rational::has_decimal_comma;
///
/// assert!(has_decimal_comma("-0,25") && !has_decimal_comma("0.25") && !has_decimal_comma("1,"));
/// ```
pub fn has_decimal_comma(text: &str) -> bool {
    text.split_once(',').is_some_and(|(whole, decimals)| {
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        is_digits(whole.trim_start_matches('-')) && is_digits(decimals)
    })
}

/// Reads an integer, decimal or fraction exactly.
///
/// # Errors
/// [`NotANumber`] if the text is none of these.
pub fn parse(text: &str) -> Result<Rational, NotANumber> {
    // Looked at before anything is computed: `1e999999999` would fill the memory.
    let is_long = limits::get().digits < u64::try_from(text.len()).unwrap_or(u64::MAX);
    let number = if is_long { None } else { parse_number(text) };
    number.ok_or_else(|| NotANumber { beyond: beyond(text), text: text.chars().take(40).collect() })
}

/// The same for a text that this program or its checker made, and that may be longer than an input: optima of energy
/// models have tens of thousands of digits.
///
/// # Errors
/// [`NotANumber`] if the text is no number.
///
/// ```
/// use ironproof_number::rational::{parse, parse_made};
///
/// let long = "7".repeat(30_000);
/// assert!(parse(&long).is_err() && parse_made(&long).is_ok());
/// ```
pub fn parse_made(text: &str) -> Result<Rational, NotANumber> {
    let number = parse_number(text);
    number.ok_or_else(|| NotANumber { beyond: None, text: text.chars().take(40).collect() })
}

/// The limit that a number breaks, if it is one.
fn beyond(text: &str) -> Option<Exceeded> {
    let is_number = |text: &str| {
        let known = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'/');
        text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().all(known)
    };
    let Limits { digits, exponent: most, .. } = limits::get();
    if let Some((mantissa, exponent)) = text.split_once(['e', 'E']) {
        let size = exponent.trim_start_matches(['+', '-']);
        let is_beyond = is_number(mantissa)
            && !size.is_empty()
            && size.bytes().all(|b| b.is_ascii_digit())
            && size.parse().is_ok_and(|size: u64| most < size);
        return is_beyond.then(|| Exceeded {
            what: "the size of an exponent".to_owned(),
            key: "exponent",
            limit: most,
        });
    }
    let is_long = digits < u64::try_from(text.len()).unwrap_or(u64::MAX);
    (is_long && is_number(text)).then(|| Exceeded {
        what: "the digits of a number".to_owned(),
        key: "digits",
        limit: digits,
    })
}

fn parse_number(text: &str) -> Option<Rational> {
    if let Some((numerator, denominator)) = short_decimal(text.as_bytes()) {
        return ratio(Natural::Small(numerator), Natural::Small(denominator));
    }
    let (negative, magnitude) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let value = if let Some((numerator, denominator)) = magnitude.split_once('/') {
        ratio(natural(numerator)?, natural(denominator)?)?
    } else {
        decimal(magnitude)?
    };
    Some(if negative { -value } else { value })
}

/// `digits [ "." digits ]` of at most 18 digits, in one pass without the heap: nearly every number of a
/// large instance.
fn short_decimal(bytes: &[u8]) -> Option<(u64, u64)> {
    let (mut value, mut scale, mut point) = (0_u64, 1_u64, None);
    if bytes.len() > 18 {
        return None;
    }
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + u64::from(byte - b'0');
                if point.is_some() {
                    scale *= 10;
                }
            }
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    // A digit on both sides of the point, or no point and a digit.
    let is_complete = match point {
        Some(at) => 0 < at && at + 1 < bytes.len(),
        None => !bytes.is_empty(),
    };
    is_complete.then_some((value, scale))
}

/// `digits [ "." digits ] [ e exponent ]`
fn decimal(text: &str) -> Option<Rational> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
        None => (text, 0),
    };
    let Some((whole, fraction)) = mantissa.split_once('.') else {
        let value = natural(mantissa)?;
        return if exponent == 0 {
            ratio(value, Natural::Small(1))
        } else {
            scaled(big(value), exponent)
        };
    };
    let digits = fraction.len();
    if natural(whole).is_none() || natural(fraction).is_none() {
        return None;
    }
    let joined = big(natural(&format!("{whole}{fraction}"))?);
    scaled(joined, exponent.checked_sub(i32::try_from(digits).ok()?)?)
}

fn parse_exponent(text: &str) -> Option<i32> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let most = i32::try_from(limits::get().exponent).unwrap_or(i32::MAX);
    let value: i32 = digits.parse().ok().filter(|&e| e <= most)?;
    Some(if negative { -value } else { value })
}

/// A natural number, on the stack when it fits a word.
enum Natural {
    Small(u64),
    Big(UBig),
}

fn natural(digits: &str) -> Option<Natural> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if digits.len() <= 18 {
        return digits.parse().ok().map(Natural::Small);
    }
    UBig::parse(digits).map(Natural::Big)
}

fn big(value: Natural) -> UBig {
    match value {
        Natural::Small(value) => UBig::from(value),
        Natural::Big(value) => value,
    }
}

fn ratio(numerator: Natural, denominator: Natural) -> Option<Rational> {
    match (numerator, denominator) {
        (_, Natural::Small(0)) => None,
        (Natural::Small(n), Natural::Small(d)) => {
            Some(Rational::from_parts(IBig::from(n), UBig::from(d)))
        }
        (n, d) => {
            let d = big(d);
            (!d.is_zero()).then(|| Rational::from_parts(IBig::from(big(n)), d))
        }
    }
}

fn scaled(value: UBig, exponent: i32) -> Option<Rational> {
    let power = UBig::from(10_u8).pow(usize::try_from(exponent.unsigned_abs()).ok()?);
    Some(if exponent < 0 {
        Rational::from_parts(IBig::from(value), power)
    } else {
        Rational::from(IBig::from(value) * IBig::from(power))
    })
}

/// The double nearest to `x`: for display and for float solvers, never for a verdict.
pub fn approx(x: &Rational) -> f64 {
    x.to_f64()
}

/// The rational that `x` is, bit for bit. `None` for NaN and infinities.
pub fn exact(x: f64) -> Option<Rational> {
    Rational::try_from(x).ok()
}

/// `x` rounded to `digits` decimals, ties to even.
pub fn round_decimal(x: &Rational, digits: usize) -> Rational {
    let scale = UBig::from(10_u8).pow(digits);
    let scaled = x * Rational::from(IBig::from(scale.clone()));
    Rational::from_parts(round_half_even(&scaled), scale)
}

fn round_half_even(x: &Rational) -> IBig {
    let floor = x.floor();
    let twice_rest = (x - Rational::from(floor.clone())) * Rational::from(2);
    let one = Rational::ONE;
    let is_odd = (&floor % IBig::from(2)) != IBig::ZERO;
    if twice_rest > one || (twice_rest == one && is_odd) { floor + IBig::ONE } else { floor }
}

/// `x` as a decimal literal without loss, if its denominator has only the factors 2 and 5.
pub fn to_decimal(x: &Rational) -> Option<String> {
    let mut rest = x.denominator().clone();
    let digits = {
        let twos = rest.remove(&UBig::from(2_u8));
        let fives = rest.remove(&UBig::from(5_u8));
        twos.max(fives)
    };
    if !rest.is_one() {
        return None;
    }
    let scaled = x * Rational::from(IBig::from(UBig::from(10_u8).pow(digits)));
    let (sign, magnitude) = scaled.numerator().clone().into_parts();
    let text =
        format!("{magnitude:0>width$}", magnitude = magnitude.to_string(), width = digits + 1);
    let (whole, fraction) = text.split_at(text.len() - digits);
    let minus = if sign == crate::Sign::Negative { "-" } else { "" };
    Some(if digits == 0 { format!("{minus}{whole}") } else { format!("{minus}{whole}.{fraction}") })
}

/// Formats a number for a person: exact when short, else seven significant digits.
pub struct Readable<'a>(pub &'a Rational);

impl fmt::Display for Readable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = to_decimal(self.0).filter(|text| text.len() <= 9) {
            return f.write_str(&text);
        }
        let x = approx(self.0);
        if x.is_infinite() || (x == 0.0 && !self.0.is_zero()) {
            return beyond_doubles(self.0, f);
        }
        let scientific = format!("{x:.6e}");
        let exponent = scientific.split('e').nth(1).and_then(|text| text.parse::<i32>().ok());
        match exponent.filter(|exponent| (-5..7).contains(exponent)) {
            Some(exponent) => {
                let decimals = usize::try_from(6 - exponent).unwrap_or(0);
                let fixed = format!("{x:.decimals$}");
                let is_whole = !fixed.contains('.');
                f.write_str(if is_whole {
                    &fixed
                } else {
                    fixed.trim_end_matches('0').trim_end_matches('.')
                })
            }
            None => f.write_str(&scientific),
        }
    }
}

/// Two digits and an exponent of a number that no double comes near: neither `inf` nor `0` would be true of it.
fn beyond_doubles(x: &Rational, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let size = Abs::abs(x.clone());
    let n_digits = |n: &UBig| i64::try_from(n.to_string().len()).unwrap_or(i64::MAX);
    let guess = n_digits(&size.numerator().clone().unsigned_abs()) - n_digits(size.denominator());
    // Two digits before the point, or three where the guess is one too small.
    let shift = 2 - guess;
    let power =
        Rational::from(UBig::from(10_u8).pow(usize::try_from(shift.abs()).unwrap_or(usize::MAX)));
    let digits = (if shift < 0 { size / power } else { size * power }).floor().to_string();
    let exponent = guess - 2 + i64::try_from(digits.len()).unwrap_or(0) - 1;
    let minus = if x < &Rational::ZERO { "-" } else { "" };
    write!(f, "{minus}{}.{}e{exponent}", &digits[..1], &digits[1..2])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(numerator: i64, denominator: u64) -> Rational {
        Rational::from_parts(IBig::from(numerator), UBig::from(denominator))
    }

    #[test]
    fn numbers_beyond_doubles_are_neither_zero_nor_infinite() {
        for (text, shown) in [
            ("3e-9999", "3.0e-9999"),
            ("-2.57e500", "-2.5e500"),
            ("1e400", "1.0e400"),
            ("99e-400", "9.9e-399"),
            ("1e300", "1.000000e300"),
        ] {
            let x = parse(text).expect("a number");
            assert_eq!(Readable(&x).to_string(), shown, "{text}");
        }
    }

    #[test]
    fn literals_are_exact() {
        for (text, numerator, denominator) in [
            ("0", 0, 1),
            ("-12", -12, 1),
            ("0.1", 1, 10),
            ("-0.250", -1, 4),
            ("1e-4", 1, 10000),
            ("12.5E+2", 1250, 1),
            ("6/8", 3, 4),
            ("0.12345678901234567890", 1_234_567_890_123_456_789, 10_000_000_000_000_000_000),
        ] {
            assert_eq!(parse(text), Ok(fraction(numerator, denominator)), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in [
            "", "-", ".5", "5.", "+1", "1_000", "1/0", "1/-2", "1/2/3", "0x10", "inf", "NaN", " 1",
            "1e", "1e99999", "٣",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn decimals_are_printed_without_loss() {
        for text in ["0", "0.1", "-0.25", "1250", "0.0000001", "-3"] {
            assert_eq!(to_decimal(&parse(text).expect(text)).as_deref(), Some(text));
        }
        assert_eq!(to_decimal(&fraction(1, 3)), None);
    }

    #[test]
    fn readable_numbers_have_seven_digits() {
        for (x, text) in [
            ("31/24", "1.291667"),
            ("1/3000000", "3.333333e-7"),
            ("200/3", "66.66667"),
            ("12345678901/3", "4.115226e9"),
            ("-1/8", "-0.125"),
            ("0", "0"),
        ] {
            assert_eq!(Readable(&parse(x).expect(x)).to_string(), text);
        }
    }

    #[test]
    fn rounding_goes_to_the_nearest_even() {
        for (x, rounded) in
            [("0.125", "0.12"), ("0.135", "0.14"), ("-0.126", "-0.13"), ("2/3", "0.67")]
        {
            assert_eq!(round_decimal(&parse(x).expect(x), 2), parse(rounded).expect(rounded));
        }
    }
}
