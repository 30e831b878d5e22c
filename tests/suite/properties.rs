//! Theorems about the value that any right solver satisfies, in exact arithmetic.

use ironproof::finite::{Content, FiniteInstance, Group, QualityLevel, Type, Wtp};
use ironproof::ironing::optimum;
use ironproof::rational::Rational;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

use crate::common::number;

/// What a type is made of: its distance from the type before, its width, probability, weight, and where in the cell
/// the weighted willingness to pay lies, each a small integer.
type TypeParts = (u32, u32, u32, u32, u32);

/// Small instances, built from small integers: what fails shrinks to few groups, types and levels with small numbers.
fn instances() -> impl Strategy<Value = FiniteInstance> {
    let ty = (0_u32..6, 0_u32..4, 1_u32..7, 0_u32..14, 0_u32..=4);
    let group = (1_u32..7, vec(ty, 1..9));
    let level = (1_u32..5, 1_u32..7);
    (0_u32..14, vec(group, 1..4), ((0_u32..3, 0_u32..3), vec(level, 1..6))).prop_map(
        |(alpha, groups, levels)| {
            let groups = groups.into_iter().enumerate().map(|(g, (mass, types))| Group {
                label: format!("g{}", g + 1),
                mass: ratio(mass, 4),
                types: types_of(&types),
            });
            let (name, quality) = ("property".to_owned(), levels_of(levels.0, &levels.1));
            let content = Content::new(name, ratio(alpha, 4), groups.collect(), quality);
            FiniteInstance::new(content).unwrap()
        },
    )
}

fn ratio(p: u32, q: u32) -> Rational {
    Rational::from(p) / Rational::from(q)
}

/// Points where the width is 0, cells elsewhere.
fn types_of(parts: &[TypeParts]) -> Vec<Type> {
    let total: u32 = parts.iter().map(|(_, _, prob, _, _)| prob).sum();
    let mut end = 0;
    let mut before = None;
    let types = parts.iter().map(|&(gap, width, prob, weight, share)| {
        // Two points differ; a cell may start where the type before ends.
        let low = end + if width == 0 && before == Some(0) { gap.max(1) } else { gap };
        (end, before) = (low + width, Some(width));
        let weight = ratio(weight, 4);
        let wtp = if width == 0 {
            Wtp::Point(ratio(low, 3))
        } else {
            let mean = ratio(4 * low + share * width, 12);
            Wtp::Cell { low: ratio(low, 3), high: ratio(end, 3), weighted: &weight * mean }
        };
        Type::new(wtp, ratio(prob, total), weight)
    });
    types.collect()
}

/// Steps from the lowest level up; `room` is left above the highest, which is 1 without.
fn levels_of((lowest, room): (u32, u32), parts: &[(u32, u32)]) -> Vec<QualityLevel> {
    let total = lowest + parts.iter().skip(1).map(|(step, _)| step).sum::<u32>() + room;
    let mut level = lowest;
    let levels = parts.iter().enumerate().map(|(j, &(step, mass))| {
        level += if j == 0 { 0 } else { step };
        QualityLevel::new(ratio(level, total.max(1)), ratio(mass, 5))
    });
    levels.collect()
}

fn value(instance: &FiniteInstance) -> Rational {
    optimum(instance).value
}

fn changed(instance: &FiniteInstance, change: impl FnOnce(&mut Content)) -> FiniteInstance {
    instance.changed(change).unwrap()
}

fn with_alpha(instance: &FiniteInstance, alpha: Rational) -> FiniteInstance {
    instance.clone().with_alpha(alpha).unwrap()
}

fn map_types(instance: &FiniteInstance, map: impl Fn(&Type) -> Type) -> FiniteInstance {
    changed(instance, |content| {
        for group in &mut content.groups {
            group.types = group.types.iter().map(&map).collect();
        }
    })
}

fn scaled_wtp(wtp: &Wtp, factor: &Rational) -> Wtp {
    match wtp {
        Wtp::Point(wtp) => Wtp::Point(wtp * factor),
        Wtp::Cell { low, high, weighted } => {
            Wtp::Cell { low: low * factor, high: high * factor, weighted: weighted * factor }
        }
    }
}

fn revenue(instance: &FiniteInstance) -> Rational {
    let mut revenue = Rational::ZERO;
    for (group, solved) in instance.groups.iter().zip(optimum(instance).groups) {
        for item in &solved.menu {
            for ty in &group.types[item.first..=item.last] {
                revenue += &group.mass * &ty.prob * &item.transfer;
            }
        }
    }
    revenue
}

proptest! {
    #[test]
    fn convex_and_non_decreasing_in_alpha_with_revenue_as_slope(instance in instances(), step in 1_u32..40) {
        let step = Rational::from(step) / Rational::from(8);
        let (low, middle, high) = (&instance.alpha, &instance.alpha + &step, &instance.alpha + &step + &step);
        let at = |alpha: &Rational| value(&with_alpha(&instance, alpha.clone()));
        let (w0, w1, w2) = (at(low), at(&middle), at(&high));
        prop_assert!(w0 <= w1 && w1 <= w2);
        prop_assert!(&w1 - &w0 <= &w2 - &w1);
        // A revenue of an optimal mechanism is a subgradient.
        let slope = revenue(&with_alpha(&instance, middle.clone())) * &step;
        prop_assert!(&w1 - &w0 <= slope && slope <= &w2 - &w1);
    }

    #[test]
    fn homogeneous_of_degree_one(instance in instances(), factor in 1_u32..30) {
        let factor = Rational::from(factor) / Rational::from(7);
        let base = value(&instance) * &factor;
        let weights = map_types(&with_alpha(&instance, &instance.alpha * &factor), |ty| {
            let wtp = match &ty.wtp {
                Wtp::Cell { low, high, weighted } =>
                    Wtp::Cell { low: low.clone(), high: high.clone(), weighted: weighted * &factor },
                point @ Wtp::Point(_) => point.clone(),
            };
            Type::new(wtp, ty.prob.clone(), &ty.weight * &factor)
        });
        prop_assert_eq!(value(&weights), base.clone(), "in (alpha, lambda)");
        let wtp = map_types(&instance, |ty| Type { wtp: scaled_wtp(&ty.wtp, &factor), ..ty.clone() });
        prop_assert_eq!(value(&wtp), base.clone(), "in r");
        let shrink = Rational::from(1) / Rational::from(3);
        let quality = changed(&instance, |content| {
            for level in &mut content.quality {
                level.level *= &shrink;
            }
        });
        prop_assert_eq!(value(&quality), value(&instance) * shrink, "in q");
    }

    #[test]
    fn better_or_more_spread_supply_never_hurts(instance in instances(), at in any::<u32>()) {
        let levels = &instance.quality;
        let at = usize::try_from(at).unwrap() % levels.len();
        let better = Rational::from(1) / Rational::from(100);
        // First-order dominance: one level moves up a little.
        let up = changed(&instance, |content| {
            content.quality[at].level = (&levels[at].level + &better).min(Rational::ONE);
        });
        prop_assert!(value(&instance) <= value(&up));
        // Mean-preserving spread: one level splits into two around it.
        let level = &levels[at].level;
        if *level >= better && level + &better <= Rational::ONE {
            let half = levels[at].mass.clone().unwrap() / Rational::from(2);
            let spread = changed(&instance, |content| {
                content.quality[at] = QualityLevel::new(level - &better, half.clone());
                let upper = QualityLevel::new(level + &better, half);
                content.quality.insert(at + 1, upper);
            });
            prop_assert!(value(&instance) <= value(&spread));
        }
    }

    #[test]
    fn pools_do_not_depend_on_the_supply(instance in instances()) {
        let other = changed(&instance, |content| content.quality = vec![
            QualityLevel::new(number("1/3"), number("1/5")),
            QualityLevel::new(number("0.9"), number("1/7")),
        ]);
        for (a, b) in optimum(&instance).groups.iter().zip(&optimum(&other).groups) {
            prop_assert_eq!(&a.blocks, &b.blocks);
        }
    }

    #[test]
    fn the_order_of_groups_does_not_matter(instance in instances()) {
        let other = changed(&instance, |content| content.groups.reverse());
        prop_assert_eq!(value(&instance), value(&other));
    }

    #[test]
    fn a_label_without_information_is_worth_nothing(instance in instances(), part in 1_u32..9) {
        // One group split in two that differ in nothing.
        let part = Rational::from(part) / Rational::from(9);
        let split = changed(&instance, |content| {
            let mut twin = content.groups[0].clone();
            twin.label = "twin".to_owned();
            twin.mass *= &part;
            content.groups[0].mass *= Rational::ONE - &part;
            content.groups.push(twin);
        });
        prop_assert_eq!(value(&instance), value(&split));
    }

    #[test]
    fn dropping_a_label_never_helps(instance in instances(), shift in 0_u32..8) {
        // Two groups with the same wtp and other probabilities and weights, and the group without label.
        let first = instance.groups[0].clone();
        let n = first.types.len();
        let mut second = Group { label: "second".to_owned(), ..first.clone() };
        let shift = usize::try_from(shift).unwrap();
        for k in 0..n {
            let other = &first.types[(k + shift) % n];
            second.types[k].prob = other.prob.clone();
            if let Wtp::Point(_) = second.types[k].wtp {
                second.types[k].weight = other.weight.clone();
            }
        }
        let total = &first.mass + &second.mass;
        let mut merged = first.clone();
        for (k, ty) in merged.types.iter_mut().enumerate() {
            let (a, b) = (&first.types[k], &second.types[k]);
            let (wa, wb) = (&first.mass * &a.prob, &second.mass * &b.prob);
            let w = &wa + &wb;
            ty.prob = &w / &total;
            ty.weight = (&wa * &a.weight + &wb * &b.weight) / &w;
            if let Wtp::Cell { weighted, .. } = &mut ty.wtp {
                *weighted = (&wa * a.weighted_wtp().as_ref() + &wb * b.weighted_wtp().as_ref()) / &w;
            }
        }
        merged.mass = total;
        let with_groups = |groups| changed(&instance, |content| content.groups = groups);
        let (with_label, without) = (with_groups(vec![first, second]), with_groups(vec![merged]));
        prop_assert!(value(&without) <= value(&with_label));
    }
}
