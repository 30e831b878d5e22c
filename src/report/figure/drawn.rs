//! What a figure shows and how it looks, as plain values, for programs that draw it themselves. The Python package
//! hands them to matplotlib.

use ironproof_results::along::Along;
use ironproof_results::figure::Figure;
use ironproof_results::gains::{Gains, Part};
use ironproof_results::lines::Lines;
use ironproof_results::map::RegimeMap;
use ironproof_results::solve::SegmentKind;
use serde::Serialize;
use serde_json::Value;

use super::axis::Axis;
use super::density::{Shape, any_density, shapes};
use super::frame::columns;
use super::style::{
    self, AXIS, EDGE, GROUND, HATCH, Hatch, LABEL, LEVEL, RULE, SMALL, Stroke, TITLE,
};
use super::{gains, hull, lines, map, mechanism, path, regions, split, weights};

/// A figure without the places of anything on paper.
#[derive(Serialize)]
struct Drawn<'a, T> {
    title: &'a str,
    /// How many groups stand side by side.
    n_columns: usize,
    /// The axis that all panels of a group share.
    across: Option<Axis>,
    /// The axes of the panels of a group, from the top.
    up: Vec<Axis>,
    lines: Vec<Line>,
    fills: Vec<Fill>,
    /// The people of each group.
    people: Vec<Vec<Shape>>,
    /// What is said above and below the panels.
    above: Option<String>,
    below: Option<String>,
    look: Look,
    /// The numbers.
    data: &'a T,
}

/// A line, and what it is.
#[derive(Serialize)]
struct Line {
    name: String,
    #[serde(flatten)]
    stroke: Stroke,
}

/// The look of an area, and what it is.
#[derive(Serialize)]
struct Fill {
    name: String,
    colour: &'static str,
    hatch: Hatch,
}

/// What is the same in all figures.
#[derive(Serialize)]
struct Look {
    ink: &'static str,
    faint: &'static str,
    ground: &'static str,
    hatch: &'static str,
    axis: Stroke,
    rule: Stroke,
    level: Stroke,
    edge: Stroke,
    /// Sizes of text, in points.
    title: f64,
    label: f64,
    small: f64,
}

const LOOK: Look = Look {
    ink: style::INK,
    faint: style::FAINT,
    ground: GROUND,
    hatch: HATCH,
    axis: AXIS,
    rule: RULE,
    level: LEVEL,
    edge: EDGE,
    title: TITLE,
    label: LABEL,
    small: SMALL,
};

impl<'a, T> Drawn<'a, T> {
    fn new(title: &'a str, data: &'a T) -> Self {
        let (n_columns, look) = (1, LOOK);
        Self {
            title,
            n_columns,
            across: None,
            up: Vec::new(),
            lines: Vec::new(),
            fills: Vec::new(),
            people: Vec::new(),
            above: None,
            below: None,
            look,
            data,
        }
    }
}

fn value<T: Serialize>(drawn: &Drawn<'_, T>) -> Value {
    match serde_json::to_value(drawn) {
        Ok(value) => value,
        Err(error) => unreachable!("plain values have a JSON: {error}"),
    }
}

fn line((stroke, name): (Stroke, impl Into<String>)) -> Line {
    Line { name: name.into(), stroke }
}

fn fill(name: impl Into<String>, (colour, hatch): (&'static str, Hatch)) -> Fill {
    Fill { name: name.into(), colour, hatch }
}

pub(super) fn of_mechanism(figure: &Figure, width: f64) -> Value {
    let (across, up) = mechanism::axes(figure);
    let with_density = any_density(&figure.groups);
    let scale = up[2].scale;
    let people = figure.groups.iter().map(|group| shapes(group, scale, with_density)).collect();
    let kinds = [
        SegmentKind::NotServed,
        SegmentKind::Free,
        SegmentKind::Lottery,
        SegmentKind::SameForAll,
        SegmentKind::Market,
    ];
    value(&Drawn {
        n_columns: columns(width, figure.groups.len()).0,
        across: Some(across),
        up: up.into(),
        lines: [(style::FIRST, "quality"), (style::SECOND, "payment")].map(line).into(),
        fills: kinds.map(|kind| fill(kind.name(), style::of_kind(kind))).into(),
        people,
        below: mechanism::said_outside(figure),
        ..Drawn::new(&figure.title, figure)
    })
}

pub(super) fn of_hull(figure: &Figure, width: f64) -> Value {
    let (across, up) = hull::axes(figure);
    value(&Drawn {
        n_columns: columns(width, figure.groups.len()).0,
        across: Some(across),
        up: up.into(),
        lines: hull::LINES.map(line).into(),
        fills: vec![fill("pool", regions::POOL)],
        below: hull::is_cut(figure).then(|| hull::CUT.to_owned()),
        ..Drawn::new(&figure.title, figure)
    })
}

pub(super) fn of_weights(figure: &Figure, width: f64) -> Value {
    let (across, up) = weights::axes(figure);
    value(&Drawn {
        n_columns: columns(width, figure.groups.len()).0,
        across: Some(across),
        up: vec![up],
        lines: weights::lines(figure).map(line).into(),
        below: weights::is_cut(figure).then(|| weights::CUT.to_owned()),
        ..Drawn::new(&figure.title, figure)
    })
}

pub(super) fn of_split(figure: &Figure) -> Value {
    let (across, up) = split::axes(figure);
    let groups = figure.groups.iter().enumerate();
    value(&Drawn {
        across: Some(across),
        up: vec![up],
        fills: groups.map(|(g, group)| fill(&group.label, style::of_group(g))).collect(),
        ..Drawn::new(&figure.title, figure)
    })
}

pub(super) fn of_path(along: &Along) -> Value {
    let (across, up) = path::axes(along);
    value(&Drawn {
        across: Some(across),
        up: vec![up],
        lines: path::LINES.map(|(stroke, name, _)| line((stroke, name))).into(),
        fills: vec![fill("band", (path::BAND, Hatch::None))],
        ..Drawn::new(&along.title, along)
    })
}

pub(super) fn of_map(found: &RegimeMap) -> Value {
    let (across, up) = map::axes(found);
    let structures = found.structures.iter().enumerate();
    value(&Drawn {
        across: Some(across),
        up: vec![up],
        fills: structures
            .map(|(k, structure)| fill(&structure.name, style::of_structure(k)))
            .collect(),
        ..Drawn::new(&found.title, found)
    })
}

/// Errors are as they are in the data, and the horizontal axis is about their decimals.
pub(super) fn of_lines(found: &Lines) -> Value {
    let (across, up) = lines::axes(found);
    let each = found.lines.iter().enumerate();
    value(&Drawn {
        across: Some(across),
        up: vec![up],
        lines: each.map(|(k, own)| line((style::of_line(k), lines::named(own)))).collect(),
        ..Drawn::new(&found.title, found)
    })
}

/// There is a fill for each part of each group, in their order.
pub(super) fn of_gains(found: &Gains) -> Value {
    let look = |part: &Part| {
        let (colour, hatch, name) = gains::look(part.effect);
        fill(name, (colour, hatch))
    };
    value(&Drawn {
        fills: found.groups.iter().flat_map(|group| group.parts.iter().map(look)).collect(),
        above: Some(gains::said_above(found)),
        below: Some(gains::said_below(found)),
        ..Drawn::new(&found.title, found)
    })
}
