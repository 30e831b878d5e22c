//! JSON without tree or recursion: the caller knows at each place what may come, so that deep
//! nesting ends at its first bracket.

use std::borrow::Cow;

use ironproof_numbers::{Checked, Expected, Failure, Fraction, Int, Read, ensure};

pub(crate) struct Scanner<'a> {
    pub(crate) text: &'a str,
    pub(crate) rest: &'a str, // the end of the text that is not yet read
}

impl<'a> Scanner<'a> {
    /// A failure at the line and column, in bytes, of the rest.
    pub(crate) fn failure(&self, expected: Expected) -> Failure {
        let read = &self.text[..self.text.len() - self.rest.len()];
        let line_start = read.rfind('\n').map_or(0, |end| end + 1);
        Failure::Input(read.matches('\n').count() + 1, read.len() - line_start + 1, expected)
    }
    /// The next key of an object in which those were `seen`; takes a bracket at either end.
    pub(crate) fn key(&mut self, keys: &[&str], seen: &mut Vec<usize>) -> Read<Option<usize>> {
        if !self.another('{', seen.len(), '}', "an object")? {
            return Ok(None);
        }
        let key = self.string("a key in quotes")?;
        let key = keys.iter().position(|known| *known == key).ok_or("a known key")?;
        ensure(!seen.contains(&key), "each key only once")?;
        seen.push(key);
        ensure(self.take(':'), "a colon")?;
        Ok(Some(key))
    }
    /// Whether another member follows so many; takes the bracket or comma before it.
    fn another(&mut self, open: char, before: usize, close: char, what: Expected) -> Read<bool> {
        ensure(0 < before || self.take(open), what)?;
        let has_another = !self.take(close);
        let is_separate = !has_another || before == 0 || self.take(',');
        ensure(is_separate, "a comma or a closing bracket")?;
        Ok(has_another)
    }
    /// An array; each element is told the one before.
    pub(crate) fn array<T>(
        &mut self,
        mut element: impl FnMut(&mut Self, Option<&T>) -> Checked<T>,
    ) -> Checked<Vec<T>> {
        let mut elements = Vec::new();
        while self.another('[', elements.len(), ']', "an array")? {
            let next = element(self, elements.last())?;
            elements.push(next);
        }
        Ok(elements)
    }
    pub(crate) fn text(&mut self) -> Read<String> {
        let text = self.string("a string")?.into_owned();
        if text.is_empty() { Err("a string that is not empty") } else { Ok(text) }
    }
    pub(crate) fn number(&mut self) -> Read<Fraction> {
        self.number_or("")?.ok_or("a number like 2, 0.5 or 1/3")
    }
    /// A number, or nothing if this word stands in its place.
    pub(crate) fn number_or(&mut self, word: &str) -> Read<Option<Fraction>> {
        let text = self.string("a number in quotes")?;
        let number = || number(&text).map(Some).ok_or("a number like 2, 0.5 or 1/3");
        if text == word { Ok(None) } else { number() }
    }
    pub(crate) fn not_negative(&mut self) -> Read<Fraction> {
        let number = self.number()?;
        if Int::ZERO <= number.numerator { Ok(number) } else { Err("a number >= 0") }
    }
    pub(crate) fn end(&mut self) -> Read<()> {
        self.take(' ');
        ensure(self.rest.is_empty(), "the end of the file")
    }
    /// Takes the mark, after white space, if it comes next.
    fn take(&mut self, mark: char) -> bool {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
    /// A string; `expected` is what to say if something else begins here.
    fn string(&mut self, expected: Expected) -> Read<Cow<'a, str>> {
        ensure(self.take('"'), expected)?;
        let mut decoded = Cow::Borrowed("");
        loop {
            let ends = |mark: char| mark == '"' || mark == '\\' || mark < ' ';
            let (part, rest) = self.rest.split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
            decoded += part;
            self.rest = rest;
            if let Some(rest) = rest.strip_prefix('"') {
                self.rest = rest;
                return Ok(decoded);
            }
            let rest = rest.strip_prefix('\\');
            self.rest = rest.ok_or("a closing quote, and no control character before it")?;
            decoded.to_mut().push_str(&self.escape()?);
        }
    }
    /// What an escape stands for, after its backslash.
    fn escape(&mut self) -> Read<String> {
        if let Some(at) = self.rest.chars().next().and_then(|mark| "\"\\/bfnrt".find(mark)) {
            self.rest = &self.rest[1..];
            return Ok("\"\\/\u{8}\u{c}\n\r\t"[at..=at].into());
        }
        // A run of UTF-16 units, so that surrogate pairs stay together.
        let (mut units, mut start, hexadecimal) = (Vec::new(), "u", "four hexadecimal digits");
        while let Some(rest) = self.rest.strip_prefix(start) {
            let (digits, after) = rest.split_at_checked(4).ok_or(hexadecimal)?;
            ensure(!digits.starts_with('+'), hexadecimal)?; // which the conversion would take
            units.push(u16::from_str_radix(digits, 16).map_err(|_| hexadecimal)?);
            (self.rest, start) = (after, "\\u");
        }
        ensure(!units.is_empty(), "an escape of JSON")?;
        String::from_utf16(&units).map_err(|_| "surrogates in pairs")
    }
}

/// integer | decimal | fraction of `docs/formats.md`
fn number(text: &str) -> Option<Fraction> {
    let text = Some(text).filter(|text| !text.contains('x'))?; // decimal digits
    if !text.contains(['.', 'e', 'E']) {
        return Fraction::parse(text);
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_digit = |c: char| c.is_ascii_digit();
    let is_decimal = whole.ends_with(is_digit) && decimals.starts_with(is_digit);
    // Bounded before any memory is taken.
    let bounded = |size: &isize| is_decimal && size.unsigned_abs() <= 9999;
    let exponent = exponent.parse().ok().filter(bounded)?;
    let (up, down) = (exponent.max(0).unsigned_abs(), exponent.min(0).unsigned_abs());
    let digits = Int::parse(&[whole, decimals].concat())?;
    let unit = Int::power_of_ten(down + decimals.len());
    Some(Fraction::new(digits * Int::power_of_ten(up), unit))
}
