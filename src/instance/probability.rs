//! A probability in doubles that keeps its digits in both tails.

use ironproof_number::rational;
use ironproof_number::rational::Rational;

/// A probability with its complement, so that neither tail loses digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probability {
    /// `t`
    pub lower: f64,
    /// `1 - t`
    pub upper: f64,
}

impl Probability {
    /// Both tails of an exact quantile.
    pub fn of(t: &Rational) -> Self {
        Probability { lower: rational::approx(t), upper: rational::approx(&(Rational::ONE - t)) }
    }
}
