//! Operators of the integers, with values and references on both sides.

use std::iter::Sum;
use std::ops::{
    Add, AddAssign, Div, Mul, MulAssign, Neg, Rem, Shl, ShlAssign, Shr, Sub, SubAssign,
};

use super::integer::{IBig, UBig};
use super::large::{self, Number, is_small_gcd, is_small_product, is_small_quotient};
use super::ops::{Abs, DivEuclid, Gcd, RemEuclid, UnsignedAbs};

macro_rules! operator {
    ($Op:ident, $op:ident: $L:ident, $R:ident => $Out:ident, |$a:ident, $b:ident| $result:expr) => {
        operator!(@ $Op, $op: $L, $R => $Out, |$a, $b| $result, [self, other] self.0, other.0);
        operator!(@ $Op, $op: $L, &$R => $Out, |$a, $b| $result, [self, other] self.0, &other.0);
        operator!(@ $Op, $op: &$L, $R => $Out, |$a, $b| $result, [self, other] &self.0, other.0);
        operator!(@ $Op, $op: &$L, &$R => $Out, |$a, $b| $result, [self, other] &self.0, &other.0);
    };
    (@ $Op:ident, $op:ident: $L:ty, $R:ty => $Out:ident, |$a:ident, $b:ident| $result:expr,
     [$self:ident, $other:ident] $left:expr, $right:expr) => {
        impl $Op<$R> for $L {
            type Output = $Out;
            #[inline]
            fn $op($self, $other: $R) -> $Out {
                let ($a, $b) = ($left, $right);
                $Out($result)
            }
        }
    };
}

macro_rules! assigning {
    ($Op:ident, $op:ident: $L:ident, $R:ident, $operation:expr) => {
        impl $Op<$R> for $L {
            #[inline]
            fn $op(&mut self, other: $R) {
                *self = $operation(std::mem::take(self), other);
            }
        }
        impl $Op<&$R> for $L {
            #[inline]
            fn $op(&mut self, other: &$R) {
                *self = $operation(std::mem::take(self), other);
            }
        }
    };
}

operator!(Add, add: UBig, UBig => UBig, |a, b| a + b);
operator!(Sub, sub: UBig, UBig => UBig, |a, b| a - b);
operator!(Add, add: IBig, IBig => IBig, |a, b| a + b);
operator!(Sub, sub: IBig, IBig => IBig, |a, b| a - b);
operator!(Mul, mul: UBig, UBig => UBig, |a, b| {
    if is_small_product(a.n_words(), b.n_words()) {
        a * b
    } else {
        large::product(&a.parts().1, &b.parts().1)
    }
});
operator!(Div, div: UBig, UBig => UBig, |a, d| {
    if is_small_quotient(a.n_words(), d.n_words()) {
        a / d
    } else {
        large::quotient(&a.parts().1, &d.parts().1).0
    }
});
operator!(Rem, rem: UBig, UBig => UBig, |a, d| {
    if is_small_quotient(a.n_words(), d.n_words()) {
        a % d
    } else {
        large::quotient(&a.parts().1, &d.parts().1).1
    }
});

/// The operations with an `IBig` on the left.
macro_rules! signed_operators {
    ($R:ident) => {
        operator!(Mul, mul: IBig, $R => IBig, |a, b| {
            if is_small_product(a.n_words(), b.n_words()) {
                a * b
            } else {
                large::signed_product(&a.parts(), &b.parts())
            }
        });
        operator!(Div, div: IBig, $R => IBig, |a, d| {
            if is_small_quotient(a.n_words(), d.n_words()) {
                a / d
            } else {
                large::signed_quotient(&a.parts(), &d.parts()).0
            }
        });
        operator!(Rem, rem: IBig, $R => IBig, |a, d| {
            if is_small_quotient(a.n_words(), d.n_words()) {
                a % d
            } else {
                large::signed_quotient(&a.parts(), &d.parts()).1
            }
        });
    };
}

signed_operators!(IBig);
signed_operators!(UBig);

operator!(DivEuclid, div_euclid: IBig, IBig => IBig, |a, d| {
    if is_small_quotient(a.n_words(), d.n_words()) {
        a.div_euclid(d)
    } else {
        large::euclid(&a.parts(), &d.parts()).0
    }
});
operator!(RemEuclid, rem_euclid: IBig, IBig => UBig, |a, d| {
    if is_small_quotient(a.n_words(), d.n_words()) {
        a.rem_euclid(d)
    } else {
        large::euclid(&a.parts(), &d.parts()).1
    }
});

macro_rules! gcd {
    ($L:ident) => {
        operator!(Gcd, gcd: $L, UBig => UBig, |a, b| {
            if is_small_gcd(a.n_words(), b.n_words()) {
                a.gcd(b)
            } else {
                large::gcd(a.parts().1, b.parts().1)
            }
        });
    };
}

gcd!(UBig);
gcd!(IBig);

assigning!(SubAssign, sub_assign: UBig, UBig, Sub::sub);
assigning!(MulAssign, mul_assign: UBig, UBig, Mul::mul);
assigning!(AddAssign, add_assign: IBig, IBig, Add::add);
assigning!(SubAssign, sub_assign: IBig, IBig, Sub::sub);
assigning!(MulAssign, mul_assign: IBig, IBig, Mul::mul);
assigning!(MulAssign, mul_assign: IBig, UBig, Mul::mul);

/// Operations that the library does at any size: they do not multiply long numbers.
macro_rules! forward {
    ($Op:ident, $op:ident($($n:ident: $T:ty)?): $N:ident => $Out:ident) => {
        impl $Op$(<$T>)? for $N {
            type Output = $Out;
            #[inline]
            fn $op(self $(, $n: $T)?) -> $Out {
                $Out(self.0.$op($($n)?))
            }
        }
        impl $Op$(<$T>)? for &$N {
            type Output = $Out;
            #[inline]
            fn $op(self $(, $n: $T)?) -> $Out {
                $Out((&self.0).$op($($n)?))
            }
        }
    };
}

forward!(Shl, shl(n: usize): UBig => UBig);
forward!(Shr, shr(n: usize): UBig => UBig);
forward!(Shl, shl(n: usize): IBig => IBig);
forward!(Shr, shr(n: usize): IBig => IBig);
forward!(Mul, mul(n: u64): IBig => IBig);
forward!(Mul, mul(n: i64): IBig => IBig);
forward!(Neg, neg(): IBig => IBig);
forward!(Abs, abs(): IBig => IBig);
forward!(UnsignedAbs, unsigned_abs(): IBig => UBig);

impl ShlAssign<usize> for UBig {
    #[inline]
    fn shl_assign(&mut self, n: usize) {
        self.0 <<= n;
    }
}

impl<T> Sum<T> for IBig
where
    IBig: Add<T, Output = IBig>,
{
    fn sum<I: Iterator<Item = T>>(terms: I) -> IBig {
        terms.fold(IBig::ZERO, IBig::add)
    }
}
