//! Value, revenue and surplus over a parameter, with the regimes of the optimum as named bands.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::along::{Along, AlongPoint};

use super::axis::{Axis, Scale};
use super::canvas::{Anchor, Canvas, Text};
use super::frame::{LEFT, Panel, heading, in_unit};
use super::labels::{spread, wrapped};
use super::style::{EDGE, FIRST, INK, LABEL, LEADER, LEVEL, SECOND, SMALL, Stroke, THIRD};

/// What is summed in a place.
type Sum = fn(&AlongPoint) -> f64;

const HEIGHT: f64 = 130.0;
/// The room for names at the right ends of lines.
const NAMES: f64 = 56.0;

/// The lines, and what they are.
pub(super) const LINES: [(Stroke, &str, Sum); 3] = [
    (FIRST, "value", |point| point.value),
    (SECOND, "revenue", |point| point.revenue),
    (THIRD, "surplus", |point| point.utility),
];
/// Every second regime stands on this.
pub(super) const BAND: &str = "#f1f1f1";

/// The axis of the parameter, and that of the sums.
pub(super) fn axes(along: &Along) -> (Axis, Axis) {
    let (low, high) = along.range();
    let points = along.points.iter();
    let numbers = points.flat_map(|point| [point.value, point.revenue, point.utility]);
    let title = in_unit("welfare, or money", along.unit.as_deref());
    let across = Axis::new(&along.over, Scale::new(low, high).by_powers());
    (across, Axis::new(title, Scale::around(numbers.chain([0.0]))))
}

/// Draws the three sums along the parameter.
pub(super) fn draw(along: &Along, width: f64) -> String {
    let mut canvas = Canvas::new(width);
    let top = heading(&mut canvas, width, &along.title);
    let points = || along.points.iter();
    let (across, up) = axes(along);
    let panel = Panel {
        at: (LEFT, top + SMALL + 8.0),
        size: (width - LEFT - NAMES, HEIGHT),
        xs: across.scale,
        ys: up.scale,
    };
    bands(&mut canvas, &panel, along);
    panel.grid(&mut canvas, true);
    let present = panel.x(along.present);
    if (0.0..=1.0).contains(&panel.xs.part(along.present)) {
        canvas.line(
            &[(present, panel.at.1), (present, panel.bottom())],
            Stroke { dashes: "2 2", ..LEVEL },
        );
    }
    let mut ends: Vec<(f64, &str)> = Vec::new();
    for (stroke, name, of) in LINES {
        let line: Vec<_> = points().map(|point| (panel.x(point.at), panel.y(of(point)))).collect();
        canvas.line(&line, stroke);
        ends.extend(line.last().map(|(_, y)| (*y, name)));
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wanted: Vec<f64> = ends.iter().map(|(y, _)| *y).collect();
    let room = (panel.at.1 - 4.0, panel.bottom() + 4.0);
    let places = spread(&wanted, &vec![LABEL * 1.15; ends.len()], room).unwrap_or_default();
    for ((y, name), place) in ends.iter().zip(places) {
        let right = panel.right();
        canvas.line(&[(right + 1.0, *y), (right + 7.0, place)], LEADER);
        canvas.text((right + 9.0, place + LABEL * 0.36), name, Text::plain(LABEL));
    }
    panel.axes(&mut canvas, true);
    panel.y_title(&mut canvas, &up.title);
    let mut bottom = panel.x_title(&mut canvas, &across.title) + 2.0;
    let set = Text::plain(SMALL);
    for regime in &along.regimes {
        let lines = wrapped(&regime.said, set, width - 26.0);
        for (k, line) in lines.iter().enumerate() {
            bottom += SMALL * 1.25;
            if k == 0 {
                canvas.text((6.0, bottom), &regime.name, set.bold());
            }
            canvas.text((20.0, bottom), line, set);
        }
    }
    let said = format!("{}: value, revenue and surplus over {}", along.title, along.over);
    canvas.finish(bottom + 6.0, &said)
}

/// Every second regime on a grey ground, each with its letter above.
fn bands(canvas: &mut Canvas, panel: &Panel, along: &Along) {
    let set = Text::plain(SMALL).at(Anchor::Middle).bold().in_colour(INK);
    let ends = |k: usize| (panel.x(along.regimes[k].from), panel.x(along.regimes[k].to));
    let middles: Vec<f64> =
        (0..along.regimes.len()).map(|k| f64::midpoint(ends(k).0, ends(k).1)).collect();
    let widths: Vec<f64> =
        along.regimes.iter().map(|regime| set.width_of(&regime.name) + 2.0).collect();
    let room = (panel.at.0 - 4.0, panel.right() + 4.0);
    let places = spread(&middles, &widths, room).unwrap_or_else(|| middles.clone());
    for (k, regime) in along.regimes.iter().enumerate() {
        let (from, to) = ends(k);
        if k % 2 == 1 {
            let size = (to - from, panel.size.1);
            canvas.area((from, panel.at.1), size, BAND, super::style::Hatch::None);
        }
        if k > 0 {
            let edge = Stroke { width: 0.4, ..EDGE };
            canvas.line(&[(from, panel.at.1), (from, panel.bottom())], edge);
        }
        canvas.text((places[k], panel.at.1 - 5.0), &regime.name, set);
        if (places[k] - middles[k]).abs() > 1.0 {
            canvas.line(&[(places[k], panel.at.1 - 4.0), (middles[k], panel.at.1)], LEADER);
        }
    }
}
