//! Solvers that are wrong on purpose, in plain rationals and with their own closed-form certificate.

use ironproof::certificate::{Certificate, GroupEvidence, IncentiveDual};
use ironproof::claims::Solver;
use ironproof::finite::{FiniteInstance, Group};
use ironproof::ironing::Item;
use ironproof::rational::Rational;

/// What is wrong.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    /// Nothing: the reference for the others.
    None,
    /// The price step is chosen by the wrong sign of `A_k`.
    Sign,
    /// Pools where values rise, not where they fall.
    ConvexHull,
    /// Hands out objects at a loss.
    NoDisposal,
    /// Always the higher one of two prices.
    OneSided,
    /// No price of 0 at the bottom.
    NoJump,
    /// Best objects to the lowest values.
    MergeUpsideDown,
}

/// The solver without a fault.
pub(crate) fn right(instance: &FiniteInstance) -> Certificate {
    solve(instance, Fault::None)
}

/// The wrong ones, by name.
pub(crate) const WRONG: [(&str, Solver); 6] = [
    ("sign flipped", |instance| solve(instance, Fault::Sign)),
    ("hull turned convex", |instance| solve(instance, Fault::ConvexHull)),
    ("no free disposal", |instance| solve(instance, Fault::NoDisposal)),
    ("one-sided virtual values", |instance| solve(instance, Fault::OneSided)),
    ("no jump at the bottom", |instance| solve(instance, Fault::NoJump)),
    ("merge upside down", |instance| solve(instance, Fault::MergeUpsideDown)),
];

/// Types `first..=last` with summed value and probability.
#[derive(Clone)]
struct Block {
    group: usize,
    first: usize,
    last: usize,
    value: Rational,
    prob: Rational,
}

impl Block {
    fn ironed(&self) -> Rational {
        &self.value / &self.prob
    }
}

fn solve(instance: &FiniteInstance, fault: Fault) -> Certificate {
    let zero = Rational::ZERO;
    let n_levels = instance.quality.len();
    let mut blocks = Vec::new();
    let mut lotteries: Vec<Vec<Vec<(usize, Rational)>>> = Vec::new();
    for (g, group) in instance.groups.iter().enumerate() {
        blocks.extend(iron(g, group, &instance.alpha, fault));
        lotteries.push(vec![Vec::new(); group.types.len()]);
    }
    blocks.sort_by_key(|block| std::cmp::Reverse(block.ironed()));
    if fault == Fault::MergeUpsideDown {
        blocks.reverse();
    }

    let mut left: Vec<Rational> = instance.objects();
    let (mut value, mut marginal) = (zero.clone(), vec![zero.clone(); n_levels]);
    let mut level = n_levels;
    for block in &blocks {
        if block.ironed() <= zero && fault != Fault::NoDisposal {
            continue;
        }
        let mass = &instance.groups[block.group].mass * &block.prob;
        let (mut wanted, mut lottery) = (mass.clone(), Vec::new());
        while wanted > zero && level > 0 {
            let part = wanted.clone().min(left[level - 1].clone());
            if part.is_zero() {
                level -= 1;
                marginal[level] = block.ironed();
                continue;
            }
            left[level - 1] -= &part;
            wanted -= &part;
            value += &part * &instance.quality[level - 1].level * block.ironed();
            lottery.push((level - 1, part / &mass));
        }
        lottery.reverse();
        for k in block.first..=block.last {
            lotteries[block.group][k].clone_from(&lottery);
        }
    }

    let mut below = zero.clone();
    let mut supply = Vec::new();
    for (level, price) in instance.quality.iter().zip(&marginal) {
        supply.push((&level.level - &below) * price);
        below.clone_from(&level.level);
    }
    let groups = instance
        .groups
        .iter()
        .enumerate()
        .map(|(g, group)| {
            let own: Vec<&Block> = blocks.iter().filter(|block| block.group == g).collect();
            evidence(instance, group, &own, &lotteries[g], fault)
        })
        .collect();
    Certificate { value, supply, groups }
}

fn excess(group: &Group, alpha: &Rational, k: usize) -> Rational {
    group.types[k..].iter().fold(Rational::ZERO, |sum, ty| sum + &ty.prob * (&ty.weight - alpha))
}

fn price(group: &Group, alpha: &Rational, k: usize, fault: Fault) -> Rational {
    let mut takes_lower = excess(group, alpha, k) > Rational::ZERO;
    takes_lower ^= fault == Fault::Sign;
    takes_lower &= match fault {
        Fault::OneSided => k == 0,
        Fault::NoJump => k > 0,
        _ => true,
    };
    match (takes_lower, k.checked_sub(1)) {
        (false, _) => group.types[k].low().clone(),
        (true, Some(below)) => group.types[below].high().clone(),
        (true, None) => Rational::ZERO,
    }
}

fn values(group: &Group, alpha: &Rational, fault: Fault) -> Vec<Rational> {
    let psi = |k: usize| {
        let worth = group.types[k..]
            .iter()
            .fold(Rational::ZERO, |sum, ty| sum + &ty.prob * &*ty.weighted_wtp());
        worth - excess(group, alpha, k) * price(group, alpha, k, fault)
    };
    let n = group.types.len();
    (0..n).map(|k| if k + 1 < n { psi(k) - psi(k + 1) } else { psi(k) }).collect()
}

fn iron(g: usize, group: &Group, alpha: &Rational, fault: Fault) -> Vec<Block> {
    let mut stack: Vec<Block> = Vec::new();
    for (k, value) in values(group, alpha, fault).into_iter().enumerate() {
        let prob = group.types[k].prob.clone();
        let mut block = Block { group: g, first: k, last: k, value, prob };
        while let Some(below) = stack.pop() {
            let keeps = if fault == Fault::ConvexHull {
                block.ironed() < below.ironed()
            } else {
                below.ironed() < block.ironed()
            };
            if keeps {
                stack.push(below);
                break;
            }
            block.first = below.first;
            block.value += below.value;
            block.prob += below.prob;
        }
        stack.push(block);
    }
    stack
}

fn evidence(
    instance: &FiniteInstance,
    group: &Group,
    blocks: &[&Block],
    lotteries: &[Vec<(usize, Rational)>],
    fault: Fault,
) -> GroupEvidence {
    let alpha = &instance.alpha;
    let zero = Rational::ZERO;
    let (mut menu, mut duals) = (Vec::new(), Vec::new());
    let (mut quality_below, mut transfer) = (zero.clone(), zero.clone());
    let values = values(group, alpha, fault);
    for (k, lottery) in lotteries.iter().enumerate() {
        let quality = lottery.iter().fold(zero.clone(), |sum, (level, chance)| {
            sum + &instance.quality[*level].level * chance
        });
        transfer += price(group, alpha, k, fault) * (&quality - &quality_below);
        quality_below.clone_from(&quality);
        let (lottery, transfer) = (lottery.clone(), transfer.clone());
        menu.push(Item { first: k, last: k, lottery, quality, transfer });

        let signed = &group.mass * excess(group, alpha, k);
        let mut dual = IncentiveDual::default();
        if signed < zero {
            dual.down = -signed;
        } else if k > 0 {
            dual.up = signed;
        }
        let block = blocks.iter().find(|block| (block.first..=block.last).contains(&k)).unwrap();
        if block.first < k {
            let moved = (block.first..k).fold(zero.clone(), |sum, l| {
                sum + &values[l] - block.ironed() * &group.types[l].prob
            });
            dual.flat = &group.mass * moved / (group.types[k].high() - group.types[k - 1].low());
        }
        duals.push(dual);
    }
    GroupEvidence { menu, duals }
}
