//! What `certify` is about: a model file, and what was read from it.

use std::path::Path;

use ironproof_linear::{Model, ModelFormat, ReadError, Readings, read_model, unpack};
use ironproof_name::counted;
use ironproof_number::rational::approx;
use ironproof_solvers::solve::DROPPED;
use ironproof_transcript::Source;

/// A model file, unpacked, and what was read from it: the two belong together.
#[derive(Clone, Debug)]
pub struct Subject {
    model: Model,
    file: Vec<u8>,
    format: ModelFormat,
    source: Source,
    readings: Readings,
}

/// Why a file is no subject.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The name of the file does not say what it is.
    #[error("expected *.mps or *.lp, or *.gz")]
    Name,
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] std::io::Error),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is no linear program.
    #[error(transparent)]
    Model(#[from] ReadError),
}

impl Subject {
    /// The model in the bytes of a file, compressed or not.
    ///
    /// # Errors
    /// [`Unreadable`] if the file is empty or no linear program.
    pub fn new(bytes: &[u8], format: ModelFormat, readings: Readings) -> Result<Self, Unreadable> {
        let file = unpack(bytes)?.into_owned();
        if file.trim_ascii().is_empty() {
            return Err(Unreadable::Empty);
        }
        let model = read_model(&file, format, &readings)?;
        let source = Source::new(&file, &model, &readings);
        Ok(Self { model, file, format, source, readings })
    }

    /// The model in a file, whose name says what it is.
    ///
    /// # Errors
    /// [`Unreadable`] if the name says nothing or the file cannot be read, is empty or no linear program.
    pub fn open(path: &Path, readings: Readings) -> Result<Self, Unreadable> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let format = ModelFormat::of(&name).ok_or(Unreadable::Name)?;
        Self::new(&ironproof_number::limits::read(path)?, format, readings)
    }

    /// What was read from the file.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What certificates of the model are bound to.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The file, unpacked, its format, and how it was read where readers disagree.
    pub(super) fn file(&self) -> (&[u8], ModelFormat, &Readings) {
        (&self.file, self.format, &self.readings)
    }

    /// What a float solver, or a person, may see differently: a sentence each.
    pub fn notes(&self) -> Vec<String> {
        let (model, mut notes) = (&self.model, Vec::new());
        if 0 < model.n_integer() {
            let n = counted(model.n_integer(), "column");
            notes.push(format!("{n} are to be integers: what follows is about the relaxation"));
        }
        if !model.huge.is_empty() {
            notes.push(format!("bounds of 1e20 and more read as absent: {}", model.huge.len()));
        }
        let terms = model.lp.rows.iter().flat_map(|row| &row.terms);
        let n_tiny = terms.filter(|(_, value)| approx(value).abs() <= DROPPED).count();
        if 0 < n_tiny {
            notes.push(format!("coefficients of at most 1e-9, which float solvers drop: {n_tiny}"));
        }
        notes
    }
}
