//! The closed-form multipliers.
//!
//! ```text
//! D_k  = max(0, -mu A_k)
//! P_k  = max(0,  mu A_k)                                       k >= 2
//! M_k  = mu (C - vbar F) / (high_k - low_{k-1})                k >= 2, C and F cumulated in the block up to k-1
//! pi_j = (q_j - q_{j-1}) max(0, v*(S_j))                       v* = ironed value of the marginal block
//! ```

use ironproof_number::IBig;

use super::{Certificate, GroupEvidence, IncentiveDual, Pools};
use crate as ironing;
use crate::{Block, Data, Exact, ExactScalar, Solution};
use ironproof_instance::finite::{FiniteInstance, Group};
use ironproof_number::rational::Rational;

/// Solves the instance by ironing and builds the certificate with all multipliers.
pub fn certify(instance: &FiniteInstance) -> Certificate {
    match Exact::new(instance) {
        Exact::Word(data) => build(instance, &data, listed),
        Exact::Big(data) => build(instance, &data, listed),
    }
}

/// The same with the pools alone, for large grids: a few bytes per type and less, and cheaper to check.
pub fn certify_tight(instance: &FiniteInstance) -> Certificate<Pools> {
    match Exact::new(instance) {
        Exact::Word(data) => build(instance, &data, pools),
        Exact::Big(data) => build(instance, &data, pools),
    }
}

fn build<N: ExactScalar, M>(
    instance: &FiniteInstance,
    data: &Data<N>,
    duals: impl Fn(&Group, &Data<N>, usize, &Solution<N>) -> M,
) -> Certificate<M> {
    let mut solution = ironing::solve(data);
    let menus = std::mem::take(&mut solution.menus);
    let supply = supply_prices(instance, data, &solution);
    let groups = menus
        .into_iter()
        .enumerate()
        .map(|(g, menu)| GroupEvidence {
            menu,
            duals: duals(&instance.groups[g], data, g, &solution),
        })
        .collect();
    Certificate { value: solution.value, supply, groups }
}

fn pools<N: ExactScalar>(_: &Group, _: &Data<N>, g: usize, solution: &Solution<N>) -> Pools {
    let blocks = solution.blocks[g].iter().map(|block| (block.first, block.last));
    Pools(blocks.filter(|(first, last)| first < last).collect())
}

fn supply_prices<N: ExactScalar>(
    instance: &FiniteInstance,
    data: &Data<N>,
    solution: &Solution<N>,
) -> Vec<Rational> {
    let unit = data.value_unit();
    let mut below = Rational::ZERO;
    let mut prices = Vec::with_capacity(instance.quality.len());
    for (level, marginal) in instance.quality.iter().zip(&solution.split.marginal) {
        let step = &level.level - &below;
        below.clone_from(&level.level);
        prices.push(match marginal {
            Some((g, b)) => {
                let block = &solution.blocks[*g][*b];
                block.value.over(&block.prob) / &unit * step
            }
            None => Rational::ZERO,
        });
    }
    prices
}

fn listed<N: ExactScalar>(
    group: &Group,
    data: &Data<N>,
    g: usize,
    solution: &Solution<N>,
) -> Vec<IncentiveDual> {
    let values = &solution.virtual_values[g];
    // A_k has the unit F L, so mu A_k is an integer over excess_denominator.
    let excess_denominator =
        data.prob_unit(g) * data.weight_unit() * to_ibig(group.mass.denominator());
    let excess_factor = group.mass.numerator();
    let mut duals = vec![IncentiveDual::default(); group.types.len()];
    for (k, (dual, excess)) in duals.iter_mut().zip(&values.excess).enumerate() {
        match excess.sign() {
            std::cmp::Ordering::Less => {
                let magnitude = -(excess.to_integer() * excess_factor);
                dual.down = Rational::from_parts_signed(magnitude, excess_denominator.clone());
            }
            std::cmp::Ordering::Greater if k > 0 => {
                let magnitude = excess.to_integer() * excess_factor;
                dual.up = Rational::from_parts_signed(magnitude, excess_denominator.clone());
            }
            _ => {}
        }
    }
    for block in &solution.blocks[g] {
        flatten(group, data, g, block, &values.values, &mut duals);
    }
    duals
}

/// M_k inside one block: it carries value from the types that are worth more than the ironed value
/// to the types above that are worth less.
fn flatten<N: ExactScalar>(
    group: &Group,
    data: &Data<N>,
    g: usize,
    block: &Block<N>,
    values: &[N],
    duals: &mut [IncentiveDual],
) {
    if block.first == block.last {
        return;
    }
    let (block_value, block_prob) = (block.value.to_integer(), block.prob.to_integer());
    // (C f_b - c_b F) has the unit F L R F, and d_k the unit R: one factor R cancels.
    let denominator =
        &block_prob * data.prob_unit(g) * data.weight_unit() * to_ibig(group.mass.denominator());
    let factor = group.mass.numerator();
    let (mut value, mut prob) = (IBig::ZERO, IBig::ZERO);
    for k in block.first + 1..=block.last {
        value += values[k - 1].to_integer();
        prob += data.prob(g, k - 1).to_integer();
        let excess = &value * &block_prob - &block_value * &prob;
        debug_assert!(excess >= IBig::ZERO, "a pooled block had to be pooled");
        if excess == IBig::ZERO {
            continue;
        }
        let distance = data.wtp_distance(g, k).to_integer();
        duals[k].flat = Rational::from_parts_signed(excess * factor, distance * &denominator);
    }
}

fn to_ibig(natural: &ironproof_number::UBig) -> IBig {
    IBig::from(natural.clone())
}
