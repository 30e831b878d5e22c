//! `ironproof certify --loss`: what a float solver loses of the model, and whether the verdict depends on it.
//!
//! The models that it leads to are in no file, so no checker reads them: what is said about them is exact.

use std::fmt::Write;

use serde_json::{Value, json};

use ironproof_linear::{Lp, Model};
use ironproof_name::Escaped;
use ironproof_number::rational::{Rational, Readable, approx};
use ironproof_proof as proof;
use ironproof_proof::{Loss, Places, Report};
use ironproof_solvers::solve;

/// The loss and the verdicts about the models that it leads to.
pub(super) struct Examined {
    loss: Loss,
    as_doubles: Option<Compared>,
    as_written: Option<Compared>,
}

/// What holds exactly for another model, beside what holds for the model.
struct Compared {
    status: &'static str,
    value: Option<Rational>,
    /// Its value minus the value of the model.
    difference: Option<Rational>,
    /// The same status and the same value. `None` if either was not solved in time.
    is_same: Option<bool>,
}

impl Examined {
    /// Solves exactly what the loss leads to; `time_limit_s` holds for each model.
    pub(super) fn new(model: &Model, report: &Report, time_limit_s: f64) -> Self {
        let loss = proof::loss(model);
        let compared = |lp: &Option<Lp>| {
            Some(Compared::new(report, &proof::certify(lp.as_ref()?, &solve::bases, time_limit_s)))
        };
        Self {
            as_doubles: compared(&loss.as_doubles),
            as_written: compared(&loss.as_written),
            loss,
        }
    }

    /// Lines for a person.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (places, what) in self.kinds() {
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
            [("as doubles", &self.as_doubles), ("with its huge bounds", &self.as_written)]
        {
            if let Some(compared) = compared {
                let _ = writeln!(text, "  the model {name}: exact {}", compared.text());
            }
        }
        text
    }

    /// The key `loss` of the JSON output.
    pub(super) fn json(&self) -> Value {
        let places = |places: &Places| json!({ "n": places.n, "first": places.first });
        let compared = |compared: &Option<Compared>| compared.as_ref().map(Compared::json);
        json!({
            "rounded": places(&self.loss.rounded),
            "dropped": places(&self.loss.dropped),
            "absent": places(&self.loss.absent),
            "refused": places(&self.loss.refused),
            "as_doubles": compared(&self.as_doubles),
            "as_written": compared(&self.as_written),
        })
    }

    fn kinds(&self) -> [(&Places, &'static str); 4] {
        [
            (&self.loss.rounded, "numbers that are no doubles"),
            (&self.loss.dropped, "coefficients of at most 1e-9, dropped"),
            (&self.loss.absent, "bounds of 1e20 and more, read as absent"),
            (&self.loss.refused, "numbers too large for HiGHS, which refuses the model"),
        ]
    }
}

impl Compared {
    fn new(report: &Report, other: &Report) -> Self {
        let (Some(proof), Some(other)) = (report.proof(), other.proof()) else {
            return Self { status: "bounded", value: None, difference: None, is_same: None };
        };
        let (before, after) = (proof.value(), other.value());
        Self {
            status: other.status(),
            value: after.cloned(),
            difference: before.zip(after).map(|(before, after)| after - before),
            is_same: Some(proof.status() == other.status() && before == after),
        }
    }

    fn text(&self) -> String {
        let value = self.value.as_ref().map_or_else(String::new, |x| format!(" {}", Readable(x)));
        let verdict = match (self.is_same, &self.difference) {
            (None, _) => "not compared: out of time".to_owned(),
            (Some(true), _) => "the same verdict".to_owned(),
            (Some(false), None) => "another verdict".to_owned(),
            (Some(false), Some(difference)) => {
                format!("the value differs by {}", Readable(difference))
            }
        };
        format!("{}{value}, {verdict}", self.status)
    }

    fn json(&self) -> Value {
        json!({
            "status": self.status,
            "value": self.value.as_ref().map(Rational::to_string),
            "difference": self.difference.as_ref().map(Rational::to_string),
            "difference_approx": self.difference.as_ref().map(approx),
            "same_verdict": self.is_same,
        })
    }
}
