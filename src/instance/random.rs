//! Random finite instances, reproducible: instance `i` of seed `s` is always the same one.
//!
//! Small numbers and few denominators on purpose, so that ties, atoms of the supply, zero weights and
//! the boundary alpha = mean weight come up often. Every seventh instance has cell types.

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use crate::finite::{Content, FiniteInstance, Group, QualityLevel, Type, Wtp};
use ironproof_number::rational::Rational;
use ironproof_number::scale;

/// The largest sizes that are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Groups.
    pub groups: u32,
    /// Types per group.
    pub types: u32,
    /// Quality levels.
    pub levels: u32,
}

/// The sizes of `verify --random`.
pub const SMALL: Sizes = Sizes { groups: 3, types: 12, levels: 6 };

/// Instance number `index` of the family with this seed.
pub fn instance(seed: u64, index: u64, sizes: Sizes) -> FiniteInstance {
    // Golden-ratio step: neighbouring indices get unrelated streams.
    let mut rng =
        StdRng::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32) ^ index);
    let n_groups = rng.random_range(1..=sizes.groups);
    let cells = index % 7 == 6;
    let shape = rng.random_range(0..6);
    let masses = shares(&mut rng, n_groups);
    let groups: Vec<Group> = masses
        .into_iter()
        .enumerate()
        .map(|(g, mass)| Group {
            label: format!("g{}", g + 1),
            mass,
            types: types(&mut rng, sizes.types, cells, shape),
        })
        .collect();
    let alpha = match rng.random_range(0..8) {
        0 => Rational::ZERO,
        // The boundary where transfers are indeterminate.
        1 => mean_weight(&groups[0]),
        _ => quarters(rng.random_range(0..=20)),
    };
    let name = format!("random-{seed}-{index}");
    let content = Content::new(name, alpha, groups, quality(&mut rng, sizes.levels));
    FiniteInstance::new(content).unwrap_or_else(|invalid| unreachable!("{invalid}"))
}

fn types(rng: &mut StdRng, most: u32, cells: bool, shape: u32) -> Vec<Type> {
    let n = rng.random_range(1..=most);
    let probs = shares(rng, n);
    // Ends of cells, or the points themselves, in tenths.
    let n_ends = if cells { n + 1 } else { n };
    let mut tenths: Vec<u32> = (0..40).collect();
    tenths.shuffle(rng);
    let mut ends: Vec<u32> =
        tenths.into_iter().take(usize::try_from(n_ends).unwrap_or(1)).collect();
    ends.sort_unstable();
    let mut weights: Vec<u32> = (0..n).map(|_| rng.random_range(0..=20)).collect();
    match shape {
        0 => weights.iter_mut().for_each(|weight| *weight = 0),
        1 => weights.sort_unstable(),
        2 => weights.fill(rng.random_range(0..=12)),
        3 | 4 => weights.sort_unstable_by(|a, b| b.cmp(a)),
        _ => {}
    }
    (0..probs.len())
        .map(|k| {
            let weight = quarters(weights[k]);
            let low = tenth(ends[k]);
            let wtp = if cells {
                let high = tenth(ends[k + 1]);
                // A mean of social weight x wtp somewhere between the ends.
                let part = Rational::from(rng.random_range(0..=4)) / Rational::from(4);
                let inside = &low + (&high - &low) * part;
                Wtp::Cell { low, high, weighted: &weight * inside }
            } else {
                Wtp::Point(low)
            };
            Type::new(wtp, probs[k].clone(), weight)
        })
        .collect()
}

fn quality(rng: &mut StdRng, most: u32) -> Vec<QualityLevel> {
    let n = rng.random_range(1..=most);
    let mut tenths: Vec<u32> = (0..=10).collect();
    tenths.shuffle(rng);
    let mut levels: Vec<u32> = tenths.into_iter().take(usize::try_from(n).unwrap_or(1)).collect();
    levels.sort_unstable();
    // Total supply from scarce (half of the agents) to abundant (twice).
    let total = quarters(rng.random_range(2..=8));
    let masses = shares(rng, n);
    levels
        .into_iter()
        .zip(masses)
        .map(|(level, mass)| QualityLevel::new(tenth(level), mass * &total))
        .collect()
}

/// `n` positive fractions that sum to one.
fn shares(rng: &mut StdRng, n: u32) -> Vec<Rational> {
    let parts: Vec<u32> = (0..n).map(|_| rng.random_range(1..=6)).collect();
    let total: u32 = parts.iter().sum();
    parts.into_iter().map(|part| Rational::from(part) / Rational::from(total)).collect()
}

fn quarters(n: u32) -> Rational {
    Rational::from(n) / Rational::from(4)
}

fn tenth(n: u32) -> Rational {
    Rational::from(n) / Rational::from(10)
}

fn mean_weight(group: &Group) -> Rational {
    let products: Vec<Rational> = group.types.iter().map(|ty| &ty.prob * &ty.weight).collect();
    scale::sum(products.iter())
}
