//! A table of results alone on a page: any CSV with a line of names.

use super::html::table;
use super::{Section, whole};
use crate::document::{Column, Table};

/// A page with one table, which its reader can sort and filter.
///
/// ```
/// let csv = "name,value\nfirst,1/2\nsecond,3\n";
/// let page = ironproof_report::page::table_page("results.csv", csv.as_bytes())?;
/// assert!(page.contains("<td>second</td>"));
/// # Ok::<(), ironproof_report::page::NoTable>(())
/// ```
///
/// # Errors
/// [`NoTable`] if the bytes are no CSV.
pub fn table_page(name: &str, bytes: &[u8]) -> Result<String, NoTable> {
    let found = read_table(bytes)?;
    let n_rows = crate::words::counted(found.rows.len(), "row");
    let section = Section {
        id: "results",
        heading: "Results",
        body: table(&found, &format!("{name}, {n_rows}")),
    };
    Ok(whole(name, &[section]))
}

/// A table as it is in a file; columns of numbers are such.
pub(super) fn read_table(bytes: &[u8]) -> Result<Table, NoTable> {
    let mut reader = csv::Reader::from_reader(bytes);
    let titles: Vec<String> = reader.headers()?.iter().map(ToOwned::to_owned).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in reader.records() {
        rows.push(row?.iter().map(ToOwned::to_owned).collect());
    }
    let is_number = |index: usize| {
        let mut cells = rows.iter().map(|row| row[index].as_str()).filter(|cell| !cell.is_empty());
        cells.clone().next().is_some() && cells.all(|cell| cell.parse::<f64>().is_ok())
    };
    let columns: Vec<Column> = titles
        .iter()
        .enumerate()
        .map(
            |(index, title)| {
                if is_number(index) { Column::number(title) } else { Column::text(title) }
            },
        )
        .collect();
    let mut found = Table::new(columns);
    for row in rows {
        found.row(row);
    }
    Ok(found)
}

/// Bytes that are no table.
#[derive(Debug, thiserror::Error)]
#[error("this is no CSV with a line of names: {0}")]
pub struct NoTable(#[from] csv::Error);
