//! Hostile and damaged input: one error at once, exit code 2, and a remedy; never memory or minutes.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Runs with little memory, and not for long.
fn run(folder: &Path, arguments: &[&str]) -> (Output, Duration) {
    let begun = Instant::now();
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 6000000; exec timeout 60 \"$@\"", "sh"]);
    command.arg(env!("CARGO_BIN_EXE_ironproof")).args(arguments).current_dir(folder);
    let output = command.stdin(Stdio::null()).output().unwrap();
    (output, begun.elapsed())
}

#[track_caller]
fn refused(folder: &Path, arguments: &[&str], expected: &str) {
    let (output, time) = run(folder, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
    assert!(said.contains(expected), "{arguments:?}: {said}");
    assert!(said.lines().filter(|line| line.starts_with("error: ")).count() == 1, "{said}");
    assert!(time < Duration::from_secs(20), "{arguments:?}: {time:?}");
}

fn instance(wtp: &str) -> String {
    format!(
        r#"{{"name": "f", "alpha": "1", "groups": [{{"label": "all", "mass": "1", "types": [
         {{"wtp": "1", "prob": "1/3", "weight": "2"}}, {{"wtp": "3", "prob": "1/3", "weight": "1.5"}},
         {{"wtp": "{wtp}", "prob": "1/3", "weight": "1"}}]}}],
         "quality": [{{"level": "1", "mass": "1/2"}}]}}"#
    )
}

#[test]
fn what_is_beyond_a_limit_is_an_error_at_once() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    let write = |name: &str, text: &str| std::fs::write(path.join(name), text).unwrap();
    write("exponent.json", &instance("1e99999"));
    write("huge.json", &instance("1e99999999999999999999"));
    write("digits.json", &instance(&"7".repeat(30_000)));
    write("one.json", &instance("5"));
    write("deep.json", &"[".repeat(1_000_000));
    write("deep.toml", &format!("a = {}", "[".repeat(1_000_000)));
    for (name, to) in [("endless.json", "/dev/zero"), ("endless.mps", "/dev/zero")] {
        std::os::unix::fs::symlink(to, path.join(name)).unwrap();
    }
    // 1 GiB of blanks in a megabyte.
    let file = std::fs::File::create(path.join("bomb.mps.gz")).unwrap();
    let mut gzip =
        Command::new("gzip").arg("-c").stdin(Stdio::piped()).stdout(file).spawn().unwrap();
    let mut pipe = gzip.stdin.take().unwrap();
    let blanks = vec![b' '; 1 << 20];
    (0..1024).for_each(|_| pipe.write_all(&blanks).unwrap());
    drop(pipe);
    assert!(gzip.wait().unwrap().success());
    for (arguments, expected) in [
        (&["solve", "exponent.json"][..], "raise it with --limits exponent=N"),
        (&["solve", "huge.json"], "not a number"),
        (&["solve", "digits.json"], "raise it with --limits digits=N"),
        (&["solve", "endless.json"], "raise it with --limits bytes=N"),
        (&["certify", "endless.mps"], "raise it with --limits bytes=N"),
        (&["certify", "bomb.mps.gz"], "raise it with --limits expansion=N"),
        (&["certify", "bomb.mps.gz", "--limits", "expansion=2000,bytes=64M"], "--limits bytes=N"),
        (&["solve", "one.json", "--limits", "types=2"], "3 types: more than the limit of 2"),
        (&["solve", "one.json", "--limits", "bytes=9"], "--limits bytes=N"),
        (&["verify", "--random", "1000000000000"], "--limits instances=N"),
        (&["verify", "--random", "18446744073709551615"], "--limits instances=N"),
        (&["solve", "one.json", "--limits", "depth=3"], "expected one of digits, exponent"),
        (&["solve", "one.json", "--threads", "1000000000"], "1..=1024"),
        (&["solve", "one.json", "--threads", "65535"], "1..=1024"),
        (&["solve", "deep.json"], "line 1"),
        (&["solve", "deep.toml"], "recursion"),
    ] {
        refused(path, arguments, expected);
    }
    let (output, _) = run(path, &["solve", "digits.json", "--limits", "digits=100000"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Doubles overflow, and the exact optimum is proved all the same: no disagreement, and no picture for ever.
#[test]
fn numbers_beyond_doubles_are_no_disagreement() {
    let folder = TempDir::new().unwrap();
    for wtp in ["1e200", "1e400", "1e9999"] {
        std::fs::write(folder.path().join("f.json"), instance(wtp)).unwrap();
        let (output, time) = run(folder.path(), &["verify", "f.json", "--out", "out"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{wtp}: {said}");
        assert!(time < Duration::from_secs(20), "{wtp}: {time:?}");
        for arguments in [
            &["solve", "f.json", "--plot", "p.svg"][..],
            &["path", "f.json", "--over", "alpha", "--plot", "q.svg"],
            &["report", "f.json", "--out", "r.html"],
            &["figure", "mechanism", "f.json", "--out", "m.svg"],
        ] {
            let (output, time) = run(folder.path(), arguments);
            assert!(matches!(output.status.code(), Some(0 | 2)), "{arguments:?}");
            assert!(time < Duration::from_secs(20), "{wtp} {arguments:?}: {time:?}");
        }
    }
    std::fs::write(folder.path().join("f.json"), instance("1e400")).unwrap();
    refused(folder.path(), &["solve", "f.json", "--plot", "p.svg"], "too large for a picture");
}

/// A folder that leads to itself has each of its files once.
#[test]
fn links_in_a_circle_end() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("one.json"), instance("5")).unwrap();
    std::os::unix::fs::symlink(".", folder.path().join("self")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("above")).unwrap();
    std::os::unix::fs::symlink("link", folder.path().join("link")).unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    std::os::unix::fs::symlink("..", inner.join("up")).unwrap();
    std::fs::remove_file(folder.path().join("above")).unwrap();
    let (output, _) = run(folder.path(), &["verify", ".", "--json", "--out", "out"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stdout.split(|byte| *byte == b'\n').count(), 2);
}

/// What cannot be written is said before the work, and nothing is left of the question.
#[test]
fn what_cannot_be_written_is_known_before_the_work() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("one.json"), instance("5")).unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    for arguments in [
        &["verify", "--random", "1000000", "--out", "/proc/1/out"][..],
        &["claims", "--random", "100000000", "--out", "/proc/1/out"],
        &["verify", "--random", "1000000", "--out", "file/out"],
    ] {
        let (output, time) = run(folder.path(), arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(arguments[4]), "{arguments:?}: {said}");
        assert!(time < Duration::from_secs(20), "{arguments:?}: {time:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}
