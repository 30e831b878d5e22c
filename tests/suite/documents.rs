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
    let certificate = block(&formats, "## Certificate", "text");
    let instance = finite::read(json).unwrap();
    assert_eq!(certificate, certificate_text(&instance), "regenerate the example");
    let verified = verdict::instance(&instance.name, json, certificate).unwrap();
    assert_eq!(verified.value(), instance.optimum.as_ref().and_then(|claim| claim.value()));
}

/// Pages with Rust programs are doctests of the crate `ironproof`, so that the programs compile and run.
#[test]
fn rust_programs_of_the_documents_are_compiled() {
    let compiled = read("src/program/page_tests.rs");
    let mut n_pages = 0;
    for document in documents() {
        let name = document.file_name().unwrap().to_str().unwrap();
        if std::fs::read_to_string(&document).unwrap().contains("```rust") {
            let is_doctest =
                compiled.contains(&format!("#[doc = include_str!(\"../../docs/{name}\")]"));
            assert!(is_doctest, "src/program/page_tests.rs does not compile docs/{name}");
            n_pages += 1;
        }
    }
    assert!(1 <= n_pages, "no page has a program");
    assert!(read("src/program/lib.rs").ends_with("#[cfg(doctest)]\nmod page_tests;\n"));
}

/// The lines of `text` that open a fenced block without naming its language.
fn nameless_blocks(text: &str) -> Vec<usize> {
    let fences = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("```"));
    let opening = fences.step_by(2).filter(|(_, line)| line.trim() == "```");
    opening.map(|(i, _)| i + 1).collect()
}

/// A block without a language is a Rust program to the doctests: each block of each page says what it is.
#[test]
fn every_block_names_its_language() {
    assert_eq!(nameless_blocks("```\na\n```\n```sh\nb\n```\n"), [1]);
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        assert_eq!(
            nameless_blocks(&text),
            [0; 0],
            "{}: `text`, `sh`, `toml` ..",
            document.display()
        );
    }
}

/// The tables of the formats have a row for each kind that the reader knows, and no other row. What it knows is in its
/// message about a word that it does not know.
#[test]
fn the_formats_list_every_kind() {
    let formats = read("docs/formats.md");
    let example = block(&formats, "## Continuous instance", "toml");
    for (what, known_kind) in [
        ("wtp", "wtp    = { kind = \"uniform\""),
        ("weight", "weight = { kind = \"linear\""),
        ("quality", "[quality]                         # F\nkind = \"uniform\""),
    ] {
        assert_eq!(example.matches(known_kind).count(), 1, "{what}");
        let (before, _) = known_kind.split_once("kind").unwrap();
        let unknown = example.replace(known_kind, &format!("{before}kind = \"cauchy\""));
        let message = ironproof::instance::read(&unknown, Path::new(".")).unwrap_err().to_string();
        assert!(message.contains(&format!("unknown {what} `cauchy`")), "{message}");
        let known = message.split("(known: ").nth(1).unwrap().split(')').next().unwrap();
        let table = formats.split(&format!("| `{what}` | keys |")).nth(1).unwrap();
        let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
        let first_cells = rows.map(|row| row.split('|').nth(1).unwrap());
        let mut listed: Vec<&str> = first_cells
            .flat_map(|cell| cell.split(',').map(|word| word.trim().trim_matches('`')))
            .collect();
        let mut known: Vec<&str> = known.split(", ").collect();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known, "docs/formats.md, the table of `{what}`");
    }
}

/// The words that a `match` of the reader takes, and the text of that `match`.
fn matched_words(source: &str) -> Vec<(Vec<String>, String)> {
    let lines: Vec<&str> = source.lines().collect();
    let starts = (0..lines.len()).filter(|at| {
        let line = lines[*at].trim_end();
        line.contains("match ") && (line.ends_with(".as_str() {") || line.ends_with("match kind {"))
    });
    let read = |start: usize| {
        let indent = lines[start].len() - lines[start].trim_start().len();
        let margin = " ".repeat(indent);
        let inside = lines[start + 1..]
            .iter()
            .take_while(|line| line.is_empty() || !line.starts_with(&format!("{margin}}}")));
        let inside: Vec<&str> = inside.copied().collect();
        let branch = format!("{margin}    \"");
        let words = inside.iter().filter_map(|line| line.strip_prefix(&branch)?.split('"').next());
        (words.map(str::to_owned).collect(), inside.join("\n"))
    };
    starts.map(read).collect()
}

fn sorted_words(list: &str) -> Vec<String> {
    let mut words: Vec<String> = list.split(", ").map(str::to_owned).collect();
    words.sort_unstable();
    words
}

/// Where the reader refuses a word it lists those that it knows. Each of these has a branch, and each branch is listed.
#[test]
fn the_reader_lists_the_words_that_it_takes() {
    let example = read("docs/formats.md");
    let example = block(&example, "## Continuous instance", "toml");
    let branches = |files: &[&str], less: &[&str]| {
        let mut words: Vec<String> = Vec::new();
        for file in files {
            let source = read(&format!("src/instance/{file}"));
            words.extend(matched_words(&source).into_iter().next().expect("a match on the kind").0);
        }
        words.retain(|word| !less.contains(&word.as_str()));
        words.sort_unstable();
        words
    };
    let mixture = "wtp    = { kind = \"mixture\", high = \"9\", tail = \"clip\", \
                   parts = [{ share = \"1\", kind = \"cauchy\" }] }\n# ";
    let external = "external = { kind = \"cauchy\" }\nweight = ";
    for (place, wrong, words) in [
        ("wtp    = ", "wtp    = { kind = \"cauchy\" }\n# ", branches(&["wtp.rs", "named.rs"], &[])),
        ("wtp    = ", mixture, branches(&["named.rs"], &["mixture"])),
        ("weight = ", "weight = { kind = \"cauchy\" }\n# ", branches(&["weight.rs"], &[])),
        ("weight = ", external, branches(&["weight.rs"], &["joint"])),
        (
            "kind = \"uniform\"\nlow  = \"0\"",
            "kind = \"cauchy\"\n# ",
            branches(&["quality.rs"], &[]),
        ),
    ] {
        assert_eq!(example.matches(place).count(), 1, "{place}");
        let text = example.replace(place, wrong);
        let message = ironproof::instance::read(&text, Path::new(".")).unwrap_err().to_string();
        let known = message.split("(known: ").nth(1).unwrap_or_else(|| panic!("{message}"));
        assert_eq!(sorted_words(known.split(')').next().unwrap()), words, "{message}");
    }
}

/// The same for lists that stand in the `match` itself.
#[test]
fn short_lists_of_words_are_those_of_their_match() {
    let mut n_lists = 0;
    for entry in std::fs::read_dir(root().join("src/instance")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for (mut words, text) in matched_words(&source) {
            let list = text.split("known: \"").nth(1).or_else(|| text.split("known = \"").nth(1));
            let Some(list) = list else { continue };
            words.sort_unstable();
            assert_eq!(sorted_words(list.split('"').next().unwrap()), words, "{}", path.display());
            n_lists += 1;
        }
    }
    assert_eq!(n_lists, 4, "argument, interpolation, tail, sum");
}

/// CI runs the commands of the README.
#[test]
fn ci_runs_the_commands_of_the_readme() {
    let readme = read("README.md");
    let build = "scripts/with-build-tools.sh cargo build --release --locked";
    let job = "target/release/ironproof verify instances";
    let test = "scripts/with-build-tools.sh --tests cargo test --release --locked --workspace --exclude ironproof-python";
    let quick = "cargo build --release --locked --no-default-features";
    for command in [&format!("{build} && {job}"), test, quick] {
        assert!(readme.lines().any(|line| line == command), "README.md: {command}");
    }
    let ci = read(".ci/run");
    for command in [build, job, test] {
        assert!(ci.lines().any(|line| line.starts_with(command)), ".ci/run: {command}");
    }
}

/// The first page fits two screens, and what it shows fits a terminal.
#[test]
fn the_readme_is_short() {
    let readme = read("README.md");
    let n_lines = readme.lines().count();
    assert!(n_lines <= 80, "README.md has {n_lines} lines");
    for block in readme.split("```console\n").skip(1) {
        for line in block.split("```").next().unwrap().lines() {
            assert!(line.chars().count() <= 80, "wider than 80 columns: {line}");
        }
    }
}

/// The prose of a page is in short lines.
#[test]
fn prose_is_in_short_lines() {
    let pages = documents().into_iter().chain([root().join("instances/README.md")]);
    let read = |page: PathBuf| {
        let text = std::fs::read_to_string(&page).unwrap();
        (page.strip_prefix(root()).unwrap().display().to_string(), text)
    };
    let complaints = complaints(&pages.map(read).collect::<Vec<_>>());
    assert!(complaints.is_empty(), "{complaints}");
}

/// The most characters that a line of prose has.
const PROSE_WIDTH: usize = 120;

/// Every page with long lines, and which lines these are.
fn complaints(pages: &[(String, String)]) -> String {
    let of_page = |(name, text): &(String, String)| {
        let lines: Vec<String> = long_lines(text).iter().map(ToString::to_string).collect();
        let limit = format!("prose has at most {PROSE_WIDTH} characters in a line");
        (!lines.is_empty())
            .then(|| format!("{name}: {limit}: break the lines {}\n", lines.join(", ")))
    };
    pages.iter().filter_map(of_page).collect()
}

#[test]
fn all_pages_with_long_lines_are_named() {
    let long = "word ".repeat(25);
    let page = |name: &str, text: String| (name.to_owned(), text);
    let pages =
        [page("a", format!("{long}\n\n{long}")), page("b", "short".to_owned()), page("c", long)];
    let limit = "prose has at most 120 characters in a line: break the lines";
    assert_eq!(complaints(&pages), format!("a: {limit} 1, 3\nc: {limit} 1\n"));
}

/// The numbers of the lines of prose that are too long: not of tables, code, HTML, and lines that are one
/// word (a link has no place to break).
fn long_lines(text: &str) -> Vec<usize> {
    let (mut is_fenced, mut is_code, mut is_after_blank) = (false, false, true);
    let mut long = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let words = line.trim();
        if words.starts_with("```") {
            is_fenced = !is_fenced;
            continue;
        }
        // An indented line is code after a blank line; after a line of prose it goes on with that.
        is_code = !words.is_empty() && line.starts_with("    ") && (is_code || is_after_blank);
        is_after_blank = words.is_empty();
        let is_prose = !is_fenced && !is_code && !words.starts_with(['|', '<']);
        let has_breaks = words.trim_start_matches(['-', '*', ' ']).contains(' ');
        if is_prose && has_breaks && line.chars().count() > PROSE_WIDTH {
            long.push(number);
        }
    }
    long
}

#[test]
fn long_lines_are_found() {
    let long = "word ".repeat(25);
    let link = format!("[{}](x)", "x".repeat(130));
    assert_eq!(long_lines(&format!("short\n\n{long}\n  - {long}\n")), [3, 4]);
    assert_eq!(long_lines(&format!("short\n    {long}\n")), [2], "goes on with the line above");
    assert_eq!(long_lines(&format!("```\n{long}\n```\n{long}")), [4]);
    let excepted = [format!("| {long} |"), format!("\n    {long}"), format!("<p>{long}</p>")];
    for text in excepted.into_iter().chain([format!("- {link}"), link]) {
        assert_eq!(long_lines(&text), [0; 0], "{text}");
    }
}

/// The map of the documents leads to each of them.
#[test]
fn every_page_is_on_the_map() {
    let map = read("docs/README.md");
    let mut n_pages = 0;
    for document in documents() {
        let name = document.file_name().unwrap().to_str().unwrap();
        if document.parent().unwrap().ends_with("docs") && name != "README.md" {
            assert!(map.contains(&format!("]({name})")), "docs/README.md has no link to {name}");
            n_pages += 1;
        }
    }
    assert!(n_pages > 12, "{n_pages} pages");
}

/// The pictures of the README and of the page of figures are what the commands of that page draw.
/// `scripts/figures.py` renews them.
#[test]
fn pictures_are_current() {
    let page = read("docs/figures.md");
    let commands = || page.lines().filter(|line| line.starts_with("ironproof figure "));
    let folder = tempfile::tempdir().unwrap();
    let mut pictures = std::collections::BTreeSet::new();
    for command in commands() {
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        let [arguments @ .., "--out", picture] = &words[..] else { panic!("{command}") };
        let drawn = folder.path().join("picture.svg");
        assert_cmd::Command::new(env!("CARGO_BIN_EXE_ironproof"))
            .current_dir(root())
            .args(arguments)
            .arg("--quiet")
            .arg("--out")
            .arg(&drawn)
            .assert()
            .code(0);
        let drawn = std::fs::read_to_string(drawn).unwrap();
        assert!(drawn == read(picture), "{picture} is old");
        let shown = picture.strip_prefix("docs/").unwrap();
        assert!(page.contains(&format!("]({shown})")), "{picture} is not shown");
        pictures.insert((*picture).to_owned());
    }
    let files = std::fs::read_dir(root().join("docs/figures")).unwrap();
    let files = files.map(|file| format!("docs/figures/{}", file.unwrap().file_name().display()));
    assert_eq!(files.collect::<std::collections::BTreeSet<_>>(), pictures);
    assert!(read("README.md").contains("](docs/figures/mechanism.svg)"));
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
            for name in ["instances", "docs"] {
                std::os::unix::fs::symlink(root().join(name), folder.path().join(name)).unwrap();
            }
            std::fs::create_dir(folder.path().join("out")).unwrap();
            for part in block.split("$ ").skip(1) {
                let (command, shown) = part.split_once('\n').unwrap();
                let printed = shell(command, folder.path());
                assert_eq!(shown, printed, "{}: {command}", document.display());
                n_commands += 1;
            }
            let left = std::fs::read_dir(folder.path()).unwrap();
            let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            // Git ignores the tables of `results`, where `verify` and `claims` write.
            let is_table = |entry: std::io::Result<std::fs::DirEntry>| {
                entry.unwrap().path().extension().is_some_and(|extension| extension == "csv")
            };
            let tables = std::fs::read_dir(folder.path().join("results"));
            assert!(
                tables.is_ok_and(|mut all| all.all(is_table))
                    || !folder.path().join("results").exists()
            );
            let known = ["docs", "instances", "out", "results", OF_THE_README];
            let left: Vec<String> = left.filter(|name| !known.contains(&name.as_str())).collect();
            assert!(left.is_empty(), "{}: {left:?} not in `out`, in\n{block}", document.display());
        }
    }
    assert!(n_commands >= 30, "{n_commands} commands");
}

/// Flags before the name of a file or folder that is written.
const WRITTEN: [&str; 8] =
    ["--out", "--plot", "--csv", "--types-csv", "--certificate", "--menu", "--mechanism", ">"];
/// Where what is written is ignored by git, or is in it as it is.
const PLACES: [&str; 5] =
    ["out/", "target/", "docs/figures/", "docs/proposition-6.svg", OF_THE_README];
/// The one file that is written at the top, and ignored there.
const OF_THE_README: &str = "cells.cert";

/// What a command of the documents writes: words in capitals stand for a name, and `big` is a folder of the user.
fn written(command: &str) -> Vec<&str> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| WRITTEN.contains(&pair[0]));
    let names = pairs.map(|pair| pair[1].trim_end_matches(['`', '.', ',', ')', ';']));
    let is_stdout = |name: &str| name == "-" || name.starts_with("/dev/");
    let is_name = |name: &str| name.chars().any(|c| c.is_ascii_lowercase());
    names.filter(|name| !is_stdout(name) && is_name(name) && !name.starts_with("big/")).collect()
}

/// Whoever follows the documents in a clone has nothing in it afterwards that git does not know.
#[test]
fn commands_write_into_ignored_folders() {
    let mut n_written = 0;
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        for language in ["```console\n", "```sh\n"] {
            let blocks = text.split(language).skip(1).map(|rest| rest.split("```").next().unwrap());
            for command in blocks.flat_map(str::lines) {
                for name in written(command) {
                    let is_placed = PLACES.iter().any(|place| name.starts_with(place));
                    assert!(is_placed, "{}: {command}", document.display());
                    n_written += 1;
                }
            }
        }
    }
    assert!(n_written > 30, "{n_written} files");
    let ignored = read("out/.gitignore");
    assert!(ignored.lines().any(|line| line == "*"), "{ignored}");
    assert!(read(".gitignore").lines().any(|line| line == format!("/{OF_THE_README}")));
    assert_eq!(written("ironproof solve a.toml --plot x.svg > y.txt"), ["x.svg", "y.txt"]);
    assert!(written("ironproof solve a.toml --certificate OUT 2>/dev/null").is_empty());
}

/// Runs a command in `folder`, with this program in the path; what it prints on stdout.
#[cfg(unix)]
fn shell(command: &str, folder: &Path) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_ironproof")).parent().unwrap();
    let verifier = programs.join("ironproof-verifier").exists();
    assert!(verifier || !command.contains("ironproof-verifier"), "`cargo build --release` first");
    let mut path = programs.as_os_str().to_owned();
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
    assert!(n_tables >= 2, "{n_tables} tables");
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
    let is_of_columns = |name: &str| {
        name.starts_with("verifier/mechanism/")
            && ["columns.rs", "stream.rs", "sums.rs"].iter().any(|end| name.ends_with(end))
    };
    let of_columns = crate::tidy::sources("verifier/mechanism/src").into_iter();
    let of_columns = of_columns.filter(|(name, _)| is_of_columns(name));
    let n: usize = of_columns.map(|(_, text)| text.lines().count()).sum();
    let row = page.lines().find(|line| line.starts_with("| `verifier/mechanism`, column files |"));
    assert!(row.unwrap().ends_with(&format!("| {n} |")), "{n} lines for column files");
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
        let sources = crate::tidy::sources(&format!("{layer}/src")).into_iter();
        let sources = sources.filter(|(name, _)| !is_of_columns(name));
        let n: usize = sources.map(|(_, text)| text.lines().count()).sum();
        let digits = n.to_string();
        let shown = match digits.split_at(digits.len().saturating_sub(3)) {
            ("", all) => all.to_owned(),
            (thousands, rest) => format!("{thousands},{rest}"),
        };
        let row = page.lines().find(|line| line.starts_with(&format!("| `{layer}` |"))).unwrap();
        assert!(row.ends_with(&format!("| {shown} |")), "{row}: {shown} lines");
        n_trusted += if is_trusted { n } else { 0 };
    }
    assert!(n_trusted <= 1_576, "{n_trusted} trusted lines");
}

/// The page about the method has the promise of each solver, and the page about accuracy its name.
#[test]
fn the_pages_list_every_solver() {
    let (method, accuracy) = (read("docs/methodology.md"), read("docs/accuracy.md"));
    let promises = method.split("| solver | objective | violation |\n").nth(1).unwrap();
    let rows: Vec<&str> = promises.lines().take_while(|line| line.starts_with('|')).collect();
    for solver in ironproof::solve::Solver::ALL {
        let is_of = |row: &&&str| row.split(['|', ',']).any(|word| word.trim() == solver.name());
        let row = rows.iter().find(is_of).unwrap_or_else(|| panic!("{}: no row", solver.name()));
        let (objective, violation) = solver.promise();
        let promise = format!("| {objective:e} | {violation:e} |");
        assert!(row.ends_with(&promise), "docs/methodology.md, {}: {promise}", solver.name());
        let word = format!("`{}`", solver.name());
        assert!(accuracy.contains(&word), "docs/accuracy.md does not list {word}");
    }
}

/// A word of the glossary of the code is a word of the code, in each place that it names.
#[test]
fn the_glossary_of_the_code_is_about_the_code() {
    let page = read("ARCHITECTURE.md");
    let (_, glossary) = page.split_once("## Glossary").unwrap();
    let mut words = std::collections::BTreeSet::new();
    for row in glossary.lines().filter(|line| line.starts_with("| `")) {
        let [word, _, places] = row.trim_matches('|').split(" | ").collect::<Vec<_>>()[..] else {
            panic!("{row}: three cells");
        };
        let word = word.trim().trim_matches('`');
        assert!(words.insert(word.to_lowercase()), "`{word}` stands there twice");
        for place in places.split(',').map(|place| place.trim().trim_matches('`')) {
            let is_checker = place.starts_with("verifier/");
            let sources =
                crate::tidy::sources(&format!("{}{place}", if is_checker { "" } else { "src/" }));
            let is_part = |c: char| !c.is_alphanumeric();
            let has_word = sources.iter().any(|(name, text)| {
                let in_text = text.split(is_part).any(|part| part == word) || text.contains(word);
                in_text || name.contains(&format!("/{word}."))
            });
            assert!(has_word, "`{word}` is no word of {place}");
        }
    }
    assert!(20 < words.len(), "{} words", words.len());
}

/// The schema and its page are made from the types of the results.
#[test]
fn the_schema_is_that_of_the_results() {
    let shown = |arguments: &[&str]| {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_ironproof")).args(arguments).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    for (arguments, file) in [
        (&["schema"][..], "docs/results.schema.json"),
        (&["schema", "--markdown"], "docs/results.md"),
    ] {
        assert!(read(file) == shown(arguments), "`ironproof {} > {file}`", arguments.join(" "));
    }
}
