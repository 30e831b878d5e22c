//! The bracket around the continuous optimum: it contains what it must, and nothing else.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use ironproof::bounds::{Bracket, Error, bracket};
use ironproof::continuum::optimum;
use ironproof::curves::NoEnclosure;
use ironproof::discretize::{GridConfig, Method, Points, Spacing, discretize};
use ironproof::finite::{FiniteInstance, Wtp};
use ironproof::instance::{self, ContinuousInstance, Optimum};
use ironproof::ironing;
use ironproof::rational::Rational;

use crate::common::{number, randoms};

const MOST_CELLS: usize = 1_000_000;

fn folder() -> PathBuf {
    Path::new(crate::common::ROOT).join("instances/closed-form")
}

fn read(text: &str) -> ContinuousInstance {
    instance::read(text, &folder()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn bracket_of(instance: &ContinuousInstance, width: &str) -> Bracket {
    bracket(instance, &number(width), MOST_CELLS).unwrap()
}

/// All shipped closed forms: polynomials, logarithms and powers.
fn closed_forms() -> Vec<ContinuousInstance> {
    let files = std::fs::read_dir(folder()).unwrap();
    let text =
        |entry: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(entry.unwrap().path());
    let instances: Vec<_> = files.map(|entry| read(&text(entry).unwrap())).collect();
    assert!(instances.len() >= 32, "{}", instances.len());
    instances
}

#[test]
fn every_closed_form_is_inside_and_its_neighbours_are_not() {
    for instance in closed_forms() {
        let optimum = instance.optimum.clone().unwrap();
        for width in ["1e-6", "1e-9"] {
            let bracket = bracket_of(&instance, width);
            assert!(bracket.upper() - bracket.lower() <= number(width), "{}", instance.name);
            let (low, high) = optimum.ends();
            assert!(bracket.lower() <= low && high <= bracket.upper(), "{}", instance.name);
            assert!(bracket.admits(&optimum));
            for shift in ["1e-5", "-1e-5"] {
                let wrong = Optimum::Exact(low + number(shift));
                assert!(!bracket.admits(&wrong), "{}: {wrong:?}", instance.name);
            }
        }
    }
}

/// Atoms only: the continuous instance is the finite one, and the bracket is a point.
#[test]
fn a_finite_instance_of_atoms_is_solved_exactly() {
    let mut n_checked = 0;
    for finite in randoms(11, 150) {
        let Some(text) = as_atoms(&finite) else { continue };
        let bracket = bracket_of(&read(&text), "1e-3");
        let optimum = ironing::optimum(&finite).value;
        assert_eq!((bracket.lower(), bracket.upper()), (&optimum, &optimum), "{}", finite.name);
        n_checked += 1;
    }
    assert!(n_checked > 100, "{n_checked}");
}

/// The same for the mechanism itself: who gets what is enclosed, and its value is that of ironing.
#[test]
fn the_mechanism_of_atoms_has_the_value_of_ironing() {
    let mut n_checked = 0;
    for finite in randoms(12, 300) {
        let Some(text) = as_atoms(&finite) else { continue };
        let answer = optimum(&read(&text), &number("1e-6")).expect("decided");
        let value = &answer.totals.value;
        assert!(value.admits(&ironing::optimum(&finite).value), "{}: {value:?}", finite.name);
        assert!(value.width() < number("1e-15"), "{}: {value:?}", finite.name);
        n_checked += 1;
    }
    assert!(n_checked > 200, "{n_checked}");
}

/// The value of the mechanism and the bracket of cells are found in different ways.
#[test]
fn the_mechanism_is_worth_what_the_bracket_says() {
    for (d, wtp) in DISTRIBUTIONS.iter().enumerate() {
        for (w, weight) in WEIGHTS.iter().enumerate() {
            let alpha = ["0", "2/3", "1", "3"][(d + w) % 4];
            let instance = curved(wtp, weight, alpha);
            let bracket = bracket_of(&instance, "1e-6");
            let place = format!("{wtp}, {weight}, alpha {alpha}: {bracket:?}");
            let answer = optimum(&instance, &number("1e-6"));
            let value = answer.unwrap_or_else(|error| panic!("{place}: {error}")).totals.value;
            let slack = number("1e-12");
            assert!(*bracket.lower() <= &value.high + &slack, "{place}: {value:?}");
            assert!(&value.low - &slack <= *bracket.upper(), "{place}: {value:?}");
        }
    }
}

fn as_atoms(finite: &FiniteInstance) -> Option<String> {
    let mut text = format!("name = \"{}\"\nalpha = \"{}\"\n", finite.name, finite.alpha);
    text.push_str("quality = { kind = \"levels\", levels = [");
    for level in &finite.quality {
        let _ = write!(
            text,
            "{{ level = \"{}\", mass = \"{}\" }}, ",
            level.level,
            level.mass.clone().unwrap()
        );
    }
    text.push_str("] }\n");
    for group in &finite.groups {
        let (label, mass) = (&group.label, &group.mass);
        let _ = write!(text, "[[group]]\nlabel = \"{label}\"\nmass = \"{mass}\"\n");
        text.push_str("weight = { kind = \"table\" }\nwtp = { kind = \"table\", rows = [");
        for ty in &group.types {
            let Wtp::Point(wtp) = &ty.wtp else { return None };
            let _ = write!(text, "[\"{wtp}\", \"{}\", \"{}\"], ", ty.prob, ty.weight);
        }
        text.push_str("] }\n");
    }
    Some(text)
}

/// Jumps, kinks, an atom, curved quality with an atom, too few and too many objects, two groups.
fn rich(alpha: &str, mass: &str) -> ContinuousInstance {
    read(&format!(
        r#"
name = "rich"
alpha = "{alpha}"
[quality]
kind = "piecewise"
mass = "{mass}"
pieces = [
  {{ from = "0", to = "1/3", polynomial = ["0", "0", "1"] }},
  {{ from = "1/3", to = "1/2", polynomial = ["1/3"] }},
  {{ from = "1/2", to = "1", polynomial = ["1/4", "1/2", "1/8"] }},
]
[[group]]
label = "a"
mass = "2/3"
wtp = {{ kind = "piecewise", pieces = [
  {{ from = "0", to = "1/4", polynomial = ["1/5", "1"] }},
  {{ from = "1/4", to = "1/2", polynomial = ["3/4"] }},
  {{ from = "1/2", to = "1", polynomial = ["3/4", "0", "0", "1"] }},
] }}
weight = {{ kind = "piecewise", of = "quantile", pieces = [
  {{ from = "0", to = "2/5", polynomial = ["3", "-4", "1"] }},
  {{ from = "2/5", to = "1", polynomial = ["2", "-2", "0", "1"] }},
] }}
[[group]]
label = "b"
mass = "3/5"
wtp = {{ kind = "uniform", low = "1/2", high = "2" }}
weight = {{ kind = "linear", of = "wtp", at_low = "3/2", at_high = "1/4" }}
"#
    ))
}

fn cells_of(instance: &ContinuousInstance) -> Rational {
    let config = GridConfig {
        types: 300,
        levels: 300,
        method: Method::Cells,
        points: Points::Mean,
        spacing: Spacing::Quantile,
        digits: 12,
    };
    ironing::optimum(&discretize(instance, &config).unwrap().instance).value
}

/// `Cells` is a lower bound by another argument and another program, and comes close.
#[test]
fn the_bracket_agrees_with_cells() {
    for alpha in ["0", "1/3", "1", "2", "5"] {
        for mass in ["1/2", "1", "2"] {
            let instance = rich(alpha, mass);
            let cells = cells_of(&instance);
            let (wide, narrow) = (bracket_of(&instance, "1e-2"), bracket_of(&instance, "1e-7"));
            assert!(wide.lower() <= narrow.upper() && narrow.lower() <= wide.upper());
            assert!(cells <= *narrow.upper(), "alpha {alpha}, mass {mass}: above");
            assert!(narrow.lower() - &cells < number("1e-4"), "alpha {alpha}, mass {mass}: far");
        }
    }
}

const DISTRIBUTIONS: [&str; 7] = [
    r#"kind = "exponential", rate = "0.7", high = "6", tail = "clip""#,
    r#"kind = "exponential", rate = "0.7", low = "1/3", high = "6", tail = "clip""#,
    r#"kind = "exponential", rate = "2", low = "1/3", high = "4", tail = "condition""#,
    // Nobody is above this bound, to 15 decimals.
    r#"kind = "exponential", rate = "1", high = "40", tail = "clip""#,
    r#"kind = "lomax", scale = "2", shape = "2.5", low = "1/2", high = "30", tail = "clip""#,
    r#"kind = "lomax", scale = "1", shape = "1", high = "9", tail = "condition""#,
    r#"kind = "pareto", scale = "1/2", shape = "3/2", high = "20", tail = "condition""#,
];

const WEIGHTS: [&str; 5] = [
    r#"kind = "constant", value = "1""#,
    r#"kind = "linear", of = "wtp", at_low = "3", at_high = "1/2""#,
    r#"kind = "polynomial", of = "quantile", coefficients = ["5/2", "-2", "1"]"#,
    r#"kind = "polynomial", of = "wtp", coefficients = ["1/2", "0", "1/100"]"#,
    r#"kind = "table", interpolate = "step", rows = [["0", "3"], ["1", "1"], ["2", "2"]]"#,
];

/// A truncated distribution and a second group whose weight is a power.
fn curved(wtp: &str, weight: &str, alpha: &str) -> ContinuousInstance {
    read(&format!(
        r#"
name = "curved"
alpha = "{alpha}"
quality = {{ kind = "uniform", low = "1/5", high = "1", mass = "3/4" }}
[[group]]
label = "a"
mass = "2/3"
wtp = {{ {wtp} }}
weight = {{ {weight} }}
[[group]]
label = "b"
mass = "1/3"
wtp = {{ kind = "uniform", low = "1/2", high = "2" }}
weight = {{ kind = "power", scale = "2", exponent = "-3/2", shift = "1/4" }}
"#
    ))
}

/// As above, for logarithms and powers, with atoms, jumps and thin tails from truncation.
#[test]
fn the_bracket_of_curved_data_agrees_with_cells() {
    for (d, wtp) in DISTRIBUTIONS.iter().enumerate() {
        for (w, weight) in WEIGHTS.iter().enumerate() {
            let alpha = ["0", "2/3", "1", "3"][(d + w) % 4];
            let instance = curved(wtp, weight, alpha);
            let cells = cells_of(&instance);
            let (wide, narrow) = (bracket_of(&instance, "1e-2"), bracket_of(&instance, "1e-6"));
            let place = format!("{wtp}, {weight}, alpha {alpha}: {cells} {narrow:?}");
            assert!(wide.lower() <= narrow.upper() && narrow.lower() <= wide.upper(), "{place}");
            assert!(narrow.upper() - narrow.lower() <= number("1e-6"), "{place}");
            assert!(cells <= *narrow.upper(), "{place}");
            assert!(narrow.lower() - &cells < number("2e-3"), "{place}");
        }
    }
}

/// On a constant piece a power is one number; on a linear one it is a curve.
#[test]
fn a_power_of_atoms_is_enclosed() {
    let instance = |weight: &str| {
        read(&format!(
            r#"
name = "atoms"
alpha = "1/2"
quality = {{ kind = "levels", levels = [{{ level = "1", mass = "1" }}] }}
[[group]]
label = "all"
mass = "1"
wtp = {{ kind = "table", rows = [["1", "1/2"], ["4", "1/2"]] }}
weight = {{ kind = "{weight} }}
"#
        ))
    };
    // 4^(-1/2) = 1/2
    let known = bracket_of(
        &instance(r#"table", interpolate = "step", rows = [["1", "1"], ["4", "1/2"]]"#),
        "1e-9",
    );
    let found = bracket_of(&instance(r#"power", scale = "1", exponent = "-1/2""#), "1e-9");
    assert_eq!(known.lower(), known.upper());
    assert!(found.lower() <= known.lower() && known.upper() <= found.upper());
    assert!(found.upper() - found.lower() <= number("1e-9"));
}

/// What is proved about the mechanism, against the known optima.
#[test]
fn proved_structure_is_inside_the_known_one() {
    let structure = |name: &str, width: &str| {
        let path = folder().join(format!("{name}.toml"));
        let bracket = bracket_of(&read(&std::fs::read_to_string(path).unwrap()), width);
        bracket.groups.into_iter().next().unwrap()
    };
    // (4 - sqrt 10) / 3 = 0.27924077994...
    for (name, from, to, least) in [
        ("c10-full-lottery-knife-edge", "0", "1", "1"),
        ("c20-free-lottery-essential", "0", "1/2", "0.4999"),
        ("c11-lottery-below-market", "0", "1/2", "0.4999"),
        ("c19-kinked-weights", "5/8", "1", "0.3749"),
        ("c26n2-skewed-weights-2", "0", "0.27924078", "0.2791"),
        ("c05-heavy-tail", "0.9996", "1", "0.000399"),
        ("c06-constant-hazard", "0", "1", "0.999999"),
    ] {
        for (width, least) in [("1e-2", "0"), ("1e-4", "0"), ("1e-9", least)] {
            let group = structure(name, width);
            assert!(width != "1e-9" || group.pools.len() == 1, "{name}: {group:?}");
            for (low, high) in &group.pools {
                let (low, high) = (&low.quantile, &high.quantile);
                assert!(number(from) <= *low && *high <= number(to), "{name}: {group:?}");
                assert!(high - low >= number(least), "{name}: {group:?}");
            }
        }
    }
    // A market everywhere, and a reserve at 1/2 or at (3 - sqrt 5) / 2.
    assert!(structure("c03-utilitarian-market", "1e-6").pools.is_empty());
    assert_eq!(structure("c03-utilitarian-market", "1e-6").not_served_below, None);
    for (name, cut_off) in [("c01-reserve-price", "1/2"), ("c16-dip-below-the-cut-off", "0.381967")]
    {
        let group = structure(name, "1e-9");
        let place = group.not_served_below.unwrap().quantile;
        assert!(place <= number(cut_off) && place >= number(cut_off) - number("1e-4"), "{name}");
    }
    // The reserve price is 1, at quantile 1 - 1/e.
    let place = structure("c08-exponential-reserve", "1e-9").not_served_below.unwrap();
    assert!(place.wtp <= Rational::ONE && place.wtp >= number("0.9999"), "{place:?}");
    assert!(place.quantile <= number("0.632120558829"), "{place:?}");
}

#[test]
fn what_cannot_be_bracketed_is_refused() {
    let quality = r#"
name = "beta"
alpha = "1"
quality = { kind = "beta", a = "2", b = "3" }
[[group]]
label = "all"
mass = "1"
wtp = { kind = "uniform", low = "0", high = "1" }
weight = { kind = "constant", value = "1" }
"#;
    let refused = bracket(&read(quality), &number("1e-3"), MOST_CELLS);
    let label = "quality".to_owned();
    assert_eq!(refused, Err(Error::NoEnclosure(NoEnclosure { label })));
    let instance = rich("1", "1");
    assert_eq!(bracket(&instance, &Rational::ZERO, MOST_CELLS), Err(Error::Width));
    let refused = bracket(&instance, &number("1e-9"), 50);
    assert!(matches!(refused, Err(Error::NotReached { .. })), "{refused:?}");
}
