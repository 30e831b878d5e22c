//! Which certificates are made for a verdict, and the forms that what was accepted can be written in.

use ironproof_linear::Lp;
use ironproof_proof::{Bounds, Evidence, Report};
use ironproof_transcript as transcript;
use ironproof_transcript::{Certificate, NoCoq, NoVipr, Source, length_of_vectors};

use crate::asked::Certificates;
use crate::subject::Subject;

/// Bytes of vectors above which a basis is better, if nobody says otherwise.
const LONG: usize = 1_000_000;
const BY_BASIS: &str =
    "the values would take more than a megabyte: the basis is written (--kind values writes them)";

/// What a certificate holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Vectors; or, for an optimum whose vectors take more than a megabyte, the basis, if the checker can solve it.
    Auto,
    /// Vectors: point and multipliers, a Farkas vector, or point and ray.
    #[default]
    Values,
    /// For an optimum the basis, a symbol per column and row, which the checker solves again.
    Basis,
    /// Bounds on the optimum: what the answer of another solver proves, or else the optimum on both sides.
    Bounds,
}

/// A form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transcript {
    /// The certificate that the checker accepted.
    Certificate,
    /// The same numbers as JSON, by the names of columns and rows.
    Json,
    /// VIPR 1.0.
    Vipr,
    /// A script for the proof assistant Coq.
    Coq,
}

/// Why there is no such file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTranscript {
    /// Nothing was found that could be written.
    #[error("no bound was found")]
    NoBound,
    /// VIPR has no form for it.
    #[error(transparent)]
    Vipr(#[from] NoVipr),
    /// Coq has no form for it.
    #[error(transparent)]
    Coq(#[from] NoCoq),
    /// A script has a theorem with a proof.
    #[error("a Coq script needs a proof, not bounds")]
    CoqBounds,
}

/// What is made of a report.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) certificates: Certificates,
    /// What is not as it was asked for.
    pub(super) note: Option<String>,
    /// The certificate for the verdict is a basis.
    pub(super) by_basis: bool,
    /// The bounds that are written in place of a proof.
    bounds: Option<Bounds>,
}

impl Planned {
    /// The certificates for the verdict and for a file of this kind; `answer` holds what the answer of another solver
    /// proves.
    pub(super) fn new(
        kind: Kind,
        subject: &Subject,
        report: &Report,
        answer: Option<&Bounds>,
    ) -> Self {
        let source = subject.source();
        let bounds = match (report.bounds(), kind, answer) {
            (Some(bounds), _, _) | (None, Kind::Bounds, Some(bounds)) => Some(bounds.clone()),
            (None, Kind::Bounds, None) => of_optimum(&subject.model().lp, report),
            (None, _, _) => None,
        };
        let is_long = report.basis().is_some()
            && report.proof().is_some_and(|proof| LONG < length_of_vectors(proof));
        let note = match kind {
            Kind::Basis if bounds.is_none() && report.basis().is_none() => {
                Some("no basis for this verdict: values written")
            }
            Kind::Bounds if bounds.is_none() => Some("no bounds for this verdict: values written"),
            Kind::Auto if is_long => Some(BY_BASIS),
            _ => None,
        };
        let by_basis = kind == Kind::Basis || kind == Kind::Auto && is_long;
        let basis = report.basis().filter(|_| by_basis).map(Certificate::Basis);
        let by_basis = basis.is_some();
        let claim = basis.or_else(|| claim(report));
        let verdict = claim.map(|claim| transcript::write_certificate(source, claim));
        // Bounds in place of a proof are a claim of their own, whatever the form of the file.
        let mut others = Vec::new();
        if report.proof().is_some()
            && let Some(bounds) = bounds.as_ref().filter(|bounds| !bounds.is_empty())
        {
            others.push(transcript::write_certificate(source, Certificate::Bounds(bounds)));
        }
        let note = note.map(str::to_owned);
        Self { certificates: Certificates { verdict, others }, note, by_basis, bounds }
    }

    /// The text of a file in this form.
    pub(super) fn text(
        &self,
        form: Transcript,
        lp: &Lp,
        source: &Source,
        report: &Report,
    ) -> Result<String, NoTranscript> {
        if form == Transcript::Coq {
            let proof = report.proof().ok_or(NoTranscript::CoqBounds)?;
            return Ok(transcript::write_coq(lp, source, proof)?);
        }
        if self.bounds.as_ref().is_some_and(Bounds::is_empty) {
            return Err(NoTranscript::NoBound);
        }
        match (form, &self.bounds, report.proof()) {
            (Transcript::Certificate | Transcript::Coq, ..) => {
                let Certificates { verdict, others } = &self.certificates;
                others.first().or(verdict.as_ref()).cloned().ok_or(NoTranscript::NoBound)
            }
            (Transcript::Json, Some(bounds), _) => {
                Ok(transcript::write_bounds_json(lp, source, bounds))
            }
            (Transcript::Json, None, Some(proof)) => {
                Ok(transcript::write_proof_json(lp, source, proof, report.basis()))
            }
            (Transcript::Vipr, Some(bounds), _) => {
                Ok(transcript::write_vipr_bounds(lp, source, bounds))
            }
            (Transcript::Vipr, None, Some(proof)) => Ok(transcript::write_vipr(lp, source, proof)?),
            (Transcript::Json | Transcript::Vipr, None, None) => Err(NoTranscript::NoBound),
        }
    }
}

/// What a report claims, as values; `None` if there is nothing to claim.
fn claim(report: &Report) -> Option<Certificate<'_>> {
    let bounds = report.bounds().filter(|bounds| !bounds.is_empty()).map(Certificate::Bounds);
    report.proof().map(Certificate::Proof).or(bounds)
}

/// The optimum as bounds on both sides; none if there is no optimum.
fn of_optimum(lp: &Lp, report: &Report) -> Option<Bounds> {
    let Evidence::Optimal { point, multipliers, .. } = report.proof()?.evidence() else {
        return None;
    };
    Some(Bounds::new(lp, Some(point.clone()), Some(multipliers.clone())))
}
