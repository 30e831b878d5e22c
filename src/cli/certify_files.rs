//! What `ironproof certify` writes: certificates of each kind, and proofs for checkers written by others.

use std::path::PathBuf;

use clap::ValueEnum;

use super::certify_check::{self, Certificates};
use super::{CliError, output};
use crate::certify_judged::Answer;
use crate::certify_subject::Subject;
use ironproof_proof as proof;
use ironproof_proof::{Bounds, Certificate, Evidence, Report};

#[derive(clap::Args)]
pub(super) struct Flags {
    /// Write the certificate that the checker accepted; if time was over, that of the bounds
    #[arg(long, value_name = "OUT")]
    certificate: Option<PathBuf>,
    /// What the certificate holds [default: values]
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Write the proof as JSON, by the names of columns and rows: vectors, and the basis of an optimum
    #[arg(long, value_name = "OUT")]
    certificate_json: Option<PathBuf>,
    /// Write the proof in the format VIPR 1.0, for viprchk
    #[arg(long, value_name = "OUT")]
    vipr: Option<PathBuf>,
    /// Write the proof of a small model as a script for the proof assistant Coq (*.v)
    #[arg(long, value_name = "OUT")]
    coq: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Vectors: point and multipliers, a Farkas vector, or point and ray
    Values,
    /// For an optimum the basis, a symbol per column and row, which the checker solves again
    Basis,
    /// Bounds on the optimum: what the answer of --solution proves, or else the optimum on both sides
    Bounds,
}

/// Flags that do not fit together are said before the work.
pub(super) fn check(flags: &Flags) -> Result<(), CliError> {
    let (text, json) = (flags.certificate.is_some(), flags.certificate_json.is_some());
    let unused = match flags.kind {
        Some(Kind::Basis) if !text => Some("--kind basis is for --certificate: give that too"),
        Some(_) if !text && !json && flags.vipr.is_none() => {
            Some("--kind is for --certificate, --certificate-json and --vipr: give one of them too")
        }
        _ => None,
    };
    if let Some(unused) = unused {
        return Err(CliError::Usage(unused.to_owned()));
    }
    let Some(path) = &flags.coq else { return Ok(()) };
    // Coq takes the name of the file for that of a module.
    let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let is_name = stem.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && path.extension().is_some_and(|extension| extension == "v");
    if !is_name {
        let rule = "a Coq file is NAME.v with letters, digits and `_`, no digit first";
        return Err(CliError::Usage(format!("{}: {rule}", path.display())));
    }
    Ok(())
}

/// What is to be made of a report: certificates for the checker first, files afterwards.
pub(super) struct Planned {
    pub(super) certificates: Certificates,
    /// What is not as it was asked for.
    pub(super) notes: Vec<&'static str>,
    /// The bounds that are written in place of a proof.
    bounds: Option<Bounds>,
}

/// The certificates for the verdict and for `--certificate`.
pub(super) fn planned(
    flags: &Flags,
    subject: &Subject,
    report: &Report,
    answer: Option<&Answer>,
) -> Planned {
    let kind = flags.kind.unwrap_or(Kind::Values);
    let bounds = match (report.bounds(), kind, answer) {
        (Some(bounds), _, _) => Some(bounds.clone()),
        (None, Kind::Bounds, Some(answer)) => Some(answer.judged.bounds.clone()),
        (None, Kind::Bounds, None) => of_optimum(subject, report),
        (None, _, _) => None,
    };
    let mut notes = Vec::new();
    match kind {
        Kind::Basis if bounds.is_none() && report.basis().is_none() => {
            notes.push("no basis for this verdict: values written");
        }
        Kind::Bounds if bounds.is_none() => {
            notes.push("no bounds for this verdict: values written");
        }
        _ => {}
    }
    let basis = report.basis().filter(|_| kind == Kind::Basis);
    let verdict = match basis {
        Some(basis) => Some(proof::write_certificate(&subject.source, Certificate::Basis(basis))),
        None => certify_check::certificate(subject, report),
    };
    // Bounds in place of a proof are a claim of their own, whatever the form of the file.
    let mut others = Vec::new();
    if report.proof().is_some()
        && let Some(bounds) = bounds.as_ref().filter(|bounds| !bounds.is_empty())
    {
        others.push(proof::write_certificate(&subject.source, Certificate::Bounds(bounds)));
    }
    Planned { certificates: Certificates { verdict, others }, notes, bounds }
}

/// Writes the files that were asked for. What comes back says which could not be, and why.
pub(super) fn write(
    flags: &Flags,
    planned: Planned,
    subject: &Subject,
    report: &Report,
    quiet: bool,
) -> Result<Vec<String>, CliError> {
    let (lp, source) = (&subject.model.lp, &subject.source);
    let Planned { certificates, bounds, .. } = planned;
    let is_empty = bounds.as_ref().is_some_and(Bounds::is_empty);
    let nothing = || "no bound was found".to_owned();
    let mut texts: Vec<(&PathBuf, Result<String, String>)> = Vec::new();
    if let Some(path) = &flags.certificate {
        let text = certificates.others.into_iter().next().or(certificates.verdict);
        texts.push((path, text.filter(|_| !is_empty).ok_or_else(nothing)));
    }
    if let Some(path) = &flags.certificate_json {
        let text = match (&bounds, report.proof()) {
            _ if is_empty => Err(nothing()),
            (Some(bounds), _) => Ok(proof::write_bounds_json(lp, source, bounds)),
            (None, Some(proof)) => Ok(proof::write_proof_json(lp, source, proof, report.basis())),
            (None, None) => Err(nothing()),
        };
        texts.push((path, text));
    }
    if let Some(path) = &flags.vipr {
        let text = match (&bounds, report.proof()) {
            _ if is_empty => Err(nothing()),
            (Some(bounds), _) => Ok(proof::write_vipr_bounds(lp, source, bounds)),
            (None, Some(proof)) => {
                proof::write_vipr(lp, source, proof).map_err(|error| error.to_string())
            }
            (None, None) => Err(nothing()),
        };
        texts.push((path, text));
    }
    if let Some(path) = &flags.coq {
        let text = match report.proof() {
            Some(proof) => proof::write_coq(lp, source, proof).map_err(|error| error.to_string()),
            None => Err("a Coq script needs a proof, not bounds".to_owned()),
        };
        texts.push((path, text));
    }
    let mut unwritten = Vec::new();
    for (path, text) in texts {
        match text {
            Ok(text) => {
                output::write_file(path, |out| out.write_all(text.as_bytes()))?;
                output::written(quiet, path);
            }
            Err(reason) => unwritten.push(format!("{}: not written: {reason}", path.display())),
        }
    }
    Ok(unwritten)
}

/// The optimum as bounds on both sides; none if there is no optimum.
fn of_optimum(subject: &Subject, report: &Report) -> Option<Bounds> {
    let Evidence::Optimal { point, multipliers, .. } = report.proof()?.evidence() else {
        return None;
    };
    Some(Bounds::new(&subject.model.lp, Some(point.clone()), Some(multipliers.clone())))
}
