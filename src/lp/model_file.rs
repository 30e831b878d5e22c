//! What is in a model file, and what can be wrong with it.

use crate::Lp;
use crate::malformed::Malformed;
use ironproof_number::rational::Rational;

/// A model file.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The linear program, without the demand that some columns be integers.
    pub lp: Lp,
    /// Per column: the file wants it to be an integer. If any, `lp` is a relaxation.
    pub integer: Vec<bool>,
    /// The bounds of a magnitude of at least 1e20, which were read as absent.
    pub huge: Vec<Huge>,
}

impl Model {
    /// How many columns the file wants to be integers.
    pub fn n_integer(&self) -> usize {
        self.integer.iter().filter(|is_integer| **is_integer).count()
    }
}

/// A bound that was read as absent because of its size: a lower one if negative, else an upper one.
#[derive(Clone, Debug, PartialEq)]
pub struct Huge {
    /// What it bounds.
    pub place: Place,
    /// The number in the file.
    pub value: Rational,
}

/// A row or a column, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A row.
    Row(usize),
    /// A column.
    Column(usize),
}

/// Why a file is not a linear program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A line breaks a rule.
    #[error("line {line}: {reason}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        reason: Malformed,
    },
    /// The file is compressed and damaged, or larger than can be read.
    #[error("this gzip file cannot be unpacked: {0}")]
    Gzip(String),
}

impl ReadError {
    /// The line, counted from 1, if there is one.
    pub(crate) fn line(&self) -> Option<usize> {
        match self {
            Self::Line { line, .. } => Some(*line),
            Self::Gzip(_) => None,
        }
    }
}

/// The format of a model file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelFormat {
    /// Fixed or free MPS.
    Mps,
    /// LP text.
    Text,
}

impl ModelFormat {
    /// The format that the name of a file tells.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.strip_suffix(".gz").unwrap_or(name);
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "mps" => Some(Self::Mps),
            "lp" => Some(Self::Text),
            _ => None,
        }
    }
}
