//! Systems and LPs whose answers are known.

use crate::solve::bases;
use ironproof_linear::duality::Vector;
use ironproof_linear::{Lp, ModelFormat, Readings, read_model};
use ironproof_number::IBig;
use ironproof_number::rational::{Rational, parse};
use ironproof_proof::{Evidence, Outcome, Proof, Rung, prove, safe_bounds};
use ironproof_test_inputs::Random;
use ironproof_test_inputs::models::{on_lines, random_mps};

fn lp(text: &str) -> Lp {
    read_model(on_lines(text).as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp
}

#[track_caller]
fn check_optimum(text: &str, value: &str) -> Option<Rung> {
    let report = prove(&lp(text), &bases, 60.0);
    let proof = report.proof().unwrap_or_else(|| panic!("{text}: {report:?}"));
    assert_eq!(proof.value(), Some(&parse(value).unwrap()), "{text}");
    report.effort().rung
}

#[test]
fn optima_are_exact() {
    let rung = check_optimum("min x + y\nst\n 3 x + y >= 1\n x + 3 y >= 1\nend", "1/2");
    assert_eq!(rung, Some(Rung::Basis));
    check_optimum("max x + 7.113\nst\n x <= 0.1\nend", "7.213");
    check_optimum("max 0\nst\n c: x >= 1\nend", "0");
    // Without rows.
    check_optimum("min x\nst\nbounds\n x >= -2\nend", "-2");
    // Basis status at the tolerance: the float solver is satisfied with 1e-9 too little.
    check_optimum("min 1000000 x\nst\n c: x >= 0.000000001\nend", "0.001");
}

#[test]
fn a_damaged_proof_does_not_hold() {
    let lp = lp("min x + y st 3 x + y >= 1\n x + 3 y >= 1 end");
    let report = prove(&lp, &bases, 60.0);
    let evidence = report.proof().expect("proved").evidence().clone();
    let holds = |evidence: Evidence| Proof::new(&lp, evidence).is_some();
    assert!(holds(evidence.clone()));
    let Evidence::Optimal { point, multipliers, value } = evidence else { panic!("not optimal") };
    let changed = |vector: &Vector, at: usize, by: i32| {
        let mut entries: Vec<Rational> = vector.entries().collect();
        entries[at] += Rational::from(by);
        Vector::new(&entries)
    };
    let other = changed(&point, 0, 1);
    assert!(Proof::optimal(&lp, other.clone(), multipliers.clone()).is_none());
    assert!(!holds(Evidence::Optimal {
        point: other,
        multipliers: multipliers.clone(),
        value: value.clone()
    }));
    let other = changed(&multipliers, 1, -1);
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
fn a_time_limit_gives_no_false_verdict() {
    let report = prove(&lp("min x + y st 3 x + y >= 1\n x + 3 y >= 1 end"), &bases, 0.0);
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

/// Whatever the multipliers are, what is left after the repair bounds the optimum, and the right ones with
/// small errors bound it closely.
#[test]
fn repaired_multipliers_bound_the_optimum() {
    let text = "ROWS\n N C\n G R1\n L R2\n E R3\nCOLUMNS\n x C 1 R1 1\n x R2 3 R3 1\n y C 2 R1 2\n \
                y R3 -1\n z C 0.5 R1 1\n z R3 1\nRHS\n RHS R1 4 R2 3\nBOUNDS\n FR BND z\n UP BND y 9\nENDATA\n";
    let mut lp = read_model(text.as_bytes(), ModelFormat::Mps, &Readings::default()).unwrap().lp;
    for maximize in [false, true] {
        lp.maximize = maximize;
        if maximize {
            // The same optimum with the sign changed.
            for column in &mut lp.columns {
                column.objective = -column.objective.clone();
            }
        }
        let report = prove(&lp, &bases, 60.0);
        let Evidence::Optimal { multipliers, value, .. } = report.proof().unwrap().evidence()
        else {
            panic!("{report:?}")
        };
        let y: Vec<Rational> = multipliers.entries().collect();
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
    let report = || prove(&model, &bases, 0.0);
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

#[track_caller]
fn check_report(text: &str) -> (Proof, ironproof_proof::Effort) {
    let lp = read_model(text.as_bytes(), ModelFormat::Mps, &Readings::default()).unwrap().lp;
    let report = prove(&lp, &bases, 60.0);
    let proof = report.proof().unwrap_or_else(|| panic!("{:?}", report.effort()));
    assert_eq!(Proof::new(&lp, proof.evidence().clone()).as_ref(), Some(proof));
    (proof.clone(), report.effort().clone())
}

/// Units of rows and columns up to 12 decades apart change no optimum, and the first basis proves it.
#[test]
fn units_do_not_matter() {
    for seed in 0..20 {
        let (plain, _) = check_report(&random_mps(seed, |_| 0));
        let (scaled, effort) = check_report(&random_mps(seed, |i| (i * 5) % 13 - 6));
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
        let mut generator = Random::new(seed);
        let mut random = |bound| generator.word_below(bound);
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
