//! `ironproof certify MODEL`

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::certify_loss::Examined;
use super::certify_point::Verdict;
use super::{CliError, Common, Outcome, certify_files, certify_point, output};
use crate::exact::{self, Judged, Proof, Report, Source};
use crate::lp::{self, Model, ModelFormat, Readings};
use crate::rational::{Rational, Readable, approx};

#[derive(clap::Args)]
pub(super) struct Flags {
    /// A linear program: MPS (*.mps) or LP text (*.lp), either compressed (*.gz)
    model: PathBuf,
    #[command(flatten)]
    point: certify_point::Flags,
    #[command(flatten)]
    files: certify_files::Flags,
    /// Report what a float solver loses of the model (numbers rounded to doubles, coefficients of at most
    /// 1e-9, bounds of 1e20 and more), and prove what it then sees, to tell whether the verdict depends on it
    #[arg(long)]
    loss: bool,
    /// Seconds for the proof; after them the bounds proved so far are the answer
    #[arg(long, value_name = "S", default_value_t = 3600.0, value_parser = seconds, allow_negative_numbers = true)]
    time_limit: f64,
}

/// A limit of time.
pub(super) fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|&x: &f64| 0.0 <= x && x.is_finite());
    seconds.ok_or_else(|| "expected a number of seconds, 0 or more".to_owned())
}

/// Proves the model optimal, infeasible or unbounded.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let (model, source) = read(&flags.model)?;
    certify_files::check(&flags.files)?;
    for note in notes(&model) {
        output::note(common.quiet, &note);
    }
    let point = certify_point::judge(&flags.point, &model.lp, flags.time_limit)?;
    let mut report = exact::certify(&model.lp, flags.time_limit);
    if let (exact::Outcome::Bounded(bounds), Some(point)) = (&mut report.outcome, &point) {
        **bounds = bounds.or(&point.bounds, model.lp.maximize);
    }
    if let exact::Outcome::Bounded(bounds) = &report.outcome
        && let Some(proof) = bounds.optimum(&model.lp)
    {
        report.outcome = exact::Outcome::Proved(Box::new(proof));
        report.effort.rung = Some(exact::Rung::Bounds);
    }
    let unwritten = certify_files::write(
        &flags.files,
        &model.lp,
        &source,
        &report,
        point.as_ref(),
        common.quiet,
    )?;
    let loss = flags.loss.then(|| Examined::new(&model, &report, flags.time_limit));
    if common.json {
        let mut json = as_json(&model, &report, point.as_ref());
        if let Some(loss) = &loss {
            json["loss"] = loss.json();
        }
        output::emit(format!("{json}\n"))?;
    } else {
        output::emit(as_text(&model, &report, point.as_ref(), flags.time_limit, common.quiet))?;
        output::emit(loss.map_or_else(String::new, |loss| loss.text()))?;
    }
    for error in &unwritten {
        output::complain(error);
    }
    let is_proved = matches!(report.outcome, exact::Outcome::Proved(_));
    Ok(match point.map_or(Verdict::Accepted, |point| certify_point::verdict(&point, &report)) {
        Verdict::Refuted(_) => Outcome::Disproved,
        Verdict::Accepted if is_proved && unwritten.is_empty() => Outcome::Verified,
        _ => Outcome::Open,
    })
}

fn read(path: &Path) -> Result<(Model, Source), CliError> {
    let place = path.display();
    let format = path
        .file_name()
        .and_then(|name| ModelFormat::of(&name.to_string_lossy()))
        .ok_or_else(|| CliError::Usage(format!("{place}: expected *.mps or *.lp, or *.gz")))?;
    let bytes =
        std::fs::read(path).map_err(|error| CliError::Usage(format!("{place}: {error}")))?;
    let wrong = |error| CliError::Usage(format!("{place}: {error}"));
    let bytes = lp::unpack(&bytes).map_err(wrong)?;
    if bytes.trim_ascii().is_empty() {
        return Err(CliError::Usage(format!("{place}: the file is empty")));
    }
    let readings = Readings::default();
    let model = lp::read_model(&bytes, format, &readings).map_err(wrong)?;
    let source = Source::new(&bytes, &model, &readings);
    Ok((model, source))
}

/// What a float solver, or a person, may see differently.
fn notes(model: &Model) -> Vec<String> {
    let mut notes = Vec::new();
    if 0 < model.n_integer() {
        let n = model.n_integer();
        notes.push(format!("the relaxation is proved: {n} columns are to be integers in the file"));
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
    if !model.lp.offset.is_zero() {
        notes.push(format!("the objective has the constant {}", Readable(&model.lp.offset)));
    }
    notes
}

fn value(proof: &Proof) -> Option<&Rational> {
    proof.value()
}

fn as_text(
    model: &Model,
    report: &Report,
    point: Option<&Judged>,
    time_limit_s: f64,
    quiet: bool,
) -> String {
    let mut text = String::new();
    let relaxed = if model.n_integer() == 0 { "" } else { " (relaxation)" };
    let _ = match &report.outcome {
        exact::Outcome::Proved(proof) => match value(proof) {
            Some(value) => {
                // The whole fraction of a large LP fills pages; --json and the certificate have it.
                let whole = value.to_string();
                if whole.len() <= 40 {
                    writeln!(text, "optimal {whole}{relaxed}")
                } else {
                    writeln!(text, "optimal, about {}{relaxed}", Readable(value))
                }
            }
            None => writeln!(text, "{}{relaxed}", proof.status()),
        },
        exact::Outcome::Bounded(bounds) => {
            let side = |bound: &Option<Rational>| {
                bound.as_ref().map_or_else(|| "none".to_owned(), |x| Readable(x).to_string())
            };
            writeln!(
                text,
                "out of time: proved lower bound {}, upper bound {}{relaxed}",
                side(&bounds.lower),
                side(&bounds.upper)
            )
        }
    };
    if !quiet {
        let effort = &report.effort;
        let how = match effort.rung {
            Some(rung) => format!("proved by: {}", rung.name()),
            None => format!("the {time_limit_s} s of --time-limit were over before a proof"),
        };
        let _ = writeln!(
            text,
            "  HiGHS said {}; {how}; bases refuted {}, refinements {}, exact pivots {}",
            effort.float_status, effort.n_refuted, effort.n_refinements, effort.n_pivots
        );
    }
    if let Some(point) = point {
        certify_point::write_text(&mut text, point, report);
    }
    text
}

fn as_json(model: &Model, report: &Report, point: Option<&Judged>) -> Value {
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(model.lp.name));
    let exact_text = |x: &Option<Rational>| x.as_ref().map(Rational::to_string);
    match &report.outcome {
        exact::Outcome::Proved(proof) => {
            out.insert("status".to_owned(), json!(proof.status()));
            let value = value(proof);
            out.insert("value".to_owned(), json!(value.map(Rational::to_string)));
            out.insert("value_approx".to_owned(), json!(value.map(approx)));
            out.insert("certified".to_owned(), json!(true));
        }
        exact::Outcome::Bounded(bounds) => {
            out.insert("status".to_owned(), json!("bounded"));
            out.insert("value".to_owned(), Value::Null);
            out.insert("lower".to_owned(), json!(exact_text(&bounds.lower)));
            out.insert("upper".to_owned(), json!(exact_text(&bounds.upper)));
            out.insert("certified".to_owned(), json!(false));
        }
    }
    out.insert("relaxation".to_owned(), json!(0 < model.n_integer()));
    out.insert("highs_status".to_owned(), json!(report.effort.float_status));
    let float_ms = u64::try_from(report.effort.float_ms).unwrap_or(u64::MAX);
    out.insert("highs_ms".to_owned(), json!(float_ms));
    out.insert("rung".to_owned(), json!(report.effort.rung.map(exact::Rung::name)));
    if let Some(point) = point {
        out.insert("point".to_owned(), certify_point::as_json(point, report));
    }
    Value::Object(out)
}
