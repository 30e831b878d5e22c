//! Figures for papers and screens, as SVG text.
//!
//! ```text
//! canvas     areas, lines and text as SVG
//! style      colours, dashes, hatches and sizes
//! axis       scales, ticks and numbers
//! labels     labels that do not cover each other
//! frame      panels with axes, headings, keys
//! regions    segments as shaded regions with names
//! density    how many people there are
//! mechanism  who gets what at which price
//! hull       Psi with its hull, V raw and ironed
//! weights    Pareto weights
//! split      which group gets which quality
//! path       sums over a parameter
//! map        structures over two parameters
//! gains      who gains
//! drawn      what is drawn, for programs that draw it themselves
//! lines      measurements
//! ```
//!
//! The same values give the same bytes.

mod style;
#[cfg(test)]
mod style_tests;
#[cfg(test)]
mod layout_tests;
mod canvas;
mod axis;
mod labels;
mod frame;
mod regions;
mod density;
mod mechanism;
mod hull;
mod weights;
mod split;
mod path;
mod map;
mod gains;
mod drawn;
mod lines;

use ironproof_results::along::Along;
use ironproof_results::figure::Figure;
use ironproof_results::gains::Gains;
use ironproof_results::lines::Lines;
use ironproof_results::map::RegimeMap;
use serde_json::Value;

/// Points in a centimetre.
const POINTS: f64 = 72.0 / 2.54;

/// A figure with what it shows.
pub enum Drawing<'a> {
    /// Quality and payment over willingness to pay.
    Mechanism(&'a Figure),
    /// Psi and its hull, V raw and ironed.
    Hull(&'a Figure),
    /// Which group gets which quality.
    Split(&'a Figure),
    /// Pareto weights.
    Weights(&'a Figure),
    /// Value, revenue and surplus over a parameter.
    Path(&'a Along),
    /// Structures over two parameters.
    Map(&'a RegimeMap),
    /// Who gains by one policy in place of another.
    Gains(&'a Gains),
    /// Measurements of methods or solvers.
    Lines(&'a Lines),
}

/// The figure as SVG text, so many centimetres wide.
#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
pub fn draw(drawing: &Drawing<'_>, centimetres: f64) -> String {
    let width = centimetres * POINTS;
    match drawing {
        Drawing::Mechanism(figure) => mechanism::draw(figure, width),
        Drawing::Hull(figure) => hull::draw(figure, width),
        Drawing::Split(figure) => split::draw(figure, width),
        Drawing::Weights(figure) => weights::draw(figure, width),
        Drawing::Path(along) => path::draw(along, width),
        Drawing::Map(map) => map::draw(map, width),
        Drawing::Gains(gains) => gains::draw(gains, width),
        Drawing::Lines(found) => lines::draw(found, width),
    }
}

/// What the figure shows and how it looks, as JSON, for a program that draws it itself: the numbers, the axes with their
/// titles, and the look of lines and areas.
#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
pub fn drawn(drawing: &Drawing<'_>, centimetres: f64) -> Value {
    let width = centimetres * POINTS;
    match drawing {
        Drawing::Mechanism(figure) => drawn::of_mechanism(figure, width),
        Drawing::Hull(figure) => drawn::of_hull(figure, width),
        Drawing::Split(figure) => drawn::of_split(figure),
        Drawing::Weights(figure) => drawn::of_weights(figure, width),
        Drawing::Path(along) => drawn::of_path(along),
        Drawing::Map(map) => drawn::of_map(map),
        Drawing::Gains(gains) => drawn::of_gains(gains),
        Drawing::Lines(found) => drawn::of_lines(found),
    }
}
