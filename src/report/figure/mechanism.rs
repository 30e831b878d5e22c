//! Who gets what at which price: quality and payment over willingness to pay, and how many people there are.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::figure::{Figure, FigureGroup, FigureSegment};

use super::axis::{Axis, Scale, number, rounded};
use super::canvas::{Anchor, Canvas};
use super::density;
use super::frame::{GAP, LEFT, Panel, beside, columns, group_label, heading, in_unit, remark};
use super::regions;
use super::style::{FIRST, LABEL, SECOND};
use crate::far::{End, end};

const QUALITY: f64 = 66.0;
const PAYMENT: f64 = 66.0;
const DENSITY: f64 = 34.0;
const BETWEEN: f64 = 8.0;
/// The room behind the last person inside, where others are outside.
const ROOM: f64 = 1.05;

/// Where the axis of willingness to pay ends before the last people.
pub(super) fn cut(figure: &Figure) -> Option<End> {
    let of = |group: &FigureGroup| -> Vec<(f64, f64)> {
        let steps = group.curves.windows(2).filter(|pair| pair[0].piece == pair[1].piece);
        steps.map(|pair| (pair[1].wtp, (pair[1].share - pair[0].share) * group.mass)).collect()
    };
    end(figure.groups.iter().flat_map(of).collect())
}

/// What is said of those who are outside.
pub(super) fn said_outside(figure: &Figure) -> Option<String> {
    let outside = cut(figure)?.said("all", number);
    Some(format!("{outside}: they are outside the panels. The CSV has all contracts."))
}

/// The axis across, and those of quality, payment and density: all groups share them.
pub(super) fn axes(figure: &Figure) -> (Axis, [Axis; 3]) {
    let ends = |of: fn(&FigureSegment) -> f64| {
        figure.groups.iter().flat_map(|group| &group.segments).map(of).collect::<Vec<_>>()
    };
    let most = |numbers: Vec<f64>| numbers.into_iter().fold(0.0, f64::max);
    let least = ends(|segment| segment.wtp.0).into_iter().fold(f64::INFINITY, f64::min);
    let highest = match cut(figure) {
        Some(cut) => cut.at * ROOM,
        None => most(ends(|segment| segment.wtp.1)),
    };
    let points = figure.groups.iter().flat_map(|group| &group.schedule);
    let inside = points.filter(|point| point.wtp <= highest);
    let dearest = most(inside.map(|point| point.payment).collect());
    // An axis starts at zero unless that leaves most of it empty.
    let xs = Scale::new(if least * 2.0 < highest { 0.0 } else { least }, highest);
    let best = if most(ends(|segment| segment.quality.1)) > 0.0 { 1.05 } else { 1.0 };
    let unit = figure.unit.as_deref();
    let payments = Scale::new(0.0, if dearest > 0.0 { dearest * 1.12 } else { 1.0 });
    let up = [
        Axis::new("expected quality", Scale::new(0.0, best)),
        Axis::new(in_unit("payment", unit), payments),
        Axis::new(density::name(&figure.groups), density::scale(&figure.groups)),
    ];
    (Axis::new(in_unit("willingness to pay", unit), xs), up)
}

/// Draws the mechanism.
pub(super) fn draw(figure: &Figure, width: f64) -> String {
    let mut canvas = Canvas::new(width);
    let mut top = heading(&mut canvas, width, &figure.title);
    let (n_columns, column) = columns(width, figure.groups.len());
    let (across, up) = axes(figure);
    let with_density = density::any_density(&figure.groups);
    let mut bottom = top;
    for row in figure.groups.chunks(n_columns) {
        let of: Vec<_> = row
            .iter()
            .map(|group| regions::over_wtp(&group.segments, across.scale.high()))
            .collect();
        let strip = regions::room(of.iter().map(|regions| &regions[..]), column);
        let first = top + LABEL + strip + 2.0;
        let mut left = LEFT;
        for (k, (group, regions)) in row.iter().zip(&of).enumerate() {
            group_label(&mut canvas, (left, top + LABEL), column, &group.label);
            let places = [
                (first, QUALITY),
                (first + QUALITY + BETWEEN, PAYMENT),
                (first + QUALITY + PAYMENT + 2.0 * BETWEEN, DENSITY),
            ];
            let panel = |k: usize| Panel {
                at: (left, places[k].0),
                size: (column, places[k].1),
                xs: across.scale,
                ys: up[k].scale,
            };
            let panels = [panel(0), panel(1), panel(2)];
            let is_first = k == 0;
            for panel in &panels[..2] {
                regions::shade(&mut canvas, panel, regions);
                panel.grid(&mut canvas, is_first);
                regions::edges(&mut canvas, panel, regions);
            }
            regions::names(&mut canvas, &panels[0], regions, strip);
            terms(&mut canvas, &panels, group);
            density::draw(&mut canvas, &panels[2], group, with_density, is_first);
            for (panel, is_last) in panels.iter().zip([false, false, true]) {
                panel.axes(&mut canvas, is_last);
            }
            if is_first {
                for (panel, axis) in panels.iter().zip(&up) {
                    panel.y_title(&mut canvas, &axis.title);
                }
                bottom = panels[2].row_of(row.len()).x_title(&mut canvas, &across.title);
            }
            left += column + GAP;
        }
        top = bottom + 6.0;
    }
    if let Some(outside) = said_outside(figure) {
        bottom = remark(&mut canvas, width, bottom, &outside);
    }
    let said =
        format!("{}: quality and payment by willingness to pay, for each group", figure.title);
    canvas.finish(bottom + 3.0, &said)
}

/// The lines of quality and payment, with a number at each level that has room for it.
fn terms(canvas: &mut Canvas, panels: &[Panel; 3], group: &FigureGroup) {
    let high = panels[0].xs.high();
    let ends = regions::over_wtp(&group.segments, high);
    let mut lines = [Vec::new(), Vec::new()];
    for (k, point) in group.schedule.iter().enumerate() {
        // The last point of a segment is where the next one begins: nobody lives between.
        let is_last = group.schedule.get(k + 1).is_none_or(|next| next.segment != point.segment);
        let x = if is_last { ends[point.segment].ends.1 } else { point.wtp };
        lines[0].push((panels[0].x(x), panels[0].y(point.quality)));
        lines[1].push((panels[1].x(x), panels[1].y(point.payment)));
    }
    let is_cut = group.segments.iter().any(|segment| segment.wtp.1 > high);
    for (panel, line, stroke) in [(&panels[0], &lines[0], FIRST), (&panels[1], &lines[1], SECOND)] {
        if is_cut {
            canvas.clip((panel.at.0 - 1.0, panel.at.1), (panel.size.0 + 1.0, panel.size.1 + 1.0));
        }
        canvas.line(line, stroke);
        if is_cut {
            canvas.unclip();
        }
    }
    for (segment, region) in group.segments.iter().zip(&ends) {
        let (from, to) = (panels[0].x(region.ends.0), panels[0].x(region.ends.1));
        let terms = [(segment.quality, &panels[0]), (segment.price, &panels[1])];
        for (term, panel) in terms {
            let is_flat = (term.1 - term.0).abs() < 1e-6 * panel.ys.high();
            if to - from > 24.0 && is_flat && term.1 > 0.0 {
                let y = panel.y(term.1);
                // Below the line where there is no room above it.
                let y = if y - panel.at.1 < 10.0 { y + 8.5 } else { y - 2.5 };
                beside(canvas, (f64::midpoint(from, to), y), &rounded(term.1), Anchor::Middle);
            }
        }
    }
}
