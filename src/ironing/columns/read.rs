//! The types of a group, a chunk at a time, in the order of the files.

use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;

use super::header::Columns;
use super::header::{Column, Files, Group};
use super::parquet_file;
use super::sums::{self, Sums};
use super::{Error, Progress};

/// Calls `visit` with the place of the first type, from 0, and the columns of at most `chunk` types.
pub(super) fn for_each_chunk(
    group: &Group,
    chunk: usize,
    progress: Progress<'_>,
    mut visit: impl FnMut(u64, &Columns) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut reader = Reader::open(group)?;
    let mut columns = Columns::default();
    let mut sums = Sums::default();
    let mut first = 0;
    while first < group.n_types {
        let left = group.n_types - first;
        let n = usize::try_from(left).map_or(chunk, |left| left.min(chunk));
        reader.fill(n, &mut columns)?;
        if group.sums.is_some() {
            sums.read(&columns);
        }
        visit(first, &columns)?;
        let n = u64::try_from(n).unwrap_or(left);
        progress(n);
        first += n;
    }
    let Some(expected) = group.sums else { return Ok(()) };
    for ((column, found), expected) in Column::ALL.into_iter().zip(sums.finish()).zip(expected) {
        if found != expected {
            let (path, column) = (group.files.of(column).to_owned(), column.name());
            let (found, expected) = (sums::text(found), sums::text(expected));
            return Err(Error::Damaged { path, column, found, expected });
        }
    }
    Ok(())
}

enum Reader {
    Binary { files: [(PathBuf, File); 3], bytes: Vec<u8> },
    Parquet(Box<parquet_file::Reader>),
}

impl Reader {
    /// Opens the files, which must have the length that the header says.
    fn open(group: &Group) -> Result<Self, Error> {
        let Files::Binary(_) = group.files else {
            return parquet_file::Reader::open(group).map(Box::new).map(Self::Parquet);
        };
        let [wtp, prob, weight] = Column::ALL.map(|column| {
            let path = group.files.of(column).to_owned();
            let opened = File::open(&path).and_then(|file| {
                let length = file.metadata()?.len();
                Ok((file, length))
            });
            match opened {
                Ok((file, length)) if group.n_types.checked_mul(8) == Some(length) => {
                    Ok((path, file))
                }
                Ok((_, found)) => Err(Error::Length { path, found, n_types: group.n_types }),
                Err(error) => Err(Error::Read { path, error }),
            }
        });
        Ok(Self::Binary { files: [wtp?, prob?, weight?], bytes: Vec::new() })
    }

    /// Replaces `columns` by those of the next `n` types.
    fn fill(&mut self, n: usize, columns: &mut Columns) -> Result<(), Error> {
        match self {
            Self::Parquet(reader) => reader.fill(n, columns),
            Self::Binary { files, bytes } => {
                bytes.resize(8 * n, 0);
                for ((path, file), column) in files.iter_mut().zip(columns) {
                    file.read_exact(bytes)
                        .map_err(|error| Error::Read { path: path.clone(), error })?;
                    let (words, _) = bytes.as_chunks();
                    column.clear();
                    column.extend(words.iter().map(|word| i64::from_le_bytes(*word)));
                }
                Ok(())
            }
        }
    }
}
