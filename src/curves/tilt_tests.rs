//! A tilt gives the curves of the instance with the changed data.

use std::path::Path;

use ironproof_instance::{ContinuousInstance, read};
use ironproof_number::rational::{Rational, parse};

use super::jets::Jets;
use super::{Between, GroupPsi, Local, Precision, Tilt, psi};

const KINDS: [&str; 5] = [
    r#"{ kind = "piecewise", pieces = [{ from = "0", to = "1/3", polynomial = ["1", "3"] },
         { from = "1/3", to = "1", polynomial = ["1", "1", "6"] }] }"#,
    r#"{ kind = "table", rows = [["1", "1/4"], ["2", "3/4"]] }"#,
    r#"{ kind = "exponential", rate = "1/2", high = "9", tail = "clip" }"#,
    r#"{ kind = "lognormal", mu = "0", sigma = "1/2", low = "1/4", high = "5", tail = "condition" }"#,
    r#"{ kind = "normal", mean = "3", sd = "1", low = "1", high = "6", tail = "condition" }"#,
];

fn instance(wtp: &str, alpha: &str, weight: &str, external: &str) -> ContinuousInstance {
    let text = format!(
        r#"
        name = "tilted"
        alpha = "{alpha}"
        quality = {{ kind = "levels", levels = [{{ level = "1", mass = "1/2" }}] }}
        group = [{{ label = "all", mass = "1", wtp = {wtp},
                   weight = {{ kind = "constant", value = "{weight}" }},
                   external = {{ kind = "constant", value = "{external}" }} }}]
        "#
    );
    read(&text, Path::new(".")).expect("a valid instance")
}

fn of(instance: &ContinuousInstance) -> GroupPsi {
    psi(&instance.groups[0], &instance.alpha, &Precision::new(160)).expect("enclosed")
}

fn number(text: &str) -> Rational {
    parse(text).expect("a number")
}

/// All curves at a place.
fn curves(local: &Local, t: &Rational) -> Vec<Between> {
    let mut all = vec![local.excess(t), local.welfare(t), local.surplus(t), local.psi(t)];
    if !local.is_rough() {
        all.extend([local.virtual_value(t), local.rise_range(t, t)]);
        all.extend([local.weight_range(t, t), local.external_range(t, t)]);
        let jets = Jets::new(local, 5).at(t, t).expect("a density");
        let precision = local.precision();
        let jets = [jets.virtual_value, jets.psi].into_iter().flat_map(|jet| jet.0);
        all.extend(jets.map(|x| precision.between(&x)));
    }
    all
}

#[test]
fn a_tilt_is_a_change_of_the_data() {
    let tiny = number("1e-24");
    let exactly = |text: &str| Between::exactly(number(text));
    let tilt = Tilt { alpha: exactly("1/3"), weight: exactly("-3/7"), external: exactly("5/11") };
    for kind in KINDS {
        let plain = of(&instance(kind, "1/2", "6/7", "1/11"));
        let changed = of(&instance(kind, "5/6", "3/7", "6/11"));
        let tilted = plain.tilted(&tilt);
        let near = |a: &Between, b: &Between| {
            assert!(!a.is_below(b) && !b.is_below(a), "{kind}: {a:?} and {b:?}");
            assert!(a.width() < tiny && b.width() < tiny, "{kind}: {a:?} and {b:?}");
        };
        near(&tilted.free, &changed.free);
        for (piece, other) in tilted.pieces.iter().zip(&changed.pieces) {
            let width = &piece.to - &piece.from;
            if width < number("1e-9") {
                continue;
            }
            for share in ["1/5", "1/2", "7/8"] {
                let t = &piece.from + &width * number(share);
                let (found, expected) = (curves(&piece.local, &t), curves(&other.local, &t));
                assert_eq!(found.len(), expected.len(), "{kind}");
                found.iter().zip(&expected).for_each(|(a, b)| near(a, b));
                // A range holds what is at a place in it.
                let range = piece.local.virtual_range(&piece.from, &piece.to);
                assert!(!piece.local.virtual_value(&t).is_below(&range), "{kind}");
                assert!(!range.is_below(&piece.local.virtual_value(&t)), "{kind}");
            }
            assert_eq!(piece.local.is_straight(), other.local.is_straight(), "{kind}");
        }
    }
}

#[test]
fn a_tilt_that_is_known_between_two_numbers_covers_both() {
    let (low, high) = (number("1/10"), number("1/9"));
    let one = |x: &Rational| Tilt { alpha: Between::exactly(x.clone()), ..Tilt::none() };
    let both = Tilt { alpha: Between::of(low.clone(), high.clone()), ..Tilt::none() };
    for kind in KINDS {
        let plain = of(&instance(kind, "1/2", "6/7", "1/11"));
        let (wide, ends) =
            (plain.tilted(&both), [plain.tilted(&one(&low)), plain.tilted(&one(&high))]);
        for end in ends {
            for (piece, end) in wide.pieces.iter().zip(&end.pieces) {
                let t = (&piece.from + &piece.to) / Rational::from(2);
                for (wide, end) in curves(&piece.local, &t).iter().zip(&curves(&end.local, &t)) {
                    assert!(!wide.is_below(end) && !end.is_below(wide), "{kind}: {wide:?} {end:?}");
                }
            }
        }
    }
}
