//! Where the supply cuts the order of agents: the value of those who are the last to get a quality.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::ranks::{Ranks, Tie};
use super::root::{first_step, rising};

/// Where a mass of objects, handed out from the top, ends.
#[derive(Clone, Debug)]
pub(crate) struct Threshold {
    /// The ironed virtual value there, not below the cost of a unit.
    pub(crate) value: Between,
    /// The highest value of those who are next: what a unit more would be worth. Less where no value is near.
    pub(crate) next: Between,
    pub(crate) place: Place,
}

/// The place of a threshold.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// Inside this tie, whose members share what is left.
    Tie(usize),
    /// One quantile of each group.
    Cut(Vec<Between>),
}

/// Everybody above a value; those who have it need not be served.
pub(crate) fn at_value(ranks: &Ranks<'_>, value: &Rational) -> Threshold {
    let cuts = ranks.groups.iter().map(|group| group.cut(value).above).collect();
    let value = Between::exactly(value.clone());
    Threshold { next: value.clone(), value, place: Place::Cut(cuts) }
}

/// A threshold at these cuts. Who is next is who stands just left of them.
fn at_cuts(ranks: &Ranks<'_>, value: &Between, cuts: Vec<Between>, floor: &Rational) -> Threshold {
    let floor = Between::exactly(floor.clone());
    let next = cuts.iter().enumerate().filter_map(|(g, cut)| ranks.next_below(g, cut, value));
    let next = next.fold(floor.clone(), |most, next| most.max(&next));
    Threshold { value: value.max(&floor), next, place: Place::Cut(cuts) }
}

/// The threshold of a mass of objects that is certainly smaller than that of those whose value is above `floor`.
pub(crate) fn threshold(ranks: &Ranks<'_>, supply: &Rational, floor: &Rational) -> Threshold {
    // The values between which the threshold is.
    let (mut high, mut low) = (ranks.highest(), floor.clone());
    for (index, tie) in ranks.ties.iter().enumerate() {
        if tie.value.low <= *floor || *supply <= tie.before.high {
            low = tie.value.high.clone().max(low);
            if is_edge(supply, &tie.before) {
                return edge(ranks, tie, floor, true);
            }
            break;
        }
        if *supply < tie.with.low {
            let value = tie.value.clone();
            return Threshold { next: value.clone(), value, place: Place::Tie(index) };
        }
        if is_edge(supply, &tie.with) {
            return edge(ranks, tie, floor, false);
        }
        high.clone_from(&tie.value.low);
    }
    between(ranks, supply, (&low, &high), floor)
}

/// Whether a supply ends where a tie does, as far as is known.
fn is_edge(supply: &Rational, rank: &Between) -> bool {
    rank.admits(supply)
}

/// A threshold at one end of a tie, where the next arcs begin.
fn edge(ranks: &Ranks<'_>, tie: &Tie, floor: &Rational, is_before: bool) -> Threshold {
    let cuts = ranks.groups.iter().enumerate().map(|(g, group)| {
        let members =
            || tie.members.iter().filter(|(of, _)| *of == g).map(|(_, a)| &group.arcs[*a]);
        match (members().next(), is_before) {
            (None, _) => {
                let (low, high) = (group.cut(&tie.value.low), group.cut(&tie.value.high));
                low.below.hull(&high.above)
            }
            (Some(first), true) => members().fold(first.to.clone(), |at, arc| {
                if arc.to.high > at.high { arc.to.clone() } else { at }
            }),
            (Some(first), false) => members().fold(first.from.clone(), |at, arc| {
                if arc.from.low < at.low { arc.from.clone() } else { at }
            }),
        }
    });
    at_cuts(ranks, &tie.value, cuts.collect(), floor)
}

/// A threshold between two values, where ranks are continuous.
fn between(
    ranks: &Ranks<'_>,
    supply: &Rational,
    (low, high): (&Rational, &Rational),
    floor: &Rational,
) -> Threshold {
    let middle = |value: &Rational| {
        let (above, with) = ranks.above(value);
        above.hull(&with).middle()
    };
    let guess = rising(|value| supply - middle(value), low, high);
    let mut step = first_step(low, high);
    loop {
        let (below, over) = ((&guess - &step).max(low.clone()), (&guess + &step).min(high.clone()));
        let is_over = over >= *high || ranks.above(&over).1.high <= *supply;
        let is_below = below <= *low || ranks.above(&below).0.low >= *supply;
        if is_over && is_below {
            let cuts = ranks.groups.iter().map(|group| {
                let (first, last) = (group.cut(&below), group.cut(&over));
                // No tie is between the two values: what has one of them as its value lies outside.
                Between::of(first.above.low, last.below.high)
            });
            let value = Between { low: below.clone(), high: over.clone() };
            return at_cuts(ranks, &value, cuts.collect(), floor);
        }
        step *= Rational::from(16);
    }
}
