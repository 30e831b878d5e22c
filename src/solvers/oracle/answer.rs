//! An answer as text: what a solver's process writes, and what is read back strictly.
//!
//! ```text
//! ironproof-answer 1
//! status optimal | infeasible | unbounded | infeasible-or-unbounded | time-limit | failed
//! reason TEXT          why it failed
//! version TEXT         of the solver
//! objective X
//! primal X ..          one number per column, in the order of the model file
//! duals X ..           one number per row: the derivative of the optimum in the right-hand side
//! columns LBUZN..      the basis, one letter per column: lower, basic, upper, zero, nonbasic
//! rows LBUZN..         and per row
//! iterations N
//! seconds X            wall clock time of the solve
//! cpu X                processor time of the process, in seconds
//! peak N               its largest resident memory, in bytes
//! end
//! ```
//!
//! In this order; only the first two lines and the last are needed. Doubles are written in the shortest
//! form that reads back to the same bits.

use std::fmt::Write as _;

use ironproof_answer::{Answer, Basis, BasisStatus, Failure, Status};

const HEAD: &str = "ironproof-answer 1";

/// An answer, and what it took.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// The solver's version, if it says so.
    pub version: Option<String>,
    /// Wall clock time of the solve in seconds, if the process says so: a program of others need not. That of `answer`
    /// is the same, or 0.
    pub seconds: Option<f64>,
    /// Processor time of the process, in seconds.
    pub cpu_s: Option<f64>,
    /// Largest resident memory of the process.
    pub peak_bytes: Option<u64>,
}

/// Why a text is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// Something else was expected.
    #[error("line {line}: expected {what}")]
    Expected {
        /// Counted from 1.
        line: usize,
        /// What was expected.
        what: &'static str,
    },
}

/// The text of a reply.
pub fn write(reply: &Reply) -> String {
    let answer = &reply.answer;
    let mut text = format!("{HEAD}\nstatus {}\n", answer.status.name().replace(' ', "-"));
    if let Status::Failed(failure) = &answer.status {
        // A reader takes any reason for that of a missing verdict.
        let reason = match failure {
            Failure::NoVerdict(reason) => reason.clone(),
            _ => failure.to_string(),
        };
        line(&mut text, "reason", Some(reason.replace(['\n', '\r'], " ")));
    }
    line(&mut text, "version", reply.version.clone());
    line(&mut text, "objective", answer.objective);
    line(&mut text, "primal", answer.primal.as_ref().map(|values| numbers(values)));
    line(&mut text, "duals", answer.row_duals.as_ref().map(|values| numbers(values)));
    line(&mut text, "columns", answer.basis.as_ref().map(|basis| letters(&basis.columns)));
    line(&mut text, "rows", answer.basis.as_ref().map(|basis| letters(&basis.rows)));
    line(&mut text, "iterations", answer.iterations);
    line(&mut text, "seconds", reply.seconds);
    line(&mut text, "cpu", reply.cpu_s);
    line(&mut text, "peak", reply.peak_bytes);
    text.push_str("end\n");
    text
}

fn line(text: &mut String, key: &str, value: Option<impl std::fmt::Display>) {
    if let Some(value) = value {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{key} {value}");
    }
}

fn numbers(values: &[f64]) -> String {
    let mut text = String::new();
    for (at, value) in values.iter().enumerate() {
        let space = if at == 0 { "" } else { " " };
        let _ = write!(text, "{space}{value:e}");
    }
    text
}

fn letters(states: &[BasisStatus]) -> String {
    let letter = |state: &BasisStatus| match state {
        BasisStatus::Lower => 'L',
        BasisStatus::Basic => 'B',
        BasisStatus::Upper => 'U',
        BasisStatus::Zero => 'Z',
        BasisStatus::Nonbasic => 'N',
    };
    states.iter().map(letter).collect()
}

/// Reads the answer for a model of this size. NaN and infinities are numbers here: the judge refuses them.
///
/// # Errors
/// [`AnswerError`] names the first line that is not as expected.
pub fn parse(text: &str, n_columns: usize, n_rows: usize) -> Result<Reply, AnswerError> {
    let mut lines = Lines { lines: text.split_terminator('\n').collect(), at: 0 };
    lines.whole(HEAD, "the line `ironproof-answer 1`")?;
    let status = lines.needed("status", "status and a status", |word| match word {
        "optimal" => Some(Status::Optimal),
        "infeasible" => Some(Status::Infeasible),
        "unbounded" => Some(Status::Unbounded),
        "infeasible-or-unbounded" => Some(Status::InfeasibleOrUnbounded),
        "time-limit" => Some(Status::TimeLimit),
        "failed" => Some(Status::Failed(Failure::NoVerdict("no reason".to_owned()))),
        _ => None,
    })?;
    let text = |words: &str| Some(words.to_owned());
    let number = |words: &str| words.parse::<f64>().ok();
    let count = |words: &str| words.parse::<u64>().ok();
    let vector = |words: &str, n: usize| {
        let values: Vec<f64> =
            words.split(' ').filter(|word| !word.is_empty()).map(number).collect::<Option<_>>()?;
        (values.len() == n).then_some(values)
    };
    let states = |word: &str, n: usize| {
        let states: Vec<BasisStatus> = word.chars().map(state).collect::<Option<_>>()?;
        (states.len() == n).then_some(states)
    };
    let reason = lines.optional("reason", "a reason", text)?;
    let version = lines.optional("version", "a version", text)?;
    let objective = lines.optional("objective", "a number", number)?;
    let primal =
        lines.optional("primal", "one number per column", |words| vector(words, n_columns))?;
    let row_duals = lines.optional("duals", "one number per row", |words| vector(words, n_rows))?;
    let columns =
        lines.optional("columns", "one letter per column", |word| states(word, n_columns))?;
    let basis = match columns {
        None => None,
        Some(columns) => {
            let rows =
                lines.needed("rows", "rows and one letter per row", |word| states(word, n_rows))?;
            Some(Basis { columns, rows })
        }
    };
    let iterations = lines.optional("iterations", "a count", count)?;
    let time = |words: &str| number(words).filter(|time| 0.0 <= *time && time.is_finite());
    let seconds = lines.optional("seconds", "a finite number of seconds", time)?;
    let cpu_s = lines.optional("cpu", "a finite number of seconds", time)?;
    let peak_bytes = lines.optional("peak", "a count", count)?;
    lines.whole("end", "end, or the lines in their order")?;
    if lines.at < lines.lines.len() {
        return Err(lines.expected("nothing after end"));
    }
    let status = match (status, reason) {
        (Status::Failed(_), Some(reason)) => Status::Failed(Failure::NoVerdict(reason)),
        (status, _) => status,
    };
    let answer = Answer {
        status,
        objective,
        primal,
        row_duals,
        basis,
        iterations,
        seconds: seconds.unwrap_or(0.0),
    };
    Ok(Reply { answer, version, seconds, cpu_s, peak_bytes })
}

fn state(letter: char) -> Option<BasisStatus> {
    match letter {
        'L' => Some(BasisStatus::Lower),
        'B' => Some(BasisStatus::Basic),
        'U' => Some(BasisStatus::Upper),
        'Z' => Some(BasisStatus::Zero),
        'N' => Some(BasisStatus::Nonbasic),
        _ => None,
    }
}

/// Lines that are taken one after the other.
struct Lines<'a> {
    lines: Vec<&'a str>,
    at: usize,
}

impl<'a> Lines<'a> {
    fn expected(&self, what: &'static str) -> AnswerError {
        AnswerError::Expected { line: self.at + 1, what }
    }

    fn whole(&mut self, line: &str, what: &'static str) -> Result<(), AnswerError> {
        if self.lines.get(self.at) != Some(&line) {
            return Err(self.expected(what));
        }
        self.at += 1;
        Ok(())
    }

    /// The value behind `key`, if the next line has this key. A vector without entries is a key alone.
    fn optional<T>(
        &mut self,
        key: &str,
        what: &'static str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<Option<T>, AnswerError> {
        let rest = self.lines.get(self.at).and_then(|line| line.strip_prefix(key));
        let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with(' ')) else {
            return Ok(None);
        };
        let value = read(rest.trim_start()).ok_or_else(|| self.expected(what))?;
        self.at += 1;
        Ok(Some(value))
    }

    fn needed<T>(
        &mut self,
        key: &str,
        what: &'static str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, AnswerError> {
        self.optional(key, what, read)?.ok_or_else(|| self.expected(what))
    }
}
