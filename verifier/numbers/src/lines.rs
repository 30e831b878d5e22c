//! Texts in which every line is known: the caller says which keyword must come next.

use std::iter::Peekable;
use std::str::Split;

use crate::{Checked, Expected, Read, ensure, limit_digits};

/// The rest of a text, line by line.
pub struct Lines<'a> {
    lines: Peekable<Split<'a, char>>,
    /// Of the line that was asked for last.
    pub number: usize,
}

impl<'a> Lines<'a> {
    /// The lines of a text that follows a line of this number.
    pub fn new(text: &'a str, number: usize) -> Checked<Lines<'a>> {
        limit_digits(text)?;
        Ok(Lines { lines: text.split('\n').peekable(), number })
    }
    /// The next line, empty if there is none.
    pub fn peek(&mut self) -> &'a str {
        self.lines.peek().copied().unwrap_or_default()
    }
    /// What follows the keyword in the next line.
    pub fn after(&mut self, keyword: Expected) -> Read<&'a str> {
        self.number += 1;
        self.lines.next().and_then(|line| line.strip_prefix(keyword)).ok_or(keyword.trim_end())
    }
    /// A line `end` and nothing more.
    pub fn end(&mut self) -> Read<()> {
        ensure(self.after("end")?.is_empty(), "the end of the line")?;
        self.number += 1;
        let is_at_end = self.lines.next() == Some("") && self.lines.next().is_none();
        ensure(is_at_end, "a line end after `end`, and nothing more")
    }
}

/// A count, or a position counted from 1, without leading zero.
pub fn index(text: &str) -> Option<usize> {
    let is_plain = text == "0" || !text.starts_with('0');
    let is_index = is_plain && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_index { text.parse().ok() } else { None }
}
