//! The words of an LP text file, each with its line and what stands in front of it.
//!
//! Where a line or a word ends matters in this format: section words count at the start of a line, a row ends with
//! its line, and a sign that touches a name may be a part of it.

use crate::literal::{Literal, literal};
use crate::malformed::Malformed;
use crate::model_file::ReadError;

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme<'a> {
    pub(super) line: usize,
    /// It is the first of its line.
    pub(super) is_first: bool,
    /// Nothing stands between it and the word in front of it.
    pub(super) touches: bool,
    pub(super) token: Token<'a>,
}

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Name(&'a str),
    /// A number, or digits that are a label.
    Number(Literal, &'a str),
    Plus,
    Minus,
    Colon,
    /// `<=`, `<`, `=<`
    AtMost,
    /// `>=`, `>`, `=>`
    AtLeast,
    /// `=`, `==`
    Equal,
}

/// A character of a name; at its start no digit and no point.
pub(super) fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || "!\"#$%&(),./;?@_'`{|}~".contains(c)
}

/// A character of an index in brackets.
fn is_index_char(c: char) -> bool {
    is_name_char(c) || "+-:".contains(c)
}

/// The words of the text. Comments run from `\` to the line end.
pub(super) fn tokens(text: &str) -> Result<Vec<Lexeme<'_>>, ReadError> {
    let mut lexemes = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.split('\\').next().unwrap_or_default();
        let number = at + 1;
        let wrong = |reason| ReadError::Line { line: number, reason };
        let (mut rest, mut is_first) = (line, true);
        loop {
            let trimmed = rest.trim_start_matches([' ', '\t']);
            if trimmed.is_empty() {
                break;
            }
            let touches = !is_first && trimmed.len() == rest.len();
            let (token, length) = token(trimmed).map_err(wrong)?;
            lexemes.push(Lexeme { line: number, is_first, touches, token });
            rest = &trimmed[length..];
            is_first = false;
        }
    }
    Ok(lexemes)
}

/// The first token of a text that does not start with a space, and its length.
fn token(text: &str) -> Result<(Token<'_>, usize), Malformed> {
    for (mark, token) in [
        ("<=", Token::AtMost),
        ("=<", Token::AtMost),
        (">=", Token::AtLeast),
        ("=>", Token::AtLeast),
        ("==", Token::Equal),
        ("<", Token::AtMost),
        (">", Token::AtLeast),
        ("=", Token::Equal),
        ("+", Token::Plus),
        ("-", Token::Minus),
        (":", Token::Colon),
    ] {
        if text.starts_with(mark) {
            return Ok((token, mark.len()));
        }
    }
    let Some(first) = text.chars().next() else { unreachable!("the caller found a word") };
    if first.is_ascii_digit() || first == '.' {
        return number(text);
    }
    if "[]^*".contains(first) {
        return Err(Malformed::NotLinear(first.to_string()));
    }
    if !is_name_char(first) {
        return Err(Malformed::Character(first));
    }
    if first.is_numeric() {
        return Err(Malformed::Expected("a name that does not start with a digit: rename it"));
    }
    let length = name_length(text)?;
    let word = &text[..length];
    let token = if word.eq_ignore_ascii_case("inf") || word.eq_ignore_ascii_case("infinity") {
        Token::Number(Literal::PlusInfinity, word)
    } else {
        Token::Name(word)
    };
    Ok((token, length))
}

/// The number at the start. An `e` counts only with digits behind it, and a name may follow where every reader
/// sees the same end of the number.
fn number(text: &str) -> Result<(Token<'_>, usize), Malformed> {
    let length = number_length(text.as_bytes());
    let word = &text[..length];
    let mut behind = text[length..].chars();
    let (next, after) = (behind.next(), behind.next());
    let is_exponent = matches!(next, Some('d' | 'D'))
        && after.is_some_and(|c| c.is_ascii_digit() || c == '+' || c == '-');
    if is_exponent {
        return Err(Malformed::DExponent(first_word(text)));
    }
    // `1/3`, `1,5`, `1'000`: a part of the number for a person, and a name for readers.
    let is_group = next.is_some_and(|c| c.is_ascii_punctuation() && is_name_char(c))
        && after.is_some_and(|c| c.is_ascii_digit());
    let is_unclear = matches!(next, Some('.' | 'e' | 'E'))
        || is_group
        || (word.ends_with('.') && next.is_some_and(is_name_char));
    if is_unclear {
        return Err(Malformed::Glued(first_word(text)));
    }
    let value = literal(word).ok_or_else(|| Malformed::Number(first_word(text)))?;
    Ok((Token::Number(value, word), length))
}

/// What stands in front of the next space, for messages.
fn first_word(text: &str) -> String {
    text.split([' ', '\t']).next().unwrap_or_default().chars().take(40).collect()
}

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

/// The length of the name at the start, with its indices in brackets.
fn name_length(text: &str) -> Result<usize, Malformed> {
    let length_of =
        |text: &str, is_in: fn(char) -> bool| text.find(|c: char| !is_in(c)).unwrap_or(text.len());
    let mut length = length_of(text, is_name_char);
    while text[length..].starts_with('[') {
        let index = &text[length + 1..];
        let n_bytes = length_of(index, is_index_char);
        if n_bytes == 0 || !index[n_bytes..].starts_with(']') {
            return Err(Malformed::Expected(
                "an index in brackets like [1,2], without spaces and products: rename the column, or write \
                 quadratic terms elsewhere, for they are not linear",
            ));
        }
        length += n_bytes + 2;
        if text[length..].starts_with('/') {
            return Err(Malformed::NotLinear("a division".to_owned()));
        }
        length += length_of(&text[length..], is_name_char);
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::{Malformed, Token, tokens};

    fn words(text: &str) -> Vec<String> {
        let words = tokens(text).unwrap().into_iter().map(|lexeme| match lexeme.token {
            Token::Name(name) => format!("name {name}"),
            Token::Number(_, word) => format!("number {word}"),
            other => format!("{other:?}"),
        });
        words.collect()
    }

    #[test]
    fn a_number_ends_where_every_reader_ends_it() {
        assert_eq!(words("3x"), ["number 3", "name x"]);
        assert_eq!(words(".5x"), ["number .5", "name x"]);
        assert_eq!(words("2e3x"), ["number 2e3", "name x"]);
        assert_eq!(words("3dx 3 d1 3 e5"), words("3 dx 3 d1 3 e5"));
        assert_eq!(words("2. x 1e-3"), ["number 2.", "name x", "number 1e-3"]);
        for text in [
            "3e",
            "3ex",
            "3e+",
            "1e+",
            "3E-x",
            "2.x",
            "1.000.000",
            "2..5",
            "3.e",
            "1e5.5",
            "1/3",
            "1,5",
            "1'000",
            "1_0",
        ] {
            let error = tokens(text).unwrap_err().to_string();
            assert!(error.contains("readers disagree"), "{text}: {error}");
        }
        for text in ["3d1", "1.5D+3", "3d-", "3D1x"] {
            let error = tokens(text).unwrap_err().to_string();
            assert!(error.contains("write e"), "{text}: {error}");
        }
        for text in [".", ".b", "٣", "٣x", "½"] {
            assert!(tokens(text).is_err(), "{text}");
        }
        assert_eq!(
            words("3_a 3(x) 50%"),
            ["number 3", "name _a", "number 3", "name (x)", "number 50", "name %"]
        );
    }

    #[test]
    fn names_may_hold_indices() {
        let names =
            ["x[0,1]", "a[b][c]d", "x[2024-01-02]", "%b", "#b", "x(1,2)", "é", "a/b", "`|~"];
        for name in names {
            assert_eq!(words(name), [format!("name {name}")], "{name}");
        }
        for text in [
            "x[", "x[]", "x[1]/2", "x[ 1]", "x[1", "x[y*z]", "[", "x^2", "x*y", "x\u{a0}y",
            "a\u{b}",
        ] {
            assert!(tokens(text).is_err(), "{text}");
        }
        let error = tokens("x\n\u{a0}").unwrap_err();
        assert_eq!(error.to_string(), format!("line 2: {}", Malformed::Character('\u{a0}')));
    }

    #[test]
    fn places_are_kept() {
        let lexemes = tokens("a-1\r\n + b").unwrap();
        let places: Vec<_> = lexemes.iter().map(|it| (it.line, it.is_first, it.touches)).collect();
        let expected = [
            (1, true, false),
            (1, false, true),
            (1, false, true),
            (2, true, false),
            (2, false, false),
        ];
        assert_eq!(places, expected);
    }
}
