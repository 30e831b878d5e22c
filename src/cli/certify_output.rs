//! The verdict of `certify` as a sentence and as JSON, and what it took.
//!
//! ```text
//! verified [relaxation] optimal VALUE | bounds LOWER UPPER | infeasible | unbounded [(REMARK; ..)]
//! open: REASON
//! ```

use std::fmt::Write;

use serde_json::{Map, Value, json};

use ironproof_answer::tolerance::{LADDER, rung, tolerance};
use ironproof_certify::{Certified, Compared, Examined, Judgment, Places, Said};
use ironproof_linear::Model;
use ironproof_name::{Escaped, counted};
use ironproof_number::rational::{Rational, Readable, approx};
use ironproof_proof::{BasisVerdict, Report, Rung};
use ironproof_verdict::{Finding, Verified};

/// All of it for a person.
pub(super) fn as_text(certified: &Certified<'_>, time_limit_s: f64, quiet: bool) -> String {
    let mut text = verdict_text(certified.model(), &certified.said);
    if !quiet {
        text += &effort(&certified.report, time_limit_s);
    }
    text += &certified.answer.as_ref().map_or_else(String::new, answer_text);
    text += &certified.loss.as_ref().map_or_else(String::new, loss_text);
    text
}

/// All of it for a program.
pub(super) fn as_json(certified: &Certified<'_>) -> Value {
    let mut json = verdict_json(certified.model(), &certified.report, &certified.said);
    if let Some(answer) = &certified.answer {
        json["point"] = answer_json(answer);
    }
    if let Some(loss) = &certified.loss {
        json["loss"] = loss_json(loss);
    }
    json
}

/// The first line.
fn verdict_text(model: &Model, said: &Said) -> String {
    let verified = match said {
        Said::Verified(verified) => verified,
        Said::Open(reason) => return format!("open: {reason}\n"),
    };
    let remarks = remarks(model, verified);
    if remarks.is_empty() {
        format!("{verified}\n")
    } else {
        format!("{verified} ({})\n", remarks.join("; "))
    }
}

/// What a reader of the verdict would not guess.
fn remarks(model: &Model, verified: &Verified) -> Vec<String> {
    let mut remarks = Vec::new();
    if matches!(verified.finding(), Finding::Bounds(..)) {
        remarks.push("the time limit came first".to_owned());
    }
    if 0 < model.n_integer() && !verified.is_relaxation() {
        let n = counted(model.n_integer(), "column");
        remarks.push(format!("its relaxation already, without the integrality of {n}"));
    }
    let has_objective = matches!(verified.finding(), Finding::Optimal(_) | Finding::Bounds(..));
    if has_objective && !model.lp.offset.is_zero() {
        remarks.push(format!("with the constant {} of the objective", model.lp.offset));
    }
    remarks
}

/// How the proof was found.
fn effort(report: &Report, time_limit_s: f64) -> String {
    let effort = report.effort();
    let how = match effort.rung {
        Some(rung) => format!("decided by: {}", rung.name()),
        None => format!("the {time_limit_s} s of --time-limit were over before a decision"),
    };
    let mut text = String::new();
    let highs = match effort.float_status {
        "not built" => "this program was built without HiGHS".to_owned(),
        status => format!("HiGHS said {status}"),
    };
    let _ = writeln!(
        text,
        "  {highs}; {how}; bases refuted {}, refinements {}, exact pivots {}",
        effort.n_refuted, effort.n_refinements, effort.n_pivots
    );
    text
}

/// The object of `--json`, without what is said about an answer and the loss.
fn verdict_json(model: &Model, report: &Report, said: &Said) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| drop(out.insert(key.to_owned(), value));
    let exact_text = |x: &Option<Rational>| x.as_ref().map(Rational::to_string);
    let verified = said.verified();
    put("name", json!(model.lp.name));
    put("status", json!(status(verified)));
    put("value", json!(verified.and_then(Verified::value).map(Rational::to_string)));
    if let Some(value) = verified.and_then(Verified::value) {
        put("value_approx", json!(approx(value)));
    }
    match verified.map(Verified::finding) {
        Some(Finding::Bounds(lower, upper)) => {
            put("lower", json!(exact_text(lower)));
            put("upper", json!(exact_text(upper)));
        }
        None => {
            put("lower", Value::Null);
            put("upper", Value::Null);
        }
        _ => {}
    }
    let is_verdict = !matches!(verified.map(Verified::finding), None | Some(Finding::Bounds(..)));
    put("certified", json!(is_verdict));
    put("open", json!(if let Said::Open(reason) = said { Some(reason) } else { None }));
    put("verified", json!(verified.map(Verified::shown)));
    put("relaxation", json!(0 < model.n_integer()));
    put("constant", json!(model.lp.offset.to_string()));
    let effort = report.effort();
    put("highs_status", json!(effort.float_status));
    put("highs_ms", json!(u64::try_from(effort.float_ms).unwrap_or(u64::MAX)));
    put("rung", json!(effort.rung.map(Rung::name)));
    Value::Object(out)
}

/// The word for scripts. `bounded`: a limit came first.
fn status(verified: Option<&Verified>) -> &'static str {
    match verified.map(Verified::finding) {
        Some(Finding::Optimal(_)) => "optimal",
        Some(Finding::Infeasible) => "infeasible",
        Some(Finding::Unbounded) => "unbounded",
        Some(Finding::Bounds(..)) | None => "bounded",
    }
}

fn answer_text(answer: &Judgment) -> String {
    let Judgment { judged: point, has_integers, fractional, .. } = answer;
    let of = if *has_integers { "the optimum of the relaxation" } else { "the optimum" };
    let mut text = String::new();
    let _ = writeln!(text, "point: objective {}", Readable(&point.objective));
    if 0 < point.n_missing {
        let columns = counted(point.n_missing, "column");
        let _ = writeln!(text, "  absent from the file and taken as 0: {columns}");
    }
    if let Some(distance) = &answer.distance {
        let _ = writeln!(text, "  relative distance to {of} {}", Readable(distance));
    }
    if let (Some(gap), Some(bound)) = (&point.gap, &point.dual_bound) {
        let what = if point.is_of_basis { "basis gives" } else { "dual values give" };
        let (bound_shown, gap) = (Readable(bound), Readable(gap));
        let _ = writeln!(text, "  its {what} the exact bound {bound_shown}; gap {gap}");
        if let Some(distance) = &answer.bound_distance {
            let _ = writeln!(text, "  relative distance of the bound {}", Readable(distance));
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
    for name in LADDER {
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
    let _ = writeln!(text, "{}", answer.worth.line());
    text
}

fn answer_json(answer: &Judgment) -> Value {
    let Judgment { judged: point, has_integers, fractional, gap, .. } = answer;
    let bound_of = if point.is_of_basis { "basis" } else { "dual values" };
    // Of a model with integers the optimum is not known: at most so far from it.
    let relative = if *has_integers {
        gap.as_ref().map(|gap| gap.relative.clone().max(Rational::ZERO))
    } else {
        answer.distance.clone()
    };
    let off = fractional.as_ref().map_or(Rational::ZERO, |worst| worst.distance.clone());
    json!({
        "verdict": answer.worth.name(),
        "accepted": answer.worth.is_accepted(),
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
        "dual_bound_gap": answer.bound_distance.as_ref().map(approx),
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

/// Lines for a person.
fn loss_text(examined: &Examined) -> String {
    let mut text = String::new();
    for (places, what) in kinds(examined) {
        if 0 < places.n {
            let more = if places.first.len() < places.n { ", ..." } else { "" };
            let first: Vec<String> =
                places.first.iter().map(|place| Escaped(place).to_string()).collect();
            let _ = writeln!(text, "{what}: {} ({}{more})", places.n, first.join(", "));
        }
    }
    if text.is_empty() {
        text.push_str("no loss: every number is a double\n");
    }
    for (name, compared) in
        [("as doubles", &examined.as_doubles), ("with its huge bounds", &examined.as_written)]
    {
        if let Some(compared) = compared {
            let _ = writeln!(text, "  the model {name}: exact {}", compared_text(compared));
        }
    }
    text
}

/// The key `loss` of the JSON output.
fn loss_json(examined: &Examined) -> Value {
    let places = |places: &Places| json!({ "n": places.n, "first": places.first });
    let compared = |compared: &Option<Compared>| compared.as_ref().map(compared_json);
    json!({
        "rounded": places(&examined.loss.rounded),
        "dropped": places(&examined.loss.dropped),
        "absent": places(&examined.loss.absent),
        "refused": places(&examined.loss.refused),
        "as_doubles": compared(&examined.as_doubles),
        "as_written": compared(&examined.as_written),
    })
}

fn kinds(examined: &Examined) -> [(&Places, &'static str); 4] {
    [
        (&examined.loss.rounded, "numbers that are no doubles"),
        (&examined.loss.dropped, "coefficients of at most 1e-9, dropped"),
        (&examined.loss.absent, "bounds of 1e20 and more, read as absent"),
        (&examined.loss.refused, "numbers too large for HiGHS, which refuses the model"),
    ]
}

fn compared_text(compared: &Compared) -> String {
    let value = compared.value.as_ref().map_or_else(String::new, |x| format!(" {}", Readable(x)));
    let verdict = match (compared.is_same, &compared.difference) {
        (None, _) => "not compared: out of time".to_owned(),
        (Some(true), _) => "the same verdict".to_owned(),
        (Some(false), None) => "another verdict".to_owned(),
        (Some(false), Some(difference)) => {
            format!("the value differs by {}", Readable(difference))
        }
    };
    format!("{}{value}, {verdict}", compared.status)
}

fn compared_json(compared: &Compared) -> Value {
    json!({
        "status": compared.status,
        "value": compared.value.as_ref().map(Rational::to_string),
        "difference": compared.difference.as_ref().map(Rational::to_string),
        "difference_approx": compared.difference.as_ref().map(approx),
        "same_verdict": compared.is_same,
    })
}
