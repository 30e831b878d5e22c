//! Quantiles and maps of sweeps for people, and as tables.

use std::collections::{BTreeMap, BTreeSet};

use ironproof_number::rational::{Rational, Readable};
use ironproof_results::sweep_summary::{MapCell, PERCENTS, SweepMap, SweepQuantiles};
use ironproof_results::{json, record};
use serde_json::{Value, json};

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;
use crate::words::{digits, unanswered};

/// A map of more columns than this has its letters without a space between them.
const MOST_TITLES: usize = 12;
/// A line of a map has at most so many letters; of a wider map it has every second value, or every third, and so on.
const MOST_LETTERS: usize = 48;
/// What stands in a map for a cell without an answer.
const NONE: &str = "-";

impl Report for SweepQuantiles {
    fn document(&self) -> Document {
        let mut document = Document::new();
        part(self.missing, self.instances, &mut document);
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
                    "{at}: {} of {} rows have {structure}; {}",
                    group.structure_rows,
                    group.rows,
                    unanswered(group.failed)
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
        part(self.missing, self.instances, &mut document);
        document.line(0, format!("{} across, {} up", self.across, self.up));
        let map = Letters::of(self);
        document.table(map.table(self));
        if map.has_gaps() {
            document.line(2, format!("{NONE}  no row yet, or no answer"));
        }
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

/// Says first that a summary is about a part of the sweep.
fn part(missing: u64, instances: u64, document: &mut Document) {
    if missing > 0 {
        let n = instances - missing;
        document
            .line(0, format!("{n} of {instances} instances have a row: this is about them alone"));
    }
}

/// A letter for each cell of the plan; instances that `--refine` added stand where something changes, and in no column.
struct Letters<'a> {
    across: Vec<&'a Rational>,
    /// The lines from above.
    lines: Vec<(&'a Rational, Vec<&'a str>)>,
}

impl<'a> Letters<'a> {
    fn of(found: &'a SweepMap) -> Self {
        let planned: Vec<&MapCell> = found.cells.iter().filter(|cell| cell.planned).collect();
        let across: BTreeSet<&Rational> = planned.iter().map(|cell| &cell.across.0).collect();
        let mut ups: BTreeMap<&Rational, BTreeMap<&Rational, &str>> = BTreeMap::new();
        for cell in planned {
            ups.entry(&cell.up.0).or_default().insert(&cell.across.0, &cell.structure);
        }
        let letter = |line: &BTreeMap<&Rational, &'a str>, x| line.get(x).copied().unwrap_or(NONE);
        let lines = ups.into_iter().rev();
        let lines = lines.map(|(up, line)| (up, across.iter().map(|x| letter(&line, x)).collect()));
        Self { lines: lines.collect(), across: across.into_iter().collect() }
    }

    fn has_gaps(&self) -> bool {
        self.lines.iter().any(|(_, line)| line.contains(&NONE))
    }

    /// A column for each value across, or one for all where these are many.
    fn table(&self, found: &SweepMap) -> Table {
        let (across, up) = (&found.across, &found.up);
        let number = |x: &Rational| Readable(x).to_string();
        let n = self.across.len();
        if n <= MOST_TITLES {
            let titles = self.across.iter().map(|x| Column::text(number(x)));
            let first = Column::number(format!("{up} \\ {across}"));
            let mut table = Table::new([first].into_iter().chain(titles)).indented(2);
            for (up, line) in &self.lines {
                let cells = line.iter().map(|letter| (*letter).to_owned());
                table.row([number(up)].into_iter().chain(cells));
            }
            return table;
        }
        let step = n.div_ceil(MOST_LETTERS);
        let shown: Vec<&Rational> = self.across.iter().step_by(step).copied().collect();
        let ends = format!("{} to {}", number(shown[0]), number(shown[shown.len() - 1]));
        let each = if step == 1 { String::new() } else { format!(", 1 of {step}") };
        let title = format!("{across} {ends} in {} values{each}", shown.len());
        let mut table = Table::new([Column::number(up), Column::text(title)]).indented(2);
        for (up, line) in &self.lines {
            // Beyond 26 structures a name has two letters, and blanks keep the columns apart.
            let width = line.iter().map(|letter| letter.len()).max().unwrap_or(1);
            let letters = line.iter().step_by(step);
            let letters: Vec<String> = letters.map(|it| format!("{it:<width$}")).collect();
            table.row([number(up), letters.join(if width == 1 { "" } else { " " })]);
        }
        table
    }
}
