//! `ironproof bench compare`: two folders of results, of `bench` or of `bench accuracy`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::output;
use super::{CliError, Common, Outcome};
use ironproof_bench::accuracy::compare::{Limits, compare as compare_accuracy};
use ironproof_bench::accuracy::row::read_csv;
use ironproof_bench::compare::{Kind, compare};
use ironproof_bench::store;
use ironproof_report::counted;

/// The rows of `bench`.
pub(super) const ROWS: &str = "rows.jsonl";
/// The rows of `bench accuracy`.
pub(super) const ACCURACY: &str = "accuracy.csv";

#[derive(clap::Args)]
pub(super) struct Flags {
    /// Results before
    before: PathBuf,
    /// Results after
    after: PathBuf,
    /// Growth of a median that counts, as a share (results of `bench`) [default: 0.2]
    #[arg(long, value_name = "SHARE", value_parser = not_negative, allow_negative_numbers = true)]
    threshold: Option<f64>,
    /// Growth of an error that counts, as a factor (results of `bench accuracy`) [default: 10]
    #[arg(long, value_name = "FACTOR", value_parser = factor, allow_negative_numbers = true)]
    factor: Option<f64>,
    /// Relative errors up to this size do not count (results of `bench accuracy`) [default: 1e-9]
    #[arg(long, value_name = "ERROR", value_parser = not_negative, allow_negative_numbers = true)]
    floor: Option<f64>,
}

fn not_negative(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|&x: &f64| 0.0 <= x && x.is_finite());
    number.ok_or_else(|| "expected a number, 0 or more".to_owned())
}

fn factor(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|&x: &f64| 1.0 <= x && x.is_finite());
    number.ok_or_else(|| "expected a number, 1 or more".to_owned())
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let Flags { before, after, threshold, factor, floor } = flags;
    if common.out.is_some() {
        let note = "note: `bench compare` writes nothing to a folder; --out is not used";
        output::note(common.quiet, &note);
    }
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
        useless("--threshold", *threshold, "`bench accuracy`")?;
        let limits = Limits { factor: factor.unwrap_or(10.0), floor: floor.unwrap_or(1e-9) };
        return print(&of_accuracy(before, after, &limits)?, common.json);
    }
    if kinds.iter().all(|(_, kinds)| kinds[0]) {
        useless("--factor", *factor, "`bench`")?;
        useless("--floor", *floor, "`bench`")?;
        return print(&of_times(before, after, threshold.unwrap_or(0.2))?, common.json);
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

fn useless(flag: &str, value: Option<f64>, results: &str) -> Result<(), CliError> {
    let error = || CliError::Usage(format!("{flag} has no effect on results of {results}"));
    value.map_or(Ok(()), |_| Err(error()))
}

/// A comparison, of either kind of results.
struct Findings {
    n_compared: usize,
    /// What one calls a regression, and an improvement.
    words: [&'static str; 2],
    regressions: Vec<String>,
    improvements: Vec<String>,
    /// Right answers of the first folder that are not in the second.
    lost: Vec<String>,
}

fn print(compared: &Findings, json: bool) -> Result<Outcome, CliError> {
    let Findings { n_compared, words: [worse, better], regressions, improvements, lost } = compared;
    let is_fine = regressions.is_empty() && lost.is_empty();
    if json {
        output::emit_json(&json!({
            "n_compared": n_compared,
            "n_regressions": regressions.len(),
            "n_improvements": improvements.len(),
            "n_lost": lost.len(),
            "regressions": regressions,
            "improvements": improvements,
            "lost": lost,
        }))?;
    } else {
        let mut text = String::new();
        for (word, changes) in [(worse, regressions), (better, improvements)] {
            for change in changes {
                let _ = writeln!(text, "{word:7} {change}");
            }
        }
        let (n_worse, n_better) = (regressions.len(), improvements.len());
        let _ = writeln!(text, "{n_compared} compared: {n_worse} {worse}, {n_better} {better}");
        if !lost.is_empty() {
            let answers = counted(lost.len(), "right answer");
            let verb = if lost.len() == 1 { "is" } else { "are" };
            let _ = writeln!(text, "{answers} of the first folder {verb} not in the second");
        }
        output::emit(text)?;
    }
    Ok(if is_fine { Outcome::Good } else { Outcome::Disproved })
}

fn of_times(before: &Path, after: &Path, threshold: f64) -> Result<Findings, CliError> {
    let rows = |folder: &Path| {
        let rows = store::read(&read(folder, ROWS)?);
        let path = folder.join(ROWS);
        let empty = || CliError::Usage(format!("{}: no row of `bench`", path.display()));
        if rows.is_empty() { Err(empty()) } else { Ok(rows) }
    };
    let found = compare(&rows(before)?, &rows(after)?, threshold);
    if found.changes.is_empty() {
        return Err(nothing_in_common(before, after));
    }
    let of = |kind| {
        let changes = found.changes.iter().filter(move |change| change.kind == kind);
        changes.map(ToString::to_string).collect()
    };
    Ok(Findings {
        n_compared: found.changes.len(),
        words: ["slower", "faster"],
        regressions: of(Kind::Regression),
        improvements: of(Kind::Improvement),
        lost: found.lost.iter().map(ToString::to_string).collect(),
    })
}

fn of_accuracy(before: &Path, after: &Path, limits: &Limits) -> Result<Findings, CliError> {
    let rows = |folder: &Path| {
        read_csv(&read(folder, ACCURACY)?).map_err(|error| {
            CliError::Usage(format!("{}: {error}", folder.join(ACCURACY).display()))
        })
    };
    let found = compare_accuracy(&rows(before)?, &rows(after)?, limits);
    if found.n_compared == 0 {
        return Err(nothing_in_common(before, after));
    }
    Ok(Findings {
        n_compared: found.n_compared,
        words: ["worse", "better"],
        regressions: found.regressions.iter().map(ToString::to_string).collect(),
        improvements: found.improvements.iter().map(ToString::to_string).collect(),
        lost: found.lost.iter().map(|(instance, solver)| format!("{instance} {solver}")).collect(),
    })
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
