//! Documents say what the program does.

use std::path::{Path, PathBuf};

use ironproof::{finite, verdict};

use crate::common::certificate_text;

fn root() -> &'static Path {
    Path::new(crate::common::ROOT)
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
    let verified = verdict::instance(&instance.name, json, certificate).unwrap();
    assert_eq!(verified.value(), instance.optimum.as_ref());
}

/// CI runs the test command of the README, and the README has the two commands.
#[test]
fn ci_runs_the_command_of_the_readme() {
    let readme = read("README.md");
    let run = "scripts/with-build-tools.sh cargo run --release --locked -- verify instances";
    let test = "scripts/with-build-tools.sh --tests cargo test --release --locked --workspace";
    assert!(readme.contains(run) && readme.contains(test));
    let ci = read(".ci/run");
    assert!(ci.contains(test) && ci.contains(run));
}

/// The blocks ```console of the documents, `$ COMMAND` and what it prints on stdout, are what the program
/// prints. `scripts/console-blocks.py` renews them.
#[cfg(unix)]
#[test]
fn examples_are_what_the_program_prints() {
    let mut n_commands = 0;
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        for block in text.split("```console\n").skip(1) {
            let block = block.split("```").next().unwrap();
            let folder = tempfile::tempdir().unwrap();
            std::os::unix::fs::symlink(root().join("instances"), folder.path().join("instances"))
                .unwrap();
            for part in block.split("$ ").skip(1) {
                let (command, shown) = part.split_once('\n').unwrap();
                let printed = shell(command, folder.path());
                assert_eq!(shown, printed, "{}: {command}", document.display());
                n_commands += 1;
            }
        }
    }
    assert!(n_commands >= 7, "{n_commands} commands");
}

/// Runs a command in `folder`, with this program in the path; what it prints on stdout.
#[cfg(unix)]
fn shell(command: &str, folder: &Path) -> String {
    let mut path =
        PathBuf::from(env!("CARGO_BIN_EXE_ironproof")).parent().unwrap().as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let output = std::process::Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Every flag that a verb lists in its help stands in the README or in a page of docs.
#[test]
fn every_flag_is_documented() {
    let pages = documents().into_iter().filter(|path| {
        path.ends_with("README.md") || path.parent().is_some_and(|folder| folder.ends_with("docs"))
    });
    let pages: String = pages.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let documented: std::collections::BTreeSet<&str> =
        pages.split(|c| !is_part(c)).filter(|word| word.starts_with("--")).collect();
    let mut n_flags = 0;
    for verb in verbs() {
        let help = help(&verb);
        for line in help.lines() {
            let line = line.trim_start().trim_start_matches("-h, ");
            let flag = line.split(|c| !is_part(c)).next().unwrap();
            if flag.starts_with("--") && !["--help", "--version"].contains(&flag) {
                assert!(documented.contains(flag), "{verb:?}: {flag} is in no document");
                n_flags += 1;
            }
        }
    }
    assert!(n_flags > 100, "{n_flags} flags");
}

/// All verbs, and what `bench` has below it.
fn verbs() -> Vec<Vec<String>> {
    let listed = |of: &[String]| {
        let help = help(of);
        let list = help.split("Commands:\n").nth(1).map(|rest| rest.split("\n\n").next().unwrap());
        let names =
            list.unwrap_or_default().lines().filter_map(|line| line.split_whitespace().next());
        names.map(|name| [of, &[name.to_owned()]].concat()).collect::<Vec<_>>()
    };
    let verbs = listed(&[]);
    let parts: Vec<_> = verbs.iter().flat_map(|verb| listed(verb)).collect();
    [verbs, parts].concat()
}

fn help(verb: &[String]) -> String {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_ironproof"))
        .args(verb)
        .arg("-h")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
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

/// The lines of each layer, as `docs/trust.md` says.
#[test]
fn trust_lists_the_lines_of_each_layer() {
    let page = read("docs/trust.md");
    let mut n_trusted = 0;
    for (layer, is_trusted) in [
        ("verifier/numbers", true),
        ("verifier/mechanism", true),
        ("verifier/lp", true),
        ("verifier/dialects", false),
        ("verifier/completer", false),
        ("verifier", false),
        ("verifier/naive", false),
    ] {
        let sources = crate::tidy::sources(&format!("{layer}/src"));
        let n: usize = sources.iter().map(|(_, text)| text.lines().count()).sum();
        let digits = n.to_string();
        let shown = match digits.split_at(digits.len().saturating_sub(3)) {
            ("", all) => all.to_owned(),
            (thousands, rest) => format!("{thousands},{rest}"),
        };
        let row = page.lines().find(|line| line.starts_with(&format!("| `{layer}` |"))).unwrap();
        assert!(row.ends_with(&format!("| {shown} |")), "{row}: {shown} lines");
        n_trusted += if is_trusted { n } else { 0 };
    }
    assert!(n_trusted <= 1_350, "{n_trusted} trusted lines");
}
