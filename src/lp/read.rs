//! From the bytes of a model file to an [`Lp`], exactly.
//!
//! Two formats: MPS ([`super::read_mps`]) and LP text ([`super::read_text`]), either compressed by
//! gzip. The rules are those of `docs/models.md`: where readers make different models of a line it is an error,
//! or the chosen reading.

use std::borrow::Cow;
use std::io::Read;

use crate::lp::malformed::Malformed;
use crate::lp::readings::Readings;
use crate::lp::{Lp, read_mps, read_text};
use crate::rational::Rational;

/// Most bytes of an unpacked file.
const MAX_BYTES: u64 = 1 << 31;

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

/// The format of a model file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelFormat {
    /// Fixed or free MPS.
    Mps,
    /// LP text.
    Text,
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
    #[error("not a gzip file of less than 2 GiB")]
    Gzip,
}

impl ReadError {
    /// The line, counted from 1, if there is one.
    pub(super) fn line(&self) -> Option<usize> {
        match self {
            Self::Line { line, .. } => Some(*line),
            Self::Gzip => None,
        }
    }
}

impl Model {
    /// How many columns the file wants to be integers.
    pub fn n_integer(&self) -> usize {
        self.integer.iter().filter(|is_integer| **is_integer).count()
    }
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

/// Reads a model file, unpacking it first if it is compressed. Where readers disagree about a line, `readings` says what
/// it means; without a choice the line is an error.
pub fn read_model(
    bytes: &[u8],
    format: ModelFormat,
    readings: &Readings,
) -> Result<Model, ReadError> {
    let bytes = unpack(bytes)?;
    let text = text(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))?;
    match format {
        ModelFormat::Mps => read_mps::read(text, readings),
        ModelFormat::Text => read_text::read(text, readings),
    }
}

/// The text of a file: UTF-8 without control characters, which end a line, a word or a file for some readers and not
/// for others.
fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    let wrong = |at: usize, reason: Malformed| {
        let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
        ReadError::Line { line, reason }
    };
    let text =
        std::str::from_utf8(bytes).map_err(|error| wrong(error.valid_up_to(), Malformed::Utf8))?;
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n');
    if bytes.iter().all(is_plain) {
        return Ok(text);
    }
    let is_wrong = |(at, c): &(usize, char)| {
        let is_line_end = *c == '\r' && bytes.get(at + 1) == Some(&b'\n');
        c.is_control() && !matches!(c, '\t' | '\n') && !is_line_end
    };
    match text.char_indices().find(is_wrong) {
        Some((at, c)) => Err(wrong(at, Malformed::Character(c))),
        None => Ok(text),
    }
}

/// The bytes of the file, or those that are packed in it.
pub fn unpack(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        gunzip(bytes).map(Cow::Owned).ok_or(ReadError::Gzip)
    } else {
        Ok(Cow::Borrowed(bytes))
    }
}

fn gunzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut reader = flate2::read::MultiGzDecoder::new(bytes).take(MAX_BYTES);
    reader.read_to_end(&mut out).ok()?;
    (u64::try_from(out.len()).ok()? < MAX_BYTES).then_some(out)
}
