//! What changed between two folders of results, for people and as a table with a row for each change.

use ironproof_bench::folders::Results;
use ironproof_results::compare::Changes;
use ironproof_results::json;
use serde_json::{Value, json as object};

use crate::document::Document;
use crate::printer::Report;
use crate::records::Record;
use crate::words::counted;

impl Report for Changes {
    fn document(&self) -> Document {
        let [worse, better] = words(self.results);
        let mut document = Document::new();
        for (word, changes) in [(worse, &self.regressions), (better, &self.improvements)] {
            for change in changes {
                document.line(0, format!("{word:7} {change}"));
            }
        }
        let Self { n_compared, n_regressions, n_improvements, .. } = self;
        document.line(
            0,
            format!("{n_compared} compared: {n_regressions} {worse}, {n_improvements} {better}"),
        );
        if !self.lost.is_empty() {
            let answers = counted(self.lost.len(), "right answer");
            let verb = if self.lost.len() == 1 { "is" } else { "are" };
            document.line(0, format!("{answers} of the first folder {verb} not in the second"));
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let [worse, better] = words(self.results);
        let kinds =
            [(worse, &self.regressions), (better, &self.improvements), ("lost", &self.lost)];
        let rows = kinds.into_iter().flat_map(|(kind, changes)| {
            changes.iter().map(move |change| object!({ "kind": kind, "change": change }))
        });
        let record = |row| match row {
            Value::Object(record) => record,
            other => unreachable!("a row is an object, not {other}"),
        };
        rows.map(record).collect()
    }
}

/// What one calls a regression, and an improvement.
fn words(results: Results) -> [&'static str; 2] {
    match results {
        Results::Times => ["slower", "faster"],
        Results::Accuracy => ["worse", "better"],
    }
}
