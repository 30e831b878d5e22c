//! A linear program of decimals, and its statement.

use std::borrow::Cow;

use crate::decimal::{Decimal, ONE, Value, ZERO, push_number};
use crate::fault::{Fault, ModelError};
use crate::readings::Readings;
use crate::word::push_word;

/// A lower or upper bound; `None` where there is none.
pub(crate) type Side = Option<Decimal>;

pub(crate) struct Model<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) maximize: bool,
    pub(crate) constant: Decimal,
    pub(crate) columns: Vec<Column<'a>>,
    pub(crate) rows: Vec<Row<'a>>,
    /// The number of lines, for messages about the whole.
    pub(crate) n_lines: usize,
}

pub(crate) struct Column<'a> {
    pub(crate) name: &'a str,
    pub(crate) is_integer: bool,
    pub(crate) cost: Decimal,
    pub(crate) sides: [Side; 2],
    pub(crate) given: Given,
}

/// The bounds as the file gives them.
#[derive(Default)]
pub(crate) struct Given {
    sides: [Option<Side>; 2],
    /// The line of the upper bound, or else of the lower one.
    line: usize,
    /// LI or BV gave the lower bound: then all readers agree about the upper one.
    pub(crate) has_integer_lower: bool,
}

pub(crate) struct Row<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) sides: [Side; 2],
    /// Columns and coefficients that are not zero, by increasing columns.
    pub(crate) terms: Vec<(usize, Decimal)>,
}

impl<'a> Column<'a> {
    pub(crate) fn new(name: &'a str, is_integer: bool) -> Column<'a> {
        let (sides, given) = ([Some(ZERO), None], Given::default());
        Column { name, is_integer, cost: ZERO, sides, given }
    }

    /// Gives the lower (0) or upper (1) bound, at this line of the file.
    pub(crate) fn give(&mut self, side: usize, value: Side, line: usize) -> Result<(), Fault> {
        let name = self.name;
        let kind = ["lower", "upper"][side];
        if let Some(before) = &self.given.sides[side] {
            return if *before == value {
                Ok(())
            } else {
                Err(format!(
                    "the {kind} bound of column {name} is given again with another number: \
                     readers keep the first or the last; delete one"
                )
                .into())
            };
        }
        self.take(side, value, line);
        Ok(())
    }

    /// Gives a bound in place of one that was given before.
    pub(crate) fn take(&mut self, side: usize, value: Side, line: usize) {
        self.given.sides[side] = Some(value);
        if side == 1 || self.given.line == 0 {
            self.given.line = line;
        }
    }

    /// One of these bounds was given before.
    pub(crate) fn is_repeated(&self, sides: &[Option<Side>; 2]) -> bool {
        self.given.sides.iter().zip(sides).any(|(before, now)| before.is_some() && now.is_some())
    }

    /// All of these bounds were given before, with these numbers.
    pub(crate) fn says(&self, sides: &[Option<Side>; 2]) -> bool {
        self.given.sides.iter().zip(sides).all(|(before, now)| now.is_none() || before == now)
    }

    /// The line of a bound, if there is any.
    pub(crate) fn given_line(&self) -> Option<usize> {
        self.given.sides.iter().any(Option::is_some).then_some(self.given.line)
    }

    pub(crate) fn has_upper(&self) -> bool {
        self.given.sides[1].is_some()
    }

    /// The bounds from what was given.
    pub(crate) fn settle(
        &mut self,
        default_upper: Side,
        reading: Option<&str>,
    ) -> Result<(), ModelError> {
        let [lower, upper] = std::mem::take(&mut self.given.sides);
        let upper = upper.unwrap_or(default_upper);
        let is_open = lower.is_none() && upper.as_ref().is_some_and(Decimal::is_negative);
        let lower = match reading {
            _ if !is_open => lower.unwrap_or(Some(ZERO)),
            Some("zero") => Some(ZERO),
            Some(_) => None,
            None => {
                let (name, line) = (self.name, self.given.line);
                let message = format!(
                    "the upper bound of column {name} is negative and {name} has no lower bound: CBC, CPLEX, \
                     GLPK and Gurobi drop the lower bound, HiGHS and SCIP keep 0; write a lower bound, or choose \
                     --reading negative-upper=zero or =free"
                );
                return Err(ModelError::new(line, message.into()));
            }
        };
        self.sides = [lower, upper];
        Ok(())
    }

    /// A binary column keeps its bounds within 0 and 1.
    pub(crate) fn settle_binary(&mut self, line: usize) -> Result<(), ModelError> {
        for (side, default) in [(0, ZERO), (1, ONE)] {
            let slot = &mut self.given.sides[side];
            let is_inside = |value: &Decimal| {
                !value.is_negative() && !ONE.plus(&value.clone().negated()).is_negative()
            };
            match slot {
                None => *slot = Some(Some(default)),
                Some(Some(value)) if is_inside(value) => {}
                Some(_) => {
                    let name = self.name;
                    let message = format!(
                        "column {name} is binary and has a bound outside 0 and 1: readers keep the one or the \
                         other; delete the bound, or write {name} under general"
                    );
                    return Err(ModelError::new(line, message.into()));
                }
            }
        }
        Ok(())
    }
}

/// The bound that a value says: `side` is 0 for a lower and 1 for an upper one.
pub(crate) fn side(value: Value, side: usize) -> Result<Side, Fault> {
    match value {
        Value::At(value) => Ok(Some(value)),
        Value::Infinite { is_positive } if is_positive == (side == 1) => Ok(None),
        Value::Infinite { .. } => {
            let (kind, sign) = [("lower", "plus"), ("upper", "minus")][side];
            Err(format!(
                "{kind} bound of {sign} infinity: 1e20 and more in size are infinite, and an infinite number \
                 may only say that a side is absent"
            )
            .into())
        }
    }
}

/// A side that came out of a sum, which no reader takes as it is if it is 1e20 or more in size.
pub(crate) fn finite(value: Decimal) -> Result<Side, Fault> {
    if value.is_huge() {
        return Err(
            "a side comes out as 1e20 or more in size, which some readers take as infinite: \
                    write the side or the range as infinite, or scale the row"
                .into(),
        );
    }
    Ok(Some(value))
}

impl Model<'_> {
    /// `docs/models.md`, section Statement.
    pub(crate) fn statement(
        &self,
        readings: &Readings,
        limit: usize,
    ) -> Result<String, ModelError> {
        let mut text = String::with_capacity(limit.min(1 << 16));
        text.push_str("ironproof-lp-statement 1\nname ");
        push_word(&mut text, &self.name);
        for word in readings.words() {
            text.push_str("\nreading ");
            text.push_str(&word);
        }
        text.push_str(if self.maximize { "\nmaximize " } else { "\nminimize " });
        self.constant.push_to(&mut text);
        text.push_str("\ncolumns ");
        push_count(&mut text, self.columns.len());
        let is_short = |text: &String| {
            let message = || {
                Fault::limit(format!("the statement of this file has more than {limit} characters"))
            };
            if text.len() <= limit { Ok(()) } else { Err(ModelError::new(self.n_lines, message())) }
        };
        for column in &self.columns {
            text.push('\n');
            push_word(&mut text, column.name);
            text.push_str(if column.is_integer { " integer " } else { " real " });
            column.cost.push_to(&mut text);
            push_sides(&mut text, &column.sides);
            is_short(&text)?;
        }
        text.push_str("\nrows ");
        push_count(&mut text, self.rows.len());
        for row in &self.rows {
            text.push('\n');
            push_word(&mut text, &row.name);
            push_sides(&mut text, &row.sides);
            for (j, coefficient) in &row.terms {
                text.push(' ');
                push_count(&mut text, j + 1);
                text.push(':');
                coefficient.push_to(&mut text);
                is_short(&text)?;
            }
        }
        text.push_str("\nend\n");
        Ok(text)
    }
}

fn push_count(text: &mut String, count: usize) {
    push_number(text, u64::try_from(count).expect("a word"));
}

fn push_sides(text: &mut String, sides: &[Side; 2]) {
    for side in sides {
        text.push(' ');
        match side {
            Some(value) => value.push_to(text),
            None => text.push_str("none"),
        }
    }
}
