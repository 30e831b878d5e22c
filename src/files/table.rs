//! Tables of results as CSV: the fields of a struct are the columns.
//!
//! ```text
//! field        CSV
//! integer      digits
//! f64          shortest text that reads back as the same number
//! bool         true, false
//! text         text, see `Csv`
//! Option       the same, or empty if there is none
//! ```

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use ironproof_name::Escaped;

/// A CSV file that a spreadsheet shows and never runs. Hidden characters are written as `\u{202e}`, and a text that a
/// spreadsheet would take for a formula gets an apostrophe in front; numbers and fractions stay as they are.
pub struct Csv<W: Write>(csv::Writer<W>);

impl<W: Write> Csv<W> {
    /// An empty file.
    pub fn new(out: W) -> Self {
        Self(csv::Writer::from_writer(out))
    }

    /// One line.
    ///
    /// # Errors
    /// The error of the writer, or one that says that the line has another number of cells than the
    /// first.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) -> io::Result<()> {
        let cells = cells.into_iter().map(|cell| inert(cell.as_ref()).into_owned());
        Ok(self.0.write_record(cells.collect::<Vec<String>>())?)
    }

    /// Writes what is still in memory.
    ///
    /// # Errors
    /// The error of the writer.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// What makes a formula of the text behind it, in any width.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

fn inert(cell: &str) -> Cow<'_, str> {
    if is_number(cell) {
        return Cow::Borrowed(cell);
    }
    let apostrophe = if cell.trim_start().starts_with(FORMULA) { "'" } else { "" };
    Cow::Owned(format!("{apostrophe}{}", Escaped(cell)))
}

/// A number as this program writes them: `-1/3`, `-2.5e-7`, `inf`.
fn is_number(cell: &str) -> bool {
    let is_integer = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let fraction = cell.strip_prefix('-').unwrap_or(cell).split_once('/');
    cell.parse::<f64>().is_ok() || fraction.is_some_and(|(p, q)| is_integer(p) && is_integer(q))
}

/// The rows as CSV, with a line of names.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Price {
///     group: &'static str,
///     price: Option<f64>,
/// }
///
/// let rows = [Price { group: "low", price: Some(0.5) }, Price { group: "high", price: None }];
/// let mut out = Vec::new();
/// ironproof_files::table::write_csv(&mut out, &rows)?;
/// assert_eq!(out, b"group,price\nlow,0.5\nhigh,\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// The error of the writer, or one that says that a row has no form in CSV.
pub fn write_csv<T: Serialize>(out: &mut dyn Write, rows: &[T]) -> io::Result<()> {
    // The crate knows the names of fields; its lines are read again to look at each cell.
    let mut lines = csv::Writer::from_writer(Vec::new());
    rows.iter().try_for_each(|row| lines.serialize(row))?;
    let lines = lines.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(lines.as_slice());
    let mut csv = Csv::new(out);
    for line in reader.records() {
        csv.row(&line?)?;
    }
    csv.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_and_formulas_become_texts() {
        for number in ["-1/3", "1", "-2.5e-7", "+3", "inf", "-inf", "NaN", "", "31/24"] {
            assert_eq!(inert(number), number);
        }
        for text in ["a", "x=1", "low income", "a\"b,c", "'x", "東京", "1/2/3"] {
            assert_eq!(inert(text), text);
        }
        for text in [
            "=1+1",
            "+cmd|'/C calc'!A0",
            "-1-1",
            "-",
            "@SUM(A1)",
            " =1",
            "＝1",
            "-1/x",
            "-/2",
            "=1/2",
        ] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        assert_eq!(inert("\t=1"), "'\\u{9}=1");
        assert_eq!(inert("a\r=1"), "a\\u{d}=1");
    }

    #[test]
    fn every_way_to_a_csv_file_is_inert() {
        #[derive(Serialize)]
        struct Row {
            name: &'static str,
            value: f64,
            none: Option<u64>,
        }
        let mut text = Vec::new();
        let row = |name| Row { name, value: -0.5, none: None };
        write_csv(&mut text, &[row("=a,\"b\""), row("c")])
            .expect("writing to memory does not fail");
        let mut other = Csv::new(Vec::new());
        for line in [["name", "value", "none"], ["=a,\"b\"", "-0.5", ""], ["c", "-0.5", ""]] {
            other.row(line).expect("writing to memory does not fail");
        }
        let other = other.0.into_inner().expect("writing to memory does not fail");
        assert_eq!(
            String::from_utf8_lossy(&text),
            "name,value,none\n\"'=a,\"\"b\"\"\",-0.5,\nc,-0.5,\n"
        );
        assert_eq!(text, other);
    }
}
