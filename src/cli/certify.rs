//! `ironproof certify MODEL`: a proof is found, made a certificate, and given to the independent checker with the bytes
//! of the file. What the checker accepts is the verdict.

use std::fmt::Display;

use super::certify_flags::Flags;
use super::{CliError, Common, Outcome, input, output, written};
use ironproof_certify::{Ending, Files, Options, certify, check_coq_name};
use ironproof_linear::Readings;
use ironproof_report::CertifyReport;
use ironproof_results::certify::CertifiedModel;

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let wrong = |error: &dyn Display| CliError::Usage(error.to_string());
    let readings = Readings::parse(&flags.readings)
        .map_err(|error| CliError::Usage(format!("--reading: {error}")))?;
    input::refuse_instance(&flags.model)?;
    let (solution, basis) = (flags.solution.as_deref(), flags.basis.as_deref());
    let like = flags.like.as_deref();
    let files = Files { model: &flags.model, readings: &readings, solution, basis, like };
    let subject = files.subject().map_err(|error| wrong(&error))?;
    flags.check()?;
    flags.coq.as_deref().map_or(Ok(()), check_coq_name).map_err(|error| wrong(&error))?;
    flags.outputs().try_for_each(|(path, _)| written::probe(path))?;
    for note in subject.notes() {
        output::note(common.quiet, &note);
    }
    let solution = files.solution(&subject).map_err(|error| wrong(&error))?;
    let start = files.start(&subject).map_err(|error| wrong(&error))?;
    let options = Options {
        time_limit_s: flags.time_limit,
        kind: flags.kind(),
        start: start.as_ref(),
        solution: solution.as_ref(),
        with_loss: flags.loss,
        tiny_exactly: false,
    };
    let questions = flags.further.questions(&subject.model().lp)?;
    let certified = certify(&subject, &options).map_err(|fault| wrong(&fault))?;
    let further = certified.further(&questions, flags.time_limit).map_err(|fault| wrong(&fault))?;
    for unanswered in &further.unanswered {
        output::note(common.quiet, &format!("{}: {}", unanswered.question, unanswered.reason));
    }
    if let Some(note) = certified.note() {
        output::note(common.quiet, &note);
    }
    let mut unwritten = Vec::new();
    for (path, form) in flags.outputs() {
        match certified.text(form) {
            Ok(text) => {
                written::write(common.quiet, path, |out| out.write_all(text.as_bytes()))?;
            }
            Err(reason) => {
                let text = format!("{}: not written: {reason}", path.display());
                unwritten.push(CliError::Usage(text));
            }
        }
    }
    if let Some(path) = &flags.further.iis_out {
        match flags.further.iis_text(&subject.model().lp, &further) {
            Ok(Some(text)) => {
                written::write(common.quiet, path, |out| out.write_all(text.as_bytes()))?;
            }
            Ok(None) => {}
            Err(reason) => unwritten.push(reason),
        }
    }
    let report = CertifyReport {
        found: &CertifiedModel::new(&certified).with(subject.model(), &further),
        with_effort: !common.quiet,
        time_limit_s: flags.time_limit,
    };
    output::show(&mut common.printer(), &report)?;
    let is_open = further.unanswered.iter().any(|unanswered| unanswered.is_open);
    let ending = certified.ending();
    ended(if is_open && ending == Ending::Good { Ending::Open } else { ending }, unwritten)
}

/// The exit code: first what is wrong with the answer, then limits, then files that have no form.
fn ended(ending: Ending, unwritten: Vec<CliError>) -> Result<Outcome, CliError> {
    let outcome = match ending {
        Ending::Good => return output::after(unwritten, Outcome::Good),
        Ending::Refuted => Outcome::Disproved,
        Ending::Open => Outcome::Open,
    };
    for error in &unwritten {
        output::complain(error);
    }
    Ok(outcome)
}
