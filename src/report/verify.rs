//! What `verify` found for people, and as a table with a row for each instance.

use ironproof_number::rational::Readable;
use ironproof_results::verify::{Crosschecked, Verification};
use ironproof_results::{json, record};
use ironproof_verdict::Count;
use serde_json::Value;

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;
use crate::words::{counted, small};

/// What `verify` found. Of random instances people see only those that disagree.
pub struct VerifyReport<'a> {
    /// What is shown.
    pub found: &'a Verification,
    /// Whether the instances are random.
    pub is_random: bool,
}

impl Report for VerifyReport<'_> {
    fn document(&self) -> Document {
        let mut document = Document::new();
        let columns = [
            Column::text("instance"),
            Column::number("types"),
            Column::text("value"),
            Column::text("verified"),
            Column::number("error"),
            Column::number("LPs"),
            Column::text("agree"),
        ];
        let mut table = Table::new(columns);
        let shown = self.found.instances.iter().filter(|found| !self.is_random || !found.agree);
        for found in shown {
            table.row(cells(found));
        }
        document.table(table);
        for found in &self.found.instances {
            for disagreement in &found.disagreements {
                document.line(0, format!("{}: {disagreement}", found.name));
            }
        }
        summary(&mut document, self.found);
        document
    }

    fn json(&self) -> Vec<Value> {
        self.found.instances.iter().map(json).collect()
    }

    fn records(&self) -> Vec<Record> {
        let row = |found: &Crosschecked| {
            let mut row = record(found);
            row.shift_remove("solves");
            let disagreements = found.disagreements.join("; ");
            row.insert("disagreements".to_owned(), Value::String(disagreements));
            row
        };
        self.found.instances.iter().map(row).collect()
    }
}

fn cells(found: &Crosschecked) -> [String; 7] {
    [
        found.name.clone(),
        found.types.to_string(),
        found.value.0.as_ref().map_or("infeasible".to_owned(), |value| Readable(value).to_string()),
        yes(found.certified.verified().is_some()),
        small(found.highs_abs_error),
        found.solves.len().to_string(),
        yes(found.agree),
    ]
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "NO" }.to_owned()
}

fn summary(document: &mut Document, found: &Verification) {
    let all = &found.instances;
    let verified: Count = all.iter().map(|found| found.certified.verified()).collect();
    let agree = all.iter().filter(|found| found.agree).count();
    let n_solves: usize = all.iter().map(|found| found.solves.len()).sum();
    let silent: usize = all.iter().map(Crosschecked::n_silent).sum();
    let (instances, solves) = (counted(all.len(), "instance"), counted(n_solves, "LP solve"));
    document.line(0, format!("{instances}: {verified}, {agree} in agreement"));
    document.line(
        0,
        format!(
            "{solves}, {silent} without an answer; largest error of HiGHS simplex {}",
            small(found.worst_error())
        ),
    );
    let below = all.iter().filter_map(|found| found.below_continuous).reduce(f64::max);
    if let Some(below) = below {
        let text =
            "farthest below its known continuous optimum, relative to it, because of the grid";
        document.line(0, format!("{text}: {below:.1e}"));
    }
    let without_lp = all.iter().filter(|found| found.solves.is_empty()).count();
    if without_lp > 0 {
        document.line(
            0,
            format!(
                "{without_lp} without an LP: too many types (--lp-types) or no such formulation"
            ),
        );
    }
}
