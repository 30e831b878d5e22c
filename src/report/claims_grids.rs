//! The continuous forms of the claims as a table of docs/claims.md.

use super::template::table as markdown;
use ironproof_claims::continuous::{Checked, GRIDS};
use ironproof_number::rational::{Rational, approx};

/// One line per quantity of an instance.
pub(crate) fn table(rows: &[Checked]) -> String {
    let grids: Vec<String> = GRIDS.iter().map(ToString::to_string).collect();
    let titles = format!(
        "claim | instance | quantity | known | exact bracket | error, K = {} | order | c | holds",
        grids.join(" | ")
    );
    let sides = format!("|---|---|---|---|---|{}---:|---:|---|", "---:|".repeat(GRIDS.len()));
    markdown(&titles, &sides, rows.iter().map(cells))
}

fn cells(checked: &Checked) -> Vec<String> {
    let row = &checked.row;
    let name = &row.instance;
    let link = if row.is_file() {
        format!("[{name}](../instances/closed-form/{name}.toml)")
    } else {
        name.clone()
    };
    let mut cells = vec![
        row.claim.to_owned(),
        link,
        row.what(),
        row.known_text(),
        checked.bracket.as_deref().unwrap_or("-").to_owned(),
    ];
    cells.extend(checked.errors.iter().map(error));
    cells.push(checked.order().map_or_else(|| "-".to_owned(), |order| format!("{order:.2}")));
    cells.push(row.bound.to_string());
    cells.push(yes(checked.holds()));
    cells
}

/// An error for people.
pub(crate) fn error(error: &Rational) -> String {
    if error.is_zero() { "exact".to_owned() } else { format!("{:.1e}", approx(error)) }
}

/// Whether something holds, on the page.
pub(crate) fn yes(holds: bool) -> String {
    if holds { "yes" } else { "**no**" }.to_owned()
}
