//! `figure gains`: which part of each group gains if one policy takes the place of another, as doubles.

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, approx};
use serde::Serialize;

use crate::interval::Interval;
use crate::policies::{EffectFound, Error, Subject, compare};

/// Who gains by the second policy in place of the first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gains {
    /// The line for people of the instance.
    pub title: String,
    /// The unit of money, if the instance names it.
    pub unit: Option<String>,
    /// The policy before, as it is written on the command line.
    pub first: String,
    /// The policy after.
    pub second: String,
    /// The groups, in the order of the instance.
    pub groups: Vec<GroupGains>,
}

/// Who gains in a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupGains {
    /// The label.
    pub label: String,
    /// Intervals of types, from the lowest willingness to pay; together they are the group.
    pub parts: Vec<Part>,
}

/// An interval of types with one effect.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Part {
    /// What happens to their utility.
    pub effect: EffectFound,
    /// The share of the group below its two ends.
    pub share: (f64, f64),
    /// Willingness to pay where it begins.
    pub wtp_from: f64,
    /// Willingness to pay where it ends; none if it has no end.
    pub wtp_to: Option<f64>,
}

/// A row of the data.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/figures.md describes the columns")]
pub struct GainRow {
    pub group: String,
    pub effect: EffectFound,
    pub share_from: f64,
    pub share_to: f64,
    pub wtp_from: f64,
    pub wtp_to: Option<f64>,
}

/// Why there are no such numbers.
#[derive(Debug, thiserror::Error)]
pub enum NoGains {
    /// A policy cannot be evaluated.
    #[error(transparent)]
    Policy(#[from] Error),
    /// Utilities of one of them are not known type by type.
    #[error(
        "{label}: who gains is not told, because quality rises without steps in one of the two policies"
    )]
    Unknown {
        /// The group.
        label: String,
    },
}

/// Compares two policies type by type.
///
/// # Errors
/// [`NoGains`] if a policy cannot be evaluated, or it is not known who has what.
pub fn gains(
    subject: Subject<'_>,
    policies: &[String; 2],
    width: &Rational,
) -> Result<Gains, NoGains> {
    let (title, unit) = match subject {
        Subject::Finite(instance) => (instance.name.clone(), None),
        Subject::Continuous(instance) => (instance.title.clone(), instance.unit.clone()),
    };
    let found = compare(subject, policies, width, false)?;
    let [first, second, ..] = &found.policies[..] else {
        unreachable!("two policies were compared")
    };
    let near = |number: &Interval| -> f64 {
        let Interval(between) = number;
        middle(between)
    };
    let mut groups = Vec::with_capacity(second.groups.len());
    for group in &second.groups {
        let label = group.label.clone();
        let Some(changes) = &group.changes else { return Err(NoGains::Unknown { label }) };
        let part = |change: &crate::policies::ChangeFound| Part {
            effect: change.effect,
            share: (near(&change.share_from), near(&change.share_to)),
            wtp_from: near(&change.wtp_from),
            wtp_to: change.wtp_to.as_ref().map(near),
        };
        groups.push(GroupGains { label, parts: changes.iter().map(part).collect() });
    }
    let (first, second) = (first.policy.clone(), second.policy.clone());
    Ok(Gains { title, unit, first, second, groups })
}

fn middle(number: &Between) -> f64 {
    approx(&number.middle())
}

impl Gains {
    /// The data of the figure.
    pub fn rows(&self) -> Vec<GainRow> {
        let of = |group: &GroupGains| {
            let row = |part: &Part| GainRow {
                group: group.label.clone(),
                effect: part.effect,
                share_from: part.share.0,
                share_to: part.share.1,
                wtp_from: part.wtp_from,
                wtp_to: part.wtp_to,
            };
            group.parts.iter().map(row).collect::<Vec<_>>()
        };
        self.groups.iter().flat_map(of).collect()
    }
}
