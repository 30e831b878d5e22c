//! What `ironproof certify` writes: certificates of each kind, and proofs for checkers written by others.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{CliError, output};
use crate::exact::{self, Bounds, Certificate, Judged, Outcome, Proof, Report, Source};
use crate::lp::Lp;

#[derive(clap::Args)]
pub(super) struct Flags {
    /// Write the proof, for ironproof-verifier; if time was over, the bounds
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

/// Writes the files that were asked for. What comes back says which could not be, and why.
pub(super) fn write(
    flags: &Flags,
    lp: &Lp,
    source: &Source,
    report: &Report,
    point: Option<&Judged>,
    quiet: bool,
) -> Result<Vec<String>, CliError> {
    let kind = flags.kind.unwrap_or(Kind::Values);
    let bounds = match (&report.outcome, point) {
        (Outcome::Bounded(bounds), _) => Some((**bounds).clone()),
        (Outcome::Proved(_), _) if kind != Kind::Bounds => None,
        (Outcome::Proved(_), Some(point)) => Some(point.bounds.clone()),
        (Outcome::Proved(proof), None) => of_optimum(lp, proof),
    };
    let proof = match &report.outcome {
        Outcome::Proved(proof) => Some(&**proof),
        Outcome::Bounded(_) => None,
    };
    match (kind, &bounds) {
        (Kind::Basis, None) if report.basis.is_none() => {
            output::note(quiet, &"no basis for this verdict: values written");
        }
        (Kind::Bounds, None) => output::note(quiet, &"no bounds for this verdict: values written"),
        _ => {}
    }
    let mut texts: Vec<(&PathBuf, Result<String, String>)> = Vec::new();
    if let Some(path) = &flags.certificate {
        let basis = report.basis.as_ref().filter(|_| kind == Kind::Basis);
        let certificate = match (&bounds, basis, proof) {
            (Some(bounds), _, _) if bounds.is_empty() => None,
            (Some(bounds), _, _) => Some(Certificate::Bounds(bounds)),
            (None, Some(basis), _) => Some(Certificate::Basis(basis)),
            (None, None, proof) => proof.map(Certificate::Proof),
        };
        let text = certificate.map(|it| exact::write_certificate(source, it));
        texts.push((path, text.ok_or_else(nothing)));
    }
    if let Some(path) = &flags.certificate_json {
        let text = match (&bounds, proof) {
            (Some(bounds), _) if bounds.is_empty() => Err(nothing()),
            (Some(bounds), _) => Ok(exact::write_bounds_json(lp, source, bounds)),
            (None, Some(proof)) => {
                Ok(exact::write_proof_json(lp, source, proof, report.basis.as_ref()))
            }
            (None, None) => Err(nothing()),
        };
        texts.push((path, text));
    }
    if let Some(path) = &flags.vipr {
        let text = match (&bounds, proof) {
            (Some(bounds), _) if bounds.is_empty() => Err(nothing()),
            (Some(bounds), _) => Ok(exact::write_vipr_bounds(lp, source, bounds)),
            (None, Some(proof)) => {
                exact::write_vipr(lp, source, proof).map_err(|error| error.to_string())
            }
            (None, None) => Err(nothing()),
        };
        texts.push((path, text));
    }
    if let Some(path) = &flags.coq {
        let text = match proof {
            Some(proof) => exact::write_coq(lp, source, proof).map_err(|error| error.to_string()),
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

fn nothing() -> String {
    "nothing is proved".to_owned()
}

/// The optimum as bounds on both sides; none if there is no optimum.
fn of_optimum(lp: &Lp, proof: &Proof) -> Option<Bounds> {
    let Proof::Optimal { point, multipliers, .. } = proof else { return None };
    Some(Bounds::new(lp, Some(point.clone()), Some(multipliers.clone())))
}
