//! From a model file and a certificate to what is proved.
//!
//! The certificate says which file and which statement it is for. The dialect layer makes the statement from the
//! file; if its digest is another one, the two readers of this project disagree about the file, and nothing is proved.

use std::borrow::Cow;
use std::time::Instant;

use ironproof_completer::{self as completer, Incomplete};
use ironproof_dialects::{
    self as dialects, Dialect, Envelope, EnvelopeError, ModelError, Readings, escape, sha256,
};
use ironproof_lp as lp;
use ironproof_numbers::Failure;

/// Why nothing is proved about a model. No `Display`: it must never be taken for a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelFailure {
    /// The file is no model, or has more than one meaning.
    Model(ModelError),
    /// The text is no statement.
    Statement(Failure),
    /// A stated limit came first; this one.
    TooLarge(String),
    /// The deadline came first.
    OutOfTime,
    /// The first lines of the certificate are not as they should be.
    Envelope(EnvelopeError),
    /// The certificate is for other readings than those that were asked for.
    OtherReadings,
    /// The certificate is for a file with other bytes.
    OtherFile,
    /// The certificate is for another statement.
    OtherStatement,
    /// The certificate says that it leaves out the integrality of the first number of columns, and the model has the
    /// second number of integer columns.
    OtherRelaxation(usize, usize),
    /// This line of the basis should be something else.
    Basis(usize, &'static str),
    /// The marked columns and rows are no basis.
    NoBasis,
    /// The claim is not proved.
    Rejected(Failure),
}

impl ModelFailure {
    /// A limit of size or time came first.
    pub fn is_limit(&self) -> bool {
        match self {
            ModelFailure::TooLarge(_) | ModelFailure::OutOfTime => true,
            ModelFailure::Model(error) => error.is_limit(),
            _ => false,
        }
    }

    /// The model is there and the certificate does not prove what it says about it.
    pub fn is_rejection(&self) -> bool {
        !self.is_limit() && !matches!(self, ModelFailure::Model(_) | ModelFailure::Statement(_))
    }

    /// One sentence for people, safe to print.
    pub fn reason(&self) -> String {
        escape(&match self {
            ModelFailure::Model(error) => error.to_string(),
            ModelFailure::Statement(error) => error.to_string(),
            ModelFailure::TooLarge(limit) => limit.clone(),
            ModelFailure::OutOfTime => "the deadline came first".to_owned(),
            ModelFailure::Envelope(error) => error.to_string(),
            ModelFailure::OtherReadings => {
                "the certificate is for other readings than those asked for".to_owned()
            }
            ModelFailure::OtherFile => "the certificate is for another file".to_owned(),
            ModelFailure::OtherStatement => "the certificate is for another statement".to_owned(),
            ModelFailure::OtherRelaxation(said, there) => format!(
                "integer columns: the model has {there}, and the certificate says {said} (a line relaxation)"
            ),
            ModelFailure::Basis(line, expected) => {
                format!("certificate:{line}: expected {expected}")
            }
            ModelFailure::NoBasis => "the marked columns and rows are no basis".to_owned(),
            ModelFailure::Rejected(rejection) => rejection.to_string(),
        })
    }
}

impl From<Failure> for ModelFailure {
    fn from(failure: Failure) -> ModelFailure {
        match failure {
            Failure::Input(..) => ModelFailure::Statement(failure),
            Failure::TooLarge(..) => ModelFailure::TooLarge(failure.to_string()),
            _ => ModelFailure::Rejected(failure),
        }
    }
}

/// A model and a certificate whose first lines fit it; the claim is not checked.
#[derive(Clone, Debug)]
pub struct ReadModel<'a> {
    file: &'a [u8],
    dialect: Dialect,
    statement: Cow<'a, str>,
    envelope: Envelope<'a>,
}

/// Reads the model with the readings of the certificate; where readings are given here, they must be the same.
pub fn read_model<'a>(
    file: &'a [u8],
    dialect: Dialect,
    readings: &Readings,
    certificate: &'a str,
) -> Result<ReadModel<'a>, ModelFailure> {
    let envelope = Envelope::read(certificate).map_err(ModelFailure::Envelope)?;
    if !readings.is_empty() && *readings != envelope.readings {
        return Err(ModelFailure::OtherReadings);
    }
    let statement = dialects::statement(file, dialect, &envelope.readings);
    let statement = statement.map_err(ModelFailure::Model)?;
    Ok(ReadModel { file, dialect, statement, envelope })
}

impl ReadModel<'_> {
    /// The text about which a claim is proved.
    pub fn statement(&self) -> &str {
        &self.statement
    }

    /// How the file was read where readers differ; it displays as what follows the verdict.
    pub fn readings(&self) -> &Readings {
        &self.envelope.readings
    }

    /// Checks what the certificate says about the model. The deadline is for a basis, all else is fast.
    pub fn verify(&self, deadline: Option<Instant>) -> Result<lp::Verified, ModelFailure> {
        let Envelope { file, statement, n_relaxed, claim, claim_starts_at_line, .. } =
            self.envelope;
        // A statement may have been made from a file that is not at hand.
        if self.dialect != Dialect::Statement && file != sha256(self.file) {
            return Err(ModelFailure::OtherFile);
        }
        if statement != sha256(self.statement.as_bytes()) {
            return Err(ModelFailure::OtherStatement);
        }
        let n_integer = dialects::n_integer(&self.statement);
        if n_integer != n_relaxed {
            return Err(ModelFailure::OtherRelaxation(n_relaxed, n_integer));
        }
        if !completer::is_basis(claim) {
            return Ok(lp::verify(&self.statement, claim, claim_starts_at_line)?);
        }
        let completed = completer::complete(&self.statement, claim, deadline);
        let completed = completed.map_err(|incomplete| match incomplete {
            Incomplete::Malformed(line, expected) => {
                ModelFailure::Basis(claim_starts_at_line + line, expected)
            }
            Incomplete::NoBasis => ModelFailure::NoBasis,
            Incomplete::TooLarge(limit) => ModelFailure::TooLarge(limit.to_owned()),
            Incomplete::OutOfTime => ModelFailure::OutOfTime,
            // The trusted reader says what is wrong with it.
            Incomplete::Statement => match lp::verify(&self.statement, claim, claim_starts_at_line)
            {
                Err(failure) => failure.into(),
                Ok(_) => ModelFailure::NoBasis,
            },
        })?;
        Ok(lp::verify(&self.statement, &completed, claim_starts_at_line)?)
    }
}

/// Checks what the certificate says about the model in the bytes of this file. No readings mean those of the
/// certificate.
pub fn verify_model(
    file: &[u8],
    dialect: Dialect,
    readings: &Readings,
    certificate: &str,
) -> Result<lp::Verified, ModelFailure> {
    read_model(file, dialect, readings, certificate)?.verify(None)
}
