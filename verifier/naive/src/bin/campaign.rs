//! The campaign as a program: mutants in, a table out.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use ironproof_naive::campaign::{Config, Finding, run};
use ironproof_naive::seeds::{self, SeedError};
use ironproof_naive::table::markdown;

const HELP: &str = "\
Mutates certificates of every kind, and compares what the trusted and the naive checkers say.

Usage: campaign [--count N] [--seed S] [--seconds T] [--threads N] [--details] [--out DIR]

  --count N    mutants [default: 100000]
  --seed S     of the random numbers; equal seeds make equal mutants [default: 1]
  --seconds T  stop after this time, whatever is left
  --threads N  [default: all cores]
  --details    also count by mutation, and by the equation that was kept
  --out DIR    where mutants go that the checkers disagree about [default: campaign-findings]

Prints a table as Markdown on stdout, and progress on stderr.
Exit codes: 0 the checkers agree, 1 they do not, 2 could not run.
";

fn main() -> ExitCode {
    match campaign() {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Why the campaign could not run.
enum Failed {
    /// There is no such option.
    Option(String),
    /// Nothing follows an option that takes a value.
    NoValue(String),
    /// The value of an option is not a number, or not one that fits.
    Number(String, String),
    /// There is nothing to start from.
    Seeds(SeedError),
    /// No seed has a mutation.
    NoMutant,
    Stdout(io::Error),
    Finding(PathBuf, io::Error),
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(word) => write!(f, "{word}: no such option; see --help"),
            Self::NoValue(word) => write!(f, "{word} needs a value"),
            Self::Number(word, value) => write!(f, "{word} {value}: not a number"),
            Self::Seeds(error) => error.fmt(f),
            Self::NoMutant => f.write_str("no mutant was made"),
            Self::Stdout(error) => write!(f, "stdout: {error}"),
            Self::Finding(out, error) => write!(f, "{}: {error}", out.display()),
        }
    }
}

struct Options {
    config: Config,
    out: PathBuf,
    has_details: bool,
}

fn campaign() -> Result<ExitCode, Failed> {
    let Some(Options { config, out, has_details }) = options()? else {
        return print(HELP).map(|()| ExitCode::SUCCESS);
    };
    let seeds = seeds::all(config.seed).map_err(Failed::Seeds)?;
    let start = Instant::now();
    let shown = Mutex::new(Instant::now());
    let report = run(&seeds, &config, &|n_done| {
        let Ok(mut shown) = shown.lock() else { return };
        if Duration::from_secs(2) < shown.elapsed() {
            *shown = Instant::now();
            let seconds = start.elapsed().as_secs();
            let _ = writeln!(io::stderr(), "{n_done} of {} mutants, {seconds} s", config.count);
        }
    });
    let total = report.total();
    let seconds = start.elapsed().as_secs();
    let n = total.mutants();
    if n == 0 {
        return Err(Failed::NoMutant);
    }
    let _ = writeln!(io::stderr(), "{n} mutants, {seconds} s");
    let head = format!("{n} mutants of {} certificates, seed {}.\n\n", seeds.len(), config.seed);
    print(&(head + &markdown(&report, has_details)))?;
    for finding in &report.findings {
        write(&out, finding).map_err(|error| Failed::Finding(out.clone(), error))?;
    }
    if 0 < total.findings {
        let kept = report.findings.len();
        let n = total.findings;
        let _ = writeln!(io::stderr(), "{n} findings, the first {kept} are in {}", out.display());
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

/// `None` if help is asked for.
fn options() -> Result<Option<Options>, Failed> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let config = Config { seed: 1, count: 100_000, threads, time_limit: None };
    let out = PathBuf::from("campaign-findings");
    let mut options = Options { config, out, has_details: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        if word == "--help" || word == "-h" {
            return Ok(None);
        }
        if word == "--details" {
            options.has_details = true;
            continue;
        }
        let Some(value) = words.next() else { return Err(Failed::NoValue(word)) };
        let no_number = || Failed::Number(word.clone(), value.clone());
        let number = || value.parse::<u64>().map_err(|_| no_number());
        match word.as_str() {
            "--count" => options.config.count = number()?,
            "--seed" => options.config.seed = number()?,
            "--seconds" => options.config.time_limit = Some(Duration::from_secs(number()?)),
            "--threads" => {
                let threads = usize::try_from(number()?).map_err(|_| no_number())?;
                options.config.threads = threads.max(1);
            }
            "--out" => options.out = PathBuf::from(&value),
            _ => return Err(Failed::Option(word)),
        }
    }
    Ok(Some(options))
}

fn print(text: &str) -> Result<(), Failed> {
    io::stdout().write_all(text.as_bytes()).map_err(Failed::Stdout)
}

/// Three files: the question, the answer, and what was said about them.
fn write(folder: &Path, finding: &Finding) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let file = |end: &str| folder.join(format!("{}.{end}", finding.number));
    fs::write(file("question"), &finding.mutant.question)?;
    fs::write(file("answer"), &finding.mutant.answer)?;
    let Finding { what, kind, mutant, trusted, naive, .. } = finding;
    let mutate = mutant.change;
    let said = format!(
        "{what}\n{kind}\nmutation: {}\nequation kept: {}\ntrusted: {trusted:?}\nnaive: {naive:?}\n",
        mutate.mutation, mutate.repair
    );
    fs::write(file("verdicts"), said)
}
