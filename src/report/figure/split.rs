//! How each quality is divided among the groups: a column for each, best at the right, as wide as there are objects.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::figure::{Figure, Objects};

use super::axis::{Axis, Scale, number, percent, rounded};
use super::canvas::{Anchor, Canvas, Text};
use super::frame::{LEFT, Panel, RIGHT, beside, heading};
use super::labels::shortened;
use super::style::{AXIS, EDGE, LABEL, SMALL, of_group};

const HEIGHT: f64 = 110.0;

/// The axis across, along which the objects stand from the worst to the best, and that of their takers.
pub(super) fn axes(figure: &Figure) -> (Axis, Axis) {
    let all: f64 = figure.objects.iter().map(|objects| objects.mass).sum();
    let title = "quality; a column is as wide as there are objects of it";
    (Axis::new(title, Scale::new(0.0, all)), Axis::new("who gets them", Scale::new(0.0, 1.0)))
}

/// Draws who gets the objects of each quality.
pub(super) fn draw(figure: &Figure, width: f64) -> String {
    let mut canvas = Canvas::new(width);
    let top = heading(&mut canvas, width, &figure.title);
    let top = names(&mut canvas, width, top, figure);
    let (across, up) = axes(figure);
    let panel = Panel {
        at: (LEFT, top + SMALL + 4.0),
        size: (width - LEFT - RIGHT, HEIGHT),
        xs: across.scale,
        ys: up.scale,
    };
    for tick in panel.ys.ticks(4.0) {
        let set = Text::plain(SMALL).at(Anchor::End);
        canvas.text((LEFT - 3.0, panel.y(tick) + SMALL * 0.36), &percent(tick), set);
    }
    panel.y_title(&mut canvas, &up.title);
    let mut from = 0.0;
    let mut end = f64::NEG_INFINITY;
    for objects in figure.objects.iter().rev() {
        let to = from + objects.mass;
        column(&mut canvas, &panel, (from, to), objects);
        let (left, right) = (panel.x(from), panel.x(to));
        let is_level = objects.best <= objects.worst;
        let (place, said) = if is_level {
            (f64::midpoint(left, right), number(objects.best))
        } else {
            (left, rounded(objects.worst))
        };
        let half = Text::plain(SMALL).width_of(&said) / 2.0;
        if place - half > end + 3.0 {
            let set = Text::plain(SMALL).at(Anchor::Middle);
            canvas.text((place, panel.bottom() + 3.5 + SMALL), &said, set);
            if !is_level {
                canvas.line(&[(left, panel.bottom()), (left, panel.bottom() + 2.5)], AXIS);
            }
            end = place + half;
        }
        from = to;
    }
    if let Some(best) = figure.objects.first().filter(|objects| objects.best > objects.worst) {
        let at = (panel.right(), panel.bottom() + 3.5 + SMALL);
        canvas.text(at, &rounded(best.best), Text::plain(SMALL).at(Anchor::Middle));
    }
    let corner = (panel.at.0, panel.bottom());
    canvas.line(&[panel.at, corner, (panel.right(), panel.bottom())], AXIS);
    let bottom = panel.x_title(&mut canvas, &across.title);
    canvas.finish(bottom + 3.0, &format!("{}: which group gets which quality", figure.title))
}

/// The groups with their colours, and the part of all objects that each gets.
fn names(canvas: &mut Canvas, width: f64, top: f64, figure: &Figure) -> f64 {
    let all: f64 = figure.objects.iter().map(|objects| objects.mass).sum();
    let set = Text::plain(LABEL);
    let (mut x, mut y) = (6.0, top + LABEL);
    let taken = |g: usize| figure.objects.iter().map(|objects| objects.takers[g]).sum::<f64>();
    let groups = figure.groups.iter().enumerate();
    let mut entries: Vec<(String, Option<usize>)> = groups
        .map(|(g, group)| {
            let label = shortened(&group.label, set, width / 2.0);
            (format!("{label} {}", percent(taken(g) / all)), Some(g))
        })
        .collect();
    let left = all - (0..figure.groups.len()).map(taken).sum::<f64>();
    if left > 1e-9 * all {
        entries.push((format!("nobody {}", percent(left / all)), None));
    }
    for (text, group) in entries {
        let wide = 16.0 + set.width_of(&text);
        if x > 6.0 && x + wide > width - 4.0 {
            (x, y) = (6.0, y + LABEL * 1.5);
        }
        let (fill, hatch) = group.map_or(("#ffffff", super::style::Hatch::None), of_group);
        let at = (x, y - LABEL * 0.78);
        canvas.area(at, (12.0, LABEL), fill, hatch);
        let (right, low) = (at.0 + 12.0, at.1 + LABEL);
        canvas.line(&[at, (right, at.1), (right, low), (at.0, low), at], EDGE);
        canvas.text((x + 16.0, y), &text, set);
        x += wide + 10.0;
    }
    y + 3.0
}

fn column(canvas: &mut Canvas, panel: &Panel, (from, to): (f64, f64), objects: &Objects) {
    let (left, right) = (panel.x(from), panel.x(to));
    let mut below = 0.0;
    for (group, taken) in objects.takers.iter().enumerate() {
        let part = taken / objects.mass;
        if part <= 0.0 {
            continue;
        }
        let (fill, hatch) = of_group(group);
        let (high, low) = (panel.y(below + part), panel.y(below));
        // Neighbours overlap a little: else the paper shines through between them.
        let wide = (right - left + 0.2).min(panel.right() - left);
        canvas.area((left, high), (wide, low - high), fill, hatch);
        canvas.line(&[(left, high), (right, high)], EDGE);
        let text = percent(part);
        let is_level = objects.best <= objects.worst;
        if is_level && low - high > 10.0 && right - left > Text::plain(SMALL).width_of(&text) {
            let middle = (f64::midpoint(left, right), f64::midpoint(low, high) + SMALL * 0.36);
            beside(canvas, middle, &text, Anchor::Middle);
        }
        below += part;
    }
    if objects.best <= objects.worst {
        canvas.line(&[(left, panel.at.1), (left, panel.bottom())], EDGE);
        canvas.line(&[(right, panel.at.1), (right, panel.bottom())], EDGE);
    }
}
