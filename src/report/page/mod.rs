//! One instance on one page of HTML: the question, the answer, what accounts for it, what shows it, what it rests on.
//!
//! ```text
//! html       documents as HTML
//! inert      names and other texts in it
//! attached   files inside the page: pictures, and texts to download
//! sentences  the question and the answer in words
//! sections   the parts of the page
//! table_page a table of results alone, to sort and to filter
//! folder_page  a folder of results
//! ```
//!
//! The page is one file. It loads nothing from a network, and reads well without its few lines of script.

mod attached;
mod html;
mod inert;
mod sections;
mod sentences;
mod table_page;
mod folder_page;

pub use self::folder_page::{BrokenTable, folder_page};
pub use self::table_page::{NoTable, table_page};

use std::fmt::Write as _;

use ironproof_results::brief::Brief;

use self::inert::escaped;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("sort.js");

/// The page.
pub fn page(brief: &Brief) -> String {
    let sections = sections::all(brief);
    whole(&brief.title, &sections)
}

/// A part of a page, under a heading.
struct Section {
    /// The name of its place in the page.
    id: &'static str,
    heading: &'static str,
    /// HTML.
    body: String,
}

/// A page with a title, links to its sections, and the sections.
fn whole(title: &str, sections: &[Section]) -> String {
    let title = escaped(title);
    let (mut links, mut parts) = (String::new(), String::new());
    for Section { id, heading, body } in sections {
        let _ = writeln!(links, "<a href=\"#{id}\">{heading}</a>");
        let _ = writeln!(
            parts,
            "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading}</h2>\n{body}</section>"
        );
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n<nav aria-label=\"Sections\">\n{links}</nav>\n</header>\n<main>\n{parts}</main>\n\
         <script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    )
}
