//! `-` in place of a file: stdin where one is read, stdout where one is written.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// `-` is stdin, or stdout; a file of that name is `./-`.
pub(super) fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// A picture, by the end of its name: what is written is SVG, and a name that says something else would be wrong.
pub(super) fn svg(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_svg = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("svg"));
    if is_svg { Ok(path) } else { Err("expected a name that ends in .svg".to_owned()) }
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
