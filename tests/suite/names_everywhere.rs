//! Every verb that there is, on files, names, titles, units, labels, columns and rows that somebody else has chosen.
//!
//! A terminal must get nothing hidden, a picture or a page no markup, a table no formula. The verbs are those for which
//! `ironproof man` writes a page, so that a new verb without a row here is a failure.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ironproof::name::EscapedLines;
use tempfile::TempDir;

use crate::cli::{folder, ironproof};

/// In every name of a file: what a terminal obeys, what a page would take for a tag, and the start of a formula.
const FILE: &str = "=h\u{1b}[2K\u{9b}2K\u{202e}\r<zz onload=x>&'\"";
/// In every name inside a file, where nothing hidden is taken.
const NAME: &str = "=1+1<zz onload=x>&'";
/// The same for a label of a group.
const LABEL: &str = "@SUM(A1)<zz onload=x>&'";
/// A title of a column, a row of a model: there is no rule for them.
const TITLE: &str = "=t<zz>\u{1b}[2K\u{202e}";
/// A column or a row of a model, where nothing hidden is taken.
const COLUMN: &str = "=t<zz>&'";

/// For each verb the words behind it; `{h}` is [`FILE`], `{l}` is [`LABEL`] and `{t}` is [`TITLE`].
const ROWS: &[(&str, &[&str])] = &[
    (
        "solve",
        &[
            "{h}.toml",
            "--types-csv",
            "{h}-t.csv",
            "--plot",
            "{h}-s.svg",
            "--menu",
            "{h}-menu.csv",
            "--grid",
            "9",
        ],
    ),
    ("solve", &["{h}.toml"]),
    ("solve", &["{h}.json", "--certificate", "{h}.cert"]),
    ("verify", &["{h}.json", "{h}.toml", "--grid", "9", "--certificates", "--out", "{h}-verify"]),
    ("claims", &["P4", "--random", "50", "--instances", "{h}-instances", "--out", "{h}-claims"]),
    ("bounds", &["{h}.toml", "--width", "0.1"]),
    ("explain", &["{h}.toml"]),
    ("figure mechanism", &["{h}.toml", "--out", "{h}-1.svg"]),
    ("figure hull", &["{h}.toml", "--out", "{h}-2.svg"]),
    ("figure split", &["{h}.toml", "--out", "{h}-3.svg"]),
    ("figure weights", &["{h}.toml", "--out", "{h}-4.svg"]),
    ("figure path", &["{h}.toml", "--over", "weight:{l}", "--out", "{h}-5.svg"]),
    (
        "figure map",
        &[
            "{h}.toml",
            "--over",
            "weight:{l}",
            "--and",
            "alpha",
            "--rows",
            "3",
            "--out",
            "{h}-6.svg",
        ],
    ),
    (
        "figure gains",
        &["{h}.toml", "--policy", "market", "--policy", "lottery", "--out", "{h}-7.svg"],
    ),
    ("figure bracket", &["{h}.toml", "--out", "{h}-8.svg"]),
    (
        "path",
        &[
            "{h}.toml",
            "--over",
            "weight:{l}",
            "--grid",
            "9",
            "--plot",
            "{h}-p.svg",
            "--csv",
            "{h}-p.csv",
        ],
    ),
    ("path", &["{h}.json", "--over", "alpha", "--csv", "{h}-q.csv"]),
    ("certify", &["{h}.mps", "--certificate", "{h}-m.cert", "--sensitivity"]),
    ("certify", &["{h}-broken.mps", "--iis", "--iis-out", "{h}-iis.mps"]),
    ("evaluate", &["{h}.toml", "--policy", "market"]),
    ("evaluate", &["{h}.toml", "--policy", "menu={h}-menu.csv"]),
    ("compare", &["{h}.toml", "--policy", "market", "--policy", "prices={l}:1"]),
    ("report", &["{h}.toml", "--out", "{h}.html"]),
    ("replicate", &["{h}-study"]),
    ("report", &["{h}-study", "--out", "{h}-study.html"]),
    (
        "estimate",
        &[
            "{h}.csv",
            "--wtp",
            "{t}",
            "--group",
            "group",
            "--supply",
            "0.5",
            "--bootstrap",
            "3",
            "--name",
            "=e<zz>",
            "--unit",
            "<zz>",
            "--out",
            "{h}-e.toml",
        ],
    ),
    ("estimate", &["{h}.csv", "--wtp", "{t}x", "--supply", "0.5"]),
    (
        "sweep",
        &[
            "{h}.toml",
            "--vary",
            "weight:{l}=1,2",
            "--vary",
            "policy=market;lottery",
            "--out",
            "{h}-sweep",
            "--parquet",
        ],
    ),
    (
        "sweep plan",
        &[
            "{h}.toml",
            "--vary",
            "weight:{l}=1:2:3",
            "--vary",
            "alpha=1,2",
            "--set",
            "grid=5",
            "--certify",
            "--out",
            "{h}-s",
        ],
    ),
    ("sweep plan", &["{h}.toml", "--vary", "{t}=1,2", "--out", "{h}-none"]),
    // Engines take no such path.
    ("sweep plan", &["{h}.toml", "--vary", "weight:{l}=1:2:3", "--set", "grid=5", "--out", "s"]),
    (
        "sweep run",
        &["--manifest", "{h}-s/manifest.jsonl", "--shard", "1/2", "--certificates", "{h}-c"],
    ),
    (
        "sweep submit",
        &["--manifest", "s/manifest.jsonl", "--engine", "slurm", "--tasks", "2", "--dry-run"],
    ),
    ("sweep submit", &["--manifest", "s/manifest.jsonl", "--tasks", "1"]),
    ("sweep status", &["--manifest", "{h}-s/manifest.jsonl"]),
    ("sweep retry", &["--manifest", "{h}-s/manifest.jsonl"]),
    ("sweep merge", &["--manifest", "{h}-s/manifest.jsonl"]),
    ("sweep summarize", &["--manifest", "{h}-s/manifest.jsonl", "--over", "alpha"]),
    (
        "sweep summarize",
        &[
            "--manifest",
            "{h}-s/manifest.jsonl",
            "--map",
            "weight:{l}",
            "alpha",
            "--plot",
            "{h}-map.svg",
        ],
    ),
    ("sweep show", &["--manifest", "{h}-s/manifest.jsonl", "--index", "1"]),
    ("sweep show", &["--manifest", "{h}-s/manifest.jsonl", "--index", "1", "--finite"]),
    ("discretize", &["{h}.toml", "--grid", "5", "--out", "{h}-grid"]),
    ("bench", &["--suite", "{h}-suite.toml", "--quick", "--out", "{h}-bench"]),
    (
        "bench accuracy",
        &[
            "--quick",
            "--family",
            "models",
            "--models",
            "{h}-models",
            "--solver",
            "minilp",
            "--out",
            "{h}-accuracy",
        ],
    ),
    ("bench compare", &["{h}-bench", "{h}-bench"]),
    ("bench compare", &["{h}-accuracy", "{h}-accuracy"]),
    ("figure bench", &["{h}-accuracy", "--show", "errors", "--out", "{h}-9.svg"]),
    ("report", &["{h}-accuracy", "--out", "{h}-accuracy.html"]),
    ("export", &["{h}.toml", "--grid", "5", "--format", "lp"]),
    ("export", &["{h}.json", "--out", "{h}-export"]),
    // These print nothing that somebody else has named.
    ("schema", &[]),
    ("completions", &["bash"]),
    ("man", &["{h}-man"]),
];

/// The verbs that have a page: `sweep plan`, `solve`.
fn verbs() -> BTreeSet<String> {
    let folder = folder(&[]);
    let status = ironproof(&folder).args(["man", "pages", "--quiet"]).output().unwrap().status;
    assert!(status.success());
    let pages = std::fs::read_dir(folder.path().join("pages")).unwrap();
    let names = pages.map(|page| page.unwrap().file_name().into_string().unwrap());
    let names: BTreeSet<String> =
        names.filter_map(|name| Some(name.strip_suffix(".1")?.replace('-', " "))).collect();
    // A verb that only has verbs of its own does nothing by itself.
    let is_roof = |name: &str| name == "ironproof" || name == "ironproof figure";
    names
        .iter()
        .filter(|name| !is_roof(name))
        .map(|name| name["ironproof ".len()..].to_owned())
        .collect()
}

fn inputs() -> TempDir {
    let folder = folder(&[]);
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name.replace("{h}", FILE));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    let (name, named, label) = (text(NAME), text(&format!("{NAME}c")), text(LABEL));
    write(
        "{h}.toml",
        &format!(
            "name = {named}\ntitle = {name}\nunit = {name}\nalpha = \"1\"\n\
         [quality]\nkind = \"levels\"\nlevels = [{{ level = \"1\", mass = \"0.5\" }}]\n\
         [[group]]\nlabel = {label}\nmass = \"1\"\nwtp = {{ kind = \"uniform\", low = \"0\", high = \"1\" }}\n\
         weight = {{ kind = \"constant\", value = \"3\" }}\n\
         [[group]]\nlabel = \"-other\"\nmass = \"1\"\nwtp = {{ kind = \"uniform\", low = \"0\", high = \"2\" }}\n\
         weight = {{ kind = \"constant\", value = \"1\" }}\n"
        ),
    );
    let finite = crate::cli::TWO_TYPES.replace("\"F1\"", &name).replace("\"g1\"", &label);
    write("{h}.json", &finite);
    write("{h}-instances/{h}.json", &finite);
    let column = COLUMN;
    let mps = |bound: &str| {
        format!(
            "NAME {column}\nROWS\n N {column}c\n L {column}r\nCOLUMNS\n {column}x {column}c -1 {column}r 1\n {column}y \
             {column}c -1 {column}r 1\nRHS\n RHS {column}r {bound}\nBOUNDS\n UP BND {column}x 4\nENDATA\n"
        )
    };
    write("{h}.mps", &mps("3"));
    write("{h}-broken.mps", &mps("-3"));
    write("{h}-models/{h}.mps", &mps("3"));
    write("{h}.csv", &format!("{TITLE},group\n1,{LABEL}\n2,{LABEL}\n3,-b\n5,-b\n"));
    write(
        "{h}-suite.toml",
        "warmups = 0\nrepetitions = 1\ntime_limit_s = 9\nlevels = 3\n[quick]\nsizes = [8]\n\
        time_limit_s = 9\nrepetitions = 1\n[[family]]\nshape = \"noisy\"\nsizes = [8]\n[[method]]\nname = \"ironing-fast\"\n",
    );
    write("{h}-study/a.json", &finite);
    write(
        "{h}-study/study.toml",
        &format!(
            "title = {name}\nauthors = [{name}]\nyear = 2026\nlicence = {name}\ndata = {name}\nreferences = [{name}]\n\
         [[step]]\nshows = {name}\nrun = [\"solve\", \"a.json\", \"--certificate\", \"a.cert\"]\nwrites = [\"a.cert\"]\n\
         stdout = \"a.txt\"\n"
        ),
    );
    folder
}

#[test]
fn no_verb_hands_on_what_a_name_would_do() {
    let rows: BTreeSet<String> = ROWS.iter().map(|(verb, _)| (*verb).to_owned()).collect();
    assert_eq!(verbs(), rows, "a verb has no row in this file, or a row no verb");
    let folder = inputs();
    let mut wrong = Vec::new();
    for (verb, words) in ROWS {
        let fill =
            |word: &&str| word.replace("{h}", FILE).replace("{l}", LABEL).replace("{t}", TITLE);
        let words: Vec<String> =
            verb.split(' ').map(str::to_owned).chain(words.iter().map(fill)).collect();
        for format in ["text", "json", "csv", "markdown"] {
            let output = ironproof(&folder).args(&words).args(["--as", format]).output().unwrap();
            let place = format!("{verb} --as {format}: {words:?}");
            for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
                let text = String::from_utf8_lossy(bytes);
                if EscapedLines(&text).to_string() != text {
                    wrong.push(format!("{place}: something hidden on {stream}: {text:?}"));
                }
            }
            // A script, a schema and a model are no tables.
            if format == "csv" && !["completions", "schema", "export"].contains(verb) {
                formulas(&output.stdout, &place, &mut wrong);
            }
            let fails =
                words.iter().any(|word| word.contains("-none") || word.ends_with("[2K\u{202e}x"));
            if format == "text" && (output.status.code() == Some(2)) != fails
                || output.status.code() == Some(101)
            {
                wrong.push(format!(
                    "{place}: {:?} {}",
                    output.status,
                    String::from_utf8_lossy(&output.stderr)
                ));
            }
        }
    }
    let mut n_pictures = 0;
    for path in below(folder.path()) {
        let end = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let place = path.file_name().unwrap().to_string_lossy().into_owned();
        match end.as_str() {
            // A survey is what was given.
            "csv" if place == format!("{FILE}.csv") => {}
            "csv" => formulas(&bytes, &place, &mut wrong),
            "svg" | "html" => {
                n_pictures += 1;
                let text = String::from_utf8(bytes).unwrap();
                if text.contains("<zz") {
                    wrong.push(format!("{place}: markup"));
                }
                if text.lines().any(|line| EscapedLines(line).to_string() != line) {
                    wrong.push(format!("{place}: something hidden"));
                }
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(n_pictures > 14, "{n_pictures} pictures and pages");
}

/// What a spreadsheet would run.
fn formulas(bytes: &[u8], place: &str, wrong: &mut Vec<String>) {
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    for row in table.byte_records() {
        for cell in &row.unwrap() {
            let cell = String::from_utf8_lossy(cell).into_owned();
            let is_number = cell.split('/').all(|part| part.parse::<f64>().is_ok());
            if cell.trim_start().starts_with(['=', '+', '-', '@']) && !is_number {
                wrong.push(format!("{place}: a formula: {cell:?}"));
            }
        }
    }
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(below(&path)) } else { files.push(path) }
    }
    files
}
