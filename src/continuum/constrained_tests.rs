//! Side constraints: known answers, and random instances against their cells.

use std::fmt::Write as _;
use std::path::Path;

use ironproof_curves::Between;
use ironproof_instance::discretize;
use ironproof_ironing::wider;
use ironproof_number::rational::{Rational, parse};
use ironproof_test_inputs::Random;

use super::{Answer, Error, optimum};

const MONOPOLY: &str =
    "kind = \"levels\", levels = [{ level = \"1\", mass = \"unlimited\", cost = \"1/4\" }]";
const HALF: &str = "kind = \"levels\", levels = [{ level = \"1\", mass = \"1/2\" }]";

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

fn group(label: &str, wtp: &str, weight: &str) -> String {
    format!(
        "[[group]]\nlabel = \"{label}\"\nmass = \"1/2\"\nwtp = {{ {wtp} }}\n\
         weight = {{ kind = \"constant\", value = \"{weight}\" }}\n"
    )
}

fn uniform(high: &str) -> String {
    format!("kind = \"uniform\", low = \"0\", high = \"{high}\"")
}

fn constraint(what: &str, groups: &str, bound: &str) -> String {
    format!("[[constraint]]\nname = \"{what}\"\nwhat = \"{what}\"\ngroups = [{groups}]\n{bound}\n")
}

fn attempt(quality: &str, rest: &[String]) -> Result<Answer, Error> {
    let text = format!("name = \"x\"\nalpha = \"1\"\nquality = {{ {quality} }}\n{}", rest.concat());
    let instance = ironproof_instance::read(&text, Path::new("")).expect("a valid instance");
    optimum(&instance, &number("1e-6"))
}

#[track_caller]
fn check(found: &Between, known: &str, what: &str) {
    let (known, unit) = (number(known), number("1e-15"));
    assert!(found.low <= &known + &unit && &known - &unit <= found.high, "{what}: {found:?}");
    assert!(found.width() <= number("1e-5"), "{what} is wide: {found:?}");
}

/// Ramsey and Boiteux: with uniform demand up to b, the price is (c + eta b) / (1 + 2 eta), eta that of the budget.
#[test]
fn a_budget_raises_prices_in_proportion() {
    let groups = [group("low", &uniform("1"), "1"), group("high", &uniform("2"), "1")];
    // At eta = 1/2 prices are 3/8 and 5/8; revenues 15/128 and 55/256.
    let budget =
        |sum: &str| constraint("revenue", "\"low\", \"high\"", &format!("at_least = \"{sum}\""));
    let answer = attempt(MONOPOLY, &[groups.concat(), budget("85/256")]).expect("decided");
    check(&answer.groups[0].segments[1].price.0, "3/8", "the low price");
    check(&answer.groups[1].segments[1].price.0, "5/8", "the high price");
    check(&answer.constraints[0].price, "1/2", "what a unit of the budget costs");
    check(&answer.constraints[0].sum, "85/256", "the revenue");
    // The surplus of all: integrals of (r - c) above the price.
    check(&answer.totals.value, "257/512", "the value");
    // A budget that is met anyway costs nothing.
    let answer = attempt(MONOPOLY, &[groups.concat(), budget("1/10")]).expect("decided");
    assert_eq!(answer.constraints[0].price, Between::zero());
    let free = attempt(MONOPOLY, &[groups.concat()]).expect("decided");
    assert_eq!(answer.totals, free.totals);
    assert_eq!(answer.groups, free.groups);
    // More than a monopolist earns.
    let found = attempt(MONOPOLY, &[groups.concat(), budget("0.376")]);
    assert!(matches!(found, Err(Error::Infeasible { .. })), "{found:?}");
}

/// Seats are reserved: the last of them to get one values it less than the last of the others, by the shadow price.
#[test]
fn a_quota_moves_seats() {
    let groups = [group("low", &uniform("1"), "1"), group("high", &uniform("2"), "1")];
    let quota = |bound: &str| {
        let text = constraint("served", "\"low\"", bound);
        text.replace("what = \"served\"", "what = \"served\"\nlevel = \"1\"")
    };
    let answer = attempt(HALF, &[groups.concat(), quota("at_least = \"3/10\"")]).expect("decided");
    // Of the low 3/5 are served, of the high 2/5: from 2/5, and from 6/5.
    check(&answer.groups[0].segments[1].price.0, "2/5", "the low price");
    check(&answer.groups[1].segments[1].price.0, "6/5", "the high price");
    check(&answer.constraints[0].price, "4/5", "a reserved seat");
    check(&answer.groups[0].totals.value, "21/100", "the value of the low");
    let most = attempt(HALF, &[groups.concat(), quota("at_most = \"1/20\"")]).expect("decided");
    check(&most.groups[0].totals.served, "1/20", "how many of the low are served");
    check(&most.groups[0].segments[1].price.0, "9/10", "their price");
    // The two of them together ask for more seats than there are.
    let two = [quota("at_least = \"3/10\""), quota("at_least = \"3/10\"").replace("low", "high")];
    let two = two.concat().replacen("name = \"served\"", "name = \"other\"", 1);
    let found = attempt(HALF, &[groups.concat(), two]);
    assert!(matches!(found, Err(Error::Infeasible { .. })), "{found:?}");
}

/// Utility with a bound of its own: what a weight on it would do, and the other way round.
#[test]
fn a_bound_on_utility_is_a_weight() {
    let wtp = uniform("1");
    let of = |weight: &str, more: &str| {
        attempt(HALF, &[group("low", &wtp, weight), group("high", &uniform("2"), "1"), more.into()])
    };
    let weighted = of("8/5", "").expect("decided");
    let utility = weighted.groups[0].totals.utility.middle();
    let bound = constraint("utility", "\"low\"", &format!("at_least = \"{utility}\""));
    let bounded = of("1", &bound).expect("decided");
    check(&bounded.constraints[0].price, "3/5", "what a unit of utility costs");
    let near = |a: &Between, b: &Between| (a.middle() - b.middle()) < number("1e-9");
    for (a, b) in bounded.groups.iter().zip(&weighted.groups) {
        assert!(near(&a.totals.revenue, &b.totals.revenue));
        assert!(near(&b.totals.revenue, &a.totals.revenue));
    }
}

/// At an atom the multiplier is that of two mechanisms, and neither has the sum.
#[test]
fn a_mixture_is_told_with_its_value() {
    let atom = "kind = \"table\", rows = [[\"1\", \"1\"]]";
    let group = group("all", atom, "3");
    let more = constraint("revenue", "\"all\"", "at_least = \"1/10\"");
    // Each unit of payment costs 2: so 1/2 x 3/2 - 2/10.
    let quality = "kind = \"levels\", levels = [{ level = \"1\", mass = \"1\" }]";
    match attempt(quality, &[group, more]) {
        Err(Error::Mixed { value: Some(value), .. }) => {
            let Between { low, high } = *value;
            let known = number("1.3");
            assert!(low <= known && known <= high && &high - &low < number("1e-9"), "{low} {high}");
        }
        found => panic!("{found:?}"),
    }
}

#[test]
fn who_is_served_at_one_of_several_levels_is_for_grids() {
    let quality = "kind = \"levels\", levels = [{ level = \"1/2\", mass = \"1/4\" }, \
                   { level = \"1\", mass = \"1/4\" }]";
    let more = constraint("served", "\"all\"", "level = \"1\"\nat_least = \"1/10\"");
    let found = attempt(quality, &[group("all", &uniform("1"), "1"), more]);
    assert_eq!(found, Err(Error::ServedLevels { constraint: "served".to_owned() }));
}

/// A continuous instance with one constraint or two.
fn random_constrained(random: &mut Random) -> String {
    let quarters = |n: usize| format!("\"{n}/4\"");
    let quality = random.pick(&[
        "kind = \"levels\", levels = [{ level = \"1\", mass = \"1/2\" }]",
        "kind = \"levels\", levels = [{ level = \"1/2\", mass = \"1/3\" }, { level = \"1\", mass = \"1/3\" }]",
        "kind = \"levels\", levels = [{ level = \"1\", mass = \"unlimited\", cost = \"1/2\" }]",
        "kind = \"uniform\", low = \"0\", high = \"1\"",
    ]);
    let mut text = format!(
        "name = \"random\"\nalpha = {}\nquality = {{ {quality} }}\n",
        quarters(random.below(7)),
    );
    let n_groups = 1 + random.below(3);
    for g in 0..n_groups {
        let wtp = random.pick(&[
            "kind = \"uniform\", low = \"0\", high = \"3\"",
            "kind = \"uniform\", low = \"1\", high = \"2\", spike = \"1/5\"",
            "kind = \"histogram\", knots = [\"0\", \"1\", \"3\", \"4\"], mass = [\"1/2\", \"0\", \"1/2\"]",
            "kind = \"uniform\", low = \"0\", high = \"1\"",
        ]);
        let (low, high) = (quarters(random.below(9)), quarters(random.below(9)));
        let mass = quarters(1 + random.below(4));
        let _ = write!(
            text,
            "[[group]]\nlabel = \"g{g}\"\nmass = {mass}\nwtp = {{ {wtp} }}\n\
             weight = {{ kind = \"linear\", of = \"wtp\", at_low = {low}, at_high = {high} }}\n"
        );
    }
    for s in 0..=random.below(2) {
        let what = random.pick(&["revenue", "quality"]);
        let bound = random.pick(&["at_least", "at_most"]);
        let groups: Vec<String> =
            (0..=random.below(n_groups)).map(|g| format!("\"g{g}\"")).collect();
        let _ = write!(
            text,
            "[[constraint]]\nname = \"c{s}\"\nwhat = \"{what}\"\ngroups = [{}]\n{bound} = \"{}/10\"\n",
            groups.join(", "),
            1 + random.below(6)
        );
    }
    text
}

/// Cells are feasible: their value is not above the optimum, and if they satisfy the constraints, so does somebody. Their
/// optimum is found by another way: ironing of types, and columns.
#[test]
fn random_instances_under_constraints_agree_with_their_cells() {
    let width = number("1e-6");
    let (mut n_solved, mut n_mixed, mut n_infeasible, mut n_undecided) = (0, 0, 0, 0);
    for seed in 0..80 {
        let text = random_constrained(&mut Random::new(seed));
        let instance = ironproof_instance::read(&text, Path::new("")).expect("valid");
        let config = discretize::GridConfig { types: 100, levels: 12, ..Default::default() };
        let grid = discretize::discretize(&instance, &config).expect("a grid").instance;
        let cells = match wider::answer(&grid) {
            wider::Answer::Optimal(priced) => Some(priced.optimum.value),
            wider::Answer::Infeasible { .. } => None,
        };
        let value = match optimum(&instance, &width) {
            Ok(answer) => {
                n_solved += 1;
                answer.totals.value
            }
            Err(Error::Mixed { value, .. }) => {
                n_mixed += 1;
                let Some(value) = value else { continue };
                assert!(value.width() < width, "{seed}: {value:?}\n{text}");
                *value
            }
            Err(Error::Infeasible { .. }) => {
                n_infeasible += 1;
                assert_eq!(cells, None, "{seed}: the cells satisfy the constraints\n{text}");
                continue;
            }
            Err(Error::Undecided { .. } | Error::DoesNotAddUp) => {
                n_undecided += 1;
                continue;
            }
            Err(error) => panic!(
                "{seed}: {error}
{text}"
            ),
        };
        let Some(cells) = cells else { continue };
        let rounding = number("1e-9");
        assert!(cells <= &value.high + &rounding, "{seed}: {cells} is above {value:?}\n{text}");
        let near = &cells + Rational::ONE / Rational::from(25);
        assert!(value.low <= near, "{seed}: {cells} is below {value:?}\n{text}");
    }
    let counts = format!("{n_solved} {n_mixed} {n_infeasible} {n_undecided}");
    assert!(n_solved > 40 && n_mixed > 3 && n_infeasible > 3 && n_undecided < 4, "{counts}");
}
