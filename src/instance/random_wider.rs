//! Random instances of the wider model: those of `random` with values, costs and constraints added.
//!
//! Half of the instances have side constraints, up to three; their bounds are such that many bind and some contradict
//! each other.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::finite::{Bound, Content, FiniteInstance, Side, What, Wtp};
use crate::random::{self, Sizes};
use ironproof_number::IBig;
use ironproof_number::rational::Rational;

/// Instance number `index` of the family with this seed.
pub fn instance(seed: u64, index: u64, sizes: Sizes) -> FiniteInstance {
    let mut rng =
        StdRng::seed_from_u64(seed.wrapping_mul(0xD1B5_4A32_D192_ED03).rotate_left(29) ^ index);
    let plain = random::instance(seed, index, sizes);
    let wider = plain.changed(|content| {
        content.name = format!("random-wider-{seed}-{index}");
        widen(content, &mut rng);
    });
    wider.unwrap_or_else(|invalid| unreachable!("{invalid}"))
}

fn widen(content: &mut Content, rng: &mut StdRng) {
    if rng.random_range(0..3) > 0 {
        for ty in content.groups.iter_mut().flat_map(|group| &mut group.types) {
            if rng.random_range(0..2) == 0 {
                ty.external = over(rng.random_range(-15..=15), 5);
            }
        }
    }
    if rng.random_range(0..3) > 0 {
        for level in &mut content.quality {
            // A reward now and then.
            level.cost = over(rng.random_range(-1..=12), 10);
        }
    }
    for level in &mut content.quality {
        if rng.random_range(0..8) == 0 {
            level.mass = None;
        }
    }
    if rng.random_range(0..2) == 0 {
        for _ in 0..rng.random_range(1..=3) {
            let side = side(content, rng);
            content.sides.extend(side);
        }
    }
}

/// A constraint, or none if this kind does not fit these groups.
fn side(content: &Content, rng: &mut StdRng) -> Option<Side> {
    let n = content.groups.len();
    let groups: Vec<usize> = (0..n).filter(|_| rng.random_range(0..3) > 0).collect();
    if groups.is_empty() {
        return None;
    }
    let all = |of: &dyn Fn(usize) -> Rational| {
        groups.iter().map(|g| of(*g)).fold(Rational::ZERO, |sum, x| sum + x)
    };
    let mass = all(&|g| content.groups[g].mass.clone());
    let wtp = all(&|g| {
        let group = &content.groups[g];
        let mean = group.types.iter().map(|ty| &ty.prob * ty.low()).sum::<Rational>();
        &group.mass * mean
    });
    // At least a little or at most much, as shares of what there could be.
    let (what, most) = match rng.random_range(0..4) {
        0 => (What::Revenue, wtp),
        1 => {
            let has_cells = |g: &usize| {
                content.groups[*g].types.iter().any(|ty| matches!(ty.wtp, Wtp::Cell { .. }))
            };
            if groups.iter().any(has_cells) {
                return None;
            }
            (What::Utility, wtp)
        }
        2 => (What::Quality, mass),
        _ => (What::Served(rng.random_range(0..content.quality.len())), mass),
    };
    let part = over(rng.random_range(0..=9), 12);
    let bound = if rng.random_range(0..2) == 0 {
        Bound::AtLeast(most * part / Rational::from(2))
    } else {
        Bound::AtMost(most * part)
    };
    Some(Side { name: None, what, groups, bound })
}

fn over(a: i32, b: u32) -> Rational {
    Rational::from(IBig::from(a)) / Rational::from(b)
}
