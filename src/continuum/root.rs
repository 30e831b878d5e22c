//! Where a function rises through zero: a place nearby, as a short fraction.
//!
//! What is found is a guess, which others prove.

use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

/// Bits of a guessed place.
const BITS: usize = 96;
const MOST_STEPS: usize = 240;

/// `x` rounded to [`BITS`] bits after the point.
pub(crate) fn short(x: &Rational) -> Rational {
    let scaled = x * Rational::from(IBig::ONE << BITS);
    Rational::from_parts(scaled.round(), UBig::ONE << BITS)
}

/// The smallest step between two such places.
pub(crate) fn tiny() -> Rational {
    Rational::from_parts(IBig::ONE, UBig::ONE << BITS)
}

/// A place in `[low, high]` near which `f` rises through zero: bisection, with the chord where that is faster.
///
/// `f` should be negative at `low` and positive at `high`; an end where it is not is returned itself.
pub(crate) fn rising(
    f: impl Fn(&Rational) -> Rational,
    low: &Rational,
    high: &Rational,
) -> Rational {
    let (mut low, mut high) = (low.clone(), high.clone());
    let (mut below, mut above) = (f(&low), f(&high));
    if below >= Rational::ZERO {
        return low;
    }
    if above <= Rational::ZERO {
        return high;
    }
    let tiny = Rational::from_parts(IBig::ONE, UBig::ONE << (BITS - 8));
    let mut before_two = None;
    for step in 0..MOST_STEPS {
        let width = &high - &low;
        if width <= &tiny * Rational::from(4) {
            break;
        }
        // A step takes the chord, moved on by a bit, so that the next one passes the root. Where two steps did not
        // make a quarter of the interval, as on a level part, the next one halves it.
        let is_slow = before_two.take_if(|_| step % 3 == 2);
        let is_slow = is_slow.is_some_and(|before: Rational| &width * Rational::from(4) > before);
        if step % 3 == 0 {
            before_two = Some(width.clone());
        }
        let middle = if is_slow {
            short(&((&low + &high) / Rational::from(2)))
        } else {
            let chord = short(&(&low - &below * &width / (&above - &below)));
            let nudge = (&width / Rational::from(1_000_000)).max(tiny.clone());
            if step % 3 == 0 { chord - short(&nudge) } else { chord + short(&nudge) }
        };
        let middle = middle.clamp(&low + &tiny, &high - &tiny);
        let value = f(&middle);
        if value.is_zero() {
            return middle;
        }
        if value < Rational::ZERO {
            (low, below) = (middle, value);
        } else {
            (high, above) = (middle, value);
        }
    }
    // The end that is nearer to the root.
    if -below < above { low } else { high }
}
