//! Sweeps for people, and as tables.

use ironproof_results::along::letter;
use ironproof_results::sweep::{SweepMerged, SweepPlanned, SweepRan, SweepStatus, SweepSubmitted};
use ironproof_results::{json, record};
use serde_json::{Value, json};

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;
use crate::words::{counted, digits, unanswered};

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
        let Self { instances, there, new, failed, certificates, damaged, finished, .. } = self;
        let mut document = Document::new();
        let end = if *finished {
            "finished".to_owned()
        } else {
            match instances - there - new {
                0 => "certificates are left: run it again to go on".to_owned(),
                left => format!("{left} are left: run it again to go on"),
            }
        };
        document
            .line(0, format!("{instances} instances: {there} were there, {new} are new; {end}"));
        if *failed > 0 {
            document.line(
                2,
                format!("{failed} of the new ones have no answer; `sweep status` says why"),
            );
        }
        if *certificates > 0 {
            document
                .line(2, format!("{certificates} certificates were made for rows that were there"));
        }
        for line in damaged {
            document.line(2, line);
        }
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

impl Report for SweepSubmitted {
    fn document(&self) -> Document {
        let mut document = Document::new();
        let tasks = counted(usize::try_from(self.tasks).unwrap_or(usize::MAX), "task");
        // `sbatch --parsable` says a number alone, and `hq` a sentence.
        let job = match &self.job {
            Some(job) if self.engine == "slurm" => format!("job {job}"),
            Some(job) => job.clone(),
            None => "nothing was handed over".to_owned(),
        };
        document.line(0, format!("{tasks} for {}: {job}", self.engine));
        document.verdict(format!("  {}", self.line));
        for line in self.script.iter().flat_map(|script| script.lines()) {
            document.verdict(format!("  {line}"));
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let mut row = record(self);
        row.insert("command".to_owned(), json!(self.command.join(" ")));
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
        for line in &self.damaged {
            document.line(2, line);
        }
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
        if self.claims.is_empty() {
            rows_shown(self, &mut document);
        } else {
            document.table(claims(self));
        }
        let failed = unanswered(*failed);
        document.line(0, format!("{rows} of {instances} instances have a row; {failed}"));
        for file in &self.files {
            document.line(2, format!("{}  sha256 {}..", file.file, &file.sha256[..16]));
        }
        for line in &self.damaged {
            document.line(2, line);
        }
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

/// What was counted about claims.
fn claims(found: &SweepMerged) -> Table {
    let titles = ["checked", "counterexamples", "rarest branch"].map(Column::number);
    let mut table = Table::new([Column::text("part")].into_iter().chain(titles)).indented(2);
    for counts in &found.claims {
        let rarest = counts.branches.iter().map(|branch| branch.reached).min();
        table.row([
            counts.id.to_owned(),
            counts.checked.to_string(),
            counts.counterexamples.to_string(),
            rarest.map_or_else(String::new, |n| n.to_string()),
        ]);
    }
    table
}

/// The first rows: what varies, and what was found. A structure is a letter, which is said below.
fn rows_shown(found: &SweepMerged, document: &mut Document) {
    let has = |key: &str| found.shown.iter().any(|row| row.contains_key(key));
    let numbers = ["value", "revenue", "served", "optimum", "loss", "objective", "error"];
    let numbers = numbers.map(|name| {
        let approx = format!("{name}_approx");
        if has(&approx) { (name, approx) } else { (name, name.to_owned()) }
    });
    let numbers: Vec<_> = numbers.into_iter().filter(|(_, key)| has(key)).collect();
    let mut structures: Vec<String> = Vec::new();
    for row in &found.shown {
        let structure = cell(row, "structure");
        if !structure.is_empty() && !structures.contains(&structure) {
            structures.push(structure);
        }
    }
    let is_plain = found.shown.iter().all(|row| cell(row, "status") == "optimal");
    let mut words = Vec::new();
    words.extend((!is_plain).then_some("status"));
    words.extend(has("message").then_some("message"));
    let mut titles: Vec<Column> = found.axes.iter().map(Column::number).collect();
    titles.extend(numbers.iter().map(|(name, _)| Column::number(*name)));
    titles.extend((!structures.is_empty()).then(|| Column::text("structure")));
    titles.extend(words.iter().map(|word| Column::text(*word)));
    let mut table = Table::new(titles).indented(2);
    for row in &found.shown {
        let mut cells: Vec<String> = found.axes.iter().map(|name| cell(row, name)).collect();
        cells.extend(numbers.iter().map(|(_, key)| cell(row, key)));
        if !structures.is_empty() {
            let structure = cell(row, "structure");
            let place = structures.iter().position(|known| *known == structure);
            cells.push(place.map_or_else(String::new, letter));
        }
        cells.extend(words.iter().map(|word| cell(row, word)));
        table.row(cells);
    }
    document.table(table);
    for (place, structure) in structures.iter().enumerate() {
        document.line(2, format!("{}  {structure}", letter(place)));
    }
    let n_more = found.rows.saturating_sub(found.shown.len() as u64);
    if n_more > 0 {
        document.line(2, format!("and {n_more} more rows"));
    }
}

fn cell(row: &Record, key: &str) -> String {
    match row.get(key) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.as_f64().map_or_else(|| number.to_string(), digits),
        Some(other) => other.to_string(),
    }
}
