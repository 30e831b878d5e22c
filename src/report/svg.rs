//! Pictures as SVG files.

use std::path::Path;

use ironproof_files::file::{WriteError, write_file};
use ironproof_name::EscapedLines;

/// Writes a picture.
pub(crate) fn write_svg(path: &Path, svg: &str) -> Result<(), WriteError> {
    write_file(path, |out| write!(out, "{}", EscapedLines(svg)))
}
