//! What the trusted code may not contain.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::Path;

#[test]
fn the_only_dependency_is_the_big_integer() {
    let manifest = include_str!("../Cargo.toml");
    let mut dependencies = Vec::new();
    let mut is_inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_inside = line == "[dependencies]";
            assert!(is_inside || !line.contains("dependencies"), "unexpected table {line}");
        } else if is_inside && !line.is_empty() {
            dependencies.push(line.split([' ', '=', '.']).next().unwrap());
        }
    }
    assert_eq!(dependencies, ["dashu-int"]);
}

#[test]
fn the_sources_are_short_and_dull() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut n_lines, mut n_lines_for_models) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let is_for_models = name.starts_with("lp_") || ["mps", "lifting", "sha256"].contains(&name);
        let counter = if is_for_models { &mut n_lines_for_models } else { &mut n_lines };
        *counter += source.lines().count();
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let source = source.lines().filter(is_code).collect::<Vec<_>>().join("\n");
        for word in ["f32", "f64", " as ", "unsafe ", "macro_rules", ".unwrap()", "println!"] {
            assert!(!source.contains(word), "{}: {word}", path.display());
        }
        assert!(!source.contains("thread"), "{}: threads", path.display());
    }
    // Two checkers in one program: mechanisms, and linear programs.
    assert!(0 < n_lines && n_lines < 1250, "{n_lines} lines for mechanisms");
    let total = n_lines + n_lines_for_models;
    // 450 of them are for bases: the systems that a basis stands for are solved here.
    assert!(total < 2600, "{total} lines");
}
