//! Plain arrays for benches: the shapes of `ironproof bench`, as integers and as doubles.

#![allow(
    clippy::float_arithmetic,
    dead_code,
    reason = "inputs of several benches, none of which uses all"
)]

use ironproof::ironing::{fast, integer};
use ironproof::rational::Rational;

pub(crate) const SHAPES: [&str; 9] = [
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

const LEVELS: i64 = 100;

/// The columns of one group.
pub(crate) struct Columns<T> {
    pub(crate) wtp: Vec<T>,
    pub(crate) prob: Vec<T>,
    pub(crate) weight: Vec<T>,
}

/// An instance: `groups` groups of equal mass, objects for four fifths of the agents.
pub(crate) struct Arrays {
    pub(crate) integers: Vec<Columns<i64>>,
    pub(crate) doubles: Vec<Columns<f64>>,
    alpha: i64,
    wtp_unit: i64,
    /// Of each group.
    prob_unit: i64,
    levels: Vec<Rational>,
    double_levels: Vec<f64>,
    supply: Vec<i64>,
    double_supply: Vec<f64>,
}

pub(crate) fn arrays(shape: &str, n_types: i64) -> Arrays {
    let groups = if shape == "many-groups" { 1000.min(n_types) } else { 1 };
    let n = n_types / groups;
    // Finer weights would leave machine words at 10^8 types.
    let steps = n.min(1_000_000);
    // Weights are integers over `alpha`, which stands for 1.
    let alpha = match shape {
        "rising" | "falling" => n,
        "giant-pool" | "alternating" | "ties" => 1,
        "cascade" => 64,
        _ => 4 * steps,
    };
    let weight = |k: i64| match shape {
        "rising" => 2 * k,
        "falling" => 8 * (n - k),
        "giant-pool" => i64::from(k + 1 < n) * 10,
        "alternating" => k % 2 * 2,
        "cascade" if k % 64 == 0 => 16 * 64,
        "cascade" => k % 64,
        "ties" => 1,
        _ => 5 * steps - 2 * k * steps / n,
    };
    let share = |k: i64| {
        // Multiplicative hashing by the golden ratio.
        let hash = k % (1 << 20) * 2_654_435_761 % (1 << 32) / 64;
        if shape == "noisy" { 500 + hash % 1000 } else { 1 }
    };
    // Groups are shifted against each other, so that their types interleave.
    let column = |of: &dyn Fn(i64) -> i64| -> Vec<i64> { (0..n).map(of).collect() };
    let integers: Vec<Columns<i64>> = (0..groups)
        .map(|g| Columns {
            wtp: column(&|k| (n + k) * groups + g),
            prob: column(&share),
            weight: column(&weight),
        })
        .collect();
    let wtp_unit = n * groups;
    let prob_unit = integers[0].prob.iter().sum();
    let levels: Vec<i64> = (1..=LEVELS).collect();
    Arrays {
        integers,
        doubles: Vec::new(),
        alpha,
        wtp_unit,
        prob_unit,
        levels: levels.iter().map(|&j| Rational::from(j) / Rational::from(LEVELS)).collect(),
        double_levels: over(&levels, LEVELS),
        // Unit 5 LEVELS groups F; a level has 4 / (5 LEVELS).
        supply: vec![4 * groups * prob_unit; levels.len()],
        double_supply: over(&vec![4; levels.len()], 5 * LEVELS),
    }
}

#[expect(clippy::cast_precision_loss, reason = "columns are below 2^53")]
fn over(column: &[i64], unit: i64) -> Vec<f64> {
    column.iter().map(|&x| x as f64 / unit as f64).collect()
}

impl Arrays {
    /// Fills `doubles`, which takes as much memory again.
    pub(crate) fn make_doubles(&mut self) {
        self.doubles = self
            .integers
            .iter()
            .map(|columns| Columns {
                wtp: over(&columns.wtp, self.wtp_unit),
                prob: over(&columns.prob, self.prob_unit),
                weight: over(&columns.weight, self.alpha),
            })
            .collect();
    }

    pub(crate) fn double_groups(&self) -> Vec<fast::Columns<'_>> {
        let mass = over(&[1], i64::try_from(self.doubles.len()).expect("few groups"))[0];
        self.doubles
            .iter()
            .map(|Columns { wtp, prob, weight }| fast::Columns { mass, wtp, prob, weight })
            .collect()
    }

    pub(crate) fn double_problem<'a>(
        &'a self,
        groups: &'a [fast::Columns<'a>],
    ) -> fast::Problem<'a> {
        let (levels, supply) = (&self.double_levels, &self.double_supply);
        fast::Problem { groups, alpha: 1.0, levels, supply }
    }

    pub(crate) fn integer_groups(&self) -> Vec<integer::Columns<'_>> {
        self.integers
            .iter()
            .map(|Columns { wtp, prob, weight }| {
                integer::Columns::new(wtp, prob, weight, 5 * LEVELS).expect("a valid group")
            })
            .collect()
    }

    pub(crate) fn integer_problem<'a>(
        &'a self,
        groups: &'a [integer::Columns<'a>],
    ) -> integer::Problem<'a> {
        let n_groups = i64::try_from(groups.len()).expect("few groups");
        integer::Problem {
            groups,
            alpha: self.alpha,
            wtp_unit: self.wtp_unit,
            weight_unit: self.alpha,
            mass_unit: 5 * LEVELS * n_groups * self.prob_unit,
            levels: &self.levels,
            supply: &self.supply,
        }
    }
}
