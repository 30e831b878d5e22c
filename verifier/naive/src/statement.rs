//! The statement of a linear program, `docs/models.md`: text to dense rows, and rows to text.

use std::collections::BTreeSet;
use std::fmt::Write;

use num_rational::BigRational;
use num_traits::Zero;

use crate::number::{count, fraction, index};
use crate::refusal::{Refusal, question};

/// A linear program as it was read from a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its name, a word.
    pub name: String,
    /// The readings that were chosen, words.
    pub readings: Vec<String>,
    /// Whether the objective is maximized.
    pub maximize: bool,
    /// The constant of the objective.
    pub constant: BigRational,
    /// Columns, j = 1, 2, ...
    pub columns: Vec<Column>,
    /// Rows, i = 1, 2, ...
    pub rows: Vec<Row>,
}

/// The least and the largest value that a column or the activity of a row may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The lower bound.
    pub lower: Option<BigRational>,
    /// The upper bound.
    pub upper: Option<BigRational>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, a word.
    pub name: String,
    /// Whether the file wants an integer.
    pub is_integer: bool,
    /// `c_j`
    pub cost: BigRational,
    /// Its bounds.
    pub sides: Sides,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name, a word.
    pub name: String,
    /// The bounds of its activity.
    pub sides: Sides,
    /// `a_i1, a_i2, ...`, one per column.
    pub coefficients: Vec<BigRational>,
}

impl Statement {
    /// The statement that the text is.
    pub fn read(text: &str) -> Result<Statement, Refusal> {
        let body = text.strip_suffix('\n').ok_or(Refusal::Question("a line end at the end"))?;
        let lines: Vec<Vec<&str>> =
            body.split('\n').map(|line| line.split(' ').collect()).collect();
        let mut lines = Lines { lines, next: 0 };
        question(lines.next()? == ["ironproof-lp-statement", "1"], "ironproof-lp-statement 1")?;
        let name = word(lines.value("name")?)?;
        let mut readings = Vec::new();
        while lines.lines.get(lines.next).is_some_and(|words| words[0] == "reading") {
            readings.push(word(lines.value("reading")?)?);
        }
        let sense = lines.next()?;
        question(sense.len() == 2, "a sense and a constant")?;
        let maximize = match sense[0] {
            "minimize" => false,
            "maximize" => true,
            _ => return Err(Refusal::Question("minimize or maximize")),
        };
        let constant = reduced(sense[1])?;
        let n_columns = count(lines.value("columns")?).ok_or(Refusal::Question("a count"))?;
        let columns =
            (0..n_columns).map(|_| column(&lines.next()?)).collect::<Result<Vec<_>, _>>()?;
        let n_rows = count(lines.value("rows")?).ok_or(Refusal::Question("a count"))?;
        let rows =
            (0..n_rows).map(|_| row(&lines.next()?, n_columns)).collect::<Result<Vec<_>, _>>()?;
        unique(columns.iter().map(|column| &column.name))?;
        unique(rows.iter().map(|row| &row.name))?;
        question(lines.next()? == ["end"], "end")?;
        question(lines.next == lines.lines.len(), "nothing after end")?;
        Ok(Statement { name, readings, maximize, constant, columns, rows })
    }

    /// The text of the statement.
    pub fn write(&self) -> String {
        let mut text = format!("ironproof-lp-statement 1\nname {}\n", self.name);
        for reading in &self.readings {
            let _ = writeln!(text, "reading {reading}");
        }
        let sense = if self.maximize { "maximize" } else { "minimize" };
        let _ = writeln!(text, "{sense} {}\ncolumns {}", self.constant, self.columns.len());
        for Column { name, is_integer, cost, sides } in &self.columns {
            let kind = if *is_integer { "integer" } else { "real" };
            let _ = writeln!(text, "{name} {kind} {cost} {}", sides.write());
        }
        let _ = writeln!(text, "rows {}", self.rows.len());
        for Row { name, sides, coefficients } in &self.rows {
            let _ = write!(text, "{name} {}", sides.write());
            for (j, coefficient) in coefficients.iter().enumerate() {
                if !coefficient.is_zero() {
                    let _ = write!(text, " {}:{coefficient}", j + 1);
                }
            }
            text.push('\n');
        }
        text.push_str("end\n");
        text
    }

    /// Whether the file wants integers.
    pub fn has_integers(&self) -> bool {
        self.columns.iter().any(|column| column.is_integer)
    }
}

impl Sides {
    /// lower > upper: no value is between them.
    pub fn are_crossed(&self) -> bool {
        match (&self.lower, &self.upper) {
            (Some(lower), Some(upper)) => upper < lower,
            _ => false,
        }
    }

    fn write(&self) -> String {
        let side = |side: &Option<BigRational>| match side {
            Some(bound) => bound.to_string(),
            None => "none".to_string(),
        };
        format!("{} {}", side(&self.lower), side(&self.upper))
    }

    fn read(lower: &str, upper: &str) -> Result<Sides, Refusal> {
        let side = |text: &str| if text == "none" { Ok(None) } else { reduced(text).map(Some) };
        Ok(Sides { lower: side(lower)?, upper: side(upper)? })
    }
}

fn column(words: &[&str]) -> Result<Column, Refusal> {
    let [name, kind, cost, lower, upper] = words else {
        return Err(Refusal::Question("name, kind, cost, lower and upper bound"));
    };
    let is_integer = match *kind {
        "real" => false,
        "integer" => true,
        _ => return Err(Refusal::Question("real or integer")),
    };
    let (name, cost) = (word(name)?, reduced(cost)?);
    Ok(Column { name, is_integer, cost, sides: Sides::read(lower, upper)? })
}

fn row(words: &[&str], n_columns: usize) -> Result<Row, Refusal> {
    question(3 <= words.len(), "name, lower and upper side")?;
    let mut coefficients = vec![BigRational::zero(); n_columns];
    let mut before = 0;
    for term in &words[3..] {
        let (place, coefficient) =
            term.split_once(':').ok_or(Refusal::Question("index:fraction"))?;
        let place = index(place).ok_or(Refusal::Question("an index"))?;
        question(before < place && place <= n_columns, "increasing columns of the model")?;
        before = place;
        coefficients[place - 1] = reduced(coefficient)?;
        question(!coefficients[place - 1].is_zero(), "a coefficient that is not zero")?;
    }
    Ok(Row { name: word(words[0])?, sides: Sides::read(words[1], words[2])?, coefficients })
}

/// A fraction in lowest terms, in its only spelling.
fn reduced(text: &str) -> Result<BigRational, Refusal> {
    let number = fraction(text).ok_or(Refusal::Question("a fraction"))?;
    question(number.to_string() == text, "a fraction in lowest terms")?;
    Ok(number)
}

/// A name: letters and digits of Unicode and graphic ASCII. Escapes are not decoded, because
/// nothing is proved about names.
fn word(text: &str) -> Result<String, Refusal> {
    let is_plain = |character: char| character.is_alphanumeric() || character.is_ascii_graphic();
    question(!text.is_empty() && text.chars().all(is_plain), "a word")?;
    Ok(text.to_string())
}

/// No two columns and no two rows have the same name.
fn unique<'a>(names: impl Iterator<Item = &'a String>) -> Result<(), Refusal> {
    let mut known = BTreeSet::new();
    for name in names {
        question(known.insert(name), "a name of its own")?;
    }
    Ok(())
}

/// The lines of the text as words between single spaces.
struct Lines<'a> {
    lines: Vec<Vec<&'a str>>,
    next: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Result<Vec<&'a str>, Refusal> {
        let line = self.lines.get(self.next).cloned();
        self.next += 1;
        line.ok_or(Refusal::Question("a line"))
    }

    /// The one word behind this keyword.
    fn value(&mut self, keyword: &'static str) -> Result<&'a str, Refusal> {
        let words = self.next()?;
        question(words.len() == 2 && words[0] == keyword, keyword)?;
        Ok(words[1])
    }
}
