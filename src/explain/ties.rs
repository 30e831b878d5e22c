//! Equal values: where more than one mechanism may be optimal.
//!
//! Types whose ironed virtual values are equal may be served in any order. If the value is zero, they may be served or
//! not. Negative values are left out: nobody with such a value is served.

use ironproof_continuum::{Form, GroupHull};
use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::decision::Decision;
use super::places::wtp;

/// What is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieKind {
    /// V is one number on an interval: Psi is a straight line there.
    Straight,
    /// The ironed value of an interval is zero.
    Zero,
    /// Intervals of several groups have one ironed value.
    Shared,
}

/// Types with equal values.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// What is equal.
    pub kind: TieKind,
    /// The value.
    pub value: Between,
    /// Whether it is so for certain; open if it is only not excluded.
    pub holds: Decision,
    /// Where.
    pub places: Vec<Place>,
}

/// An interval of types of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Which group.
    pub group: usize,
    /// Quantiles of its ends.
    pub share: (Between, Between),
    /// Willingness to pay at its ends.
    pub wtp: (Between, Between),
}

/// All ties of an instance.
pub(crate) fn ties(hulls: &[GroupHull]) -> Vec<Tie> {
    let zero = Between::zero();
    let mut ties = Vec::new();
    let mut flat: Vec<(Between, Place)> = Vec::new();
    for (g, hull) in hulls.iter().enumerate() {
        for arc in hull.arcs.iter().filter(|arc| arc.form != Form::Market) {
            let value = arc.value.0.hull(&arc.value.1);
            let place = Place {
                group: g,
                share: (arc.from.clone(), arc.to.clone()),
                wtp: (wtp(&hull.psi, &arc.from, true), wtp(&hull.psi, &arc.to, false)),
            };
            if value.is_negative() {
                continue;
            }
            let tie = |kind, holds| Tie {
                kind,
                value: value.clone(),
                holds,
                places: vec![place.clone()],
            };
            if arc.form == Form::Straight {
                ties.push(tie(TieKind::Straight, Decision::Yes));
            }
            match Decision::equal(&value, &zero) {
                Decision::No => {}
                holds => ties.push(tie(TieKind::Zero, holds)),
            }
            if value.high > Rational::ZERO {
                flat.push((value, place));
            }
        }
    }
    flat.sort_by(|a, b| a.0.low.cmp(&b.0.low));
    let mut shared: Vec<Tie> = Vec::new();
    for (value, place) in flat {
        if let Some(tie) = shared.last_mut()
            && value.low <= tie.value.high
        {
            tie.holds = tie.holds.and(Decision::equal(&tie.value, &value));
            tie.value = tie.value.hull(&value);
            tie.places.push(place);
            continue;
        }
        let kind = TieKind::Shared;
        shared.push(Tie { kind, value, holds: Decision::Yes, places: vec![place] });
    }
    let of_several = |tie: &Tie| tie.places.iter().any(|place| place.group != tie.places[0].group);
    ties.extend(shared.into_iter().filter(of_several));
    ties
}
