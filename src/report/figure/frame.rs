//! Panels with axes, and the heading above them.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use super::axis::{Scale, number};
use super::canvas::{Anchor, Canvas, Text};
use super::labels::{shortened, wrapped};
use super::style::{AXIS, FAINT, INK, LABEL, RULE, SMALL, Stroke, TITLE};

/// The room at the left for the labels of a vertical axis.
pub(super) const LEFT: f64 = 52.0;
/// The room at the right.
pub(super) const RIGHT: f64 = 8.0;
/// The room between two columns.
pub(super) const GAP: f64 = 15.0;
/// How far the numbers of the horizontal axis go beyond its ends: two panels have more than twice that between them.
const ASIDE: f64 = 6.5;
/// The least width of a column.
const COLUMN: f64 = 105.0;

/// A rectangle with two scales.
#[derive(Clone, Copy, Debug)]
pub(super) struct Panel {
    pub(super) at: (f64, f64),
    pub(super) size: (f64, f64),
    pub(super) xs: Scale,
    pub(super) ys: Scale,
}

impl Panel {
    pub(super) fn x(&self, x: f64) -> f64 {
        self.at.0 + self.xs.part(x) * self.size.0
    }

    pub(super) fn y(&self, y: f64) -> f64 {
        self.at.1 + (1.0 - self.ys.part(y)) * self.size.1
    }

    pub(super) fn right(&self) -> f64 {
        self.at.0 + self.size.0
    }

    pub(super) fn bottom(&self) -> f64 {
        self.at.1 + self.size.1
    }

    /// Lines across at the ticks; with numbers where the panel is the first of its row.
    pub(super) fn grid(&self, canvas: &mut Canvas, with_numbers: bool) {
        for tick in self.ys.ticks(self.size.1 / 20.0) {
            let y = self.y(tick);
            canvas.line(&[(self.at.0, y), (self.right(), y)], RULE);
            if with_numbers {
                let set = Text::plain(SMALL).at(Anchor::End);
                canvas.text((self.at.0 - 3.0, y + SMALL * 0.36), &number(tick), set);
            }
        }
    }

    /// The two axes; `with_numbers`: those of the horizontal one.
    pub(super) fn axes(&self, canvas: &mut Canvas, with_numbers: bool) {
        let (left, bottom) = (self.at.0, self.bottom());
        canvas.line(&[(left, self.at.1), (left, bottom), (self.right(), bottom)], AXIS);
        let ticks = self.xs.ticks(self.size.0 / 38.0);
        let set = Text::plain(SMALL).at(Anchor::Middle);
        let mut end = f64::NEG_INFINITY;
        for tick in ticks {
            let x = self.x(tick);
            canvas.line(&[(x, bottom), (x, bottom + 2.5)], AXIS);
            let text = number(tick);
            let half = set.width_of(&text) / 2.0;
            // A long number at an end keeps away from the next panel, and from the edge of the paper.
            let (low, high) = (left - ASIDE + half, self.right() + ASIDE - half);
            let middle = if low < high { x.clamp(low, high) } else { x };
            if with_numbers && middle - half > end + 2.0 {
                canvas.text((middle, bottom + 3.5 + SMALL), &text, set);
                end = middle + half;
            }
        }
    }

    /// What the vertical axis shows, without its unit where that needs more than two lines.
    pub(super) fn y_title(&self, canvas: &mut Canvas, text: &str) {
        let set = Text::plain(LABEL).at(Anchor::Middle).upright();
        let lines = |text| wrapped(text, set, self.size.1 + 12.0);
        let is_long = lines(text).len() > 2;
        let lines = lines(text.split(" (").next().filter(|_| is_long).unwrap_or(text));
        for (k, line) in lines.iter().take(2).enumerate() {
            let x = self.at.0 - LEFT + LABEL * (1.2 + 1.15 * f64_of(k));
            canvas.text((x, self.at.1 + self.size.1 / 2.0), line, set);
        }
    }

    /// What the horizontal axis shows; gives the height below.
    pub(super) fn x_title(&self, canvas: &mut Canvas, text: &str) -> f64 {
        let set = Text::plain(LABEL).at(Anchor::Middle);
        let mut y = self.bottom() + SMALL + 5.0;
        for line in wrapped(text, set, self.size.0 + GAP) {
            y += LABEL * 1.15;
            canvas.text((self.at.0 + self.size.0 / 2.0, y), &line, set);
        }
        y + 3.0
    }

    /// The panel and so many more of its size to its right.
    pub(super) fn row_of(&self, n_panels: usize) -> Self {
        let all = f64_of(n_panels) * (self.size.0 + GAP) - GAP;
        Self { size: (all, self.size.1), ..*self }
    }

    /// A line through numbers, broken where one is missing.
    pub(super) fn curve<'a>(
        &self,
        canvas: &mut Canvas,
        points: impl Iterator<Item = &'a (f64, Option<f64>)>,
        stroke: Stroke,
    ) {
        let mut run: Vec<(f64, f64)> = Vec::new();
        for (x, y) in points {
            match y {
                // A line that leaves the panel is cut there; far outside is as good as outside.
                Some(y) => {
                    let part = self.ys.part(*y).clamp(-3.0, 4.0);
                    run.push((self.x(*x), self.at.1 + (1.0 - part) * self.size.1));
                }
                None => canvas.line(&std::mem::take(&mut run), stroke),
            }
        }
        canvas.line(&run, stroke);
    }
}

/// Small whole numbers as doubles.
pub(super) fn f64_of(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The columns of a figure: how many fit side by side, and how wide each is.
pub(super) fn columns(width: f64, n_groups: usize) -> (usize, f64) {
    let room = width - LEFT - RIGHT + GAP;
    let fit = (1..=n_groups.min(6)).rev().find(|n| room / f64_of(*n) - GAP >= COLUMN);
    let n = fit.unwrap_or(1);
    // Rows of the same length look better than a full one with a rest.
    let n = n_groups.div_ceil(n_groups.div_ceil(n));
    (n, room / f64_of(n) - GAP)
}

/// The title; gives the height that it takes.
pub(super) fn heading(canvas: &mut Canvas, width: f64, title: &str) -> f64 {
    let set = Text::plain(TITLE).bold();
    let mut y = 5.0;
    for line in wrapped(title, set, width - 12.0) {
        y += TITLE * 1.2;
        canvas.text((6.0, y), &line, set);
    }
    y + 5.0
}

/// The label of a group above its column.
pub(super) fn group_label(canvas: &mut Canvas, (x, y): (f64, f64), width: f64, label: &str) {
    let set = Text::plain(LABEL).bold();
    canvas.text((x, y), &shortened(label, set, width), set);
}

/// Lines with what they are, in a row below the heading; gives the height.
pub(super) fn key(canvas: &mut Canvas, width: f64, top: f64, entries: &[(Stroke, &str)]) -> f64 {
    let set = Text::plain(LABEL);
    let (mut x, mut y) = (6.0, top + LABEL);
    for (stroke, text) in entries {
        let wide = 20.0 + set.width_of(text);
        if x > 6.0 && x + wide > width - 4.0 {
            (x, y) = (6.0, y + LABEL * 1.35);
        }
        canvas.line(&[(x, y - LABEL * 0.32), (x + 16.0, y - LABEL * 0.32)], *stroke);
        canvas.text((x + 20.0, y), text, set);
        x += wide + 10.0;
    }
    y + 6.0
}

/// A remark below a figure.
pub(super) fn remark(canvas: &mut Canvas, width: f64, top: f64, text: &str) -> f64 {
    let set = Text::plain(SMALL).in_colour(FAINT);
    let mut y = top;
    for line in wrapped(text, set, width - 12.0) {
        y += SMALL * 1.25;
        canvas.text((6.0, y), &line, set);
    }
    y + 3.0
}

/// `what (unit)`
pub(super) fn in_unit(what: &str, unit: Option<&str>) -> String {
    unit.map_or_else(|| what.to_owned(), |unit| format!("{what} ({unit})"))
}

/// A label at a line, on a light ground so that the line does not cross it.
pub(super) fn beside(canvas: &mut Canvas, (x, y): (f64, f64), text: &str, anchor: Anchor) {
    let set = Text::plain(SMALL).at(anchor).in_colour(INK);
    let width = set.width_of(text);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    canvas.veil((left - 1.0, y - SMALL * 0.82), (width + 2.0, SMALL * 1.05));
    canvas.text((x, y), text, set);
}
