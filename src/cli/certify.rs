//! `ironproof certify MODEL`: a proof is found, made a certificate, and given to the independent checker with the bytes
//! of the file. What the checker accepts is the verdict.

use std::path::{Path, PathBuf};

use super::certify_answer::Verdict;
use super::certify_check::{self, Said};
use super::certify_loss::Examined;
use super::{CliError, Common, Outcome, certify_files, certify_output, certify_point, output};
use crate::certify_subject::Subject;
use ironproof_linear as lp;
use ironproof_linear::{Model, ModelFormat, Readings};
use ironproof_number::rational::Rational;
use ironproof_proof as proof;
use ironproof_proof::Source;
use ironproof_solvers::solve;

#[derive(clap::Args)]
pub(super) struct Flags {
    /// A linear program: MPS (*.mps) or LP text (*.lp), either compressed (*.gz)
    model: PathBuf,
    #[command(flatten)]
    point: certify_point::Flags,
    #[command(flatten)]
    files: certify_files::Flags,
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

/// A limit of time.
pub(super) fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|&x: &f64| 0.0 <= x && x.is_finite());
    seconds.ok_or_else(|| "expected a number of seconds, 0 or more".to_owned())
}

/// Proves the model optimal, infeasible or unbounded, and has the proof checked.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let subject = read(&flags.model, &flags.readings)?;
    let lp = &subject.model.lp;
    certify_files::check(&flags.files)?;
    for note in notes(&subject.model) {
        output::note(common.quiet, &note);
    }
    let answer = certify_point::judge(&flags.point, &subject.model, flags.time_limit)?;
    let mut report = proof::certify(lp, &solve::bases, flags.time_limit);
    if let Some(answer) = &answer {
        report = report.with_bounds(lp, &answer.judged.bounds);
    }
    let planned = certify_files::planned(&flags.files, &subject, &report, answer.as_ref());
    for note in &planned.notes {
        output::note(common.quiet, note);
    }
    let said = certify_check::check(&subject, &report, &planned.certificates)?;
    let unwritten = certify_files::write(&flags.files, planned, &subject, &report, common.quiet)?;
    let loss = flags.loss.then(|| Examined::new(&subject.model, &report, flags.time_limit));
    let verdict = answer.as_ref().map(|answer| Verdict::new(answer, said.verified(), lp.maximize));
    if common.json {
        let mut json = certify_output::as_json(&subject.model, &report, &said);
        if let Some((answer, verdict)) = answer.as_ref().zip(verdict.as_ref()) {
            json["point"] = certify_point::as_json(answer, said.verified(), verdict);
        }
        if let Some(loss) = &loss {
            json["loss"] = loss.json();
        }
        output::emit_json(&json)?;
    } else {
        let mut text = certify_output::as_text(&subject.model, &said);
        if !common.quiet {
            text += &certify_output::effort(&report, flags.time_limit);
        }
        if let Some((answer, verdict)) = answer.as_ref().zip(verdict.as_ref()) {
            text += &certify_point::as_text(answer, said.verified(), verdict);
        }
        text += &loss.map_or_else(String::new, |loss| loss.text());
        output::emit(text)?;
    }
    let is_decided = report.proof().is_some() && matches!(said, Said::Verified(_));
    ended(is_decided, verdict.as_ref(), unwritten)
}

/// The exit code: first what is wrong with the answer, then limits, then files that have no form.
fn ended(
    is_decided: bool,
    verdict: Option<&Verdict>,
    mut unwritten: Vec<String>,
) -> Result<Outcome, CliError> {
    let is_refuted = verdict.is_some_and(Verdict::is_refuted);
    let is_open = !is_decided || verdict.is_some_and(|verdict| matches!(verdict, Verdict::Open));
    // The error that the exit code is about is the last one that is printed.
    let last = if is_refuted || is_open { None } else { unwritten.pop() };
    for error in &unwritten {
        output::complain(error);
    }
    match last {
        Some(error) => Err(CliError::Usage(error)),
        None if is_refuted => Ok(Outcome::Disproved),
        None if is_open => Ok(Outcome::Open),
        None => Ok(Outcome::Good),
    }
}

fn read(path: &Path, readings: &[String]) -> Result<Subject, CliError> {
    let place = path.display();
    let format = path
        .file_name()
        .and_then(|name| ModelFormat::of(&name.to_string_lossy()))
        .ok_or_else(|| CliError::Usage(format!("{place}: expected *.mps or *.lp, or *.gz")))?;
    let bytes =
        std::fs::read(path).map_err(|error| CliError::Usage(format!("{place}: {error}")))?;
    let wrong = |error| CliError::Usage(format!("{place}: {error}"));
    let file = lp::unpack(&bytes).map_err(wrong)?.into_owned();
    if file.trim_ascii().is_empty() {
        return Err(CliError::Usage(format!("{place}: the file is empty")));
    }
    let readings = Readings::parse(readings)
        .map_err(|error| CliError::Usage(format!("--reading: {error}")))?;
    let model = lp::read_model(&file, format, &readings).map_err(wrong)?;
    let source = Source::new(&file, &model, &readings);
    Ok(Subject { model, file, format, source, readings })
}

/// What a float solver, or a person, may see differently.
fn notes(model: &Model) -> Vec<String> {
    let mut notes = Vec::new();
    if 0 < model.n_integer() {
        let n = ironproof_report::counted(model.n_integer(), "column");
        notes.push(format!("{n} are to be integers: what follows is about the relaxation"));
    }
    if !model.huge.is_empty() {
        notes.push(format!("bounds of 1e20 and more read as absent: {}", model.huge.len()));
    }
    let limit = Rational::from_parts(1.into(), 1_000_000_000_u64.into());
    let is_tiny = |value: &Rational| *value <= limit && -limit.clone() <= *value;
    let terms = model.lp.rows.iter().flat_map(|row| &row.terms);
    let n_tiny = terms.filter(|(_, value)| is_tiny(value)).count();
    if 0 < n_tiny {
        notes.push(format!("coefficients of at most 1e-9, which float solvers drop: {n_tiny}"));
    }
    notes
}
