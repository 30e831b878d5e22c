//! Names that a terminal would obey, a spreadsheet would run and a browser would take for markup.

use std::path::Path;

use ironproof::name::{Escaped, EscapedLines};
use tempfile::TempDir;

use crate::cli::{CONTINUOUS, TWO_TYPES, folder, ironproof};

/// Texts that do something to a terminal. Each would make a line say `verified 5`, or hide what it says.
const HOSTILE: [&str; 10] = [
    "x\r verified 5",
    "x\n verified 5",
    "x\u{1b}[2K\u{1b}[1G verified 5",
    "x\u{9b}2K verified 5",
    "\u{202e}5 deifirev",
    "x\u{2028} verified 5",
    "x\u{85} verified 5",
    "x\u{8}\u{8}verified 5",
    "veri\u{200b}fied\u{2066}",
    "x\u{b}\u{c} verified 5",
];

/// A text in JSON and in TOML, with every character written as `\u....`.
fn quoted(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
    format!("\"{}\"", units.collect::<String>())
}

/// What was printed has nothing hidden in it.
#[track_caller]
fn check_clean(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert_eq!(EscapedLines(&text).to_string(), text);
    text
}

/// Runs the program; stdout and stderr, both clean.
#[track_caller]
fn run(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = ironproof(folder).args(arguments).output().unwrap();
    (output.status.code(), check_clean(&output.stdout), check_clean(&output.stderr))
}

/// One line on stderr and nothing else.
#[track_caller]
fn check_one_error(folder: &TempDir, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = run(folder, arguments);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    stderr
}

fn write(folder: &TempDir, name: &str, text: &str) {
    std::fs::write(folder.path().join(name), text).unwrap();
}

const COLUMNS: &str = r#"{"name": "c", "alpha": "1", "units": {"wtp": "1", "weight": "1"},
    "groups": [{"label": "all", "mass": "1", "types": {"count": 1, "parquet": "p"}}],
    "quality": [{"level": "1", "mass": "1"}]}"#;

#[test]
fn hidden_characters_in_names_and_labels_are_refused_by_every_reader() {
    let folder = folder(&[]);
    for text in HOSTILE {
        let new = quoted(text);
        for (file, document, old) in [
            ("a.json", TWO_TYPES, "\"F1\""),
            ("a.json", TWO_TYPES, "\"g1\""),
            ("a.toml", CONTINUOUS, "\"reserve\""),
            ("a.toml", CONTINUOUS, "\"all\""),
            ("a.columns.json", COLUMNS, "\"c\""),
            ("a.columns.json", COLUMNS, "\"all\""),
        ] {
            write(&folder, file, &document.replacen(old, &new, 1));
            let error = check_one_error(&folder, &["solve", file]);
            assert!(error.contains("hidden character"), "{file}: {error}");
        }
        write(&folder, "a.jsonl", &TWO_TYPES.replace('\n', "").replacen("\"F1\"", &new, 1));
        check_one_error(&folder, &["verify", "a.jsonl"]);
    }
}

/// Keys, words and numbers of a file are quoted in errors.
#[test]
fn pieces_of_a_file_are_shown_and_not_obeyed() {
    let folder = folder(&[]);
    for text in HOSTILE {
        let new = quoted(text);
        for (file, document, old) in [
            ("a.json", TWO_TYPES, "\"alpha\""),
            ("a.json", TWO_TYPES, "\"31/24\""),
            ("a.json", TWO_TYPES, "\"weight\""),
            ("a.columns.json", COLUMNS, "\"count\""),
            ("a.toml", CONTINUOUS, "alpha"),
            ("a.toml", CONTINUOUS, "label"),
            ("a.toml", CONTINUOUS, "\"5/24\""),
            ("a.toml", CONTINUOUS, "\"uniform\""),
        ] {
            write(&folder, file, &document.replacen(old, &new, 1));
            check_one_error(&folder, &["solve", file]);
        }
        // As it is, not as an escape, and where nothing is expected.
        for file in ["a.json", "a.toml", "a.columns.json"] {
            write(&folder, file, text);
            check_one_error(&folder, &["solve", file]);
        }
    }
}

/// Files that are there and files that are not; what is written is told, too.
#[cfg(unix)]
#[test]
fn names_of_files_are_shown_and_not_obeyed() {
    for text in HOSTILE {
        let folder = folder(&[]);
        let name = |end: &str| format!("{text}{end}");
        write(&folder, &name(".json"), &TWO_TYPES.replace("31/24", "1/2"));
        write(&folder, &name(".toml"), CONTINUOUS);
        let (code, _, stderr) = run(&folder, &["solve", &name(".json")]);
        assert_eq!(code, Some(1));
        assert!(stderr.contains(&Escaped(&name(".json")).to_string()), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        let out = [&name(".csv"), &name(".svg"), &name(".cert")];
        let flags = ["--types-csv", out[0], "--plot", out[1], "--certificate", out[2]];
        let (code, _, stderr) = run(&folder, &[&["solve", &name(".toml")], &flags[..]].concat());
        assert_eq!((code, stderr.lines().count()), (Some(0), 3), "{stderr}");
        let (code, ..) = run(
            &folder,
            &["path", &name(".toml"), "--csv", out[0], "--plot", out[1], "--grid", "9"],
        );
        assert_eq!(code, Some(0));
        let (code, ..) = run(&folder, &["path", &name(".toml"), "--csv", out[0]]);
        assert_eq!(code, Some(0));
        // Two instances of one name are told apart by their files.
        write(&folder, "b.json", TWO_TYPES);
        let (code, table, _) = run(&folder, &["verify", ".", "--lp-types", "0", "--out", text]);
        assert_eq!(code, Some(1));
        assert!(table.contains(&format!("F1 (./{})", Escaped(&name(".json")))), "{table}");
        assert!(table.lines().all(|line| !line.trim_start().starts_with("verified 5")), "{table}");
        for verb in ["solve", "verify", "path", "bounds", "discretize", "export", "certify"] {
            for file in [name(".none"), name("/x.toml")] {
                check_one_error(&folder, &[verb, &file]);
            }
        }
        check_one_error(&folder, &["claims", "--instances", text]);
    }
}

/// What our own rules say about an argument, and what the parser of the command line says.
#[test]
fn arguments_are_shown_and_not_obeyed() {
    let folder = folder(&[("a.json", TWO_TYPES), ("a.toml", CONTINUOUS)]);
    for text in HOSTILE {
        let shown = Escaped(text).to_string();
        check_one_error(&folder, &["path", "a.json", "--over", text]);
        check_one_error(&folder, &["path", "a.json", "--over", &format!("weight:{text}")]);
        check_one_error(&folder, &["evaluate", "a.json", "--policy", text]);
        check_one_error(&folder, &["compare", "a.json", "--policy", &format!("lottery={text}")]);
        check_one_error(&folder, &["evaluate", "a.toml", "--policy", &format!("menu={text}")]);
        for arguments in [
            &[text] as &[&str],
            &["solve", "a.json", text],
            &["solve", &format!("--{text}")],
            &["path", "a.json", "--from", text],
            &["verify", "a.json", "--solvers", text],
            &["verify", "a.json", "--threads", text],
            &["bounds", "a.toml", "--width", text],
            &["solve", "a.toml", "--method", text],
            &["claims", text],
        ] {
            let (code, stdout, stderr) = run(&folder, arguments);
            assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
            assert!(stderr.starts_with("error: ") && stderr.contains(&shown), "{stderr}");
            assert!(
                stderr.lines().all(|line| !line.contains(" verified 5") || line.contains(&shown))
            );
        }
    }
}

/// A name and a label with everything that may stand in them.
const NAME: &str = "=1+1 <script>alert('&')</script>";
const LABEL: &str = "@می\u{200c}روم <b>&amp;\"";

fn odd() -> TempDir {
    let rename = |text: &str, name: &str, label: &str| {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        text.replacen(name, &quoted(NAME), 1).replacen(label, &quoted(LABEL), 1)
    };
    // A slash is refused in names, so this one has none.
    folder(&[
        ("a.json", &rename(TWO_TYPES, "\"F1\"", "\"g1\"").replace("</", "<")),
        ("a.toml", &rename(CONTINUOUS, "\"reserve\"", "\"all\"").replace("</", "<")),
    ])
}

#[test]
fn spelling_is_kept_and_shown() {
    let (folder, label) = (odd(), LABEL.replace("</", "<"));
    for arguments in [
        &["solve", "a.json"] as &[&str],
        &["bounds", "a.toml"],
        &["path", "a.json"],
        &["path", "a.toml", "--over", &format!("weight:{label}"), "--to", "2"],
        &["path", "a.toml", "--over", &format!("weight:{label}"), "--to", "2", "--grid", "9"],
        &["path", "a.toml", "--over", &format!("mass:{label}"), "--at", "2"],
        &["evaluate", "a.json", "--policy", "market"],
    ] {
        let (code, text, _) = run(&folder, arguments);
        // A long name goes on in the next line, at a space.
        let shown = Escaped(&label).to_string();
        assert!(code == Some(0) && shown.split(' ').all(|part| text.contains(part)), "{text}");
        // JSON means the same characters, and shows none that is hidden.
        let (_, text, _) = run(&folder, &[arguments, &["--json"]].concat());
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut parts = ["pieces", "regimes"].into_iter().filter_map(|key| document.get(key));
        let whole = parts.next().map_or(&document, |parts| &parts[0]);
        assert_eq!(whole["groups"][0]["label"], label, "{text}");
        assert!(document["name"].as_str().unwrap().starts_with(&NAME.replace("</", "<")));
    }
    // The finite instance, on stdout and in a file, is read again.
    let (_, text, _) = run(&folder, &["discretize", "a.toml", "--grid", "2"]);
    assert_eq!(ironproof::finite::read(&text).unwrap().groups[0].label, label);
}

#[test]
fn a_spreadsheet_finds_no_formula() {
    let folder = odd();
    let cells = |name: &str| {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).from_path(folder.path().join(name)).unwrap();
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        records
            .iter()
            .flat_map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    run(&folder, &["solve", "a.json", "--types-csv", "t.csv"]);
    run(&folder, &["path", "a.json", "--csv", "p.csv"]);
    run(&folder, &["verify", "a.json", "--lp-types", "0", "--out", "r"]);
    run(
        &folder,
        &[
            "discretize",
            "a.toml",
            "--grid",
            "2",
            "--method",
            "types",
            "--columns",
            "binary",
            "--out",
            "c",
        ],
    );
    let header = format!("c/{}.columns.json", NAME.replace("</", "<"));
    run(&folder, &["solve", &header, "--mechanism", "m"]);
    let menu = format!("m/{}.menu.csv", NAME.replace("</", "<"));
    let (name, label) = (NAME.replace("</", "<"), Escaped(LABEL).to_string().replace("</", "<"));
    for (file, expected) in [
        ("t.csv", format!("'{label}")),
        ("p.csv", format!("'{label}")),
        ("r/verify.csv", format!("'{name}")),
        (menu.as_str(), format!("'{label}")),
    ] {
        let cells = cells(file);
        assert!(cells.contains(&expected), "{file}: {cells:?}");
        for cell in cells {
            let is_number =
                cell.starts_with('-') && cell[1..].starts_with(|c: char| c.is_ascii_digit());
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']) || is_number,
                "{file}: {cell}"
            );
        }
    }
}

#[test]
fn a_browser_finds_no_markup() {
    let folder = odd();
    run(&folder, &["solve", "a.json", "--plot", "s.svg"]);
    run(&folder, &["path", "a.json", "--plot", "p.svg"]);
    for file in ["s.svg", "p.svg"] {
        let svg = check_clean(&std::fs::read(folder.path().join(file)).unwrap());
        assert!(svg.contains("=1+1 &lt;script&gt;alert(&apos;&amp;&apos;)&lt;script&gt;"), "{svg}");
        let tags: Vec<&str> = svg
            .split('<')
            .skip(1)
            .map(|rest| rest.split([' ', '>', '\n']).next().unwrap())
            .collect();
        let known = [
            "svg", "/svg", "rect", "text", "/text", "polyline", "line", "polygon", "circle",
            "/circle", "/polygon",
        ];
        assert!(tags.iter().all(|tag| known.contains(tag)), "{tags:?}");
        // Every ampersand starts a name of a character.
        assert!(svg.split('&').skip(1).all(|rest| {
            ["amp;", "lt;", "gt;", "quot;", "apos;"].iter().any(|name| rest.starts_with(name))
        }));
    }
}

/// Texts reach a terminal, a spreadsheet or a picture through the functions that escape them.
#[test]
fn there_is_one_way_to_each_output() {
    let ways = [
        (
            &["stdout()", "stderr()", "println!", "print!(", "eprint", "Cli::parse("][..],
            "src/cli/output.rs",
        ),
        (&["csv::Writer", "csv::WriterBuilder"], "src/files/table.rs"),
    ];
    let (mut n_pictures, mut n_ways) = (0, 0);
    // An example is no part of the program, and prints what it was written for.
    let sources = crate::tidy::sources("src").into_iter();
    for (file, source) in sources.filter(|(file, _)| !file.contains("/examples/")) {
        let code = crate::tidy::code(&source);
        for (words, home) in &ways {
            for word in *words {
                // `use_stderr()` is another word.
                let is_whole =
                    |at: usize| !code[..at].ends_with(|c: char| c == '_' || c.is_alphanumeric());
                let is_used = code.match_indices(word).any(|(at, _)| is_whole(at));
                assert!(file == *home || !is_used, "{file}: {word} is for {home}");
                n_ways += u32::from(file == *home && is_used);
            }
        }
        if code.contains("SVGBackend::with_string") {
            assert!(!code.contains("write_file("), "{file}: pictures are written by write_svg");
            n_pictures += 1;
        }
    }
    assert!(3 <= n_pictures && 3 <= n_ways, "{n_pictures} pictures, {n_ways} ways");
}

/// Names and labels of instances are wrapped in `Escaped` wherever they are formatted. File names are made of names
/// that the readers found usable.
#[test]
fn names_are_formatted_escaped() {
    let mut n_names = 0;
    for (file, source) in crate::tidy::sources("src/cli") {
        let code = crate::tidy::code(&source);
        for (at, arguments) in formatted(&code) {
            for raw in raw_names(arguments) {
                let is_file_name = code[..at].trim_end().ends_with(".join(")
                    || code[..at].trim_end().ends_with(".join(&");
                assert!(is_file_name, "{file}: {raw} is not escaped in: {arguments}");
            }
            n_names += arguments.matches("Escaped(&").count();
        }
    }
    assert!(3 <= n_names, "only {n_names} names");
    for (arguments, n_raw) in [
        ("\"{}\", instance.name", 1),
        ("text, \"{}\", group.label", 1),
        ("\"{}\", Escaped(&instance.name)", 0),
        ("\"{}\", Escaped(&instance.groups[change.group].label)", 0),
        ("\"{}: {}\", Escaped(&a.name), b.label.as_str()", 1),
        ("\"x.name\", solver.name()", 0),
    ] {
        assert_eq!(raw_names(arguments).len(), n_raw, "{arguments}");
    }
}

/// The arguments of each macro that formats, and where it starts.
fn formatted(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for macro_name in ["format!(", "write!(", "writeln!(", "format_args!("] {
        for (at, _) in code.match_indices(macro_name) {
            let start = at + macro_name.len();
            let mut depth = 1;
            let length = code[start..].char_indices().find_map(|(k, c)| {
                depth += i32::from(c == '(') - i32::from(c == ')');
                (depth == 0).then_some(k)
            });
            found.push((at, &code[start..start + length.unwrap_or(0)]));
        }
    }
    found
}

/// Fields called `name` or `label` that stand outside of literals and of `Escaped(&..)`.
fn raw_names(arguments: &str) -> Vec<&str> {
    let mut raw = Vec::new();
    // Pieces between quotes: literals have odd places.
    for piece in arguments.split('"').step_by(2) {
        for argument in piece.split(',') {
            let is_field =
                |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || "_(".contains(c));
            let has_name = [".name", ".label"].iter().any(|field| {
                argument.match_indices(field).any(|(at, _)| is_field(&argument[at + field.len()..]))
            });
            if has_name && !argument.trim_start().starts_with("Escaped(&") {
                raw.push(argument);
            }
        }
    }
    raw
}

/// Instances of this repository are named so that nothing of this matters to them.
#[test]
fn shipped_names_are_plain() {
    let root = Path::new(crate::common::ROOT);
    let folder = folder(&[]);
    let instances = root.join("instances").display().to_string();
    let (code, text, _) = run(
        &folder,
        &["verify", &instances, "--lp-types", "0", "--json", "--grid", "4", "--levels", "2"],
    );
    assert_eq!(code, Some(0), "{text}");
    for line in text.lines() {
        let document: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = document["name"].as_str().unwrap();
        assert_eq!(Escaped(name).to_string(), name);
    }
}
