//! The structure of the code: crates in the order that Cargo enforces, and files without circles.
//!
//! Cargo refuses a circle of crates. Inside a crate no two files may use each other, directly or by way of others, with one
//! exception: a file may use the names that the roof of its folder defines (`mod.rs` or `lib.rs` of a folder above it), for
//! a folder has one vocabulary. A name that a roof only shows (`pub use`) counts as that of the file that defines it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Module = Vec<String>;

/// The names that a file uses, by their paths from the root of the crate, and what it shows under which name.
#[derive(Default)]
struct File {
    uses: Vec<Vec<String>>,
    shows: BTreeMap<String, Vec<String>>,
}

/// Code without comments, strings and unit tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let mut out = String::new();
    for line in text.lines() {
        let mut rest = line;
        // The only strings that matter here are those with `//` or `::` in them.
        while let Some(at) = rest.find(['"', '/']) {
            if rest[at..].starts_with("//") {
                rest = &rest[..at];
                break;
            }
            if rest[at..].starts_with('"')
                && let Some(end) = rest[at + 1..].find('"')
            {
                out.push_str(&rest[..at]);
                rest = &rest[at + end + 2..];
            } else {
                out.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
            }
        }
        out.push_str(rest);
        out.push('\n');
    }
    // Modules of tests are no part of the program.
    let out = out.replace("#[cfg(test)]\nmod ", "");
    out.replace("#[cfg(test)]\n#[cfg(feature = )]\nmod ", "")
}

/// The leaves of a use tree: paths, and the names they are bound to.
fn leaves(tree: &str, prefix: &[String], out: &mut Vec<(Vec<String>, String)>) {
    let tree = tree.trim();
    if let Some((head, inner)) = tree.split_once('{') {
        let mut path = prefix.to_vec();
        path.extend(
            head.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned),
        );
        let inner = &inner[..inner.rfind('}').unwrap()];
        let (mut depth, mut start) = (0, 0);
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    leaves(&inner[start..at], &path, out);
                    start = at + 1;
                }
                _ => {}
            }
        }
        return leaves(&inner[start..], &path, out);
    }
    if tree.is_empty() {
        return;
    }
    let (path, name) =
        tree.split_once(" as ").map_or((tree, None), |(path, name)| (path, Some(name)));
    let mut parts = prefix.to_vec();
    parts.extend(path.split("::").map(|part| part.trim().to_owned()));
    if parts.last().is_some_and(|part| part == "self") {
        parts.pop();
    }
    let name = name.map_or_else(|| parts.last().unwrap().clone(), |name| name.trim().to_owned());
    out.push((parts, name));
}

/// The path from the root of the crate, if it leads into this crate.
fn absolute(
    module: &[String],
    path: &[String],
    is_module: &dyn Fn(&[String]) -> bool,
) -> Option<Vec<String>> {
    let mut base = module.to_vec();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => return Some(path[1..].to_vec()),
        "self" => rest = &path[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        first => {
            base.push(first.to_owned());
            let is_child = is_module(&base);
            base.pop();
            if !is_child {
                return None;
            }
        }
    }
    base.extend_from_slice(rest);
    Some(base)
}

struct Crate {
    files: BTreeMap<Module, File>,
}

impl Crate {
    fn read(root: &Path) -> Self {
        let mut texts: BTreeMap<Module, String> = BTreeMap::new();
        let mut open: Vec<(Module, PathBuf, PathBuf)> =
            vec![(Vec::new(), root.join("lib.rs"), root.to_owned())];
        while let Some((module, file, folder)) = open.pop() {
            let text = code(&std::fs::read_to_string(&file).unwrap());
            for declared in text.split('\n').filter_map(|line| line.strip_suffix(';')) {
                let Some(name) =
                    declared.split_whitespace().skip_while(|word| *word != "mod").nth(1)
                else {
                    continue;
                };
                let mut child = module.clone();
                child.push(name.to_owned());
                let below = folder.join(name);
                let alone = folder.join(format!("{name}.rs"));
                let file = if alone.exists() { alone } else { below.join("mod.rs") };
                // The second big-integer library is one of tests, and lies among them.
                if name == "num" && !file.exists() {
                    continue;
                }
                open.push((child, file, below));
            }
            texts.insert(module, text);
        }
        let is_module = |path: &[String]| texts.contains_key(path);
        let files = texts
            .iter()
            .map(|(module, text)| (module.clone(), file(module, text, &is_module)))
            .collect();
        Self { files }
    }

    /// The module in whose file a name is defined.
    fn home(&self, path: &[String], depth: usize) -> Module {
        let mut module = Vec::new();
        for (at, part) in path.iter().enumerate() {
            module.push(part.clone());
            if self.files.contains_key(&module) {
                continue;
            }
            module.pop();
            return match self.files[&module].shows.get(part) {
                Some(shown) if depth < 9 => {
                    let further = shown.iter().chain(&path[at + 1..]).cloned().collect::<Vec<_>>();
                    self.home(&further, depth + 1)
                }
                _ => module,
            };
        }
        module
    }

    /// Which file uses which, without the uses of roofs.
    fn edges(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let mut edges: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
        for (module, file) in &self.files {
            for path in &file.uses {
                let home = self.home(path, 0);
                let is_roof = module.starts_with(&home);
                if !is_roof && !self.files.contains_key(path) {
                    edges.entry(module.clone()).or_default().insert(home);
                }
            }
        }
        edges
    }
}

fn file(module: &[String], text: &str, is_module: &dyn Fn(&[String]) -> bool) -> File {
    let mut file = File::default();
    let mut imported: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut body = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("use ") {
        let line = rest[..at].rfind('\n').map_or(0, |at| at + 1);
        let before = rest[line..at].trim();
        let is_use = before.is_empty() || (before.starts_with("pub") && !before.contains(' '));
        let Some(end) = rest[at..].find(';').filter(|_| is_use) else {
            body.push_str(&rest[..at + 4]);
            rest = &rest[at + 4..];
            continue;
        };
        let mut found = Vec::new();
        leaves(&rest[at + 4..at + end], &[], &mut found);
        for (path, name) in found {
            let Some(path) = absolute(module, &path, is_module) else { continue };
            if before.is_empty() {
                file.uses.push(path.clone());
            } else {
                file.shows.insert(name.clone(), path.clone());
            }
            imported.insert(name, path);
        }
        body.push_str(&rest[..line]);
        rest = &rest[at + end + 1..];
    }
    body.push_str(rest);
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for word in body.split(|c| !is_part(c)).filter(|word| word.contains("::")) {
        let path: Vec<String> =
            word.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let Some(first) = path.first().filter(|_| !word.starts_with(':')) else { continue };
        if let Some(start) = imported.get(first) {
            file.uses.push(start.iter().chain(&path[1..]).cloned().collect());
        } else if let Some(path) = absolute(module, &path, is_module) {
            file.uses.push(path);
        }
    }
    file
}

/// A circle, as the files of one.
fn circle(edges: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<Module>> {
    fn visit(
        module: &Module,
        edges: &BTreeMap<Module, BTreeSet<Module>>,
        path: &mut Vec<Module>,
        done: &mut BTreeSet<Module>,
    ) -> Option<Vec<Module>> {
        if let Some(at) = path.iter().position(|other| other == module) {
            return Some(path[at..].to_vec());
        }
        if !done.insert(module.clone()) {
            return None;
        }
        path.push(module.clone());
        let found =
            edges.get(module).into_iter().flatten().find_map(|next| visit(next, edges, path, done));
        path.pop();
        found
    }
    let mut done = BTreeSet::new();
    edges.keys().find_map(|module| visit(module, edges, &mut Vec::new(), &mut done))
}

/// The folders of the sources of each crate.
fn crates() -> Vec<PathBuf> {
    let root = Path::new(crate::common::ROOT);
    let below = |folder: &str| {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let checkers = below("verifier").into_iter().chain([root.join("verifier")]);
    let folders = below("src").into_iter().chain(checkers.map(|path| path.join("src")));
    folders.filter(|path| path.join("lib.rs").exists()).collect()
}

#[test]
fn no_two_files_use_each_other() {
    assert!(20 < crates().len());
    for root in crates() {
        let edges = Crate::read(&root).edges();
        if let Some(files) = circle(&edges) {
            let names: Vec<String> = files.iter().map(|module| module.join("::")).collect();
            panic!("{}: a circle of files: {}", root.display(), names.join(" -> "));
        }
    }
}

/// What the test above relies on: it finds the uses that are there, through roofs and lists, and a circle that is made.
#[test]
fn a_circle_is_found() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("lib.rs", "pub mod low;\npub mod high;\n");
    write("low.rs", "//! Not `crate::high`.\npub struct Low;\nconst A: &str = \"crate::high\";\n");
    write(
        "high/mod.rs",
        "mod first;\nmod second;\npub use self::first::First;\npub struct Roof;\n",
    );
    write(
        "high/first.rs",
        "use super::{Roof, second::{self as other, Second}};\nuse crate::low::Low;\npub struct First(Roof);\n",
    );
    write("high/second.rs", "pub struct Second;\nfn f() { crate::low::Low; super::Roof; }\n");
    let read = |root: &Path| Crate::read(root).edges();
    let path = |text: &str| text.split("::").map(str::to_owned).collect::<Module>();
    let edges = read(folder.path());
    assert_eq!(circle(&edges), None);
    assert_eq!(edges[&path("high::first")], [path("high::second"), path("low")].into());
    // Through the roof, which only shows the name.
    write("high/second.rs", "use crate::high::First;\npub struct Second(First);\n");
    assert!(circle(&read(folder.path())).is_some());
    write("high/second.rs", "pub struct Second;\n");
    write("low.rs", "pub struct Low;\nfn f() { crate::high::First; }\n");
    assert!(circle(&read(folder.path())).is_some());
}

/// The first crates compile without a C compiler.
#[test]
fn the_core_is_rust_alone() {
    for package in ["ironproof-core", "ironproof-proof"] {
        let tree = std::process::Command::new(env!("CARGO"))
            .args([
                "tree",
                "--locked",
                "--offline",
                "--edges",
                "normal,build",
                "--prefix",
                "none",
                "--package",
                package,
            ])
            .current_dir(crate::common::ROOT)
            .output()
            .unwrap();
        let tree = String::from_utf8(tree.stdout).unwrap();
        assert!(tree.starts_with(package), "{tree}");
        for line in tree.lines() {
            let name = line.split(' ').next().unwrap();
            // Bindings of system calls, written in Rust.
            let is_rust = name == "linux-raw-sys";
            let is_foreign = name.ends_with("-sys") && !is_rust
                || ["cc", "cmake", "bindgen", "pkg-config", "highs"].contains(&name);
            assert!(!is_foreign, "{package} needs {name}");
        }
    }
}
