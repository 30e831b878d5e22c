//! `path`: the exact piecewise linear value along a parameter.

use ironproof_instance::finite::FiniteInstance;
use ironproof_number::rational::Rational;
use ironproof_path as path;
use ironproof_path::{Change, Family, NoPath, Over, Part, Piece, Proof, Refused};
use schemars::JsonSchema;
use serde::Serialize;

use crate::exact::{Certified, Exact, MaybeExact};
use crate::warm::Swept;

/// The optimal value along a parameter, piece by piece.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Traced {
    /// The name of the instance.
    pub name: String,
    /// What varies: `alpha`, `weight:` and the label of a group, or `constraint:` and what it is called.
    pub over: String,
    /// What the slope of the value is.
    pub slope_is: SlopeIs,
    /// Whether the independent checker accepted what determines all pieces; false if it was not asked.
    pub certified: Certified,
    /// Intervals on which the value is linear, from left to right.
    pub pieces: Vec<LinearPiece>,
    /// The LPs along the path, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lp: Option<Swept>,
    /// How many instances were solved exactly.
    #[serde(skip)]
    pub n_solves: usize,
    /// The verdicts of the checker.
    #[serde(skip)]
    pub proof: Option<Proof>,
}

/// What the slope of the value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum SlopeIs {
    /// Of alpha: the revenue.
    #[serde(rename = "revenue")]
    Revenue,
    /// Of the weights of a group: its welfare.
    #[serde(rename = "welfare of the group")]
    GroupWelfare,
    /// Of the number of a constraint: what the value gains if it is larger by one.
    #[serde(rename = "shadow price")]
    ShadowPrice,
}

/// An interval of the parameter on which the value is linear.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LinearPiece {
    /// Its left end.
    pub from: Exact,
    /// Its right end; null if it goes on for ever.
    pub to: MaybeExact,
    /// The optimal value at the left end.
    pub value_at_from: Exact,
    /// The optimal value at the right end; null if there is none.
    pub value_at_to: MaybeExact,
    /// The slope of the value.
    pub slope: Exact,
    /// The structure of a mechanism that is optimal on all of it, for each group.
    pub groups: Vec<GroupStructure>,
    /// What is different from the piece before, in words.
    pub changes: Vec<String>,
}

/// How the types of a group are treated, from the lowest to the highest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupStructure {
    /// The label of the group.
    pub label: String,
    /// `not served`, `free` (at price 0, pooled or not), `lottery` (pooled, at a price) or `market`: the parts of one
    /// mechanism that is optimal on the whole piece. `solve` calls a pool `lottery` or `same for all` at any price, and
    /// `free` what nobody is pooled for.
    pub structure: Vec<&'static str>,
}

impl SlopeIs {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::GroupWelfare => "welfare of the group",
            Self::ShadowPrice => "shadow price",
        }
    }
}

/// What `--over` names: `alpha`, `weight:LABEL` or `constraint:NAME`.
///
/// # Errors
/// [`UnknownParameter`] if it is none of these, or there is no such group or constraint.
pub fn over(text: &str, instance: &FiniteInstance) -> Result<Over, UnknownParameter> {
    if text == "alpha" {
        return Ok(Over::Alpha);
    }
    if let Some(name) = text.strip_prefix("constraint:") {
        let names: Vec<String> = instance.sides.iter().map(|side| side.label(instance)).collect();
        let side = names.iter().position(|known| known == name);
        let name = name.to_owned();
        return side.map(Over::Bound).ok_or(UnknownParameter::Constraint { name, names });
    }
    let Some(label) = text.strip_prefix("weight:") else { return Err(UnknownParameter::Word) };
    let group = instance.groups.iter().position(|group| group.label == label);
    group.map(Over::Weight).ok_or_else(|| UnknownParameter::Group {
        label: label.to_owned(),
        labels: instance.groups.iter().map(|group| group.label.clone()).collect(),
    })
}

/// A parameter that an instance does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownParameter {
    /// No such word.
    #[error(
        "expected alpha, weight:LABEL or constraint:NAME; supply, mass:LABEL, wtp:LABEL and wtp are for a continuous instance (*.toml) \
         without a grid"
    )]
    Word,
    /// No such constraint.
    #[error("no constraint `{name}`; there is {}", if names.is_empty() { "none".to_owned() } else { names.join("; ") })]
    Constraint {
        /// What was asked for.
        name: String,
        /// What there is.
        names: Vec<String>,
    },
    /// No such group.
    #[error("no group `{label}`; there is {}", labels.join(", "))]
    Group {
        /// What was asked for.
        label: String,
        /// What there is.
        labels: Vec<String>,
    },
}

/// Traces the value from `from` to `to`, or for ever. With `certify` the checker is asked about all that determines
/// the pieces, and a refusal comes back beside the result.
///
/// # Errors
/// [`NoPath`] as [`path::path`].
pub fn trace(
    family: &Family<'_>,
    from: &Rational,
    to: Option<&Rational>,
    certify: bool,
) -> Result<(path::Path, Traced, Option<Refused>), NoPath> {
    let found = path::path(family, from, to)?;
    let (proof, refused) = match certify.then(|| path::certify(family, &found)) {
        None => (None, None),
        Some(Ok(proof)) => (Some(proof), None),
        Some(Err(refused)) => (None, Some(refused)),
    };
    let traced = Traced {
        name: family.base().name.clone(),
        over: family.parameter(),
        slope_is: match family.over() {
            Over::Alpha => SlopeIs::Revenue,
            Over::Weight(_) => SlopeIs::GroupWelfare,
            Over::Bound(_) => SlopeIs::ShadowPrice,
        },
        certified: Certified(proof.as_ref().map(|proof| proof.first().clone())),
        pieces: found.pieces.iter().map(|piece| LinearPiece::new(family.base(), piece)).collect(),
        lp: None,
        n_solves: found.n_solves,
        proof,
    };
    Ok((found, traced, refused))
}

impl LinearPiece {
    fn new(instance: &FiniteInstance, piece: &Piece) -> Self {
        let structure = |shape: &path::Shape| shape.iter().map(|part| part.name()).collect();
        let groups = instance.groups.iter().zip(&piece.shapes);
        let groups = groups.map(|(group, shape)| GroupStructure {
            label: group.label.clone(),
            structure: structure(shape),
        });
        Self {
            from: (&piece.from).into(),
            to: piece.to.as_ref().into(),
            value_at_from: Exact(piece.line.at(&piece.from)),
            value_at_to: MaybeExact(piece.to.as_ref().map(|to| piece.line.at(to))),
            slope: (&piece.line.slope).into(),
            groups: groups.collect(),
            changes: piece.changes.iter().map(|change| sentence(instance, *change)).collect(),
        }
    }
}

fn sentence(instance: &FiniteInstance, change: Change) -> String {
    let verb = if change.appears { "appears" } else { "vanishes" };
    let what = match change.part {
        Part::Free => "free provision",
        part => part.name(),
    };
    format!("{}: {what} {verb}", instance.groups[change.group].label)
}
