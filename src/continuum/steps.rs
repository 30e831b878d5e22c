//! Who gets what: each group cut into steps, from the lowest quantile to the highest.
//!
//! Objects are handed out in the order of `ranks`, best first. The supply is a list of pieces, each with a quality
//! that is a polynomial in the rank. Within a step of a market the objects come from one piece. All members of a tie
//! get the mean of the objects at their common ranks.

use ironproof_curves::Between;
use ironproof_curves::supply::Top;
use ironproof_instance::Polynomial;
use ironproof_number::rational::Rational;

use super::arcs::Kind;
use super::ranks::{Ranks, upper_mass};
use super::threshold::{Place, Threshold, at_zero, threshold};

/// What the agents of a step get.
#[derive(Clone, Debug)]
pub(crate) enum Quality {
    /// No object, or one of quality zero.
    Nothing,
    /// One quality for sure.
    Same(Rational),
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
    /// The tie that it belongs to, unless it is part of a market.
    pub(crate) tie: Option<usize>,
}

/// The supply, with its thresholds.
pub(crate) struct Supply<'a> {
    pub(crate) tops: &'a [Top],
    /// Where each piece ends.
    pub(crate) thresholds: Vec<Threshold>,
    /// Where values fall below zero.
    pub(crate) zero: Threshold,
    /// The mass that is served: what there is, or those above zero.
    pub(crate) last: Between,
}

impl<'a> Supply<'a> {
    pub(crate) fn new(ranks: &Ranks<'_>, tops: &'a [Top]) -> Self {
        let (positive, _) = ranks.above(&Rational::ZERO);
        let all = tops.last().map_or(Rational::ZERO, |top| top.end.clone());
        let last = Between { low: positive.low.min(all.clone()), high: positive.high.min(all) };
        Supply {
            thresholds: tops.iter().map(|top| threshold(ranks, &top.end)).collect(),
            zero: at_zero(ranks),
            tops,
            last,
        }
    }

    /// The mass of all objects.
    pub(crate) fn all(&self) -> Rational {
        self.tops.last().map_or(Rational::ZERO, |top| top.end.clone())
    }

    /// The best quality.
    pub(crate) fn best(&self) -> Rational {
        let first = self.tops.first();
        first.map_or(Rational::ZERO, |top| top.total.derivative().at(&Rational::ZERO))
    }

    /// Whether this may be the sum of the qualities of all objects that go to somebody with a value above zero.
    ///
    /// Handing out objects in the order of values is optimal if none is forgotten: so this is what tells.
    pub(crate) fn is_handed_out(&self, quality: &Between) -> bool {
        let all = Between { low: self.total(&self.last.low), high: self.total(&self.last.high) };
        !quality.is_below(&all) && !all.is_below(quality)
    }

    /// The quality of a piece, if it is one.
    pub(crate) fn level(&self, piece: usize) -> Option<Rational> {
        let total = self.tops.get(piece).map(|top| &top.total)?;
        total.derivative().as_constant()
    }

    /// Where the objects of positive quality end.
    pub(crate) fn served_end(&self) -> Rational {
        let pieces = self.tops.iter().enumerate();
        let mut good =
            pieces.filter(|(piece, _)| self.level(*piece).is_none_or(|level| !level.is_zero()));
        good.next_back().map_or(Rational::ZERO, |(_, top)| top.end.clone())
    }

    /// Whether all objects at the ranks of a tie are of different qualities.
    pub(crate) fn is_graded(&self, ranks: &Ranks<'_>, step: &Step) -> bool {
        let Some(tie) = step.tie.map(|tie| &ranks.ties[tie]) else { return false };
        let mut begin = Rational::ZERO;
        for (piece, top) in self.tops.iter().enumerate() {
            let overlaps = begin < tie.with.high && tie.before.low < top.end;
            if overlaps && self.level(piece).is_some() {
                return false;
            }
            begin.clone_from(&top.end);
        }
        tie.with.high <= begin
    }

    /// The chance of an object of positive quality in a step.
    pub(crate) fn chance(&self, ranks: &Ranks<'_>, step: &Step) -> Between {
        let one = || Between::exactly(Rational::ONE);
        match (&step.quality, step.tie) {
            (Quality::Nothing, _) => Between::zero(),
            (Quality::Mean(_), Some(tie)) => {
                let tie = &ranks.ties[tie];
                let left = &Between::exactly(self.served_end()) - &tie.before;
                let chance = left.over(&(&tie.with - &tie.before));
                let chance = chance.unwrap_or(Between { low: Rational::ZERO, high: Rational::ONE });
                let within = |x: Rational| x.clamp(Rational::ZERO, Rational::ONE);
                Between { low: within(chance.low), high: within(chance.high) }
            }
            _ => one(),
        }
    }

    /// The quality at a rank of a piece.
    pub(crate) fn quality_at(&self, piece: usize, rank: &Between) -> Between {
        let quality = self.tops[piece].total.derivative();
        // Worse objects come later.
        Between { low: quality.at(&rank.high), high: quality.at(&rank.low) }.ordered()
    }

    /// The sum of the qualities up to a rank.
    fn total(&self, rank: &Rational) -> Rational {
        let piece = self.tops.iter().find(|top| *rank <= top.end).or(self.tops.last());
        let zero = Polynomial::new(Vec::new());
        let (total, end) = piece.map_or((&zero, rank), |top| (&top.total, &top.end));
        total.at(rank.min(end))
    }

    /// The mean quality between two ranks.
    fn mean(&self, from: &Between, to: &Between) -> Between {
        let (most, least) = (&to.high - &from.low, &to.low - &from.high);
        if least <= Rational::ZERO {
            let best = self
                .tops
                .first()
                .map_or(Rational::ZERO, |top| top.total.derivative().at(&Rational::ZERO));
            return Between { low: Rational::ZERO, high: best };
        }
        if most == least {
            return Between::exactly((self.total(&to.low) - self.total(&from.low)) / most);
        }
        // Quality falls with the rank: the mean is lower where the interval is longer or later.
        let low = (self.total(&to.high) - self.total(&from.high)) / (&to.high - &from.high);
        let high = (self.total(&to.low) - self.total(&from.low)) / (&to.low - &from.low);
        Between { low: low.clone().min(high.clone()), high: high.max(low) }
    }

    /// The piece that all ranks between two come from, if they do.
    fn piece_of(&self, from: &Between, to: &Between) -> Option<usize> {
        let piece = self.tops.partition_point(|top| top.end <= from.middle());
        let top = self.tops.get(piece)?;
        let before = piece.checked_sub(1).map_or(Rational::ZERO, |at| self.tops[at].end.clone());
        let fits = before <= from.high && to.low <= top.end;
        fits.then_some(piece)
    }
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
        let all = supply.all();
        let is_worthless = tie.value.low <= Rational::ZERO;
        let quality = if is_worthless || tie.before.low >= all {
            Quality::Nothing
        } else {
            match supply.piece_of(&tie.before, &tie.with).map(|piece| supply.level(piece)) {
                Some(Some(level)) if level.is_zero() => Quality::Nothing,
                Some(Some(level)) => Quality::Same(level),
                _ => Quality::Mean(supply.mean(&tie.before, &tie.with)),
            }
        };
        let mean = match &quality {
            Quality::Mean(mean) => mean.clone(),
            Quality::Same(level) => Between::exactly(level.clone()),
            _ => Between::zero(),
        };
        steps.push(Step {
            arc: index,
            from: arc.from.clone(),
            to: arc.to.clone(),
            quality,
            ends: (mean.clone(), mean),
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
    let mut push = |at: Between, ranks: (Between, Between), is_last: bool| {
        if arc.from.is_below(&at) && at.is_below(&arc.to) {
            events.push(Event { at, ranks, is_last });
        } else if !at.is_below(&arc.from) && at.is_below(&arc.to) {
            // At the lower end, or a little above it: the market begins somewhere there.
            bottom.at.high = at.high.max(bottom.at.high.clone());
            bottom.ranks.0 = bottom.ranks.0.hull(&ranks.0);
        }
    };
    for (top, threshold) in supply.tops.iter().zip(&supply.thresholds) {
        if let Place::Cut(cuts) = &threshold.place
            && threshold.value.high > Rational::ZERO
        {
            let rank = Between::exactly(top.end.clone());
            let is_last = top.end == supply.all();
            push(cuts[g].clone(), (rank.clone(), rank), is_last);
        }
    }
    for tie in ranks.ties.iter().filter(|tie| tie.value.low > Rational::ZERO) {
        let (low, high) = (group.cut(&tie.value.low), group.cut(&tie.value.high));
        let is_last = tie.with.low >= supply.all();
        push(low.below.hull(&high.above), (tie.before.clone(), tie.with.clone()), is_last);
    }
    if let Place::Cut(cuts) = &supply.zero.place
        && arc.value.0.low < Rational::ZERO
    {
        push(cuts[g].clone(), (supply.last.clone(), supply.last.clone()), true);
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
    let mut is_over = arc.value.1.high <= Rational::ZERO;
    let (mut top, mut rank_above) = (arc.to.clone(), end(&arc.value.1, &arc.to));
    let mut found = Vec::new();
    let bottom = Event {
        at: arc.from.clone(),
        ranks: {
            let rank = end(&arc.value.0, &arc.from);
            (rank.clone(), rank)
        },
        is_last: false,
    };
    for event in events(ranks, supply, g, index, bottom) {
        let (above, below) = event.ranks;
        let piece = supply.piece_of(&rank_above, &above).filter(|_| !is_over);
        let quality = match piece.map(|piece| (piece, supply.level(piece))) {
            None => Quality::Nothing,
            Some((_, Some(level))) if level.is_zero() => Quality::Nothing,
            Some((_, Some(level))) => Quality::Same(level),
            Some((piece, None)) => Quality::Graded(piece),
        };
        let at = |rank: &Between| match &quality {
            Quality::Nothing => Between::zero(),
            Quality::Same(level) => Between::exactly(level.clone()),
            Quality::Mean(mean) => mean.clone(),
            Quality::Graded(piece) => supply.quality_at(*piece, rank),
        };
        let ends = (at(&above), at(&rank_above));
        found.push(Step { arc: index, from: event.at.clone(), to: top, quality, ends, tie: None });
        (top, rank_above) = (event.at, below);
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
