//! `ironproof certify MODEL`

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::certify_loss::Examined;
use super::{CliError, Common, Outcome, output};
use crate::exact::{self, Judged, Proof, Report};
use crate::lp::{self, Lp, Model, ModelFormat};
use crate::rational::{Rational, Readable, approx, parse};

/// The tolerances that a point is judged at, `docs/certify.md`. Zero is exact.
const TOLERANCES: [&str; 5] = ["1e-4", "1e-6", "1e-7", "1e-8", "0"];
/// A point counts as an answer if it passes at this one.
const ACCEPTED: &str = "1e-6";

#[derive(clap::Args)]
pub(super) struct Flags {
    /// A linear program: MPS (*.mps) or LP text (*.lp), either compressed (*.gz)
    model: PathBuf,
    /// Judge this point instead of trusting it: a solution file of HiGHS, or lines of name and value
    #[arg(long, value_name = "FILE")]
    solution: Option<PathBuf>,
    /// Write the proof, for ironproof-verifier
    #[arg(long, value_name = "OUT")]
    certificate: Option<PathBuf>,
    /// Report what a float solver loses of the model (numbers rounded to doubles, coefficients of at most
    /// 1e-9, bounds of 1e20 and more), and prove what it then sees, to tell whether the verdict depends on it
    #[arg(long)]
    loss: bool,
    /// Seconds until the bounds proved so far are the answer
    #[arg(long, value_name = "S", default_value_t = 3600.0)]
    time_limit: f64,
}

/// Proves the model optimal, infeasible or unbounded.
pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let model = read(&flags.model)?;
    for note in notes(&model) {
        output::note(common.quiet, &note);
    }
    let point = match &flags.solution {
        Some(path) => Some(judge(&model.lp, path)?),
        None => None,
    };
    let report = exact::certify(&model.lp, flags.time_limit);
    if let (exact::Outcome::Proved(proof), Some(path)) = (&report.outcome, &flags.certificate) {
        let certificate = exact::write_certificate(proof);
        output::write_file(path, |out| out.write_all(certificate.as_bytes()))?;
    }
    let accepted = point.as_ref().is_none_or(|point| is_accepted(point, &report));
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

fn read(path: &Path) -> Result<Model, CliError> {
    let place = path.display();
    let format = path
        .file_name()
        .and_then(|name| ModelFormat::of(&name.to_string_lossy()))
        .ok_or_else(|| CliError::Usage(format!("{place}: expected *.mps or *.lp, or *.gz")))?;
    let bytes =
        std::fs::read(path).map_err(|error| CliError::Usage(format!("{place}: {error}")))?;
    lp::read_model(&bytes, format).map_err(|error| CliError::Usage(format!("{place}: {error}")))
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

fn judge(lp: &Lp, path: &Path) -> Result<Judged, CliError> {
    let wrong =
        |error: &dyn std::fmt::Display| CliError::Usage(format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
    let (point, n_missing) = exact::read_solution(lp, &text).map_err(|error| wrong(&error))?;
    Ok(exact::judge_point(lp, &point, n_missing))
}

fn tolerance(text: &str) -> Rational {
    parse(text).unwrap_or(Rational::ZERO)
}

/// How far the objective of the point is from the optimum, relative to max(1, |optimum|).
fn gap(point: &Judged, report: &Report) -> Option<Rational> {
    let size = |x: Rational| if x < Rational::ZERO { -x } else { x };
    let exact::Outcome::Proved(proof) = &report.outcome else { return None };
    let value = proof.value()?;
    Some(size(&point.objective - value) / size(value.clone()).max(Rational::ONE))
}

/// Feasible and optimal at the accepted tolerance, for a model that has an optimum.
fn is_accepted(point: &Judged, report: &Report) -> bool {
    let limit = tolerance(ACCEPTED);
    point.relative_amount() <= limit && gap(point, report).is_some_and(|gap| gap <= limit)
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
        exact::Outcome::Bounded { lower, upper } => {
            let side = |bound: &Option<Rational>| {
                bound.as_ref().map_or_else(|| "none".to_owned(), |x| Readable(x).to_string())
            };
            writeln!(
                text,
                "out of time: proved lower bound {}, upper bound {}{relaxed}",
                side(lower),
                side(upper)
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
        let _ = writeln!(text, "point: objective {}", Readable(&point.objective));
        if let Some(gap) = gap(point, report) {
            let _ = writeln!(text, "  relative distance to the optimum {}", Readable(&gap));
        }
        if let Some(worst) = &point.worst {
            let _ = writeln!(
                text,
                "  violated: {} by {}; {} bounds in all",
                worst.place,
                Readable(&worst.amount),
                point.n_broken
            );
        }
        for name in TOLERANCES {
            let limit = tolerance(name);
            let verdict =
                |amount: Rational| if amount <= limit { "feasible" } else { "infeasible" };
            let name = if name == "0" { "exact" } else { name };
            let _ = writeln!(
                text,
                "  at {name:5} absolute {:10} relative {}",
                verdict(point.amount()),
                verdict(point.relative_amount())
            );
        }
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
        exact::Outcome::Bounded { lower, upper } => {
            out.insert("status".to_owned(), json!("bounded"));
            out.insert("value".to_owned(), Value::Null);
            out.insert("lower".to_owned(), json!(exact_text(lower)));
            out.insert("upper".to_owned(), json!(exact_text(upper)));
            out.insert("certified".to_owned(), json!(false));
        }
    }
    out.insert("relaxation".to_owned(), json!(0 < model.n_integer()));
    out.insert("highs_status".to_owned(), json!(report.effort.float_status));
    out.insert("rung".to_owned(), json!(report.effort.rung.map(exact::Rung::name)));
    if let Some(point) = point {
        let worst = point.worst.as_ref();
        let feasible_at = |amount: &Rational| {
            TOLERANCES.iter().find(|name| **name == "0" && amount.is_zero()).copied().or_else(
                || TOLERANCES.iter().rev().find(|name| *amount <= tolerance(name)).copied(),
            )
        };
        out.insert(
            "point".to_owned(),
            json!({
                "accepted": accepted,
                "objective": point.objective.to_string(),
                "violation": approx(&point.amount()),
                "relative_violation": approx(&point.relative_amount()),
                "worst": worst.map(|worst| worst.place.clone()),
                "n_violated": point.n_broken,
                "n_missing": point.n_missing,
                "feasible_at": feasible_at(&point.amount()),
                "gap": gap(point, report).map(|gap| approx(&gap)),
            }),
        );
    }
    Value::Object(out)
}
