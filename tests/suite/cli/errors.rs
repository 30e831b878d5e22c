//! Wrong input and wrong usage: one clear line, exit code 2, nothing written.

use predicates::str::{contains, is_empty};
use tempfile::TempDir;

use super::{CONTINUOUS, TWO_TYPES, check_refused, folder, ironproof};

#[test]
fn broken_finite_instances_get_one_clear_line() {
    let edits = [
        (
            "\"1/3\",\"weight\":\"3\"",
            "\"1/2\",\"weight\":\"3\"",
            "groups[0] (group `g1`): the probabilities sum to 7/6, not to 1",
        ),
        (
            "\"wtp\":\"2\"",
            "\"wtp\":\"1\"",
            "groups[0].types[1] (group `g1`): willingness to pay is not strictly increasing",
        ),
        ("\"mass\":\"1\"", "\"mass\":\"-1\"", "groups[0] (group `g1`): the mass is not positive"),
        (
            "\"weight\":\"3\"",
            "\"weight\":\"-3\"",
            "groups[0].types[0] (group `g1`): the weight is negative",
        ),
        ("\"level\":\"1\"", "\"level\":\"1.5\"", "quality[2]: the quality level is outside [0, 1]"),
        ("\"alpha\":\"1\"", "\"alpha\":\"one\"", "line 1, column 26: not a number: `one`"),
        ("\"alpha\":\"1\"", "\"alpha\":1", "a number in a string"),
        ("\"alpha\":\"1\"", "\"alpha\":\"-1\"", "alpha is negative"),
        (
            "{\"wtp\":\"2\",\"prob\":\"1/3\",\"weight\":\"1\"}",
            "{\"low\":\"1/2\",\"high\":\"2\",\"prob\":\"1/3\",\"weight\":\"1\",\"weighted_wtp\":\"1\"}",
            "groups[0].types[1] (group `g1`): willingness to pay is not strictly increasing",
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
        ("\"wtp\":\"1\",", "", "groups[0].types[0] (group `g1`): a type has either `wtp`"),
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

#[test]
fn names_stay_in_their_folder_and_certificates_do_not_collide() {
    let evil = TWO_TYPES.replace("\"F1\"", "\"../evil\"");
    let folder = folder(&[("bad.json", &evil)]);
    check_refused(&folder, &["export", "bad.json", "--out", "o"], "no slash");
    let folder = super::folder(&[("bad.toml", &CONTINUOUS.replace("reserve", "a/b"))]);
    check_refused(&folder, &["discretize", "bad.toml", "--out", "o"], "no slash");
    let folder = super::folder(&[("a.json", TWO_TYPES), ("b.json", TWO_TYPES)]);
    ironproof(&folder)
        .args(["verify", "a.json", "b.json", "--certificates"])
        .assert()
        .code(2)
        .stderr(contains("b.json: the name `F1` is also that of a.json"));
    assert!(!folder.path().join("results").exists());
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
fn files_that_are_no_text_or_empty_are_told() {
    let folder = TempDir::new().unwrap();
    for name in ["bad.json", "bad.jsonl", "bad.toml"] {
        std::fs::write(folder.path().join(name), b"\n\xff\n").unwrap();
        check_refused(&folder, &["solve", name], &format!("{name}: line 2: not text in UTF-8"));
        std::fs::write(folder.path().join(name), b" \n").unwrap();
        check_refused(&folder, &["solve", name], &format!("{name}: the file is empty"));
    }
    std::fs::write(folder.path().join("bad.toml"), b"\xff").unwrap();
    check_refused(&folder, &["bounds", "bad.toml"], "bad.toml: line 1: not text in UTF-8");
}

#[test]
fn wrong_values_of_flags_are_told_with_their_rule() {
    let folder = folder(&[("f1.json", TWO_TYPES), ("c.toml", CONTINUOUS)]);
    for (line, rule) in [
        ("verify --random 0", "'0' for '--random <N>': expected a whole number of at least 1"),
        ("verify --random -1", "'-1' for '--random <N>': expected a whole number of at least 1"),
        ("certify m.mps --time-limit -1", "expected a number of seconds, 0 or more"),
        ("bench accuracy --proof-limit -1", "expected a number of seconds, 0 or more"),
        ("verify f1.json --time-limit 0", "expected a number of seconds, more than 0"),
        ("verify f1.json --solvers foo", "expected one of highs-simplex, highs-ipm,"),
        ("bounds c.toml --width 0", "'0' for '--width <W>': expected a number of more than 0"),
        ("bounds c.toml --width -1", "'-1' for '--width <W>': expected a number of more than 0"),
        ("oracle m.mps --solver foo --answer a", "--solver foo: expected NAME=PROGRAM or one of"),
        ("claims", "instances: no such folder; the claims are checked on the instances of the"),
        ("claims --instances nowhere", "or give their folder as --instances DIR"),
    ] {
        ironproof(&folder)
            .args(line.split(' '))
            .assert()
            .code(2)
            .stdout(is_empty())
            .stderr(contains(rule));
    }
}
