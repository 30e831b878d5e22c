//! Posted prices and free lotteries: one lottery for all who take part, over the best objects that are left.
//!
//! ```text
//! D     mass of those who take part          d = min(D, objects left)
//! q     mean quality of the d best           chance of an object d / D, at the price P only if it is won
//! r takes part if r q >= P
//! ```
//!
//! More who take part make q smaller, so that there is one q. Where all objects are of one quality, q is known. Who is
//! indifferent takes part if that is better for the designer: nobody of them, everybody, or the share of them that there
//! are objects left for. If q depends on them, as many take part as make them indifferent.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::clearing::mass;
use super::objects::Objects;
use super::outcome::{Contract, HandedOut, Taken};
use super::population::{self, DividedCell};
use super::setting::Setting;
use super::sums::Sums;

const MOST_STEPS: usize = 90;

/// Those who take part, of each member.
type Buyers = Vec<Sums>;

/// Sells lottery tickets to the members, at a price for each.
pub(crate) fn posted(
    setting: &Setting<'_>,
    prices: &[(usize, Rational)],
    rank: &Between,
) -> Result<HandedOut, DividedCell> {
    let buyers = match setting.objects.only_quality(rank) {
        Some(quality) => of_one_quality(setting, prices, rank, &quality)?,
        None if is_left(setting, rank) => of_many(setting, prices, rank)?,
        None => prices.iter().map(|_| Sums::zero()).collect(),
    };
    Ok(tickets(setting, prices, buyers, rank))
}

/// A free ticket for each agent of the members.
pub(crate) fn lottery(
    setting: &Setting<'_>,
    members: &[usize],
    rank: &Between,
) -> Result<HandedOut, DividedCell> {
    let prices: Vec<(usize, Rational)> = members.iter().map(|&g| (g, Rational::ZERO)).collect();
    let everybody = members.iter().map(|&g| setting.groups[g].above(&Rational::ZERO, true));
    Ok(tickets(setting, &prices, everybody.collect::<Result<_, _>>()?, rank))
}

fn is_left(setting: &Setting<'_>, rank: &Between) -> bool {
    rank.low < setting.objects.mass()
}

/// How many objects are handed out to a demand.
fn handed_out(objects: &Objects, rank: &Between, demand: &Between) -> Between {
    let left = &Between::exactly(objects.mass()) - rank;
    Between {
        low: left.low.max(Rational::ZERO).min(demand.low.clone()),
        high: left.high.max(Rational::ZERO).min(demand.high.clone()),
    }
}

/// The contract that comes of it, for each member.
fn tickets(
    setting: &Setting<'_>,
    prices: &[(usize, Rational)],
    buyers: Buyers,
    rank: &Between,
) -> HandedOut {
    let objects = &setting.objects;
    let demand = mass(&buyers);
    let served = handed_out(objects, rank, &demand);
    let end = rank + &served;
    let share = |amount: &Between| amount.over(&demand).unwrap_or_else(Between::zero);
    let chances: Vec<Between> = objects.counts(rank, &end).iter().map(share).collect();
    let quality = share(&objects.between(rank, &end));
    let chance = if served == demand && demand.is_positive() {
        Between::exactly(Rational::ONE)
    } else {
        share(&served)
    };
    let taken = prices.iter().zip(buyers).map(|((g, price), takers)| {
        let contract = Contract {
            cost: objects.expected_cost(&chances),
            chances: chances.clone(),
            served: chance.clone(),
            quality: quality.clone(),
            payment: chance.times(price),
        };
        (*g, Taken { contract, takers })
    });
    HandedOut { taken: taken.collect(), rank: end }
}

/// Those who take part if an object is of this quality.
fn demand(
    setting: &Setting<'_>,
    prices: &[(usize, Rational)],
    quality: &Between,
    and_at: bool,
) -> Result<Buyers, DividedCell> {
    let one = |(g, price): &(usize, Rational)| {
        let group = &*setting.groups[*g];
        match Between::exactly(price.clone()).over(quality) {
            Some(per_unit) => population::above(group, &per_unit, and_at),
            None => Ok(Sums::zero()),
        }
    };
    prices.iter().map(one).collect()
}

fn of_one_quality(
    setting: &Setting<'_>,
    prices: &[(usize, Rational)],
    rank: &Between,
    quality: &Rational,
) -> Result<Buyers, DividedCell> {
    let known = Between::exactly(quality.clone());
    let (over, with) =
        (demand(setting, prices, &known, false)?, demand(setting, prices, &known, true)?);
    if over == with {
        return Ok(with);
    }
    let (few, many) = (mass(&over), mass(&with));
    let left = (setting.objects.mass() - rank.middle()).max(Rational::ZERO);
    let mut shares = vec![Rational::ONE, Rational::ZERO];
    if few.middle() < left && left < many.middle() {
        shares.push((&left - few.middle()) / (many.middle() - few.middle()));
    }
    let mut best: Option<(Rational, Buyers)> = None;
    for share in shares {
        let buyers: Buyers = over
            .iter()
            .zip(&with)
            .map(|(over, with)| {
                over.plus(&with.without(over).times(&Between::exactly(share.clone())))
            })
            .collect();
        let out = tickets(setting, prices, buyers.clone(), rank);
        let value = value(setting, &out);
        if best.as_ref().is_none_or(|(most, _)| *most < value) {
            best = Some((value, buyers));
        }
    }
    Ok(best.map_or(with, |(_, buyers)| buyers))
}

/// About what it is worth.
pub(crate) fn value(setting: &Setting<'_>, out: &HandedOut) -> Rational {
    out.taken.iter().fold(Rational::ZERO, |sum, (_, Taken { contract, takers })| {
        let excess = takers.weight.middle() - &setting.alpha * takers.mass.middle();
        sum + contract.quality.middle() * takers.welfare.middle()
            - contract.payment.middle() * excess
            - contract.cost.middle() * takers.mass.middle()
    })
}

/// The mean quality of what is handed out to a demand; for nobody, the quality of the best object that is left.
fn mean(objects: &Objects, rank: &Between, demand: &Between) -> Between {
    let served = handed_out(objects, rank, demand);
    let mean = objects.between(rank, &(rank + &served)).over(&served);
    mean.unwrap_or_else(|| objects.best(rank))
}

fn of_many(
    setting: &Setting<'_>,
    prices: &[(usize, Rational)],
    rank: &Between,
) -> Result<Buyers, DividedCell> {
    let objects = &setting.objects;
    let demand = |quality: &Between, and_at: bool| demand(setting, prices, quality, and_at);
    let exactly = |quality: &Rational| Between::exactly(quality.clone());
    // Qualities at which the demand jumps or has a kink.
    let mut knots: Vec<Rational> = vec![Rational::ONE];
    for (g, price) in prices {
        let wtps = setting.groups[*g].knots().iter().filter(|wtp| **wtp > Rational::ZERO);
        knots.extend(wtps.map(|wtp| price / wtp).filter(|q| !q.is_zero() && *q < Rational::ONE));
    }
    knots.sort();
    knots.dedup();
    // Whether the mean is at most `quality` if it attracts those who then take part.
    let is_enough = |quality: &Rational, and_at: bool| -> Result<bool, DividedCell> {
        let bought = mass(&demand(&exactly(quality), and_at)?);
        Ok(mean(objects, rank, &bought).high <= *quality)
    };
    let (mut low, mut high) = (0, knots.len() - 1);
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_enough(&knots[middle], true)? { high = middle } else { low = middle + 1 }
    }
    let knot = &knots[high];
    let (over, with) = (demand(&exactly(knot), false)?, demand(&exactly(knot), true)?);
    let over_mean = mean(objects, rank, &mass(&over));
    if over != with && over_mean.low >= *knot {
        return Ok(indifferent(objects, rank, knot, &over, &with));
    }
    let (mut low, mut high) =
        (high.checked_sub(1).map_or(Rational::ZERO, |k| knots[k].clone()), knot.clone());
    // Where nobody changes their mind between the two, the mean of what they get is the quality.
    let steady = demand(&exactly(&high), false)?;
    if low.is_zero() || demand(&exactly(&low), true)? == steady {
        let again = demand(&mean(objects, rank, &mass(&steady)), true)?;
        if again == steady {
            return Ok(again);
        }
    }
    for _ in 0..MOST_STEPS {
        let middle = (&low + &high) / Rational::from(2);
        if is_enough(&middle, false)? {
            high = middle;
        } else {
            let bought = mass(&demand(&exactly(&middle), true)?);
            if mean(objects, rank, &bought).low < middle {
                break;
            }
            low = middle;
        }
    }
    demand(&Between { low, high }, true)
}

/// All of `over`, and as many of the others as there can be with a mean of this quality.
fn indifferent(
    objects: &Objects,
    rank: &Between,
    quality: &Rational,
    over: &[Sums],
    with: &[Sums],
) -> Buyers {
    let (few, many) = (mass(over).middle(), mass(with).middle());
    // The quality of what is handed out, beyond `quality` for each object: concave, and a line between ends of levels.
    let beyond = |demand: &Rational| {
        let served = handed_out(objects, rank, &Between::exactly(demand.clone()));
        objects.between(rank, &(rank + &served)).middle() - quality * served.middle()
    };
    let ends = objects.levels().iter().map(|level| &level.to - rank.middle());
    let mut places: Vec<Rational> = ends.filter(|end| few < *end && *end < many).collect();
    places.extend([few.clone(), many.clone()]);
    places.sort();
    let last = places.iter().rposition(|place| beyond(place) >= Rational::ZERO).unwrap_or(0);
    let mut demand = Between::exactly(places[last].clone());
    if let Some(end) = places.get(last + 1) {
        let (above, below) = (beyond(&places[last]), beyond(end));
        let chord = &places[last] + (end - &places[last]) * &above / (&above - &below);
        demand = if beyond(&chord).is_zero() {
            Between::exactly(chord)
        } else {
            let (mut low, mut high) = (places[last].clone(), end.clone());
            for _ in 0..MOST_STEPS {
                let middle = (&low + &high) / Rational::from(2);
                if beyond(&middle) >= Rational::ZERO { low = middle } else { high = middle }
            }
            Between { low, high }
        };
    }
    let share = (&demand - &Between::exactly(few.clone())).times(&(Rational::ONE / (many - few)));
    over.iter().zip(with).map(|(over, with)| over.plus(&with.without(over).times(&share))).collect()
}
