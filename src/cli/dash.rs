//! `-` in place of a file: stdin where one is read, stdout where one is written.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// `-` is stdin, or stdout; a file of that name is `./-`.
pub(super) fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// A picture, whose kind is what its name ends in.
pub(super) fn picture(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    ironproof_report::picture::kind(&path).map_err(|error| error.to_string())?;
    Ok(path)
}

/// Whether a file went to stdout, which has nothing else then.
static HAS_FILE: AtomicBool = AtomicBool::new(false);

/// Takes stdout for a file, and says whether another one had it already.
pub(super) fn take_stdout() -> bool {
    HAS_FILE.swap(true, Ordering::Relaxed)
}

/// Whether stdout has a file, and results are not to be printed.
pub(super) fn stdout_has_file() -> bool {
    HAS_FILE.load(Ordering::Relaxed)
}
