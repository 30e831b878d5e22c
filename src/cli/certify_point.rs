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

/// Whether the point is feasible and optimal at the accepted tolerance. `None` if the time limit came before
/// the optimum, and what is proved does not refute the point.
pub(super) fn is_accepted(point: &Judged, report: &Report) -> Option<bool> {
    let limit = tolerance(ACCEPTED);
    if point.relative_amount() > limit {
        return Some(false);
    }
    match &report.outcome {
        exact::Outcome::Proved(_) => {
            Some(distance(&point.objective, report).is_some_and(|distance| distance <= limit))
        }
        exact::Outcome::Bounded(bounds) => {
            let slack = |bound: &Rational| &limit * size(bound).max(Rational::ONE);
            let is_below = |lower: &Rational| point.objective < lower - slack(lower);
            let is_above = |upper: &Rational| upper + slack(upper) < point.objective;
            let is_refuted = bounds.lower.as_ref().is_some_and(is_below)
                || bounds.upper.as_ref().is_some_and(is_above);
            is_refuted.then_some(false)
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
        "accepted": is_accepted(point, report),
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
