//! Random instances for claims, stratified so that every branch of every claim is reached.
//!
//! Instance `i` of seed `s` is always the same one. The index decides the stratum: number of groups,
//! shape of the weights, place of alpha, kind of supply; the rest is drawn. Small numbers on purpose: ties and
//! equalities are the hard cases. All types are points.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use ironproof_instance::finite::{Content, FiniteInstance, Group, QualityLevel, Type, Wtp};
use ironproof_number::rational::Rational;
use ironproof_number::scale;

/// Instance number `index` of a seed.
pub fn instance(seed: u64, index: u64) -> FiniteInstance {
    let mut rng =
        StdRng::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32) ^ index);
    // Co-prime periods: all combinations of strata come up.
    let n_groups =
        if index.is_multiple_of(2) { 1 } else { 2 + u32::from(rng.random_range(0..4) == 0) };
    let most_types = if n_groups == 1 { 6 } else { 4 };
    let shape = index % 7;
    let starts_at_zero = index.is_multiple_of(3);
    let masses = shares(&mut rng, n_groups);
    let groups: Vec<Group> = masses
        .into_iter()
        .enumerate()
        .map(|(g, mass)| {
            // In some strata each group has a shape of its own.
            let shape = if index.is_multiple_of(5) { rng.random_range(0..7) } else { shape };
            let types = types(&mut rng, most_types, shape, starts_at_zero);
            Group { label: format!("g{}", g + 1), mass, types }
        })
        .collect();
    let alpha = alpha(&mut rng, &groups, index % 11);
    let quality = quality(&mut rng, &groups);
    let name = format!("claims-{seed}-{index}");
    FiniteInstance::new(Content::new(name, alpha, groups, quality))
        .unwrap_or_else(|invalid| unreachable!("{invalid}"))
}

fn types(rng: &mut StdRng, most: u32, shape: u64, starts_at_zero: bool) -> Vec<Type> {
    let n = rng.random_range(1..=most);
    // A regular grid in some cases: then revenue alone gives a market.
    let is_even = rng.random_range(0..3) == 0;
    let step = rng.random_range(1..=4);
    let probs = if is_even { vec![over(1, n); size(n)] } else { shares(rng, n) };
    let mut wtp = if starts_at_zero { 0 } else { rng.random_range(1..=12) };
    let mut weights: Vec<u32> = (0..n).map(|_| rng.random_range(0..=16)).collect();
    match shape {
        0 => weights.fill(rng.random_range(0..=6)),
        1 | 2 => weights.sort_unstable_by(|a, b| b.cmp(a)),
        3 => weights.sort_unstable(),
        4 => {
            // All weight at the bottom.
            weights.fill(0);
            weights[0] = rng.random_range(1..=24);
        }
        5 => {
            weights.sort_unstable_by(|a, b| b.cmp(a));
            weights[0] += 16;
        }
        _ => {}
    }
    let mut types = Vec::with_capacity(size(n));
    for (weight, prob) in weights.into_iter().zip(probs) {
        types.push(Type::new(Wtp::Point(over(wtp, 4)), prob, over(weight, 4)));
        wtp += if is_even { step } else { rng.random_range(1..=6) };
    }
    types
}

fn alpha(rng: &mut StdRng, groups: &[Group], stratum: u64) -> Rational {
    let means: Vec<Rational> = groups.iter().map(mean_weight).collect();
    let largest = means.iter().max().cloned().unwrap_or(Rational::ZERO);
    match stratum {
        0 => Rational::ZERO,
        1 => means[0].clone(),
        2 | 3 => largest,
        4 => {
            let weighted: Vec<Rational> =
                means.iter().zip(groups).map(|(mean, group)| mean * &group.mass).collect();
            scale::sum(weighted.iter())
        }
        5 => largest + over(rng.random_range(1..=8), 4),
        6 => largest * over(1, rng.random_range(2..=6)),
        _ => over(rng.random_range(0..=12), 4),
    }
}

fn quality(rng: &mut StdRng, groups: &[Group]) -> Vec<QualityLevel> {
    let kind = rng.random_range(0..4);
    if kind == 0 {
        // One level for each type of all groups: thresholds at boundaries, in random order.
        let mut masses: Vec<Rational> = groups
            .iter()
            .flat_map(|group| group.types.iter().rev().map(|ty| &group.mass * &ty.prob))
            .collect();
        masses.reverse();
        let n = u32::try_from(masses.len()).unwrap_or(1);
        return (1..=n).zip(masses).map(|(j, mass)| QualityLevel::new(over(j, n), mass)).collect();
    }
    let n = rng.random_range(1..=if kind == 1 { 10 } else { 3 });
    let total = over(rng.random_range(2..=8), 4);
    let masses = shares(rng, n);
    let lowest = rng.random_range(0..2);
    (0..n)
        .zip(masses)
        .map(|(j, mass)| QualityLevel::new(over(j + lowest, n), mass * &total))
        .collect()
}

fn mean_weight(group: &Group) -> Rational {
    let products: Vec<Rational> = group.types.iter().map(|ty| &ty.prob * &ty.weight).collect();
    scale::sum(products.iter())
}

/// `n` positive fractions that sum to one.
fn shares(rng: &mut StdRng, n: u32) -> Vec<Rational> {
    let parts: Vec<u32> = (0..n).map(|_| rng.random_range(1..=5)).collect();
    let total: u32 = parts.iter().sum();
    parts.into_iter().map(|part| over(part, total)).collect()
}

fn over(numerator: u32, denominator: u32) -> Rational {
    Rational::from(numerator) / Rational::from(denominator)
}

fn size(n: u32) -> usize {
    usize::try_from(n).unwrap_or(1)
}
