//! Values of prices from a table: of each group at each price, who takes part and what that is worth.
//!
//! ```text
//! same odds        sum n_g  T(min(D, S)) / D
//! one by one       n_g / d_g for each unit of quality, so the highest comes first
//! ```

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::population::DividedCell;
use super::setting::{Setting, Source};

/// Those who take part at a price per unit of quality.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) price: Rational,
    pub(crate) mass: Rational,
    pub(crate) value: Rational,
}

pub(crate) fn tables(
    setting: &Setting<'_>,
    prices: &[Vec<Rational>],
) -> Result<Vec<Vec<Entry>>, DividedCell> {
    let is_finite = matches!(setting.source, Source::Finite(_));
    let mut tables = Vec::with_capacity(prices.len());
    for (group, prices) in setting.groups.iter().zip(prices) {
        let mut table = Vec::with_capacity(prices.len());
        for price in prices {
            // On a finite instance also without those who are indifferent.
            for and_at in [true, false].into_iter().take(1 + usize::from(is_finite)) {
                let sums = group.above(price, and_at)?;
                let at = Between::exactly(price.clone());
                let value = sums.value_at(&at, &setting.alpha).middle();
                table.push(Entry { price: price.clone(), mass: sums.mass.middle(), value });
            }
        }
        tables.push(table);
    }
    Ok(tables)
}

/// The value if all have the same odds.
pub(crate) fn same_odds(setting: &Setting<'_>, entries: &[&Entry]) -> Rational {
    let mass = entries.iter().fold(Rational::ZERO, |sum, entry| sum + &entry.mass);
    if mass.is_zero() {
        return Rational::ZERO;
    }
    let value = entries.iter().fold(Rational::ZERO, |sum, entry| sum + &entry.value);
    let served = (&mass).min(&setting.objects.mass()).clone();
    value * setting.objects.total(&served) / mass - setting.objects.total_cost(&served)
}

/// The value if all objects go to those above a price and to a part of those who are indifferent.
pub(crate) fn some_of_them(
    setting: &Setting<'_>,
    with: &[&Entry],
    over: &[&Entry],
) -> Option<Rational> {
    let sum = |of: &[&Entry], part: fn(&Entry) -> &Rational| {
        of.iter().fold(Rational::ZERO, |sum, entry| sum + part(entry))
    };
    let (few, many) = (sum(over, |entry| &entry.mass), sum(with, |entry| &entry.mass));
    let all = setting.objects.mass();
    if few >= all || many <= all {
        return None;
    }
    let share = (&all - &few) / (many - few);
    let least = sum(over, |entry| &entry.value);
    let value = &least + share * (sum(with, |entry| &entry.value) - &least);
    Some(value * setting.objects.total(&all) / &all - setting.objects.total_cost(&all))
}

/// The value if the best group comes first, and the order.
pub(crate) fn one_by_one(setting: &Setting<'_>, entries: &[&Entry]) -> (Rational, Vec<usize>) {
    let mut order: Vec<(Rational, usize)> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.mass > Rational::ZERO && entry.value > Rational::ZERO)
        .map(|(g, entry)| (&entry.value / &entry.mass, g))
        .collect();
    order.sort_by(|a, b| b.0.cmp(&a.0));
    let all = setting.objects.mass();
    let (mut rank, mut value) = (Rational::ZERO, Rational::ZERO);
    let mut turns = Vec::new();
    for (each, g) in order {
        let end = (&rank + &entries[g].mass).min(all.clone());
        if rank < end {
            value += each * (setting.objects.total(&end) - setting.objects.total(&rank));
            value -= setting.objects.total_cost(&end) - setting.objects.total_cost(&rank);
            turns.push(g);
        }
        rank = end;
    }
    (value, turns)
}
