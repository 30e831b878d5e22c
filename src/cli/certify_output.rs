//! The verdict of `certify` as a sentence and as JSON, and what it took.
//!
//! ```text
//! verified [relaxation] optimal VALUE | bounds LOWER UPPER | infeasible | unbounded [(REMARK; ..)]
//! open: REASON
//! ```

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::certify_check::Said;
use ironproof_linear::Model;
use ironproof_number::rational::{Rational, approx};
use ironproof_proof as proof;
use ironproof_proof::Report;
use ironproof_report::counted;
use ironproof_verdict::{Finding, Verified};

/// The first line.
pub(super) fn as_text(model: &Model, said: &Said) -> String {
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
pub(super) fn effort(report: &Report, time_limit_s: f64) -> String {
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
pub(super) fn as_json(model: &Model, report: &Report, said: &Said) -> Value {
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
    put("rung", json!(effort.rung.map(proof::Rung::name)));
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
