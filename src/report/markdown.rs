//! A document in Markdown: paragraphs and pipe tables.

use std::fmt::Write as _;

use ironproof_name::Escaped;

use crate::document::{Document, Part, Table};

/// The document in Markdown. Each sentence is a paragraph.
///
/// ```
/// use ironproof_report::document::{Column, Document, Table};
/// use ironproof_report::markdown;
///
/// let mut table = Table::new([Column::text("group"), Column::number("price")]);
/// table.row(["a|b".to_owned(), "1/2".to_owned()]);
/// let mut document = Document::new();
/// document.table(table);
/// assert_eq!(markdown::render(&document), "| group | price |\n|---|---:|\n| a\\|b | 1/2 |\n\n");
/// ```
pub fn render(document: &Document) -> String {
    let mut text = String::new();
    for part in &document.parts {
        match part {
            Part::Line(line) => {
                let _ = writeln!(text, "{}\n", escaped(&line.text));
            }
            Part::Table(part) => table(&mut text, part),
        }
    }
    text
}

fn table(text: &mut String, table: &Table) {
    let mut row = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    };
    row(&mut table.columns.iter().map(|column| escaped(&column.title)));
    let sides = table.columns.iter().map(|column| if column.is_number { "---:" } else { "---" });
    let sides: Vec<&str> = sides.collect();
    let _ = writeln!(text, "|{}|", sides.join("|"));
    for cells in &table.rows {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text.push('\n');
}

/// A text that shows as it is.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in Escaped(text).to_string().chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '|' | '[' | ']' | '#' | '$' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
