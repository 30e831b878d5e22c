//! The structures of a continuous optimum along a parameter for people, and as a table with a row for each of them.

use ironproof_number::rational::Readable;
use ironproof_results::regimes::{Amounts, RegimeFound, RegimeSegment, Regimes, Scarce};
use ironproof_results::solve::SegmentKind;
use ironproof_results::{json, record};
use serde_json::{Value, json};

use crate::continuum::flat;
use crate::digits::known;
use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;
use crate::words::counted;

impl Report for Regimes {
    fn document(&self) -> Document {
        let Regimes { name, over, regimes, places, .. } = self;
        let mut document = Document::new();
        let (from, to) = (Readable(&self.from.0), Readable(&self.to.0));
        let n_regimes = counted(regimes.len(), "structure");
        document.line(0, format!("{name}: {n_regimes} over {over} from {from} to {to}"));
        document.table(structures(self));
        for text in notes(self) {
            document.line(2, text);
        }
        document.table(amounts(self));
        let places = counted(*places, "place");
        document.line(
            2,
            format!(
                "the optimum was found in {places}; changes that undo each other between two of them are not seen"
            ),
        );
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let regimes = self.regimes.iter().enumerate();
        regimes
            .map(|(index, regime)| {
                let mut row = Record::new();
                row.insert("name".to_owned(), json!(self.name));
                row.insert("over".to_owned(), json!(self.over));
                row.insert("structure".to_owned(), json!(index + 1));
                let mut rest = record(regime);
                rest.insert("binding".to_owned(), json!(regime.binding.join("; ")));
                for key in ["groups", "first", "last"] {
                    rest.shift_remove(key);
                }
                row.extend(rest);
                for (end, amounts) in [("first", &regime.first), ("last", &regime.last)] {
                    insert(&mut row, end, amounts);
                }
                for group in &regime.groups {
                    row.insert(group.label.clone(), json!(words(self, &group.structure)));
                }
                flat(row)
            })
            .collect()
    }
}

/// The amounts of a place as columns of their own.
fn insert(row: &mut Record, end: &str, amounts: &Amounts) {
    let mut totals = record(amounts);
    totals.shift_remove("groups");
    let mut add = |start: &str, values: Record| {
        for (key, value) in values {
            row.insert(format!("{start} {key}"), value);
        }
    };
    add(end, totals);
    for group in &amounts.groups {
        let mut values = record(group);
        values.shift_remove("label");
        add(&format!("{end} {}", group.label), values);
    }
}

fn is_scarcity_told(found: &Regimes) -> bool {
    found.regimes.windows(2).any(|pair| {
        pair[0].scarce != pair[1].scarce || pair[0].scarce_down_to != pair[1].scarce_down_to
    })
}

fn is_binding_told(found: &Regimes) -> bool {
    found.regimes.windows(2).any(|pair| pair[0].binding != pair[1].binding)
}

fn structures(found: &Regimes) -> Table {
    let from = format!("{} from", found.over);
    let labels = found.regimes.first().map(|first| &first.groups).into_iter().flatten();
    let mut titles = vec![from.as_str()];
    if is_scarcity_told(found) {
        titles.push("scarce");
    }
    if is_binding_told(found) {
        titles.push("binding");
    }
    let titles = titles.into_iter().chain(labels.map(|group| group.label.as_str()));
    let mut table = Table::new(titles.map(Column::text)).indented(2);
    for regime in &found.regimes {
        let mut cells = vec![known(&regime.from.0)];
        if is_scarcity_told(found) {
            cells.push(scarce(regime));
        }
        if is_binding_told(found) {
            let none = regime.binding.is_empty();
            cells.push(if none { "none".to_owned() } else { regime.binding.join(", ") });
        }
        table.row(
            cells
                .into_iter()
                .chain(regime.groups.iter().map(|group| words(found, &group.structure))),
        );
    }
    table
}

fn notes(found: &Regimes) -> Vec<String> {
    let mut notes = Vec::new();
    if found.regimes.len() > 1 {
        notes.push(
            "a change lies within half a unit of the last digit of each threshold".to_owned(),
        );
    }
    if let Some(wide) = found.regimes.iter().find(|regime| regime.is_wide) {
        notes.push(format!(
            "wider than asked for: near {} the structure is not decided in some places",
            Readable(&wide.from.0.high)
        ));
    }
    let segments = || {
        found.regimes.iter().flat_map(|regime| &regime.groups).flat_map(|group| &group.structure)
    };
    if segments().any(|segment| segment.unique == Some(false)) {
        notes.push("not unique: other mechanisms are optimal too; --at says which".to_owned());
    }
    notes
}

/// Who gets how much at both ends of each structure.
fn amounts(found: &Regimes) -> Table {
    let groups = found.regimes.first().map(|first| &first.groups).into_iter().flatten();
    let utilities = groups.map(|group| format!("utility of {}", group.label));
    let titles = ["value", "revenue"].map(str::to_owned).into_iter().chain(utilities);
    let titles = std::iter::once(found.over.clone()).chain(titles);
    let mut table = Table::new(titles.map(Column::text)).indented(2);
    for regime in &found.regimes {
        for amounts in [&regime.first, &regime.last] {
            let numbers = [&amounts.value, &amounts.revenue].into_iter();
            let numbers = numbers.chain(amounts.groups.iter().map(|group| &group.utility));
            let cells = numbers.map(|number| known(&number.0));
            table.row(std::iter::once(Readable(&amounts.at.0).to_string()).chain(cells));
        }
    }
    table
}

/// Whether the levels of two segments of one kind differ.
fn has_levels(found: &Regimes) -> bool {
    let served = || segments(found).filter(|segment| segment.kind != SegmentKind::NotServed);
    served()
        .any(|a| served().any(|b| a.kind == b.kind && (&a.worst, &a.best) != (&b.worst, &b.best)))
}

fn segments(found: &Regimes) -> impl Iterator<Item = &RegimeSegment> {
    let groups = found.regimes.iter().flat_map(|regime| &regime.groups);
    groups.flat_map(|group| &group.structure)
}

fn scarce(regime: &RegimeFound) -> String {
    match (regime.scarce, &regime.scarce_down_to.0) {
        (Scarce::Some, Some(quality)) => format!("from {}", Readable(quality)),
        (Scarce::None, _) => "none".to_owned(),
        _ => "all".to_owned(),
    }
}

/// The structure of a group in words.
fn words(found: &Regimes, structure: &[RegimeSegment]) -> String {
    let has_levels = has_levels(found);
    let words = structure.iter().map(|segment| {
        let is_lottery = segment.kind == SegmentKind::Lottery;
        let free = if is_lottery && segment.at_price_zero == Some(true) { "free " } else { "" };
        let levels = if has_levels { levels(segment) } else { String::new() };
        let unique = if segment.unique == Some(false) { " (not unique)" } else { "" };
        format!("{free}{}{levels}{unique}", segment.kind.name())
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The levels of a segment in words.
fn levels(segment: &RegimeSegment) -> String {
    match (&segment.worst.0, &segment.best.0) {
        (Some(worst), Some(best)) if worst == best && !worst.is_zero() => {
            format!(" of {}", Readable(best))
        }
        (Some(worst), Some(best)) if worst.is_zero() && !best.is_zero() => {
            format!(" of {} or nothing", Readable(best))
        }
        (Some(worst), _) if worst.is_zero() => " or nothing".to_owned(),
        (Some(worst), Some(best)) => format!(" of {} to {}", Readable(worst), Readable(best)),
        _ => String::new(),
    }
}
