//! The families have the optima that their comments promise, and the files are the LPs.

use std::path::Path;

use ironproof::bench::accuracy::family::FAMILIES;
use ironproof::bench::accuracy::mechanism;
use ironproof::bench::accuracy::problem::{Problem, Selection, Truth, family_names, problems};
use ironproof::formulate::Formulation;
use ironproof::lp::Lp;
use ironproof::solve::Solver;

use crate::common::number;

/// The same LP up to the order of terms.
fn is_same(a: &Lp, b: &Lp) -> bool {
    let sorted = |lp: &Lp| {
        let mut rows = lp.rows.clone();
        for row in &mut rows {
            row.terms.sort();
        }
        rows
    };
    (a.maximize, &a.columns) == (b.maximize, &b.columns) && sorted(a) == sorted(b)
}

/// The optima that the comments in `family.rs` promise, proved.
#[test]
fn families_have_the_optima_that_they_promise() {
    let ten = |n: u32| number(&format!("1e{n}"));
    for family in FAMILIES {
        for &d in family.full.iter().chain(family.quick) {
            let lp = family.lp(d, 1);
            let problem = Problem::of(&lp, family.name, d, 1);
            // The file is the LP: nothing was scaled or rounded on the way.
            assert!(is_same(&problem.lp, &lp), "{}", problem.name);
            let truth = problem.truth(60.0).unwrap();
            let expected = match family.name {
                "parallel-rows" => {
                    let value = number("2") + number("3.15") * (number("1") / ten(d));
                    Truth::Optimal(value)
                }
                "tiny-coefficient" => Truth::Optimal(number("1/2") * ten(d)),
                "big-m" => Truth::Optimal(number("6")),
                "chain" => Truth::Optimal(number("1/10")),
                "barely-bounded" => Truth::Optimal(number("1")),
                "barely-unbounded" => Truth::Unbounded,
                "barely-infeasible" => Truth::Infeasible,
                "klee-minty" => Truth::Optimal(ten(2 * d - 2)),
                "ill-conditioned" => {
                    let costs = lp.columns.iter().map(|column| column.objective.clone());
                    Truth::Optimal(costs.fold(number("0"), |sum, cost| sum + cost))
                }
                "barely-feasible" => {
                    let value = truth.value().unwrap();
                    let (low, high) = (number("1") - number("1") / ten(d), number("1"));
                    assert!(low < *value && *value < high, "{value}");
                    truth.clone()
                }
                _ => {
                    assert!(truth.value().is_some(), "{}", problem.name);
                    truth.clone()
                }
            };
            assert_eq!(truth, expected, "{}", problem.name);
        }
    }
}

/// Ironing, its certificate and the exact LP solver agree, in every formulation; the file is the LP.
#[test]
fn the_optimum_of_a_mechanism_is_that_of_its_file() {
    let families: Vec<String> =
        family_names().into_iter().filter(|name| name.starts_with("mechanism")).collect();
    let selection = Selection { quick: true, seed: 1, families: &families };
    let problems = problems(&selection);
    assert_eq!(problems.len(), mechanism::SHAPES.len() * Formulation::ALL.len());
    for mut problem in problems {
        let known = problem.known.take().unwrap().value().unwrap().clone();
        assert_eq!(problem.truth(60.0), Ok(Truth::Optimal(known)), "{}", problem.name);
        assert!(problem.lp.rows.iter().any(|row| row.class == "incentive"), "{}", problem.name);
    }
    for types in mechanism::FULL {
        for shape in mechanism::SHAPES {
            let made = mechanism::lp(shape, types, Formulation::Reduced).unwrap();
            let file = Problem::of(&made.lp, "mechanism", types, 0).lp;
            assert!(is_same(&file, &made.lp), "{shape} {types}");
            assert!(made.known.is_some());
        }
    }
    assert!(mechanism::lp("square", 10, Formulation::Gamma).is_none());
}

/// The payments are the columns that are called so.
#[test]
fn payments_are_the_columns_of_payments() {
    for formulation in Formulation::ALL {
        let made = mechanism::lp("smooth", 10, formulation).unwrap();
        let columns = made.lp.columns.iter().enumerate();
        let named = columns.filter(|(_, column)| column.name.starts_with("T("));
        let named: Vec<usize> = named.map(|(j, _)| j).collect();
        assert_eq!(made.payments, named, "{}", formulation.name());
        assert_eq!(named.is_empty(), formulation == Formulation::Utility);
    }
}

#[test]
fn the_shipped_models_are_those_of_the_folder() {
    let folder = Path::new(crate::common::ROOT).join("instances/lp");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let shipped: Vec<String> =
        ironproof_instances::MODELS.iter().map(|(name, _)| format!("{name}.mps")).collect();
    assert_eq!(shipped, names);
}

/// The families that draw random numbers draw others from another seed; the rest draw none.
#[test]
fn seeds_matter_where_the_page_says_so() {
    for family in FAMILIES {
        let is_random =
            matches!(family.name, "badly-scaled" | "barely-feasible" | "barely-infeasible");
        let d = family.quick[0];
        assert_eq!(family.lp(d, 1), family.lp(d, 1), "{}", family.name);
        assert_eq!(family.lp(d, 1) != family.lp(d, 2), is_random, "{}", family.name);
    }
}

#[test]
fn versions_are_those_that_are_pinned() {
    let manifest = include_str!("../../../Cargo.toml");
    let pin = |name: &str| {
        let line = manifest.lines().find(|line| line.starts_with(&format!("{name} = "))).unwrap();
        line.split("\"=").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    for solver in Solver::ALL.into_iter().filter(|solver| *solver != Solver::GoodLp) {
        let name = if solver.is_highs() { "highs-sys" } else { solver.name() };
        assert_eq!(solver.version(), pin(name), "{name}");
    }
    let good_lp = format!("{} with HiGHS {}", pin("good_lp"), pin("highs-sys"));
    assert_eq!(Solver::GoodLp.version(), good_lp);
}
