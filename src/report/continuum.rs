//! The optimum of a continuous instance for people, and as a table with a row for each segment.
//!
//! A number is written with as many digits as are known: it is within half a unit of the last one.

use ironproof_number::rational::Readable;
use ironproof_results::continuum::{
    AlternativeFound, BoundSide, ConstraintFound, ContinuousGroupSolved, ContinuousSegment,
    ContinuousSolved, MarginFound,
};
use ironproof_results::solve::SegmentKind;
use ironproof_results::{Ends, Interval, json, record};
use serde::Serialize;
use serde_json::Value;

use crate::digits::{both, known};
use crate::document::{Column, Document, Table};
use crate::percent::percent;
use crate::printer::Report;
use crate::records::Record;

impl Report for ContinuousSolved {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.line(0, format!("{}: value {}", self.name, known(&self.value.0)));
        document.line(2, "exact: each number is within half a unit of its last digit");
        let (revenue, utility) = (known(&self.revenue.0), known(&self.utility.0));
        let served = percent(&self.served.0);
        document.line(
            2,
            format!(
                "revenue {revenue}, utility {utility}{}; {served} of all get an object",
                cost(&self.cost)
            ),
        );
        for constraint in &self.constraints {
            document.line(2, bounded(constraint));
        }
        for margin in self.margins.iter().filter(|margin| margin.is_told()) {
            document.line(2, at_the_margin(margin));
        }
        for group in &self.groups {
            document.line(2, heading(group));
            document.table(segments(group));
            for text in group.segments.iter().flat_map(not_unique) {
                document.line(4, text);
            }
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let rows = self.groups.iter().flat_map(|group| {
            group.segments.iter().map(move |segment| {
                let [share, wtp, quality, price] =
                    [&segment.share, &segment.wtp, &segment.quality, &segment.price]
                        .map(|Ends(from, to)| (Interval(from.clone()), Interval(to.clone())));
                Row {
                    name: &self.name,
                    value: &self.value,
                    group: &group.label,
                    kind: segment.kind,
                    share_from: share.0,
                    share_to: share.1,
                    wtp_from: wtp.0,
                    wtp_to: wtp.1,
                    quality_from: quality.0,
                    quality_to: quality.1,
                    price_from: price.0,
                    price_to: price.1,
                    unique: segment.unique,
                }
            })
        });
        rows.map(|row| flat(record(&row))).collect()
    }
}

/// A segment, with what it is a part of.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    value: &'a Interval,
    group: &'a str,
    kind: SegmentKind,
    share_from: Interval,
    share_to: Interval,
    wtp_from: Interval,
    wtp_to: Interval,
    quality_from: Interval,
    quality_to: Interval,
    price_from: Interval,
    price_to: Interval,
    unique: Option<bool>,
}

/// Each interval as two columns.
pub(crate) fn flat(row: Record) -> Record {
    let mut out = Record::new();
    for (key, value) in row {
        match value {
            Value::Array(mut ends) if ends.len() == 2 => {
                let (high, low) = (ends.pop(), ends.pop());
                for (end, value) in [("low", low), ("high", high)] {
                    out.insert(format!("{key}_{end}"), value.unwrap_or(Value::Null));
                }
            }
            other => drop(out.insert(key, other)),
        }
    }
    out
}

fn bounded(constraint: &ConstraintFound) -> String {
    let name = &constraint.name;
    let (sum, bound) = (known(&constraint.sum.0), Readable(&constraint.bound.0));
    let word = match constraint.side {
        BoundSide::AtLeast => "at least",
        BoundSide::AtMost => "at most",
    };
    let price = match constraint.binds {
        Some(false) => "it does not bind".to_owned(),
        _ => format!("one unit less of what it asks for is worth {}", known(&constraint.price.0)),
    };
    format!("constraint {name}: {sum}, {word} {bound}; {price}")
}

fn at_the_margin(margin: &MarginFound) -> String {
    let price = known(&margin.shadow_price.0);
    let quality = Readable(&margin.quality.0).to_string();
    let last: Vec<String> = margin
        .last
        .iter()
        .map(|last| {
            let label = &last.label;
            if last.by_lot {
                format!("{label} by lot")
            } else {
                format!("{label} at {}", known(&last.wtp.0))
            }
        })
        .collect();
    format!(
        "one more object of quality {quality} is worth {price}; the last to get it: {}",
        last.join(", ")
    )
}

/// What objects cost, if they cost anything.
fn cost(cost: &Interval) -> String {
    if cost.0.is_zero() { String::new() } else { format!(", cost {}", known(&cost.0)) }
}

fn heading(group: &ContinuousGroupSolved) -> String {
    let [value, revenue, utility] =
        [&group.value, &group.revenue, &group.utility].map(|number| known(&number.0));
    let served = percent(&group.served.0);
    let (label, cost) = (&group.label, cost(&group.cost));
    format!("{label}: value {value}, revenue {revenue}, utility {utility}{cost}, {served} served")
}

fn segments(group: &ContinuousGroupSolved) -> Table {
    let columns = ["wtp", "share", "contract", "price", "quality"].map(Column::text);
    let mut table = Table::new(columns).indented(4);
    for segment in &group.segments {
        let Ends(from, to) = &segment.share;
        let share = percent(&(to - from));
        let contract = segment.kind.name().to_owned();
        let (price, quality) = if segment.kind == SegmentKind::NotServed {
            (String::new(), String::new())
        } else {
            (both(&segment.price), both(&segment.quality))
        };
        table.row([both(&segment.wtp), share, contract, price, quality]);
        for contract in &segment.contracts {
            let Ends(from, to) = &contract.share;
            let (price, quality) = (known(&contract.price.0), known(&contract.quality.0));
            let wtp = format!("- {}", both(&contract.wtp));
            table.row([wtp, percent(&(to - from)), String::new(), price, quality]);
        }
    }
    table
}

/// What else is optimal, in a sentence.
pub(crate) fn not_unique(segment: &ContinuousSegment) -> Vec<String> {
    let wtp = both(&segment.wtp);
    if segment.unique.is_none() && segment.alternatives.is_empty() {
        return vec![format!("not decided: whether another contract for wtp {wtp} is optimal too")];
    }
    let told = |alternative: &AlternativeFound| match alternative {
        AlternativeFound::Price { from, to } => {
            let (from, to) = (known(&from.0), known(&to.0));
            format!("not unique: every price from {from} to {to} is optimal")
        }
        AlternativeFound::Division { wtp } => {
            format!("not unique: what wtp {} gets may be divided in another way", both(wtp))
        }
        AlternativeFound::Payment { wtp } => {
            format!("not unique: wtp {} may pay another price for the same", both(wtp))
        }
        AlternativeFound::Better { wtp } => {
            let wtp = both(wtp);
            format!("not unique: wtp {wtp} may get the next quality, worth just its cost")
        }
    };
    segment.alternatives.iter().map(told).collect()
}
