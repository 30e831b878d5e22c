//! Who gets what: each group cut into steps, from the lowest quantile to the highest.
//!
//! Objects are handed out in the order of `ranks`, best first. The supply is a list of pieces, each with one quality, or
//! with one that follows from the rank or the value. Within a step of a market the objects come from one piece. All
//! members of a tie get the mean of the objects at their common ranks.

use ironproof_curves::Between;

use super::arcs::Kind;
use super::handout::Supply;
use super::offer::Goods;
use super::ranks::{Ranks, upper_mass};
use super::threshold::Place;

/// What the agents of a step get.
#[derive(Clone, Debug)]
pub(crate) enum Quality {
    /// No object, or one of quality zero.
    Nothing,
    /// One quality for sure.
    Same(Between),
    /// The mean of several qualities, or of one and nothing, by lot.
    Mean(Between),
    /// Better objects for higher ranks, from this piece of the supply.
    Graded(usize),
}

/// An interval of quantiles that is treated alike.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) arc: usize,
    pub(crate) from: Between,
    pub(crate) to: Between,
    pub(crate) quality: Quality,
    /// Expected quality at the two ends.
    pub(crate) ends: (Between, Between),
    /// What these qualities cost.
    pub(crate) costs: (Between, Between),
    /// The tie that it belongs to, unless it is part of a market.
    pub(crate) tie: Option<usize>,
}

/// The steps of a group.
pub(crate) fn steps(ranks: &Ranks<'_>, supply: &Supply<'_>, g: usize) -> Vec<Step> {
    let group = &ranks.groups[g];
    let mut steps = Vec::new();
    for (index, arc) in group.arcs.iter().enumerate() {
        if let Kind::Market(_) = arc.kind {
            market(ranks, supply, g, index, &mut steps);
            continue;
        }
        let tie = ranks.ties.iter().position(|tie| tie.members.contains(&(g, index)));
        let Some(tie_index) = tie else { continue };
        let tie = &ranks.ties[tie_index];
        let is_worthless = tie.value.low <= supply.floor();
        let piece = supply.piece_of(&tie.before, &tie.with);
        let nothing = || (Quality::Nothing, Between::zero());
        let (quality, cost) = if is_worthless || tie.before.low >= supply.last().high {
            nothing()
        } else {
            match piece.map(|piece| (piece, &supply.offers[piece].goods)) {
                Some((piece, Goods::Level)) if supply.offers[piece].best.is_zero() => nothing(),
                Some((piece, Goods::Level)) => {
                    let level = supply.offers[piece].best.clone();
                    (Quality::Same(Between::exactly(level)), Between::exactly(supply.cost(piece)))
                }
                Some((piece, Goods::Ladder(_))) => {
                    let quality = supply.quality_at(piece, &tie.before, &tie.value);
                    let cost = supply.cost_of(piece, &quality);
                    (Quality::Same(quality), cost)
                }
                _ => (
                    Quality::Mean(supply.mean(&tie.before, &tie.with)),
                    supply.mean_cost(&tie.before, &tie.with),
                ),
            }
        };
        let mean = match &quality {
            Quality::Mean(mean) | Quality::Same(mean) => mean.clone(),
            _ => Between::zero(),
        };
        steps.push(Step {
            arc: index,
            from: arc.from.clone(),
            to: arc.to.clone(),
            quality,
            ends: (mean.clone(), mean),
            costs: (cost.clone(), cost),
            tie: Some(tie_index),
        });
    }
    steps
}

/// A place inside a market where quality jumps or changes its formula.
struct Event {
    at: Between,
    /// Ranks just above the place and just below it; they differ by the tie of others that lies between.
    ranks: (Between, Between),
    /// The value there.
    value: Between,
    /// Whether nobody below gets anything.
    is_last: bool,
}

/// The events of a market, from its top.
fn events(
    ranks: &Ranks<'_>,
    supply: &Supply<'_>,
    g: usize,
    index: usize,
    bottom: Event,
) -> Vec<Event> {
    let group = &ranks.groups[g];
    let arc = &group.arcs[index];
    let mut events = Vec::new();
    let mut bottom = bottom;
    let mut push = |at: Between, ranks: (Between, Between), value: Between, is_last: bool| {
        if arc.from.is_below(&at) && at.is_below(&arc.to) {
            events.push(Event { at, ranks, value, is_last });
        } else if !at.is_below(&arc.from) && at.is_below(&arc.to) {
            // At the lower end, or a little above it: the market begins somewhere there.
            bottom.at.high = at.high.max(bottom.at.high.clone());
            bottom.ranks.0 = bottom.ranks.0.hull(&ranks.0);
            bottom.value = bottom.value.hull(&value);
        }
    };
    for (piece, threshold) in supply.thresholds.iter().enumerate() {
        let slope = &supply.offers[piece].slope;
        // A cost ends a piece here only if values reach down to it.
        let is_reached = if supply.is_by_cost(piece) {
            arc.value.0.low < *slope
        } else {
            threshold.value.high > *slope
        };
        if let (Place::Cut(cuts), true) = (&threshold.place, is_reached) {
            let rank = supply.end(piece);
            let is_last = piece + 1 == supply.offers.len();
            push(cuts[g].clone(), (rank.clone(), rank.clone()), threshold.value.clone(), is_last);
        }
    }
    let floor = supply.floor();
    for tie in ranks.ties.iter().filter(|tie| tie.value.low > floor && !supply.is_ladder()) {
        let (low, high) = (group.cut(&tie.value.low), group.cut(&tie.value.high));
        let is_last = tie.with.low >= supply.last().high;
        let ranks = (tie.before.clone(), tie.with.clone());
        push(low.below.hull(&high.above), ranks, tie.value.clone(), is_last);
    }
    events.sort_by(|a, b| b.at.high.cmp(&a.at.high));
    let mut merged: Vec<Event> = Vec::new();
    for event in events {
        match merged.last_mut() {
            // A tie whose end is an end of the supply.
            Some(last) if last.at.low <= event.at.high => {
                last.at = last.at.hull(&event.at);
                let (a, b) = (&last.ranks.0, &event.ranks.0);
                let above = if a.middle() <= b.middle() { a.clone() } else { b.clone() };
                let (a, b) = (&last.ranks.1, &event.ranks.1);
                let below = if a.middle() >= b.middle() { a.clone() } else { b.clone() };
                last.ranks = (above, below);
                last.value = last.value.hull(&event.value);
                last.is_last |= event.is_last;
            }
            _ => merged.push(event),
        }
    }
    merged.push(bottom);
    merged
}

/// The steps of a market: cut where the supply changes, where others tie, and where values fall below zero.
fn market(ranks: &Ranks<'_>, supply: &Supply<'_>, g: usize, index: usize, steps: &mut Vec<Step>) {
    let arc = &ranks.groups[g].arcs[index];
    let end = |value: &Between, t: &Between| rank(ranks, g, value, t);
    let mut is_over = arc.value.1.high <= supply.floor();
    let mut value_above = arc.value.1.clone();
    let (mut top, mut rank_above) = (arc.to.clone(), end(&arc.value.1, &arc.to));
    let mut found = Vec::new();
    let bottom = Event {
        at: arc.from.clone(),
        ranks: {
            let rank = end(&arc.value.0, &arc.from);
            (rank.clone(), rank)
        },
        value: arc.value.0.clone(),
        is_last: false,
    };
    for event in events(ranks, supply, g, index, bottom) {
        let (above, below) = event.ranks;
        let piece = supply.piece_of(&rank_above, &above).filter(|_| !is_over);
        let quality = match piece.map(|piece| (piece, supply.level(piece))) {
            None => Quality::Nothing,
            Some((_, Some(level))) if level.is_zero() => Quality::Nothing,
            Some((_, Some(level))) => Quality::Same(Between::exactly(level.clone())),
            Some((piece, None)) => Quality::Graded(piece),
        };
        let at = |rank: &Between, value: &Between| match (&quality, piece) {
            (Quality::Nothing, _) | (_, None) => (Between::zero(), Between::zero()),
            (_, Some(piece)) => {
                let quality = supply.quality_at(piece, rank, value);
                let cost = supply.cost_of(piece, &quality);
                (quality, cost)
            }
        };
        let (low, high) = (at(&above, &event.value), at(&rank_above, &value_above));
        let (ends, costs) = ((low.0, high.0), (low.1, high.1));
        let from = event.at.clone();
        found.push(Step { arc: index, from, to: top, quality, ends, costs, tie: None });
        (top, rank_above, value_above) = (event.at, below, event.value);
        is_over |= event.is_last;
    }
    found.reverse();
    steps.append(&mut found);
}

/// The mass of those who come before the quantile `t` of a group, whose value is `value`.
pub(crate) fn rank(ranks: &Ranks<'_>, g: usize, value: &Between, t: &Between) -> Between {
    let mut before = Between::zero();
    for (other, group) in ranks.groups.iter().enumerate() {
        if other == g {
            before = &before + &upper_mass(group, t);
        } else {
            let (low, high) = (group.cut(&value.low), group.cut(&value.high));
            before = &before + &upper_mass(group, &low.below.hull(&high.above));
        }
    }
    before
}
