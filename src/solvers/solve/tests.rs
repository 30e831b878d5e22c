//! Solvers and judge together, on instances whose exact optimum is known.

use std::collections::BTreeMap;

use crate::solve::float_lp::FloatLp;
use crate::solve::{Engine, Numbers, Presolve, SolveConfig, Solver, highs, solve, solve_lazily};
use ironproof_answer::{Answer, BOUND_CLASS, Failure, JudgeError, Status, Unrepresentable, judge};
use ironproof_instance::finite;
use ironproof_instance::finite::FiniteInstance;
use ironproof_linear::formulate::{Formulation, Incentives, formulate, staged};
use ironproof_linear::{Column, Lp, ModelFormat, Readings, Row, read_model, to_lp_text, to_mps};
use ironproof_number::rational::{Rational, approx, exact, parse};
use ironproof_proof::BasisSource;
use ironproof_proof::{EngineConfig, Method};
use ironproof_test_inputs::Random;

const TIME_LIMIT_S: f64 = 20.0;

fn instances() -> Vec<FiniteInstance> {
    let text = include_str!("../../../tests/data/finite.jsonl");
    finite::read_lines(text).into_iter().map(|instance| instance.expect("valid")).collect()
}

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

fn config(solver: Solver) -> SolveConfig {
    SolveConfig::new(solver, TIME_LIMIT_S)
}

/// A cell instance: two cells that touch and a point.
fn cells() -> FiniteInstance {
    finite::read(
        r#"{"name": "cells", "alpha": "1", "groups": [{"label": "a", "mass": "1", "types": [
            {"low": "0", "high": "1", "prob": "1/3", "weight": "3", "weighted_wtp": "5/4"},
            {"low": "1", "high": "5/2", "prob": "1/3", "weight": "1/2", "weighted_wtp": "1"},
            {"wtp": "3", "prob": "1/3", "weight": "1/4"}]}],
          "quality": [{"level": "1/2", "mass": "1/3"}, {"level": "1", "mass": "1/2"}]}"#,
    )
    .expect("valid")
}

/// Checks what must hold for any answer that claims an optimum of a known LP.
#[track_caller]
fn check_answer(lp: &Lp, answer: &Answer, optimum: &Rational, tolerance: f64, what: &str) {
    assert_eq!(answer.status, Status::Optimal, "{what}");
    let objective = answer.objective.expect("an optimum has an objective");
    let error = (objective - approx(optimum)).abs();
    assert!(error <= tolerance, "{what}: {objective}, off by {error:e}");
    let judgement = judge(lp, answer).expect(what);
    let error = approx(&(&judgement.objective - optimum)).abs();
    assert!(error <= tolerance, "{what}: exact objective off by {error:e}");
    let violation = approx(&judgement.max_violation());
    assert!(violation <= tolerance, "{what}: {:?}", judgement.violations);
    if answer.row_duals.is_some() {
        let bound = judgement.bound.expect("all columns are bounded");
        assert!(*optimum <= bound, "{what}: the bound {bound} is below the optimum");
        let gap = approx(&(&bound - optimum));
        assert!(gap <= tolerance, "{what}: the bound is {gap:e} above the optimum");
    }
}

#[test]
fn every_solver_agrees_on_every_formulation() {
    let mut n_checked = 0;
    for instance in instances() {
        let optimum =
            instance.optimum.as_ref().and_then(|known| known.value()).expect("known").clone();
        for formulation in Formulation::ALL {
            for incentives in Incentives::ALL {
                let Ok(lp) = formulate(&instance, formulation, incentives) else {
                    assert!(formulation == Formulation::Reduced && instance.groups.len() != 1);
                    continue;
                };
                for solver in Solver::built() {
                    // PDLP needs minutes for 120 types, and some cannot be stopped.
                    if solver.is_small_only() && 20 < instance.n_types() {
                        continue;
                    }
                    let what = format!("{} {}", lp.name, solver.name());
                    let answer = solve(&lp, &config(solver));
                    check_answer(&lp, &answer, &optimum, agreement(solver), &what);
                    n_checked += 1;
                }
            }
        }
    }
    assert!(n_checked > 60 * 3 * 2 * Solver::built().len());
}

/// How far answers to these instances are from the truth at most, where that is not 1e-6. microlp stops within its
/// tolerances, up to 2e-6 beyond the optimum; those of PDLP and Clarabel are relative to whole vectors.
const AGREEMENT: [(Solver, f64); 7] = [
    (Solver::HighsSimplex, 1e-7),
    (Solver::HighsIpm, 1e-7),
    (Solver::GoodLp, 1e-7),
    (Solver::Minilp, 1e-7),
    (Solver::Microlp, 1e-5),
    (Solver::HighsPdlp, 1e-4),
    (Solver::Clarabel, 1e-4),
];

fn agreement(solver: Solver) -> f64 {
    AGREEMENT.iter().find(|(of, _)| *of == solver).map_or(1e-6, |(_, tolerance)| *tolerance)
}

#[test]
fn lazy_rows_give_the_optimum_of_all_rows() {
    for instance in instances() {
        let optimum =
            instance.optimum.as_ref().and_then(|known| known.value()).expect("known").clone();
        for (formulation, solver) in [
            (Formulation::Gamma, Solver::HighsSimplex),
            (Formulation::Mass, Solver::HighsIpm),
            (Formulation::Utility, Solver::HighsIpmNoCrossover),
        ] {
            let mut staged = staged(&instance, formulation).expect("any number of groups");
            let lazy = solve_lazily(&staged, &config(solver));
            check_answer(&staged.lp, &lazy.answer, &optimum, 1e-7, &staged.lp.name);

            // Without any incentive row at the start, all that matter have to be found.
            for family in &staged.families {
                staged.core[family.clone()].fill(false);
            }
            let lazy = solve_lazily(&staged, &config(solver));
            check_answer(&staged.lp, &lazy.answer, &optimum, 1e-6, &staged.lp.name);
        }
    }
}

#[test]
fn cells_have_the_same_optimum_in_all_formulations() {
    let instance = cells();
    let mut optima = Vec::new();
    for formulation in Formulation::ALL {
        for incentives in Incentives::ALL {
            let lp = formulate(&instance, formulation, incentives).expect("one group");
            let answer = solve(&lp, &config(Solver::HighsSimplex));
            let judgement = judge(&lp, &answer).expect("solved");
            let bound = approx(&judgement.bound.expect("bounded"));
            let objective = answer.objective.expect("solved");
            assert!((bound - objective).abs() < 1e-9, "{}", lp.name);
            optima.push(objective);
        }
    }
    for optimum in &optima {
        assert!((optimum - optima[0]).abs() < 1e-9, "{optima:?}");
    }
}

#[test]
fn the_basis_of_one_run_starts_the_next() {
    let instance = instances().into_iter().find(|i| i.name == "larger-11-0").expect("present");
    let lp = formulate(&instance, Formulation::Gamma, Incentives::Adjacent).expect("any");
    let first = solve(&lp, &config(Solver::HighsSimplex));
    let mut config = config(Solver::HighsSimplex);
    config.start = first.basis.clone();
    let second = solve(&lp, &config);
    assert_eq!((second.status, second.iterations), (Status::Optimal, Some(0)));
    config.start.as_mut().expect("a basis").rows.pop();
    let third = solve(&lp, &config);
    assert_eq!(third.status, Status::Failed(Failure::Call { call: "Highs_setBasis" }));
}

/// max x + y  s.t.  x + y <= rhs, 0 <= x, 0 <= y <= 1, and `extra` on x
fn small(rhs: &str, extra: Option<Row>) -> Lp {
    let mut lp = Lp::new("small", true);
    for name in ["x", "y"] {
        let (lower, objective) = (Some(Rational::ZERO), Rational::ONE);
        let upper = (name == "y").then_some(Rational::ONE);
        lp.add_column(Column {
            name: name.to_owned(),
            objective,
            lower,
            upper,
            implied_upper: None,
        });
    }
    let terms = [(0, Rational::ONE), (1, Rational::ONE)];
    lp.add_row(Row::at_most("SUM".to_owned(), "sum", terms, number(rhs)));
    lp.rows.extend(extra);
    lp
}

#[test]
fn infeasible_and_unbounded_are_answers() {
    let infeasible = small("-1", None);
    let mut unbounded = small("1", None);
    unbounded.rows[0].terms = vec![(0, -Rational::ONE), (1, Rational::ONE)];
    for solver in Solver::ALL {
        let status = |lp| solve(lp, &config(solver)).status;
        let (on_infeasible, on_unbounded) = (status(&infeasible), status(&unbounded));
        assert_eq!(on_infeasible, Status::Infeasible, "{}", solver.name());
        // Clarabel's proof is a ray, and it says nothing about a feasible point.
        let ray_only = solver == Solver::Clarabel;
        let unbounded = if ray_only { Status::InfeasibleOrUnbounded } else { Status::Unbounded };
        assert_eq!(on_unbounded, unbounded, "{}", solver.name());
    }
}

#[test]
fn minimising_and_two_sided_rows_are_understood() {
    // min x + y  s.t.  1/2 <= x + y <= 2: the optimum is 1/2, with multiplier 1.
    let mut lp = small("2", None);
    lp.maximize = false;
    lp.rows[0].lower = Some(number("1/2"));
    for solver in Solver::ALL {
        let tolerance = match solver {
            Solver::HighsPdlp => 1e-5,
            Solver::Clarabel => 1e-7,
            _ => 1e-9,
        };
        let answer = solve(&lp, &config(solver));
        let objective = answer.objective.expect("solved");
        assert!((objective - 0.5).abs() < tolerance, "{} {objective}", solver.name());
        if let Some(duals) = &answer.row_duals {
            assert!((duals[0] - 1.0).abs() < tolerance, "{} {duals:?}", solver.name());
            let bound = approx(&judge(&lp, &answer).expect("solved").bound.expect("bounded below"));
            assert!((bound - 0.5).abs() < tolerance, "{} {bound}", solver.name());
        }
    }
}

#[test]
fn time_limits_are_answers() {
    let instance = instances().into_iter().find(|i| i.name == "larger-11-0").expect("present");
    let lp = formulate(&instance, Formulation::Mass, Incentives::All).expect("any");
    for solver in Solver::ALL {
        let mut config = SolveConfig::new(solver, 1e-3);
        config.presolve = Presolve::Off;
        assert_eq!(solve(&lp, &config).status, Status::TimeLimit, "{}", solver.name());
    }
}

/// The clock of the wall, which HiGHS follows, is set back during a solve, or forward.
#[test]
fn a_clock_that_is_set_changes_no_limit() {
    let instance = instances().into_iter().find(|i| i.name == "larger-11-0").expect("present");
    let lp = formulate(&instance, Formulation::Mass, Incentives::All).expect("any");
    let lp = FloatLp::new(&lp).expect("doubles");
    for solver in [Solver::HighsSimplex, Solver::HighsIpm] {
        let mut config = SolveConfig::new(solver, 1e-3);
        config.presolve = Presolve::Off;
        let back = highs::solve_told(&lp, &config, &mut |_| f64::INFINITY).expect("runs");
        assert_eq!(back.status, Status::TimeLimit, "{}", solver.name());
        let mut config = SolveConfig::new(solver, TIME_LIMIT_S);
        config.presolve = Presolve::Off;
        let mut n_forward = 2;
        let forward = highs::solve_told(&lp, &config, &mut |rest_s| {
            n_forward -= i32::from(0 < n_forward);
            if 0 < n_forward { 0.0 } else { rest_s }
        });
        let forward = forward.expect("runs");
        assert_eq!((forward.status, n_forward), (Status::Optimal, 0), "{}", solver.name());
    }
}

#[test]
fn what_a_solver_would_drop_is_an_error() {
    let terms = vec![(0, number("1e-10")), (1, number("1"))];
    let row =
        |terms, upper| Row { name: "TINY".to_owned(), class: "tiny", lower: None, upper, terms };
    let dropped = Unrepresentable::Dropped { row: "TINY".into(), column: "x".into(), size: 1e-10 };
    let lost_bound = Unrepresentable::RowBound { row: "TINY".into() };
    let lost = Unrepresentable::Coefficient { row: "TINY".into(), column: "x".into() };
    for (terms, upper, error) in [
        (terms, Some(number("1")), dropped),
        (vec![(0, number("1"))], Some(number("1e-999")), lost_bound.clone()),
        (vec![(0, number("1"))], Some(number("1e25")), lost_bound),
        (vec![(0, number("1e-999"))], Some(number("1")), lost),
    ] {
        for solver in Solver::ALL {
            let lp = small("1", Some(row(terms.clone(), upper.clone())));
            assert_eq!(solve(&lp, &config(solver)).status, Status::Failed(error.clone().into()));
        }
    }
    // As written, HiGHS gets the coefficient and drops it: x <= 1e10 was all that bounded x.
    let mut lp = small("1", Some(row(vec![(0, number("1e-10"))], Some(number("1")))));
    lp.rows.remove(0);
    for solver in [Solver::HighsSimplex, Solver::GoodLp] {
        let config = SolveConfig { numbers: Numbers::AsWritten, ..config(solver) };
        assert_eq!(solve(&lp, &config).status, Status::Unbounded, "{}", solver.name());
    }
    // A small row is no problem: it is scaled up.
    let lp = small("1", Some(row(vec![(0, number("1e-12"))], Some(number("0.5e-12")))));
    let answer = solve(&lp, &config(Solver::HighsSimplex));
    assert_eq!(answer.objective, Some(1.0));
    let duals = answer.row_duals.expect("simplex has multipliers");
    assert!(duals[0] == 1.0 && duals[1] == 0.0, "{duals:?}");
}

#[test]
fn the_judge_measures_violations_exactly() {
    let lp = small("1", None);
    let mut answer = Answer::only(Status::Optimal);
    answer.primal = Some(vec![0.1, 1.5]);
    answer.row_duals = Some(vec![-7.0]);
    let judgement = judge(&lp, &answer).expect("finite");
    let sum = exact(0.1).expect("finite") + number("1.5");
    assert_eq!(judgement.objective, sum);
    let found: Vec<_> = judgement
        .violations
        .iter()
        .map(|v| (v.class, v.amount.clone(), v.worst.as_deref(), v.n_violated))
        .collect();
    assert_eq!(
        found,
        [("sum", sum - Rational::ONE, Some("SUM"), 1), ("bound", number("1/2"), Some("y"), 1)]
    );
    // Of a row with the bound 1 and the largest term 1.5.
    let excess = exact(0.1).expect("finite") + number("0.5");
    assert_eq!(judgement.relative_violation, number("1/2").max(&excess / number("3/2")));
    let norm = (approx(&excess).powi(2) + 0.25).sqrt();
    assert!((judgement.norm_2 - norm).abs() < 1e-15, "{}", judgement.norm_2);
    // The multiplier has the wrong sign, so it is zero, and x has no upper bound.
    assert_eq!(judgement.bound, None);
    assert_eq!(judgement.dual_infeasibility, Some(number("7")));
    answer.row_duals = Some(vec![0.25]);
    let judgement = judge(&lp, &answer).expect("finite");
    assert_eq!((judgement.bound, judgement.dual_infeasibility), (None, Some(number("0.75"))));

    answer.primal = Some(vec![-0.25, f64::from_bits(1)]);
    answer.row_duals = Some(vec![1.25]);
    let judgement = judge(&lp, &answer).expect("finite");
    assert_eq!(judgement.violations[0].amount, Rational::ZERO);
    assert_eq!(judgement.violations[1].amount, number("1/4"));
    assert_eq!(judgement.bound, Some(number("5/4")));
    assert_eq!(judgement.dual_infeasibility, Some(Rational::ZERO));

    answer.primal = Some(vec![f64::NAN, 0.0]);
    assert_eq!(judge(&lp, &answer), Err(JudgeError::NotFinite));
    answer.primal = Some(vec![0.0]);
    assert_eq!(judge(&lp, &answer), Err(JudgeError::WrongLength));
    answer.primal = None;
    assert_eq!(judge(&lp, &answer), Err(JudgeError::NoPoint));
}

#[test]
fn a_watched_solver_may_panic_or_hang() {
    let panicking = super::watchdog::run(5.0, || panic!("on purpose"));
    assert_eq!(panicking.status, Status::Failed(Failure::Panicked("on purpose".to_owned())));
    let hanging = super::watchdog::run(0.05, || {
        std::thread::sleep(std::time::Duration::from_secs(2));
        Answer::only(Status::Optimal)
    });
    assert_eq!(hanging.status, Status::TimeLimit);
}

#[test]
fn highs_reads_the_exports_and_finds_the_same_optimum() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut lps = vec![small("1/3", None)];
    lps[0].columns[0].lower = Some(number("-1/7"));
    lps[0].rows[0].lower = Some(number("-5"));
    for instance in instances().iter().chain([&cells()]) {
        for formulation in Formulation::ALL {
            lps.extend(formulate(instance, formulation, Incentives::Adjacent));
        }
    }
    for lp in lps {
        let optimum = solve(&lp, &config(Solver::HighsSimplex)).objective.expect("solved");
        for (text, ending) in [(to_mps(&lp), "mps"), (to_lp_text(&lp), "lp")] {
            let path = folder.path().join(format!("{}.{ending}", lp.name));
            std::fs::write(&path, text).expect("written");
            let read = super::highs::solve_file(&path).expect(&lp.name);
            assert!((read - optimum).abs() < 1e-7, "{} {ending}: {read} {optimum}", lp.name);
        }
    }
}

/// The definition of the judge, word by word, in rationals.
fn slow_judgement(
    lp: &Lp,
    x: &[f64],
    y: &[f64],
) -> (Rational, BTreeMap<&'static str, Rational>, Option<Rational>) {
    let x: Vec<Rational> = x.iter().map(|x| exact(*x).expect("finite")).collect();
    let mut objective = Rational::ZERO;
    let mut worst: BTreeMap<&'static str, Rational> = BTreeMap::new();
    let mut check =
        |class, value: &Rational, lower: &Option<Rational>, upper: &Option<Rational>| {
            let above = upper.as_ref().map(|upper| value - upper);
            let below = lower.as_ref().map(|lower| lower - value);
            let amount =
                [Some(Rational::ZERO), above, below].into_iter().flatten().max().expect("zero");
            let entry = worst.entry(class).or_insert(Rational::ZERO);
            *entry = amount.max(entry.clone());
        };
    let mut bound = Some(Rational::ZERO);
    let mut reduced: Vec<Rational> = lp.columns.iter().map(|c| c.objective.clone()).collect();
    for (row, y) in lp.rows.iter().zip(y) {
        let mut value = Rational::ZERO;
        for (j, coefficient) in &row.terms {
            value += coefficient * &x[*j];
        }
        check(row.class, &value, &row.lower, &row.upper);
        let y = exact(*y).expect("finite");
        let is_upper = (y > Rational::ZERO) == lp.maximize;
        let Some(side) = (if is_upper { &row.upper } else { &row.lower }) else { continue };
        bound = bound.map(|bound| bound + side * &y);
        for (j, coefficient) in &row.terms {
            reduced[*j] -= coefficient * &y;
        }
    }
    for ((column, x), reduced) in lp.columns.iter().zip(&x).zip(reduced) {
        objective += &column.objective * x;
        check(BOUND_CLASS, x, &column.lower, &column.upper);
        let is_upper = (reduced > Rational::ZERO) == lp.maximize;
        let side = if is_upper { column.best_upper() } else { column.lower.as_ref() };
        bound = match side {
            _ if reduced.is_zero() => bound,
            None => None,
            Some(side) => bound.map(|bound| bound + side * reduced),
        };
    }
    (objective, worst, bound)
}

#[test]
fn the_judge_agrees_with_its_definition() {
    let mut generator = Random::new(1);
    let mut random = |n| generator.word_below(n);
    let mut n_bounded = 0;
    for case in 0..500 {
        let mut lp = Lp::new("random", case % 2 == 0);
        let ratio = |random: &mut dyn FnMut(u64) -> u64| {
            let (n, d) = (random(41), 1 + random(9));
            number(&format!("{n}/{d}")) - number("2")
        };
        for j in 0..4 {
            let objective = ratio(&mut random);
            let side = ratio(&mut random);
            let some = |chance: u64, value: Rational| (chance > 0).then_some(value);
            lp.add_column(Column {
                name: format!("x{j}"),
                objective,
                lower: some(random(9), side.clone()),
                upper: some(random(2), &side + Rational::ONE),
                implied_upper: some(random(4), side + number("1/3")),
            });
        }
        for i in 0..5 {
            let terms = (0..4).map(|j| (j, ratio(&mut random))).filter(|(j, _)| (i + j) % 3 > 0);
            let terms: Vec<_> = terms.collect();
            let lower = ratio(&mut random);
            let upper = &lower + ratio(&mut random);
            let (lower, upper) = (Some(lower), Some(upper));
            let class = ["a", "b"][i % 2];
            let (lower, upper) = match random(3) {
                0 => (lower, None),
                1 => (None, upper),
                _ => (lower, upper),
            };
            lp.add_row(Row { name: format!("R{i}"), class, lower, upper, terms });
        }
        let mut float = || approx(&ratio(&mut random)) * 0.1;
        let (x, y): (Vec<f64>, Vec<f64>) =
            ((0..4).map(|_| float()).collect(), (0..5).map(|_| float()).collect());
        let (objective, worst, bound) = slow_judgement(&lp, &x, &y);
        let mut answer = Answer::only(Status::Optimal);
        (answer.primal, answer.row_duals) = (Some(x), Some(y));
        let judgement = judge(&lp, &answer).expect("finite");
        assert_eq!(judgement.objective, objective);
        let violations = judgement.violations.iter().map(|v| (v.class, v.amount.clone()));
        assert_eq!(violations.collect::<BTreeMap<_, _>>(), worst);
        assert_eq!(judgement.bound, bound);
        n_bounded += usize::from(bound.is_some());
    }
    assert!((50..450).contains(&n_bounded), "{n_bounded} of 500 have a finite bound");
}

/// Columns and rows whose sizes are 24 decades apart become numbers near one, and the answer is that of the LP:
/// x = 3e12 and y = 1e-12, both multipliers 1.
#[test]
fn far_apart_sizes_are_brought_together() {
    let text = "max 2e-12 x + 1e12 y\nst\n a: 1e-12 x <= 3\n b: 1e-12 x + 1e12 y <= 4\nend";
    let lp = read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp;
    let copy = FloatLp::lossy(&lp);
    assert!(copy.value.len() == 3 && copy.value.iter().all(|value| (0.25..2.0).contains(value)));
    let mut engine = Engine::new(&lp).unwrap();
    let answer = engine.run(&EngineConfig::DEFAULT, None, 60.0).unwrap();
    let point = answer.primal.unwrap();
    assert!((point[0] - 3e12).abs() < 1e3 && (point[1] - 1e-12).abs() < 1e-21, "{point:?}");
    let duals = answer.row_duals.unwrap();
    assert!(duals.iter().all(|dual| (dual - 1.0).abs() < 1e-9), "{duals:?}");
    assert!((answer.objective.unwrap() - 7.0).abs() < 1e-9);
}

/// Large sizes that are near each other stay as they are.
#[test]
fn sizes_near_each_other_are_kept() {
    let text = "max x\nst\n a: 1e12 x + 3e12 y <= 3\nend";
    let lp = read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp;
    assert_eq!(FloatLp::lossy(&lp).value, [1e12, 3e12]);
}

/// Simplex that stops at its limit says neither optimal nor infeasible; interior point then ends in a basis.
#[test]
fn interior_point_takes_over_from_simplex() {
    let n = 12;
    let row = |i: usize| {
        (0..n).map(|j| format!("{} x{j}", (i * j) % 7 + 1)).collect::<Vec<_>>().join(" + ")
    };
    let rows: Vec<String> = (0..n).map(|i| format!("{} >= {}", row(i), i % 5 + 1)).collect();
    let text = format!("min {}\nst\n {}\nend", row(3), rows.join("\n "));
    let lp = read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp;
    let mut engine = Engine::new(&lp).unwrap();
    let stopped =
        EngineConfig { method: Method::Simplex(1), presolve: false, ..EngineConfig::DEFAULT };
    assert!(matches!(engine.run(&stopped, None, 60.0).unwrap().status, Status::Failed(_)));
    let interior = engine.run(&EngineConfig::INTERIOR, None, 60.0).unwrap();
    assert!(interior.status == Status::Optimal && interior.basis.is_some());
    let simplex = engine.run(&EngineConfig::DEFAULT, None, 60.0).unwrap();
    assert!((interior.objective.unwrap() - simplex.objective.unwrap()).abs() < 1e-7);
}
