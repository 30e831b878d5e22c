//! What was found about claims for people, and as a table with a row for each claim.

use ironproof_results::claims::ClaimsFound;
use ironproof_results::json;
use serde_json::{Value, json as object};

use super::claims_grids::error;
use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;

impl Report for ClaimsFound {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.table(finite(self));
        document.line(0, summary(self));
        document.table(continuous(self));
        let holding = self.continuous.iter().filter(|row| row.holds).count();
        let n = self.continuous.len();
        document.line(0, format!("{holding} of {n} continuous rows hold on refining grids"));
        document
    }

    fn json(&self) -> Vec<Value> {
        self.finite.iter().map(json).chain(self.continuous.iter().map(json)).collect()
    }

    /// A row for each document of JSON, with what both kinds have.
    fn records(&self) -> Vec<Record> {
        let finite = self.finite.iter().map(|claim| {
            let (checked, counterexamples) = (Some(claim.checked), Some(claim.counterexamples));
            row([claim.id, claim.kind, claim.title, ""], claim.holds, checked, counterexamples)
        });
        let continuous = self.continuous.iter().map(|claim| {
            row([claim.id, claim.kind, &claim.what, &claim.instance], claim.holds, None, None)
        });
        finite.chain(continuous).collect()
    }
}

fn row(
    [id, kind, what, instance]: [&str; 4],
    holds: bool,
    checked: Option<u64>,
    counterexamples: Option<u64>,
) -> Record {
    let document = object!({
        "id": id,
        "kind": kind,
        "what": what,
        "instance": instance,
        "holds": holds,
        "checked": checked,
        "counterexamples": counterexamples,
    });
    match document {
        Value::Object(record) => record,
        other => unreachable!("a row is an object, not {other}"),
    }
}

/// The finite claims, one line each.
fn finite(found: &ClaimsFound) -> Table {
    let mut table = Table::new([
        Column::text("claim"),
        Column::text("what"),
        Column::text("holds"),
        Column::number("checked"),
        Column::number("false"),
        Column::number("ablations"),
    ]);
    for claim in &found.finite {
        table.row([
            claim.id.to_owned(),
            claim.title.to_owned(),
            yes(claim.holds),
            claim.checked.to_string(),
            claim.counterexamples.to_string(),
            format!("{} of {}", claim.ablations_found, claim.ablations_wanted),
        ]);
    }
    table
}

/// How many claims hold, on how many instances.
fn summary(found: &ClaimsFound) -> String {
    let ClaimsFound { finite, n_shipped, n_random, accepted, n_refused, .. } = found;
    let holding = finite.iter().filter(|claim| claim.holds).count();
    let mut text = format!(
        "{holding} of {} claims hold; {n_shipped} shipped and {n_random} random instances, {accepted}",
        finite.len()
    );
    if 0 < *n_refused {
        text = format!("{text}, {n_refused} not accepted by the checker");
    }
    match (n_shipped + n_random).saturating_sub(accepted.number() + n_refused) {
        0 => text,
        earlier => format!("{text}, {earlier} counted by earlier runs (--resume)"),
    }
}

/// The continuous forms, one line per quantity of an instance, with the error on the finest grid.
fn continuous(found: &ClaimsFound) -> Table {
    let finest = found.continuous.first().and_then(|row| row.grids.last());
    let mut table = Table::new([
        Column::text("claim"),
        Column::text("continuous instance"),
        Column::text("quantity"),
        Column::number(finest.map_or_else(String::new, |n| format!("K = {n}"))),
        Column::text("holds"),
    ]);
    for row in &found.continuous {
        table.row([
            row.id.to_owned(),
            row.instance.clone(),
            row.what.clone(),
            row.errors.0.last().map_or_else(|| "-".to_owned(), error),
            yes(row.holds),
        ]);
    }
    table
}

fn yes(holds: bool) -> String {
    if holds { "yes" } else { "NO" }.to_owned()
}
