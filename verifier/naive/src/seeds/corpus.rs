//! The cases of the trusted checkers, with their verdicts.
//!
//! A case of a mechanism is `verdict: ..`, then `instance: FILE` and the certificate after an empty line, or
//! an instance that cannot be read. A case of a model is `verdict: ..`, `model: FILE` or `dialect: ..`, perhaps
//! `reading: ..`; then the model, unless it is a file, a line `---` and the claim. Cases without
//! a statement, and whole certificates with their digests, are about other layers and left out.

use std::fs;
use std::path::{Path, PathBuf};

use ironproof_dialects::{Dialect, Readings, statement};

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

/// All cases of the repository.
pub fn cases() -> Result<Vec<Case>, String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let mut cases = Vec::new();
    for (folder, is_lp) in [("corpus", false), ("models", true)] {
        let folder = tests.join(folder);
        let entries = fs::read_dir(&folder).map_err(|error| at(&folder, error))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "case"));
        paths.sort();
        for path in paths {
            let text = fs::read_to_string(&path).map_err(|error| at(&path, error))?;
            let (head, body) = text.split_once("\n\n").ok_or(at(&path, "no empty line"))?;
            let (verdict, head) = head.split_once('\n').unwrap_or((head, ""));
            let verdict = verdict.strip_prefix("verdict: ").ok_or(at(&path, "no verdict"))?;
            let parts = if is_lp {
                of_model(&folder, head, body)?
            } else {
                of_instance(&folder, head, body)?
            };
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

fn at(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

/// Question and answer.
type Parts = Option<(String, String)>;

fn of_instance(folder: &Path, head: &str, body: &str) -> Result<Parts, String> {
    let Some(file) = head.strip_prefix("instance: ") else {
        return Ok(Some((body.to_string(), String::new())));
    };
    let file = folder.join(file);
    let instance = fs::read_to_string(&file).map_err(|error| at(&file, error))?;
    Ok(Some((instance, body.to_string())))
}

fn of_model(folder: &Path, head: &str, body: &str) -> Result<Parts, String> {
    let (model, claim) = body.split_once("---\n").unwrap_or(("", body));
    let (mut model, mut dialect) = (model.as_bytes().to_vec(), None);
    let mut readings = Readings::default();
    for (key, value) in head.lines().filter_map(|line| line.split_once(": ")) {
        match key {
            "model" => {
                let file = folder.join(value);
                dialect = Dialect::of_file(value);
                model = fs::read(&file).map_err(|error| at(&file, error))?;
            }
            "dialect" => dialect = Dialect::of_file(&format!("model.{value}")),
            _ => readings.add(value).map_err(|error| format!("{value}: {error:?}"))?,
        }
    }
    let Some(dialect) = dialect else { return Err(format!("{head}: no dialect")) };
    let statement = statement(&model, dialect, &readings);
    let is_claim = !claim.starts_with("ironproof-");
    Ok(statement.ok().filter(|_| is_claim).map(|text| (text.into_owned(), claim.to_string())))
}

/// The certificates that are accepted.
pub(super) fn accepted() -> Result<Vec<Seed>, String> {
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
