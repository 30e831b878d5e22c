//! Exact ironing of plain arrays of 64-bit integers, scaled as in `data`: points only.
//!
//! The bounds of a problem are known before it is solved ([`Columns::new`], [`solve`]): A_k and c_k fit 64 bits,
//! except c of the lowest type, whose price step may be long; sums of c_k, and their products with
//! probabilities, fit 128. So no step checks for overflow, and no comparison is wider. Data beyond these bounds
//! are refused; `Exact` takes them with 256-bit comparisons, or in integers of any size.
//!
//! ```text
//! runs      blocks of a group, where a run of 512 types that are a block each is kept as one
//! hand_out  quality to the best blocks of all groups, and what was sold to whom
//! menu      contracts and the value, as rationals
//! arrays    the arrays of an instance
//! ```

mod runs;
mod hand_out;
mod menu;
mod arrays;

pub use self::arrays::Arrays;
use super::{GroupOptimum, Item, Optimum};
use crate::data::Units;
use ironproof_instance::finite::FiniteInstance;
use ironproof_number::rational::Rational;

/// One group: its columns, and what is known of their size.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    wtp: &'a [i64],
    prob: &'a [i64],
    weight: &'a [i64],
    mass_per_prob: i64,
    /// F.
    prob_unit: i64,
    largest_prob: i64,
    largest_weight: i64,
    /// Largest r_k - r_{k-1}.
    largest_gap: i64,
}

/// An instance in plain arrays.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// The groups.
    pub groups: &'a [Columns<'a>],
    /// alpha, unit L, not negative.
    pub alpha: i64,
    /// R, the unit of willingness to pay.
    pub wtp_unit: i64,
    /// L, the unit of weights.
    pub weight_unit: i64,
    /// W, the unit of masses.
    pub mass_unit: i64,
    /// q_j, strictly increasing.
    pub levels: &'a [Rational],
    /// m_j, unit W, positive.
    pub supply: &'a [i64],
}

/// The exact optimum.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The optimal value.
    pub value: Rational,
    /// Per group, its menu, lowest types first.
    pub menus: Vec<Vec<Item<Rational>>>,
    /// Per group, the number of blocks.
    pub n_blocks: Vec<usize>,
}

/// Why arrays are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Columns of different lengths, or of none, or of 2^32 types or more.
    #[error("the columns are empty, too long, or differ in length")]
    Shape,
    /// Willingness to pay is negative or not strictly increasing.
    #[error("type {0}: willingness to pay is negative or not above that of the type below")]
    Wtp(usize),
    /// A probability is not positive.
    #[error("type {0}: the probability is not positive")]
    Prob(usize),
    /// A weight is negative.
    #[error("type {0}: the weight is negative")]
    Weight(usize),
    /// A unit, alpha, a supply or the mass of a group is out of its range, or levels and supply differ in number.
    #[error("levels, supply, masses or units are not as they must be")]
    Numbers,
    /// A type is a cell.
    #[error("a type is a cell; only points fit plain arrays")]
    Cells,
    /// Sums would leave their words.
    #[error("the numbers are too large for machine words")]
    TooLarge,
}

impl<'a> Columns<'a> {
    /// Checks the columns of a group. Probabilities have their sum as unit; `mass_per_prob` is the mass of the
    /// group over that sum, unit W.
    ///
    /// # Errors
    /// [`Unfit`] names the first type that breaks a rule, or says that the columns do not fit each
    /// other.
    pub fn new(
        wtp: &'a [i64],
        prob: &'a [i64],
        weight: &'a [i64],
        mass_per_prob: i64,
    ) -> Result<Self, Unfit> {
        let n = wtp.len();
        if n == 0 || prob.len() != n || weight.len() != n || u32::try_from(n).is_err() {
            return Err(Unfit::Shape);
        }
        if wtp[0] < 0 {
            return Err(Unfit::Wtp(0));
        }
        if let Some(k) = wtp.windows(2).position(|pair| pair[1] <= pair[0]) {
            return Err(Unfit::Wtp(k + 1));
        }
        if let Some(k) = prob.iter().position(|&f| f <= 0) {
            return Err(Unfit::Prob(k));
        }
        if let Some(k) = weight.iter().position(|&w| w < 0) {
            return Err(Unfit::Weight(k));
        }
        if mass_per_prob <= 0 {
            return Err(Unfit::Numbers);
        }
        let total: i128 = prob.iter().map(|&f| i128::from(f)).sum();
        Ok(Self {
            wtp,
            prob,
            weight,
            mass_per_prob,
            prob_unit: i64::try_from(total).map_err(|_| Unfit::TooLarge)?,
            largest_prob: prob.iter().copied().max().unwrap_or(0),
            largest_weight: weight.iter().copied().max().unwrap_or(0),
            largest_gap: wtp.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0),
        })
    }

    /// |A_k| <= F max |lambda - alpha|, and each |c_k| but the lowest <= alpha f r + 2 (gap) |A|, below 2^62; the
    /// bound on sums of c_k. `None` if they are too large.
    fn value_bound(&self, alpha: i64) -> Option<u128> {
        const WORD: u128 = 1 << 62;
        let of = |x: i64| u128::from(x.unsigned_abs());
        let excess = of(self.prob_unit) * of(self.largest_weight.max(alpha));
        let largest_wtp = of(self.wtp[self.wtp.len() - 1]).max(1);
        let own = (of(alpha) * of(self.largest_prob)).checked_mul(largest_wtp)?;
        if excess >= WORD || own >= WORD {
            return None;
        }
        let value = own + 2 * of(self.largest_gap) * excess;
        if value >= WORD {
            return None;
        }
        let n = u128::try_from(self.wtp.len()).ok()?;
        Some(n * value + of(self.wtp[0]) * excess)
    }
}

/// The exact optimum of an instance, if its numbers fit; `units` are those of the instance.
pub(crate) fn optimum(instance: &FiniteInstance, units: &Units) -> Result<Optimum, Unfit> {
    let arrays = Arrays::scaled(instance, units)?;
    let columns = arrays.columns()?;
    let problem = arrays.problem(&columns);
    let (runs, sales) = iron_and_sell(&problem)?;
    let group = |((columns, runs), sales): ((&Columns<'_>, &Vec<_>), &Vec<_>)| GroupOptimum {
        menu: menu::menu(&problem, columns, sales),
        blocks: runs::intervals(runs, columns.wtp.len()),
    };
    Ok(Optimum {
        value: menu::value(&problem, &sales),
        groups: columns.iter().zip(&runs).zip(&sales).map(group).collect(),
    })
}

/// The exact optimum of a problem.
///
/// # Errors
/// [`Unfit`] if levels, supply, masses or units are not as they must be.
pub fn solve(problem: &Problem<'_>) -> Result<Solution, Unfit> {
    let (runs, sales) = iron_and_sell(problem)?;
    Ok(Solution {
        value: menu::value(problem, &sales),
        menus: problem
            .groups
            .iter()
            .zip(&sales)
            .map(|(columns, sales)| menu::menu(problem, columns, sales))
            .collect(),
        n_blocks: runs.iter().map(|runs| runs.iter().map(runs::Run::n_blocks).sum()).collect(),
    })
}

/// Of each group the runs, highest first, and what was sold to it.
type Sold = (Vec<Vec<runs::Run>>, Vec<Vec<hand_out::Sale>>);

fn iron_and_sell(problem: &Problem<'_>) -> Result<Sold, Unfit> {
    check(problem)?;
    let runs: Vec<Vec<runs::Run>> =
        problem.groups.iter().map(|columns| runs::iron(columns, problem.alpha)).collect();
    let sales = hand_out::hand_out(problem, &runs);
    Ok((runs, sales))
}

fn check(problem: &Problem<'_>) -> Result<(), Unfit> {
    let units = [problem.wtp_unit, problem.weight_unit, problem.mass_unit];
    if problem.groups.is_empty()
        || problem.levels.is_empty()
        || problem.levels.len() != problem.supply.len()
        || problem.alpha < 0
        || units.iter().chain(problem.supply).any(|&x| x <= 0)
    {
        return Err(Unfit::Numbers);
    }
    let (mut value, mut prob) = (0, 0);
    for columns in problem.groups {
        value = value.max(columns.value_bound(problem.alpha).ok_or(Unfit::TooLarge)?);
        prob = prob.max(u128::from(columns.prob_unit.unsigned_abs()));
    }
    // Ironed values are compared as products.
    let product = value.checked_mul(prob).ok_or(Unfit::TooLarge)?;
    if product < 1 << 126 { Ok(()) } else { Err(Unfit::TooLarge) }
}
