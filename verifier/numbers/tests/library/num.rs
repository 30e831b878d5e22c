//! num-bigint under the names of dashu-int, to compare every verdict with another library.

pub(crate) use num_bigint::BigInt as IBig;
use num_bigint::BigUint;

/// Binary digits.
pub(crate) trait BitTest {
    fn bit_len(&self) -> usize;
}

impl BitTest for IBig {
    fn bit_len(&self) -> usize {
        usize::try_from(self.bits()).unwrap_or(usize::MAX)
    }
}

/// The greatest common divisor.
pub(crate) trait Gcd {
    fn gcd(self, other: Self) -> BigUint;
}

impl Gcd for &IBig {
    fn gcd(self, other: &IBig) -> BigUint {
        let (mut a, mut b) = (self.magnitude().clone(), other.magnitude().clone());
        while b != BigUint::ZERO {
            let rest = a % &b;
            (a, b) = (b, rest);
        }
        a
    }
}
