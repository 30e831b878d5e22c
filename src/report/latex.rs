//! A document in LaTeX: paragraphs, and tables with the rules of the package booktabs.

use std::fmt::Write as _;

use ironproof_name::Escaped;

use crate::document::{Document, Part, Table};

/// The document in LaTeX, to be read by `\input`.
///
/// ```
/// use ironproof_report::document::{Column, Document, Table};
/// use ironproof_report::latex;
///
/// let mut table = Table::new([Column::text("group"), Column::number("share")]);
/// table.row(["low & high".to_owned(), "50%".to_owned()]);
/// let mut document = Document::new();
/// document.table(table);
/// let text = latex::render(&document);
/// assert!(text.contains("\\begin{tabular}{lr}"));
/// assert!(text.contains("low \\& high & 50\\% \\\\"));
/// ```
pub fn render(document: &Document) -> String {
    let mut text = "% \\usepackage{booktabs}\n".to_owned();
    for part in &document.parts {
        match part {
            Part::Line(line) => {
                let _ = writeln!(text, "\\noindent {}\\par", escaped(&line.text));
            }
            Part::Table(part) => table(&mut text, part),
        }
    }
    text
}

fn table(text: &mut String, table: &Table) {
    let sides: String =
        table.columns.iter().map(|column| if column.is_number { 'r' } else { 'l' }).collect();
    let row = |cells: Vec<String>| format!("{} \\\\\n", cells.join(" & "));
    let _ = write!(text, "\\begin{{tabular}}{{{sides}}}\n\\toprule\n");
    text.push_str(&row(table.columns.iter().map(|column| escaped(&column.title)).collect()));
    text.push_str("\\midrule\n");
    for cells in &table.rows {
        text.push_str(&row(cells.iter().map(|cell| escaped(cell)).collect()));
    }
    text.push_str("\\bottomrule\n\\end{tabular}\\par\n");
}

/// A text that LaTeX prints as it is.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in Escaped(text).to_string().chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
