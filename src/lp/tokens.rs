//! The words of an LP text file, each with its line.

use crate::lp::literal::{Literal, literal};
use crate::lp::read::{Malformed, ReadError};

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Name(&'a str),
    Number(Literal),
    Plus,
    Minus,
    Colon,
    /// `<=`, `<`, `=<`
    AtMost,
    /// `>=`, `>`, `=>`
    AtLeast,
    Equal,
}

/// A comparison sign and anything that cannot be part of a name.
pub(super) const MARKS: &[char] = &['+', '-', '*', '/', '^', '<', '>', '=', ':', '[', ']', '\\'];

/// The tokens of the text with their lines, counted from 1. Comments run from `\` to the line end.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token<'_>)>, ReadError> {
    let mut tokens = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.split('\\').next().unwrap_or_default();
        let number = at + 1;
        let mut rest = line.trim_start();
        while !rest.is_empty() {
            let (token, length) =
                token(rest).map_err(|reason| ReadError::Line { line: number, reason })?;
            if let Some(token) = token {
                tokens.push((number, token));
            }
            rest = rest[length..].trim_start();
        }
    }
    Ok(tokens)
}

/// The first token of a text that does not start with a space, and its length.
fn token(text: &str) -> Result<(Option<Token<'_>>, usize), Malformed> {
    for (mark, token) in [
        ("<=", Token::AtMost),
        ("=<", Token::AtMost),
        (">=", Token::AtLeast),
        ("=>", Token::AtLeast),
        ("<", Token::AtMost),
        (">", Token::AtLeast),
        ("=", Token::Equal),
        ("+", Token::Plus),
        ("-", Token::Minus),
        (":", Token::Colon),
    ] {
        if text.starts_with(mark) {
            return Ok((Some(token), mark.len()));
        }
    }
    if text.starts_with(['[', ']', '^', '/', '*']) {
        return Err(Malformed::NotLinear(text.chars().take(1).collect()));
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        let length = number_length(text.as_bytes());
        let word = &text[..length];
        let number = literal(word).ok_or_else(|| Malformed::Number(word.to_owned()))?;
        return Ok((Some(Token::Number(number)), length));
    }
    let length = text.find(|c: char| c.is_whitespace() || MARKS.contains(&c)).unwrap_or(text.len());
    let word = &text[..length];
    // Every sequence of wrong bytes was read as this mark: two names could be one.
    if word.contains(char::REPLACEMENT_CHARACTER) {
        return Err(Malformed::Expected("text in UTF-8"));
    }
    let token = if word.eq_ignore_ascii_case("inf") || word.eq_ignore_ascii_case("infinity") {
        Token::Number(Literal::PlusInfinity)
    } else {
        Token::Name(word)
    };
    Ok((Some(token), length))
}

/// How many bytes at the start are a number; an `e` counts only with digits behind it. A `d` does not
/// count, unlike in MPS: `3d1` is three times the column d1.
fn number_length(text: &[u8]) -> usize {
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = digits(0);
    if text.get(end) == Some(&b'.') {
        end += 1;
        end += digits(end);
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let from = (end + 1 + sign).min(text.len());
        let n_digits = digits(from);
        if 0 < n_digits {
            end = from + n_digits;
        }
    }
    end
}
