//! What `claims` prints and writes: a table, JSON lines, a CSV.

use std::fmt::Write as _;
use std::path::Path;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde_json::json;

use ironproof_claims::Dropped;
use ironproof_claims::validate::{Evidence, Problem};
use ironproof_files::file::{WriteError, write_file};
use ironproof_files::table::Csv;

/// The counts of one claim over its parts.
pub(crate) struct Row {
    pub(crate) holds: bool,
    pub(crate) shipped: u64,
    pub(crate) random: u64,
    pub(crate) counterexamples: u64,
    /// Hypotheses whose need is shown, of how many.
    pub(crate) needed: (usize, usize),
    pub(crate) harmless: usize,
    pub(crate) fewest: Option<u64>,
}

pub(crate) fn row(evidence: &Evidence, c: usize) -> Row {
    let claim = evidence.claims[c];
    let parts = || evidence.shipped.parts[c].iter().zip(&evidence.random.parts[c]);
    let hypotheses = || claim.parts.iter().flat_map(|part| part.hypotheses);
    let n_needed = hypotheses().filter(|h| h.dropped == Dropped::Fails).count();
    let missing = evidence.problems[c].iter().filter(|problem| {
        matches!(problem, Problem::Missing { .. } | Problem::ShowsNothing { .. })
    });
    let branches = parts().flat_map(|(shipped, random)| {
        shipped.branches.iter().zip(&random.branches).map(|(a, b)| a + b)
    });
    Row {
        holds: evidence.problems[c].is_empty(),
        shipped: parts().map(|(shipped, _)| shipped.checked).sum(),
        random: parts().map(|(_, random)| random.checked).sum(),
        counterexamples: parts().map(|(a, b)| a.n_counterexamples + b.n_counterexamples).sum(),
        needed: (n_needed - missing.count(), n_needed),
        harmless: hypotheses().count() - n_needed,
        fewest: branches.min(),
    }
}

/// The finite claims, one line each.
pub fn table(evidence: &Evidence) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header([
        "claim",
        "",
        "holds",
        "shipped",
        "random",
        "counterexamples",
        "ablations",
        "harmless",
        "rarest branch",
    ]);
    for column in 3..9 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for (c, claim) in evidence.claims.iter().enumerate() {
        let row = row(evidence, c);
        table.add_row([
            claim.id.to_owned(),
            claim.title.to_owned(),
            if row.holds { "yes" } else { "NO" }.to_owned(),
            row.shipped.to_string(),
            row.random.to_string(),
            row.counterexamples.to_string(),
            format!("{} of {}", row.needed.0, row.needed.1),
            row.harmless.to_string(),
            row.fewest.map_or_else(|| "-".to_owned(), |fewest| fewest.to_string()),
        ]);
    }
    table
}

/// How many claims hold, on how many instances.
pub fn summary(evidence: &Evidence) -> String {
    let holding = evidence.problems.iter().filter(|problems| problems.is_empty()).count();
    let (shipped, random) = (&evidence.shipped, &evidence.random);
    let verified = shipped.verified.plus(random.verified);
    let mut text = format!(
        "{holding} of {} claims hold; {} shipped and {} random instances, {verified}",
        evidence.claims.len(),
        shipped.n_instances,
        random.n_instances,
    );
    let n_refused = shipped.n_refused + random.n_refused;
    if 0 < n_refused {
        let _ = write!(text, ", {n_refused} not accepted by the checker");
    }
    let n_seen = shipped.n_instances + random.n_instances;
    match n_seen.saturating_sub(verified.number() + n_refused) {
        0 => {}
        earlier => {
            let _ = write!(text, ", {earlier} counted by earlier runs (--resume)");
        }
    }
    text + "\n"
}

/// One document per claim.
pub fn json_lines(evidence: &Evidence) -> Vec<serde_json::Value> {
    let mut lines = Vec::new();
    for (c, claim) in evidence.claims.iter().enumerate() {
        let row = row(evidence, c);
        let mut parts = Vec::new();
        for (p, part) in claim.parts.iter().enumerate() {
            let (shipped, random) = (&evidence.shipped.parts[c][p], &evidence.random.parts[c][p]);
            let branches: Vec<_> = part
                .branches
                .iter()
                .enumerate()
                .map(|(b, name)| {
                    json!({ "branch": name, "reached": shipped.branches[b] + random.branches[b] })
                })
                .collect();
            let names: Vec<_> =
                shipped.counterexamples.iter().chain(&random.counterexamples).collect();
            let dropped: Vec<_> = part
                .hypotheses
                .iter()
                .enumerate()
                .map(|(h, hypothesis)| {
                    json!({
                        "hypothesis": hypothesis.name,
                        "needed": hypothesis.dropped == Dropped::Fails,
                        "tried": shipped.ablations[h].tried + random.ablations[h].tried,
                        "failed": shipped.ablations[h].failed + random.ablations[h].failed,
                    })
                })
                .collect();
            parts.push(json!({
                "id": part.id,
                "checked": shipped.checked + random.checked,
                "counterexamples": names,
                "branches": branches,
                "without": dropped,
            }));
        }
        let problems: Vec<String> = evidence.problems[c].iter().map(ToString::to_string).collect();
        lines.push(json!({
            "id": claim.id,
            "kind": "finite",
            "title": claim.title,
            "holds": row.holds,
            "checked": row.shipped + row.random,
            "counterexamples": row.counterexamples,
            "ablations_found": row.needed.0,
            "ablations_wanted": row.needed.1,
            "problems": problems,
            "parts": parts,
        }));
    }
    lines
}

/// One row per part, branch and hypothesis, in the long form that spreadsheets like.
///
/// # Errors
/// [`WriteError`] if the file cannot be written.
pub fn write_csv(path: &Path, evidence: &Evidence) -> Result<(), WriteError> {
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
