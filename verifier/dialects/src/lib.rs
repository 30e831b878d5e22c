//! What does a model file say? From its bytes to its statement, the text about which things are proved.
//!
//! bytes, readings -> [`statement`] -> text of `docs/models.md`, section Statement
//! certificate     -> [`Envelope`]  -> which file, which statement, which readings, and the claim
//!
//! Nothing here is trusted: a wrong statement is a statement that a person can read. The program has
//! readers of its own; the two agree on `docs/models.md`, not on code.

#![forbid(unsafe_code)]

mod fault;
mod word;
mod readings;
mod decimal;
mod model;
mod words;
mod mps_words;
mod mps_sets;
mod mps_bounds;
mod mps_sides;
mod mps;
mod tokens;
mod text;
mod text_rows;
mod sha256;
mod envelope;

use std::borrow::Cow;

pub use envelope::{Envelope, EnvelopeError, first_lines, n_integer};
pub use fault::ModelError;
pub use readings::{ReadingError, Readings};
pub use sha256::sha256;
pub use word::escape;

/// How a model file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// MPS, fixed or free.
    Mps,
    /// The LP format of CPLEX.
    Text,
    /// A statement as it is.
    Statement,
}

impl Dialect {
    /// By the end of the file's name: `.mps`, `.lp` or `.statement`, in any case.
    pub fn of_file(name: &str) -> Option<Dialect> {
        let (_, end) = name.rsplit_once('.')?;
        match end.to_ascii_lowercase().as_str() {
            "mps" => Some(Dialect::Mps),
            "lp" => Some(Dialect::Text),
            "statement" => Some(Dialect::Statement),
            _ => None,
        }
    }
}

/// The statement of a model file, where readers differ with these readings.
pub fn statement<'a>(
    file: &'a [u8],
    dialect: Dialect,
    readings: &Readings,
) -> Result<Cow<'a, str>, ModelError> {
    if file.starts_with(&[0x1f, 0x8b]) {
        return Err(ModelError::new(1, "the file is packed by gzip: unpack it first".into()));
    }
    let text = words::text(file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file))?;
    let model = match dialect {
        Dialect::Statement => return Ok(Cow::Borrowed(text)),
        Dialect::Mps => mps::read(text, readings)?,
        Dialect::Text => text::read(text, readings)?,
    };
    // A number of seven bytes, `1e-9999`, has ten thousand digits: many of them would fill the memory.
    let limit = 16 * file.len() + (16 << 20);
    Ok(Cow::Owned(model.statement(readings, limit)?))
}
