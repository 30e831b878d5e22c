//! The columns of an LP text with their bounds.

use std::collections::HashMap;

use crate::Column;
use crate::expression::Operator;
use crate::literal::{Literal, side_value};
use crate::malformed::Malformed;
use crate::model_file::{Huge, Place};
use crate::readings::{NegativeUpper, Readings};
use ironproof_number::rational::Rational;

/// What the text said about one column.
#[derive(Clone, Default)]
struct Given {
    /// A bound that was given; inside, none is infinite.
    lower: Option<Option<Rational>>,
    upper: Option<Option<Rational>>,
    is_integer: bool,
    is_binary: bool,
    /// The line of the last bound.
    line: usize,
}

/// The columns in the order of their first mention.
pub(super) struct Columns<'a> {
    columns: Vec<Column>,
    index: HashMap<&'a str, usize>,
    given: Vec<Given>,
    negative_upper: Option<NegativeUpper>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(readings: &Readings) -> Self {
        let negative_upper = readings.negative_upper;
        Self { columns: Vec::new(), index: HashMap::new(), given: Vec::new(), negative_upper }
    }

    /// The column of this name, which is made if it is new.
    pub(super) fn named(&mut self, name: &'a str) -> usize {
        if let Some(j) = self.index.get(name) {
            return *j;
        }
        self.given.push(Given::default());
        self.columns.push(Column {
            name: name.to_owned(),
            objective: Rational::ZERO,
            lower: Some(Rational::ZERO),
            upper: None,
            implied_upper: None,
        });
        self.index.insert(name, self.columns.len() - 1);
        self.columns.len() - 1
    }

    pub(super) fn set_cost(&mut self, j: usize, cost: Rational) {
        self.columns[j].objective = cost;
    }

    /// Terms by column, without zeros.
    pub(super) fn terms(&mut self, terms: Vec<(&'a str, Rational)>) -> Vec<(usize, Rational)> {
        let terms = terms.into_iter().map(|(name, value)| (self.named(name), value));
        terms.filter(|(_, value)| !value.is_zero()).collect()
    }

    /// Declares a column that was mentioned as an integer.
    pub(super) fn declare(&mut self, name: &str, is_binary: bool) -> Result<(), Malformed> {
        let unknown = || Malformed::UnknownColumn(name.to_owned());
        let given = &mut self.given[*self.index.get(name).ok_or_else(unknown)?];
        given.is_integer = true;
        given.is_binary |= is_binary;
        Ok(())
    }

    /// Takes a side of a bound.
    pub(super) fn bound(
        &mut self,
        j: usize,
        side: &Literal,
        operator: Operator,
        line: usize,
        huge: &mut Vec<Huge>,
    ) -> Result<(), Malformed> {
        let (lower, upper) = operator.sides();
        let n_huge = huge.len();
        let value = side_value(side, lower && upper, lower, Place::Column(j), huge)?;
        let given = &mut self.given[j];
        given.line = line;
        for (is_this, before, name) in
            [(lower, &mut given.lower, "lower"), (upper, &mut given.upper, "upper")]
        {
            if !is_this {
                continue;
            }
            if let Some(before) = before {
                huge.truncate(n_huge);
                if *before != value {
                    let column = &self.columns[j].name;
                    let what = format!("the {name} bound of column {column}, with another number");
                    return Err(Malformed::Twice(what));
                }
            }
            *before = Some(value.clone());
        }
        Ok(())
    }

    /// The columns with their bounds, and which of them are integers. An error has its line.
    pub(super) fn finish(mut self) -> Result<(Vec<Column>, Vec<bool>), (usize, Malformed)> {
        for (column, given) in self.columns.iter_mut().zip(&self.given) {
            if given.is_binary {
                let is_inside = |bound: &Option<Option<Rational>>| {
                    bound.as_ref().is_none_or(|bound| {
                        let is_inside = |x: &Rational| Rational::ZERO <= *x && *x <= Rational::ONE;
                        bound.as_ref().is_some_and(is_inside)
                    })
                };
                if !is_inside(&given.lower) || !is_inside(&given.upper) {
                    return Err((given.line, Malformed::Binary(column.name.clone())));
                }
                column.upper = Some(Rational::ONE);
            }
            if let (None, Some(Some(value))) = (&given.lower, &given.upper)
                && *value < Rational::ZERO
            {
                match self.negative_upper {
                    Some(NegativeUpper::Zero) => {}
                    Some(NegativeUpper::Free) => column.lower = None,
                    None => {
                        let (column, value) = (column.name.clone(), value.clone());
                        let remedy = "write a lower bound, such as -inf <= x";
                        let reason = Malformed::NegativeUpper { column, value, remedy };
                        return Err((given.line, reason));
                    }
                }
            }
            if let Some(lower) = &given.lower {
                column.lower.clone_from(lower);
            }
            if let Some(upper) = &given.upper {
                column.upper.clone_from(upper);
            }
        }
        let integer = self.given.iter().map(|given| given.is_integer).collect();
        Ok((self.columns, integer))
    }
}
