//! Why a file is no model, in one sentence: line, rule and remedy.

use std::fmt;

use crate::word::escape;

/// The line of a model file that has no meaning, or more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    line: usize,
    fault: Fault,
}

impl ModelError {
    pub(crate) fn new(line: usize, fault: Fault) -> ModelError {
        ModelError { line, fault }
    }

    /// Counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The file may be a model, but it exceeds a limit of this reader.
    pub fn is_limit(&self) -> bool {
        self.fault.is_limit
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The message may quote the file.
        write!(f, "line {}: {}", self.line, escape(&self.fault.message))
    }
}

impl std::error::Error for ModelError {}

/// The same without its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    message: String,
    is_limit: bool,
}

impl Fault {
    pub(crate) fn limit(message: String) -> Fault {
        Fault { message, is_limit: true }
    }
}

impl From<String> for Fault {
    fn from(message: String) -> Fault {
        Fault { message, is_limit: false }
    }
}

impl From<&str> for Fault {
    fn from(message: &str) -> Fault {
        message.to_owned().into()
    }
}
