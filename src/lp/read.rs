//! From the bytes of a model file to an [`Lp`], exactly.
//!
//! Two formats: MPS ([`super::read_mps`]) and LP text ([`super::read_text`]), either compressed by
//! gzip. The rules are those of `docs/models.md`: where readers make different models of a line it is an error,
//! or the chosen reading.

use std::borrow::Cow;

use ironproof_number::limits;

use crate::malformed::Malformed;
use crate::model_file::{Model, ModelFormat, ReadError};
use crate::readings::Readings;
use crate::{read_mps, read_text};

/// Reads a model file, unpacking it first if it is compressed. Where readers disagree about a line, `readings` says what
/// it means; without a choice the line is an error.
///
/// # Errors
/// [`ReadError`] names the first line that breaks a rule or that readers disagree about, or says
/// that a compressed file cannot be unpacked.
///
/// # Example
/// ```
/// use ironproof_linear::{ModelFormat, Readings, read_model};
///
/// let text = b"Minimize\n 0.1 x\nSubject To\n c: x >= 1e-400\nEnd\n";
/// let lp = read_model(text, ModelFormat::Text, &Readings::default())?.lp;
/// // Exactly, also where no double comes near.
/// assert_eq!(lp.columns[0].objective.to_string(), "1/10");
/// assert!(lp.rows[0].lower.as_ref().is_some_and(|bound| !bound.is_zero()));
/// # Ok::<(), ironproof_linear::ReadError>(())
/// ```
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
///
/// # Errors
/// [`ReadError::Gzip`] if the bytes are compressed, and damaged or too large.
pub fn unpack(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let unpacked = limits::unpack(bytes.len(), flate2::read::MultiGzDecoder::new(bytes));
        unpacked.map(Cow::Owned).map_err(|error| ReadError::Gzip(error.to_string()))
    } else {
        Ok(Cow::Borrowed(bytes))
    }
}
