//! A folder of results on one page: its figures, its tables, its settings, and where it comes from.

use std::fmt::Write as _;

use ironproof_bench::folders::ACCURACY;
use ironproof_results::folder::{ResultsFile, ResultsFolder};

use super::attached::{download, figure};
use super::html::{bare_table, document, table};
use super::inert::escaped;
use super::table_page::{NoTable, read_table};
use super::{Section, whole};
use crate::document::{Column, Document, Table};
use crate::words::counted;

/// A table with more rows is saved as CSV and not as LaTeX.
const LONG: usize = 200;

/// Why there is no page of a folder: a table of it is none.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {error}")]
pub struct BrokenTable {
    /// The file.
    file: String,
    /// What is wrong with it.
    error: NoTable,
}

/// The page.
///
/// # Errors
/// [`BrokenTable`] if a file that ends with .csv is no table.
pub fn folder_page(folder: &ResultsFolder) -> Result<String, BrokenTable> {
    let all = [
        ("figures", "Figures", figures(folder)),
        ("said", "In words and tables", said(folder)),
        ("tables", "All rows", tables(folder)?),
        ("settings", "Settings", settings(folder)),
        ("origin", "Where this page comes from", origin(folder)),
    ];
    let shown = all.into_iter().filter(|(.., body)| !body.is_empty());
    let sections: Vec<Section> =
        shown.map(|(id, heading, body)| Section { id, heading, body }).collect();
    Ok(whole(&format!("{}: results of {}", folder.name, folder.verb), &sections))
}

/// The files with this end, and their texts.
fn with_end<'a>(
    folder: &'a ResultsFolder,
    end: &'a str,
) -> impl Iterator<Item = (&'a ResultsFile, &'a str)> {
    let of = move |file: &'a ResultsFile| {
        let has_end = file.name.rsplit_once('.').is_some_and(|(_, own)| own == end);
        Some((file, file.text.as_deref().filter(|_| has_end)?))
    };
    folder.files.iter().filter_map(of)
}

/// The name of the table behind a figure: that of the figure. The rows of `bench accuracy` are more than that.
fn behind(picture: &str) -> Option<String> {
    let table = format!("{}.csv", picture.strip_suffix(".svg")?);
    (table != ACCURACY).then_some(table)
}

fn figures(folder: &ResultsFolder) -> String {
    let mut text = String::new();
    for (file, svg) in with_end(folder, "svg") {
        let title = svg.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
        // The title is text in XML already.
        let plain = |text: &str| {
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
        };
        let alt = title.map_or_else(|| file.name.clone(), |(title, _)| plain(title));
        let caption = format!("{}.", file.name);
        let own = behind(&file.name);
        let data = with_end(folder, "csv").find(|(table, _)| Some(&table.name) == own.as_ref());
        let data = data.map_or("", |(_, text)| text);
        text += &figure(svg, &alt, &caption, data);
    }
    text
}

fn said(folder: &ResultsFolder) -> String {
    let all = with_end(folder, "md");
    all.map(|(file, text)| document(&of_markdown(text), &file.name)).collect()
}

/// Headings, sentences and tables of a text in Markdown.
fn of_markdown(text: &str) -> Document {
    let mut shown = Document::new();
    let mut open: Option<Table> = None;
    let mut sentence = String::new();
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        let cells = inner.replace("\\|", "\u{0}");
        cells.split('|').map(|cell| cell.trim().replace('\u{0}', "|").replace('\\', "")).collect()
    };
    for line in text.lines().chain([""]) {
        let line = line.trim();
        if let Some(table) = open.as_mut().filter(|_| line.starts_with('|')) {
            let row = cells(line);
            let is_rule =
                row.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| ":-".contains(c)));
            if !is_rule && row.len() == table.columns.len() {
                table.row(row);
            }
            continue;
        }
        if let Some(table) = open.take() {
            shown.table(table);
        }
        let is_item = line.starts_with("- ");
        if (line.is_empty() || line.starts_with(['#', '|']) || is_item) && !sentence.is_empty() {
            shown.line(4, std::mem::take(&mut sentence));
        }
        if line.starts_with('|') {
            open = Some(Table::new(cells(line).into_iter().map(Column::text)));
        } else if line.starts_with('#') {
            shown.line(0, line.trim_start_matches('#').trim());
        } else if !line.is_empty() {
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(line.strip_prefix("- ").unwrap_or(line));
        }
    }
    shown
}

fn tables(folder: &ResultsFolder) -> Result<String, BrokenTable> {
    let mut text = String::new();
    for (file, csv) in with_end(folder, "csv") {
        // What is behind a figure can be saved there.
        if folder.files.iter().any(|other| behind(&other.name).as_ref() == Some(&file.name)) {
            continue;
        }
        let found = read_table(csv.as_bytes())
            .map_err(|error| BrokenTable { file: file.name.clone(), error })?;
        let caption = format!("{}, {}", file.name, counted(found.rows.len(), "row"));
        let _ = writeln!(text, "<p class=\"lead\">{}</p>", escaped(&caption));
        if found.rows.len() <= LONG {
            text += &table(&found, &caption);
        } else {
            text += &bare_table(&found, &caption);
            let link = download(&file.name.replace('/', "-"), "CSV", csv);
            let _ = writeln!(text, "<p class=\"files\">This table as {link}</p>");
        }
    }
    Ok(text)
}

fn settings(folder: &ResultsFolder) -> String {
    let mut text = String::new();
    for (file, json) in with_end(folder, "json") {
        let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(json) else { continue };
        let mut shown = Table::new([Column::text("setting"), Column::text("value")]);
        for (key, value) in fields {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            shown.row([key, value]);
        }
        text += &table(&shown, &file.name);
    }
    text
}

fn origin(folder: &ResultsFolder) -> String {
    let mut shown =
        Table::new([Column::text("file"), Column::number("bytes"), Column::text("SHA-256")]);
    for file in &folder.files {
        shown.row([file.name.clone(), file.n_bytes.to_string(), file.sha256.clone()]);
    }
    format!(
        "<p>{} made this page of the folder <code>{}</code>, which <code>ironproof {}</code> wrote. These are its \
         files; the same files and program make the same page.</p>\n",
        escaped(&folder.program),
        escaped(&folder.name),
        folder.verb
    ) + &table(&shown, "Files of the folder")
}
