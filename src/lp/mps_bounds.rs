//! The columns of an MPS file with their bounds.

use std::collections::HashMap;

use crate::Column;
use crate::fields::Fields;
use crate::literal::{Literal, mps_literal, side_value};
use crate::malformed::Malformed;
use crate::model_file::{Huge, Place};
use crate::mps_sets::SetFilter;
use crate::readings::{IntegerUpper, NegativeUpper, Readings, RepeatedBound};
use ironproof_number::rational::Rational;

/// What the lines about one column said.
#[derive(Clone, Default)]
struct Given {
    /// A bound that was given; inside, none is infinite.
    lower: Option<Option<Rational>>,
    upper: Option<Option<Rational>>,
    is_integer: bool,
    is_in_markers: bool,
    /// LI or BV gave the lower bound.
    has_integer_lower: bool,
    /// The line of the last bound.
    line: usize,
}

/// The columns that had an entry.
pub(super) struct Columns {
    columns: Vec<Column>,
    index: HashMap<String, usize>,
    given: Vec<Given>,
    sets: SetFilter,
    negative_upper: Option<NegativeUpper>,
    integer_upper: Option<IntegerUpper>,
    repeated_bound: Option<RepeatedBound>,
}

/// What one line says about its column; inside, none is infinite.
#[derive(Default)]
struct Said {
    lower: Option<Option<Rational>>,
    upper: Option<Option<Rational>>,
    is_integer: bool,
    /// LI or BV.
    has_integer_lower: bool,
}

impl Columns {
    pub(super) fn new(readings: &Readings) -> Self {
        Self {
            columns: Vec::new(),
            index: HashMap::new(),
            given: Vec::new(),
            sets: SetFilter::new("BOUNDS", "bounds", readings.bounds.as_ref()),
            negative_upper: readings.negative_upper,
            integer_upper: readings.integer_upper,
            repeated_bound: readings.repeated_bound,
        }
    }

    /// The column of an entry: the last one, or a new one.
    pub(super) fn entry(&mut self, name: &str, is_in_markers: bool) -> Result<usize, Malformed> {
        if self.columns.last().is_some_and(|last| last.name == name) {
            return Ok(self.columns.len() - 1);
        }
        let j = self.columns.len();
        if self.index.insert(name.to_owned(), j).is_some() {
            return Err(Malformed::Twice(format!(
                "column {name}: its entries stand on lines that follow each other"
            )));
        }
        self.given.push(Given { is_integer: is_in_markers, is_in_markers, ..Given::default() });
        self.columns.push(Column {
            name: name.to_owned(),
            objective: Rational::ZERO,
            lower: Some(Rational::ZERO),
            upper: None,
            implied_upper: None,
        });
        Ok(j)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.index.contains_key(name)
    }

    pub(super) fn set_cost(&mut self, j: usize, cost: Rational) {
        self.columns[j].objective = cost;
    }

    /// A line of BOUNDS: type, an optional name of the set, column, number.
    pub(super) fn bound_line(
        &mut self,
        fields: &mut Fields<'_>,
        line: usize,
        huge: &mut Vec<Huge>,
    ) -> Result<(), Malformed> {
        let kind = fields.next().ok_or(Malformed::Expected("a bound type"))?;
        let has_number = match kind {
            "LO" | "UP" | "FX" | "LI" | "UI" => true,
            "FR" | "MI" | "PL" | "BV" => false,
            "SC" | "SI" => return Err(Malformed::NotLinear(format!("bound type {kind}"))),
            _ => return Err(Malformed::Expected("a bound type such as UP, in upper case")),
        };
        let has_set = match (has_number, fields.rest().len()) {
            (true, 2) | (false, 1) => false,
            (true, 3) | (false, 2 | 3) => true,
            _ => {
                return Err(Malformed::Expected(
                    "an optional name of a set, a column and a number",
                ));
            }
        };
        let set = if has_set { fields.next().unwrap_or_default() } else { "" };
        let name = fields.next().unwrap_or_default();
        let j = *self.index.get(name).ok_or_else(|| Malformed::UnknownColumn(name.to_owned()))?;
        if self.index.contains_key(set) {
            return Err(Malformed::SetName { name: set.to_owned(), what: "column" });
        }
        let number = fields.next();
        if let (true, false, Some(word)) = (has_number, has_set, number)
            && !word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        {
            return Err(Malformed::SetNeeded(word.to_owned()));
        }
        match (kind, number) {
            ("BV", Some(word)) => {
                if !matches!(mps_literal(word), Ok(Literal::Finite(value)) if value.is_one()) {
                    return Err(Malformed::Expected(
                        "no number behind BV, or 1: the bounds are 0 and 1",
                    ));
                }
            }
            ("LI" | "UI", Some(word)) => {
                if let Literal::Finite(value) = mps_literal(word)?
                    && !value.denominator().is_one()
                {
                    return Err(Malformed::Fractional(word.to_owned()));
                }
            }
            (_, Some(word)) => mps_literal(word).map(|_| ())?,
            (_, None) => {}
        }
        // A line of a set that was not chosen must be right all the same.
        if !self.sets.counts(set)? {
            return Ok(());
        }
        let mut now_huge = Vec::new();
        let said = said(kind, number, j, &mut now_huge)?;
        if self.counts(j, &said)? {
            // A side that this line replaces is read no more.
            if self.given[j].lower.is_some() || self.given[j].upper.is_some() {
                huge.retain(|huge| {
                    let side = if huge.value < Rational::ZERO { &said.lower } else { &said.upper };
                    huge.place != Place::Column(j) || side.is_none()
                });
            }
            huge.append(&mut now_huge);
            self.take(j, said, line);
        }
        Ok(())
    }

    /// Whether a line counts. HiGHS leaves out a line that gives a side again, together with its other side and the
    /// integer; other readers take it. If it says nothing new the two are the same.
    fn counts(&self, j: usize, said: &Said) -> Result<bool, Malformed> {
        let given = &self.given[j];
        let sides = [(&given.lower, &said.lower), (&given.upper, &said.upper)];
        if !sides.iter().any(|(before, now)| before.is_some() && now.is_some()) {
            return Ok(true);
        }
        let is_known = sides.iter().all(|(before, now)| now.is_none() || before == now);
        if is_known && (given.is_integer || !said.is_integer) {
            return Ok(false);
        }
        match self.repeated_bound {
            Some(RepeatedBound::First) => Ok(false),
            Some(RepeatedBound::Last) => Ok(true),
            None => Err(Malformed::RepeatedBound(self.columns[j].name.clone())),
        }
    }

    fn take(&mut self, j: usize, said: Said, line: usize) {
        let given = &mut self.given[j];
        given.line = line;
        given.is_integer |= said.is_integer;
        given.has_integer_lower |= said.has_integer_lower;
        given.lower = said.lower.or(given.lower.take());
        given.upper = said.upper.or(given.upper.take());
    }

    /// The columns with their bounds, and which of them are integers. An error has its line, if it has one.
    pub(super) fn finish(mut self) -> Result<(Vec<Column>, Vec<bool>), (Option<usize>, Malformed)> {
        self.sets.finish().map_err(|reason| (None, reason))?;
        for (column, given) in self.columns.iter_mut().zip(&mut self.given) {
            let is_negative = given
                .upper
                .as_ref()
                .is_some_and(|upper| upper.as_ref().is_some_and(|upper| *upper < Rational::ZERO));
            if let (true, None, Some(Some(value))) = (is_negative, &given.lower, &given.upper) {
                match self.negative_upper {
                    Some(NegativeUpper::Zero) => {}
                    Some(NegativeUpper::Free) => given.lower = Some(None),
                    None => {
                        let (column, value) = (column.name.clone(), value.clone());
                        let remedy = "write LO or MI for it";
                        let reason = Malformed::NegativeUpper { column, value, remedy };
                        return Err((Some(given.line), reason));
                    }
                }
            }
            let is_lower_only = given.lower.is_some() && given.upper.is_none();
            let is_default = given.lower.is_none() && given.upper.is_none();
            if given.is_in_markers && is_default {
                given.upper = Some(Some(Rational::ONE));
            } else if given.is_in_markers && is_lower_only && !given.has_integer_lower {
                match self.integer_upper {
                    Some(IntegerUpper::One) => given.upper = Some(Some(Rational::ONE)),
                    Some(IntegerUpper::None) => {}
                    None => {
                        let reason = Malformed::IntegerUpper(column.name.clone());
                        return Err((Some(given.line), reason));
                    }
                }
            }
            if let Some(lower) = given.lower.take() {
                column.lower = lower;
            }
            if let Some(upper) = given.upper.take() {
                column.upper = upper;
            }
        }
        let integer = self.given.iter().map(|given| given.is_integer).collect();
        Ok((self.columns, integer))
    }
}

fn said(
    kind: &str,
    number: Option<&str>,
    j: usize,
    huge: &mut Vec<Huge>,
) -> Result<Said, Malformed> {
    let absent = Some(None);
    Ok(match (kind, number) {
        ("BV", _) => Said {
            lower: Some(Some(Rational::ZERO)),
            upper: Some(Some(Rational::ONE)),
            is_integer: true,
            has_integer_lower: true,
        },
        ("MI", _) => Said { lower: absent, ..Said::default() },
        ("PL", _) => Said { upper: absent, ..Said::default() },
        ("FR", _) | (_, None) => Said { lower: absent.clone(), upper: absent, ..Said::default() },
        // LO, UP, FX, LI or UI.
        (_, Some(word)) => {
            let (lower, upper) = (kind != "UP" && kind != "UI", kind != "LO" && kind != "LI");
            let place = Place::Column(j);
            let value = side_value(&mps_literal(word)?, lower && upper, lower, place, huge)?;
            Said {
                lower: lower.then(|| value.clone()),
                upper: upper.then_some(value),
                is_integer: kind == "LI" || kind == "UI",
                has_integer_lower: kind == "LI",
            }
        }
    })
}
