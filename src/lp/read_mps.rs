//! MPS, fixed and free, read exactly. The rules are those of `docs/formats.md`, section MPS.
//!
//! A file is read by words first; if that fails, by the columns of the fixed format, in which names may
//! contain spaces. Sections start in the first column of a line, data lines with a space.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::lp::fields::Fields;
use crate::lp::literal::{Literal, finite, literal, side_value};
use crate::lp::read::{Huge, Malformed, Model, Place, ReadError};
use crate::lp::{Column, Lp, Row};
use crate::rational::Rational;

/// The class of rows that come from a file.
pub(super) const CLASS: &str = "row";

/// Reads free MPS, else fixed MPS.
pub(super) fn read(text: &str) -> Result<Model, ReadError> {
    read_as(text, false).or_else(|error| read_as(text, true).map_err(|_| error))
}

fn read_as(text: &str, fixed: bool) -> Result<Model, ReadError> {
    let mut reader = Reader::new(fixed);
    let mut n_lines = 0;
    for (at, line) in text.lines().enumerate() {
        n_lines = at + 1;
        reader.line(line).map_err(|reason| ReadError::Line { line: n_lines, reason })?;
        if reader.section == Section::End {
            return reader.finish().map_err(|reason| ReadError::Line { line: n_lines, reason });
        }
    }
    let reason = Malformed::Expected("ENDATA");
    Err(ReadError::Line { line: n_lines + 1, reason })
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
enum Section {
    #[default]
    Start,
    Sense,
    Rows,
    Columns,
    Rhs,
    Ranges,
    Bounds,
    End,
}

/// What a name in the first field of a row stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowRef {
    Objective,
    /// An N row after the first: without bounds, so it is left out.
    Free,
    Row(usize),
}

#[expect(clippy::struct_excessive_bools, reason = "what was seen so far")]
#[derive(Default)]
struct Reader {
    fixed: bool,
    section: Section,
    lp: Lp,
    kinds: Vec<char>,
    rows: HashMap<String, RowRef>,
    columns: HashMap<String, usize>,
    has_objective: bool,
    has_sense: bool,
    in_integers: bool,
    /// Per column: whether an integer, and which bounds were given.
    integer: Vec<bool>,
    has_lower: Vec<bool>,
    has_upper: Vec<bool>,
    has_cost: Vec<bool>,
    /// The last column that has an entry in a row.
    last_in_row: Vec<usize>,
    /// Per row: a right-hand side was given; its value, absent if infinite.
    has_rhs: Vec<bool>,
    rhs: Vec<Option<Rational>>,
    has_offset: bool,
    ranges: Vec<Option<Rational>>,
    /// The name of the set of right-hand sides, of ranges and of bounds.
    sets: HashMap<Section, String>,
    huge: Vec<Huge>,
}

impl Reader {
    fn new(fixed: bool) -> Self {
        Self { fixed, lp: Lp::new("lp", false), ..Self::default() }
    }

    fn line(&mut self, line: &str) -> Result<(), Malformed> {
        let line = line.trim_ascii_end();
        if line.is_empty() || line.starts_with('*') {
            return Ok(());
        }
        if !line.starts_with([' ', '\t']) && self.header(line)? {
            return Ok(());
        }
        if self.section == Section::Sense {
            return self.sense(line.trim_ascii());
        }
        let mut fields = Fields::new(line, self.fixed)?;
        match self.section {
            Section::Rows => self.row(&mut fields),
            Section::Columns => self.entry(&mut fields),
            Section::Rhs | Section::Ranges => self.side(&mut fields),
            Section::Bounds => self.bound(&mut fields),
            Section::Start | Section::Sense | Section::End => {
                Err(Malformed::Expected("a section such as ROWS"))
            }
        }
    }

    /// Whether the line starts a section.
    fn header(&mut self, line: &str) -> Result<bool, Malformed> {
        let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        let rest = rest.trim_ascii();
        self.section = match word {
            "NAME" => {
                self.lp.name = super::word(rest.split_whitespace().next().unwrap_or_default());
                Section::Start
            }
            "OBJSENSE" | "OBJSENSE:" => {
                self.section = Section::Sense;
                if !rest.is_empty() {
                    self.sense(rest)?;
                }
                return Ok(true);
            }
            "ROWS" => Section::Rows,
            "COLUMNS" => Section::Columns,
            "RHS" => Section::Rhs,
            "RANGES" => Section::Ranges,
            "BOUNDS" => Section::Bounds,
            "ENDATA" => Section::End,
            _ if self.section == Section::Sense => return Ok(false),
            _ => return Err(Malformed::NotLinear(format!("section {word}"))),
        };
        // `RHS ROW 5` without a space in front would be lost.
        if !rest.is_empty() && !matches!(self.section, Section::Start | Section::End) {
            return Err(Malformed::Expected("nothing behind the name of a section"));
        }
        Ok(true)
    }

    fn sense(&mut self, word: &str) -> Result<(), Malformed> {
        if std::mem::replace(&mut self.has_sense, true) {
            return Err(Malformed::Twice("OBJSENSE".to_owned()));
        }
        self.lp.maximize = match word.to_ascii_uppercase().as_str() {
            "MAX" | "MAXIMIZE" | "MAXIMISE" => true,
            "MIN" | "MINIMIZE" | "MINIMISE" => false,
            _ => return Err(Malformed::Expected("MIN or MAX")),
        };
        Ok(())
    }

    fn row(&mut self, fields: &mut Fields<'_>) -> Result<(), Malformed> {
        let kind = fields.next().ok_or(Malformed::Expected("a row type"))?;
        let name = fields.next().ok_or(Malformed::Expected("the name of a row"))?;
        fields.end()?;
        let target = match kind {
            "N" | "n" if self.has_objective => RowRef::Free,
            "N" | "n" => {
                self.has_objective = true;
                RowRef::Objective
            }
            "E" | "e" | "L" | "l" | "G" | "g" => {
                let (lower, upper, terms) = (None, None, Vec::new());
                self.lp.rows.push(Row { name: name.to_owned(), class: CLASS, lower, upper, terms });
                self.kinds.push(kind.chars().next().map_or('E', |c| c.to_ascii_uppercase()));
                self.last_in_row.push(usize::MAX);
                self.has_rhs.push(false);
                self.rhs.push(Some(Rational::ZERO));
                self.ranges.push(None);
                RowRef::Row(self.lp.rows.len() - 1)
            }
            _ => return Err(Malformed::Expected("the row type N, E, L or G")),
        };
        match self.rows.entry(name.to_owned()) {
            Entry::Vacant(entry) => {
                entry.insert(target);
                Ok(())
            }
            Entry::Occupied(_) => Err(Malformed::Twice(format!("row {name}"))),
        }
    }

    fn entry(&mut self, fields: &mut Fields<'_>) -> Result<(), Malformed> {
        let name = fields.next().ok_or(Malformed::Expected("the name of a column"))?;
        let first = fields.next().ok_or(Malformed::Expected("the name of a row"))?;
        if first == "'MARKER'" {
            self.in_integers = match fields.next() {
                Some("'INTORG'") => true,
                Some("'INTEND'") => false,
                _ => return Err(Malformed::Expected("'INTORG' or 'INTEND'")),
            };
            return Ok(());
        }
        let column = self.column(name)?;
        let mut row = Some(first);
        while let Some(name) = row {
            let number = fields.next().ok_or(Malformed::Expected("a number"))?;
            let value = finite(number)?;
            match self.row_named(name)? {
                RowRef::Free => {}
                RowRef::Objective => {
                    if std::mem::replace(&mut self.has_cost[column], true) {
                        return Err(Malformed::Twice("a cost".to_owned()));
                    }
                    self.lp.columns[column].objective = value;
                }
                RowRef::Row(i) => {
                    if std::mem::replace(&mut self.last_in_row[i], column) == column {
                        return Err(Malformed::Twice(format!("an entry of row {name}")));
                    }
                    if !value.is_zero() {
                        self.lp.rows[i].terms.push((column, value));
                    }
                }
            }
            row = fields.next();
        }
        Ok(())
    }

    /// The current column, or a new one.
    fn column(&mut self, name: &str) -> Result<usize, Malformed> {
        if let Some(last) = self.lp.columns.last().filter(|column| column.name == name) {
            debug_assert!(self.columns.contains_key(&last.name));
            return Ok(self.lp.columns.len() - 1);
        }
        let j = self.lp.columns.len();
        if self.columns.insert(name.to_owned(), j).is_some() {
            return Err(Malformed::Twice(format!("column {name}")));
        }
        self.integer.push(self.in_integers);
        self.has_lower.push(false);
        self.has_upper.push(false);
        self.has_cost.push(false);
        Ok(self.lp.add_column(Column {
            name: name.to_owned(),
            objective: Rational::ZERO,
            lower: Some(Rational::ZERO),
            upper: None,
            implied_upper: None,
        }))
    }

    fn row_named(&self, name: &str) -> Result<RowRef, Malformed> {
        self.rows.get(name).copied().ok_or_else(|| Malformed::UnknownRow(name.to_owned()))
    }

    /// A line of RHS or RANGES: an optional name of the set, then pairs of row and number.
    fn side(&mut self, fields: &mut Fields<'_>) -> Result<(), Malformed> {
        if !fields.rest().len().is_multiple_of(2) {
            self.one_set(fields.next())?;
        }
        while let Some(name) = fields.next() {
            let number = fields.next().ok_or(Malformed::Expected("a number"))?;
            let target = self.row_named(name)?;
            let twice = || Malformed::Twice(format!("the side of row {name}"));
            match (self.section, target) {
                (Section::Rhs, RowRef::Row(i)) => {
                    let value =
                        literal(number).ok_or_else(|| Malformed::Number(number.to_owned()))?;
                    // An infinite side may only say that there is none.
                    let (is_equality, is_lower) = (self.kinds[i] == 'E', self.kinds[i] == 'G');
                    self.rhs[i] =
                        side_value(&value, is_equality, is_lower, Place::Row(i), &mut self.huge)?;
                    if std::mem::replace(&mut self.has_rhs[i], true) {
                        return Err(twice());
                    }
                }
                // The objective is c x minus its right-hand side.
                (Section::Rhs, RowRef::Objective) => {
                    if std::mem::replace(&mut self.has_offset, true) {
                        return Err(twice());
                    }
                    self.lp.offset = -finite(number)?;
                }
                (_, RowRef::Row(i)) => {
                    let Some(Literal::Finite(range)) = literal(number) else {
                        return Err(Malformed::Number(number.to_owned()));
                    };
                    if self.ranges[i].replace(range).is_some() {
                        return Err(twice());
                    }
                }
                (_, RowRef::Free) => {}
                (_, RowRef::Objective) => {
                    return Err(Malformed::Expected("no range of the objective"));
                }
            }
        }
        Ok(())
    }

    /// A second set would be another model; other readers take the first one, or all.
    fn one_set(&mut self, name: Option<&str>) -> Result<(), Malformed> {
        let name = name.unwrap_or_default();
        let first = self.sets.entry(self.section).or_insert_with(|| name.to_owned());
        let another = || Malformed::Twice(format!("sets {first} and {name}"));
        if first == name { Ok(()) } else { Err(another()) }
    }

    /// type, an optional name of the set, column, number
    fn bound(&mut self, fields: &mut Fields<'_>) -> Result<(), Malformed> {
        let kind = fields.next().ok_or(Malformed::Expected("a bound type"))?.to_ascii_uppercase();
        let (lower, upper, has_number) = match kind.as_str() {
            "LO" | "LI" => (true, false, true),
            "UP" | "UI" => (false, true, true),
            "FX" => (true, true, true),
            "FR" | "BV" => (true, true, false),
            "MI" => (true, false, false),
            "PL" => (false, true, false),
            "SC" | "SI" => return Err(Malformed::NotLinear(format!("bound type {kind}"))),
            _ => return Err(Malformed::Expected("a bound type such as UP")),
        };
        let n_words = fields.rest().len();
        // A bound without a number may have one all the same, which means nothing.
        let known = |word: Option<&&str>| word.is_some_and(|word| self.columns.contains_key(*word));
        let has_set = if has_number {
            n_words == 3
        } else {
            n_words == 3 || (n_words == 2 && known(fields.rest().get(1)))
        };
        if has_set {
            self.one_set(fields.next())?;
        }
        let name = fields.next().ok_or(Malformed::Expected("the name of a column"))?;
        let j = *self.columns.get(name).ok_or_else(|| Malformed::UnknownColumn(name.to_owned()))?;
        let number = fields.next();
        fields.end()?;
        let is_twice = lower && std::mem::replace(&mut self.has_lower[j], true)
            || upper && std::mem::replace(&mut self.has_upper[j], true);
        if is_twice {
            return Err(Malformed::Twice(format!("a bound of column {name}")));
        }
        if matches!(kind.as_str(), "BV" | "LI" | "UI") {
            self.integer[j] = true;
        }
        let column = &mut self.lp.columns[j];
        match kind.as_str() {
            "FR" => (column.lower, column.upper) = (None, None),
            "MI" => column.lower = None,
            "PL" => column.upper = None,
            "BV" => column.upper = Some(Rational::ONE),
            _ => {
                let word = number.ok_or(Malformed::Expected("a number"))?;
                let value = literal(word).ok_or_else(|| Malformed::Number(word.to_owned()))?;
                let value =
                    side_value(&value, lower && upper, lower, Place::Column(j), &mut self.huge)?;
                if lower {
                    column.lower.clone_from(&value);
                }
                if upper {
                    column.upper = value;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Model, Malformed> {
        for i in 0..self.lp.rows.len() {
            let kind = self.kinds[i];
            let row = &mut self.lp.rows[i];
            let size = self.ranges[i].take().map(|range| {
                let is_negative = range < Rational::ZERO;
                (if is_negative { -range } else { range }, is_negative)
            });
            let Some(value) = self.rhs[i].take() else {
                if size.is_some() {
                    return Err(Malformed::Expected("no range of a row whose side is infinite"));
                }
                continue;
            };
            let is_ranged = size.is_some() || kind == 'E';
            let (low, high) = match size {
                None => (value.clone(), value),
                Some((size, is_negative)) if kind == 'L' || (kind == 'E' && is_negative) => {
                    (&value - size, value)
                }
                Some((size, _)) => (value.clone(), value + size),
            };
            row.lower = (is_ranged || kind == 'G').then_some(low);
            row.upper = (is_ranged || kind == 'L').then_some(high);
        }
        for (j, column) in self.lp.columns.iter_mut().enumerate() {
            // As HiGHS, CPLEX and others read it: an integer without bounds is binary.
            if self.integer[j] && !self.has_lower[j] && !self.has_upper[j] {
                column.upper = Some(Rational::ONE);
            }
        }
        Ok(Model { lp: self.lp, integer: self.integer, huge: self.huge })
    }
}
