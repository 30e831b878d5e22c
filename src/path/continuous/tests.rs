//! Thresholds against closed forms, and data times numbers against what they do to the value.

use std::path::Path;

use ironproof_continuum::{Kind, optimum};
use ironproof_instance::{ContinuousInstance, families};
use ironproof_number::rational;
use ironproof_number::rational::Rational;

use super::{
    Course, Error, Goods, Outside, Parameter, Range, Request, Structure, Treatment, course,
};

fn number(text: &str) -> Rational {
    rational::parse(text).expect(text)
}

const ONE_LEVEL: &str = r#"kind = "levels", levels = [{ level = "1", mass = "1" }]"#;
const UNIT: &str = r#"kind = "uniform", low = "0", high = "1""#;
const NO_WEIGHT: &str = r#"kind = "constant", value = "0""#;
const WEIGHT: &str = r#"kind = "constant", value = "1""#;

/// Groups a, b, c of mass 1 with alpha 1.
fn instance(quality: &str, groups: &[(&str, &str)]) -> ContinuousInstance {
    let groups = groups.iter().zip(["a", "b", "c"]).map(|((wtp, weight), label)| {
        let (wtp, weight) = (format!("wtp = {{ {wtp} }}"), format!("weight = {{ {weight} }}"));
        format!(r#"{{ label = "{label}", mass = "1", {wtp}, {weight} }}"#)
    });
    let groups = groups.collect::<Vec<_>>().join(", ");
    let text =
        format!("name = \"test\"\nalpha = \"1\"\nquality = {{ {quality} }}\ngroup = [{groups}]\n");
    ironproof_instance::read(&text, Path::new(".")).expect(&text)
}

/// V is 2 r - 1 for a on [0, 1], and r for b on [0, 2]. So b is served alone at first.
fn two_groups() -> ContinuousInstance {
    let wide = r#"kind = "uniform", low = "0", high = "2""#;
    instance(ONE_LEVEL, &[(UNIT, NO_WEIGHT), (wide, WEIGHT)])
}

fn request(over: Parameter, from: &str, to: &str) -> Request {
    let range = Range { from: number(from), to: number(to) };
    Request { over, range, width: number("1e-6"), n_places: 24 }
}

/// The kinds of all groups in each regime, and thresholds that are narrow and contain these.
#[track_caller]
fn check(course: &Course, thresholds: &[&str], kinds: &[&[&[Kind]]]) {
    let gaps: Vec<(f64, f64)> = course
        .regimes
        .windows(2)
        .map(|pair| (rational::approx(&pair[0].last.x), rational::approx(&pair[1].first.x)))
        .collect();
    assert_eq!(gaps.len(), thresholds.len(), "{gaps:?}");
    for (pair, threshold) in course.regimes.windows(2).zip(thresholds) {
        let (low, high) = (&pair[0].last.x, &pair[1].first.x);
        let threshold = number(threshold);
        assert!(*low <= threshold && threshold <= *high, "{threshold}: {gaps:?}");
        assert!(high - low <= number("1e-6") * high, "{gaps:?}");
    }
    let found: Vec<Vec<Vec<Kind>>> = course
        .regimes
        .iter()
        .map(|regime| {
            let groups = regime.structure.groups.iter();
            groups.map(|group| group.iter().map(|treatment| treatment.kind).collect()).collect()
        })
        .collect();
    assert_eq!(found, kinds);
}

#[test]
fn supply_of_one_level_to_two_groups() {
    use Kind::{Free, Market, NotServed};
    let instance = two_groups();
    let course = course(&instance, &request(Parameter::Supply, "1/10", "4")).unwrap();
    // b has V above 1 for the upper half; all with V above 0 are half of a and all of b.
    check(
        &course,
        &["1/2", "3/2"],
        &[
            &[&[NotServed], &[NotServed, Market]],
            &[&[NotServed, Market], &[NotServed, Market]],
            &[&[NotServed, Market], &[Free]],
        ],
    );
    let scarce: Vec<usize> =
        course.regimes.iter().map(|regime| regime.structure.n_scarce).collect();
    assert_eq!(scarce, [1, 1, 0]);
    // Twenty halvings for each change, and no more.
    assert!(course.n_places <= 24 + 2 * 22, "{}", course.n_places);
}

/// The mass of both groups against the same supply, from the side of one of them.
#[test]
fn mass_of_a_group() {
    let mut instance = two_groups();
    instance.quality.mass = number("3");
    let course = course(&instance, &request(Parameter::Mass(1), "1/10", "10")).unwrap();
    // Half of a and all of b want 3; the upper half of b alone takes all at 6.
    check(
        &course,
        &["5/2", "6"],
        &[
            &[&[Kind::NotServed, Kind::Market], &[Kind::Free]],
            &[&[Kind::NotServed, Kind::Market], &[Kind::NotServed, Kind::Market]],
            &[&[Kind::NotServed], &[Kind::NotServed, Kind::Market]],
        ],
    );
}

/// With V = 2 alpha t + lambda (1 - t) and a lowest willingness to pay of 1, the free lottery is below
/// t = sqrt(2 (lambda - alpha) / (2 alpha - lambda)).
#[test]
fn the_free_lottery_goes_where_alpha_is_the_mean_weight() {
    let essential = r#"kind = "uniform", low = "1", high = "2""#;
    let weight = r#"kind = "constant", value = "10/9""#;
    let instance = instance(UNIT, &[(essential, weight)]);
    let kinds: [&[&[Kind]]; 3] =
        [&[&[Kind::Lottery]], &[&[Kind::Lottery, Kind::Market]], &[&[Kind::Market]]];
    let over_alpha = course(&instance, &request(Parameter::Alpha, "1/2", "2")).unwrap();
    check(&over_alpha, &["5/6", "10/9"], &kinds);
    assert!(over_alpha.regimes[1].structure.groups[0][0].is_free == Some(true));
    // A factor on the weights does the same from the other side.
    let over_weight = course(&instance, &request(Parameter::Weight(0), "1/2", "2")).unwrap();
    let kinds: Vec<&[&[Kind]]> = kinds.into_iter().rev().collect();
    check(&over_weight, &["9/10", "6/5"], &kinds);
}

/// V falls, so all are pooled; the lottery is over what there is, and over nothing until there is one for each.
#[test]
fn levels_of_a_lottery() {
    let levels = r#"kind = "levels", levels = [{ level = "1/2", mass = "1/2" }, { level = "1", mass = "1/2" }]"#;
    let weight = r#"kind = "constant", value = "4""#;
    let instance = instance(levels, &[(UNIT, weight)]);
    let course = course(&instance, &request(Parameter::Supply, "1/10", "4")).unwrap();
    check(
        &course,
        &["1", "2"],
        &[&[&[Kind::Lottery]], &[&[Kind::Lottery]], &[&[Kind::SameForAll]]],
    );
    let goods: Vec<_> =
        course.regimes.iter().map(|regime| &regime.structure.groups[0][0].goods).collect();
    let ends = |n: usize| (goods[n].worst.clone(), goods[n].best.clone());
    assert_eq!(ends(0), (Some(Rational::ZERO), Some(Rational::ONE)));
    assert_eq!(ends(1), (Some(number("1/2")), Some(Rational::ONE)));
    assert_eq!(ends(2), (Some(Rational::ONE), Some(Rational::ONE)));
}

/// The kinds stay, and nobody waits for an object any more.
#[test]
fn supply_that_stops_to_be_scarce() {
    let alone = instance(ONE_LEVEL, &[(UNIT, NO_WEIGHT)]);
    let course = course(&alone, &request(Parameter::Supply, "1/10", "4")).unwrap();
    let kinds: &[&[Kind]] = &[&[Kind::NotServed, Kind::Market]];
    check(&course, &["1/2"], &[kinds, kinds]);
}

/// The lower half is a pool, the upper half a market. The kinds stay when the market gets the best level alone.
#[test]
fn levels_move_from_the_market_to_the_lottery() {
    let levels = r#"kind = "levels", levels = [{ level = "1/2", mass = "1/4" }, { level = "1", mass = "1/2" }]"#;
    let falling = r#"kind = "polynomial", of = "quantile", coefficients = ["4", "-3"]"#;
    let mut instance = instance(levels, &[(UNIT, falling)]);
    instance.alpha = number("3/2");
    let course = course(&instance, &request(Parameter::Supply, "1/2", "19/10")).unwrap();
    let both: &[&[Kind]] = &[&[Kind::Lottery, Kind::Market]];
    check(&course, &["2/3", "1", "4/3"], &[&[&[Kind::NotServed, Kind::Market]], both, both, both]);
    let best = |n: usize| course.regimes[n].structure.groups[0][0].goods.best.clone();
    assert_eq!([best(1), best(2)], [Some(number("1/2")), Some(Rational::ONE)]);
}

/// The mean weight is 1 and V falls at first, so that there is a pool at the bottom on both sides of alpha = 1. It is free
/// where alpha is below, and pays the lowest willingness to pay where alpha is above.
#[test]
fn a_lottery_begins_to_cost() {
    let essential = r#"kind = "uniform", low = "1", high = "2""#;
    let steep = r#"kind = "polynomial", of = "quantile", coefficients = ["4", "-12", "12", "-4"]"#;
    let instance = instance(UNIT, &[(essential, steep)]);
    let course = course(&instance, &request(Parameter::Alpha, "9/10", "3/2")).unwrap();
    let both: &[&[Kind]] = &[&[Kind::Lottery, Kind::Market]];
    check(&course, &["1"], &[both, both]);
    let free = |n: usize| course.regimes[n].structure.groups[0][0].is_free;
    assert_eq!([free(0), free(1)], [Some(true), Some(false)]);
}

/// What is not decided is no difference.
#[test]
fn uniqueness_counts_where_it_is_decided() {
    let with = |unique| {
        let goods = Goods::default();
        let treatment = Treatment { kind: Kind::Lottery, is_free: Some(true), goods, unique };
        Structure { n_scarce: 1, binding: Vec::new(), groups: vec![vec![treatment]] }
    };
    let all = [Some(true), Some(false), None];
    for (a, b) in all.into_iter().flat_map(|a| all.map(|b| (a, b))) {
        let differs = a.is_some() && b.is_some() && a != b;
        assert_eq!(with(a).differs(&with(b)), differs, "{a:?} {b:?}");
    }
}

/// Everybody's willingness to pay in another currency.
#[test]
fn nothing_changes_with_the_currency() {
    let course = course(&two_groups(), &request(Parameter::Wtp(None), "1/100", "100")).unwrap();
    check(&course, &[], &[&[&[Kind::NotServed, Kind::Market], &[Kind::NotServed, Kind::Market]]]);
    assert_eq!(course.n_places, 24);
}

#[test]
fn what_cannot_be_asked_has_one_error() {
    let instance = two_groups();
    let failed = |over, from, to| course(&instance, &request(over, from, to)).unwrap_err();
    for over in [Parameter::Supply, Parameter::Mass(0), Parameter::Wtp(None)] {
        let outside = Error::Outside(Outside::NotPositive(Rational::ZERO));
        assert_eq!(failed(over, "0", "1"), outside);
    }
    for over in [Parameter::Alpha, Parameter::Weight(1)] {
        assert_eq!(failed(over, "-1", "1"), Error::Outside(Outside::Negative(number("-1"))));
        assert!(course(&instance, &request(over, "0", "1")).is_ok());
    }
    for to in ["1", "1/2", "-1"] {
        let error = failed(Parameter::Supply, "1", to);
        assert_eq!(error, Error::EmptyRange { from: Rational::ONE, to: number(to) });
    }
    let mut few = request(Parameter::Supply, "1", "2");
    few.n_places = 1;
    assert_eq!(course(&instance, &few).unwrap_err(), Error::FewPlaces);
}

/// Willingness to pay and money times 3: so is the value, whatever the family.
#[test]
fn every_family_is_stretched() {
    let bounds = r#"low = "1", high = "4", tail = "condition""#;
    let power = r#"kind = "power", scale = "1", shift = "1", exponent = "-1""#;
    let of_wtp = r#"kind = "polynomial", of = "wtp", coefficients = ["2", "-1/5"]"#;
    let mixture = r#"parts = [{ kind = "exponential", rate = "1", share = "1/2" }, { kind = "gamma", shape = "2", rate = "1", share = "1/2" }]"#;
    let cases = [
        (r#"kind = "exponential", rate = "1/2""#, WEIGHT),
        (r#"kind = "exponential", rate = "1/2""#, power),
        (r#"kind = "exponential", rate = "1/2""#, of_wtp),
        (r#"kind = "pareto", scale = "1/2", shape = "2""#, WEIGHT),
        (r#"kind = "lomax", scale = "1", shape = "2""#, WEIGHT),
        (r#"kind = "normal", mean = "2", sd = "1""#, WEIGHT),
        (r#"kind = "logistic", location = "2", scale = "1/2""#, WEIGHT),
        (r#"kind = "gamma", shape = "2", rate = "1""#, WEIGHT),
        (r#"kind = "weibull", scale = "2", shape = "2""#, WEIGHT),
        (r#"kind = "log-logistic", scale = "2", shape = "2""#, WEIGHT),
        (&format!(r#"kind = "mixture", {mixture}"#), WEIGHT),
    ];
    let unbounded = cases.map(|(wtp, weight)| (format!("{wtp}, {bounds}"), weight));
    let bounded = [
        r#"kind = "uniform", low = "1", high = "2""#,
        r#"kind = "triangular", low = "1", mode = "2", high = "4""#,
        r#"kind = "beta", a = "2", b = "3", low = "1", high = "4""#,
    ];
    let bounded = bounded.map(|wtp| (wtp.to_owned(), WEIGHT));
    for family in families().filter(|family| *family != "lognormal") {
        let is_of = |case: &(String, &str)| case.0.contains(&format!(r#"kind = "{family}""#));
        assert!(unbounded.iter().any(is_of), "no case of {family}");
    }
    for (wtp, weight) in unbounded.into_iter().chain(bounded) {
        let instance = instance(ONE_LEVEL, &[(&wtp, weight)]);
        let three = number("3");
        let stretched = Parameter::Wtp(Some(0)).at(&instance, &three).unwrap();
        let value = |instance| optimum(instance, &number("1e-4")).unwrap().totals.value;
        let (before, after) = (value(&instance).times(&three), value(&stretched));
        let is_same = before.low <= after.high && after.low <= before.high;
        assert!(
            is_same && after.width() <= number("1e-3") * &after.low,
            "{wtp}: {before:?} {after:?}"
        );
    }
}

#[test]
fn what_has_no_exact_multiple_is_refused() {
    let bounds = r#"low = "1", high = "4", tail = "condition""#;
    let root = r#"kind = "power", scale = "1", shift = "1", exponent = "-1/2""#;
    for (wtp, weight, what) in [
        (r#"kind = "lognormal", mu = "1", sigma = "1""#, WEIGHT, "b: a lognormal distribution"),
        (r#"kind = "exponential", rate = "1""#, root, "b: a power of willingness to pay"),
    ] {
        let instance =
            instance(ONE_LEVEL, &[(UNIT, NO_WEIGHT), (&format!("{wtp}, {bounds}"), weight)]);
        let error = course(&instance, &request(Parameter::Wtp(Some(1)), "1", "2")).unwrap_err();
        assert!(error.to_string().starts_with(what), "{error}");
        assert!(Parameter::Wtp(Some(0)).at(&instance, &number("2")).is_ok());
        assert!(Parameter::Weight(1).at(&instance, &number("2")).is_ok());
    }
}
