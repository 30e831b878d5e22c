//! What is proved about a model file for people, and as a table with one row.
//!
//! ```text
//! verified [relaxation] optimal VALUE | bounds LOWER UPPER | infeasible | unbounded [(REMARK; ..)]
//! open: REASON
//! ```
//!
//! That is the first line; the last one is the verdict about the answer of another solver.

use ironproof_answer::tolerance::{LADDER, tolerance};
use ironproof_certify::Judgment;
use ironproof_name::counted;
use ironproof_number::rational::{Rational, Readable};
use ironproof_proof::BasisVerdict;
use ironproof_results::certify::{CertifiedModel, LossFound, ModelStatus, OtherModel};
use ironproof_results::{json, record};
use serde_json::Value;

use crate::document::{Column, Document, Table};
use crate::further;
use crate::printer::Report;
use crate::records::Record;

/// What is proved about a model file, with or without what it took.
pub struct CertifyReport<'a> {
    /// What is shown.
    pub found: &'a CertifiedModel,
    /// Whether a person reads how the proof was found.
    pub with_effort: bool,
    /// The seconds that there were for the proof.
    pub time_limit_s: f64,
}

impl Report for CertifyReport<'_> {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.verdict(headline(self.found));
        if self.with_effort {
            for line in self.effort() {
                document.line(2, line);
            }
        }
        if let Some(point) = &self.found.point {
            answer(&mut document, &point.whole);
        }
        if let Some(found) = &self.found.loss {
            loss(&mut document, found);
        }
        further::lines(&mut document, self.found);
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self.found)]
    }

    fn records(&self) -> Vec<Record> {
        if let Some(rows) = further::records(self.found) {
            return rows;
        }
        let mut row = record(self.found);
        row.shift_remove("loss");
        if let Some(Value::Object(point)) = row.shift_remove("point") {
            for (key, value) in point {
                match value {
                    Value::Object(basis) => {
                        let basis = basis.into_iter();
                        row.extend(
                            basis.map(|(name, value)| (format!("point_basis_{name}"), value)),
                        );
                    }
                    value => drop(row.insert(format!("point_{key}"), value)),
                }
            }
        }
        vec![row]
    }
}

fn headline(found: &CertifiedModel) -> String {
    let Some(verified) = &found.verified.0 else {
        return format!("open: {}", found.open.as_deref().unwrap_or_default());
    };
    let mut remarks = Vec::new();
    if found.status == ModelStatus::Bounded {
        remarks.push("the time limit came first".to_owned());
    }
    if found.relaxation && !verified.is_relaxation() {
        let n = counted(found.n_integer, "column");
        remarks.push(format!("its relaxation already, without the integrality of {n}"));
    }
    let has_objective = matches!(found.status, ModelStatus::Optimal | ModelStatus::Bounded);
    if has_objective && !found.constant.0.is_zero() {
        remarks.push(format!("with the constant {} of the objective", found.constant.0));
    }
    if remarks.is_empty() {
        verified.to_string()
    } else {
        format!("{verified} ({})", remarks.join("; "))
    }
}

impl CertifyReport<'_> {
    /// How the proof was found.
    fn effort(&self) -> [String; 2] {
        let found = self.found;
        let how = if let Some(rung) = found.rung {
            format!("decided by: {rung}")
        } else {
            let seconds = self.time_limit_s;
            format!("the {seconds} s of --time-limit were over before a decision")
        };
        let highs = match found.highs_status {
            "not built" => "this program was built without HiGHS".to_owned(),
            status => format!("HiGHS said {status}"),
        };
        let counts = format!(
            "bases refuted {}, refinements {}, exact pivots {}",
            found.n_refuted, found.n_refinements, found.n_pivots
        );
        [format!("{highs}; {how}"), counts]
    }
}

/// What an answer is worth, and the verdict about it.
fn answer(document: &mut Document, answer: &Judgment) {
    let Judgment { judged: point, has_integers, fractional, .. } = answer;
    document.line(0, format!("point: objective {}", Readable(&point.objective)));
    if 0 < point.n_missing {
        let columns = counted(point.n_missing, "column");
        document.line(2, format!("absent from the file and taken as 0: {columns}"));
    }
    if let Some(distance) = &answer.distance {
        let of = if *has_integers { "the optimum of the relaxation" } else { "the optimum" };
        document.line(2, format!("relative distance to {of} {}", Readable(distance)));
    }
    if let (Some(gap), Some(bound)) = (&point.gap, &point.dual_bound) {
        let what = if point.is_of_basis { "basis gives" } else { "dual values give" };
        let (shown, gap) = (Readable(bound), Readable(gap));
        document.line(2, format!("its {what} the exact bound {shown}; gap {gap}"));
        if let Some(distance) = &answer.bound_distance {
            document.line(2, format!("relative distance of the bound {}", Readable(distance)));
        }
    }
    if let Some(basis) = basis(point.basis.verdict) {
        document.line(2, format!("its basis {basis}"));
    }
    if let Some(worst) = &point.worst {
        let side = if worst.value < worst.bound { "below its lower" } else { "above its upper" };
        let (value, bound) = (Readable(&worst.value), Readable(&worst.bound));
        let (amount, n) = (Readable(&worst.amount), counted(point.n_broken, "bound"));
        let place = &worst.place;
        document.line(
            2,
            format!(
                "violated most: {place} is {value}, {amount} {side} bound {bound}; {n} violated"
            ),
        );
    }
    if let Some(worst) = fractional {
        let (value, distance) = (Readable(&worst.value), Readable(&worst.distance));
        let (place, n) = (&worst.place, counted(worst.n, "column"));
        document.line(
            2,
            format!(
                "farthest from an integer: {place} is {value}, off by {distance}; {n} not integral"
            ),
        );
    }
    document.table(ladder(answer));
    document.verdict(answer.worth.line());
}

fn basis(verdict: BasisVerdict) -> Option<String> {
    match verdict {
        BasisVerdict::Absent => None,
        BasisVerdict::OutOfTime => Some("is not judged: out of time".to_owned()),
        BasisVerdict::Singular => {
            Some("is none: dependent columns, or not as many as there are rows".to_owned())
        }
        BasisVerdict::Optimal => Some("is exactly optimal".to_owned()),
        BasisVerdict::NotOptimal { n_primal, n_dual } => Some(format!(
            "is not optimal: values outside their bounds {n_primal}, reduced costs of the wrong sign {n_dual}"
        )),
    }
}

/// Whether the point passes at each tolerance.
fn ladder(answer: &Judgment) -> Table {
    let Judgment { judged: point, has_integers, fractional, .. } = answer;
    let mut titles = vec!["tolerance", "absolute", "relative"];
    titles.extend(has_integers.then_some("integers"));
    let mut table = Table::new(titles.into_iter().map(Column::text)).indented(2);
    for name in LADDER {
        let limit = tolerance(name);
        let verdict =
            |amount: Rational| if amount <= limit { "feasible" } else { "infeasible" }.to_owned();
        let mut row = vec![
            if name == "0" { "exact" } else { name }.to_owned(),
            verdict(point.amount()),
            verdict(point.relative_amount()),
        ];
        let is_off = fractional.as_ref().is_some_and(|worst| limit < worst.distance);
        let integral = if is_off { "not integral" } else { "integral" };
        row.extend(has_integers.then(|| integral.to_owned()));
        table.row(row);
    }
    table
}

fn loss(document: &mut Document, loss: &LossFound) {
    let mut is_lossless = true;
    for (places, what) in [
        (&loss.rounded, "numbers that are no doubles"),
        (&loss.dropped, "coefficients of at most 1e-9, dropped"),
        (&loss.absent, "bounds of 1e20 and more, read as absent"),
        (&loss.refused, "numbers too large for HiGHS, which refuses the model"),
    ] {
        if 0 < places.n {
            let more = if places.first.len() < places.n { ", ..." } else { "" };
            let first = places.first.join(", ");
            document.line(0, format!("{what}: {} ({first}{more})", places.n));
            is_lossless = false;
        }
    }
    if is_lossless {
        document.line(0, "no loss: every number is a double");
    }
    for (name, other) in
        [("as doubles", &loss.as_doubles), ("with its huge bounds", &loss.as_written)]
    {
        if let Some(other) = other {
            document.line(2, format!("the model {name}: exact {}", compared(other)));
        }
    }
}

fn compared(other: &OtherModel) -> String {
    let value = other.value.0.as_ref().map_or_else(String::new, |x| format!(" {}", Readable(x)));
    let verdict = match (other.same_verdict, &other.difference.0) {
        (None, _) => "not compared: out of time".to_owned(),
        (Some(true), _) => "the same verdict".to_owned(),
        (Some(false), None) => "another verdict".to_owned(),
        (Some(false), Some(difference)) => {
            format!("the value differs by {}", Readable(difference))
        }
    };
    format!("{}{value}, {verdict}", other.status)
}
