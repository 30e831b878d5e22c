//! A starting basis for the simplex method from the ironing certificate.
//!
//! In the formulation `mass` with adjacent rows and points, an optimal basis can be read off. With K types, B
//! blocks and M levels there are 4K + M - 1 rows (one group), and as many basic variables:
//!
//! ```text
//! Q_k, T_k         all; T_1 leaves for the slack of IR(1) where A_1 > 0
//! IC, block start  the row whose multiplier, D_k or P_k, is zero; inside a block no row (M_k)
//! x_kj             a block of n types that gets level j for sure: x_kj, and x_k,j-1 or x_k,j+1 for all but one type
//!                  a block on which the supply of L levels ends: x_kj for these levels and the one below
//! SUPPLY(j)        where its price is zero
//! ```
//!
//! On a block with several levels each type mixes a level below the block's quality with one above it, and one
//! type more for each level that runs out on the way: that is a vertex.
//!
//! On a sure block the multipliers M_k are not unique. At a vertex the lower types are worth just enough for
//! level j, w_k v*_j, the upper types just not enough for level j + 1, w_k v*_{j+1}, and one type in between
//! balances the block. Nothing relies on this being right: a wrong basis costs iterations.

use std::collections::HashMap;

use ironproof_answer::{Basis, BasisStatus};
use ironproof_instance::finite::{FiniteInstance, Wtp};
use ironproof_ironing as ironing;
use ironproof_ironing::{Block, Data, Exact, ExactScalar, Solution};
use ironproof_linear::formulate::{Constraint, End, Formulated, TypeAt, Variable};
use ironproof_number::rational::{Rational, approx};

/// A basis of the LP that `with_legend` makes of `instance` with `Mass` and `Adjacent`. `None` if a type is a cell, or
/// the LP is another one.
pub fn start_basis(instance: &FiniteInstance, target: &Formulated) -> Option<Basis> {
    let mut types = instance.groups.iter().flat_map(|group| &group.types);
    if types.any(|ty| matches!(ty.wtp, Wtp::Cell { .. })) {
        return None;
    }
    match Exact::new(instance) {
        Exact::Word(data) => build(instance, target, &data),
        Exact::Big(data) => build(instance, target, &data),
    }
}

fn build<N: ExactScalar>(
    instance: &FiniteInstance,
    target: &Formulated,
    data: &Data<N>,
) -> Option<Basis> {
    let solution = ironing::solve(data);
    let n_levels = instance.quality.len();
    let mut draft = Draft::new(target);
    let thresholds = thresholds(&solution);
    for (j, threshold) in thresholds.iter().enumerate() {
        if threshold.is_zero() {
            draft.row(Constraint::Supply(j + 1))?;
        }
    }
    for (g, blocks) in solution.blocks.iter().enumerate() {
        let excess = &solution.virtual_values[g].excess;
        let at = |k: usize| TypeAt { group: g, k };
        for k in 0..excess.len() {
            draft.column(Variable::Quality(at(k)))?;
            if k > 0 || !excess[k].sign().is_gt() {
                draft.column(Variable::Transfer(at(k)))?;
            } else {
                draft.row(Constraint::Participation(at(0)))?;
            }
        }
        for (b, block) in blocks.iter().enumerate() {
            if block.first > 0 {
                let (own, other) = (block.first, block.first - 1);
                // The row whose multiplier is zero.
                let (k, l) = if excess[own].sign().is_gt() { (own, other) } else { (other, own) };
                draft.row(Constraint::Incentive(at(k), l, End::Low))?;
            }
            let levels = levels_of(&solution, g, b);
            let x = |k: usize, j: usize| Variable::Chance(at(k), j);
            let (low, high) = (*levels.start(), *levels.end());
            if low < high {
                for (k, j) in mixes(instance, data, &solution, (g, b), low..=high) {
                    draft.column(x(k, j))?;
                }
                continue;
            }
            let balance = balancing_type(data, g, block, low, &thresholds);
            for k in block.first..=block.last {
                draft.column(x(k, low))?;
                if k < balance {
                    draft.column(x(k, low.checked_sub(1)?))?;
                } else if k > balance && low < n_levels {
                    draft.column(x(k, low + 1))?;
                }
            }
        }
    }
    draft.finish()
}

/// v*_j for j = 1..M, in the unit of ironed values: the ironed value of the marginal block.
fn thresholds<N: ExactScalar>(solution: &Solution<N>) -> Vec<Rational> {
    let value = |(g, b): &(usize, usize)| {
        let block = &solution.blocks[*g][*b];
        block.value.over(&block.prob)
    };
    let marginal = solution.split.marginal.iter();
    marginal.map(|at| at.as_ref().map_or(Rational::ZERO, value)).collect()
}

/// The levels of a block, 0 being "no object": those that it got, and those whose supply ends at it with the
/// level below.
fn levels_of<N: ExactScalar>(
    solution: &Solution<N>,
    g: usize,
    b: usize,
) -> std::ops::RangeInclusive<usize> {
    let lots = solution.split.lots_of(g, b).iter().map(|lot| lot.level + 1);
    let marginal = solution.split.marginal.iter().enumerate();
    let ends = marginal.filter(|(_, at)| **at == Some((g, b))).flat_map(|(j, _)| [j, j + 1]);
    let (mut low, mut high) = (usize::MAX, 0);
    for level in lots.chain(ends) {
        (low, high) = (low.min(level), high.max(level));
    }
    low.min(high)..=high
}

/// (type, level) for the levels that each type of a block mixes: the lists of levels below and above the mean
/// quality are used up from one end of the block to the other.
fn mixes<N: ExactScalar>(
    instance: &FiniteInstance,
    data: &Data<N>,
    solution: &Solution<N>,
    (g, b): (usize, usize),
    levels: std::ops::RangeInclusive<usize>,
) -> Vec<(usize, usize)> {
    let block = &solution.blocks[g][b];
    let first = *levels.start();
    let quality = |j: usize| match j.checked_sub(1) {
        Some(j) => approx(&instance.quality[j].level),
        None => 0.0,
    };
    let group = &instance.groups[g];
    let types = &group.types[block.first..=block.last];
    let mass = &group.mass * ironproof_number::scale::sum(types.iter().map(|ty| &ty.prob));
    let mut left = vec![0.0; levels.clone().count()];
    for lot in solution.split.lots_of(g, b) {
        left[lot.level + 1 - first] = approx(&(lot.mass.over(data.mass_unit()) / &mass));
    }
    let mean: f64 = left.iter().zip(levels.clone()).map(|(share, j)| share * quality(j)).sum();
    if first == 0 {
        left[0] = (1.0 - left.iter().sum::<f64>()).max(0.0);
    }
    let n_low = levels.clone().filter(|j| quality(*j) < mean).count().clamp(1, left.len() - 1);
    let (mut low, mut high) = (0, n_low);
    let mut mixes = Vec::new();
    for k in block.first..=block.last {
        let mut share = approx(&(&group.mass * &group.types[k].prob / &mass));
        mixes.extend([(k, first + low), (k, first + high)]);
        loop {
            let (q_low, q_high) = (quality(first + low), quality(first + high));
            let part = ((mean - q_low) / (q_high - q_low)).clamp(0.0, 1.0);
            // How much of the type both levels last for; the last of a list lasts for ever.
            let lasts = |j: usize, is_last: bool, part: f64| match part {
                part if is_last || part <= 0.0 => f64::INFINITY,
                part => left[j] / part,
            };
            let low_lasts = lasts(low, low + 1 == n_low, 1.0 - part);
            let high_lasts = lasts(high, high + 1 == left.len(), part);
            let taken = share.min(low_lasts).min(high_lasts);
            share -= taken;
            left[low] -= taken * (1.0 - part);
            left[high] -= taken * part;
            // All levels are used, at the last type at the latest.
            let is_end = k == block.last && (low + 1 < n_low || high + 1 < left.len());
            if share <= 0.0 && !is_end {
                break;
            }
            if low + 1 < n_low && (low_lasts <= high_lasts || high + 1 == left.len()) {
                low += 1;
                mixes.push((k, first + low));
            } else if high + 1 < left.len() {
                high += 1;
                mixes.push((k, first + high));
            } else {
                break;
            }
        }
    }
    mixes
}

/// The type of a sure block at level `j` below which v_k is the lower threshold and above which it is the
/// upper one.
fn balancing_type<N: ExactScalar>(
    data: &Data<N>,
    g: usize,
    block: &Block<N>,
    j: usize,
    thresholds: &[Rational],
) -> usize {
    if j == 0 {
        return block.first;
    }
    let Some(upper) = thresholds.get(j) else { return block.last };
    let lower = &thresholds[j - 1];
    // value = lower F(below) + v_k + upper F(above), lower f_k <= v_k <= upper f_k.
    let number = |prob: &N| Rational::from(prob.to_integer());
    let step = upper - lower;
    let mut missing = number(&block.value) - lower * number(&block.prob);
    for k in (block.first..=block.last).rev() {
        missing -= &step * number(data.prob(g, k));
        if missing <= Rational::ZERO {
            return k;
        }
    }
    block.first
}

/// Basic variables by what they are.
struct Draft {
    columns: HashMap<Variable, usize>,
    rows: HashMap<Constraint, usize>,
    basis: Basis,
    n_basic: usize,
}

impl Draft {
    /// Nothing is basic; columns are at their lower bounds, rows at the bound they have.
    fn new(Formulated { lp, legend }: &Formulated) -> Self {
        let columns = legend.columns().iter().zip(0..).map(|(variable, j)| (*variable, j));
        let rows = legend.rows().iter().zip(0..).map(|(constraint, i)| (*constraint, i));
        let bound = |row: &ironproof_linear::Row| {
            if row.upper.is_some() { BasisStatus::Upper } else { BasisStatus::Lower }
        };
        let basis = Basis {
            columns: vec![BasisStatus::Lower; lp.columns.len()],
            rows: lp.rows.iter().map(bound).collect(),
        };
        Self { columns: columns.collect(), rows: rows.collect(), basis, n_basic: 0 }
    }

    fn column(&mut self, variable: Variable) -> Option<()> {
        let status = &mut self.basis.columns[*self.columns.get(&variable)?];
        self.n_basic += usize::from(*status != BasisStatus::Basic);
        *status = BasisStatus::Basic;
        Some(())
    }

    fn row(&mut self, constraint: Constraint) -> Option<()> {
        let status = &mut self.basis.rows[*self.rows.get(&constraint)?];
        self.n_basic += usize::from(*status != BasisStatus::Basic);
        *status = BasisStatus::Basic;
        Some(())
    }

    fn finish(self) -> Option<Basis> {
        (self.n_basic == self.basis.rows.len()).then_some(self.basis)
    }
}
