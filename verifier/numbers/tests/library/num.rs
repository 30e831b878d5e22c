//! num-bigint under the names of dashu-int, to compare every verdict with another library.

pub(crate) use num_bigint::BigInt as IBig;
pub(crate) use num_bigint::BigUint as UBig;

/// Binary digits.
pub(crate) trait BitTest {
    fn bit_len(&self) -> usize;
}

impl BitTest for IBig {
    fn bit_len(&self) -> usize {
        usize::try_from(self.bits()).unwrap_or(usize::MAX)
    }
}

/// Digits of any radix.
pub(crate) trait Radix: Sized {
    fn from_str_radix(text: &str, radix: u32) -> Result<Self, ()>;
}

impl Radix for UBig {
    fn from_str_radix(text: &str, radix: u32) -> Result<UBig, ()> {
        UBig::parse_bytes(text.as_bytes(), radix).ok_or(())
    }
}

/// The greatest common divisor.
pub(crate) trait Gcd {
    fn gcd(self, other: Self) -> UBig;
}

impl Gcd for &IBig {
    /// By Lehmer: quotients of the first 62 bits, as long as they are those of the whole numbers.
    fn gcd(self, other: &IBig) -> UBig {
        let (mut a, mut b) =
            (IBig::from(self.magnitude().clone()), other.magnitude().clone().into());
        if a < b {
            (a, b) = (b, a);
        }
        while b != IBig::ZERO {
            let shift = a.bits().saturating_sub(62);
            let first = |x: &IBig| i128::try_from(x >> shift).unwrap_or(0);
            let (mut x, mut y) = (first(&a), first(&b));
            let [mut p, mut q, mut r, mut s] = [1_i128, 0, 0, 1];
            while y + r != 0 && y + s != 0 && (x + p) / (y + r) == (x + q) / (y + s) {
                let quotient = (x + p) / (y + r);
                (p, r) = (r, p - quotient * r);
                (q, s) = (s, q - quotient * s);
                (x, y) = (y, x - quotient * y);
            }
            (a, b) = if q == 0 { (b.clone(), a % b) } else { (&a * p + &b * q, &a * r + &b * s) };
        }
        a.magnitude().clone()
    }
}
