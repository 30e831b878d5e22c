//! `ironproof verify`.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use super::{CONTINUOUS, TWO_TYPES, folder, ironproof, json_lines};

/// The first Ctrl-C keeps what is finished, and a part does not take the place of a whole.
#[cfg(unix)]
#[test]
fn an_interrupt_keeps_the_finished_rows() {
    let folder = folder(&[]);
    std::fs::create_dir(folder.path().join("results")).unwrap();
    std::fs::write(folder.path().join("results/verify-random.csv"), "a complete one").unwrap();
    let child = std::process::Command::new(env!("CARGO_BIN_EXE_ironproof"))
        .current_dir(&folder)
        .args(["verify", "--random", "10000000", "--seed", "1"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("of 10000000 instances are finished and written"), "{errors}");
    let whole = std::fs::read_to_string(folder.path().join("results/verify-random.csv")).unwrap();
    assert_eq!(whole, "a complete one");
    let csv = folder.path().join("results/verify-interrupted.csv");
    let csv = std::fs::read_to_string(csv).unwrap();
    assert!(csv.lines().count() > 5, "{csv}");
}

#[test]
fn verify_reports_the_stable_keys_and_writes_a_row_per_solve() {
    let folder = folder(&[("f1.json", TWO_TYPES), ("c.toml", CONTINUOUS)]);
    let output = ironproof(&folder).args(["verify", ".", "--json", "--out", "r"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = json_lines(&output.stdout);
    assert_eq!(lines.len(), 2);
    for line in &lines {
        for key in [
            "name",
            "value",
            "value_approx",
            "certified",
            "highs_value",
            "highs_abs_error",
            "agree",
        ] {
            assert!(!line[key].is_null(), "{key} is missing: {line}");
        }
        assert_eq!(line["agree"], true);
    }
    let csv = std::fs::read_to_string(folder.path().join("r/verify.csv")).unwrap();
    let mut rows = csv.lines();
    let header: Vec<&str> = rows.next().unwrap().split(',').collect();
    assert!(header.contains(&"incentive_violation") && header.contains(&"exact_bound"));
    assert!(rows.all(|row| row.split(',').count() == header.len()));
    assert!(csv.contains("highs-simplex,reduced,all") && csv.contains("microlp,gamma,adjacent"));
}

#[test]
fn verify_disproves_a_wrong_optimum() {
    let wrong = TWO_TYPES.replace("31/24", "31000001/24000000");
    let folder = folder(&[("f1.json", &wrong)]);
    ironproof(&folder)
        .args(["verify", "f1.json"])
        .assert()
        .code(1)
        .stdout(contains("the file claims the optimum 31000001/24000000").and(contains("NO")));
    let too_low = CONTINUOUS.replace("5/24", "0.2");
    let folder = super::folder(&[("c.toml", &too_low)]);
    ironproof(&folder)
        .args(["verify", "c.toml"])
        .assert()
        .code(1)
        .stdout(contains("exceeds the claimed continuous optimum"));
    let too_high = CONTINUOUS.replace("5/24", "0.20834");
    let folder = super::folder(&[("c.toml", &too_high)]);
    ironproof(&folder)
        .args(["verify", "c.toml"])
        .assert()
        .code(1)
        .stdout(contains("the exact bracket of the continuous optimum is "));
}

#[test]
fn a_broken_file_does_not_hide_the_others() {
    let folder = folder(&[
        ("a.json", "{"),
        ("b.json", TWO_TYPES),
        ("c.jsonl", &format!("{}\n{{\n", one_line())),
    ]);
    let output = ironproof(&folder).args(["verify", ".", "--json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(json_lines(&output.stdout).len(), 2);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("a.json: line 1") && errors.contains("c.jsonl: line 2"), "{errors}");
}

/// A path that is not there, a broken file, a wrong claim, a certificate that cannot be written: all are told, and so
/// is what is right.
#[test]
fn nothing_bad_hides_the_rest() {
    let wrong = TWO_TYPES.replace("31/24", "1/2").replace("F1", "F2");
    let folder = folder(&[("a.json", TWO_TYPES), ("bad.json", "{"), ("wrong.json", &wrong)]);
    let run = |arguments: &[&str]| {
        let output = ironproof(&folder)
            .args(["verify", "--json", "--lp-types", "0"])
            .args(arguments)
            .output()
            .unwrap();
        let names: Vec<_> = json_lines(&output.stdout)
            .iter()
            .map(|line| (line["name"].to_string(), line["certified"] == true))
            .collect();
        (output.status.code(), names, String::from_utf8(output.stderr).unwrap())
    };
    let right = ("\"F1\"".to_owned(), true);
    // What is verified is the optimum, whatever the file claims.
    let disproved = ("\"F2\"".to_owned(), true);
    let (code, names, stderr) = run(&["nowhere.json", "bad.json", "a.json", "wrong.json"]);
    assert_eq!((code, names), (Some(1), vec![right.clone(), disproved]), "{stderr}");
    assert!(stderr.contains("nowhere.json: ") && stderr.contains("bad.json: line 1"), "{stderr}");
    let (code, names, stderr) = run(&["nowhere.json", "a.json"]);
    assert_eq!((code, names), (Some(2), vec![right.clone()]), "{stderr}");
    assert!(stderr.contains("error: nowhere.json: "), "{stderr}");
    // The folder for certificates is a file.
    std::fs::create_dir(folder.path().join("r")).unwrap();
    std::fs::write(folder.path().join("r/certificates"), "").unwrap();
    let (code, names, stderr) = run(&["a.json", "bad.json", "--certificates", "--out", "r"]);
    assert_eq!((code, names), (Some(2), vec![right]), "{stderr}");
    assert!(
        stderr.contains("error: r/certificates") && stderr.contains("bad.json: line 1"),
        "{stderr}"
    );
}

fn one_line() -> String {
    TWO_TYPES.replace('\n', "")
}

#[test]
fn random_batches_are_reproducible() {
    let folder = folder(&[]);
    let batch = |seed: &str| {
        let output = ironproof(&folder)
            .args(["verify", "--random", "25", "--seed", seed, "--json"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let values = json_lines(&output.stdout);
        values.iter().map(|line| line["value"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(batch("3"), batch("3"));
    assert_ne!(batch("3"), batch("4"));
}

#[test]
fn instances_of_one_name_are_told_apart() {
    let other = TWO_TYPES.replace("\"F1\"", "\"F2\"");
    let folder = folder(&[("a.json", TWO_TYPES), ("b.json", TWO_TYPES), ("c.json", &other)]);
    let output = ironproof(&folder).args(["verify", ".", "--json", "--out", "r"]).output().unwrap();
    let names: Vec<_> = json_lines(&output.stdout)
        .iter()
        .map(|line| line["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["F1 (./a.json)", "F1 (./b.json)", "F2"]);
    let csv = std::fs::read_to_string(folder.path().join("r/verify.csv")).unwrap();
    assert!(csv.contains("\nF1 (./b.json),") && csv.contains("\nF2,"), "{csv}");
}
