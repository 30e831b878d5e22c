//! The program: one line on stdout, errors on stderr, four exit codes.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]
#![allow(clippy::similar_names, reason = "a test of its text")]
#![allow(clippy::format_collect, reason = "short texts")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use ironproof_verifier::dialects::{Dialect, Readings, first_lines, statement};

const PROGRAM: &str = env!("CARGO_BIN_EXE_ironproof-verifier");

/// A path of this test alone.
fn path(test: &str, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{test}"));
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

fn write(test: &str, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = path(test, name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn corpus(file: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(file)
        .to_str()
        .unwrap()
        .to_owned()
}

/// Writes the body of a case, for a certificate or a broken instance, to a file of its own.
fn extract(test: &str, case: &str) -> String {
    let whole = fs::read_to_string(corpus(case)).unwrap();
    write(test, case, whole.split_once("\n\n").unwrap().1)
}

/// Writes the model and the certificate of a claim about it.
fn model(test: &str, name: &str, text: &str, readings: &[&str], claim: &str) -> (String, String) {
    let file = write(test, name, text);
    let mut chosen = Readings::default();
    for reading in readings {
        chosen.add(reading).unwrap();
    }
    let statement = statement(text.as_bytes(), Dialect::of_file(name).unwrap(), &chosen).unwrap();
    let certificate = format!("{}{claim}", first_lines(text.as_bytes(), &statement, &chosen));
    (file, write(test, &format!("{name}.cert"), certificate))
}

fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

#[track_caller]
fn check_run(arguments: &[&str], code: i32, stdout: &str, stderr: &str) {
    let output = run(arguments);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), stdout);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), stderr);
    assert_eq!(output.status.code(), Some(code));
}

/// Exit code 2 or 3, no line on stdout, and this in the message.
#[track_caller]
fn check_failed(arguments: &[&str], code: i32, part: &str) {
    let output = run(arguments);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error: ") && stderr.contains(part), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert_eq!(output.stdout, b"");
    assert_eq!(output.status.code(), Some(code), "{stderr}");
}

#[test]
fn verdicts_about_instances() {
    let instance = corpus("pool.json");
    let good = extract("verdicts", "pool.case");
    let bad = extract("verdicts", "pool-supply-short.case");
    check_run(&[&instance, &good], 0, "verified 27/16\n", "");
    check_run(&[&instance, &bad], 1, "rejected violated: SUPPLY(3)\n", "");
    // In another encoding.
    let broken = write("verdicts", "encoding.cert", b"ironproof-certificate 1\nvalue \xff\n");
    check_run(&[&instance, &broken], 1, "rejected certificate:2: expected a number\n", "");
}

const MPS: &str = "ROWS\n N C\n G R\nCOLUMNS\n X C 1 R 1\nRHS\n S R 2\nENDATA\n";
const OPTIMAL: &str = "optimal 2\npoint 1\n1 2\nmultipliers 1\n1 1\nend\n";
const BASIS: &str = "basis\ncolumns B\nrows L\nend\n";

/// A long number fills no screen; one of 60 digits is shown.
#[test]
fn reasons_are_short() {
    for (digits, shown) in [(60, "7".repeat(60)), (61, "777777777777..(61 digits)".to_owned())] {
        let claim = OPTIMAL.replace("optimal 2", &format!("optimal {}", "7".repeat(digits)));
        let (file, certificate) = model("reasons", "m.mps", MPS, &[], &claim);
        let line = format!("rejected the optimum is 2, not {shown}\n");
        check_run(&[&file, &certificate], 1, &line, "");
    }
}

#[test]
fn verdicts_about_models() {
    for (name, text) in [
        ("m.mps", MPS),
        ("m.MPS", MPS),
        ("m.lp", "min\n X\nst\n R: X >= 2\nend\n"),
        ("m.Lp", "max\n X\nst\n R: X <= 2\nend\n"),
    ] {
        let (file, certificate) = model("models", name, text, &[], OPTIMAL);
        check_run(&[&file, &certificate], 0, "verified 2\n", "");
        let (file, certificate) =
            model("models", name, text, &[], &OPTIMAL.replace("optimal 2", "optimal 3"));
        check_run(&[&file, &certificate], 1, "rejected the optimum is 2, not 3\n", "");
    }
    let (file, certificate) = model("models", "b.mps", MPS, &[], BASIS);
    check_run(&[&file, &certificate], 0, "verified 2\n", "");
    // The statement instead of the file, whose digest then says nothing.
    let text = statement(MPS.as_bytes(), Dialect::Mps, &Readings::default()).unwrap();
    let copy = write("models", "b.statement", text.as_bytes());
    check_run(&[&copy, &certificate], 0, "verified 2\n", "");
    let other = write("models", "c.statement", text.replace("name lp", "name other"));
    check_run(
        &[&other, &certificate],
        1,
        "rejected the certificate is for another statement\n",
        "",
    );
    let other = write("models", "c.mps", format!("*\n{MPS}"));
    check_run(&[&other, &certificate], 1, "rejected the certificate is for another file\n", "");
}

#[test]
fn a_reading_is_a_part_of_the_verdict() {
    let text = MPS.replace("ENDATA", "BOUNDS\n UP B X -1\nENDATA");
    let claim = "infeasible\nmultipliers 1\n1 1\nend\n";
    let (file, certificate) = model("readings", "m.mps", &text, &["negative-upper=free"], claim);
    let line = "verified infeasible (reading negative-upper=free)\n";
    check_run(&[&file, &certificate], 0, line, "");
    check_run(&[&file, &certificate, "--reading", "negative-upper=free"], 0, line, "");
    check_run(&["--reading=negative-upper=free", &file, &certificate], 0, line, "");
    let other = "rejected the certificate is for other readings than those asked for\n";
    check_run(&[&file, &certificate, "--reading", "negative-upper=zero"], 1, other, "");
    check_run(
        &[&file, &certificate, "--reading", "negative-upper=free", "--reading", "rhs=all"],
        1,
        other,
        "",
    );
    for (reading, part) in [
        ("negative-upper", "KEY=VALUE"),
        ("side=left", "no reading has the key"),
        ("negative-upper=all", "zero or free"),
    ] {
        check_failed(&[&file, &certificate, "--reading", reading], 2, part);
    }
    let twice = ["--reading", "rhs=all", "--reading", "rhs=all"];
    check_failed(&[&[file.as_str(), certificate.as_str()], &twice[..]].concat(), 2, "given twice");
    // A certificate without the reading that the file needs.
    let plain = write(
        "readings",
        "plain.cert",
        fs::read_to_string(&certificate).unwrap().replace("reading negative-upper=free\n", ""),
    );
    check_failed(&[&file, &plain], 2, "negative-upper=zero or =free");
    // The names of sets in a verdict are words.
    let text = MPS.replace(" S R 2", " S R 2\n T\u{202e} R 3");
    let (file, certificate) =
        model("readings", "n.mps", &text, &["rhs=T\u{202e}"], &OPTIMAL.replace('2', "3"));
    check_run(&[&file, &certificate], 0, "verified 3 (reading rhs=T\\u{202e})\n", "");
}

#[test]
fn statements_are_written() {
    let (file, certificate) = model("statement", "m.mps", MPS, &[], OPTIMAL);
    let out = path("statement", "out.statement");
    let out = out.to_str().unwrap();
    let _ = fs::remove_file(out);
    check_run(&[&file, &certificate, "--statement", out], 0, "verified 2\n", "");
    let expected = "ironproof-lp-statement 1\nname lp\nminimize 0\ncolumns 1\nX real 1 0 none\nrows 1\nR 2 none 1:1\nend\n";
    assert_eq!(fs::read_to_string(out).unwrap(), expected);
    check_run(&[out, &certificate], 0, "verified 2\n", "");
    // Also where nothing is proved: a person can look what the claim is about.
    fs::remove_file(out).unwrap();
    let (file, wrong) = model("statement", "n.mps", MPS, &[], &OPTIMAL.replace("1 1", "1 0"));
    assert_eq!(run(&[&file, &wrong, "--statement", out]).status.code(), Some(1));
    assert_eq!(fs::read_to_string(out).unwrap(), expected);
    // Never over the files of the check.
    check_failed(&[&file, &wrong, "--statement", &file], 2, "would replace");
    check_failed(&[&file, &wrong, "--statement", &wrong], 2, "would replace");
    check_failed(&[&file, &wrong, "--statement", "/nowhere/x"], 2, "/nowhere/x: ");
    check_failed(&[&corpus("pool.json"), &wrong, "--statement", out], 2, "for models");
    assert_eq!(fs::read_to_string(&file).unwrap(), MPS);
}

#[test]
fn what_cannot_run_exits_with_2() {
    check_failed(&[], 2, "usage: ironproof-verifier");
    check_failed(&["a"], 2, "usage");
    check_failed(&["a", "b", "c"], 2, "usage");
    check_failed(&["a", "b", "--all"], 2, "no option --all");
    check_failed(&["a", "b", "--memory"], 2, "--memory needs a value");
    for value in ["0", "-1", "2GB", "1.5GiB", "", "MiB", "99999999999GiB"] {
        check_failed(&["a", "b", "--memory", value], 2, "--memory takes");
    }
    for value in ["0", "-1", "0.5", "", "inf", "1s"] {
        check_failed(&["a", "b", "--time", value], 2, "--time takes");
    }
    check_failed(&["a", "b", "--time", "1", "--time", "2"], 2, "twice");
    for arguments in
        [&["a", "b", "--ic", "all"][..], &["--ic", "adjacent", "a", "b"], &["a", "b", "--ic=all"]]
    {
        check_failed(arguments, 2, "--ic is gone: all incentive rows are always checked");
    }
    check_run(
        &["no.json", "no.cert"],
        2,
        "",
        "error: no.json: No such file or directory (os error 2)\n",
    );
    check_failed(&["no.mps", "no.cert"], 2, "no.mps: ");
    check_failed(&[&corpus("pool.json"), "no.cert"], 2, "no.cert: ");
    let (certificate, broken) =
        (extract("cannot", "pool.case"), extract("cannot", "broken-bare-number.case"));
    check_failed(&[&broken, &certificate], 2, &format!("{broken}: line 2, column 11: expected"));
    for name in ["packed.mps", "packed.lp", "packed.statement", "packed.json", "packed.mps.gz"] {
        let packed = write("cannot", name, b"\x1f\x8b\x08\0\0\0\0\0");
        let (_, certificate) = model("cannot", "m.mps", MPS, &[], OPTIMAL);
        check_failed(&[&packed, &certificate], 2, "gzip: unpack it first");
    }
    let continuous = write("cannot", "housing.toml", "name = \"housing\"\n");
    check_failed(&[&continuous, &certificate], 2, "the checker reads finite instances (.json)");
}

/// What takes too long or too much is a limit, and neither a verdict nor a fault of a file.
#[test]
fn limits_are_no_verdicts() {
    use ironproof_verifier::read_model;

    // So long that a whole block of the reader has digits alone.
    let long = "7".repeat(2_000_003);
    let certificate = extract("limits-instance", "pool.case");
    let text = fs::read_to_string(corpus("pool.json")).unwrap();
    let text = text.replacen("\"alpha\": \"1/2", &format!("\"alpha\": \"1/{long}"), 1);
    assert!(text.len() > long.len());
    let instance = write("limits-instance", "long.json", text);
    check_failed(&[&instance, &certificate], 3, "more than 1000000 digits in a number");

    let limited = |text: &str, claim: &str, deadline| {
        let (_, certificate) = model("limits-model", "m.mps", text, &[], claim);
        let certificate = fs::read_to_string(certificate).unwrap();
        let none = Readings::default();
        let read =
            read_model(text.as_bytes(), Dialect::of_file("m.mps").unwrap(), &none, &certificate);
        let failure = read.unwrap().verify(deadline).unwrap_err();
        assert!(failure.is_limit() && !failure.is_rejection(), "{failure:?}");
        failure.reason()
    };
    let now = Some(std::time::Instant::now());
    assert_eq!(limited(MPS, BASIS, now), "the deadline came first");
    let claim = OPTIMAL.replace("optimal 2", &format!("optimal {long}"));
    assert!(limited(MPS, &claim, None).contains("more than 1000000 digits in a number"));
    // The answer of this basis has more digits than a check can take.
    let (text, claim) = chain(6);
    assert!(limited(&text, &claim, None).contains("binary digits"));
}

/// A check that somebody else ends has no verdict, and this is said.
#[cfg(target_os = "linux")]
#[test]
fn a_check_that_is_killed_has_no_verdict() {
    // The child waits for a pipe that nobody writes into.
    let pipe = path("killed", "m.mps");
    let _ = fs::remove_file(&pipe);
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = Command::new(PROGRAM);
    command.args([pipe.to_str().unwrap(), "no.cert", "--time", "100"]);
    let parent = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let children = format!("/proc/{0}/task/{0}/children", parent.id());
    let child = loop {
        let found = fs::read_to_string(&children).unwrap();
        if let Some(child) = found.split_whitespace().next() {
            break child.to_owned();
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    assert!(Command::new("kill").args(["-9", &child]).status().unwrap().success());
    let output = parent.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.starts_with("error: the check ended without a verdict, by signal: 9"),
        "{stderr}"
    );
    assert_eq!((output.status.code(), output.stdout), (Some(2), Vec::new()));
}

#[test]
fn help_and_version_are_there() {
    check_run(
        &["--version"],
        0,
        &format!("ironproof-verifier {}\n", env!("CARGO_PKG_VERSION")),
        "",
    );
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    assert!(help.starts_with("usage: ironproof-verifier"));
    for option in ["--reading", "--statement", "--memory", "--time"] {
        assert!(help.contains(option), "{option}");
    }
}

/// A shell that runs the program with this redirection.
fn shell(redirection: &str, arguments: &[&str]) -> Output {
    let script = format!("exec \"$0\" \"$@\" {redirection}");
    Command::new("sh").args(["-c", &script, PROGRAM]).args(arguments).output().unwrap()
}

/// Only a verdict that was written counts.
#[test]
fn a_lost_verdict_is_none() {
    let (file, certificate) = model("lost", "m.mps", MPS, &[], OPTIMAL);
    let runs: [&[&str]; 3] =
        [&[&file, &certificate], &["--version"], &[&file, &certificate, "--time", "60"]];
    for arguments in runs {
        for redirection in [">&-", "1</dev/null", ">/dev/full", ">&- 0<&-", "1<>/dev/null"] {
            let output = shell(redirection, arguments);
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{redirection}: {stderr}");
            assert!(stderr.starts_with("error: stdout"), "{redirection}: {stderr}");
        }
        // Thrown away on purpose, and with nothing to read or to complain to.
        for redirection in [">/dev/null", "<&-", "2>&-", "<&- 2>&-"] {
            assert_eq!(shell(redirection, arguments).status.code(), Some(0), "{redirection}");
        }
        assert_eq!(shell(">&- 2>&-", arguments).status.code(), Some(2));
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(PROGRAM);
        let output =
            command.args(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(stderr, "error: stdout: Broken pipe (os error 32)\n");
        assert_eq!(output.status.code(), Some(2));
    }
}

/// A chain whose solution has a million digits.
fn chain(n: usize) -> (String, String) {
    let rows: String = (0..n).map(|i| format!(" E r{i}\n")).collect();
    let link = |i: usize| if i + 1 < n { format!(" r{} 3", i + 1) } else { String::new() };
    let columns: String = (0..n).map(|i| format!(" x{i} r{i} 7e9999{}\n", link(i))).collect();
    let model = format!("ROWS\n N C\n{rows}COLUMNS\n{columns}RHS\n S r0 1\nENDATA\n");
    (model, format!("basis\ncolumns {}\nrows {}\nend\n", "B".repeat(n), "L".repeat(n)))
}

#[test]
fn limits_are_kept() {
    let (file, certificate) = model("limits", "m.mps", MPS, &[], OPTIMAL);
    let (text, claim) = chain(40);
    let (hard, hard_certificate) = model("limits", "chain.mps", &text, &[], &claim);
    check_failed(&[&hard, &hard_certificate, "--time", "1"], 3, "no verdict within 1 s (--time)");
    check_run(&[&file, &certificate, "--time", "100"], 0, "verified 2\n", "");
    check_failed(&["no.mps", &certificate, "--time", "100"], 2, "error: no.mps: No such file");
    let (_, wrong) = model("limits", "n.mps", MPS, &[], &OPTIMAL.replace("1 1", "1 0"));
    let same = "rejected bound 0 is below value 2\n";
    check_run(&[&file, &wrong, "--time=100"], 1, same, "");
    // Limits of this program come first without any option.
    let long = MPS.replace("R 1\n", &format!("R {}\n", "7".repeat(20_001)));
    let long = write("limits", "long.mps", long);
    check_failed(&[&long, &certificate], 3, "more than 20000 digits");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_limited() {
    let (file, certificate) = model("memory", "m.mps", MPS, &[], OPTIMAL);
    check_run(&[&file, &certificate, "--memory", "1GiB", "--time", "100"], 0, "verified 2\n", "");
    // A file of 40 MB needs more than that.
    let comments = format!("{}{MPS}", format!("*{}\n", "-".repeat(99)).repeat(400_000));
    let large = write("memory", "large.mps", &comments);
    check_failed(&[&large, &certificate, "--memory", "32MiB"], 3, "");
    check_run(
        &[&large, &certificate, "--memory", "1GiB"],
        1,
        "rejected the certificate is for another file\n",
        "",
    );
    fs::remove_file(&large).unwrap();
    // An allocation in the middle of the check fails.
    let columns: String = (0..200_000).map(|i| format!(" x{i} C 1\n")).collect();
    let text = MPS.replace(" X C 1 R 1\n", &columns);
    let (large, certificate) = model("memory", "columns.mps", &text, &[], OPTIMAL);
    check_failed(
        &[&large, &certificate, "--memory", "40MiB"],
        3,
        "more than 41943040 bytes of memory (--memory)",
    );
}

/// Characters that move a cursor, turn the direction or end a line.
const EVIL: [&str; 15] = [
    "\r",
    "\n",
    "\u{1b}[2K",
    "\u{b}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{feff}",
    "\u{9b}2K",
    "\u{7}",
    "\u{8}",
    "\t",
];

/// What a file or an argument says cannot look like a verdict.
#[test]
fn names_do_not_act_on_a_terminal() {
    let (_, certificate) = model("names", "m.mps", MPS, &[], OPTIMAL);
    for name in EVIL {
        let evil_name = format!("{name}verified 5");
        // In names of files, values of options, names in models and texts of certificates.
        let text = MPS.replace('R', &format!("R{}", evil_name.replace(' ', "")));
        let mps = write("names", "evil.mps", &text);
        let missing = format!("{evil_name}.mps");
        let file = write("names", &missing, MPS.replace("ENDATA\n", ""));
        let claim = write("names", "evil.cert", format!("{evil_name}\n"));
        let mut runs: Vec<Vec<&str>> = vec![
            vec![&missing, &certificate],
            vec![&file, &certificate],
            vec![&mps, &certificate],
            vec![&mps, &claim],
            vec![&certificate, &claim],
            vec![&mps, &certificate, "--reading", &evil_name],
            vec![&mps, &certificate, "--memory", &evil_name],
            vec![&missing, &certificate, "--time", "9"],
        ];
        let option = format!("--{evil_name}");
        runs.push(vec![&mps, &certificate, &option]);
        let reading = format!(
            "ironproof-lp-certificate 3\nfile sha256 {0}\nstatement sha256 {0}\nreading {evil_name}\nend\n",
            "0".repeat(64)
        );
        let reading = write("names", "reading.cert", reading);
        runs.push(vec![&mps, &reading]);
        // A column that violates its bound, by its name.
        if let Ok(statement) = statement(text.as_bytes(), Dialect::Mps, &Readings::default()) {
            let body = OPTIMAL.replace("1 2", "1 1");
            let head = first_lines(text.as_bytes(), &statement, &Readings::default());
            let text = format!("{head}{body}");
            let violated = write("names", "violated.cert", text);
            let output = run(&[&mps, &violated]);
            assert!(
                String::from_utf8(output.stdout)
                    .unwrap()
                    .starts_with("rejected violated: row R\\u{")
            );
        }
        for arguments in runs {
            let output = run(&arguments);
            let both = [output.stdout, output.stderr].concat();
            let text = String::from_utf8(both).unwrap();
            assert_ne!(output.status.code(), Some(0), "{arguments:?}");
            assert_eq!(text.matches('\n').count(), 1, "{text:?}");
            assert!(text.starts_with("rejected ") || text.starts_with("error: "), "{text:?}");
            let is_plain =
                |c: char| c.is_ascii_graphic() || c.is_alphanumeric() || c == ' ' || c == '\n';
            assert!(text.chars().all(is_plain), "{text:?}");
        }
    }
}
