//! LP text by the rules of `docs/models.md`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::decimal::{Decimal, ONE, Value, ZERO};
use crate::fault::{Fault, ModelError};
use crate::model::{Column, Model};
use crate::readings::Readings;
use crate::tokens::{Operator, Section, Token, Tokens};

pub(crate) fn read<'a>(text: &'a str, readings: &Readings) -> Result<Model<'a>, ModelError> {
    let model = Model {
        name: Cow::Borrowed("lp"),
        maximize: false,
        constant: ZERO,
        columns: Vec::new(),
        rows: Vec::new(),
        n_lines: 1 + text.matches('\n').count(),
    };
    let tokens = Tokens::new(text);
    let row_constant = readings.get("row-constant");
    let (names, labels, binary) = (HashMap::new(), HashSet::new(), Vec::new());
    let mut reader = Reader {
        tokens,
        token: Token::End,
        names,
        labels,
        binary,
        model,
        row_constant,
        blame: None,
        line: 1,
        is_incomplete: false,
    };
    let result = reader.file();
    // What is missing at the end of a line is missing there, whatever the next line is.
    let is_missing = reader.is_incomplete && reader.tokens.is_line_start;
    let at = if is_missing { reader.line } else { reader.tokens.line };
    let line = reader.blame.unwrap_or(at);
    result.map_err(|fault| match reader.token {
        // The word that could not be read.
        Token::Word(word) if reader.blame.is_none() => {
            let message = format!("{word} inside a line is a column for some readers and a section for others: rename it, or start a line with it");
            ModelError::new(line, message.into())
        }
        _ => ModelError::new(line, fault),
    })?;
    reader.finish(readings.get("negative-upper"))
}

pub(crate) struct Reader<'a, 'b> {
    pub(crate) tokens: Tokens<'a>,
    /// The next one.
    pub(crate) token: Token<'a>,
    pub(crate) names: HashMap<&'a str, usize>,
    pub(crate) labels: HashSet<&'a str>,
    /// Binary columns, with the line that says so.
    pub(crate) binary: Vec<(usize, usize)>,
    pub(crate) model: Model<'a>,
    pub(crate) row_constant: Option<&'b str>,
    /// The line of a row or bound that is read and has no meaning, unlike the next token.
    pub(crate) blame: Option<usize>,
    /// The line of the token that was taken last.
    pub(crate) line: usize,
    /// A row, bound or term lacks its end.
    pub(crate) is_incomplete: bool,
}

/// Terms in the order of the text, and the constants among them, if any.
#[derive(Default)]
pub(crate) struct Expression {
    pub(crate) terms: Vec<(usize, Decimal)>,
    pub(crate) constant: Option<Decimal>,
}

impl<'a> Reader<'a, '_> {
    pub(crate) fn next(&mut self) -> Result<Token<'a>, Fault> {
        self.line = self.tokens.line;
        let next = self.tokens.next()?;
        Ok(std::mem::replace(&mut self.token, next))
    }

    fn file(&mut self) -> Result<(), Fault> {
        self.next()?;
        let Token::Section(Section::Sense { maximize }) = self.token else {
            return Err("LP text starts with minimize or maximize".into());
        };
        self.next()?;
        self.model.maximize = maximize;
        if let Token::Label(_) = self.token {
            self.next()?;
        }
        if !matches!(self.token, Token::Section(_) | Token::End) {
            let objective = self.expression(None, false, false)?;
            self.model.constant = objective.constant.unwrap_or(ZERO);
            for (j, cost) in merged(objective.terms) {
                self.model.columns[j].cost = cost;
            }
        }
        let mut has_rows = false;
        loop {
            let Token::Section(section) = self.token else {
                let rule = match self.token {
                    Token::End => "the file ends without end: is it cut off?",
                    _ => {
                        "after the objective comes a section, such as subject to, at the start of a line"
                    }
                };
                return Err(rule.into());
            };
            self.next()?;
            if section == Section::End {
                if self.token == Token::End {
                    return Ok(());
                }
                return Err("only empty lines and comments may follow end: delete the rest".into());
            }
            self.blame = Some(self.line);
            match section {
                Section::Rows if std::mem::replace(&mut has_rows, true) => {
                    return Err("the rows come twice: join the two sections".into());
                }
                Section::Sense { .. } => return Err("a second objective, or a column whose name is a section word at the start of a line".into()),
                // HiGHS writes the title `semi` without columns.
                Section::Other if !matches!(self.token, Token::Section(_) | Token::End) => {
                    return Err("this section is no part of a linear program: delete it".into());
                }
                _ => {}
            }
            while !matches!(self.token, Token::Section(_) | Token::End) {
                self.blame = None;
                match section {
                    Section::Rows => self.row()?,
                    Section::Bounds => self.bound()?,
                    _ => self.integer(section == Section::Binary)?,
                }
            }
            self.blame = None;
        }
    }

    pub(crate) fn column(&mut self, name: &'a str) -> usize {
        let columns = &mut self.model.columns;
        *self.names.entry(name).or_insert_with(|| {
            columns.push(Column::new(name, false));
            columns.len() - 1
        })
    }

    /// Signs: how many, and whether they make a minus.
    pub(crate) fn signs(&mut self) -> Result<(usize, bool), Fault> {
        let (mut n_signs, mut is_negative) = (0, false);
        while let Token::Sign { is_minus } = self.token {
            n_signs += 1;
            is_negative ^= is_minus;
            self.next()?;
        }
        Ok((n_signs, is_negative))
    }

    /// `[sign] term ( sign term )*`; the sign and number of the first term may have been read already.
    pub(crate) fn expression(
        &mut self,
        first: Option<Decimal>,
        is_row: bool,
        is_behind_side: bool,
    ) -> Result<Expression, Fault> {
        let mut expression = Expression::default();
        let mut number = first;
        let mut is_behind_name = false;
        loop {
            // From a name to a constant without a space?
            let is_glued = is_behind_name && self.tokens.is_glued;
            let (n_signs, is_minus) = if number.is_none() { self.signs()? } else { (0, false) };
            if let (None, Token::Number(_)) = (&number, &self.token) {
                number = Some(self.finite()?);
                if is_behind_side && expression.terms.is_empty() && self.tokens.is_line_start {
                    return Err("HiGHS takes two numbers with an operator between them for a row: write the column behind \
                                the number on the same line"
                        .into());
                }
            }
            let size = number.take();
            if let Some(name) = self.name(is_row && (size.is_some() || 0 < n_signs)) {
                let coefficient = size.unwrap_or(ONE);
                let j = self.column(name);
                let coefficient = if is_minus { coefficient.negated() } else { coefficient };
                expression.terms.push((j, coefficient));
                self.next()?;
                is_behind_name = true;
            } else if let Some(number) = size {
                if is_glued {
                    self.is_incomplete = true;
                    return Err("a sign between a name and a number without spaces could be a part of the name: \
                                write spaces, or rename the column"
                        .into());
                }
                let number = if is_minus { number.negated() } else { number };
                let before = expression.constant.take().unwrap_or(ZERO);
                expression.constant = Some(before.plus(&number));
                is_behind_name = false;
            } else {
                return Err("a term must follow here: a number, a column, or both".into());
            }
            if !matches!(self.token, Token::Sign { .. }) {
                return Ok(expression);
            }
        }
    }

    /// The name that comes next, which may be a section word.
    pub(crate) fn name(&self, or_word: bool) -> Option<&'a str> {
        match self.token {
            Token::Name(name) => Some(name),
            Token::Word(name) if or_word => Some(name),
            _ => None,
        }
    }

    /// The number that comes next.
    fn finite(&mut self) -> Result<Decimal, Fault> {
        match self.next()? {
            Token::Number(Some(number)) => Ok(number),
            _ => Err("a coefficient or constant is a finite number".into()),
        }
    }

    /// A side: a number with a sign or without.
    pub(crate) fn number(&mut self) -> Result<Value, Fault> {
        let is_minus = self.token == Token::Sign { is_minus: true };
        if let Token::Sign { .. } = self.token {
            self.next()?;
        }
        let Token::Number(number) = &mut self.token else {
            return Err(
                "a side is one number with at most one sign; terms with columns stand on the left"
                    .into(),
            );
        };
        let infinite = Value::Infinite { is_positive: true };
        let value = number.take().map_or(infinite, Value::of);
        self.next()?;
        Ok(if is_minus { value.negated() } else { value })
    }

    /// The operator, if it comes next.
    pub(crate) fn operator(&mut self) -> Result<Option<Operator>, Fault> {
        let Token::Operator(operator) = self.token else { return Ok(None) };
        self.next()?;
        Ok(Some(operator))
    }

    fn integer(&mut self, is_binary: bool) -> Result<(), Fault> {
        let line = self.tokens.line;
        let Token::Name(name) = self.token else {
            return Err("general and binary list the names of columns".into());
        };
        self.next()?;
        let Some(j) = self.names.get(name).copied() else {
            self.blame = Some(line);
            return Err(format!(
                "the column {name} was not mentioned before: SCIP and CBC do not know it"
            )
            .into());
        };
        self.model.columns[j].is_integer = true;
        if is_binary {
            self.binary.push((j, line));
        }
        Ok(())
    }

    fn finish(mut self, negative_upper: Option<&str>) -> Result<Model<'a>, ModelError> {
        // A name that the file gives to another row stays with that.
        for row in &mut self.model.rows {
            if let Cow::Owned(name) = &mut row.name {
                while self.labels.contains(name.as_str()) {
                    name.push('_');
                }
            }
        }
        for (j, line) in self.binary {
            self.model.columns[j].settle_binary(line)?;
        }
        for column in &mut self.model.columns {
            column.settle(None, negative_upper)?;
        }
        Ok(self.model)
    }
}

/// By increasing columns, equal ones added, without zeros.
pub(crate) fn merged(mut terms: Vec<(usize, Decimal)>) -> Vec<(usize, Decimal)> {
    terms.sort_by_key(|(j, _)| *j);
    terms.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 = kept.1.plus(&next.1);
        }
        is_same
    });
    terms.retain(|(_, value)| !value.is_zero());
    terms
}
