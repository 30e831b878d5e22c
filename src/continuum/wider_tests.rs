//! Costs, external values, quality without limit and auctions: known answers.

use std::path::Path;

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, parse};

use super::{Answer, Error, Kind, optimum};

const UNIFORM: &str = "kind = \"uniform\", low = \"0\", high = \"1\"";

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

fn attempt(quality: &str, weight: &str, more: &str) -> Result<Answer, Error> {
    let text = format!(
        "name = \"x\"\nalpha = \"1\"\nquality = {{ {quality} }}\n[[group]]\nlabel = \"all\"\n\
         mass = \"1\"\nwtp = {{ {UNIFORM} }}\nweight = {{ kind = \"constant\", value = \"{weight}\" }}\n\
         {more}\n"
    );
    let instance = ironproof_instance::read(&text, Path::new("")).expect("a valid instance");
    optimum(&instance, &number("1e-6"))
}

#[track_caller]
fn check(found: &Between, known: &str, what: &str) {
    let (known, unit) = (number(known), number("1e-15"));
    assert!(found.low <= &known + &unit && &known - &unit <= found.high, "{what}: {found:?}");
    assert!(found.width() <= number("1e-5"), "{what} is wide: {found:?}");
}

/// A monopolist with a unit cost c sells at (1 + c) / 2.
#[test]
fn a_monopolist_sells_at_its_price() {
    let quality =
        "kind = \"levels\", levels = [{ level = \"1\", mass = \"unlimited\", cost = \"1/4\" }]";
    let answer = attempt(quality, "0", "").expect("decided");
    check(&answer.totals.value, "9/64", "profit");
    check(&answer.totals.cost, "3/32", "cost");
    check(&answer.groups[0].segments[1].price.0, "5/8", "price");
    assert!(answer.margins.is_empty(), "more of what has no limit is worth nothing");
}

/// What nobody takes has no say: a worthless object at a cost changes nothing.
#[test]
fn worthless_objects_do_not_matter() {
    let level = |level: &str, cost: &str| {
        format!("{{ level = \"{level}\", mass = \"unlimited\", cost = \"{cost}\" }}")
    };
    let quality =
        |levels: &[String]| format!("kind = \"levels\", levels = [{}]", levels.join(", "));
    let with = attempt(&quality(&[level("0", "1/8"), level("1", "1/4")]), "0", "");
    let without = attempt(&quality(&[level("1", "1/4")]), "0", "");
    assert_eq!(with.expect("decided").totals, without.expect("decided").totals);
    assert_eq!(
        attempt(&quality(&[level("0", "-1/8"), level("1", "1/4")]), "0", ""),
        Err(Error::FallingCosts)
    );
}

/// Mussa and Rosen: with cost q^2 / 2 each buyer gets the quality 2 r - 1. With cost q^3 / 3 it is its root.
#[test]
fn qualities_are_those_of_mussa_and_rosen() {
    let quality = |cost: &str| {
        format!(
            "{UNIFORM}, mass = \"unlimited\", cost = {{ kind = \"polynomial\", coefficients = [{cost}] }}"
        )
    };
    let answer = attempt(&quality("\"0\", \"0\", \"1/2\""), "0", "").expect("decided");
    check(&answer.totals.value, "1/12", "profit");
    check(&answer.totals.revenue, "1/6", "revenue");
    check(&answer.totals.utility, "1/24", "rents");
    let market = &answer.groups[0].segments[1];
    assert_eq!(market.kind, Kind::Market);
    check(&market.wtp.0, "1/2", "who is served");
    check(&market.price.1, "3/4", "the price of the best");
    // Integral over r from 1/2 of V q - q^3 / 3 with q = sqrt V: 2/3 V^(3/2).
    let answer = attempt(&quality("\"0\", \"0\", \"0\", \"1/3\""), "0", "").expect("decided");
    check(&answer.totals.value, "2/15", "profit with a cubic cost");
}

/// A cost that is proportional to quality is an external value of the other sign.
#[test]
fn costs_are_external_values_of_the_other_sign() {
    let cost = "cost = { kind = \"polynomial\", coefficients = [\"0\", \"1/3\"] }";
    let with_cost = attempt(&format!("{UNIFORM}, mass = \"3/4\", {cost}"), "1/2", "");
    let external = "external = { kind = \"constant\", value = \"-1/3\" }";
    let with_value = attempt(&format!("{UNIFORM}, mass = \"3/4\""), "1/2", external);
    let (a, b) = (with_cost.expect("decided").totals, with_value.expect("decided").totals);
    for (a, b) in [(&a.value, &b.value), (&a.revenue, &b.revenue), (&a.quality, &b.quality)] {
        assert!(!a.is_below(b) && !b.is_below(a), "{a:?} {b:?}");
    }
}

/// Those who would pay least protect others most: the mean of r + 3 (1 - r) is 2 for each dose.
#[test]
fn external_values_can_pool_everybody() {
    let quality = "kind = \"levels\", levels = [{ level = \"1\", mass = \"1/2\" }]";
    let external =
        "external = { kind = \"linear\", of = \"wtp\", at_low = \"3\", at_high = \"0\" }";
    let answer = attempt(quality, "1", external).expect("decided");
    check(&answer.totals.value, "1", "value");
    check(&answer.margins[0].value, "2", "a dose");
    assert_eq!(answer.groups[0].segments[0].kind, Kind::Lottery);
}

/// Myerson: revenue per bidder at the reserve price 1/2, (n - 1 + 2^-n) / (n + 1) for one item.
#[test]
fn auctions_have_their_revenue() {
    for (bidders, items, revenue) in [("2", "1", "5/24"), ("3", "1", "17/96")] {
        let quality = format!("kind = \"order-statistics\", bidders = {bidders}, items = {items}");
        let answer = attempt(&quality, "0", "").expect("decided");
        check(&answer.totals.value, revenue, "revenue per bidder");
        check(&answer.groups[0].segments[1].wtp.0, "1/2", "the reserve price");
    }
}

/// What has no answer here says so.
#[test]
fn falling_costs_are_refused() {
    let falling = "kind = \"levels\", levels = [{ level = \"1/2\", mass = \"1\", cost = \"1/2\" }, \
                   { level = \"1\", mass = \"1\", cost = \"1/2\" }]";
    assert_eq!(attempt(falling, "0", ""), Err(Error::FallingCosts));
    let fixed = format!(
        "{UNIFORM}, mass = \"unlimited\", cost = {{ kind = \"polynomial\", coefficients = [\"1\", \"1\"] }}"
    );
    assert_eq!(attempt(&fixed, "0", ""), Err(Error::FallingCosts));
}
