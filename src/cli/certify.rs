//! `ironproof certify MODEL`: a proof is found, made a certificate, and given to the independent checker with the bytes
//! of the file. What the checker accepts is the verdict.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{CliError, Common, Outcome, certify_output, output};
use ironproof_answer::solution_file::{Solution, SolutionError, read_basis, read_solution};
use ironproof_certify::{Certified, Ending, Kind, Options, Subject, Transcript, certify};
use ironproof_instance::load;
use ironproof_linear::{Lp, Readings};

#[derive(clap::Args)]
pub(super) struct Flags {
    /// A linear program: MPS (*.mps) or LP text (*.lp), either compressed (*.gz)
    model: PathBuf,
    /// Judge this answer instead of trusting it: a solution file of HiGHS with its dual values and basis, or
    /// lines of name and value
    #[arg(long, value_name = "FILE")]
    solution: Option<PathBuf>,
    /// The basis of that answer: a basis file of HiGHS, instead of the basis in the solution file
    #[arg(long, value_name = "FILE", requires = "solution")]
    basis: Option<PathBuf>,
    /// Write the certificate that the checker accepted; if time was over, that of the bounds
    #[arg(long, value_name = "OUT")]
    certificate: Option<PathBuf>,
    /// What the certificate holds [default: values]
    #[arg(long, value_enum)]
    kind: Option<KindName>,
    /// Write the proof as JSON, by the names of columns and rows: vectors, and the basis of an optimum
    #[arg(long, value_name = "OUT")]
    certificate_json: Option<PathBuf>,
    /// Write the proof in the format VIPR 1.0, for viprchk
    #[arg(long, value_name = "OUT")]
    vipr: Option<PathBuf>,
    /// Write the proof of a small model as a script for the proof assistant Coq (*.v)
    #[arg(long, value_name = "OUT")]
    coq: Option<PathBuf>,
    /// Where readers of model files disagree about a line, read it like this, for example negative-upper=zero; the
    /// error about such a line names the readings, and docs/models.md lists them
    #[arg(long = "reading", value_name = "KEY=VALUE")]
    readings: Vec<String>,
    /// Report what a float solver loses of the model (numbers rounded to doubles, coefficients of at most
    /// 1e-9, bounds of 1e20 and more), and solve exactly what it then sees, to tell whether the verdict depends on it
    #[arg(long)]
    loss: bool,
    /// Seconds for the proof; after them the bounds found so far are checked, and are the answer
    #[arg(long, value_name = "S", default_value_t = 3600.0, value_parser = seconds, allow_negative_numbers = true)]
    time_limit: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KindName {
    /// Vectors: point and multipliers, a Farkas vector, or point and ray
    Values,
    /// For an optimum the basis, a symbol per column and row, which the checker solves again
    Basis,
    /// Bounds on the optimum: what the answer of --solution proves, or else the optimum on both sides
    Bounds,
}

/// A limit of time.
pub(super) fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|&x: &f64| 0.0 <= x && x.is_finite());
    seconds.ok_or_else(|| "expected a number of seconds, 0 or more".to_owned())
}

/// Proves the model optimal, infeasible or unbounded, and has the proof checked.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let readings = Readings::parse(&flags.readings)
        .map_err(|error| CliError::Usage(format!("--reading: {error}")))?;
    let subject =
        Subject::open(&flags.model, readings).map_err(|error| wrong(&flags.model, &error))?;
    flags.check()?;
    for note in subject.notes() {
        output::note(common.quiet, &note);
    }
    let solution = flags.solution(&subject.model().lp)?;
    let kind = match flags.kind {
        None | Some(KindName::Values) => Kind::Values,
        Some(KindName::Basis) => Kind::Basis,
        Some(KindName::Bounds) => Kind::Bounds,
    };
    let options = Options {
        time_limit_s: flags.time_limit,
        kind,
        solution: solution.as_ref(),
        with_loss: flags.loss,
    };
    let certified =
        certify(&subject, &options).map_err(|fault| CliError::Usage(fault.to_string()))?;
    if let Some(note) = certified.note() {
        output::note(common.quiet, &note);
    }
    let unwritten = flags.write(&certified, common.quiet)?;
    if common.is_json() {
        output::emit_json(&certify_output::as_json(&certified))?;
    } else {
        output::emit(certify_output::as_text(&certified, flags.time_limit, common.quiet))?;
    }
    ended(certified.ending(), unwritten)
}

/// The exit code: first what is wrong with the answer, then limits, then files that have no form.
fn ended(ending: Ending, mut unwritten: Vec<String>) -> Result<Outcome, CliError> {
    // The error that the exit code is about is the last one that is printed.
    let last = if ending == Ending::Good { unwritten.pop() } else { None };
    for error in &unwritten {
        output::complain(error);
    }
    match (last, ending) {
        (Some(error), _) => Err(CliError::Usage(error)),
        (None, Ending::Good) => Ok(Outcome::Good),
        (None, Ending::Refuted) => Ok(Outcome::Disproved),
        (None, Ending::Open) => Ok(Outcome::Open),
    }
}

impl Flags {
    /// Flags that do not fit together are said before the work.
    fn check(&self) -> Result<(), CliError> {
        let (text, json) = (self.certificate.is_some(), self.certificate_json.is_some());
        let unused = match self.kind {
            Some(KindName::Basis) if !text => {
                Some("--kind basis is for --certificate: give that too")
            }
            Some(_) if !text && !json && self.vipr.is_none() => Some(
                "--kind is for --certificate, --certificate-json and --vipr: give one of them too",
            ),
            _ => None,
        };
        if let Some(unused) = unused {
            return Err(CliError::Usage(unused.to_owned()));
        }
        match &self.coq {
            Some(path) if !is_coq_name(path) => {
                let rule = "a Coq file is NAME.v with letters, digits and `_`, no digit first";
                Err(wrong(path, &rule))
            }
            _ => Ok(()),
        }
    }

    /// The answer of another solver, if there is one.
    fn solution(&self, lp: &Lp) -> Result<Option<Solution>, CliError> {
        fn read<T>(
            path: &Path,
            reader: impl Fn(&str) -> Result<T, SolutionError>,
        ) -> Result<T, CliError> {
            reader(&load::read_text(path)?).map_err(|error| wrong(path, &error))
        }
        let Some(path) = &self.solution else { return Ok(None) };
        let mut solution = read(path, |text| read_solution(lp, text))?;
        if let Some(path) = &self.basis {
            solution.basis = Some(read(path, |text| read_basis(lp, text))?);
        }
        Ok(Some(solution))
    }

    /// Writes the files that were asked for. What comes back says which could not be, and why.
    fn write(&self, certified: &Certified<'_>, quiet: bool) -> Result<Vec<String>, CliError> {
        let mut unwritten = Vec::new();
        for (path, form) in [
            (&self.certificate, Transcript::Certificate),
            (&self.certificate_json, Transcript::Json),
            (&self.vipr, Transcript::Vipr),
            (&self.coq, Transcript::Coq),
        ] {
            let Some(path) = path else { continue };
            match certified.text(form) {
                Ok(text) => {
                    output::write_file(path, |out| out.write_all(text.as_bytes()))?;
                    output::written(quiet, path);
                }
                Err(reason) => unwritten.push(format!("{}: not written: {reason}", path.display())),
            }
        }
        Ok(unwritten)
    }
}

/// Coq takes the name of the file for that of a module.
fn is_coq_name(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    stem.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && path.extension().is_some_and(|extension| extension == "v")
}

fn wrong(path: &Path, error: &dyn std::fmt::Display) -> CliError {
    CliError::Usage(format!("{}: {error}", path.display()))
}
