//! The words of a line of MPS.

use crate::fault::{Fault, ModelError};

/// Where a word may stand in the fixed format, from 0.
const FIELDS: [(usize, usize); 6] =
    [(1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, usize::MAX)];

/// The text of a file, which is UTF-8 without control characters: some end a line, a word or the whole file
/// for some readers and not for others.
pub(crate) fn text(file: &[u8]) -> Result<&str, ModelError> {
    let at_line = |at: usize, message: String| {
        let line = 1 + file[..at].iter().filter(|byte| **byte == b'\n').count();
        Err(ModelError::new(line, message.into()))
    };
    let text = match std::str::from_utf8(file) {
        Ok(text) => text,
        Err(error) => {
            return at_line(
                error.valid_up_to(),
                "this line is not in UTF-8: convert the file".into(),
            );
        }
    };
    // Most bytes are of the first kind; those of the others are looked at again.
    let is_plain = |byte: &u8| b' ' <= *byte && *byte < 0x7f || *byte == b'\n' || *byte == b'\t';
    if file.iter().all(is_plain) {
        return Ok(text);
    }
    let bad = text.char_indices().find(|(at, c)| {
        let is_line_end = *c == '\r' && file.get(at + 1) == Some(&b'\n');
        c.is_control() && !matches!(c, '\n' | '\t') && !is_line_end
    });
    match bad {
        None => Ok(text),
        Some((at, c)) => at_line(
            at,
            format!(
                "the control character {c} is a space, an end or a part of a name, depending on the reader: delete it"
            ),
        ),
    }
}

/// Puts the words of the line in place of those before. In the free format a word that starts with `$`, from the third
/// on, starts a comment.
pub(crate) fn split<'a>(
    line: &'a str,
    is_fixed: bool,
    words: &mut Vec<&'a str>,
) -> Result<(), Fault> {
    words.clear();
    if is_fixed {
        return split_fixed(line, words);
    }
    let mut start = None;
    for (at, byte) in line.bytes().enumerate() {
        let is_space = byte == b' ' || byte == b'\t';
        match start {
            None if !is_space => start = Some(at),
            Some(from) if is_space => {
                words.push(&line[from..at]);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| &line[from..]));
    if let Some(at) = words.iter().position(|word| word.starts_with('$')) {
        if at < 2 {
            return Err(
                "no name starts with $, which starts a comment for some readers: rename it".into(),
            );
        }
        words.truncate(at);
    }
    Ok(())
}

fn split_fixed<'a>(line: &'a str, words: &mut Vec<&'a str>) -> Result<(), Fault> {
    if !line.is_ascii() || line.contains('\t') {
        return Err("a line of the fixed format has a tab or a letter outside ASCII: readers count its columns differently".into());
    }
    let part =
        |from: usize, to: usize| line[from.min(line.len())..to.min(line.len())].trim_matches(' ');
    let mut end_before = 0;
    for (from, to) in FIELDS {
        if !part(end_before, from).is_empty() {
            return Err("a word stands between the columns of the fixed format: start it in column 2, 5, 15, 25, 40 or 50".into());
        }
        end_before = to;
        words.push(part(from, to));
    }
    words.retain(|word| !word.is_empty());
    if words.iter().any(|word| word.starts_with('$')) {
        return Err(
            "no name starts with $, which starts a comment for some readers: rename it".into()
        );
    }
    Ok(())
}
