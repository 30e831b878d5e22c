//! `explain --curves`: all curves of a continuous instance as doubles, for plots.

use ironproof_curves::{Between, NoEnclosure};
use ironproof_explain as explain;
use ironproof_explain::{CurvePoint, Explanation};
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::approx;
use serde::Serialize;

/// The curves of a group at a quantile, for plots: the double next to the middle of each enclosure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/explain.md describes the columns")]
pub struct CurveRow {
    pub group: String,
    pub piece: usize,
    pub share: f64,
    pub wtp: f64,
    pub density: Option<f64>,
    pub weight: f64,
    pub mean_weight_above: f64,
    pub revenue_value: Option<f64>,
    pub virtual_value: Option<f64>,
    pub ironed_value: Option<f64>,
    pub psi: f64,
    pub hull: f64,
}

/// The curves of all groups, as doubles.
///
/// # Errors
/// [`NoEnclosure`] if a curve is known in floats only.
pub fn curves(
    instance: &ContinuousInstance,
    explanation: &Explanation,
) -> Result<Vec<CurveRow>, NoEnclosure> {
    let points = explain::curves(instance, explanation)?;
    Ok(points.iter().map(CurveRow::new).collect())
}

impl CurveRow {
    fn new(point: &CurvePoint) -> Self {
        let near = |number: &Between| approx(&number.middle());
        let perhaps = |number: &Option<Between>| number.as_ref().map(near);
        Self {
            group: point.group.clone(),
            piece: point.piece,
            share: approx(&point.share),
            wtp: near(&point.wtp),
            density: perhaps(&point.density),
            weight: near(&point.weight),
            mean_weight_above: near(&point.mean_weight_above),
            revenue_value: perhaps(&point.revenue_value),
            virtual_value: perhaps(&point.virtual_value),
            ironed_value: perhaps(&point.ironed_value),
            psi: near(&point.psi),
            hull: near(&point.hull),
        }
    }
}
