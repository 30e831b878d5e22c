//! `certify --iis`, `--sensitivity`, `--vertices` and `--lexicographic`.

use serde_json::Value;
use tempfile::TempDir;

use super::{folder, ironproof, json_lines};

const SHOP: &str = "max\n 3 chairs + 2 tables\nst\n wood: chairs + tables <= 4\n paint: chairs + 3 tables <= 6\nbounds\n \
                    chairs <= 3\nend\n";
const SHIFT: &str = "min\n work\nst\n need: work + hired >= 10\n hours: work <= 6\n budget: 2 hired + spare <= 5\n other: work \
                     + spare >= 1\nend\n";
const MANY: &str = "max\n x + y\nst\n cap: x + y <= 1\n rest: z - x >= 0\nend\n";
const LINE: &str = "max\n 0 x\nst\n cap: x + y <= 2\nbounds\n x free\n y free\nend\n";
const DOWN: &str = "min\n y\nst\n cap: x + y >= 1\nbounds\n x free\nend\n";

fn here() -> TempDir {
    folder(&[
        ("shop.lp", SHOP),
        ("shift.lp", SHIFT),
        ("many.lp", MANY),
        ("down.lp", DOWN),
        ("line.lp", LINE),
    ])
}

/// Exit code, stdout and stderr.
#[track_caller]
fn run(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let output = ironproof(folder).arg("certify").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn json(folder: &TempDir, arguments: &[&str]) -> Value {
    let (code, stdout, stderr) = run(folder, &[arguments, &["--json"]].concat());
    assert_eq!(code, 0, "{stderr}");
    json_lines(stdout.as_bytes()).remove(0)
}

#[test]
fn a_subsystem_is_a_model_that_people_open() {
    let folder = here();
    let found = json(&folder, &["shift.lp", "--iis"]);
    assert_eq!(found["iis"]["certified"], true);
    let members = found["iis"]["members"].as_array().unwrap();
    let names: Vec<&str> = members.iter().map(|member| member["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["need", "hours", "budget", "spare"]);
    assert_eq!(members[3]["kind"], "column");
    for file in ["iis.lp", "iis.mps"] {
        let (code, _, stderr) = run(&folder, &["shift.lp", "--iis-out", file]);
        assert_eq!(code, 0, "{stderr}");
        let (_, stdout, _) = run(&folder, &[file, "--quiet"]);
        assert_eq!(stdout, "verified infeasible\n");
        // Without any row it is feasible: the other rows are there, and `other` never was.
        let text = std::fs::read_to_string(folder.path().join("iis.lp")).unwrap();
        assert!(!text.contains("other"), "{text}");
        for name in ["need", "hours", "budget"] {
            let start = format!(" {name}:");
            let fewer: String = text
                .lines()
                .filter(|line| !line.starts_with(&start))
                .flat_map(|line| [line, "\n"])
                .collect();
            std::fs::write(folder.path().join("fewer.lp"), fewer).unwrap();
            let (_, stdout, _) = run(&folder, &["fewer.lp", "--quiet"]);
            assert_eq!(stdout, "verified optimal 0\n", "without {name}");
        }
    }
}

#[test]
fn true_slopes_stand_beside_those_of_the_basis() {
    let folder = here();
    let found = json(&folder, &["shop.lp", "--sensitivity"]);
    let wood = &found["sensitivity"]["bounds"][0];
    assert_eq!((&wood["slope_down"], &wood["until_down"]), (&"2".into(), &"3".into()));
    assert_eq!((&wood["slope_up"], &wood["until_up"]), (&"0".into(), &Value::Null));
    assert_eq!(found["sensitivity"]["costs"].as_array().unwrap().len(), 2);
    assert_eq!(found["sensitivity"]["bounds"].as_array().unwrap().len(), 5);
    let some = json(&folder, &["shop.lp", "--sensitivity", "--only", "paint", "--only", "tables"]);
    assert_eq!(some["sensitivity"]["costs"].as_array().unwrap().len(), 1);
    assert_eq!(some["sensitivity"]["bounds"].as_array().unwrap().len(), 2);
    let (_, csv, _) = run(&folder, &["shop.lp", "--sensitivity", "--as", "csv", "--quiet"]);
    assert_eq!(csv.lines().count(), 1 + 2 + 5);
    assert!(csv.lines().nth(3).unwrap().starts_with("bound,row,wood,upper,4,4.0,"), "{csv}");
}

#[test]
fn all_optima_and_the_smallest_one() {
    let folder = here();
    let (code, stdout, _) =
        run(&folder, &["many.lp", "--vertices", "9", "--lexicographic", "--quiet"]);
    let expected = "verified optimal 1\n\
                    optimal face: 2 vertices, all (exact); the optima go on for ever\n  \
                    vertex: y = 1\n  vertex: x = 1, z = 1\n  ray: z = 1\n\
                    lexicographically smallest optimum (exact, by 4 linear programs)\n  y = 1\n";
    assert_eq!((code, stdout.as_str()), (0, expected));
    let one = json(&folder, &["many.lp", "--vertices", "1"]);
    assert_eq!(one["vertices"]["complete"], false);
    assert_eq!(one["vertices"]["vertices"].as_array().unwrap().len(), 1);
    let (code, stdout, _) = run(&folder, &["down.lp", "--lexicographic", "--quiet"]);
    let least = "verified optimal 0\nlexicographically smallest optimum (exact, by 3 linear programs)\n  x = 1\n";
    assert_eq!((code, stdout.as_str()), (0, least));
    let (code, stdout, _) =
        run(&folder, &["line.lp", "--vertices", "9", "--lexicographic", "--quiet"]);
    let none = "verified optimal 0\n\
                optimal face: no vertex, because it contains lines (exact)\n  line: x = -1, y = 1\n\
                no lexicographically smallest optimum: x has no least value\n";
    assert_eq!((code, stdout.as_str()), (0, none));
}

#[test]
fn what_does_not_fit_the_verdict_is_a_note() {
    let folder = here();
    for (arguments, note) in [
        (["shop.lp", "--iis"], "--iis: the model is not infeasible\n"),
        (["shift.lp", "--sensitivity"], "--sensitivity: the model has no optimum\n"),
        (["shift.lp", "--lexicographic"], "--lexicographic: the model has no optimum\n"),
    ] {
        let (code, stdout, stderr) = run(&folder, &arguments);
        assert_eq!(code, 0);
        assert!(stdout.starts_with("verified "));
        assert!(stderr.contains(note), "{stderr}");
        let (_, json, _) = run(&folder, &[&arguments[..], &["--json"]].concat());
        assert!(!json.contains("\"iis\"") && !json.contains("\"sensitivity\""), "{json}");
    }
    let (code, _, stderr) = run(&folder, &["shop.lp", "--iis-out", "iis.lp"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(!folder.path().join("iis.lp").exists());
}

#[test]
fn a_limit_of_time_is_the_exit_code() {
    let folder = here();
    for question in ["--iis", "--sensitivity", "--lexicographic"] {
        let (code, _, stderr) = run(&folder, &["shop.lp", question, "--time-limit", "0"]);
        assert_eq!(code, 3, "{stderr}");
        assert!(stderr.contains(&format!("{question}: the time limit came first")), "{stderr}");
    }
}

#[test]
fn wrong_flags_are_errors_before_the_work() {
    let folder = here();
    for (arguments, error) in [
        (
            &["shop.lp", "--sensitivity", "--only", "wod"][..],
            "error: --only wod: the model has no row or column of this name\n",
        ),
        (
            &["shift.lp", "--iis-out", "iis.txt"],
            "error: --iis-out iis.txt: expected *.mps or *.lp\n",
        ),
        (
            &["shift.lp", "--iis-out", "iis.lp.gz"],
            "error: --iis-out iis.lp.gz: expected *.mps or *.lp\n",
        ),
    ] {
        let (code, stdout, stderr) = run(&folder, arguments);
        assert_eq!((code, stdout.as_str(), stderr.as_str()), (2, "", error));
    }
    for arguments in [&["shop.lp", "--only", "wood"][..], &["shop.lp", "--vertices", "0"]] {
        assert_eq!(run(&folder, arguments).0, 2);
    }
}
