//! stdout carries results, stderr the rest; files are written to the side and renamed.
//!
//! Every text that reaches a terminal or a picture passes here and is escaped here, whoever wrote the names in it.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use serde_json::Value;

use super::CliError;
use ironproof_name::{Escaped, EscapedJson, EscapedLines};
use ironproof_report::{Printer, Report};

/// Writes lines to stdout. A name inside a line is the caller's to escape if it may have a line end.
pub(super) fn emit(text: impl Display) -> Result<(), CliError> {
    to_stdout(EscapedLines(&text.to_string()))
}

/// Writes a result to stdout in the format that was asked for.
pub(super) fn show(printer: &mut Printer, report: &dyn Report) -> Result<(), CliError> {
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

/// Says which file was written, unless `quiet`.
pub(super) fn written(quiet: bool, path: &Path) {
    note(quiet, &format!("wrote {}", path.display()));
}

/// Writes a file through a temporary file in the same folder, so that it is whole or absent.
pub(super) fn write_file(
    path: &Path,
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<(), CliError> {
    Ok(ironproof_files::file::write_file(path, content)?)
}
