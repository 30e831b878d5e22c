//! `ironproof certify --solution`: an answer of any origin, judged at a ladder of tolerances.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::CliError;
use crate::exact::{self, Judged, Report};
use crate::lp::Lp;
use crate::rational::{Rational, Readable, approx, parse};

/// The tolerances that a point is judged at, `docs/certify.md`. Zero is exact.
const TOLERANCES: [&str; 5] = ["1e-4", "1e-6", "1e-7", "1e-8", "0"];
/// A point counts as an answer if it passes at this one.
const ACCEPTED: &str = "1e-6";

pub(super) fn judge(lp: &Lp, path: &Path) -> Result<Judged, CliError> {
    let wrong =
        |error: &dyn std::fmt::Display| CliError::Usage(format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
    let solution = exact::read_solution(lp, &text).map_err(|error| wrong(&error))?;
    Ok(exact::judge_solution(lp, &solution))
}

fn tolerance(text: &str) -> Rational {
    parse(text).unwrap_or(Rational::ZERO)
}

/// How far the objective of the point is from the optimum, relative to max(1, |optimum|).
fn distance(point: &Judged, report: &Report) -> Option<Rational> {
    let size = |x: Rational| if x < Rational::ZERO { -x } else { x };
    let exact::Outcome::Proved(proof) = &report.outcome else { return None };
    let value = proof.value()?;
    Some(size(&point.objective - value) / size(value.clone()).max(Rational::ONE))
}

/// Feasible and optimal at the accepted tolerance, for a model that has an optimum.
pub(super) fn is_accepted(point: &Judged, report: &Report) -> bool {
    let limit = tolerance(ACCEPTED);
    point.relative_amount() <= limit
        && distance(point, report).is_some_and(|distance| distance <= limit)
}

pub(super) fn write_text(text: &mut String, point: &Judged, report: &Report) {
    let _ = writeln!(text, "point: objective {}", Readable(&point.objective));
    if let Some(distance) = distance(point, report) {
        let _ = writeln!(text, "  relative distance to the optimum {}", Readable(&distance));
    }
    if let (Some(gap), Some(bound)) = (&point.gap, point.dual_bound()) {
        let _ = writeln!(
            text,
            "  its dual values prove the bound {}; gap {}",
            Readable(bound),
            Readable(gap)
        );
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

pub(super) fn as_json(point: &Judged, report: &Report, accepted: bool) -> Value {
    let worst = point.worst.as_ref();
    let feasible_at =
        |amount: &Rational| {
            TOLERANCES.iter().find(|name| **name == "0" && amount.is_zero()).copied().or_else(
                || TOLERANCES.iter().rev().find(|name| *amount <= tolerance(name)).copied(),
            )
        };
    json!({
        "accepted": accepted,
        "objective": point.objective.to_string(),
        "violation": approx(&point.amount()),
        "relative_violation": approx(&point.relative_amount()),
        "worst": worst.map(|worst| worst.place.clone()),
        "n_violated": point.n_broken,
        "n_missing": point.n_missing,
        "feasible_at": feasible_at(&point.amount()),
        "gap": distance(point, report).map(|distance| approx(&distance)),
        "dual_bound": point.dual_bound().map(Rational::to_string),
        "duality_gap": point.gap.as_ref().map(Rational::to_string),
    })
}
