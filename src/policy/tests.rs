//! Policies against plain arithmetic that knows nothing of curves, clearing or enclosures.

use std::path::Path;

use ironproof_curves::Between;
use ironproof_instance::finite::{self, FiniteInstance};
use ironproof_instance::{ContinuousInstance, load, random, random_wider};
use ironproof_ironing::{Optimum, wider};
use ironproof_number::rational::{Rational, approx, parse};

use crate::{Effect, Evaluated, Menu, Policy, Row, Setting, best, changes, evaluate};

pub(crate) fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

pub(crate) fn width() -> Rational {
    number("1e-9")
}

fn park() -> ContinuousInstance {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/park-income.toml");
    load::continuous(&path).expect("a valid instance")
}

pub(crate) fn run(setting: &Setting<'_>, policy: &str) -> Evaluated {
    let policy = Policy::read(policy, setting.labels()).expect(policy);
    evaluate(setting, &policy, None, &width()).expect("evaluated")
}

/// Label, mass, weight, knots and masses of the groups of `park-income.toml`, written out once more.
type Bins = (Rational, Rational, Vec<(Rational, Rational, Rational)>);

fn bins() -> Vec<Bins> {
    let group = |mass: &str, weight: &str, knots: &str, masses: &str| {
        let knots: Vec<Rational> = knots.split(' ').map(number).collect();
        let masses = masses.split(' ').map(number);
        let bins = masses.enumerate().map(|(k, m)| (knots[k].clone(), knots[k + 1].clone(), m));
        (number(mass), number(weight), bins.collect())
    };
    vec![
        group(
            "65/312",
            "2",
            "0 3 6 12 18 24 48 120",
            "0.584669 0.048722 0.094728 0.102650 0.000000 0.063462 0.105769",
        ),
        group(
            "112/312",
            "1",
            "0 3 6 12 18 24 48 120 200",
            "0.236539 0.094616 0.000000 0.267060 0.000000 0.207373 0.164503 0.029909",
        ),
        group(
            "135/312",
            "0.5",
            "0 3 6 12 18 24 48 120 200",
            "0.214749 0.000000 0.068581 0.168522 0.000000 0.238325 0.292610 0.017213",
        ),
    ]
}

/// Mass above a price, and the sum of their willingness to pay, of a group.
fn above((mass, _, bins): &Bins, price: &Rational) -> (Rational, Rational) {
    let (mut many, mut worth) = (Rational::ZERO, Rational::ZERO);
    for (low, high, share) in bins.iter().filter(|(_, high, _)| price < high) {
        let from = low.max(price);
        let part = share * mass * (high - from) / (high - low);
        worth += &part * (high + from) / Rational::from(2);
        many += part;
    }
    (many, worth)
}

/// The value of an object for each of them, sold at the price.
fn value(group: &Bins, price: &Rational) -> Rational {
    let (many, worth) = above(group, price);
    &group.1 * (worth - price * &many) + price * many
}

#[track_caller]
fn exactly(found: &Between, expected: &Rational) {
    assert!(found.is_exact(), "{found:?}");
    assert_eq!(found.low, *expected);
}

/// Long fractions are rounded outward on a continuous instance.
#[track_caller]
fn encloses(found: &Between, expected: &Rational) {
    assert!(found.admits(expected), "{} {found:?}", approx(expected));
    assert!(found.width() < number("1e-40"), "{found:?}");
}

/// The ends of an optimum are as narrow as was asked for.
#[track_caller]
fn near(found: &Between, expected: &str) {
    assert!(found.admits(&number(expected)) && found.width() < width(), "{expected} {found:?}");
}

#[test]
fn a_price_with_rationing_is_what_plain_arithmetic_says() {
    let instance = park();
    let setting = Setting::continuous(&instance).expect("enclosed");
    let supply = number("0.3");
    for price in ["0", "1/3", "6", "20", "24", "31.5", "48", "150", "200", "300"] {
        let found = run(&setting, &format!("price={price}"));
        let price = number(price);
        let many = bins().iter().fold(Rational::ZERO, |sum, group| sum + above(group, &price).0);
        let chance =
            if many.is_zero() { Rational::ONE } else { (&supply / &many).min(Rational::ONE) };
        let (mut all, mut utility) = (Rational::ZERO, Rational::ZERO);
        for (group, of_group) in bins().iter().zip(&found.groups) {
            let (many, worth) = above(group, &price);
            encloses(&of_group.value, &(&chance * value(group, &price)));
            encloses(&of_group.revenue, &(&chance * &price * &many));
            encloses(&of_group.served, &(&chance * &many));
            encloses(&of_group.utility, &(&chance * (&worth - &price * &many)));
            all += &chance * value(group, &price);
            utility += &chance * (worth - &price * many);
        }
        encloses(&found.totals.value, &all);
        encloses(&found.totals.utility, &utility);
        assert_eq!(found.is_feasible(), Some(true));
        if price == number("20") {
            assert!((approx(&all) - 16.9).abs() < 0.05, "{}", approx(&all));
        }
    }
}

#[test]
fn a_lottery_is_the_mean_times_the_supply() {
    let instance = park();
    let setting = Setting::continuous(&instance).expect("enclosed");
    let found = run(&setting, "lottery");
    let all = bins().iter().fold(Rational::ZERO, |sum, group| {
        let worth = above(group, &Rational::ZERO).1;
        sum + &group.1 * worth
    });
    let value = all * number("0.3");
    encloses(&found.totals.value, &value);
    let optimum = run(&setting, "optimum").totals.value;
    assert!((approx(&optimum.low) - 22.357_626_3).abs() < 1e-6, "{optimum:?}");
    assert!((approx(&value) - 7.71).abs() < 0.005);
    let loss = Rational::ONE - &value / &optimum.low;
    assert!((approx(&loss) - 0.655).abs() < 5e-4, "{}", approx(&loss));
}

#[test]
fn the_market_clears() {
    let instance = park();
    let setting = Setting::continuous(&instance).expect("enclosed");
    let found = run(&setting, "market");
    // The price at which 0.3 are left lies in the bins from 24 to 48, where demand is a line.
    let demand =
        |price: &Rational| bins().iter().fold(Rational::ZERO, |s, g| s + above(g, price).0);
    let (low, high) = (number("24"), number("48"));
    let (many, few) = (demand(&low), demand(&high));
    assert!(few < number("0.3") && number("0.3") < many);
    let price = &low + (&many - number("0.3")) / (&many - few) * (high - &low);
    assert_eq!(demand(&price), number("0.3"));
    for (group, of_group) in bins().iter().zip(&found.groups) {
        encloses(&of_group.value, &value(group, &price));
        encloses(&of_group.served, &above(group, &price).0);
    }
    encloses(&found.totals.revenue, &(&price * number("0.3")));
    // The same price for all, given by hand, is the same policy.
    let posted = run(&setting, &format!("price={price}")).totals;
    encloses(&found.totals.value, &posted.value.middle());
}

#[test]
fn groups_in_turn_get_what_is_left() {
    let instance = park();
    let setting = Setting::continuous(&instance).expect("enclosed");
    let found = run(&setting, "priority=low income:lottery,high income:price=48,mid income:market");
    let groups = bins();
    let (low, mid, high) = (&groups[0], &groups[1], &groups[2]);
    encloses(&found.groups[0].value, &(&low.1 * above(low, &Rational::ZERO).1));
    let sold = above(high, &number("48")).0;
    let left = number("0.3") - &low.0;
    let chance = (&left / &sold).min(Rational::ONE);
    encloses(&found.groups[2].value, &(&chance * value(high, &number("48"))));
    let left = left - chance * sold;
    encloses(&found.groups[1].served, &left.clone().max(Rational::ZERO));
    assert!(mid.0 > left);
    // A market in its turn takes objects away from those who come after it.
    let found = run(&setting, "priority=high income:price=48,low income:market,mid income:lottery");
    encloses(&found.groups[0].served, &(number("0.3") - above(high, &number("48")).0));
    assert!(found.groups[1].served.is_zero(), "the market sells out");
}

#[test]
fn simple_policies_are_ordered_and_near_a_plain_search() {
    let instance = park();
    let setting = Setting::continuous(&instance).expect("enclosed");
    let found = best(&setting).expect("no cells");
    let values: Vec<Rational> = found
        .iter()
        .map(|found| {
            let evaluated = evaluate(&setting, &found.policy, None, &width()).expect("evaluated");
            assert_eq!(evaluated.is_feasible(), Some(true));
            evaluated.totals.value.low
        })
        .collect();
    let optimum = run(&setting, "optimum").totals.value;
    assert!(values[0] <= values[1] && values[1] <= values[2] && values[2] <= optimum.high);
    // A rule made by hand: all objects are used, which no change of one price alone keeps.
    let by_hand = "priority=low income:price=10,mid income:price=30,high income:market";
    let of_hand = run(&setting, by_hand).totals.value.high;
    assert!(of_hand <= values[2], "{} {} {:?}", approx(&of_hand), approx(&values[2]), found[2]);
    // Prices in steps of a quarter, in plain arithmetic.
    let supply = number("0.3");
    let mut most = Rational::ZERO;
    for quarters in 0..800_u32 {
        let price = Rational::from(quarters) / Rational::from(4);
        let (many, sum) = bins().iter().fold((Rational::ZERO, Rational::ZERO), |(m, v), g| {
            (m + above(g, &price).0, v + value(g, &price))
        });
        most = most.max(sum * (&supply / many).min(Rational::ONE));
    }
    assert!(most <= values[0], "{} {}", approx(&most), approx(&values[0]));
    let shown = (approx(&values[0]), approx(&most), &found[0].policy);
    assert!(&values[0] - most < number("0.03"), "{shown:?}");
}

/// No price is better than the best single price of a finite instance with one level, whoever of the indifferent buys.
#[test]
fn all_prices_of_a_finite_instance_are_tried() {
    let mut state = 3_u64;
    let mut below = |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % n
    };
    for round in 0..60 {
        let mut groups = Vec::new();
        let mut prices = Vec::new();
        for g in 0..2 {
            let mut types = Vec::new();
            let mut wtp = 0;
            for _ in 0..3 {
                wtp += 1 + below(4);
                prices.push(wtp);
                let weight = below(5);
                types.push(format!(r#"{{"wtp": "{wtp}", "prob": "1/3", "weight": "{weight}/2"}}"#));
            }
            let types = types.join(", ");
            groups.push(format!(r#"{{"label": "g{g}", "mass": "1/2", "types": [{types}]}}"#));
        }
        let supply = 1 + below(9);
        let text = format!(
            r#"{{"name": "r", "alpha": "1", "groups": [{}], "quality": [{{"level": "1", "mass": "{supply}/10"}}]}}"#,
            groups.join(", ")
        );
        let instance = finite::read(&text).expect(&text);
        let setting = Setting::finite(&instance);
        let found = best(&setting).expect("points");
        let worth = |policy: &Policy| {
            evaluate(&setting, policy, None, &width()).expect("evaluated").totals.value.low
        };
        let most = worth(&found[0].policy);
        assert!(most <= worth(&found[1].policy), "{round}: {text}");
        for price in prices {
            let value = run(&setting, &format!("price={price}")).totals.value.low;
            assert!(value <= most, "{round}: {price}: {text}");
        }
    }
}

#[test]
fn gains_and_losses_change_where_utilities_cross() {
    let instance = park();
    let setting = Setting::continuous(&instance).expect("enclosed");
    let changes = changes(&setting, &run(&setting, "lottery"), &run(&setting, "price=20"));
    // With 0.72 at the price 20 in place of 0.3 for free: better above 0.72 x 20 / 0.42.
    let many = bins().iter().fold(Rational::ZERO, |sum, group| sum + above(group, &number("20")).0);
    let chance = number("0.3") / many;
    let root = number("20") * &chance / (&chance - number("0.3"));
    for (group, changes) in bins().iter().zip(changes) {
        let changes = changes.expect("known");
        let effects: Vec<Effect> = changes.iter().map(|change| change.effect).collect();
        assert_eq!(effects, [Effect::Loss, Effect::Gain]);
        encloses(&changes[0].wtp.1.clone().expect("an end"), &root);
        let share = Rational::ONE - above(group, &root).0 / &group.0;
        encloses(&changes[0].share.1, &share);
        encloses(&changes[1].share.1, &Rational::ONE);
    }
}

/// A menu whose offer is better than the lottery only above 500, where nobody is.
#[test]
fn no_change_ends_where_nobody_is() {
    let instance = park();
    let setting = Setting::continuous(&instance).expect("enclosed");
    let offers = setting.labels().iter().map(|label| format!("{label},0.3001,0.05\n"));
    let found = menu(&setting, &format!("group,1,payment\n{}", offers.collect::<String>()));
    let found = found.expect("a menu");
    for changes in changes(&setting, &run(&setting, "lottery"), &found) {
        let changes = changes.expect("known");
        let effects: Vec<Effect> = changes.iter().map(|change| change.effect).collect();
        assert_eq!(effects, [Effect::Loss]);
        assert_eq!(changes[0].wtp, (Between::zero(), None));
        encloses(&changes[0].share.1, &Rational::ONE);
    }
}

/// Two qualities, one of them sold to few: the optimum has two contracts beside nothing, and a market has them too.
#[test]
fn gains_by_an_optimum_of_several_qualities_are_told() {
    // V = 2 r - 1 of an agent who is worth nothing to the designer but for what he pays.
    let text = r#"
        name = "two qualities"
        alpha = "1"
        quality = { kind = "levels", levels = [{ level = "1/2", mass = "1/2" }, { level = "1", mass = "1/4" }] }
        group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
                   weight = { kind = "constant", value = "0" } }]
    "#;
    let instance = ironproof_instance::read(text, Path::new(".")).expect("valid");
    let setting = Setting::continuous(&instance).expect("enclosed");
    let optimum = run(&setting, "optimum");
    // The optimum sells 1/2 from 1/2 at 1/4, and 1 from 3/4 at 5/8. A market sells 1/2 from 1/4 at 1/8 and 1 from 3/4
    // at 1/2. So nobody gains, and those below 1/4 have nothing in both.
    let found = changes(&setting, &run(&setting, "market"), &optimum);
    let found = found[0].as_ref().expect("the contracts are known");
    let effects: Vec<Effect> = found.iter().map(|change| change.effect).collect();
    assert_eq!(effects, [Effect::Same, Effect::Loss]);
    near(found[0].wtp.1.as_ref().expect("an end"), "1/4");
    // A lottery gives 1/2 to all. 1/2 r against r/2 - 1/4, and against r - 5/8: better above 5/4, so never.
    let found = changes(&setting, &run(&setting, "lottery"), &optimum);
    let found = found[0].as_ref().expect("the contracts are known");
    let effects: Vec<Effect> = found.iter().map(|change| change.effect).collect();
    assert_eq!(effects, [Effect::Loss]);
    // A free lottery for the worse quality alone: r/4 against r - 5/8, better above 5/6.
    let menu = menu(&setting, "group,1/2,1,payment\nall,1/2,0,0\n").expect("a menu");
    let found = changes(&setting, &menu, &optimum);
    let found = found[0].as_ref().expect("the contracts are known");
    let effects: Vec<Effect> = found.iter().map(|change| change.effect).collect();
    assert_eq!(effects, [Effect::Loss, Effect::Gain]);
    near(&found[1].wtp.0, "5/6");
}

const THREE: &str = r#"{"name":"F1","alpha":"1",
 "groups":[{"label":"g1","mass":"1","types":[{"wtp":"1","prob":"1/3","weight":"3"},
  {"wtp":"2","prob":"1/3","weight":"1"},{"wtp":"3","prob":"1/3","weight":"1/2"}]}],
 "quality":[{"level":"0","mass":"1/3"},{"level":"0.5","mass":"1/3"},{"level":"1","mass":"1/3"}]}"#;

fn menu(setting: &Setting<'_>, text: &str) -> Result<Evaluated, String> {
    let menu = Menu::read(text, setting).map_err(|error| error.to_string())?;
    let policy = Policy::Menu("menu.csv".into());
    evaluate(setting, &policy, Some(&menu), &width()).map_err(|error| error.to_string())
}

/// An optimum of a finite instance, as a file.
fn as_csv(instance: &FiniteInstance, optimum: &Optimum) -> String {
    let levels: Vec<String> =
        instance.quality.iter().map(|level| level.level.to_string()).collect();
    let mut text = format!("group,{},payment\n", levels.join(","));
    for (group, solved) in instance.groups.iter().zip(&optimum.groups) {
        for item in &solved.menu {
            let mut chances = vec![Rational::ZERO; levels.len()];
            for (level, chance) in &item.lottery {
                chances[*level] = chance.clone();
            }
            let chances: Vec<String> = chances.iter().map(Rational::to_string).collect();
            text.push_str(
                &[&group.label, &*chances.join(","), &item.transfer.to_string()].join(","),
            );
            text.push('\n');
        }
    }
    text
}

#[test]
fn the_menu_of_the_optimum_is_worth_the_optimum() {
    for seed in 0..300 {
        let instance = tied(seed);
        let setting = Setting::finite(&instance);
        let optimum = ironproof_ironing::optimum(&instance);
        let (value, text) = (optimum.value.clone(), as_csv(&instance, &optimum));
        let found = menu(&setting, &text).expect("a menu");
        assert_eq!(found.is_feasible(), Some(true), "seed {seed}: {:?}\n{text}", found.broken);
        exactly(&found.totals.value, &value);
        let own = run(&setting, "optimum");
        exactly(&own.totals.value, &value);
        assert_eq!(own.is_feasible(), Some(true));
        for policy in ["market", "price=1", "lottery"] {
            let other = run(&setting, policy);
            assert!(other.totals.value.high <= value, "seed {seed}: {policy}");
            assert!(
                other.totals.value.is_exact(),
                "seed {seed}: {policy} {:?}",
                other.totals.value
            );
            assert_eq!(other.is_feasible(), Some(true), "seed {seed}: {policy} {:?}", other.broken);
        }
        for found in best(&setting).expect("no cells") {
            let found = evaluate(&setting, &found.policy, None, &width()).expect("evaluated");
            assert!(found.totals.value.high <= value);
            assert_eq!(found.is_feasible(), Some(true));
        }
    }
}

/// External values, costs, levels without limit and side constraints.
#[test]
fn the_menu_of_a_wider_optimum_is_worth_it_too() {
    let (mut n_solved, mut n_sides) = (0, 0);
    for index in 0..300 {
        let instance = random_wider::instance(7, index, random::SMALL);
        let setting = Setting::finite(&instance);
        let wider::Answer::Optimal(priced) = wider::answer(&instance) else {
            let error = evaluate(&setting, &Policy::Optimum, None, &width()).expect_err("none");
            assert!(error.to_string().starts_with("no mechanism satisfies the side constraints"));
            continue;
        };
        n_solved += 1;
        let own = run(&setting, "optimum");
        exactly(&own.totals.value, &priced.optimum.value);
        assert_eq!(own.is_feasible(), Some(true), "{index}: {:?}", own.broken);
        let types = instance.groups.iter().flat_map(|group| &group.types);
        if types.into_iter().any(|ty| ty.low() != ty.high()) {
            continue;
        }
        let found = menu(&setting, &as_csv(&instance, &priced.optimum)).expect("a menu");
        assert_eq!(found.is_feasible(), Some(true), "{index}: {:?}", found.broken);
        exactly(&found.totals.value, &priced.optimum.value);
        for policy in ["market", "price=1", "lottery", "price=1/2"] {
            let other = run(&setting, policy);
            let is_side = |breach: &crate::Breach| matches!(breach.row, Row::Side(_));
            assert!(other.broken.iter().all(is_side), "{index}, {policy}: {:?}", other.broken);
            if other.is_feasible() == Some(true) {
                assert!(other.totals.value.high <= priced.optimum.value, "{index}, {policy}");
            } else {
                n_sides += 1;
            }
        }
    }
    assert!(n_solved > 100 && n_sides > 100, "{n_solved} {n_sides}");
}

/// Few different numbers, so that there are ties.
pub(crate) fn tied(seed: u64) -> FiniteInstance {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
    let mut next = |n: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let n_levels = 1 + next(3);
    let quality = (0..n_levels)
        .map(|j| format!(r#"{{"level":"{}/{n_levels}","mass":"{}/4"}}"#, j + next(2), 1 + next(3)));
    let mut quality: Vec<String> = quality.collect();
    quality.dedup_by_key(|text| text.split(',').next().map(str::to_owned));
    let groups = (0..=next(3)).map(|g| {
        let n = 1 + next(5);
        let mut wtp = 0;
        let types = (0..n).map(|k| {
            wtp += u64::from(k > 0) + next(2);
            format!(r#"{{"wtp":"{wtp}","prob":"1/{n}","weight":"{}/2"}}"#, next(5))
        });
        let types: Vec<String> = types.collect();
        format!(r#"{{"label":"g{g}","mass":"{}/2","types":[{}]}}"#, 1 + next(2), types.join(","))
    });
    let groups: Vec<String> = groups.collect();
    let alpha = next(3);
    let text = format!(
        r#"{{"name":"random","alpha":"{alpha}/2","groups":[{}],"quality":[{}]}}"#,
        groups.join(","),
        quality.join(",")
    );
    finite::read(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn a_menu_that_asks_for_too_much_names_the_row() {
    let instance = finite::read(THREE).expect("valid");
    let setting = Setting::finite(&instance);
    // All three types take the best object for free: 1 of level 1, of which there is 1/3.
    let found = menu(&setting, "group,0.5,1,payment\ng1,0,1,0\n").expect("a menu");
    assert_eq!(found.is_feasible(), Some(false));
    let rows: Vec<(Row, Rational)> =
        found.broken.iter().map(|breach| (breach.row.clone(), breach.by.low.clone())).collect();
    let half = number("1/2");
    assert_eq!(
        rows,
        [(Row::Supply(Rational::ONE), number("2/3")), (Row::Supply(half), number("1/3")),]
    );
    // Somebody is paid.
    let found = menu(&setting, "group,0.5,1,payment\ng1,0,0,-1/4\n").expect("a menu");
    assert_eq!(found.broken[0].row, Row::Payment("g1".to_owned()));
    exactly(&found.broken[0].by, &number("1/4"));
}

#[test]
fn a_file_that_is_no_menu_is_refused() {
    let instance = finite::read(THREE).expect("valid");
    let setting = Setting::finite(&instance);
    for (text, error) in [
        ("", "line 1: expected the columns"),
        ("group,payment\n", "line 1: expected the columns"),
        ("label,1,payment\n", "line 1: expected the columns"),
        ("group,0.7,payment\n", "line 1: `0.7` is no level of quality"),
        ("group,x,payment\n", "line 1: `x` is no level of quality"),
        ("group,1,1.0,payment\n", "line 1: two columns for the level 1"),
        ("group,1,payment\ng2,1,0\n", "line 2: no group `g2`; the groups are g1"),
        ("group,1,payment\ng1,1,0\ng1,1/0,0\n", "line 3: `1/0` is no number"),
        ("group,1,payment\ng1,1,free\n", "line 2: `free` is no number"),
        (
            "group,0.5,1,payment\ng1,0.5,0.6,0\n",
            "line 2: chances are not negative and sum to at most 1; these sum to 11/10",
        ),
        ("group,0.5,1,payment\ng1,-0.5,0.6,0\n", "line 2: chances are not negative"),
        ("group,1,payment\ng1,1\n", "CSV error: record 1 (line: 2"),
    ] {
        let found = menu(&setting, text).expect_err(text);
        assert!(found.starts_with(error), "{text}: {found}");
    }
}

/// Amounts that people named are points: the optimum is known as fractions, and its menu loses nothing.
#[test]
fn a_menu_of_points_is_the_optimum() {
    let text = r#"name = "points"
alpha = "1"
quality = { kind = "levels", levels = [{ level = "1", mass = "0.35" }] }
group = [
  { label = "a", mass = "3/7", weight = { kind = "constant", value = "1.6" },
    wtp = { kind = "table", rows = [["1", "1/3"], ["7/3", "1/3"], ["11/3", "1/3"]] } },
  { label = "b", mass = "4/7", weight = { kind = "constant", value = "0.8" },
    wtp = { kind = "table", rows = [["1", "0.3"], ["17/6", "0.3"], ["9", "0.4"]] } },
]
"#;
    let instance = ironproof_instance::read(text, Path::new(".")).expect("an instance");
    let setting = Setting::continuous(&instance).expect("enclosed");
    let offered = crate::offered(&setting, &width()).expect("a menu");
    assert_eq!(offered.loss, Between::zero());
}
