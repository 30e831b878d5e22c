//! Rows of numbers, from a CSV file with a header or inline as `rows`.

use super::read_error::{ReadError, Rule};
use super::reader::{Node, Table};
use ironproof_number::rational;
use ironproof_number::rational::Rational;
use ironproof_number::scale;

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
    /// Whether a file may have other columns, which are ignored.
    pub(super) ignores_others: bool,
}

impl Rows<'_> {
    /// Rows `wtp, mass[, weight]` in any order become a distribution: sorted, equal amounts joined, and the masses,
    /// which may be counts, divided by their sum. The weight of joined rows is their mean, as E[lambda | r] is.
    pub(super) fn normalise(&mut self) -> Result<(), ReadError> {
        for (index, row) in self.rows.iter().enumerate() {
            let rule = match row.as_slice() {
                [wtp, ..] if *wtp < Rational::ZERO => Rule::NegativeWtp,
                [_, mass, ..] if *mass <= Rational::ZERO => Rule::NotPositive,
                [_, _, weight] if *weight < Rational::ZERO => Rule::Negative,
                _ => continue,
            };
            return Err(self.fail(index, rule));
        }
        let total = scale::sum(self.rows.iter().map(|row| &row[1]));
        self.rows.sort_by(|a, b| a[0].cmp(&b[0]));
        let joined = self.rows.chunk_by(|a, b| a[0] == b[0]).map(|equal| {
            let mass = scale::sum(equal.iter().map(|row| &row[1]));
            let weights = equal.iter().filter_map(|row| Some(row.get(2)? * &row[1]));
            let weight = weights.reduce(|sum, weight| sum + weight).map(|sum| sum / &mass);
            [equal[0][0].clone(), mass / &total].into_iter().chain(weight).collect()
        });
        self.rows = joined.collect();
        Ok(())
    }

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
    let text = ironproof_number::limits::read_text(&node.dir().join(&name))
        .map_err(|error| unreadable(error.to_string()))?;
    // Spreadsheets write a byte order mark, and semicolons where a comma is a decimal sign.
    // The reader counts lines that end as those of Windows one too low.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
    let first = text.lines().next().unwrap_or_default();
    let separators = [b',', b';', b'\t'];
    let separator = separators.into_iter().find(|byte| first.as_bytes().contains(byte));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.unwrap_or(b','))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let at = |line: u64, rule: Rule| {
        node.fail(Rule::Row { file: name.clone(), line, rule: Box::new(rule) })
    };
    let header = reader.headers().map_err(|error| unreadable(error.to_string()))?;
    let found: Vec<&str> = header.iter().collect();
    let places = places(&found, columns)
        .ok_or_else(|| at(1, Rule::Columns { expected: columns.text, found: found.join(",") }))?;
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = places.iter().map(|place| record.get(*place).unwrap_or_default());
        let numbers = cells.map(rational::parse).collect::<Result<Vec<_>, _>>();
        rows.push(numbers.map_err(|error| at(line, Rule::from(error)))?);
        lines.push(line);
    }
    if rows.is_empty() {
        return Err(node.fail(Rule::EmptyList));
    }
    Ok(Rows { rows, source: Source::File { node: node.clone(), name, lines } })
}

/// Where the columns stand, in any order; `None` if one that is required is missing, one stands there twice, or there is
/// another one that may not be ignored.
fn places(found: &[&str], columns: &Columns) -> Option<Vec<usize>> {
    let known = || columns.required.iter().chain(columns.optional);
    let is_twice = |title: &&str| found.iter().filter(|other| *other == title).count() > 1;
    let is_other = |title: &&str| known().all(|known| known != title);
    if known().any(is_twice) || (!columns.ignores_others && found.iter().any(is_other)) {
        return None;
    }
    let place = |title: &&str| found.iter().position(|other| other == title);
    let required: Option<Vec<usize>> = columns.required.iter().map(place).collect();
    Some(required?.into_iter().chain(columns.optional.iter().filter_map(place)).collect())
}
