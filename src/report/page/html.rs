//! Documents as HTML. Names in them may hold anything: nothing in them is markup.

use std::fmt::Write as _;

use super::attached::download;
use super::inert::escaped;
use crate::document::{Document, Part, Table};
use crate::{latex, markdown};

/// A table with so many rows has a field to filter them.
const MANY_ROWS: usize = 9;

/// A paragraph of sentences.
pub(super) fn paragraph(sentences: &[String]) -> String {
    if sentences.is_empty() { String::new() } else { format!("<p>{}</p>\n", sentences.join(" ")) }
}

/// The document: what stands far to the right is an item of a list, what stands between is a heading.
pub(super) fn document(document: &Document, caption: &str) -> String {
    let mut text = String::new();
    let mut is_list = false;
    let mut heading = caption.to_owned();
    let mut n_tables = 0;
    for part in &document.parts {
        let is_item = matches!(part, Part::Line(line) if 4 <= line.indent);
        if is_list != is_item {
            text.push_str(if is_item { "<ul>\n" } else { "</ul>\n" });
            is_list = is_item;
        }
        match part {
            Part::Line(line) if is_item => {
                let _ = writeln!(text, "<li>{}</li>", escaped(&line.text));
            }
            Part::Line(line) => {
                heading.clone_from(&line.text);
                let _ = writeln!(text, "<p class=\"lead\">{}</p>", escaped(&line.text));
            }
            Part::Table(part) => {
                n_tables += 1;
                text.push_str(&table(part, &format!("{caption}, table {n_tables}: {heading}")));
            }
        }
    }
    if is_list {
        text.push_str("</ul>\n");
    }
    text
}

/// A table in a box of its own, which scrolls if it is wide; below it the same for papers. The line above it is its
/// heading, so that the caption is for those who do not see that; it tells each table of a page from the others.
pub(super) fn table(table: &Table, caption: &str) -> String {
    let mut text = bare_table(table, caption);
    let mut alone = Document::new();
    alone.table(table.clone());
    let _ = writeln!(
        text,
        "<p class=\"files\">This table as {}, {}</p>",
        download("table.tex", "LaTeX", &latex::render(&alone)),
        download("table.md", "Markdown", &markdown::render(&alone)),
    );
    text
}

/// The table in its box, with a field to filter a long one.
pub(super) fn bare_table(table: &Table, caption: &str) -> String {
    let caption = escaped(caption);
    let side = |index: usize| if table.columns[index].is_number { " class=\"number\"" } else { "" };
    let mut text = String::new();
    if MANY_ROWS <= table.rows.len() {
        let _ = writeln!(
            text,
            "<p class=\"filter\" hidden><label>Show rows that have <input type=\"search\"></label> <output></output></p>"
        );
    }
    let _ = write!(
        text,
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n<table>\n\
         <caption>{caption}</caption>\n<thead>\n<tr>"
    );
    for (index, column) in table.columns.iter().enumerate() {
        // A column of numbers of rows has no title on paper.
        let title = if column.title.is_empty() { "no." } else { &column.title };
        let _ = write!(text, "<th scope=\"col\"{}>{}</th>", side(index), escaped(title));
    }
    text.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        text.push_str("<tr>");
        for (index, cell) in row.iter().enumerate() {
            let _ = write!(text, "<td{}>{}</td>", side(index), escaped(cell));
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody>\n</table>\n</div>\n");
    text
}
