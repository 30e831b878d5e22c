//! SHA-256 digests of files, in the form that `sha256sum --check` reads.

use std::fmt::Write as _;
use std::path::Path;

use ironproof_files::digest::sha256;

use super::Error;

/// The digest of a file, in hexadecimal digits.
pub(crate) fn digest(path: &Path) -> Result<String, Error> {
    let bytes =
        std::fs::read(path).map_err(|error| Error::File { path: path.to_owned(), error })?;
    Ok(sha256(&bytes))
}

/// A line for each file.
pub(crate) fn list(folder: &Path, names: &[String]) -> Result<String, Error> {
    let mut text = String::new();
    for name in names {
        let _ = writeln!(text, "{}  {name}", digest(&folder.join(name))?);
    }
    Ok(text)
}
