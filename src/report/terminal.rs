//! A document on a terminal: nothing is wider than it, and nothing is cut off.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, ContentArrangement, presets};
use ironproof_name::Escaped;

use crate::document::{Document, Line, Part, Table};

/// The document as text. What is longer than `width` characters goes on in the next line, except a single word and a
/// verdict.
pub(crate) fn render(document: &Document, width: usize) -> String {
    let mut text = String::new();
    for part in &document.parts {
        match part {
            Part::Line(part) => line(&mut text, part, width),
            Part::Table(part) => table(&mut text, part, width),
        }
    }
    text
}

fn line(text: &mut String, line: &Line, width: usize) {
    let (first, rest) = (" ".repeat(line.indent), " ".repeat(line.indent + 4));
    let options = textwrap::Options::new(width)
        .initial_indent(&first)
        .subsequent_indent(&rest)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let shown = Escaped(&line.text).to_string();
    if line.is_whole {
        let _ = writeln!(text, "{first}{shown}");
        return;
    }
    for line in textwrap::wrap(&shown, options) {
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

fn table(text: &mut String, table: &Table, width: usize) {
    let shown = |cells: &[String]| -> Vec<String> {
        cells.iter().map(|cell| Escaped(cell).to_string()).collect()
    };
    let mut out = comfy_table::Table::new();
    out.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    out.set_width(u16::try_from(width.saturating_sub(table.indent)).unwrap_or(u16::MAX));
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    if table.shows_titles {
        out.set_header(shown(&titles));
    }
    out.add_rows(table.rows.iter().map(|row| shown(row)));
    for (index, column) in table.columns.iter().enumerate() {
        let Some(out) = out.column_mut(index) else { continue };
        out.set_padding((if index == 0 { 0 } else { 2 }, 0));
        if column.is_number {
            out.set_cell_alignment(CellAlignment::Right);
        }
    }
    let indent = " ".repeat(table.indent);
    for line in out.trim_fmt().lines() {
        text.push_str(&indent);
        text.push_str(line.trim_end());
        text.push('\n');
    }
}
