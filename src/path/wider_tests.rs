//! Paths of the wider model: over alpha, over weights and over the number of a constraint.

use ironproof_instance::finite::{self, FiniteInstance};
use ironproof_instance::random::Sizes;
use ironproof_instance::random_wider;
use ironproof_ironing::wider::{Answer, answer};
use ironproof_number::rational::{Rational, parse};

use crate::{Family, Infeasible, NoPath, Over, Refused, certify, path};

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

fn value(instance: &FiniteInstance) -> Option<Rational> {
    match answer(instance) {
        Answer::Optimal(priced) => Some(priced.optimum.value),
        Answer::Infeasible { .. } => None,
    }
}

/// Half of the seats are for all: a reserved seat displaces somebody worth 3 for one worth 2, and later 4 for 1.
#[test]
fn a_quota_costs_what_it_displaces() {
    let text = include_str!("../../instances/wider/reserved-seats.json");
    let instance = finite::read(text).expect("valid");
    let family = Family::new(&instance, Over::Bound(0));
    assert_eq!(family.parameter(), "constraint:quota");
    let (zero, half) = (Rational::ZERO, number("1/2"));
    let found = path(&family, &zero, Some(&half)).expect("feasible");
    let told: Vec<(String, String)> = found
        .pieces
        .iter()
        .map(|piece| (piece.from.to_string(), piece.line.slope.to_string()))
        .collect();
    let expected = [("0", "-1"), ("1/4", "-3")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(told, expected);
    assert_eq!(found.pieces[0].line.at(&number("1/8")), number("13/8"));
    assert_eq!(certify(&family, &found).expect("proved").count().number(), 5);
    // There are seats for half of the agents only.
    let one = Rational::ONE;
    let at = |error| match error {
        NoPath::Infeasible(Infeasible { at }) => at,
        other => panic!("{other}"),
    };
    assert_eq!(at(path(&family, &zero, Some(&one)).expect_err("too many")), one);
    assert_eq!(path(&family, &zero, None), Err(NoPath::Endless));
}

/// A piece with another slope is refused: the certificate can fail.
#[test]
fn a_wrong_shadow_price_is_refused() {
    let text = include_str!("../../instances/wider/reserved-seats.json");
    let instance = finite::read(text).expect("valid");
    let family = Family::new(&instance, Over::Bound(0));
    let mut found = path(&family, &Rational::ZERO, Some(&number("1/2"))).expect("feasible");
    found.pieces[1].line.slope = number("-2");
    assert!(matches!(certify(&family, &found), Err(Refused::Value { .. })));
    // Nothing is known of a concave value behind the last point.
    found.pieces.truncate(1);
    found.pieces[0].to = None;
    assert_eq!(certify(&family, &found).expect_err("endless"), Refused::Endless);
}

#[test]
fn random_paths_are_the_optima_of_their_instances() {
    let (mut n_bounds, mut n_kinks, mut n_alpha, mut n_infeasible) = (0, 0, 0, 0);
    for index in 0..120 {
        let sizes = Sizes { groups: 2, types: 5, levels: 3 };
        let instance = random_wider::instance(11, index, sizes);
        if instance.is_plain() {
            continue;
        }
        let bounds = (0..instance.sides.len()).map(Over::Bound);
        for over in bounds.chain([Over::Alpha, Over::Weight(0)]) {
            let present = match over {
                Over::Bound(s) => instance.sides[s].bound.number().clone(),
                _ => Rational::ONE,
            };
            if present <= Rational::ZERO {
                continue;
            }
            let family = Family::new(&instance, over);
            let (from, to) = (&present / Rational::from(2), &present * number("3/2"));
            let found = match path(&family, &from, Some(&to)) {
                Ok(found) => found,
                Err(NoPath::Infeasible(Infeasible { at })) => {
                    assert_eq!(value(&family.at(&at)), None, "{}", instance.name);
                    n_infeasible += 1;
                    continue;
                }
                Err(error) => panic!("{error}"),
            };
            for piece in &found.pieces {
                for x in piece.points() {
                    assert_eq!(value(&family.at(&x)), Some(piece.line.at(&x)), "{}", instance.name);
                }
            }
            let slopes = found.pieces.iter().map(|piece| &piece.line.slope);
            assert!(match over {
                Over::Bound(_) => slopes.is_sorted_by(|a, b| a > b),
                _ => slopes.is_sorted_by(|a, b| a < b),
            });
            certify(&family, &found).expect("proved");
            if let Over::Bound(_) = over {
                n_bounds += 1;
                n_kinks += found.pieces.len() - 1;
            } else {
                n_alpha += 1;
            }
            if over == Over::Alpha && index % 4 == 0 {
                let whole = path(&family, &Rational::ZERO, None).expect("feasible");
                certify(&family, &whole).expect("proved");
            }
        }
    }
    assert!(n_bounds > 40 && n_kinks > 30 && n_alpha > 80, "{n_bounds} {n_kinks} {n_alpha}");
    assert!(n_infeasible > 10, "{n_infeasible}");
}
