//! Integers: what is believed of the library, and the rest made of that.

use std::borrow::Borrow;
use std::fmt;
use std::ops::{Add, Mul, Sub};

#[cfg(not(feature = "second-library"))]
use dashu_int::{IBig, UBig, ops::BitTest, ops::Gcd};
#[cfg(feature = "second-library")]
use num::{BitTest, Gcd, IBig, Radix, UBig};
#[cfg(feature = "second-library")]
#[path = "../tests/library/num.rs"]
mod num;

/// An integer of any size.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Int(IBig);

impl Int {
    /// 0
    pub const ZERO: Int = Int(IBig::ZERO);
    /// Of two factors of more bits, 1,024 words, the library never sees both. dashu-int multiplies
    /// up to 24 words plainly, to 96 by Karatsuba, to 4,000 by Toom-3, and from there on wrongly.
    pub const BLOCK: usize = 1 << 16;
    /// Decimal digits that fit into a block.
    const DIGITS: usize = 19_000;

    /// `[ "-" ] digits`, or hexadecimal digits after `0x`, which need no conversion
    pub fn parse(text: &str) -> Option<Int> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (digits, radix) = digits.strip_prefix("0x").map_or((digits, 10), |hex| (hex, 16));
        if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
            return None;
        }
        let at_once = if radix == 10 { Int::DIGITS } else { digits.len() };
        let (first, mut rest) = digits.split_at((digits.len() - 1) % at_once + 1);
        let mut size = Int(UBig::from_str_radix(first, radix).ok()?.into());
        while !rest.is_empty() {
            let (block, after) = rest.split_at(Int::DIGITS);
            size = size * Int::power_of_ten(Int::DIGITS) + Int::parse(block)?;
            rest = after;
        }
        Some(if text.starts_with('-') { &Int::ZERO - size } else { size })
    }
    /// 10^exponent
    pub fn power_of_ten(exponent: usize) -> Int {
        if exponent < 2 {
            return Int::from(if exponent == 0 { 1 } else { 10 });
        }
        let half = Int::power_of_ten(exponent / 2);
        &half * &half * Int::power_of_ten(exponent % 2)
    }
    /// Binary digits of |x|.
    pub fn bits(&self) -> usize {
        self.0.bit_len()
    }
    /// The greatest common divisor, if the library is right.
    pub(crate) fn divisor(&self, other: &Int) -> Int {
        Int((&self.0).gcd(&other.0).into())
    }
    /// x / divisor is an integer, if the library is right.
    pub(crate) fn is_multiple(&self, divisor: &Int) -> bool {
        &self.0 % &divisor.0 == IBig::ZERO
    }
    /// x / divisor, which is an integer.
    pub(crate) fn part(&self, divisor: &Int) -> Int {
        let quotient = Int(&self.0 / &divisor.0);
        assert!(&quotient * divisor == *self, "the big-integer library divides rightly");
        quotient
    }
}

impl<R: Borrow<Int>> Mul<R> for &Int {
    type Output = Int;
    fn mul(self, other: R) -> Int {
        let other = other.borrow();
        if self.bits() <= Int::BLOCK || other.bits() <= Int::BLOCK {
            return Int(&self.0 * &other.0);
        }
        let high = Int(&other.0 >> Int::BLOCK);
        let low = Int(&other.0 - (&high.0 << Int::BLOCK));
        Int((self * high).0 << Int::BLOCK) + self * low
    }
}
impl<R: Borrow<Int>> Mul<R> for Int {
    type Output = Int;
    fn mul(self, other: R) -> Int {
        &self * other
    }
}
impl<R: Borrow<Int>> Add<R> for Int {
    type Output = Int;
    fn add(self, other: R) -> Int {
        Int(self.0 + &other.borrow().0)
    }
}
impl<R: Borrow<Int>> Sub<R> for &Int {
    type Output = Int;
    fn sub(self, other: R) -> Int {
        Int(&self.0 - &other.borrow().0)
    }
}
impl From<i128> for Int {
    fn from(value: i128) -> Int {
        Int(value.into())
    }
}
impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        let is_right = self.bits() <= Int::BLOCK || Int::parse(&text).as_ref() == Some(self);
        assert!(is_right, "the big-integer library prints rightly");
        f.write_str(&text)
    }
}
