//! One result, or many of a kind, in the format that was asked for.

use std::io;

use ironproof_name::EscapedJson;
use serde_json::Value;

use crate::digits::MOST_DIGITS;
use crate::document::Document;
use crate::records::{Record, Records};
use crate::{latex, markdown, terminal};

/// A result that can be shown to people and read by programs.
pub trait Report {
    /// For a person.
    fn document(&self) -> Document;
    /// For a program: whole documents, one per line, `ironproof schema` describes them.
    fn json(&self) -> Vec<Value>;
    /// For a paper: what its readers want of it, with at most so many significant digits.
    fn for_paper(&self, digits: i32) -> Document {
        let _ = digits;
        self.document()
    }
    /// For a program that reads tables: rows of plain values, all with the same keys.
    fn records(&self) -> Vec<Record>;
}

/// How results are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text that fits the terminal, or 80 columns where there is none.
    Text,
    /// JSON, one document per line.
    Json,
    /// Comma-separated values with one line of names; exact numbers have doubles beside them.
    Csv,
    /// Markdown.
    Markdown,
    /// LaTeX, with the package booktabs.
    Latex,
}

/// Shows results one after the other.
///
/// ```
/// const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
///   "groups": [{"label": "all", "mass": "1", "types": [
///     {"wtp": "1", "prob": "1/2", "weight": "3"},
///     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
///   "quality": [{"level": "1", "mass": "1/2"}]}"#;
/// use ironproof_report::{Format, Printer};
/// use ironproof_results::solve::{Request, solve};
///
/// let instance = ironproof_instance::finite::read(TWO_TYPES)?;
/// let Ok(solution) = solve(&instance, None, Request::default()) else {
///     unreachable!("without constraints there is an optimum")
/// };
/// let mut printer = Printer::new(Format::Text, 80);
/// let text = printer.show(&solution.found)?;
/// assert!(text.starts_with("two types: value 1.5"));
/// // The second result of a CSV has no line of names.
/// let mut csv = Printer::new(Format::Csv, 80);
/// assert!(csv.show(&solution.found)?.starts_with("name,"));
/// assert!(csv.show(&solution.found)?.starts_with("two types,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Printer {
    format: Format,
    width: usize,
    /// The columns of CSV, once a row was shown.
    columns: Vec<String>,
    /// The most significant digits in tables for papers.
    digits: i32,
}

impl Printer {
    /// In this format; text has at most `width` characters in a line.
    pub fn new(format: Format, width: usize) -> Self {
        Self { format, width, columns: Vec::new(), digits: MOST_DIGITS }
    }

    /// The same with at most so many significant digits in tables for papers, from 2 to 7.
    pub fn with_digits(self, digits: u8) -> Self {
        Self { digits: i32::from(digits), ..self }
    }

    /// The next result as it is to be written to stdout. Nothing in it is obeyed by a terminal.
    ///
    /// # Errors
    /// If CSV cannot be made of it: a column is new or missing.
    pub fn show(&mut self, report: &dyn Report) -> io::Result<String> {
        Ok(match self.format {
            Format::Text => terminal::render(&report.document(), self.width),
            Format::Markdown => markdown::render(&report.document()),
            Format::Latex => latex::render(&report.for_paper(self.digits)),
            Format::Json => {
                let documents = report.json();
                let line = |document: &Value| format!("{}\n", EscapedJson(&document.to_string()));
                documents.iter().map(line).collect()
            }
            Format::Csv => self.csv(&report.records())?,
        })
    }

    fn csv(&mut self, records: &[Record]) -> io::Result<String> {
        let mut bytes = Vec::new();
        let mut rows = Records::new(&mut bytes, std::mem::take(&mut self.columns));
        for record in records {
            rows.row(record)?;
        }
        self.columns = rows.finish()?;
        String::from_utf8(bytes).map_err(io::Error::other)
    }
}
