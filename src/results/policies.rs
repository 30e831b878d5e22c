//! `evaluate` and `compare`: what given mechanisms are worth, and who gains or loses by them.

use std::path::{Path, PathBuf};

use ironproof_curves::{Between, NoEnclosure};
use ironproof_instance::ContinuousInstance;
use ironproof_instance::finite::FiniteInstance;
use ironproof_number::rational::{Rational, approx};
use ironproof_policy as policy;
use ironproof_policy::{
    Breach, Change, DividedCell, Effect, Evaluated, Menu, MenuError, Policy, PolicyError, Row,
    Setting, Totals, Unsettled,
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::interval::Interval;

/// What a policy is worth.
///
/// Where all data are exact, the two ends of an interval are the same.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PolicyFound {
    /// The name of the instance.
    pub name: String,
    /// The policy as it is written on the command line.
    pub policy: String,
    /// What it is the best of, if a search found it.
    pub best: Option<String>,
    /// Whether it is feasible; null if that is not decided.
    pub feasible: Option<bool>,
    /// The rows that it breaks, or may break.
    pub broken: Vec<BrokenRow>,
    /// Its value, in units of welfare.
    pub value: Interval,
    /// A double between the ends of the value.
    pub value_approx: f64,
    /// The optimal value.
    pub optimum: Interval,
    /// By how much the optimum is larger; null unless the policy is feasible.
    pub loss: Option<Interval>,
    /// The same as a share of the optimum; null as well if the optimum is not above zero.
    pub loss_relative: Option<Interval>,
    /// What all agents pay together.
    pub revenue: Interval,
    /// What they are willing to pay for what they get, less what they pay: money, without weights.
    pub utility: Interval,
    /// The expected quality that all agents get together.
    pub quality: Interval,
    /// The share of all agents who get an object of positive quality.
    pub served: Interval,
    /// What the objects that are handed out cost.
    pub cost: Interval,
    /// The groups, in the order of the instance.
    pub groups: Vec<PolicyGroup>,
}

/// What a policy does to a group.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PolicyGroup {
    /// The label of the group.
    pub label: String,
    /// Its part of the value.
    pub value: Interval,
    /// What its agents pay together.
    pub revenue: Interval,
    /// What they are willing to pay for what they get, less what they pay.
    pub utility: Interval,
    /// The expected quality that its agents get together.
    pub quality: Interval,
    /// The share of the group that gets an object of positive quality.
    pub served: Interval,
    /// What the objects that its agents get cost.
    pub cost: Interval,
    /// Who gains and who loses against the first policy; null if it is the first, or if that is not known.
    pub changes: Option<Vec<ChangeFound>>,
}

/// An interval of types whose utility changes in the same direction.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChangeFound {
    /// What happens to their utility.
    pub effect: EffectFound,
    /// The share of the group below the interval.
    pub share_from: Interval,
    /// The share of the group below its end.
    pub share_to: Interval,
    /// Willingness to pay where it begins.
    pub wtp_from: Interval,
    /// Willingness to pay where it ends; null if it has no end.
    pub wtp_to: Option<Interval>,
}

/// What happens to a utility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EffectFound {
    /// It rises.
    Gain,
    /// It falls.
    Loss,
    /// It stays.
    Same,
    /// It changes by less than a ten-millionth of what the best off of the group have.
    Nearly,
    /// Not decided.
    Open,
}

/// A row that a policy breaks.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BrokenRow {
    /// The row in words.
    pub row: String,
    /// By how much; not decided where this may be below zero.
    pub by: Interval,
}

/// Policies side by side.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PoliciesCompared {
    /// The name of the instance.
    pub name: String,
    /// Whether every number is exact; otherwise each is between two that are given.
    pub exact: bool,
    /// The optimal value.
    pub optimum: Interval,
    /// The policies that were asked for, the best simple ones, and the optimum.
    pub policies: Vec<PolicyFound>,
}

/// What a policy is about.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// A finite instance.
    Finite(&'a FiniteInstance),
    /// A continuous one.
    Continuous(&'a ContinuousInstance),
}

/// Why policies cannot be evaluated.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A curve is known in floats only.
    #[error(transparent)]
    NoEnclosure(#[from] NoEnclosure),
    /// The instance is of a kind that has no policies.
    #[error(transparent)]
    Unsettled(#[from] Unsettled),
    /// A text is no policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A file cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A file is no menu.
    #[error("{}: {error}", path.display())]
    Menu {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: MenuError,
    },
    /// A policy cannot be evaluated.
    #[error("{policy}: {error}")]
    Evaluate {
        /// The policy.
        policy: String,
        /// Why.
        error: policy::Error,
    },
    /// A price that the search tries divides a cell.
    #[error(transparent)]
    Search(#[from] DividedCell),
}

/// Evaluates policies one by one, each against the optimum.
///
/// # Errors
/// [`Error`] if one of them cannot be evaluated.
pub fn evaluate(
    subject: Subject<'_>,
    policies: &[String],
    width: &Rational,
) -> Result<Vec<PolicyFound>, Error> {
    Ok(several(subject, policies, width, false)?.policies)
}

/// Evaluates policies, the best simple ones and the optimum side by side; `with_best`: unless only those that are asked
/// for.
///
/// # Errors
/// [`Error`] if one of them cannot be evaluated.
pub fn compare(
    subject: Subject<'_>,
    policies: &[String],
    width: &Rational,
    with_best: bool,
) -> Result<PoliciesCompared, Error> {
    let mut found = several(subject, policies, width, true)?;
    if !with_best {
        found.policies.retain(|policy| policy.best.is_none());
    }
    Ok(found)
}

fn several(
    subject: Subject<'_>,
    policies: &[String],
    width: &Rational,
    is_comparison: bool,
) -> Result<PoliciesCompared, Error> {
    let (name, setting) = match subject {
        Subject::Finite(instance) => (&instance.name, Setting::finite(instance)),
        Subject::Continuous(instance) => (&instance.name, Setting::continuous(instance)?),
    };
    let labels = setting.labels();
    let mut asked: Vec<(Policy, Option<&str>)> = Vec::with_capacity(policies.len());
    for text in policies {
        asked.push((Policy::read(text, labels)?, None));
    }
    let of = |policy: &Policy| -> Result<Evaluated, Error> {
        let menu = match policy {
            Policy::Menu(path) => Some(menu(path, &setting)?),
            _ => None,
        };
        let found = policy::evaluate(&setting, policy, menu.as_ref(), width);
        found.map_err(|error| Error::Evaluate { policy: policy.text(labels), error })
    };
    let optimum = of(&Policy::Optimum)?;
    if is_comparison {
        asked.extend(
            policy::best(&setting)?.into_iter().map(|found| (found.policy, Some(found.what))),
        );
        if !asked.iter().any(|(policy, _)| *policy == Policy::Optimum) {
            asked.push((Policy::Optimum, None));
        }
    }
    let mut rows = Vec::with_capacity(asked.len());
    let mut first: Option<Evaluated> = None;
    for (policy, best) in &asked {
        let found = if *policy == Policy::Optimum { optimum.clone() } else { of(policy)? };
        let changes = match &first {
            Some(first) if is_comparison => policy::changes(&setting, first, &found),
            _ => vec![None; labels.len()],
        };
        rows.push(PolicyFound::new(name, &setting, policy, *best, &found, &optimum, changes));
        first.get_or_insert(found);
    }
    Ok(PoliciesCompared {
        name: name.clone(),
        exact: matches!(subject, Subject::Finite(_)),
        optimum: Interval::new(&optimum.totals.value),
        policies: rows,
    })
}

fn menu(path: &Path, setting: &Setting<'_>) -> Result<Menu, Error> {
    let text = ironproof_number::limits::read_text(path);
    let text = text.map_err(|error| Error::Unreadable { path: path.to_owned(), error })?;
    Menu::read(&text, setting).map_err(|error| Error::Menu { path: path.to_owned(), error })
}

impl PolicyFound {
    fn new(
        name: &str,
        setting: &Setting<'_>,
        policy: &Policy,
        best: Option<&str>,
        found: &Evaluated,
        optimum: &Evaluated,
        changes: Vec<Option<Vec<Change>>>,
    ) -> Self {
        let feasible = found.is_feasible();
        let most = &optimum.totals.value;
        let loss = (feasible == Some(true)).then(|| {
            if *policy == Policy::Optimum { Between::zero() } else { most - &found.totals.value }
        });
        let loss_relative = loss.as_ref().and_then(|loss| loss.over(most));
        let Totals { value, revenue, utility, quality, served, cost } = &found.totals;
        let all = setting.masses().iter().fold(Rational::ZERO, |sum, mass| sum + mass);
        let each =
            setting.labels().iter().zip(setting.masses()).zip(found.groups.iter().zip(changes));
        let groups = each.map(|((label, mass), (totals, changes))| PolicyGroup {
            label: label.clone(),
            value: Interval::new(&totals.value),
            revenue: Interval::new(&totals.revenue),
            utility: Interval::new(&totals.utility),
            quality: Interval::new(&totals.quality),
            served: share(&totals.served, mass),
            cost: Interval::new(&totals.cost),
            changes: changes.map(|changes| changes.iter().map(ChangeFound::new).collect()),
        });
        Self {
            name: name.to_owned(),
            policy: policy.text(setting.labels()),
            best: best.map(str::to_owned),
            feasible,
            broken: found.broken.iter().map(BrokenRow::new).collect(),
            value: Interval::new(value),
            value_approx: approx(&value.middle()),
            optimum: Interval::new(most),
            loss: loss.as_ref().map(Interval::new),
            loss_relative: loss_relative.as_ref().map(Interval::new),
            revenue: Interval::new(revenue),
            utility: Interval::new(utility),
            quality: Interval::new(quality),
            served: share(served, &all),
            cost: Interval::new(cost),
            groups: groups.collect(),
        }
    }
}

fn share(served: &Between, mass: &Rational) -> Interval {
    Interval::new(&served.times(&(Rational::ONE / mass)))
}

impl ChangeFound {
    fn new(change: &Change) -> Self {
        Self {
            effect: match change.effect {
                Effect::Gain => EffectFound::Gain,
                Effect::Loss => EffectFound::Loss,
                Effect::Same => EffectFound::Same,
                Effect::Nearly => EffectFound::Nearly,
                Effect::Open => EffectFound::Open,
            },
            share_from: Interval::new(&change.share.0),
            share_to: Interval::new(&change.share.1),
            wtp_from: Interval::new(&change.wtp.0),
            wtp_to: change.wtp.1.as_ref().map(Interval::new),
        }
    }
}

impl BrokenRow {
    fn new(breach: &Breach) -> Self {
        let row = match &breach.row {
            Row::Supply(quality) => {
                let quality = ironproof_number::rational::to_decimal(quality)
                    .unwrap_or_else(|| quality.to_string());
                format!("supply of objects of quality {quality} or better")
            }
            Row::Side(label) => format!("side constraint: {label}"),
            Row::Payment(label) => format!("payments of {label} are not below zero"),
        };
        Self { row, by: Interval::new(&breach.by) }
    }
}
