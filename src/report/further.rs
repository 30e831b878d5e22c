//! What else was asked about a model, for people and as tables: an infeasible subsystem, sensitivity, vertices of the optimal
//! face, the lexicographically smallest optimum.

use ironproof_name::counted;
use ironproof_number::rational::{Rational, Readable};
use ironproof_results::certify::CertifiedModel;
use ironproof_results::further::{
    BoundFound, ColumnValue, CostFound, Direction, IisFound, LexicographicFound, SensitivityFound,
    VerticesFound,
};
use ironproof_results::{Exact, ExactList, MaybeExact, record};
use serde::Serialize;

use crate::document::{Column, Document, Table};
use crate::records::Record;

/// Characters of a fraction that people read as one.
const SHORT: usize = 12;

pub(crate) fn lines(document: &mut Document, found: &CertifiedModel) {
    if let Some(found) = &found.iis {
        subsystem(document, found);
    }
    if let Some(found) = &found.sensitivity {
        sensitivity(document, found);
    }
    if let Some(found) = &found.vertices {
        vertices(document, found);
    }
    if let Some(found) = &found.lexicographic {
        lexicographic(document, found);
    }
}

fn number(x: &Rational) -> String {
    let text = x.to_string();
    if text.chars().count() <= SHORT { text } else { format!("about {}", Readable(x)) }
}

fn subsystem(document: &mut Document, found: &IisFound) {
    let n = counted(found.members.len(), "bound");
    let word = found.certified.verified().map_or("exact", |verified| verified.word());
    document.line(0, format!("irreducible infeasible subsystem of {n} ({word})"));
    let titles = ["bound", "name", "demand", "multiplier"];
    let mut table = Table::new(titles.map(Column::text)).indented(2);
    for member in &found.members {
        let relation = if member.side == "lower" { "at least" } else { "at most" };
        let demand = format!("{relation} {}", number(&member.bound.0));
        let kind = member.kind.to_owned();
        table.row([kind, member.name.clone(), demand, number(&member.multiplier.0)]);
    }
    document.table(table);
    document
        .line(2, "Without any one of them a point satisfies the rest; --json has these points.");
}

/// Slope and end of a piece.
fn piece(slope: &MaybeExact, until: &MaybeExact) -> String {
    match (&slope.0, &until.0) {
        (None, _) => "no optimum".to_owned(),
        (Some(slope), None) => format!("{} for ever", number(slope)),
        (Some(slope), Some(until)) => format!("{} until {}", number(slope), number(until)),
    }
}

fn range(low: &MaybeExact, high: &MaybeExact) -> String {
    match (&low.0, &high.0) {
        (None, None) => "any".to_owned(),
        (Some(low), None) => format!("from {}", number(low)),
        (None, Some(high)) => format!("up to {}", number(high)),
        (Some(low), Some(high)) if low == high => format!("{} only", number(low)),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
    }
}

fn sensitivity(document: &mut Document, found: &SensitivityFound) {
    document.line(0, "sensitivity (exact)");
    let titles = ["column", "value", "cost", "reduced cost", "same basis", "smaller", "larger"];
    let mut table = Table::new(titles.map(Column::text)).indented(2);
    for cost in &found.costs {
        table.row([
            cost.column.clone(),
            number(&cost.value.0),
            number(&cost.cost.0),
            number(&cost.reduced_cost.0),
            range(&cost.basis_low, &cost.basis_high),
            piece(&cost.slope_down, &cost.until_down),
            piece(&cost.slope_up, &cost.until_up),
        ]);
    }
    document.table(table);
    let titles = ["bound", "value", "limit", "shadow price", "same basis", "smaller", "larger"];
    let mut table = Table::new(titles.map(Column::text)).indented(2);
    for bound in &found.bounds {
        let relation = match bound.side {
            "lower" => "at least",
            "upper" => "at most",
            _ => "equal to",
        };
        table.row([
            format!("{} {}", bound.kind, bound.name),
            number(&bound.value.0),
            format!("{relation} {}", number(&bound.bound.0)),
            number(&bound.shadow_price.0),
            range(&bound.basis_low, &bound.basis_high),
            piece(&bound.slope_down, &bound.until_down),
            piece(&bound.slope_up, &bound.until_up),
        ]);
    }
    document.table(table);
}

/// `x = 1, y = 1/2` without zeros.
fn entries<'a>(columns: impl Iterator<Item = &'a String>, values: &[Rational]) -> String {
    let pairs = columns.zip(values).filter(|(_, value)| !value.is_zero());
    let texts: Vec<String> =
        pairs.map(|(name, value)| format!("{name} = {}", number(value))).collect();
    if texts.is_empty() { "all columns 0".to_owned() } else { texts.join(", ") }
}

fn vertices(document: &mut Document, found: &VerticesFound) {
    let n = found.vertices.len();
    let all = if found.complete { "all" } else { "not all" };
    let ends = match found.bounded {
        Some(true) => "the optima are bounded",
        Some(false) => "the optima go on for ever",
        None => "whether the optima are bounded is not known",
    };
    let count = if n == 1 { "1 vertex".to_owned() } else { format!("{n} vertices") };
    document.line(
        0,
        if found.lines.is_empty() {
            format!("optimal face: {count}, {all} (exact); {ends}")
        } else {
            "optimal face: no vertex, because it contains lines (exact)".to_owned()
        },
    );
    let lists = [("vertex", &found.vertices), ("ray", &found.rays), ("line", &found.lines)];
    for (word, list) in lists {
        for Direction { values: ExactList(values) } in list {
            document.line(2, format!("{word}: {}", entries(found.columns.iter(), values)));
        }
    }
}

fn lexicographic(document: &mut Document, found: &LexicographicFound) {
    if let Some(column) = &found.without_least {
        let text = format!("no lexicographically smallest optimum: {column} has no least value");
        document.line(0, text);
        return;
    }
    let n = counted(found.n_stages, "linear program");
    document.line(0, format!("lexicographically smallest optimum (exact, by {n})"));
    let values: Vec<Rational> = found.point.iter().map(|entry| entry.value.0.clone()).collect();
    document.line(2, entries(found.point.iter().map(|entry| &entry.column), &values));
}

/// A row of the table of `--sensitivity`: costs and bounds alike.
#[derive(Serialize)]
struct NumberRow<'a> {
    number: &'static str,
    kind: &'a str,
    name: &'a str,
    side: &'a str,
    value: &'a Exact,
    price: &'a Exact,
    given: &'a Exact,
    basis_low: &'a MaybeExact,
    basis_high: &'a MaybeExact,
    slope_down: &'a MaybeExact,
    until_down: &'a MaybeExact,
    slope_up: &'a MaybeExact,
    until_up: &'a MaybeExact,
}

impl<'a> NumberRow<'a> {
    fn of_cost(cost: &'a CostFound) -> Self {
        let CostFound { column, value, reduced_cost, cost: given, .. } = cost;
        let CostFound { basis_low, basis_high, slope_down, until_down, slope_up, until_up, .. } =
            cost;
        let (number, kind, name, side, price) = ("cost", "column", column, "", reduced_cost);
        Self {
            number,
            kind,
            name,
            side,
            value,
            price,
            given,
            basis_low,
            basis_high,
            slope_down,
            until_down,
            slope_up,
            until_up,
        }
    }

    fn of_bound(bound: &'a BoundFound) -> Self {
        let BoundFound { kind, name, side, value, shadow_price: price, bound: given, .. } = bound;
        let BoundFound {
            basis_low, basis_high, slope_down, until_down, slope_up, until_up, ..
        } = bound;
        Self {
            number: "bound",
            kind,
            name,
            side,
            value,
            price,
            given,
            basis_low,
            basis_high,
            slope_down,
            until_down,
            slope_up,
            until_up,
        }
    }
}

/// The rows of the first list that was asked for: sensitivity, the subsystem, the vertices, the smallest optimum.
pub(crate) fn records(found: &CertifiedModel) -> Option<Vec<Record>> {
    if let Some(found) = &found.sensitivity {
        let costs = found.costs.iter().map(NumberRow::of_cost);
        let bounds = found.bounds.iter().map(NumberRow::of_bound);
        return Some(costs.chain(bounds).map(|row| record(&row)).collect());
    }
    if let Some(found) = &found.iis {
        let row = |member| {
            let mut row = record(member);
            row.shift_remove("witness");
            row
        };
        return Some(found.members.iter().map(row).collect());
    }
    if let Some(found) = &found.vertices {
        let lists = [("vertex", &found.vertices), ("ray", &found.rays), ("line", &found.lines)];
        let rows = lists.into_iter().flat_map(|(what, list)| {
            list.iter().map(move |Direction { values: ExactList(values) }| {
                let mut row = Record::new();
                row.insert("what".to_owned(), what.into());
                for (name, value) in found.columns.iter().zip(values) {
                    row.insert(name.clone(), value.to_string().into());
                }
                row
            })
        });
        return Some(rows.collect());
    }
    let smallest = found.lexicographic.as_ref()?;
    let row = |entry: &ColumnValue| record(entry);
    Some(smallest.point.iter().map(row).collect())
}
