//! A row and a bound of LP text.
//!
//! ```text
//!     row   = [label] ( expression op side | side op expression [op side] ) | label op side
//!     bound = [side op] name [op side] | name "free"
//! ```

use std::borrow::Cow;

use crate::decimal::{Decimal, ONE, Value, ZERO};
use crate::fault::Fault;
use crate::model::{Row, Side, finite, side};
use crate::text::{Expression, Reader, merged};
use crate::tokens::{Operator, Token};

/// What stands on the right of an operator.
type Bound = (Operator, Value);

impl Reader<'_, '_> {
    pub(crate) fn row(&mut self) -> Result<(), Fault> {
        let line = self.tokens.line;
        let mut label = None;
        if let Token::Label(name) = self.token {
            if !self.labels.insert(name) {
                return Err(format!("the label {name} is given twice: rename one").into());
            }
            label = Some(name);
            self.next()?;
        }
        let mut is_empty = matches!(self.token, Token::Operator(_));
        if is_empty && label.is_none() {
            return Err(
                "a row without terms needs a label: this line could belong to the row above".into(),
            );
        }
        let (mut sides, mut expression) = (Vec::new(), Expression::default());
        if !is_empty {
            let (side, first) = self.left()?;
            let is_behind_side = side.is_some();
            sides.extend(side);
            expression = self.expression(first, true, is_behind_side)?;
            is_empty = expression.terms.is_empty();
            if is_empty {
                self.is_incomplete = true;
                return Err("a row has a column, or nothing on the left of its operator".into());
            }
        }
        if let Some(operator) = self.operator()? {
            let value = self.number()?;
            sides.push((operator, value));
            self.is_line_done("row", true)?;
        } else if sides.is_empty() {
            self.is_incomplete = true;
            return Err("a row has an operator and a number: <=, >= or =".into());
        } else if !matches!(self.token, Token::Label(_) | Token::Section(_) | Token::End) {
            return Err(
                "after a row without a number on its right comes a label or a section".into()
            );
        }
        self.blame = Some(line);
        let constant = self.shift(expression.constant)?;
        let sides = row_sides(sides, &constant)?;
        let number = self.model.rows.len() + 1;
        let name = label.map_or_else(|| Cow::Owned(format!("r{number}")), Cow::Borrowed);
        self.model.rows.push(Row { name, sides, terms: merged(expression.terms) });
        Ok(())
    }

    /// `side op`, or the number of the first term with its signs, or nothing.
    fn left(&mut self) -> Result<(Option<Bound>, Option<Decimal>), Fault> {
        if !matches!(self.token, Token::Sign { .. } | Token::Number(_)) {
            return Ok((None, None));
        }
        let (n_signs, is_minus) = self.signs()?;
        let number = match &mut self.token {
            Token::Number(number) => Some(number.take()),
            _ => None,
        };
        if number.is_some() {
            self.next()?;
        }
        if let (Some(number), Token::Operator(operator)) = (&number, &self.token) {
            if 1 < n_signs {
                return Err("a side is one number with at most one sign".into());
            }
            let infinite = Value::Infinite { is_positive: true };
            let value = number.clone().map_or(infinite, Value::of);
            let value = if is_minus { value.negated() } else { value };
            let side = (operator.mirrored(), value);
            self.next()?;
            return Ok((Some(side), None));
        }
        let size = match number {
            None if self.name(true).is_some() => ONE,
            Some(Some(number)) => number,
            _ => return Err("a term must follow here: a number, a column, or both".into()),
        };
        Ok((None, Some(if is_minus { size.negated() } else { size })))
    }

    /// What is added to the sides of a row for a constant beside its terms.
    fn shift(&self, constant: Option<Decimal>) -> Result<Decimal, Fault> {
        match (constant, self.row_constant) {
            (None, _) | (Some(_), Some("drop")) => Ok(ZERO),
            (Some(constant), Some(_)) => Ok(constant.negated()),
            (Some(_), None) => Err("a constant stands beside the terms of a row: HiGHS drops it, others refuse it or move it to the right; \
                                    write it on the right, or choose --reading row-constant=move or =drop"
                .into()),
        }
    }

    /// After the number on the right comes the end of the line, or for rows a label.
    fn is_line_done(&self, what: &str, may_be_label: bool) -> Result<(), Fault> {
        let is_label = may_be_label && matches!(self.token, Token::Label(_));
        if self.tokens.is_line_start || is_label {
            return Ok(());
        }
        if self.token == (Token::Sign { is_minus: true }) && self.tokens.is_before('>') {
            return Err(
                "after a row comes the end of its line: its right side is one number, and -> makes it a condition, \
                 which no linear program has"
                    .into(),
            );
        }
        Err(format!("after a {what} comes the end of its line: its right side is one number")
            .into())
    }

    /// `[side op] name [op side] | name free`
    pub(crate) fn bound(&mut self) -> Result<(), Fault> {
        let line = self.tokens.line;
        let mut sides = Vec::new();
        if matches!(self.token, Token::Sign { .. } | Token::Number(_)) {
            let value = self.number()?;
            let Some(operator) = self.operator()? else {
                return Err(
                    "a bound has no coefficient and no constant: write 2 <= x or x >= 2".into()
                );
            };
            sides.push((operator, value, true));
        }
        let Some(name) = self.name(!sides.is_empty()) else {
            return Err(
                "a bound has one column, and perhaps a number and an operator before it".into()
            );
        };
        self.next()?;
        let j = self.column(name);
        let is_free = matches!(self.token, Token::Name(word) if word.eq_ignore_ascii_case("free"));
        if is_free && sides.is_empty() {
            self.next()?;
            self.is_line_done("bound", false)?;
            self.blame = Some(line);
            self.model.columns[j].give(0, None, line)?;
            return self.model.columns[j].give(1, None, line);
        }
        if let Some(operator) = self.operator()? {
            let value = self.number()?;
            sides.push((operator, value, false));
        }
        if sides.is_empty() {
            self.is_incomplete = true;
            return Err("a bound has an operator and a number, or the word free".into());
        }
        self.is_line_done("bound", false)?;
        self.blame = Some(line);
        if let [(first, ..), (second, ..)] = sides.as_slice()
            && (first != second || *first == Operator::Equal)
        {
            return Err("a bound with two sides has one lower and one upper side".into());
        }
        for (operator, value, is_left) in sides {
            let is_lower = (operator == Operator::AtMost) == is_left;
            for at in 0..2 {
                if operator == Operator::Equal || is_lower == (at == 0) {
                    self.model.columns[j].give(at, side(value.clone(), at)?, line)?;
                }
            }
        }
        Ok(())
    }
}

/// Lower and upper side.
fn row_sides(sides: Vec<Bound>, constant: &Decimal) -> Result<[Side; 2], Fault> {
    let mut row_sides = [None, None];
    for (operator, value) in sides {
        for (at, other) in [(0, Operator::AtMost), (1, Operator::AtLeast)] {
            if operator == other {
                continue;
            }
            let side = match side(value.clone(), at)? {
                Some(side) if !constant.is_zero() => finite(side.plus(constant))?,
                side => side,
            };
            if row_sides[at].replace(side).is_some() {
                return Err("a row with two sides has one lower and one upper side".into());
            }
        }
    }
    Ok(row_sides.map(Option::flatten))
}
