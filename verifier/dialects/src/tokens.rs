//! The words of LP text, each with its line.
//!
//! A section word counts only at the start of a line, and a number ends where its grammar ends.

use crate::decimal::{Decimal, is_infinity, scan};
use crate::fault::Fault;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    /// A name or digits before a colon.
    Label(&'a str),
    Name(&'a str),
    /// A section word inside a line: a name where all readers take it for one.
    Word(&'a str),
    /// `None` for infinity.
    Number(Option<Decimal>),
    Sign {
        is_minus: bool,
    },
    Operator(Operator),
    Section(Section),
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    AtMost,
    AtLeast,
    Equal,
}

impl Operator {
    /// With its sides exchanged.
    pub(crate) fn mirrored(self) -> Operator {
        match self {
            Operator::AtMost => Operator::AtLeast,
            Operator::AtLeast => Operator::AtMost,
            Operator::Equal => Operator::Equal,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Sense {
        maximize: bool,
    },
    Rows,
    Bounds,
    General,
    Binary,
    End,
    /// Of a model that is no linear program.
    Other,
}

fn section(word: &str) -> Option<Section> {
    Some(match word.to_ascii_lowercase().as_str() {
        "minimize" | "minimum" | "min" => Section::Sense { maximize: false },
        "maximize" | "maximum" | "max" => Section::Sense { maximize: true },
        "subject to" | "such that" | "st" | "st." | "s.t." => Section::Rows,
        "bounds" | "bound" => Section::Bounds,
        "general" | "generals" | "gen" | "integer" | "integers" => Section::General,
        "binary" | "binaries" | "bin" => Section::Binary,
        "end" => Section::End,
        "semi"
        | "semis"
        | "semi-continuous"
        | "sec"
        | "sos"
        | "sos1"
        | "sos2"
        | "lazy constraints"
        | "user cuts"
        | "general constraints" => Section::Other,
        _ => return None,
    })
}

/// Reads a token at a time.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    is_first: bool,
    /// Of the token that was read last, from 1.
    pub(crate) line: usize,
    /// It is the first of its line.
    pub(crate) is_line_start: bool,
    /// No space or line end is before it.
    pub(crate) is_glued: bool,
}

fn is_name(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || "!\"#$%&()/,.;?@_'`{}~|".contains(c)
    } else {
        c.is_alphanumeric()
    }
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| !is_name(c)).unwrap_or(text.len())
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(text: &'a str) -> Tokens<'a> {
        let (is_first, is_line_start, is_glued) = (true, true, false);
        Tokens { text, at: 0, is_first, line: 1, is_line_start, is_glued }
    }

    /// The next token; at the end of the file, `End` again and again.
    pub(crate) fn next(&mut self) -> Result<Token<'a>, Fault> {
        self.is_line_start &= self.is_first;
        let start = self.at;
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    self.is_line_start = true;
                }
                b'\\' => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                _ => break,
            }
        }
        self.is_glued = start == self.at && !self.is_line_start;
        let Some(first) = self.rest().chars().next() else {
            self.is_line_start = true;
            return Ok(Token::End);
        };
        let token = if first.is_ascii_digit() || first == '.' {
            self.number()
        } else if is_name(first) {
            self.name(first)
        } else {
            self.mark(first)
        };
        self.is_first = false;
        token
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// This character follows at once.
    pub(crate) fn is_before(&self, c: char) -> bool {
        self.rest().starts_with(c)
    }

    /// What follows on the same line after spaces.
    fn follows(&self, at: usize) -> &'a str {
        self.text[at..].trim_start_matches([' ', '\t'])
    }

    fn mark(&mut self, first: char) -> Result<Token<'a>, Fault> {
        let rest = self.rest();
        let (token, length) = match first {
            '+' | '-' => (Token::Sign { is_minus: first == '-' }, 1),
            '<' | '>' | '=' => {
                let pair = rest.as_bytes().get(1).copied().unwrap_or(0);
                let (operator, length) = match (first, pair) {
                    ('<', b'=') | ('=', b'<') => (Operator::AtMost, 2),
                    ('>', b'=') | ('=', b'>') => (Operator::AtLeast, 2),
                    ('=', b'=') => (Operator::Equal, 2),
                    ('<', _) => (Operator::AtMost, 1),
                    ('>', _) => (Operator::AtLeast, 1),
                    _ => (Operator::Equal, 1),
                };
                (Token::Operator(operator), length)
            }
            '[' | ']' | '^' | '*' => {
                return Err(format!(
                    "{first} belongs to a product, a power or an index with spaces, and a linear program has none: \
                     write an index as x[0,1]"
                )
                .into());
            }
            _ => return Err(format!("the character {first} has no meaning here: delete it").into()),
        };
        self.at += length;
        if let (Token::Operator(_), Some('<' | '>' | '=')) = (&token, self.rest().chars().next()) {
            return Err("an operator is one of <=, =<, <, >=, =>, >, = and ==".into());
        }
        Ok(token)
    }

    fn number(&mut self) -> Result<Token<'a>, Fault> {
        let rest = self.rest();
        let n_digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if 0 < n_digits && self.follows(self.at + n_digits).starts_with(':') {
            return Ok(self.label(n_digits));
        }
        let Some((number, length)) = scan(rest, b"eE")? else {
            return Err("a point without digits is no number".into());
        };
        let after = &rest.as_bytes()[length..];
        let next = |at: usize| after.get(at).copied().unwrap_or(b' ');
        let is_exponent = matches!(next(0), b'e' | b'E')
            || matches!(next(0), b'd' | b'D')
                && (next(1).is_ascii_digit() || b"+-".contains(&next(1)));
        // Groups of digits as in 1'000, or a decimal comma.
        let is_group =
            next(0) != b' ' && !next(0).is_ascii_alphabetic() && next(1).is_ascii_digit();
        let is_glued_name = rest[length..].chars().next().is_some_and(is_name);
        let has_last_point = is_glued_name && rest[..length].ends_with('.');
        if next(0) == b'.' || is_exponent || has_last_point || is_group && is_glued_name {
            let end = length + name_length(&rest[length..]);
            return Err(format!(
                "{} is a number for some readers and more than one word for others: write a space behind the number, \
                 or digits with one point",
                &rest[..end]
            )
            .into());
        }
        self.at += length;
        Ok(Token::Number(Some(number)))
    }

    fn label(&mut self, length: usize) -> Token<'a> {
        let label = &self.rest()[..length];
        self.at += length;
        let colon = self.text.len() - self.follows(self.at).len();
        self.at = colon + 1;
        Token::Label(label)
    }

    fn name(&mut self, first: char) -> Result<Token<'a>, Fault> {
        if !first.is_ascii() && first.is_numeric() {
            return Err("a name does not start with a digit: rename it".into());
        }
        let rest = self.rest();
        let mut length = name_length(rest);
        // An index: x[0,1], also x[0][1].
        while rest[length..].starts_with('[') {
            let is_index = |c: char| is_name(c) || "+-:".contains(c);
            let index = rest[length + 1..].find(|c| !is_index(c)).unwrap_or(0);
            if index == 0 || !rest[length + 1 + index..].starts_with(']') {
                return Err("a bracket behind a name holds an index without spaces, as in x[0,1]; products and powers \
                            are no part of a linear program"
                    .into());
            }
            length += index + 2;
            let behind = name_length(&rest[length..]);
            if rest[length..].starts_with('/') {
                return Err("a slash behind a bracket divides a product, which is no part of a linear program".into());
            }
            length += behind;
        }
        let name = &rest[..length];
        let follows = self.follows(self.at + length);
        if follows.starts_with(':') {
            if is_infinity(name) {
                return Err(format!("{name} is a number and no name: rename it").into());
            }
            return Ok(self.label(length));
        }
        if self.is_line_start
            && let Some((section, length)) = self.section(name)
        {
            self.at += length;
            return Ok(Token::Section(section));
        }
        self.at += length;
        if is_infinity(name) {
            return Ok(Token::Number(None));
        }
        // No reader starts a section at these inside a line.
        let is_name = ["sos1", "sos2", "sec"].iter().any(|word| name.eq_ignore_ascii_case(word));
        let is_word = section(name).is_some() && !is_name;
        Ok(if is_word { Token::Word(name) } else { Token::Name(name) })
    }

    /// A section of one or two words, and its length.
    fn section(&self, name: &str) -> Option<(Section, usize)> {
        let rest = self.rest();
        let behind = &rest[name.len()..];
        let second = behind.trim_start_matches([' ', '\t']);
        if second.len() < behind.len() {
            let word = &second[..name_length(second)];
            if let Some(section) = section(&format!("{name} {word}")) {
                return Some((section, rest.len() - second.len() + word.len()));
            }
        }
        let continuous = "-continuous";
        if name.eq_ignore_ascii_case("semi")
            && behind
                .get(..continuous.len())
                .is_some_and(|end| end.eq_ignore_ascii_case(continuous))
        {
            return Some((Section::Other, name.len() + continuous.len()));
        }
        Some((section(name)?, name.len()))
    }
}
