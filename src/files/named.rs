//! The files that a command line names: one that is named as something to read is never written.
//!
//! A program says once what its command line was. From then on [`crate::file::write_file`] refuses a file that another
//! argument means too, however it is spelled: `a.csv`, `./a.csv`, a link to it.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

static ARGUMENTS: OnceLock<Vec<PathBuf>> = OnceLock::new();

/// Says what the command line of this process is. Only the first call counts.
///
/// ```
/// ironproof_files::named::arguments(["solve".into(), "a.toml".into(), "--policy=menu=m.csv".into()]);
/// let refused = ironproof_files::file::write_file(std::path::Path::new("./m.csv"), |_| Ok(()));
/// assert!(refused.unwrap_err().to_string().contains("both read and written"));
/// ```
pub fn arguments(arguments: impl IntoIterator<Item = OsString>) {
    let mut named: Vec<PathBuf> = Vec::new();
    for argument in arguments {
        // `--out=FILE` and `menu=FILE` name a file behind each sign.
        let text = argument.to_string_lossy().into_owned();
        named.extend(text.match_indices('=').map(|(at, _)| PathBuf::from(&text[at + 1..])));
        named.push(argument.into());
    }
    // Without an end or a folder it is a word, such as that of a flag: no verb reads a file of such a name.
    named.retain(|name| name.to_string_lossy().contains(['.', '/']));
    // A second command line in one process is none.
    let _ = ARGUMENTS.set(named);
}

/// An error if an argument that is not `path` itself means the same file.
pub(crate) fn check(path: &Path) -> io::Result<()> {
    let Some(file) = identity(path) else { return Ok(()) };
    let named = ARGUMENTS.get().map_or(&[][..], Vec::as_slice);
    let own = named.iter().position(|argument| argument == path);
    let others = named.iter().enumerate().filter(|(k, _)| Some(*k) != own);
    match others.map(|(_, other)| other).find(|other| identity(other).as_ref() == Some(&file)) {
        Some(other) => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!(
                "the command line also names it as {}, and no file is both read and written, or written twice: \
                 choose another name for the result",
                other.display()
            ),
        )),
        None => Ok(()),
    }
}

/// Where a path leads: two paths of one file give the same; `None` if its folder does not exist.
fn identity(path: &Path) -> Option<PathBuf> {
    if let Ok(there) = path.canonicalize() {
        return Some(there);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Some(folder.unwrap_or(Path::new(".")).canonicalize().ok()?.join(path.file_name()?))
}
