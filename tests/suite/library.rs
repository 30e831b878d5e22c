//! What a user of the library finds: an example on the front page of every crate, and packages that a
//! registry takes.

use std::process::Command;

use serde_json::Value;

/// Whether the comment of a crate has an example that is compiled.
fn has_example(source: &str) -> bool {
    let comment = source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    // The fences of even places open a block.
    let mut opening = comment.filter(|line| line.starts_with("```")).step_by(2);
    opening.any(|fence| matches!(fence, "```" | "```no_run"))
}

#[test]
fn every_front_page_has_a_compiled_example() {
    let mut n_crates = 0;
    for (file, source) in crate::tidy::sources("src") {
        if file.ends_with("/lib.rs") {
            assert!(has_example(&source), "{file}");
            n_crates += 1;
        }
    }
    assert!(19 <= n_crates, "{n_crates} crates");
    let shown = "//! A.\n//!\n//! ```\n//! f();\n//! ```\n";
    assert!(has_example(shown));
    for silent in ["//! A.\n", &shown.replacen("```", "```text", 1), "fn f() {}\n//! ```\n"] {
        assert!(!has_example(silent), "{silent}");
    }
}

/// What a package lacks for a registry.
fn lacking(package: &Value) -> Vec<String> {
    let is_empty = |key: &str| match &package[key] {
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => true,
    };
    let keys = ["description", "license", "readme", "rust_version", "keywords", "categories"];
    let mut lacking: Vec<String> =
        keys.into_iter().filter(|key| is_empty(key)).map(str::to_owned).collect();
    for dependency in package["dependencies"].as_array().unwrap() {
        if dependency["path"].is_string() && dependency["req"] == "*" {
            lacking.push(format!("the version of {}", dependency["name"]));
        }
    }
    lacking
}

#[test]
fn packages_have_what_a_registry_asks_for() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--locked", "--offline"])
        .current_dir(crate::common::ROOT)
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(26 <= packages.len(), "{} packages", packages.len());
    for package in packages {
        assert_eq!(lacking(package), [""; 0], "{}", package["name"]);
    }
    let mut damaged = packages[0].clone();
    damaged["keywords"] = Value::Array(Vec::new());
    damaged["dependencies"] = serde_json::json!([{ "name": "a", "path": "/a", "req": "*" }]);
    assert_eq!(lacking(&damaged), ["keywords", "the version of \"a\""]);
}

/// What a file includes, as paths from its own folder.
fn included(source: &str) -> Vec<&str> {
    let calls = ["include_str!(\"", "include_bytes!(\""];
    let paths = calls.iter().flat_map(|call| source.split(call).skip(1));
    paths.map(|rest| rest.split('"').next().unwrap()).collect()
}

/// A package has only what lies below its folder: a file from outside would be missing in a registry.
#[test]
fn no_crate_includes_a_file_from_outside() {
    let leaves = |file: &str, path: &str| {
        // src/CRATE/FOLDER/FILE.rs: so many folders lie between the file and the root of its crate.
        let depth = file.split('/').count() - 3;
        depth < path.split('/').filter(|part| *part == "..").count()
    };
    let mut n_files = 0;
    for (file, source) in crate::tidy::sources("src") {
        if crate::tidy::is_test(&file) {
            continue;
        }
        for path in included(&source) {
            assert!(!leaves(&file, path), "{file} includes {path}");
            n_files += 1;
        }
        assert!(!source.contains("include_str!(concat!"), "{file}: instances/lib.rs has the data");
    }
    assert!(5 <= n_files, "{n_files} files");
    let source = "a(include_str!(\"../../b.toml\"), include_bytes!(\"c\"))";
    assert_eq!(included(source), ["../../b.toml", "c"]);
    assert!(leaves("src/bench/accuracy/d.rs", "../../b.toml"));
    assert!(!leaves("src/bench/accuracy/d.rs", "../b.toml") && !leaves("src/bench/d.rs", "c"));
}
