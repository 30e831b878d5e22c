//! The cases of the trusted checkers, with their verdicts.
//!
//! A case is `verdict: ..`, then `instance: FILE` or `statement: FILE` and the certificate after an
//! empty line.

use std::fs;
use std::path::{Path, PathBuf};

use crate::seeds::Seed;

/// A case.
pub struct Case {
    /// Its file.
    pub path: PathBuf,
    /// `verified ..`, `rejected ..` or `error ..`
    pub verdict: String,
    /// The instance or the statement.
    pub question: String,
    /// The certificate or the claim; nothing if the question is in error.
    pub answer: String,
    /// Whether it is about a linear program.
    pub is_lp: bool,
}

/// All cases of the repository.
pub fn cases() -> Result<Vec<Case>, String> {
    let verifier = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut cases = Vec::new();
    for folder in ["tests/corpus", "mechanism/tests/corpus", "lp/tests/corpus"] {
        let folder = verifier.join(folder);
        if folder.is_dir() {
            read(&folder, &mut cases).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
    }
    if cases.is_empty() { Err("no corpus".to_string()) } else { Ok(cases) }
}

fn read(folder: &Path, cases: &mut Vec<Case>) -> std::io::Result<()> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    for path in paths {
        if path.extension().is_none_or(|extension| extension != "case") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let Some((head, body)) = text.split_once("\n\n") else { continue };
        let mut lines = head.lines();
        let verdict = lines.next().unwrap_or_default().trim_start_matches("verdict: ").to_string();
        let (mut question, mut answer, mut is_lp) = (body.to_string(), String::new(), false);
        for line in lines {
            if let Some((key @ ("instance" | "statement"), file)) = line.split_once(": ") {
                question = fs::read_to_string(folder.join(file))?;
                answer = body.to_string();
                is_lp = key == "statement";
            }
        }
        cases.push(Case { path, verdict, question, answer, is_lp });
    }
    Ok(())
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
