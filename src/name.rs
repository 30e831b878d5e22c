//! Names of instances: they stand in tables and become names of files.

use std::fmt::{self, Write as _};

/// The longest name, in bytes, that leaves room for an extension in a file name.
const MAX_BYTES: usize = 200;

/// Whether `name` is one safe word of a path: not empty, not long, no slash, backslash or control
/// character, no leading dot.
pub fn is_usable(name: &str) -> bool {
    let is_plain = |c: char| !(c.is_control() || c == '/' || c == '\\');
    !name.is_empty()
        && name.len() <= MAX_BYTES
        && !name.starts_with('.')
        && name.chars().all(is_plain)
}

/// The rule that [`is_usable`] checks, for messages.
pub const RULE: &str =
    "a name has 1 to 200 bytes, no slash, backslash or control character and no leading dot";

/// The text as one line that shows every character: one that a terminal obeys is written as `\u{1b}`.
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                write!(f, "{}", c.escape_unicode())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_folder() {
        for name in ["a", "Tickets 2026", "Überlingen", "random-1-2", "x.y"] {
            assert!(is_usable(name), "{name}");
        }
        for name in [
            "",
            ".",
            "..",
            "../evil",
            "/tmp/x",
            "a/b",
            "a\\b",
            "a\nb",
            "\u{1b}[31m",
            &"n".repeat(201),
        ] {
            assert!(!is_usable(name), "{name:?}");
        }
    }
}
