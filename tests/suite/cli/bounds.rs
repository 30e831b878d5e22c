//! `ironproof bounds`.

use predicates::str::contains;

use super::{CONTINUOUS, TWO_TYPES, check_refused, folder, ironproof, json_lines};

#[test]
fn bounds_prints_the_bracket_and_judges_the_claim() {
    let folder = folder(&[
        ("c.toml", CONTINUOUS),
        ("wrong.toml", &CONTINUOUS.replace("5/24", "0.2083433333")),
        ("bad.json", TWO_TYPES),
        (
            "bad.toml",
            &CONTINUOUS
                .replace("kind = \"uniform\"\n", "kind = \"beta\"\na = 2\nb = 3\n")
                .replace("low = \"0\"\nhigh = \"1\"\n", ""),
        ),
    ]);
    let output = ironproof(&folder)
        .args(["bounds", "c.toml", "--width", "1e-6", "--json"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let document = &json_lines(&output.stdout)[0];
    let (lower, upper) = (document["lower"].as_str().unwrap(), document["upper"].as_str().unwrap());
    let (lower, upper) = (crate::common::number(lower), crate::common::number(upper));
    assert!(lower <= crate::common::number("5/24") && upper >= crate::common::number("5/24"));
    assert!(upper - lower <= crate::common::number("1e-6"));
    assert!(document["lower_approx"].as_f64() <= document["upper_approx"].as_f64());
    assert_eq!(document["claim"], "inside");
    ironproof(&folder)
        .args(["bounds", "wrong.toml"])
        .assert()
        .code(1)
        .stdout(contains("OUTSIDE: the file claims the optimum 2083433333/10000000000"));
    // sqrt(1/2) is no quantile that a file can hold: the claim is about another instance.
    let rounded = CONTINUOUS
        .replace("kind = \"uniform\", low = \"0\", high = \"1\"", "kind = \"piecewise\", pieces = [{ from = \"0\", to = \"1\", polynomial = [\"0\", \"0\", \"1\"] }]")
        .replace("kind = \"constant\", value = \"0\"", "kind = \"table\", rows = [[\"0\", \"1\"], [\"1/2\", \"2\"]], interpolate = \"step\"");
    std::fs::write(folder.path().join("rounded.toml"), rounded).unwrap();
    ironproof(&folder)
        .args(["bounds", "rounded.toml"])
        .assert()
        .code(0)
        .stdout(contains("the claimed optimum 5/24 is not judged"));
    check_refused(&folder, &["bounds", "bad.json"], "expected a .toml file");
    check_refused(
        &folder,
        &["bounds", "bad.toml"],
        "quality: a distribution or weight cannot be enclosed",
    );
    ironproof(&folder).args(["bounds", "c.toml", "--width", "0"]).assert().code(2);
}

#[test]
fn no_cells_at_all_are_refused() {
    let folder = folder(&[("c.toml", CONTINUOUS)]);
    for n in ["0", "-1", "1.5"] {
        let output =
            ironproof(&folder).args(["bounds", "c.toml", "--max-cells", n]).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{n}");
        assert!(error.contains("expected a whole number of at least 1"), "{error}");
    }
}

#[test]
fn a_bracket_that_is_too_wide_is_printed_and_decides_nothing() {
    let folder =
        folder(&[("c.toml", CONTINUOUS), ("wrong.toml", &CONTINUOUS.replace("5/24", "5"))]);
    let few = ["--width", "1e-9", "--max-cells", "4"];
    let output =
        ironproof(&folder).args(["bounds", "c.toml", "--json"]).args(few).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "a limit came first");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        errors.contains("the width 0.000000001 needs more than 4 cells (--max-cells)"),
        "{errors}"
    );
    let document = &json_lines(&output.stdout)[0];
    assert_eq!((&document["reached"], &document["claim"]), (&false.into(), &"inside".into()));
    let end = |key: &str| crate::common::number(document[key].as_str().unwrap());
    let optimum = crate::common::number("5/24");
    assert!(end("lower") < optimum && optimum < end("upper"));
    ironproof(&folder)
        .args(["bounds", "c.toml"])
        .args(few)
        .assert()
        .code(3)
        .stdout(contains("reserve: exact bracket, the optimum is from "));
    // A wide bracket disproves too.
    ironproof(&folder)
        .args(["bounds", "wrong.toml"])
        .args(few)
        .assert()
        .code(1)
        .stdout(contains("OUTSIDE: the file claims the optimum 5"));
}

#[test]
fn a_bracket_that_is_a_point_is_called_exact() {
    let instance = "instances/closed-form/c10-full-lottery-knife-edge.toml";
    let path = std::path::Path::new(crate::common::ROOT).join(instance);
    ironproof(&folder(&[]))
        .arg("bounds")
        .arg(path)
        .assert()
        .code(0)
        .stdout(contains(": the optimum is exactly 1/2 (1 cell)\n"));
}
