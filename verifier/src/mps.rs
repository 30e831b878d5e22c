//! A linear program in MPS, fixed or free, read exactly by the rules of `docs/formats.md`, section MPS.
//! The reader of the root package shares none of this code.

use std::collections::BTreeMap;

use crate::fraction::Fraction;
use crate::lp_literal::{Bound, Expected, bound, number};

/// Why a file is no linear program: the line, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    line: usize,
    expected: &'static str,
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: expected {}", self.line, self.expected)
    }
}

impl std::error::Error for ModelError {}

/// A lower and an upper bound, either of which may be absent.
#[derive(Clone, Default)]
pub(crate) struct Sides {
    pub(crate) lower: Option<Fraction>,
    pub(crate) upper: Option<Fraction>,
}

pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) cost: Fraction,
    pub(crate) sides: Sides,
}

pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) sides: Sides,
    /// Column and coefficient, which is not zero, by increasing columns: the entries of a column come together.
    pub(crate) terms: Vec<(usize, Fraction)>,
}

pub(crate) struct Lp {
    pub(crate) maximize: bool,
    pub(crate) offset: Fraction,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    /// The file wants some columns to be integers, which this linear program leaves out.
    pub(crate) is_relaxation: bool,
}

/// Reads free MPS; if that fails, fixed MPS, in which names may contain spaces.
pub(crate) fn read(text: &str) -> Result<Lp, ModelError> {
    read_as(text, false).or_else(|error| read_as(text, true).map_err(|_| error))
}

enum Target {
    Objective,
    Dropped,
    Row(usize),
}

#[derive(Default)]
struct Reader {
    maximize: Option<bool>,
    offset: Option<Fraction>,
    has_objective: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
    kinds: Vec<u8>,
    rhs: Vec<Option<Bound>>,
    ranges: Vec<Option<Fraction>>,
    row_names: BTreeMap<String, Target>,
    column_names: BTreeMap<String, usize>,
    /// Per column: given lower bound, upper bound, cost; integer.
    given: Vec<[bool; 3]>,
    integer: Vec<bool>,
    in_integers: bool,
    /// The names of the sets of bounds, ranges and right-hand sides.
    sets: [Option<String>; 3],
    /// Per row the last column with an entry in it, counted from 1.
    last: Vec<usize>,
}

fn read_as(text: &str, fixed: bool) -> Result<Lp, ModelError> {
    let mut reader = Reader::default();
    let mut section = "";
    let mut n_lines = 0;
    for (at, line) in text.lines().enumerate() {
        n_lines = at + 1;
        let line = line.trim_ascii_end();
        if line.is_empty() || line.starts_with('*') {
            continue;
        }
        let is_header = !line.starts_with([' ', '\t']);
        let (head, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        let rest = rest.trim_ascii();
        let result = if is_header && head == "ENDATA" {
            return reader.finish().map_err(|expected| ModelError { line: n_lines, expected });
        } else if is_header && (head == "OBJSENSE" || head == "OBJSENSE:") {
            section = "OBJSENSE";
            if rest.is_empty() { Ok(()) } else { reader.sense(rest) }
        } else if is_header
            && ["NAME", "ROWS", "COLUMNS", "RHS", "RANGES", "BOUNDS"].contains(&head)
        {
            section = head;
            // `RHS ROW 5` without a space in front would be lost.
            let is_alone = rest.is_empty() || head == "NAME";
            if is_alone { Ok(()) } else { Err("nothing behind the name of a section") }
        } else if section == "OBJSENSE" {
            reader.sense(line.trim_ascii())
        } else if is_header {
            Err("a section of a linear program")
        } else {
            words(line, fixed).and_then(|words| match section {
                "ROWS" => reader.row(&words),
                "COLUMNS" => reader.entries(&words),
                "RHS" | "RANGES" => reader.sides(&words, section == "RHS"),
                "BOUNDS" => reader.bound(&words),
                _ => Err("a section"),
            })
        };
        result.map_err(|expected| ModelError { line: n_lines, expected })?;
    }
    Err(ModelError { line: n_lines + 1, expected: "ENDATA" })
}

/// The words of a line. In the fixed format they are in the columns 2-3, 5-12, 15-22, 25-36, 40-47 and
/// 50-61, with nothing between; in the free format a word that starts with `$` or `*` starts a comment,
/// so that no name may start like that.
fn words(line: &str, fixed: bool) -> Result<Vec<&str>, Expected> {
    // Bytes that are no text all became this mark, and two names could have become one.
    if line.contains(char::REPLACEMENT_CHARACTER) {
        return Err("text in UTF-8");
    }
    let mut words = Vec::new();
    if fixed {
        let mut end_before = 0;
        for (start, end) in [(1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, line.len())] {
            let part = |start: usize, end: usize| {
                let part = line.get(start.min(line.len())..end.min(line.len()));
                part.map(str::trim_ascii).ok_or("fixed columns")
            };
            if !part(end_before, start)?.is_empty() {
                return Err("nothing between the fixed columns");
            }
            words.push(part(start, end)?);
            end_before = end;
        }
        words.retain(|word| !word.is_empty());
    } else {
        for word in line.split_ascii_whitespace() {
            if word.starts_with(['$', '*']) {
                if words.len() < 2 {
                    return Err("a name that does not start like a comment");
                }
                break;
            }
            words.push(word);
        }
    }
    if words.len() <= 8 { Ok(words) } else { Err("the end of the line") }
}

impl Reader {
    fn sense(&mut self, word: &str) -> Result<(), Expected> {
        let maximize = match word.to_ascii_uppercase().as_str() {
            "MAX" | "MAXIMIZE" | "MAXIMISE" => true,
            "MIN" | "MINIMIZE" | "MINIMISE" => false,
            _ => return Err("MIN or MAX"),
        };
        let before = self.maximize.replace(maximize);
        if before.is_none() { Ok(()) } else { Err("one OBJSENSE") }
    }

    fn row(&mut self, words: &[&str]) -> Result<(), Expected> {
        let [kind, name] = words else { return Err("a row type and a name") };
        let kind = match kind.as_bytes() {
            [kind] => kind.to_ascii_uppercase(),
            _ => return Err("the row type N, E, L or G"),
        };
        let target = match kind {
            b'N' if self.has_objective => Target::Dropped,
            b'N' => Target::Objective,
            b'E' | b'L' | b'G' => Target::Row(self.rows.len()),
            _ => return Err("the row type N, E, L or G"),
        };
        self.has_objective |= kind == b'N';
        if let Target::Row(_) = target {
            let (sides, terms) = (Sides::default(), Vec::new());
            self.rows.push(Row { name: (*name).to_string(), sides, terms });
            self.kinds.push(kind);
            self.rhs.push(None);
            self.ranges.push(None);
            self.last.push(0);
        }
        let before = self.row_names.insert((*name).to_string(), target);
        if before.is_none() { Ok(()) } else { Err("a new row name") }
    }

    fn entries(&mut self, words: &[&str]) -> Result<(), Expected> {
        let (name, pairs) = words.split_first().ok_or("the name of a column")?;
        match pairs {
            ["'MARKER'", "'INTORG'", ..] => self.in_integers = true,
            ["'MARKER'", "'INTEND'", ..] => self.in_integers = false,
            _ => {
                if self.columns.last().is_none_or(|column| column.name != *name) {
                    self.new_column(name)?;
                }
                if pairs.is_empty() || pairs.len() % 2 == 1 {
                    return Err("pairs of row and number");
                }
                for pair in pairs.chunks(2) {
                    self.entry(pair[0], number(pair[1])?)?;
                }
            }
        }
        Ok(())
    }

    fn new_column(&mut self, name: &str) -> Result<(), Expected> {
        let sides = Sides { lower: Some(Fraction::ZERO), upper: None };
        self.columns.push(Column { name: name.to_string(), cost: Fraction::ZERO, sides });
        self.given.push([false; 3]);
        self.integer.push(self.in_integers);
        let before = self.column_names.insert(name.to_string(), self.columns.len() - 1);
        if before.is_none() { Ok(()) } else { Err("the entries of a column together") }
    }

    /// An entry of the last column.
    fn entry(&mut self, row: &str, value: Fraction) -> Result<(), Expected> {
        let j = self.columns.len();
        match self.row_names.get(row).ok_or("the name of a row")? {
            Target::Dropped => {}
            Target::Objective => {
                once(&mut self.given[j - 1][2])?;
                self.columns[j - 1].cost = value;
            }
            Target::Row(i) => {
                if self.last[*i] == j {
                    return Err("one entry per row and column");
                }
                self.last[*i] = j;
                if value != Fraction::ZERO {
                    self.rows[*i].terms.push((j - 1, value));
                }
            }
        }
        Ok(())
    }

    /// A line of RHS or RANGES: perhaps the name of the set, then pairs of row and number.
    fn sides(&mut self, words: &[&str], is_rhs: bool) -> Result<(), Expected> {
        let (set, pairs) = words.split_at(words.len() % 2);
        self.one_set(if is_rhs { 2 } else { 1 }, set)?;
        for pair in pairs.chunks(2) {
            let target = self.row_names.get(pair[0]).ok_or("the name of a row")?;
            let is_new = match (target, is_rhs) {
                (Target::Row(i), true) => self.rhs[*i].replace(bound(pair[1])?).is_none(),
                (Target::Row(i), false) => {
                    let Bound::At(range) = bound(pair[1])? else { return Err("a finite range") };
                    self.ranges[*i].replace(range).is_none()
                }
                // The objective is c x minus its right-hand side.
                (Target::Objective, true) => {
                    self.offset.replace(Fraction::ZERO.minus(&number(pair[1])?)).is_none()
                }
                (Target::Objective, false) => return Err("no range of the objective"),
                (Target::Dropped, _) => true,
            };
            if !is_new {
                return Err("one right-hand side and one range per row");
            }
        }
        Ok(())
    }

    /// type, perhaps the name of the set, column, number
    fn bound(&mut self, words: &[&str]) -> Result<(), Expected> {
        let (kind, rest) = words.split_first().ok_or("a bound type")?;
        let kind = kind.to_ascii_uppercase();
        let has_number = ["LO", "UP", "FX", "LI", "UI"].contains(&kind.as_str());
        if !has_number && !["FR", "MI", "PL", "BV"].contains(&kind.as_str()) {
            return Err("a bound type of a linear program");
        }
        let has_set = match rest {
            [_, _, _] => true,
            [_, second] if !has_number => self.column_names.contains_key(*second),
            _ => false,
        };
        let (set, rest) = rest.split_at(usize::from(has_set));
        self.one_set(0, set)?;
        let (name, value) = match rest {
            [name, value] => (name, Some(value)),
            [name] if !has_number => (name, None),
            _ => return Err("a column and a number"),
        };
        let j = *self.column_names.get(*name).ok_or("the name of a column")?;
        let is_lower = !["UP", "UI", "PL"].contains(&kind.as_str());
        let is_upper = !["LO", "LI", "MI"].contains(&kind.as_str());
        for (is_given, given) in [is_lower, is_upper].into_iter().zip(&mut self.given[j]) {
            if is_given {
                once(given)?;
            }
        }
        self.integer[j] |= ["BV", "LI", "UI"].contains(&kind.as_str());
        let sides = &mut self.columns[j].sides;
        let number = match value {
            Some(value) if has_number => match bound(value)? {
                Bound::At(value) => Some(value),
                // No lower bound is plus infinity, no upper one minus infinity.
                Bound::Infinite(is_positive) if is_positive != is_lower && kind != "FX" => None,
                Bound::Infinite(_) => return Err("a finite number"),
            },
            _ if kind == "BV" => Some(Fraction::ONE),
            _ => None,
        };
        if is_lower && kind != "BV" {
            sides.lower.clone_from(&number);
        }
        if is_upper {
            sides.upper = number;
        }
        Ok(())
    }

    /// A second set would be another model; other readers take the first one, or all.
    fn one_set(&mut self, kind: usize, name: &[&str]) -> Result<(), Expected> {
        let Some(name) = name.first() else { return Ok(()) };
        let first = self.sets[kind].get_or_insert_with(|| (*name).to_string());
        if first == name { Ok(()) } else { Err("the name of the first set") }
    }

    fn finish(mut self) -> Result<Lp, Expected> {
        for (i, row) in self.rows.iter_mut().enumerate() {
            let has_range = self.ranges[i].is_some();
            let side = match self.rhs[i].take().unwrap_or(Bound::At(Fraction::ZERO)) {
                Bound::At(value) => value,
                // At most plus infinity, at least minus infinity: the row says nothing.
                Bound::Infinite(true) if self.kinds[i] == b'L' && !has_range => continue,
                Bound::Infinite(false) if self.kinds[i] == b'G' && !has_range => continue,
                Bound::Infinite(_) => return Err("a finite right-hand side"),
            };
            let range = self.ranges[i].take();
            let (low, high) = match &range {
                None => (side.clone(), side.clone()),
                Some(range) => {
                    let is_negative = *range < Fraction::ZERO;
                    let length =
                        if is_negative { Fraction::ZERO.minus(range) } else { range.clone() };
                    if self.kinds[i] == b'L' || (self.kinds[i] == b'E' && is_negative) {
                        (side.minus(&length), side)
                    } else {
                        (side.clone(), side.plus(&length))
                    }
                }
            };
            let is_ranged = range.is_some() || self.kinds[i] == b'E';
            row.sides.lower = (is_ranged || self.kinds[i] == b'G').then_some(low);
            row.sides.upper = (is_ranged || self.kinds[i] == b'L').then_some(high);
        }
        for (j, column) in self.columns.iter_mut().enumerate() {
            // An integer column without bounds is binary.
            if self.integer[j] && !self.given[j][0] && !self.given[j][1] {
                column.sides.upper = Some(Fraction::ONE);
            }
        }
        Ok(Lp {
            maximize: self.maximize.unwrap_or(false),
            offset: self.offset.unwrap_or(Fraction::ZERO),
            columns: self.columns,
            rows: self.rows,
            is_relaxation: self.integer.contains(&true),
        })
    }
}

fn once(given: &mut bool) -> Result<(), Expected> {
    if std::mem::replace(given, true) { Err("each number once") } else { Ok(()) }
}
