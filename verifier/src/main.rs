//! `ironproof-verifier FILE CERTIFICATE`: one verdict line, four exit codes.
//!
//! arguments -> [a child process with limits ->] check -> stdout

#![forbid(unsafe_code)]

mod arguments;
mod stdout;
mod check;
mod limits;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use ironproof_verifier::dialects::escape;

/// What goes to stdout, or why nothing does. The code is the exit code.
enum Outcome {
    /// Safe to print as it is.
    Printed(String, u8),
    Failed(String, u8),
}

fn main() -> ExitCode {
    // Before any file is opened, which could get the number of a closed stdout.
    let stdout = stdout::open();
    let outcome = match &stdout {
        Ok(_) => run(),
        Err(message) => Outcome::Failed(message.clone(), 2),
    };
    let (message, code) = match (outcome, stdout) {
        (Outcome::Failed(message, code), _) => (message, code),
        (Outcome::Printed(text, code), Ok(mut stdout)) => {
            // A verdict that could not be written, say into a closed pipe, is no verdict.
            match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
                Ok(()) => return ExitCode::from(code),
                Err(error) => (format!("stdout: {error}"), 2),
            }
        }
        (Outcome::Printed(..), Err(message)) => (message, 2),
    };
    // With stderr closed too, the exit code is all that can be said.
    let _ = writeln!(io::stderr(), "error: {}", escape(&message));
    ExitCode::from(code)
}

/// On a terminal, how much of a long check is done; nothing of nothing ends the line.
fn show_progress(done: u64, all: u64) {
    let mut stderr = io::stderr();
    if stderr.is_terminal() {
        let percent = done.saturating_mul(100).checked_div(all);
        let text = percent.map_or_else(|| "      ".to_owned(), |percent| format!("{percent:3}% "));
        // Nothing depends on it.
        let _ = write!(stderr, "\r{text}\r");
    }
}

fn run() -> Outcome {
    match arguments::read() {
        Err(message) => Outcome::Failed(message, 2),
        Ok(arguments::Command::Print(text)) => Outcome::Printed(text, 0),
        Ok(arguments::Command::Check(task)) => {
            if task.is_limited() {
                limits::run_child(&task)
            } else {
                check::run(&task)
            }
        }
        Ok(arguments::Command::CheckAsChild(memory, task)) => match limits::limit_memory(memory) {
            Ok(()) => check::run(&task),
            Err(message) => Outcome::Failed(message, 2),
        },
    }
}
