//! Names as words of a statement: letters, digits and the graphic characters of ASCII stay, and any
//! other character becomes `\u{HEX}`. So a name has no spaces and moves no cursor.

use std::fmt::Write;

fn stays(c: char) -> bool {
    c != '\\' && (c.is_ascii_graphic() || c.is_alphanumeric())
}

pub(crate) fn push_word(text: &mut String, name: &str) {
    if name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
        return text.push_str(name);
    }
    for c in name.chars() {
        if stays(c) {
            text.push(c);
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "\\u{{{:x}}}", u32::from(c));
        }
    }
}

/// The name of a word; `None` if no name gives this word.
pub(crate) fn unescape(word: &str) -> Option<String> {
    let mut name = String::new();
    let mut pieces = word.split("\\u{");
    name.push_str(pieces.next()?);
    for piece in pieces {
        let (code, rest) = piece.split_once('}')?;
        name.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
        name.push_str(rest);
    }
    let mut again = String::new();
    push_word(&mut again, &name);
    (again == word && !name.is_empty()).then_some(name)
}

/// A text for a terminal: spaces and backslashes stay, otherwise like a word.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c == ' ' || c == '\\' || stays(c) {
            escaped.push(c);
        } else {
            push_word(&mut escaped, c.encode_utf8(&mut [0; 4]));
        }
    }
    escaped
}
