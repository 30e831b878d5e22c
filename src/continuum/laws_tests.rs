//! Laws that every optimum obeys, and places where an optimum is hard to tell: ends of pools, values that nearly tie,
//! gaps, clipped tails with steps in the weight, units far from one.

use std::path::Path;

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, parse};

use super::{Alternative, Answer, Kind, Segment, optimum};

const WTP: &str = "kind = \"uniform\", low = \"0\", high = \"1\"";
/// Below alpha = 3/2 the lower half is pooled.
const POOLED: &str = "kind = \"polynomial\", of = \"quantile\", coefficients = [\"4\", \"-3\"]";

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

fn group(label: &str, mass: &str, wtp: &str, weight: &str) -> String {
    format!(
        "[[group]]\nlabel = \"{label}\"\nmass = \"{mass}\"\nwtp = {{ {wtp} }}\n\
         weight = {{ {weight} }}\n"
    )
}

fn instance(alpha: &str, quality: &str, groups: &[String]) -> String {
    format!("name = \"x\"\nalpha = \"{alpha}\"\nquality = {{ {quality} }}\n{}", groups.concat())
}

fn solved(text: &str) -> Answer {
    let instance = ironproof_instance::read(text, Path::new("")).expect("a valid instance");
    optimum(&instance, &number("1e-6")).expect("decided")
}

fn levels(mass: &str) -> String {
    format!("kind = \"levels\", levels = [{{ level = \"1\", mass = \"{mass}\" }}]")
}

const UNIFORM: &str = "kind = \"uniform\", low = \"0\", high = \"1\"";

/// The number is inside, and what is known of it is narrow.
#[track_caller]
fn check(found: &Between, known: &str, what: &str) {
    let known = number(known);
    assert!(found.admits(&known), "{what}: {known} is not in {found:?}");
    let size = known.clone().max(-known).max(number("1e-3"));
    assert!(found.width() <= size * number("1e-5"), "{what} is wide: {found:?}");
}

fn first(answer: &Answer, g: usize, kind: Kind) -> &Segment {
    let found = answer.groups[g].segments.iter().find(|segment| segment.kind == kind);
    found.unwrap_or_else(|| panic!("no {kind:?} in {:?}", answer.groups[g].segments))
}

/// A clipped tail, and a step in the weight: the corner at the step has the willingness to pay of that quantile. The
/// values are those of mpmath, by quadrature.
#[test]
fn steps_of_the_weight_under_a_clipped_tail() {
    let step =
        "kind = \"table\", interpolate = \"step\", rows = [[\"0\", \"1/2\"], [\"1\", \"1/4\"]]";
    for (wtp, known) in [
        ("kind = \"gamma\", shape = \"2\", rate = \"1\", high = \"4\", tail = \"clip\"", "0.98337"),
        (
            "kind = \"lognormal\", mu = \"0\", sigma = \"1\", high = \"10\", tail = \"clip\"",
            "0.70870",
        ),
    ] {
        let answer = solved(&instance("1", &levels("1/2"), &[group("a", "1", wtp, step)]));
        let near = &answer.totals.value.middle() - &number(known);
        assert!(near < number("1e-5") && -near < number("1e-5"), "{wtp}: {:?}", answer.totals);
        assert!(answer.totals.value.width() < number("1e-6"));
    }
}

/// A lottery that is free under a tail clipped from zero: near zero the density vanishes.
#[test]
fn free_lotteries_under_clipped_tails_are_found() {
    let weight = "kind = \"linear\", of = \"quantile\", at_low = \"5/2\", at_high = \"1/2\"";
    for kind in
        ["log-logistic\", scale = \"2\"", "weibull\", scale = \"2\"", "gamma\", rate = \"1\""]
    {
        let wtp = format!("kind = \"{kind}, shape = \"2\", high = \"4\", tail = \"clip\"");
        let answer = solved(&instance("1", &levels("1/2"), &[group("a", "1", &wtp, weight)]));
        assert_eq!(answer.groups[0].segments[0].kind, Kind::Lottery, "{kind}");
        let bracket = ironproof_bounds::bracket(
            &ironproof_instance::read(
                &instance("1", &levels("1/2"), &[group("a", "1", &wtp, weight)]),
                Path::new(""),
            )
            .expect("valid"),
            &number("1e-4"),
            100_000,
        );
        let bracket = bracket.expect("reached");
        let value = &answer.totals.value;
        assert!(bracket.lower() <= &value.high && &value.low <= bracket.upper(), "{kind}");
    }
}

/// The market ends where the pool begins, at t = 1/4: its last quality is 1 - rank / 2 with rank 3/4 + 2/3.
#[test]
fn the_last_quality_below_a_pool_is_enclosed() {
    let high = "kind = \"uniform\", low = \"41249999/30000\", high = \"20625001/15000\"";
    let groups = [
        group(
            "A",
            "1",
            "kind = \"uniform\", low = \"0\", high = \"1000\"",
            "kind = \"polynomial\", of = \"quantile\", coefficients = [\"0\", \"4\"]",
        ),
        group("B", "1", high, "kind = \"constant\", value = \"1\""),
    ];
    let quality = "kind = \"uniform\", low = \"0\", high = \"1\", mass = \"2\"";
    let answer = solved(&instance("1", quality, &groups));
    check(&answer.groups[0].segments[0].quality.1, "7/24", "the last quality");
}

/// Two groups whose pools are worth nearly the same: the better one is served first.
#[test]
fn near_ties_are_told_apart() {
    let wider = "kind = \"uniform\", low = \"0\", high = \"1.00000000001\"";
    let groups = [group("A", "1", WTP, POOLED), group("B", "1", wider, POOLED)];
    let answer = solved(&instance("3/2", &levels("5/4"), &groups));
    // A little above 1/2: who is worth less than the pool of B comes after it.
    let price = &first(&answer, 0, Kind::Market).price.0;
    assert!(price.low > number("1/2") && price.high < number("0.500000001"), "{price:?}");
    let near = |found: &Between, known: &str| {
        let off = found.middle() - number(known);
        assert!(off < number("1e-9") && -off < number("1e-9"), "{known}: {found:?}");
        assert!(found.width() < number("1e-6"), "{found:?}");
    };
    near(&first(&answer, 1, Kind::Lottery).quality.0, "1/2");
    near(&answer.groups[0].totals.value, "9/16");
}

/// A group in two halves that are alike.
#[test]
fn a_divided_group_has_the_same_optimum() {
    let whole = instance("3/2", UNIFORM, &[group("all", "1", WTP, POOLED)]);
    let halves = [group("a", "1/2", WTP, POOLED), group("b", "1/2", WTP, POOLED)];
    let (whole, halves) = (solved(&whole), solved(&instance("3/2", UNIFORM, &halves)));
    for (what, of) in [
        ("value", (|answer: &Answer| answer.totals.value.clone()) as fn(&Answer) -> Between),
        ("revenue", |answer| answer.totals.revenue.clone()),
        ("utility", |answer| answer.totals.utility.clone()),
        ("price", |answer| first(answer, 0, Kind::Market).price.1.clone()),
    ] {
        let (one, two) = (of(&whole), of(&halves));
        assert!(!one.is_below(&two) && !two.is_below(&one), "{what}: {one:?} {two:?}");
        assert!(two.width() < number("1e-5"), "{what} is wide: {two:?}");
    }
}

/// Money in another unit: all prices and values are multiplied.
#[test]
fn the_unit_of_money_does_not_matter() {
    let of = |unit: &str| {
        let unit = number(unit);
        let scaled = |x: &str| (number(x) * &unit).to_string();
        let (one, knots) = (scaled("1"), ["1/5", "1/2", "1", "2"].map(scaled));
        let knots = knots.map(|x| format!("\"{x}\"")).join(", ");
        let groups = [
            group("A", "1", &format!("kind = \"uniform\", low = \"0\", high = \"{one}\""), POOLED),
            group(
                "B",
                "1/2",
                &format!(
                    "kind = \"histogram\", knots = [{knots}], mass = [\"1/4\", \"1/2\", \"1/4\"]"
                ),
                "kind = \"constant\", value = \"1/2\"",
            ),
        ];
        solved(&instance("3/2", UNIFORM, &groups))
    };
    let plain = of("1");
    for unit in ["1e-10", "1e-4", "1e8"] {
        let (found, factor) = (of(unit), number(unit));
        for g in 0..2 {
            let (segments, known) = (&found.groups[g].segments, &plain.groups[g].segments);
            let kinds = |all: &[Segment]| all.iter().map(|s| s.kind).collect::<Vec<_>>();
            assert_eq!(kinds(segments), kinds(known), "{unit}");
        }
        let (value, known) = (&found.totals.value, plain.totals.value.times(&factor));
        assert!(!value.is_below(&known) && !known.is_below(value), "{unit}: {value:?}");
        assert!(value.width() <= &value.high * number("1e-5"), "{unit}: {value:?}");
    }
}

/// Where the supply ends in a gap, one more object is worth what those below the gap are.
#[test]
fn an_object_in_a_gap_is_worth_the_next_value() {
    let wtp = "kind = \"histogram\", knots = [\"1\", \"2\", \"10\", \"11\"], mass = [\"1/2\", \"0\", \"1/2\"]";
    let weight = "kind = \"constant\", value = \"1\"";
    let answer = solved(&instance("1", &levels("1/2"), &[group("all", "1", wtp, weight)]));
    assert_eq!(answer.margins[0].value, Between::exactly(Rational::from(2)));
    // And where it ends with a market above a pool, what the pool is.
    let answer = solved(&instance("3/2", &levels("1/2"), &[group("all", "1", WTP, POOLED)]));
    check(&answer.margins[0].value, "7/8", "the value of the pool");
}

/// A pool two thousandths wide where two pieces meet.
#[test]
fn narrow_pools_at_kinks_are_found() {
    let wtp = "kind = \"piecewise\", pieces = [\
        { from = \"0\", to = \"1/10\", polynomial = [\"4/5\", \"19/10\"] }, \
        { from = \"1/10\", to = \"3/5\", polynomial = [\"9329/10000\", \"553/1000\", \"7/100\", \"11/10\"] }, \
        { from = \"3/5\", to = \"1\", polynomial = [\"1423/2000\", \"41/50\", \"9/10\"] }]";
    let weight = "kind = \"linear\", of = \"wtp\", at_low = \"1/2\", at_high = \"11/10\"";
    let answer = solved(&instance("1", &levels("1/4"), &[group("all", "1", wtp, weight)]));
    check(&answer.totals.quality, "1/4", "what is handed out");
}

/// Between the pool and the market willingness to pay jumps, and payments there are worth nothing: any is optimal.
#[test]
fn payments_that_do_not_matter_are_not_unique() {
    let wtp = "kind = \"piecewise\", pieces = [{ from = \"0\", to = \"1/2\", polynomial = [\"0\", \"1\"] }, \
               { from = \"1/2\", to = \"1\", polynomial = [\"3/2\", \"1\"] }]";
    let weight = "kind = \"piecewise\", of = \"quantile\", pieces = [\
                  { from = \"0\", to = \"1/2\", polynomial = [\"4\"] }, \
                  { from = \"1/2\", to = \"1\", polynomial = [\"1\"] }]";
    let answer = solved(&instance("1", &levels("3/4"), &[group("all", "1", wtp, weight)]));
    let market = first(&answer, 0, Kind::Market);
    assert!(
        market.unique == Some(false)
            && matches!(market.alternatives[..], [Alternative::Payment(..)]),
        "{market:?}"
    );
    // Tied atoms of two groups: the division is open, and so is the payment.
    let table = "kind = \"table\", rows = [[\"1\", \"1/2\"], [\"2\", \"1/2\"]]";
    let one = "kind = \"constant\", value = \"1\"";
    let two = "kind = \"levels\", levels = [{ level = \"1/2\", mass = \"1/2\" }, { level = \"1\", mass = \"1/2\" }]";
    let groups = [group("A", "1", table, one), group("B", "1", table, one)];
    let answer = solved(&instance("1", two, &groups));
    let alternatives = &first(&answer, 0, Kind::Lottery).alternatives;
    assert!(
        matches!(alternatives[..], [Alternative::Division(..), Alternative::Payment(..)]),
        "{alternatives:?}"
    );
}

/// Rows of willingness to pay, mass and weight.
fn atoms(label: &str, rows: &[(u32, u32, u32)]) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|(r, mass, weight)| format!("[\"{r}\", \"{mass}\", \"{weight}\"]"))
        .collect();
    let wtp = format!("kind = \"table\", normalise = true, rows = [{}]", rows.join(", "));
    group(label, "1", &wtp, "kind = \"table\"")
}

/// Neighbours whose optima may both be divided in another way get the same by lot: that is one contract.
#[test]
fn neighbours_of_one_tie_have_one_contract() {
    let answer =
        solved(&instance("1", &levels("1/2"), &[atoms("all", &[(1, 2, 3), (3, 1, 2), (5, 2, 1)])]));
    let [_, lottery] = &answer.groups[0].segments[..] else { panic!("{:?}", answer.groups) };
    assert_eq!((lottery.kind, lottery.contracts.len()), (Kind::Lottery, 1));
    let all = |n: &str| Between::exactly(number(n));
    assert_eq!(lottery.wtp, (all("3"), all("5")));
    assert_eq!(lottery.alternatives, [Alternative::Division(all("3"), all("5"))]);
}

/// Who may be served, because that is worth nothing, is not everybody who is not served.
#[test]
fn alternatives_are_told_of_those_who_have_them() {
    let answer = solved(&instance("1", &levels("1"), &[atoms("all", &[(1, 1, 0), (2, 1, 0)])]));
    let [nothing, _] = &answer.groups[0].segments[..] else { panic!("{:?}", answer.groups) };
    let one = Between::exactly(Rational::ONE);
    assert_eq!(nothing.alternatives, [Alternative::Division(one.clone(), one)]);
    // A type below is worth less than nothing, and is not served in any optimum.
    let rows = [(1, 1, 0), (4, 1, 0), (6, 2, 0)];
    let answer = solved(&instance("1", &levels("1"), &[atoms("all", &rows)]));
    let [nothing, _] = &answer.groups[0].segments[..] else { panic!("{:?}", answer.groups) };
    let four = Between::exactly(number("4"));
    let one = Between::exactly(Rational::ONE);
    assert_eq!(nothing.wtp, (one, four.clone()));
    assert_eq!(nothing.alternatives, [Alternative::Division(four.clone(), four)]);
}

/// No two neighbours in the menu of a random instance have one contract.
#[test]
fn no_contract_is_told_twice() {
    let (mut n_ties, mut state) = (0, 1_u32);
    let mut draw = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    for _ in 0..400 {
        let labels = if draw(3) == 0 { &["a", "b"][..] } else { &["a"] };
        let mut of = |label: &&str| {
            let mut wtp = draw(2);
            let rows = (0..2 + draw(3)).map(|_| {
                wtp += 1 + draw(2);
                (wtp, 1 + draw(2), draw(4))
            });
            atoms(label, &rows.collect::<Vec<_>>())
        };
        let groups: Vec<String> = labels.iter().map(&mut of).collect();
        let text = instance("1", &levels(["1/2", "3/4", "5/4"][draw(3) as usize]), &groups);
        for group in &solved(&text).groups {
            for pair in group.segments.windows(2) {
                let same = (&pair[0].quality, &pair[0].price) == (&pair[1].quality, &pair[1].price);
                assert!(!same, "{text}\n{:?}", group.segments);
            }
            n_ties += group
                .segments
                .iter()
                .filter(|segment| {
                    matches!(&segment.alternatives[..], [Alternative::Division(from, to)]
                        if segment.kind == Kind::Lottery && from != to)
                })
                .count();
        }
    }
    assert!(n_ties > 5, "{n_ties} contracts of several types that tie");
}

/// Atoms of clipped tails that tie nearly: what is not decided is covered, but nobody is paid.
#[test]
fn atoms_that_nearly_tie_are_covered() {
    let tail = |scale: &str| {
        format!(
            "kind = \"weibull\", shape = \"0.7\", scale = \"{scale}\", high = \"100\", tail = \"clip\""
        )
    };
    let weight = |value: &str| format!("kind = \"constant\", value = \"{value}\"");
    let groups = [("a", "300", "0.9"), ("b", "400", "0.7"), ("c", "500", "0.5")]
        .map(|(label, scale, value)| group(label, "1/3", &tail(scale), &weight(value)));
    let answer = solved(&instance("1", &levels("0.4"), &groups));
    // Everybody with an object pays 100 for it.
    check(&answer.totals.value, "40", "value");
    assert!(
        answer.totals.revenue.admits(&number("40")) && answer.totals.utility.admits(&number("0"))
    );
    for group in &answer.groups {
        let totals = [&group.totals.revenue, &group.totals.utility, &group.totals.served];
        let prices = group.segments.iter().flat_map(|segment| [&segment.price.0, &segment.price.1]);
        for number in totals.into_iter().chain(prices) {
            assert!(Rational::ZERO <= number.low, "{}: {number:?}", group.label);
        }
    }
}
