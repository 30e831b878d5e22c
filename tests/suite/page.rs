//! Pages of `report`: what they say is what the verbs say, what is in them can be checked, and names are no markup.

use std::process::Command;

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use crate::cli::{CONTINUOUS, TWO_TYPES, folder, ironproof};

const PARK: &str = include_str!("../../instances/applications/park-income.toml");

fn page(folder: &tempfile::TempDir, file: &str) -> String {
    let arguments = ["report", file, "--out", "page.html", "--quiet"];
    ironproof(folder).args(arguments).assert().success().stdout("");
    std::fs::read_to_string(folder.path().join("page.html")).unwrap()
}

/// The file that a link of the page saves under this name.
fn saved(page: &str, name: &str) -> String {
    let link = format!("<a download=\"{name}\" href=\"data:text/plain;charset=utf-8,");
    let (_, rest) = page.split_once(&link).expect(name);
    let mut bytes = Vec::new();
    let mut rest = rest.split('"').next().unwrap().as_bytes();
    while let [first, more @ ..] = rest {
        rest = more;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(&more[..2]).unwrap();
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
        rest = &more[2..];
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_is_saved_from_a_page_is_verified() {
    for (name, text) in [("a.toml", PARK), ("a.json", TWO_TYPES)] {
        let folder = folder(&[(name, text)]);
        let page = page(&folder, name);
        for file in ["instance.json", "certificate.txt"] {
            let text = saved(&page, file);
            std::fs::write(folder.path().join(file), &text).unwrap();
            let digest = Command::new("sha256sum").arg(folder.path().join(file)).output().unwrap();
            let digest = String::from_utf8(digest.stdout).unwrap();
            let digest = digest.split(' ').next().unwrap();
            assert!(page.contains(&format!("<code>{digest}</code>")), "{name}: {file} is {digest}");
        }
        let checker = std::path::Path::new(env!("CARGO_BIN_EXE_ironproof"))
            .with_file_name("ironproof-verifier");
        let run = Command::new(checker)
            .args(["instance.json", "certificate.txt"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(run.status.success(), "{name}: {run:?}");
    }
}

#[test]
fn numbers_of_a_page_are_those_of_the_verbs() {
    let folder = folder(&[("a.toml", PARK)]);
    let page = page(&folder, "a.toml");
    for (verb, flags) in [
        ("solve", &[][..]),
        ("compare", &["--policy", "market", "--width", "1e-6"]),
        ("explain", &[]),
    ] {
        let json = ironproof(&folder)
            .args([verb, "a.toml", "--as", "markdown", "--quiet"])
            .args(flags)
            .output()
            .unwrap();
        let text = String::from_utf8(json.stdout).unwrap();
        let mut n_cells = 0;
        for cell in
            text.lines().filter(|line| line.starts_with("| ")).flat_map(|line| line.split('|'))
        {
            let cell = cell.trim().replace('\\', "");
            if cell.contains(|c: char| c.is_ascii_digit()) {
                assert!(page.contains(&format!(">{cell}</td>")), "{verb}: {cell}");
                n_cells += 1;
            }
        }
        assert!(verb == "explain" || 20 < n_cells, "{verb}: {n_cells}");
        // Sentences too.
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('|')).skip(1) {
            let line = line.replace('\\', "").replace('>', "&gt;");
            assert!(page.contains(&line), "{verb}: {line}");
        }
    }
    let again = self::page(&folder, "a.toml");
    assert!(page == again, "the same file makes the same page");
    // It loads nothing.
    for start in ["src=\"http", "href=\"http", "src=\"//", "url(", "@import"] {
        assert!(!page.contains(start), "{start}");
    }
}

#[test]
fn names_are_no_markup() {
    let name = "<script>alert(1)</script>\\\"'&";
    let text = CONTINUOUS.replace("label = \"all\"", &format!("label = \"{name}\""));
    assert_ne!(text, CONTINUOUS);
    let folder = folder(&[("a.toml", &text)]);
    let page = page(&folder, "a.toml");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"));
    assert_eq!(page.matches("<script>").count(), 1, "the page's own");
    let csv = folder.path().join("t.csv");
    std::fs::write(csv, format!("a,{name}\n1,<img onerror=x>\n")).unwrap();
    let table = self::page(&folder, "t.csv");
    assert!(!table.contains("<img") && table.contains("&lt;img onerror=x&gt;"));
}

#[test]
fn what_is_missing_is_said() {
    // Costs per unit of quality fall.
    let levels = "kind = \"levels\"\nlevels = [{ level = \"1/2\", mass = \"1\", cost = \"1/2\" }, \
                  { level = \"1\", mass = \"1\", cost = \"1/2\" }]\n";
    let uniform = "kind = \"uniform\"\nlow = \"0\"\nhigh = \"1\"\n";
    let falling = CONTINUOUS.replacen(uniform, levels, 1).replace("optimum = \"5/24\"\n", "");
    let folder = folder(&[("a.toml", &falling)]);
    let page = page(&folder, "a.toml");
    assert!(page.contains("Not on this page: the optimum without a grid"));
    assert!(page.contains("<em>verified</em>"));
    assert!(page.contains("These numbers are of a grid of 40 types."));
    // No mechanism raises so much.
    let floor = "\n[[constraint]]\nwhat = \"revenue\"\ngroups = [\"all\"]\nat_least = \"100\"\n";
    std::fs::write(folder.path().join("b.toml"), format!("{CONTINUOUS}{floor}")).unwrap();
    ironproof(&folder)
        .args(["report", "b.toml", "--out", "b.html"])
        .assert()
        .code(2)
        .stderr(contains("b.toml: no mechanism satisfies the side constraints"));
    assert!(!folder.path().join("b.html").exists());
}

#[test]
fn a_page_of_no_table_is_an_error() {
    let folder = folder(&[("t.csv", "a,b\n1\n")]);
    let run = |arguments: &[&str]| ironproof(&folder).args(arguments).assert().code(2);
    run(&["report", "t.csv", "--out", "p.html"]).stderr(contains("t.csv: this is no CSV"));
    run(&["report", "t.csv", "--policy", "market", "--out", "p.html"])
        .stderr(contains("leave out --policy"));
    run(&["report", "t.csv"]).stderr(contains("say where, --out PAGE.html"));
    run(&["report", "none.toml", "--out", "p.html"])
        .stderr(contains("none.toml").and(contains("p.html").not()));
    assert!(!folder.path().join("p.html").exists());
}

/// Samples of twelve respondents, and the estimators that their answers allow.
#[test]
fn a_page_says_how_sure_the_data_are() {
    let bids = "income,bid,answer\n1,5,yes\n2,10,no\n3,5,yes\n4,20,no\n5,10,yes\n6,20,no\n\
                7,5,no\n8,10,yes\n9,20,yes\n10,5,yes\n11,10,no\n12,20,no\n";
    let folder = folder(&[("bids.csv", bids), ("other.toml", CONTINUOUS), ("none.json", "{}\n")]);
    let estimate =
        ["estimate", "bids.csv", "--bid", "bid", "--answer", "answer", "--supply", "0.3"];
    let run = |flags: &[&str]| {
        let output = ironproof(&folder).args(estimate).args(flags).arg("--quiet").output().unwrap();
        assert!(output.status.success(), "{output:?}");
        output.stdout
    };
    run(&["--out", "a.toml"]);
    for (file, flags) in [
        ("boot.json", &["--bootstrap", "5", "--json"][..]),
        ("enc.json", &["--encodings", "--json"]),
    ] {
        std::fs::write(folder.path().join(file), run(flags)).unwrap();
    }
    let quiet = ["--out", "page.html", "--over", "alpha", "--quiet"];
    let both = ["report", "a.toml", "--uncertainty", "boot.json", "--uncertainty", "enc.json"];
    ironproof(&folder).args(both).args(quiet).assert().success();
    let page = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(page.contains("How sure are the data?"));
    assert!(page.contains("says nothing about how precise the data are"));
    // The numbers are those that `estimate` prints.
    let said =
        [run(&["--bootstrap", "5", "--as", "markdown"]), run(&["--encodings", "--as", "markdown"])];
    let mut n_cells = 0;
    for text in said {
        let text = String::from_utf8(text).unwrap();
        let (_, text) = text.split_once("resamples").or(text.split_once("estimators")).unwrap();
        for line in text.lines().filter(|line| line.starts_with("| ") && !line.contains(":-")) {
            for cell in line.trim_matches('|').split(" | ") {
                let cell = cell.trim().replace('\\', "");
                if cell.contains(|c: char| c.is_ascii_digit()) && !cell.ends_with('%') {
                    assert!(page.contains(&format!(">{cell}</td>")), "{cell}: {line}");
                    n_cells += 1;
                }
            }
        }
    }
    assert!(n_cells > 12, "{n_cells}");
    // A page without says nothing.
    assert!(!self::page(&folder, "a.toml").contains("How sure"));
    for (file, about, rule) in [
        ("other.toml", "boot.json", "boot.json: it is about `bids`"),
        ("a.toml", "none.json", "none.json: no samples and no estimators"),
        ("a.toml", "a.toml", "a.toml: line 1: "),
    ] {
        ironproof(&folder)
            .args(["report", file, "--uncertainty", about, "--out", "no.html"])
            .assert()
            .code(2)
            .stderr(contains(rule));
    }
    assert!(!folder.path().join("no.html").exists());
}

#[test]
fn a_folder_of_results_becomes_a_page() {
    let root = std::path::Path::new(crate::common::ROOT).join("results");
    let folder = folder(&[]);
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    for (name, said, n_files) in [
        ("2026-11-24-amd-epyc-2-cores-suite", "ironing-fast</td>", 8),
        ("2026-11-24-amd-epyc-2-cores-accuracy", "badly-scaled</td>", 5),
        ("propositions", "Replication package", 40),
    ] {
        let from = root.join(name);
        let make = |page: &str| {
            let arguments = [std::ffi::OsStr::new("report"), from.as_os_str()];
            ironproof(&folder).args(arguments).args(["--out", page, "--quiet"]).assert().success();
            std::fs::read_to_string(folder.path().join(page)).unwrap()
        };
        let page = make("a.html");
        assert!(page == make("b.html"), "{name}: the same folder makes the same page");
        assert!(page.contains(said) && page.contains("<figure>"), "{name}");
        let digests = page.matches("</td><td>").count();
        assert!(digests > n_files, "{name}: {digests}");
        for start in ["src=\"http", "href=\"http", "src=\"//", "url(", "@import"] {
            assert!(!page.contains(start), "{name}: {start}");
        }
        // A file of it with its digest.
        let file = std::fs::read_dir(&from).unwrap().map(|entry| entry.unwrap().path());
        let file = file.filter(|file| file.is_file()).min().unwrap();
        let digest = Command::new("sha256sum").arg(&file).output().unwrap();
        let digest = String::from_utf8(digest.stdout).unwrap();
        assert!(page.contains(digest.split(' ').next().unwrap()), "{}", file.display());
    }
    // Every row and every cell of the table is there.
    let rows = std::fs::read_to_string(root.join("2026-11-24-amd-epyc-2-cores-suite/rows.csv"));
    let from = root.join("2026-11-24-amd-epyc-2-cores-suite");
    ironproof(&folder)
        .args([std::ffi::OsStr::new("report"), from.as_os_str()])
        .args(["--out", "a.html", "--quiet"])
        .assert()
        .success();
    let page = std::fs::read_to_string(folder.path().join("a.html")).unwrap();
    for cell in rows.unwrap().lines().skip(1).flat_map(|row| row.split(',')) {
        assert!(page.contains(&format!(">{cell}</td>")), "{cell}");
    }
    // Damaged results are no page and no picture: they would look whole.
    for (name, file, text, says) in [
        ("garbage", "accuracy.csv", "garbage\n", "accuracy.csv: no row of `bench accuracy`"),
        ("blank", "accuracy.csv", "", "accuracy.csv: no row of `bench accuracy`"),
        ("broken", "rows.jsonl", "{broken\n{}\n", "rows.jsonl: line 1: "),
        ("nothing", "rows.jsonl", "", "rows.jsonl: no row of `bench`"),
    ] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join(file), text).unwrap();
        let show = if file == "rows.jsonl" { "scaling" } else { "errors" };
        let figure = ["figure", "bench", name, "--show", show, "--out", "no.svg"];
        for line in [&["report", name, "--out", "no.html"][..], &figure] {
            ironproof(&folder).args(line).assert().code(2).stderr(contains(says));
        }
        assert!(!folder.path().join("no.html").exists() && !folder.path().join("no.svg").exists());
    }
    ironproof(&folder)
        .args(["report", "empty", "--out", "no.html"])
        .assert()
        .code(2)
        .stderr(contains("empty: no results; expected a folder that `bench`"));
    ironproof(&folder)
        .args([std::ffi::OsStr::new("report"), from.as_os_str()])
        .args(["--policy", "market", "--out", "no.html"])
        .assert()
        .code(2)
        .stderr(contains("leave out --policy"));
    assert!(!folder.path().join("no.html").exists());
}
