//! Who gains and who loses if one policy takes the place of another: a bar for each group.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::gains::{Gains, Part};
use ironproof_results::policies::EffectFound;

use super::axis::{Scale, percent, rounded};
use super::canvas::{Anchor, Canvas, Text};
use super::frame::{Panel, RIGHT, group_label, heading, in_unit, remark};
use super::labels::wrapped;
use super::style::{EDGE, Hatch, LABEL, LEADER, SMALL};

const BAR: f64 = 16.0;
const LEFT: f64 = 8.0;

/// Draws which part of each group gains.
pub(super) fn draw(gains: &Gains, width: f64) -> String {
    let mut canvas = Canvas::new(width);
    let mut top = heading(&mut canvas, width, &gains.title);
    let set = Text::plain(LABEL);
    for line in wrapped(&said_above(gains), set, width - 12.0) {
        canvas.text((6.0, top + LABEL), &line, set);
        top += LABEL * 1.3;
    }
    let n_groups = gains.groups.len();
    let mut bottom = top;
    for (k, group) in gains.groups.iter().enumerate() {
        let at = (LEFT, top + LABEL + 8.0);
        let panel = Panel {
            at,
            size: (width - LEFT - RIGHT, BAR),
            xs: Scale::new(0.0, 1.0),
            ys: Scale::new(0.0, 1.0),
        };
        group_label(&mut canvas, (LEFT, at.1 - 3.0), panel.size.0, &group.label);
        for part in &group.parts {
            bar(&mut canvas, &panel, part);
        }
        places(&mut canvas, &panel, &group.parts);
        top = panel.bottom() + SMALL + 6.0;
        bottom = top;
        if k + 1 == n_groups {
            bottom += 2.0;
        }
    }
    let bottom = remark(&mut canvas, width, bottom, &said_below(gains));
    let said =
        format!("{}: who gains by {} in place of {}", gains.title, gains.second, gains.first);
    canvas.finish(bottom + 3.0, &said)
}

/// How a bar is read.
pub(super) fn said_below(gains: &Gains) -> String {
    let unit = in_unit("willingness to pay", gains.unit.as_deref());
    format!(
        "A bar is a group, from the lowest willingness to pay to the highest, each person as wide as the next; \
         the numbers below are the {unit} where the effect changes."
    )
}

/// What takes the place of what.
pub(super) fn said_above(gains: &Gains) -> String {
    format!("{} in place of {}", gains.second, gains.first)
}

/// The look of an effect, and its name.
pub(super) fn look(effect: EffectFound) -> (&'static str, Hatch, &'static str) {
    match effect {
        EffectFound::Gain => ("#a9d8f5", Hatch::None, "gain"),
        EffectFound::Loss => ("#f3b98a", Hatch::Rising, "lose"),
        EffectFound::Same => ("#f2f2f2", Hatch::None, "same"),
        EffectFound::Nearly => ("#f2f2f2", Hatch::None, "next to the same"),
        EffectFound::Open => ("#ffffff", Hatch::Dots, "not decided"),
    }
}

fn bar(canvas: &mut Canvas, panel: &Panel, part: &Part) {
    let (from, to) = (panel.x(part.share.0), panel.x(part.share.1));
    let (fill, hatch, name) = look(part.effect);
    let (at, size) = ((from, panel.at.1), (to - from, panel.size.1));
    canvas.area(at, size, fill, hatch);
    let (right, low) = (to, panel.bottom());
    canvas.line(&[at, (right, at.1), (right, low), (from, low), at], EDGE);
    let set = Text::plain(SMALL).at(Anchor::Middle);
    let long = format!("{name} {}", percent(part.share.1 - part.share.0));
    let middle = (f64::midpoint(from, to), at.1 + BAR / 2.0 + SMALL * 0.36);
    if let Some(text) =
        [&long[..], name].into_iter().find(|text| set.width_of(text) < to - from - 2.0)
    {
        canvas.veil(
            (middle.0 - set.width_of(text) / 2.0 - 1.0, middle.1 - 6.0),
            (set.width_of(text) + 2.0, 7.5),
        );
        canvas.text(middle, text, set);
    }
}

/// Willingness to pay where the effect changes, and at the lowest type.
fn places(canvas: &mut Canvas, panel: &Panel, parts: &[Part]) {
    let set = Text::plain(SMALL).at(Anchor::Middle);
    let mut end = f64::NEG_INFINITY;
    for part in parts.iter().skip(1) {
        let (x, text) = (panel.x(part.share.0), rounded(part.wtp_from));
        let half = set.width_of(&text) / 2.0;
        if x - half > end + 3.0 {
            canvas.line(&[(x, panel.bottom()), (x, panel.bottom() + 2.5)], LEADER);
            canvas.text((x, panel.bottom() + 3.0 + SMALL), &text, set);
            end = x + half;
        }
    }
}
