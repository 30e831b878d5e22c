//! How far solvers are from the truth, for people and as a table with a row for each answer.

use ironproof_answer::tolerance::{ACCEPTED, LADDER};
use ironproof_bench::accuracy::summary::SolverSummary;
use ironproof_results::accuracy::Graded;
use ironproof_results::{json, record};
use serde_json::Value;

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;
use crate::words::counted;

/// Lines of a list that are shown; accuracy.md has all.
const MAX_NOTES: usize = 10;

impl Report for Graded {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.table(table(&self.summaries));
        for (title, lines) in &self.notes {
            document.line(0, format!("{}:", title.to_lowercase()));
            let shown = lines.len().min(MAX_NOTES);
            for line in &lines[..shown] {
                document.line(2, line);
            }
            if shown < lines.len() {
                document.line(2, format!("and {} more", lines.len() - shown));
            }
        }
        let (rows, findings) =
            (counted(self.rows.len(), "row"), counted(self.n_findings, "answer"));
        document.line(0, format!("{rows}; {findings} refuted beyond any tolerance"));
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![Value::Array(self.rows.iter().map(json).collect())]
    }

    fn records(&self) -> Vec<Record> {
        self.rows.iter().map(record).collect()
    }
}

fn table(summaries: &[SolverSummary]) -> Table {
    let mut table = Table::new([
        Column::text("solver"),
        Column::text("setting"),
        Column::number("status"),
        Column::number(format!("to {ACCEPTED}")),
        Column::number("exact"),
        Column::number("refuted"),
        Column::number("worst"),
    ]);
    let accepted = LADDER.iter().position(|rung| *rung == ACCEPTED).unwrap_or(0);
    for summary in summaries {
        let of_optima = |rung: usize| format!("{}/{}", summary.n_accepted[rung], summary.n_optima);
        table.row([
            summary.solver.clone(),
            summary.setting.clone(),
            format!("{}/{}", summary.n_right, summary.n_rows),
            of_optima(accepted),
            of_optima(LADDER.len() - 1),
            summary.n_refuted.to_string(),
            summary.worst_error.map(|error| format!("{error:.1e}")).unwrap_or_default(),
        ]);
    }
    table
}
