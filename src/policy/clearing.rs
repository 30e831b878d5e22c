//! The price at which a mass of objects is just bought: the lowest one, and who buys.
//!
//! ```text
//! D(p) = mass of all with r > p        price = min { p : D(p) <= supply }
//! ```
//!
//! If some agents have just r = price, so many of them buy that the objects are gone: the same share of each group.
//! Where there is more than everybody wants, the price is 0.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::population::{self, DividedCell};
use super::setting::Setting;
use super::sums::Sums;

/// Steps of bisection.
const MOST_STEPS: usize = 90;
/// Bits of a price that is no fraction.
const BITS: usize = 90;

/// A price and who buys.
#[derive(Clone, Debug)]
pub(crate) struct Cleared {
    pub(crate) price: Between,
    /// Of each member.
    pub(crate) buyers: Vec<Sums>,
}

/// Those above a price, of each member.
pub(crate) fn demand(
    setting: &Setting<'_>,
    members: &[usize],
    price: &Rational,
    and_at: bool,
) -> Result<Vec<Sums>, DividedCell> {
    members.iter().map(|&g| setting.groups[g].above(price, and_at)).collect()
}

/// How many they are.
pub(crate) fn mass(sums: &[Sums]) -> Between {
    sums.iter().fold(Between::zero(), |sum, group| &sum + &group.mass)
}

/// Sells objects to the members. A supply between two numbers gives prices and buyers between two.
pub(crate) fn clear(
    setting: &Setting<'_>,
    members: &[usize],
    supply: &Between,
) -> Result<Cleared, DividedCell> {
    let few = clear_one(setting, members, &supply.low)?;
    if supply.is_exact() {
        return Ok(few);
    }
    let many = clear_one(setting, members, &supply.high)?;
    let buyers = few.buyers.iter().zip(&many.buyers).map(|(a, b)| a.hull(b));
    Ok(Cleared { price: few.price.hull(&many.price), buyers: buyers.collect() })
}

fn clear_one(
    setting: &Setting<'_>,
    members: &[usize],
    supply: &Rational,
) -> Result<Cleared, DividedCell> {
    let at = |price: &Rational, and_at: bool| demand(setting, members, price, and_at);
    let knots = setting.knots(members);
    // The first knot above which there are few enough. Nobody is above the last one.
    let (mut low, mut high) = (0, knots.len() - 1);
    while low < high {
        let middle = usize::midpoint(low, high);
        if mass(&at(&knots[middle], false)?).high <= *supply {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let first = &knots[high];
    let (over, with) = (at(first, false)?, at(first, true)?);
    if mass(&with).low >= *supply {
        return Ok(Cleared {
            price: Between::exactly(first.clone()),
            buyers: split(&over, &with, supply),
        });
    }
    if high == 0 {
        return Ok(Cleared { price: Between::zero(), buyers: with });
    }
    // Between two knots; further down where it is not decided whether there are too many.
    let mut below = high - 1;
    while below > 0 && mass(&at(&knots[below], false)?).low <= *supply {
        below -= 1;
    }
    let (mut low, mut high) = (knots[below].clone(), first.clone());
    let (many, few) = (mass(&at(&low, false)?), mass(&with));
    if many.low > few.high {
        let share = (many.middle() - supply) / (many.middle() - few.middle());
        let chord = &low + share * (&high - &low);
        let buyers = at(&chord, false)?;
        let bought = mass(&buyers);
        if bought.is_exact() && bought.low == *supply {
            return Ok(Cleared { price: Between::exactly(chord), buyers });
        }
    }
    let unit = UBig::ONE << BITS;
    for _ in 0..MOST_STEPS {
        let middle = (&low + &high) / Rational::from(2);
        let middle = Rational::from_parts(
            (middle * Rational::from(IBig::from(unit.clone()))).round(),
            unit.clone(),
        );
        if middle <= low || middle >= high {
            break;
        }
        let bought = mass(&at(&middle, false)?);
        if bought.low > *supply {
            low = middle;
        } else if bought.high <= *supply {
            high = middle;
        } else {
            break;
        }
    }
    let price = Between { low, high };
    let buyers = members.iter().map(|&g| population::above(&*setting.groups[g], &price, true));
    Ok(Cleared { buyers: buyers.collect::<Result<_, _>>()?, price })
}

/// All of `over`, and as many of those in `with` that the supply is used up.
fn split(over: &[Sums], with: &[Sums], supply: &Rational) -> Vec<Sums> {
    let few = mass(over);
    let at = &mass(with) - &few;
    let left = &Between::exactly(supply.clone()) - &few;
    let Some(share) = left.over(&at) else { return over.to_vec() };
    let (zero, one) = (Rational::ZERO, Rational::ONE);
    let share = Between {
        low: share.low.clamp(zero.clone(), one.clone()),
        high: share.high.clamp(zero, one),
    };
    over.iter().zip(with).map(|(over, with)| over.plus(&with.without(over).times(&share))).collect()
}
