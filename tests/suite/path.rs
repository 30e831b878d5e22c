//! The value over alpha or over a weight: every piece, every breakpoint, and the range beyond.

use assert_cmd::Command;
use ironproof::crosscheck::RunVerdict;
use ironproof::crosscheck::warm::{Point, along};
use ironproof::finite::{self, FiniteInstance, Wtp};
use ironproof::formulate::{FormulateError, Formulation};
use ironproof::ironing;
use ironproof::path::{Family, Line, Over, Path, Reason, Refused, certify, path};
use ironproof::rational::Rational;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::common::{listed, number, randoms};

fn whole(family: &Family<'_>) -> Path {
    path(family, &Rational::ZERO, None).unwrap()
}

fn value(family: &Family<'_>, x: &Rational) -> Rational {
    ironing::optimum(&family.at(x)).value
}

/// Convex, continuous, and equal to the optimum at the breakpoints and at `n` random points.
#[track_caller]
fn check_path(family: &Family<'_>, n: u32, rng: &mut StdRng) -> usize {
    let name = &family.base().name;
    let found = whole(family);
    assert!(found.pieces[0].from.is_zero() && found.pieces.last().unwrap().to.is_none());
    for pair in found.pieces.windows(2) {
        let at = pair[0].to.as_ref().unwrap();
        assert_eq!(*at, pair[1].from, "{name}: pieces follow each other");
        assert!(pair[0].line.slope < pair[1].line.slope, "{name}: not convex at {at}");
        assert_eq!(pair[0].line.at(at), pair[1].line.at(at), "{name}: jump at {at}");
        assert_eq!(value(family, at), pair[0].line.at(at), "{name}: at {at}");
    }
    for _ in 0..n {
        let piece = &found.pieces[rng.random_range(0..found.pieces.len())];
        let end = piece.to.clone().unwrap_or_else(|| &piece.from + number("1000"));
        let share = Rational::from(rng.random_range(0..=10_007_u32)) / Rational::from(10_007_u32);
        let x = &piece.from + (end - &piece.from) * share;
        assert_eq!(value(family, &x), piece.line.at(&x), "{name}: at {x}");
    }
    found.pieces.len()
}

#[test]
fn random_points_lie_exactly_on_their_piece() {
    let mut rng = StdRng::seed_from_u64(1);
    let (mut n_alpha, mut n_weight) = (0, 0);
    for instance in listed().into_iter().chain(randoms(5, 40)) {
        n_alpha += check_path(&Family::new(&instance, Over::Alpha), 100, &mut rng);
        let last = instance.groups.len() - 1;
        n_weight += check_path(&Family::new(&instance, Over::Weight(last)), 100, &mut rng);
    }
    assert!(n_alpha > 300 && n_weight > 200, "{n_alpha} and {n_weight} pieces");
}

/// Each breakpoint once, one point inside each piece, one beyond, and the slope of the last piece.
#[test]
fn the_checker_accepts_what_determines_every_piece() {
    let mut n_proofs = 0;
    for instance in listed().into_iter().chain(randoms(6, 20)) {
        for over in (0..instance.groups.len()).map(Over::Weight).chain([Over::Alpha]) {
            let family = Family::new(&instance, over);
            let found = whole(&family);
            let proof = certify(&family, &found).unwrap();
            let n_pieces = u64::try_from(found.pieces.len()).unwrap();
            assert_eq!(proof.count().number(), 2 * n_pieces + 1, "{}", instance.name);
            assert_eq!(proof.first().value(), Some(&found.pieces[0].line.intercept));
            n_proofs += proof.count().number();
            // A range with an end needs no slope.
            let cut = path(&family, &number("1/3"), Some(&number("3/2"))).unwrap();
            let n_pieces = u64::try_from(cut.pieces.len()).unwrap();
            assert_eq!(certify(&family, &cut).unwrap().count().number(), 2 * n_pieces + 1);
        }
    }
    assert!(n_proofs > 1000, "{n_proofs}");
}

/// The instance with breakpoints a thousand times as far out: what does not vary counts a thousand times as much.
fn stretched(instance: &FiniteInstance, over: Over) -> FiniteInstance {
    let factor = number("1000");
    let stretched = instance.changed(|content| match over {
        Over::Bound(_) => unreachable!("these instances have no constraints"),
        Over::Weight(_) => content.alpha *= &factor,
        Over::Alpha => {
            for ty in content.groups.iter_mut().flat_map(|group| &mut group.types) {
                ty.weight *= &factor;
                if let Wtp::Cell { weighted, .. } = &mut ty.wtp {
                    *weighted *= &factor;
                }
            }
        }
    });
    stretched.unwrap()
}

/// A piece that ends, said to go on for ever: its value is right at its start and one unit further. Only the largest
/// slope of all tells.
#[test]
fn a_piece_that_ends_is_not_proved_to_go_on() {
    let mut n_refused = [0, 0];
    for instance in randoms(10, 30).chain(listed()) {
        for (k, over) in [Over::Alpha, Over::Weight(0)].into_iter().enumerate() {
            let instance = stretched(&instance, over);
            let family = Family::new(&instance, over);
            let right = whole(&family);
            for piece in right.pieces.split_last().unwrap().1 {
                let mut piece = piece.clone();
                let end = piece.to.take().unwrap();
                if end < &piece.from + Rational::ONE {
                    continue;
                }
                let short = Path { pieces: vec![piece], n_solves: 0 };
                let refused = certify(&family, &short).unwrap_err();
                assert!(matches!(refused, Refused::Slope(Reason::Other { .. })), "{refused}");
                n_refused[k] += 1;
            }
        }
    }
    assert!(n_refused.iter().all(|n| *n > 50), "{n_refused:?}");
}

/// Pieces that leave a part of the range out, overlap, end before they start, or are not there.
#[test]
fn pieces_that_do_not_follow_each_other_are_refused() {
    let instance = finite::read(include_str!("../../instances/finite/three-types.json")).unwrap();
    let family = Family::new(&instance, Over::Alpha);
    let right = whole(&family);
    let mut damaged = Vec::new();
    for index in 0..3 {
        let mut missing = right.clone();
        missing.pieces.remove(index);
        // Without the first one it is the path from its end on, and without the last one a range that ends.
        assert_eq!(certify(&family, &missing).is_ok(), index != 1);
        let mut twice = right.clone();
        twice.pieces.insert(index, right.pieces[index].clone());
        damaged.push(twice);
    }
    let mut backwards = right.clone();
    backwards.pieces.reverse();
    let mut empty = right.clone();
    empty.pieces[1].to = Some(empty.pieces[1].from.clone());
    empty.pieces[2].from = empty.pieces[1].from.clone();
    let mut none = right.clone();
    none.pieces.clear();
    for path in damaged.into_iter().chain([backwards, empty, none]) {
        assert_eq!(certify(&family, &path).unwrap_err(), Refused::Order);
    }
    // A kink that is left out: one line from 0 to the end of the second piece, right at both ends.
    let mut straight = right.clone();
    let first = straight.pieces.remove(0);
    let (end, start) = (straight.pieces[0].to.clone().unwrap(), &first.line.intercept);
    let slope = (straight.pieces[0].line.at(&end) - start) / &end;
    straight.pieces[0].from = Rational::ZERO;
    straight.pieces[0].line = Line { intercept: start.clone(), slope };
    let refused = certify(&family, &straight).unwrap_err();
    assert!(matches!(refused, Refused::Value { x, .. } if x == end / number("2")));
}

#[test]
fn a_damaged_path_is_refused() {
    for instance in randoms(7, 12) {
        let family = Family::new(&instance, Over::Alpha);
        let mut right = whole(&family);
        // Each damage costs the proofs before it.
        right.pieces.truncate(5);
        let mut n_damaged = 0;
        for index in 0..right.pieces.len() {
            let mut higher = right.clone();
            higher.pieces[index].line.intercept += number("1e-9");
            let mut steeper = right.clone();
            steeper.pieces[index].line.slope += number("1e-9");
            let mut damaged = vec![higher, steeper];
            if index > 0 {
                // A breakpoint in the wrong place, on either side.
                for shift in ["1e-9", "-1e-9"] {
                    let mut moved = right.clone();
                    moved.pieces[index].from += number(shift);
                    moved.pieces[index - 1].to = Some(moved.pieces[index].from.clone());
                    damaged.push(moved);
                }
            }
            for path in damaged {
                assert!(certify(&family, &path).is_err(), "{} piece {index}", instance.name);
                n_damaged += 1;
            }
        }
        assert!(n_damaged >= 2);
    }
}

/// Three types by hand: free for all up to 13/18, then 3/4 of revenue, from 11/10 on the
/// monopoly.
#[test]
fn a_path_computed_by_hand() {
    let text = include_str!("../../instances/finite/three-types.json");
    let instance = finite::read(text).unwrap();
    let found = whole(&Family::new(&instance, Over::Alpha));
    let breakpoints: Vec<String> =
        found.pieces[1..].iter().map(|piece| piece.from.to_string()).collect();
    let slopes: Vec<String> =
        found.pieces.iter().map(|piece| piece.line.slope.to_string()).collect();
    assert_eq!(breakpoints, ["13/18", "11/10"]);
    assert_eq!(slopes, ["0", "3/4", "7/6"]);
    assert_eq!(found.pieces[1].line.at(&Rational::ONE), number("31/24"));
    assert!(found.pieces[0].changes.is_empty() && !found.pieces[1].changes.is_empty());
}

/// The factor 1 gives the instance itself, the factor 0 the instance whose group does not count.
#[test]
fn a_weight_is_scaled_in_place() {
    for instance in randoms(8, 30) {
        let family = Family::new(&instance, Over::Weight(0));
        let found = whole(&family);
        let at = |x: &Rational| {
            let piece = found.pieces.iter().rfind(|piece| piece.from <= *x).unwrap();
            piece.line.at(x)
        };
        assert_eq!(at(&Rational::ONE), ironing::optimum(&instance).value);
        assert_eq!(at(&Rational::ZERO), ironing::optimum(&without_weights(&instance)).value);
    }
}

fn without_weights(instance: &FiniteInstance) -> FiniteInstance {
    let without = instance.changed(|content| {
        for ty in &mut content.groups[0].types {
            ty.weight = Rational::ZERO;
            if let Wtp::Cell { weighted, .. } = &mut ty.wtp {
                *weighted = Rational::ZERO;
            }
        }
    });
    without.unwrap()
}

/// A range is the same path, cut; an end exactly on a breakpoint leaves no empty piece.
#[test]
fn a_range_is_a_part_of_the_path() {
    for instance in listed().iter().take(30) {
        let family = Family::new(instance, Over::Alpha);
        let all = whole(&family);
        let (from, to) = (number("1/3"), number("3/2"));
        let on_breakpoints = all.pieces.get(1).map(|piece| piece.from.clone());
        for from in [Some(from), on_breakpoints.filter(|from| *from < to)].into_iter().flatten() {
            let cut = path(&family, &from, Some(&to)).unwrap();
            let expected: Vec<_> = all
                .pieces
                .iter()
                .filter(|piece| piece.to.as_ref().is_none_or(|end| *end > from) && piece.from < to)
                .map(|piece| piece.line.clone())
                .collect();
            let lines: Vec<_> = cut.pieces.iter().map(|piece| piece.line.clone()).collect();
            assert_eq!(lines, expected, "{} from {from}", instance.name);
            assert_eq!(cut.pieces[0].from, from);
            assert_eq!(cut.pieces.last().unwrap().to.as_ref(), Some(&to));
        }
        assert!(path(&family, &to, Some(&to)).is_err());
        assert!(path(&family, &number("-1"), None).is_err());
    }
}

fn verdicts(points: &[Point]) -> Vec<&RunVerdict> {
    points.iter().flat_map(|point| [&point.warm.verdict, &point.cold.verdict]).collect()
}

/// In each formulation, over alpha and over a weight: each LP has the value of the line, warm and cold.
#[test]
fn lps_along_the_path_agree_with_it() {
    for instance in listed().into_iter().step_by(11).chain(randoms(9, 3)) {
        for over in [Over::Alpha, Over::Weight(0)] {
            let family = Family::new(&instance, over);
            let found = whole(&family);
            for formulation in Formulation::ALL {
                let swept = along(&family, &found, formulation, 60.0);
                if formulation == Formulation::Reduced && instance.groups.len() > 1 {
                    let n_groups = instance.groups.len();
                    assert_eq!(swept.err(), Some(FormulateError::SeveralGroups { n_groups }));
                    continue;
                }
                let points = swept.unwrap();
                // Each breakpoint once, one point inside each piece.
                assert_eq!(points.len(), 2 * found.pieces.len());
                assert!(points.is_sorted_by(|a, b| a.x < b.x));
                for verdict in verdicts(&points) {
                    assert_eq!(*verdict, RunVerdict::Agrees, "{} {formulation:?}", instance.name);
                }
            }
        }
    }
}

/// A line that is too high or too low by more than the promise of the solver is found, whatever it is started from.
#[test]
fn a_wrong_value_of_an_lp_is_found() {
    let instance = finite::read(include_str!("../../instances/finite/three-types.json")).unwrap();
    let family = Family::new(&instance, Over::Alpha);
    for shift in ["1e-5", "-1e-5"] {
        let mut damaged = whole(&family);
        damaged.pieces[1].line.intercept += number(shift);
        let points = along(&family, &damaged, Formulation::Gamma, 60.0).unwrap();
        let wrong: Vec<String> = points
            .iter()
            .filter(|point| matches!(point.warm.verdict, RunVerdict::Disagrees(_)))
            .map(|point| point.x.to_string())
            .collect();
        // The breakpoint at the left end, 13/18, is taken from the piece before.
        assert_eq!(wrong, ["41/45", "11/10"], "{shift}");
        assert!(points.iter().all(|point| {
            matches!(point.warm.verdict, RunVerdict::Disagrees(_))
                == matches!(point.cold.verdict, RunVerdict::Disagrees(_))
        }));
    }
}

/// Numbers of a solve that was stopped are no answer, warm or cold, and the exit code says so.
#[test]
fn an_lp_without_an_answer_is_not_a_success() {
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_ironproof"))
            .current_dir(crate::common::ROOT)
            .args(["path", "instances/finite/three-types.json", "--solver", "highs-simplex"])
            .args(arguments)
            .output()
            .unwrap()
    };
    let output = run(&["--time-limit", "0", "--json"]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for point in document["lp"]["points"].as_array().unwrap() {
        for run in [&point["warm"], &point["cold"]] {
            assert_eq!((&run["status"], &run["agrees"]), (&"time limit".into(), &false.into()));
            assert!(run["value"].is_null() && run["error"].is_null(), "{run}");
        }
    }
    let output = run(&["--time-limit", "0"]);
    let text = String::from_utf8_lossy(&output.stdout);
    let unanswered = text.lines().filter(|line| line.matches("time limit").count() == 3);
    assert_eq!(unanswered.count(), 6, "{text}");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("12 of 12 LP solves ended without an answer"), "{error}");
    for limit in ["nan", "-1", "inf", "1e400"] {
        let output = run(&["--time-limit", limit]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{limit}");
        assert!(error.contains("expected a number of seconds, 0 or more"), "{error}");
    }
}

#[test]
fn neighbours_on_a_shipped_instance_take_fewer_iterations() {
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_ironproof"))
            .current_dir(crate::common::ROOT)
            .args(["path", "instances/applications/public-housing.toml", "--grid", "12"])
            .args(arguments)
            .output()
            .unwrap()
    };
    let output = run(&["--solver", "highs-simplex", "--formulation", "mass", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let lp = &document["lp"];
    let points = lp["points"].as_array().unwrap();
    assert_eq!(points.len(), 2 * document["pieces"].as_array().unwrap().len());
    for point in points {
        for kind in ["warm", "cold"] {
            assert_eq!(point[kind]["agrees"], true, "{point}");
            assert!(point[kind]["error"].as_f64().unwrap() < 1e-9, "{point}");
        }
    }
    let total = |kind: &str| -> u64 {
        points.iter().map(|point| point[kind]["iterations"].as_u64().unwrap()).sum()
    };
    assert_eq!((lp["iterations_warm"].as_u64(), lp["iterations_cold"].as_u64()), {
        (Some(total("warm")), Some(total("cold")))
    });
    assert!(10 * total("warm") < total("cold"), "{} of {}", total("warm"), total("cold"));
    // As a table, with the totals.
    let text = String::from_utf8(run(&["--solver", "highs-simplex"]).stdout).unwrap();
    assert!(text.contains("answers agree with the exact value"), "{text}");
    assert!(text.contains("iterations warm  iterations cold"), "{text}");
    for (arguments, expected) in [
        (&["--solver", "highs-ipm"][..], "possible values: highs-simplex"),
        (&["--formulation", "mass"], "--solver"),
        (&["--solver", "highs-simplex", "--formulation", "reduced"], "needs exactly one group"),
    ] {
        let output = run(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(expected), "{error}");
    }
}
