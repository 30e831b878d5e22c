//! The cases of the trusted checkers, with their verdicts.
//!
//! A case of a mechanism is `verdict: ..`, then `instance: FILE` and the certificate after an empty line, or
//! an instance that cannot be read. A case of a model is `verdict: ..`, `model: FILE` or `dialect: ..`, perhaps
//! `reading: ..`; then the model, unless it is a file, a line `---` and the claim. Cases without
//! a statement, and whole certificates with their digests, are about other layers and left out.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ironproof_dialects::{Dialect, ReadingError, Readings, statement};

use crate::seeds::Seed;

/// A case.
pub struct Case {
    /// Its file.
    pub path: PathBuf,
    /// `verified ..`, `rejected ..` or `error ..`
    pub verdict: String,
    /// The instance or the statement.
    pub question: String,
    /// The certificate or the claim.
    pub answer: String,
    /// Whether it is about a linear program.
    pub is_lp: bool,
}

/// Why the cases cannot be had.
#[derive(Debug)]
pub enum CorpusError {
    /// A file or folder cannot be read.
    Read(PathBuf, io::Error),
    /// A case has no empty line after its head.
    NoHead(PathBuf),
    /// A case does not start with its verdict.
    NoVerdict(PathBuf),
    /// A case has a line in its head that is no reading.
    Reading(PathBuf, ReadingError),
    /// A case does not say how its model is written.
    NoDialect(PathBuf),
}

impl fmt::Display for CorpusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NoHead(path) => write!(f, "{}: no empty line", path.display()),
            Self::NoVerdict(path) => write!(f, "{}: no verdict", path.display()),
            Self::Reading(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NoDialect(path) => write!(f, "{}: no dialect", path.display()),
        }
    }
}

impl std::error::Error for CorpusError {}

/// All cases of the repository.
pub fn cases() -> Result<Vec<Case>, CorpusError> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let mut cases = Vec::new();
    for (folder, is_lp) in [("corpus", false), ("models", true)] {
        let folder = tests.join(folder);
        let entries = fs::read_dir(&folder).map_err(|error| CorpusError::Read(folder, error))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "case"));
        paths.sort();
        for path in paths {
            let text = read(&path, fs::read_to_string)?;
            let Some((head, body)) = text.split_once("\n\n") else {
                return Err(CorpusError::NoHead(path));
            };
            let (verdict, head) = head.split_once('\n').unwrap_or((head, ""));
            let Some(verdict) = verdict.strip_prefix("verdict: ") else {
                return Err(CorpusError::NoVerdict(path));
            };
            let parts =
                if is_lp { of_model(&path, head, body)? } else { of_instance(&path, head, body)? };
            let verdict = verdict.to_string();
            cases.extend(parts.map(|(question, answer)| Case {
                path,
                verdict,
                question,
                answer,
                is_lp,
            }));
        }
    }
    Ok(cases)
}

fn read<T>(path: &Path, reader: fn(PathBuf) -> io::Result<T>) -> Result<T, CorpusError> {
    reader(path.to_owned()).map_err(|error| CorpusError::Read(path.to_owned(), error))
}

/// Question and answer.
type Parts = Option<(String, String)>;

fn of_instance(path: &Path, head: &str, body: &str) -> Result<Parts, CorpusError> {
    let Some(file) = head.strip_prefix("instance: ") else {
        return Ok(Some((body.to_string(), String::new())));
    };
    let instance = read(&path.with_file_name(file), fs::read_to_string)?;
    Ok(Some((instance, body.to_string())))
}

fn of_model(path: &Path, head: &str, body: &str) -> Result<Parts, CorpusError> {
    let (model, claim) = body.split_once("---\n").unwrap_or(("", body));
    let (mut model, mut dialect) = (model.as_bytes().to_vec(), None);
    let mut readings = Readings::default();
    for (key, value) in head.lines().filter_map(|line| line.split_once(": ")) {
        match key {
            "model" => {
                dialect = Dialect::of_file(value);
                model = read(&path.with_file_name(value), fs::read)?;
            }
            "dialect" => dialect = Dialect::of_file(&format!("model.{value}")),
            _ => {
                readings
                    .add(value)
                    .map_err(|error| CorpusError::Reading(path.to_owned(), error))?;
            }
        }
    }
    let Some(dialect) = dialect else { return Err(CorpusError::NoDialect(path.to_owned())) };
    let statement = statement(&model, dialect, &readings);
    let is_claim = !claim.starts_with("ironproof-");
    Ok(statement.ok().filter(|_| is_claim).map(|text| (text.into_owned(), claim.to_string())))
}

/// The certificates that are accepted.
pub(super) fn accepted() -> Result<Vec<Seed>, CorpusError> {
    let seed = |case: Case| {
        if !case.verdict.starts_with("verified ") {
            return None;
        }
        if case.is_lp {
            Seed::lp(&case.question, &case.answer)
        } else {
            Seed::mechanism(&case.question, &case.answer)
        }
    };
    Ok(cases()?.into_iter().filter_map(seed).collect())
}
