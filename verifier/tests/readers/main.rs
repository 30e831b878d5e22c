//! Files of models that readers take for different models, and files that all of them read.
//!
//! Each is refused, with its line and the rule, or its statement is the one that it should be.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod mps;
mod names;
mod numbers;
mod text;

use ironproof_verifier::dialects::{Dialect, Readings, statement};

/// `KEY=VALUE`, perhaps several with spaces between.
fn readings(words: &str) -> Readings {
    let mut readings = Readings::default();
    for word in words.split_ascii_whitespace() {
        readings.add(word).unwrap();
    }
    readings
}

/// The statement or the error, as text.
fn outcome(file: &[u8], dialect: Dialect, words: &str) -> Result<String, String> {
    statement(file, dialect, &readings(words))
        .map(std::borrow::Cow::into_owned)
        .map_err(|error| error.to_string())
}

/// The file is no model: the error starts with this line and says this.
#[track_caller]
fn check_refused(file: &str, dialect: Dialect, words: &str, line: usize, part: &str) {
    match outcome(file.as_bytes(), dialect, words) {
        Ok(statement) => panic!("read:\n{file}\nas\n{statement}"),
        Err(error) => {
            let start = format!("line {line}: ");
            assert!(error.starts_with(&start), "{error}, not at line {line} of\n{file}");
            assert!(error.contains(part), "{error}, not {part}, in\n{file}");
        }
    }
}

/// The statement has these lines behind its name; `/` stands for a line end.
#[track_caller]
fn check_read(file: &str, dialect: Dialect, words: &str, expected: &str) {
    match outcome(file.as_bytes(), dialect, words) {
        Err(error) => panic!("{error} in\n{file}"),
        Ok(statement) => {
            let (_, body) = statement.split_once("\nname ").unwrap();
            let (_, body) = body.split_once('\n').unwrap();
            let body = body.trim_end().strip_suffix("\nend").unwrap().replace('\n', " / ");
            assert_eq!(body, expected, "{file}");
        }
    }
}
