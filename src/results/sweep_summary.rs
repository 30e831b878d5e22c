//! `sweep summarize`: quantiles over some axes, and a map of regimes over two.

#![expect(clippy::float_arithmetic, reason = "a figure is not a verdict")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use ironproof_number::rational::{Rational, approx};
use ironproof_sweep::entries::{COLUMNS, Entry, Texts, each_entry};
use ironproof_sweep::plan::Plan;
use ironproof_sweep::regions::{MapError, refined};
use ironproof_sweep::run::RunError;
use ironproof_sweep::summary::{Group, Groups, quantile};
use ironproof_sweep::values::Value;
use schemars::JsonSchema;
use serde::Serialize;

use crate::along::letter;
use crate::exact::Exact;
use crate::map::{Band, RegimeMap, Span, Structure};

/// The quantiles that are told, in percent.
pub const PERCENTS: [u32; 5] = [5, 25, 50, 75, 95];

/// Quantiles over some axes of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepQuantiles {
    /// How many instances the sweep has.
    pub instances: u64,
    /// How many of them have no row yet: they are in no number here.
    pub missing: u64,
    /// The axes that are summed over.
    pub over: Vec<String>,
    /// The other axes.
    pub axes: Vec<String>,
    /// For all values of the other axes.
    pub groups: Vec<QuantileGroup>,
}

/// Rows that differ only in the axes that are summed over.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct QuantileGroup {
    /// The values of the other axes.
    pub values: Vec<String>,
    /// How many rows there are.
    pub rows: u64,
    /// How many of them have no answer.
    pub failed: u64,
    /// The quantiles of 5, 25, 50, 75 and 95 percent, for each column.
    pub quantiles: Vec<ColumnQuantiles>,
    /// The structure that is best most often; null if there is none.
    pub structure: Option<String>,
    /// In how many rows it is best.
    pub structure_rows: u64,
}

/// Quantiles of a column: numbers that occur.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ColumnQuantiles {
    /// `value`, `revenue` or `served`.
    pub column: &'static str,
    /// From the lowest.
    pub quantiles: Vec<Option<f64>>,
}

/// Which structure is best at which values of two axes.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SweepMap {
    /// How many instances the sweep has.
    pub instances: u64,
    /// How many of them have no row yet: they are in no cell.
    pub missing: u64,
    /// The axis across.
    pub across: String,
    /// The axis up.
    pub up: String,
    /// The structures, by letters.
    pub structures: Vec<MapStructure>,
    /// The values of both axes.
    pub cells: Vec<MapCell>,
    /// Where the structure changes along the axis across.
    pub changes: Vec<MapChange>,
}

/// A structure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MapStructure {
    /// Its letter.
    pub name: String,
    /// Who gets what.
    pub structure: String,
    /// In which share of the cells of the plan it is the most frequent.
    pub share: f64,
}

/// One value of each axis.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MapCell {
    /// The value of the axis across.
    pub across: Exact,
    /// The value of the axis up.
    pub up: Exact,
    /// The letter of the structure that is best most often, over all other axes.
    pub structure: String,
    /// In which share of the rows it is best.
    pub share: f64,
    /// How many rows there are.
    pub rows: u64,
    /// False of a cell that `--refine` added between two cells of the plan.
    pub planned: bool,
}

/// Two neighbours with different structures.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MapChange {
    /// The value of the axis up.
    pub up: Exact,
    /// The structure changes above this value of the axis across,
    pub from: Exact,
    /// and below this one.
    pub to: Exact,
    /// The letter below.
    pub left: String,
    /// The letter above.
    pub right: String,
}

/// Quantiles over some axes.
///
/// # Errors
/// [`MapError`] if there is no such axis, or a file cannot be read.
pub fn quantiles(plan: &Plan, over: &[String]) -> Result<SweepQuantiles, MapError> {
    if let Some(unknown) = over.iter().find(|name| !plan.axes.contains(name)) {
        return Err(MapError::Axis(unknown.clone(), plan.axes.join(", ")));
    }
    let places: Vec<usize> =
        (0..plan.axes.len()).filter(|place| !over.contains(&plan.axes[*place])).collect();
    let axes = places.iter().map(|place| plan.axes[*place].clone()).collect();
    let (mut groups, mut n_rows) = (Groups::new(places), 0);
    each_entry(plan, &mut Texts::default(), &mut |entry| {
        groups.add(&entry);
        n_rows += 1;
    })
    .map_err(RunError::from)?;
    let of = |group: &Group| QuantileGroup {
        values: group.values.iter().map(ToString::to_string).collect(),
        rows: group.n,
        failed: group.n_failed,
        quantiles: COLUMNS
            .iter()
            .zip(&group.sorted)
            .map(|(column, sorted)| ColumnQuantiles {
                column,
                quantiles: PERCENTS.iter().map(|percent| quantile(sorted, *percent)).collect(),
            })
            .collect(),
        structure: group.usual().map(|(structure, _)| structure.to_owned()),
        structure_rows: group.usual().map_or(0, |(_, n)| n),
    };
    let groups = groups.finish().iter().map(of).collect();
    let (instances, missing) = (plan.n, plan.n - n_rows);
    Ok(SweepQuantiles { instances, missing, over: over.to_vec(), axes, groups })
}

/// A map over two axes, with so many rounds of refinement along the first.
///
/// # Errors
/// [`MapError`] if there are no such axes of numbers, or rows cannot be made.
pub fn map(
    plan: &Plan,
    (across, up): (&str, &str),
    rounds: u32,
    stop: &AtomicBool,
) -> Result<SweepMap, MapError> {
    if across == up {
        return Err(MapError::Same(up.to_owned()));
    }
    let (rows, n_planned) = refined(plan, across, rounds, stop)?;
    let unknown = || MapError::Axis(up.to_owned(), plan.axes.join(", "));
    let place = |name: &str| plan.axes.iter().position(|known| known == name);
    let (Some(up_at), Some(across_at)) = (place(up), place(across)) else { return Err(unknown()) };
    let groups = |entries: &[Entry]| {
        let mut groups = Groups::new(vec![up_at, across_at]);
        for entry in entries {
            groups.add(entry);
        }
        groups.finish()
    };
    let mut found: Vec<(Rational, Rational, Group)> = Vec::new();
    for group in groups(&rows) {
        let number = |text: &str| Value::read(text).number().cloned();
        let (Some(y), Some(x)) = (number(&group.values[0]), number(&group.values[1])) else {
            return Err(unknown());
        };
        found.push((y, x, group));
    }
    found.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    // Instances that were added stand where something changes: they have no say in shares.
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut planned: BTreeSet<[Arc<str>; 2]> = BTreeSet::new();
    for group in groups(&rows[..n_planned]) {
        if let Some((structure, _)) = group.usual() {
            *counts.entry(structure.to_owned()).or_insert(0) += 1;
        }
        planned.insert([0, 1].map(|place| Arc::clone(&group.values[place])));
    }
    let n_cells = counts.values().sum();
    let mut names: Vec<String> = Vec::new();
    let mut cells = Vec::new();
    for (y, x, group) in found {
        let Some((structure, n)) = group.usual() else { continue };
        let place = names.iter().position(|known| known == structure).unwrap_or_else(|| {
            names.push(structure.to_owned());
            names.len() - 1
        });
        let share = ratio(n, group.n);
        let (across, up, structure, rows) = (Exact(x), Exact(y), letter(place), group.n);
        let planned = planned.contains(&[0, 1].map(|place| Arc::clone(&group.values[place])));
        cells.push(MapCell { across, up, structure, share, rows, planned });
    }
    let changes = cells.windows(2).filter_map(|pair| {
        let [left, right] = pair else { return None };
        (left.up == right.up && left.structure != right.structure).then(|| MapChange {
            up: left.up.clone(),
            from: left.across.clone(),
            to: right.across.clone(),
            left: left.structure.clone(),
            right: right.structure.clone(),
        })
    });
    let changes = changes.collect();
    let structure = |(place, structure): (usize, &String)| MapStructure {
        name: letter(place),
        structure: structure.clone(),
        share: ratio(counts.get(structure).copied().unwrap_or(0), n_cells),
    };
    let structures = names.iter().enumerate().map(structure).collect();
    let missing = plan.n - u64::try_from(n_planned).unwrap_or(plan.n);
    let (across, up) = (across.to_owned(), up.to_owned());
    Ok(SweepMap { instances: plan.n, missing, across, up, structures, cells, changes })
}

fn ratio(n: u64, of: u64) -> f64 {
    approx(&(Rational::from(n) / Rational::from(of.max(1))))
}

impl SweepMap {
    /// The same for a figure.
    pub fn figure(&self, title: &str) -> RegimeMap {
        let place = |name: &String| {
            self.structures.iter().position(|structure| structure.name == *name).unwrap_or(0)
        };
        let mut lines: Vec<(f64, Vec<(f64, usize)>)> = Vec::new();
        for cell in &self.cells {
            let (x, y) = (approx(&cell.across.0), approx(&cell.up.0));
            match lines.last_mut() {
                Some((known, line)) if *known == y => line.push((x, place(&cell.structure))),
                _ => lines.push((y, vec![(x, place(&cell.structure))])),
            }
        }
        let ys: Vec<f64> = lines.iter().map(|(y, _)| *y).collect();
        // Half a step to the neighbours; the same beyond the first line and the last one.
        let half = |n: usize| match (ys.get(n), ys.get(n + 1)) {
            (Some(low), Some(high)) => (high - low) / 2.0,
            _ => 0.0,
        };
        let last = ys.len().saturating_sub(2);
        let rows = lines.iter().enumerate().map(|(n, (y, line))| {
            let range = (y - half(n.saturating_sub(1)), y + half(n.min(last)));
            Band { at: *y, range, spans: spans(line) }
        });
        let rows: Vec<Band> = rows.collect();
        let ends = |numbers: &mut dyn Iterator<Item = f64>| {
            numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
                (low.min(x), high.max(x))
            })
        };
        let structures = self.structures.iter();
        RegimeMap {
            title: title.to_owned(),
            over: self.across.clone(),
            and: self.up.clone(),
            ranges: [
                ends(&mut lines.iter().flat_map(|(_, line)| line.iter().map(|(x, _)| *x))),
                ends(&mut rows.iter().flat_map(|band| [band.range.0, band.range.1])),
            ],
            // The instance itself is no point of a sweep.
            present: (f64::NAN, f64::NAN),
            rows,
            structures: structures
                .map(|found| Structure { name: found.name.clone(), said: found.structure.clone() })
                .collect(),
            n_left_out: 0,
        }
    }
}

fn spans(line: &[(f64, usize)]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (n, (x, structure)) in line.iter().enumerate() {
        match spans.last_mut() {
            Some(last) if last.structure == *structure => last.to = (*x, *x),
            _ => {
                let from = (n.checked_sub(1).map_or(*x, |n| line[n].0), *x);
                if let Some(last) = spans.last_mut() {
                    last.to = from;
                }
                spans.push(Span { structure: *structure, from, to: (*x, *x) });
            }
        }
    }
    spans
}
