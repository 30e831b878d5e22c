//! Side constraints in JSON.

use std::fmt::{self, Write as _};

use serde::Deserialize;

use super::json_number::Number;
use super::side::{Bound, Side, What};
use super::{Content, Rule};
use ironproof_name::EscapedJson;

/// A side constraint: `{"what": "revenue", "groups": ["low"], "at_least": "1/2"}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SideJson {
    name: Option<String>,
    what: String,
    groups: Vec<String>,
    level: Option<Number>,
    at_least: Option<Number>,
    at_most: Option<Number>,
}

impl SideJson {
    /// The constraint, whose groups and level are looked up in the rest of the instance.
    pub(super) fn side(self, content: &Content) -> Result<Side, Rule> {
        let what = match (&*self.what, self.level) {
            ("revenue", None) => What::Revenue,
            ("utility", None) => What::Utility,
            ("quality", None) => What::Quality,
            ("served", Some(level)) => {
                let place = content.quality.iter().position(|known| known.level == level.0);
                What::Served(place.ok_or(Rule::UnknownLevel)?)
            }
            _ => return Err(Rule::SideKeys),
        };
        let bound = match (self.at_least, self.at_most) {
            (Some(least), None) => Bound::AtLeast(least.0),
            (None, Some(most)) => Bound::AtMost(most.0),
            _ => return Err(Rule::SideKeys),
        };
        let mut groups = Vec::with_capacity(self.groups.len());
        for label in self.groups {
            let place = content.groups.iter().position(|group| group.label == label);
            groups.push(place.ok_or(Rule::UnknownGroup(label))?);
        }
        Ok(Side { name: self.name, what, groups, bound })
    }
}

/// Ends the quality levels, and writes the constraints if there are any, one per line.
pub(super) fn write_sides(out: &mut String, content: &Content) -> fmt::Result {
    if content.sides.is_empty() {
        return Ok(());
    }
    writeln!(out, " ],\n \"constraints\": [")?;
    for (s, side) in content.sides.iter().enumerate() {
        out.push_str("  {");
        if let Some(name) = &side.name {
            write!(out, "\"name\": {}, ", quoted(name))?;
        }
        let labels: Vec<String> =
            side.groups.iter().map(|&g| quoted(&content.groups[g].label)).collect();
        write!(out, "\"what\": \"{}\", \"groups\": [{}], ", side.what.word(), labels.join(", "))?;
        if let What::Served(j) = side.what {
            write!(out, "\"level\": \"{}\", ", content.quality[j].level)?;
        }
        let key = if side.bound.is_least() { "at_least" } else { "at_most" };
        let comma = if s + 1 == content.sides.len() { "" } else { "," };
        writeln!(out, "\"{key}\": \"{}\"}}{comma}", side.bound.number())?;
    }
    Ok(())
}

/// A text as a JSON string.
pub(super) fn quoted(text: &str) -> String {
    EscapedJson(&serde_json::Value::from(text).to_string()).to_string()
}
