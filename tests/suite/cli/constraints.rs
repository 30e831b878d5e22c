//! Side constraints of continuous instances, from the file to the sentence.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use super::{folder, ironproof};
use crate::common::ROOT;

/// The shipped instance with a quota, changed.
fn quota(from: &str, to: &str) -> String {
    let text = std::fs::read_to_string(format!("{ROOT}/instances/wider/quota.toml")).unwrap();
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

#[test]
fn the_shipped_answers_are_found_without_a_grid() {
    let folder = folder(&[]);
    for (name, constraint, price, segment) in
        [("quota", "reserved", 0.8, 0.4), ("budget", "budget", 0.5, 0.375)]
    {
        let file = format!("{ROOT}/instances/wider/{name}.toml");
        let run = ironproof(&folder).args(["solve", "--json", &file]).output().unwrap();
        assert_eq!(run.status.code(), Some(0));
        let found: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(found["claim"], "inside");
        let told = &found["constraints"][0];
        assert_eq!((&told["name"], &told["binds"]), (&constraint.into(), &true.into()));
        let holds = |ends: &serde_json::Value, x: f64| {
            ends[0].as_f64().unwrap() <= x && x <= ends[1].as_f64().unwrap()
        };
        assert!(holds(&told["price"], price), "{told}");
        assert!(holds(&found["groups"][0]["segments"][1]["price"][0], segment), "{found}");
        ironproof(&folder).args(["bounds", &file]).assert().code(0);
    }
}

#[test]
fn constraints_that_nothing_satisfies_are_named() {
    let wrong = quota("at_least = \"3/10\"", "at_least = \"6/10\"");
    let plain = wrong.replace("optimum = \"53/100\"\n", "");
    let folder = folder(&[("claims.toml", &wrong), ("plain.toml", &plain)]);
    let run = ironproof(&folder).args(["solve", "plain.toml"]).assert().code(0);
    let stdout = contains("infeasible: no mechanism meets the constraints");
    run.stdout(stdout.and(contains("these contradict each other: reserved")));
    let run = ironproof(&folder).args(["solve", "claims.toml"]).assert().code(1);
    run.stderr(contains("the file claims an optimum, and there is none"));
    let run = ironproof(&folder).args(["solve", "--json", "plain.toml"]).output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!((&found["status"], &found["value"]), (&"infeasible".into(), &().into()));
}

/// A whole group is served or not: in between there is a mixture, and its value.
#[test]
fn a_mixture_is_an_error_that_has_its_value() {
    let pooled = "name = \"pooled\"\nalpha = \"1\"\n\
        quality = { kind = \"levels\", levels = [{ level = \"1\", mass = \"1\" }] }\n\
        [[group]]\nlabel = \"all\"\nmass = \"1\"\nwtp = { kind = \"table\", rows = [[\"1\", \"1\"]] }\n\
        weight = { kind = \"constant\", value = \"3\" }\n\
        [[constraint]]\nname = \"most\"\nwhat = \"quality\"\ngroups = [\"all\"]\nat_most = \"1/4\"\n";
    let folder = folder(&[("pooled.toml", pooled)]);
    let run = ironproof(&folder).args(["solve", "pooled.toml"]).assert().code(2).stdout("");
    let stderr = contains("most: its number lies between those of two mechanisms");
    run.stderr(stderr.and(contains("worth about 0.75 to 0.75")).and(contains("--grid")));
    ironproof(&folder).args(["solve", "pooled.toml", "--grid", "4"]).assert().code(0);
}

#[test]
fn a_path_says_where_a_constraint_begins_to_bind() {
    let folder = folder(&[]);
    let file = format!("{ROOT}/instances/wider/quota.toml");
    let over = ["--over", "constraint:reserved"];
    let run = ironproof(&folder).args([&["path", &file], &over[..]].concat()).assert().code(0);
    run.stdout(contains("2 structures").and(contains("0.1666667")).and(contains("reserved")));
    let run = ironproof(&folder).args(["path", &file, "--over", "constraint:x"]).assert().code(2);
    run.stderr(contains("no constraint `x`; there is reserved"));
    let run = ironproof(&folder).args([&["path", &file, "--to", "1"], &over[..]].concat()).assert();
    run.code(2).stderr(contains("at 1: no mechanism satisfies the side constraints"));
}

#[test]
fn policies_and_pages_know_the_constraint() {
    let folder = folder(&[]);
    let file = format!("{ROOT}/instances/wider/quota.toml");
    let run = ironproof(&folder).args(["compare", &file, "--policy", "market"]).assert().code(0);
    run.stdout(contains("side constraint: reserved is broken by 0.1333333").and(contains("0.53")));
    let run = ironproof(&folder).args(["evaluate", &file, "--policy", "market"]).assert();
    run.code(1);
    ironproof(&folder).args(["report", &file, "--out", "page.html"]).assert().code(0);
    let page = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    let told =
        "reserved: the number of people of low who get quality 1 or better must be at least 0.3.";
    assert!(page.contains(told));
}
