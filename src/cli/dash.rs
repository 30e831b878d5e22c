//! `-` in place of a file: stdin where one is read, stdout where one is written.

use std::path::Path;

/// `-` is stdin, or stdout; a file of that name is `./-`.
pub(super) fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// A picture, by the end of its name: what is written is SVG, and a name that says something else would be wrong.
pub(super) fn svg(text: &str) -> Result<std::path::PathBuf, String> {
    let path = std::path::PathBuf::from(text);
    let is_svg = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("svg"));
    if is_svg { Ok(path) } else { Err("expected a name that ends in .svg".to_owned()) }
}
