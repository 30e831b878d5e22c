//! `ironproof path`.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, is_empty};

use super::{TWO_TYPES, folder, ironproof, json_lines};

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
        (&["--over", "beta"] as &[&str], "--over beta: expected alpha or weight:LABEL"),
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
