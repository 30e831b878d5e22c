//! The integer path and the general one give the same optimum: value, menus, lotteries, payments and blocks.

use super::data::Units;
use super::integer::Unfit;
use super::{Optimum, general_optimum, integer, optimum, segments};
use ironproof_instance::finite::{Content, FiniteInstance, Wtp};
use ironproof_instance::random::{self, Sizes};
use ironproof_number::IBig;
use ironproof_number::rational::Rational;

/// One group with many types, a few groups, and many groups with few types. Runs have four types in tests, so that
/// all of these have runs that are kept and runs that are opened.
const SIZES: [Sizes; 4] = [
    Sizes { groups: 1, types: 39, levels: 6 },
    Sizes { groups: 3, types: 12, levels: 6 },
    Sizes { groups: 8, types: 39, levels: 3 },
    Sizes { groups: 40, types: 6, levels: 10 },
];

/// Small numbers, so that ties come up; in every third instance each group comes twice, and all blocks are ties.
fn instance(case: u64) -> FiniteInstance {
    let sizes = SIZES[usize::try_from(case % 4).unwrap()];
    let instance = random::instance(11, case, sizes);
    if !case.is_multiple_of(3) {
        return instance;
    }
    let twice = |content: &mut Content| {
        let mut again = content.groups.clone();
        for group in &mut again {
            group.label += " again";
        }
        content.groups.extend(again);
    };
    instance.changed(twice).unwrap()
}

/// The optimum in integers, which is that of the general path; `None` if the numbers do not fit.
#[track_caller]
fn check_same(instance: &FiniteInstance) -> Result<Optimum, Unfit> {
    let units = Units::of(instance);
    let general = general_optimum(instance, &units);
    let found = integer::optimum(instance, &units);
    if let Ok(found) = &found {
        assert_eq!(*found, general, "{}", instance.name);
    }
    assert_eq!(optimum(instance), general, "{}", instance.name);
    found
}

#[test]
fn integers_give_the_optimum_of_the_general_path() {
    let (mut n_points, mut n_pools, mut n_shared) = (0, 0, 0);
    for case in 0..14_000 {
        let instance = instance(case);
        let is_point = |group: &_| {
            matches!(group, &ironproof_instance::finite::Type { wtp: Wtp::Point(_), .. })
        };
        let has_cells = !instance.groups.iter().flat_map(|group| &group.types).all(is_point);
        match check_same(&instance) {
            Ok(found) => {
                assert!(!has_cells);
                n_points += 1;
                for (group, solved) in instance.groups.iter().zip(&found.groups) {
                    n_pools += solved.blocks.iter().filter(|(first, last)| first < last).count();
                    n_shared += segments(group, solved).len();
                }
            }
            Err(unfit) => assert!(has_cells && unfit == Unfit::Cells, "{case}: {unfit}"),
        }
    }
    assert!(10_000 < n_points && 10_000 < n_pools && 20_000 < n_shared, "{n_points} {n_pools}");
}

/// The bounds decide: whatever is inside is right, and what is outside goes the general way.
#[test]
fn large_numbers_are_refused_or_right() {
    let (mut n_inside, mut n_outside) = (0, 0);
    for case in 0..6_000 {
        let power = |e: u64| Rational::from(IBig::from(10).pow(usize::try_from(e).unwrap()));
        let (wtp, weight) = (power(case % 19), power(case / 19 % 17));
        let large = |content: &mut Content| {
            for ty in content.groups.iter_mut().flat_map(|group| &mut group.types) {
                if let Wtp::Point(point) = &mut ty.wtp {
                    *point = &*point * &wtp + Rational::from(case);
                }
                ty.weight = &ty.weight * &weight;
            }
            content.alpha = &content.alpha * &weight;
        };
        let instance = random::instance(12, case * 7, SIZES[1]).changed(large).unwrap();
        match check_same(&instance) {
            Ok(_) => n_inside += 1,
            Err(unfit) => {
                assert_eq!(unfit, Unfit::TooLarge);
                n_outside += 1;
            }
        }
    }
    assert!(1_000 < n_inside && 1_000 < n_outside, "{n_inside} inside, {n_outside} outside");
}
