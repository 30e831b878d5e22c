//! Every count and every error of `claims` as CSV files.

use std::path::Path;

use ironproof_claims::continuous::{Checked, GRIDS};
use ironproof_claims::validate::Evidence;
use ironproof_files::file::{WriteError, write_file};
use ironproof_files::table::Csv;
use ironproof_number::rational::approx;

/// One row per part, branch and hypothesis, in the long form that spreadsheets like.
///
/// # Errors
/// [`WriteError`] if the file cannot be written.
pub fn write_finite(path: &Path, evidence: &Evidence) -> Result<(), WriteError> {
    write_file(path, |out| {
        let mut csv = Csv::new(out);
        csv.row(["claim", "part", "what", "name", "shipped", "random"])?;
        for (c, claim) in evidence.claims.iter().enumerate() {
            for (p, part) in claim.parts.iter().enumerate() {
                let (shipped, random) =
                    (&evidence.shipped.parts[c][p], &evidence.random.parts[c][p]);
                let mut row = |what: &str, name: &str, counts: [u64; 2]| {
                    let [a, b] = counts.map(|count| count.to_string());
                    csv.row([claim.id, part.id, what, name, &a, &b])
                };
                row("checked", "", [shipped.checked, random.checked])?;
                row("counterexamples", "", [shipped.n_counterexamples, random.n_counterexamples])?;
                for (b, name) in part.branches.iter().enumerate() {
                    row("branch", name, [shipped.branches[b], random.branches[b]])?;
                }
                for (h, hypothesis) in part.hypotheses.iter().enumerate() {
                    let (a, b) = (&shipped.ablations[h], &random.ablations[h]);
                    row("without", hypothesis.name, [a.tried, b.tried])?;
                    row("without, conclusion fails", hypothesis.name, [a.failed, b.failed])?;
                }
            }
        }
        csv.finish()
    })
}

/// One line per row and grid.
///
/// # Errors
/// [`WriteError`] if the file cannot be written.
pub fn write_continuous(path: &Path, rows: &[Checked]) -> Result<(), WriteError> {
    write_file(path, |out| {
        let mut csv = Csv::new(out);
        csv.row([
            "claim",
            "instance",
            "group",
            "quantity",
            "known_low",
            "known_high",
            "grid",
            "error",
            "error_float",
            "bound",
            "power",
            "holds",
        ])?;
        for checked in rows {
            let row = &checked.row;
            for (error, grid) in checked.errors.iter().zip(GRIDS) {
                csv.row([
                    row.claim,
                    &row.instance,
                    &(row.group + 1).to_string(),
                    row.quantity.says(),
                    &row.known.0.to_string(),
                    &row.known.1.to_string(),
                    &grid.to_string(),
                    &error.to_string(),
                    &format!("{:e}", approx(error)),
                    &row.bound.to_string(),
                    &row.quantity.power().to_string(),
                    if checked.holds() { "yes" } else { "no" },
                ])?;
            }
        }
        csv.finish()
    })
}
