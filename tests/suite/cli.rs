//! The binary as a user calls it: output, files, exit codes, errors.

use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, is_empty};
use tempfile::TempDir;

const TWO_TYPES: &str = r#"{"name":"F1","alpha":"1",
 "groups":[{"label":"g1","mass":"1","types":[{"wtp":"1","prob":"1/3","weight":"3"},
  {"wtp":"2","prob":"1/3","weight":"1"},{"wtp":"3","prob":"1/3","weight":"1/2"}]}],
 "quality":[{"level":"0","mass":"1/3"},{"level":"0.5","mass":"1/3"},{"level":"1","mass":"1/3"}],"optimum":"31/24"}"#;

const CONTINUOUS: &str = r#"
name = "reserve"
alpha = "1"
optimum = "5/24"
[quality]
kind = "uniform"
low = "0"
high = "1"
[[group]]
label = "all"
mass = 1
wtp = { kind = "uniform", low = "0", high = "1" }
weight = { kind = "constant", value = "0" }
"#;

fn ironproof(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ironproof"));
    command.current_dir(folder);
    command
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn json_lines(output: &[u8]) -> Vec<serde_json::Value> {
    String::from_utf8_lossy(output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn solve_prints_the_value_and_the_segments() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    ironproof(&folder)
        .args(["solve", "f1.json"])
        .assert()
        .code(0)
        .stdout(contains("F1: value 1.291667 (exactly 31/24)").and(contains("market")));
    let output =
        ironproof(&folder).args(["solve", "f1.json", "--json", "--certify"]).output().unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["value"], "31/24");
    assert_eq!(document["certified"], true);
    assert_eq!(document["name"], "F1");
    assert!(document["value_approx"].as_f64().unwrap() > 1.29);
}

#[test]
fn solve_gives_the_listed_optimum_of_every_line() {
    let folder = folder(&[("all.jsonl", include_str!("../data/finite.jsonl"))]);
    let output = ironproof(&folder).args(["solve", "all.jsonl", "--json"]).output().unwrap();
    let lines = json_lines(&output.stdout);
    let listed = crate::common::listed();
    assert_eq!(lines.len(), listed.len());
    for (line, instance) in lines.iter().zip(listed) {
        assert_eq!(line["value"], instance.optimum.unwrap().to_string(), "{}", instance.name);
    }
}

/// The first Ctrl-C keeps what is finished.
#[cfg(unix)]
#[test]
fn an_interrupt_keeps_the_finished_rows() {
    let folder = folder(&[]);
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
    let csv = std::fs::read_to_string(folder.path().join("results/verify-random.csv")).unwrap();
    assert!(csv.lines().count() > 5, "{csv}");
}

#[test]
fn solve_writes_the_types_the_plot_and_a_certificate_that_verifies() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    ironproof(&folder)
        .args([
            "solve",
            "f1.json",
            "--types-csv",
            "t.csv",
            "--plot",
            "p.svg",
            "--certificate",
            "f1.cert",
        ])
        .assert()
        .code(0);
    let csv = std::fs::read_to_string(folder.path().join("t.csv")).unwrap();
    assert_eq!(csv.lines().count(), 4);
    assert!(csv.contains("g1,3,3,3,1/3,1/2,1,9/4,3/4,"), "{csv}");
    let svg = std::fs::read_to_string(folder.path().join("p.svg")).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("expected quality"));
    let certificate = std::fs::read_to_string(folder.path().join("f1.cert")).unwrap();
    let verified =
        ironproof_verifier::verify(TWO_TYPES, &certificate, ironproof_verifier::Incentives::All);
    assert_eq!(verified.unwrap().value().to_string(), "31/24");
}

#[test]
fn certificates_list_multipliers_or_name_pools() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    let mut sizes = Vec::new();
    for form in ["listed", "tight"] {
        ironproof(&folder)
            .args(["solve", "f1.json", "--certify", "--multipliers", form, "--certificate", form])
            .assert()
            .code(0);
        let certificate = std::fs::read_to_string(folder.path().join(form)).unwrap();
        assert_eq!(certificate.contains("\ntight\n"), form == "tight");
        assert_eq!(certificate.contains("\ndual "), form == "listed");
        let verdict = ironproof_verifier::verify(
            TWO_TYPES,
            &certificate,
            ironproof_verifier::Incentives::All,
        );
        assert!(verdict.is_ok());
        sizes.push(certificate.len());
    }
    assert!(sizes[1] < sizes[0]);
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
    let folder = self::folder(&[("c.toml", &too_low)]);
    ironproof(&folder)
        .args(["verify", "c.toml"])
        .assert()
        .code(1)
        .stdout(contains("exceeds the claimed continuous optimum"));
    let too_high = CONTINUOUS.replace("5/24", "0.20834");
    let folder = self::folder(&[("c.toml", &too_high)]);
    ironproof(&folder)
        .args(["verify", "c.toml"])
        .assert()
        .code(1)
        .stdout(contains("the continuous optimum is proved to be from"));
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

fn one_line() -> String {
    TWO_TYPES.replace('\n', "")
}

#[test]
fn broken_finite_instances_get_one_clear_line() {
    let edits = [
        (
            "\"1/3\",\"weight\":\"3\"",
            "\"1/2\",\"weight\":\"3\"",
            "groups[0]: the probabilities sum to 7/6, not to 1",
        ),
        (
            "\"wtp\":\"2\"",
            "\"wtp\":\"1\"",
            "groups[0].types[1]: willingness to pay is not strictly increasing",
        ),
        ("\"mass\":\"1\"", "\"mass\":\"-1\"", "groups[0]: the mass is not positive"),
        ("\"weight\":\"3\"", "\"weight\":\"-3\"", "groups[0].types[0]: the weight is negative"),
        ("\"level\":\"1\"", "\"level\":\"1.5\"", "quality[2]: the quality level is outside [0, 1]"),
        ("\"alpha\":\"1\"", "\"alpha\":\"one\"", "line 1, column 26: not a number: `one`"),
        ("\"alpha\":\"1\"", "\"alpha\":1", "a number in a string"),
        ("\"alpha\":\"1\"", "\"alpha\":\"-1\"", "alpha is negative"),
        (
            "{\"wtp\":\"2\",\"prob\":\"1/3\",\"weight\":\"1\"}",
            "{\"low\":\"1/2\",\"high\":\"2\",\"prob\":\"1/3\",\"weight\":\"1\",\"weighted_wtp\":\"1\"}",
            "groups[0].types[1]: willingness to pay is not strictly increasing",
        ),
        ("\"name\"", "\"nome\":\"x\",\"name\"", "unknown field `nome`"),
        ("\"label\":\"g1\"", "\"label\":\"\"", "groups[0]: the label is empty"),
        ("\"alpha\":\"1\",", "", "missing field `alpha`"),
        (
            "\"level\":\"0.5\"",
            "\"level\":\"0\"",
            "quality[1]: quality levels are not strictly increasing",
        ),
        ("\"mass\":\"1/3\"},", "\"mass\":\"0\"},", "quality[0]: the mass is not positive"),
        ("\"wtp\":\"1\",", "", "groups[0].types[0]: a type has either `wtp`"),
        ("\"1/3\",\"weight\":\"3\"", "\"1/0\",\"weight\":\"3\"", "not a number: `1/0`"),
    ];
    for (from, to, message) in edits {
        assert!(TWO_TYPES.contains(from), "{from}");
        let folder = folder(&[("bad.json", &TWO_TYPES.replacen(from, to, 1))]);
        check_refused(&folder, &["solve", "bad.json", "--types-csv", "t.csv"], message);
        assert!(!folder.path().join("t.csv").exists(), "something was written");
    }
}

#[test]
fn broken_continuous_instances_get_one_clear_line() {
    let edits = [
        ("kind = \"uniform\", low", "kind = \"unifrom\", low", "unifrom"),
        ("alpha = \"1\"", "alpha = \"1..0\"", "1..0"),
        ("mass = 1", "mass = -1", "mass"),
        ("value = \"0\"", "value = \"-1\"", "weight"),
        ("label = \"all\"", "lable = \"all\"", "lable"),
        ("[[group]]", "[group]", "group"),
        ("high = \"1\" }", "high = \"-1\" }", "wtp"),
        ("high = \"1\"\n", "high = \"2\"\n", "high"),
        ("alpha = \"1\"", "alpha = \"1", "3:11: not TOML"),
        ("name = \"reserve\"", "name = \"\"", "name"),
    ];
    for (from, to, message) in edits {
        assert!(CONTINUOUS.contains(from), "{from}");
        let folder = folder(&[("bad.toml", &CONTINUOUS.replacen(from, to, 1))]);
        check_refused(&folder, &["solve", "bad.toml"], message);
    }
}

/// Exit code 2, nothing on stdout, one line on stderr that names the file and the rule.
#[track_caller]
fn check_refused(folder: &TempDir, arguments: &[&str], message: &str) {
    let output = ironproof(folder).args(arguments).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "not refused: {message}: {errors}");
    assert!(output.stdout.is_empty());
    assert_eq!(errors.trim_end().lines().count(), 1, "{errors}");
    assert!(errors.starts_with("error: bad."), "{errors}");
    assert!(errors.contains(message), "expected `{message}` in: {errors}");
}

#[test]
fn names_stay_in_their_folder_and_certificates_do_not_collide() {
    let evil = TWO_TYPES.replace("\"F1\"", "\"../evil\"");
    let folder = folder(&[("bad.json", &evil)]);
    check_refused(&folder, &["export", "bad.json", "--out", "o"], "no slash");
    let folder = self::folder(&[("bad.toml", &CONTINUOUS.replace("reserve", "a/b"))]);
    check_refused(&folder, &["discretize", "bad.toml", "--out", "o"], "no slash");
    let folder = self::folder(&[("a.json", TWO_TYPES), ("b.json", TWO_TYPES)]);
    ironproof(&folder)
        .args(["verify", "a.json", "b.json", "--certificates"])
        .assert()
        .code(2)
        .stderr(contains("b.json: the name `F1` is also that of a.json"));
    assert!(!folder.path().join("results").exists());
}

#[test]
fn an_output_does_not_replace_the_input() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    ironproof(&folder).args(["solve", "f1.json", "--plot", "f1.json"]).assert().code(2);
    assert_eq!(std::fs::read_to_string(folder.path().join("f1.json")).unwrap(), TWO_TYPES);
}

#[test]
fn solve_reports_a_false_claim() {
    let folder = folder(&[("f1.json", &TWO_TYPES.replace("31/24", "1/2"))]);
    ironproof(&folder)
        .args(["solve", "f1.json"])
        .assert()
        .code(1)
        .stderr(contains("f1.json: the file claims the optimum 1/2"));
}

#[test]
fn missing_files_and_wrong_usage_exit_with_2() {
    let folder = folder(&[("f1.json", TWO_TYPES), ("notes.txt", "")]);
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    for arguments in [
        &["verify", "nowhere.json"] as &[&str],
        &["verify", "notes.txt"],
        &["verify", "empty"],
        &["verify"],
        &["solve", "f1.json", "--grid", "0"],
        &["verify", "f1.json", "--solvers", "cplex"],
        &["frobnicate"],
        &["verify", "--random", "0"],
        &["solve", "f1.json", "--plot", "f1.json/p.svg"],
    ] {
        ironproof(&folder).args(arguments).assert().code(2).stdout(is_empty());
    }
}

#[test]
fn discretize_and_export_write_what_the_verifier_reads() {
    let folder = folder(&[("c.toml", CONTINUOUS)]);
    for arguments in [
        &["discretize", "c.toml", "--grid", "7", "--levels", "3", "--out", "o"] as &[&str],
        &[
            "export",
            "c.toml",
            "--grid",
            "7",
            "--levels",
            "3",
            "--format",
            "certificate",
            "--out",
            "o",
        ],
        &["export", "c.toml", "--grid", "7", "--levels", "3", "--format", "mps", "--out", "o"],
        &[
            "export",
            "c.toml",
            "--grid",
            "7",
            "--levels",
            "3",
            "--format",
            "lp",
            "--formulation",
            "reduced",
            "--out",
            "o",
        ],
    ] {
        ironproof(&folder).args(arguments).assert().code(0);
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join("o").join(name)).unwrap();
    let verified = ironproof_verifier::verify(
        &read("reserve.json"),
        &read("reserve.cert"),
        ironproof_verifier::Incentives::All,
    );
    assert!(verified.is_ok());
    assert!(read("reserve.mps").contains("IC(") && read("reserve.lp").contains("Q("));
    // On stdout the same text.
    let output = ironproof(&folder)
        .args(["export", "c.toml", "--grid", "7", "--levels", "3", "--format", "mps"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), read("reserve.mps"));
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

/// A reader that closes the pipe early must not see a panic.
#[test]
fn a_closed_pipe_is_no_panic() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_ironproof"))
        .current_dir(&folder)
        .args(["export", "f1.json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[test]
fn help_lists_the_verbs_in_the_order_of_the_work() {
    let folder = folder(&[]);
    let output = ironproof(&folder).arg("--help").output().unwrap();
    let help = String::from_utf8_lossy(&output.stdout).into_owned();
    let places: Vec<usize> = ["solve ", "verify ", "bounds ", "path ", "discretize ", "export "]
        .iter()
        .map(|verb| help.find(verb).unwrap())
        .collect();
    assert!(places.is_sorted(), "{help}");
    assert!(help.contains("Exit codes: 0 all verified"));
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md").exists());
}
