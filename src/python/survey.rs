//! `estimate`: a survey as an instance.

use ironproof_estimate::grammar::{knots, nonnegative, positive, qualities};
use ironproof_estimate::{
    Bins, Columns, Division, Estimator, Frame, Method, Question, Said, Survey, Tail, Welfare,
    Within,
};
use ironproof_number::rational::Rational;
use ironproof_results::estimate::EstimateFound;
use ironproof_results::uncertain::{all_encodings, bootstrap};
use pyo3::prelude::*;

use crate::error::wrong;
use crate::finite::marked;
use crate::work::work;

/// Which columns have the answers, the groups and the weights.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Answers {
    wtp: Option<String>,
    lower: Option<String>,
    upper: Option<String>,
    bid: Option<String>,
    answer: Option<String>,
    bid2: Option<String>,
    answer2: Option<String>,
    group: Option<String>,
    quantile_groups: Option<(String, usize)>,
    weight: Option<String>,
    count: Option<String>,
    income: Option<String>,
    drop_missing: bool,
}

/// How it is estimated, and the rest of the instance.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Choices {
    name: String,
    estimator: Option<String>,
    bins: Option<usize>,
    knots: Option<String>,
    within: Option<String>,
    spike: bool,
    top: Option<String>,
    tail: Option<String>,
    quality: String,
    mass: String,
    alpha: String,
    welfare_weights: String,
}

impl Answers {
    fn said(&self) -> PyResult<Said> {
        let texts = [
            &self.wtp,
            &self.lower,
            &self.upper,
            &self.bid,
            &self.answer,
            &self.bid2,
            &self.answer2,
        ];
        Ok(match texts.map(Option::clone) {
            [Some(wtp), None, None, None, None, None, None] => Said::Wtp { wtp },
            [None, Some(lower), Some(upper), None, None, None, None] => {
                Said::Interval { lower, upper }
            }
            [None, None, None, Some(bid), Some(answer), None, None] => Said::Bid { bid, answer },
            [None, None, None, Some(bid), Some(answer), Some(bid2), Some(answer2)] => {
                Said::Bids { first: (bid, answer), second: (bid2, answer2) }
            }
            _ => {
                let text = "name the columns with the answers: wtp, or lower and upper, or bid and answer (and bid2 \
                            and answer2), and nothing else";
                return Err(wrong(text));
            }
        })
    }

    fn division(&self) -> PyResult<Division> {
        Ok(match (&self.group, &self.quantile_groups) {
            (None, None) => Division::All,
            (Some(group), None) => Division::Labels(group.clone()),
            (None, Some((column, n @ 2..=50))) => Division::Quantiles(column.clone(), *n),
            (None, Some((_, n))) => {
                return Err(wrong(format!("quantile_groups: {n} is no number from 2 to 50")));
            }
            (Some(_), Some(_)) => return Err(wrong("group or quantile_groups, not both")),
        })
    }
}

impl Choices {
    fn method(&self, has_amounts: bool) -> PyResult<Method> {
        let usual = if has_amounts { Estimator::Values } else { Estimator::Turnbull };
        let estimator = self.estimator.as_deref().map(Estimator::read);
        let knots = self.knots.as_deref().map(knots).transpose().map_err(wrong)?.map(Bins::Knots);
        if self.bins.is_some() && knots.is_some() {
            return Err(wrong("bins or knots, not both"));
        }
        let within = self.within.as_deref().map(Within::read).transpose().map_err(wrong)?;
        let tail = self.tail.as_deref().map(Tail::read).transpose().map_err(wrong)?;
        let method = Method {
            estimator: estimator.transpose().map_err(wrong)?.unwrap_or(usual),
            bins: self.bins.map(Bins::Equal).or(knots),
            within: within.unwrap_or(Within::Uniform),
            spike: self.spike,
            top: self.top.as_deref().map(positive).transpose().map_err(wrong)?,
            tail: tail.unwrap_or(Tail::Clip),
        };
        // What was given must have an effect.
        let given = [(within.is_some(), "--within"), (tail.is_some(), "--tail")];
        let given = given.into_iter().filter(|(is_given, _)| *is_given).map(|(_, flag)| flag);
        let unused = method.unused().into_iter().chain(given.filter(|flag| method.ignores(flag)));
        match unused.into_iter().next() {
            Some(flag) => {
                let (flag, name) = (flag.trim_start_matches('-'), method.estimator.name());
                Err(wrong(format!("{flag} has no effect on the estimator {name}; leave it out")))
            }
            None => Ok(method),
        }
    }

    fn frame(&self, source: &str) -> PyResult<Frame> {
        let levels: Vec<(Rational, Rational)> = qualities(&self.quality).map_err(wrong)?;
        let alpha = nonnegative(&self.alpha).map_err(wrong)?;
        let mass = positive(&self.mass).map_err(wrong)?;
        Ok(Frame { alpha, mass, ..Frame::new(&self.name, source, levels) })
    }
}

/// How much of the answer is due to the data: how many samples are drawn, and whether all estimators are asked.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Doubts {
    bootstrap: Option<u64>,
    seed: u64,
    encodings: bool,
}

/// What was estimated, with the instance as TOML; the answers to samples; and those under other estimators.
#[pyfunction]
pub(crate) fn estimate(
    py: Python<'_>,
    table: Vec<u8>,
    source: String,
    answers: Answers,
    choices: Choices,
    doubts: Doubts,
) -> PyResult<(String, Option<String>, Option<String>)> {
    if doubts.bootstrap.is_some_and(|n| !(1..=100_000).contains(&n)) {
        return Err(wrong("bootstrap: expected a whole number from 1 to 100000"));
    }
    let columns = Columns {
        said: answers.said()?,
        weight: answers.weight.clone(),
        count: answers.count.clone(),
        drops_missing: answers.drop_missing,
    };
    let (division, method) = (answers.division()?, choices.method(answers.wtp.is_some())?);
    let frame = choices.frame(&source)?;
    let welfare = Welfare::read(&choices.welfare_weights).map_err(wrong)?;
    let (found, samples, encodings) = work(py, move || {
        let income = answers.income.as_deref();
        let survey = Survey::read(&table, &source, &columns, &division, income)
            .map_err(|error| error.to_string())?;
        let estimated =
            survey.estimate(&method, &frame, &welfare).map_err(|error| error.to_string())?;
        let found = EstimateFound::new(&survey, &method, &frame, &estimated);
        let question =
            Question { survey: &survey, method: &method, frame: &frame, welfare: &welfare };
        let samples = doubts.bootstrap.map(|n| bootstrap(&question, n, doubts.seed, &|| ()));
        let samples = samples.transpose().map_err(|error| error.to_string())?;
        let encodings = doubts.encodings.then(|| all_encodings(&question));
        let encodings = encodings.transpose().map_err(|error| error.to_string())?;
        Ok::<_, String>((found, samples, encodings))
    })?
    .map_err(wrong)?;
    let samples = samples.as_ref().map(marked).transpose()?;
    let encodings = encodings.as_ref().map(marked).transpose()?;
    Ok((marked(&found)?, samples, encodings))
}
