//! `bench accuracy`: how far the answers of solvers are from the truth.

use ironproof_bench::accuracy::row::Row;
use ironproof_bench::accuracy::run::Run;
use ironproof_bench::accuracy::summary;
use ironproof_bench::accuracy::summary::{LeftOut, SolverSummary};

/// A row as `--json` shows it.
pub use ironproof_bench::accuracy::row::Row as GradedRow;

/// All rows of a folder, and what they say together.
#[derive(Clone, Debug)]
pub struct Graded {
    /// The rows, in the order in which they were measured.
    pub rows: Vec<Row>,
    /// A line for each solver and setting.
    pub summaries: Vec<SolverSummary>,
    /// How many answers are refuted beyond any tolerance.
    pub n_findings: usize,
    /// What a reader of the tables must know: titles, and lines below each.
    pub notes: Vec<(&'static str, Vec<String>)>,
}

impl From<&Run> for Graded {
    fn from(run: &Run) -> Self {
        let notes = [
            ("No answer", summary::without_answer(&run.rows)),
            ("Relaxed", run.relaxed()),
            ("Left out", run.left_out.iter().map(LeftOut::to_string).collect()),
        ];
        Self {
            rows: run.rows.clone(),
            summaries: summary::summarise(&run.rows),
            n_findings: run.rows.iter().filter(|row| summary::is_finding(row)).count(),
            notes: notes.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
        }
    }
}
