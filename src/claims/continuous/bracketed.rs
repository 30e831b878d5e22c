//! What the exact bracket says about a quantity, in every optimum of the continuous instance.

use super::{BRACKET_DIGITS, Quantity, Row};
use ironproof_bounds::{Bracket, GroupStructure};
use ironproof_number::rational::{Rational, to_decimal};

/// Whether the known value is excluded.
pub(super) fn contradicts(row: &Row, bracket: &Bracket) -> bool {
    let (low, high) = (&row.known.0, &row.known.1);
    let Some(group) = bracket.groups.get(row.group) else { return true };
    // An edge between two contracts is not strictly inside a pool.
    let inside =
        || group.pools.iter().any(|(from, to)| from.quantile < *low && *high < to.quantile);
    match row.quantity {
        Quantity::Value => high < bracket.lower() || bracket.upper() < low,
        Quantity::BottomPool | Quantity::OneContract => {
            inside() || bottom(group).is_some_and(|(to, _)| to > high)
        }
        Quantity::BottomWtp => bottom(group).is_some_and(|(_, wtp)| wtp > high),
        Quantity::TopPool => inside() || top(group).is_some_and(|from| from < low),
        Quantity::CutOff => inside() || cut_off(group).is_some_and(|t| t > high),
        Quantity::Pools => pools(group) > *high,
        Quantity::BottomPrice | Quantity::RankLow | Quantity::RankHigh => false,
    }
}

/// The statement for tables, rounded in the direction in which it stays true.
pub(super) fn in_words(row: &Row, bracket: &Bracket) -> Option<String> {
    let group = bracket.groups.get(row.group)?;
    let at_least = |x: &Rational| format!("at least {}", rounded_down(x));
    match row.quantity {
        Quantity::Value => {
            let end = |x: &Rational| to_decimal(x).unwrap_or_else(|| x.to_string());
            let (low, high) = (end(bracket.lower()), end(bracket.upper()));
            Some(if low == high { low } else { format!("{low} to {high}") })
        }
        Quantity::BottomPool | Quantity::OneContract => bottom(group).map(|(to, _)| at_least(to)),
        Quantity::BottomWtp => bottom(group).map(|(_, wtp)| at_least(wtp)),
        Quantity::TopPool => top(group).map(|from| {
            let up = Rational::ZERO - rounded_down_exact(&(Rational::ZERO - from));
            format!("at most {}", to_decimal(&up).unwrap_or_else(|| up.to_string()))
        }),
        Quantity::CutOff => cut_off(group).map(at_least),
        Quantity::Pools => Some(pools(group)).filter(|sum| !sum.is_zero()).map(|x| at_least(&x)),
        Quantity::BottomPrice | Quantity::RankLow | Quantity::RankHigh => None,
    }
}

/// The end of a pool that starts at the bottom: quantile and willingness to pay.
fn bottom(group: &GroupStructure) -> Option<(&Rational, &Rational)> {
    let pool = group.pools.iter().find(|(from, _)| from.quantile.is_zero());
    pool.map(|(_, to)| (&to.quantile, &to.wtp))
}

fn top(group: &GroupStructure) -> Option<&Rational> {
    group.pools.iter().find(|(_, to)| to.quantile.is_one()).map(|(from, _)| &from.quantile)
}

fn cut_off(group: &GroupStructure) -> Option<&Rational> {
    group.not_served_below.as_ref().map(|place| &place.quantile)
}

fn pools(group: &GroupStructure) -> Rational {
    group
        .pools
        .iter()
        .fold(Rational::ZERO, |total, (from, to)| total + (&to.quantile - &from.quantile))
}

fn rounded_down(x: &Rational) -> String {
    let down = rounded_down_exact(x);
    to_decimal(&down).unwrap_or_else(|| down.to_string())
}

fn rounded_down_exact(x: &Rational) -> Rational {
    let unit = (0..BRACKET_DIGITS).fold(Rational::ONE, |w, _| w / Rational::from(10_u8));
    Rational::from((x / &unit).floor()) * unit
}
