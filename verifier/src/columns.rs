//! Types in column files: the files of a header, and whether they are those that were written. Not trusted.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crc32fast::Hasher;
use mechanism::{Group, Header, Source, Verified, verify_columns as verify_stream};

use crate::{Failure, mechanism};

/// Why nothing is verified.
#[derive(Debug)]
pub enum ColumnsFailure {
    /// The header cannot be read.
    Header(io::Error),
    /// A file is not what the header says that was written: which one.
    Damaged(String),
    /// A column cannot be read, or breaks a rule.
    Column(String),
    /// What the checker found.
    Checker(Failure),
}

impl fmt::Display for ColumnsFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(error) => error.fmt(f),
            Self::Damaged(what) => {
                write!(
                    f,
                    "{what} is damaged: its CRC-32 is not the one in the header; fetch or make it again"
                )
            }
            Self::Column(text) => f.write_str(text),
            Self::Checker(failure) => failure.fmt(f),
        }
    }
}

/// Whether a file is the header of column files, by its name.
pub fn is_header(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".columns.json")
}

/// Checks the certificate of types in column files. `progress` is told how many bytes were read of how many.
pub fn verify_columns(
    path: &Path,
    certificate: &str,
    progress: &dyn Fn(u64, u64),
) -> Result<Verified, ColumnsFailure> {
    let text = fs::read_to_string(path).map_err(ColumnsFailure::Header)?;
    let header = Header::read(&text).map_err(ColumnsFailure::Checker)?;
    if header.crc32.as_ref().is_some_and(|digits| !is_whole(&text, digits)) {
        return Err(ColumnsFailure::Damaged("the header".to_owned()));
    }
    let mut files = Files::new(&header, path, progress);
    let verdict = verify_stream(&header, certificate, &mut files);
    // What is wrong with the certificate of damaged columns is of no interest, and neither is what is right.
    if matches!(
        verdict,
        Ok(_) | Err(Failure::Violated(..) | Failure::Value(..) | Failure::Input(..))
    ) && let Some(damaged) = files.damaged()
    {
        return Err(ColumnsFailure::Damaged(damaged));
    }
    verdict.map_err(|failure| files.place(failure))
}

/// Whether the header has these digits as its last key, and they are the checksum of what stands before.
fn is_whole(text: &str, digits: &str) -> bool {
    let end = format!(",\n \"crc32\": \"{digits}\"}}\n");
    text.strip_suffix(&end).is_some_and(|text| shown(crc32fast::hash(text.as_bytes())) == digits)
}

fn shown(sum: u32) -> String {
    format!("{sum:08x}")
}

/// The columns of a header.
struct Files<'a> {
    groups: &'a [Group],
    folder: PathBuf,
    progress: &'a dyn Fn(u64, u64),
    n_read: u64,
    n_bytes: u64,
    /// The group that is being read, and its files.
    group: usize,
    open: [Option<File>; 3],
    /// What came between, in words.
    error: Option<String>,
    columns: Vec<[Column; 3]>,
}

/// How many bytes a column of the group has.
fn bytes(group: &Group) -> u64 {
    u64::try_from(group.count).unwrap_or(u64::MAX).saturating_mul(8)
}

/// What was read of a column.
#[derive(Clone, Default)]
struct Column {
    n_read: u64,
    sum: Hasher,
}

impl<'a> Files<'a> {
    fn new(header: &'a Header, path: &Path, progress: &'a dyn Fn(u64, u64)) -> Self {
        let groups = header.groups();
        Self {
            groups,
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            progress,
            n_read: 0,
            n_bytes: groups
                .iter()
                .map(|group| bytes(group).saturating_mul(3))
                .fold(0, u64::saturating_add),
            group: 0,
            open: [None, None, None],
            error: None,
            columns: vec![Default::default(); groups.len()],
        }
    }

    /// A file whose checksum is not the one in the header. Reads what the checker did not; what cannot be read is not
    /// called damaged.
    fn damaged(&mut self) -> Option<String> {
        let groups = self.groups;
        for (g, group) in groups.iter().enumerate() {
            for (c, digits) in group.crc32.iter().enumerate().filter(|(_, sum)| !sum.is_empty()) {
                if self.columns[g][c].n_read == 0 {
                    self.open(g, c).ok()?;
                }
                while self.columns[g][c].n_read < bytes(group) {
                    let left = bytes(group) - self.columns[g][c].n_read;
                    let mut part = vec![0; usize::try_from(left.min(1 << 20)).unwrap_or_default()];
                    self.read(g, c, &mut part).ok()?;
                }
                if shown(self.columns[g][c].sum.clone().finalize()) != *digits {
                    return Some(self.path(g, c).display().to_string());
                }
            }
        }
        None
    }

    fn path(&self, group: usize, column: usize) -> PathBuf {
        self.folder.join(&self.groups[group].files[column])
    }

    /// The same with the file of the column, after which the checker asked last.
    fn place(&mut self, failure: Failure) -> ColumnsFailure {
        match (failure, self.error.take()) {
            (Failure::Input(..), Some(error)) => ColumnsFailure::Column(error),
            (Failure::Input(k, column, expected), None) => {
                let path = self.path(self.group, column.saturating_sub(1));
                ColumnsFailure::Column(format!("{}: type {k}: expected {expected}", path.display()))
            }
            (failure, _) => ColumnsFailure::Checker(failure),
        }
    }

    fn kept<T>(&mut self, group: usize, column: usize, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result {
            self.error = Some(format!("{}: {error}", self.path(group, column).display()));
        }
        result
    }
}

impl Source for Files<'_> {
    fn open(&mut self, group: usize, column: usize) -> io::Result<u64> {
        self.group = group;
        let count = self.groups[group].count;
        let opened = File::open(self.path(group, column)).and_then(|file| {
            let length = file.metadata()?.len();
            if length != bytes(&self.groups[group]) {
                let text = format!("{length} bytes; {count} types take 8 bytes each");
                return Err(io::Error::other(text));
            }
            self.open[column] = Some(file);
            Ok(length)
        });
        self.kept(group, column, opened)
    }

    fn read(&mut self, group: usize, column: usize, bytes: &mut [u8]) -> io::Result<()> {
        let Some(file) = &mut self.open[column] else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let read = file.read_exact(bytes);
        self.kept(group, column, read)?;
        let n = u64::try_from(bytes.len()).unwrap_or_default();
        let known = &mut self.columns[group][column];
        known.sum.update(bytes);
        known.n_read += n;
        self.n_read += n;
        (self.progress)(self.n_read, self.n_bytes);
        Ok(())
    }
}
