//! LP text, the subset that has linear objective and rows, read exactly.
//!
//! ```text
//!     file       = sense [label] expression, "subject to" row*, ["bounds" bound*],
//!                  ["general" | "binary" name*], "end"
//!     row        = [label] ( expression op number | number op expression [op number] )
//!     bound      = number op name [op number] | name op number | name "free"
//!     expression = terms with signs between them; a term is number, name, or number name
//! ```

use std::collections::{HashMap, HashSet};

use crate::lp::literal::{Literal, side_value};
use crate::lp::read::{Huge, Malformed, Model, Place, ReadError};
use crate::lp::read_mps::CLASS;
use crate::lp::tokens::{Token, tokens};
use crate::lp::{Column, Lp, Row};
use crate::rational::Rational;

/// Reads LP text.
pub(super) fn read(text: &str) -> Result<Model, ReadError> {
    let tokens = tokens(text)?;
    let mut reader = Reader {
        tokens,
        at: 0,
        lp: Lp::new("lp", false),
        columns: HashMap::new(),
        labels: HashSet::new(),
        given: Vec::new(),
        integer: Vec::new(),
        binary: Vec::new(),
        huge: Vec::new(),
    };
    reader.file().map_err(|reason| {
        // The token that was looked at last; at the end of the file the last one.
        let at = reader.at.min(reader.tokens.len().saturating_sub(1));
        let line = reader.tokens.get(at).map_or(1, |(line, _)| *line);
        ReadError::Line { line, reason }
    })?;
    Ok(Model { lp: reader.lp, integer: reader.integer, huge: reader.huge })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Keyword {
    Minimize,
    Maximize,
    Rows,
    Bounds,
    General,
    Binary,
    SemiContinuous,
    Sos,
    End,
}

/// Linear terms and a constant.
#[derive(Default)]
struct Expression {
    terms: Vec<(usize, Rational)>,
    constant: Rational,
}

struct Reader<'a> {
    tokens: Vec<(usize, Token<'a>)>,
    at: usize,
    lp: Lp,
    columns: HashMap<&'a str, usize>,
    labels: HashSet<&'a str>,
    /// Per column: lower bound given, upper bound given.
    given: Vec<(bool, bool)>,
    integer: Vec<bool>,
    binary: Vec<bool>,
    huge: Vec<Huge>,
}

impl<'a> Reader<'a> {
    fn file(&mut self) -> Result<(), Malformed> {
        self.lp.maximize = match self.keyword() {
            Some((Keyword::Minimize, n)) => self.skip(n, false),
            Some((Keyword::Maximize, n)) => self.skip(n, true),
            _ => return Err(Malformed::Expected("minimize or maximize")),
        };
        self.label();
        if self.keyword().is_none() && self.at < self.tokens.len() {
            let objective = self.expression()?;
            self.lp.offset = objective.constant;
            for (j, value) in objective.terms {
                self.lp.columns[j].objective = value;
            }
        }
        loop {
            let Some((keyword, n)) = self.keyword() else {
                let is_end = self.at == self.tokens.len();
                return Err(Malformed::Expected(if is_end { "end" } else { "a section" }));
            };
            self.at += n;
            match keyword {
                Keyword::End if self.at < self.tokens.len() => {
                    return Err(Malformed::Expected("nothing after end"));
                }
                Keyword::End => {
                    self.finish();
                    return Ok(());
                }
                Keyword::Minimize | Keyword::Maximize => {
                    return Err(Malformed::Twice("the objective".to_owned()));
                }
                Keyword::Sos => return Err(Malformed::NotLinear("sos".to_owned())),
                _ => {
                    while self.at < self.tokens.len() && self.keyword().is_none() {
                        self.item(keyword)?;
                    }
                }
            }
        }
    }

    /// What needs the whole file: names for rows without one, and the bounds of binary columns.
    fn finish(&mut self) {
        for (i, row) in self.lp.rows.iter_mut().enumerate().filter(|(_, row)| row.name.is_empty()) {
            row.name = format!("r{}", i + 1);
            while self.labels.contains(row.name.as_str()) {
                row.name.push('_');
            }
        }
        for (column, _) in self.lp.columns.iter_mut().zip(&self.binary).filter(|(_, is)| **is) {
            let (lower, upper) = (column.lower.take(), column.upper.take());
            column.lower = Some(lower.map_or(Rational::ZERO, |lower| lower.max(Rational::ZERO)));
            column.upper = Some(upper.map_or(Rational::ONE, |upper| upper.min(Rational::ONE)));
        }
    }

    fn item(&mut self, section: Keyword) -> Result<(), Malformed> {
        match section {
            Keyword::Rows => self.row(),
            Keyword::Bounds => self.bound(),
            Keyword::General | Keyword::Binary => {
                let name = self.name().ok_or(Malformed::Expected("the name of a column"))?;
                let j = self.column(name);
                self.integer[j] = true;
                self.binary[j] |= section == Keyword::Binary;
                Ok(())
            }
            _ => Err(Malformed::NotLinear("semi-continuous".to_owned())),
        }
    }

    fn skip<T>(&mut self, n: usize, value: T) -> T {
        self.at += n;
        value
    }

    fn peek(&self, ahead: usize) -> Option<&Token<'a>> {
        self.tokens.get(self.at + ahead).map(|(_, token)| token)
    }

    fn name(&mut self) -> Option<&'a str> {
        let Some(Token::Name(name)) = self.peek(0) else { return None };
        let name = *name;
        self.at += 1;
        Some(name)
    }

    /// The keyword that comes next and its number of tokens. A name before a colon is a label.
    fn keyword(&self) -> Option<(Keyword, usize)> {
        let Token::Name(word) = self.peek(0)? else { return None };
        if self.peek(1) == Some(&Token::Colon) {
            return None;
        }
        let second = match self.peek(1) {
            Some(Token::Name(second)) => second.to_ascii_lowercase(),
            _ => String::new(),
        };
        Some(match word.to_ascii_lowercase().as_str() {
            "minimize" | "minimise" | "minimum" | "min" => (Keyword::Minimize, 1),
            "maximize" | "maximise" | "maximum" | "max" => (Keyword::Maximize, 1),
            "subject" if second == "to" => (Keyword::Rows, 2),
            "such" if second == "that" => (Keyword::Rows, 2),
            "st" | "st." | "s.t." => (Keyword::Rows, 1),
            "bounds" | "bound" => (Keyword::Bounds, 1),
            "general" | "generals" | "gen" | "integer" | "integers" => (Keyword::General, 1),
            "binary" | "binaries" | "bin" => (Keyword::Binary, 1),
            "semi" if self.peek(1) == Some(&Token::Minus) => (Keyword::SemiContinuous, 3),
            "semi" | "semis" => (Keyword::SemiContinuous, 1),
            "sos" | "sos1" | "sos2" => (Keyword::Sos, 1),
            "end" => (Keyword::End, 1),
            _ => return None,
        })
    }

    fn label(&mut self) -> Option<&'a str> {
        if self.peek(1) != Some(&Token::Colon) {
            return None;
        }
        let name = self.name()?;
        self.at += 1;
        Some(name)
    }

    fn column(&mut self, name: &'a str) -> usize {
        if let Some(j) = self.columns.get(name) {
            return *j;
        }
        self.given.push((false, false));
        self.integer.push(false);
        self.binary.push(false);
        let j = self.lp.add_column(Column {
            name: name.to_owned(),
            objective: Rational::ZERO,
            lower: Some(Rational::ZERO),
            upper: None,
            implied_upper: None,
        });
        self.columns.insert(name, j);
        j
    }

    /// Signs, as minus or not.
    fn sign(&mut self) -> Option<bool> {
        let mut sign = None;
        while let Some(Token::Plus | Token::Minus) = self.peek(0) {
            let is_minus = self.peek(0) == Some(&Token::Minus);
            sign = Some(sign.unwrap_or(false) != is_minus);
            self.at += 1;
        }
        sign
    }

    fn expression(&mut self) -> Result<Expression, Malformed> {
        let mut terms: HashMap<usize, Rational> = HashMap::new();
        let mut order = Vec::new();
        let mut constant = Rational::ZERO;
        loop {
            let is_minus = self.sign().unwrap_or(false);
            let number = match self.peek(0) {
                Some(Token::Number(Literal::Finite(value) | Literal::Huge(value))) => {
                    Some(value.clone())
                }
                Some(Token::Number(_)) => return Err(Malformed::Expected("a finite number")),
                _ => None,
            };
            self.at += usize::from(number.is_some());
            let name = if self.keyword().is_none() && self.peek(1) != Some(&Token::Colon) {
                self.name()
            } else {
                None
            };
            if number.is_none() && name.is_none() {
                return Err(Malformed::Expected("a term"));
            }
            let value = number.unwrap_or(Rational::ONE);
            let value = if is_minus { -value } else { value };
            if let Some(name) = name {
                let j = self.column(name);
                order.push(j);
                *terms.entry(j).or_insert(Rational::ZERO) += value;
            } else {
                constant += value;
            }
            if !matches!(self.peek(0), Some(Token::Plus | Token::Minus)) {
                break;
            }
        }
        let mut out = Expression { terms: Vec::with_capacity(order.len()), constant };
        for j in order {
            if let Some(value) = terms.remove(&j).filter(|value| !value.is_zero()) {
                out.terms.push((j, value));
            }
        }
        Ok(out)
    }

    /// A number with signs and nothing of an expression behind it; nothing is taken otherwise.
    fn number(&mut self) -> Option<Literal> {
        let start = self.at;
        let is_minus = self.sign().unwrap_or(false);
        let Some(Token::Number(value)) = self.peek(0) else {
            self.at = start;
            return None;
        };
        let value = value.clone();
        self.at += 1;
        Some(match value {
            value if !is_minus => value,
            Literal::Finite(value) => Literal::Finite(-value),
            Literal::Huge(value) => Literal::Huge(-value),
            Literal::PlusInfinity => Literal::MinusInfinity,
            Literal::MinusInfinity => Literal::PlusInfinity,
        })
    }

    fn operator(&mut self) -> Option<Token<'a>> {
        let token = self.peek(0)?.clone();
        let is_operator = matches!(token, Token::AtMost | Token::AtLeast | Token::Equal);
        is_operator.then(|| self.skip(1, token))
    }

    /// `number op` at the place of the reader.
    fn left_side(&mut self) -> Option<(Literal, Token<'a>)> {
        let start = self.at;
        let side = self.number().and_then(|number| Some((number, self.operator()?)));
        if side.is_none() {
            self.at = start;
        }
        side
    }

    fn row(&mut self) -> Result<(), Malformed> {
        let label = self.label().unwrap_or_default();
        if !label.is_empty() && !self.labels.insert(label) {
            return Err(Malformed::Twice(format!("row {label}")));
        }
        let left = self.left_side();
        // A row without terms, as some writers print it.
        let is_empty = left.is_none()
            && matches!(self.peek(0), Some(Token::AtMost | Token::AtLeast | Token::Equal));
        let expression = if is_empty { Expression::default() } else { self.expression()? };
        let mut sides = Vec::new();
        if let Some((number, operator)) = left {
            sides.push((mirrored(operator), number));
        }
        if let Some(operator) = self.operator() {
            let number = self.number().ok_or(Malformed::Expected("a number on the right"))?;
            sides.push((operator, number));
        }
        if sides.is_empty() {
            return Err(Malformed::Expected("<=, >= or ="));
        }
        let (mut lower, mut upper) = (None, None);
        for (operator, number) in &sides {
            let (is_lower, is_upper) = (*operator != Token::AtMost, *operator != Token::AtLeast);
            let (both, place) = (is_lower && is_upper, Place::Row(self.lp.rows.len()));
            let value = side_value(number, both, is_lower, place, &mut self.huge)?
                .map(|value| value - &expression.constant);
            if is_lower && lower.replace(value.clone()).is_some()
                || is_upper && upper.replace(value).is_some()
            {
                return Err(Malformed::Twice("a side of the row".to_owned()));
            }
        }
        let place = Place::Row(self.lp.rows.len());
        for huge in self.huge.iter_mut().filter(|huge| huge.place == place) {
            huge.value -= &expression.constant;
        }
        let name = label.to_owned();
        let (lower, upper) = (lower.flatten(), upper.flatten());
        self.lp.add_row(Row { name, class: CLASS, lower, upper, terms: expression.terms });
        Ok(())
    }

    fn bound(&mut self) -> Result<(), Malformed> {
        let left = self.left_side();
        let name = self.name().ok_or(Malformed::Expected("the name of a column"))?;
        let j = self.column(name);
        let is_free =
            matches!(self.peek(0), Some(Token::Name(word)) if word.eq_ignore_ascii_case("free"));
        let mut sides = Vec::new();
        if let Some((number, operator)) = left {
            sides.push((mirrored(operator), number));
        } else if is_free {
            self.at += 1;
            sides.push((Token::AtLeast, Literal::MinusInfinity));
            sides.push((Token::AtMost, Literal::PlusInfinity));
        }
        if let Some(operator) = self.operator() {
            let number = self.number().ok_or(Malformed::Expected("a number on the right"))?;
            sides.push((operator, number));
        }
        if sides.is_empty() {
            return Err(Malformed::Expected("a bound"));
        }
        for (operator, number) in sides {
            let (is_lower, is_upper) = (operator != Token::AtMost, operator != Token::AtLeast);
            let (both, place) = (is_lower && is_upper, Place::Column(j));
            let value = side_value(&number, both, is_lower, place, &mut self.huge)?;
            let given = &mut self.given[j];
            if is_lower && std::mem::replace(&mut given.0, true)
                || is_upper && std::mem::replace(&mut given.1, true)
            {
                return Err(Malformed::Twice(format!("a bound of column {name}")));
            }
            let column = &mut self.lp.columns[j];
            if is_lower {
                column.lower.clone_from(&value);
            }
            if is_upper {
                column.upper = value;
            }
        }
        Ok(())
    }
}

fn mirrored(operator: Token<'_>) -> Token<'_> {
    match operator {
        Token::AtMost => Token::AtLeast,
        Token::AtLeast => Token::AtMost,
        other => other,
    }
}
