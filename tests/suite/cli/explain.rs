//! `ironproof explain`, and the notes about data that `solve` and `bounds` have too.

use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::{contains, is_empty};
use serde_json::Value;

use super::{CONTINUOUS, TWO_TYPES, check_refused, folder, ironproof, json_lines};

const PARK: &str = include_str!("../../data/park-need.toml");

fn explained(text: &str) -> Value {
    let folder = folder(&[("a.toml", text)]);
    let output = ironproof(&folder).args(["explain", "a.toml", "--json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    json_lines(&output.stdout).remove(0)
}

fn claim<'a>(of: &'a Value, id: &str) -> &'a Value {
    of["claims"].as_array().unwrap().iter().find(|claim| claim["id"] == id).expect(id)
}

#[test]
fn the_park_is_explained_in_sentences() {
    let folder = folder(&[("park.toml", PARK)]);
    let output = ironproof(&folder).args(["explain", "park.toml"]).output().unwrap();
    // Lines are as wide as a page: what is said does not depend on where they end.
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in [
        "The mean weight 1.266470 exceeds alpha 1: money is worth more in this group than as revenue.",
        "The good is not essential: the lowest willingness to pay is 0.",
        "Weights fall.",
        "wtp 39.18564 to 61.71426 (14.3%): a lottery at 36.93951, because V falls at wtp 48",
        "P3 applies: weights do not rise, and the mean weight 0.1597622 is at most alpha 1, and revenue counts. \
         So the highest types are not pooled: they are in a market. The optimum agrees.",
        "P1, I1 do not apply: the lowest willingness to pay is 0.",
        "No two intervals of types have one value: there are no ties.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// lbar = 0 for revenue alone; V = 2 t - 1 = J; the optimum is a market from 1/2 on.
#[test]
fn numbers_and_claims_are_in_json() {
    let document = explained(CONTINUOUS);
    let group = &document["groups"][0];
    assert_eq!(group["mean_weight"], serde_json::json!([0.0, 0.0]));
    assert_eq!(group["wtp_high_exact"], serde_json::json!(["1", "1"]));
    assert_eq!(group["favoured"], "no");
    assert_eq!(group["regular"], "yes");
    assert_eq!(group["virtual_value"][0]["trend"], "rises");
    assert_eq!(group["cut_off_exact"], serde_json::json!(["1/2", "1/2"]));
    assert_eq!(group["segments"][0]["reasons"][0]["kind"], "not-worth");
    assert_eq!(group["segments"][1]["reasons"][0]["kind"], "value-rises");
    for (id, applies, conclusion) in [
        ("P1", "no", "free-lottery"),
        ("P2", "yes", "not-one-lottery"),
        ("P3", "yes", "market-at-top"),
        ("P4", "yes", "market"),
        ("I3", "yes", "market"),
    ] {
        let claim = claim(group, id);
        assert_eq!(claim["applies"], applies, "{id}");
        assert_eq!(claim["conclusion"], conclusion, "{id}");
        if applies == "yes" {
            assert_eq!(claim["in_optimum"], "yes", "{id}");
        }
    }
    let compared = &claim(group, "P2")["hypotheses"][0];
    assert_eq!(compared["condition"], "top-worth-much");
    assert_eq!(compared["numbers"]["left_exact"], serde_json::json!(["1", "1"]));
    // With weight 0 and alpha 1 the largest mean weight is not alpha.
    assert_eq!(claim(&document, "R1")["applies"], "no");
    assert_eq!(document["ties"], serde_json::json!([]));
}

/// The curves of revenue alone: V = 2 t - 1, Psi = t (1 - t), density 1.
#[test]
fn curves_are_written_for_plots() {
    let folder = folder(&[("a.toml", CONTINUOUS)]);
    let command = ["explain", "a.toml", "--curves", "c.csv", "--quiet"];
    ironproof(&folder).args(command).assert().code(0).stderr(is_empty());
    let text = std::fs::read_to_string(folder.path().join("c.csv")).unwrap();
    let mut lines = text.lines();
    let columns = "group,piece,share,wtp,density,weight,mean_weight_above,revenue_value,virtual_value,\
                   ironed_value,psi,hull";
    assert_eq!(lines.next(), Some(columns));
    let mut n = 0;
    for line in lines {
        let cells: Vec<f64> = line.split(',').skip(1).map(|cell| cell.parse().unwrap()).collect();
        let t = cells[1];
        let expected = [t, 1.0, 0.0, 0.0, 2.0 * t - 1.0, 2.0 * t - 1.0, 2.0 * t - 1.0];
        for (found, expected) in cells[2..].iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{line}");
        }
        for found in &cells[9..] {
            assert!((found - t * (1.0 - t)).abs() < 1e-12, "{line}");
        }
        n += 1;
    }
    assert!(200 <= n, "{n}");
    // A file that cannot be written is an error of its own, before anything is printed.
    let command = ["explain", "a.toml", "--curves", "a.toml/c.csv"];
    ironproof(&folder).args(command).assert().code(2).stdout(is_empty());
}

#[test]
fn a_finite_instance_is_explained_if_its_types_are_points() {
    let cells = include_str!("../../../instances/finite/one-cell.json");
    let wider = TWO_TYPES.replacen("\"weight\":\"3\"", "\"weight\":\"3\",\"external\":\"1\"", 1);
    let folder = folder(&[("a.json", TWO_TYPES), ("bad.json", cells), ("bad.w.json", &wider)]);
    let output = ironproof(&folder).args(["explain", "a.json", "--json"]).output().unwrap();
    let document = &json_lines(&output.stdout)[0];
    assert_eq!(document["value_exact"], serde_json::json!(["31/24", "31/24"]));
    assert_eq!(claim(&document["groups"][0], "P1")["applies"], "yes");
    check_refused(&folder, &["explain", "bad.json"], "type 1 is a cell");
    check_refused(
        &folder,
        &["explain", "bad.w.json"],
        "the claims are about instances without that",
    );
}

/// Said once on stderr, and kept in JSON, by each of the three verbs.
#[test]
fn notes_about_data_are_said_once() {
    let text =
        CONTINUOUS.replace("mass = 1\n", "mass = \"0.5\"\n").replace("optimum = \"5/24\"\n", "");
    let text = text.replace(
        "kind = \"constant\", value = \"0\"",
        "kind = \"linear\", of = \"wtp\", at_low = \"0\", at_high = \"1\"",
    );
    let folder = folder(&[("a.toml", &text), ("b.toml", CONTINUOUS)]);
    let notes = [
        "the masses of the groups sum to 0.5, not to 1: values and objects are in the same unit",
        "objects for everybody: 1 for agents of mass 0.5",
        "all: weights rise with willingness to pay, from 0 to 1",
    ];
    for verb in ["solve", "bounds", "explain"] {
        let output = ironproof(&folder).args([verb, "a.toml", "--json"]).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let lines: Vec<String> = notes.iter().map(|note| format!("a.toml: note: {note}")).collect();
        assert_eq!(errors.lines().collect::<Vec<_>>(), lines, "{verb}");
        assert_eq!(json_lines(&output.stdout)[0]["notes"], serde_json::json!(notes), "{verb}");
        let quiet = [verb, "a.toml", "--quiet"];
        ironproof(&folder).args(quiet).assert().code(0).stderr(is_empty());
        // Nothing surprises in the other one.
        ironproof(&folder).args([verb, "b.toml"]).assert().code(0).stderr(is_empty());
    }
}

#[test]
fn a_lottery_that_begins_at_an_edge_of_a_bin_is_no_finding() {
    let folder = folder(&[("park.toml", include_str!("../../data/park-income.toml"))]);
    let at_edge = contains("low income: a lottery begins at 3, where two bins meet")
        .and(contains("within a bin is an assumption"));
    ironproof(&folder).args(["solve", "park.toml"]).assert().code(0).stderr(at_edge);
    // Not the optimum of a grid: it is about the grid.
    ironproof(&folder)
        .args(["solve", "park.toml", "--grid", "20"])
        .assert()
        .code(0)
        .stderr(contains("bins meet").not());
}
