//! The command line.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

use ironproof_verifier::Readings;

const USAGE: &str = "usage: ironproof-verifier INSTANCE.json|X.columns.json|MODEL.mps|MODEL.lp|MODEL.statement CERTIFICATE \
                     [--reading KEY=VALUE]... [--statement OUT] [--memory SIZE] [--time SECONDS]";
const HELP: &str = "
  INSTANCE.json       a finite instance, with a certificate of `ironproof export` or `solve`
  X.columns.json      types in binary column files, with a certificate of `ironproof solve --certificate`
  MODEL.mps, .lp      a linear program in MPS or LP text, with a certificate of `ironproof certify`
  MODEL.statement     what `--statement` wrote; the digest of the model file is then not compared
  --reading KEY=VALUE where solvers read a file differently: the certificate must be for this reading
                      (negative-upper, integer-upper, repeated-bound, row-constant, bounds, rhs, ranges: docs/models.md)
  --statement OUT     write what the claim is about: every number a fraction, every bound written out
  --memory SIZE       stop if the check takes more memory: bytes, or 500MiB, 2GiB (Linux)
  --time SECONDS      stop if the check takes longer

prints `verified VALUE` (for models also `verified bounds LOWER UPPER`, `verified infeasible` or `verified unbounded`,
with `relaxation` where the file wants integers, and ` (reading KEY=VALUE)` where one was chosen), or `rejected REASON`.
Exit code 0: verified; 1: rejected; 2: could not run; 3: a limit of size, memory or time came first.
Only the line on stdout is a proof: --help exits with 0 too.";

/// The first argument of a child that checks within limits; the limit of memory follows.
pub(crate) const CHILD: &str = "--as-child-with-memory";

/// What to do.
pub(crate) enum Command {
    Print(String),
    Check(Task),
    /// In a child process, with so many bytes of memory, or 0 for any.
    CheckAsChild(u64, Task),
}

/// A check.
pub(crate) struct Task {
    pub(crate) file: PathBuf,
    pub(crate) certificate: PathBuf,
    pub(crate) readings: Readings,
    pub(crate) statement: Option<PathBuf>,
    pub(crate) memory: Option<u64>,
    pub(crate) time: Option<Duration>,
    /// As they came, for a child.
    pub(crate) arguments: Vec<OsString>,
}

impl Task {
    pub(crate) fn is_limited(&self) -> bool {
        self.memory.is_some() || self.time.is_some()
    }
}

/// The command, or what is wrong with the arguments.
pub(crate) fn read() -> Result<Command, String> {
    let mut arguments: Vec<OsString> = env::args_os().skip(1).collect();
    match arguments.first().and_then(|first| first.to_str()) {
        Some("--help" | "-h") => return Ok(Command::Print(format!("{USAGE}\n{HELP}\n"))),
        Some("--version" | "-V") => {
            let version = env!("CARGO_PKG_VERSION");
            return Ok(Command::Print(format!("ironproof-verifier {version}\n")));
        }
        Some(CHILD) => {
            let memory = arguments.get(1).and_then(|word| word.to_str()?.parse().ok());
            let memory = memory.ok_or_else(|| USAGE.to_owned())?;
            return Ok(Command::CheckAsChild(memory, task(arguments.split_off(2))?));
        }
        _ => {}
    }
    task(arguments).map(Command::Check)
}

fn task(arguments: Vec<OsString>) -> Result<Task, String> {
    let mut paths = Vec::new();
    let mut readings = Readings::default();
    let (mut statement, mut memory, mut time) = (None, None, None);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let text = word.to_str().unwrap_or_default();
        let (option, attached) = match text.split_once('=') {
            Some((option, value)) if option.starts_with("--") => (option, Some(OsStr::new(value))),
            _ => (text, None),
        };
        if !option.starts_with("--") {
            paths.push(PathBuf::from(word));
            continue;
        }
        if option == "--ic" {
            return Err("--ic is gone: all incentive rows are always checked".to_owned());
        }
        if !["--reading", "--statement", "--memory", "--time"].contains(&option) {
            return Err(format!("no option {option}; {USAGE}"));
        }
        let value = attached.or_else(|| words.next().map(OsString::as_os_str));
        let value = value.ok_or_else(|| format!("{option} needs a value; {USAGE}"))?;
        let text = value.to_str().ok_or_else(|| format!("the value of {option} is not in UTF-8"));
        let is_twice = match option {
            "--reading" => {
                readings.add(text?).map_err(|error| error.to_string())?;
                false
            }
            "--statement" => statement.replace(PathBuf::from(value)).is_some(),
            "--memory" => memory.replace(bytes(text?)?).is_some(),
            _ => time.replace(seconds(text?)?).is_some(),
        };
        if is_twice {
            return Err(format!("{option} is given twice"));
        }
    }
    let [file, certificate] = <[PathBuf; 2]>::try_from(paths).map_err(|_| USAGE.to_owned())?;
    Ok(Task { file, certificate, readings, statement, memory, time, arguments })
}

/// `1000000`, `500MiB`, `2GiB`
fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let shift = match &text[digits.len()..] {
        "" => Some(0),
        "KiB" => Some(10),
        "MiB" => Some(20),
        "GiB" => Some(30),
        _ => None,
    };
    let bytes = shift.and_then(|shift| digits.parse::<u64>().ok()?.checked_mul(1 << shift));
    bytes
        .filter(|bytes| 0 < *bytes)
        .ok_or_else(|| format!("--memory takes bytes or a size such as 500MiB or 2GiB, not {text}"))
}

/// Whole seconds.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| (1..=1_000_000_000).contains(seconds));
    seconds
        .map(Duration::from_secs)
        .ok_or_else(|| format!("--time takes whole seconds, from 1 on, not {text}"))
}
