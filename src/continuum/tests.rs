//! Known structures: closed forms, published examples, and values of integrals from mpmath.

use std::path::Path;

use ironproof_curves::Between;
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::{Rational, parse};

use super::{Alternative, Answer, Kind, Memory, optimum};
use Kind::{Lottery, Market, NotServed, SameForAll};

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

fn solved(instance: &ContinuousInstance) -> Answer {
    optimum(instance, &number("1e-6")).expect("decided")
}

fn read(text: &str) -> ContinuousInstance {
    ironproof_instance::read(text, Path::new("")).expect("a valid instance")
}

fn one_group(quality: &str, alpha: &str, wtp: &str, weight: &str) -> ContinuousInstance {
    read(&format!(
        "name = \"x\"\nalpha = \"{alpha}\"\nquality = {{ {quality} }}\n[[group]]\nlabel = \"all\"\n\
         mass = \"1\"\nwtp = {{ {wtp} }}\nweight = {{ {weight} }}\n"
    ))
}

/// The known number is inside, up to the digits of its text, and the interval is narrow.
#[track_caller]
fn check(found: &Between, known: &str, what: &str) {
    let (known, unit) = (number(known), number("1e-20"));
    assert!(found.low <= &known + &unit && &known - &unit <= found.high, "{what}: {found:?}");
    let size = known.clone().max(-known).max(number("1e-3"));
    assert!(found.width() <= size * number("1e-6"), "{what} is wide: {found:?}");
}

/// Kinds, and where each segment ends; all begin at 0.
type Structure = &'static [(Kind, &'static str)];

const ROOT_5: &str = "0.38196601125010515179541316563436188";
const ROOT_10: &str = "0.27924077994387355600036881852243";
const ONE_LESS_1_E: &str = "0.63212055882855767840447622983854";

/// The structure of the shipped closed forms, by their derivations.
const CLOSED_FORMS: &[(&str, &[Structure])] = &[
    ("c01-reserve-price", &[&[(NotServed, "1/2"), (Market, "1")]]),
    ("c02a-scarce-supply", &[&[(NotServed, "3/4"), (Market, "1")]]),
    ("c03-utilitarian-market", &[&[(Market, "1")]]),
    ("c04-money-is-worthless", &[&[(Lottery, "1")]]),
    // Clipped at 99: the atom and those who would pay more than 49 are pooled.
    ("c05-heavy-tail", &[&[(Market, "0.9996"), (Lottery, "1")]]),
    ("c06-constant-hazard", &[&[(Lottery, "1")]]),
    ("c08-exponential-reserve", &[&[(NotServed, ONE_LESS_1_E), (Market, "1")]]),
    ("c10-full-lottery-knife-edge", &[&[(Lottery, "1")]]),
    ("c11-lottery-below-market", &[&[(Lottery, "1/2"), (Market, "1")]]),
    ("c14-indifference", &[&[(Lottery, "1")]]),
    ("c15-pool-at-the-top", &[&[(Market, "1/2"), (Lottery, "1")]]),
    ("c16-dip-below-the-cut-off", &[&[(NotServed, ROOT_5), (Market, "1")]]),
    ("c18-atom-hides-the-pool", &[&[(NotServed, "1/4"), (Lottery, "3/4"), (Market, "1")]]),
    ("c19-kinked-weights", &[&[(Market, "5/8"), (Lottery, "1")]]),
    ("c20-free-lottery-essential", &[&[(Lottery, "1/2"), (Market, "1")]]),
    ("c21-essential-full-lottery", &[&[(Lottery, "1")]]),
    ("c22-not-essential", &[&[(Market, "1")]]),
    ("c23-no-jump-at-equality", &[&[(Market, "1")]]),
    ("c24-free-but-nothing", &[&[(NotServed, "1/3"), (Market, "1")]]),
    ("c26n0-skewed-weights-0", &[&[(Market, "1")]]),
    ("c26n1-skewed-weights-1", &[&[(Market, "1")]]),
    ("c26n2-skewed-weights-2", &[&[(Lottery, ROOT_10), (Market, "1")]]),
    ("c27-abundance", &[&[(SameForAll, "1")]]),
    ("c28-worthless-objects", &[&[(NotServed, "1")]]),
    ("c29-no-objective", &[&[(NotServed, "1")]]),
    ("c30-essential-without-revenue", &[&[(Lottery, "1")]]),
    ("m1-random-between-market", &[&[(NotServed, "1/2"), (Market, "1")], &[(Lottery, "1")]]),
    ("m2-three-lotteries", &[&[(Lottery, "1")], &[(Lottery, "1")], &[(Lottery, "1")]]),
    ("m4-tied-lotteries", &[&[(Lottery, "1")], &[(Lottery, "1")]]),
    ("m6-two-markets", &[&[(Market, "1")], &[(Market, "1")]]),
    ("m7-transfers-to-one-group", &[&[(Market, "1")], &[(NotServed, "1/3"), (Market, "1")]]),
    ("m8-transfers-to-everybody", &[&[(Market, "1")], &[(NotServed, "1/4"), (Market, "1")]]),
];

fn shipped(folder: &str) -> Vec<(String, ContinuousInstance)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../instances").join(folder);
    let files = std::fs::read_dir(&folder).expect("the folder of instances");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    files.sort();
    let read = |file: &Path| {
        let text = std::fs::read_to_string(file).expect("readable");
        ironproof_instance::read(&text, &folder).expect("a valid instance")
    };
    let name = |file: &Path| file.file_stem().expect("a name").to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), read(file))).collect()
}

#[test]
fn closed_forms_have_their_structure() {
    let shipped = shipped("closed-form");
    assert_eq!(shipped.len(), CLOSED_FORMS.len());
    for (name, instance) in shipped {
        let known = CLOSED_FORMS.iter().find(|(known, _)| *known == name);
        let (_, known) = known.unwrap_or_else(|| panic!("{name} has no known structure"));
        let answer = solved(&instance);
        let value = &answer.totals.value;
        if let Some(optimum) = &instance.optimum {
            let (low, high) = optimum.ends();
            assert!(*low <= value.high && value.low <= *high, "{name}: {value:?}");
        }
        for (group, known) in answer.groups.iter().zip(*known) {
            let kinds: Vec<Kind> = group.segments.iter().map(|segment| segment.kind).collect();
            let expected: Vec<Kind> = known.iter().map(|(kind, _)| *kind).collect();
            assert_eq!(kinds, expected, "{name}, {}", group.label);
            let mut from = "0";
            for (segment, (_, to)) in group.segments.iter().zip(*known) {
                check(&segment.share.0, from, &name);
                check(&segment.share.1, to, &name);
                from = to;
            }
        }
    }
}

/// Every number that is printed about a shipped instance is as narrow as is said, and the value agrees with
/// `bounds`, which is computed another way.
#[test]
fn all_shipped_instances_are_narrow_and_in_their_bracket() {
    for (name, instance) in shipped("closed-form").into_iter().chain(shipped("applications")) {
        let answer = solved(&instance);
        let relative = |x: &Between| {
            let size = x.low.clone().max(-x.low.clone()).max(number("1e-3"));
            x.width() / size
        };
        let mut numbers = vec![&answer.totals.value, &answer.totals.revenue, &answer.totals.served];
        for segment in answer.groups.iter().flat_map(|group| &group.segments) {
            for ends in [&segment.share, &segment.wtp, &segment.quality, &segment.price] {
                numbers.extend([&ends.0, &ends.1]);
            }
        }
        for x in numbers {
            assert!(relative(x) <= number("1e-6"), "{name}: {x:?}");
        }
        let value = &answer.totals.value;
        let bracket = ironproof_bounds::bracket(&instance, &number("1e-4"), 100_000);
        let bracket = bracket.unwrap_or_else(|error| panic!("{name}: {error}"));
        // Tail masses are rounded to 15 decimals by one and not by the other.
        let slack = number("1e-12");
        assert!(bracket.lower() <= &(&value.high + &slack), "{name}: {value:?} {bracket:?}");
        assert!(&(&value.low - &slack) <= bracket.upper(), "{name}: {value:?} {bracket:?}");
    }
}

#[test]
fn prices_of_markets_are_known() {
    // Myerson's reserve price, all qualities: T(1) = int_(1/2)^1 r dr + 1/4.
    let uniform = "kind = \"uniform\", low = \"0\", high = \"1\"";
    let none = "kind = \"constant\", value = \"0\"";
    let answer = solved(&one_group(uniform, "1", uniform, none));
    let market = &answer.groups[0].segments[1];
    check(&market.price.0, "1/4", "the first price");
    check(&market.price.1, "5/8", "the last price");
    check(&answer.totals.revenue, "5/24", "revenue");
    check(&answer.totals.utility, "1/12", "utility");
    // Two levels: half a unit costs 1/2 V^-1(0) = 1/4, and a whole one 1/2 V^-1(0) + 1/2 3/4.
    let levels = "kind = \"levels\", levels = [{ level = \"1/2\", mass = \"1/2\" }, { level = \"1\", mass = \"1/4\" }]";
    let answer = solved(&one_group(levels, "1", uniform, none));
    let market = &answer.groups[0].segments[1];
    check(&market.price.0, "1/4", "half a unit");
    check(&market.price.1, "5/8", "a unit");
    check(&answer.margins[0].value, "1/2", "the margin of the best objects");
    assert!(answer.margins[1].value.is_zero());
}

#[test]
fn equal_revenue_says_that_every_price_is_optimal() {
    let one = "kind = \"levels\", levels = [{ level = \"1\", mass = \"1\" }]";
    let wtp =
        "kind = \"pareto\", scale = \"1\", shape = \"1\", high = \"2.718281828\", tail = \"clip\"";
    let answer = solved(&one_group(one, "1", wtp, "kind = \"constant\", value = \"0\""));
    let segment = &answer.groups[0].segments[0];
    assert_eq!(segment.unique, Some(false));
    let [Alternative::Price(from, to)] = segment.alternatives.as_slice() else {
        panic!("{segment:?}");
    };
    check(from, "1", "the lowest price");
    check(to, "2.718281828", "the highest price");
    check(&answer.totals.revenue, "1", "revenue");
}

/// Numbers from the equations of the two tangents, solved with mpmath.
#[test]
fn a_survey_has_its_prices_and_its_lottery() {
    let text = include_str!("../../tests/data/park-need.toml");
    let answer = solved(&read(text));
    let [low, mid, high] = &answer.groups[..] else { panic!("three groups") };
    check(&low.segments[1].price.0, "57.8380419136367078338445", "low income");
    check(&mid.segments[1].price.0, "34.1983448010058327073369", "middle income");
    let [_, lottery, market] = &high.segments[..] else { panic!("{high:?}") };
    assert_eq!((lottery.kind, market.kind), (Lottery, Market));
    check(&lottery.wtp.0, "39.1856371949241619464315", "the lottery begins");
    check(&lottery.wtp.1, "61.7142587540188270725443", "the lottery ends");
    check(&lottery.quality.0, "0.94267987802162030244439", "its chance");
    check(&lottery.price.0, "36.9395116911105765305450", "its price");
    check(&market.price.0, "40.4769805306962227492464", "the price above it");
    check(&answer.margins[0].value, "0.239548944484983878771773", "another object");
}

/// Reserve price and revenue of distributions without a closed form: quadrature and roots by mpmath, 40 digits.
#[test]
fn families_have_their_reserve_prices() {
    let uniform = "kind = \"uniform\", low = \"0\", high = \"1\"";
    for (wtp, reserve, revenue) in [
        (
            "kind = \"lognormal\", mu = \"1\", sigma = \"1\", high = \"60\", tail = \"condition\"",
            "3.665378713965262609904842",
            "1.288736361581608545232775",
        ),
        (
            "kind = \"normal\", mean = \"10\", sd = \"4\", low = \"0\", high = \"30\", tail = \"condition\"",
            "7.952020040681640322000667",
            "4.213340153592415556037722",
        ),
        (
            "kind = \"gamma\", shape = \"2.5\", rate = \"0.5\", high = \"40\", tail = \"condition\"",
            "3.880616857735430174378",
            "1.844633906942922981769",
        ),
        (
            "kind = \"weibull\", scale = \"3\", shape = \"1.5\", high = \"12\", tail = \"condition\"",
            "2.288431547880730507008",
            "1.002120372619454506014",
        ),
        (
            "kind = \"logistic\", location = \"5\", scale = \"1\", low = \"0\", high = \"15\", tail = \"condition\"",
            "3.926210150239820975438",
            "2.146873120586875007685",
        ),
        (
            "kind = \"log-logistic\", scale = \"5\", shape = \"3\", high = \"100\", tail = \"condition\"",
            "3.968130664161006207718",
            "2.144968545606722908509",
        ),
    ] {
        let answer = solved(&one_group(uniform, "1", wtp, "kind = \"constant\", value = \"0\""));
        let [unserved, market] = &answer.groups[0].segments[..] else {
            panic!("{wtp}: {answer:?}")
        };
        assert_eq!((unserved.kind, market.kind), (NotServed, Market), "{wtp}");
        let near = |found: &Between, known: &str| {
            // The mass that is left out is rounded to 15 decimals.
            let (known, slack) = (number(known), number("1e-13"));
            assert!(
                found.low <= &known + &slack && &known - &slack <= found.high,
                "{wtp}: {found:?}"
            );
            assert!(found.width() < number("1e-6"), "{wtp}: {found:?}");
        };
        near(&market.wtp.0, reserve);
        near(&answer.totals.value, revenue);
        near(&answer.totals.revenue, revenue);
    }
}

#[test]
fn a_width_must_be_positive() {
    let uniform = "kind = \"uniform\", low = \"0\", high = \"1\"";
    let instance = one_group(uniform, "1", uniform, "kind = \"constant\", value = \"0\"");
    assert_eq!(optimum(&instance, &Rational::ZERO), Err(super::Error::Width));
}

/// With mass of one group the value is concave, also where a pool just stops to be served.
#[test]
fn the_value_is_concave_in_the_mass_of_a_group() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../instances/applications");
    let text = std::fs::read_to_string(folder.join("public-housing.toml")).expect("shipped");
    let base = ironproof_instance::read(&text, &folder).expect("a valid instance");
    let value = |factor: &str| {
        let mut instance = base.clone();
        instance.groups[0].mass *= number(factor);
        solved(&instance).totals.value
    };
    let values = ["5.227885", "5.2278859", "5.227886", "5.2278861", "5.227887"].map(value);
    for pair in values.windows(2) {
        // More agents of a kind are never worse, and a millionth of them is worth little.
        let slack = number("1e-5");
        assert!(pair[0].low <= &pair[1].high + &slack, "{pair:?}");
        assert!(pair[1].low <= &pair[0].high + &slack, "{pair:?}");
    }
}

const TWO_QUALITIES: &str = "kind = \"levels\", levels = [{ level = \"1/2\", mass = \"1/2\" }, { level = \"1\", mass = \"1/4\" }]";
const UNIT: &str = "kind = \"uniform\", low = \"0\", high = \"1\"";

/// V = 2 t - 1 of agents who count only for what they pay: the worse quality from 1/2 on, the better one from 3/4 on.
#[test]
fn a_market_has_a_contract_for_each_quality() {
    let instance = one_group(TWO_QUALITIES, "1", UNIT, "kind = \"constant\", value = \"0\"");
    let answer = solved(&instance);
    let market = &answer.groups[0].segments[1];
    let expected = [("1/2", "3/4", "1/2", "1/4"), ("3/4", "1", "1", "5/8")];
    assert_eq!(market.contracts.len(), expected.len());
    for (contract, (from, to, quality, price)) in market.contracts.iter().zip(expected) {
        check(&contract.wtp.0, from, "from");
        check(&contract.wtp.1, to, "to");
        check(&contract.share.0, from, "share");
        check(&contract.quality, quality, "quality");
        check(&contract.price, price, "price");
    }
    assert_eq!(answer.groups[0].contracts.as_ref().map(Vec::len), Some(3));
    let graded = one_group(UNIT, "1", UNIT, "kind = \"constant\", value = \"0\"");
    let graded = solved(&graded);
    assert!(graded.groups[0].segments[1].contracts.is_empty());
    assert_eq!(graded.groups[0].contracts, None);
}

/// What is kept changes no answer: neither of the same groups with other objects, nor of another alpha or weight.
#[test]
fn what_is_remembered_changes_nothing() {
    let memory = Memory::default();
    let weights = [
        "kind = \"constant\", value = \"0\"",
        "kind = \"linear\", of = \"wtp\", at_low = \"3\", at_high = \"0\"",
    ];
    let normal =
        "kind = \"normal\", mean = \"1\", sd = \"1\", low = \"0\", high = \"3\", tail = \"clip\"";
    for (wtp, weight) in [(UNIT, weights[0]), (UNIT, weights[1]), (normal, weights[1])] {
        for (quality, alpha) in
            [(TWO_QUALITIES, "1"), (UNIT, "1"), (UNIT, "2"), (TWO_QUALITIES, "2")]
        {
            // Graded quality over a normal distribution takes half a minute.
            if wtp == normal && quality == UNIT {
                continue;
            }
            let instance = one_group(quality, alpha, wtp, weight);
            let kept = memory.optimum(&instance, &number("1e-6")).expect("decided");
            assert_eq!(kept, solved(&instance), "{wtp} {weight} {alpha}");
        }
    }
}
