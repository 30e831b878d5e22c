//! Who may import whom, and other rules of the code (ARCHITECTURE.md, "Invariants").

use std::path::Path;

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

/// The foreign crates of solvers and the files that may name them: what `src/solvers/Cargo.toml` has behind a feature. A
/// crate `NAME` or `NAME-sys` belongs to `NAME.rs`, and to `NAME_ffi.rs` if it needs unsafe code.
fn solver_crates() -> Vec<(String, Vec<String>)> {
    let manifest = std::fs::read_to_string(root().join("src/solvers/Cargo.toml")).unwrap();
    let optional = manifest.lines().filter(|line| line.contains("optional = true"));
    let names = optional.map(|line| line.split(' ').next().unwrap());
    let home = |name: &str| {
        let file = format!("src/solvers/solve/{}", name.trim_end_matches("-sys"));
        (
            format!("{}::", name.replace('-', "_")),
            vec![format!("{file}.rs"), format!("{file}_ffi.rs")],
        )
    };
    names.map(home).collect()
}

#[test]
fn a_solver_crate_is_named_in_its_own_file() {
    let mut homes: Vec<(String, Vec<String>)> = solver_crates();
    assert!(homes.iter().any(|(name, _)| name == "microlp::") && 6 <= homes.len(), "{homes:?}");
    let others = [
        ("ironproof_verifier", vec!["src/verdict/lib.rs", "src/verdict/"]),
        ("dashu_", vec!["src/number/lib.rs", "src/number/"]),
        ("rust_decimal", vec!["src/instance/discretize/"]),
        ("parquet::", vec!["src/ironing/columns/parquet_file.rs", "src/sweep/parquet_file.rs"]),
    ];
    homes
        .extend(others.map(|(name, files)| {
            (name.to_owned(), files.into_iter().map(str::to_owned).collect())
        }));
    for (name, text) in sources("src") {
        if is_test(&name) {
            continue;
        }
        for (crate_name, files) in &homes {
            let external = code(&text).match_indices(crate_name.as_str()).any(|(at, _)| {
                !code(&text)[..at].ends_with("self::")
                    && !code(&text)[..at].ends_with("super::")
                    && !code(&text)[..at].ends_with("crate::solve::")
            });
            // `highs::solve` in solve/mod.rs and the file form `highs` are our own modules.
            let own = name == "src/solvers/solve/mod.rs"
                || name == "src/solvers/solve/lazy.rs"
                || name == "src/answer/solution_file/mod.rs";
            let home = files.iter().any(|file| name.starts_with(file.as_str()));
            assert!(!external || home || own, "{name} names {crate_name}");
        }
    }
}

#[test]
fn unsafe_code_is_in_one_file() {
    for (name, text) in sources("src").into_iter().chain(sources("verifier/src")) {
        let has = code(&text).contains("unsafe {") || code(&text).contains("unsafe fn");
        assert!(!has || name == "src/solvers/solve/highs_ffi.rs", "{name} has unsafe code");
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

/// A verb is flags, one call and a way to show what comes back; and no room of the house has more than its share.
#[test]
fn verbs_are_glue_and_no_room_is_large() {
    let mut n_verbs = 0;
    for (name, text) in sources("src/cli") {
        let limit = if name.ends_with("/lib.rs") || name.ends_with("/grid.rs") { 200 } else { 100 };
        let n = text.lines().count();
        assert!(n <= limit, "{name} has {n} lines: what it decides belongs to a library");
        n_verbs += 1;
    }
    assert!(20 < n_verbs, "only {n_verbs} files");
    let mut rooms = std::collections::BTreeMap::new();
    for (name, text) in sources("src").into_iter().chain(sources("verifier")) {
        let room = name.split('/').take(2).collect::<Vec<_>>().join("/");
        *rooms.entry(room).or_insert(0) += text.lines().count();
    }
    let all: usize = rooms.values().sum();
    for (room, n) in rooms.iter().filter(|(room, _)| !room.starts_with("verifier/")) {
        assert!(n * 100 <= all * 12, "{room} has {n} of {all} lines");
    }
}
