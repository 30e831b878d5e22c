//! JSON form of a finite instance (`docs/formats.md`): numbers are strings and stay exact.
//!
//! The verifier has its own reader on purpose: the two sides agree on the document, not on code.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::Deserialize;

use super::json_number::{MassJson, Number, OptimumJson};
use super::json_side::{SideJson, quoted, write_sides};
use super::{Content, FiniteInstance, Group, Invalid, QualityLevel, Rule, Type, Wtp};
use ironproof_number::rational::Rational;

/// Why a text is not a finite instance. The caller adds the file's name.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Not JSON of the documented shape.
    #[error("line {line}, column {column}: {rule}")]
    Shape {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong there.
        rule: String,
    },
    /// The shape is right and a rule is broken.
    #[error("{0}")]
    Invalid(#[from] Invalid),
    /// An error on one line of a JSON lines file.
    #[error("line {line}: {error}")]
    Line {
        /// From 1.
        line: usize,
        /// The error of that line's instance.
        error: Box<ReadError>,
    },
}

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> Self {
        let message = error.to_string();
        // serde_json appends its own place, which the variant carries already.
        let rule = message.split(" at line ").next().unwrap_or(&message).to_owned();
        Self::Shape { line: error.line(), column: error.column(), rule }
    }
}

/// Reads one instance.
///
/// # Errors
/// [`ReadError`] if the text is not JSON of the documented shape, or breaks a rule of an instance.
/// It names the place.
///
/// # Example
/// ```
/// use ironproof_instance::finite;
///
/// let instance = finite::read(
///     r#"{"name": "two types", "alpha": "1",
///      "groups": [{"label": "all", "mass": "1", "types": [
///        {"wtp": "1", "prob": "1/2", "weight": "3"},
///        {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
///      "quality": [{"level": "1", "mass": "1/2"}]}"#,
/// )?;
/// assert_eq!(instance.n_types(), 2);
/// assert!(finite::read("{}").is_err());
/// # Ok::<(), finite::ReadError>(())
/// ```
pub fn read(text: &str) -> Result<FiniteInstance, ReadError> {
    let shape: InstanceJson<'_> = serde_json::from_str(text)?;
    Ok(FiniteInstance::new(Content::try_from(shape)?)?)
}

/// Reads JSON lines: one instance per line, blank lines skipped. One result per instance, so that a
/// broken line does not hide the others.
pub fn read_lines(text: &str) -> Vec<Result<FiniteInstance, ReadError>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            read(line).map_err(|error| match error {
                ReadError::Shape { column, rule, .. } => {
                    ReadError::Shape { line: index + 1, column, rule }
                }
                other => ReadError::Line { line: index + 1, error: Box::new(other) },
            })
        })
        .collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstanceJson<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    alpha: Number,
    groups: Vec<GroupJson<'a>>,
    quality: Vec<LevelJson>,
    #[serde(default)]
    constraints: Vec<SideJson>,
    optimum: Option<OptimumJson>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupJson<'a> {
    #[serde(borrow)]
    label: Cow<'a, str>,
    mass: Number,
    types: Vec<TypeJson>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeJson {
    wtp: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
    prob: Number,
    weight: Number,
    weighted_wtp: Option<Number>,
    external: Option<Number>,
}

/// A quality level in JSON: `{"level": "1/2", "mass": "1/4"}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelJson {
    level: Number,
    mass: MassJson,
    cost: Option<Number>,
}

impl From<LevelJson> for QualityLevel {
    fn from(json: LevelJson) -> Self {
        let cost = json.cost.map_or(Rational::ZERO, |number| number.0);
        Self { level: json.level.0, mass: json.mass.0, cost }
    }
}

impl TryFrom<InstanceJson<'_>> for Content {
    type Error = ReadError;

    fn try_from(shape: InstanceJson<'_>) -> Result<Self, ReadError> {
        let mut groups = Vec::with_capacity(shape.groups.len());
        for (g, group) in shape.groups.into_iter().enumerate() {
            let mut types = Vec::with_capacity(group.types.len());
            for (k, ty) in group.types.into_iter().enumerate() {
                let Some(ty) = type_from(ty) else {
                    let place = format!("groups[{g}].types[{k}]");
                    return Err(Invalid { place, rule: Rule::TypeKeys }
                        .in_group(&group.label)
                        .into());
                };
                types.push(ty);
            }
            groups.push(Group { label: group.label.into_owned(), mass: group.mass.0, types });
        }
        let quality = shape.quality.into_iter().map(QualityLevel::from).collect();
        let (name, alpha) = (shape.name.into_owned(), shape.alpha.0);
        let mut content = Content::new(name, alpha, groups, quality);
        for (s, side) in shape.constraints.into_iter().enumerate() {
            let invalid = |rule| Invalid { place: format!("constraints[{s}]"), rule };
            let side = side.side(&content).map_err(invalid)?;
            content.sides.push(side);
        }
        content.optimum = shape.optimum.map(|claim| claim.0);
        Ok(content)
    }
}

fn type_from(shape: TypeJson) -> Option<Type> {
    let wtp = match (shape.wtp, shape.low, shape.high, shape.weighted_wtp) {
        (Some(wtp), None, None, None) => Wtp::Point(wtp.0),
        (None, Some(low), Some(high), Some(weighted)) => {
            Wtp::Cell { low: low.0, high: high.0, weighted: weighted.0 }
        }
        _ => return None,
    };
    let external = shape.external.map_or(Rational::ZERO, |number| number.0);
    Some(Type { wtp, prob: shape.prob.0, weight: shape.weight.0, external })
}

/// Writes an instance, one type per line, so that files can be compared line by line.
pub fn to_json(instance: &FiniteInstance) -> String {
    let mut out = String::new();
    write_json(&mut out, instance).expect("writing to a string does not fail");
    out
}

fn write_json(out: &mut String, instance: &FiniteInstance) -> fmt::Result {
    writeln!(out, "{{\"name\": {},", quoted(&instance.name))?;
    writeln!(out, " \"alpha\": \"{}\",", instance.alpha)?;
    writeln!(out, " \"groups\": [")?;
    for (g, group) in instance.groups.iter().enumerate() {
        writeln!(
            out,
            "  {{\"label\": {}, \"mass\": \"{}\", \"types\": [",
            quoted(&group.label),
            group.mass
        )?;
        for (k, ty) in group.types.iter().enumerate() {
            let comma = if k + 1 == group.types.len() { "" } else { "," };
            match &ty.wtp {
                Wtp::Point(wtp) => write!(out, "   {{\"wtp\": \"{wtp}\", ")?,
                Wtp::Cell { low, high, weighted } => write!(
                    out,
                    "   {{\"low\": \"{low}\", \"high\": \"{high}\", \"weighted_wtp\": \"{weighted}\", "
                )?,
            }
            write!(out, "\"prob\": \"{}\", \"weight\": \"{}\"", ty.prob, ty.weight)?;
            if !ty.external.is_zero() {
                write!(out, ", \"external\": \"{}\"", ty.external)?;
            }
            writeln!(out, "}}{comma}")?;
        }
        let comma = if g + 1 == instance.groups.len() { "" } else { "," };
        writeln!(out, "  ]}}{comma}")?;
    }
    writeln!(out, " ],")?;
    writeln!(out, " \"quality\": [")?;
    for (j, level) in instance.quality.iter().enumerate() {
        let comma = if j + 1 == instance.quality.len() { "" } else { "," };
        write!(out, "  {{\"level\": \"{}\", \"mass\": ", level.level)?;
        match &level.mass {
            Some(mass) => write!(out, "\"{mass}\"")?,
            None => write!(out, "\"unlimited\"")?,
        }
        if !level.cost.is_zero() {
            write!(out, ", \"cost\": \"{}\"", level.cost)?;
        }
        writeln!(out, "}}{comma}")?;
    }
    write_sides(out, instance)?;
    match &instance.optimum {
        Some(optimum) => writeln!(out, " ],\n \"optimum\": \"{optimum}\"}}"),
        None => writeln!(out, " ]}}"),
    }
}
