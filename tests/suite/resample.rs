//! Samples of a survey as an axis of a sweep: those of `estimate --bootstrap`, with their seed in every line.

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::folder;
use crate::sweep::{good, run};

/// How the survey of the parks is estimated.
const ASKED: [&str; 12] = [
    "--bid",
    "bid1",
    "--answer",
    "answer1",
    "--bid2",
    "bid2",
    "--answer2",
    "answer2",
    "--terciles",
    "income",
    "--supply",
    "0.3",
];

fn parks() -> TempDir {
    let bids =
        std::fs::read_to_string(format!("{}/instances/data/park-bids.csv", crate::common::ROOT));
    folder(&[("bids.csv", &bids.unwrap())])
}

fn read(folder: &TempDir, file: &str) -> String {
    std::fs::read_to_string(folder.path().join(file)).unwrap()
}

/// The quantiles of `sweep summarize` are those of `estimate --bootstrap`.
#[test]
fn samples_are_those_of_the_bootstrap() {
    let folder = parks();
    let vary = ["sweep", "bids.csv", "--vary", "resample=0:9:10", "--set", "way=continuum"];
    good(&folder, &[&vary[..], &["--out", "s", "--"], &ASKED, &["--seed", "3"]].concat());
    let over =
        ["sweep", "summarize", "--manifest", "s/manifest.jsonl", "--over", "resample", "--json"];
    let found: Value = serde_json::from_str(&good(&folder, &over)).unwrap();
    assert_eq!(found["axes"], serde_json::json!(["resample_seed"]));
    let group = &found["groups"][0];
    assert_eq!((&group["rows"], &group["failed"]), (&Value::from(10), &Value::from(0)));
    let bootstrap = ["--bootstrap", "10", "--seed", "3", "--json", "--quiet"];
    let told = good(&folder, &[&["estimate", "bids.csv"], &ASKED[..], &bootstrap].concat());
    let expected: Value = serde_json::from_str(told.lines().nth(1).unwrap()).unwrap();
    let quantiles = &group["quantiles"][0]["quantiles"];
    for (place, name) in [(0, "low"), (2, "median"), (4, "high")] {
        let (found, expected) = (quantiles[place].as_f64(), expected["values"][name].as_f64());
        let (found, expected) = (found.unwrap(), expected.unwrap());
        assert!((found - expected).abs() < 1e-5 * expected, "{name}: {found} {expected}");
    }
}

/// Any number of samples, in any order, and beside any other axis: a sample is the same instance with the same id.
#[test]
fn a_sample_has_one_id_and_its_seed() {
    let folder = parks();
    let plan = |out: &str, values: &str, seed: &str| -> Vec<Value> {
        let of =
            ["sweep", "plan", "bids.csv", "--vary", "supply=1,2", "--vary", values, "--out", out];
        good(&folder, &[&of[..], &["--"], &ASKED, &["--seed", seed]].concat());
        let lines = read(&folder, &format!("{out}/manifest.jsonl"));
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let (many, few) = (plan("many", "resample=0:4:5", "7"), plan("few", "resample=3,1", "7"));
    let id = |lines: &[Value], resample: &str, supply: &str| {
        let is = |line: &&Value| line["resample"] == *resample && line["supply"] == *supply;
        lines.iter().find(is).unwrap()["id"].clone()
    };
    for (resample, supply) in [("1", "1"), ("3", "1"), ("3", "2")] {
        assert_eq!(id(&many, resample, supply), id(&few, resample, supply));
    }
    assert!(many.iter().all(|line| line["resample_seed"] == "7"));
    let mut ids: Vec<String> = many.iter().map(|line| line["id"].to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 10);
    assert_ne!(id(&many, "1", "1"), id(&plan("other", "resample=1", "8"), "1", "1"));
    // The instance that is shown is the sample, in whatever plan it stands, and it is an instance.
    let show = |plan: &str, index: &str| {
        let manifest = format!("{plan}/manifest.jsonl");
        let text = good(&folder, &["sweep", "show", "--manifest", &manifest, "--index", index]);
        let (place, content) = text.split_once('\n').unwrap();
        (place.to_owned(), content.to_owned())
    };
    let (place, three) = show("many", "3");
    assert!(place.starts_with("# instance 3: supply = 1, resample = 3"), "{place}");
    assert_eq!(show("few", "0").1, three);
    assert_ne!(show("many", "1").1, three);
    std::fs::write(folder.path().join("three.toml"), three).unwrap();
    good(&folder, &["solve", "three.toml", "--quiet"]);
}

#[test]
fn a_file_says_it_as_flags_do() {
    let folder = parks();
    let text = "base = \"bids.csv\"\n\n[estimate]\nbid = \"bid1\"\nanswer = \"answer1\"\n\
        bid2 = \"bid2\"\nanswer2 = \"answer2\"\nterciles = \"income\"\nsupply = 0.3\nseed = 1\n\n\
        [vary]\nresample = \"0:2:3\"\n";
    std::fs::write(folder.path().join("sweep.toml"), text).unwrap();
    good(&folder, &["sweep", "plan", "sweep.toml", "--out", "file"]);
    let flags = ["sweep", "plan", "bids.csv", "--vary", "resample=0:2:3", "--out", "flags", "--"];
    good(&folder, &[&flags[..], &ASKED, &["--seed", "1"]].concat());
    for name in ["manifest.jsonl", "plan.json"] {
        assert_eq!(read(&folder, &format!("file/{name}")), read(&folder, &format!("flags/{name}")));
    }
}

/// A sample without an estimate has a row that says so; the others have answers.
#[test]
fn a_sample_without_an_estimate_is_a_failed_row() {
    // A lognormal curve needs two amounts: one of nine samples of three people has one alone.
    let folder = folder(&[("few.csv", "wtp\n1\n2\n4\n")]);
    let of =
        ["sweep", "few.csv", "--vary", "resample=0:39:40", "--vary", "supply=1,2", "--out", "s"];
    let asked = ["--wtp", "wtp", "--estimator", "lognormal", "--supply", "0.3"];
    let run_all = [&of[..], &["--set", "grid=5", "--"], &asked].concat();
    good(&folder, &run_all);
    let rows = read(&folder, "s/merged.jsonl");
    let rows: Vec<Value> = rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    let failed: Vec<&Value> = rows.iter().filter(|row| row["status"] == "failed").collect();
    assert!(!failed.is_empty() && failed.len() < 40, "{}", failed.len());
    for row in failed {
        assert!(row["message"].as_str().unwrap().contains("few.csv"), "{row}");
    }
    let merged = std::fs::read(folder.path().join("s/merged.jsonl")).unwrap();
    good(&folder, &run_all);
    assert_eq!(merged, std::fs::read(folder.path().join("s/merged.jsonl")).unwrap());
}

#[test]
fn what_is_no_sample_is_refused() {
    let folder = parks();
    std::fs::write(folder.path().join("two.json"), crate::cli::TWO_TYPES).unwrap();
    let some = ["--wtp", "bid1", "--supply", "0.3"];
    for (arguments, words, message) in [
        (&["bids.csv", "--vary", "resample=0,1/2"][..], &some[..], "0.5 is no number of a sample"),
        (&["bids.csv", "--vary", "resample=0:9"], &some, "this range is no number of a sample"),
        (&["bids.csv", "--vary", "resample=100000"], &some, "expected whole numbers below 100000"),
        (
            &["bids.csv", "--vary", "resample=0,1"],
            &["--supply", "1", "--wtpp"],
            "flags of `estimate`: unexpected",
        ),
        (&["bids.csv", "--vary", "resample=0,1"], &["--wtp", "no", "--supply", "1"], "bids.csv"),
        (&["bids.csv", "--vary", "resample=0,1"], &[], "bids.csv: only a survey is drawn again"),
        (&["two.json", "--vary", "resample=0,1"], &[], "resample: only a survey is drawn again"),
        (&["bids.csv", "two.json", "--vary", "alpha=0,1"], &some, "is one file"),
    ] {
        let (code, stdout, stderr) =
            run(&folder, &[&["sweep"], arguments, &["--out", "no", "--"], words].concat());
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(message) && stderr.lines().count() == 1, "{arguments:?}: {stderr}");
        assert!(!folder.path().join("no/plan.json").exists());
    }
}
