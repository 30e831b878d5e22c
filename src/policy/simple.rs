//! The best simple policies: what each step of simplicity costs.
//!
//! ```text
//! one price              all groups at one price, by lot if more want an object than there are
//! a price per group      the same odds for all who take part, at the price of their group
//! lottery or price       a free lottery or a price per group, one group after the other
//! ```
//!
//! With n_g(p) the value and d_g(p) the mass of those who take part at p per unit of quality, and T(s) the quality of
//! the best s objects together:
//!
//! ```text
//! same odds        sum n_g  T(min(D, S)) / D
//! one by one       n_g / d_g for each unit of quality, so the highest comes first
//! ```
//!
//! A search over a table of prices finds them. What it finds is evaluated like any policy, so that its value is right;
//! that none is better is not shown, except on a finite instance with one level and one price: all prices are tried.

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, round_decimal};

use super::grammar::{Policy, Simple};
use super::odds::{Entry, one_by_one, same_odds, some_of_them, tables};
use super::population::DividedCell;
use super::posted::{posted, value};
use super::ridge::along;
use super::setting::{Setting, Source};

/// Prices of a continuous group that are looked at first.
const N_PRICES: usize = 120;
/// How often the search looks closer.
const N_ZOOMS: usize = 10;
/// Prices of the last look on either side that are looked at again, and into how many they are divided.
const N_AROUND: usize = 4;
const N_CLOSER: usize = 40;
const MOST_SWEEPS: usize = 30;
const N_STARTS: usize = 8;
/// Decimals of a price of a continuous instance.
const DIGITS: usize = 9;

/// A policy that a search found, and what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What it is the best of.
    pub what: &'static str,
    /// The policy.
    pub policy: Policy,
}

/// The best policy of each kind that the search finds; none if there are side constraints, which it does not know.
///
/// # Errors
/// [`DividedCell`] if a price divides a cell.
pub fn best(setting: &Setting<'_>) -> Result<Vec<Found>, DividedCell> {
    if !setting.sides.is_empty() {
        return Ok(Vec::new());
    }
    let all: Vec<usize> = (0..setting.groups.len()).collect();
    let is_finite = matches!(setting.source, Source::Finite(_));
    let spread = |knots: Vec<Rational>| if is_finite { knots } else { spread(&knots) };
    // One price: all groups have the same table of prices.
    let mut prices = spread(setting.knots(&all));
    let mut one = (Rational::ZERO, Rational::ZERO);
    for _ in 0..=N_ZOOMS {
        let tables = tables(setting, &vec![prices.clone(); all.len()])?;
        for k in 0..tables.first().map_or(0, Vec::len) {
            let entries: Vec<&Entry> = tables.iter().map(|table| &table[k]).collect();
            let value = same_odds(setting, &entries);
            if one.0 < value {
                one = (value, entries[0].price.clone());
            }
        }
        if is_finite {
            // Each price stands twice: with those who are indifferent, and without. Some of them may be best.
            for k in (1..tables.first().map_or(0, Vec::len)).step_by(2) {
                let at = |k: usize| tables.iter().map(|table| &table[k]).collect::<Vec<_>>();
                if let Some(value) = some_of_them(setting, &at(k - 1), &at(k))
                    && one.0 < value
                {
                    one = (value, tables[0][k].price.clone());
                }
            }
        }
        if is_finite {
            break;
        }
        prices = closer(&prices, &one.1);
    }
    let start = vec![one.1; all.len()];
    let odds = |setting: &Setting<'_>, entries: &[&Entry]| same_odds(setting, entries);
    let per_group = ascend(setting, vec![start.clone()], &spread, is_finite, &odds)?;
    // On a finite instance all prices have been looked at.
    let moved = |from: Vec<Rational>, objective: &dyn Fn(&Setting<'_>, &[&Entry]) -> Rational| {
        if is_finite {
            return Ok(from);
        }
        let value = |prices: &[Rational]| {
            let each: Vec<Vec<Rational>> = prices.iter().map(|price| vec![price.clone()]).collect();
            let tables = tables(setting, &each)?;
            let entries: Vec<&Entry> = tables.iter().map(|table| &table[0]).collect();
            Ok(objective(setting, &entries))
        };
        along(setting, &from, &value)
    };
    let mut per_group = moved(per_group, &odds)?;
    // The tables do not know a part of those who are indifferent.
    if worth(setting, &per_group, is_finite)? < worth(setting, &start, is_finite)? {
        per_group.clone_from(&start);
    }
    let mut starts = starts(setting, &spread)?;
    starts.insert(0, per_group.clone());
    let turns = |setting: &Setting<'_>, entries: &[&Entry]| one_by_one(setting, entries).0;
    let lotteries = ascend(setting, starts, &spread, is_finite, &turns)?;
    let lotteries = moved(lotteries, &turns)?;
    Ok(vec![
        Found { what: "best single price", policy: prices_policy(setting, &start, is_finite)? },
        Found {
            what: "best price per group",
            policy: prices_policy(setting, &per_group, is_finite)?,
        },
        Found {
            what: "best lottery-or-price",
            policy: turns_policy(setting, &lotteries, is_finite)?,
        },
    ])
}

/// What these prices per unit of quality are worth, about.
fn worth(
    setting: &Setting<'_>,
    per_unit: &[Rational],
    is_finite: bool,
) -> Result<Rational, DividedCell> {
    let Policy::Prices(prices) = prices_policy(setting, per_unit, is_finite)? else {
        unreachable!("these are prices")
    };
    Ok(value(setting, &posted(setting, &prices, &Between::zero())?))
}

/// Prices between the knots as well.
fn spread(knots: &[Rational]) -> Vec<Rational> {
    let n = (N_PRICES / knots.len().max(1)).max(2);
    let mut prices = Vec::new();
    for pair in knots.windows(2) {
        let width = &pair[1] - &pair[0];
        prices.extend((0..n).map(|k| &pair[0] + &width * Rational::from(k) / Rational::from(n)));
    }
    prices.extend(knots.last().cloned());
    prices
}

/// Prices around one of a list, closer to each other.
fn closer(prices: &[Rational], center: &Rational) -> Vec<Rational> {
    let k = prices.partition_point(|price| price < center);
    let low = &prices[k.saturating_sub(N_AROUND).min(prices.len() - 1)];
    let high = &prices[(k + N_AROUND).min(prices.len() - 1)];
    let n = Rational::from(N_CLOSER);
    let width = high - low;
    let mut closer: Vec<Rational> =
        (0..=N_CLOSER).map(|j| low + &width * Rational::from(j) / &n).collect();
    closer.push(center.clone());
    for price in &mut closer {
        *price = round_decimal(price, DIGITS + 3);
    }
    closer.sort();
    closer.dedup();
    closer
}

/// Improves one price after the other, from several starts, and then looks closer.
fn ascend(
    setting: &Setting<'_>,
    starts: Vec<Vec<Rational>>,
    spread: &impl Fn(Vec<Rational>) -> Vec<Rational>,
    is_finite: bool,
    objective: &impl Fn(&Setting<'_>, &[&Entry]) -> Rational,
) -> Result<Vec<Rational>, DividedCell> {
    let n = setting.groups.len();
    let mut grids: Vec<Vec<Rational>> = (0..n).map(|g| spread(setting.knots(&[g]))).collect();
    for (g, grid) in grids.iter_mut().enumerate() {
        grid.extend(starts.iter().map(|start| start[g].clone()));
        grid.sort();
        grid.dedup();
    }
    let mut starts = starts;
    let mut best: Vec<Rational> = starts[0].clone();
    for _ in 0..=N_ZOOMS {
        let tables = tables(setting, &grids)?;
        let mut most: Option<Rational> = None;
        for start in &starts {
            let find =
                |g: usize| tables[g].iter().position(|entry| entry.price == start[g]).unwrap_or(0);
            let mut chosen: Vec<usize> = (0..n).map(find).collect();
            let value = climb(setting, &tables, &mut chosen, objective);
            if most.as_ref().is_none_or(|most| *most < value) {
                most = Some(value);
                best =
                    chosen.iter().enumerate().map(|(g, &k)| tables[g][k].price.clone()).collect();
            }
        }
        if is_finite {
            break;
        }
        grids = grids.iter().zip(&best).map(|(grid, center)| closer(grid, center)).collect();
        for (grid, center) in grids.iter_mut().zip(&mut best) {
            *center = round_decimal(center, DIGITS + 3);
            grid.push(center.clone());
            grid.sort();
            grid.dedup();
        }
        starts = vec![best.clone()];
    }
    Ok(best)
}

fn climb(
    setting: &Setting<'_>,
    tables: &[Vec<Entry>],
    chosen: &mut [usize],
    objective: &impl Fn(&Setting<'_>, &[&Entry]) -> Rational,
) -> Rational {
    let value = |chosen: &[usize]| {
        let entries: Vec<&Entry> = chosen.iter().zip(tables).map(|(&k, table)| &table[k]).collect();
        objective(setting, &entries)
    };
    let mut most = value(chosen);
    for _ in 0..MOST_SWEEPS {
        let before = most.clone();
        for g in 0..chosen.len() {
            let mut best = chosen[g];
            for k in 0..tables[g].len() {
                chosen[g] = k;
                let found = value(chosen);
                if most < found {
                    (most, best) = (found, k);
                }
            }
            chosen[g] = best;
        }
        most = trade(setting, tables, chosen, most, &value);
        if most == before {
            break;
        }
    }
    most
}

/// Moves two prices at once: one is changed, and the other one so that just as many take part as there are objects.
fn trade(
    setting: &Setting<'_>,
    tables: &[Vec<Entry>],
    chosen: &mut [usize],
    mut most: Rational,
    value: &impl Fn(&[usize]) -> Rational,
) -> Rational {
    let all = setting.objects.mass();
    let n = chosen.len();
    for (g, h) in (0..n).flat_map(|g| (0..n).filter(move |&h| h != g).map(move |h| (g, h))) {
        let mut best = (chosen[g], chosen[h]);
        let others = (0..n).filter(|&i| i != g && i != h);
        let others = others.fold(Rational::ZERO, |sum, i| sum + &tables[i][chosen[i]].mass);
        for k in 0..tables[g].len() {
            let left = &all - &others - &tables[g][k].mass;
            // Fewer take part at higher prices.
            let next = tables[h].partition_point(|entry| entry.mass > left);
            for other in next.saturating_sub(1)..(next + 1).min(tables[h].len()) {
                (chosen[g], chosen[h]) = (k, other);
                let found = value(chosen);
                if most < found {
                    (most, best) = (found, (k, other));
                }
            }
        }
        (chosen[g], chosen[h]) = best;
    }
    most
}

/// Starts of the search: the best price of each group if an object costs so much.
fn starts(
    setting: &Setting<'_>,
    spread: &impl Fn(Vec<Rational>) -> Vec<Rational>,
) -> Result<Vec<Vec<Rational>>, DividedCell> {
    let grids: Vec<Vec<Rational>> =
        (0..setting.groups.len()).map(|g| spread(setting.knots(&[g]))).collect();
    let tables = tables(setting, &grids)?;
    let each = tables.iter().flatten().filter(|entry| entry.mass > Rational::ZERO);
    let dearest = each.map(|entry| &entry.value / &entry.mass).max().unwrap_or(Rational::ZERO);
    let start = |k: usize| -> Vec<Rational> {
        let cost = &dearest * Rational::from(k) / Rational::from(N_STARTS);
        let best = |table: &Vec<Entry>| {
            let of = |entry: &Entry| &entry.value - &cost * &entry.mass;
            table.iter().max_by_key(|entry| of(entry)).map_or(Rational::ZERO, |e| e.price.clone())
        };
        tables.iter().map(best).collect()
    };
    Ok((0..N_STARTS).map(start).collect())
}

/// The price of an object, from the one of a unit of quality.
fn of_object(per_unit: &Rational, quality: &Rational, is_finite: bool) -> Rational {
    let price = per_unit * quality;
    if is_finite { price } else { round_decimal(&price, DIGITS) }
}

fn prices_policy(
    setting: &Setting<'_>,
    per_unit: &[Rational],
    is_finite: bool,
) -> Result<Policy, DividedCell> {
    let all = setting.objects.mass();
    let mut mass = Rational::ZERO;
    for (group, price) in setting.groups.iter().zip(per_unit) {
        mass += group.above(price, true)?.mass.middle();
    }
    let served = mass.min(all);
    let quality =
        if served.is_zero() { Rational::ONE } else { setting.objects.total(&served) / &served };
    let price = |price: &Rational| of_object(price, &quality, is_finite);
    Ok(Policy::Prices(per_unit.iter().map(price).enumerate().collect()))
}

fn turns_policy(
    setting: &Setting<'_>,
    per_unit: &[Rational],
    is_finite: bool,
) -> Result<Policy, DividedCell> {
    let prices: Vec<Vec<Rational>> = per_unit.iter().map(|price| vec![price.clone()]).collect();
    let tables = tables(setting, &prices)?;
    let entries: Vec<&Entry> = tables.iter().map(|table| &table[0]).collect();
    let mut rank = Rational::ZERO;
    let mut turns = Vec::new();
    for g in one_by_one(setting, &entries).1 {
        let end = (&rank + &entries[g].mass).min(setting.objects.mass());
        let quality = (setting.objects.total(&end) - setting.objects.total(&rank)) / (&end - &rank);
        rank = end;
        turns.push((
            g,
            if per_unit[g].is_zero() {
                Simple::Lottery
            } else {
                Simple::Price(of_object(&per_unit[g], &quality, is_finite))
            },
        ));
    }
    Ok(Policy::Priority(turns))
}
