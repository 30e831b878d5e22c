//! The value along a parameter for people, and as a table with a row for each piece.

use ironproof_number::rational::Readable;
use ironproof_results::path::{LinearPiece, SlopeIs, Traced};
use ironproof_results::warm::{Swept, SweptRun};
use ironproof_results::{json, record};
use serde_json::{Value, json};

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;

/// A path for people: the pieces where the structure changes, or each of them.
///
/// ```
/// const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
///   "groups": [{"label": "all", "mass": "1", "types": [
///     {"wtp": "1", "prob": "1/2", "weight": "3"},
///     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
///   "quality": [{"level": "1", "mass": "1/2"}]}"#;
/// use ironproof_path::{Family, Over};
/// use ironproof_report::{Format, PathReport, Printer};
/// use ironproof_results::path::trace;
///
/// let instance = ironproof_instance::finite::read(TWO_TYPES)?;
/// let family = Family::new(&instance, Over::Alpha);
/// let (_, traced, _) = trace(&family, &0.into(), None, false)?;
/// let report = PathReport { traced: &traced, each: false };
/// let text = Printer::new(Format::Text, 80).show(&report)?;
/// assert!(text.starts_with("two types: 2 linear pieces over alpha from 0 to infinity"), "{text}");
/// assert!(text.contains("at price 0, pooled or not"), "{text}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct PathReport<'a> {
    /// What is shown.
    pub traced: &'a Traced,
    /// Whether each piece has a row for people.
    pub each: bool,
}

impl Report for PathReport<'_> {
    fn document(&self) -> Document {
        let Traced { name, over, pieces, n_solves, .. } = self.traced;
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            unreachable!("a range that is not empty has a piece");
        };
        let mut document = Document::new();
        let (from, to, n) = (Readable(&first.from.0), end_of(last), pieces.len());
        document.line(
            0,
            format!("{name}: {n} linear pieces over {over} from {from} to {to} ({n_solves} exact solves)"),
        );
        document.table(self.table(first));
        document.line(2, legend(first, pieces));
        self.verdict(&mut document);
        if let Some(swept) = &self.traced.lp {
            sweep(&mut document, over, swept);
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self.traced)]
    }

    fn records(&self) -> Vec<Record> {
        let pieces = self.traced.pieces.iter().enumerate();
        pieces
            .map(|(index, piece)| {
                let mut row = Record::new();
                row.insert("name".to_owned(), json!(self.traced.name));
                row.insert("over".to_owned(), json!(self.traced.over));
                row.insert("piece".to_owned(), json!(index + 1));
                let mut rest = record(piece);
                rest.shift_remove("groups");
                rest.shift_remove("changes");
                row.extend(rest);
                for group in &piece.groups {
                    row.insert(group.label.clone(), json!(group.structure.join(", ")));
                }
                row
            })
            .collect()
    }
}

impl PathReport<'_> {
    fn table(&self, first: &LinearPiece) -> Table {
        let Traced { over, slope_is, pieces, .. } = self.traced;
        let from = format!("{over} from");
        let titles = [from.as_str(), "value there", slope_is.name()];
        let labels = first.groups.iter().map(|group| group.label.as_str());
        let columns = titles.into_iter().chain(labels).map(Column::text);
        let mut table = Table::new(columns).indented(2);
        // Neighbouring pieces of one structure; or every piece on its own.
        for phase in pieces.chunk_by(|a, b| !self.each && a.groups == b.groups) {
            let Some(first) = phase.first() else { continue };
            let numbers = [&first.from.0, &first.value_at_from.0, &first.slope.0];
            let numbers = numbers.map(|number| Readable(number).to_string());
            let structures = first.groups.iter().map(|group| group.structure.join(", "));
            table.row(numbers.into_iter().chain(structures));
        }
        table
    }

    /// What determines all pieces, each of it accepted by the checker.
    fn verdict(&self, document: &mut Document) {
        let Some(proof) = &self.traced.proof else { return };
        let count = proof.count();
        let is_endless = self.traced.pieces.last().is_some_and(|piece| piece.to.0.is_none());
        let slope = if is_endless { ", and the largest slope of all" } else { "" };
        let kind = if self.traced.slope_is == SlopeIs::ShadowPrice { "concave" } else { "convex" };
        document.line(
            0,
            format!("{count}: the value at the ends of each piece and inside{slope}; no other {kind} value has them"),
        );
    }
}

/// What the words of the last columns mean, of those that are there.
fn legend(first: &LinearPiece, pieces: &[LinearPiece]) -> String {
    let shows = |word| {
        let mut groups = pieces.iter().flat_map(|piece| &piece.groups);
        groups.any(|group| group.structure.contains(&word))
    };
    let free = if shows("free") { "; free: at price 0, pooled or not" } else { "" };
    let lottery = if shows("lottery") { "; lottery: pooled, at a price" } else { "" };
    let columns = if first.groups.len() == 1 { "column describes" } else { "columns describe" };
    format!("the last {columns} one mechanism per piece, optimal on all of it{free}{lottery}")
}

fn end_of(piece: &LinearPiece) -> String {
    piece.to.0.as_ref().map_or_else(|| "infinity".to_owned(), |to| Readable(to).to_string())
}

/// One row per LP, and a summary.
fn sweep(document: &mut Document, over: &str, swept: &Swept) {
    let titles = [over, "LP value", "error", "iterations warm", "iterations cold"];
    let mut table = Table::new(titles.map(Column::text)).indented(2);
    for point in &swept.points {
        let warm = &point.warm;
        let or_status =
            |text: Option<String>, run: &SweptRun| text.unwrap_or_else(|| run.status.to_owned());
        let iterations =
            |run: &SweptRun| or_status(run.value.and(run.iterations).map(|n| n.to_string()), run);
        table.row([
            Readable(&point.x.0).to_string(),
            or_status(warm.value.map(|value| format!("{value:.7}")), warm),
            warm.error.map(|error| format!("{error:.1e}")).unwrap_or_default(),
            iterations(warm),
            iterations(&point.cold),
        ]);
    }
    document.table(table);
    let n_agreeing = swept.runs().filter(|(_, _, run)| run.agrees).count();
    document.line(
        0,
        format!(
            "{} on {}: {n_agreeing} of {} answers agree with the exact value; {} iterations from the basis before, \
             {} from scratch",
            swept.solver,
            swept.formulation,
            swept.runs().count(),
            swept.iterations_warm,
            swept.iterations_cold
        ),
    );
}
