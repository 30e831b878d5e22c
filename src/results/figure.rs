//! `figure`: what a figure of a continuous optimum shows, as doubles.
//!
//! The ends of segments are the middles of proved enclosures. Between the ends of a market in which quality rises with
//! the rank, quality and payment are computed in doubles.

#![expect(clippy::float_arithmetic, reason = "a figure is not a verdict")]

use ironproof_continuum::{Form, Segment};
use ironproof_curves::Between;
use ironproof_explain as explain;
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::{Rational, approx};
use serde::Serialize;

use crate::curves::{CurveRow, curves};
use crate::handed::{Handed, Slab};
use crate::solve::SegmentKind;

/// An optimum, as a figure shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// The line for people of the instance.
    pub title: String,
    /// The unit of money, if the instance names it.
    pub unit: Option<String>,
    /// The weight on revenue.
    pub alpha: f64,
    /// The groups, in the order of the instance.
    pub groups: Vec<FigureGroup>,
    /// Who gets which objects, best first.
    pub objects: Vec<Objects>,
}

/// A group, as a figure shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureGroup {
    /// The label.
    pub label: String,
    /// The number of agents.
    pub mass: f64,
    /// All curves.
    pub curves: Vec<CurveRow>,
    /// Intervals of types that are treated alike.
    pub segments: Vec<FigureSegment>,
    /// Who gets and pays what, from the lowest willingness to pay.
    pub schedule: Vec<SchedulePoint>,
    /// The shares at the ends of each interval on which Psi is below its hull.
    pub pools: Vec<(f64, f64)>,
}

/// An interval of types that are treated alike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FigureSegment {
    /// What they get.
    pub kind: SegmentKind,
    /// The share of the group below its two ends.
    pub share: (f64, f64),
    /// Willingness to pay at its two ends.
    pub wtp: (f64, f64),
    /// Expected quality at its two ends.
    pub quality: (f64, f64),
    /// What is paid at its two ends.
    pub price: (f64, f64),
}

/// What a type gets and pays.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SchedulePoint {
    /// The index of its segment.
    pub segment: usize,
    /// Willingness to pay.
    pub wtp: f64,
    /// Expected quality.
    pub quality: f64,
    /// Payment.
    pub payment: f64,
}

/// Objects of neighbouring qualities, and who gets them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Objects {
    /// The best quality.
    pub best: f64,
    /// The worst quality.
    pub worst: f64,
    /// How many there are.
    pub mass: f64,
    /// How many each group gets.
    pub takers: Vec<f64>,
}

/// A row of the data of a mechanism: the schedule of a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/figures.md describes the columns")]
pub struct MechanismRow {
    pub group: String,
    pub segment: usize,
    pub kind: SegmentKind,
    pub share_from: f64,
    pub share_to: f64,
    pub wtp: f64,
    pub quality: f64,
    pub payment: f64,
}

/// A row of the data of a division: objects that a group gets.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/figures.md describes the columns")]
pub struct SplitRow {
    pub best: f64,
    pub worst: f64,
    pub mass: f64,
    /// Empty for objects that nobody gets.
    pub group: String,
    pub taken: f64,
}

/// Bars of a piece of supply in which quality varies.
const N_BARS: u32 = 20;
/// Rises of quality below this are not seen.
const UNSEEN: f64 = 1e-4;

/// Solves an instance for a figure, every number with a relative width of about `width`.
///
/// # Errors
/// [`explain::Error`] if the optimum is not known, or the instance is not of the plain model.
pub fn figure(instance: &ContinuousInstance, width: &Rational) -> Result<Figure, explain::Error> {
    let explanation = explain::explain(instance, width)?;
    let rows = curves(instance, &explanation)
        .map_err(|error| explain::Error::Optimum(ironproof_continuum::Error::from(error)))?;
    let of = |label: &str| -> Vec<CurveRow> {
        rows.iter().filter(|row| row.group == label).cloned().collect()
    };
    let all: Vec<(f64, Vec<CurveRow>)> =
        instance.groups.iter().map(|group| (approx(&group.mass), of(&group.label))).collect();
    let seen: Vec<(f64, &[CurveRow])> = all.iter().map(|(mass, rows)| (*mass, &rows[..])).collect();
    let handed = Handed::new(&seen, &instance.quality);
    let objects = objects(&handed, all.len());
    let each = explanation.answer.groups.iter().zip(&explanation.hulls).zip(all).enumerate();
    let groups = each.map(|(g, ((answer, hull), (mass, curves)))| {
        let segments: Vec<FigureSegment> = answer.segments.iter().map(FigureSegment::new).collect();
        let is_pool = |form: Form| matches!(form, Form::Pool(_));
        let pools = hull.arcs.iter().filter(|arc| is_pool(arc.form));
        FigureGroup {
            label: answer.label.clone(),
            mass,
            schedule: schedule(&segments, &answer.segments, &handed, g),
            pools: pools.map(|arc| (near(&arc.from), near(&arc.to))).collect(),
            segments,
            curves,
        }
    });
    Ok(Figure {
        title: instance.title.clone(),
        unit: instance.unit.clone(),
        alpha: approx(&instance.alpha),
        groups: groups.collect(),
        objects,
    })
}

fn near(number: &Between) -> f64 {
    approx(&number.middle())
}

impl FigureSegment {
    fn new(segment: &Segment) -> Self {
        let both = |ends: &(Between, Between)| (near(&ends.0), near(&ends.1));
        Self {
            kind: SegmentKind::from(segment.kind),
            share: both(&segment.share),
            wtp: both(&segment.wtp),
            quality: both(&segment.quality),
            price: both(&segment.price),
        }
    }
}

/// The corners of the lines of quality and payment.
fn schedule(
    segments: &[FigureSegment],
    answer: &[Segment],
    handed: &Handed,
    group: usize,
) -> Vec<SchedulePoint> {
    let mut points = Vec::new();
    for (index, (segment, found)) in segments.iter().zip(answer).enumerate() {
        let end = |wtp, quality, payment| SchedulePoint { segment: index, wtp, quality, payment };
        if found.contracts.len() > 1 {
            for contract in &found.contracts {
                let (quality, price) = (near(&contract.quality), near(&contract.price));
                for wtp in [&contract.wtp.0, &contract.wtp.1] {
                    points.push(end(near(wtp), quality, price));
                }
            }
            continue;
        }
        let FigureSegment { wtp, quality, price, .. } = *segment;
        points.push(end(wtp.0, quality.0, price.0));
        if segment.kind == SegmentKind::Market && quality.1 - quality.0 > UNSEEN {
            points.extend(inside((index, segment), handed, group));
        }
        points.push(end(wtp.1, quality.1, price.1));
    }
    points
}

/// What the types inside a market get; payments are those that make nobody envious.
fn inside(
    (index, segment): (usize, &FigureSegment),
    handed: &Handed,
    group: usize,
) -> Vec<SchedulePoint> {
    let FigureSegment { share, wtp, quality, price, .. } = *segment;
    let is_inside = |cell: &&crate::handed::Cell| {
        let middle = f64::midpoint(cell.share.0, cell.share.1);
        cell.group == group && share.0 < middle && middle < share.1
    };
    let mut cells: Vec<_> = handed.cells.iter().filter(is_inside).collect();
    cells.sort_by(|a, b| a.share.0.total_cmp(&b.share.0));
    let mut before =
        SchedulePoint { segment: index, wtp: wtp.0, quality: quality.0, payment: price.0 };
    let mut all = Vec::with_capacity(cells.len());
    for cell in cells {
        let quality = handed.mean(cell.ranks).clamp(before.quality, quality.1);
        let at = f64::midpoint(cell.wtp.0, cell.wtp.1);
        let paid = f64::midpoint(before.wtp, at) * (quality - before.quality);
        before = SchedulePoint { segment: index, wtp: at, quality, payment: before.payment + paid };
        all.push(before);
    }
    // What the last step adds; then payments end where they are known to end.
    let last = wtp.1 * (quality.1 - before.quality);
    let (risen, rise) = (before.payment + last - price.0, price.1 - price.0);
    let scale = if risen > 0.0 { rise / risen } else { 1.0 };
    for point in &mut all {
        point.payment = price.0 + scale * (point.payment - price.0);
    }
    simplified(&all)
}

/// The points without those that are on the line between their neighbours.
fn simplified(points: &[SchedulePoint]) -> Vec<SchedulePoint> {
    let mut kept: Vec<SchedulePoint> = Vec::new();
    let mut skipped = 0;
    for (k, point) in points.iter().enumerate() {
        let next = points.get(k + 1);
        let is_between = match (kept.last(), next) {
            (Some(last), Some(next)) if next.wtp > last.wtp => {
                let part = (point.wtp - last.wtp) / (next.wtp - last.wtp);
                let line = last.quality + part * (next.quality - last.quality);
                (line - point.quality).abs() < UNSEEN / 2.0 && skipped < 100
            }
            _ => false,
        };
        if is_between {
            skipped += 1;
        } else {
            kept.push(*point);
            skipped = 0;
        }
    }
    kept
}

/// Neighbouring qualities together: a level, or a twentieth of a range.
fn objects(handed: &Handed, n_groups: usize) -> Vec<Objects> {
    let mut bars: Vec<Slab> = Vec::new();
    let mut n_joined = 0;
    for slab in &handed.slabs {
        let is_level = slab.quality.0 <= slab.quality.1;
        match bars.last_mut() {
            Some(bar) if !is_level && n_joined % (200 / N_BARS) != 0 => {
                bar.ranks.1 = slab.ranks.1;
                bar.quality.1 = slab.quality.1;
            }
            _ => bars.push(*slab),
        }
        n_joined = if is_level { 0 } else { n_joined + 1 };
    }
    let of = |bar: &Slab| Objects {
        best: bar.quality.0,
        worst: bar.quality.1,
        mass: bar.ranks.1 - bar.ranks.0,
        takers: handed.takers(bar.ranks, n_groups),
    };
    bars.iter().map(of).collect()
}

impl Figure {
    /// The data of the figure of the mechanism.
    pub fn mechanism_rows(&self) -> Vec<MechanismRow> {
        let of_group = |group: &FigureGroup| {
            let row = |point: &SchedulePoint| {
                let segment = &group.segments[point.segment];
                MechanismRow {
                    group: group.label.clone(),
                    segment: point.segment + 1,
                    kind: segment.kind,
                    share_from: segment.share.0,
                    share_to: segment.share.1,
                    wtp: point.wtp,
                    quality: point.quality,
                    payment: point.payment,
                }
            };
            group.schedule.iter().map(row).collect::<Vec<_>>()
        };
        self.groups.iter().flat_map(of_group).collect()
    }

    /// All curves, which are the data of the figures of the hull and of the weights.
    pub fn curve_rows(&self) -> Vec<&CurveRow> {
        self.groups.iter().flat_map(|group| &group.curves).collect()
    }

    /// The data of the figure of who gets which quality.
    pub fn split_rows(&self) -> Vec<SplitRow> {
        let mut rows = Vec::new();
        for Objects { best, worst, mass, takers } in &self.objects {
            let left = (mass - takers.iter().sum::<f64>()).max(0.0);
            let labels = self.groups.iter().map(|group| group.label.clone());
            let each = labels.zip(takers.iter().copied());
            for (group, taken) in each.chain([(String::new(), left)]) {
                rows.push(SplitRow { best: *best, worst: *worst, mass: *mass, group, taken });
            }
        }
        rows
    }
}
