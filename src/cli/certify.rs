//! `ironproof certify MODEL`

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::certify_loss::Examined;
use super::{CliError, Common, Outcome, certify_files, certify_point, output};
use crate::exact::{self, Judged, Proof, Report, Source};
use crate::lp::{self, Model, ModelFormat};
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
    #[arg(long, value_name = "S", default_value_t = 3600.0)]
    time_limit: f64,
}

/// Proves the model optimal, infeasible or unbounded.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let (model, source) = read(&flags.model)?;
    certify_files::check(&flags.files, &model.lp)?;
    for note in notes(&model) {
        output::note(common.quiet, &note);
    }
    let point = certify_point::judge(&flags.point, &model.lp, flags.time_limit)?;
    let mut report = exact::certify(&model.lp, flags.time_limit);
    if let (exact::Outcome::Bounded(bounds), Some(point)) = (&mut report.outcome, &point) {
        **bounds = bounds.or(&point.bounds, model.lp.maximize);
    }
    certify_files::write(&flags.files, &model.lp, &source, &report, point.as_ref(), common.quiet)?;
    let accepted = point.as_ref().is_none_or(|point| certify_point::is_accepted(point, &report));
    let loss = flags.loss.then(|| Examined::new(&model, &report, flags.time_limit));
    if common.json {
        let mut json = as_json(&model, &report, point.as_ref(), accepted);
        if let Some(loss) = &loss {
            json["loss"] = loss.json();
        }
        output::emit(format!("{json}\n"))?;
    } else {
        output::emit(as_text(&model, &report, point.as_ref(), common.quiet))?;
        output::emit(loss.map_or_else(String::new, |loss| loss.text()))?;
    }
    Ok(if accepted && matches!(report.outcome, exact::Outcome::Proved(_)) {
        Outcome::Verified
    } else {
        Outcome::Disproved
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
    let model = lp::read_model(&bytes, format).map_err(wrong)?;
    let source = Source::new(&bytes, &model.lp);
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

fn as_text(model: &Model, report: &Report, point: Option<&Judged>, quiet: bool) -> String {
    let mut text = String::new();
    let relaxed = if model.n_integer() == 0 { "" } else { " (relaxation)" };
    let _ = match &report.outcome {
        exact::Outcome::Proved(proof) => match value(proof) {
            Some(value) => {
                // The whole fraction of a large LP fills pages; --json and the certificate have it.
                let whole = value.to_string();
                let shown = if whole.len() <= 40 { whole } else { Readable(value).to_string() };
                writeln!(text, "optimal {shown}{relaxed}")
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
        let rung = effort.rung.map_or("none", exact::Rung::name);
        let _ = writeln!(
            text,
            "  HiGHS said {}; proved by: {rung}; bases refuted {}, refinements {}, exact pivots {}",
            effort.float_status, effort.n_refuted, effort.n_refinements, effort.n_pivots
        );
    }
    if let Some(point) = point {
        certify_point::write_text(&mut text, point, report);
    }
    text
}

fn as_json(model: &Model, report: &Report, point: Option<&Judged>, accepted: bool) -> Value {
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
        out.insert("point".to_owned(), certify_point::as_json(point, report, accepted));
    }
    Value::Object(out)
}
