//! `ironproof evaluate` and `ironproof compare`.

use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;

use super::{CONTINUOUS, TWO_TYPES, check_refused, folder, ironproof, json_lines};

const PARK: &str = include_str!("../../data/park-income.toml");

/// Numbers of a document, whose doubles are an interval that contains what is expected.
#[track_caller]
fn check_between(found: &serde_json::Value, low: f64, high: f64) {
    let ends: Vec<f64> = found.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
    assert!(low <= ends[0] && ends[0] <= ends[1] && ends[1] <= high, "{ends:?}");
}

#[test]
fn the_park_is_compared_as_published() {
    let folder = folder(&[("park.toml", PARK)]);
    let policies = ["--policy", "market", "--policy", "price=20", "--policy", "lottery"];
    let arguments = [&["compare", "park.toml", "--json"], &policies[..]].concat();
    let output = ironproof(&folder).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let document = &json_lines(&output.stdout)[0];
    check_between(&document["optimum"], 22.357_626_2, 22.357_626_4);
    assert_eq!(document["exact"], false);
    let rows = document["policies"].as_array().unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row["policy"].as_str().unwrap()).collect();
    assert_eq!(names[..3], ["market", "price=20", "lottery"]);
    assert_eq!(names[6], "optimum");
    check_between(&rows[1]["value"], 16.85, 16.95);
    check_between(&rows[2]["value"], 7.71, 7.712);
    check_between(&rows[2]["loss_relative"], 0.6545, 0.6555);
    let best: Vec<&str> = rows[3..6].iter().map(|row| row["best"].as_str().unwrap()).collect();
    assert_eq!(best, ["best single price", "best price per group", "best lottery-or-price"]);
    for row in rows {
        assert_eq!(row["feasible"], true);
        assert_eq!(row["broken"].as_array().unwrap().len(), 0);
    }
    // What a search found can be evaluated by itself.
    for row in &rows[3..6] {
        let policy = row["policy"].as_str().unwrap();
        let output = ironproof(&folder)
            .args(["evaluate", "park.toml", "--json", "--policy", policy])
            .output()
            .unwrap();
        assert_eq!(json_lines(&output.stdout)[0]["value_exact"], row["value_exact"]);
    }
    // Without the best ones there are four rows; a person sees the table.
    let only = [&["compare", "park.toml", "--only-these"], &policies[..]].concat();
    ironproof(&folder)
        .args(only)
        .assert()
        .code(0)
        .stdout(contains("4  optimum").and(contains("65.5%")).and(contains("best single").not()));
}

#[test]
fn a_finite_instance_is_exact_and_rows_are_named() {
    let menu = "group,0.5,1,payment\ng1,1/2,0,0\ng1,0,1,9/4\n";
    let greedy = "group,1,payment\ng1,1,0\n";
    let folder = folder(&[("a.json", TWO_TYPES), ("menu.csv", menu), ("greedy.csv", greedy)]);
    let output = ironproof(&folder)
        .args(["evaluate", "a.json", "--json", "--policy", "menu=menu.csv", "--policy", "optimum"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let documents = json_lines(&output.stdout);
    for document in &documents {
        assert_eq!(document["value_exact"], serde_json::json!(["31/24", "31/24"]));
        assert_eq!(document["loss_exact"], serde_json::json!(["0", "0"]));
    }
    assert_eq!(documents[0]["groups"], documents[1]["groups"]);
    ironproof(&folder)
        .args(["evaluate", "a.json", "--policy", "menu=greedy.csv"])
        .assert()
        .code(1)
        .stdout(contains(
            "not feasible: supply of objects of quality 1 or better is broken by 0.6666667",
        ));
    // In a comparison it is a row without a loss.
    let arguments = ["compare", "a.json", "--policy", "menu=greedy.csv", "--json"];
    let output = ironproof(&folder).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let row = &json_lines(&output.stdout)[0]["policies"][0];
    assert_eq!(row["feasible"], false);
    assert!(row["loss"].is_null() && row["loss_relative"].is_null());
    assert_eq!(row["broken"][0]["by_exact"], serde_json::json!(["2/3", "2/3"]));
    // Tables have a row for each policy and group, and an empty cell for a loss that there is not.
    let csv = [&arguments[..4], &["--policy", "lottery", "--as", "csv"]].concat();
    let output = ironproof(&folder).args(csv).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(text.lines().count(), 7, "{text}");
    let head = text.lines().next().unwrap().split(',');
    let column = head.clone().position(|title| title == "policy_loss_exact_low").unwrap();
    let cell = |line: usize| text.lines().nth(line).unwrap().split(',').nth(column).unwrap();
    assert_eq!((cell(1), cell(2)), ("", "5/24"), "{text}");
}

#[test]
fn what_cannot_be_evaluated_is_one_clear_error() {
    let cells = r#"{"name":"cells","alpha":"1","groups":[{"label":"g1","mass":"1","types":[
        {"low":"0","high":"2","weighted_wtp":"1","prob":"1","weight":"1"}]}],"quality":[{"level":"1","mass":"1/2"}]}"#;
    let files = [
        ("bad.json", TWO_TYPES),
        ("bad.toml", CONTINUOUS),
        ("bad.cells.json", cells),
        ("menu.csv", "group,1,payment\ng2,1,0\n"),
    ];
    let folder = folder(&files);
    for (file, policy, message) in [
        ("bad.json", "raffle", "`raffle` is no policy; expected market, price=P"),
        ("bad.json", "price=cheap", "`cheap` is no price; write a number"),
        ("bad.json", "lottery=g2", "no group at `g2`; the groups are g1"),
        ("bad.json", "menu=menu.csv", "menu.csv: line 2: no group `g2`; the groups are g1"),
        ("bad.json", "menu=none.csv", "none.csv: No such file"),
        ("bad.toml", "menu=menu.csv", "the quality of this instance has no levels"),
        (
            "bad.cells.json",
            "price=1",
            "g1: the price 1 per unit of quality divides the cell from 0 to 2",
        ),
    ] {
        for verb in ["evaluate", "compare"] {
            check_refused(&folder, &[verb, file, "--policy", policy], message);
        }
    }
    check_refused(&folder, &["evaluate", "bad.none", "--policy", "market"], "bad.none");
    // A policy is needed.
    ironproof(&folder).args(["compare", "bad.json"]).assert().code(2).stderr(contains("--policy"));
}

/// A paper names the policies, and has the digits that it asks for.
#[test]
fn a_comparison_is_one_table_for_a_paper() {
    let folder = folder(&[("park.toml", PARK)]);
    let of = |more: &[&str]| {
        let start = ["compare", "park.toml", "--policy", "market", "--policy", "price=20"];
        let output =
            ironproof(&folder).args([&start[..], &["--quiet"], more].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let text = of(&["--as", "latex", "--digits", "4"]);
    assert_eq!(text.matches("\\begin{tabular}").count(), 1, "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[..5],
        [
            "% \\usepackage{booktabs}",
            "\\begin{tabular}{lrrrrrr}",
            "\\toprule",
            "policy & value & loss & relative & revenue & utility & served \\\\",
            "\\midrule",
        ]
    );
    let names: Vec<&str> =
        lines[5..lines.len() - 2].iter().map(|line| line.split(" & ").next().unwrap()).collect();
    let best = ["best single price", "best price per group", "best lottery-or-price"];
    assert_eq!(names, [&["market", "price=20"], &best[..], &["optimum"]].concat());
    assert_eq!(lines[lines.len() - 3], "optimum & 22.36 & 0 & 0\\% & 10.97 & 11.23 & 30.0\\% \\\\");
    assert!(of(&["--as", "latex"]).contains("optimum & 22.35763 & 0 & "));
    // Nothing else has fewer digits: to ask for them is an error.
    for arguments in [&["--digits", "4"][..], &["--digits", "4", "--json"]] {
        let start = ["compare", "park.toml", "--policy", "market"];
        ironproof(&folder)
            .args([&start[..], arguments].concat())
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains("--digits is about the table for a paper: add --as latex"));
    }
    ironproof(&folder)
        .args(["compare", "park.toml", "--policy", "market", "--as", "latex", "--digits", "1"])
        .assert()
        .code(2)
        .stderr(contains("2..=7"));
}

/// Two levels of quality: 1/2 is sold from 1/2 at 1/4, and 1 from 3/4 at 5/8.
const TWO_LEVELS: &str = r#"
name = "two"
alpha = "1"
quality = { kind = "levels", levels = [{ level = "1/2", mass = "1/2" }, { level = "1", mass = "1/4" }] }
group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
           weight = { kind = "constant", value = "0" } }]
"#;

/// Nothing is lost of a finite instance, and next to nothing of a continuous one; no row is broken.
#[test]
fn the_menu_of_the_optimum_is_feasible_and_nearly_optimal() {
    let files = [("park.toml", PARK), ("two.toml", TWO_LEVELS), ("f.json", TWO_TYPES)];
    let folder = folder(&files);
    for (file, _) in files {
        ironproof(&folder)
            .args(["solve", file, "--menu", "menu.csv"])
            .assert()
            .code(0)
            .stderr(contains("menu.csv").and(contains("the menu is worth")));
        let output = ironproof(&folder)
            .args(["evaluate", file, "--policy", "menu=menu.csv", "--json"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{file}");
        let found = &json_lines(&output.stdout)[0];
        assert_eq!(found["feasible"], true, "{file}: {found}");
        let most = if file == "f.json" { 0.0 } else { 1e-6 };
        check_between(&found["loss"], -1e-9, most);
    }
    let menu = std::fs::read_to_string(folder.path().join("menu.csv")).unwrap();
    // Fractions, best quality first.
    assert!(menu.starts_with("group,1,0.5,0,payment\n"), "{menu}");
}

#[test]
fn an_optimum_that_is_no_menu_says_why() {
    let levels = "kind = \"levels\", levels = [{ level = \"1/2\", mass = \"1/2\" }, \
                  { level = \"1\", mass = \"1/4\" }]";
    let graded = TWO_LEVELS.replace(levels, "kind = \"uniform\", low = \"0\", high = \"1\"");
    assert_ne!(graded, TWO_LEVELS);
    let folder = folder(&[("graded.toml", &graded), ("f.json", TWO_TYPES)]);
    for (line, rule) in [
        ("solve graded.toml --menu m.csv", "graded.toml, --menu: a menu is a list of contracts"),
        ("solve f.json --menu f.json", "the input and the output files must differ"),
        ("solve f.json --menu m.csv --types-csv m.csv", "output files must differ"),
    ] {
        ironproof(&folder).args(line.split(' ')).assert().code(2).stderr(contains(rule));
    }
    assert!(!folder.path().join("m.csv").exists());
}
