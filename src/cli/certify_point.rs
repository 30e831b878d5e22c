//! `ironproof certify --solution`: the answer of another solver, judged exactly and at a ladder of tolerances.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::CliError;
use super::certify_answer::{Verdict, gap, outer, size, tolerance, unit};
use crate::certify_judged::Answer;
use ironproof_answer::solution_file;
use ironproof_answer::solution_file::SolutionError;
use ironproof_instance::load;
use ironproof_linear::Model;
use ironproof_name::Escaped;
use ironproof_number::rational::{Rational, Readable, approx};
use ironproof_proof as proof;
use ironproof_proof::BasisVerdict;
use ironproof_report::counted;
use ironproof_solvers::solve;
use ironproof_verdict::Verified;

/// The tolerances that a point is judged at, `docs/certify.md`. Zero is exact.
const TOLERANCES: [&str; 5] = ["1e-4", "1e-6", "1e-7", "1e-8", "0"];

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
pub(super) fn judge(
    flags: &Flags,
    model: &Model,
    time_limit_s: f64,
) -> Result<Option<Answer>, CliError> {
    fn read<T>(
        path: &Path,
        reader: impl Fn(&str) -> Result<T, SolutionError>,
    ) -> Result<T, CliError> {
        let wrong =
            |error: &dyn std::fmt::Display| CliError::Usage(format!("{}: {error}", path.display()));
        let text = load::read_text(path)?;
        reader(&text).map_err(|error| wrong(&error))
    }
    let lp = &model.lp;
    let Some(path) = &flags.solution else { return Ok(None) };
    let mut solution = read(path, |text| solution_file::read_solution(lp, text))?;
    if let Some(path) = &flags.basis {
        solution.basis = Some(read(path, |text| solution_file::read_basis(lp, text))?);
    }
    Ok(Some(Answer {
        fractional: proof::fractional(lp, &model.integer, &solution.point),
        judged: proof::judge_solution(lp, &solution, &solve::bases, time_limit_s),
        has_integers: 0 < model.n_integer(),
        maximize: lp.maximize,
    }))
}

/// How far a value is from the optimum that a checker accepted, relative to max(1, |optimum|).
fn distance(value: &Rational, verified: Option<&Verified>) -> Option<Rational> {
    let optimum = verified?.value()?;
    Some(size(&(value - optimum)) / unit(optimum))
}

pub(super) fn as_text(answer: &Answer, verified: Option<&Verified>, verdict: &Verdict) -> String {
    let Answer { judged: point, has_integers, fractional, .. } = answer;
    let of = if *has_integers { "the optimum of the relaxation" } else { "the optimum" };
    let mut text = String::new();
    let _ = writeln!(text, "point: objective {}", Readable(&point.objective));
    if 0 < point.n_missing {
        let columns = counted(point.n_missing, "column");
        let _ = writeln!(text, "  absent from the file and taken as 0: {columns}");
    }
    if let Some(distance) = distance(&point.objective, verified) {
        let _ = writeln!(text, "  relative distance to {of} {}", Readable(&distance));
    }
    if let (Some(gap), Some(bound)) = (&point.gap, &point.dual_bound) {
        let what = if point.is_of_basis { "basis gives" } else { "dual values give" };
        let (bound_shown, gap) = (Readable(bound), Readable(gap));
        let _ = writeln!(text, "  its {what} the exact bound {bound_shown}; gap {gap}");
        if let Some(distance) = distance(bound, verified) {
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
            Escaped(&worst.place),
            Readable(&worst.amount),
            counted(point.n_broken, "bound")
        );
    }
    if let Some(worst) = fractional {
        let _ = writeln!(
            text,
            "  farthest from an integer: {} is {}, off by {}; {} not integral",
            Escaped(&worst.place),
            Readable(&worst.value),
            Readable(&worst.distance),
            counted(worst.n, "column")
        );
    }
    for name in TOLERANCES {
        let limit = tolerance(name);
        let verdict = |amount: Rational| if amount <= limit { "feasible" } else { "infeasible" };
        let integral = match (has_integers, fractional) {
            (false, _) => "",
            (true, Some(worst)) if limit < worst.distance => "   not integral",
            (true, _) => "   integral",
        };
        let name = if name == "0" { "exact" } else { name };
        let relative = verdict(point.relative_amount());
        let line =
            format!("absolute {:10} relative {relative:10}{integral}", verdict(point.amount()));
        let _ = writeln!(text, "  at {name:5} {}", line.trim_end());
    }
    let _ = writeln!(text, "{}", verdict.line());
    text
}

pub(super) fn as_json(answer: &Answer, verified: Option<&Verified>, verdict: &Verdict) -> Value {
    let Answer { judged: point, has_integers, fractional, maximize } = answer;
    let bound_gap = point.dual_bound.as_ref().and_then(|bound| distance(bound, verified));
    let bound_of = if point.is_of_basis { "basis" } else { "dual values" };
    let gap = gap(&point.objective, outer(verified, *maximize), *maximize);
    // Of a model with integers the optimum is not known: at most so far from it.
    let relative = if *has_integers {
        gap.as_ref().map(|gap| gap.relative.clone().max(Rational::ZERO))
    } else {
        distance(&point.objective, verified)
    };
    let off = fractional.as_ref().map_or(Rational::ZERO, |worst| worst.distance.clone());
    json!({
        "verdict": verdict.name(),
        "accepted": verdict.is_accepted(),
        "objective": point.objective.to_string(),
        "violation": approx(&point.amount()),
        "relative_violation": approx(&point.relative_amount()),
        "worst": point.worst.as_ref().map(|worst| worst.place.clone()),
        "n_violated": point.n_broken,
        "n_missing": point.n_missing,
        "feasible_at": rung(&point.amount()),
        "integrality": has_integers.then(|| approx(&off)),
        "worst_integer": fractional.as_ref().map(|worst| worst.place.clone()),
        "n_fractional": has_integers.then(|| fractional.as_ref().map_or(0, |worst| worst.n)),
        "integral_at": if *has_integers { rung(&off) } else { None },
        "bound": gap.as_ref().map(|gap| gap.bound.to_string()),
        "bound_gap": gap.as_ref().map(|gap| gap.amount.to_string()),
        "gap": relative.map(|relative| approx(&relative)),
        "dual_bound": point.dual_bound.as_ref().map(Rational::to_string),
        "dual_bound_gap": bound_gap.map(|distance| approx(&distance)),
        "dual_bound_of": point.dual_bound.as_ref().map(|_| bound_of),
        "duality_gap": point.gap.as_ref().map(Rational::to_string),
        "basis": basis_json(point.basis.verdict),
    })
}

/// The least of the tolerances that an amount passes at.
fn rung(amount: &Rational) -> Option<&'static str> {
    TOLERANCES.into_iter().rev().find(|name| *amount <= tolerance(name))
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
