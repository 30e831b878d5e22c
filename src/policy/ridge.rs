//! Prices at which just as many take part as there are objects: moved without losing that.
//!
//! The value of a table of prices has a ridge there, along which no change of one price alone leads upward. So the
//! price of one group is always the one that clears what the others leave, and the others move in steps that get
//! smaller.

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, round_decimal};

use super::clearing::clear;
use super::population::DividedCell;
use super::setting::Setting;

/// How often steps are halved, and how often a step is tried.
const N_HALVINGS: usize = 24;
const MOST_ROUNDS: usize = 12;
const DIGITS: usize = 12;

/// Better prices than these, if there are some along the ridge.
pub(crate) fn along(
    setting: &Setting<'_>,
    start: &[Rational],
    value: &dyn Fn(&[Rational]) -> Result<Rational, DividedCell>,
) -> Result<Vec<Rational>, DividedCell> {
    let mut best = start.to_vec();
    let mut most = value(start)?;
    for last in 0..start.len() {
        let mut at = best.clone();
        clear_last(setting, &mut at, last)?;
        let mut here = value(&at)?;
        let mut step = Rational::ONE / Rational::from(4);
        for _ in 0..N_HALVINGS {
            for _ in 0..MOST_ROUNDS {
                let before = here.clone();
                for g in (0..start.len()).filter(|&g| g != last) {
                    for factor in [Rational::ONE + &step, Rational::ONE - &step] {
                        let mut next = at.clone();
                        next[g] = round_decimal(&(&at[g] * factor), DIGITS);
                        clear_last(setting, &mut next, last)?;
                        let found = value(&next)?;
                        if here < found {
                            (here, at) = (found, next);
                        }
                    }
                }
                if here == before {
                    break;
                }
            }
            step /= Rational::from(2);
        }
        if most < here {
            (most, best) = (here, at);
        }
    }
    Ok(best)
}

/// Gives one group the price that clears what the others leave.
fn clear_last(
    setting: &Setting<'_>,
    prices: &mut [Rational],
    last: usize,
) -> Result<(), DividedCell> {
    let mut left = setting.objects.mass();
    for (g, price) in prices.iter().enumerate().filter(|(g, _)| *g != last) {
        left -= setting.groups[g].above(price, true)?.mass.middle();
    }
    let left = Between::exactly(left.max(Rational::ZERO));
    prices[last] = round_decimal(&clear(setting, &[last], &left)?.price.middle(), DIGITS);
    Ok(())
}
