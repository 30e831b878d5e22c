//! Integers.

use std::borrow::Borrow;
use std::fmt;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

type Big = dashu_int::IBig;

/// An integer of any size.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Int(Big);

impl Int {
    /// 0
    pub fn zero() -> Int {
        todo!()
    }

    /// 1
    pub fn one() -> Int {
        todo!()
    }

    /// Decimal digits, at least one and nothing else.
    pub fn parse(_digits: &str) -> Option<Int> {
        todo!()
    }

    /// Decimal digits, with `-` before them or not.
    pub fn parse_signed(_text: &str) -> Option<Int> {
        todo!()
    }

    /// The power of ten.
    pub fn power_of_ten(_exponent: usize) -> Int {
        todo!()
    }

    /// x = 0
    pub fn is_zero(&self) -> bool {
        todo!()
    }

    /// 0 < x
    pub fn is_positive(&self) -> bool {
        todo!()
    }

    /// x < 0
    pub fn is_negative(&self) -> bool {
        todo!()
    }

    /// Binary digits of |x|.
    pub fn bits(&self) -> usize {
        todo!()
    }

    /// x / divisor, which must be an integer.
    pub fn exact_quotient(&self, _divisor: &Int) -> Int {
        todo!()
    }
}

impl From<u64> for Int {
    fn from(_value: u64) -> Int {
        todo!()
    }
}

impl<R: Borrow<Int>> Add<R> for Int {
    type Output = Int;
    fn add(self, _other: R) -> Int {
        todo!()
    }
}

impl<R: Borrow<Int>> Add<R> for &Int {
    type Output = Int;
    fn add(self, _other: R) -> Int {
        todo!()
    }
}

impl<R: Borrow<Int>> Sub<R> for Int {
    type Output = Int;
    fn sub(self, _other: R) -> Int {
        todo!()
    }
}

impl<R: Borrow<Int>> Sub<R> for &Int {
    type Output = Int;
    fn sub(self, _other: R) -> Int {
        todo!()
    }
}

impl<R: Borrow<Int>> Mul<R> for Int {
    type Output = Int;
    fn mul(self, _other: R) -> Int {
        todo!()
    }
}

impl<R: Borrow<Int>> Mul<R> for &Int {
    type Output = Int;
    fn mul(self, _other: R) -> Int {
        todo!()
    }
}

impl<R: Borrow<Int>> AddAssign<R> for Int {
    fn add_assign(&mut self, _other: R) {
        todo!()
    }
}

impl<R: Borrow<Int>> SubAssign<R> for Int {
    fn sub_assign(&mut self, _other: R) {
        todo!()
    }
}

impl Neg for Int {
    type Output = Int;
    fn neg(self) -> Int {
        todo!()
    }
}

impl fmt::Display for Int {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}
