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
pub struct Run {
    /// What it does.
    pub trend: Trend,
    /// Where the range begins.
    pub from: Between,
    /// Where it ends.
    pub to: Between,
}

/// What a function does from quantile 0 to quantile 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trends {
    /// From the left.
    pub runs: Vec<Run>,
}

impl Trends {
    fn any(&self, trend: Trend) -> bool {
        self.runs.iter().any(|run| run.trend == trend)
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
        let known = |trend| self.runs.iter().position(|run| run.trend == trend);
        let first_rise = known(Trend::Rises).unwrap_or(self.runs.len());
        if self.runs[first_rise..].iter().any(|run| run.trend == Trend::Falls) {
            return Decision::No;
        }
        if self.any(Trend::Open) { Decision::Open } else { Decision::Yes }
    }

    /// Whether it never falls above a quantile.
    pub fn never_falls_above(&self, t: &Between) -> Decision {
        self.runs.iter().fold(Decision::Yes, |so_far, run| {
            let is_above = Decision::below(t, &run.to);
            match run.trend {
                Trend::Falls => so_far.and(is_above.opposite()),
                Trend::Open if is_above != Decision::No => so_far.and(Decision::Open),
                _ => so_far,
            }
        })
    }

    /// The ranges on which it falls.
    pub fn falls(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| run.trend == Trend::Falls)
    }

    /// A jump.
    pub(crate) fn jump(&mut self, trend: Trend, t: &Rational) {
        self.push(trend, t.clone(), t.clone());
    }

    pub(crate) fn push(&mut self, trend: Trend, from: Rational, to: Rational) {
        let (from, to) = (Between::exactly(from), Between::exactly(to));
        self.runs.push(Run { trend, from, to });
    }

    /// Neighbours that do the same are one, and what is too narrow to be seen is where its neighbours meet.
    pub(crate) fn joined(self) -> Self {
        let narrow = Rational::from_parts(IBig::ONE, UBig::ONE << NARROW_BITS);
        let mut joined: Vec<Run> = Vec::with_capacity(self.runs.len());
        let mut unseen: Option<Between> = None;
        let mut all = together(self.runs);
        // Nothing to see is nothing undecided.
        let is_unseen = |run: &Run| {
            let width = run.to.high.clone() - &run.from.low;
            run.trend == Trend::Open && !width.is_zero() && width <= narrow
        };
        if all.iter().all(is_unseen) {
            return Self { runs: all };
        }
        for mut run in all.drain(..) {
            if is_unseen(&run) {
                let here = run.from.hull(&run.to);
                unseen = Some(unseen.map_or(here.clone(), |unseen| unseen.hull(&here)));
                continue;
            }
            if let Some(between) = unseen.take() {
                match joined.last_mut() {
                    Some(last) => last.to = between.clone(),
                    None => run.from = Between::exactly(between.low.clone()),
                }
                if !joined.is_empty() {
                    run.from = between;
                }
            }
            joined.push(run);
        }
        if let (Some(between), Some(last)) = (unseen, joined.last_mut()) {
            last.to = Between::exactly(between.high);
        }
        Self { runs: together(joined) }
    }
}

fn together(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.trend == run.trend => last.to = run.to,
            _ => joined.push(run),
        }
    }
    joined
}

/// Follows a smooth function along a range; `trend` says what it does on a part, or that it does not know.
pub(crate) fn follow(
    trends: &mut Trends,
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
        trends.push(found, x, y);
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
        let mut trends = Trends::default();
        follow(&mut trends, &Rational::ZERO, &Rational::ONE, parabola);
        let trends = trends.joined();
        let found: Vec<Trend> = trends.runs.iter().map(|run| run.trend).collect();
        assert_eq!(found, [Trend::Rises, Trend::Falls, Trend::Rises]);
        for (run, from) in trends.runs.iter().zip(["0", "1/3", "2/3"]) {
            assert!(run.from.admits(&number(from)));
            assert!(run.from.width() < number("1e-12"));
        }
        assert_eq!(trends.is_quasi_convex(), Decision::No);
        assert_eq!(trends.never_falls_above(&Between::exactly(number("0.7"))), Decision::Yes);
        assert_eq!(trends.never_falls_above(&Between::exactly(number("0.6"))), Decision::No);
        // Known only up to where it turns.
        let about = Between { low: number("0.6"), high: number("0.7") };
        assert_eq!(trends.never_falls_above(&about), Decision::Open);
    }

    #[test]
    fn what_is_not_known_on_a_wide_range_stays_open() {
        let mut trends = Trends::default();
        let never = |_: &Rational, _: &Rational| Trend::Open;
        follow(&mut trends, &Rational::ZERO, &Rational::ONE, never);
        let trends = trends.joined();
        assert_eq!(trends.runs.len(), 1);
        assert_eq!(trends.never_falls(), Decision::Open);
        assert_eq!(trends.is_constant(), Decision::Open);
        // A jump that is not decided is seen, however narrow a place is.
        let mut trends = Trends::default();
        trends.push(Trend::Rises, Rational::ZERO, number("1/2"));
        trends.jump(Trend::Open, &number("1/2"));
        trends.push(Trend::Rises, number("1/2"), Rational::ONE);
        assert_eq!(trends.joined().never_falls(), Decision::Open);
    }
}
