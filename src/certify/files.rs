//! The files that a question consists of: a model, and the answer of another solver with its basis.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use ironproof_answer::Basis;
use ironproof_answer::solution_file::{Solution, read_basis, read_solution};
use ironproof_instance::load::read_text;
use ironproof_linear::Readings;
use ironproof_name::counted;
use ironproof_transcript::basis_of_certificate;

use crate::subject::Subject;

/// Where the files are.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// The model: `*.mps` or `*.lp`, or either with `.gz`.
    pub model: &'a Path,
    /// How to read lines that readers disagree about.
    pub readings: &'a Readings,
    /// The answer of another solver.
    pub solution: Option<&'a Path>,
    /// A basis file: the basis of that answer, in place of the one in it; or without an answer where the proof starts.
    pub basis: Option<&'a Path>,
    /// A certificate with a basis, of a model with as many columns and rows, where the proof starts.
    pub like: Option<&'a Path>,
}

/// A file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct WrongFile {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

impl WrongFile {
    fn new(path: &Path, reason: &dyn Display) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string() }
    }
}

impl Files<'_> {
    /// The model.
    ///
    /// # Errors
    /// [`WrongFile`] if it cannot be read or is no linear program.
    pub fn subject(&self) -> Result<Subject, WrongFile> {
        Subject::open(self.model, self.readings.clone())
            .map_err(|error| WrongFile::new(self.model, &error))
    }

    /// The answer to this model, if there is one.
    ///
    /// # Errors
    /// [`WrongFile`] if it or its basis cannot be read, or is about another model.
    pub fn solution(&self, subject: &Subject) -> Result<Option<Solution>, WrongFile> {
        let Some(path) = self.solution else { return Ok(None) };
        let lp = &subject.model().lp;
        let read = read_solution(lp, &text(path)?);
        let mut solution = read.map_err(|error| WrongFile::new(path, &error))?;
        if let Some(path) = self.basis {
            let read = read_basis(lp, &text(path)?);
            solution.basis = Some(read.map_err(|error| WrongFile::new(path, &error))?);
        }
        Ok(Some(solution))
    }
}

impl Files<'_> {
    /// The basis from which the proof starts, if there is one.
    ///
    /// # Errors
    /// [`WrongFile`] if it cannot be read, or is about another model.
    pub fn start(&self, subject: &Subject) -> Result<Option<Basis>, WrongFile> {
        let lp = &subject.model().lp;
        if let (Some(path), None) = (self.basis, self.solution) {
            let read = read_basis(lp, &text(path)?);
            return read.map(Some).map_err(|error| WrongFile::new(path, &error));
        }
        let Some(path) = self.like else { return Ok(None) };
        let none = "the certificate has no basis: write it with --kind basis";
        let found = basis_of_certificate(&text(path)?);
        let basis = found.ok_or_else(|| WrongFile::new(path, &none))?;
        let (own, other) =
            ((lp.columns.len(), lp.rows.len()), (basis.columns.len(), basis.rows.len()));
        if own == other {
            return Ok(Some(basis));
        }
        let parts = |(columns, rows)| {
            format!("{} and {}", counted(columns, "column"), counted(rows, "row"))
        };
        let reason = format!("a basis of {}, and the model has {}", parts(other), parts(own));
        Err(WrongFile::new(path, &reason))
    }
}

fn text(path: &Path) -> Result<String, WrongFile> {
    read_text(path).map_err(|error| WrongFile::new(&error.path, &error.problem))
}

/// Coq takes the name of a file for that of a module.
///
/// # Errors
/// [`WrongFile`] if it is none.
pub fn check_coq_name(path: &Path) -> Result<(), WrongFile> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let is_name = stem.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && path.extension().is_some_and(|extension| extension == "v");
    let rule = "a Coq file is NAME.v with letters, digits and `_`, no digit first";
    if is_name { Ok(()) } else { Err(WrongFile::new(path, &rule)) }
}
