//! Rows of results, one JSON object per line, only ever appended: what is there is not run again.
//!
//! ```text
//! {"shape":"smooth","types":100, ..}     a row
//! {"shape":"smooth","types":1000, ..     cut off by a crash: only the last line can be
//! ```
//!
//! A last line that was cut off is taken away, and its row is run again. Any other line that is no row is an error
//! that names it: nothing is measured twice because a file is damaged, and nothing is forgotten silently.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The rows of a file, and the file.
#[derive(Debug)]
pub struct Store<R> {
    path: PathBuf,
    file: File,
    rows: Vec<R>,
    /// Whether the file ends with a row that lacks its line end.
    needs_newline: bool,
}

/// Why rows cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file cannot be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// A line is damaged.
    #[error("{}: {error}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Which line, and what is wrong with it.
        error: BadLine,
    },
}

/// A line that is no row.
#[derive(Debug, thiserror::Error)]
#[error("line {line} is no row of results: {error}")]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    /// What was expected.
    pub error: serde_json::Error,
}

impl<R: DeserializeOwned + Serialize> Store<R> {
    /// Opens the file, or makes an empty one.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read and written, or if a line of it is damaged.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let fail = |error| StoreError::File { path: path.to_owned(), error };
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(fail(error)),
        };
        let whole = whole_lines::<R>(&bytes);
        let rows =
            read(whole).map_err(|error| StoreError::Damaged { path: path.to_owned(), error })?;
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(fail)?;
        if whole.len() < bytes.len() {
            file.set_len(u64::try_from(whole.len()).unwrap_or(u64::MAX)).map_err(fail)?;
        }
        let needs_newline = !whole.is_empty() && !whole.ends_with(b"\n");
        Ok(Self { path: path.to_owned(), file, rows, needs_newline })
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    /// The rows alone.
    pub fn into_rows(self) -> Vec<R> {
        self.rows
    }

    /// Adds a row, in the file first.
    ///
    /// # Errors
    /// [`StoreError::File`] if the file cannot be written.
    pub fn append(&mut self, row: R) -> Result<(), StoreError> {
        let start = if self.needs_newline { "\n" } else { "" };
        let line = format!("{start}{}", to_line(&row));
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.flush());
        written.map_err(|error| StoreError::File { path: self.path.clone(), error })?;
        self.needs_newline = false;
        self.rows.push(row);
        Ok(())
    }
}

/// A row as a line of the file.
pub fn to_line(row: &impl Serialize) -> String {
    let line = serde_json::to_string(row).expect("a row has names for keys, and so a form in JSON");
    format!("{line}\n")
}

/// The rows of a file with these bytes; a last line that was cut off is none.
///
/// # Errors
/// [`BadLine`] names the first line that is damaged otherwise.
pub fn read<R: DeserializeOwned>(bytes: &[u8]) -> Result<Vec<R>, BadLine> {
    let row = |(at, line): (usize, &[u8])| {
        serde_json::from_slice(line).map_err(|error| BadLine { line: at + 1, error })
    };
    whole_lines::<R>(bytes).split_inclusive(|byte| *byte == b'\n').enumerate().map(row).collect()
}

/// The bytes without a last line that was cut off: one without a line end that is no row.
fn whole_lines<R: DeserializeOwned>(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    if serde_json::from_slice::<R>(&bytes[end..]).is_ok() { bytes } else { &bytes[..end] }
}
