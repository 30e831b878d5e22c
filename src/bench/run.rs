//! Runs a suite: each method on each instance, until all rows are there.
//!
//! ```no_run
//! use std::path::PathBuf;
//!
//! use ironproof_bench::run::{Options, run};
//! use ironproof_bench::suite;
//!
//! let options = Options {
//!     suite: suite::DEFAULT.to_owned(),
//!     quick: true,
//!     folder: PathBuf::from("results/bench"),
//!     program: PathBuf::from("target/release/ironproof"),
//! };
//! let found = run(&options, &mut |heard| println!("{heard}"))?;
//! assert!(!found.is_wrong());
//! # Ok::<(), ironproof_bench::run::RunError>(())
//! ```

use std::path::PathBuf;
use std::{fmt, io};

use super::measure::{Measurement, exact_value};
use super::question::Question;
use super::row::Row;
use super::settings::{Settings, SettingsError};
use super::status::Status;
use super::suite::{self, Family, Method, Suite, SuiteError};
use super::{Key, patience, summary};

use ironproof_files::lock::{Lock, LockError};
use ironproof_files::store::{Damage, Store, StoreError};

/// The file of rows in a folder of results.
pub const ROWS: &str = "rows.jsonl";

/// What to run, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The text of a suite, such as [`suite::DEFAULT`].
    pub suite: String,
    /// Small sizes and short limits.
    pub quick: bool,
    /// The folder of results. What is there is not run again.
    pub folder: PathBuf,
    /// The program `ironproof`, which is started for each row.
    pub program: PathBuf,
}

/// Why a suite did not run to its end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The suite.
    #[error("the suite: {0}")]
    Suite(#[from] SuiteError),
    /// Another run writes into the folder.
    #[error("{0}")]
    Lock(#[from] LockError),
    /// The folder has results of other settings.
    #[error("{0}")]
    Settings(#[from] SettingsError),
    /// The rows.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// What says nothing about a method makes no row.
    #[error(
        "cannot measure {key}: {error}; nothing is recorded about it, and the same command goes on from here"
    )]
    Start {
        /// What was to be measured.
        key: Key,
        /// Why not.
        error: io::Error,
    },
}

/// What a suite found.
#[derive(Debug)]
pub struct Run {
    /// All rows of the folder.
    pub rows: Vec<Row>,
    /// The time limit of a row.
    pub time_limit_s: f64,
    /// Nobody else writes into the folder while this is there.
    pub lock: Lock,
}

/// What happens during a run.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// A row of the folder is damaged, and measured again.
    Damaged(&'a Damage),
    /// There is a new row.
    Measured(&'a Row),
}

impl fmt::Display for Progress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(damage) => write!(f, "warning: {damage}"),
            Self::Measured(row) => row.fmt(f),
        }
    }
}

/// Runs what is missing in the folder, and gives all rows there. `heard` hears each new row. The folder is locked
/// until the caller drops what comes back, because more is written there.
///
/// # Errors
/// [`RunError`] if the suite or the folder cannot be used, or the program not be started.
pub fn run(options: &Options, heard: &mut dyn FnMut(Progress<'_>)) -> Result<Run, RunError> {
    let suite = suite::read(&options.suite, options.quick)?;
    let lock = Lock::of(&options.folder)?;
    let settings = Settings::here(&options.suite, "those of the suite", options.quick);
    settings.keep(&options.folder)?;
    let mut store: Store<Row> = Store::open(&options.folder.join(ROWS), &settings.checksum())?;
    for damage in store.damage() {
        heard(Progress::Damaged(damage));
    }
    for (family, types) in suite.families.iter().flat_map(|f| f.sizes.iter().map(move |n| (f, *n)))
    {
        let mut optimum = None;
        let methods = std::iter::once(Method::verifier()).chain(suite.methods.iter().cloned());
        for method in methods.filter(|method| method.max_types.is_none_or(|most| types <= most)) {
            let mut row = blank(family, types, &suite, &method);
            row.proved = optimum.is_some() || method == Method::verifier();
            let known = store.rows().iter().rfind(|known| known.key() == row.key());
            let row = if let Some(known) = known {
                known.clone()
            } else {
                row.measurement = if patience::is_hopeless(&row.key(), store.rows()) {
                    Measurement::only(Status::NotTried)
                } else if row.proved {
                    question(&row, &suite, optimum.clone())
                        .ask(&options.program)
                        .map_err(|error| RunError::Start { key: row.key(), error })?
                } else {
                    Measurement::only(Status::OptimumUnknown)
                };
                store.append([row.clone()])?;
                heard(Progress::Measured(&row));
                row
            };
            if method == Method::verifier() {
                optimum = exact_value(&row.measurement).map(|value| value.to_string());
            }
        }
    }
    let time_limit_s = f64::from(suite.time_limit_s);
    Ok(Run { rows: store.into_rows(), time_limit_s, lock })
}

impl Run {
    /// Whether an answer is false.
    pub fn is_wrong(&self) -> bool {
        self.rows.iter().any(|row| row.measurement.status.is_false())
    }

    /// What the rows say together, fastest first.
    pub fn summaries(&self) -> Vec<summary::MethodSummary> {
        summary::summarise(&self.rows, self.time_limit_s)
    }
}

fn blank(family: &Family, types: usize, suite: &Suite, method: &Method) -> Row {
    Row {
        shape: family.shape.clone(),
        types,
        groups: family.groups,
        levels: suite.levels,
        method: method.to_string(),
        proved: false,
        measurement: Measurement::only(Status::NotTried),
    }
}

fn question(row: &Row, suite: &Suite, optimum: Option<String>) -> Question {
    Question {
        shape: row.shape.clone(),
        types: row.types,
        groups: row.groups,
        levels: row.levels,
        method: row.method.clone(),
        warmups: suite.warmups,
        repetitions: suite.repetitions,
        time_limit_s: suite.time_limit_s,
        optimum,
    }
}
