//! Large type grids: the fast path against exact ironing, on shapes that broke other solvers.

use ironproof::finite::{Content, FiniteInstance, Group, QualityLevel, Type, Wtp};
use ironproof::ironing::fast::{
    Columns, Mechanism, Problem, Schedule, ShapeError, Workspace, solve,
};
use ironproof::ironing::integer::{self, Unfit};
use ironproof::ironing::{self, Optimum};
use ironproof::rational::{Rational, approx, exact};

/// One group: its columns of doubles.
pub struct Arrays {
    pub mass: f64,
    pub wtp: Vec<f64>,
    pub prob: Vec<f64>,
    pub weight: Vec<f64>,
}

impl Arrays {
    fn columns(&self) -> Columns<'_> {
        Columns { mass: self.mass, wtp: &self.wtp, prob: &self.prob, weight: &self.weight }
    }
}

/// Dyadic data, so that floats and rationals say the same: 1/4096 is the unit of everything.
fn arrays(n: u32, mass: f64, weight: impl Fn(u64) -> u64) -> Arrays {
    assert!(n.is_power_of_two());
    let unit = 1.0 / 4096.0;
    Arrays {
        mass,
        wtp: (0..n).map(|k| f64::from(4096 + k) * unit).collect(),
        prob: vec![1.0 / f64::from(n); usize::try_from(n).unwrap()],
        weight: (0..u64::from(n))
            .map(|k| f64::from(u32::try_from(weight(k)).unwrap()) * unit)
            .collect(),
    }
}

fn scramble(k: u64) -> u64 {
    (k * 2_654_435_761 % (1 << 32)) >> 19
}

pub fn shapes(size: u32) -> Vec<(&'static str, Arrays)> {
    let n = u64::from(size);
    let shape = |weight: &dyn Fn(u64) -> u64| arrays(size, 1.0, weight);
    vec![
        ("smooth", shape(&|k| 5000 - 1000 * k / n)),
        ("noisy", shape(&scramble)),
        ("rising", shape(&|k| 8192 * k / n)),
        ("falling", shape(&|k| 32_768 - 32_768 * k / n)),
        ("one giant pool", shape(&|k| if k + 1 == n { 0 } else { 40_960 })),
        ("alternating", shape(&|k| if k % 2 == 0 { 0 } else { 8192 })),
        ("cascade", shape(&|k| if k % 64 == 0 { 65_536 } else { k % 64 * 64 })),
        // Pools that start and end in the middle of chunks of single types.
        ("borders", shape(&|k| if k % 512 == 0 { 409_600 } else { 2048 })),
        ("ties", shape(&|_| 4096)),
        ("worthless", shape(&|_| 0)),
    ]
}

pub fn finite(groups: &[&Arrays], levels: &[f64], supply: &[f64]) -> FiniteInstance {
    let number = |x: &f64| exact(*x).unwrap();
    let groups = groups.iter().enumerate().map(|(g, arrays)| {
        let (mass, wtp) = (number(&arrays.mass), |k: usize| Wtp::Point(number(&arrays.wtp[k])));
        let ty = |k| Type::new(wtp(k), number(&arrays.prob[k]), number(&arrays.weight[k]));
        Group { label: g.to_string(), mass, types: (0..arrays.wtp.len()).map(ty).collect() }
    });
    let quality = levels
        .iter()
        .zip(supply)
        .map(|(level, mass)| QualityLevel::new(number(level), number(mass)));
    let (name, groups, quality) = ("arrays".to_owned(), groups.collect(), quality.collect());
    FiniteInstance::new(Content::new(name, Rational::ONE, groups, quality)).unwrap()
}

#[track_caller]
fn check_close(name: &str, found: f64, exactly: &Rational) {
    let expected = approx(exactly);
    assert!(
        (found - expected).abs() <= 1e-11 * (1.0 + expected.abs()),
        "{name}: {found} {expected}"
    );
}

/// Value and mechanism against the exact optimum; ties leave the mechanism open.
#[track_caller]
fn check_against_exact(name: &str, groups: &[&Arrays], levels: &[f64], supply: &[f64]) -> Optimum {
    let columns: Vec<Columns<'_>> = groups.iter().map(|arrays| arrays.columns()).collect();
    let problem = Problem { groups: &columns, alpha: 1.0, levels, supply };
    let mut space = Workspace::new();
    let value = solve(&problem, &mut space, Schedule::Sequential).unwrap();
    let optimum = ironing::optimum(&finite(groups, levels, supply));
    check_close(name, value, &optimum.value);
    // The mechanism is worth what the solver says, and is monotone and individually rational.
    let mut objective = 0.0;
    for (g, columns) in columns.iter().enumerate() {
        let n = columns.wtp.len();
        let (mut q, mut t, mut u) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        let out = Mechanism { quality: &mut q, transfer: &mut t, utility: &mut u };
        space.fill(columns, g, out, Schedule::Parallel);
        assert!(q.is_sorted() && u[0] >= -1e-12, "{name}");
        for k in 0..n {
            let mass = columns.mass * columns.prob[k];
            let worth = columns.weight[k] * (columns.wtp[k] * q[k] - t[k]) + t[k];
            objective += mass * worth;
        }
        let mut next = n;
        space.for_each_block(&problem, g, |block| {
            assert_eq!(block.last + 1, next, "{name}: blocks leave no gap");
            next = block.first;
        });
        assert_eq!(next, 0);
    }
    check_close(name, objective, &optimum.value);
    optimum
}

const LEVELS: [f64; 3] = [0.25, 0.5, 1.0];
const SUPPLY: [f64; 3] = [0.125, 0.25, 0.125];

#[test]
fn the_fast_path_agrees_on_every_shape() {
    for n in [1, 2, 64, 1024, 4096] {
        for (name, arrays) in shapes(n) {
            check_against_exact(&format!("{name} {n}"), &[&arrays], &LEVELS, &SUPPLY);
            check_against_exact(&format!("{name} {n}, plenty"), &[&arrays], &[0.5], &[2.0]);
        }
    }
}

#[test]
fn the_fast_path_agrees_on_several_groups() {
    let (a, b) = (arrays(2048, 0.5, scramble), arrays(4096, 0.25, |k| 5000 - k / 8));
    let c = arrays(8, 0.25, |k| 1000 * k);
    check_against_exact("three groups", &[&a, &b, &c], &LEVELS, &SUPPLY);
}

#[test]
fn blocks_are_those_of_exact_ironing() {
    for (name, arrays) in shapes(2048) {
        // Floats decide ties between dyadic numbers of this size exactly as rationals do.
        if name == "ties" {
            continue;
        }
        let optimum = check_against_exact(name, &[&arrays], &LEVELS, &SUPPLY);
        let columns = [arrays.columns()];
        let problem = Problem { groups: &columns, alpha: 1.0, levels: &LEVELS, supply: &SUPPLY };
        let mut space = Workspace::new();
        solve(&problem, &mut space, Schedule::Sequential).unwrap();
        let mut blocks = Vec::new();
        space.for_each_block(&problem, 0, |block| blocks.push((block.first, block.last)));
        blocks.reverse();
        assert_eq!(blocks, optimum.groups[0].blocks, "{name}");
        assert_eq!(blocks.len(), space.n_blocks(0), "{name}");
    }
}

#[test]
fn no_bit_depends_on_the_number_of_threads() {
    for (name, arrays) in shapes(1 << 19) {
        let columns = [arrays.columns()];
        let problem = Problem { groups: &columns, alpha: 1.0, levels: &LEVELS, supply: &SUPPLY };
        let mut space = Workspace::new();
        let alone = solve(&problem, &mut space, Schedule::Sequential).unwrap();
        let menu = space.menu(0).to_vec();
        for threads in [1, 2, 3, 7] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let together =
                pool.install(|| solve(&problem, &mut space, Schedule::Parallel)).unwrap();
            assert_eq!(together.to_bits(), alone.to_bits(), "{name} on {threads}");
            assert_eq!(space.menu(0), menu, "{name} on {threads}");
        }
    }
}

#[test]
fn arrays_that_do_not_fit_are_refused() {
    let good = arrays(4, 1.0, |_| 0);
    let mut space = Workspace::new();
    let mut refused = |columns: Columns<'_>, levels: &[f64], supply: &[f64]| {
        let problem = Problem { groups: &[columns], alpha: 1.0, levels, supply };
        solve(&problem, &mut space, Schedule::Sequential).unwrap_err()
    };
    let short = Columns { prob: &good.prob[1..], ..good.columns() };
    assert_eq!(refused(short, &LEVELS, &SUPPLY), ShapeError::Columns(0));
    let empty = Columns { mass: 1.0, wtp: &[], prob: &[], weight: &[] };
    assert_eq!(refused(empty, &LEVELS, &SUPPLY), ShapeError::Columns(0));
    assert_eq!(refused(good.columns(), &LEVELS, &SUPPLY[1..]), ShapeError::Levels);
    assert_eq!(refused(good.columns(), &[], &[]), ShapeError::Levels);
}

/// What of `arrays` goes into integers: 1/4096 is the unit of willingness to pay and of weights.
fn integers(arrays: &Arrays) -> [Vec<i64>; 3] {
    let scaled = |column: &[f64], unit: u32| -> Vec<i64> {
        let integer = |x: &f64| {
            let scaled = exact(*x).unwrap() * Rational::from(unit);
            assert!(scaled.denominator().is_one());
            i64::try_from(scaled.numerator()).unwrap()
        };
        column.iter().map(integer).collect()
    };
    let n = u32::try_from(arrays.wtp.len()).unwrap();
    [scaled(&arrays.wtp, 4096), scaled(&arrays.prob, n), scaled(&arrays.weight, 4096)]
}

/// Value, menus and the number of blocks are those of exact ironing of the same instance.
#[track_caller]
fn check_integers(name: &str, groups: &[&Arrays], levels: &[f64], supply: &[f64]) {
    const MASS_UNIT: u32 = 1 << 20;
    let mass = |x: f64, over: usize| {
        let scaled = exact(x).unwrap() * Rational::from(MASS_UNIT) / Rational::from(over);
        assert!(scaled.denominator().is_one());
        i64::try_from(scaled.numerator()).unwrap()
    };
    let columns: Vec<_> = groups.iter().map(|arrays| integers(arrays)).collect();
    let groups_of: Vec<_> = columns
        .iter()
        .zip(groups)
        .map(|([wtp, prob, weight], arrays)| {
            let mass = mass(arrays.mass, wtp.len());
            integer::Columns::new(wtp, prob, weight, mass).unwrap()
        })
        .collect();
    let exact_levels: Vec<Rational> = levels.iter().map(|level| exact(*level).unwrap()).collect();
    let masses: Vec<i64> = supply.iter().map(|m| mass(*m, 1)).collect();
    let problem = integer::Problem {
        groups: &groups_of,
        alpha: 4096,
        wtp_unit: 4096,
        weight_unit: 4096,
        mass_unit: i64::from(MASS_UNIT),
        levels: &exact_levels,
        supply: &masses,
    };
    let found = integer::solve(&problem).unwrap();
    let optimum = ironing::optimum(&finite(groups, levels, supply));
    assert_eq!(found.value, optimum.value, "{name}");
    for (g, group) in optimum.groups.iter().enumerate() {
        assert_eq!(found.n_blocks[g], group.blocks.len(), "{name}, group {g}");
        assert_eq!(found.menus[g], group.menu, "{name}, group {g}");
    }
}

#[test]
fn integers_give_the_exact_optimum_on_every_shape() {
    for n in [1, 2, 64, 512, 1024, 4096] {
        for (name, arrays) in shapes(n) {
            check_integers(&format!("{name} {n}"), &[&arrays], &LEVELS, &SUPPLY);
            check_integers(&format!("{name} {n}, plenty"), &[&arrays], &[0.5], &[2.0]);
        }
    }
}

#[test]
fn integers_give_the_exact_optimum_of_several_groups() {
    let (a, b) = (arrays(2048, 0.5, scramble), arrays(4096, 0.25, |k| 5000 - k / 8));
    let (c, d) = (arrays(8, 0.25, |k| 1000 * k), arrays(4096, 0.5, |k| 5000 - k / 8));
    check_integers("three groups", &[&a, &b, &c], &LEVELS, &SUPPLY);
    check_integers("the same group twice", &[&b, &d], &LEVELS, &SUPPLY);
}

#[test]
fn integers_that_break_a_rule_are_refused() {
    let refused = |wtp: &[i64], prob: &[i64], weight: &[i64]| {
        integer::Columns::new(wtp, prob, weight, 1).unwrap_err()
    };
    assert_eq!(refused(&[], &[], &[]), Unfit::Shape);
    assert_eq!(refused(&[1, 2], &[1], &[1, 1]), Unfit::Shape);
    assert_eq!(refused(&[-1, 2], &[1, 1], &[1, 1]), Unfit::Wtp(0));
    assert_eq!(refused(&[1, 1], &[1, 1], &[1, 1]), Unfit::Wtp(1));
    assert_eq!(refused(&[1, 2], &[1, 0], &[1, 1]), Unfit::Prob(1));
    assert_eq!(refused(&[1, 2], &[1, 1], &[1, -1]), Unfit::Weight(1));
    assert_eq!(refused(&[1, 2], &[i64::MAX, 1], &[1, 1]), Unfit::TooLarge);
    let levels = [Rational::ONE];
    let solve = |wtp: &[i64], prob: &[i64], weight: &[i64], supply: &[i64]| {
        let groups = [integer::Columns::new(wtp, prob, weight, 1).unwrap()];
        let (alpha, wtp_unit, weight_unit, mass_unit) = (1, 1, 1, 2);
        let levels = &levels;
        integer::solve(&integer::Problem {
            groups: &groups,
            alpha,
            wtp_unit,
            weight_unit,
            mass_unit,
            levels,
            supply,
        })
    };
    assert_eq!(solve(&[1, 2], &[1, 1], &[1, 1], &[]), Err(Unfit::Numbers));
    assert_eq!(solve(&[1, 2], &[1, 1], &[1, 1], &[0]), Err(Unfit::Numbers));
    assert!(solve(&[1, 2], &[1, 1], &[1, 1], &[1]).is_ok());
    // Each bound by itself: A, alpha f r, the rents of a long gap, products of sums.
    let large = 1 << 40;
    assert_eq!(solve(&[1, 2], &[1, large], &[1, large], &[1]), Err(Unfit::TooLarge));
    assert_eq!(solve(&[1, large], &[large, 1], &[1, 1], &[1]), Err(Unfit::TooLarge));
    assert_eq!(solve(&[1, large], &[1, 1], &[large, 1], &[1]), Err(Unfit::TooLarge));
    let wtp: Vec<i64> = (0..64).map(|k| large + k).collect();
    assert_eq!(solve(&wtp, &[1 << 20; 64], &[1 << 34; 64], &[1]), Err(Unfit::TooLarge));
    assert!(solve(&wtp, &[1 << 10; 64], &[1 << 34; 64], &[1]).is_ok());
}
