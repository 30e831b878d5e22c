//! Rows of numbers, from a CSV file with a header or inline as `rows`.

use std::fs;

use super::read_error::{ReadError, Rule};
use super::reader::{Node, Table};
use ironproof_number::rational;
use ironproof_number::rational::Rational;

/// Rows of equal length, and where they stand.
pub(super) struct Rows<'a> {
    pub(super) rows: Vec<Vec<Rational>>,
    source: Source<'a>,
}

enum Source<'a> {
    File { node: Node<'a>, name: String, lines: Vec<u64> },
    Inline { rows: Vec<Node<'a>> },
}

/// The columns that rows can have, by name and for messages.
pub(super) struct Columns {
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
    pub(super) text: &'static str,
}

impl Rows<'_> {
    /// An error at one row.
    pub(super) fn fail(&self, row: usize, rule: Rule) -> ReadError {
        match &self.source {
            Source::Inline { rows } => rows[row].fail(rule),
            Source::File { node, name, lines } => {
                node.fail(Rule::Row { file: name.clone(), line: lines[row], rule: Box::new(rule) })
            }
        }
    }
}

/// Reads the key `file` or the key `rows` of `table`, at least one row.
pub(super) fn read<'a>(table: &Table<'a>, columns: &Columns) -> Result<Rows<'a>, ReadError> {
    match table.get("rows") {
        Some(rows) => inline(&rows, columns),
        None => file(&table.require("file")?, columns),
    }
}

fn inline<'a>(list: &Node<'a>, columns: &Columns) -> Result<Rows<'a>, ReadError> {
    let nodes = list.list()?;
    let mut rows: Vec<Vec<Rational>> = Vec::with_capacity(nodes.len());
    for node in &nodes {
        let row = node.numbers()?;
        let longest = columns.required.len() + columns.optional.len();
        let expected =
            rows.first().map_or(row.len().clamp(columns.required.len(), longest), Vec::len);
        if row.len() != expected {
            return Err(node.fail(Rule::Length { expected, found: row.len() }));
        }
        rows.push(row);
    }
    Ok(Rows { rows, source: Source::Inline { rows: nodes } })
}

fn file<'a>(node: &Node<'a>, columns: &Columns) -> Result<Rows<'a>, ReadError> {
    let name = node.text()?;
    let unreadable = |reason: String| node.fail(Rule::File { file: name.clone(), reason });
    let text = fs::read_to_string(node.dir().join(&name))
        .map_err(|error| unreadable(error.to_string()))?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let at = |line: u64, rule: Rule| {
        node.fail(Rule::Row { file: name.clone(), line, rule: Box::new(rule) })
    };
    let header = reader.headers().map_err(|error| unreadable(error.to_string()))?;
    let found: Vec<&str> = header.iter().collect();
    let all = [columns.required, columns.optional].concat();
    if found != columns.required && found != all {
        return Err(at(1, Rule::Columns { expected: columns.text, found: found.join(",") }));
    }
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let numbers = record.iter().map(rational::parse).collect::<Result<Vec<_>, _>>();
        rows.push(numbers.map_err(|error| at(line, Rule::from(error)))?);
        lines.push(line);
    }
    if rows.is_empty() {
        return Err(node.fail(Rule::EmptyList));
    }
    Ok(Rows { rows, source: Source::File { node: node.clone(), name, lines } })
}
