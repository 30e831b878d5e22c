//! Integers of the library that hand large operations to `large`.

use std::fmt;

use dashu_int::{IBig as Signed, UBig as Natural};

use super::Sign;
use super::large::{self, Number, is_small_quotient, is_small_text};
use super::ops::{BitTest, DivRem};

/// A natural number.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UBig(pub(super) Natural);

/// An integer.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IBig(pub(super) Signed);

impl UBig {
    /// 0
    pub const ZERO: Self = Self(Natural::ZERO);
    /// 1
    pub const ONE: Self = Self(Natural::ONE);

    /// Whether this is 0.
    #[inline]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is 1.
    #[inline]
    pub fn is_one(&self) -> bool {
        self.0.is_one()
    }

    /// `self^exponent`
    pub fn pow(&self, exponent: usize) -> Self {
        Self(large::power(&self.0, exponent))
    }

    /// Quotient and rest.
    #[inline]
    pub fn div_rem(&self, divisor: &Self) -> (Self, Self) {
        let (quotient, rest) = large::quotient(&self.0, &divisor.0);
        (Self(quotient), Self(rest))
    }

    /// Divides a number above 0 by a factor above 1 while that leaves no rest; returns how often.
    pub fn remove(&mut self, factor: &Self) -> usize {
        large::remove(&mut self.0, &factor.0)
    }

    /// The number with these words, the lowest first.
    pub fn from_words(words: &[u64]) -> Self {
        Self(Natural::from_words(words))
    }

    /// The number with these decimal digits; `None` for other characters, and for none.
    pub fn parse(digits: &str) -> Option<Self> {
        large::parse(digits).map(Self)
    }

    /// The bytes, the lowest first, without zeros at the end.
    pub fn to_le_bytes(&self) -> Box<[u8]> {
        self.0.to_le_bytes()
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().value()
    }
}

impl IBig {
    /// 0
    pub const ZERO: Self = Self(Signed::ZERO);
    /// 1
    pub const ONE: Self = Self(Signed::ONE);
    /// -1
    pub const NEG_ONE: Self = Self(Signed::NEG_ONE);

    /// Whether this is 0.
    #[inline]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is 1.
    #[inline]
    pub fn is_one(&self) -> bool {
        self.0.is_one()
    }

    /// Positive for 0, too.
    #[inline]
    pub fn sign(&self) -> Sign {
        self.0.sign()
    }

    /// Sign and absolute value.
    #[inline]
    pub fn into_parts(self) -> (Sign, UBig) {
        let (sign, size) = self.0.into_parts();
        (sign, UBig(size))
    }

    /// The integer of this sign and absolute value.
    #[inline]
    pub fn from_parts(sign: Sign, size: UBig) -> Self {
        Self(Signed::from_parts(sign, size.0))
    }

    /// `self^exponent`
    pub fn pow(&self, exponent: usize) -> Self {
        let (sign, size) = self.0.parts();
        let sign = if exponent.is_multiple_of(2) { Sign::Positive } else { sign };
        Self(Signed::from_parts(sign, large::power(&size, exponent)))
    }

    /// Quotient and rest, which has the sign of `self`.
    #[inline]
    pub fn div_rem(&self, divisor: &UBig) -> (Self, Self) {
        let (a, d) = (&self.0, &divisor.0);
        let (quotient, rest) = if is_small_quotient(a.n_words(), d.n_words()) {
            a.div_rem(d)
        } else {
            large::signed_quotient(&a.parts(), &d.parts())
        };
        (Self(quotient), Self(rest))
    }

    /// The bytes in two's complement, the lowest first.
    pub fn to_le_bytes(&self) -> Box<[u8]> {
        self.0.to_le_bytes()
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().value()
    }
}

macro_rules! both {
    ($N:ident) => {
        impl Clone for $N {
            #[inline]
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
            #[inline]
            fn clone_from(&mut self, source: &Self) {
                self.0.clone_from(&source.0);
            }
        }
        impl BitTest for $N {
            #[inline]
            fn bit(&self, n: usize) -> bool {
                self.0.bit(n)
            }
            #[inline]
            fn bit_len(&self) -> usize {
                self.0.bit_len()
            }
        }
        impl fmt::LowerHex for $N {
            /// A radix that is a power of two takes no products.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::LowerHex::fmt(&self.0, f)
            }
        }
        impl fmt::Debug for $N {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

both!(UBig);
both!(IBig);

impl fmt::Display for UBig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Ok(word) = u64::try_from(self) {
            return fmt::Display::fmt(&word, f);
        }
        if is_small_text(self.0.n_words()) {
            return fmt::Display::fmt(&self.0, f);
        }
        f.pad_integral(true, "", &large::print(&self.0))
    }
}

impl fmt::Display for IBig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Ok(word) = i64::try_from(self) {
            return fmt::Display::fmt(&word, f);
        }
        if is_small_text(self.0.n_words()) {
            return fmt::Display::fmt(&self.0, f);
        }
        let (sign, size) = self.0.parts();
        f.pad_integral(sign == Sign::Positive, "", &large::print(&size))
    }
}

impl From<UBig> for IBig {
    #[inline]
    fn from(x: UBig) -> Self {
        Self(x.0.into())
    }
}

macro_rules! from_machine {
    ($N:ident: $($word:ty)*) => {$(
        impl From<$word> for $N {
            #[inline]
            fn from(x: $word) -> Self {
                Self(x.into())
            }
        }
    )*};
}

macro_rules! to_machine {
    ($N:ident: $($word:ty)*) => {$(
        impl TryFrom<&$N> for $word {
            type Error = TooLarge;
            #[inline]
            fn try_from(x: &$N) -> Result<Self, TooLarge> {
                Self::try_from(&x.0).map_err(|_| TooLarge)
            }
        }
        impl TryFrom<$N> for $word {
            type Error = TooLarge;
            #[inline]
            fn try_from(x: $N) -> Result<Self, TooLarge> {
                Self::try_from(&x)
            }
        }
    )*};
}

from_machine!(UBig: u8 u16 u32 u64 u128 usize);
from_machine!(IBig: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
to_machine!(UBig: u32 u64 i64);
to_machine!(IBig: u32 u64 i64 i128 usize);

/// Does not fit the machine word.
#[derive(Clone, Copy, Debug)]
pub struct TooLarge;
