//! Methods side by side for people, and as a table with a row for each measurement.

use ironproof_bench::row::{Record as Line, seconds};
use ironproof_bench::summary::MethodSummary;
use ironproof_results::bench::Measured;
use ironproof_results::{json, record};
use serde_json::Value;

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;

impl Report for Measured {
    fn document(&self) -> Document {
        let mut document = Document::new();
        let mut table = Table::new([
            Column::text("method"),
            Column::number("right"),
            Column::number("mean"),
            Column::number("growth"),
            Column::number("types"),
            Column::number("time"),
        ]);
        for summary in &self.summaries {
            table.row(cells(summary));
        }
        document.table(table);
        for (method, types, why) in self.summaries.iter().filter_map(stop) {
            document.line(0, format!("{method} stops at {types} types: {why}"));
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![Value::Array(self.rows.iter().map(json).collect())]
    }

    fn records(&self) -> Vec<Record> {
        self.rows.iter().map(|row| record(&Line::from(row))).collect()
    }
}

/// The mean is the one with a shift of 1 ms; the last two cells are the most types with a right answer.
fn cells(summary: &MethodSummary) -> [String; 6] {
    [
        summary.method.clone(),
        format!("{}/{}", summary.n_right, summary.n_rows),
        seconds(summary.mean_1ms),
        summary.exponent.map(|x| format!("{x:.2}")).unwrap_or_default(),
        summary.most_types.to_string(),
        summary.time_there.map(seconds).unwrap_or_default(),
    ]
}

fn stop(summary: &MethodSummary) -> Option<(&str, usize, &str)> {
    let (types, why) = summary.stops_at.as_ref()?;
    Some((&summary.method, *types, why.name()))
}
