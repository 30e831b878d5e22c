//! `bench`: methods side by side.

use ironproof_bench::row::Row;
use ironproof_bench::run::Run;
use ironproof_bench::summary::MethodSummary;

/// A row as `--json` shows it.
pub use ironproof_bench::row::Row as MeasuredRow;

/// All rows of a folder, and what they say together.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The rows, in the order in which they were measured.
    pub rows: Vec<Row>,
    /// A line for each method, the fastest first.
    pub summaries: Vec<MethodSummary>,
}

impl From<Run> for Measured {
    fn from(run: Run) -> Self {
        let summaries = run.summaries();
        Self { rows: run.rows, summaries }
    }
}

impl Measured {
    /// Whether an answer is false.
    pub fn is_wrong(&self) -> bool {
        self.rows.iter().any(|row| row.measurement.status.is_false())
    }
}
