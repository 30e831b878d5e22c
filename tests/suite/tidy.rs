//! Who may import whom, and other rules of the code (ARCHITECTURE.md, "Invariants").

use std::path::{Path, PathBuf};

/// The modules of `src/lib.rs` in pipeline order, each with the modules it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("number", &[]),
    ("rational", &[]),
    ("scale", &["rational"]),
    ("name", &[]),
    ("table", &["name"]),
    ("finite", &["rational", "scale", "name"]),
    ("random", &["rational", "scale", "finite"]),
    ("instance", &["rational", "scale", "name"]),
    ("discretize", &["rational", "scale", "finite", "instance"]),
    ("bounds", &["rational", "scale", "instance"]),
    ("lp", &["rational", "scale"]),
    ("formulate", &["rational", "scale", "finite", "lp"]),
    ("solve", &["rational", "scale", "lp"]),
    ("exact", &["rational", "scale", "lp", "solve"]),
    ("oracle", &["lp", "solve"]),
    ("ironing", &["rational", "scale", "finite"]),
    ("certificate", &["rational", "scale", "finite", "ironing"]),
    ("verdict", &["rational", "lp"]),
    ("columns", &["rational", "scale", "finite", "ironing"]),
    (
        "crosscheck",
        &[
            "rational",
            "scale",
            "table",
            "finite",
            "instance",
            "lp",
            "formulate",
            "solve",
            "ironing",
            "certificate",
            "verdict",
        ],
    ),
    (
        "path",
        &[
            "rational",
            "finite",
            "lp",
            "formulate",
            "solve",
            "ironing",
            "certificate",
            "verdict",
            "crosscheck",
        ],
    ),
    (
        "claims",
        &[
            "rational",
            "scale",
            "finite",
            "instance",
            "discretize",
            "bounds",
            "lp",
            "formulate",
            "solve",
            "ironing",
            "certificate",
            "verdict",
            "crosscheck",
        ],
    ),
    (
        "bench",
        &[
            "rational",
            "name",
            "finite",
            "lp",
            "formulate",
            "solve",
            "exact",
            "oracle",
            "ironing",
            "certificate",
            "verdict",
            "crosscheck",
            "bench",
        ],
    ),
];

fn root() -> &'static Path {
    Path::new(crate::common::ROOT)
}

pub fn sources(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(!files.is_empty(), "{folder}");
    files.sort();
    files
}

/// The code of a file: without comments and without its test module.
pub fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

pub fn is_test(name: &str) -> bool {
    name.ends_with("tests.rs") || name.contains("/tests/")
}

#[test]
fn a_module_uses_only_earlier_stages() {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let listed: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let known: Vec<&str> = MAY_USE.iter().map(|(module, _)| *module).chain(["cli"]).collect();
    assert_eq!(listed, known, "src/lib.rs and this table list the same modules in the same order");
    for (module, allowed) in MAY_USE {
        let path = PathBuf::from("src").join(module).display().to_string();
        for (name, text) in sources("src") {
            if (name.starts_with(&format!("{path}/")) || name == format!("{path}.rs"))
                && !is_test(&name)
            {
                for used in code(&text).split("crate::").skip(1) {
                    let used: String =
                        used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let is_below = used == "number" || allowed.contains(&used.as_str());
                    let fine = used == *module || is_below;
                    assert!(fine, "{name} uses crate::{used}, which {module} may not");
                }
            }
        }
    }
}

#[test]
fn a_solver_crate_is_named_in_its_own_file() {
    let homes = [
        ("highs::", vec!["src/solve/highs.rs", "src/solve/highs_ffi.rs"]),
        ("highs_sys", vec!["src/solve/highs.rs", "src/solve/highs_ffi.rs"]),
        ("good_lp::", vec!["src/solve/good_lp.rs"]),
        ("minilp::", vec!["src/solve/minilp.rs"]),
        ("microlp::", vec!["src/solve/microlp.rs"]),
        ("clarabel::", vec!["src/solve/clarabel.rs"]),
        ("ironproof_verifier", vec!["src/verdict.rs", "src/verdict/"]),
        ("dashu_", vec!["src/number.rs", "src/number/"]),
        ("rust_decimal", vec!["src/discretize/"]),
        // Types are read and written in one file, results are written in the other.
        ("parquet::", vec!["src/columns/parquet_file.rs", "src/table.rs"]),
    ];
    for (name, text) in sources("src") {
        if is_test(&name) {
            continue;
        }
        for (crate_name, files) in &homes {
            let external = code(&text).match_indices(crate_name).any(|(at, _)| {
                !code(&text)[..at].ends_with("self::")
                    && !code(&text)[..at].ends_with("super::")
                    && !code(&text)[..at].ends_with("crate::solve::")
            });
            // `highs::solve` in solve/mod.rs and the file form `highs` are our own modules.
            let own = name == "src/solve/mod.rs"
                || name == "src/solve/lazy.rs"
                || name == "src/exact/solution_file/mod.rs";
            let home = files.iter().any(|file| name.starts_with(file));
            assert!(!external || home || own, "{name} names {crate_name}");
        }
    }
}

#[test]
fn unsafe_code_is_in_one_file() {
    for (name, text) in sources("src").into_iter().chain(sources("verifier/src")) {
        let has = code(&text).contains("unsafe {") || code(&text).contains("unsafe fn");
        assert!(!has || name == "src/solve/highs_ffi.rs", "{name} has unsafe code");
    }
}

#[test]
fn files_are_short_and_nothing_is_left_unfinished() {
    for (name, text) in sources("src").into_iter().chain(sources("verifier/src")) {
        assert!(
            is_test(&name) || text.lines().count() <= 400,
            "{name} has {} lines",
            text.lines().count()
        );
        for word in ["todo!", "unimplemented!", "FIXME", "dbg!", ".unwrap()"] {
            assert!(!code(&text).contains(word) || is_test(&name), "{name} contains {word}");
        }
    }
}

#[test]
fn the_verifier_is_small_and_stands_alone() {
    let files = sources("verifier/src");
    let lines: usize = files.iter().map(|(_, text)| text.lines().count()).sum();
    assert!(lines < 2600, "verifier/src has {lines} lines");
    for (name, text) in files {
        assert!(!text.contains("ironproof::"), "{name} uses the other side");
        for word in ["f32", "f64"] {
            assert!(!code(&text).contains(word), "{name} contains {word}");
        }
    }
}
