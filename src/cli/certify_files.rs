//! What `ironproof certify` writes: certificates of each kind, and proofs for checkers written by others.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{CliError, output};
use crate::exact::{self, Bounds, Certificate, Judged, Outcome, Proof, Report, Source};
use crate::lp::Lp;

#[derive(clap::Args)]
pub(super) struct Flags {
    /// Write the proof, for ironproof-verifier; if time was over, the bounds
    #[arg(long, value_name = "OUT")]
    certificate: Option<PathBuf>,
    /// What the certificate holds
    #[arg(long, value_enum, default_value_t = Kind::Values)]
    kind: Kind,
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

/// What cannot be written is said before the work.
pub(super) fn check(flags: &Flags, lp: &Lp) -> Result<(), CliError> {
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
    exact::fits_coq(lp)
        .map_err(|error| CliError::Usage(format!("{}: not written: {error}", path.display())))
}

/// Writes the files that were asked for.
pub(super) fn write(
    flags: &Flags,
    lp: &Lp,
    source: &Source,
    report: &Report,
    point: Option<&Judged>,
    quiet: bool,
) -> Result<(), CliError> {
    let not_written = |path: &Path, reason: &dyn std::fmt::Display| {
        CliError::Usage(format!("{}: not written: {reason}", path.display()))
    };
    let nothing = || output::note(quiet, &"nothing is proved: no certificate is written");
    let bounds = match (&report.outcome, point) {
        (Outcome::Bounded(bounds), _) => Some((**bounds).clone()),
        (Outcome::Proved(_), _) if flags.kind != Kind::Bounds => None,
        (Outcome::Proved(_), Some(point)) => Some(point.bounds.clone()),
        (Outcome::Proved(proof), None) => of_optimum(lp, proof),
    };
    let proof = match &report.outcome {
        Outcome::Proved(proof) => Some(&**proof),
        Outcome::Bounded(_) => None,
    };
    if let Some(path) = &flags.certificate {
        let basis = report.basis.as_ref().filter(|_| flags.kind == Kind::Basis);
        let certificate = match (&bounds, basis, proof) {
            (Some(bounds), _, _) if bounds.is_empty() => None,
            (Some(bounds), _, _) => Some(Certificate::Bounds(bounds)),
            (None, Some(basis), _) => Some(Certificate::Basis(basis)),
            (None, None, proof) => proof.map(Certificate::Proof),
        };
        match certificate {
            Some(certificate) => save(path, &exact::write_certificate(source, certificate))?,
            None => nothing(),
        }
    }
    if let Some(path) = &flags.certificate_json {
        match (&bounds, proof) {
            (Some(bounds), _) if bounds.is_empty() => nothing(),
            (Some(bounds), _) => save(path, &exact::write_bounds_json(lp, source, bounds))?,
            (None, Some(proof)) => {
                let basis = report.basis.as_ref();
                save(path, &exact::write_proof_json(lp, source, proof, basis))?;
            }
            (None, None) => nothing(),
        }
    }
    if let Some(path) = &flags.vipr {
        match (&bounds, proof) {
            (Some(bounds), _) if bounds.is_empty() => nothing(),
            (Some(bounds), _) => save(path, &exact::write_vipr_bounds(lp, source, bounds))?,
            (None, Some(proof)) => {
                let text = exact::write_vipr(lp, source, proof);
                save(path, &text.map_err(|error| not_written(path, &error))?)?;
            }
            (None, None) => nothing(),
        }
    }
    if let Some(path) = &flags.coq {
        match proof {
            Some(proof) => {
                let text = exact::write_coq(lp, source, proof);
                save(path, &text.map_err(|error| not_written(path, &error))?)?;
            }
            None => nothing(),
        }
    }
    Ok(())
}

/// The optimum as bounds on both sides; none if there is no optimum.
fn of_optimum(lp: &Lp, proof: &Proof) -> Option<Bounds> {
    let Proof::Optimal { point, multipliers, .. } = proof else { return None };
    Some(Bounds::new(lp, Some(point.clone()), Some(multipliers.clone())))
}

fn save(path: &Path, text: &str) -> Result<(), CliError> {
    output::write_file(path, |out| out.write_all(text.as_bytes()))
}
