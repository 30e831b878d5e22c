//! `figure path`: value, revenue and surplus over a parameter, with the regimes of the optimum, as doubles.

#![expect(clippy::float_arithmetic, reason = "a figure is not a verdict")]

use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::{Rational, approx};
use ironproof_path::continuous::{Error, Request};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::Serialize;

use crate::interval::Interval;
use crate::regimes::{Amounts, RegimeGroup, Regimes, at, regimes};

/// Places before thresholds are narrowed down, where a person looks at the result.
pub const PLACES_SEEN: usize = 48;
/// Places between the ends of the range beside those where the regime changes.
const N_PLACES: u32 = 40;

/// How often the steep parts of a line are looked at more closely.
const N_ROUNDS: usize = 6;
/// What is steep: a change by this part of all that a sum has.
const STEEP: f64 = 0.05;

/// Three sums over a parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Along {
    /// The line for people of the instance.
    pub title: String,
    /// The unit of money, if the instance names it.
    pub unit: Option<String>,
    /// What varies, in words.
    pub over: String,
    /// The value of the parameter in the instance.
    pub present: f64,
    /// Places in rising order, at least two.
    pub points: Vec<AlongPoint>,
    /// The regimes, from the left.
    pub regimes: Vec<AlongRegime>,
}

/// The sums in one place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/figures.md describes the columns")]
pub struct AlongPoint {
    pub at: f64,
    pub value: f64,
    pub revenue: f64,
    pub utility: f64,
}

/// A range with one structure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlongRegime {
    /// A letter.
    pub name: String,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// The structure in words.
    pub said: String,
}

/// A row of the data.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/figures.md describes the columns")]
pub struct AlongRow {
    pub at: f64,
    pub regime: String,
    pub value: f64,
    pub revenue: f64,
    pub utility: f64,
}

/// Finds the regimes along the parameter that is called `name`, and the sums in places between.
///
/// # Errors
/// [`Error`] if the range is not one, or if the optimum is not known at its ends.
pub fn along(instance: &ContinuousInstance, name: &str, request: &Request) -> Result<Along, Error> {
    Ok(between(instance, &regimes(instance, name, request)?, name, request))
}

/// The same where the regimes are known.
pub(crate) fn between(
    instance: &ContinuousInstance,
    found: &Regimes,
    name: &str,
    request: &Request,
) -> Along {
    let (from, to) = (&request.range.from, &request.range.to);
    let solved = |x: Rational| {
        // Where the structure is not decided there is no point, as in the table of regimes.
        let solved = at(instance, name, request.over, &x, &request.width).ok()?;
        let near = |number: &Interval| approx(&number.0.middle());
        let point = AlongPoint {
            at: approx(&x),
            value: near(&solved.value),
            revenue: near(&solved.revenue),
            utility: near(&solved.utility),
        };
        Some((x, point))
    };
    let inner = (1..N_PLACES).into_par_iter().filter_map(|k| solved(place(from, to, k)));
    let mut points: Vec<(Rational, AlongPoint)> = inner.collect();
    let ends = found.regimes.iter().flat_map(|regime| [&regime.first, &regime.last]);
    points.extend(ends.map(|amounts| (amounts.at.0.clone(), AlongPoint::new(amounts))));
    for _ in 0..N_ROUNDS {
        points.sort_by(|a, b| a.0.cmp(&b.0));
        points.dedup_by(|a, b| a.0 == b.0);
        let more: Vec<_> = steep(&points).into_par_iter().filter_map(solved).collect();
        points.extend(more);
    }
    points.sort_by(|a, b| a.0.cmp(&b.0));
    let points = points.into_iter().map(|(_, point)| point).collect();
    Along {
        title: instance.title.clone(),
        unit: instance.unit.clone(),
        over: in_words(name),
        present: approx(&request.over.present(instance)),
        points,
        regimes: named(found),
    }
}

/// Middles between neighbours whose sums differ much: a jump is drawn as one.
fn steep(points: &[(Rational, AlongPoint)]) -> Vec<Rational> {
    let sums: [fn(&AlongPoint) -> f64; 2] = [|point| point.revenue, |point| point.utility];
    let spans = sums.map(|of| {
        let (low, high) = points
            .iter()
            .map(|(_, point)| of(point))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
        high - low
    });
    let is_steep = |pair: &&[(Rational, AlongPoint)]| {
        let rises = sums.map(|of| (of(&pair[1].1) - of(&pair[0].1)).abs());
        rises.iter().zip(spans).any(|(rise, span)| *rise > STEEP * span)
    };
    let middle = |pair: &[(Rational, AlongPoint)]| (&pair[0].0 + &pair[1].0) / Rational::from(2);
    points.windows(2).filter(is_steep).map(middle).collect()
}

/// Places are by equal factors where the range is wide, else by equal steps.
fn place(from: &Rational, to: &Rational, k: u32) -> Rational {
    let part = Rational::from(k) / Rational::from(N_PLACES);
    let is_wide = *from > Rational::ZERO && to / from >= Rational::from(50);
    if !is_wide {
        return from + (to - from) * part;
    }
    let factor = approx(&(to / from)).powf(approx(&part));
    let rounded = ironproof_number::rational::exact(factor).unwrap_or(Rational::ONE);
    from * ironproof_number::rational::round_decimal(&rounded, 6)
}

pub(crate) fn in_words(name: &str) -> String {
    match name.split_once(':') {
        None if name == "alpha" => "weight on revenue \u{3b1}".to_owned(),
        None if name == "supply" => "supply, as a multiple of that of the file".to_owned(),
        None => "willingness to pay, as a multiple of that of the file".to_owned(),
        Some(("weight", label)) => {
            format!("weights of {label}, as a multiple of those of the file")
        }
        Some(("mass", label)) => format!("mass of {label}, as a multiple of that of the file"),
        Some((_, label)) => {
            format!("willingness to pay of {label}, as a multiple of that of the file")
        }
    }
}

/// The regimes with letters, and after Z with numbers. Neighbours that differ in something else than the kinds of
/// segments are one.
fn named(found: &Regimes) -> Vec<AlongRegime> {
    let near = |number: &Interval| approx(&number.0.middle());
    let mut named: Vec<AlongRegime> = Vec::new();
    for regime in &found.regimes {
        let (from, to, said) = (near(&regime.from), near(&regime.to), said(&regime.groups));
        match named.last_mut() {
            Some(last) if last.said == said => last.to = to,
            _ => {
                let name = letter(named.len());
                named.push(AlongRegime { name, from, to, said });
            }
        }
    }
    named
}

/// A letter, and after Z a number.
pub fn letter(index: usize) -> String {
    let letter = ('A'..='Z').nth(index).map(String::from);
    letter.unwrap_or_else(|| (index + 1).to_string())
}

/// `low income: lottery, market; mid income, high income: market`
pub(crate) fn said(groups: &[RegimeGroup]) -> String {
    let words = |group: &RegimeGroup| {
        let segments = group.structure.iter().map(|segment| {
            let name = segment.kind.name().to_owned();
            let is_free = segment.at_price_zero == Some(true);
            if is_free && name != "free" { format!("free {name}") } else { name }
        });
        segments.collect::<Vec<_>>().join(", ")
    };
    let mut together: Vec<(Vec<&str>, String)> = Vec::new();
    for group in groups {
        let words = words(group);
        match together.iter_mut().find(|(_, known)| *known == words) {
            Some((labels, _)) => labels.push(&group.label),
            None => together.push((vec![&group.label], words)),
        }
    }
    let each = together.iter().map(|(labels, words)| format!("{}: {words}", labels.join(", ")));
    each.collect::<Vec<_>>().join("; ")
}

impl AlongPoint {
    fn new(amounts: &Amounts) -> Self {
        let near = |number: &Interval| approx(&number.0.middle());
        Self {
            at: approx(&amounts.at.0),
            value: near(&amounts.value),
            revenue: near(&amounts.revenue),
            utility: near(&amounts.utility),
        }
    }
}

impl Along {
    /// The first and the last value of the parameter.
    pub fn range(&self) -> (f64, f64) {
        let ends = self.points.first().zip(self.points.last());
        ends.map_or((0.0, 1.0), |(first, last)| (first.at, last.at))
    }

    /// The data of the figure.
    pub fn rows(&self) -> Vec<AlongRow> {
        let regime = |at: f64| {
            let found = self.regimes.iter().rev().find(|regime| regime.from <= at);
            found.or(self.regimes.first()).map_or_else(String::new, |regime| regime.name.clone())
        };
        let row = |point: &AlongPoint| AlongRow {
            at: point.at,
            regime: regime(point.at),
            value: point.value,
            revenue: point.revenue,
            utility: point.utility,
        };
        self.points.iter().map(row).collect()
    }
}
