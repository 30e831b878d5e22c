//! Documents say what the program does.

use std::path::{Path, PathBuf};

use ironproof::finite;
use ironproof_verifier::{Incentives, verify};

use crate::common::certificate_text;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The fenced block after `heading` that starts with `language`.
fn block<'a>(text: &'a str, heading: &str, language: &str) -> &'a str {
    let section = text.split(heading).nth(1).unwrap();
    let fence = format!("```{language}\n");
    section.split(&fence).nth(1).unwrap().split("```").next().unwrap()
}

/// The example instance and certificate of `docs/formats.md` are accepted as they stand.
#[test]
fn the_examples_of_the_formats_are_real() {
    let formats = read("docs/formats.md");
    let json = block(&formats, "## Finite instance", "json");
    let certificate = block(&formats, "## Certificate", "");
    let instance = finite::read(json).unwrap();
    assert_eq!(certificate, certificate_text(&instance), "regenerate the example");
    let verified = verify(json, certificate, Incentives::All).unwrap();
    assert_eq!(
        Some(verified.value().to_string()),
        instance.optimum.map(|optimum| optimum.to_string())
    );
}

/// CI runs the test command of the README, and the README has the two commands.
#[test]
fn ci_runs_the_command_of_the_readme() {
    let readme = read("README.md");
    let run = "scripts/with-build-tools.sh cargo run --release --locked -- verify instances";
    let test = "scripts/with-build-tools.sh cargo test --release --locked --workspace";
    assert!(readme.contains(run) && readme.contains(test));
    let ci = read(".ci/run");
    assert!(ci.contains(test) && ci.contains(run));
}

/// The example of the README is what the program prints.
#[test]
fn the_example_of_the_readme_is_current() {
    let readme = read("README.md");
    let shown = block(&readme, "<!-- output of: ironproof solve", "");
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_ironproof"))
        .current_dir(root())
        .args(["solve", "instances/applications/kakadu-strong.toml", "--certify", "--quiet"])
        .output()
        .unwrap();
    assert_eq!(shown, String::from_utf8_lossy(&output.stdout));
}

/// Tables of results are those of the committed runs: `scripts/results-tables.py` copies them.
#[test]
fn tables_of_results_are_those_of_the_runs() {
    let mut n_tables = 0;
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        for part in text.split("<!-- table: ").skip(1) {
            let (name, rest) = part.split_once(" -->\n").unwrap();
            let shown = rest.split("<!-- end of table -->").next().unwrap().trim();
            assert!(
                read(name).contains(shown) && shown.lines().count() > 5,
                "{}",
                document.display()
            );
            n_tables += 1;
        }
    }
    assert!(n_tables >= 3, "{n_tables} tables");
}

/// Relative links lead somewhere.
#[test]
fn links_lead_somewhere() {
    let mut checked = 0;
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let path = document.parent().unwrap().join(target);
            assert!(path.exists(), "{}: broken link {link}", document.display());
            checked += 1;
        }
    }
    assert!(checked > 5, "only {checked} links found");
}

fn documents() -> Vec<PathBuf> {
    let mut documents =
        vec![root().join("README.md"), root().join("ARCHITECTURE.md"), root().join("CHANGELOG.md")];
    for entry in std::fs::read_dir(root().join("docs")).unwrap() {
        documents.push(entry.unwrap().path());
    }
    documents.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    documents
}
