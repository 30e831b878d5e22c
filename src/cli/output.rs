//! stdout carries results, stderr the rest; files are written to the side and renamed.
//!
//! Every text that reaches a terminal or a picture passes here and is escaped here, whoever wrote the names in it.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use serde_json::Value;

use super::dash;
use super::outcome::{CliError, Outcome};
use ironproof_instance::load;
use ironproof_name::{Escaped, EscapedJson, EscapedLines};
use ironproof_report::{Printer, Report};

/// Writes lines to stdout. A name inside a line is the caller's to escape if it may have a line end.
pub(super) fn emit(text: impl Display) -> Result<(), CliError> {
    to_stdout(EscapedLines(&text.to_string()))
}

/// The width of the terminal that stdout is, or 80 where it is none.
pub(super) fn width() -> usize {
    let size = console::Term::stdout().size_checked();
    size.map_or(80, |(_, columns)| usize::from(columns).max(20))
}

/// Writes a result to stdout in the format that was asked for.
pub(super) fn show(printer: &mut Printer, report: &dyn Report) -> Result<(), CliError> {
    if dash::stdout_has_file() {
        return Ok(());
    }
    to_stdout(printer.show(report).map_err(CliError::Stdout)?)
}

/// Writes one JSON document to stdout, on a line of its own.
pub(super) fn emit_json(document: &Value) -> Result<(), CliError> {
    to_stdout(format_args!("{}\n", EscapedJson(&document.to_string())))
}

/// Writes the text of a file to stdout as it is: another program reads it.
pub(super) fn emit_file(text: &str) -> Result<(), CliError> {
    to_stdout(text)
}

/// A closed pipe is an error that the caller passes on, not a panic.
fn to_stdout(text: impl Display) -> Result<(), CliError> {
    let mut stdout = io::stdout().lock();
    write!(stdout, "{text}").and_then(|()| stdout.flush()).map_err(CliError::Stdout)
}

/// One line on stderr. Nothing can be done when stderr is closed.
pub(super) fn complain(error: &dyn Display) {
    let _ = writeln!(io::stderr(), "error: {}", Escaped(&error.to_string()));
}

/// What the parser of the command line says about arguments that it does not take.
pub(super) fn complain_about_usage(text: &str) {
    let _ = write!(io::stderr(), "{}", EscapedLines(text));
}

/// One line on stderr, unless `quiet`.
pub(super) fn note(quiet: bool, text: &dyn Display) {
    if !quiet {
        let _ = writeln!(io::stderr(), "{}", Escaped(&text.to_string()));
    }
}

/// Writes a file through a temporary file in the same folder, so that it is whole or absent.
pub(super) fn write_file(
    path: &Path,
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<(), CliError> {
    Ok(ironproof_files::file::write_file(path, content)?)
}

/// The error for inputs that could not be read, if there are any: a single one is the error itself,
/// several are complained about and counted.
pub(super) fn of_inputs(mut broken: Vec<load::Error>) -> Option<CliError> {
    if broken.len() == 1 {
        return broken.pop().map(CliError::Input);
    }
    for error in &broken {
        complain(error);
    }
    (!broken.is_empty()).then_some(CliError::SomeInputs(broken.len()))
}

/// How a verb ends that found `outcome` and met with errors all the same: each is told, and something that is wrong
/// weighs more than something that is missing.
pub(super) fn after(mut errors: Vec<CliError>, outcome: Outcome) -> Result<Outcome, CliError> {
    let last = if outcome == Outcome::Disproved { None } else { errors.pop() };
    for error in &errors {
        complain(error);
    }
    last.map_or(Ok(outcome), Err)
}
