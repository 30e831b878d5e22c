//! What the trusted crates may not contain, and how long they may be.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::Path;

/// Lines of `numbers`, `mechanism` and `lp` together; 232 of them are for the wider model. The number only goes down:
/// whoever makes them shorter writes the new number here.
const N_LINES: usize = 1_576;

/// Lines of what `mechanism` has for types in column files, which are not among those. They only go down too.
const N_COLUMN_LINES: usize = 433;

const COLUMNS: [&str; 3] = ["columns.rs", "stream.rs", "sums.rs"];

const TRUSTED: [&str; 3] = ["numbers", "mechanism", "lp"];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The sources of a crate with their names.
fn sources(folder: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut sources = Vec::new();
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        assert!(path.is_file(), "{}: a crate is one folder, all of it counted", path.display());
        sources.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
    }
    sources
}

/// The code of a source, without comments and what is in quotes.
fn code(source: &str) -> String {
    let mut code = String::new();
    for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let line = line.split(" // ").next().unwrap();
        // Pieces outside quotes; an escaped quote ends a piece too, which leaves too much rather than too little.
        code.extend(line.split('"').step_by(2).flat_map(|piece| [piece, "\"\""]));
        code.push('\n');
    }
    code
}

#[test]
fn the_trusted_crates_only_get_shorter() {
    let all = TRUSTED.iter().flat_map(|name| sources(&format!("{name}/src")));
    let is_of_columns = |name: &str| COLUMNS.iter().any(|end| name.ends_with(end));
    let (columns, others): (Vec<_>, Vec<_>) = all.partition(|(name, _)| is_of_columns(name));
    let n_lines = |files: &[(String, String)]| -> usize {
        files.iter().map(|(_, source)| source.lines().count()).sum()
    };
    assert_eq!(n_lines(&others), N_LINES, "write the new number here, if it is smaller");
    assert_eq!(n_lines(&columns), N_COLUMN_LINES, "write the new number here, if it is smaller");
    assert_eq!(columns.len(), COLUMNS.len());
}

/// Dependencies of a crate, with `optional` and `build-` ones marked; tests may have more.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut table = "";
    for line in manifest.lines() {
        if let Some(head) = line.strip_prefix('[') {
            table = head.trim_end_matches(']');
        } else if table.ends_with("dependencies")
            && table != "dev-dependencies"
            && !line.is_empty()
            && !line.starts_with('#')
        {
            let name = line.split([' ', '=', '.']).next().unwrap();
            let prefix = table.strip_suffix("dependencies").unwrap();
            let mark = if line.contains("optional = true") { "optional " } else { "" };
            found.push(format!("{mark}{prefix}{name}"));
        }
    }
    found
}

#[test]
fn the_only_dependency_is_the_big_integer() {
    for (name, expected) in [
        ("numbers", &["dashu-int", "optional num-bigint"][..]),
        ("mechanism", &["ironproof-numbers"]),
        ("lp", &["ironproof-numbers"]),
        ("dialects", &["ironproof-numbers"]),
        ("completer", &["ironproof-numbers", "dashu-int"]),
    ] {
        assert_eq!(dependencies(&read(&format!("{name}/Cargo.toml"))), expected, "{name}");
        assert!(!Path::new(env!("CARGO_MANIFEST_DIR")).join(name).join("build.rs").exists());
    }
    // One file names the library.
    for name in TRUSTED {
        for (path, source) in sources(&format!("{name}/src")) {
            let is_there = code(&source).contains("dashu") || code(&source).contains("num_bigint");
            assert!(!is_there || path.ends_with("numbers/src/int.rs"), "{path}");
        }
    }
}

#[test]
fn the_trusted_code_is_dull() {
    for name in TRUSTED {
        for (path, source) in sources(&format!("{name}/src")) {
            let code = code(&source).replace("'static", "");
            for word in [
                "f32",
                "f64",
                " as ",
                "unsafe",
                "macro_rules",
                "thread",
                "static ",
                "Cell<",
                "Mutex",
                "Atomic",
                "async ",
                "include!",
                "env!",
                ".unwrap()",
                "print!(",
                "println!(",
                "std::env",
                "std::fs",
                "std::net",
                "std::process",
                "std::time",
                "HashMap",
                "HashSet",
            ] {
                // The crate of big integers may rename an import.
                let renames = word == " as "
                    && code.lines().all(|line| {
                        !line.contains(" as ") || line.trim_start().starts_with("use ")
                    });
                assert!(!code.contains(word) || renames, "{path}: {word}");
            }
        }
    }
}

/// `verified` is printed by the two types that only the checkers make, and nowhere else.
#[test]
fn nothing_else_says_verified() {
    let folders =
        ["src", "dialects/src", "completer/src", "numbers/src", "mechanism/src", "lp/src"];
    let mut places = Vec::new();
    for (path, source) in folders.iter().flat_map(|folder| sources(folder)) {
        for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
            if line.split('"').skip(1).step_by(2).any(|text| text.starts_with("verified ")) {
                places.push(path.rsplit_once("verifier/").unwrap().1.to_owned());
            }
        }
    }
    places.dedup();
    places.sort();
    assert_eq!(places, ["lp/src/lib.rs", "mechanism/src/lib.rs"]);
}

/// Outside of `word.rs` no name is made safe, so there is one way.
#[test]
fn every_message_goes_through_one_function() {
    for (path, source) in sources("src") {
        let prints = source.contains("print!(")
            || source.contains("println!(")
            || source.contains("stderr()")
            || source.contains("stdout()");
        let is_known = path.ends_with("src/main.rs") || path.ends_with("src/stdout.rs");
        assert!(!prints || is_known, "{path}");
    }
    assert!(read("src/main.rs").contains("\"error: {}\", escape(&message)"));
    assert!(read("src/check.rs").contains("\"rejected {}\\n\", escape(&shortened(reason))"));
}
