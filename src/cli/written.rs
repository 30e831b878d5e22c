//! Files that the user named: `-` is stdout, and what is replaced or new is said.

use std::io::{self, Write};
use std::path::Path;

use super::dash::{self, is_dash};
use super::outcome::CliError;
use super::output::{emit_file, note, write_file};

/// Refuses a file where a folder is to be. `flag` is what named it.
pub(super) fn refuse_file(flag: &str, folder: &Path) -> Result<(), CliError> {
    if folder.exists() && !folder.is_dir() {
        let text = format!("{flag} {}: this is a file; expected a folder", folder.display());
        return Err(CliError::Usage(text));
    }
    Ok(())
}

/// Writes a file that the user named, and says so; `-` is stdout, which then has that file alone.
pub(super) fn write(
    quiet: bool,
    path: &Path,
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<(), CliError> {
    if is_dash(path) {
        if dash::take_stdout() {
            let text = "only one file can go to stdout: give the others a name in place of -";
            return Err(CliError::Usage(text.to_owned()));
        }
        let mut bytes = Vec::new();
        content(&mut bytes).map_err(CliError::Stdout)?;
        return emit_file(&String::from_utf8_lossy(&bytes));
    }
    writing(quiet, path, || write_file(path, content))
}

/// Whether a file that the user named can be written, as far as is known before the work.
pub(super) fn probe(path: &Path) -> Result<(), CliError> {
    if is_dash(path) { Ok(()) } else { Ok(ironproof_files::file::probe_file(path)?) }
}

/// Says that a file was written, whether it replaced one, and whether its folder is new.
pub(super) fn writing<T, E>(
    quiet: bool,
    path: &Path,
    write: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let verb = if path.exists() { "replaced" } else { "wrote" };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let folder = folder.map(|folder| format!(" in the new folder {}", folder.display()));
    let written = write()?;
    note(quiet, &format!("{verb} {}{}", path.display(), folder.unwrap_or_default()));
    Ok(written)
}
