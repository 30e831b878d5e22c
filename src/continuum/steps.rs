//! Who gets what: each group cut into steps, from the lowest quantile to the highest.
//!
//! Objects are handed out in the order of `ranks`, best first. The supply is a list of pieces, each with one quality, or
//! with one that follows from the rank or the value. Within a step of a market the objects come from one piece. All
//! members of a tie get the mean of the objects at their common ranks.

use ironproof_curves::Between;

use super::arcs::Kind;
use super::handout::Supply;
use super::offer::Goods;
use super::ranks::{Ranks, Side, Tie, upper_mass};
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
    /// Whether it is not decided what it gets: the qualities cover all that may be.
    pub(crate) is_open: bool,
}

/// What is made of values that are not told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// They are taken as equal, and those that may be worth their cost are not served. That is feasible.
    Settled,
    /// All that may be is covered.
    Covered,
}

/// The steps of a group.
pub(crate) fn steps(ranks: &Ranks<'_>, supply: &Supply<'_>, g: usize, doubt: Doubt) -> Vec<Step> {
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
        if doubt == Doubt::Covered
            && let Some(covered) = covered(ranks, supply, tie, (g, index), tie_index)
        {
            steps.push(covered);
            continue;
        }
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
            is_open: false,
        });
    }
    steps
}

/// A step of a tie about which there is a doubt that matters.
fn covered(
    ranks: &Ranks<'_>,
    supply: &Supply<'_>,
    tie: &Tie,
    (g, index): (usize, usize),
    tie_index: usize,
) -> Option<Step> {
    let arc = &ranks.groups[g].arcs[index];
    let is_of_a_cost = supply.is_near_a_cost(&arc.value.0);
    let piece = supply.piece_of(&tie.before, &tie.with);
    let is_one_level = piece.is_some_and(|piece| supply.level(piece).is_some());
    if !(is_of_a_cost || (!tie.is_certain && !is_one_level)) {
        return None;
    }
    // The best place and the worst one among the members.
    let own = ranks.mass_in(tie, g);
    let (best, worst) = ((&tie.before, &(&tie.before + &own)), (&(&tie.with - &own), &tie.with));
    let mut quality = supply.mean(best.0, best.1).hull(&supply.mean(worst.0, worst.1));
    let mut cost = supply.mean_cost(best.0, best.1).hull(&supply.mean_cost(worst.0, worst.1));
    if is_of_a_cost {
        // Whether they are served with the next quality is not decided: with any one up to the best.
        let most = supply.best_at(&arc.value.0);
        quality = quality.hull(&Between::zero()).hull(&Between::exactly(most.0));
        cost = cost.hull(&Between::zero()).hull(&Between::exactly(most.1));
    }
    Some(Step {
        arc: index,
        from: arc.from.clone(),
        to: arc.to.clone(),
        quality: Quality::Mean(quality.clone()),
        ends: (quality.clone(), quality),
        costs: (cost.clone(), cost),
        tie: Some(tie_index),
        is_open: true,
    })
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
        // What lies at a lower value is not at this end, though the cut may be: values jump there.
        if value.is_below(&arc.value.0) {
            return;
        }
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
    let mut is_over = arc.value.1.high <= supply.floor();
    let mut value_above = arc.value.1.clone();
    let (mut top, mut rank_above) = (arc.to.clone(), rank_at_end(ranks, g, index, Side::Below));
    let mut found = Vec::new();
    let bottom = Event {
        at: arc.from.clone(),
        ranks: {
            let rank = rank_at_end(ranks, g, index, Side::Above);
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
        found.push(Step {
            arc: index,
            from,
            to: top,
            quality,
            ends,
            costs,
            tie: None,
            is_open: false,
        });
        (top, rank_above, value_above) = (event.at, below, event.value);
        is_over |= event.is_last;
    }
    found.reverse();
    steps.append(&mut found);
}

/// The mass of those who come before the agents just inside an end of a market: just above its start, or just below its
/// top.
fn rank_at_end(ranks: &Ranks<'_>, g: usize, index: usize, side: Side) -> Between {
    let arc = &ranks.groups[g].arcs[index];
    let (value, t) = match side {
        Side::Above => (&arc.value.0, &arc.from),
        Side::Below | Side::Within => (&arc.value.1, &arc.to),
    };
    rank(ranks, (g, index), (value, side), t)
}

/// Where a value of an agent in a market of group `g` cuts another group.
///
/// Those who are tied with a pool below the market do not come before the agent, and those who are tied with a pool
/// above it do: so much is certain also where values are too near to each other to tell.
pub(crate) fn cut_from(
    ranks: &Ranks<'_>,
    (g, index): (usize, usize),
    other: usize,
    (value, side): (&Between, Side),
) -> Between {
    let group = &ranks.groups[other];
    let (low, high) = (group.cut(&value.low), group.cut(&value.high));
    // Just above a value those who have it come later, just below it they come before.
    let mut cut = match side {
        Side::Above => low.above.hull(&high.above),
        Side::Below => low.below.hull(&high.below),
        Side::Within => low.below.hull(&high.above),
    };
    for tie in ranks.ties.iter().filter(|tie| tie.is_certain && tie.members.len() > 1) {
        for &(_, own) in tie.members.iter().filter(|(of, _)| *of == g) {
            for &(_, arc) in tie.members.iter().filter(|(of, _)| *of == other) {
                let arc = &group.arcs[arc];
                if own < index && cut.low < arc.to.low {
                    cut.low.clone_from(&arc.to.low);
                } else if own > index && cut.high > arc.from.high {
                    cut.high.clone_from(&arc.from.high);
                }
            }
        }
    }
    cut.ordered()
}

/// The mass of those who come before the quantile `t` of a group, in a market, whose value is `value`.
pub(crate) fn rank(
    ranks: &Ranks<'_>,
    (g, index): (usize, usize),
    value: (&Between, Side),
    t: &Between,
) -> Between {
    let mut before = Between::zero();
    for (other, group) in ranks.groups.iter().enumerate() {
        let place = if other == g { t.clone() } else { cut_from(ranks, (g, index), other, value) };
        before = &before + &upper_mass(group, &place);
    }
    before
}
