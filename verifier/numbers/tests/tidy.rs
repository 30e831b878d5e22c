//! What the trusted code may not contain, and how long it may be.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::{Path, PathBuf};

fn crate_of(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

fn dependencies(name: &str) -> Vec<String> {
    let manifest = fs::read_to_string(crate_of(name).join("Cargo.toml")).unwrap();
    let (mut dependencies, mut is_inside) = (Vec::new(), false);
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_inside = line == "[dependencies]";
            assert!(!line.contains("build") && !line.contains("target"), "{line}");
        } else if is_inside && !line.is_empty() && !line.contains("optional = true") {
            dependencies.push(line.split([' ', '=', '.']).next().unwrap().to_string());
        }
    }
    dependencies
}

#[test]
fn the_only_foreign_dependency_is_the_big_integer() {
    assert_eq!(dependencies("numbers"), ["dashu-int"]);
    assert_eq!(dependencies("mechanism"), ["ironproof-numbers"]);
    assert_eq!(dependencies("lp"), ["ironproof-numbers"]);
}

/// Lines of the sources of a crate, which are dull.
fn n_lines(name: &str) -> usize {
    let mut n_lines = 0;
    for entry in fs::read_dir(crate_of(name).join("src")).unwrap() {
        let path = entry.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        n_lines += source.lines().count();
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let code = source.lines().filter(is_code).collect::<Vec<_>>().join("\n");
        for word in [
            "f32",
            "f64",
            " as ",
            "unsafe",
            "macro_rules",
            ".unwrap()",
            "println!",
            "thread",
            "static mut",
        ] {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
        let names_library = code.contains("dashu") || code.contains("num_bigint");
        assert!(!names_library || path.ends_with("numbers/src/int.rs"), "{}", path.display());
    }
    n_lines
}

/// These numbers may only fall.
#[test]
fn the_sources_are_short_and_dull() {
    let [numbers, mechanism, lp] = ["numbers", "mechanism", "lp"].map(n_lines);
    assert!(0 < numbers && numbers <= 370, "{numbers} lines");
    assert!(0 < mechanism && mechanism <= 645, "{mechanism} lines");
    assert!(0 < lp && lp <= 345, "{lp} lines");
    assert!(numbers + mechanism + lp <= 1_350);
}
