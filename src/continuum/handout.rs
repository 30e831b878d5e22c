//! The supply as it is handed out: each piece ends where its objects do, or where values fall to its cost.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::offer::{Goods, Offer};
use super::ranks::{Ranks, Tie};
use super::threshold::{Threshold, at_value, threshold};

/// The supply, with its thresholds.
pub(crate) struct Supply<'a> {
    pub(crate) offers: &'a [Offer],
    /// Where each piece ends.
    pub(crate) thresholds: Vec<Threshold>,
    /// The mass that is served with each piece or a better one.
    ends: Vec<Between>,
    /// Whether a cost ends it.
    by_cost: Vec<bool>,
}

impl<'a> Supply<'a> {
    pub(crate) fn new(ranks: &Ranks<'_>, offers: &'a [Offer]) -> Self {
        let mut thresholds = Vec::with_capacity(offers.len());
        let mut ends = Vec::with_capacity(offers.len());
        let mut by_cost = Vec::with_capacity(offers.len());
        for offer in offers {
            let (above, _) = ranks.above(&offer.slope);
            if let Some(end) = offer.end.as_ref().filter(|end| **end < above.low) {
                thresholds.push(threshold(ranks, end, &offer.slope));
                ends.push(Between::exactly(end.clone()));
                by_cost.push(false);
                continue;
            }
            thresholds.push(at_value(ranks, &offer.slope));
            let end = offer.end.as_ref();
            let most = |x: &Rational| end.map_or(x.clone(), |end| x.min(end).clone());
            ends.push(Between { low: most(&above.low), high: most(&above.high) });
            by_cost.push(true);
        }
        Supply { offers, thresholds, ends, by_cost }
    }

    /// The mass that gets an object.
    pub(crate) fn last(&self) -> Between {
        self.ends.last().cloned().unwrap_or_else(Between::zero)
    }

    /// What a unit of the worst quality costs: whose value is not above it gets nothing.
    pub(crate) fn floor(&self) -> Rational {
        self.offers.last().map_or(Rational::ZERO, |offer| offer.slope.clone())
    }

    /// The mass that gets this piece or a better one.
    pub(crate) fn end(&self, piece: usize) -> &Between {
        &self.ends[piece]
    }

    /// Whether its cost ends a piece, and not its supply.
    pub(crate) fn is_by_cost(&self, piece: usize) -> bool {
        self.by_cost[piece]
    }

    /// Whether any quality may be chosen, at its cost.
    pub(crate) fn is_ladder(&self) -> bool {
        self.offers.iter().any(|offer| matches!(offer.goods, Goods::Ladder(_)))
    }

    /// Whether no object of positive quality is left for those whose value is just its cost.
    pub(crate) fn is_used_up(&self) -> bool {
        let good = |offer: &&Offer| offer.best > Rational::ZERO;
        let end = self.offers.iter().rev().find(good).map(|offer| offer.end.as_ref());
        end.is_none_or(|end| end.is_some_and(|end| self.last().low >= *end))
    }

    /// Where a piece begins.
    fn start(&self, piece: usize) -> Between {
        piece.checked_sub(1).map_or_else(Between::zero, |before| self.ends[before].clone())
    }

    /// Whether it is not decided if a value is above a cost.
    pub(crate) fn is_near_a_cost(&self, value: &Between) -> bool {
        !value.is_exact() && self.offers.iter().any(|offer| value.admits(&offer.slope))
    }

    /// The best quality that a value may be worth the cost of, and what it costs.
    pub(crate) fn best_at(&self, value: &Between) -> (Rational, Rational) {
        let piece = self.offers.iter().position(|offer| offer.slope <= value.high);
        let piece = piece.map(|piece| (self.offers[piece].best.clone(), self.cost(piece)));
        piece.unwrap_or_default()
    }

    /// What taking values as equal that are not told apart could lose at most.
    pub(crate) fn at_most_lost_by_ties(&self, ranks: &Ranks<'_>) -> Rational {
        let best = self.offers.first().map_or(Rational::ZERO, |offer| offer.best.clone());
        let doubtful = ranks.ties.iter().filter(|tie| !tie.is_certain);
        doubtful.fold(Rational::ZERO, |lost, tie| {
            lost + (&tie.with.high - &tie.before.low) * tie.value.width() * &best
        })
    }

    /// What serving those could add at most whose value is not told from a cost.
    pub(crate) fn at_most_lost(&self, ranks: &Ranks<'_>) -> Rational {
        let mut lost = Rational::ZERO;
        for (piece, offer) in self.offers.iter().enumerate() {
            let next = self.offers.get(piece + 1).map_or(Rational::ZERO, |next| next.best.clone());
            let step = &offer.best - next;
            let doubtful = ranks
                .ties
                .iter()
                .filter(|tie| tie.value.low <= offer.slope && tie.value.high > offer.slope);
            for tie in doubtful {
                lost +=
                    (&tie.with.high - &tie.before.low) * (&tie.value.high - &offer.slope) * &step;
            }
        }
        lost
    }

    /// Whether this may be the sum of the qualities of all objects that go to somebody with a value above their cost.
    ///
    /// Handing out objects in the order of values is optimal if none is forgotten: so this is what tells. Where any
    /// quality may be chosen there is no such sum.
    pub(crate) fn is_handed_out(&self, quality: &Between) -> bool {
        self.handed_out().is_none_or(|all| !quality.is_below(&all) && !all.is_below(quality))
    }

    /// The sum of the qualities of all objects that are handed out, if that does not depend on who gets them.
    pub(crate) fn handed_out(&self) -> Option<Between> {
        (!self.is_ladder()).then(|| self.total(&self.last()))
    }

    /// Whether a value may be just what the step to a better quality costs, of which there is more.
    pub(crate) fn is_at_a_cost(&self, value: &Between) -> bool {
        let mut pieces = self.offers.iter().enumerate();
        pieces.any(|(piece, offer)| {
            let is_left = offer.end.as_ref().is_none_or(|end| self.ends[piece].low < *end);
            self.by_cost[piece] && is_left && value.admits(&offer.slope)
        })
    }

    /// The quality of a piece, if it is one.
    pub(crate) fn level(&self, piece: usize) -> Option<&Rational> {
        let offer = &self.offers[piece];
        matches!(offer.goods, Goods::Level).then_some(&offer.best)
    }

    /// Where the objects of positive quality end.
    pub(crate) fn served_end(&self) -> Between {
        let good = |piece: &usize| self.level(*piece).is_none_or(|level| !level.is_zero());
        let last = (0..self.offers.len()).rev().find(good);
        last.map_or_else(Between::zero, |piece| self.ends[piece].clone())
    }

    /// Whether all objects at the ranks of a tie are of different qualities.
    pub(crate) fn is_graded(&self, tie: &Tie) -> bool {
        for piece in 0..self.offers.len() {
            let overlaps =
                self.start(piece).high < tie.with.high && tie.before.low < self.ends[piece].low;
            if overlaps && self.level(piece).is_some() {
                return false;
            }
        }
        tie.with.high <= self.last().high
    }

    /// The chance of an object of positive quality in a tie.
    pub(crate) fn chance(&self, tie: &Tie) -> Between {
        let left = &self.served_end() - &tie.before;
        let chance = left.over(&(&tie.with - &tie.before));
        let chance = chance.unwrap_or(Between { low: Rational::ZERO, high: Rational::ONE });
        let within = |x: Rational| x.clamp(Rational::ZERO, Rational::ONE);
        Between { low: within(chance.low), high: within(chance.high) }
    }

    /// The chance of an object of positive quality for a part of a tie, in the best and in the worst place.
    pub(crate) fn chance_of(&self, tie: &Tie, own: &Between) -> Between {
        let end = self.served_end();
        let of = |from: &Between, to: &Between| {
            let chance = (&end - from).over(&(to - from));
            let chance = chance.unwrap_or(Between { low: Rational::ZERO, high: Rational::ONE });
            let within = |x: Rational| x.clamp(Rational::ZERO, Rational::ONE);
            Between { low: within(chance.low), high: within(chance.high) }
        };
        of(&tie.before, &(&tie.before + own)).hull(&of(&(&tie.with - own), &tie.with))
    }

    /// The quality at a rank of a piece, or at a value where any quality may be chosen.
    pub(crate) fn quality_at(&self, piece: usize, rank: &Between, value: &Between) -> Between {
        let offer = &self.offers[piece];
        match &offer.goods {
            Goods::Level => Between::exactly(offer.best.clone()),
            Goods::Ranked(total) => {
                let quality = total.derivative();
                // Whoever gets an object of a piece has a rank in it.
                let (start, end) = (self.start(piece), &self.ends[piece]);
                let within = |x: &Rational| x.clone().max(start.low.clone()).min(end.high.clone());
                // Worse objects come later.
                Between {
                    low: quality.at(&within(&rank.high)),
                    high: quality.at(&within(&rank.low)),
                }
                .ordered()
            }
            Goods::Ladder(marginal) => offer.rung(marginal, value),
        }
    }

    /// The sum of the qualities up to a rank.
    fn total(&self, rank: &Between) -> Between {
        self.sum(rank, |piece, from, to| self.qualities(piece, from, to))
    }

    /// The sum over all pieces up to a rank.
    fn sum(&self, rank: &Between, of: impl Fn(usize, &Between, &Between) -> Between) -> Between {
        let mut sum = Between::zero();
        for piece in 0..self.offers.len() {
            let start = self.start(piece);
            if rank.high <= start.low {
                break;
            }
            let least = |a: &Between, b: &Between| Between {
                low: (&a.low).min(&b.low).clone(),
                high: (&a.high).min(&b.high).clone(),
            };
            sum = &sum + &of(piece, &least(&start, rank), &least(&self.ends[piece], rank));
        }
        sum
    }

    /// The sum of the qualities of a piece between two of its ranks.
    fn qualities(&self, piece: usize, from: &Between, to: &Between) -> Between {
        let offer = &self.offers[piece];
        let at = |total: &dyn Fn(&Rational) -> Rational, x: &Between| Between {
            low: total(&x.low),
            high: total(&x.high),
        };
        let difference = |total: &dyn Fn(&Rational) -> Rational| &at(total, to) - &at(total, from);
        match &offer.goods {
            Goods::Level => difference(&|x: &Rational| x * &offer.best),
            Goods::Ranked(total) => difference(&|x: &Rational| total.at(x)),
            Goods::Ladder(_) => {
                let run = to - from;
                let run = Between { low: run.low.max(Rational::ZERO), high: run.high };
                &run * &Between { low: offer.worst.clone(), high: offer.best.clone() }
            }
        }
    }

    /// The mean quality between two ranks.
    pub(crate) fn mean(&self, from: &Between, to: &Between) -> Between {
        let (longest, shortest) = (&to.high - &from.low, &to.low - &from.high);
        if shortest <= Rational::ZERO {
            return Between::of(Rational::ZERO, self.offers[0].best.clone());
        }
        let at = |rank: &Rational| self.total(&Between::exactly(rank.clone()));
        if longest == shortest {
            return (&at(&to.low) - &at(&from.low)).times(&(Rational::ONE / longest));
        }
        // Quality falls with the rank: the mean is lower where the interval is longer or later.
        let mean = |from: &Rational, to: &Rational| {
            (&at(to) - &at(from)).times(&(Rational::ONE / (to - from)))
        };
        mean(&from.high, &to.high).hull(&mean(&from.low, &to.low))
    }

    /// The mean cost between two ranks.
    pub(crate) fn mean_cost(&self, from: &Between, to: &Between) -> Between {
        let total = |rank: &Between| {
            self.sum(rank, |piece, from, to| match self.level(piece) {
                Some(_) => (to - from).times(&self.cost(piece)),
                None => self.qualities(piece, from, to).times(&self.offers[piece].slope),
            })
        };
        (&total(to) - &total(from))
            .over(&(to - from))
            .unwrap_or_else(|| Between::zero().hull(&Between::exactly(self.cost(0))))
    }

    /// What a quality of a piece costs.
    pub(crate) fn cost_of(&self, piece: usize, quality: &Between) -> Between {
        let offer = &self.offers[piece];
        match &offer.goods {
            Goods::Level => Between::exactly(self.cost(piece)),
            Goods::Ranked(_) => quality.times(&offer.slope),
            Goods::Ladder(marginal) => {
                let total = marginal.antiderivative();
                let start =
                    self.offers.get(piece + 1).map_or(Rational::ZERO, |_| self.cost(piece + 1));
                let at_low = total.at(&quality.low) - total.at(&offer.worst) + start;
                // The slope rises.
                let slope = Between::of(marginal.at(&quality.low), marginal.at(&quality.high));
                let run = Between { low: Rational::ZERO, high: quality.width() };
                &Between::exactly(at_low) + &(&slope * &run)
            }
        }
    }

    /// What the best object of a piece costs.
    pub(crate) fn cost(&self, piece: usize) -> Rational {
        let mut cost = Rational::ZERO;
        for (below, offer) in self.offers.iter().enumerate().skip(piece) {
            let next = self.offers.get(below + 1).map_or(Rational::ZERO, |next| next.best.clone());
            cost += match &offer.goods {
                Goods::Ladder(marginal) => {
                    let total = marginal.antiderivative();
                    total.at(&offer.best) - total.at(&offer.worst)
                }
                _ => (&offer.best - next) * &offer.slope,
            };
        }
        cost
    }

    /// The piece that all ranks between two come from, if they do.
    pub(crate) fn piece_of(&self, from: &Between, to: &Between) -> Option<usize> {
        let middle = from.middle();
        let piece = self.ends.partition_point(|end| end.middle() <= middle);
        let end = self.ends.get(piece)?;
        let fits = self.start(piece).low <= from.high && to.low <= end.high;
        fits.then_some(piece)
    }
}
