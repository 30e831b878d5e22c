//! Side constraints of an instance, `docs/wider-model.md`: JSON to numbers, and numbers to JSON.

use std::fmt::Write;

use num_rational::BigRational;

use crate::fields::Fields;
use crate::json::Json;
use crate::refusal::{Refusal, question};

/// A side constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What is summed.
    pub what: What,
    /// Labels of the groups that it is summed over.
    pub groups: Vec<String>,
    /// Whether the sum is at least the bound, instead of at most.
    pub is_least: bool,
    /// The bound.
    pub bound: BigRational,
}

/// What a constraint sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// `w_k T_k`
    Revenue,
    /// `w_k (r_k Q_k - T_k)`
    Utility,
    /// `w_k Q_k`
    Quality,
    /// `w_k (1 - Gamma_k,j-1)` for the level of this quality.
    Served(BigRational),
}

impl Side {
    pub(crate) fn read(json: Json) -> Result<Side, Refusal> {
        let keys = ["name", "what", "groups", "level", "at_least", "at_most"];
        let mut fields = Fields::new(json, &keys)?;
        if fields.has("name") {
            fields.text("name")?;
        }
        let what = match (&*fields.text("what")?, fields.has("level")) {
            ("revenue", false) => What::Revenue,
            ("utility", false) => What::Utility,
            ("quality", false) => What::Quality,
            ("served", true) => What::Served(fields.number("level")?),
            _ => return Err(Refusal::Question("what, and a level for served alone")),
        };
        let mut groups = Vec::new();
        for label in fields.array("groups")? {
            let Json::Text(label) = label else { return Err(Refusal::Question("labels")) };
            groups.push(label);
        }
        let is_least = fields.has("at_least");
        question(is_least != fields.has("at_most"), "either at_least or at_most")?;
        let bound = fields.number(if is_least { "at_least" } else { "at_most" })?;
        Ok(Side { what, groups, is_least, bound })
    }

    pub(crate) fn write(&self, text: &mut String) {
        let quoted = |text: &String| serde_json::Value::from(text.as_str()).to_string();
        let what = match &self.what {
            What::Revenue => "revenue",
            What::Utility => "utility",
            What::Quality => "quality",
            What::Served(_) => "served",
        };
        let groups: Vec<String> = self.groups.iter().map(quoted).collect();
        let _ = write!(text, "{{\"what\": \"{what}\", \"groups\": [{}], ", groups.join(", "));
        if let What::Served(level) = &self.what {
            let _ = write!(text, "\"level\": \"{level}\", ");
        }
        let key = if self.is_least { "at_least" } else { "at_most" };
        let _ = write!(text, "\"{key}\": \"{}\"}}", self.bound);
    }
}
