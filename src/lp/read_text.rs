//! LP text, the parts that linear programs need, read exactly. The grammar is that of `docs/models.md`.
//!
//! ```text
//!     file       = sense [label] [expression], section*, "end"
//!     row        = [label] ( expression op side | side op expression [op side] ) | label op side
//!     bound      = [side op] name [op side] | name "free"
//! ```

use std::collections::HashSet;

use crate::expression::{Cursor, Operator, Part, both_sides};
use crate::literal::{Literal, is_huge, side_value};
use crate::malformed::Malformed;
use crate::model_file::{Huge, Model, Place, ReadError};
use crate::mps_rows::CLASS;
use crate::readings::{Readings, RowConstant};
use crate::text_bounds::Columns;
use crate::tokens::tokens;
use crate::words::Keyword;
use crate::{Lp, Row};
use ironproof_number::rational::Rational;

/// Reads LP text.
pub(super) fn read(text: &str, readings: &Readings) -> Result<Model, ReadError> {
    let mut reader = Reader {
        cursor: Cursor::new(tokens(text)?),
        maximize: false,
        offset: Rational::ZERO,
        columns: Columns::new(readings),
        rows: Vec::new(),
        labels: HashSet::new(),
        huge: Vec::new(),
        row_constant: readings.row_constant,
        wrong_line: None,
    };
    reader.file().map_err(|reason| {
        let line = reader.wrong_line.unwrap_or_else(|| reader.cursor.line());
        ReadError::Line { line, reason }
    })?;
    let Reader { maximize, offset, columns, mut rows, labels, huge, .. } = reader;
    for (i, row) in rows.iter_mut().enumerate().filter(|(_, row)| row.name.is_empty()) {
        row.name = format!("r{}", i + 1);
        while labels.contains(row.name.as_str()) {
            row.name.push('_');
        }
    }
    let wrong = |(line, reason)| ReadError::Line { line, reason };
    let (columns, integer) = columns.finish().map_err(wrong)?;
    Ok(Model { lp: Lp { name: "lp".to_owned(), maximize, offset, columns, rows }, integer, huge })
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    maximize: bool,
    offset: Rational,
    columns: Columns<'a>,
    rows: Vec<Row>,
    labels: HashSet<&'a str>,
    huge: Vec<Huge>,
    row_constant: Option<RowConstant>,
    /// Where something is wrong, if it is not where the reader is.
    wrong_line: Option<usize>,
}

/// A row as it stands in the text.
struct RawRow<'a> {
    label: Option<&'a str>,
    terms: Vec<(usize, Rational)>,
    constant: Option<Rational>,
    left: Option<(Literal, Operator)>,
    right: Option<(Literal, Operator)>,
}

impl<'a> Reader<'a> {
    fn file(&mut self) -> Result<(), Malformed> {
        if let Some((word, usual)) = self.cursor.unusual_sense() {
            return Err(Malformed::Spelling(word.to_owned(), usual));
        }
        self.maximize = match self.section() {
            Some(Keyword::Minimize) => false,
            Some(Keyword::Maximize) => true,
            _ => return Err(Malformed::Expected("minimize or maximize at the start of the file")),
        };
        self.cursor.label();
        if self.cursor.keyword().is_none() && !self.cursor.is_at_end() {
            let objective = self.cursor.expression(Part::Objective)?;
            self.offset = objective.constant.unwrap_or(Rational::ZERO);
            for (name, value) in objective.terms {
                let j = self.columns.named(name);
                self.columns.set_cost(j, value);
            }
        }
        let mut has_rows = false;
        loop {
            let start = self.cursor.line();
            match self.section() {
                None if self.cursor.is_at_end() => {
                    return Err(Malformed::Expected("end at the end of the file"));
                }
                None => {
                    return Err(Malformed::Expected(
                        "a sign, an operator, or a section at the start of a line",
                    ));
                }
                Some(Keyword::End) if self.cursor.is_at_end() => return Ok(()),
                Some(Keyword::End) => return Err(Malformed::Expected("nothing behind end")),
                Some(Keyword::Minimize | Keyword::Maximize) => {
                    let reason = Malformed::Twice("the objective".to_owned());
                    return self.in_line(start, Err(reason));
                }
                Some(Keyword::NotLinear) => {
                    self.cursor.skip_continuous();
                    // HiGHS writes the title `semi` without columns.
                    if self.cursor.is_at_end() || self.cursor.keyword().is_some() {
                        continue;
                    }
                    let reason = Malformed::NotLinear("SOS or semi-continuous columns".to_owned());
                    return self.in_line(start, Err(reason));
                }
                Some(Keyword::Rows) if std::mem::replace(&mut has_rows, true) => {
                    let what = "subject to; a column with such a name needs another one";
                    return self.in_line(start, Err(Malformed::Twice(what.to_owned())));
                }
                Some(Keyword::Rows) => self.items(Self::row)?,
                Some(Keyword::Bounds) => self.items(Self::bound)?,
                Some(Keyword::General) => self.items(|reader| reader.integer(false))?,
                Some(Keyword::Binary) => self.items(|reader| reader.integer(true))?,
            }
        }
    }

    /// The section that starts here; its words are taken.
    fn section(&mut self) -> Option<Keyword> {
        let (keyword, n_words) = self.cursor.keyword()?;
        self.cursor.skip(n_words);
        Some(keyword)
    }

    fn items(
        &mut self,
        item: impl Fn(&mut Self) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        while !self.cursor.is_at_end() && self.cursor.keyword().is_none() {
            item(self)?;
        }
        Ok(())
    }

    /// What follows from words that were taken is wrong in their line.
    fn in_line<T>(&mut self, line: usize, result: Result<T, Malformed>) -> Result<T, Malformed> {
        if result.is_err() {
            self.wrong_line = Some(line);
        }
        result
    }

    fn integer(&mut self, is_binary: bool) -> Result<(), Malformed> {
        let line = self.cursor.line();
        let name = self.cursor.plain_name()?;
        let result = self.columns.declare(name, is_binary);
        self.in_line(line, result)
    }

    fn row(&mut self) -> Result<(), Malformed> {
        let line = self.cursor.line();
        let raw = self.raw_row(line)?;
        let result = self.add_row(raw);
        self.in_line(line, result)
    }

    fn raw_row(&mut self, line: usize) -> Result<RawRow<'a>, Malformed> {
        let label = self.cursor.label();
        if label.is_some_and(|label| !self.labels.insert(label)) {
            return Err(Malformed::Twice(format!("row {}", label.unwrap_or_default())));
        }
        let left = self.cursor.left_side();
        let mut raw = RawRow { label, terms: Vec::new(), constant: None, left, right: None };
        let has_terms = raw.left.is_some() || !self.cursor.is_at_operator();
        if has_terms {
            let part = if raw.left.is_some() { Part::RowBehindSide } else { Part::Row };
            let expression = self.cursor.expression(part)?;
            if expression.terms.is_empty() {
                let rule = "a name in a row: a constant alone is none";
                return self.in_line(line, Err(Malformed::Expected(rule)));
            }
            raw.terms = self.columns.terms(expression.terms);
            raw.constant = expression.constant;
        } else if label.is_none() {
            // Some writers print rows without terms.
            return Err(Malformed::Expected(
                "a label in front of a row without terms: the line could belong to the row above",
            ));
        }
        raw.right = self.cursor.right_side()?;
        if raw.left.is_none() && raw.right.is_none() {
            return Err(Malformed::Expected("a sign, or <=, >= or = and a number"));
        }
        if raw.right.is_some() {
            self.cursor.end_of_item(true)?;
        } else {
            self.cursor.end_of_open_row()?;
        }
        Ok(raw)
    }

    fn add_row(&mut self, raw: RawRow<'_>) -> Result<(), Malformed> {
        let constant = match (raw.constant, self.row_constant) {
            (None, _) | (Some(_), Some(RowConstant::Drop)) => Rational::ZERO,
            (Some(constant), Some(RowConstant::Move)) => constant,
            (Some(constant), None) => return Err(Malformed::RowConstant(constant)),
        };
        let place = Place::Row(self.rows.len());
        let n_huge = self.huge.len();
        let (mut lower, mut upper) = (None, None);
        for (side, operator) in both_sides(raw.left, raw.right)? {
            let (is_lower, is_upper) = operator.sides();
            let both = is_lower && is_upper;
            let value = side_value(&side, both, is_lower, place, &mut self.huge)?
                .map(|value| value - &constant);
            if value.as_ref().is_some_and(is_huge) {
                return Err(Malformed::HugeSide(raw.label.unwrap_or("without a label").to_owned()));
            }
            if is_lower {
                lower.clone_from(&value);
            }
            if is_upper {
                upper = value;
            }
        }
        for huge in &mut self.huge[n_huge..] {
            huge.value -= &constant;
        }
        let name = raw.label.unwrap_or_default().to_owned();
        self.rows.push(Row { name, class: CLASS, lower, upper, terms: raw.terms });
        Ok(())
    }

    fn bound(&mut self) -> Result<(), Malformed> {
        let line = self.cursor.line();
        let left = self.cursor.left_side();
        let name = if left.is_some() {
            self.cursor.name_behind_operator()?
        } else {
            self.cursor.plain_name()?
        };
        let sides = if left.is_none() && self.cursor.free() {
            Ok(vec![
                (Literal::MinusInfinity, Operator::AtLeast),
                (Literal::PlusInfinity, Operator::AtMost),
            ])
        } else {
            let right = self.cursor.right_side()?;
            if left.is_none() && right.is_none() {
                return Err(Malformed::Expected("free, or <=, >= or = and a number"));
            }
            both_sides(left, right)
        };
        self.cursor.end_of_item(false)?;
        let j = self.columns.named(name);
        let result = sides.and_then(|sides| {
            let mut sides = sides.into_iter();
            sides.try_for_each(|(side, operator)| {
                self.columns.bound(j, &side, operator, line, &mut self.huge)
            })
        });
        self.in_line(line, result)
    }
}
