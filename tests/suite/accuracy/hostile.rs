//! Programs of others that do anything they can, and faults of the machine, which are no solver's.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use super::{find, rows};

/// A program in shell; `$1` is the model, `$2` the answer.
fn script(folder: &Path, name: &str, body: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    format!("{name}={}", path.display())
}

const RIGHT: &str = "printf 'ironproof-answer 1\\nstatus optimal\\nversion 7\\nobjective 1\\n\
                     primal 1 0\\nend\\n' > \"$2\"";

fn bench(folder: &Path, solvers: &[String], limit: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ironproof"));
    command.args(["bench", "accuracy", "--quick", "--family", "barely-bounded", "--quiet"]);
    command.args(["--time-limit", limit, "--solver", &solvers.join(","), "--out"]);
    command.arg(folder.join("out"));
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Whatever one does with its files, its own row says so, and the next solver reads the model as it was.
#[test]
fn a_program_reaches_no_answer_but_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let wide = "\"$2\"; head -c 100000000 /dev/zero | tr '\\0' '1' >> \"$2\"";
    let cases = [
        ("rewrites", format!("echo 'NAME' > \"$1\"; {RIGHT}"), "changed the model file"),
        ("removes", format!("rm -f \"$1\"; {RIGHT}"), "changed the model file"),
        ("fifo", "mkfifo \"$2\"".to_owned(), "no regular file"),
        ("endless", "ln -s /dev/zero \"$2\"".to_owned(), "no regular file"),
        ("folder", "mkdir \"$2\"".to_owned(), "no regular file"),
        ("wide", format!("printf 'ironproof-answer 1\\n' > {wide}"), "bytes, more than"),
        ("bytes", "printf '\\377\\376' > \"$2\"".to_owned(), "no UTF-8"),
        ("timeless", RIGHT.replace("end", "seconds NaN\\nend"), "finite number of seconds"),
    ];
    let mut solvers: Vec<String> =
        cases.iter().map(|(name, body, _)| script(folder.path(), name, body)).collect();
    solvers.push(script(folder.path(), "good", RIGHT));
    solvers.push("highs-simplex".to_owned());
    let begun = Instant::now();
    let output = bench(folder.path(), &solvers, "20").output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(begun.elapsed() < Duration::from_secs(60));
    let rows = rows(&folder.path().join("out"));
    for (name, _, expected) in cases {
        let row = find(&rows, name);
        let (status, how) = (row.status.name(), row.termination.name());
        assert!(status == "ER" && how.contains(expected), "{name}: {status} {how}");
    }
    assert_eq!(find(&rows, "good").grade.name(), "accepted");
    assert_eq!(find(&rows, "highs-simplex").grade.name(), "accepted");
    // Nothing is asked again.
    let before = std::fs::read(folder.path().join("out/accuracy.jsonl")).unwrap();
    assert!(bench(folder.path(), &solvers, "20").output().unwrap().status.success());
    assert_eq!(std::fs::read(folder.path().join("out/accuracy.jsonl")).unwrap(), before);
}

fn lives(pid: &str) -> bool {
    let stat = PathBuf::from(format!("/proc/{pid}/stat"));
    std::fs::read_to_string(stat).is_ok_and(|stat| !stat.contains(") Z"))
}

/// The processes whose numbers stand in the files of a folder.
fn pids(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Children that ignore signals, and that left for a session of their own.
fn stubborn(folder: &Path, rest: &str) -> String {
    let pids = folder.join("pids");
    std::fs::create_dir_all(&pids).unwrap();
    let stubborn = format!(
        "echo -n $$ > {0}/program; trap '' TERM INT HUP\n\
         setsid sh -c 'trap \"\" TERM INT HUP; echo -n $$ > {0}/session; sleep 1000; :' &\n\
         (sh -c 'echo -n $$ > {0}/orphan; sleep 1000; :' &)\n\
         while ! test -s {0}/session || ! test -s {0}/orphan; do :; done\n{rest}",
        pids.display()
    );
    script(folder, "stubborn", &stubborn)
}

#[test]
fn what_a_program_starts_ends_with_it() {
    for (rest, status) in [("sleep 1000", "TO"), (RIGHT, "ok")] {
        let folder = tempfile::tempdir().unwrap();
        let solvers = [stubborn(folder.path(), rest)];
        let output = bench(folder.path(), &solvers, "2").output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        let rows = rows(&folder.path().join("out"));
        assert_eq!(find(&rows, "stubborn").status.name(), status);
        let pids = pids(&folder.path().join("pids"));
        assert_eq!(pids.len(), 3);
        wait_until("all are gone", || !pids.iter().any(|pid| lives(pid)));
    }
}

#[test]
fn all_end_when_the_parent_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let solvers = [stubborn(folder.path(), "sleep 1000")];
    let mut child = bench(folder.path(), &solvers, "600").spawn().unwrap();
    let there = folder.path().join("pids");
    wait_until("all have begun", || pids(&there).iter().filter(|pid| !pid.is_empty()).count() == 3);
    child.kill().unwrap();
    child.wait().unwrap();
    let pids = pids(&there);
    wait_until("all are gone", || !pids.iter().any(|pid| lives(pid)));
}

/// A row of `bench` is measured by a process that ends with its parent, too.
#[test]
fn a_measurement_ends_with_its_parent() {
    let folder = tempfile::tempdir().unwrap();
    let suite = folder.path().join("suite.toml");
    let text = "warmups = 0\nrepetitions = 100000000\ntime_limit_s = 600\nlevels = 3\n\n[quick]\nsizes = [8]\n\
                time_limit_s = 600\nrepetitions = 1\n\n[[family]]\nshape = \"noisy\"\nsizes = [20]\n\n\
                [[method]]\nname = \"ironing-exact\"\n";
    std::fs::write(&suite, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ironproof"));
    command.args(["bench", "--quiet", "--suite"]).arg(&suite).arg("--out");
    command.arg(folder.path().join("out"));
    let mut child = command.spawn().unwrap();
    let children = PathBuf::from(format!("/proc/{0}/task/{0}/children", child.id()));
    let of_child = || std::fs::read_to_string(&children).unwrap_or_default();
    wait_until("it has a child", || !of_child().trim().is_empty());
    child.kill().unwrap();
    let pids: Vec<String> = of_child().split_whitespace().map(str::to_owned).collect();
    child.wait().unwrap();
    wait_until("all are gone", || !pids.iter().any(|pid| lives(pid)));
}

/// No disk, no memory, no end by itself: none of that is written down as the doing of a solver, and the run goes on
/// when the fault is gone.
#[test]
fn faults_of_the_machine_are_no_rows() {
    let folder = tempfile::tempdir().unwrap();
    let solvers = ["highs-simplex".to_owned(), script(folder.path(), "good", RIGHT)];
    let killed = script(folder.path(), "killed", "kill -9 $$");
    let program = bench(folder.path(), &solvers, "20");
    let shell = |limits: &str, solvers: &[String]| {
        let arguments = bench(folder.path(), solvers, "20");
        let arguments: Vec<&str> = arguments.get_args().map(|it| it.to_str().unwrap()).collect();
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{limits}; exec \"$@\""), "sh"]).arg(program.get_program());
        command.args(arguments).output().unwrap()
    };
    let text = || std::fs::read_to_string(folder.path().join("out/accuracy.jsonl")).unwrap();
    for (limits, solvers, expected) in [
        ("export TMPDIR=/nowhere", &solvers[..], "No such file"),
        ("ulimit -v 2000000", &solvers[..], "ulimit -v"),
        ("true", &[killed], "ended by its environment"),
    ] {
        let output = shell(limits, solvers);
        assert_eq!(output.status.code(), Some(2), "{limits}: {}", said(&output));
        assert!(said(&output).contains(expected), "{limits}: {}", said(&output));
        assert!(said(&output).contains("nothing is recorded"), "{limits}: {}", said(&output));
        assert_eq!(text(), "", "{limits}");
    }
    assert!(shell("true", &solvers).status.success());
    assert_eq!(text().lines().count(), 2);
}
