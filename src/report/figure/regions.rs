//! The segments of a group as shaded regions with names above.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::figure::FigureSegment;

use super::axis::percent;
use super::canvas::{Anchor, Canvas, Text};
use super::frame::{Panel, f64_of};
use super::labels::spread;
use super::style::{EDGE, Hatch, LEADER, SMALL, of_kind};

/// A named interval of the horizontal axis.
pub(super) struct Region {
    pub(super) name: &'static str,
    pub(super) share: f64,
    pub(super) ends: (f64, f64),
    fill: (&'static str, Hatch),
}

/// The colour and the hatch of a pool.
pub(super) const POOL: (&str, Hatch) = ("#ececec", Hatch::Rising);

/// The height of the names above a panel if they are in two lines, and if they run upward.
const FLAT: f64 = 2.0 * SMALL + 8.0;
const UPRIGHT: f64 = 62.0;
const GAP: f64 = 5.0;

/// Regions over willingness to pay, up to the end of an axis. Where nobody lives, a region goes on to the next one.
pub(super) fn over_wtp(segments: &[FigureSegment], high: f64) -> Vec<Region> {
    let of = |(k, segment): (usize, &FigureSegment)| {
        let end = segments.get(k + 1).map_or(segment.wtp.1, |next| next.wtp.0.max(segment.wtp.1));
        Region::new(segment, (segment.wtp.0.min(high), end.min(high)))
    };
    segments.iter().enumerate().map(of).collect()
}

/// Regions over the share of the group.
pub(super) fn over_share(pools: &[(f64, f64)]) -> Vec<Region> {
    let of = |pool: &(f64, f64)| Region {
        name: "pool",
        share: pool.1 - pool.0,
        ends: *pool,
        fill: POOL,
    };
    pools.iter().map(of).collect()
}

impl Region {
    fn new(segment: &FigureSegment, ends: (f64, f64)) -> Self {
        Self {
            name: segment.kind.name(),
            share: segment.share.1 - segment.share.0,
            ends,
            fill: of_kind(segment.kind),
        }
    }

    fn width(&self) -> f64 {
        let set = Text::plain(SMALL);
        set.width_of(self.name).max(set.width_of(&percent(self.share))) + GAP
    }
}

/// The room that names need above panels that are so wide.
pub(super) fn room<'a>(groups: impl Iterator<Item = &'a [Region]>, width: f64) -> f64 {
    let is_tight =
        |regions: &[Region]| regions.iter().map(Region::width).sum::<f64>() > width + 8.0;
    groups.map(|regions| if is_tight(regions) { UPRIGHT } else { FLAT }).fold(0.0, f64::max)
}

/// Shades the regions of a panel.
pub(super) fn shade(canvas: &mut Canvas, panel: &Panel, regions: &[Region]) {
    for region in regions {
        let (from, to) = (panel.x(region.ends.0), panel.x(region.ends.1));
        let (fill, hatch) = region.fill;
        canvas.area((from, panel.at.1), (to - from, panel.size.1), fill, hatch);
    }
}

/// Writes the names of the regions above a panel, in a strip of this height.
pub(super) fn names(canvas: &mut Canvas, panel: &Panel, regions: &[Region], height: f64) {
    let middle = |region: &Region| f64::midpoint(panel.x(region.ends.0), panel.x(region.ends.1));
    let room = (panel.at.0 - 4.0, panel.right() + 4.0);
    let flat: Vec<f64> = regions.iter().map(Region::width).collect();
    let top = panel.at.1 - 4.0;
    let wanted: Vec<f64> = regions.iter().map(middle).collect();
    if let Some(places) = spread(&wanted, &flat, room) {
        for ((region, place), middle) in regions.iter().zip(places).zip(wanted) {
            let set = Text::plain(SMALL).at(Anchor::Middle);
            canvas.text((place, top - SMALL * 1.1 - 2.0), region.name, set);
            canvas.text((place, top - 2.0), &percent(region.share), set);
            leader(canvas, (place, top - 0.5), (middle, panel.at.1), region, panel);
        }
        return;
    }
    // The largest ones, running upward, as many as there is room for.
    let line = SMALL * 1.15;
    let mut shown: Vec<usize> = (0..regions.len()).collect();
    shown.sort_by(|a, b| regions[*b].share.total_cmp(&regions[*a].share));
    while f64_of(shown.len()) * line > room.1 - room.0 {
        shown.pop();
    }
    shown.sort_unstable();
    let wanted: Vec<f64> = shown.iter().map(|k| wanted[*k]).collect();
    let places = spread(&wanted, &vec![line; shown.len()], room).unwrap_or_default();
    for ((k, place), middle) in shown.iter().zip(places).zip(wanted) {
        let region = &regions[*k];
        let text = format!("{} {}", region.name, percent(region.share));
        let foot = panel.at.1 - 7.0;
        canvas.text((place + SMALL * 0.36, foot), &text, Text::plain(SMALL).upright());
        leader(canvas, (place, foot + 1.5), (middle, panel.at.1), region, panel);
    }
    debug_assert!(height >= FLAT);
}

/// A line from a name to its region, where the name is not above it.
fn leader(
    canvas: &mut Canvas,
    from: (f64, f64),
    (middle, top): (f64, f64),
    region: &Region,
    panel: &Panel,
) {
    let (left, right) = (panel.x(region.ends.0), panel.x(region.ends.1));
    let x = from.0.clamp(left, right);
    if (x - from.0).abs() > 0.5 || right - left < 4.0 {
        let x = if right - left < 4.0 { middle } else { x };
        canvas.line(&[from, (x, top)], LEADER);
    }
}

/// Lines between the regions.
pub(super) fn edges(canvas: &mut Canvas, panel: &Panel, regions: &[Region]) {
    for region in regions.iter().skip(1) {
        let x = panel.x(region.ends.0);
        canvas.line(
            &[(x, panel.at.1), (x, panel.bottom())],
            super::style::Stroke { width: 0.4, ..EDGE },
        );
    }
}
