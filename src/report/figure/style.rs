//! One look for all figures: the colours of Okabe and Ito, which people tell apart who see few colours, with dashes and
//! hatches for print in grey.

use ironproof_results::solve::SegmentKind;
use serde::Serialize;

/// How a line is drawn.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Stroke {
    pub(super) colour: &'static str,
    pub(super) width: f64,
    /// Lengths of dashes and gaps; empty for a line without.
    pub(super) dashes: &'static str,
}

/// What is in a filled area beside its colour: it tells areas apart in grey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Hatch {
    None,
    Rising,
    Falling,
    Dots,
}

pub(super) const INK: &str = "#222222";
pub(super) const FAINT: &str = "#666666";
pub(super) const GRID: &str = "#e4e4e4";
pub(super) const HATCH: &str = "#8c8c8c";
pub(super) const GROUND: &str = "#d9d9d9";

const BLUE: &str = "#0072b2";
const VERMILION: &str = "#d55e00";
const GREEN: &str = "#009e73";

/// Sizes of text, in points.
pub(super) const TITLE: f64 = 8.5;
pub(super) const LABEL: f64 = 7.5;
pub(super) const SMALL: f64 = 6.5;

const fn stroke(colour: &'static str, width: f64, dashes: &'static str) -> Stroke {
    Stroke { colour, width, dashes }
}

pub(super) const AXIS: Stroke = stroke(INK, 0.6, "");
pub(super) const RULE: Stroke = stroke(GRID, 0.5, "");
pub(super) const LEADER: Stroke = stroke(FAINT, 0.4, "");
/// The first, the second and the third line of a panel.
pub(super) const FIRST: Stroke = stroke(BLUE, 1.3, "");
pub(super) const SECOND: Stroke = stroke(VERMILION, 1.3, "4 2");
pub(super) const THIRD: Stroke = stroke(GREEN, 1.3, "1.2 1.6");
/// So many lines are told apart by colour, and by dashes; of more, no two have both.
pub(super) const N_LINES: usize = 6;
/// A level to compare with.
pub(super) const LEVEL: Stroke = stroke(FAINT, 0.6, "");
pub(super) const EDGE: Stroke = stroke("#555555", 0.7, "");

/// The line with this index among many.
pub(super) fn of_line(index: usize) -> Stroke {
    const COLOURS: [&str; N_LINES] = [BLUE, VERMILION, GREEN, INK, "#8b0000", "#4b0082"];
    const DASHES: [&str; N_LINES] =
        ["", "4 2", "1.2 1.6", "8 2.5", "6 2 1.2 2", "3 1.2 1.2 1.2 1.2 1.2"];
    let place = index % N_LINES;
    stroke(COLOURS[place], 1.2, DASHES[(place + index / N_LINES) % N_LINES])
}

/// The colour and the hatch of a kind of segment, the same in all figures.
pub(super) fn of_kind(kind: SegmentKind) -> (&'static str, Hatch) {
    match kind {
        SegmentKind::NotServed => ("#f4f4f4", Hatch::None),
        SegmentKind::Free => ("#c4e8dc", Hatch::Dots),
        SegmentKind::Lottery => ("#fbe3b3", Hatch::Rising),
        SegmentKind::SameForAll => ("#f0d3e2", Hatch::Falling),
        SegmentKind::Market => ("#c3e0f5", Hatch::None),
    }
}

/// The colour and the hatch of a structure: neighbours in the list are told apart by either, the first six all are.
pub(super) fn of_structure(index: usize) -> (&'static str, Hatch) {
    const FILLS: [&str; 6] = ["#f4f4f4", "#c3e0f5", "#fbe3b3", "#c4e8dc", "#f0d3e2", "#bdbdbd"];
    const HATCHES: [Hatch; 4] = [Hatch::None, Hatch::Rising, Hatch::Falling, Hatch::Dots];
    let place = index % FILLS.len();
    // The same colour comes again with another hatch.
    (FILLS[place], HATCHES[(place + index / FILLS.len()) % HATCHES.len()])
}

/// The colour and the hatch of the group with this index, light enough for black text.
pub(super) fn of_group(index: usize) -> (&'static str, Hatch) {
    const FILLS: [(&str, Hatch); 6] = [
        ("#56b4e9", Hatch::None),
        ("#f6c667", Hatch::Rising),
        ("#c7e9df", Hatch::Falling),
        ("#cc79a7", Hatch::None),
        ("#f0e442", Hatch::Dots),
        ("#b0b0b0", Hatch::Rising),
    ];
    FILLS[index % FILLS.len()]
}
