//! The tolerances that answers are judged at, and what amounts are relative to.

use ironproof_number::ops::Abs;
use ironproof_number::rational::{Rational, parse};

/// The tolerances. Zero is exact.
pub const LADDER: [&str; 5] = ["1e-4", "1e-6", "1e-7", "1e-8", "0"];

/// An answer that fails at this one is refuted: ten times the tolerance that HiGHS, the loosest of the solvers here, works
/// with by default.
pub const ACCEPTED: &str = "1e-6";

/// A tolerance of [`LADDER`] as a number.
pub fn tolerance(name: &str) -> Rational {
    parse(name).expect("the ladder is made of numbers")
}

/// The least tolerance of [`LADDER`] that an amount passes at.
pub fn rung(amount: &Rational) -> Option<&'static str> {
    LADDER.into_iter().rev().find(|name| *amount <= tolerance(name))
}

/// `max(1, |x|)`: what a deviation from `x` is relative to.
pub fn unit(x: &Rational) -> Rational {
    x.clone().abs().max(Rational::ONE)
}

#[cfg(test)]
mod tests {
    use super::{ACCEPTED, LADDER, rung, tolerance, unit};
    use ironproof_number::rational::parse;

    #[test]
    fn an_amount_passes_at_the_least_tolerance_that_is_not_below_it() {
        for (amount, least) in [
            ("0", Some("0")),
            ("1e-8", Some("1e-8")),
            ("1.0000001e-8", Some("1e-7")),
            ("1e-30", Some("1e-8")),
            ("1e-4", Some("1e-4")),
            ("1.0001e-4", None),
        ] {
            assert_eq!(rung(&parse(amount).expect("a number")), least, "{amount}");
        }
        assert!(LADDER.contains(&ACCEPTED));
        assert!(LADDER.windows(2).all(|pair| tolerance(pair[1]) < tolerance(pair[0])));
        for (x, size) in [("0", "1"), ("-1/2", "1"), ("-3/2", "3/2"), ("7", "7")] {
            assert_eq!(unit(&parse(x).expect("a number")).to_string(), size);
        }
    }
}
