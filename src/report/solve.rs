//! The optimum of an instance for people, and as a table with a row for each segment.

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, Readable};
use ironproof_results::on_grid::{Grid, GridMethod};
use ironproof_results::solve::{SegmentKind, Solved, SolvedGroup, SolvedSegment};
use ironproof_results::{Certified, Exact, json, record};
use serde::Serialize;
use serde_json::Value;

use crate::document::{Column, Document, Table};
use crate::percent::percent;
use crate::printer::Report;
use crate::records::Record;
use crate::shadow::shadow_prices;
use crate::words::{counted, range};

impl Report for Solved {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.line(0, headline(&self.name, &self.value.0));
        if let Some(grid) = &self.grid {
            document.line(2, on_grid(grid));
        }
        let (revenue, served) = (Readable(&self.revenue.0), share(&self.served.0));
        document.line(2, format!("revenue {revenue}; {served} of all get an object"));
        if let Some(table) = self.shadow_prices.as_ref().and_then(shadow_prices) {
            document.table(table);
        }
        for group in &self.groups {
            document.line(2, heading(group));
            document.table(segments(group));
        }
        if let Some(verified) = self.certified.verified() {
            let word = verified.word();
            document.line(0, format!("{word}: the independent checker accepts the certificate"));
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let rows = self.groups.iter().flat_map(|group| {
            group.segments.iter().map(move |segment| Row {
                name: &self.name,
                grid_types: self.grid.as_ref().map(|grid| grid.types),
                grid_levels: self.grid.as_ref().map(|grid| grid.levels),
                value: &self.value,
                certified: &self.certified,
                group: &group.label,
                mass: &group.mass,
                segment,
            })
        });
        rows.map(|row| record(&row)).collect()
    }
}

/// A segment, with what it is a part of.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    grid_types: Option<usize>,
    grid_levels: Option<usize>,
    value: &'a Exact,
    certified: &'a Certified,
    group: &'a str,
    mass: &'a Exact,
    #[serde(flatten)]
    segment: &'a SolvedSegment,
}

/// The line with the value.
fn headline(name: &str, value: &Rational) -> String {
    let (exact, readable) = (value.to_string(), Readable(value).to_string());
    if exact.len() <= 60 && exact != readable {
        format!("{name}: value {readable} (exactly {exact})")
    } else {
        format!("{name}: value {readable}")
    }
}

/// What the numbers are about, if not about the instance itself.
fn on_grid(grid: &Grid) -> String {
    let types = match grid.method {
        GridMethod::Cells if !grid.exact => counted(grid.types, "cell"),
        GridMethod::Cells | GridMethod::Types => counted(grid.types, "type"),
    };
    let levels = counted(grid.levels, "quality level");
    let value = match (grid.exact, grid.lower_bound) {
        (true, _) => "the instance is this grid, and the value is its optimum",
        (_, true) => "the value is a lower bound",
        _ => "the value is no bound",
    };
    format!("on a grid of {types} and {levels}; {value}")
}

fn heading(group: &SolvedGroup) -> String {
    let (label, mass) = (&group.label, Readable(&group.mass.0));
    match group.blocks {
        Some(blocks) => format!("{label}, mass {mass}, {} types in {blocks} blocks", group.types),
        None => format!("{label}, mass {mass}"),
    }
}

fn share(of: &Rational) -> String {
    percent(&Between::exactly(of.clone()))
}

fn segments(group: &SolvedGroup) -> Table {
    let columns = ["wtp", "share", "contract", "price", "quality"].map(Column::text);
    let mut table = Table::new(columns).indented(4);
    for segment in &group.segments {
        let wtp = range(&segment.wtp_low.0, &segment.wtp_high.0);
        let share = share(&segment.share.0);
        let contract = segment.kind.name().to_owned();
        if segment.kind == SegmentKind::NotServed {
            table.row([wtp, share, contract, String::new(), String::new()]);
            continue;
        }
        let price = range(&segment.price_low.0, &segment.price_high.0);
        let quality = range(&segment.quality_low.0, &segment.quality_high.0);
        table.row([wtp, share, contract, price, quality]);
    }
    table
}
