//! Quantiles and maps of sweeps for people, and as tables.

use std::collections::BTreeSet;

use ironproof_number::rational::{Rational, Readable};
use ironproof_results::sweep_summary::{MapCell, PERCENTS, SweepMap, SweepQuantiles};
use ironproof_results::{json, record};
use serde_json::{Value, json};

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;
use crate::words::digits;

/// Columns of a map that are shown as letters.
const MOST_LETTERS: usize = 40;

impl Report for SweepQuantiles {
    fn document(&self) -> Document {
        let mut document = Document::new();
        let over = self.over.join(", ");
        document.line(0, format!("{} groups of rows; quantiles over {over}", self.groups.len()));
        let mut titles: Vec<Column> = self.axes.iter().map(Column::text).collect();
        titles.push(Column::text("of"));
        titles.extend(PERCENTS.map(|percent| Column::number(format!("{percent}%"))));
        let mut table = Table::new(titles).indented(2);
        for group in &self.groups {
            for found in &group.quantiles {
                let mut cells = group.values.clone();
                cells.push(found.column.to_owned());
                cells.extend(found.quantiles.iter().map(|x| x.map_or_else(String::new, digits)));
                table.row(cells);
            }
        }
        document.table(table);
        for group in &self.groups {
            let at =
                self.axes.iter().zip(&group.values).map(|(axis, value)| format!("{axis} {value}"));
            let mut at = at.collect::<Vec<_>>().join(", ");
            if at.is_empty() {
                "all".clone_into(&mut at);
            }
            let structure = group.structure.as_deref().unwrap_or("none");
            document.line(
                2,
                format!(
                    "{at}: {} of {} rows have {structure}; {} have no answer",
                    group.structure_rows, group.rows, group.failed
                ),
            );
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let of = |group: &ironproof_results::sweep_summary::QuantileGroup| {
            let mut row = Record::new();
            for (axis, value) in self.axes.iter().zip(&group.values) {
                row.insert(axis.clone(), json!(value));
            }
            row.insert("rows".to_owned(), json!(group.rows));
            row.insert("failed".to_owned(), json!(group.failed));
            for found in &group.quantiles {
                for (percent, x) in PERCENTS.iter().zip(&found.quantiles) {
                    row.insert(format!("{} {percent}%", found.column), json!(x));
                }
            }
            row.insert("structure".to_owned(), json!(group.structure));
            row.insert("structure rows".to_owned(), json!(group.structure_rows));
            row
        };
        self.groups.iter().map(of).collect()
    }
}

impl Report for SweepMap {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.line(0, format!("{} across, {} up", self.across, self.up));
        document.table(letters(self));
        for found in &self.structures {
            let share = digits(100.0 * found.share);
            document.line(2, format!("{}  {}, {share}% of the cells", found.name, found.structure));
        }
        let titles = [Column::number(&self.up), Column::number(format!("{} from", self.across))];
        let titles = titles.into_iter().chain([Column::number("to"), Column::text("change")]);
        let mut table = Table::new(titles).indented(2);
        for change in &self.changes {
            let number = |x: &Rational| Readable(x).to_string();
            table.row([
                number(&change.up.0),
                number(&change.from.0),
                number(&change.to.0),
                format!("{} to {}", change.left, change.right),
            ]);
        }
        document.table(table);
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        self.cells.iter().map(record).collect()
    }
}

/// A letter for each cell that the lines have in common.
fn letters(found: &SweepMap) -> Table {
    let ups: BTreeSet<&Rational> = found.cells.iter().map(|cell| &cell.up.0).collect();
    let is_common =
        |x: &Rational| found.cells.iter().filter(|cell| cell.across.0 == *x).count() == ups.len();
    let across: BTreeSet<&Rational> = found.cells.iter().map(|cell| &cell.across.0).collect();
    let across: Vec<&Rational> =
        across.into_iter().filter(|x| is_common(x)).take(MOST_LETTERS).collect();
    let titles = across.iter().map(|x| Column::text(Readable(x).to_string()));
    let titles =
        [Column::number(format!("{} \\ {}", found.up, found.across))].into_iter().chain(titles);
    let mut table = Table::new(titles).indented(2);
    for up in ups.iter().rev() {
        let at = |x: &Rational| {
            let is_here = |cell: &&MapCell| cell.across.0 == *x && cell.up.0 == **up;
            found.cells.iter().find(is_here).map_or_else(String::new, |cell| cell.structure.clone())
        };
        let cells = across.iter().map(|x| at(x));
        table.row([Readable(up).to_string()].into_iter().chain(cells));
    }
    table
}
