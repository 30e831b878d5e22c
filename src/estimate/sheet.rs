//! Rows of cells under titles: which separator, which decimal sign, which columns.

use ironproof_name::counted;
use ironproof_number::rational::{self, Rational};

use super::error::{Fault, Rule};
use super::text::decode;

/// Separators, with their names.
const SEPARATORS: [(u8, &str); 3] = [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab")];
/// Stands in no text: the separator of a table with one column, whose numbers may have a decimal comma.
const NONE: (u8, &str) = (0x1F, "nothing");
/// Cells that say that there is no answer.
const MISSING: [&str; 8] = ["", "na", "n/a", "nan", "null", "none", ".", "missing"];

/// A file with titles and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    titles: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
    has_comma: bool,
    /// What is to be said about how it was read.
    pub(crate) notes: Vec<String>,
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub(crate) struct Column<'a> {
    sheet: &'a Sheet,
    place: usize,
    title: &'a str,
    /// The lines of the first numbers with a decimal point and with a decimal comma.
    decimals: (Option<u64>, Option<u64>),
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Missing,
    Number(Rational),
    /// `inf`: no bound.
    Infinite,
}

impl Sheet {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Fault`] names the line and the rule.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let (text, note) = decode(bytes)?;
        // The reader counts the lines of Windows one too low.
        let text = text.replace("\r\n", "\n");
        let mut notes: Vec<String> = note.into_iter().map(str::to_owned).collect();
        if text.trim().is_empty() {
            return Err(Rule::Empty.anywhere());
        }
        ensure_quotes_close(&text)?;
        let (separator, name) = separator(&text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let (mut titles, mut rows, mut n_empty) = (None, Vec::new(), 0);
        for record in reader.records() {
            let record = record.map_err(|error| Rule::Unreadable(error.to_string()).anywhere())?;
            let line = record.position().map_or(0, csv::Position::line);
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if cells.iter().all(String::is_empty) {
                n_empty += 1;
                continue;
            }
            let expected = titles.get_or_insert_with(|| cells.clone()).len();
            if cells.len() != expected {
                return Err(Rule::Ragged { expected, found: cells.len(), separator: name }.on(line));
            }
            rows.push((line, cells));
        }
        let titles = titles.ok_or_else(|| Rule::Empty.anywhere())?;
        rows.remove(0);
        if rows.is_empty() {
            return Err(Rule::NoRows.anywhere());
        }
        // With a comma between cells, a comma inside a number needs quotes, and both can be meant.
        let is_decimal = |cell: &String| decimal_comma(cell).is_some();
        let has_comma = rows.iter().flat_map(|(_, cells)| cells).any(is_decimal);
        let how = match titles.len() {
            1 => "of one column".to_owned(),
            _ => format!("with cells separated by a {name}"),
        };
        notes.push(format!("{} {how}", counted(rows.len(), "row")));
        if 0 < n_empty {
            notes.push(format!("{} without any cell left out", counted(n_empty, "row")));
        }
        Ok(Self { titles, rows, has_comma, notes })
    }

    /// The lines of the rows.
    pub(crate) fn lines(&self) -> impl ExactSizeIterator<Item = u64> {
        self.rows.iter().map(|(line, _)| *line)
    }

    /// A column by its title.
    pub(crate) fn column(&self, title: &str) -> Result<Column<'_>, Fault> {
        let mut places = (0..self.titles.len()).filter(|place| self.titles[*place] == title);
        let Some(place) = places.next() else {
            return Err(Rule::NoColumn { known: self.titles.join(", ") }.of(title));
        };
        if places.next().is_some() {
            return Err(Rule::ColumnTwice.of(title));
        }
        let mut column =
            Column { sheet: self, place, title: &self.titles[place], decimals: (None, None) };
        if self.has_comma {
            let mut can_be_thousands = true;
            for (line, cells) in &self.rows {
                let cell = &cells[place];
                if decimal_comma(cell).is_some() {
                    can_be_thousands &= is_grouped(cell);
                    column.decimals.1.get_or_insert(*line);
                } else if cell.contains('.') && rational::parse(cell).is_ok() {
                    column.decimals.0.get_or_insert(*line);
                }
            }
            if let Some(line) = column.decimals.1.filter(|_| can_be_thousands) {
                return Err(Rule::Thousands.at(line, title));
            }
        }
        Ok(column)
    }
}

impl Column<'_> {
    pub(crate) fn fault(&self, row: usize, rule: Rule) -> Fault {
        rule.at(self.sheet.rows[row].0, self.title)
    }

    pub(crate) fn title(&self) -> &str {
        self.title
    }

    pub(crate) fn text(&self, row: usize) -> &str {
        &self.sheet.rows[row].1[self.place]
    }

    pub(crate) fn is_missing(&self, row: usize) -> bool {
        let cell = self.text(row);
        MISSING.iter().any(|missing| cell.eq_ignore_ascii_case(missing))
    }

    /// Whether the numbers of the column have a decimal comma.
    pub(crate) fn has_comma(&self) -> bool {
        self.decimals.1.is_some()
    }

    pub(crate) fn cell(&self, row: usize) -> Result<Cell, Fault> {
        let text = self.text(row);
        if self.is_missing(row) {
            return Ok(Cell::Missing);
        }
        let bare = text.strip_prefix('+').unwrap_or(text);
        if ["inf", "infinity"].iter().any(|word| bare.eq_ignore_ascii_case(word)) {
            return Ok(Cell::Infinite);
        }
        let with_point = decimal_comma(bare);
        // The same number in the other kind would be read as another number somewhere.
        if let (Some(point), Some(comma)) = self.decimals {
            let found = text.to_owned();
            if with_point.is_some() {
                return Err(
                    self.fault(row, Rule::MixedDecimals { found, here: "comma", line: point })
                );
            } else if bare.contains('.') {
                return Err(
                    self.fault(row, Rule::MixedDecimals { found, here: "point", line: comma })
                );
            }
        }
        let number = rational::parse(with_point.as_deref().unwrap_or(bare));
        number
            .map(Cell::Number)
            .map_err(|_| self.fault(row, Rule::NotANumber { found: text.to_owned() }))
    }

    /// A number of 0 or more, or that it is missing.
    pub(crate) fn amount(&self, row: usize) -> Result<Option<Rational>, Fault> {
        match self.cell(row)? {
            Cell::Missing => Ok(None),
            Cell::Number(number) if number < Rational::ZERO => {
                Err(self.fault(row, Rule::Negative { found: self.text(row).to_owned() }))
            }
            Cell::Number(number) => Ok(Some(number)),
            Cell::Infinite => {
                Err(self.fault(row, Rule::NotANumber { found: self.text(row).to_owned() }))
            }
        }
    }
}

/// `12,5` with a point, if the text is such a number. More than one comma is none: they may separate thousands.
fn decimal_comma(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once(',')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_decimal = is_number(whole.strip_prefix('-').unwrap_or(whole)) && is_number(rest);
    is_decimal.then(|| format!("{whole}.{rest}"))
}

/// Whether the comma of a number may as well separate thousands: `1,200`.
fn is_grouped(text: &str) -> bool {
    text.split_once(',')
        .is_some_and(|(whole, rest)| rest.len() == 3 && whole.len() <= 3 && whole != "0")
}

/// The separator that stands most often in the line of titles, outside of quotes.
fn separator(text: &str) -> (u8, &'static str) {
    let titles = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [0; SEPARATORS.len()];
    let mut is_quoted = false;
    for byte in titles.bytes() {
        is_quoted ^= byte == b'"';
        for (count, (separator, _)) in counts.iter_mut().zip(SEPARATORS) {
            *count += usize::from(!is_quoted && byte == separator);
        }
    }
    let mut best = 0;
    for (place, count) in counts.iter().enumerate() {
        if *count > counts[best] {
            best = place;
        }
    }
    if counts[best] == 0 { NONE } else { SEPARATORS[best] }
}

/// In a table whose quotes close, their number is even; otherwise the rest of the file would be one cell.
fn ensure_quotes_close(text: &str) -> Result<(), Fault> {
    let is_odd = |text: &str| text.matches('"').count() % 2 == 1;
    if !is_odd(text) {
        return Ok(());
    }
    let line = (1..).zip(text.lines()).find(|(_, line)| is_odd(line)).map_or(1, |(line, _)| line);
    Err(Rule::Quote.on(line))
}
