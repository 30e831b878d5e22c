//! Where a function of the quantile rises and where it falls.
//!
//! A range on which the sign of the derivative is not known is halved until it is. What is narrower than 2^-44 is not
//! seen: there the function turns, or it has a density of zero.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::decision::Decision;

/// Ranges are halved down to 2^-44.
const NARROW_BITS: usize = 44;
/// Ranges without a sign that are looked at together. If there are more, the sign is not decided there.
const MOST_OPEN: usize = 64;

/// What a function does on a range of quantiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// It does not fall, and is not constant.
    Rises,
    /// It does not rise, and is not constant.
    Falls,
    /// It is the same everywhere.
    Constant,
    /// It is not decided what it does.
    Open,
}

/// A range of quantiles on which a function does one thing; a single place if it jumps.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// What it does.
    pub trend: Trend,
    /// Where the range begins.
    pub from: Between,
    /// Where it ends.
    pub to: Between,
}

/// What a function does from quantile 0 to quantile 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// From the left.
    pub stretches: Vec<Stretch>,
}

impl Course {
    fn any(&self, trend: Trend) -> bool {
        self.stretches.iter().any(|stretch| stretch.trend == trend)
    }

    fn unless(&self, trend: Trend) -> Decision {
        if self.any(trend) {
            Decision::No
        } else if self.any(Trend::Open) {
            Decision::Open
        } else {
            Decision::Yes
        }
    }

    /// Whether it never rises.
    pub fn never_rises(&self) -> Decision {
        self.unless(Trend::Rises)
    }

    /// Whether it never falls.
    pub fn never_falls(&self) -> Decision {
        self.unless(Trend::Falls)
    }

    /// Whether it is the same everywhere.
    pub fn is_constant(&self) -> Decision {
        self.never_rises().and(self.never_falls())
    }

    /// Whether it rises everywhere.
    pub fn always_rises(&self) -> Decision {
        self.never_falls().and(self.unless(Trend::Constant))
    }

    /// Whether it first falls and then rises, or does only one of the two.
    pub fn is_quasi_convex(&self) -> Decision {
        let known = |trend| self.stretches.iter().position(|stretch| stretch.trend == trend);
        let first_rise = known(Trend::Rises).unwrap_or(self.stretches.len());
        if self.stretches[first_rise..].iter().any(|stretch| stretch.trend == Trend::Falls) {
            return Decision::No;
        }
        if self.any(Trend::Open) { Decision::Open } else { Decision::Yes }
    }

    /// Whether it never falls above a quantile.
    pub fn never_falls_above(&self, t: &Between) -> Decision {
        self.stretches.iter().fold(Decision::Yes, |so_far, stretch| {
            let is_above = Decision::below(t, &stretch.to);
            match stretch.trend {
                Trend::Falls => so_far.and(is_above.opposite()),
                Trend::Open if is_above != Decision::No => so_far.and(Decision::Open),
                _ => so_far,
            }
        })
    }

    /// The ranges on which it falls.
    pub fn falls(&self) -> impl Iterator<Item = &Stretch> {
        self.stretches.iter().filter(|stretch| stretch.trend == Trend::Falls)
    }

    /// A jump.
    pub(crate) fn jump(&mut self, trend: Trend, t: &Rational) {
        self.push(trend, t.clone(), t.clone());
    }

    pub(crate) fn push(&mut self, trend: Trend, from: Rational, to: Rational) {
        let (from, to) = (Between::exactly(from), Between::exactly(to));
        self.stretches.push(Stretch { trend, from, to });
    }

    /// Neighbours that do the same are one, and what is too narrow to be seen is where its neighbours meet.
    pub(crate) fn joined(self) -> Self {
        let narrow = Rational::from_parts(IBig::ONE, UBig::ONE << NARROW_BITS);
        let mut joined: Vec<Stretch> = Vec::with_capacity(self.stretches.len());
        let mut unseen: Option<Between> = None;
        let mut all = together(self.stretches);
        // Nothing to see is nothing undecided.
        let is_unseen = |stretch: &Stretch| {
            let width = stretch.to.high.clone() - &stretch.from.low;
            stretch.trend == Trend::Open && !width.is_zero() && width <= narrow
        };
        if all.iter().all(is_unseen) {
            return Self { stretches: all };
        }
        for mut stretch in all.drain(..) {
            if is_unseen(&stretch) {
                let here = stretch.from.hull(&stretch.to);
                unseen = Some(unseen.map_or(here.clone(), |unseen| unseen.hull(&here)));
                continue;
            }
            if let Some(between) = unseen.take() {
                match joined.last_mut() {
                    Some(last) => last.to = between.clone(),
                    None => stretch.from = Between::exactly(between.low.clone()),
                }
                if !joined.is_empty() {
                    stretch.from = between;
                }
            }
            joined.push(stretch);
        }
        if let (Some(between), Some(last)) = (unseen, joined.last_mut()) {
            last.to = Between::exactly(between.high);
        }
        Self { stretches: together(joined) }
    }
}

fn together(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if last.trend == stretch.trend => last.to = stretch.to,
            _ => joined.push(stretch),
        }
    }
    joined
}

/// Follows a smooth function along a range; `trend` says what it does on a part, or that it does not know.
pub(crate) fn follow(
    course: &mut Course,
    from: &Rational,
    to: &Rational,
    trend: impl Fn(&Rational, &Rational) -> Trend,
) {
    let narrow = Rational::from_parts(IBig::ONE, UBig::ONE << (NARROW_BITS + 3));
    let mut done: Vec<(Rational, Rational, Trend)> = Vec::new();
    let mut open = vec![(from.clone(), to.clone())];
    while !open.is_empty() && open.len() <= MOST_OPEN {
        let mut halves = Vec::new();
        for (x, y) in open.drain(..) {
            let found = trend(&x, &y);
            if found != Trend::Open || &y - &x <= narrow {
                done.push((x, y, found));
                continue;
            }
            let middle = (&x + &y) / Rational::from(2);
            halves.push((x, middle.clone()));
            halves.push((middle, y));
        }
        open = halves;
    }
    done.extend(open.into_iter().map(|(x, y)| (x, y, Trend::Open)));
    done.sort_by(|a, b| a.0.cmp(&b.0));
    for (x, y, found) in done {
        course.push(found, x, y);
    }
}

/// What a function does whose derivative is in this range.
pub(crate) fn of_derivative(derivative: &Between) -> Trend {
    if derivative.is_zero() {
        Trend::Constant
    } else if derivative.low >= Rational::ZERO {
        Trend::Rises
    } else if derivative.high <= Rational::ZERO {
        Trend::Falls
    } else {
        Trend::Open
    }
}

/// What a function does that jumps from a to b: nothing if the two are equal.
pub(crate) fn of_jump(a: &Between, b: &Between) -> Option<Trend> {
    match (Decision::below(a, b), Decision::below(b, a)) {
        (Decision::Yes, _) => Some(Trend::Rises),
        (_, Decision::Yes) => Some(Trend::Falls),
        _ if Decision::equal(a, b) == Decision::Yes => None,
        _ => Some(Trend::Open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Rational {
        ironproof_number::rational::parse(text).expect(text)
    }

    /// (t - 1/3)(t - 2/3), which is never zero at a dyadic place.
    fn parabola(x: &Rational, y: &Rational) -> Trend {
        let at = |t: &Rational| (t - number("1/3")) * (t - number("2/3"));
        let (a, b) = (at(x), at(y));
        let mut range = Between::of(a, b);
        if *x <= number("1/2") && number("1/2") <= *y {
            range.low = number("-1/36");
        }
        of_derivative(&range)
    }

    #[test]
    fn a_function_turns_where_its_derivative_is_zero() {
        let mut course = Course::default();
        follow(&mut course, &Rational::ZERO, &Rational::ONE, parabola);
        let course = course.joined();
        let trends: Vec<Trend> = course.stretches.iter().map(|stretch| stretch.trend).collect();
        assert_eq!(trends, [Trend::Rises, Trend::Falls, Trend::Rises]);
        for (stretch, from) in course.stretches.iter().zip(["0", "1/3", "2/3"]) {
            assert!(stretch.from.admits(&number(from)));
            assert!(stretch.from.width() < number("1e-12"));
        }
        assert_eq!(course.is_quasi_convex(), Decision::No);
        assert_eq!(course.never_falls_above(&Between::exactly(number("0.7"))), Decision::Yes);
        assert_eq!(course.never_falls_above(&Between::exactly(number("0.6"))), Decision::No);
        // Known only up to where it turns.
        let about = Between { low: number("0.6"), high: number("0.7") };
        assert_eq!(course.never_falls_above(&about), Decision::Open);
    }

    #[test]
    fn what_is_not_known_on_a_wide_range_stays_open() {
        let mut course = Course::default();
        let never = |_: &Rational, _: &Rational| Trend::Open;
        follow(&mut course, &Rational::ZERO, &Rational::ONE, never);
        let course = course.joined();
        assert_eq!(course.stretches.len(), 1);
        assert_eq!(course.never_falls(), Decision::Open);
        assert_eq!(course.is_constant(), Decision::Open);
        // A jump that is not decided is seen, however narrow a place is.
        let mut course = Course::default();
        course.push(Trend::Rises, Rational::ZERO, number("1/2"));
        course.jump(Trend::Open, &number("1/2"));
        course.push(Trend::Rises, number("1/2"), Rational::ONE);
        assert_eq!(course.joined().never_falls(), Decision::Open);
    }
}
