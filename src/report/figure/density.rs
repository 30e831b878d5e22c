//! How many people there are at each willingness to pay: a density, and spikes where many have the same.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::curves::CurveRow;
use ironproof_results::figure::FigureGroup;
use serde::Serialize;

use super::axis::{Scale, percent};
use super::canvas::{Anchor, Canvas, Text};
use super::frame::{Panel, beside};
use super::style::{EDGE, GROUND, INK, SMALL, Stroke};

/// A density this many times as large as that of the typical person is cut off.
const TALL: f64 = 6.0;
/// The height of the largest spike of a group beside densities, as a part of the panel.
const TALLEST_SPIKE: f64 = 0.8;
/// A share that is large beside a density: a smaller spike is drawn smaller.
const LARGE: f64 = 0.25;
/// More spikes than this have no numbers.
const MOST_LABELS: usize = 8;
/// The height of a line of small text.
const LINE: f64 = 8.0;

/// What the axis shows.
pub(super) fn name(groups: &[FigureGroup]) -> &'static str {
    if any_density(groups) { "density" } else { "share" }
}

/// Whether somebody is spread over an interval, so that heights are densities.
pub(super) fn any_density(groups: &[FigureGroup]) -> bool {
    groups.iter().any(has_density)
}

fn has_density(group: &FigureGroup) -> bool {
    group.curves.iter().any(|row| row.density.is_some())
}

/// The pieces of a group, lowest first.
fn pieces(group: &FigureGroup) -> impl Iterator<Item = &[CurveRow]> {
    group.curves.chunk_by(|a, b| a.piece == b.piece)
}

fn is_atom(piece: &[CurveRow]) -> bool {
    let (Some(first), Some(last)) = (piece.first(), piece.last()) else { return false };
    first.wtp == last.wtp
}

fn mass(piece: &[CurveRow]) -> f64 {
    let ends = piece.first().zip(piece.last());
    ends.map_or(0.0, |(first, last)| last.share - first.share)
}

/// The same scale for all groups: up to the highest density, unless that hides all others.
pub(super) fn scale(groups: &[FigureGroup]) -> Scale {
    if !any_density(groups) {
        let largest = groups.iter().flat_map(pieces).map(mass).fold(0.0, f64::max);
        return Scale::new(0.0, largest * 1.35);
    }
    let mut weighted: Vec<(f64, f64)> = Vec::new();
    for pair in groups.iter().flat_map(|group| group.curves.windows(2)) {
        if let (Some(density), true) = (pair[0].density, pair[0].piece == pair[1].piece) {
            weighted.push((density, pair[1].share - pair[0].share));
        }
    }
    weighted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: f64 = weighted.iter().map(|(_, mass)| mass).sum();
    let mut below = 0.0;
    let typical = weighted.iter().find(|(_, mass)| {
        below += mass;
        below >= all / 2.0
    });
    let highest = weighted.last().map_or(1.0, |(density, _)| *density);
    let typical = typical.map_or(highest, |(density, _)| *density);
    Scale::new(0.0, if highest > TALL * typical { TALL / 2.0 * typical } else { highest * 1.1 })
}

/// A piece of a group as it is drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Shape {
    /// Willingness to pay and density; of a spike its foot and its head.
    pub(super) line: Vec<(f64, f64)>,
    /// The share of the group.
    pub(super) share: f64,
    /// Whether all of it have the same willingness to pay.
    pub(super) is_spike: bool,
    /// Whether its share is written beside it: its height does not say it.
    pub(super) has_number: bool,
}

/// The pieces of a group, lowest first. Beside densities spikes have heights in proportion to their shares.
pub(super) fn shapes(group: &FigureGroup, scale: Scale, with_density: bool) -> Vec<Shape> {
    let spikes = || pieces(group).filter(|piece| is_atom(piece)).map(mass);
    let largest = spikes().fold(if has_density(group) { LARGE } else { 0.0 }, f64::max);
    let unit = if with_density { scale.high() * TALLEST_SPIKE / largest } else { 1.0 };
    let n_spikes = spikes().count();
    let shape = |piece: &[CurveRow]| {
        let share = mass(piece);
        if is_atom(piece) {
            let line = vec![(piece[0].wtp, 0.0), (piece[0].wtp, share * unit)];
            return Shape { line, share, is_spike: true, has_number: n_spikes <= MOST_LABELS };
        }
        let line = piece.iter().map(|row| (row.wtp, row.density.unwrap_or(0.0))).collect();
        let lowest = piece.iter().filter_map(|row| row.density).fold(f64::INFINITY, f64::min);
        let has_number = lowest > scale.high() && share > 0.01;
        Shape { line, share, is_spike: false, has_number }
    };
    pieces(group).map(shape).collect()
}

pub(super) fn draw(
    canvas: &mut Canvas,
    panel: &Panel,
    group: &FigureGroup,
    with_density: bool,
    with_numbers: bool,
) {
    panel.grid(canvas, with_numbers);
    canvas.clip((panel.at.0 - 1.0, panel.at.1), (panel.size.0 + 2.0, panel.size.1 + 0.5));
    let mut labels: Vec<((f64, f64), String)> = Vec::new();
    let mut spikes: Vec<f64> = Vec::new();
    let mut skyline: Vec<(f64, f64)> = Vec::new();
    for shape in shapes(group, panel.ys, with_density) {
        let place = |(wtp, height): &(f64, f64)| (panel.x(*wtp), panel.y(*height));
        if let (true, [_, head]) = (shape.is_spike, &shape.line[..]) {
            let (x, top) = place(head);
            canvas.line(&[(x, panel.bottom()), (x, top)], Stroke { colour: INK, ..EDGE });
            canvas.dot((x, top), INK);
            spikes.push(x);
            if shape.has_number {
                labels.push(((x, top + 2.0), percent(shape.share)));
            }
            continue;
        }
        let cut = |(x, y): (f64, f64)| (x, y.max(panel.at.1 - 4.0));
        let line: Vec<(f64, f64)> = shape.line.iter().map(place).map(cut).collect();
        let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
        let base = panel.bottom();
        let feet = [(last.0, base), (first.0, base)];
        canvas.polygon(&[&line[..], &feet].concat(), GROUND);
        // One outline over neighbours; down to the axis where nobody lives between them.
        if skyline.last().is_some_and(|(x, _)| first.0 - x > 0.05) {
            let foot = skyline.last().map(|(x, _)| (*x, base));
            skyline.extend(foot);
            skyline.push((first.0, base));
        }
        skyline.extend(&line);
        if shape.has_number {
            let middle = f64::midpoint(first.0, last.0);
            labels.push(((middle, panel.at.1 + 7.0), percent(shape.share)));
        }
    }
    if let (Some(first), Some(last)) = (skyline.first(), skyline.last()) {
        let (left, right) = ((first.0, panel.bottom()), (last.0, panel.bottom()));
        canvas.line(&[&[left], &skyline[..], &[right]].concat(), EDGE);
    }
    canvas.unclip();
    // What is cut off, and what is no density, is said as a share.
    let set = Text::plain(SMALL);
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for ((x, y), text) in labels.into_iter().filter(|((x, _), _)| *x <= panel.right() + 1.0) {
        let wide = set.width_of(&text);
        let is_clear = |from: f64, to: f64| !spikes.iter().any(|at| from < *at && *at < to);
        // At the right of its place, at the left, or above it where others are too near.
        let right = x + 3.0 + wide <= panel.right() + 4.0 && is_clear(x + 0.5, x + 4.0 + wide);
        let left = x - 3.0 - wide >= panel.at.0 && is_clear(x - 4.0 - wide, x - 0.5);
        let (start, up) = match (right, left) {
            (true, _) => (x + 3.0, 0.0),
            (_, true) => (x - 3.0 - wide, 0.0),
            _ => ((x - wide / 2.0).min(panel.right() + 6.0 - wide), 5.5),
        };
        let y = (y - up).max(panel.at.1 + 7.0);
        let is_free = taken.iter().all(|(from, to, at)| {
            start > to + 1.0 || start + wide + 1.0 < *from || (y - at).abs() > LINE
        });
        if is_free {
            beside(canvas, (start, y), &text, Anchor::Start);
            taken.push((start, start + wide, y));
        }
    }
}
