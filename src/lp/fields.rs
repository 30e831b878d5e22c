//! The words of one line of an MPS file.

use crate::lp::read::Malformed;

/// The words of a line, without the empty ones.
pub(super) struct Fields<'a> {
    words: [&'a str; 8],
    n_words: usize,
    next: usize,
}

/// The columns of the fixed format, from 0: type, name, name, number, name, number.
const FIXED: [(usize, usize); 6] = [(1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, 61)];

impl<'a> Fields<'a> {
    pub(super) fn new(line: &'a str, fixed: bool, in_columns: bool) -> Result<Self, Malformed> {
        let mut fields = Self { words: [""; 8], n_words: 0, next: 0 };
        if fixed {
            for (number, (start, end)) in FIXED.into_iter().enumerate() {
                // Names of the fixed format are bytes in columns; a name cut within a letter is none.
                let end = if number == 5 { line.len() } else { end.min(line.len()) };
                if start < end {
                    let word = line.get(start..end).ok_or(Malformed::Expected("fixed columns"))?;
                    fields.add(word.trim())?;
                }
            }
            return Ok(fields);
        }
        for word in line.split_ascii_whitespace() {
            // A comment may stand where a row name or number would, or after the name of a row.
            let is_comment = word.starts_with(['$', '*']) && 2 <= fields.n_words;
            if is_comment && !(in_columns && fields.n_words == 2) {
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
