//! Measurements as lines, each with its name at its end.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::lines::{FINEST, Line, Lines, LinesKind};

use super::axis::{Axis, Scale};
use super::canvas::{Anchor, Canvas, Text};
use super::frame::{LEFT, Panel, f64_of, heading};
use super::labels::spread;
use super::style::{AXIS, LEADER, SMALL, Stroke, of_line};

const HEIGHT: f64 = 150.0;
/// The height of a name.
const NAME: f64 = SMALL * 1.22;
/// The room between a line and its name, for what leads from one to the other and for a piece of the line.
const REACH: f64 = 32.0;
/// No error at all stands right of the smallest one, as far as so many powers of ten.
const GAP: f64 = 1.6;
/// Where the scale of errors ends.
const EXACT: f64 = 17.6;

/// Draws the lines.
pub(super) fn draw(found: &Lines, width: f64) -> String {
    let mut canvas = Canvas::new(width);
    let top = heading(&mut canvas, width, &found.title);
    let set = Text::plain(SMALL);
    let names: Vec<String> = found.lines.iter().map(named).collect();
    let room = names.iter().map(|name| set.width_of(name)).fold(0.0, f64::max) + REACH + 4.0;
    let panel = Panel {
        at: (LEFT, top + 4.0),
        size: (width - LEFT - room, HEIGHT.max(NAME * f64_of(names.len()))),
        xs: across(found),
        ys: up(found),
    };
    panel.grid(&mut canvas, true);
    let mut ends: Vec<(f64, usize)> = Vec::new();
    for (index, line) in found.lines.iter().enumerate() {
        let stroke = of_line(index);
        let x = |x: f64| panel.x(if found.kind == LinesKind::Errors { decimals(x) } else { x });
        let corners: Vec<_> = line.points.iter().map(|at| (x(at.0), panel.y(at.1))).collect();
        if found.kind == LinesKind::Errors {
            // No error at all is not on the scale of the others: a gap, then a piece of its own.
            if let [scale @ .., exact] = &corners[..] {
                canvas.line(scale, stroke);
                canvas.line(&[(exact.0 - 5.0, exact.1), (panel.right(), exact.1)], stroke);
            }
        } else {
            canvas.line(&corners, stroke);
        }
        if matches!(found.kind, LinesKind::Scaling | LinesKind::Difficulty) {
            for corner in &corners {
                canvas.dot(*corner, stroke.colour);
            }
        }
        ends.extend(corners.last().map(|(_, y)| (*y, index)));
    }
    if found.kind == LinesKind::Errors {
        error_axes(&mut canvas, &panel);
    } else {
        panel.axes(&mut canvas, true);
    }
    let lowest = labels(&mut canvas, &panel, &names, found, ends);
    panel.y_title(&mut canvas, found.shown);
    let bottom = panel.x_title(&mut canvas, found.over).max(lowest);
    canvas.finish(bottom + 3.0, &format!("{}: {} over {}", found.title, found.shown, found.over))
}

/// The axes.
pub(super) fn axes(found: &Lines) -> (Axis, Axis) {
    (Axis::new(found.over, across(found)), Axis::new(found.shown, up(found)))
}

pub(super) fn named(line: &Line) -> String {
    if line.said.is_empty() { line.name.clone() } else { format!("{}: {}", line.name, line.said) }
}

fn across(found: &Lines) -> Scale {
    let xs = || found.lines.iter().flat_map(|line| line.points.iter().map(|(x, _)| *x));
    let (low, high) = (xs().fold(f64::INFINITY, f64::min), xs().fold(0.0, f64::max));
    match found.kind {
        LinesKind::Errors => Scale::new(0.0, EXACT),
        _ if low > high => Scale::new(0.0, 1.0),
        LinesKind::Scaling => Scale::new(low * 0.85, high * 1.15).by_powers(),
        LinesKind::Profile => Scale::new(low, high).by_powers(),
        LinesKind::Difficulty => Scale::new(low - 0.1, high + 0.1),
    }
}

fn up(found: &Lines) -> Scale {
    if found.kind != LinesKind::Scaling {
        return Scale::new(0.0, 1.02);
    }
    let ys = || found.lines.iter().flat_map(|line| line.points.iter().map(|(_, y)| *y));
    let (low, high) = (ys().fold(f64::INFINITY, f64::min), ys().fold(0.0, f64::max));
    if low > high { Scale::new(0.0, 1.0) } else { Scale::new(low * 0.6, high * 1.6).by_powers() }
}

/// Where an error is on the scale of errors: its decimals.
fn decimals(error: f64) -> f64 {
    if error <= 0.0 { EXACT - GAP / 4.0 } else { -error.max(FINEST).log10() }
}

fn error_axes(canvas: &mut Canvas, panel: &Panel) {
    let (left, bottom) = (panel.at.0, panel.bottom());
    canvas.line(&[(left, panel.at.1), (left, bottom), (panel.right(), bottom)], AXIS);
    let set = Text::plain(SMALL).at(Anchor::Middle);
    for k in [0, 4, 8, 12, 16] {
        let x = panel.x(f64::from(k));
        canvas.line(&[(x, panel.bottom()), (x, panel.bottom() + 2.5)], AXIS);
        let text = if k == 0 { "1".to_owned() } else { format!("1e-{k}") };
        canvas.text((x, panel.bottom() + 3.5 + SMALL), &text, set);
    }
    let at = (panel.right() + 3.0, panel.bottom() + 3.5 + SMALL);
    canvas.text(at, "exact", set);
}

/// The names at the ends of the lines, highest line first, each with a piece of its line; gives the lowest place.
fn labels(
    canvas: &mut Canvas,
    panel: &Panel,
    names: &[String],
    found: &Lines,
    mut ends: Vec<(f64, usize)>,
) -> f64 {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wanted: Vec<f64> = ends.iter().map(|(y, _)| *y).collect();
    let room = (panel.at.1 - 4.0, panel.bottom() + 4.0);
    let places = spread(&wanted, &vec![NAME; ends.len()], room).unwrap_or_default();
    let mut lowest = panel.bottom();
    for ((y, index), place) in ends.iter().zip(places) {
        let right = panel.right();
        let last = found.lines[*index].points.last().map_or(right, |(x, _)| panel.x(*x));
        // What ends before the panel does is known by its dashes: a line from there would cross all others.
        if found.kind == LinesKind::Errors || last > right - panel.size.0 * 0.1 {
            let from = if found.kind == LinesKind::Errors { right } else { last.min(right) };
            canvas.line(&[(from + 2.0, *y), (right + 5.0, place)], LEADER);
        }
        let stroke = Stroke { width: 1.3, ..of_line(*index) };
        canvas.line(&[(right + 6.0, place), (right + REACH - 4.0, place)], stroke);
        canvas.text((right + REACH, place + SMALL * 0.36), &names[*index], Text::plain(SMALL));
        lowest = lowest.max(place + NAME);
    }
    lowest
}
