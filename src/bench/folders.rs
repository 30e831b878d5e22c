//! Two folders of results, of `bench` or of `bench accuracy`: what is worse in the second, and what is better.

use std::path::{Path, PathBuf};

use super::accuracy::compare::{Limits, compare as compare_accuracy};
use super::accuracy::row::{Row as AccuracyRow, read_csv};
use super::compare::{Kind, compare};
use super::row::Row;
use super::run::ROWS;
use ironproof_files::store::{self, BadLine};

/// The table that `bench accuracy` writes at its end.
pub const ACCURACY: &str = "accuracy.csv";

/// What the results of two folders are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Results {
    /// Times, of `bench`.
    Times,
    /// Answers against the truth, of `bench accuracy`.
    Accuracy,
}

/// What counts as a change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Growth of a median, as a share: 0.2 for a fifth.
    pub share: f64,
    /// Growth of errors.
    pub errors: Limits,
}

/// What a comparison found, of either kind of results.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// What was compared.
    pub results: Results,
    /// Measurements that both folders have.
    pub n_compared: usize,
    /// What is worse in the second.
    pub regressions: Vec<String>,
    /// What is better there.
    pub improvements: Vec<String>,
    /// Right answers of the first folder that are not in the second.
    pub lost: Vec<String>,
}

/// Why two folders do not compare.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There are no results.
    #[error(
        "{}: no results in this folder: expected {ROWS} of `bench`, or {ACCURACY}, which `bench accuracy` writes \
         at its end",
        .0.display()
    )]
    NoResults(PathBuf),
    /// They have results of different kinds.
    #[error(
        "{} has results of {}, {} of {}: only results of one kind compare",
        .0.display(), .1.verb(), .2.display(), .3.verb()
    )]
    Kinds(PathBuf, Results, PathBuf, Results),
    /// A file cannot be read.
    #[error("{}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// A line of it is no row of `bench`.
    #[error("{}: {error}; `bench` with this folder as --out measures that row again", path.display())]
    Rows {
        /// The file.
        path: PathBuf,
        /// Which line, and why.
        error: BadLine,
    },
    /// A line of it is no row of `bench accuracy`.
    #[error("{}: {error}", path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// Which line, and why.
        error: csv::Error,
    },
    /// It is empty.
    #[error("{}: no row of {}; run it again", .0.display(), .1.verb())]
    Empty(PathBuf, Results),
    /// The folders have results of different things.
    #[error("{} and {} have no measurement in common", .0.display(), .1.display())]
    NothingInCommon(PathBuf, PathBuf),
}

impl Results {
    /// The verb that makes them.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Times => "`bench`",
            Self::Accuracy => "`bench accuracy`",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Times => ROWS,
            Self::Accuracy => ACCURACY,
        }
    }

    /// Where a folder has them.
    fn path(self, folder: &Path) -> Result<PathBuf, FolderError> {
        let path = folder.join(self.file());
        if path.is_file() { Ok(path) } else { Err(FolderError::NoResults(folder.to_owned())) }
    }

    /// What two folders both have; accuracy if they have both.
    ///
    /// # Errors
    /// [`FolderError`] if one has no results, or they have none of one kind.
    pub fn of(before: &Path, after: &Path) -> Result<Self, FolderError> {
        let has = |folder: &Path, results: Self| folder.join(results.file()).is_file();
        let kinds = [Self::Accuracy, Self::Times];
        if let Some(both) = kinds.into_iter().find(|it| has(before, *it) && has(after, *it)) {
            return Ok(both);
        }
        let of = |folder: &Path| {
            let found = kinds.into_iter().rfind(|results| has(folder, *results));
            found.ok_or_else(|| FolderError::NoResults(folder.to_owned()))
        };
        Err(FolderError::Kinds(before.to_owned(), of(before)?, after.to_owned(), of(after)?))
    }

    /// Compares two folders that have these results.
    ///
    /// # Errors
    /// [`FolderError`] if a file cannot be read, or the two have nothing in common.
    pub fn compare(
        self,
        before: &Path,
        after: &Path,
        thresholds: &Thresholds,
    ) -> Result<Compared, FolderError> {
        let compared = match self {
            Self::Times => of_times(before, after, thresholds.share)?,
            Self::Accuracy => of_accuracy(before, after, &thresholds.errors)?,
        };
        if compared.n_compared == 0 {
            return Err(FolderError::NothingInCommon(before.to_owned(), after.to_owned()));
        }
        Ok(compared)
    }
}

impl Compared {
    /// Whether nothing is worse and nothing is lost.
    pub fn is_fine(&self) -> bool {
        self.regressions.is_empty() && self.lost.is_empty()
    }
}

/// The rows that `bench` left in a folder.
///
/// # Errors
/// [`FolderError`] names the file and the line.
pub fn time_rows(folder: &Path) -> Result<Vec<Row>, FolderError> {
    let path = Results::Times.path(folder)?;
    let rows: Vec<Row> = store::read(&bytes(&path)?)
        .map_err(|error| FolderError::Rows { path: path.clone(), error })?;
    if rows.is_empty() { Err(FolderError::Empty(path, Results::Times)) } else { Ok(rows) }
}

/// The rows that `bench accuracy` left in a folder.
///
/// # Errors
/// [`FolderError`] names the file and the line.
pub fn accuracy_rows(folder: &Path) -> Result<Vec<AccuracyRow>, FolderError> {
    let path = Results::Accuracy.path(folder)?;
    let rows = read_csv(&bytes(&path)?)
        .map_err(|error| FolderError::Table { path: path.clone(), error })?;
    if rows.is_empty() { Err(FolderError::Empty(path, Results::Accuracy)) } else { Ok(rows) }
}

fn of_times(before: &Path, after: &Path, threshold: f64) -> Result<Compared, FolderError> {
    let found = compare(&time_rows(before)?, &time_rows(after)?, threshold);
    let of = |kind| {
        let changes = found.changes.iter().filter(move |change| change.kind == kind);
        changes.map(ToString::to_string).collect()
    };
    Ok(Compared {
        results: Results::Times,
        n_compared: found.changes.len(),
        regressions: of(Kind::Regression),
        improvements: of(Kind::Improvement),
        lost: found.lost.iter().map(ToString::to_string).collect(),
    })
}

fn of_accuracy(before: &Path, after: &Path, limits: &Limits) -> Result<Compared, FolderError> {
    let found = compare_accuracy(&accuracy_rows(before)?, &accuracy_rows(after)?, limits);
    Ok(Compared {
        results: Results::Accuracy,
        n_compared: found.n_compared,
        regressions: found.regressions.iter().map(ToString::to_string).collect(),
        improvements: found.improvements.iter().map(ToString::to_string).collect(),
        lost: found.lost.iter().map(|(instance, solver)| format!("{instance} {solver}")).collect(),
    })
}

fn bytes(path: &Path) -> Result<Vec<u8>, FolderError> {
    std::fs::read(path).map_err(|error| FolderError::Read { path: path.to_owned(), error })
}
