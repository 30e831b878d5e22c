//! Fractions in lowest terms: the formulas of Knuth, whose factors are as short as possible.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use super::ops::{Abs, BitTest, Gcd, UnsignedAbs};
use super::{IBig, Sign, UBig};

/// A rational number.
///
/// Invariant: the denominator is positive and has no factor in common with the numerator.
#[derive(PartialEq, Eq, Hash)]
pub struct RBig {
    numerator: IBig,
    denominator: UBig,
}

impl RBig {
    /// 0
    pub const ZERO: Self = Self { numerator: IBig::ZERO, denominator: UBig::ONE };
    /// 1
    pub const ONE: Self = Self { numerator: IBig::ONE, denominator: UBig::ONE };

    /// `numerator / denominator` for a positive denominator.
    pub fn from_parts(numerator: IBig, denominator: UBig) -> Self {
        assert!(!denominator.is_zero(), "a fraction with denominator 0");
        let g = (&numerator).gcd(&denominator);
        if g.is_one() {
            return Self { numerator, denominator };
        }
        Self { numerator: numerator / &g, denominator: denominator / g }
    }

    /// `numerator / denominator` for a denominator that is not zero.
    pub fn from_parts_signed(numerator: IBig, denominator: IBig) -> Self {
        let (sign, denominator) = denominator.into_parts();
        Self::from_parts(if sign == Sign::Negative { -numerator } else { numerator }, denominator)
    }

    /// The numerator in lowest terms; it has the sign.
    #[inline]
    pub fn numerator(&self) -> &IBig {
        &self.numerator
    }

    /// The denominator in lowest terms.
    #[inline]
    pub fn denominator(&self) -> &UBig {
        &self.denominator
    }

    /// Numerator and denominator in lowest terms.
    #[inline]
    pub fn into_parts(self) -> (IBig, UBig) {
        (self.numerator, self.denominator)
    }

    /// Whether this is 0.
    #[inline]
    pub fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    /// Whether this is 1.
    #[inline]
    pub fn is_one(&self) -> bool {
        self.numerator.is_one() && self.denominator.is_one()
    }

    /// Whether this is an integer.
    #[inline]
    pub fn is_int(&self) -> bool {
        self.denominator.is_one()
    }

    /// The largest integer that is not above `self`.
    pub fn floor(&self) -> IBig {
        let (quotient, rest) = self.numerator.div_rem(&self.denominator);
        if rest < IBig::ZERO { quotient - IBig::ONE } else { quotient }
    }

    /// The smallest integer that is not below `self`.
    pub fn ceil(&self) -> IBig {
        let (quotient, rest) = self.numerator.div_rem(&self.denominator);
        if IBig::ZERO < rest { quotient + IBig::ONE } else { quotient }
    }

    /// The nearest integer, in the middle the one away from zero.
    pub fn round(&self) -> IBig {
        let (quotient, rest) = self.numerator.div_rem(&self.denominator);
        if rest.unsigned_abs() << 1 < self.denominator {
            return quotient;
        }
        quotient + if self.numerator.sign() == Sign::Positive { IBig::ONE } else { IBig::NEG_ONE }
    }

    /// The nearest double, in the middle the one with an even mantissa.
    pub fn to_f64(&self) -> f64 {
        let (sign, size) = self.numerator.clone().into_parts();
        let bits = nearest_bits(&size, &self.denominator);
        f64::from_bits(if sign == Sign::Negative { bits | 1 << 63 } else { bits })
    }
}

/// The bits of the double nearest to `n / d`.
fn nearest_bits(n: &UBig, d: &UBig) -> u64 {
    const INFINITY: u64 = f64::INFINITY.to_bits();
    let length = |x: &UBig| i64::try_from(x.bit_len()).expect("lengths fit a word");
    let scaled = |x: &UBig, e: i64| x << usize::try_from(e).unwrap_or(0);
    // 2^(e - 1) < n / d < 2^(e + 1), and then 2^e <= n / d < 2^(e + 1).
    let mut e = length(n) - length(d);
    if n.is_zero() || e < -1075 {
        return 0;
    }
    if 1024 < e {
        return INFINITY;
    }
    if scaled(n, -e) < scaled(d, e) {
        e -= 1;
    }
    if 1023 < e {
        return INFINITY;
    }
    // The mantissa counts units of 2^unit; it has 53 bits, fewer only at the unit of all small doubles.
    let unit = (e - 52).max(-1074);
    let d = scaled(d, unit);
    let (quotient, rest) = scaled(n, -unit).div_rem(&d);
    let mantissa = u64::try_from(&quotient).expect("at most 53 bits");
    let is_up = match (rest << 1).cmp(&d) {
        Ordering::Less => false,
        Ordering::Equal => mantissa % 2 == 1,
        Ordering::Greater => true,
    };
    // The top bit of the mantissa adds one to the exponent, as does rounding up to a power of two.
    let exponent = u64::try_from(unit + 1074).expect("at least the least unit");
    (exponent << 52) + mantissa + u64::from(is_up)
}

fn sum(x: &RBig, c: &IBig, d: &UBig) -> RBig {
    let (a, b) = (&x.numerator, &x.denominator);
    if b.is_one() && d.is_one() {
        return RBig { numerator: a + c, denominator: UBig::ONE };
    }
    let g = b.gcd(d);
    if g.is_one() {
        return RBig { numerator: a * d + c * b, denominator: b * d };
    }
    // No factor of b / g or d / g divides the sum.
    let rest = d / &g;
    let numerator = a * &rest + c * (b / &g);
    let g = (&numerator).gcd(&g);
    RBig { numerator: numerator / &g, denominator: b / g * rest }
}

fn product(x: &RBig, c: &IBig, d: &UBig) -> RBig {
    let (a, d) = cancelled(&x.numerator, d);
    let (c, b) = cancelled(c, &x.denominator);
    RBig { numerator: &*a * &*c, denominator: &*b * &*d }
}

fn cancelled<'a>(n: &'a IBig, d: &'a UBig) -> (Cow<'a, IBig>, Cow<'a, UBig>) {
    let g = n.gcd(d);
    if g.is_one() {
        return (Cow::Borrowed(n), Cow::Borrowed(d));
    }
    (Cow::Owned(n / &g), Cow::Owned(d / g))
}

fn difference(x: &RBig, y: &RBig) -> RBig {
    sum(x, &-&y.numerator, &y.denominator)
}

fn quotient(x: &RBig, y: &RBig) -> RBig {
    let (sign, size) = y.numerator.clone().into_parts();
    assert!(!size.is_zero(), "a division by 0");
    product(x, &IBig::from_parts(sign, y.denominator.clone()), &size)
}

macro_rules! operator {
    ($Op:ident, $op:ident, $Assign:ident, $assign:ident, $formula:expr) => {
        operator!(@ $Op, $op, $formula, RBig, RBig, [x, y] &x, &y);
        operator!(@ $Op, $op, $formula, RBig, &RBig, [x, y] &x, y);
        operator!(@ $Op, $op, $formula, &RBig, RBig, [x, y] x, &y);
        operator!(@ $Op, $op, $formula, &RBig, &RBig, [x, y] x, y);
        impl $Assign<RBig> for RBig {
            fn $assign(&mut self, other: RBig) {
                *self = $formula(self, &other);
            }
        }
        impl $Assign<&RBig> for RBig {
            fn $assign(&mut self, other: &RBig) {
                *self = $formula(self, other);
            }
        }
    };
    (@ $Op:ident, $op:ident, $formula:expr, $L:ty, $R:ty, [$x:ident, $y:ident] $left:expr, $right:expr) => {
        impl $Op<$R> for $L {
            type Output = RBig;
            fn $op(self, $y: $R) -> RBig {
                let $x = self;
                $formula($left, $right)
            }
        }
    };
}

operator!(Add, add, AddAssign, add_assign, |x: &RBig, y: &RBig| {
    sum(x, &y.numerator, &y.denominator)
});
operator!(Sub, sub, SubAssign, sub_assign, difference);
operator!(Mul, mul, MulAssign, mul_assign, |x: &RBig, y: &RBig| {
    product(x, &y.numerator, &y.denominator)
});
operator!(Div, div, DivAssign, div_assign, quotient);

impl Neg for RBig {
    type Output = RBig;
    fn neg(self) -> RBig {
        RBig { numerator: -self.numerator, denominator: self.denominator }
    }
}

impl Neg for &RBig {
    type Output = RBig;
    fn neg(self) -> RBig {
        RBig { numerator: -&self.numerator, denominator: self.denominator.clone() }
    }
}

impl Abs for RBig {
    type Output = RBig;
    fn abs(self) -> RBig {
        RBig { numerator: self.numerator.abs(), denominator: self.denominator }
    }
}

impl<T> Sum<T> for RBig
where
    RBig: Add<T, Output = RBig>,
{
    fn sum<I: Iterator<Item = T>>(terms: I) -> RBig {
        terms.fold(RBig::ZERO, RBig::add)
    }
}

impl Ord for RBig {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (&self.numerator, &self.denominator);
        let (c, d) = (&other.numerator, &other.denominator);
        if a.is_zero() || c.is_zero() || a.sign() != c.sign() || b == d {
            return a.cmp(c);
        }
        // 2^(left - 2) <= |a d| < 2^left, and likewise for c b.
        let (left, right) = (a.bit_len() + d.bit_len(), c.bit_len() + b.bit_len());
        if left.abs_diff(right) < 2 {
            return (a * d).cmp(&(c * b));
        }
        if a.sign() == Sign::Negative { right.cmp(&left) } else { left.cmp(&right) }
    }
}

impl PartialOrd for RBig {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Default for RBig {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Clone for RBig {
    #[inline]
    fn clone(&self) -> Self {
        Self { numerator: self.numerator.clone(), denominator: self.denominator.clone() }
    }

    #[inline]
    fn clone_from(&mut self, source: &Self) {
        self.numerator.clone_from(&source.numerator);
        self.denominator.clone_from(&source.denominator);
    }
}

impl<T> From<T> for RBig
where
    IBig: From<T>,
{
    fn from(x: T) -> Self {
        Self { numerator: IBig::from(x), denominator: UBig::ONE }
    }
}

/// Not a number, or infinite.
#[derive(Clone, Copy, Debug)]
pub struct NotFinite;

impl TryFrom<f64> for RBig {
    type Error = NotFinite;

    /// The number that `x` is, bit for bit.
    fn try_from(x: f64) -> Result<Self, NotFinite> {
        if !x.is_finite() {
            return Err(NotFinite);
        }
        let (exponent, fraction) = (x.to_bits() >> 52 & 0x7ff, x.to_bits() & ((1 << 52) - 1));
        // The smallest doubles have the unit of exponent 1 without its leading bit.
        let mantissa = if exponent == 0 { fraction } else { fraction | 1 << 52 };
        let unit = i32::try_from(exponent.max(1)).expect("11 bits") - 1075;
        let shifted = |e: i32| UBig::ONE << usize::try_from(e).unwrap_or(0);
        let size = UBig::from(mantissa) * shifted(unit);
        let sign = if x.is_sign_negative() { Sign::Negative } else { Sign::Positive };
        Ok(Self::from_parts(IBig::from_parts(sign, size), shifted(-unit)))
    }
}

impl fmt::Display for RBig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.numerator, f)?;
        if self.is_int() {
            return Ok(());
        }
        f.write_str("/")?;
        fmt::Display::fmt(&self.denominator, f)
    }
}

impl fmt::Debug for RBig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
