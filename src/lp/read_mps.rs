//! MPS, fixed and free, read exactly. The rules are those of `docs/models.md`, section MPS.
//!
//! A file is read by words first; if that fails, by the columns of the fixed format, in which names may
//! contain spaces. Sections start in the first column of a line, data lines with a space.

use crate::Lp;
use crate::fields::Fields;
use crate::literal::finite;
use crate::malformed::Malformed;
use crate::model_file::{Huge, Model, ReadError};
use crate::mps_bounds::Columns;
use crate::mps_rows::{RowRef, Rows};
use crate::readings::Readings;

/// Reads free MPS, else fixed MPS.
pub(super) fn read(text: &str, readings: &Readings) -> Result<Model, ReadError> {
    let mut free = Reader::new(readings, false);
    free.file(text).and_then(|()| free.finish()).or_else(|error| {
        let mut fixed = Reader::new(readings, true);
        let result = fixed.file(text);
        let has_space = fixed.has_space;
        match result.and_then(|()| fixed.finish()) {
            // Without a space in a name the columns say no more than the words.
            Ok(model) if has_space => Ok(model),
            // What can be read further is meant.
            Err(later) if error.line() < later.line() => Err(later),
            _ => Err(error),
        }
    })
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Start,
    Sense,
    Name,
    Rows,
    Columns,
    Rhs,
    Ranges,
    Bounds,
    End,
    /// Behind the end.
    Importances,
}

#[expect(clippy::struct_excessive_bools, reason = "what was seen so far")]
struct Reader {
    is_fixed: bool,
    has_space: bool,
    section: Section,
    seen: Vec<Section>,
    line: usize,
    name: String,
    maximize: bool,
    has_sense: bool,
    is_in_markers: bool,
    rows: Rows,
    columns: Columns,
    /// The last column that has a cost, and per row the last one that has an entry in it.
    last_cost: Option<usize>,
    last_in_row: Vec<usize>,
    huge: Vec<Huge>,
}

impl Reader {
    fn new(readings: &Readings, is_fixed: bool) -> Self {
        Self {
            is_fixed,
            has_space: false,
            section: Section::Start,
            seen: Vec::new(),
            line: 0,
            name: "lp".to_owned(),
            maximize: false,
            has_sense: false,
            is_in_markers: false,
            rows: Rows::new(readings),
            columns: Columns::new(readings),
            last_cost: None,
            last_in_row: Vec::new(),
            huge: Vec::new(),
        }
    }

    fn file(&mut self, text: &str) -> Result<(), ReadError> {
        for (at, line) in text.lines().enumerate() {
            self.line = at + 1;
            self.read_line(line).map_err(|reason| ReadError::Line { line: self.line, reason })?;
        }
        if matches!(self.section, Section::End | Section::Importances) {
            return Ok(());
        }
        let reason = Malformed::Expected("ENDATA at the end of the file");
        Err(ReadError::Line { line: self.line + 1, reason })
    }

    fn finish(self) -> Result<Model, ReadError> {
        let last = self.line;
        let at = |(line, reason): (Option<usize>, Malformed)| ReadError::Line {
            line: line.unwrap_or(last),
            reason,
        };
        let (rows, offset) = self.rows.finish().map_err(at)?;
        let (columns, integer) = self.columns.finish().map_err(at)?;
        let lp = Lp { name: self.name, maximize: self.maximize, offset, columns, rows };
        Ok(Model { lp, integer, huge: self.huge })
    }

    fn read_line(&mut self, line: &str) -> Result<(), Malformed> {
        let line = line.trim_end_matches([' ', '\t']);
        if line.is_empty() || line.starts_with('*') {
            return Ok(());
        }
        if matches!(self.section, Section::End | Section::Importances) {
            return self.behind_end(line);
        }
        if !line.starts_with([' ', '\t']) {
            return self.header(line);
        }
        if self.section == Section::Sense {
            return self.sense(line.trim_matches([' ', '\t']), true);
        }
        let mut fields = if self.is_fixed { Fields::fixed(line)? } else { Fields::free(line)? };
        self.has_space |= fields.has_space();
        match self.section {
            Section::Rows => self.rows.declare(&mut fields),
            Section::Columns => self.entry(&mut fields),
            Section::Rhs => self.rows.rhs_line(&mut fields, &mut self.huge),
            Section::Ranges => self.rows.range_line(&mut fields, self.line),
            Section::Bounds => self.columns.bound_line(&mut fields, self.line, &mut self.huge),
            Section::Start
            | Section::Sense
            | Section::Name
            | Section::End
            | Section::Importances => {
                Err(Malformed::Expected("a section such as ROWS in the first column"))
            }
        }
    }

    /// Behind ENDATA may stand priorities of columns, which are no part of the model.
    fn behind_end(&mut self, line: &str) -> Result<(), Malformed> {
        if self.section == Section::End && line == "IMPORTANCES" {
            self.section = Section::Importances;
            return Ok(());
        }
        let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
        match words[..] {
            [column, priority]
                if self.section == Section::Importances && self.columns.has(column) =>
            {
                finite(priority).map(|_| ())
            }
            _ => Err(Malformed::Expected(
                "nothing behind ENDATA but the section IMPORTANCES, with a column and a number in a line: a file is \
                 one model, and other text is a comment with *",
            )),
        }
    }

    /// A line that starts a section.
    fn header(&mut self, line: &str) -> Result<(), Malformed> {
        let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        let rest = rest.trim_matches([' ', '\t']);
        if self.section == Section::Sense && !self.has_sense {
            return Err(Malformed::Expected(
                "MIN or MAX behind a space on the line after OBJSENSE",
            ));
        }
        let section = match word {
            "NAME" => Section::Name,
            "OBJSENSE" => Section::Sense,
            "ROWS" => Section::Rows,
            "COLUMNS" => Section::Columns,
            "RHS" => Section::Rhs,
            "RANGES" => Section::Ranges,
            "BOUNDS" => Section::Bounds,
            "ENDATA" => Section::End,
            "QUADOBJ" | "QMATRIX" | "QSECTION" | "QUADS" | "QCMATRIX" | "SOS" | "SOS1" | "SOS2"
            | "SETS" | "CSECTION" | "INDICATORS" | "LAZYCONS" | "USERCUTS" | "GENCONS"
            | "PWLOBJ" | "PWLNAM" | "PWLCON" => {
                return Err(Malformed::NotLinear(format!("section {word}")));
            }
            _ => return Err(Malformed::Section(word.to_owned())),
        };
        if self.seen.contains(&section) {
            return Err(Malformed::Twice(word.to_owned()));
        }
        self.in_order(section)?;
        self.seen.push(section);
        self.section = section;
        match section {
            Section::Name => {
                if let Some(name) = rest.split([' ', '\t']).next().filter(|name| !name.is_empty()) {
                    name.clone_into(&mut self.name);
                }
                Ok(())
            }
            Section::Sense if !rest.is_empty() => self.sense(rest, false),
            _ if rest.is_empty() => Ok(()),
            // `RHS ROW 5` without a space in front would be lost.
            _ => Err(Malformed::Expected("nothing behind the name of a section")),
        }
    }

    /// NAME, ROWS, COLUMNS, and then the others, RHS before RANGES.
    fn in_order(&self, section: Section) -> Result<(), Malformed> {
        let seen = |section: Section| self.seen.contains(&section);
        let is_right = match section {
            Section::Name => !seen(Section::Rows),
            Section::Columns => seen(Section::Rows),
            Section::Rhs => seen(Section::Columns) && !seen(Section::Ranges),
            Section::Ranges | Section::Bounds | Section::End => seen(Section::Columns),
            Section::Rows | Section::Sense | Section::Start | Section::Importances => true,
        };
        let rule = "the sections NAME, ROWS, COLUMNS, RHS, RANGES and BOUNDS in this order";
        if is_right { Ok(()) } else { Err(Malformed::Expected(rule)) }
    }

    /// The sense, beside OBJSENSE or on the line after it.
    fn sense(&mut self, word: &str, is_below: bool) -> Result<(), Malformed> {
        if std::mem::replace(&mut self.has_sense, true) {
            return Err(Malformed::Twice("the sense".to_owned()));
        }
        let upper = word.to_ascii_uppercase();
        self.maximize = match if is_below { &upper } else { word } {
            "MAX" => true,
            "MIN" => false,
            "MAXIMIZE" | "MAXIMISE" | "MAXIMUM" if is_below => true,
            "MINIMIZE" | "MINIMISE" | "MINIMUM" if is_below => false,
            _ if is_below => return Err(Malformed::Expected("MIN or MAX")),
            _ => {
                return Err(Malformed::Expected(
                    "MIN or MAX beside OBJSENSE: HiGHS minimizes with any other word there; write it on \
                     the line below",
                ));
            }
        };
        Ok(())
    }

    /// A line of COLUMNS.
    fn entry(&mut self, fields: &mut Fields<'_>) -> Result<(), Malformed> {
        let name = fields.next().ok_or(Malformed::Expected("the name of a column"))?;
        if fields.rest().first() == Some(&"'MARKER'") {
            return self.marker(fields);
        }
        if !matches!(fields.rest().len(), 2 | 4) {
            return Err(Malformed::Expected("a column and one or two pairs of a row and a number"));
        }
        let column = self.columns.entry(name, self.is_in_markers)?;
        while let (Some(name), Some(number)) = (fields.next(), fields.next()) {
            let value = finite(number)?;
            match self.rows.named(name)? {
                RowRef::Free => {}
                RowRef::Objective => {
                    if self.last_cost.replace(column) == Some(column) {
                        return Err(Malformed::Twice(format!("an entry of row {name}")));
                    }
                    self.columns.set_cost(column, value);
                }
                RowRef::Row(i) => {
                    if self.last_in_row.len() <= i {
                        self.last_in_row.resize(self.rows.rows.len(), usize::MAX);
                    }
                    if std::mem::replace(&mut self.last_in_row[i], column) == column {
                        return Err(Malformed::Twice(format!("an entry of row {name}")));
                    }
                    if !value.is_zero() {
                        self.rows.rows[i].terms.push((column, value));
                    }
                }
            }
        }
        Ok(())
    }

    fn marker(&mut self, fields: &mut Fields<'_>) -> Result<(), Malformed> {
        let is_start = match fields.rest() {
            [_, "'INTORG'"] => true,
            [_, "'INTEND'"] => false,
            _ => return Err(Malformed::Expected("'MARKER' and 'INTORG' or 'INTEND'")),
        };
        if std::mem::replace(&mut self.is_in_markers, is_start) == is_start {
            return Err(Malformed::Expected("'INTORG' and 'INTEND' in turns"));
        }
        Ok(())
    }
}
