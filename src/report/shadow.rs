//! Shadow prices, and instances where nothing is feasible, for people.

use ironproof_number::rational::Readable;
use ironproof_results::shadow::{Infeasible, ShadowPrices};
use ironproof_results::{json, record};
use serde_json::Value;

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;

/// A table of those that are not zero; `None` if all are.
pub(crate) fn shadow_prices(prices: &ShadowPrices) -> Option<Table> {
    let mut table = Table::new([Column::text("one more of"), Column::text("is worth")]).indented(2);
    let mut n_rows = 0;
    let levels = prices
        .levels
        .iter()
        .map(|level| (format!("quality {} or better", Readable(&level.level.0)), &level.price.0));
    let sides =
        prices.constraints.iter().map(|side| (format!("slack in: {}", side.name), &side.price.0));
    for (what, price) in levels.chain(sides).filter(|(_, price)| !price.is_zero()) {
        table.row([what, Readable(price).to_string()]);
        n_rows += 1;
    }
    (0 < n_rows).then_some(table)
}

impl Report for Infeasible {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.line(0, format!("{}: infeasible: no mechanism meets the constraints", self.name));
        let binding = self.multipliers.constraints.iter().filter(|side| !side.price.0.is_zero());
        let names: Vec<&str> = binding.map(|side| side.name.as_str()).collect();
        document.line(2, format!("these contradict each other: {}", names.join("; ")));
        if let Some(verified) = self.certified.verified() {
            let word = verified.word();
            document.line(0, format!("{word}: the independent checker accepts the certificate"));
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let mut row = record(self);
        row.shift_remove("multipliers");
        vec![row]
    }
}
