//! A study for people, and as a table with a row for each file.

use ironproof_results::json;
use ironproof_results::replicated::{FileVerdict, Replicated};
use serde_json::{Value, json};

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;
use crate::words::counted;

impl Report for Replicated {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.line(0, format!("{}: {}", self.title, counted(self.steps.len(), "step")));
        let mut table = Table::new([
            Column::text("what"),
            Column::text("file"),
            Column::text("now"),
            Column::number("seconds"),
        ])
        .indented(2);
        for row in rows(self) {
            table.row([row.shows, row.file, row.verdict.to_owned(), format!("{:.1}", row.seconds)]);
        }
        document.table(table);
        for name in &self.changed_inputs {
            document.line(2, format!("{name} is not what it was when the study was run"));
        }
        match self.same {
            None => document.line(2, "README.md, CITATION.cff and SHA256SUMS are written"),
            Some(true) => document.verdict("each file came again, byte by byte"),
            Some(false) => document.verdict("not everything came again"),
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let record = |row: Row| {
            let mut record = Record::new();
            record.insert("title".to_owned(), json!(self.title));
            record.insert("shows".to_owned(), json!(row.shows));
            record.insert("command".to_owned(), json!(row.command));
            record.insert("file".to_owned(), json!(row.file));
            record.insert("verdict".to_owned(), json!(row.verdict));
            record.insert("seconds".to_owned(), json!(row.seconds));
            record
        };
        rows(self).into_iter().map(record).collect()
    }
}

/// A file of a step.
struct Row {
    shows: String,
    command: String,
    file: String,
    verdict: &'static str,
    seconds: f64,
}

fn rows(found: &Replicated) -> Vec<Row> {
    let verdict = |file: &str| {
        let files = found.files.iter().flatten();
        match files.clone().find(|compared| compared.file == file).map(|compared| compared.verdict)
        {
            None => "written",
            Some(FileVerdict::Same) => "same",
            Some(FileVerdict::Differs) => "differs",
            Some(FileVerdict::Missing) => "missing",
        }
    };
    let of = |step: &ironproof_results::replicated::StepDone| {
        let row = |file: &String| Row {
            shows: step.shows.clone(),
            command: step.command.clone(),
            verdict: verdict(file),
            file: file.clone(),
            seconds: step.seconds,
        };
        step.files.iter().map(row).collect::<Vec<_>>()
    };
    found.steps.iter().flat_map(of).collect()
}
