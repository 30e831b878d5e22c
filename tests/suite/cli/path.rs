//! `ironproof path`.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, is_empty};

use super::{TWO_TYPES, folder, ironproof, json_lines};

#[test]
fn path_prints_the_pieces_and_writes_them() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    let arguments = ["path", "f1.json", "--certify", "--csv", "p.csv", "--plot", "p.svg"];
    ironproof(&folder).args(arguments).assert().code(0).stdout(
        contains("3 linear pieces over alpha from 0 to infinity").and(contains("verified")),
    );
    let csv = std::fs::read_to_string(folder.path().join("p.csv")).unwrap();
    assert!(csv.contains("2,13/18,11/10,13/12,3/4,\"free, market\""), "{csv}");
    let svg = std::fs::read_to_string(folder.path().join("p.svg")).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("optimal value"));
    let output = ironproof(&folder)
        .args(["path", "f1.json", "--over", "weight:g1", "--to", "3", "--json"])
        .output()
        .unwrap();
    let document = &json_lines(&output.stdout)[0];
    assert_eq!(document["over"], "weight:g1");
    assert_eq!(document["certified"], false);
    let pieces = document["pieces"].as_array().unwrap();
    assert_eq!(pieces.last().unwrap()["to"], "3");
    for wrong in [
        &["--over", "beta"] as &[&str],
        &["--over", "weight:nobody"],
        &["--from", "2", "--to", "2"],
        &["--from", "x"],
    ] {
        ironproof(&folder)
            .args(["path", "f1.json"])
            .args(wrong)
            .assert()
            .code(2)
            .stdout(is_empty());
    }
}
