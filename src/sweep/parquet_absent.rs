//! What stands for Parquet files in a program that was built without them.

use std::io;
use std::path::Path;

use ironproof_files::file::WriteError;

use crate::record::Hearer;

/// Refuses.
pub(crate) fn write(
    path: &Path,
    _columns: &[String],
    _each: &mut dyn FnMut(&mut Hearer<'_>) -> io::Result<()>,
) -> Result<(), WriteError> {
    let text = "this program was built without Parquet files; build it with the feature `parquet`";
    Err(WriteError { path: path.to_owned(), error: io::Error::other(text) })
}
