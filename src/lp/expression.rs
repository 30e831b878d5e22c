//! The reader of LP text at a place: signs, numbers, terms and operators.

use std::collections::HashMap;

use crate::literal::Literal;
use crate::malformed::Malformed;
use crate::tokens::{Lexeme, Token};
use crate::words::{Keyword, is_suspect, keyword, usual_spelling};
use ironproof_number::rational::Rational;

/// The words of a file and the place of the next one.
pub(super) struct Cursor<'a> {
    lexemes: Vec<Lexeme<'a>>,
    at: usize,
}

/// Where an expression stands: section words are names in rows only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Objective,
    Row,
    /// Behind a number and an operator.
    RowBehindSide,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    AtMost,
    AtLeast,
    Equal,
}

/// Names with coefficients, in the order of the text, and the sum of the constants.
pub(super) struct Expression<'a> {
    pub(super) terms: Vec<(&'a str, Rational)>,
    /// Their sum; none if there are none.
    pub(super) constant: Option<Rational>,
}

impl Operator {
    /// The operator with its sides exchanged.
    pub(super) fn mirrored(self) -> Self {
        match self {
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
            Self::Equal => Self::Equal,
        }
    }

    /// What the number on its right bounds: from below, from above.
    pub(super) fn sides(self) -> (bool, bool) {
        (self != Self::AtMost, self != Self::AtLeast)
    }
}

impl<'a> Cursor<'a> {
    pub(super) fn new(lexemes: Vec<Lexeme<'a>>) -> Self {
        Self { lexemes, at: 0 }
    }

    /// The line of the next word; at the end of the file that of the last one.
    pub(super) fn line(&self) -> usize {
        let last = self.lexemes.len().saturating_sub(1);
        self.lexemes.get(self.at.min(last)).map_or(1, |lexeme| lexeme.line)
    }

    /// The sense of the objective in a spelling that not all readers know, and the usual one.
    pub(super) fn unusual_sense(&self) -> Option<(&'a str, &'static str)> {
        let Token::Name(word) = self.peek(0)? else { return None };
        Some((word, usual_spelling(word)?))
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.lexemes.len()
    }

    fn lexeme(&self, ahead: usize) -> Option<&Lexeme<'a>> {
        self.lexemes.get(self.at + ahead)
    }

    fn peek(&self, ahead: usize) -> Option<&Token<'a>> {
        self.lexeme(ahead).map(|lexeme| &lexeme.token)
    }

    /// The section that starts here, and its number of words.
    pub(super) fn keyword(&self) -> Option<(Keyword, usize)> {
        let first = self.lexeme(0).filter(|lexeme| lexeme.is_first)?;
        let Token::Name(word) = first.token else { return None };
        if self.is_colon(1) {
            return None;
        }
        let second = match self.lexeme(1) {
            Some(Lexeme { token: Token::Name(second), is_first: false, .. }) => Some(*second),
            _ => None,
        };
        let found = keyword(word, second)?;
        let has_two = found == Keyword::Rows && keyword(word, None).is_none();
        Some((found, if has_two { 2 } else { 1 }))
    }

    /// A colon on the line of the word in front of it.
    fn is_colon(&self, ahead: usize) -> bool {
        self.lexeme(ahead).is_some_and(|it| it.token == Token::Colon && !it.is_first)
    }

    /// Takes the rest of `semi-continuous`.
    pub(super) fn skip_continuous(&mut self) {
        let is_word = |word: &str| word.eq_ignore_ascii_case("continuous");
        if let (Some(Token::Minus), Some(Token::Name(word))) = (self.peek(0), self.peek(1))
            && is_word(word)
        {
            self.skip(2);
        }
    }

    pub(super) fn skip(&mut self, n: usize) {
        self.at += n;
    }

    /// A name or digits in front of a colon.
    pub(super) fn label(&mut self) -> Option<&'a str> {
        let label = self.peek_label()?;
        self.at += 2;
        Some(label)
    }

    fn peek_label(&self) -> Option<&'a str> {
        let label = match self.peek(0)? {
            Token::Name(name) => *name,
            Token::Number(_, word) if word.bytes().all(|byte| byte.is_ascii_digit()) => *word,
            _ => return None,
        };
        self.is_colon(1).then_some(label)
    }

    /// A name in a list or in front of a bound, where a section word is none.
    pub(super) fn plain_name(&mut self) -> Result<&'a str, Malformed> {
        self.name(false)
    }

    /// A name; a section word is one only if it is directly `behind` something that a term follows.
    fn name(&mut self, is_behind: bool) -> Result<&'a str, Malformed> {
        let Some(Token::Name(name)) = self.peek(0) else {
            return Err(Malformed::Expected("the name of a column"));
        };
        let name = *name;
        if self.is_colon(1) {
            return Err(Malformed::Expected("no label here: only rows and the objective have one"));
        }
        if self.keyword().is_some() {
            return Err(Malformed::Expected(
                "a name: this line starts with a section word, which is none; rename the column",
            ));
        }
        if !is_behind && is_suspect(name) {
            return Err(Malformed::SectionWord(name.to_owned()));
        }
        self.at += 1;
        Ok(name)
    }

    /// The name behind the operator of a bound.
    pub(super) fn name_behind_operator(&mut self) -> Result<&'a str, Malformed> {
        self.name(true)
    }

    /// The word `free`, which is taken.
    pub(super) fn free(&mut self) -> bool {
        let is_free =
            matches!(self.peek(0), Some(Token::Name(word)) if word.eq_ignore_ascii_case("free"));
        self.at += usize::from(is_free);
        is_free
    }

    /// Signs, as minus or not.
    fn signs(&mut self) -> Option<bool> {
        let mut sign = None;
        while let Some(Token::Plus | Token::Minus) = self.peek(0) {
            let is_minus = self.peek(0) == Some(&Token::Minus);
            sign = Some(sign.unwrap_or(false) != is_minus);
            self.at += 1;
        }
        sign
    }

    /// Terms with signs between them.
    pub(super) fn expression(&mut self, part: Part) -> Result<Expression<'a>, Malformed> {
        let mut terms: Vec<(&str, Rational)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut constant = None;
        loop {
            // A sign that touches a name in front of it.
            let touched = match (self.at.checked_sub(1).map(|at| &self.lexemes[at]), self.lexeme(0))
            {
                (Some(Lexeme { token: Token::Name(name), .. }), Some(sign)) if sign.touches => {
                    Some(*name)
                }
                _ => None,
            };
            let sign = self.signs();
            let number = match self.peek(0) {
                Some(Token::Number(Literal::Finite(value) | Literal::Huge(value), _)) => {
                    Some(value.clone())
                }
                Some(Token::Number(..)) => return Err(Malformed::Expected("a finite number")),
                _ => None,
            };
            let is_cut = part == Part::RowBehindSide
                && number.is_some()
                && self.lexeme(1).is_none_or(|lexeme| lexeme.is_first);
            if is_cut && terms.is_empty() {
                return Err(Malformed::Expected(
                    "a name behind the number on the same line: HiGHS takes two numbers with an operator between \
                     them for a row",
                ));
            }
            self.at += usize::from(number.is_some());
            let is_behind = part != Part::Objective && (sign.is_some() || number.is_some());
            let has_name = matches!(self.peek(0), Some(Token::Name(_)))
                && !self.is_colon(1)
                && self.keyword().is_none();
            if number.is_none() && !has_name {
                return Err(Malformed::Expected("a term: a number, a name, or both"));
            }
            let value = number.unwrap_or(Rational::ONE);
            let value = if sign == Some(true) { -value } else { value };
            if has_name {
                let name = self.name(is_behind)?;
                if let Some(place) = places.get(name) {
                    terms[*place].1 += value;
                } else {
                    places.insert(name, terms.len());
                    terms.push((name, value));
                }
            } else if let Some(name) = touched {
                return Err(Malformed::SignInName(name.to_owned()));
            } else {
                *constant.get_or_insert(Rational::ZERO) += value;
            }
            if !matches!(self.peek(0), Some(Token::Plus | Token::Minus)) {
                return Ok(Expression { terms, constant });
            }
        }
    }

    pub(super) fn is_at_operator(&self) -> bool {
        matches!(self.peek(0), Some(Token::AtMost | Token::AtLeast | Token::Equal))
    }

    fn operator(&mut self) -> Option<Operator> {
        let operator = match self.peek(0)? {
            Token::AtMost => Operator::AtMost,
            Token::AtLeast => Operator::AtLeast,
            Token::Equal => Operator::Equal,
            _ => return None,
        };
        self.at += 1;
        Some(operator)
    }

    /// A number with at most one sign; nothing is taken otherwise.
    fn side(&mut self) -> Option<Literal> {
        let sign = match self.peek(0)? {
            Token::Plus => Some(false),
            Token::Minus => Some(true),
            _ => None,
        };
        let Some(Token::Number(value, _)) = self.peek(usize::from(sign.is_some())) else {
            return None;
        };
        let value = value.clone();
        self.at += 1 + usize::from(sign.is_some());
        Some(match value {
            value if sign != Some(true) => value,
            Literal::Finite(value) => Literal::Finite(-value),
            Literal::Huge(value) => Literal::Huge(-value),
            Literal::PlusInfinity => Literal::MinusInfinity,
            Literal::MinusInfinity => Literal::PlusInfinity,
        })
    }

    /// A number and an operator in front of what they bound; nothing is taken otherwise.
    pub(super) fn left_side(&mut self) -> Option<(Literal, Operator)> {
        let start = self.at;
        let side = self.side().and_then(|side| Some((side, self.operator()?)));
        if side.is_none() {
            self.at = start;
        }
        side
    }

    /// An operator and the number behind it.
    pub(super) fn right_side(&mut self) -> Result<Option<(Literal, Operator)>, Malformed> {
        let Some(operator) = self.operator() else { return Ok(None) };
        let rule = "one number with at most one sign on the right side";
        let side = self.side().ok_or(Malformed::Expected(rule))?;
        Ok(Some((side, operator)))
    }

    /// Here a row must end that has no number on its right: an expression can go on in the next line.
    pub(super) fn end_of_open_row(&self) -> Result<(), Malformed> {
        let is_end = self.is_at_end() || self.keyword().is_some() || self.peek_label().is_some();
        let rule =
            "a label or a section behind a row without a number on its right, which could go on";
        if is_end { Ok(()) } else { Err(Malformed::Expected(rule)) }
    }

    /// Here a row or bound must end: with its line, or in front of a label if rows have them.
    pub(super) fn end_of_item(&self, labels: bool) -> Result<(), Malformed> {
        let is_end = self.lexeme(0).is_none_or(|lexeme| lexeme.is_first);
        if is_end || (labels && self.peek_label().is_some()) {
            Ok(())
        } else if (self.peek(0), self.peek(1)) == (Some(&Token::Minus), Some(&Token::AtLeast)) {
            let what = "`->`, a row that counts only if a column is 0 or 1";
            Err(Malformed::NotLinear(what.to_owned()))
        } else {
            Err(Malformed::Behind)
        }
    }
}

/// Both sides of a row or bound, the left one mirrored: it is on the right of what it bounds.
pub(super) fn both_sides(
    left: Option<(Literal, Operator)>,
    right: Option<(Literal, Operator)>,
) -> Result<Vec<(Literal, Operator)>, Malformed> {
    if let (Some((_, left)), Some((_, right))) = (&left, &right)
        && (left != right || *left == Operator::Equal)
    {
        return Err(Malformed::Expected("both operators <= or both >= where there are two sides"));
    }
    let left = left.map(|(side, operator)| (side, operator.mirrored()));
    Ok(left.into_iter().chain(right).collect())
}
