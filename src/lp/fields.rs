//! The words of one line of an MPS file.

use crate::malformed::Malformed;

/// The words of a line, without the empty ones.
pub(super) struct Fields<'a> {
    words: [&'a str; 8],
    n_words: usize,
    next: usize,
}

/// The columns of the fixed format, from 0: type, name, name, number, name, number. Between them is nothing.
const FIXED: [(usize, usize); 6] = [(1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, 61)];

impl<'a> Fields<'a> {
    /// The words of a line in the free format. From the third word on `$` starts a comment.
    pub(super) fn free(line: &'a str) -> Result<Self, Malformed> {
        let mut fields = Self { words: [""; 8], n_words: 0, next: 0 };
        for word in line.split([' ', '\t']).filter(|word| !word.is_empty()) {
            if word.starts_with('$') {
                if fields.n_words < 2 {
                    return Err(Malformed::Expected(
                        "a name that does not start with $, which starts a comment: rename it",
                    ));
                }
                break;
            }
            fields.add(word)?;
        }
        Ok(fields)
    }

    /// The words in the columns of the fixed format.
    pub(super) fn fixed(line: &'a str) -> Result<Self, Malformed> {
        let mut fields = Self { words: [""; 8], n_words: 0, next: 0 };
        // Some readers count the bytes of a letter, others the letters.
        if line.contains('\t') || !line.is_ascii() {
            return Err(Malformed::Expected(
                "no tab and no letter outside ASCII in the fixed format, whose columns readers count differently then: \
                 write spaces, or rename, or put no space into a name",
            ));
        }
        let at = |start: usize, end: usize| {
            line[start.min(line.len())..end.min(line.len())].trim_matches(' ')
        };
        let mut before = 0;
        for (number, (start, end)) in FIXED.into_iter().enumerate() {
            let end = if number == 5 { line.len() } else { end };
            if !at(before, start).is_empty() {
                return Err(Malformed::Expected(
                    "nothing between the columns of the fixed format, which start at 2, 5, 15, 25, 40 and 50",
                ));
            }
            let word = at(start, end);
            if word.starts_with('$') {
                return Err(Malformed::Expected(
                    "a name that does not start with $, which starts a comment: rename it",
                ));
            }
            fields.add(word)?;
            before = end;
        }
        Ok(fields)
    }

    fn add(&mut self, word: &'a str) -> Result<(), Malformed> {
        if !word.is_empty() {
            *self.words.get_mut(self.n_words).ok_or(Malformed::Expected(END))? = word;
            self.n_words += 1;
        }
        Ok(())
    }

    /// A word holds a space, as only the fixed format allows.
    pub(super) fn has_space(&self) -> bool {
        self.words.iter().any(|word| word.contains(' '))
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
        if self.rest().is_empty() { Ok(()) } else { Err(Malformed::Expected(END)) }
    }
}

const END: &str = "the end of the line: comments start with * in the first column";
