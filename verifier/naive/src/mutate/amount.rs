//! Other numbers to stand in the place of a number.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero, pow};

use crate::random::Random;

/// A number that is nearly always another one.
pub fn other(number: &BigRational, random: &mut Random) -> BigRational {
    let seventh = BigRational::new(BigInt::one(), BigInt::from(7));
    // One part in 10^20: no tolerance can hide it.
    let grain = BigRational::new(BigInt::one(), pow(BigInt::from(10), 20));
    match random.below(16) {
        0 => number + BigInt::one(),
        1 => number - BigInt::one(),
        2 => number + seventh,
        3 => number - seventh,
        4 => number + grain,
        5 => number - grain,
        6 => -number,
        7 => BigRational::zero(),
        8 => BigRational::one(),
        9 if !number.is_zero() => number.recip(),
        10 => number * BigInt::from(2),
        11 => number / BigInt::from(2),
        12 => number / BigInt::from(1000),
        13 => number * BigInt::from(random.between(-9, 9)) / BigInt::from(random.between(1, 9)),
        14 => number + number.abs() * grain,
        _ => number + BigRational::new(random.between(-9, 9).into(), random.between(1, 9).into()),
    }
}

/// A step that is not zero, of either sign.
pub fn step(random: &mut Random) -> BigRational {
    let size = match random.below(6) {
        0 => BigRational::one(),
        1 => BigRational::new(BigInt::one(), BigInt::from(7)),
        2 => BigRational::new(BigInt::one(), pow(BigInt::from(10), 20)),
        3 => BigRational::new(BigInt::one(), BigInt::from(1000)),
        4 => BigRational::from_integer(BigInt::from(random.between(1, 1000))),
        _ => BigRational::new(random.between(1, 9).into(), random.between(1, 99).into()),
    };
    if random.once_in(2) { size } else { -size }
}

/// A positive factor other than one.
pub fn factor(random: &mut Random) -> BigRational {
    let big = BigRational::from_integer(BigInt::from(random.between(2, 9)));
    match random.below(4) {
        0 => big,
        1 => big.recip(),
        2 => BigRational::one() + big.recip(),
        _ => BigRational::one() - big.recip(),
    }
}
