//! The check of a file and a certificate, in this process.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use ironproof_verifier::dialects::escape;
use ironproof_verifier::{ColumnsFailure, Dialect, Failure, ModelFailure, read_model, verify};
use ironproof_verifier::{is_header, verify_columns};

use crate::Outcome;
use crate::arguments::Task;

pub(crate) fn run(task: &Task) -> Outcome {
    let dialect = Dialect::of_file(&task.file.to_string_lossy());
    let result = match dialect {
        Some(dialect) => model(task, dialect),
        None if is_header(&task.file) => columns(task),
        None => instance(task),
    };
    result.unwrap_or_else(|outcome| outcome)
}

fn verified(verdict: &str) -> Outcome {
    Outcome::Printed(format!("{verdict}\n"), 0)
}

fn rejected(reason: &str) -> Outcome {
    Outcome::Printed(format!("rejected {}\n", escape(&shortened(reason))), 1)
}

/// The longest number in a reason that is shown with every digit: a forged optimum may fill a screen a thousand times.
const MAX_DIGITS: usize = 60;

/// The same reason with the first digits of long numbers, and how many there are.
fn shortened(reason: &str) -> String {
    let (mut text, mut rest) = (String::new(), reason);
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        let n_digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        let (number, after) = number.split_at(n_digits);
        text += before;
        if n_digits <= MAX_DIGITS {
            text += number;
        } else {
            text.extend([&number[..12], "..(", &n_digits.to_string(), " digits)"]);
        }
        rest = after;
    }
    text + rest
}

fn read(path: &Path) -> Result<Vec<u8>, Outcome> {
    fs::read(path).map_err(|error| {
        let code = if error.kind() == ErrorKind::OutOfMemory { 3 } else { 2 };
        Outcome::Failed(format!("{}: {error}", path.display()), code)
    })
}

fn failed(task: &Task, message: &str, code: u8) -> Outcome {
    Outcome::Failed(format!("{}: {message}", task.file.display()), code)
}

fn refuse_options_of_models(task: &Task) -> Result<(), Outcome> {
    if task.statement.is_none() && task.readings.is_empty() {
        return Ok(());
    }
    let text =
        "--statement and --reading are for models: files that end in .mps, .lp or .statement";
    Err(failed(task, text, 2))
}

fn columns(task: &Task) -> Result<Outcome, Outcome> {
    refuse_options_of_models(task)?;
    let certificate = read(&task.certificate)?;
    let text = String::from_utf8_lossy(&certificate);
    let verdict = verify_columns(&task.file, &text, &|done, all| crate::show_progress(done, all));
    crate::show_progress(0, 0);
    match verdict {
        Ok(proof) => Ok(verified(&proof.to_string())),
        Err(ColumnsFailure::Checker(failure)) => judged(task, &failure),
        Err(failure) => Err(failed(task, &failure.to_string(), 2)),
    }
}

/// The outcome of a check that accepted nothing.
fn judged(task: &Task, failure: &Failure) -> Result<Outcome, Outcome> {
    let reason = failure.to_string();
    match failure {
        Failure::Input(..) => Err(failed(task, &reason, 2)),
        Failure::TooLarge(..) => Err(failed(task, &reason, 3)),
        _ => Ok(rejected(&reason)),
    }
}

fn instance(task: &Task) -> Result<Outcome, Outcome> {
    refuse_options_of_models(task)?;
    let failed = |message: &str, code| failed(task, message, code);
    if task.file.extension().is_some_and(|end| end == "toml") {
        let text = "the checker reads finite instances (.json): `ironproof discretize` writes one";
        return Err(failed(text, 2));
    }
    let instance = read(&task.file)?;
    if instance.starts_with(&[0x1f, 0x8b]) {
        return Err(failed("the file is packed by gzip: unpack it first", 2));
    }
    let instance = String::from_utf8(instance)
        .map_err(|_| failed("an instance is text in UTF-8, and this file is not", 2))?;
    // A certificate is ASCII: the reader stops at the mark that stands in for a wrong byte.
    let certificate = read(&task.certificate)?;
    match verify(&instance, &String::from_utf8_lossy(&certificate)) {
        Ok(proof) => Ok(verified(&proof.to_string())),
        Err(failure) => judged(task, &failure),
    }
}

fn model(task: &Task, dialect: Dialect) -> Result<Outcome, Outcome> {
    let path = &task.file;
    let file = read(path)?;
    let certificate = read(&task.certificate)?;
    let certificate = String::from_utf8_lossy(&certificate);
    let failed = |failure: ModelFailure| {
        if failure.is_rejection() {
            return rejected(&failure.reason());
        }
        let code = if failure.is_limit() { 3 } else { 2 };
        Outcome::Failed(format!("{}: {}", path.display(), failure.reason()), code)
    };
    let model = read_model(&file, dialect, &task.readings, &certificate).map_err(failed)?;
    if let Some(out) = &task.statement {
        write_statement(task, out, model.statement())?;
    }
    let proof = model.verify(None).map_err(failed)?;
    Ok(verified(&format!("{proof}{}", model.readings())))
}

fn write_statement(task: &Task, out: &Path, statement: &str) -> Result<(), Outcome> {
    let same = |path: &Path| match (fs::canonicalize(path), fs::canonicalize(out)) {
        (Ok(path), Ok(out)) => path == out,
        _ => false,
    };
    if same(&task.file) || same(&task.certificate) {
        let message = format!("{}: the statement would replace a file of the check", out.display());
        return Err(Outcome::Failed(message, 2));
    }
    fs::write(out, statement)
        .map_err(|error| Outcome::Failed(format!("{}: {error}", out.display()), 2))
}
