//! In place of Parquet, in a program that was built without the feature `parquet`.

use std::io::{self, Write};
use std::ops::Range;

use super::Error;
use super::header::{Column, Columns, Group};

const NOT_BUILT: &str = "this program was built without Parquet";

/// There is none.
pub(super) enum Reader {}

impl Reader {
    /// Says so.
    pub(super) fn open(group: &Group) -> Result<Self, Error> {
        let path = group.files.of(Column::Wtp).to_owned();
        Err(Error::Parquet { path, reason: NOT_BUILT.to_owned() })
    }

    /// Never called.
    pub(super) fn fill(&mut self, _: usize, _: &mut Columns) -> Result<(), Error> {
        match *self {}
    }
}

/// Appends the values of a column in a range of rows.
pub(super) type Fill<'a> = &'a mut dyn FnMut(usize, Range<usize>, &mut Vec<i64>);

/// Says so.
pub(super) fn write(
    _: &mut (dyn Write + Send),
    _: &[&str],
    _: usize,
    _: Fill<'_>,
) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, NOT_BUILT))
}
