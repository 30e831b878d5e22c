//! Instances by shape and size. All numbers are short fractions, the same on each machine.
//!
//! ```text
//! smooth       weights fall from 5/4 to 3/4: every type is a block
//! noisy        random probabilities, so that pools have many types
//! rising       weights rise from 0 to 2
//! falling      weights fall from 8 to 0
//! giant-pool   weight 10 for all but the top type: one block
//! alternating  weights 0, 2, 0, 2, ..
//! cascade      runs of 64 rising weights after a high one: pools that collapse into each other
//! ties         weights equal to alpha
//! many-groups  smooth, with the types dealt to several groups
//! ```

use ironproof_instance::finite::{Content, FiniteInstance, Group, QualityLevel, Type, Wtp};
use ironproof_number::rational::Rational;

/// The shapes.
pub const SHAPES: [&str; 9] = [
    "smooth",
    "noisy",
    "rising",
    "falling",
    "giant-pool",
    "alternating",
    "cascade",
    "ties",
    "many-groups",
];

/// The instance of a shape: `types` types over `groups` groups of equal mass. `None` for another shape, or if a
/// number is zero.
pub fn instance(shape: &str, types: usize, groups: usize, levels: usize) -> Option<FiniteInstance> {
    if !SHAPES.contains(&shape) || groups == 0 || types < groups || levels == 0 {
        return None;
    }
    let over = |a: usize, b: usize| Rational::from(a) / Rational::from(b);
    let n = types / groups;
    let group = |g: usize| Group {
        label: format!("group {}", g + 1),
        mass: over(1, groups),
        types: group_types(shape, n, g, groups),
    };
    // Objects for four fifths of the agents.
    let level = |j| QualityLevel::new(over(j, levels), over(4, 5 * levels));
    let (name, quality) = (format!("{shape}-{types}"), (1..=levels).map(level).collect());
    let groups = (0..groups).map(group).collect();
    let instance = FiniteInstance::new(Content::new(name, Rational::ONE, groups, quality));
    Some(instance.unwrap_or_else(|invalid| unreachable!("{invalid}")))
}

fn group_types(shape: &str, n: usize, g: usize, groups: usize) -> Vec<Type> {
    let over = |a: usize, b: usize| Rational::from(a) / Rational::from(b);
    let share = |k: usize| if shape == "noisy" { 500 + scramble(k) % 1000 } else { 1 };
    let total: usize = (0..n).map(share).sum();
    let weight = |k: usize| match shape {
        "rising" => over(2 * k, n),
        "falling" => over(8 * (n - k), n),
        "giant-pool" if k + 1 == n => Rational::ZERO,
        "giant-pool" => Rational::from(10),
        "alternating" => Rational::from(2 * (k % 2)),
        "cascade" if k.is_multiple_of(64) => Rational::from(16),
        "cascade" => over(k % 64, 64),
        "ties" => Rational::ONE,
        _ => over(5 * n - 2 * k, 4 * n),
    };
    (0..n)
        .map(|k| {
            // Groups are shifted against each other, so that their types interleave.
            let wtp = Wtp::Point(over((n + k) * groups + g, n * groups));
            Type::new(wtp, over(share(k), total), weight(k))
        })
        .collect()
}

/// Multiplicative hashing by the golden ratio.
fn scramble(k: usize) -> usize {
    (k % (1 << 20)) * 2_654_435_761 % (1 << 32) / 64
}
