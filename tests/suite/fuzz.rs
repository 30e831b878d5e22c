//! Damaged inputs: whatever the bytes are, readers and checkers answer, and their answers fit together.
//!
//! Each target makes variants of the files in `tests/data/fuzz` and `instances/lp` from a seed. A test
//! runs a fixed number; `FUZZ_SECONDS` runs each target as long as it says, `FUZZ_SEED` from another
//! seed:
//!
//! ```text
//! FUZZ_SECONDS=900 FUZZ_SEED=7 cargo test --release --test suite fuzz -- --nocapture
//! ```

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use ironproof::finite;
use ironproof::lp::{Lp, ModelFormat, Readings, read_model, to_lp_text, to_mps};
use ironproof::proof::prove;
use ironproof::transcript::{Certificate, Source, write_certificate};
use ironproof_verifier::verify;

use crate::common::{certificate_text, listed, number, verify_lp};
use crate::models::{ours, theirs};
use crate::readers::{as_in_mps, as_in_text, check_read_back};
use ironproof::solve;

/// Pieces that mean something somewhere.
const WORDS: &[&str] = &[
    "0",
    "1",
    "-1",
    ".5",
    "1e-9",
    "1e20",
    "-1e30",
    "1e400",
    "inf",
    "-inf",
    "nan",
    "1/3",
    "2d1",
    "-",
    "+",
    "<=",
    ">=",
    "=",
    ":",
    "free",
    "end",
    "bounds",
    "st",
    "bin",
    "ROWS",
    "COLUMNS",
    "RHS",
    "RANGES",
    "BOUNDS",
    "ENDATA",
    "OBJSENSE",
    "MAX",
    "general\n",
    "c1: ",
    "[1]",
    ">= 2\n",
    "1.5D+3",
    "NAME",
    "QUADOBJ",
    " UP",
    " LO",
    " FX",
    " FR",
    " MI",
    " PL",
    " BV",
    " LI",
    " UI",
    " SC",
    " N",
    " E",
    " L",
    " G",
    "'MARKER'",
    "'INTORG'",
    "'INTEND'",
    "$",
    "*",
    "\\",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "\0",
    "é",
    "point",
    "ray",
    "multipliers",
    "optimal",
    "infeasible",
    "unbounded",
    "column",
    "row",
    "item",
    "dual",
    "value",
];

/// A linear congruential generator: the same inputs on every machine.
pub struct Random(pub u64);

impl Random {
    /// Below `bound`, which is positive.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// One to four changes: characters, words of this or another text, lines.
    pub fn damage(&mut self, text: &str, other: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..=self.below(4) {
            let at = self.place(&text);
            let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
            let words: Vec<&str> = other.split_ascii_whitespace().collect();
            match self.below(7) {
                0 => text.replace_range(at..end, ""),
                1 => text.insert(at, char::from(32 + u8::try_from(self.below(95)).unwrap())),
                2 => text.insert_str(at, WORDS[self.below(WORDS.len())]),
                3 if !words.is_empty() => {
                    // A word for a word.
                    let start = text[..at].rfind([' ', '\n']).map_or(0, |at| at + 1);
                    let end = text[at..].find([' ', '\n']).map_or(text.len(), |end| at + end);
                    let new = if self.below(2) == 0 {
                        words[self.below(words.len())]
                    } else {
                        WORDS[self.below(WORDS.len())]
                    };
                    text.replace_range(start..end, new);
                }
                4 => {
                    let mut lines: Vec<&str> = text.lines().collect();
                    let line = lines.get(self.below(lines.len().max(1))).copied();
                    if let Some(line) = line {
                        lines.insert(self.below(lines.len()), line);
                    }
                    text = lines.join("\n") + "\n";
                }
                5 => {
                    let mut lines: Vec<&str> = text.lines().collect();
                    if !lines.is_empty() {
                        lines.remove(self.below(lines.len()));
                    }
                    text = lines.join("\n") + "\n";
                }
                _ => {
                    // The start of one text and the end of another.
                    let from = self.place(other);
                    if self.below(10) == 0 {
                        text.truncate(at);
                        text.push_str(&other[from..]);
                    }
                }
            }
        }
        text
    }
}

/// The number in a variable of the environment.
pub fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Runs `check` on damaged texts, which says whether a text was still good. Prints the text if it fails.
pub fn fuzz(
    target: &str,
    corpus: &[(String, String)],
    n_default: usize,
    check: impl Fn(usize, &str) -> bool,
) {
    let limit = variable("FUZZ_SECONDS").map(Duration::from_secs);
    let mut random = Random(variable("FUZZ_SEED").unwrap_or(1));
    let (start, mut n_run, mut n_good) = (Instant::now(), 0, 0);
    while limit.map_or(n_run < n_default, |limit| start.elapsed() < limit) {
        let at = random.below(corpus.len());
        let other = random.below(corpus.len());
        let text = random.damage(&corpus[at].1, &corpus[other].1);
        let begin = Instant::now();
        match catch_unwind(AssertUnwindSafe(|| check(at, &text))) {
            Ok(is_good) => n_good += usize::from(is_good),
            Err(panic) => {
                println!("{target}: {} became\n{text}\n{text:?}", corpus[at].0);
                resume_unwind(panic);
            }
        }
        assert!(begin.elapsed() < Duration::from_secs(10), "{target} hangs on {text:?}");
        n_run += 1;
    }
    println!("{target}: {n_run} inputs, {n_good} of them good");
    assert!(0 < n_good && n_good < n_run, "{target}: {n_good} good of {n_run}");
}

/// The files with this ending.
pub fn corpus(ending: &str) -> Vec<(String, String)> {
    let root = Path::new(crate::common::ROOT);
    let mut files = Vec::new();
    for folder in ["tests/data/fuzz", "instances/lp"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == ending) {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                files.push((name, std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    files.sort();
    assert!(2 < files.len(), "{ending}: {}", files.len());
    files
}

/// Readings that a damaged file is read with, in turns.
const READINGS: [&[&str]; 4] = [
    &[],
    &["negative-upper=zero", "row-constant=move", "integer-upper=one", "bounds=all", "rhs=all"],
    &["negative-upper=free", "row-constant=drop", "integer-upper=none", "ranges=all"],
    &["bounds=B", "rhs=A"],
];

/// What both readers make of a text with some reading: the same statement, or an error.
fn agreed(at: usize, text: &str, format: ModelFormat) -> Option<Lp> {
    let readings = READINGS[(at + text.len()) % READINGS.len()];
    let (ours, theirs) =
        (ours(text.as_bytes(), format, readings), theirs(text.as_bytes(), format, readings));
    match (&ours, &theirs) {
        (Err(_), Err(_)) => return None,
        _ => assert_eq!(ours, theirs),
    }
    let readings = Readings::parse(readings).unwrap();
    Some(read_model(text.as_bytes(), format, &readings).unwrap().lp)
}

/// Both readers of MPS make the same model of a text, or both refuse it; what is written is the same model again.
#[test]
fn mps() {
    fuzz("mps", &corpus("mps"), 20_000, |at, text| {
        let Some(lp) = agreed(at, text, ModelFormat::Mps) else { return false };
        let written = to_mps(&lp);
        if is_unchanged(&written) {
            check_read_back("written", &as_in_mps(&lp), &written, ModelFormat::Mps);
        }
        true
    });
}

#[test]
fn lp_text() {
    fuzz("lp text", &corpus("lp"), 20_000, |at, text| {
        let Some(lp) = agreed(at, text, ModelFormat::Text) else { return false };
        let written = to_lp_text(&lp);
        if is_unchanged(&written) {
            check_read_back("written", &as_in_text(&lp), &written, ModelFormat::Text);
        }
        true
    });
}

/// No number was so long that it was moved, rounded, or its row multiplied.
fn is_unchanged(written: &str) -> bool {
    written.contains("every number is exact")
        && !["multiplied", "BOUND(", "VALUE"].iter().any(|mark| written.contains(mark))
}

/// A damaged certificate of a linear program proves what is true, or nothing.
#[test]
fn lp_certificates() {
    let models = corpus("mps");
    let certificate = |(name, model): &(String, String)| {
        let readings = Readings::default();
        let read = read_model(model.as_bytes(), ModelFormat::Mps, &readings).ok()?;
        let report = prove(&read.lp, &solve::bases, 60.0);
        let proof = report.proof().unwrap_or_else(|| panic!("{name}: too slow"));
        let source = Source::new(model.as_bytes(), &read, &readings);
        Some((name.clone(), write_certificate(&source, Certificate::Proof(proof))))
    };
    let (models, certificates): (Vec<_>, Vec<_>) =
        models.into_iter().filter_map(|model| Some((model.clone(), certificate(&model)?))).unzip();
    let truths: Vec<_> = models
        .iter()
        .zip(&certificates)
        .map(|((_, model), (_, certificate))| verify_lp(model.as_bytes(), certificate).unwrap())
        .collect();
    fuzz("lp certificates", &certificates, 20_000, |at, text| {
        match verify_lp(models[at].1.as_bytes(), text) {
            Ok(verified) => {
                assert_eq!(verified, truths[at]);
                true
            }
            Err(error) if error.is_rejection() || error.is_limit() => false,
            Err(error) => panic!("{}", error.reason()),
        }
    });
}

/// A damaged certificate of a finite instance proves the optimum, or nothing.
#[test]
fn certificates() {
    let (instances, certificates): (Vec<_>, Vec<_>) = listed()
        .into_iter()
        .take(30)
        .map(|instance| {
            (finite::to_json(&instance), (instance.name.clone(), certificate_text(&instance)))
        })
        .unzip();
    fuzz("certificates", &certificates, 20_000, |at, text| {
        let Ok(verified) = verify(&instances[at], text) else { return false };
        let value = certificates[at].1.lines().nth(1).unwrap().strip_prefix("value ").unwrap();
        assert_eq!(number(&verified.value().unwrap().to_string()), number(value));
        true
    });
}
