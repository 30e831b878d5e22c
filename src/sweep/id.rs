//! The id of what stands in a line of the manifest: a digest of the version of the program and of all that it is.

use ironproof_files::digest::sha256_of_parts;

/// The version of this program, as rows and ids have it.
pub(crate) const PROGRAM: &str = concat!("ironproof ", env!("CARGO_PKG_VERSION"));

/// The digest of some lines, the first of which is the version of the program.
pub(crate) fn id(lines: &[&str]) -> String {
    let mut parts = vec![PROGRAM, "\n"];
    for line in lines {
        parts.extend([*line, "\n"]);
    }
    sha256_of_parts(&parts)
}
