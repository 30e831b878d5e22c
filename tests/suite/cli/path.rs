//! `ironproof path`.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, is_empty};

use super::{CONTINUOUS, TWO_TYPES, folder, ironproof, json_lines};
use crate::common::ROOT;

#[test]
fn path_prints_the_pieces_and_writes_them() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    let arguments = ["path", "f1.json", "--certify", "--csv", "p.csv", "--plot", "p.svg"];
    ironproof(&folder)
        .args(arguments)
        .assert()
        .code(0)
        .stdout(
            contains("3 linear pieces over alpha from 0 to infinity").and(contains(
                "\n7 verified: the value at the ends of each piece and inside, and the",
            )),
        )
        .stderr("wrote p.csv\nwrote p.svg\n");
    let csv = std::fs::read_to_string(folder.path().join("p.csv")).unwrap();
    assert!(csv.contains(",3/4,0.75,\"free, market\""), "{csv}");
    let svg = std::fs::read_to_string(folder.path().join("p.svg")).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("F1: optimal value over alpha"));
    assert!(svg.contains("optimal value (left)") && svg.contains("revenue (right)"));
    assert!(svg.contains("change of structure"));
    let output = ironproof(&folder)
        .args(["path", "f1.json", "--over", "weight:g1", "--to", "3", "--json"])
        .output()
        .unwrap();
    let document = &json_lines(&output.stdout)[0];
    assert_eq!(document["over"], "weight:g1");
    assert_eq!(document["certified"], false);
    let with_end = ["path", "f1.json", "--to", "3", "--certify"];
    let output = ironproof(&folder).args(with_end).arg("--json").output().unwrap();
    assert_eq!(json_lines(&output.stdout)[0]["certified"], true);
    ironproof(&folder)
        .args(with_end)
        .assert()
        .stdout(contains("\n7 verified: the value at the ends of each piece and inside; no other"));
    let pieces = document["pieces"].as_array().unwrap();
    assert_eq!(pieces.last().unwrap()["to"], "3");
    for (wrong, rule) in [
        (
            &["--over", "beta"] as &[&str],
            "--over beta: expected alpha, weight:LABEL or constraint:NAME",
        ),
        (&["--over", "weight:nobody"], "no group `nobody`; there is g1"),
        (&["--from", "2", "--to", "2"], "--to 2: expected more than --from, which is 2"),
        (&["--to", "-1"], "--to -1: expected more than --from, which is 0"),
        (&["--from", "-1"], "invalid value '-1' for '--from <A>': expected 0 or more"),
        (&["--from", "x"], "not a number: `x`"),
    ] {
        ironproof(&folder)
            .args(["path", "f1.json"])
            .args(wrong)
            .assert()
            .code(2)
            .stdout(is_empty())
            .stderr(contains(rule));
    }
}

/// The quota of `reserved-seats`: each seat displaces somebody worth 3, then 4, for one worth 2, then 1.
#[test]
fn path_over_a_constraint_has_its_shadow_price() {
    let seats = format!("{ROOT}/instances/wider/reserved-seats.json");
    let path = |rest: &str| {
        let texts = folder(&[]);
        let mut command = ironproof(&texts);
        command.args(["path", &seats, "--over"]).args(rest.split(' '));
        command.output().unwrap()
    };
    let found = path("constraint:quota --to 1/2 --certify --json");
    let found: serde_json::Value = serde_json::from_slice(&found.stdout).unwrap();
    assert_eq!(found["slope_is"], "shadow price");
    let pieces: Vec<[&str; 2]> = found["pieces"]
        .as_array()
        .unwrap()
        .iter()
        .map(|piece| ["from", "slope"].map(|key| piece[key].as_str().unwrap()))
        .collect();
    assert_eq!(pieces, [["0", "-1"], ["1/4", "-3"]]);
    assert_eq!(found["certified"], true);
    for (rest, rule) in [
        ("constraint:quota", "give both --from and --to"),
        ("constraint:quota --to 1", "no mechanism satisfies the side constraints at 1"),
        ("constraint:seats --to 1", "no constraint `seats`; there is quota"),
        ("constraint:quota --to 1/2 --solver highs-simplex", "the rows do"),
    ] {
        let output = path(rest);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && errors.contains(rule), "{rest}: {errors}");
    }
}

/// A label that rounds to zero from below is a zero.
#[test]
fn a_plot_has_no_minus_zero() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    for over in ["alpha", "weight:g1"] {
        let plot = ["path", "f1.json", "--over", over, "--plot", "p.svg"];
        ironproof(&folder).args(plot).assert().code(0);
        let svg = std::fs::read_to_string(folder.path().join("p.svg")).unwrap();
        let labels: Vec<&str> =
            svg.lines().map(str::trim).filter(|line| !line.starts_with('<')).collect();
        assert!(
            labels.contains(&"0") && !labels.iter().any(|label| label.starts_with("-0")),
            "{labels:?}"
        );
    }
}

/// With one level, half of the agents are worth an object: supply is scarce up to 1/2.
fn one_level() -> String {
    let levels =
        "[quality]\nkind = \"levels\"\nlevels = [{ level = \"1\", mass = \"1\" }]\n[[group]]";
    let end = CONTINUOUS.split("[[group]]").nth(1).unwrap();
    format!("name = \"one level\"\nalpha = \"1\"\n{levels}{end}")
}

#[test]
fn path_of_a_continuous_instance_prints_thresholds() {
    let folder = folder(&[("c.toml", &one_level())]);
    let arguments = ["path", "c.toml", "--over", "supply"];
    ironproof(&folder)
        .args(arguments)
        .args(["--csv", "p.csv"])
        .assert()
        .code(0)
        .stdout(
            contains("one level: 2 structures over supply from 0.001 to 1000\n")
                .and(contains("\n  0.001        all     not served, market\n"))
                .and(contains("\n  0.500000     none    not served, market\n")),
        )
        .stderr("wrote p.csv\n");
    let csv = std::fs::read_to_string(folder.path().join("p.csv")).unwrap();
    assert!(csv.starts_with("name,over,structure,from_low,from_high,"), "{csv}");
    assert_eq!(csv.lines().count(), 3);
    let output = ironproof(&folder).args(arguments).arg("--json").output().unwrap();
    let document = &json_lines(&output.stdout)[0];
    let regimes = document["regimes"].as_array().unwrap();
    let ends = |place: &serde_json::Value| [&place[0], &place[1]].map(|end| end.as_f64().unwrap());
    let [low, high] = ends(&regimes[1]["from"]);
    assert!(low <= 0.5 && 0.5 <= high && high - low < 5e-7, "{low} {high}");
    assert_eq!(regimes[0]["to"], regimes[1]["from"]);
    assert_eq!(regimes[0]["scarce"], "all");
    assert_eq!(regimes[1]["groups"][0]["structure"][1]["kind"], "market");
    // Everybody above 1/2 pays 1/2.
    let [low, high] = ends(&regimes[1]["last"]["revenue"]);
    assert!(low <= 0.25 && 0.25 <= high && high - low < 1e-6, "{low} {high}");
}

/// A threshold at a width of one's own, and the optimum at one place.
#[test]
fn path_takes_a_width_and_a_place() {
    let folder = folder(&[("c.toml", &one_level())]);
    let output = ironproof(&folder)
        .args(["path", "c.toml", "--over", "mass:all", "--width", "1e-12", "--json"])
        .output()
        .unwrap();
    let document = &json_lines(&output.stdout)[0];
    let from = &document["regimes"][1]["from"];
    let (low, high) = (from[0].as_f64().unwrap(), from[1].as_f64().unwrap());
    assert!(low <= 2.0 && 2.0 <= high && high - low < 2.1e-12, "{low} {high}");
    // With a quarter of the objects, the upper quarter pays 3/4.
    ironproof(&folder)
        .args(["path", "c.toml", "--over", "supply", "--at", "1/4"])
        .assert()
        .code(0)
        .stdout(contains("one level, supply 0.25: value 0.1875").and(contains("0.75")));
}

#[test]
fn path_refuses_what_it_cannot_vary() {
    let folder = folder(&[("c.toml", &one_level()), ("f1.json", TWO_TYPES)]);
    for (line, rule) in [
        ("c.toml --over beta", "--over beta: expected alpha, supply, wtp, weight:LABEL, mass:"),
        ("c.toml --over mass:nobody", "c.toml: no group `nobody`; there is all"),
        ("c.toml --over wtp: --to 3", "c.toml: no group ``; there is all"),
        ("c.toml --over supply --from 0", "c.toml, --over supply: expected more than 0, not 0"),
        ("c.toml --over supply --at -1", "c.toml, --over supply: expected more than 0, not -1"),
        ("c.toml --at -1/2", "c.toml, --over alpha: expected 0 or more, not -1/2"),
        ("c.toml --from 2 --to 1", "the range is empty: it starts at 2 and ends at 1"),
        ("c.toml --over mass:all --to 1/1000", "it starts at 1/1000 and ends at 1/1000"),
        ("c.toml --width 0", "invalid value '0' for '--width <W>'"),
        ("c.toml --places 1", "invalid value '1' for '--places <N>'"),
        ("c.toml --certify", "--certify is about a grid: give --grid too, such as --grid 40"),
        ("c.toml --plot p.svg", "--plot is about a grid"),
        ("c.toml --pieces", "--pieces is about a grid"),
        ("c.toml --solver highs-simplex", "--solver is about a grid"),
        (
            "c.toml --grid 9 --over supply",
            "--over supply: expected alpha, weight:LABEL or constraint:NAME; supply",
        ),
        ("c.toml --grid 9 --at 1", "--at is about a continuous instance (*.toml) without"),
        ("f1.json --places 9", "--places is about a continuous instance (*.toml) without"),
        ("f1.json --width 1e-3", "--width is about a continuous instance (*.toml) without"),
    ] {
        let output = ironproof(&folder).arg("path").args(line.split(' ')).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{line}: {errors}");
        assert!(output.stdout.is_empty() && errors.contains(rule), "{line}: {errors}");
        assert_eq!(errors.matches("error: ").count(), 1, "{line}: {errors}");
    }
}
