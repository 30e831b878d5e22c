//! What typical slips are told, `-` for stdin and stdout, what is said about files, help in all its forms.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, is_empty, starts_with};
use tempfile::TempDir;

use super::{CONTINUOUS, TWO_TYPES, check_refused, folder, ironproof};

/// One instance on one line.
fn line() -> String {
    TWO_TYPES.replace('\n', "") + "\n"
}

#[test]
fn a_file_whose_name_says_something_else_is_told_its_kind() {
    let lines = line() + &line().replace("F1", "F2");
    for (name, text, message) in [
        ("bad.json", CONTINUOUS.to_owned(), "bad.json: this is TOML, the text of a continuous"),
        ("bad.jsonl", CONTINUOUS.to_owned(), "give the file a name that ends in .toml"),
        ("bad.toml", TWO_TYPES.to_owned(), "bad.toml: this is one JSON document, the text of a"),
        ("bad.toml", lines.clone(), "give the file a name that ends in .jsonl"),
        ("bad.json", lines, "bad.json: this has a JSON document on each line"),
        ("bad.jsonl", TWO_TYPES.to_owned(), "give the file a name that ends in .json"),
    ] {
        let folder = folder(&[(name, &text)]);
        check_refused(&folder, &["solve", name], message);
    }
    // What is broken in its own kind is told as such.
    let folder = folder(&[("bad.json", "{\"name\":"), ("bad.toml", "{ name = 1 }")]);
    check_refused(&folder, &["solve", "bad.json"], "bad.json: line 1, column 8");
    check_refused(&folder, &["solve", "bad.toml"], "bad.toml: 1:1: not TOML");
}

#[test]
fn encodings_are_named() {
    let mark = "\u{feff}";
    let folder = folder(&[
        ("bad.json", &format!("{mark}{TWO_TYPES}")),
        ("bad.jsonl", &format!("{mark}{}", line())),
        ("good.toml", &format!("{mark}{}", CONTINUOUS.trim_start())),
    ]);
    for name in ["bad.json", "bad.jsonl"] {
        let message =
            "starts with a byte order mark, which JSON does not have: save it in UTF-8 without";
        check_refused(&folder, &["solve", name], message);
    }
    ironproof(&folder)
        .args(["solve", "good.toml"])
        .assert()
        .code(0)
        .stdout(contains("5/24").or(contains("0.2083333")));
    let wide: Vec<u8> = "\u{feff}name = 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(folder.path().join("bad.toml"), wide).unwrap();
    check_refused(&folder, &["solve", "bad.toml"], "text in UTF-16: save it in UTF-8");
    // The mark is no column.
    let text = format!("{mark}nome = 1\n");
    std::fs::write(folder.path().join("bad.toml"), text).unwrap();
    check_refused(&folder, &["solve", "bad.toml"], "bad.toml: 1:1: unknown key `nome`");
}

#[test]
fn files_for_another_verb_name_the_verb() {
    let folder =
        folder(&[("bad.csv", "wtp,mass\n1,1\n"), ("bad.mps", "NAME x\n"), ("bad.cert", "")]);
    for verb in ["solve", "bounds", "path", "explain"] {
        check_refused(&folder, &[verb, "bad.csv"], "`ironproof estimate bad.csv` makes one");
        check_refused(&folder, &[verb, "bad.mps"], "`ironproof certify bad.mps` proves");
    }
    for name in ["bad.toml", "bad.json"] {
        check_refused(&folder, &["certify", name], &format!("`ironproof export {name}` prints"));
    }
    check_refused(&folder, &["solve", "bad.cert"], "`ironproof-verifier` checks it");
    check_refused(
        &folder,
        &["solve", "bad.txt"],
        "bad.txt: expected a .toml, .json or .jsonl file",
    );
}

#[test]
fn slips_in_a_document_get_the_form_that_is_read() {
    let group = "group: expected a list, found table: write `[[group]]` with two brackets";
    for (from, to, message) in [
        ("[[group]]", "[group]", group),
        ("[quality]", "[[quality]]", "write it once, as `[quality]` or quality = { .. }"),
        (
            "weight = { kind = \"constant\", value = \"0\" }",
            "weight = 1",
            "group[0].weight (group `all`): expected a table, found integer: write weight = { kind = \"constant\", value = 1 }",
        ),
        ("alpha =", "supply = 3\nalpha =", "unknown key `supply` (known here: name,"),
        ("alpha =", "supply = 3\nalpha =", "the objects are the table `quality`, and `mass` there"),
        ("mass = 1", "mas = 1", "group[0] (group `all`): unknown key `mas` (known here: label,"),
        ("mass = 1", "mas = 1", "did you mean `mass`?"),
        (
            "mass = 1",
            "mass = 0",
            "group[0].mass (group `all`): the number is not positive: write more than 0",
        ),
    ] {
        assert!(CONTINUOUS.contains(from), "{from}");
        let folder = folder(&[("bad.toml", &CONTINUOUS.replacen(from, to, 1))]);
        check_refused(&folder, &["solve", "bad.toml"], message);
        check_refused(&folder, &["bounds", "bad.toml"], message);
    }
}

#[test]
fn a_file_is_no_folder() {
    let folder = folder(&[("f1.json", TWO_TYPES), ("c.toml", CONTINUOUS)]);
    for arguments in [
        &["verify", "f1.json", "--out", "c.toml"] as &[&str],
        &["export", "f1.json", "--out", "c.toml"],
        &["discretize", "c.toml", "--out", "c.toml"],
        &["bench", "--quick", "--out", "c.toml"],
    ] {
        ironproof(&folder)
            .args(arguments)
            .assert()
            .code(2)
            .stdout(is_empty())
            .stderr("error: --out c.toml: this is a file; expected a folder\n");
    }
    ironproof(&folder).args(["man", "c.toml"]).assert().code(2).stderr(contains("this is a file"));
    ironproof(&folder)
        .args(["verify", "f1.json", "--out", "-"])
        .assert()
        .code(2)
        .stderr(contains("--out -: expected a folder"));
    assert!(!folder.path().join("-").exists());
}

#[test]
fn verbs_and_flags_that_do_not_exist_lead_to_those_that_do() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    let usage =
        |line: &str| ironproof(&folder).args(line.split(' ')).assert().code(2).stdout(is_empty());
    usage("sovle").stderr(contains("'solve'").and(contains("oracle").not()));
    // Nothing that is listed is like it.
    usage("oracel").stderr(contains("similar").not().and(contains("oracle'").not()));
    usage("solve f1.json --formulation mass").stderr(
        contains("note: --formulation is a flag of `path` and `export`")
            .and(contains("as a value").not()),
    );
    usage("solve f1.json --bid x").stderr(contains("note: --bid is a flag of `estimate`"));
    usage("solve f1.json --factor 3")
        .stderr(contains("note: --factor is a flag of `bench compare`"));
    usage("solve f1.json --answer x")
        .stderr(contains("of `estimate`").and(contains("oracle").not()));
    usage("solve f1.json --no-such-flag x").stderr(contains("is a flag of").not());
    usage("solve f1.json --plot x.jpg")
        .stderr(contains("'x.jpg' for '--plot <OUT.svg>': the name of a picture ends with .svg"));
    assert!(!folder.path().join("x.jpg").exists());
}

fn written(folder: &TempDir, arguments: &[&str], message: &str) {
    ironproof(folder).args(arguments).assert().code(0).stderr(contains(message));
}

#[test]
fn what_is_replaced_or_new_is_said() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    for (flag, name) in [("--types-csv", "t.csv"), ("--plot", "p.svg"), ("--certificate", "c.cert")]
    {
        let new = format!("new/{name}");
        written(&folder, &["solve", "f1.json", flag, name], &format!("wrote {name}\n"));
        written(&folder, &["solve", "f1.json", flag, name], &format!("replaced {name}\n"));
        let message = format!("wrote {new} in the new folder new\n");
        written(&folder, &["solve", "f1.json", flag, &new], &message);
        std::fs::remove_dir_all(folder.path().join("new")).unwrap();
    }
    written(&folder, &["export", "f1.json", "--out", "o"], "wrote o/F1.mps in the new folder o\n");
    written(&folder, &["export", "f1.json", "--out", "o"], "replaced o/F1.mps\n");
    ironproof(&folder)
        .args(["export", "f1.json", "--out", "o", "--quiet"])
        .assert()
        .code(0)
        .stderr(is_empty());
}

/// However a file is spelled, and whatever verb reads it, it is not written; nor are two results one file.
#[test]
fn what_is_read_is_not_written() {
    let menu = "group,1,payment\nall,1,0\n";
    let files =
        [("f1.json", TWO_TYPES), ("c.toml", CONTINUOUS), ("m.csv", menu), ("d.csv", "w\n1\n2\n")];
    let folder = folder(&files);
    std::os::unix::fs::symlink("c.toml", folder.path().join("link.toml")).unwrap();
    for line in [
        "solve c.toml --plot ./c.toml.svg --types-csv ./c.toml",
        "solve f1.json --menu ./f1.json",
        "solve f1.json --certificate ./f1.json",
        "solve f1.json --menu new.csv --types-csv ./new.csv",
        "explain c.toml --curves link.toml",
        "figure mechanism c.toml --out p.svg --csv ./c.toml",
        "figure mechanism c.toml --out p.svg --csv ./p.svg",
        "report c.toml --out ./c.toml",
        "estimate d.csv --wtp w --supply 1/2 --out ./d.csv",
    ] {
        let refused = ironproof(&folder).args(line.split(' ')).assert();
        let output = refused.get_output();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{line}: {stderr}");
        assert!(
            stderr.contains("differ") || stderr.contains("both read and written"),
            "{line}: {stderr}"
        );
        for (name, text) in files {
            assert_eq!(std::fs::read_to_string(folder.path().join(name)).unwrap(), text, "{line}");
        }
        assert!(folder.path().join("link.toml").is_symlink());
    }
}

#[test]
fn a_dash_is_stdin_whatever_kind_of_instance_comes() {
    let folder = folder(&[("c.toml", CONTINUOUS), ("f1.json", TWO_TYPES)]);
    let given = |line: &str, text: &str| {
        ironproof(&folder).args(line.split(' ')).write_stdin(text).assert()
    };
    for (line, text) in [
        ("solve - --json", CONTINUOUS),
        ("solve - --json --grid 5", CONTINUOUS),
        ("solve - --json", TWO_TYPES),
        ("bounds - --json", CONTINUOUS),
        ("explain - --json", CONTINUOUS),
        ("path - --over supply --json", CONTINUOUS),
        ("evaluate - --policy market --json", TWO_TYPES),
        ("verify - --json", TWO_TYPES),
        ("discretize -", CONTINUOUS),
        ("export -", TWO_TYPES),
    ] {
        let name = if text == CONTINUOUS { "c.toml" } else { "f1.json" };
        let of_file = ironproof(&folder)
            .args(line.split(' ').map(|word| if word == "-" { name } else { word }))
            .output()
            .unwrap();
        let strip = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(name, "stdin");
        let of_stdin = given(line, text).code(0);
        if !line.starts_with("verify") {
            assert_eq!(strip(&of_stdin.get_output().stdout), strip(&of_file.stdout), "{line}");
        }
    }
    let lines = line() + &line().replace("F1", "F2");
    given("solve -", &lines).code(0).stdout(contains("F1").and(contains("F2")));
    given("solve -", "").code(2).stderr("error: stdin: the file is empty\n");
    given("solve -", "alpha = 1").code(2).stderr(starts_with("error: stdin: 1:1: the key"));
    given("bounds -", TWO_TYPES).code(2).stderr(starts_with("error: stdin: this verb is about"));
}

#[test]
fn a_dash_is_stdout_which_has_nothing_else_then() {
    let folder = folder(&[("f1.json", TWO_TYPES), ("c.toml", CONTINUOUS)]);
    for (line, file, flag) in [
        ("solve f1.json", "t.csv", "--types-csv"),
        ("solve f1.json", "c.cert", "--certificate"),
        ("path f1.json", "p.csv", "--csv"),
        ("path c.toml --over supply", "r.csv", "--csv"),
        ("explain c.toml", "e.csv", "--curves"),
    ] {
        let words = || line.split(' ');
        ironproof(&folder).args(words()).args([flag, file]).assert().code(0);
        let expected = std::fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(!expected.is_empty());
        ironproof(&folder).args(words()).args([flag, "-"]).assert().code(0).stdout(expected);
    }
    let printed = ironproof(&folder).args(["export", "f1.json"]).output().unwrap().stdout;
    ironproof(&folder).args(["export", "f1.json", "--out", "-"]).assert().code(0).stdout(printed);
    ironproof(&folder)
        .args(["solve", "f1.json", "--types-csv", "-", "--certificate", "-"])
        .assert()
        .code(2);
    assert!(!folder.path().join("-").exists(), "a file called -");
}

#[test]
fn help_completions_and_manual_pages_know_every_verb() {
    let folder = folder(&[]);
    let of_flag = ironproof(&folder).args(["solve", "--help"]).output().unwrap().stdout;
    ironproof(&folder).args(["help", "solve"]).assert().code(0).stdout(of_flag);
    ironproof(&folder)
        .args(["man", "man1"])
        .assert()
        .code(0)
        .stderr(contains("wrote man1/ironproof.1"));
    let page = |name: &str| std::fs::read_to_string(folder.path().join("man1").join(name)).unwrap();
    for verb in ["solve", "verify", "estimate", "bench", "bench-accuracy", "certify", "man"] {
        let page = page(&format!("ironproof-{verb}.1"));
        assert!(page.contains("Example") && page.contains(".TH"), "{verb}: {page}");
    }
    assert!(!folder.path().join("man1/ironproof-oracle.1").exists());
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = contains("types-csv").and(contains("discretize"));
        ironproof(&folder).args(["completions", shell]).assert().code(0).stdout(script);
    }
    ironproof(&folder).args(["completions", "tcsh"]).assert().code(2).stderr(contains("bash"));
}
