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
        .stdout(contains("DISPROVED: the file claims the optimum 2083433333/10000000000"));
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
    check_refused(&folder, &["bounds", "bad.toml"], "quality: no proved bracket");
    ironproof(&folder).args(["bounds", "c.toml", "--width", "0"]).assert().code(2);
}
