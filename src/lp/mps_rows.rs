//! The rows of an MPS file with their right-hand sides and ranges.
//!
//! ```text
//!     row     without range    range R
//!     E       [b, b]           [b, b + R], or [b + R, b] if R is negative
//!     L       [-inf, b]        [b - |R|, b]
//!     G       [b, inf]         [b, b + |R|]
//! ```

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::Row;
use crate::fields::Fields;
use crate::literal::{Literal, finite, is_huge, mps_literal, side_value};
use crate::malformed::Malformed;
use crate::model_file::{Huge, Place};
use crate::mps_sets::SetFilter;
use crate::readings::Readings;
use ironproof_number::rational::Rational;

/// The class of rows that come from a file.
pub(super) const CLASS: &str = "row";

/// What the name of a row stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RowRef {
    Objective,
    /// An N row after the first: without bounds, so it is left out.
    Free,
    Row(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Equal,
    AtMost,
    AtLeast,
}

/// A range: how far the other side is away, if it is not infinite.
struct Range {
    line: usize,
    is_negative: bool,
    size: Option<Rational>,
}

/// The rows that were declared.
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    kinds: Vec<Kind>,
    index: HashMap<String, RowRef>,
    has_objective: bool,
    /// The right-hand sides that were given; inside, none is infinite.
    rhs: Vec<Option<Option<Rational>>>,
    objective_rhs: Option<Rational>,
    ranges: Vec<Option<Range>>,
    rhs_sets: SetFilter,
    range_sets: SetFilter,
}

impl Rows {
    pub(super) fn new(readings: &Readings) -> Self {
        Self {
            rows: Vec::new(),
            kinds: Vec::new(),
            index: HashMap::new(),
            has_objective: false,
            rhs: Vec::new(),
            objective_rhs: None,
            ranges: Vec::new(),
            rhs_sets: SetFilter::new("RHS", "rhs", readings.rhs.as_ref()),
            range_sets: SetFilter::new("RANGES", "ranges", readings.ranges.as_ref()),
        }
    }

    /// A line of ROWS.
    pub(super) fn declare(&mut self, fields: &mut Fields<'_>) -> Result<(), Malformed> {
        let kind = fields.next().ok_or(Malformed::Expected("a row type"))?;
        let name = fields.next().ok_or(Malformed::Expected("the name of a row"))?;
        fields.end()?;
        let kind = match kind {
            "N" => None,
            "E" => Some(Kind::Equal),
            "L" => Some(Kind::AtMost),
            "G" => Some(Kind::AtLeast),
            _ => return Err(Malformed::Expected("the row type N, E, L or G, in upper case")),
        };
        let target = match kind {
            None if std::mem::replace(&mut self.has_objective, true) => RowRef::Free,
            None => RowRef::Objective,
            Some(kind) => {
                let (lower, upper, terms) = (None, None, Vec::new());
                self.rows.push(Row { name: name.to_owned(), class: CLASS, lower, upper, terms });
                self.kinds.push(kind);
                self.rhs.push(None);
                self.ranges.push(None);
                RowRef::Row(self.rows.len() - 1)
            }
        };
        match self.index.entry(name.to_owned()) {
            Entry::Vacant(entry) => {
                entry.insert(target);
                Ok(())
            }
            Entry::Occupied(_) => Err(Malformed::Twice(format!("row {name}"))),
        }
    }

    pub(super) fn named(&self, name: &str) -> Result<RowRef, Malformed> {
        self.index.get(name).copied().ok_or_else(|| Malformed::UnknownRow(name.to_owned()))
    }

    /// A line of RHS: an optional name of the set, then one or two pairs of row and number.
    pub(super) fn rhs_line(
        &mut self,
        fields: &mut Fields<'_>,
        huge: &mut Vec<Huge>,
    ) -> Result<(), Malformed> {
        let set = self.set_name(fields)?;
        let counts = self.rhs_sets.counts(set)?;
        while let Some(name) = fields.next() {
            let number = fields.next().ok_or(Malformed::Expected("a number"))?;
            let target = self.named(name)?;
            if !counts {
                mps_literal(number)?;
                continue;
            }
            match target {
                RowRef::Row(i) => self.set_rhs(i, number, huge)?,
                RowRef::Objective => {
                    let value = finite(number)?;
                    let before = self.objective_rhs.replace(value.clone());
                    if before.is_some_and(|before| before != value) {
                        return Err(twice("the right-hand side", name));
                    }
                }
                RowRef::Free => {
                    return Err(Malformed::Expected(
                        "no right-hand side of an N row that is not the objective: HiGHS takes it for the \
                         constant of the objective; leave it out",
                    ));
                }
            }
        }
        Ok(())
    }

    fn set_rhs(&mut self, i: usize, number: &str, huge: &mut Vec<Huge>) -> Result<(), Malformed> {
        let value = mps_literal(number)?;
        let (both, lower) = (self.kinds[i] == Kind::Equal, self.kinds[i] == Kind::AtLeast);
        let n_huge = huge.len();
        let value = side_value(&value, both, lower, Place::Row(i), huge)?;
        if let Some(before) = &self.rhs[i] {
            huge.truncate(n_huge);
            if *before != value {
                return Err(twice("the right-hand side", &self.rows[i].name));
            }
        }
        self.rhs[i] = Some(value);
        Ok(())
    }

    /// A line of RANGES, in the form of a line of RHS.
    pub(super) fn range_line(
        &mut self,
        fields: &mut Fields<'_>,
        line: usize,
    ) -> Result<(), Malformed> {
        let set = self.set_name(fields)?;
        let counts = self.range_sets.counts(set)?;
        while let Some(name) = fields.next() {
            let number = fields.next().ok_or(Malformed::Expected("a number"))?;
            let RowRef::Row(i) = self.named(name)? else {
                return Err(Malformed::Expected("no range of an N row: leave it out"));
            };
            if !counts {
                mps_literal(number)?;
                continue;
            }
            let (is_negative, size) = match mps_literal(number)? {
                Literal::Finite(value) if value < Rational::ZERO => (true, Some(-value)),
                Literal::Finite(value) => (false, Some(value)),
                Literal::Huge(value) => (value < Rational::ZERO, None),
                Literal::PlusInfinity => (false, None),
                Literal::MinusInfinity => (true, None),
            };
            // SCIP adds the two, even if they are the same number.
            if self.ranges[i].replace(Range { line, is_negative, size }).is_some() {
                return Err(Malformed::Twice(format!("the range of row {name}")));
            }
        }
        Ok(())
    }

    /// The name of the set in front of pairs of row and number; empty if it is left out.
    fn set_name<'a>(&self, fields: &mut Fields<'a>) -> Result<&'a str, Malformed> {
        match fields.rest().len() {
            2 | 4 => Ok(""),
            3 | 5 => {
                let name = fields.next().unwrap_or_default();
                if self.index.contains_key(name) {
                    return Err(Malformed::SetName { name: name.to_owned(), what: "row" });
                }
                Ok(name)
            }
            _ => Err(Malformed::Expected(
                "an optional name of a set and one or two pairs of a row and a number",
            )),
        }
    }

    /// The rows with their sides, and the constant of the objective.
    pub(super) fn finish(mut self) -> Result<(Vec<Row>, Rational), (Option<usize>, Malformed)> {
        self.rhs_sets.finish().map_err(|reason| (None, reason))?;
        self.range_sets.finish().map_err(|reason| (None, reason))?;
        for (i, row) in self.rows.iter_mut().enumerate() {
            let (kind, range) = (self.kinds[i], self.ranges[i].take());
            let Some(side) = self.rhs[i].take().unwrap_or(Some(Rational::ZERO)) else {
                if let Some(range) = range {
                    return Err((Some(range.line), Malformed::InfiniteRange(row.name.clone())));
                }
                continue;
            };
            let Some(range) = range else {
                row.lower = (kind != Kind::AtMost).then(|| side.clone());
                row.upper = (kind != Kind::AtLeast).then_some(side);
                continue;
            };
            let is_upper = kind == Kind::AtMost || (kind == Kind::Equal && range.is_negative);
            let other = range.size.map(|size| if is_upper { &side - size } else { &side + size });
            if other.as_ref().is_some_and(is_huge) {
                return Err((Some(range.line), Malformed::HugeSide(row.name.clone())));
            }
            let side = Some(side);
            (row.lower, row.upper) = if is_upper { (other, side) } else { (side, other) };
        }
        // The objective is c x minus its right-hand side.
        Ok((self.rows, -self.objective_rhs.unwrap_or(Rational::ZERO)))
    }
}

fn twice(what: &str, row: &str) -> Malformed {
    Malformed::Twice(format!("{what} of row {row}, with another number"))
}
