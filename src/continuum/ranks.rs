//! Who comes before whom: the ironed virtual values of all groups in one order.
//!
//! The *rank* of an agent is the mass of those with a higher ironed virtual value. Arcs that are no markets have one
//! value. If such values of several arcs cannot be told apart, the arcs share their ranks: they are one [`Tie`]. It is
//! certain if the values are exact, or if the groups have the same data. Else any order of its members may be right.

use std::cell::RefCell;
use std::collections::BTreeMap;

use ironproof_curves::{Between, GroupPsi};
use ironproof_number::rational::Rational;

use super::arcs::{Arc, Kind};
use super::root::{first_step, rising};
use super::side::Sides;

/// A group with its arcs.
pub(crate) struct Ironed<'a> {
    pub(crate) sides: Sides<'a>,
    pub(crate) arcs: Vec<Arc>,
    /// Where V has a value in a piece, once it was looked for: cells share their ends.
    known: RefCell<BTreeMap<(usize, Rational), Between>>,
}

/// Where a value cuts a group.
#[derive(Clone, Debug)]
pub(crate) struct Cut {
    /// Below this quantile all values are lower.
    pub(crate) below: Between,
    /// Above this one all are higher.
    pub(crate) above: Between,
}

/// Arcs with one value that share their ranks.
#[derive(Clone, Debug)]
pub(crate) struct Tie {
    pub(crate) value: Between,
    /// Group and arc.
    pub(crate) members: Vec<(usize, usize)>,
    /// The mass of all that come before.
    pub(crate) before: Between,
    /// The same, with the members.
    pub(crate) with: Between,
    /// Whether all members have the same value for certain.
    pub(crate) is_certain: bool,
}

/// Who is meant near a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Those just above it.
    Above,
    /// Those just below it.
    Below,
    /// Those who have it, as far as it is known.
    Within,
}

/// All groups.
pub(crate) struct Ranks<'a> {
    pub(crate) groups: Vec<Ironed<'a>>,
    /// From the highest value.
    pub(crate) ties: Vec<Tie>,
}

impl Arc {
    /// Whether it has one value.
    pub(crate) fn is_flat(&self) -> bool {
        !matches!(self.kind, Kind::Market(_))
    }
}

impl<'a> Ironed<'a> {
    pub(crate) fn new(sides: Sides<'a>, arcs: Vec<Arc>) -> Self {
        Ironed { sides, arcs, known: RefCell::new(BTreeMap::new()) }
    }

    pub(crate) fn mass(&self) -> &'a Rational {
        &self.psi().mass
    }

    fn psi(&self) -> &'a GroupPsi {
        self.sides.group
    }

    /// Where a value cuts the group.
    pub(crate) fn cut(&self, value: &Rational) -> Cut {
        let mut at = Between::zero();
        for arc in &self.arcs {
            let (low, high) = (&arc.value.0, &arc.value.1);
            if high.high < *value {
                at = arc.to.clone();
                continue;
            }
            if low.low > *value {
                // Between two arcs: where the one ends and the other begins.
                let at = meet(&at, &arc.from);
                return Cut { below: at.clone(), above: at };
            }
            return match arc.kind {
                Kind::Market(piece) if low.high < *value && *value < high.low => {
                    let at = self.place(piece, arc, value);
                    Cut { below: at.clone(), above: at }
                }
                // At an end of a market, as far as is known.
                Kind::Market(piece) => {
                    let near = self.place(piece, arc, value);
                    let at =
                        if low.high < *value { near.hull(&arc.to) } else { arc.from.hull(&near) };
                    Cut { below: at.clone(), above: at }
                }
                _ => Cut { below: arc.from.clone(), above: arc.to.clone() },
            };
        }
        Cut { below: at.clone(), above: Between::exactly(Rational::ONE).hull(&at) }
    }

    /// Where V is `value` in a market. A piece has one market at most where it has this value.
    fn place(&self, piece: usize, arc: &Arc, value: &Rational) -> Between {
        let key = (piece, value.clone());
        if let Some(place) = self.known.borrow().get(&key) {
            return place.clone();
        }
        let (from, to) = {
            // Between the places of the next lower and the next higher value that were looked for.
            let known = self.known.borrow();
            let lower = known.range(..&key).next_back().filter(|((of, _), _)| *of == piece);
            let higher = known.range(&key..).next().filter(|((of, _), _)| *of == piece);
            let from = lower.map_or(&arc.from.low, |(_, place)| (&place.low).max(&arc.from.low));
            let to = higher.map_or(&arc.to.high, |(_, place)| (&place.high).min(&arc.to.high));
            (from.clone(), to.clone())
        };
        let place = self.place_between(piece, &from, &to, value);
        self.known.borrow_mut().insert(key, place.clone());
        place
    }

    fn place_between(
        &self,
        piece: usize,
        from: &Rational,
        to: &Rational,
        value: &Rational,
    ) -> Between {
        let local = self.sides.local(piece);
        let whole = self.sides.piece(piece);
        let clamp = |t: &Rational| t.clone().clamp(whole.from.clone(), whole.to.clone());
        let (from, to) = (clamp(from), clamp(to));
        let guess = rising(|t| local.virtual_value(t).middle() - value, &from, &to);
        let exact = local.virtual_value(&guess);
        if exact.is_exact() && exact.low == *value {
            return Between::exactly(guess);
        }
        // Places on both sides whose values are certainly lower and higher.
        let mut step = first_step(&from, &to);
        loop {
            let (low, high) = (clamp(&(&guess - &step)), clamp(&(&guess + &step)));
            let is_below = low <= from || local.virtual_value(&low).high <= *value;
            let is_above = high >= to || local.virtual_value(&high).low >= *value;
            if is_below && is_above {
                return Between { low: low.max(from), high: high.min(to) };
            }
            step *= Rational::from(16);
        }
    }
}

/// Where one arc ends and the next begins: both say so, so what both admit.
fn meet(a: &Between, b: &Between) -> Between {
    let low = (&a.low).max(&b.low).clone();
    let high = (&a.high).min(&b.high).clone();
    if low <= high { Between { low, high } } else { a.hull(b) }
}

impl<'a> Ranks<'a> {
    /// Groups with the same number among `alike` have the same data, apart from their masses.
    pub(crate) fn new(groups: Vec<Ironed<'a>>, alike: &[usize]) -> Self {
        let mut flat: Vec<(usize, usize)> = Vec::new();
        for (g, group) in groups.iter().enumerate() {
            flat.extend((0..group.arcs.len()).filter(|&a| group.arcs[a].is_flat()).map(|a| (g, a)));
        }
        let value = |&(g, a): &(usize, usize)| &groups[g].arcs[a].value.0;
        flat.sort_by(|a, b| value(b).high.cmp(&value(a).high));
        let mut ties: Vec<Tie> = Vec::new();
        for member in flat {
            let value = value(&member).clone();
            match ties.last_mut() {
                Some(tie) if tie.value.low <= value.high => {
                    tie.value = tie.value.hull(&value);
                    tie.members.push(member);
                }
                _ => ties.push(Tie {
                    value,
                    members: vec![member],
                    before: Between::zero(),
                    with: Between::zero(),
                    is_certain: true,
                }),
            }
        }
        for tie in &mut ties {
            let is_exact = |&(g, a): &(usize, usize)| groups[g].arcs[a].value.0.is_exact();
            let (first, arc) = tie.members[0];
            let is_alike = |&(g, a): &(usize, usize)| alike[g] == alike[first] && a == arc;
            tie.is_certain = tie.members.len() == 1
                || tie.members.iter().all(is_alike)
                || (tie.value.is_exact() && tie.members.iter().all(is_exact));
        }
        let mut ranks = Ranks { groups, ties: Vec::new() };
        for tie in &mut ties {
            (tie.before, tie.with) = ranks.around(tie);
        }
        ranks.ties = ties;
        ranks
    }

    /// The mass before a tie, and the mass with it.
    fn around(&self, tie: &Tie) -> (Between, Between) {
        let (mut before, mut with) = (Between::zero(), Between::zero());
        for (g, group) in self.groups.iter().enumerate() {
            let members =
                || tie.members.iter().filter(|(of, _)| *of == g).map(|(_, a)| &group.arcs[*a]);
            let first = members().min_by(|a, b| a.from.low.cmp(&b.from.low));
            let last = members().max_by(|a, b| a.to.high.cmp(&b.to.high));
            let (below, above) = if let (Some(first), Some(last)) = (first, last) {
                (first.from.clone(), last.to.clone())
            } else {
                let (low, high) = (group.cut(&tie.value.low), group.cut(&tie.value.high));
                (low.below.hull(&high.below), low.above.hull(&high.above))
            };
            before = &before + &upper_mass(group, &above);
            with = &with + &upper_mass(group, &below);
        }
        (before, with)
    }

    /// The mass of the agents of a group in the arcs of a tie.
    pub(crate) fn mass_in(&self, tie: &Tie, g: usize) -> Between {
        let arcs = tie.members.iter().filter(|(of, _)| *of == g);
        let group = &self.groups[g];
        arcs.fold(Between::zero(), |sum, &(_, a)| {
            let arc = &group.arcs[a];
            &sum + &(&upper_mass(group, &arc.from) - &upper_mass(group, &arc.to))
        })
    }

    /// The highest value that somebody of a group has who is just left of a cut; nobody is left of 0.
    pub(crate) fn next_below(&self, g: usize, cut: &Between, value: &Between) -> Option<Between> {
        let mut found: Option<Between> = None;
        for arc in &self.groups[g].arcs {
            let is_left = arc.from.low < cut.high && arc.to.high >= cut.low;
            if !is_left {
                continue;
            }
            let here = if arc.is_flat() {
                arc.value.0.clone()
            } else {
                let (least, most) = (&arc.value.0.low, &arc.value.1.high);
                let within = |x: &Rational| x.clone().max(least.clone()).min(most.clone());
                Between { low: within(&value.low), high: within(&value.high) }
            };
            found = Some(found.map_or(here.clone(), |found| found.hull(&here)));
        }
        found
    }

    /// The mass of those whose value is above `value`, and not below it.
    pub(crate) fn above(&self, value: &Rational) -> (Between, Between) {
        let (mut above, mut with) = (Between::zero(), Between::zero());
        for group in &self.groups {
            let cut = group.cut(value);
            above = &above + &upper_mass(group, &cut.above);
            with = &with + &upper_mass(group, &cut.below);
        }
        (above, with)
    }

    /// The highest value that anybody has, or more.
    pub(crate) fn highest(&self) -> Rational {
        let ends = self.groups.iter().filter_map(|group| group.arcs.last());
        ends.map(|arc| arc.value.1.high.clone()).max().unwrap_or(Rational::ZERO)
    }
}

/// The mass of the agents of a group above a quantile.
pub(crate) fn upper_mass(group: &Ironed<'_>, t: &Between) -> Between {
    (&Between::exactly(Rational::ONE) - t).times(group.mass())
}
