//! Random instances of the wider model against their grids of cells.

use std::fmt::Write as _;
use std::path::Path;

use ironproof_instance::discretize;
use ironproof_ironing::wider::{self, Answer};
use ironproof_number::rational::Rational;
use ironproof_test_inputs::Random;

use super::optimum;

/// A continuous instance of levels with costs that rise, some without limit, and groups with external values.
fn random_levels(random: &mut Random) -> String {
    let quarters = |n: usize| format!("\"{n}/4\"");
    let (mut slope, mut cost, mut levels) = (0, 0, Vec::new());
    for quality in 1..=1 + random.below(3) {
        // In quarters: each step of a quarter of quality costs a slope more.
        slope += random.below(4);
        cost += slope;
        let mass = random.pick(&["\"unlimited\"", "\"1/5\"", "\"1/2\"", "\"1\""]);
        levels.push(format!("{{ level = \"{quality}/4\", mass = {mass}, cost = \"{cost}/16\" }}"));
    }
    let mut text = format!(
        "name = \"random\"\nalpha = {}\nquality = {{ kind = \"levels\", levels = [{}] }}\n",
        quarters(random.below(7)),
        levels.join(", ")
    );
    for g in 0..=random.below(3) {
        let wtp = random.pick(&[
            "kind = \"uniform\", low = \"0\", high = \"3\"",
            "kind = \"uniform\", low = \"1\", high = \"2\", spike = \"1/5\"",
            "kind = \"histogram\", knots = [\"0\", \"1\", \"3\", \"4\"], mass = [\"1/2\", \"0\", \"1/2\"]",
            "kind = \"table\", rows = [[\"1\", \"1/3\"], [\"2\", \"2/3\"]]",
        ]);
        let line = |low: String, high: String| {
            format!("{{ kind = \"linear\", of = \"wtp\", at_low = {low}, at_high = {high} }}")
        };
        let weight = line(quarters(random.below(9)), quarters(random.below(9)));
        let value = |n: usize| format!("\"{}/4\"", i64::try_from(n).expect("small") - 4);
        let external = line(value(random.below(9)), value(random.below(9)));
        let mass = quarters(1 + random.below(4));
        let _ = write!(
            text,
            "[[group]]\nlabel = \"g{g}\"\nmass = {mass}\nwtp = {{ {wtp} }}\nweight = {weight}\n\
             external = {external}\n"
        );
    }
    text
}

/// Cells are feasible, so that their value is not above the optimum. It is found by another way: ironing of types, and
/// columns.
#[test]
fn random_continuous_instances_agree_with_their_cells() {
    let width = Rational::ONE / Rational::from(1_000_000);
    for seed in 0..150 {
        let text = random_levels(&mut Random::new(seed));
        let instance = ironproof_instance::read(&text, Path::new("")).expect("valid");
        let answer = optimum(&instance, &width);
        let value = answer.unwrap_or_else(|error| panic!("{seed}: {error}\n{text}")).totals.value;
        let config = discretize::GridConfig { types: 200, ..Default::default() };
        let grid = discretize::discretize(&instance, &config).expect("a grid").instance;
        let Answer::Optimal(priced) = wider::answer(&grid) else { panic!("{text}") };
        let cells = priced.optimum.value;
        assert!(cells <= value.high, "{seed}: {cells} is above {value:?}\n{text}");
        // What a grid loses is small: a value far above it would be too high.
        let near = &cells + Rational::from(1) / Rational::from(200);
        assert!(value.low <= near, "{seed}: {cells} is below {value:?}\n{text}");
    }
}

/// Densities and series with external values: against cells, and a constant one cancels a cost.
#[test]
fn external_values_of_densities_agree_with_their_cells() {
    let width = Rational::ONE / Rational::from(1_000_000);
    let solved = |text: &str| {
        let instance = ironproof_instance::read(text, Path::new("")).expect("valid");
        let value = optimum(&instance, &width).unwrap_or_else(|error| panic!("{error}\n{text}"));
        (instance, value.totals.value)
    };
    for wtp in [
        "kind = \"lognormal\", mu = \"0\", sigma = \"1/2\", high = \"6\", tail = \"condition\"",
        "kind = \"exponential\", rate = \"1\", high = \"8\", tail = \"clip\"",
        "kind = \"gamma\", shape = \"2\", rate = \"2\", high = \"5\", tail = \"clip\"",
        "kind = \"triangular\", low = \"0\", mode = \"1\", high = \"3\"",
    ] {
        let of = |external: &str, cost: &str| {
            solved(&format!(
                "name = \"x\"\nalpha = \"1\"\nquality = {{ kind = \"levels\", levels = [\
                 {{ level = \"1\", mass = \"1/2\", cost = \"{cost}\" }}] }}\n[[group]]\nlabel = \"g\"\n\
                 mass = \"1\"\nwtp = {{ {wtp} }}\nweight = {{ kind = \"linear\", of = \"wtp\", \
                 at_low = \"3/2\", at_high = \"0\" }}\nexternal = {{ {external} }}\n"
            ))
        };
        let (_, plain) = of("kind = \"constant\", value = \"0\"", "0");
        let (_, cancelled) = of("kind = \"constant\", value = \"1/3\"", "1/3");
        assert!(!plain.is_below(&cancelled) && !cancelled.is_below(&plain), "{wtp}");
        for external in [
            "kind = \"linear\", of = \"wtp\", at_low = \"1\", at_high = \"-1\"",
            "kind = \"power\", scale = \"-1/2\", exponent = \"1/2\", shift = \"1/4\"",
        ] {
            let (instance, value) = of(external, "0");
            let config = discretize::GridConfig { types: 400, ..Default::default() };
            let grid = discretize::discretize(&instance, &config).expect("a grid").instance;
            let Answer::Optimal(priced) = wider::answer(&grid) else { panic!("{wtp}") };
            let (cells, rounding) =
                (priced.optimum.value, Rational::ONE / Rational::from(1_000_000_000));
            assert!(cells <= &value.high + rounding, "{wtp} {external}: {cells} {value:?}");
            assert!(value.low <= cells + Rational::ONE / Rational::from(1000), "{wtp} {external}");
        }
    }
}
