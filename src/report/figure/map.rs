//! The structures of the optimum over two parameters: a row for each value of the second one.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::map::{Band, RegimeMap, Span};

use super::axis::{Axis, Scale};
use super::canvas::{Anchor, Canvas, Text};
use super::frame::{LEFT, Panel, heading};
use super::labels::wrapped;
use super::style::{EDGE, INK, LEVEL, SMALL, Stroke, of_structure};

const HEIGHT: f64 = 190.0;
/// The room right of the panel.
const RIGHT: f64 = 10.0;

/// The axes of both parameters.
pub(super) fn axes(map: &RegimeMap) -> (Axis, Axis) {
    let axis = |title: &str, (low, high)| Axis::new(title, Scale::new(low, high));
    (axis(&map.over, map.ranges[0]), axis(&map.and, map.ranges[1]))
}

/// Draws the map.
pub(super) fn draw(map: &RegimeMap, width: f64) -> String {
    let mut canvas = Canvas::new(width);
    let top = heading(&mut canvas, width, &map.title);
    let (across, up) = axes(map);
    let panel = Panel {
        at: (LEFT, top + 6.0),
        size: (width - LEFT - RIGHT, HEIGHT),
        xs: across.scale,
        ys: up.scale,
    };
    let ends = |span: &Span| (panel.x(middle(span.from)), panel.x(middle(span.to)));
    // The areas hide its lines, and the numbers stay.
    panel.grid(&mut canvas, true);
    for band in &map.rows {
        let (low, high) = (panel.y(band.range.0), panel.y(band.range.1));
        for span in &band.spans {
            let (from, to) = ends(span);
            let (colour, hatch) = of_structure(span.structure);
            // A bit higher, so that no light shines through between two rows.
            canvas.area((from, high - 0.2), (to - from, low - high + 0.2), colour, hatch);
        }
    }
    borders(&mut canvas, &panel, map);
    let (x, y) = (panel.x(map.present.0), panel.y(map.present.1));
    if inside(map.ranges[0], map.present.0) && inside(map.ranges[1], map.present.1) {
        let dashed = Stroke { dashes: "2 2", ..LEVEL };
        canvas.line(&[(x, panel.at.1), (x, panel.bottom())], dashed);
        canvas.line(&[(panel.at.0, y), (panel.right(), y)], dashed);
        canvas.dot((x, y), INK);
    }
    let set = Text::plain(SMALL).at(Anchor::Middle).bold();
    for (index, structure) in map.structures.iter().enumerate() {
        if let Some((band, span)) = widest(map, index) {
            let (from, to) = ends(span);
            let at = (f64::midpoint(from, to), panel.y(band.at) + SMALL * 0.36);
            canvas.text(at, &structure.name, set);
        }
    }
    panel.axes(&mut canvas, true);
    panel.y_title(&mut canvas, &up.title);
    let mut bottom = panel.x_title(&mut canvas, &across.title) + 2.0;
    let set = Text::plain(SMALL);
    for structure in &map.structures {
        for (k, line) in wrapped(&structure.said, set, width - 26.0).iter().enumerate() {
            bottom += SMALL * 1.25;
            if k == 0 {
                canvas.text((6.0, bottom), &structure.name, set.bold());
            }
            canvas.text((20.0, bottom), line, set);
        }
    }
    let said = format!("{}: regimes over {} and {}", map.title, map.over, map.and);
    canvas.finish(bottom + 6.0, &said)
}

fn inside((low, high): (f64, f64), x: f64) -> bool {
    low <= x && x <= high
}

fn middle((low, high): (f64, f64)) -> f64 {
    f64::midpoint(low, high)
}

/// Lines where the structure changes along a row, and where it differs from the row below.
fn borders(canvas: &mut Canvas, panel: &Panel, map: &RegimeMap) {
    let edge = Stroke { width: 0.5, ..EDGE };
    for band in &map.rows {
        let (low, high) = (panel.y(band.range.0), panel.y(band.range.1));
        for span in band.spans.iter().skip(1) {
            let x = panel.x(middle(span.from));
            canvas.line(&[(x, low), (x, high)], edge);
        }
    }
    for pair in map.rows.windows(2) {
        let y = panel.y(pair[0].range.1);
        for a in &pair[0].spans {
            for b in pair[1].spans.iter().filter(|b| b.structure != a.structure) {
                let from = middle(a.from).max(middle(b.from));
                let to = middle(a.to).min(middle(b.to));
                if from < to {
                    canvas.line(&[(panel.x(from), y), (panel.x(to), y)], edge);
                }
            }
        }
    }
}

/// The widest span of a structure: its letter stands there.
fn widest(map: &RegimeMap, structure: usize) -> Option<(&Band, &Span)> {
    let width = |span: &Span| middle(span.to) - middle(span.from);
    let all = map.rows.iter().flat_map(|band| band.spans.iter().map(move |span| (band, span)));
    let own = all.filter(|(_, span)| span.structure == structure);
    own.max_by(|a, b| width(a.1).total_cmp(&width(b.1)))
}
