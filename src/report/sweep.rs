//! Sweeps for people, and as tables.

use ironproof_results::sweep::{SweepMerged, SweepPlanned, SweepRan, SweepStatus};
use ironproof_results::{json, record};
use serde_json::{Value, json};

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;
use crate::words::{counted, digits};

impl Report for SweepPlanned {
    fn document(&self) -> Document {
        let mut document = Document::new();
        let n = self.instances;
        document.line(0, format!("{n} instances over {}: {}", self.axes.join(", "), self.manifest));
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let mut row = record(self);
        row.insert("axes".to_owned(), json!(self.axes.join("; ")));
        vec![row]
    }
}

impl Report for SweepRan {
    fn document(&self) -> Document {
        let Self { instances, there, new, failed, damaged, finished, .. } = self;
        let mut document = Document::new();
        let end = if *finished {
            "finished".to_owned()
        } else {
            format!("{} are left: run it again to go on", instances - there - new)
        };
        document
            .line(0, format!("{instances} instances: {there} were there, {new} are new; {end}"));
        if *failed > 0 {
            document.line(
                2,
                format!("{failed} of the new ones have no answer; `sweep status` says why"),
            );
        }
        damaged.iter().for_each(|line| document.line(2, line));
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let mut row = record(self);
        row.insert("damaged".to_owned(), json!(self.damaged.len()));
        vec![row]
    }
}

impl Report for SweepStatus {
    fn document(&self) -> Document {
        let Self { instances, rows, missing, .. } = self;
        let mut document = Document::new();
        document
            .line(0, format!("{instances} instances: {rows} have a row, {missing} are missing"));
        let mut table = Table::new([Column::text("status"), Column::number("rows")]).indented(2);
        for count in &self.statuses {
            table.row([count.status.clone(), count.rows.to_string()]);
        }
        document.table(table);
        for failure in &self.failures {
            document.line(2, format!("instance {}: {}", failure.index, failure.message));
        }
        self.damaged.iter().for_each(|line| document.line(2, line));
        contradictions(&mut document, &self.contradictions);
        if self.foreign > 0 {
            let rows = counted(usize::try_from(self.foreign).unwrap_or(usize::MAX), "row");
            document.line(2, format!("{rows} of another sweep are left out"));
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let of = |count: &ironproof_results::sweep::StatusCount| record(count);
        self.statuses.iter().map(of).collect()
    }
}

impl Report for SweepMerged {
    fn document(&self) -> Document {
        let Self { instances, rows, failed, .. } = self;
        let mut document = Document::new();
        if let Some(table) = table(self) {
            document.table(table);
        }
        if self.shown.len() < usize::try_from(*rows).unwrap_or(usize::MAX) {
            document.line(2, format!("and {} more rows", rows - self.shown.len() as u64));
        }
        document.line(
            0,
            format!("{rows} of {instances} instances have a row; {failed} have no answer"),
        );
        for file in &self.files {
            document.line(2, format!("{}  sha256 {}", file.file, file.sha256));
        }
        self.damaged.iter().for_each(|line| document.line(2, line));
        contradictions(&mut document, &self.contradictions);
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    /// The files: the rows themselves are in them.
    fn records(&self) -> Vec<Record> {
        self.files.iter().map(record).collect()
    }
}

fn contradictions(document: &mut Document, found: &[u64]) {
    if let Some(first) = found.first() {
        let n = counted(found.len(), "instance");
        document.line(
            2,
            format!("{n} with two different answers, such as number {first}: this is a fault of a machine or of this program"),
        );
    }
}

/// The first rows: what varies, and what was found.
fn table(found: &SweepMerged) -> Option<Table> {
    let has = |key: &str| found.shown.iter().any(|row| row.contains_key(key));
    let text = |row: &Record, key: &str| match row.get(key) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.as_f64().map_or_else(|| number.to_string(), digits),
        Some(other) => other.to_string(),
    };
    let numbers = ["value", "revenue", "served", "optimum", "loss", "objective", "error"];
    let numbers = numbers.map(|name| {
        let approx = format!("{name}_approx");
        if has(&approx) { (name, approx) } else { (name, name.to_owned()) }
    });
    let numbers: Vec<_> = numbers.into_iter().filter(|(_, key)| has(key)).collect();
    let words: Vec<&str> =
        ["status", "structure", "message"].into_iter().filter(|key| has(key)).collect();
    let titles = found.axes.iter().map(Column::number);
    let titles = titles.chain(numbers.iter().map(|(name, _)| Column::number(*name)));
    let mut table =
        Table::new(titles.chain(words.iter().map(|word| Column::text(*word)))).indented(2);
    for row in &found.shown {
        let cells = found.axes.iter().map(|name| text(row, name));
        let cells = cells.chain(numbers.iter().map(|(_, key)| text(row, key)));
        table.row(cells.chain(words.iter().map(|word| text(row, word))));
    }
    (!found.shown.is_empty()).then_some(table)
}
