//! Names and labels: they stand in tables, become names of files, and come from files that anybody may have written.
//!
//! A terminal obeys some characters instead of showing them: it goes back to the start of the line, clears the
//! screen, turns the text around. A name with such a character makes a line say what nobody found out. So a name
//! or label with a character that cannot be seen is refused where it is read, and whatever is printed goes through
//! [`Escaped`]: no rule covers the names of files, the keys of a document, the columns in a model of others.
//!
//! ```
//! use ironproof_name::{Escaped, is_usable};
//!
//! assert!(is_usable("Tickets 2026") && !is_usable("../tickets"));
//! assert_eq!(Escaped("solved\rfailed").to_string(), "solved\\u{d}failed");
//! ```

use std::fmt::{self, Write as _};
use std::ops::RangeInclusive;

/// The longest name, in bytes, that leaves room for an extension in a file name.
const MAX_BYTES: usize = 200;

/// The rule that [`is_usable`] checks, for messages.
pub const RULE: &str =
    "a name has 1 to 200 bytes, no slash, backslash or hidden character and no leading dot";

/// Whether `name` is one safe word of a path: not empty, not long, no slash, backslash or hidden character, no
/// leading dot.
pub fn is_usable(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= MAX_BYTES
        && !name.starts_with('.')
        && !name.contains(['/', '\\'])
        && !name.contains(is_hidden)
}

/// `1 row`, `2 rows`.
pub fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Whether `label` can be the label of a group: not empty, and no hidden character but those that spelling needs.
pub fn is_label(label: &str) -> bool {
    !label.is_empty() && !label.contains(|c| is_hidden(c) && !SPELLING.contains(&c))
}

/// Hidden, but part of words in Persian and Indic scripts (joiners), and of emoji (how they are drawn).
const SPELLING: [char; 4] = ['\u{200c}', '\u{200d}', '\u{fe0e}', '\u{fe0f}'];

/// Letters, signs and marks that are drawn as a blank or as nothing at all.
const BLANKS: [RangeInclusive<char>; 10] = [
    '\u{34f}'..='\u{34f}',
    '\u{115f}'..='\u{1160}',
    '\u{17b4}'..='\u{17b5}',
    '\u{180b}'..='\u{180f}',
    '\u{2800}'..='\u{2800}',
    '\u{3164}'..='\u{3164}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{1d159}'..='\u{1d159}',
    '\u{e0100}'..='\u{e01ef}',
];

/// A character that is not seen: controls, separators of lines, marks of direction, zero width, spaces other than
/// the ordinary one, and what is no character at all.
fn is_hidden(c: char) -> bool {
    // The tables of Unicode in the standard library say what is printable. In second place a mark is, too: it is
    // drawn with the letter before it.
    let after_a_letter: String = ['x', c].into_iter().collect();
    let is_printable = !after_a_letter.escape_debug().skip(1).any(|c| c == '{');
    c != '{' && (!is_printable || c.is_control() || BLANKS.iter().any(|blank| blank.contains(&c)))
}

/// A mark that is drawn over the letter before it.
fn is_mark(c: char) -> bool {
    !is_hidden(c) && !c.is_alphanumeric() && 2 < c.escape_debug().count()
}

/// The text as one line that shows every character: what cannot be seen is written as `\u{202e}`, and so is a second
/// mark on one letter, for these pile up over other lines.
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(pub &'a str);

/// The same for a text of several lines that are meant: line ends stay.
#[derive(Clone, Copy, Debug)]
pub struct EscapedLines<'a>(pub &'a str);

/// A JSON document that means the same and hides nothing: `\u202e` in place of the character.
#[derive(Clone, Copy, Debug)]
pub struct EscapedJson<'a>(pub &'a str);

impl fmt::Display for EscapedJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            // Controls below U+0020 stand between values only, as line ends; strings have none.
            if c.is_ascii_graphic() || matches!(c, ' ' | '\n') || !(c.is_ascii() || is_hidden(c)) {
                f.write_char(c)?;
            } else {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(f, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(f, self.0, false)
    }
}

impl fmt::Display for EscapedLines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(f, self.0, true)
    }
}

fn escape(f: &mut fmt::Formatter<'_>, text: &str, keeps_lines: bool) -> fmt::Result {
    let mut before = ' ';
    for c in text.chars() {
        let is_shown = c == ' '
            || c.is_ascii_graphic()
            || (keeps_lines && c == '\n')
            || (!c.is_ascii() && !is_hidden(c) && (!is_mark(c) || before.is_alphanumeric()));
        if is_shown {
            f.write_char(c)?;
        } else {
            write!(f, "\\u{{{:x}}}", u32::from(c))?;
        }
        before = c;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_folder() {
        for name in
            ["a", "Tickets 2026", "Überlingen", "random-1-2", "x.y", "東京", "e\u{301}", "{x}"]
        {
            assert!(is_usable(name), "{name}");
        }
        let long = "n".repeat(201);
        for name in ["", ".", "..", "../evil", "/tmp/x", "a/b", "a\\b", "a\nb", "\u{1b}[31m", &long]
        {
            assert!(!is_usable(name), "{name:?}");
        }
    }

    /// Controls, line ends, directions, zero width, blanks, private and unassigned ones.
    const HIDDEN: [char; 26] = [
        '\0',
        '\t',
        '\n',
        '\u{b}',
        '\r',
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{9b}',
        '\u{a0}',
        '\u{ad}',
        '\u{61c}',
        '\u{200b}',
        '\u{200f}',
        '\u{2028}',
        '\u{2029}',
        '\u{202a}',
        '\u{202e}',
        '\u{2060}',
        '\u{2066}',
        '\u{2069}',
        '\u{2800}',
        '\u{3164}',
        '\u{feff}',
        '\u{e000}',
        '\u{10ffff}',
    ];

    #[test]
    fn hidden_characters_are_refused_and_shown_as_numbers() {
        for c in HIDDEN.into_iter().chain(SPELLING) {
            for text in [format!("{c}"), format!("a{c}"), format!("a{c}b"), format!("{c}{c}")] {
                assert!(!is_usable(&text), "{text:?}");
                assert_eq!(is_label(&text), SPELLING.contains(&c), "{text:?}");
                let shown = Escaped(&text).to_string();
                assert!(
                    shown.chars().all(|c| c.is_ascii_graphic()),
                    "{text:?} is shown as {shown}"
                );
                assert!(shown.contains(&format!("\\u{{{:x}}}", u32::from(c))), "{shown}");
            }
        }
        assert_eq!(Escaped("R\r verified 5\n").to_string(), "R\\u{d} verified 5\\u{a}");
        assert_eq!(EscapedLines("a\r\nb\u{85}").to_string(), "a\\u{d}\nb\\u{85}");
    }

    #[test]
    fn what_people_write_is_shown_as_it_is() {
        for text in [
            "a b",
            "~!{}\\",
            "é",
            "e\u{301}",
            "हिन्दी",
            "עברית",
            "ελ",
            "10 € – 20 €",
            "≥ 65",
            "東京",
            "😀",
        ] {
            assert_eq!(Escaped(text).to_string(), text);
            assert!(is_label(text), "{text}");
        }
        assert_eq!(Escaped("e\u{301}\u{301}").to_string(), "e\u{301}\\u{301}");
        assert_eq!(Escaped("\u{301}").to_string(), "\\u{301}");
    }

    #[test]
    fn escaped_json_means_the_same() {
        let text: String = HIDDEN.into_iter().chain(SPELLING).chain("é\"\\ 😀".chars()).collect();
        let shown = EscapedJson(&serde_json::Value::from(text.as_str()).to_string()).to_string();
        assert!(!shown.contains(|c| HIDDEN.contains(&c)), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).ok(), Some(text));
    }

    /// Every character there is: shown as itself only if a terminal shows it and the next stays where it is.
    #[test]
    fn nothing_else_gets_through() {
        for c in '\0'..=char::MAX {
            let shown = Escaped(&c.to_string()).to_string();
            if shown.chars().eq([c]) {
                let direction = matches!(u32::from(c), 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069 | 0x61c);
                let is_space = c.is_whitespace() && c != ' ';
                assert!(!(c.is_control() || direction || is_space), "{:x}", u32::from(c));
            } else {
                assert_eq!(shown, format!("\\u{{{:x}}}", u32::from(c)));
            }
        }
    }
}
