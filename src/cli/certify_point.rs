//! `ironproof certify --solution`: an answer of any origin, judged at a ladder of tolerances.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::output::counted;
use super::{CliError, input};
use crate::exact::{self, BasisVerdict, Judged, Report, SolutionError};
use crate::lp::Lp;
use crate::rational::{Rational, Readable, approx, parse};

/// The tolerances that a point is judged at, `docs/certify.md`. Zero is exact.
const TOLERANCES: [&str; 5] = ["1e-4", "1e-6", "1e-7", "1e-8", "0"];
/// A point counts as an answer if it passes at this one.
const ACCEPTED: &str = "1e-6";

#[derive(clap::Args)]
pub(super) struct Flags {
    /// Judge this answer instead of trusting it: a solution file of HiGHS with its dual values and basis, or
    /// lines of name and value
    #[arg(long, value_name = "FILE")]
    solution: Option<PathBuf>,
    /// The basis of that answer: a basis file of HiGHS, instead of the basis in the solution file
    #[arg(long, value_name = "FILE", requires = "solution")]
    basis: Option<PathBuf>,
}

/// Judges the answer, if there is one. `time_limit_s` is for its basis.
pub(super) fn judge(flags: &Flags, lp: &Lp, time_limit_s: f64) -> Result<Option<Judged>, CliError> {
    fn read<T>(
        path: &Path,
        reader: impl Fn(&str) -> Result<T, SolutionError>,
    ) -> Result<T, CliError> {
        let wrong =
            |error: &dyn std::fmt::Display| CliError::Usage(format!("{}: {error}", path.display()));
        let text = input::read_text(path)?;
        reader(&text).map_err(|error| wrong(&error))
    }
    let Some(path) = &flags.solution else { return Ok(None) };
    let mut solution = read(path, |text| exact::read_solution(lp, text))?;
    if let Some(path) = &flags.basis {
        solution.basis = Some(read(path, |text| exact::read_basis(lp, text))?);
    }
    Ok(Some(exact::judge_solution(lp, &solution, time_limit_s)))
}

fn tolerance(text: &str) -> Rational {
    parse(text).unwrap_or(Rational::ZERO)
}

/// How far a value is from the optimum, relative to max(1, |optimum|).
fn distance(value: &Rational, report: &Report) -> Option<Rational> {
    let exact::Outcome::Proved(proof) = &report.outcome else { return None };
    let optimum = proof.value()?;
    Some(size(&(value - optimum)) / size(optimum).max(Rational::ONE))
}

/// What is said about an answer.
pub(super) enum Verdict {
    /// The point is feasible and optimal at the accepted tolerance.
    Accepted,
    /// It is not, for this reason.
    Refuted(String),
    /// The time limit came before the optimum, and what is proved does not refute the point.
    Open,
}

impl Verdict {
    fn text(&self) -> String {
        match self {
            Self::Accepted => "accepted".to_owned(),
            Self::Refuted(reason) => format!("refuted: {reason}"),
            Self::Open => "open: the time limit came before the optimum".to_owned(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Accepted => json!(true),
            Self::Refuted(_) => json!(false),
            Self::Open => Value::Null,
        }
    }
}

/// The verdict about an answer.
pub(super) fn verdict(point: &Judged, report: &Report) -> Verdict {
    let limit = tolerance(ACCEPTED);
    if let Some(worst) = point.worst_relative.as_ref().filter(|worst| limit < worst.amount) {
        let amount = Readable(&worst.amount);
        let reason = format!("{} breaks a bound by {amount}, relatively", worst.place);
        return Verdict::Refuted(format!("{reason}; at most {ACCEPTED} is accepted"));
    }
    match &report.outcome {
        exact::Outcome::Proved(proof) => match distance(&point.objective, report) {
            Some(distance) if distance <= limit => Verdict::Accepted,
            Some(distance) => Verdict::Refuted(format!(
                "relative distance to the optimum {}; at most {ACCEPTED} is accepted",
                Readable(&distance)
            )),
            None => Verdict::Refuted(format!("the model is {}", proof.status())),
        },
        exact::Outcome::Bounded(bounds) => {
            let slack = |bound: &Rational| &limit * size(bound).max(Rational::ONE);
            let lower = bounds.lower.as_ref();
            let upper = bounds.upper.as_ref();
            let below = lower.filter(|lower| point.objective < *lower - slack(lower));
            let above = upper.filter(|upper| *upper + slack(upper) < point.objective);
            match (below, above) {
                (Some(bound), _) => Verdict::Refuted(format!(
                    "its objective is below the proved lower bound {}",
                    Readable(bound)
                )),
                (_, Some(bound)) => Verdict::Refuted(format!(
                    "its objective is above the proved upper bound {}",
                    Readable(bound)
                )),
                (None, None) => Verdict::Open,
            }
        }
    }
}

fn size(x: &Rational) -> Rational {
    if *x < Rational::ZERO { -x.clone() } else { x.clone() }
}

pub(super) fn write_text(text: &mut String, point: &Judged, report: &Report) {
    let _ = writeln!(text, "point: objective {}", Readable(&point.objective));
    if 0 < point.n_missing {
        let columns = counted(point.n_missing, "column");
        let _ = writeln!(text, "  absent from the file and taken as 0: {columns}");
    }
    if let Some(distance) = distance(&point.objective, report) {
        let _ = writeln!(text, "  relative distance to the optimum {}", Readable(&distance));
    }
    if let (Some(gap), Some(bound)) = (&point.gap, &point.dual_bound) {
        let what = if point.is_of_basis { "basis proves" } else { "dual values prove" };
        let _ = writeln!(text, "  its {what} the bound {}; gap {}", Readable(bound), Readable(gap));
        if let Some(distance) = distance(bound, report) {
            let _ = writeln!(text, "  relative distance of the bound {}", Readable(&distance));
        }
    }
    let basis = match point.basis.verdict {
        BasisVerdict::Absent => None,
        BasisVerdict::OutOfTime => Some("is not judged: out of time".to_owned()),
        BasisVerdict::Singular => {
            Some("is none: dependent columns, or not as many as there are rows".to_owned())
        }
        BasisVerdict::Optimal => Some("is exactly optimal".to_owned()),
        BasisVerdict::NotOptimal { n_primal, n_dual } => Some(format!(
            "is not optimal: values outside their bounds {n_primal}, reduced costs of the wrong sign {n_dual}"
        )),
    };
    if let Some(basis) = basis {
        let _ = writeln!(text, "  its basis {basis}");
    }
    if let Some(worst) = &point.worst {
        let side = if worst.value < worst.bound { "below its lower" } else { "above its upper" };
        let (value, bound) = (Readable(&worst.value), Readable(&worst.bound));
        let _ = writeln!(
            text,
            "  violated most: {} is {value}, {} {side} bound {bound}; {} violated",
            worst.place,
            Readable(&worst.amount),
            counted(point.n_broken, "bound")
        );
    }
    for name in TOLERANCES {
        let limit = tolerance(name);
        let verdict = |amount: Rational| if amount <= limit { "feasible" } else { "infeasible" };
        let name = if name == "0" { "exact" } else { name };
        let _ = writeln!(
            text,
            "  at {name:5} absolute {:10} relative {}",
            verdict(point.amount()),
            verdict(point.relative_amount())
        );
    }
    let _ = writeln!(text, "{}", self::verdict(point, report).text());
}

pub(super) fn as_json(point: &Judged, report: &Report) -> Value {
    let worst = point.worst.as_ref();
    let bound_gap = point.dual_bound.as_ref().and_then(|bound| distance(bound, report));
    let bound_of = if point.is_of_basis { "basis" } else { "dual values" };
    let feasible_at =
        |amount: &Rational| {
            TOLERANCES.iter().find(|name| **name == "0" && amount.is_zero()).copied().or_else(
                || TOLERANCES.iter().rev().find(|name| *amount <= tolerance(name)).copied(),
            )
        };
    json!({
        "accepted": verdict(point, report).json(),
        "objective": point.objective.to_string(),
        "violation": approx(&point.amount()),
        "relative_violation": approx(&point.relative_amount()),
        "worst": worst.map(|worst| worst.place.clone()),
        "n_violated": point.n_broken,
        "n_missing": point.n_missing,
        "feasible_at": feasible_at(&point.amount()),
        "gap": distance(&point.objective, report).map(|distance| approx(&distance)),
        "dual_bound": point.dual_bound.as_ref().map(Rational::to_string),
        "dual_bound_gap": bound_gap.map(|distance| approx(&distance)),
        "dual_bound_of": point.dual_bound.as_ref().map(|_| bound_of),
        "duality_gap": point.gap.as_ref().map(Rational::to_string),
        "basis": basis_json(point.basis.verdict),
    })
}

fn basis_json(verdict: BasisVerdict) -> Value {
    match verdict {
        BasisVerdict::Absent => Value::Null,
        BasisVerdict::NotOptimal { n_primal, n_dual } => {
            json!({ "verdict": verdict.name(), "n_primal": n_primal, "n_dual": n_dual })
        }
        _ => json!({ "verdict": verdict.name() }),
    }
}
