//! A map of regimes: which structure is best at which values of two parameters, and where it changes.
//!
//! Between two neighbouring instances with different structures something changes. A round of refinement adds the
//! instance in the middle between the two, so that each round halves where the change can be.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use ironproof_files::digest::sha256;
use ironproof_number::rational::Rational;

use crate::entries::{Entry, Texts, each_entry};
use crate::instances::is_of_instance;
use crate::plan::{Plan, write_points};
use crate::run::{Options, RunError, run};
use crate::shard::Shard;
use crate::values::Value;

/// Rows that differ in one axis alone, by its value.
type Lines = BTreeMap<Vec<Arc<str>>, BTreeMap<Rational, Arc<str>>>;

/// Why there is no map.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// No such axis.
    #[error("the sweep has no axis `{0}` of numbers; it has {1}")]
    Axis(String, String),
    /// The same axis twice.
    #[error("--map needs two different axes, one across and one up, and not `{0}` twice")]
    Same(String),
    /// An axis whose values have none between them.
    #[error("--refine: between two values of `{0}` there is none; leave out --refine")]
    NoMiddle(String),
    /// Not all instances in between have a row.
    #[error("interrupted in round {0}: what is solved is kept, and the same command goes on")]
    Interrupted(u32),
    /// An instance cannot be solved, or a file not be written.
    #[error(transparent)]
    Run(#[from] RunError),
}

/// The entries of all rows of a plan, how many these are, and behind them those of instances in between that were added
/// along the axis `along` in some rounds.
///
/// # Errors
/// [`MapError`] if there is no such axis of numbers, or rows cannot be made.
pub fn refined(
    plan: &Plan,
    along: &str,
    rounds: u32,
    stop: &AtomicBool,
) -> Result<(Vec<Entry>, usize), MapError> {
    let axis = plan.axes.iter().position(|name| name == along);
    let axis = axis.ok_or_else(|| MapError::Axis(along.to_owned(), plan.axes.join(", ")))?;
    // Between two samples, two files or two grids there is nothing.
    if rounds > 0 && !is_of_instance(along) && along != "width" {
        return Err(MapError::NoMiddle(along.to_owned()));
    }
    let (mut all, mut texts) = (Vec::new(), Texts::default());
    each_entry(plan, &mut texts, &mut |entry| all.push(entry)).map_err(RunError::from)?;
    if all.iter().any(|entry| Value::read(&entry.values[axis]).number().is_none()) {
        return Err(MapError::Axis(along.to_owned(), plan.axes.join(", ")));
    }
    let n = all.len();
    for round in 1..=rounds {
        let points = between(axis, &all);
        if points.is_empty() {
            break;
        }
        // Other points, where more instances have a row than last time, have a folder of their own.
        let points_said: Vec<String> = points.iter().flatten().map(ToString::to_string).collect();
        let digest = &sha256(points_said.join(";").as_bytes())[..8];
        let name = format!("refined-{along}-{round}-{digest}").replace([':', '/', ' '], "-");
        let folder: PathBuf = plan.folder.join(name);
        let finer = write_points(plan, &folder, &points).map_err(RunError::from)?;
        let options = Options {
            shard: Shard::ALL,
            batch: None,
            time_budget: None,
            certificates: None,
            retry: false,
        };
        if !run(&finer, &options, stop, &|_| ())?.is_finished() {
            return Err(MapError::Interrupted(round));
        }
        each_entry(&finer, &mut texts, &mut |entry| all.push(entry)).map_err(RunError::from)?;
    }
    Ok((all, n))
}

/// The points in the middle between neighbours with different structures.
fn between(axis: usize, rows: &[Entry]) -> Vec<Vec<Value>> {
    let mut points = Vec::new();
    let two = Rational::from(2);
    for (others, line) in lines(axis, rows) {
        let neighbours = line.iter().zip(line.iter().skip(1));
        for ((low, left), (high, right)) in neighbours {
            if left == right {
                continue;
            }
            let mut point: Vec<Value> = others.iter().map(|text| Value::read(text)).collect();
            point.insert(axis, Value::Number((low + high) / &two));
            points.push(point);
        }
    }
    points
}

/// The structures along an axis, for all values of the others.
fn lines(axis: usize, rows: &[Entry]) -> Lines {
    let mut lines: Lines = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.structure.is_empty()) {
        let Value::Number(x) = Value::read(&row.values[axis]) else { continue };
        let others = row.values.iter().enumerate().filter(|(place, _)| *place != axis);
        let others = others.map(|(_, text)| Arc::clone(text)).collect();
        lines.entry(others).or_default().insert(x, Arc::clone(&row.structure));
    }
    lines
}
