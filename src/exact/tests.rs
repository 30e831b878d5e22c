//! Systems and LPs whose answers are known.

use std::time::{Duration, Instant};

use crate::number::{IBig, UBig};

use super::factor::Dependent;
use super::field::{Field, PRIMES};
use super::lift::System;
use super::sparse::Sparse;
use super::{Evidence, Outcome, Proof, Rung, certify, loss, safe_bounds};
use crate::lp::{Lp, ModelFormat, read_model};
use crate::rational::{Rational, exact, parse};

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

/// Rows of a random sparse matrix with a dominant diagonal, shuffled; entries up to 99 times `scale`.
fn matrix(n: usize, seed: u64, scale: &IBig) -> Vec<Vec<(usize, IBig)>> {
    let mut state = seed;
    let mut random = |bound: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    (0..n)
        .map(|i| {
            let mut row = vec![((i * 7 + 3) % n, IBig::from(1000) * scale)];
            for _ in 0..3 {
                let j = usize::try_from(random(n as u64)).unwrap();
                if row.iter().all(|(other, _)| *other != j) {
                    row.push((j, IBig::from(random(99)) - IBig::from(49)));
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
    for (n, scale) in [(1, 1_u64), (7, 1), (41, 1), (41, 1 << 62)] {
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
    read_model(text.as_bytes(), ModelFormat::Text).unwrap().lp
}

#[track_caller]
fn check_optimum(text: &str, value: &str) -> Option<Rung> {
    let report = certify(&lp(text), 60.0);
    let proof = report.proof().unwrap_or_else(|| panic!("{text}: {report:?}"));
    assert_eq!(proof.value(), Some(&parse(value).unwrap()), "{text}");
    report.effort().rung
}

#[test]
fn optima_are_exact() {
    let rung = check_optimum("min x + y st 3 x + y >= 1\n x + 3 y >= 1 end", "1/2");
    assert_eq!(rung, Some(Rung::Basis));
    check_optimum("max x + 7.113 st x <= 0.1 end", "7.213");
    check_optimum("max 0 st c: x >= 1 end", "0");
    // Without rows.
    check_optimum("min x st bounds x >= -2 end", "-2");
    // Basis status at the tolerance: the float solver is satisfied with 1e-9 too little.
    check_optimum("min 1000000 x st c: x >= 0.000000001 end", "0.001");
}

#[test]
fn a_damaged_proof_does_not_hold() {
    let lp = lp("min x + y st 3 x + y >= 1\n x + 3 y >= 1 end");
    let report = certify(&lp, 60.0);
    let evidence = report.proof().expect("proved").evidence().clone();
    let holds = |evidence: Evidence| Proof::new(&lp, evidence).is_some();
    assert!(holds(evidence.clone()));
    let Evidence::Optimal { point, multipliers, value } = evidence else { panic!("not optimal") };
    let mut other = point.clone();
    other.numerators[0] += IBig::ONE;
    assert!(Proof::optimal(&lp, other.clone(), multipliers.clone()).is_none());
    assert!(!holds(Evidence::Optimal {
        point: other,
        multipliers: multipliers.clone(),
        value: value.clone()
    }));
    let mut other = multipliers.clone();
    other.numerators[1] -= IBig::ONE;
    assert!(Proof::optimal(&lp, point.clone(), other.clone()).is_none());
    assert!(!holds(Evidence::Optimal {
        point: point.clone(),
        multipliers: other,
        value: value.clone()
    }));
    let value = value + Rational::ONE;
    assert!(!holds(Evidence::Optimal { point: point.clone(), multipliers, value }));
    assert!(!holds(Evidence::Unbounded { point, ray: vec![IBig::ONE, IBig::ONE] }));
    assert!(!holds(Evidence::Infeasible { multipliers: vec![IBig::ONE, IBig::ONE] }));
    assert!(!holds(Evidence::CrossedColumn(0)) && !holds(Evidence::CrossedRow(7)));
}

#[test]
fn exact_pivots_need_no_float_solver() {
    use super::form::{Form, Place};
    use super::pivot::{Ended, run};
    for (text, expected) in [
        ("max 3 x + 2 y st x + y <= 4\n x + 3 y <= 6\n x <= 3 end", "optimal"),
        ("min x + y st 3 x + y >= 1\n x + 3 y >= 1 end", "optimal"),
        ("max x st x - y <= 1\n x + y >= 3 end", "unbounded"),
        ("min x st x + y >= 3\n x + y <= 2 end", "infeasible"),
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

#[test]
fn a_time_limit_gives_no_false_verdict() {
    let report = certify(&lp("min x + y st 3 x + y >= 1\n x + 3 y >= 1 end"), 0.0);
    match report.outcome() {
        Outcome::Proved(proof) => assert_eq!(proof.status(), "optimal"),
        Outcome::Bounded(bounds) => {
            let half = parse("1/2").unwrap();
            // The multipliers zero prove at least that costs and columns are not negative.
            assert!(Rational::ZERO <= *bounds.lower().unwrap());
            assert!(bounds.lower().is_none_or(|lower| *lower <= half));
            assert!(bounds.upper().is_none_or(|upper| half <= *upper));
        }
    }
}

/// max x + 0.5 y, x <= 1e20, y <= 1, and a coefficient that HiGHS refuses: every kind of loss by name.
#[test]
fn what_is_lost_is_named() {
    let file = "ROWS\n N C\n L R\n E S\nCOLUMNS\n x C 1 R 1e-9\n y C 0.1 R 1.1e-9\n y S 0.5\nRHS\n R R 1 S 0.3\n\
BOUNDS\n UP B x 1e20\n UP B y 0.7\nENDATA\n";
    let read = |file: &str| read_model(file.as_bytes(), ModelFormat::Mps).expect("a model");
    let found = loss(&read(file));
    assert_eq!(found.dropped.first, ["coefficient of x in row R"]);
    assert_eq!(found.absent.first, ["upper bound of column x"]);
    assert_eq!(found.refused.n, 0);
    let rounded = [
        "cost of y",
        "upper bound of column y",
        "coefficient of y in row R",
        "right side of row S",
    ];
    assert_eq!((found.rounded.n, &found.rounded.first[..]), (4, &rounded.map(str::to_owned)[..3]));
    let (doubles, written) = (found.as_doubles.expect("rounded"), found.as_written.expect("huge"));
    assert_eq!(doubles.columns[1].objective, exact(0.1).expect("finite"));
    assert_eq!((&doubles.rows[1].lower, &doubles.rows[1].upper), (&exact(0.3), &exact(0.3)));
    assert_eq!(doubles.rows[0].terms.len(), 1);
    assert_eq!(written.columns[0].upper, parse("1e20").ok());
    let found = loss(&read(&file.replace("S 0.5", "S 1.1e15")));
    assert_eq!(found.refused.first, ["coefficient of y in row S"]);
    assert_eq!(found.as_doubles, None);
    let found = loss(&read("ROWS\n N C\n L R\nCOLUMNS\n x C 1 R 0.5\nENDATA\n"));
    assert_eq!((found.rounded.n, found.as_doubles, found.as_written), (0, None, None));
}

/// Whatever the multipliers are, what is left after the repair bounds the optimum, and the right ones with
/// small errors bound it closely.
#[test]
fn repaired_multipliers_bound_the_optimum() {
    let text = "ROWS\n N C\n G R1\n L R2\n E R3\nCOLUMNS\n x C 1 R1 1\n x R2 3 R3 1\n y C 2 R1 2\n \
                y R3 -1\n z C 0.5 R1 1\n z R3 1\nRHS\n RHS R1 4 R2 3\nBOUNDS\n FR BND z\n UP BND y 9\nENDATA\n";
    let mut lp = read_model(text.as_bytes(), ModelFormat::Mps).unwrap().lp;
    for maximize in [false, true] {
        lp.maximize = maximize;
        if maximize {
            // The same optimum with the sign changed.
            for column in &mut lp.columns {
                column.objective = -column.objective.clone();
            }
        }
        let report = certify(&lp, 60.0);
        let Evidence::Optimal { multipliers, value, .. } = report.proof().unwrap().evidence()
        else {
            panic!("{report:?}")
        };
        let unit = Rational::from(multipliers.denominator.clone());
        let y: Vec<Rational> =
            multipliers.numerators.iter().map(|y| Rational::from(y.clone()) / &unit).collect();
        let (mut n_bounds, mut n_close) = (0, 0);
        for n in 0..343 {
            let size = if n % 2 == 0 { "1e-9" } else { "1/3" };
            let step = parse(size).unwrap();
            let error = |k: u32| Rational::from((n / 7_i32.pow(k)) % 7 - 3) * &step;
            let other: Vec<Rational> = (0..3).map(|k| &y[k as usize] + error(k)).collect();
            let bounds = safe_bounds(&lp, None, Some(&other), 60.0);
            let Some(bound) = bounds.outer(maximize) else { continue };
            let gap = if maximize { bound - value } else { value - bound };
            assert!(Rational::ZERO <= gap, "{bound} for {other:?}");
            n_bounds += 1;
            n_close += i32::from(gap < parse("1e-6").unwrap());
        }
        assert!(150 < n_bounds && 100 < n_close, "{n_bounds} bounds, {n_close} close");
    }
}

/// Bounds that meet are an optimum of the LP for which point and multipliers prove them, and of no other.
#[test]
fn bounds_that_meet_are_checked() {
    let one = [Rational::ONE];
    let model = lp("min x\nst\n x >= 1\nend");
    let bounds = safe_bounds(&model, Some(&one), Some(&one), 60.0);
    assert_eq!(
        bounds.optimum(&model).and_then(|proof| proof.value().cloned()),
        Some(Rational::ONE)
    );
    for other in
        ["min x\nst\n x >= 2\nend", "min 2 x\nst\n x >= 1\nend", "min x\nst\n x >= 0.5\nend"]
    {
        assert_eq!(bounds.optimum(&lp(other)), None, "{other}");
    }
    // A report that ran out of time is decided by them.
    let report = || certify(&model, 0.0);
    assert!(report().proof().is_none() && report().bounds().is_some());
    let decided = report().with_bounds(&model, &bounds);
    assert_eq!(decided.proof().and_then(Proof::value), Some(&Rational::ONE));
    assert_eq!((decided.effort().rung, decided.bounds()), (Some(Rung::Bounds), None));
    let half = safe_bounds(&model, Some(&[Rational::from(7)]), None, 60.0);
    assert_eq!(
        report().with_bounds(&model, &half).bounds().and_then(|it| it.upper()),
        Some(&Rational::from(7))
    );
}

/// max x + y, x + y <= 2, x <= 1, y <= 3/2: two optimal bases, the others are not.
#[test]
fn bases_of_others_are_judged_exactly() {
    use super::is_optimal_basis;
    use crate::solve::{Basis, BasisStatus};

    let text = "NAME b\nOBJSENSE\n    MAX\nROWS\n N C\n L R\nCOLUMNS\n x C 1\n x R 1\n y C 1\n y R 1\nRHS\n \
                RHS R 2\nBOUNDS\n UP B x 1\n UP B y 1.5\nENDATA\n";
    let lp = read_model(text.as_bytes(), ModelFormat::Mps).unwrap().lp;
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

/// Random numbers below a bound.
fn generator(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |bound| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    }
}

/// A random LP min c x, b <= A x, 0 <= x, with positive numbers: row i in units of 10^-unit(i), column j
/// in units of 10^-unit(20 + j).
fn random_text(seed: u64, unit: impl Fn(i32) -> i32) -> String {
    use std::fmt::Write as _;
    let n = 20;
    let mut random = generator(seed);
    let (mut text, mut sides) = (String::from("ROWS\n N C\n"), String::new());
    for i in 0..n {
        writeln!(text, " G R{i}").unwrap();
        writeln!(sides, " B R{i} {}e{}", 5 + random(20), unit(i)).unwrap();
    }
    text += "COLUMNS\n";
    for j in 0..n {
        writeln!(text, " x{j} C {}e{}", 1 + random(9), unit(n + j)).unwrap();
        for i in (0..n).filter(|i| (i * 7 + j * 3) % 4 == 0) {
            writeln!(text, " x{j} R{i} {}e{}", 1 + random(9), unit(i) + unit(n + j)).unwrap();
        }
    }
    format!("{text}RHS\n{sides}ENDATA\n")
}

#[track_caller]
fn check_report(text: &str) -> (Proof, super::Effort) {
    let lp = read_model(text.as_bytes(), ModelFormat::Mps).unwrap().lp;
    let report = certify(&lp, 60.0);
    let proof = report.proof().unwrap_or_else(|| panic!("{:?}", report.effort()));
    assert_eq!(Proof::new(&lp, proof.evidence().clone()).as_ref(), Some(proof));
    (proof.clone(), report.effort().clone())
}

/// Units of rows and columns up to 12 decades apart change no optimum, and the first basis proves it.
#[test]
fn units_do_not_matter() {
    for seed in 0..20 {
        let (plain, _) = check_report(&random_text(seed, |_| 0));
        let (scaled, effort) = check_report(&random_text(seed, |i| (i * 5) % 13 - 6));
        assert_eq!(plain.value(), scaled.value());
        assert_eq!(effort.float_status, "optimal");
        assert!(matches!(effort.rung, Some(Rung::Basis | Rung::Tight)), "{effort:?}");
    }
}

/// Ten equations, and each again between two sides, its numbers moved by parts in 10^12: near one point, three
/// rows are one to a float solver, and refinement does not tell them apart either. Exact pivots do, fewer than
/// two for each equation.
#[test]
fn nearly_parallel_rows_take_few_pivots() {
    use std::fmt::Write as _;
    const FINE: u64 = 1_000_000_000_000;
    let (n_columns, n_rows) = (20, 10);
    for seed in 0..6 {
        let mut random = generator(seed);
        let point: Vec<u64> = (0..n_columns).map(|_| random(10)).collect();
        let mut text = String::from("ROWS\n N C\n");
        for i in 0..n_rows {
            writeln!(text, " E R{i}\n G P{i}\n L Q{i}").unwrap();
        }
        text += "COLUMNS\n";
        let decimal = |x: u64| format!("{}.{:012}", x / FINE, x % FINE);
        let (mut sides, mut fine_sides) = (vec![0; n_rows], vec![0; n_rows]);
        for (j, x) in point.iter().enumerate() {
            writeln!(text, " x{j} C {}", 1 + random(9)).unwrap();
            for i in (0..n_rows).filter(|i| (i * 7 + j * 3) % 2 == 0) {
                let entry = 1 + random(9);
                let fine = entry * FINE + random(3);
                let shown = decimal(fine);
                writeln!(text, " x{j} R{i} {entry} P{i} {shown}\n x{j} Q{i} {shown}").unwrap();
                sides[i] += entry * x;
                fine_sides[i] += fine * x;
            }
        }
        text += "RHS\n";
        for i in 0..n_rows {
            let (lower, upper) = (fine_sides[i] - random(4), fine_sides[i] + random(4));
            let (lower, upper) = (decimal(lower), decimal(upper));
            writeln!(text, " B R{i} {} P{i} {lower}\n B Q{i} {upper}", sides[i]).unwrap();
        }
        let (_, effort) = check_report(&format!("{text}ENDATA\n"));
        assert!(effort.n_pivots < 2 * n_rows, "{effort:?}");
    }
}

/// From the basis of all rows, without a float solver, exact simplex finds the optimum in a number of pivots
/// like that of rows.
#[test]
fn exact_pivots_find_the_optimum() {
    use super::form::{Form, Place};
    use super::pivot::{Ended, run};
    for seed in 0..10 {
        let text = random_text(seed, |_| 0);
        let lp = read_model(text.as_bytes(), ModelFormat::Mps).unwrap().lp;
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
