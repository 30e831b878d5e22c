//! Systems and LPs whose answers are known.

use super::factor::Dependent;
use super::field::{Field, PRIMES};
use super::lift::System;
use super::sparse::Sparse;
use ironproof_linear::{Lp, ModelFormat, Readings, read_model};
use ironproof_number::{IBig, UBig};
use ironproof_test_inputs::Random;
use ironproof_test_inputs::models::{on_lines, random_mps};
use std::time::{Duration, Instant};

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

/// Rows of a random sparse matrix with a dominant diagonal, shuffled; entries up to 99 times `scale`.
fn matrix(n: usize, seed: u64, scale: &IBig) -> Vec<Vec<(usize, IBig)>> {
    let mut random = Random::new(seed);
    (0..n)
        .map(|i| {
            let mut row = vec![((i * 7 + 3) % n, IBig::from(1000) * scale)];
            for _ in 0..3 {
                let j = random.below(n);
                if row.iter().all(|(other, _)| *other != j) {
                    row.push((j, IBig::from(random.below(99)) - IBig::from(49)));
                }
            }
            row
        })
        .collect()
}

fn factored(matrix: Sparse) -> Result<System, Dependent> {
    System::new(matrix, soon()).unwrap()
}

#[test]
fn systems_are_solved_exactly() {
    // Short and long solutions, in words, in wide and in big numbers.
    for (n, scale) in
        [(1, 1_u64), (7, 1), (41, 1), (41, 1 << 62), (300, 1), (300, 1 << 40), (300, 1 << 62)]
    {
        let scale = IBig::from(scale);
        let rows = matrix(n, 5, &(&scale * &scale));
        let system =
            factored(Sparse::new(rows.iter().map(|row| row.iter().cloned()))).ok().unwrap();
        let b: Vec<IBig> = (0..n).map(|i| IBig::from(i) - IBig::from(3)).collect();
        let x = system.solve(&b, soon()).unwrap();
        for (row, b) in rows.iter().zip(&b) {
            let sum: IBig = row.iter().map(|(j, entry)| entry * &x.numerators[*j]).sum();
            assert_eq!(sum, b * IBig::from(x.denominator.clone()));
        }
        let y = system.solve_transposed(&b, soon()).unwrap();
        let mut sums = vec![IBig::ZERO; n];
        for (row, y) in rows.iter().zip(&y.numerators) {
            for (j, entry) in row {
                sums[*j] += entry * y;
            }
        }
        for (sum, b) in sums.iter().zip(&b) {
            assert_eq!(*sum, b * IBig::from(y.denominator.clone()));
        }
        assert!(UBig::ZERO < x.denominator && UBig::ZERO < y.denominator);
    }
}

#[test]
fn dependent_rows_and_columns_are_named() {
    let one = IBig::ONE;
    let rows = [
        vec![(0, one.clone()), (1, IBig::from(2))],
        vec![(0, IBig::from(2)), (1, IBig::from(4))],
        vec![(2, one)],
    ];
    let dependent = factored(Sparse::new(rows.into_iter().map(Vec::into_iter))).err().unwrap();
    assert_eq!((dependent.rows.len(), dependent.columns.len()), (1, 1));
    assert!(dependent.rows[0] < 2 && dependent.columns[0] < 2);
    // A matrix that is singular modulo the first prime only.
    let rows = [vec![(0, IBig::from(PRIMES[0]))]];
    let system = factored(Sparse::new(rows.into_iter().map(Vec::into_iter))).ok().unwrap();
    let x = system.solve(&[IBig::ONE], soon()).unwrap();
    assert_eq!((x.numerators, x.denominator), (vec![IBig::ONE], UBig::from(PRIMES[0])));
    assert_eq!(Field { prime: PRIMES[1] }.of(-1), PRIMES[1] - 1);
}

fn lp(text: &str) -> Lp {
    read_model(on_lines(text).as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp
}

#[test]
fn exact_pivots_need_no_float_solver() {
    use super::form::{Form, Place};
    use super::pivot::{Ended, run};
    for (text, expected) in [
        ("max 3 x + 2 y\nst\n x + y <= 4\n x + 3 y <= 6\n x <= 3\nend", "optimal"),
        ("min x + y\nst\n 3 x + y >= 1\n x + 3 y >= 1\nend", "optimal"),
        ("max x\nst\n x - y <= 1\n x + y >= 3\nend", "unbounded"),
        ("min x\nst\n x + y >= 3\n x + y <= 2\nend", "infeasible"),
    ] {
        let lp = lp(text);
        let form = Form::new(&lp);
        let mut places = vec![Place::Lower; form.n_columns];
        places.resize(form.n_variables(), Place::Basic);
        let mut n_pivots = 0;
        let ended = run(&form, places, usize::MAX, soon(), &mut n_pivots).unwrap().unwrap();
        let status = match ended {
            Ended::Optimal(_, primal, _) => {
                assert!(primal.violated.is_empty());
                "optimal"
            }
            Ended::Infeasible(_) => "infeasible",
            Ended::Unbounded(..) => "unbounded",
        };
        assert_eq!(status, expected, "{text}");
    }
}

/// max x + y, x + y <= 2, x <= 1, y <= 3/2: two optimal bases, the others are not.
/// Rows and bounds that contradict each other are found without a solver, whatever the sides and signs, and the
/// multipliers count each row as often as later steps need it.
#[test]
fn propagation_finds_contradictions() {
    use super::{Proof, Rung, prove, unaided};
    let proved = [
        "min x st x + y <= 3\n x >= 2\n y >= 2 end",
        "max x st a: x + y + z >= 10\n b: x - y <= 1\n c: y + 2 z <= 3\n d: z >= 0 end",
        // A chain: each step uses the one before, and the last row uses all.
        "min x st a: y - 2 x <= 0\n b: z - 2 y <= 0\n c: w - 3 z <= 0\n d: x + y + z + w >= 20\n e: x <= 1 end",
        "min x st a: - x >= 1 end",
        "min x st a: 2 x + 3 y = 0.3\n b: x - y >= 0.1\n c: y >= 1 end",
        // Bounds of a column that two rows give.
        "min x st a: x - y <= 0\n b: y <= 1\n c: x - z >= 0\n d: z >= 2 end",
    ];
    for text in proved {
        let report = prove(&lp(text), &unaided, 10.0);
        assert_eq!(report.effort().rung, Some(Rung::Propagation), "{text}");
        assert_eq!(report.proof().map(Proof::status), Some("infeasible"), "{text}");
    }
    // In a circle bounds move for ever, by less and less, and two columns may be infinite at once.
    for text in [
        "min x st a: x - y <= -1\n b: y - x <= 0.5\n c: x <= 500 end",
        "min x st a: x - y <= -1\n b: y - x <= -1\nbounds\n x free\n y free end",
    ] {
        let report = prove(&lp(text), &unaided, 10.0);
        assert_eq!(report.proof().map(Proof::status), Some("infeasible"), "{text}");
        assert_ne!(report.effort().rung, Some(Rung::Propagation), "{text}");
    }
}

#[test]
fn bases_of_others_are_judged_exactly() {
    use super::is_optimal_basis;
    use ironproof_answer::{Basis, BasisStatus};

    let text = "NAME b\nOBJSENSE\n    MAX\nROWS\n N C\n L R\nCOLUMNS\n x C 1\n x R 1\n y C 1\n y R 1\nRHS\n \
                RHS R 2\nBOUNDS\n UP B x 1\n UP B y 1.5\nENDATA\n";
    let lp = read_model(text.as_bytes(), ModelFormat::Mps, &Readings::default()).unwrap().lp;
    let (l, b, u) = (BasisStatus::Lower, BasisStatus::Basic, BasisStatus::Upper);
    for (columns, row, expected) in [
        ([u, b], u, true),
        ([b, u], u, true),
        // Primal infeasible, dual infeasible, too few, too many, singular.
        ([b, l], u, false),
        ([l, l], b, false),
        ([u, u], u, false),
        ([b, b], u, false),
    ] {
        let basis = Basis { columns: columns.to_vec(), rows: vec![row] };
        assert_eq!(is_optimal_basis(&lp, &basis, 60.0), Some(expected), "{columns:?} {row:?}");
    }
    let short = Basis { columns: vec![b], rows: vec![u] };
    assert_eq!(is_optimal_basis(&lp, &short, 60.0), Some(false));
    let fine = Basis { columns: vec![u, b], rows: vec![u] };
    assert_eq!(is_optimal_basis(&lp, &fine, 0.0), None);
}

/// From the basis of all rows, without a float solver, exact simplex finds the optimum in a number of pivots
/// like that of rows.
#[test]
fn exact_pivots_find_the_optimum() {
    use super::form::{Form, Place};
    use super::pivot::{Ended, run};
    for seed in 0..10 {
        let text = random_mps(seed, |_| 0);
        let lp = read_model(text.as_bytes(), ModelFormat::Mps, &Readings::default()).unwrap().lp;
        let mut places = vec![Place::Lower; lp.columns.len()];
        places.resize(lp.columns.len() + lp.rows.len(), Place::Basic);
        let form = Form::new(&lp);
        let mut n_pivots = 0;
        let ended = run(&form, places.clone(), 100, soon(), &mut n_pivots).unwrap();
        let Some(Ended::Optimal(..)) = ended else { panic!("{n_pivots} pivots") };
        // One pivot is not enough, and says so.
        assert!(run(&form, places, 1, soon(), &mut 0).unwrap().is_none());
    }
}

/// All rows meet at the start, and simplex stands still there: bounds that are moved a little lead on, in 1,018 pivots,
/// where the rule of Bland takes 1,880.
#[test]
fn exact_pivots_leave_a_point_where_all_rows_meet() {
    use super::form::{Form, Place};
    use super::pivot::{Ended, run};
    use std::fmt::Write;
    let mut random = Random::new(3);
    let (n, m) = (80, 160);
    let mut text = String::from("max\n");
    let mut sum = |text: &mut String, low: i64| {
        for j in 0..n {
            let value = i64::try_from(random.below(41)).unwrap() + low;
            write!(text, " {} {} x{j}", if value < 0 { '-' } else { '+' }, value.abs()).unwrap();
        }
    };
    sum(&mut text, 1);
    text.push_str("\nst\n");
    for i in 0..m {
        write!(text, " r{i}:").unwrap();
        sum(&mut text, -24);
        text.push_str(" <= 0\n");
    }
    text.push_str("bounds\n");
    (0..n).for_each(|j| writeln!(text, " x{j} <= 1").unwrap());
    text.push_str("end\n");
    let lp = read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp;
    let form = Form::new(&lp);
    let mut places = vec![Place::Lower; form.n_columns];
    places.resize(form.n_variables(), Place::Basic);
    let mut n_pivots = 0;
    let ended = run(&form, places, 1_400, soon(), &mut n_pivots).unwrap();
    let Some(Ended::Optimal(_, primal, dual)) = ended else { panic!("{n_pivots} pivots") };
    assert!(primal.violated.is_empty() && dual.wanting.is_empty());
    assert!(primal.values.numerators().iter().any(|value| !value.is_zero()));
}

/// Where no reduced cost is wrong, any scale of them would do: the float solver gets numbers that it is used to.
#[test]
fn the_magnifying_glass_leaves_right_costs_of_usual_size() {
    use super::basic::{Basic, Denominators};
    use super::form::{Form, Place};
    let lp = lp("min 123456789012 x + 0.000001 y st x + y >= 0.000000001 end");
    let form = Form::new(&lp);
    let places = vec![Place::Lower, Place::Lower, Place::Basic];
    let basic = Basic::new(&form, places, Denominators::One, soon()).unwrap();
    let (primal, dual) = basic.both(&form.cost, soon());
    let (primal, dual) = (primal.unwrap(), dual.unwrap());
    assert!(dual.wanting.is_empty() && primal.violated.len() == 1);
    let shifted = super::refine::shifted(&basic, &primal, &dual);
    let largest = shifted.cost.iter().fold(0.0_f64, |largest, cost| largest.max(cost.abs()));
    assert!((9e5..=1.1e6).contains(&largest), "{largest}");
    // The bound that was broken by a billionth is broken by one.
    assert!((0.9..=1.1).contains(&shifted.rows[0].0), "{:?}", shifted.rows);
}
