//! Pictures as files.

use std::path::Path;

use crate::picture;
use ironproof_files::file::WriteError;

/// Writes a picture as what the end of the file's name says.
pub(crate) fn write_svg(path: &Path, svg: &str) -> Result<(), WriteError> {
    picture::write(path, svg)
}
