//! Psi with its concave hull, and the virtual value raw and ironed below: where types are pooled, and why.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::curves::CurveRow;
use ironproof_results::figure::{Figure, FigureGroup};

use super::axis::{Axis, Scale};
use super::canvas::{Anchor, Canvas};
use super::frame::{GAP, LEFT, Panel, beside, columns, group_label, heading, key, remark};
use super::regions;
use super::style::{FIRST, LABEL, LEVEL, SECOND, Stroke};
use crate::far::end;

const PSI: f64 = 92.0;
const VALUE: f64 = 92.0;
const BETWEEN: f64 = 9.0;
/// The part of a group whose raw values may be outside the panel.
const RARE: f64 = 0.03;

type Curve = Vec<(f64, Option<f64>)>;

/// What is said where values are outside.
pub(super) const CUT: &str = "V of a few types is outside the panel; the CSV has all of it.";

/// The lines, and what they are.
pub(super) const LINES: [(Stroke, &str); 2] =
    [(FIRST, "raw: \u{3a8} and V"), (SECOND, "hull of \u{3a8}, and V ironed")];

/// The axis across, and those of Psi and of V: all groups share them.
pub(super) fn axes(figure: &Figure) -> (Axis, [Axis; 2]) {
    let rows = || figure.groups.iter().flat_map(|group| &group.curves);
    let zero = std::iter::once(0.0);
    let heights = rows().flat_map(|row| [row.psi, row.hull]).chain(zero.clone());
    let farthest = farthest(figure);
    let seen = move |x: &f64| farthest.is_none_or(|most| x.abs() <= most);
    let ironed = rows().filter_map(|row| row.ironed_value).filter(seen);
    let raw = figure.groups.iter().flat_map(|group| usual(&group.curves)).filter(seen);
    let up = [
        Axis::new("\u{3a8}", Scale::around(heights)),
        Axis::new("virtual value V", Scale::around(ironed.chain(raw).chain(zero))),
    ];
    let title = "share of the group with a lower willingness to pay";
    (Axis::new(title, Scale::new(0.0, 1.0)), up)
}

/// The largest value, up or down, that the axis of V shows, if some are outside.
fn farthest(figure: &Figure) -> Option<f64> {
    let of = |group: &FigureGroup| -> Vec<(f64, f64)> {
        let steps = group.curves.windows(2).filter(|pair| pair[0].piece == pair[1].piece);
        let each = steps.filter_map(|pair| {
            let mass = (pair[1].share - pair[0].share) * group.mass;
            let values = [pair[1].virtual_value, pair[1].ironed_value].into_iter().flatten();
            values.map(f64::abs).reduce(f64::max).map(|value| (value, mass))
        });
        each.collect()
    };
    end(figure.groups.iter().flat_map(of).collect()).map(|end| end.at)
}

/// Whether some values are outside.
pub(super) fn is_cut(figure: &Figure) -> bool {
    let (_, [_, v]) = axes(figure);
    let rows = figure.groups.iter().flat_map(|group| &group.curves);
    rows.flat_map(|row| [row.virtual_value, row.ironed_value])
        .flatten()
        .any(|x| x < v.scale.low() || v.scale.high() < x)
}

/// Draws Psi and V over the share of each group.
pub(super) fn draw(figure: &Figure, width: f64) -> String {
    let mut canvas = Canvas::new(width);
    let top = heading(&mut canvas, width, &figure.title);
    let mut top = key(&mut canvas, width, top, &LINES);
    let (n_columns, column) = columns(width, figure.groups.len());
    let (across, up) = axes(figure);
    let mut bottom = top;
    for row in figure.groups.chunks(n_columns) {
        let of: Vec<_> = row.iter().map(|group| regions::over_share(&group.pools)).collect();
        let strip = regions::room(of.iter().map(|regions| &regions[..]), column);
        let strip = if of.iter().all(Vec::is_empty) { 6.0 } else { strip };
        let first = top + LABEL + strip + 2.0;
        let mut left = LEFT;
        for (k, (group, regions)) in row.iter().zip(&of).enumerate() {
            group_label(&mut canvas, (left, top + LABEL), column, &group.label);
            let places = [(first, PSI), (first + PSI + BETWEEN, VALUE)];
            let panel = |k: usize| Panel {
                at: (left, places[k].0),
                size: (column, places[k].1),
                xs: across.scale,
                ys: up[k].scale,
            };
            let panels = [panel(0), panel(1)];
            for panel in &panels {
                regions::shade(&mut canvas, panel, regions);
                panel.grid(&mut canvas, k == 0);
                regions::edges(&mut canvas, panel, regions);
            }
            regions::names(&mut canvas, &panels[0], regions, strip);
            lines(&mut canvas, &panels, group);
            panels[0].axes(&mut canvas, false);
            panels[1].axes(&mut canvas, true);
            if k == 0 {
                panels[0].y_title(&mut canvas, &up[0].title);
                panels[1].y_title(&mut canvas, &up[1].title);
                bottom = panels[1].row_of(row.len()).x_title(&mut canvas, &across.title);
            }
            left += column + GAP;
        }
        top = bottom + 6.0;
    }
    if is_cut(figure) {
        bottom = remark(&mut canvas, width, bottom, CUT);
    }
    let said = format!("{}: Psi and its hull, virtual value raw and ironed", figure.title);
    canvas.finish(bottom + 3.0, &said)
}

/// The raw values but for those of a few types at either end, which may be without bound.
fn usual(rows: &[CurveRow]) -> impl Iterator<Item = f64> {
    let inner = rows.iter().filter(|row| RARE <= row.share && row.share <= 1.0 - RARE);
    inner.filter_map(|row| row.virtual_value)
}

fn lines(canvas: &mut Canvas, panels: &[Panel; 2], group: &FigureGroup) {
    let of = |of: fn(&CurveRow) -> Option<f64>| -> Curve {
        group.curves.iter().map(|row| (row.share, of(row))).collect()
    };
    // V jumps between two pieces; Psi does not.
    let broken = |of: fn(&CurveRow) -> Option<f64>| -> Curve {
        let pieces = group.curves.chunk_by(|a, b| a.piece == b.piece);
        let each = pieces.flat_map(|piece| {
            let line = piece.iter().map(move |row| (row.share, of(row)));
            line.chain(piece.last().map(|row| (row.share, None)))
        });
        each.collect()
    };
    let zero = panels[1].y(0.0);
    canvas.line(&[(panels[1].at.0, zero), (panels[1].right(), zero)], LEVEL);
    let drawn = [
        (&panels[0], of(|row| Some(row.psi)), of(|row| Some(row.hull))),
        (&panels[1], broken(|row| row.virtual_value), of(|row| row.ironed_value)),
    ];
    for (panel, raw, ironed) in drawn {
        canvas.clip((panel.at.0, panel.at.1 - 1.0), (panel.size.0 + 1.0, panel.size.1 + 1.5));
        panel.curve(canvas, raw.iter(), Stroke { width: 1.1, ..FIRST });
        panel.curve(canvas, ironed.iter(), SECOND);
        canvas.unclip();
    }
    names(canvas, &panels[0], group);
}

/// Names at the lines where they are farthest apart, on the side of each on which the line is not.
fn names(canvas: &mut Canvas, panel: &Panel, group: &FigureGroup) {
    let gap = |row: &CurveRow| panel.y(row.psi) - panel.y(row.hull);
    let widest = group.curves.iter().enumerate().max_by(|(_, a), (_, b)| gap(a).total_cmp(&gap(b)));
    let Some((k, row)) = widest.filter(|(_, row)| gap(row) > 6.0) else { return };
    let x = panel.x(row.share).clamp(panel.at.0 + 10.0, panel.right() - 10.0);
    let next = group.curves[k..].iter().find(|next| next.share >= row.share + 0.02);
    let next = next.unwrap_or(row);
    let slope = panel.y(row.hull) - panel.y(next.hull);
    let (x_hull, side) = match slope {
        rise if rise > 0.5 => (x - 1.0, Anchor::End),
        rise if rise < -0.5 => (x + 1.0, Anchor::Start),
        _ => (x, Anchor::Middle),
    };
    let above = (panel.y(row.hull) - 3.5).max(panel.at.1 + 7.0);
    beside(canvas, (x_hull, above), "hull", side);
    // Between the lines where there is no room below.
    let below = panel.y(row.psi) + 8.5;
    if below < panel.bottom() - 1.0 {
        beside(canvas, (x, below), "\u{3a8}", Anchor::Middle);
    } else if gap(row) > 24.0 {
        beside(canvas, (x, panel.y(row.psi) - 3.5), "\u{3a8}", Anchor::Middle);
    }
}
