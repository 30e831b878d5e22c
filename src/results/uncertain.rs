//! `estimate --bootstrap` and `--encodings`: how much of an answer is due to the sample, and to how it is written down.

use std::collections::BTreeMap;

use ironproof_continuum::Kind;
use ironproof_curves::Between;
pub use ironproof_estimate::GRID_POINTS;
use ironproof_estimate::{Best, BestForGroup, Failure, Method, Question, Sampled, encodings};
use ironproof_number::rational::{Rational, approx};
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::interval::Interval;
use crate::solve::SegmentKind;

/// The answers to samples that the same respondents might have been.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bootstrapped {
    /// The name of the instance.
    pub name: String,
    /// The estimator, with its choices.
    pub estimator: String,
    /// How many samples were drawn.
    pub resamples: u64,
    /// The seed of the draws.
    pub seed: u64,
    /// Samples without an estimate or an answer, which are in none of the numbers below.
    pub failed: u64,
    /// Samples that are solved on a grid of points, because the continuum could not be decided.
    pub on_grid: u64,
    /// Why the first of those without an answer has none.
    pub first_failure: Option<String>,
    /// The value of the best mechanism for the survey itself.
    pub value: Interval,
    /// The value of the best mechanism over the samples.
    pub values: Option<Quantiles>,
    /// What is lost, as a share of the best value, by using the mechanism for the survey itself; null if its contracts
    /// are not known.
    pub losses: Option<Quantiles>,
    /// The mean of these losses.
    pub mean_loss: Option<f64>,
    /// In how many samples that mechanism hands out more objects than there are, so that chances and payments are cut.
    pub cut: Option<u64>,
    /// The groups.
    pub groups: Vec<BootstrappedGroup>,
}

/// The answers for a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BootstrappedGroup {
    /// The label of the group.
    pub label: String,
    /// What its intervals of types get, from the lowest willingness to pay, in the survey itself.
    pub kinds: Vec<SegmentKind>,
    /// What the highest types pay in the survey itself.
    pub price: Interval,
    /// The share of the group that gets an object in the survey itself.
    pub share_served: Interval,
    /// In which share of the samples some type gets each of these.
    pub instruments: Vec<Frequency>,
    /// What its intervals of types get in the samples, the most frequent first.
    pub patterns: Vec<Pattern>,
    /// What the highest types pay.
    pub prices: Option<Quantiles>,
    /// The share of the group that gets an object.
    pub served: Option<Quantiles>,
}

/// How often an instrument is optimal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Frequency {
    /// The instrument.
    pub kind: SegmentKind,
    /// The share of the samples.
    pub share: f64,
}

/// How often a sequence of instruments is optimal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pattern {
    /// The instruments, from the lowest willingness to pay.
    pub kinds: Vec<SegmentKind>,
    /// The share of the samples.
    pub share: f64,
}

/// Quantiles over samples: the smallest number that so many of the samples do not exceed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantiles {
    /// Of 5% of the samples.
    pub low: f64,
    /// Of half of them.
    pub median: f64,
    /// Of 95% of them.
    pub high: f64,
}

/// The same data under several estimators.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Encodings {
    /// The name of the instance.
    pub name: String,
    /// The estimators, the one that was asked for first.
    pub encodings: Vec<Encoding>,
}

/// The answer under one estimator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Encoding {
    /// The estimator, with its choices.
    pub estimator: String,
    /// Why there is no answer; null if there is one.
    pub failure: Option<String>,
    /// The value of the best mechanism.
    pub value: Option<Interval>,
    /// Whether the answer is that of a grid of points, because the continuum could not be decided.
    pub on_grid: bool,
    /// What is lost, as a share of the best value, if the mechanism for the first estimator is used and this one is
    /// right.
    pub loss: Option<f64>,
    /// The groups.
    pub groups: Vec<EncodedGroup>,
}

/// The answer for a group under one estimator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EncodedGroup {
    /// The label of the group.
    pub label: String,
    /// What its intervals of types get, from the lowest willingness to pay.
    pub kinds: Vec<SegmentKind>,
    /// What the highest types pay.
    pub price: Interval,
    /// The share of the group that gets an object.
    pub served: Interval,
}

/// Draws samples and answers each of them. `done` is called after each sample.
///
/// # Errors
/// [`Failure`] if the survey itself has no answer.
pub fn bootstrap(
    question: &Question<'_>,
    resamples: u64,
    seed: u64,
    done: &(dyn Fn() + Sync),
) -> Result<Bootstrapped, Failure> {
    let point = question.answer(None)?.answer;
    let drawn: Vec<Result<Sampled, Failure>> = (0..resamples)
        .into_par_iter()
        .map(|index| {
            let sampled = question.resampled(seed, index, &point);
            done();
            sampled
        })
        .collect();
    let first_failure =
        drawn.iter().find_map(|drawn| drawn.as_ref().err()).map(ToString::to_string);
    let samples: Vec<&Sampled> = drawn.iter().filter_map(|drawn| drawn.as_ref().ok()).collect();
    let losses: Vec<f64> = samples.iter().filter_map(|sample| relative_loss(sample)).collect();
    let labels = question.survey.groups.iter().map(|group| group.label.clone());
    let groups = labels.zip(&point.groups).enumerate().map(|(g, (label, point))| {
        let of_group: Vec<&BestForGroup> =
            samples.iter().map(|sample| &sample.answer.groups[g]).collect();
        BootstrappedGroup::new(label, point, &of_group)
    });
    let cut =
        samples.iter().filter_map(|sample| sample.lost.as_ref()).filter(|(_, is_cut)| *is_cut);
    Ok(Bootstrapped {
        name: question.frame.name.clone(),
        estimator: question.method.name(),
        resamples,
        seed,
        failed: count(drawn.len() - samples.len()),
        on_grid: count(samples.iter().filter(|sample| sample.answer.is_on_grid).count()),
        first_failure,
        value: Interval::new(&point.value),
        values: Quantiles::of(samples.iter().map(|sample| near(&sample.answer.value))),
        mean_loss: mean(&losses),
        losses: Quantiles::of(losses.into_iter()),
        cut: point.menu.is_some().then(|| count(cut.count())),
        groups: groups.collect(),
    })
}

/// Answers the question under all estimators that the data allow.
///
/// # Errors
/// [`Failure`] if the one that was asked for has no answer.
pub fn all_encodings(question: &Question<'_>) -> Result<Encodings, Failure> {
    let first = question.answer(None)?.answer;
    let methods: Vec<Method> = encodings(question.survey, question.method);
    let answers =
        methods.par_iter().map(|method| Question { method, ..*question }.answer(Some(&first)));
    let answers: Vec<Result<Sampled, Failure>> = answers.collect();
    let labels: Vec<&str> =
        question.survey.groups.iter().map(|group| group.label.as_str()).collect();
    let encodings =
        methods.iter().zip(&answers).map(|(method, answer)| Encoding::new(method, answer, &labels));
    Ok(Encodings { name: question.frame.name.clone(), encodings: encodings.collect() })
}

impl Encoding {
    fn new(method: &Method, answer: &Result<Sampled, Failure>, labels: &[&str]) -> Self {
        let best: Option<&Best> = answer.as_ref().ok().map(|sampled| &sampled.answer);
        let groups = best.into_iter().flat_map(|best| labels.iter().zip(&best.groups));
        let groups = groups.map(|(label, group)| EncodedGroup {
            label: (*label).to_owned(),
            kinds: kinds(&group.kinds),
            price: Interval::new(&group.price),
            served: Interval::new(&group.served),
        });
        Self {
            estimator: method.name(),
            failure: answer.as_ref().err().map(ToString::to_string),
            on_grid: best.is_some_and(|best| best.is_on_grid),
            value: best.map(|best| Interval::new(&best.value)),
            loss: answer.as_ref().ok().and_then(relative_loss),
            groups: groups.collect(),
        }
    }
}

impl BootstrappedGroup {
    fn new(label: String, point: &BestForGroup, samples: &[&BestForGroup]) -> Self {
        let mut counts: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        for sample in samples {
            let places =
                sample.kinds.iter().filter_map(|kind| KINDS.iter().position(|k| k == kind));
            *counts.entry(places.collect()).or_default() += 1;
        }
        let mut counts: Vec<(Vec<usize>, usize)> = counts.into_iter().collect();
        counts.sort_by(|(a, m), (b, n)| n.cmp(m).then(a.cmp(b)));
        let patterns = counts.into_iter().map(|(places, n)| Pattern {
            kinds: places.iter().map(|place| SegmentKind::from(KINDS[*place])).collect(),
            share: share(n, samples.len()),
        });
        let instruments = KINDS.into_iter().map(|kind| {
            let n = samples.iter().filter(|sample| sample.kinds.contains(&kind)).count();
            Frequency { kind: SegmentKind::from(kind), share: share(n, samples.len()) }
        });
        Self {
            label,
            kinds: kinds(&point.kinds),
            price: Interval::new(&point.price),
            share_served: Interval::new(&point.served),
            instruments: instruments.collect(),
            patterns: patterns.collect(),
            prices: Quantiles::of(samples.iter().map(|sample| near(&sample.price))),
            served: Quantiles::of(samples.iter().map(|sample| near(&sample.served))),
        }
    }
}

/// In the order of tables.
const KINDS: [Kind; 5] =
    [Kind::NotServed, Kind::Free, Kind::Lottery, Kind::SameForAll, Kind::Market];

fn kinds(kinds: &[Kind]) -> Vec<SegmentKind> {
    kinds.iter().map(|kind| SegmentKind::from(*kind)).collect()
}

impl Quantiles {
    /// `None` of no samples.
    fn of(numbers: impl Iterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = numbers.collect();
        sorted.sort_by(f64::total_cmp);
        // The smallest place with at least this share at or below it.
        let at =
            |percent: usize| sorted.get((sorted.len() * percent).div_ceil(100).max(1) - 1).copied();
        Some(Self { low: at(5)?, median: at(50)?, high: at(95)? })
    }
}

fn near(number: &Between) -> f64 {
    approx(&number.middle())
}

/// The loss as a share of the best value, which is enclosed: half of the enclosure is the error.
fn relative_loss(sample: &Sampled) -> Option<f64> {
    let (lost, _) = sample.lost.as_ref()?;
    let best = sample.answer.value.middle();
    (best > Rational::ZERO).then(|| approx(&(lost.middle() / best)))
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "a share of samples")]
fn share(n: usize, of: usize) -> f64 {
    n as f64 / of.max(1) as f64
}

#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "a mean over samples")]
fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kind that is missing in the list would be left out of every table, and nothing would say so.
    #[test]
    fn the_list_has_every_kind() {
        let schema = schemars::schema_for!(SegmentKind).to_value();
        let all = schema["oneOf"].as_array().map_or(&[][..], Vec::as_slice);
        let all: Vec<serde_json::Value> = all.iter().map(|kind| kind["const"].clone()).collect();
        let listed = KINDS.map(|kind| serde_json::json!(SegmentKind::from(kind)));
        assert_eq!(listed.as_slice(), all);
    }

    #[test]
    fn quantiles_are_numbers_of_samples() {
        let of = |n: u32| Quantiles::of((1..=n).map(f64::from)).map(|q| (q.low, q.median, q.high));
        assert_eq!(of(0), None);
        assert_eq!(of(1), Some((1.0, 1.0, 1.0)));
        assert_eq!(of(20), Some((1.0, 10.0, 19.0)));
        assert_eq!(of(200), Some((10.0, 100.0, 190.0)));
    }
}
