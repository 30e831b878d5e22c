//! JSON without tree or recursion: the caller knows at each place what may come, so that deep
//! nesting ends at its first bracket.

use std::borrow::Cow;

use crate::fraction::Fraction;
use crate::number;

/// What should stand at the place where a reader stopped.
pub(crate) type Expected = &'static str;

pub(crate) struct Scanner<'a> {
    text: &'a str,
    /// The end of the text that is not yet read.
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Scanner<'a> {
        Scanner { text, rest: text }
    }

    /// Line and column, in bytes, of the rest, counted from 1.
    pub(crate) fn position(&self) -> (usize, usize) {
        let read = &self.text[..self.text.len() - self.rest.len()];
        let line_start = read.rfind('\n').map_or(0, |end| end + 1);
        (read.matches('\n').count() + 1, read.len() - line_start + 1)
    }

    /// An object with these keys, each at most once; the member is told the index of its key.
    pub(crate) fn object(
        &mut self,
        keys: &[&str],
        member: &mut dyn FnMut(&mut Self, usize) -> Result<(), Expected>,
    ) -> Result<(), Expected> {
        ensure(self.take('{'), "an object")?;
        let mut is_found = vec![false; keys.len()];
        while self.another(!is_found.contains(&true), '}')? {
            let key = self.string("a key in quotes")?;
            let index = keys.iter().position(|known| *known == key).ok_or("a known key")?;
            ensure(!is_found[index], "each key only once")?;
            is_found[index] = true;
            ensure(self.take(':'), "a colon")?;
            member(self, index)?;
        }
        Ok(())
    }

    /// An object whose members are numbers >= 0.
    pub(crate) fn numbers(
        &mut self,
        keys: &[&str],
        numbers: &mut [Option<Fraction>],
    ) -> Result<(), Expected> {
        self.object(keys, &mut |scanner, index| {
            numbers[index] = Some(scanner.not_negative()?);
            Ok(())
        })
    }

    /// An array with at least one element.
    pub(crate) fn array(
        &mut self,
        element: &mut dyn FnMut(&mut Self) -> Result<(), Expected>,
    ) -> Result<(), Expected> {
        ensure(self.take('['), "an array")?;
        let mut is_first = true;
        while self.another(is_first, ']')? {
            element(self)?;
            is_first = false;
        }
        ensure(!is_first, "at least one element")
    }

    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, Expected> {
        let text = self.string("a string")?;
        if text.is_empty() { Err("a string that is not empty") } else { Ok(text) }
    }

    pub(crate) fn number(&mut self) -> Result<Fraction, Expected> {
        let text = self.string("a number in quotes")?;
        number::number(&text).ok_or("a number like 2, 0.5 or 1/3")
    }

    pub(crate) fn not_negative(&mut self) -> Result<Fraction, Expected> {
        let number = self.number()?;
        if Fraction::ZERO <= number { Ok(number) } else { Err("a number >= 0") }
    }

    pub(crate) fn end(&mut self) -> Result<(), Expected> {
        self.take(' ');
        ensure(self.rest.is_empty(), "the end of the file")
    }

    /// Takes the mark, after white space, if it comes next.
    fn take(&mut self, mark: char) -> bool {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.take_exactly(mark)
    }

    fn take_exactly(&mut self, mark: char) -> bool {
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Whether one more member follows inside brackets; takes its comma, or the bracket.
    fn another(&mut self, is_first: bool, close: char) -> Result<bool, Expected> {
        if self.take(close) {
            return Ok(false);
        }
        if is_first || self.take(',') { Ok(true) } else { Err("a comma or a closing bracket") }
    }

    /// A string; `expected` is what to say if something else begins here.
    fn string(&mut self, expected: Expected) -> Result<Cow<'a, str>, Expected> {
        ensure(self.take('"'), expected)?;
        let mut decoded = Cow::Borrowed("");
        loop {
            let ends = |mark: char| mark == '"' || mark == '\\' || mark < ' ';
            let (part, rest) = self.rest.split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
            decoded += part;
            self.rest = rest;
            if self.take_exactly('"') {
                return Ok(decoded);
            }
            ensure(self.take_exactly('\\'), "a closing quote, and no control character before it")?;
            self.escape(decoded.to_mut())?;
        }
    }

    /// Decodes an escape, after its backslash.
    fn escape(&mut self, decoded: &mut String) -> Result<(), Expected> {
        let escapes = ['"', '\\', '/', 'b', 'f', 'n', 'r', 't'];
        let characters = ['"', '\\', '/', '\u{8}', '\u{c}', '\n', '\r', '\t'];
        for (escape, character) in escapes.into_iter().zip(characters) {
            if self.take_exactly(escape) {
                decoded.push(character);
                return Ok(());
            }
        }
        // A run of UTF-16 units, so that surrogate pairs stay together.
        let mut units = Vec::new();
        let mut rest = self.rest.strip_prefix('u').ok_or("an escape of JSON")?;
        loop {
            let (digits, after) = rest.split_at_checked(4).ok_or("four hexadecimal digits")?;
            // The conversion alone would take a sign.
            let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            ensure(is_hexadecimal, "four hexadecimal digits")?;
            units.push(u16::from_str_radix(digits, 16).map_err(|_| "four hexadecimal digits")?);
            self.rest = after;
            let Some(next) = after.strip_prefix("\\u") else { break };
            rest = next;
        }
        *decoded += &String::from_utf16(&units).map_err(|_| "surrogates in pairs")?;
        Ok(())
    }
}

pub(crate) fn ensure(holds: bool, expected: Expected) -> Result<(), Expected> {
    if holds { Ok(()) } else { Err(expected) }
}
