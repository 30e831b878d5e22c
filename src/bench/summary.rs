//! What the rows say together.
//!
//! ```text
//! shifted geometric mean   exp(mean of ln(t + s)) - s, shifts s = 10 s and 1 ms
//! exponent                 slope of ln t over ln K, least squares over the medians, t at least 10 us
//! profile                  share of instances that a method solves within a factor of the best method
//! ```
//!
//! A row without a right answer counts as the time limit in means, and as never in profiles. Means are over
//! the instances that a method was asked for, so that only equal counts compare; profiles are over all
//! instances, whoever was asked.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::row::{Row, seconds};
use super::status::Status;

/// One method over all its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodSummary {
    /// The method.
    pub method: String,
    /// Rows.
    pub n_rows: usize,
    /// Rows with a right answer.
    pub n_right: usize,
    /// Shifted geometric mean with 10 s.
    pub mean_10s: f64,
    /// Shifted geometric mean with 1 ms.
    pub mean_1ms: f64,
    /// Growth of time with the number of types.
    pub exponent: Option<f64>,
    /// Most types with a right answer.
    pub most_types: usize,
    /// Its time there.
    pub time_there: Option<f64>,
    /// Fewest types of a row without a right answer, and what became of that row.
    pub stops_at: Option<(usize, Status)>,
}

/// Summaries by method, fastest first under the 1 ms shift.
pub fn summarise(rows: &[Row], time_limit_s: f64) -> Vec<MethodSummary> {
    let mut by_method: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        by_method.entry(&row.method).or_default().push(row);
    }
    let mut summaries: Vec<MethodSummary> = by_method
        .into_iter()
        .map(|(method, rows)| {
            let times: Vec<f64> =
                rows.iter().map(|row| row.median().unwrap_or(time_limit_s)).collect();
            let points: Vec<(usize, f64)> =
                rows.iter().filter_map(|row| Some((row.types, row.median()?))).collect();
            let largest = points.iter().copied().max_by_key(|(types, _)| *types);
            let stop = rows.iter().filter(|row| row.median().is_none()).min_by_key(|row| row.types);
            MethodSummary {
                method: method.to_owned(),
                n_rows: rows.len(),
                n_right: points.len(),
                mean_10s: shifted_mean(&times, 10.0),
                mean_1ms: shifted_mean(&times, 1e-3),
                exponent: exponent(&points),
                most_types: largest.map_or(0, |(types, _)| types),
                time_there: largest.map(|(_, time)| time),
                stops_at: stop.map(|row| (row.types, row.measurement.status.clone())),
            }
        })
        .collect();
    summaries.sort_by(|a, b| a.mean_1ms.total_cmp(&b.mean_1ms));
    summaries
}

/// exp(mean of ln(t + shift)) - shift.
pub fn shifted_mean(times: &[f64], shift: f64) -> f64 {
    let logs: f64 = times.iter().map(|time| (time + shift).ln()).sum();
    (logs / number(times.len().max(1))).exp() - shift
}

/// Slope of ln t over ln K; `None` with fewer than two sizes.
pub fn exponent(points: &[(usize, f64)]) -> Option<f64> {
    let logs: Vec<(f64, f64)> = points
        .iter()
        .filter(|(_, time)| *time >= 1e-5)
        .map(|(types, time)| (number(*types).ln(), time.ln()))
        .collect();
    // By the sizes themselves: around the mean of equal logarithms rounding leaves a spread.
    logs.iter().find(|p| p.0 != logs[0].0)?;
    let n = number(logs.len().max(1));
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(&|p| p.0), mean(&|p| p.1));
    let spread: f64 = logs.iter().map(|p| (p.0 - x).powi(2)).sum();
    let slope: f64 = logs.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    Some(slope / spread)
}

/// A method in the performance profile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Sorted factors over the best method of the same instance, where it has a right answer.
    pub factors: Vec<f64>,
    /// Instances that it was tried on.
    pub n_tried: usize,
}

/// The curve of each method, and how many instances there are: shapes and sizes that any method was asked for.
pub fn profile(rows: &[Row]) -> (BTreeMap<&str, Curve>, usize) {
    let mut instances: BTreeMap<(&str, usize), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        instances.entry((&row.shape, row.types)).or_default().push(row);
    }
    let mut curves: BTreeMap<&str, Curve> = BTreeMap::new();
    for rows in instances.values() {
        let best = rows.iter().filter_map(|row| row.median()).fold(f64::INFINITY, f64::min);
        for row in rows {
            let curve = curves.entry(&row.method).or_default();
            curve.n_tried += usize::from(row.is_tried());
            curve.factors.extend(row.median().map(|time| time / best.max(1e-9)));
        }
    }
    for curve in curves.values_mut() {
        curve.factors.sort_by(f64::total_cmp);
    }
    (curves, instances.len())
}

/// The summaries as a Markdown table.
pub fn to_markdown(summaries: &[MethodSummary]) -> String {
    let mut text = String::from(
        "| method | right answers | mean, 10 s shift | mean, 1 ms shift | exponent | most types | time there | \
         stops at |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for summary in summaries {
        let exponent = summary.exponent.map(|x| format!("{x:.2}")).unwrap_or_default();
        let there = summary.time_there.map(seconds).unwrap_or_default();
        let stops = summary.stops_at.as_ref().map(|(types, why)| format!("{types}: {why}"));
        let _ = writeln!(
            text,
            "| {} | {} of {} | {} | {} | {exponent} | {} | {there} | {} |",
            summary.method,
            summary.n_right,
            summary.n_rows,
            seconds(summary.mean_10s),
            seconds(summary.mean_1ms),
            summary.most_types,
            stops.unwrap_or_default(),
        );
    }
    text
}

/// A count as a float.
pub fn number(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::INFINITY, f64::from)
}
