//! A market: every quality at its market-clearing price, one price for all who take part.
//!
//! The step from one level to the next better one is sold at the price per unit that clears it. A level costs what the
//! steps up to it cost, so that prices are built from the bottom up.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::clearing::{Cleared, clear, mass};
use super::objects::{Level, Objects};
use super::outcome::{Contract, HandedOut, Taken};
use super::population::DividedCell;
use super::setting::Setting;
use super::sums::Sums;

/// Ranks at which a market with a continuum of qualities is looked at.
const N_RANKS: usize = 400;

/// Sells what is left from a rank on.
pub(crate) fn market(
    setting: &Setting<'_>,
    members: &[usize],
    rank: &Between,
) -> Result<HandedOut, DividedCell> {
    match &setting.objects {
        Objects::Levels(levels) => stepwise(setting, members, rank, levels),
        Objects::Graded(_) => graded(setting, members, rank),
    }
}

fn left(end: &Rational, rank: &Between) -> Between {
    let left = &Between::exactly(end.clone()) - rank;
    Between { low: left.low.max(Rational::ZERO), high: left.high.max(Rational::ZERO) }
}

fn stepwise(
    setting: &Setting<'_>,
    members: &[usize],
    rank: &Between,
    all: &[Level],
) -> Result<HandedOut, DividedCell> {
    let n_positive = all.iter().filter(|level| !level.quality.is_zero()).count();
    let levels = &all[..n_positive];
    let cleared: Vec<Cleared> = levels
        .iter()
        .map(|level| clear(setting, members, &left(&level.to, rank)))
        .collect::<Result<_, _>>()?;
    let (mut payment, mut quality) = (Between::zero(), Rational::ZERO);
    let mut taken = Vec::new();
    for (k, (level, sold)) in levels.iter().zip(&cleared).enumerate().rev() {
        payment = &payment + &sold.price.times(&(&level.quality - &quality));
        quality.clone_from(&level.quality);
        let mut chances = vec![Between::zero(); all.len()];
        chances[k] = Between::exactly(Rational::ONE);
        let contract = Contract {
            cost: Between::exactly(level.cost.clone()),
            chances,
            served: Between::exactly(Rational::ONE),
            quality: Between::exactly(quality.clone()),
            payment: payment.clone(),
        };
        for (place, &g) in members.iter().enumerate() {
            let better = k.checked_sub(1).map(|k| &cleared[k].buyers[place]);
            let buyers = &sold.buyers[place];
            let takers = better.map_or_else(|| buyers.clone(), |better| buyers.without(better));
            taken.push((g, Taken { contract: contract.clone(), takers }));
        }
    }
    let bought = cleared.last().map_or_else(Between::zero, |last| mass(&last.buyers));
    Ok(HandedOut { taken, rank: rank + &bought })
}

/// Between ranks quality and price are known between those at its ends.
fn graded(
    setting: &Setting<'_>,
    members: &[usize],
    rank: &Between,
) -> Result<HandedOut, DividedCell> {
    let objects = &setting.objects;
    let Objects::Graded(tops) = objects else { unreachable!("qualities that are no levels") };
    let mut ranks: Vec<Rational> = vec![rank.low.clone()];
    let all = objects.mass();
    let width = &all - &rank.low;
    let n = Rational::from(N_RANKS);
    ranks.extend((1..=N_RANKS).map(|k| &rank.low + &width * Rational::from(k) / &n));
    ranks.extend(tops.iter().map(|top| top.end.clone()).filter(|end| rank.low < *end));
    ranks.sort();
    ranks.dedup();
    // What is sold up to each rank, and the quality just before it and just behind it.
    let mut sold: Vec<Cleared> = Vec::with_capacity(ranks.len());
    for end in &ranks {
        sold.push(clear(setting, members, &left(end, rank))?);
    }
    let (mut payment, mut quality) = (Between::zero(), Rational::ZERO);
    let mut taken = Vec::new();
    for k in (1..ranks.len()).rev() {
        let (from, to) = (&ranks[k - 1], &ranks[k]);
        let Some(top) = tops.iter().find(|top| *to <= top.end) else { continue };
        let slope = top.total.derivative();
        let (best, worst) = (slope.at(from), slope.at(to));
        payment = &payment + &sold[k].price.times(&(&worst - &quality));
        let rise = &sold[k].price.hull(&sold[k - 1].price).times(&(&best - &worst));
        let dearest = &payment + rise;
        let contract = Contract {
            chances: Vec::new(),
            cost: Between::zero(),
            served: Between::exactly(Rational::ONE),
            quality: Between { low: worst, high: best.clone() },
            payment: payment.hull(&dearest),
        };
        for (place, &g) in members.iter().enumerate() {
            let takers: Sums = sold[k].buyers[place].without(&sold[k - 1].buyers[place]);
            taken.push((g, Taken { contract: contract.clone(), takers }));
        }
        (payment, quality) = (dearest, best);
    }
    let bought = sold.last().map_or_else(Between::zero, |last| mass(&last.buyers));
    Ok(HandedOut { taken, rank: rank + &bought })
}
