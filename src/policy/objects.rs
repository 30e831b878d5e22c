//! The objects, best first. The *rank* of an object is the mass of better ones.

use ironproof_curves::supply::{Top, from_the_top};
use ironproof_curves::{Between, NoEnclosure};
use ironproof_instance::finite::FiniteInstance;
use ironproof_instance::{Polynomial, Quality};
use ironproof_number::rational::Rational;

/// All objects. Those of quality 0 come last; only a menu hands them out.
pub(crate) enum Objects {
    /// Of a few qualities.
    Levels(Vec<Level>),
    /// Of qualities that change with the rank.
    Graded(Vec<Top>),
}

/// Objects of one quality, best first.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    pub(crate) quality: Rational,
    /// What handing out one of them costs.
    pub(crate) cost: Rational,
    /// The rank where they begin, and where they end.
    pub(crate) from: Rational,
    pub(crate) to: Rational,
}

impl Objects {
    /// Of a level without limit there is one for everybody.
    pub(crate) fn of_finite(instance: &FiniteInstance) -> Self {
        let levels = instance.quality.iter().zip(instance.objects()).rev();
        let stock = levels.map(|(level, mass)| (level.level.clone(), mass, level.cost.clone()));
        Self::stacked(stock.collect())
    }

    pub(crate) fn of_quality(quality: &Quality) -> Result<Self, NoEnclosure> {
        let tops = from_the_top(quality)?;
        let constants: Option<Vec<(Rational, Rational)>> = quality
            .pieces
            .iter()
            .rev()
            .map(|piece| {
                let level = piece.curve.as_polynomial().and_then(Polynomial::as_constant)?;
                let cost = piece.cost.at(&level);
                Some((level, cost))
            })
            .collect();
        let Some(constants) = constants else { return Ok(Objects::Graded(tops)) };
        let mut before = Rational::ZERO;
        let mut stock: Vec<(Rational, Rational, Rational)> = Vec::new();
        for ((constant, cost), top) in constants.into_iter().zip(&tops) {
            let mass = &top.end - &before;
            before.clone_from(&top.end);
            match stock.last_mut() {
                Some((level, sum, _)) if *level == constant => *sum += mass,
                _ => stock.push((constant, mass, cost)),
            }
        }
        Ok(Self::stacked(stock))
    }

    /// Of quality, mass and cost of each, best first.
    fn stacked(stock: Vec<(Rational, Rational, Rational)>) -> Self {
        let mut from = Rational::ZERO;
        let mut levels = Vec::new();
        for (quality, mass, cost) in stock {
            let to = &from + mass;
            levels.push(Level { quality, cost, from, to: to.clone() });
            from = to;
        }
        Objects::Levels(levels)
    }

    /// The levels, best first; none where qualities change with the rank.
    pub(crate) fn levels(&self) -> &[Level] {
        match self {
            Objects::Levels(levels) => levels,
            Objects::Graded(_) => &[],
        }
    }

    /// How many objects of positive quality there are.
    pub(crate) fn mass(&self) -> Rational {
        let end = match self {
            Objects::Levels(levels) => {
                levels.iter().rfind(|level| !level.quality.is_zero()).map(|level| &level.to)
            }
            Objects::Graded(tops) => tops.last().map(|top| &top.end),
        };
        end.cloned().unwrap_or(Rational::ZERO)
    }

    /// The quality of the best objects together, up to a rank.
    pub(crate) fn total(&self, rank: &Rational) -> Rational {
        match self {
            Objects::Levels(levels) => levels.iter().fold(Rational::ZERO, |sum, level| {
                sum + overlap(level, &Rational::ZERO, rank) * &level.quality
            }),
            Objects::Graded(tops) => {
                let top = tops.iter().find(|top| *rank <= top.end).or(tops.last());
                top.map_or(Rational::ZERO, |top| top.total.at((&top.end).min(rank)))
            }
        }
    }

    /// What handing out the best objects up to a rank costs.
    pub(crate) fn total_cost(&self, rank: &Rational) -> Rational {
        self.levels().iter().fold(Rational::ZERO, |sum, level| {
            sum + overlap(level, &Rational::ZERO, rank) * &level.cost
        })
    }

    /// What a lottery over the levels costs.
    pub(crate) fn expected_cost(&self, chances: &[Between]) -> Between {
        let terms = chances.iter().zip(self.levels());
        terms.fold(Between::zero(), |sum, (chance, level)| &sum + &chance.times(&level.cost))
    }

    /// The quality of the objects between two ranks together.
    pub(crate) fn between(&self, from: &Between, to: &Between) -> Between {
        let at =
            |rank: &Between| Between { low: self.total(&rank.low), high: self.total(&rank.high) };
        let total = &at(to) - &at(from);
        Between { low: total.low.max(Rational::ZERO), high: total.high.max(Rational::ZERO) }
    }

    /// How many objects of each level there are between two ranks.
    pub(crate) fn counts(&self, from: &Between, to: &Between) -> Vec<Between> {
        let count = |level: &Level| Between {
            low: overlap(level, &from.high, &to.low),
            high: overlap(level, &from.low, &to.high),
        };
        self.levels().iter().map(count).collect()
    }

    /// The quality of the best object that is left at a rank.
    pub(crate) fn best(&self, rank: &Between) -> Between {
        let at = |rank: &Rational| match self {
            Objects::Levels(levels) => {
                let next = levels.iter().find(|level| *rank < level.to);
                next.map_or(Rational::ZERO, |level| level.quality.clone())
            }
            Objects::Graded(tops) => {
                let next = tops.iter().find(|top| *rank < top.end);
                next.map_or(Rational::ZERO, |top| top.total.derivative().at(rank))
            }
        };
        Between::of(at(&rank.low), at(&rank.high))
    }

    /// The quality of all objects from a rank on, if it is one.
    pub(crate) fn only_quality(&self, from: &Between) -> Option<Rational> {
        let positive = self.levels().iter().filter(|level| !level.quality.is_zero());
        let mut left = positive.filter(|level| from.low < level.to);
        let first = left.next()?;
        left.next().is_none().then(|| first.quality.clone())
    }
}

fn overlap(level: &Level, from: &Rational, to: &Rational) -> Rational {
    let (low, high) = ((&level.from).max(from), (&level.to).min(to));
    if low < high { high - low } else { Rational::ZERO }
}
