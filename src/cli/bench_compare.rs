//! `ironproof bench compare`: two folders of results, of `bench` or of `bench accuracy`.

use std::path::Path;

use super::{CliError, Outcome, output};
use crate::bench::accuracy::compare::{Limits, compare as compare_accuracy};
use crate::bench::accuracy::row::read_csv;
use crate::bench::compare::{Kind, compare};
use crate::bench::store;

/// The rows of `bench`.
pub(super) const ROWS: &str = "rows.jsonl";
/// The rows of `bench accuracy`.
pub(super) const ACCURACY: &str = "accuracy.csv";

/// What counts as a change.
pub(super) struct Thresholds {
    /// Growth of a median, as a share.
    pub(super) median: f64,
    /// Growth of an error.
    pub(super) error: Limits,
}

pub(super) fn run(
    before: &Path,
    after: &Path,
    thresholds: &Thresholds,
) -> Result<Outcome, CliError> {
    let kinds = |folder: &Path| [ROWS, ACCURACY].map(|name| folder.join(name).is_file());
    let kinds = [(before, kinds(before)), (after, kinds(after))];
    if let Some((folder, _)) = kinds.iter().find(|(_, kinds)| *kinds == [false; 2]) {
        return Err(CliError::Usage(format!(
            "{}: no results in this folder: expected {ROWS} of `bench`, or {ACCURACY}, which \
             `bench accuracy` writes at its end",
            folder.display()
        )));
    }
    if kinds.iter().all(|(_, kinds)| kinds[1]) {
        return of_accuracy(before, after, &thresholds.error);
    }
    if kinds.iter().all(|(_, kinds)| kinds[0]) {
        return of_times(before, after, thresholds.median);
    }
    let of = |kinds: [bool; 2]| if kinds[0] { "`bench`" } else { "`bench accuracy`" };
    let [(_, first), (_, second)] = kinds;
    Err(CliError::Usage(format!(
        "{} has results of {}, {} of {}: only results of one kind compare",
        before.display(),
        of(first),
        after.display(),
        of(second)
    )))
}

fn of_times(before: &Path, after: &Path, threshold: f64) -> Result<Outcome, CliError> {
    let rows = |folder: &Path| {
        let rows = store::read(&read(folder, ROWS)?);
        let path = folder.join(ROWS);
        let empty = || CliError::Usage(format!("{}: no row of `bench`", path.display()));
        if rows.is_empty() { Err(empty()) } else { Ok(rows) }
    };
    let changes = compare(&rows(before)?, &rows(after)?, threshold);
    if changes.is_empty() {
        return Err(nothing_in_common(before, after));
    }
    let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
    for change in changes.iter().filter(|change| change.kind != Kind::Same) {
        output::emit(format!("{change}\n"))?;
    }
    let (slower, faster) = (count(Kind::Regression), count(Kind::Improvement));
    output::emit(format!("{} compared: {slower} slower, {faster} faster\n", changes.len()))?;
    Ok(if slower == 0 { Outcome::Verified } else { Outcome::Disproved })
}

fn of_accuracy(before: &Path, after: &Path, limits: &Limits) -> Result<Outcome, CliError> {
    let rows = |folder: &Path| {
        read_csv(&read(folder, ACCURACY)?).map_err(|error| {
            CliError::Usage(format!("{}: {error}", folder.join(ACCURACY).display()))
        })
    };
    let comparison = compare_accuracy(&rows(before)?, &rows(after)?, limits);
    if comparison.n_compared == 0 {
        return Err(nothing_in_common(before, after));
    }
    for change in &comparison.regressions {
        output::emit(format!("worse   {change}\n"))?;
    }
    for change in &comparison.improvements {
        output::emit(format!("better  {change}\n"))?;
    }
    output::emit(format!(
        "{} compared: {} worse, {} better; {} only in the first folder\n",
        comparison.n_compared,
        comparison.regressions.len(),
        comparison.improvements.len(),
        comparison.n_missing,
    ))?;
    let is_fine = comparison.regressions.is_empty();
    Ok(if is_fine { Outcome::Verified } else { Outcome::Disproved })
}

fn read(folder: &Path, name: &str) -> Result<String, CliError> {
    let path = folder.join(name);
    std::fs::read_to_string(&path)
        .map_err(|error| CliError::Usage(format!("{}: {error}", path.display())))
}

fn nothing_in_common(before: &Path, after: &Path) -> CliError {
    CliError::Usage(format!(
        "{} and {} have no measurement in common",
        before.display(),
        after.display()
    ))
}
