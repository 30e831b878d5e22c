//! Numbers with the digits that are known of them: what is written is within half a unit of its last digit.

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, Readable, round_decimal, to_decimal};
use ironproof_results::Ends;

/// Most significant digits that are written.
pub(crate) const MOST_DIGITS: i32 = 7;
const MOST_DECIMALS: i32 = 12;
/// Decimals of the smallest number that is told from zero.
const SMALLEST: i32 = 60;

/// A number with the digits that are known, or the two ends of what is known where these are fewer than two.
pub(crate) fn known(number: &Between) -> String {
    known_to(number, MOST_DIGITS)
}

/// The same with at most so many significant digits, from 2 to 7.
pub(crate) fn known_to(number: &Between, most: i32) -> String {
    if number.is_exact() {
        let decimals = most_decimals(&number.low, most);
        let near = rounded(&number.low, decimals).0;
        // A number that is rounded keeps its zeros: they are digits of it.
        let is_short = most >= MOST_DIGITS || near == number.low;
        return if is_short { Readable(&number.low).to_string() } else { decimal(&near, decimals) };
    }
    let middle = number.middle();
    let zero = number.admits(&Rational::ZERO);
    for decimals in (-MOST_DECIMALS..=most_decimals(&middle, most)).rev() {
        let (near, unit) = rounded(&middle, decimals);
        let half = &unit / Rational::from(2);
        if &near - &half <= number.low && number.high <= near.clone() + half {
            if near.is_zero() && zero && decimals >= most {
                return decimal(&near, most);
            }
            // One digit alone would read like an exact number.
            let size = if near < Rational::ZERO { -near.clone() } else { near.clone() };
            if size >= unit * Rational::from(10) {
                return decimal(&near, decimals);
            }
        }
    }
    format!("{} to {}", Readable(&down(&number.low)), Readable(&up(&number.high)))
}

/// The largest number of seven digits that is not above `x`: [`Readable`] writes all of it.
pub(crate) fn down(x: &Rational) -> Rational {
    let (near, unit) = to_seven_digits(x);
    if near > *x { near - unit } else { near }
}

/// The smallest number of seven digits that is not below `x`: [`Readable`] writes all of it.
pub(crate) fn up(x: &Rational) -> Rational {
    let (near, unit) = to_seven_digits(x);
    if near < *x { near + unit } else { near }
}

/// The nearest number of seven digits, and the unit of the last one.
fn to_seven_digits(x: &Rational) -> (Rational, Rational) {
    let ten = Rational::from(10);
    let most = (0..MOST_DIGITS).fold(Rational::ONE, |most, _| most * &ten);
    let mut size = if *x < Rational::ZERO { -x.clone() } else { x.clone() };
    let mut decimals = most_decimals(x, MOST_DIGITS);
    while size >= most {
        size /= &ten;
        decimals -= 1;
    }
    rounded(x, decimals)
}

/// The decimals that so many significant digits of a number reach, before the point if negative.
fn most_decimals(x: &Rational, most: i32) -> i32 {
    let size = if *x < Rational::ZERO { -x.clone() } else { x.clone() };
    let (mut decimals, mut scaled) = (0, size);
    let ten = Rational::from(10);
    let limit = (0..most - 1).fold(Rational::ONE, |limit, _| limit * &ten);
    while scaled < limit && decimals < SMALLEST {
        scaled *= &ten;
        decimals += 1;
    }
    // With seven digits all of those before the point are shown.
    while most < MOST_DIGITS && scaled >= &limit * &ten {
        scaled /= &ten;
        decimals -= 1;
    }
    decimals
}

/// `x` rounded to so many decimals, before the point if negative, and the unit there.
pub(crate) fn rounded(x: &Rational, decimals: i32) -> (Rational, Rational) {
    let ten = Rational::from(10);
    let power = (0..decimals.unsigned_abs()).fold(Rational::ONE, |power, _| power * &ten);
    if decimals >= 0 {
        let digits = usize::try_from(decimals).unwrap_or(0);
        return (round_decimal(x, digits), Rational::ONE / power);
    }
    (round_decimal(&(x / &power), 0) * &power, power)
}

/// All decimals that are known, zeros too.
pub(crate) fn decimal(x: &Rational, decimals: i32) -> String {
    if decimals < 0 {
        return scientific(x, decimals.unsigned_abs());
    }
    if decimals > MOST_DECIMALS {
        return small(x, decimals.unsigned_abs());
    }
    let text = to_decimal(x).unwrap_or_default();
    let Some(digits) = usize::try_from(decimals).ok().filter(|digits| *digits > 0) else {
        return text;
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    format!("{whole}.{fraction:0<digits$}")
}

/// A number whose last digit stands for a power of ten.
fn scientific(x: &Rational, zeros: u32) -> String {
    let ten = Rational::from(10);
    let scaled = (0..zeros).fold(x.clone(), |scaled, _| scaled / &ten);
    let text = to_decimal(&scaled).unwrap_or_default();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let exponent = u32::try_from(digits.len()).unwrap_or(1) - 1 + zeros;
    match digits.split_at_checked(1) {
        Some((first, rest)) if !rest.is_empty() => format!("{sign}{first}.{rest}e{exponent}"),
        _ => format!("{sign}{digits}e{exponent}"),
    }
}

/// A small number with so many decimals.
fn small(x: &Rational, decimals: u32) -> String {
    let ten = Rational::from(10);
    let scaled = (0..decimals).fold(x.clone(), |scaled, _| scaled * &ten);
    let text = to_decimal(&scaled).unwrap_or_default();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let exponent = i64::try_from(digits.len()).unwrap_or(1) - 1 - i64::from(decimals);
    match digits.split_at_checked(1) {
        Some((first, rest)) if !rest.is_empty() => format!("{sign}{first}.{rest}e{exponent}"),
        _ => format!("{sign}{digits}e{exponent}"),
    }
}

/// A number at both ends of a segment.
pub(crate) fn both(Ends(from, to): &Ends) -> String {
    let (from, to) = (known(from), known(to));
    if from == to { from } else { format!("{from} to {to}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: &str, high: &str) -> Between {
        let number = |text| ironproof_number::rational::parse(text).expect(text);
        Between { low: number(low), high: number(high) }
    }

    #[test]
    fn numbers_have_the_digits_that_are_known() {
        for (low, high, text) in [
            ("57.83804", "57.83806", "57.838"),
            ("57.866", "57.874", "57.87"),
            ("57.8649", "57.874", "57.9"),
            ("0.30000000001", "0.30000000002", "0.3000000"),
            ("1/3", "1/3", "0.3333333"),
            ("0.25", "0.25", "0.25"),
            ("1234567.7", "1234567.8", "1234568"),
            // A zero before the point would be a digit too.
            ("120449", "120451", "1.2045e5"),
            ("120.9", "121.2", "121"),
            ("96", "104", "1.0e2"),
            ("-0.001", "0.002", "-0.001 to 0.002"),
            ("0.601", "0.718", "0.601 to 0.718"),
            ("3.65e-11", "3.6501e-11", "3.650e-11"),
            ("3.65000001e-11", "3.65000002e-11", "3.650000e-11"),
            ("-1e-20", "1e-20", "0.0000000"),
        ] {
            assert_eq!(known(&between(low, high)), text, "{low} {high}");
        }
    }

    #[test]
    fn a_paper_has_fewer_digits() {
        for (low, high, most, text) in [
            ("14.90641", "14.906411", 4, "14.91"),
            ("14.90641", "14.906411", 2, "15"),
            ("6.1999", "6.2001", 3, "6.20"),
            ("14.86", "14.94", 4, "14.9"),
            ("1/3", "1/3", 3, "0.333"),
            ("3/2", "3/2", 4, "1.5"),
            ("0", "0", 4, "0"),
            ("-1e-20", "1e-20", 4, "0.0000"),
            ("1234567", "1234567", 3, "1.23e6"),
            ("116028/10000", "116028/10000", 4, "11.60"),
            ("1234567.1", "1234567.2", 3, "1.23e6"),
        ] {
            assert_eq!(known_to(&between(low, high), most), text, "{low} {high}");
        }
    }

    /// What is written of a bound is on its side of it, and near.
    #[test]
    fn bounds_are_written_on_their_side() {
        let parse = |text: &str| ironproof_number::rational::parse(text).expect(text);
        for k in 1..4000_u32 {
            let x = Rational::from(k * 7919) / Rational::from(1000 + k * k % 9973);
            for scale in ["1", "-1", "1e-30", "1e9", "0.99999999999999"] {
                let x = &x * parse(scale);
                let (low, high) = (Readable(&down(&x)).to_string(), Readable(&up(&x)).to_string());
                let size = if x < Rational::ZERO { -x.clone() } else { x.clone() };
                let unit = size / Rational::from(1_000_000);
                let (low, high) = (parse(&low), parse(&high));
                assert!(low <= x && x <= high, "{low} {x} {high}");
                assert!(&x - low <= unit && high - &x <= unit, "{x}");
            }
        }
    }

    /// Whatever is written is within half a unit of its last digit.
    #[test]
    fn what_is_written_is_true() {
        let parse = |text: &str| ironproof_number::rational::parse(text).expect(text);
        for k in 1..400_u32 {
            let low = Rational::from(k * 7919) / Rational::from(1000 + k * k);
            for width in ["1e-9", "1e-6", "1e-3", "0.1"] {
                let number = Between { high: &low + parse(width), low: low.clone() };
                let text = known(&number);
                if text.contains(" to ") {
                    continue;
                }
                let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
                let decimals = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                let unit = parse(&format!("1e{exponent}"))
                    * (0..decimals).fold(Rational::ONE, |unit, _| unit / Rational::from(10));
                let half = unit / Rational::from(2);
                let near = parse(&text);
                let is_true = &near - &half <= number.low && number.high <= near + half;
                assert!(is_true, "{text}: {number:?}");
            }
        }
    }
}
