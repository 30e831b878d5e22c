//! Sweeps: the same bytes whatever happens to the processes that make the rows.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{CONTINUOUS, TWO_TYPES, folder, ironproof};

const FILES: [(&str, &str); 2] = [("two.json", TWO_TYPES), ("reserve.toml", CONTINUOUS)];

/// Runs the program; exit code, stdout and stderr.
pub fn run(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = ironproof(folder).args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// The same where it must succeed.
#[track_caller]
pub fn good(folder: &TempDir, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = run(folder, arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {stdout}{stderr}");
    stdout
}

/// A plan of 120 instances that take some milliseconds each.
const PLAN: [&str; 8] = [
    "reserve.toml",
    "--vary",
    "alpha=0.5:2:12",
    "--vary",
    "supply=0.1:1:10",
    "--set",
    "grid=300",
    "--quiet",
];

fn plan(folder: &TempDir, out: &str) {
    good(folder, &[&["sweep", "plan"], &PLAN[..], &["--out", out]].concat());
}

fn merged(folder: &TempDir, out: &str) -> Vec<u8> {
    let manifest = format!("{out}/manifest.jsonl");
    good(folder, &["sweep", "merge", "--manifest", &manifest, "--quiet"]);
    std::fs::read(folder.path().join(out).join("merged.jsonl")).unwrap()
}

/// What an undisturbed run gives.
fn undisturbed(folder: &TempDir) -> Vec<u8> {
    plan(folder, "calm");
    good(folder, &["sweep", "run", "--manifest", "calm/manifest.jsonl", "--quiet"]);
    let rows = merged(folder, "calm");
    assert_eq!(rows.split(|byte| *byte == b'\n').count(), 121);
    rows
}

fn files(folder: &TempDir, sub: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.path().join(sub)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn spawn(folder: &TempDir, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ironproof"));
    command.current_dir(folder).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

#[test]
fn a_plan_has_the_same_bytes_everywhere() {
    let folder = folder(&FILES);
    let plan = |out: &str, threads: &str| {
        let of = ["sweep", "plan", "two.json", "--vary", "alpha=0:2", "--random", "2500"];
        good(&folder, &[&of[..], &["--out", out, "--threads", threads]].concat());
        ["manifest.jsonl", "plan.json"]
            .map(|file| std::fs::read(folder.path().join(out).join(file)).unwrap())
    };
    let one = plan("one", "1");
    assert_eq!(one, plan("two", "2"));
    // The same plan may be made again; another one is refused.
    assert_eq!(one, plan("one", "2"));
    let (code, _, stderr) =
        run(&folder, &["sweep", "plan", "two.json", "--vary", "alpha=0:2:5", "--out", "one"]);
    assert_eq!(code, Some(2));
    assert!(stderr.contains("this folder holds another sweep"), "{stderr}");
    assert_eq!(one[0], std::fs::read(folder.path().join("one/manifest.jsonl")).unwrap());
}

/// The values are those of `solve` on the instance that `sweep show` prints.
#[test]
fn rows_say_what_solve_says() {
    let folder = folder(&FILES);
    let many = [
        "--vary",
        "alpha=0:2:3",
        "--vary",
        "groups[g1].types[1].weight=1:2:2",
        "--vary",
        "wtp:g1=1,3/2",
    ];
    good(&folder, &[&["sweep", "two.json"], &many[..], &["--certify", "--out", "s"]].concat());
    let rows = std::fs::read_to_string(folder.path().join("s/merged.jsonl")).unwrap();
    assert_eq!(rows.lines().count(), 12);
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        let index = row["index"].to_string();
        let text =
            good(&folder, &["sweep", "show", "--manifest", "s/manifest.jsonl", "--index", &index]);
        std::fs::write(folder.path().join("one.json"), text).unwrap();
        let solved =
            good(&folder, &["solve", "one.json", "--json", "--certificate", "one.cert", "--quiet"]);
        let solved: Value = serde_json::from_str(&solved).unwrap();
        for key in ["value", "revenue", "quality", "served"] {
            assert_eq!(row[key], solved[key], "{key} of {row}");
        }
        let certificate = std::fs::read(folder.path().join("one.cert")).unwrap();
        assert_eq!(row["certificate"], digest(&certificate));
    }
}

fn digest(bytes: &[u8]) -> String {
    ironproof::digest::sha256(bytes)
}

#[test]
fn shards_in_any_number_and_order_merge_to_the_same_bytes() {
    let folder = folder(&FILES);
    let calm = undisturbed(&folder);
    for (k, batch) in [(1, "7"), (3, "1000"), (7, "4")] {
        let out = format!("shards{k}");
        plan(&folder, &out);
        let manifest = format!("{out}/manifest.jsonl");
        for i in (1..=k).rev() {
            let shard = format!("{i}/{k}");
            let of = ["sweep", "run", "--manifest", &manifest, "--shard", &shard, "--batch", batch];
            good(&folder, &of);
            // Once more does nothing.
            let again = good(&folder, &[&of[..], &["--json"]].concat());
            assert!(again.contains("\"new\":0,"), "{again}");
        }
        assert_eq!(merged(&folder, &out), calm);
    }
}

/// Killed at random moments, and started again until it is finished.
#[test]
fn kills_lose_nothing() {
    let folder = folder(&FILES);
    let calm = undisturbed(&folder);
    // A run is killed after a tenth to four tenths of the time that all takes. Where the machine was busy meanwhile, that
    // is too late, and all begins again with half of the time.
    let of =
        ["sweep", "run", "--manifest", "timed/manifest.jsonl", "--batch", "3", "--threads", "1"];
    plan(&folder, "timed");
    let begun = std::time::Instant::now();
    good(&folder, &of);
    let mut all = begun.elapsed();
    plan(&folder, "kills");
    let of = of.map(|word| if word.starts_with("timed") { "kills/manifest.jsonl" } else { word });
    let (mut state, mut n_killed) = (1_u64, 0);
    loop {
        let mut child = spawn(&folder, &of);
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let percent = u32::try_from(10 + (state >> 33) % 31).unwrap();
        std::thread::sleep(all * percent / 100);
        let is_over = child.try_wait().unwrap().is_some();
        // Kill -9.
        let _ = child.kill();
        let _ = child.wait();
        if is_over && n_killed > 1 {
            break;
        }
        if is_over {
            std::fs::remove_dir_all(folder.path().join("kills")).unwrap();
            plan(&folder, "kills");
            all /= 2;
        }
        n_killed = if is_over { 0 } else { n_killed + 1 };
        assert!(n_killed < 500, "it never ends");
    }
    assert_eq!(merged(&folder, "kills"), calm);
    // Nothing but rows is left.
    let is_row = |path: &PathBuf| path.extension().is_some_and(|end| end == "jsonl");
    good(&folder, &of);
    assert!(files(&folder, "kills/rows").iter().all(is_row));
}

/// A damaged line is told, and only its row is made again; so are cut off, foreign and empty files.
#[test]
fn damaged_rows_alone_are_made_again() {
    let folder = folder(&FILES);
    let calm = undisturbed(&folder);
    plan(&folder, "damage");
    let run_all =
        ["sweep", "run", "--manifest", "damage/manifest.jsonl", "--batch", "20", "--json"];
    good(&folder, &run_all);
    let rows = files(&folder, "damage/rows");
    assert_eq!(rows.len(), 6);
    // A changed digit, a line that is cut off at the end of its file, a file that is gone, one of another sweep.
    let text = std::fs::read_to_string(&rows[0]).unwrap();
    let changed = text.replacen("\"value\":\"", "\"value\":\"1", 1);
    std::fs::write(&rows[0], changed).unwrap();
    let text = std::fs::read_to_string(&rows[1]).unwrap();
    std::fs::write(&rows[1], &text[..text.len() - 30]).unwrap();
    std::fs::remove_file(&rows[2]).unwrap();
    good(&folder, &["sweep", "two.json", "--vary", "alpha=1:2:2", "--out", "other", "--quiet"]);
    std::fs::copy(
        &files(&folder, "other/rows")[0],
        folder.path().join("damage/rows/foreign.jsonl"),
    )
    .unwrap();
    std::fs::write(folder.path().join("damage/rows/empty.jsonl"), "").unwrap();
    let (code, stdout, _) =
        run(&folder, &["sweep", "status", "--manifest", "damage/manifest.jsonl", "--json"]);
    let status: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(code, Some(3));
    assert_eq!((&status["missing"], &status["foreign"]), (&Value::from(22), &Value::from(2)));
    let damaged = status["damaged"].to_string();
    assert!(damaged.contains(":1: damaged") && damaged.contains(":20: damaged"), "{damaged}");
    let ran: Value = serde_json::from_str(&good(&folder, &run_all)).unwrap();
    assert_eq!((&ran["new"], &ran["there"]), (&Value::from(22), &Value::from(98)));
    assert_eq!(merged(&folder, "damage"), calm);
    let (code, stdout, _) =
        run(&folder, &["sweep", "status", "--manifest", "damage/manifest.jsonl", "--json"]);
    assert_eq!(code, Some(0));
    assert!(stdout.contains("\"damaged\":[]"), "{stdout}");
}

/// A manifest or plan that is not what was planned is an error, and no row of it is made.
#[test]
fn a_damaged_manifest_is_refused() {
    let folder = folder(&FILES);
    for (file, from, to, error) in [
        (
            "manifest.jsonl",
            "\"alpha\":\"1\"",
            "\"alpha\":\"3\"",
            "changed after the sweep was planned",
        ),
        ("manifest.jsonl", "{\"index\":1,", "{\"index\":7,", "changed after the sweep was planned"),
        ("plan.json", "\"n\": 2,", "\"n\": 1,", "its checksum is another"),
        ("plan.json", "{", "", "no plan of a sweep"),
    ] {
        let out = TempDir::new_in(&folder).unwrap();
        let out = out.path().file_name().unwrap().to_str().unwrap().to_owned();
        good(&folder, &["sweep", "plan", "two.json", "--vary", "alpha=1:2:2", "--out", &out]);
        let path = folder.path().join(&out).join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let manifest = format!("{out}/manifest.jsonl");
        let (code, _, stderr) = run(&folder, &["sweep", "run", "--manifest", &manifest]);
        assert_eq!(code, Some(2), "{stderr}");
        assert!(stderr.contains(error) && stderr.lines().count() == 1, "{stderr}");
        assert!(!Path::new(&format!("{out}/rows")).exists());
    }
}

/// Lines that are no rows, in files whose rows are whole: the rows stay, and the file with the lines stays beside them.
#[test]
fn lines_without_rows_lose_no_row() {
    let folder = folder(&FILES);
    let line = ["sweep", "two.json", "--vary", "alpha=1:2:6", "--out", "s", "--quiet"];
    good(&folder, &line);
    let calm = std::fs::read(folder.path().join("s/merged.jsonl")).unwrap();
    for extra in ["\n", "{\"index\":3", "garbage\n"] {
        let rows = files(&folder, "s/rows");
        let text = std::fs::read_to_string(&rows[0]).unwrap();
        std::fs::write(&rows[0], format!("{text}{extra}")).unwrap();
        good(&folder, &line);
        assert_eq!(std::fs::read(folder.path().join("s/merged.jsonl")).unwrap(), calm);
        assert_eq!(std::fs::read_to_string(&rows[0]).unwrap(), text);
        let beside = rows[0].with_extension("jsonl.damaged");
        assert_eq!(std::fs::read_to_string(&beside).unwrap(), format!("{text}{extra}"));
        std::fs::remove_file(beside).unwrap();
    }
}

/// The data that an instance names belong to the plan: other data are another instance.
#[test]
fn changed_data_are_refused() {
    let folder = folder(&[
        ("a.csv", "wtp,mass\n1,0.5\n2,0.5\n"),
        (
            "a.toml",
            "name = \"a\"\nalpha = \"1\"\n[quality]\nkind = \"uniform\"\nlow = \"0\"\nhigh = \"1\"\n\
             [[group]]\nlabel = \"all\"\nmass = \"1\"\nwtp = { kind = \"table\", file = \"a.csv\" }\n\
             weight = { kind = \"constant\", value = \"2\" }\n",
        ),
    ]);
    good(&folder, &["sweep", "plan", "a.toml", "--vary", "alpha=1,2", "--out", "s"]);
    let data =
        files(&folder, "s").into_iter().find(|path| path.extension().unwrap() == "csv").unwrap();
    std::fs::write(&data, "wtp,mass\n1,0.5\n3,0.5\n").unwrap();
    let (code, _, stderr) = run(&folder, &["sweep", "run", "--manifest", "s/manifest.jsonl"]);
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.contains("changed after the sweep was planned"), "{stderr}");
}

/// An instance that cannot be solved has a row that says why, and does not hide the others.
#[test]
fn failed_instances_are_kept_and_tried_again_on_request() {
    let folder = folder(&FILES);
    let out = ["sweep", "two.json", "--vary", "groups[g1].mass=-1,0,1", "--out", "f"];
    let shown = good(&folder, &out);
    assert!(shown.contains("2 have no answer"), "{shown}");
    let rows = std::fs::read_to_string(folder.path().join("f/merged.jsonl")).unwrap();
    let rows: Vec<Value> = rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    assert_eq!(rows[0]["status"], "failed");
    assert!(rows[0]["message"].as_str().unwrap().contains("mass"), "{}", rows[0]);
    assert_eq!(rows[2]["value"], "31/24");
    let again = good(&folder, &["sweep", "retry", "--manifest", "f/manifest.jsonl", "--json"]);
    assert!(again.contains("\"there\":1,\"new\":2,\"failed\":2"), "{again}");
    let again = std::fs::read(folder.path().join("f/merged.jsonl")).unwrap();
    assert_eq!(merged(&folder, "f"), again);
}

#[test]
fn two_runs_at_once_neither_lose_nor_double_rows() {
    let folder = folder(&FILES);
    let calm = undisturbed(&folder);
    plan(&folder, "both");
    let of = ["sweep", "run", "--manifest", "both/manifest.jsonl", "--threads", "1"];
    let children =
        ["2", "3", "50"].map(|batch| spawn(&folder, &[&of[..], &["--batch", batch]].concat()));
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(merged(&folder, "both"), calm);
}

#[test]
fn a_budget_and_sigterm_keep_what_is_done() {
    let folder = folder(&FILES);
    let calm = undisturbed(&folder);
    let slow = ["reserve.toml", "--vary", "alpha=0.5:2:1000", "--set", "grid=20000"];
    good(&folder, &[&["sweep", "plan"], &slow[..], &["--out", "slow"]].concat());
    let of = ["sweep", "run", "--manifest", "slow/manifest.jsonl", "--threads", "1", "--json"];
    let (code, stdout, _) = run(&folder, &[&of[..], &["--time-budget", "1"]].concat());
    let ran: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, &ran["finished"]), (Some(3), &Value::from(false)), "{ran}");
    let n_new = ran["new"].as_u64().unwrap();
    assert!(0 < n_new && n_new < 1000, "{ran}");
    // SIGTERM: the process ends by itself, with the same exit code, and its rows are there.
    let mut child = spawn(&folder, &of);
    std::thread::sleep(Duration::from_millis(1500));
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(3));
    let (_, stdout, _) =
        run(&folder, &["sweep", "status", "--manifest", "slow/manifest.jsonl", "--json"]);
    let status: Value = serde_json::from_str(&stdout).unwrap();
    assert!(n_new < status["rows"].as_u64().unwrap(), "{status}");
    // Tasks that the engine of this machine runs, by name of another engine.
    plan(&folder, "local");
    good(
        &folder,
        &["sweep", "submit", "--manifest", "local/manifest.jsonl", "--tasks", "5", "--quiet"],
    );
    assert_eq!(merged(&folder, "local"), calm);
}

#[test]
fn errors_say_what_there_is() {
    let folder = folder(&FILES);
    for (arguments, message) in [
        (
            &["two.json", "--vary", "weight:poor=1:2:2"][..],
            "no field `weight:poor` in F1; it has alpha, supply, wtp, weight:g1",
        ),
        (&["two.json", "--vary", "alpha=high"], "alpha: `high` is no number"),
        (
            &["two.json", "--vary", "grid=0"],
            "grid: `0` is none of its values; expected a whole number from 1",
        ),
        (&["two.json", "--vary", "alpha=0:1"], "alpha: a grid needs a number of values"),
        (&["two.json", "--vary", "alpha=1", "--vary", "alpha=2"], "alpha varies twice"),
        (&["two.json", "--vary", "value=1"], "value is a column of every row"),
        (&["two.json", "--vary", "alpha=1", "--set", "way=continuum"], "F1 is a finite instance"),
        (&["two.json", "--vary", "base=0:5:3"], "base is the choice among instance files"),
        (
            &["--claims", "P4", "--random", "1000000000000000000", "--block", "1"],
            "at most 1000000000 blocks",
        ),
        (&["two.json"], "two.json"),
        (&["none.json", "--vary", "alpha=1"], "none.json: "),
    ] {
        let (code, stdout, stderr) =
            run(&folder, &[&["sweep"], arguments, &["--out", "errors"]].concat());
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(message) && stderr.lines().count() == 1, "{stderr}");
    }
    let missing = ["sweep", "run", "--manifest", "nowhere/manifest.jsonl"];
    let (code, _, stderr) = run(&folder, &missing);
    assert_eq!(code, Some(2));
    assert!(
        stderr.contains("nowhere/plan.json") && stderr.contains("`ironproof sweep plan`"),
        "{stderr}"
    );
    std::fs::create_dir(folder.path().join("planned")).unwrap();
    let (code, _, stderr) = run(&folder, &["sweep", "status", "--manifest", "planned"]);
    assert_eq!(code, Some(2));
    assert!(stderr.contains("name the manifest in it: planned/manifest.jsonl"), "{stderr}");
}

/// A summary of a part of the rows says so in every form that has room for it, and its exit code is not that of all rows.
#[test]
fn a_summary_of_a_part_says_so() {
    let folder = folder(&FILES);
    let of = ["--vary", "alpha=0:2:5", "--vary", "wtp=1:2:5", "--out", "s"];
    good(&folder, &[&["sweep", "plan", "two.json"], &of[..]].concat());
    let manifest = ["--manifest", "s/manifest.jsonl"];
    run(&folder, &[&["sweep", "run"], &manifest[..], &["--shard", "2/3"]].concat());
    for what in [&["--over", "alpha"][..], &["--map", "alpha", "wtp"]] {
        let summary = |more: &[&str]| {
            run(&folder, &[&["sweep", "summarize"], &manifest[..], what, more].concat())
        };
        for quiet in [&[][..], &["--quiet"]] {
            for form in ["text", "json", "csv", "latex", "markdown"] {
                let (code, stdout, stderr) = summary(&[&["--as", form], quiet].concat());
                assert_eq!(code, Some(3), "{form}: {stderr}");
                assert!(
                    stderr.starts_with("8 of 25 instances have a row: `sweep run`"),
                    "{stderr}"
                );
                let says = match form {
                    "csv" => true,
                    "json" => stdout.contains(r#""instances":25,"missing":17"#),
                    _ => stdout.contains("8 of 25 instances have a row: this is about them alone"),
                };
                assert!(says, "{form}: {stdout}");
            }
        }
        let (code, whole, stderr) = summary(&["--partial"]);
        assert_eq!((code, stderr.as_str()), (Some(0), "8 of 25 instances have a row\n"));
        assert_eq!(summary(&["--partial", "--quiet"]), (Some(0), whole, String::new()));
    }
    run(&folder, &[&["sweep", "run"], &manifest[..]].concat());
    let all = [&["sweep", "summarize"], &manifest[..], &["--over", "alpha"]].concat();
    let (code, stdout, stderr) = run(&folder, &all);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert!(!stdout.contains("instances have a row"), "{stdout}");
}

/// A map has a letter or a gap for each of its cells, however wide it is, and no more letters in a line than fit.
#[test]
fn a_map_shows_gaps_and_wide_maps_fit() {
    let folder = folder(&FILES);
    let map = |out: &str, alphas: &str, run_more: &[&str], more: &[&str]| {
        let of = ["--vary", alphas, "--vary", "wtp=1,2", "--out", out];
        good(&folder, &[&["sweep", "plan", "two.json"], &of[..]].concat());
        let manifest = format!("{out}/manifest.jsonl");
        run(&folder, &[&["sweep", "run", "--manifest", &manifest], run_more].concat());
        let of = ["sweep", "summarize", "--manifest", &manifest, "--map", "alpha", "wtp"];
        let text = good(&folder, &[&of[..], &["--partial", "--quiet"], more].concat());
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        assert!(lines.iter().all(|line| line.len() <= 80), "{text}");
        lines
    };
    // Two lines of five values: the second half has neither the first values, nor the last one of the other line.
    let part = map("part", "alpha=1:5:5", &["--shard", "2/2"], &["--refine", "2"]);
    assert_eq!(part[0], "5 of 10 instances have a row: this is about them alone");
    assert_eq!(
        part[2].split_whitespace().collect::<Vec<_>>(),
        ["wtp", "\\", "alpha", "3", "4", "5"]
    );
    let gaps: usize = part[3..5].iter().map(|line| line.matches(" -").count()).sum();
    assert_eq!(gaps, 1, "{part:?}");
    assert_eq!(part[5], "  -  no row yet, or no answer");
    let wide = map("wide", "alpha=0:2:48", &[], &[]);
    assert_eq!(wide[1], "  wtp  alpha 0 to 2 in 48 values");
    let letters = |line: &str| line.split_whitespace().last().unwrap().len();
    assert_eq!((letters(&wide[2]), letters(&wide[3])), (48, 48));
    let wider = map("wider", "alpha=0:2:101", &[], &[]);
    assert_eq!(wider[1], "  wtp  alpha 0 to 1.98 in 34 values, 1 of 3");
    assert_eq!(letters(&wider[2]), 34);
}

/// What is handed over can be copied into a shell, and what an engine says about an error is read in one line.
#[test]
#[cfg(unix)]
fn an_engine_is_told_and_heard_in_one_line() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&FILES);
    good(&folder, &["sweep", "plan", "two.json", "--vary", "alpha=1,2", "--out", "a b"]);
    let of = ["sweep", "submit", "--manifest", "a b/manifest.jsonl", "--engine", "slurm"];
    let job = [&of[..], &["--tasks", "2"]].concat();
    let shown = good(&folder, &[&job[..], &["--dry-run", "--", "--comment=so it is"]].concat());
    assert!(shown.starts_with("2 tasks for slurm: nothing was handed over\n"), "{shown}");
    let command = shown.lines().nth(1).unwrap();
    assert!(command.starts_with("  sbatch --parsable '--comment=so it is' '/"), "{command}");
    let sbatch = |script: &str| {
        let path = folder.path().join("sbatch");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ironproof"));
        let output = command.args(&job).current_dir(&folder).env("PATH", folder.path()).output();
        let output = output.unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, stdout, _) = sbatch("echo 17");
    assert_eq!((code, stdout.lines().next()), (Some(0), Some("2 tasks for slurm: job 17")));
    let (code, _, stderr) =
        sbatch("echo 'sbatch: one' >&2; echo >&2; echo 'sbatch: two' >&2; exit 1");
    let said = "error: sbatch refuses: sbatch: one; sbatch: two; --dry-run prints the job\n";
    assert_eq!((code, stderr.as_str()), (Some(2), said));
}

/// A block of the random search is a row, and all of them are what `claims` counts.
#[test]
fn a_search_in_blocks_counts_what_claims_counts() {
    let folder = folder(&[]);
    let all =
        ["sweep", "--claims", "P4", "R1", "--random", "2000", "--seed", "3", "--block", "300"];
    let shown = good(&folder, &[&all[..], &["--out", "search", "--json"]].concat());
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["instances"], 7);
    let solver = ironproof::certificate::certify;
    let claims = ["P4", "R1"].map(|id| ironproof::claims::by_id(id).unwrap());
    let one = ironproof::claims::validate::over_random(&claims, 3, 0..2000, solver, |_| ());
    let parts: Vec<_> = one.parts.iter().flatten().collect();
    for (found, part) in shown["claims"].as_array().unwrap().iter().zip(&parts) {
        assert_eq!(found["checked"], part.checked);
        let reached: Vec<u64> = found["branches"]
            .as_array()
            .unwrap()
            .iter()
            .map(|branch| branch["reached"].as_u64().unwrap())
            .collect();
        assert_eq!(reached, part.branches);
    }
    assert_eq!(shown["claims"].as_array().unwrap().len(), parts.len());
    // `claims --resume` goes on from there.
    let root = crate::common::ROOT;
    let more =
        ["claims", "P4", "R1", "--random", "2000", "--seed", "3", "--resume", "--out", "search"];
    let instances = format!("{root}/instances");
    let text = good(&folder, &[&more[..], &["--instances", &instances, "--quiet"]].concat());
    assert!(text.contains("counted by earlier runs"), "{text}");
    // A search that went further stays, and one of another seed is no part of it.
    let further =
        ["claims", "P4", "R1", "--random", "2500", "--seed", "3", "--resume", "--out", "search"];
    good(&folder, &[&further[..], &["--instances", &instances, "--quiet"]].concat());
    let kept = || std::fs::read(folder.path().join("search/claims-search.json")).unwrap();
    let before = kept();
    good(&folder, &[&all[..], &["--out", "search", "--quiet"]].concat());
    assert_eq!(kept(), before);
}

/// Another program reads what is merged.
#[test]
fn merged_rows_are_a_table_for_other_programs() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let folder = folder(&FILES);
    let of = [
        "sweep",
        "two.json",
        "--vary",
        "alpha=0:2:3",
        "--vary",
        "supply=1,2",
        "--parquet",
        "--out",
        "t",
    ];
    good(&folder, &of);
    let file = std::fs::File::open(folder.path().join("t/merged.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 6);
    let text = std::fs::read_to_string(folder.path().join("t/merged.csv")).unwrap();
    assert_eq!(text.lines().count(), 7);
    let columns: Vec<String> = rows[5].get_column_iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(columns.join(","), text.lines().next().unwrap());
    let shown = rows[5].to_string();
    assert!(shown.contains("alpha: \"2\"") && shown.contains("index: 5"), "{shown}");
}

/// The name of an axis may end as that of a double does.
#[test]
fn an_axis_is_a_text_in_parquet_whatever_its_name() {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    let folder = folder(&[]);
    let instance = format!("{}/instances/applications/public-housing.toml", crate::common::ROOT);
    let axis = "group[low income].weight.at_low";
    let vary = format!("{axis}=3,4");
    let all = ["sweep", &instance, "--vary", &vary, "--set", "grid=10", "--out", "t", "--parquet"];
    good(&folder, &all);
    let file = std::fs::File::open(folder.path().join("t/merged.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert!(rows[1].to_string().contains(&format!("{axis}: \"4\"")), "{}", rows[1]);
}

/// Engines read a path in their own way: some characters in it would be orders.
#[test]
fn paths_that_engines_would_change_are_refused() {
    let folder = folder(&FILES);
    for (name, is_usual) in [("a b'c", true), ("a%j", false), ("a\nb", false), ("a\"b", false)] {
        good(&folder, &["sweep", "plan", "two.json", "--vary", "alpha=1,2", "--out", name]);
        let manifest = format!("{name}/manifest.jsonl");
        let job = ["sweep", "submit", "--manifest", &manifest, "--engine", "slurm", "--tasks", "2"];
        let (code, stdout, stderr) = run(&folder, &[&job[..], &["--dry-run"]].concat());
        assert_eq!(code, Some(if is_usual { 0 } else { 2 }), "{stderr}");
        assert_eq!(stdout.contains("--output=\"/"), is_usual, "{stdout}");
    }
    plan(&folder, "long");
    let long = ["sweep", "run", "--manifest", "long/manifest.jsonl", "--time-budget"];
    good(&folder, &[&long[..], &["18446744073709551615"]].concat());
}

/// Settings are axes too: ways to solve agree, and a policy is worth less than the optimum.
#[test]
fn settings_vary_too() {
    let folder = folder(&FILES);
    let ways =
        ["sweep", "reserve.toml", "--vary", "way=ironing,continuum,highs-simplex", "--out", "ways"];
    good(&folder, &ways);
    let rows = |out: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(folder.path().join(out).join("merged.jsonl")).unwrap();
        text.lines().map(|row| serde_json::from_str(row).unwrap()).collect()
    };
    let found = rows("ways");
    assert_eq!(found[0]["value"], found[2]["value"]);
    assert!(found[1]["value_approx"].as_f64() > found[0]["value_approx"].as_f64());
    assert!(found[2]["error"].as_f64().unwrap() < 1e-9);
    good(
        &folder,
        &["sweep", "two.json", "--vary", "policy=market;price=2;optimum", "--out", "policies"],
    );
    let found = rows("policies");
    assert_eq!(found[0]["optimum"], "31/24");
    assert_eq!(found[2]["value"], "31/24");
    let grids = ["sweep", "reserve.toml", "two.json", "--vary", "grid=10,20", "--out", "grids"];
    good(&folder, &grids);
    let found = rows("grids");
    assert_eq!(found.len(), 4);
    assert_ne!(found[0]["value"], found[1]["value"]);
    assert_eq!(found[2]["value"], found[3]["value"]);
}

/// Each round halves where the structure changes, and the map agrees with the rows of the plan.
#[test]
fn a_map_is_refined_where_the_structure_changes() {
    let folder = folder(&[]);
    let instance = format!("{}/instances/applications/public-housing.toml", crate::common::ROOT);
    let of = ["--vary", "supply=0.25:1.75:4", "--vary", "alpha=0.5,1,2", "--vary", "grid=10,20"];
    good(&folder, &[&["sweep", &instance], &of[..], &["--out", "m", "--quiet"]].concat());
    let before = std::fs::read(folder.path().join("m/merged.jsonl")).unwrap();
    let map = |rounds: &str| -> Value {
        let all =
            ["sweep", "summarize", "--manifest", "m/manifest.jsonl", "--map", "supply", "alpha"];
        let more = ["--refine", rounds, "--plot", "map.svg", "--json", "--quiet"];
        serde_json::from_str(&good(&folder, &[&all[..], &more[..]].concat())).unwrap()
    };
    let widths = |map: &Value| -> Vec<f64> {
        let end = |change: &Value, key: &str| change[key].as_f64().unwrap();
        let changes = map["changes"].as_array().unwrap().iter();
        changes.map(|it| end(it, "to_approx") - end(it, "from_approx")).collect()
    };
    let (coarse, fine) = (map("0"), map("3"));
    assert_eq!(coarse["cells"].as_array().unwrap().len(), 12);
    assert_eq!(coarse["cells"][0]["rows"], 2);
    assert!(!widths(&coarse).is_empty());
    assert!(widths(&coarse).iter().all(|width| *width == 0.5), "{coarse}");
    assert!(widths(&fine).iter().any(|width| *width <= 0.125), "{fine}");
    // Shares are those of the plan, and its rows stay what they were.
    assert_eq!(coarse["structures"][0]["share"], fine["structures"][0]["share"]);
    assert_eq!(merged(&folder, "m"), before);
    assert!(std::fs::read_to_string(folder.path().join("map.svg")).unwrap().contains("<svg"));
    let over = ["sweep", "summarize", "--manifest", "m/manifest.jsonl", "--over", "grid", "--json"];
    let found: Value = serde_json::from_str(&good(&folder, &over)).unwrap();
    assert_eq!(found["groups"].as_array().unwrap().len(), 12);
    assert_eq!(found["groups"][0]["rows"], 2);
    // A part of the rows: what is told is open, and more rows later are other points to refine.
    good(&folder, &[&["sweep", "plan", &instance], &of[..], &["--out", "p"]].concat());
    let part = ["sweep", "run", "--manifest", "p/manifest.jsonl", "--shard", "2/3"];
    run(&folder, &part);
    let refine =
        ["sweep", "summarize", "--manifest", "p/manifest.jsonl", "--map", "supply", "alpha"];
    let refine = [&refine[..], &["--refine", "2"]].concat();
    let (code, stdout, stderr) = run(&folder, &refine);
    assert_eq!(code, Some(3), "{stderr}");
    assert!(stderr.contains("8 of 24 instances have a row: `sweep run`"), "{stderr}");
    assert!(stdout.starts_with("8 of 24 instances have a row: this is about them"), "{stdout}");
    good(&folder, &part[..4]);
    good(&folder, &refine);
    let (code, _, stderr) = run(
        &folder,
        &["sweep", "summarize", "--manifest", "m/manifest.jsonl", "--map", "supply", "beta"],
    );
    assert_eq!(code, Some(2));
    assert!(stderr.contains("no axis `beta`"), "{stderr}");
    let (code, _, stderr) = run(&folder, &[&refine[..5], &["supply", "supply"]].concat());
    assert_eq!(code, Some(2));
    assert!(stderr.contains("two different axes") && stderr.contains("`supply` twice"), "{stderr}");
    // Between two grids there is no grid in the middle.
    let (code, _, stderr) = run(
        &folder,
        &[
            "sweep",
            "summarize",
            "--manifest",
            "m/manifest.jsonl",
            "--map",
            "grid",
            "alpha",
            "--refine",
            "1",
        ],
    );
    assert_eq!(code, Some(2));
    assert!(stderr.contains("between two values of `grid` there is none"), "{stderr}");
}

/// Rows are read one by one: 60,000 of them as JSON would take more memory than there is.
#[test]
#[cfg(target_os = "linux")]
fn many_rows_take_little_memory() {
    const KILOBYTES: u32 = 200_000;
    let folder = folder(&FILES);
    let many = ["sweep", "plan", "two.json", "--vary", "alpha=0:2:300", "--vary", "wtp=1:2:200"];
    good(&folder, &[&many[..], &["--out", "s"]].concat());
    good(&folder, &["sweep", "run", "--manifest", "s/manifest.jsonl", "--quiet"]);
    for verb in
        ["status", "merge --parquet", "summarize --over alpha", "summarize --over alpha,wtp"]
    {
        let (verb, flags) = verb.split_once(' ').unwrap_or((verb, ""));
        let program = env!("CARGO_BIN_EXE_ironproof");
        let command = format!(
            "ulimit -v {KILOBYTES} && exec {program} sweep {verb} --manifest s/manifest.jsonl {flags} --threads 1"
        );
        let output = Command::new("sh").args(["-c", &command]).current_dir(&folder).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{verb}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// A certificate that is missing is made, and the rows stay what they are.
#[test]
fn certificates_of_rows_that_are_there_are_made() {
    let folder = folder(&FILES);
    let of = ["sweep", "plan", "two.json", "--vary", "alpha=0:2:5", "--certify", "--out", "s"];
    good(&folder, &of);
    let sweep = ["sweep", "run", "--manifest", "s/manifest.jsonl"];
    good(&folder, &sweep);
    let before = (merged(&folder, "s"), files(&folder, "s/rows"));
    let keep = [&sweep[..], &["--certificates", "certificates", "--json"]].concat();
    let made = |text: &str| -> (Value, Value) {
        let found: Value = serde_json::from_str(text).unwrap();
        (found["certificates"].clone(), found["new"].clone())
    };
    assert_eq!(made(&good(&folder, &keep)), (5.into(), 0.into()));
    assert_eq!(made(&good(&folder, &keep)), (0.into(), 0.into()));
    let all = files(&folder, "certificates");
    assert_eq!(all.len(), 5);
    let text = std::fs::read(&all[2]).unwrap();
    std::fs::remove_file(&all[2]).unwrap();
    assert_eq!(made(&good(&folder, &keep)), (1.into(), 0.into()));
    assert_eq!(std::fs::read(&all[2]).unwrap(), text);
    assert_eq!((merged(&folder, "s"), files(&folder, "s/rows")), before);
    for row in String::from_utf8(before.0).unwrap().lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        let file = format!("certificates/{}.cert", row["id"].as_str().unwrap());
        assert_eq!(row["certificate"], digest(&std::fs::read(folder.path().join(file)).unwrap()));
    }
}

/// What is shown says where it stands, and on its grid it is what the row and the certificate are about.
#[test]
fn an_instance_is_shown_with_its_factors() {
    let folder = folder(&FILES);
    let vary = ["--vary", "supply=0.5,1.5", "--vary", "weight:all=1,2", "--set", "grid=7"];
    let keep = ["--certify", "--certificates", "c", "--out", "s"];
    good(&folder, &[&["sweep", "reserve.toml"], &vary[..], &keep].concat());
    let show = |index: &str, more: &[&str]| {
        let of = ["sweep", "show", "--manifest", "s/manifest.jsonl", "--index", index];
        good(&folder, &[&of[..], more].concat())
    };
    assert!(show("3", &[]).starts_with("# instance 3: supply = 1.5, weight:all = 2\n"));
    std::fs::write(folder.path().join("three.json"), show("3", &["--finite"])).unwrap();
    let rows = std::fs::read_to_string(folder.path().join("s/merged.jsonl")).unwrap();
    let row: Value = serde_json::from_str(rows.lines().nth(3).unwrap()).unwrap();
    let solved = good(&folder, &["solve", "three.json", "--json", "--quiet"]);
    let solved: Value = serde_json::from_str(&solved).unwrap();
    assert_eq!(row["value"], solved["value"]);
    let certificate = format!("c/{}.cert", row["id"].as_str().unwrap());
    let accepted = ironproof_verdict_of(&folder, "three.json", &certificate);
    assert_eq!(accepted, row["value"].as_str().unwrap());
    let (code, _, stderr) =
        run(&folder, &["sweep", "show", "--manifest", "s/manifest.jsonl", "--index", "4"]);
    assert_eq!(
        (code, stderr.contains("the manifest has 4 instances")),
        (Some(2), true),
        "{stderr}"
    );
    good(
        &folder,
        &["sweep", "reserve.toml", "--vary", "alpha=1,2", "--set", "way=continuum", "--out", "c2"],
    );
    let (code, _, stderr) = run(
        &folder,
        &["sweep", "show", "--manifest", "c2/manifest.jsonl", "--index", "0", "--finite"],
    );
    assert_eq!(
        (code, stderr.contains("in the continuum, and on no grid")),
        (Some(2), true),
        "{stderr}"
    );
}

/// The value that the checker accepts.
fn ironproof_verdict_of(folder: &TempDir, instance: &str, certificate: &str) -> String {
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let verdict = ironproof::verdict::instance("three", &read(instance), &read(certificate));
    verdict.unwrap().value().unwrap().to_string()
}

/// A kill may come when the last row is kept and the file of its time is not: the next run has nothing to write there.
#[test]
fn what_a_killed_run_left_is_removed() {
    let folder = folder(&FILES);
    good(&folder, &["sweep", "two.json", "--vary", "alpha=0,1", "--out", "s"]);
    let left = ["s/rows/.ironproof-abcdef.tmp", "s/times/.ironproof-ABC123.tmp"];
    for name in left {
        std::fs::write(folder.path().join(name), "half a row").unwrap();
    }
    good(&folder, &["sweep", "run", "--manifest", "s/manifest.jsonl"]);
    assert!(left.iter().all(|name| !folder.path().join(name).exists()));
}
