//! Where a function rises through zero: a place nearby, as a short fraction.
//!
//! What is found is a guess, which others prove. The search is that of Chandrupatla (Advances in Engineering Software 28,
//! 1997): the inverse parabola through three places where that is safe, and the middle elsewhere.

use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

/// Bits of a guessed place.
const BITS: usize = 96;
/// Bits of a place between two others, relative to their distance.
const SHARE_BITS: usize = 60;
const MOST_STEPS: usize = 240;
/// Bits of the first step around a guess, relative to where it was looked for.
const STEP_BITS: usize = 80;

/// `x` rounded to [`BITS`] bits after the point.
pub(crate) fn short(x: &Rational) -> Rational {
    rounded(x, BITS)
}

fn rounded(x: &Rational, bits: usize) -> Rational {
    let scaled = x * Rational::from(IBig::ONE << bits);
    Rational::from_parts(scaled.round(), UBig::ONE << bits)
}

/// The smallest step between two such places.
pub(crate) fn tiny() -> Rational {
    Rational::from_parts(IBig::ONE, UBig::ONE << BITS)
}

/// A step from a guess between two places to those that prove it: what a guess may be wrong by.
pub(crate) fn first_step(low: &Rational, high: &Rational) -> Rational {
    let share = Rational::from_parts(IBig::ONE, UBig::ONE << STEP_BITS);
    short(&((high - low) * share)).max(tiny() * Rational::from(1_u64 << 12))
}

/// A place, and a function there.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) at: Rational,
    pub(crate) value: Rational,
}

/// Two places between which a function changes its sign.
#[derive(Clone, Debug)]
pub(crate) struct Bracket {
    newest: Sample,
    opposite: Sample,
    /// The last place that was left.
    left: Option<Sample>,
}

impl Bracket {
    /// The values must have different signs.
    pub(crate) fn new(one: Sample, other: Sample) -> Self {
        Bracket { newest: one, opposite: other, left: None }
    }

    /// The lower place, and the higher one.
    pub(crate) fn ends(&self) -> (&Sample, &Sample) {
        let (a, b) = (&self.newest, &self.opposite);
        if a.at < b.at { (a, b) } else { (b, a) }
    }

    pub(crate) fn width(&self) -> Rational {
        let (low, high) = self.ends();
        &high.at - &low.at
    }

    /// A place between the two, not nearer than `step` to either.
    pub(crate) fn next(&self, step: &Rational) -> Rational {
        let (a, b) = (&self.newest, &self.opposite);
        let share = self.share();
        let at = &a.at + rounded(&share, SHARE_BITS) * (&b.at - &a.at);
        let (low, high) = self.ends();
        let (first, last) = (&low.at + step, &high.at - step);
        if first > last { (&low.at + &high.at) / Rational::from(2) } else { at.clamp(first, last) }
    }

    /// How far from the newest place to the opposite one.
    fn share(&self) -> Rational {
        let (a, b) = (&self.newest, &self.opposite);
        let ratio = |x: Rational, y: Rational| rounded(&(x / y), SHARE_BITS);
        let Some(c) = &self.left else {
            return ratio(a.value.clone(), &a.value - &b.value);
        };
        let half = Rational::ONE / Rational::from(2);
        if c.value == a.value || c.value == b.value {
            return half;
        }
        let place = ratio(&a.at - &b.at, &c.at - &b.at);
        let value = ratio(&a.value - &b.value, &c.value - &b.value);
        let rest = Rational::ONE - &value;
        let is_safe = &value * &value < place && &rest * &rest < Rational::ONE - &place;
        if !is_safe {
            return half;
        }
        let of_b = ratio(a.value.clone(), &b.value - &a.value);
        let of_c = ratio(c.value.clone(), &b.value - &c.value);
        let far = ratio(&c.at - &a.at, &b.at - &a.at);
        let by_c = ratio(a.value.clone(), &c.value - &a.value);
        let by_b = ratio(b.value.clone(), &c.value - &b.value);
        of_b * of_c + far * by_c * by_b
    }

    /// Takes a place between the two in, with its value, which is not zero.
    pub(crate) fn put(&mut self, sample: Sample) {
        let is_same = (sample.value > Rational::ZERO) == (self.newest.value > Rational::ZERO);
        let newest = std::mem::replace(&mut self.newest, sample);
        if is_same {
            self.left = Some(newest);
        } else {
            self.left = Some(std::mem::replace(&mut self.opposite, newest));
        }
    }
}

/// A place in `[low, high]` near which `f` rises through zero.
///
/// `f` should be negative at `low` and positive at `high`; an end where it is not is returned itself.
pub(crate) fn rising(
    f: impl Fn(&Rational) -> Rational,
    low: &Rational,
    high: &Rational,
) -> Rational {
    let sample = |at: &Rational| Sample { at: at.clone(), value: f(at) };
    let (low, high) = (sample(low), sample(high));
    if low.value >= Rational::ZERO {
        return low.at;
    }
    if high.value <= Rational::ZERO {
        return high.at;
    }
    let step = Rational::from_parts(IBig::ONE, UBig::ONE << (BITS - 8));
    let mut bracket = Bracket::new(low, high);
    for _ in 0..MOST_STEPS {
        if bracket.width() <= &step * Rational::from(4) {
            break;
        }
        let middle = sample(&short(&bracket.next(&step)));
        if middle.value.is_zero() {
            return middle.at;
        }
        bracket.put(middle);
    }
    // The end that is nearer to the root.
    let (low, high) = bracket.ends();
    if -&low.value < high.value { low.at.clone() } else { high.at.clone() }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn number(text: &str) -> Rational {
        ironproof_number::rational::parse(text).expect(text)
    }

    /// The root, and how many values were asked for.
    fn found(f: impl Fn(&Rational) -> Rational) -> (Rational, usize) {
        let asked = Cell::new(0);
        let counted = |x: &Rational| {
            asked.set(asked.get() + 1);
            f(x)
        };
        (rising(counted, &Rational::ZERO, &Rational::from(2)), asked.get())
    }

    #[test]
    fn roots_are_found_in_few_steps() {
        let near = number("1e-24");
        let two = Rational::from(2);
        let (root, asked) = found(|x| x * x - &two);
        assert!((&root * &root - &two) < near && asked < 16, "{asked} steps");
        // Flat before the root, as a supply that ends where a pool does.
        let (tenth, small) = (number("1/10"), number("1e-10"));
        let flat = |x: &Rational| if *x < tenth { x - &tenth } else { small.clone() };
        let (root, asked) = found(flat);
        assert!(&root - &tenth < near && &tenth - &root < near && asked < 200, "{asked} steps");
        // A jump.
        let (root, asked) = found(|x| if *x < tenth { -Rational::ONE } else { Rational::ONE });
        assert!(&root - &tenth < near && &tenth - &root < near && asked < 120, "{asked} steps");
    }
}
