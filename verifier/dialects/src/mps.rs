//! MPS by the rules of `docs/models.md`: by words, and if that fails by the columns of the fixed format.

use std::borrow::Cow;

use crate::decimal::{Decimal, ONE, ZERO};
use crate::fault::{Fault, ModelError};
use crate::model::{Column, Model, Row};
use crate::mps_bounds;
use crate::mps_sets::Sets;
use crate::mps_sides::{self, Declared, OBJECTIVE, declared, row_sides};
use crate::mps_words::{Names, number};
use crate::readings::Readings;
use crate::words::split;

pub(crate) fn read<'a>(text: &'a str, readings: &'a Readings) -> Result<Model<'a>, ModelError> {
    let read_as = |is_fixed| {
        let mut reader = Reader::new(readings, is_fixed);
        let result = reader.file(text);
        result.and_then(|()| reader.finish())
    };
    let free = match read_as(false) {
        Err(error) if !error.is_limit() => error,
        result => return result.map(|(model, _)| model),
    };
    match read_as(true) {
        // Without a space in a name the words are the same, and so is their fault.
        Ok((model, true)) => Ok(model),
        Err(fixed) if free.line() < fixed.line() => Err(fixed),
        _ => Err(free),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Start,
    Name,
    Sense,
    Rows,
    Columns,
    Rhs,
    Ranges,
    Bounds,
    End,
    /// Behind the end.
    Importances,
}

const SECTIONS: [(&str, Section); 8] = [
    ("NAME", Section::Name),
    ("OBJSENSE", Section::Sense),
    ("ROWS", Section::Rows),
    ("COLUMNS", Section::Columns),
    ("RHS", Section::Rhs),
    ("RANGES", Section::Ranges),
    ("BOUNDS", Section::Bounds),
    ("ENDATA", Section::End),
];

/// What stands in the sections that other problems have.
fn not_linear(section: &str) -> Option<&'static str> {
    match section {
        "QUADOBJ" | "QMATRIX" | "QSECTION" | "QUADS" => Some("squares or products of columns"),
        "QCMATRIX" => Some("squares or products of columns in a row"),
        "SOS" | "SOS1" | "SOS2" | "SETS" => Some("special ordered sets"),
        "CSECTION" => Some("cones"),
        "INDICATORS" => Some("rows that count only if a column is 0 or 1"),
        "LAZYCONS" | "USERCUTS" => Some("rows that readers add, or only when they like"),
        "GENCONS" | "PWLOBJ" | "PWLNAM" | "PWLCON" => Some("general or piecewise linear functions"),
        _ => None,
    }
}

#[expect(clippy::struct_excessive_bools, reason = "what was seen so far")]
struct Reader<'a> {
    is_fixed: bool,
    readings: &'a Readings,
    model: Model<'a>,
    section: Section,
    /// Which sections came.
    came: Vec<Section>,
    sense: Option<bool>,
    has_objective: bool,
    declared: Vec<Declared>,
    row_names: Names<'a>,
    column_names: Names<'a>,
    constant: Option<Decimal>,
    in_integers: bool,
    /// Per column: between the markers.
    marked: Vec<bool>,
    has_space: bool,
    rhs: Sets<'a>,
    ranges: Sets<'a>,
    bounds: Sets<'a>,
}

impl<'a> Reader<'a> {
    fn new(readings: &'a Readings, is_fixed: bool) -> Reader<'a> {
        let model = Model {
            name: Cow::Borrowed("lp"),
            maximize: false,
            constant: ZERO,
            columns: Vec::new(),
            rows: Vec::new(),
            n_lines: 0,
        };
        Reader {
            is_fixed,
            readings,
            model,
            section: Section::Start,
            came: Vec::new(),
            sense: None,
            has_objective: false,
            declared: Vec::new(),
            row_names: Names::new(),
            column_names: Names::new(),
            constant: None,
            in_integers: false,
            marked: Vec::new(),
            has_space: false,
            rhs: Sets::new("rhs", readings),
            ranges: Sets::new("ranges", readings),
            bounds: Sets::new("bounds", readings),
        }
    }

    fn file(&mut self, text: &'a str) -> Result<(), ModelError> {
        let mut words = Vec::new();
        for line in text.split('\n') {
            self.model.n_lines += 1;
            let line = line.strip_suffix('\r').unwrap_or(line).trim_end_matches([' ', '\t']);
            if line.is_empty() || line.starts_with('*') {
                continue;
            }
            let result = if self.section >= Section::End {
                self.behind_end(line)
            } else if !line.starts_with([' ', '\t']) {
                self.header(line)
            } else if self.section == Section::Sense {
                self.sense(line.trim_matches([' ', '\t']))
            } else {
                split(line, self.is_fixed, &mut words).and_then(|()| self.data(&words))
            };
            result.map_err(|fault| ModelError::new(self.model.n_lines, fault))?;
        }
        if self.section >= Section::End {
            return Ok(());
        }
        Err(ModelError::new(
            self.model.n_lines,
            "the file ends without ENDATA: is it cut off?".into(),
        ))
    }

    /// Priorities of columns are no part of the model; anything else could be one.
    fn behind_end(&mut self, line: &'a str) -> Result<(), Fault> {
        if line == "IMPORTANCES" && self.section == Section::End {
            self.section = Section::Importances;
            return Ok(());
        }
        let mut words = line.split([' ', '\t']).filter(|word| !word.is_empty());
        let pair = (words.next(), words.next(), words.next());
        match pair {
            (Some(column), Some(priority), None)
                if self.section == Section::Importances
                    && self.column_names.contains_key(column) =>
            {
                number(priority).map(|_| ())
            }
            _ => Err("only empty lines, comments and the section IMPORTANCES, with a column and a number in a line, \
                      may follow ENDATA: delete the rest"
                .into()),
        }
    }

    fn header(&mut self, line: &'a str) -> Result<(), Fault> {
        let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        let rest = rest.trim_matches([' ', '\t']);
        let Some((_, section)) = SECTIONS.iter().find(|(name, _)| *name == word) else {
            return Err(match not_linear(word) {
                Some(what) => format!(
                    "the section {word} has {what}, which no linear program has: delete the section, and what is \
                     proved is about the rest"
                ),
                None => format!(
                    "{word} is no section of a linear program: these are NAME, OBJSENSE, ROWS, COLUMNS, RHS, RANGES, \
                     BOUNDS and ENDATA, and other lines start with a space"
                ),
            }
            .into());
        };
        if self.came.contains(section) {
            return Err(format!("the section {word} comes twice: join the two").into());
        }
        if self.section == Section::Sense && self.sense.is_none() {
            return Err("OBJSENSE has no sense: write MIN or MAX on the line after it".into());
        }
        self.came.push(*section);
        let has = |section| self.came.contains(&section);
        let is_in_place = match section {
            Section::Start | Section::Name | Section::Importances => !has(Section::Rows),
            // HiGHS overlooks a sense beside OBJSENSE there.
            Section::Sense => rest.is_empty() || !has(Section::Rows),
            Section::Rows => !has(Section::Columns),
            Section::Columns | Section::End => has(Section::Rows),
            // HiGHS reads ranges relative to the sides that came before.
            Section::Rhs => has(Section::Columns) && !has(Section::Ranges),
            Section::Ranges | Section::Bounds => has(Section::Columns),
        };
        if !is_in_place {
            return Err(format!(
                "the section {word} is out of order: NAME, OBJSENSE, ROWS, COLUMNS, RHS, RANGES, BOUNDS, ENDATA"
            )
            .into());
        }
        self.section = *section;
        match section {
            Section::Name => {
                let name = rest.split([' ', '\t']).next().filter(|name| !name.is_empty());
                self.model.name = Cow::Borrowed(name.unwrap_or("lp"));
            }
            Section::Sense if !rest.is_empty() => {
                if rest != "MAX" && rest != "MIN" {
                    return Err(format!(
                        "beside OBJSENSE stands MAX or MIN, and HiGHS overlooks {rest}: write it on the next line"
                    )
                    .into());
                }
                return self.sense(rest);
            }
            _ if !rest.is_empty() => {
                return Err(format!(
                    "nothing stands behind {word}: a line that is no section starts with a space"
                )
                .into());
            }
            _ => {}
        }
        Ok(())
    }

    fn sense(&mut self, word: &str) -> Result<(), Fault> {
        let maximize = match word.to_ascii_uppercase().as_str() {
            "MAX" | "MAXIMIZE" | "MAXIMISE" | "MAXIMUM" => true,
            "MIN" | "MINIMIZE" | "MINIMISE" | "MINIMUM" => false,
            _ => return Err(format!("the sense {word} is neither MIN nor MAX").into()),
        };
        if self.sense.replace(maximize).is_some() {
            return Err("the sense is given twice: delete one".into());
        }
        self.model.maximize = maximize;
        Ok(())
    }

    fn data(&mut self, words: &[&'a str]) -> Result<(), Fault> {
        self.has_space |= self.is_fixed && words.iter().any(|word| word.contains(' '));
        match self.section {
            Section::Rows => self.row(words),
            Section::Columns => self.entries(words),
            Section::Rhs | Section::Ranges => {
                let is_rhs = self.section == Section::Rhs;
                let sets = if is_rhs { &mut self.rhs } else { &mut self.ranges };
                let rows = (&self.row_names, self.declared.as_mut_slice());
                mps_sides::read(words, self.model.n_lines, is_rhs, rows, &mut self.constant, sets)
            }
            Section::Bounds => {
                let (line, columns) = (self.model.n_lines, &mut self.model.columns);
                let repeated = self.readings.get("repeated-bound");
                mps_bounds::read(
                    words,
                    line,
                    &self.column_names,
                    columns,
                    &mut self.bounds,
                    repeated,
                )
            }
            _ => {
                Err("a line that starts with a space belongs to a section, and none came yet"
                    .into())
            }
        }
    }

    fn row(&mut self, words: &[&'a str]) -> Result<(), Fault> {
        let [kind, name] = words else {
            return Err("a line of ROWS has a kind and a name".into());
        };
        let mut kind = match *kind {
            "N" => b'N',
            "E" => b'E',
            "L" => b'L',
            "G" => b'G',
            _ => return Err(format!("{kind} is no kind of a row: these are N, E, L and G").into()),
        };
        if *name == "'MARKER'" {
            return Err(
                "a row with the name 'MARKER' is taken for a marker of integers: rename it".into(),
            );
        }
        if kind == b'N' && !std::mem::replace(&mut self.has_objective, true) {
            kind = OBJECTIVE;
        }
        let row = self.model.rows.len();
        if ![OBJECTIVE, b'N'].contains(&kind) {
            let (sides, terms) = ([None, None], Vec::new());
            self.model.rows.push(Row { name: Cow::Borrowed(*name), sides, terms });
        }
        if self.row_names.insert(name, self.declared.len()).is_some() {
            return Err(format!("the row {name} is given twice: rename or delete one").into());
        }
        self.declared.push(Declared { kind, last: 0, row, side: None, range: None });
        Ok(())
    }

    fn entries(&mut self, words: &[&'a str]) -> Result<(), Fault> {
        if words.get(1) == Some(&"'MARKER'") {
            self.in_integers = match (words.get(2), self.in_integers, words.len()) {
                (Some(&"'INTORG'"), false, 3) => true,
                (Some(&"'INTEND'"), true, 3) => false,
                _ => {
                    return Err("the markers of integers are 'INTORG' and 'INTEND', in turn".into());
                }
            };
            return Ok(());
        }
        if words.len() != 3 && words.len() != 5 {
            return Err(
                "a line of COLUMNS has a column and one or two pairs of a row and a number".into(),
            );
        }
        let name = words[0];
        if self.model.columns.last().is_none_or(|column| column.name != name) {
            if self.column_names.insert(name, self.model.columns.len()).is_some() {
                return Err(format!(
                    "the column {name} came before: the entries of a column stand together"
                )
                .into());
            }
            self.model.columns.push(Column::new(name, self.in_integers));
            self.marked.push(self.in_integers);
        }
        let j = self.model.columns.len();
        for pair in words[1..].chunks(2) {
            let declared = declared(&self.row_names, &mut self.declared, pair[0])?;
            let value = number(pair[1])?;
            if std::mem::replace(&mut declared.last, j) == j {
                let row = pair[0];
                return Err(format!(
                    "column {name} has two entries in row {row}: some readers add them, others keep one; join them"
                )
                .into());
            }
            match declared.kind {
                OBJECTIVE => self.model.columns[j - 1].cost = value,
                b'N' => {}
                _ if value.is_zero() => {}
                _ => self.model.rows[declared.row].terms.push((j - 1, value)),
            }
        }
        Ok(())
    }

    /// The model, and whether a name has a space.
    fn finish(mut self) -> Result<(Model<'a>, bool), ModelError> {
        let n_lines = self.model.n_lines;
        for sets in [&self.rhs, &self.ranges, &self.bounds] {
            sets.check().map_err(|fault| ModelError::new(n_lines, fault))?;
        }
        self.model.constant = self.constant.unwrap_or(ZERO);
        for declared in self.declared {
            if ![OBJECTIVE, b'N'].contains(&declared.kind) {
                let line = declared.range.as_ref().map_or(n_lines, |(_, line)| *line);
                let row = &mut self.model.rows[declared.row];
                row.sides = row_sides(declared).map_err(|fault| ModelError::new(line, fault))?;
            }
        }
        let reading = self.readings.get("negative-upper");
        for (column, is_marked) in self.model.columns.iter_mut().zip(self.marked) {
            let default_upper =
                if is_marked { integer_upper(column, self.readings)? } else { None };
            column.settle(default_upper, reading)?;
        }
        Ok((self.model, self.has_space))
    }
}

/// The upper bound of a column between the markers, if the file gives none.
fn integer_upper(column: &Column<'_>, readings: &Readings) -> Result<Option<Decimal>, ModelError> {
    match (column.given_line(), readings.get("integer-upper")) {
        (None, _) => Ok(Some(ONE)),
        // Where LI or BV gave the lower bound all readers agree.
        _ if column.given.has_integer_lower => Ok(None),
        (_, Some("one")) => Ok(Some(ONE)),
        (Some(line), None) if !column.has_upper() => {
            let message = format!(
                "column {0} is an integer by its marker and has a lower bound alone: GLPK takes 1 as the upper bound, \
                 CBC, HiGHS and SCIP none; write UP or PL for {0}, or choose --reading integer-upper=one or =none",
                column.name
            );
            Err(ModelError::new(line, message.into()))
        }
        _ => Ok(None),
    }
}
