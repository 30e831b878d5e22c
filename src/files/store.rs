//! Rows of results, one JSON object per line, only ever appended: what is there is not done again.
//!
//! ```text
//! {"shape":"smooth","types":100, .. ,"settings":"5d41402abc4b2a76","checksum":"0f343b0931126a20"}
//! ```
//!
//! The last two keys say what was asked for when the row was made, and whether it is still what was written. A line
//! that is damaged, is a row of another run, or repeats a row before it, is told with its number and left out, so
//! that its row alone is done again; the file as it was stays beside it, as `NAME.damaged`.
//!
//! ```
//! use ironproof_files::store::{Keyed, Store};
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Square { n: u32, square: u32 }
//!
//! impl Keyed for Square {
//!     type Key = u32;
//!     fn key(&self) -> u32 { self.n }
//! }
//!
//! let folder = tempfile::tempdir()?;
//! let file = folder.path().join("rows.jsonl");
//! let settings = ironproof_files::sealed::checksum(b"squares of naturals");
//! let mut store: Store<Square> = Store::open(&file, &settings)?;
//! store.append([Square { n: 2, square: 4 }, Square { n: 3, square: 9 }])?;
//! let text = std::fs::read_to_string(&file)?;
//! std::fs::write(&file, text.replace("\"square\":4", "\"square\":5"))?;
//! let again: Store<Square> = Store::open(&file, &settings)?;
//! assert_eq!(again.rows().len(), 1);
//! assert!(again.damage()[0].to_string().contains("line 1: its checksum is another"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::file::{WriteError, write_file};
use crate::sealed::{self, Broken};

/// A row of results.
pub trait Keyed: Serialize + DeserializeOwned {
    /// What a file has once: everything that decides what the row says, but for the settings of its file.
    type Key: Ord;

    /// That of this row.
    fn key(&self) -> Self::Key;
}

/// The rows of a file, and the file.
#[derive(Debug)]
pub struct Store<R> {
    path: PathBuf,
    file: File,
    settings: String,
    rows: Vec<R>,
    damage: Vec<Damage>,
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
    /// An older version wrote the file.
    #[error(
        "{}: rows without checksums, of an older version: `bench compare` reads them, but no run goes on with them; \
         choose another --out, or move this file away",
        .0.display()
    )]
    Old(PathBuf),
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {line}; this row is left out and done again", path.display())]
pub struct Damage {
    /// The file.
    pub path: PathBuf,
    /// The line, and what is wrong with it.
    pub line: BadLine,
}

/// A line that is no row, or not one of this file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadLine {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It is not what was written.
    #[error("{0}")]
    Broken(Broken),
    /// The end of the file is missing.
    #[error("it was cut off")]
    Cut,
    /// It was made with other settings.
    #[error("it is a row of a run with other settings")]
    Foreign,
    /// The row is there already.
    #[error("it repeats line {0}")]
    Double(usize),
}

impl<R: Keyed> Store<R> {
    /// Opens the file, or makes an empty one. `settings` is a checksum of what every row here has in common; whoever
    /// opens the file holds the [lock](crate::lock) of its folder.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be read and written, or an older version wrote it.
    pub fn open(path: &Path, settings: &str) -> Result<Self, StoreError> {
        let fail = |error| StoreError::File { path: path.to_owned(), error };
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(fail(error)),
        };
        if is_old::<R>(&bytes) {
            return Err(StoreError::Old(path.to_owned()));
        }
        let (mut rows, mut damage, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        for (bytes, line) in lines::<R>(&bytes, Some(settings)) {
            match line {
                Ok(row) => {
                    whole.extend_from_slice(bytes);
                    whole.push(b'\n');
                    rows.push(row);
                }
                Err(line) => damage.push(Damage { path: path.to_owned(), line }),
            }
        }
        if whole != bytes {
            let write = |path: &Path, bytes: &[u8]| {
                let written = write_file(path, |out| out.write_all(bytes));
                written.map_err(|WriteError { path, error }| StoreError::File { path, error })
            };
            // A line that a kill has cut off is nothing to look into.
            if damage.iter().any(|damage| damage.line.reason != Reason::Cut) {
                let mut beside = path.as_os_str().to_owned();
                beside.push(".damaged");
                write(Path::new(&beside), &bytes)?;
            }
            write(path, &whole)?;
        }
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(fail)?;
        Ok(Self { path: path.to_owned(), file, settings: settings.to_owned(), rows, damage })
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    /// The rows alone.
    pub fn into_rows(self) -> Vec<R> {
        self.rows
    }

    /// What was left out when the file was opened: it is to be told.
    pub fn damage(&self) -> &[Damage] {
        &self.damage
    }

    /// Adds rows, in the file first: when this returns they are on the disk, all of them or, with an error, none.
    ///
    /// # Errors
    /// [`StoreError::File`] if the file cannot be written.
    pub fn append(&mut self, rows: impl IntoIterator<Item = R>) -> Result<(), StoreError> {
        let rows: Vec<R> = rows.into_iter().collect();
        let text: String = rows.iter().map(|row| to_line(row, &self.settings)).collect();
        let before = self.file.metadata().map(|file| file.len());
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // A full disk takes a part; the next run would tell it as a line that was cut off.
            let _ = before.and_then(|length| self.file.set_len(length));
            return Err(StoreError::File { path: self.path.clone(), error });
        }
        self.rows.extend(rows);
        Ok(())
    }
}

/// A row as a line of the file.
pub fn to_line(row: &impl Serialize, settings: &str) -> String {
    let text = serde_json::to_string(row).expect("a row has names for keys, and so a form in JSON");
    let body = text.strip_suffix('}').expect("a row has keys");
    format!("{}\n", sealed::seal_line(format!("{body}{}", of_settings(settings))))
}

/// The rows of a file with these bytes, to compare them: of any settings, and also of older versions, without
/// checksums. A last line that was cut off is none.
///
/// # Errors
/// [`BadLine`] names the first line that is damaged otherwise.
pub fn read<R: Keyed>(bytes: &[u8]) -> Result<Vec<R>, BadLine> {
    if is_old::<R>(bytes) {
        let parsed = split(bytes).map(|(line, bytes, is_ended)| {
            let reason = |broken| if is_ended { Reason::Broken(broken) } else { Reason::Cut };
            sealed::parse(bytes).map_err(|broken| BadLine { line, reason: reason(broken) })
        });
        return parsed.filter(|row| !is_cut(row)).collect();
    }
    lines(bytes, None).map(|(_, row)| row).filter(|row| !is_cut(row)).collect()
}

fn is_cut<R>(row: &Result<R, BadLine>) -> bool {
    matches!(row, Err(BadLine { reason: Reason::Cut, .. }))
}

fn of_settings(settings: &str) -> String {
    format!(",\"settings\":\"{settings}\"}}")
}

/// The lines: their numbers from 1, their bytes without the end, and whether they have one.
fn split(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8], bool)> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').enumerate();
    lines.map(|(at, line)| match line.strip_suffix(b"\n") {
        Some(line) => (at + 1, line, true),
        None => (at + 1, line, false),
    })
}

/// Each line, as a row of these settings (or of any) that is not there before it.
fn lines<'a, R: Keyed>(
    bytes: &'a [u8],
    settings: Option<&'a str>,
) -> impl Iterator<Item = (&'a [u8], Result<R, BadLine>)> {
    let mut seen: BTreeMap<R::Key, usize> = BTreeMap::new();
    split(bytes).map(move |(line, bytes, is_ended)| {
        let row = match row::<R>(bytes, settings) {
            Ok(row) => {
                let first = *seen.entry(row.key()).or_insert(line);
                if first == line { Ok(row) } else { Err(Reason::Double(first)) }
            }
            Err(Reason::Broken(_)) if !is_ended => Err(Reason::Cut),
            Err(reason) => Err(reason),
        };
        (bytes, row.map_err(|reason| BadLine { line, reason }))
    })
}

fn row<R: Keyed>(line: &[u8], settings: Option<&str>) -> Result<R, Reason> {
    let text = sealed::open_line(line).map_err(Reason::Broken)?;
    let n = of_settings(&sealed::checksum(b"")).len();
    let (body, found) = text.split_at(text.len().saturating_sub(n));
    if settings.is_some_and(|settings| found != of_settings(settings).as_bytes()) {
        return Err(Reason::Foreign);
    }
    sealed::parse(&[body, b"}"].concat()).map_err(Reason::Broken)
}

/// Whether an older version wrote this: there are rows, and none has a checksum.
fn is_old<R: Keyed>(bytes: &[u8]) -> bool {
    let has_rows = split(bytes).any(|(_, line, _)| sealed::parse::<R>(line).is_ok());
    has_rows
        && split(bytes).all(|(_, line, _)| {
            sealed::open_line(line) != Err(Broken::Changed) && sealed::open_line(line).is_err()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
    struct Row {
        name: String,
        value: u32,
    }

    impl Keyed for Row {
        type Key = String;
        fn key(&self) -> String {
            self.name.clone()
        }
    }

    const HERE: &str = "0123456789abcdef";

    fn rows() -> Vec<Row> {
        let row = |(value, name): (u32, &str)| Row { name: name.to_owned(), value };
        (0..).zip(["größer", "b", "c", "d"]).map(row).collect()
    }

    /// The rows that are left of a file, and what is said about the others.
    fn opened(bytes: &[u8]) -> (Vec<Row>, Vec<(usize, Reason)>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.jsonl");
        std::fs::write(&path, bytes).unwrap();
        let store: Store<Row> = Store::open(&path, HERE).unwrap();
        let damage = store.damage().iter().map(|it| (it.line.line, it.line.reason.clone()));
        let damage: Vec<(usize, Reason)> = damage.collect();
        let is_worth_a_look = damage.iter().any(|(_, reason)| *reason != Reason::Cut);
        let kept = std::fs::read(folder.path().join("rows.jsonl.damaged")).ok();
        assert_eq!(kept.as_deref(), is_worth_a_look.then_some(bytes));
        // What was done again stands there with the rest, and is all right.
        let mut store = store;
        let found = store.rows().to_vec();
        let missing: Vec<Row> = rows().into_iter().filter(|row| !found.contains(row)).collect();
        store.append(missing).unwrap();
        let again: Store<Row> = Store::open(&path, HERE).unwrap();
        assert_eq!((again.rows().len(), again.damage().len()), (rows().len(), 0));
        (found, damage)
    }

    /// Any byte of a line changed to any other kind of byte: that row alone is left out, and it is said.
    #[test]
    fn a_damaged_row_is_left_out_and_no_other() {
        let lines: Vec<String> = rows().iter().map(|row| to_line(row, HERE)).collect();
        for at in 0..lines[1].len() - 1 {
            for mask in [1, 2, 8, 128] {
                let mut bytes = lines.concat().into_bytes();
                bytes[lines[0].len() + at] ^= mask;
                if bytes[lines[0].len() + at] == b'\n' {
                    continue;
                }
                let (found, damage) = opened(&bytes);
                let expected: Vec<Row> = rows().into_iter().filter(|row| row.name != "b").collect();
                assert_eq!(found, expected);
                assert_eq!(damage.len(), 1);
                assert_eq!(damage[0].0, 2);
            }
        }
    }

    #[test]
    fn cut_foreign_and_doubled_rows_are_told_apart() {
        let lines: Vec<String> = rows().iter().map(|row| to_line(row, HERE)).collect();
        let text = lines.concat();
        for cut in 0..=text.len() {
            let (found, damage) = opened(&text.as_bytes()[..cut]);
            let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
            // A row without its line end is whole.
            let n_whole = ends.iter().filter(|end| **end <= cut).count();
            assert_eq!(found, rows()[..n_whole], "cut at {cut}");
            let is_partial = cut != 0 && !ends.contains(&cut) && !ends.contains(&(cut - 1));
            assert_eq!(damage.iter().any(|(_, why)| *why == Reason::Cut), is_partial, "{cut}");
        }
        let foreign = to_line(&rows()[1], "fedcba9876543210");
        let (found, damage) =
            opened(&[&lines[0], &foreign, &lines[2]].map(String::as_str).concat().into_bytes());
        assert_eq!((found.len(), damage), (2, vec![(2, Reason::Foreign)]));
        let (found, damage) = opened(&[&text, &lines[2]].map(String::as_str).concat().into_bytes());
        assert_eq!((found.len(), damage), (4, vec![(5, Reason::Double(3))]));
        let (found, damage) = opened(&[text.as_bytes(), b"\n\xff\xfe\n{}\nnull\n"].concat());
        assert_eq!((found.len(), damage.len()), (4, 4));
    }

    /// Rows of older versions are read to compare them, and never believed by a run.
    #[test]
    fn older_rows_compare_and_do_not_go_on() {
        let old: String =
            rows().iter().map(|row| serde_json::to_string(row).unwrap() + "\n").collect();
        assert_eq!(read::<Row>(old.as_bytes()), Ok(rows()));
        assert_eq!(read::<Row>(&old.as_bytes()[..old.len() - 3]), Ok(rows()[..3].to_vec()));
        let new: String = rows().iter().map(|row| to_line(row, HERE)).collect();
        assert_eq!(read::<Row>(new.as_bytes()), Ok(rows()));
        let mixed = format!("{new}{old}");
        let said = read::<Row>(mixed.as_bytes()).unwrap_err().to_string();
        assert_eq!(said, "line 5: it has no checksum");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.jsonl");
        std::fs::write(&path, &old).unwrap();
        let said = Store::<Row>::open(&path, HERE).unwrap_err().to_string();
        assert!(said.contains("rows without checksums, of an older version"), "{said}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), old);
    }
}
