//! Numbers of model files: all are decimals, and sums of decimals are decimals.
//!
//! value = sign digits 10^exponent,   digits not divisible by 10
//!
//! Nearly all have few digits, and are read, added and written in machine words.

use std::borrow::Cow;

use ironproof_numbers::{Fraction, Int};

use crate::fault::Fault;

/// Digits of a literal, and the size of its exponent, at most; `docs/models.md`, section Numbers.
const MAX_DIGITS: usize = 20_000;
const MAX_EXPONENT: u32 = 9_999;

/// Invariant: no zeros in front or at the end; zero has the exponent 0 and no sign. So equal values are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    is_negative: bool,
    digits: Digits,
    exponent: i32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Digits {
    Short(u64),
    /// More than 19 digits.
    Long(Box<str>),
}

/// A side or bound: 1e20 and more in size only say that there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    At(Decimal),
    /// Plus infinity, or minus infinity.
    Infinite {
        is_positive: bool,
    },
}

pub(crate) const ZERO: Decimal =
    Decimal { is_negative: false, digits: Digits::Short(0), exponent: 0 };
pub(crate) const ONE: Decimal =
    Decimal { is_negative: false, digits: Digits::Short(1), exponent: 0 };

/// The number without sign at the start of the text, and its length; `marks` stand before an exponent.
pub(crate) fn scan(text: &str, marks: &[u8]) -> Result<Option<(Decimal, usize)>, Fault> {
    let bytes = text.as_bytes();
    let (mut at, mut n_digits, mut n_decimals) = (0, 0, 0);
    let (mut short, mut is_short, mut has_point) = (0_u64, true, false);
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_digit() {
            n_digits += 1;
            n_decimals += i32::from(has_point);
            if short < 1_000_000_000_000_000_000 {
                short = 10 * short + u64::from(byte - b'0');
            } else {
                is_short = false;
            }
        } else if *byte == b'.' && !has_point {
            has_point = true;
        } else {
            break;
        }
        at += 1;
    }
    if n_digits == 0 {
        return Ok(None);
    }
    if MAX_DIGITS < n_digits {
        return Err(Fault::limit(format!("a number has more than {MAX_DIGITS} digits")));
    }
    let mantissa = &text[..at];
    let mut exponent = -n_decimals;
    if bytes.get(at).is_some_and(|byte| marks.contains(byte)) {
        let is_negative = bytes.get(at + 1) == Some(&b'-');
        let start = at + 1 + usize::from(is_negative || bytes.get(at + 1) == Some(&b'+'));
        let mut size = 0;
        let mut end = start;
        while let Some(byte) = bytes.get(end).filter(|byte| byte.is_ascii_digit()) {
            size = MAX_EXPONENT.saturating_add(1).min(10 * size + u32::from(byte - b'0'));
            end += 1;
        }
        if MAX_EXPONENT < size || MAX_DIGITS < end - start {
            return Err(Fault::limit(format!("an exponent is more than {MAX_EXPONENT} in size")));
        }
        if start < end {
            let size = i32::try_from(size).expect("four digits");
            exponent += if is_negative { -size } else { size };
            at = end;
        }
    }
    let value = if is_short {
        Decimal::short(false, short, exponent)
    } else {
        Decimal::long(false, &mantissa.replace('.', ""), exponent)
    };
    Ok(Some((value, at)))
}

impl Decimal {
    fn short(is_negative: bool, mut digits: u64, mut exponent: i32) -> Decimal {
        if digits == 0 {
            return ZERO;
        }
        while digits % 10 == 0 {
            digits /= 10;
            exponent += 1;
        }
        Decimal { is_negative, digits: Digits::Short(digits), exponent }
    }

    fn long(is_negative: bool, digits: &str, exponent: i32) -> Decimal {
        let digits = digits.trim_start_matches('0');
        let stripped = digits.trim_end_matches('0');
        if stripped.len() < 20 {
            let short = if stripped.is_empty() { 0 } else { stripped.parse().expect("19 digits") };
            return Decimal::short(
                is_negative,
                short,
                exponent + length(digits) - length(stripped),
            );
        }
        let exponent = exponent + length(digits) - length(stripped);
        Decimal { is_negative, digits: Digits::Long(stripped.into()), exponent }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.digits == Digits::Short(0)
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.is_negative
    }

    pub(crate) fn is_integer(&self) -> bool {
        0 <= self.exponent
    }

    /// 1e20 or more in size.
    pub(crate) fn is_huge(&self) -> bool {
        let n_digits = match &self.digits {
            Digits::Short(digits) => i32::try_from(digits.checked_ilog10().map_or(0, |n| n + 1)),
            Digits::Long(digits) => i32::try_from(digits.len()),
        };
        20 < n_digits.expect("no more digits than a literal has") + self.exponent
    }

    pub(crate) fn negated(mut self) -> Decimal {
        self.is_negative = !self.is_negative && !self.is_zero();
        self
    }

    pub(crate) fn plus(&self, other: &Decimal) -> Decimal {
        if other.is_zero() {
            return self.clone();
        }
        let exponent = self.exponent.min(other.exponent);
        if let (Some(a), Some(b)) = (self.scaled(exponent), other.scaled(exponent)) {
            let sum = a + b;
            let size = sum.unsigned_abs();
            return match u64::try_from(size) {
                Ok(size) => Decimal::short(sum < 0, size, exponent),
                Err(_) => Decimal::long(sum < 0, &size.to_string(), exponent),
            };
        }
        let sum = (self.integer(exponent) + other.integer(exponent)).to_string();
        let size = sum.strip_prefix('-').unwrap_or(&sum);
        Decimal::long(size.len() < sum.len(), size, exponent)
    }

    /// Over 10^exponent, if that has 37 digits at most.
    fn scaled(&self, exponent: i32) -> Option<i128> {
        let Digits::Short(digits) = self.digits else { return None };
        let power = u32::try_from(self.exponent - exponent).ok().filter(|power| *power < 18)?;
        let size = i128::from(digits) * 10_i128.pow(power);
        Some(if self.is_negative { -size } else { size })
    }

    /// Over 10^exponent.
    fn integer(&self, exponent: i32) -> Int {
        let power = usize::try_from(self.exponent - exponent).expect("the smaller exponent");
        let sign = if self.is_negative { "-" } else { "" };
        Int::parse(&format!("{sign}{}", self.digits())).expect("digits") * Int::power_of_ten(power)
    }

    fn digits(&self) -> Cow<'_, str> {
        match &self.digits {
            Digits::Short(digits) => Cow::Owned(digits.to_string()),
            Digits::Long(digits) => Cow::Borrowed(digits),
        }
    }

    /// Writes the fraction in lowest terms.
    pub(crate) fn push_to(&self, text: &mut String) {
        if self.is_negative {
            text.push('-');
        }
        if let Ok(n_zeros) = usize::try_from(self.exponent) {
            match &self.digits {
                Digits::Short(digits) => push_number(text, *digits),
                Digits::Long(digits) => text.push_str(digits),
            }
            return push_zeros(text, n_zeros);
        }
        let n_decimals = self.exponent.unsigned_abs();
        if let Digits::Short(digits) = self.digits {
            // What has no factor 10 shares factors 2 or factors 5 with 10^n, never both.
            let n_twos = digits.trailing_zeros().min(n_decimals);
            let (mut rest, mut n_fives) = (digits >> n_twos, 0);
            while n_twos == 0 && n_fives < n_decimals && rest % 5 == 0 {
                rest /= 5;
                n_fives += 1;
            }
            // 10^n = 5^t 10^(n - t) 2^t; the first factor of the denominator fits a word.
            let (base, n_shared) = if 0 < n_twos { (5_u64, n_twos) } else { (2, n_fives) };
            if let Some(first) = base.checked_pow(n_shared) {
                push_number(text, rest);
                text.push('/');
                push_number(text, first);
                let n_zeros = usize::try_from(n_decimals - n_shared).expect("few");
                return push_zeros(text, n_zeros);
            }
        }
        let n_decimals = usize::try_from(n_decimals).expect("few");
        let size = Int::parse(&self.digits()).expect("digits");
        text.push_str(&Fraction::new(size, Int::power_of_ten(n_decimals)).to_string());
    }
}

fn length(digits: &str) -> i32 {
    i32::try_from(digits.len()).expect("no more digits than a literal has")
}

/// A shorter way than `write!`, for the numbers that fill a statement.
pub(crate) fn push_number(text: &mut String, mut number: u64) {
    let mut reversed = [b'0'; 20];
    let mut n_digits = 0;
    while n_digits == 0 || 0 < number {
        reversed[n_digits] = b'0' + u8::try_from(number % 10).expect("a digit");
        number /= 10;
        n_digits += 1;
    }
    text.extend(reversed[..n_digits].iter().rev().map(|digit| char::from(*digit)));
}

fn push_zeros(text: &mut String, n: usize) {
    text.extend(std::iter::repeat_n('0', n));
}

impl Value {
    pub(crate) fn of(value: Decimal) -> Value {
        if value.is_huge() {
            Value::Infinite { is_positive: !value.is_negative }
        } else {
            Value::At(value)
        }
    }

    pub(crate) fn negated(self) -> Value {
        match self {
            Value::At(value) => Value::At(value.negated()),
            Value::Infinite { is_positive } => Value::Infinite { is_positive: !is_positive },
        }
    }
}

/// `inf` or `infinity`, in any case.
pub(crate) fn is_infinity(word: &str) -> bool {
    word.eq_ignore_ascii_case("inf") || word.eq_ignore_ascii_case("infinity")
}
