//! Arithmetic modulo a prime of 61 bits.

/// Primes below 2^61. The first is 2^61 - 1, modulo which products are reduced without division.
pub(super) const PRIMES: [u64; 3] = [(1 << 61) - 1, (1 << 61) - 31, (1 << 61) - 45];

const MERSENNE: u64 = PRIMES[0];

/// The field of `0 .. prime`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) prime: u64,
}

impl Field {
    /// `x mod prime`.
    #[inline]
    pub(super) fn reduce(self, x: u128) -> u64 {
        if self.prime == MERSENNE {
            // 2^61 = 1: fold the high bits onto the low ones, twice.
            let once = (x & u128::from(MERSENNE)) + (x >> 61);
            let twice = low(once & u128::from(MERSENNE)) + low(once >> 61);
            if MERSENNE <= twice { twice - MERSENNE } else { twice }
        } else {
            low(x % u128::from(self.prime))
        }
    }

    #[inline]
    pub(super) fn times(self, a: u64, b: u64) -> u64 {
        self.reduce(u128::from(a) * u128::from(b))
    }

    /// `a + b c`
    #[inline]
    pub(super) fn plus_times(self, a: u64, b: u64, c: u64) -> u64 {
        self.reduce(u128::from(a) + u128::from(b) * u128::from(c))
    }

    #[inline]
    pub(super) fn negative(self, a: u64) -> u64 {
        if a == 0 { 0 } else { self.prime - a }
    }

    /// `1 / a` by Fermat; `a` is not zero.
    pub(super) fn inverse(self, a: u64) -> u64 {
        let (mut power, mut exponent, mut out) = (a, self.prime - 2, 1);
        while exponent != 0 {
            if exponent & 1 == 1 {
                out = self.times(out, power);
            }
            power = self.times(power, power);
            exponent >>= 1;
        }
        out
    }

    /// `x mod prime` of a signed number.
    #[inline]
    pub(super) fn of(self, x: i128) -> u64 {
        let size = self.reduce(x.unsigned_abs());
        if x < 0 { self.negative(size) } else { size }
    }
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the high half is zero")]
fn low(x: u128) -> u64 {
    x as u64
}

#[cfg(test)]
mod tests {
    use super::{Field, PRIMES};

    #[test]
    fn arithmetic_is_modular() {
        for prime in PRIMES {
            let field = Field { prime };
            assert_eq!(
                field.reduce(u128::MAX),
                u64::try_from(u128::MAX % u128::from(prime)).unwrap()
            );
            assert_eq!(field.of(-1), prime - 1);
            assert_eq!(field.of(i128::from(prime) * 5 - 3), prime - 3);
            for a in [1, 2, 12_345_678_901, prime - 1] {
                assert_eq!(field.times(a, field.inverse(a)), 1);
                assert_eq!(field.plus_times(field.negative(a), a, 1), 0);
            }
        }
    }
}
