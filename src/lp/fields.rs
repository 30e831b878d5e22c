//! The words of one line of an MPS file.

use crate::lp::read::Malformed;

/// The words of a line, without the empty ones.
pub(super) struct Fields<'a> {
    words: [&'a str; 8],
    n_words: usize,
    next: usize,
}

/// The columns of the fixed format, from 0: type, name, name, number, name, number. Between them is nothing.
const FIXED: [(usize, usize); 6] = [(1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, 61)];

impl<'a> Fields<'a> {
    pub(super) fn new(line: &'a str, fixed: bool) -> Result<Self, Malformed> {
        let mut fields = Self { words: [""; 8], n_words: 0, next: 0 };
        // Every sequence of wrong bytes was read as this mark: two names could be one.
        if line.contains(char::REPLACEMENT_CHARACTER) {
            return Err(Malformed::Expected("text in UTF-8"));
        }
        if fixed {
            // Names of the fixed format are bytes in columns; a name cut within a letter is none.
            let at = |start: usize, end: usize| {
                let part = line.get(start.min(line.len())..end.min(line.len()));
                part.map(str::trim_ascii).ok_or(Malformed::Expected("fixed columns"))
            };
            let mut before = 0;
            for (number, (start, end)) in FIXED.into_iter().enumerate() {
                let end = if number == 5 { line.len() } else { end };
                if !at(before, start)?.is_empty() {
                    return Err(Malformed::Expected("nothing between the fixed columns"));
                }
                fields.add(at(start, end)?)?;
                before = end;
            }
            return Ok(fields);
        }
        for word in line.split_ascii_whitespace() {
            // What starts a comment cannot start a name.
            if word.starts_with(['$', '*']) {
                if fields.n_words < 2 {
                    return Err(Malformed::Expected("a name that does not start like a comment"));
                }
                break;
            }
            fields.add(word)?;
        }
        Ok(fields)
    }

    fn add(&mut self, word: &'a str) -> Result<(), Malformed> {
        if !word.is_empty() {
            *self
                .words
                .get_mut(self.n_words)
                .ok_or(Malformed::Expected("the end of the line"))? = word;
            self.n_words += 1;
        }
        Ok(())
    }

    pub(super) fn rest(&self) -> &[&'a str] {
        &self.words[self.next..self.n_words]
    }

    pub(super) fn next(&mut self) -> Option<&'a str> {
        let word = *self.rest().first()?;
        self.next += 1;
        Some(word)
    }

    pub(super) fn end(&self) -> Result<(), Malformed> {
        if self.rest().is_empty() {
            Ok(())
        } else {
            Err(Malformed::Expected("the end of the line"))
        }
    }
}
