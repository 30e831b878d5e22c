//! Types in column files: what the program says about files.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ironproof_verifier::verify_columns;

const HEADER: &str = r#"{"name": "three", "alpha": "1", "units": {"wtp": "1", "weight": "1"},
 "groups": [{"label": "all", "mass": "1", "types": {"count": 3, "wtp": "r", "prob": "f", "weight": "l"}}],
 "quality": [{"level": "1", "mass": "1/2"}]}"#;
const CERTIFICATE: &str = "ironproof-certificate 1\nvalue 3/2\nsupply 0\ngroup 1\nitem 1 2 0\nitem 3 3 3 1:1\n\
                           implied 4 4 9\nend\n";

/// A header with its columns and a certificate, in a folder of this test alone.
struct Files(PathBuf);

impl Files {
    fn new(test: &str) -> Files {
        let files = Files(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("columns-{test}")));
        fs::create_dir_all(&files.0).unwrap();
        files.write("three.columns.json", HEADER);
        files.write("cert", CERTIFICATE);
        files.column("r", &[1, 2, 3]);
        files.column("f", &[1, 1, 2]);
        files.column("l", &[3, 1, 0]);
        files
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), content).unwrap();
    }

    fn column(&self, name: &str, integers: &[i64]) {
        let bytes: Vec<u8> = integers.iter().flat_map(|integer| integer.to_le_bytes()).collect();
        self.write(name, bytes);
    }

    /// The header with the checksums of its columns, and its own.
    fn seal(&self) -> String {
        let sum = |name: &str| crc32fast::hash(&fs::read(self.0.join(name)).unwrap());
        let sums = format!(
            "\"l\", \"crc32\": {{\"wtp\": \"{:08x}\", \"prob\": \"{:08x}\", \"weight\": \"{:08x}\"}}",
            sum("r"),
            sum("f"),
            sum("l")
        );
        let text = HEADER.replace("\"l\"", &sums);
        let text = text.strip_suffix('}').unwrap();
        let text = format!("{text},\n \"crc32\": \"{:08x}\"}}\n", crc32fast::hash(text.as_bytes()));
        self.write("three.columns.json", &text);
        text
    }

    /// Exit code, stdout and stderr; `FOLDER` stands for the folder.
    #[track_caller]
    fn check(&self, options: &[&str], code: i32, stdout: &str, stderr: &str) {
        let output = Command::new(env!("CARGO_BIN_EXE_ironproof-verifier"))
            .args(["three.columns.json", "cert"].map(|name| self.0.join(name)))
            .args(options)
            .output()
            .unwrap();
        let text =
            |bytes| String::from_utf8(bytes).unwrap().replace(self.0.to_str().unwrap(), "FOLDER");
        assert_eq!(
            (text(output.stdout), text(output.stderr)),
            (stdout.to_owned(), stderr.to_owned())
        );
        assert_eq!(output.status.code(), Some(code));
    }
}

#[test]
fn verdicts_about_columns() {
    let files = Files::new("verdicts");
    files.check(&[], 0, "verified 3/2\n", "");
    files.check(&["--memory", "1GiB", "--time", "100"], 0, "verified 3/2\n", "");
    files.write("cert", CERTIFICATE.replace("3/2", "2"));
    files.check(&[], 1, "rejected the optimum is 3/2, not 2\n", "");
    files.write("cert", CERTIFICATE.replace("implied", "tight"));
    files.check(&[], 1, "rejected certificate:7: expected implied\n", "");
    // A mechanism that is feasible, and not the best.
    let posted = "value 1\nsupply 0\ngroup 1\nitem 1 1 0\nitem 2 3 4/3 1:2/3\n";
    files.write("cert", format!("ironproof-certificate 1\n{posted}implied 4 4 9\nend\n"));
    files.check(&[], 1, "rejected bound 3/2 exceeds value 1\n", "");
    let text = "error: FOLDER/three.columns.json: --statement and --reading are for models: files that end in .mps, .lp \
                or .statement\n";
    files.check(&["--reading", "bounds=all"], 2, "", text);
}

#[test]
fn a_column_that_breaks_a_rule_is_told_with_its_file() {
    let files = Files::new("rules");
    let header = "error: FOLDER/three.columns.json: ";
    files.column("f", &[1, 0, 2]);
    files.check(&[], 2, "", &format!("{header}FOLDER/f: type 2: expected prob > 0\n"));
    files.column("f", &[1, 2]);
    files.check(&[], 2, "", &format!("{header}FOLDER/f: 16 bytes; 3 types take 8 bytes each\n"));
    fs::remove_file(files.0.join("f")).unwrap();
    files.check(&[], 2, "", &format!("{header}FOLDER/f: No such file or directory (os error 2)\n"));
    files.column("f", &[i64::MAX, 1, 1]);
    files.column("l", &[i64::MAX, 1, 1]);
    files.check(
        &[],
        3,
        "",
        &format!("{header}too large: more than 127 bits in a sum over the columns\n"),
    );
    files.write("three.columns.json", HEADER.replace("\"count\": 3", "\"count\": \"3\""));
    let text = "line 2, column 62: expected a number of types, without quotes\n";
    files.check(&[], 2, "", &format!("{header}{text}"));
}

/// Other bytes than those that were written: never a verdict, also where the certificate would be right, or is wrong.
#[test]
fn a_file_that_is_not_what_was_written_is_damaged() {
    let files = Files::new("damaged");
    let sealed = files.seal();
    files.check(&[], 0, "verified 3/2\n", "");
    let damaged = |what: &str| {
        let text = format!(
            "error: FOLDER/three.columns.json: {what} is damaged: its CRC-32 is not the one in the header; fetch or make \
             it again\n"
        );
        files.check(&[], 2, "", &text);
    };
    for (name, right) in [("r", [1, 2, 3]), ("f", [1, 1, 2]), ("l", [3, 1, 0])] {
        for place in 0..3 {
            for step in [-1, 1, 1 << 40] {
                let mut integers = right;
                integers[place] += step;
                files.column(name, &integers);
                damaged(&format!("FOLDER/{name}"));
            }
        }
        files.column(name, &right);
    }
    // A group with more than one reading: all columns are read to their ends before anything is said.
    files.write("cert", CERTIFICATE.replace("3/2", "2"));
    files.column("l", &[3, 1, 1]);
    damaged("FOLDER/l");
    files.column("l", &[3, 1, 0]);
    files.check(&[], 1, "rejected the optimum is 3/2, not 2\n", "");
    // A rule is broken in the first column, by whoever wrote it: the others are read too, and one is not as it was.
    files.write("cert", CERTIFICATE);
    files.column("r", &[2, 1, 3]);
    files.seal();
    files.column("l", &[3, 1, 1]);
    damaged("FOLDER/l");
    // What is absent is not called damaged.
    fs::remove_file(files.0.join("l")).unwrap();
    let absent = "FOLDER/l: No such file or directory (os error 2)";
    files.check(&[], 2, "", &format!("error: FOLDER/three.columns.json: {absent}\n"));
    files.column("r", &[1, 2, 3]);
    files.column("l", &[3, 1, 0]);
    // Units, names and masses stand in the header.
    files.write("three.columns.json", &sealed);
    for (from, to) in
        [("\"three\"", "\"thief\""), ("\"1/2\"", "\"3/4\""), ("\n \"crc32\"", "\n  \"crc32\"")]
    {
        assert!(sealed.contains(from));
        files.write("three.columns.json", sealed.replace(from, to));
        damaged("the header");
    }
}

/// A check takes the same memory whatever there is to check: 96 MB of columns in 24 MiB, with the program itself.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_columns() {
    let files = Files::new("memory");
    let n = 4_000_000_i64;
    let header =
        HEADER.replace("\"count\": 3", &format!("\"count\": {n}")).replace("\"1/2\"", "\"2\"");
    files.write("three.columns.json", header);
    files.column("r", &(n..2 * n).collect::<Vec<i64>>());
    files.column("f", &vec![1; 4_000_000]);
    files.column("l", &vec![0; 4_000_000]);
    let sum = n * (3 * n - 1) / 2;
    let body = format!("item 1 {n} {n} 1:1\nimplied {n} 0 {sum}\nend\n");
    files.write("cert", format!("ironproof-certificate 1\nvalue {n}\nsupply 0\ngroup 1\n{body}"));
    files.check(&["--memory", "24MiB"], 0, "verified 4000000\n", "");
    fs::remove_dir_all(&files.0).unwrap();
}

/// The library says the same, without the path.
#[test]
fn failures_of_the_library_are_displayed() {
    let files = Files::new("library");
    let path = files.0.join("three.columns.json");
    let failure = |certificate: &str| {
        verify_columns(&path, certificate, &|_, _| {}).map_err(|failure| failure.to_string())
    };
    assert_eq!(failure(CERTIFICATE).unwrap().to_string(), "verified 3/2");
    let other = CERTIFICATE.replace("3/2", "2");
    assert_eq!(failure(&other).unwrap_err(), "the optimum is 3/2, not 2");
    fs::remove_file(&path).unwrap();
    assert!(failure(CERTIFICATE).unwrap_err().contains("No such file"));
}

/// On a terminal, how much is done: each time over the last, and nothing of it stays.
#[test]
fn progress_is_shown_on_a_terminal() {
    let files = Files::new("terminal");
    let program = env!("CARGO_BIN_EXE_ironproof-verifier");
    let command = format!("{program} three.columns.json cert");
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .current_dir(&files.0)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.starts_with("\r 33% \r\r 66% \r\r100% \r"), "{said:?}");
    assert!(said.ends_with("\r      \rverified 3/2\r\n"), "{said:?}");
}
