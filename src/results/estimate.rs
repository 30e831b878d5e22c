//! `estimate`: what was estimated from a survey, group by group, and the instance that it makes.

use ironproof_estimate::{Estimate, Estimated, Fit, Frame, Group, Method, Survey};
use ironproof_number::rational::{Rational, Readable};
use schemars::JsonSchema;
use serde::Serialize;

use crate::exact::{Exact, MaybeExact};

/// A survey as an instance. Estimates are doubles; shares and masses are exact.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EstimateFound {
    /// The name of the instance.
    pub name: String,
    /// The file with the answers.
    pub source: String,
    /// The estimator, with its choices.
    pub estimator: String,
    /// How many respondents there are.
    pub respondents: u64,
    /// How the file was read, and what was left out.
    pub notes: Vec<String>,
    /// The assumption about Pareto weights, which are no data.
    pub welfare_weights: String,
    /// The groups, in the order of the file, or from the lowest range.
    pub groups: Vec<EstimatedGroup>,
    /// The instance, as a file in TOML.
    pub instance: String,
}

/// The estimate of a group.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EstimatedGroup {
    /// The label of the group.
    pub label: String,
    /// How many respondents it has.
    pub respondents: u64,
    /// Its mass in the instance.
    pub mass: Exact,
    /// What the distribution is: `points`, `histogram`, or the name of a family.
    pub distribution: String,
    /// How many points or bins it has; null for a family.
    pub parts: Option<usize>,
    /// The mean willingness to pay; null for a family.
    pub mean: MaybeExact,
    /// The parameters of a family, and the share at 0.
    pub parameters: Vec<Parameter>,
    /// The log-likelihood; null where nothing was maximised.
    pub log_likelihood: Option<f64>,
    /// Akaike's criterion, of a family.
    pub aic: Option<f64>,
    /// Schwarz's criterion, of a family.
    pub bic: Option<f64>,
    /// The largest distance between the fit of a family and the nonparametric estimate, as a share.
    pub distance: Option<f64>,
    /// The Kuhn-Tucker gap of the nonparametric estimate: times the number of respondents, it bounds what the
    /// log-likelihood misses.
    pub gap: Option<f64>,
    /// What was assumed or rounded.
    pub notes: Vec<String>,
}

/// An estimated parameter.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Parameter {
    /// Its name, as instances write it.
    pub name: String,
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// A note where there are more objects than people: a share may have been meant as a percentage.
fn more_than_people(frame: &Frame) -> Option<String> {
    let objects = frame.quality.iter().fold(Rational::ZERO, |sum, (_, mass)| sum + mass);
    let (objects, people) = (Readable(&objects), Readable(&frame.mass));
    (objects.0 > people.0).then(|| {
        format!(
            "there are more objects, {objects}, than people, {people}: if {objects} is a percentage, write it as a share \
             of {people}"
        )
    })
}

impl EstimateFound {
    /// What was found, as a value.
    pub fn new(survey: &Survey, method: &Method, frame: &Frame, found: &Estimated) -> Self {
        let each = survey.groups.iter().zip(&found.estimates).zip(&found.masses);
        Self {
            name: frame.name.clone(),
            source: frame.source.clone(),
            estimator: method.name(),
            respondents: survey.groups.iter().map(Group::n_respondents).sum(),
            notes: survey.notes.iter().cloned().chain(more_than_people(frame)).collect(),
            welfare_weights: found.welfare.clone(),
            groups: each
                .map(|((group, estimate), mass)| EstimatedGroup::new(group, estimate, mass))
                .collect(),
            instance: found.toml.clone(),
        }
    }
}

impl EstimatedGroup {
    fn new(group: &Group, estimate: &Estimate, mass: &Rational) -> Self {
        let fit = estimate.fit.as_ref();
        let turnbull = estimate.turnbull.as_ref();
        Self {
            label: group.label.clone(),
            respondents: group.n_respondents(),
            mass: mass.into(),
            distribution: estimate.shape.name().to_owned(),
            parts: estimate.shape.n_parts(),
            mean: MaybeExact(estimate.shape.mean()),
            parameters: fit.map_or_else(Vec::new, parameters),
            log_likelihood: fit
                .map(|fit| fit.log_likelihood)
                .or(turnbull.map(|turnbull| turnbull.log_likelihood)),
            aic: fit.map(|fit| fit.aic),
            bic: fit.map(|fit| fit.bic),
            distance: fit.map(|fit| fit.distance),
            gap: turnbull.map(|turnbull| turnbull.gap),
            notes: estimate.notes.clone(),
        }
    }
}

fn parameters(fit: &Fit) -> Vec<Parameter> {
    let named = fit.family.parameters().into_iter().zip(fit.parameters);
    let spike = fit.spike.map(|spike| ("spike", spike));
    let parameter = |(name, (value, standard_error)): (&str, (f64, f64))| Parameter {
        name: name.to_owned(),
        value,
        standard_error,
    };
    named.chain(spike).map(parameter).collect()
}
