//! Colours that stand side by side are told apart by everybody: by people who lack a kind of cone, and in grey.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::solve::SegmentKind;
use palette::color_difference::{Ciede2000, Wcag21RelativeContrast};
use palette::{FromColor, Lab, LinSrgb, Srgb};

use super::style::{
    FAINT, FIRST, HATCH, Hatch, INK, N_LINES, SECOND, Stroke, THIRD, of_group, of_kind, of_line,
    of_structure,
};

/// What the cones make of linear red, green and blue.
type View = (&'static str, [[f32; 3]; 3]);

/// Machado, Oliveira and Fernandes 2009, severity 1; then print in grey.
const VIEWS: [View; 5] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
    ("grey", [[0.2126, 0.7152, 0.0722]; 3]),
];

/// CIEDE2000: 1 is just seen between areas that touch.
const AREAS: f32 = 5.0;
const LINES: f32 = 12.0;

fn seen(colour: &str, (_, rows): &View) -> LinSrgb {
    let rgb: Srgb<u8> = colour.parse().expect(colour);
    let LinSrgb { red, green, blue, .. } = rgb.into_linear::<f32>();
    let of = |[r, g, b]: [f32; 3]| (r * red + g * green + b * blue).clamp(0.0, 1.0);
    LinSrgb::new(of(rows[0]), of(rows[1]), of(rows[2]))
}

fn distance(a: &str, b: &str, view: &View) -> f32 {
    let lab = |colour| Lab::from_color(Srgb::from_linear(seen(colour, view)));
    lab(a).difference(lab(b))
}

/// Areas with the same hatch differ in colour, in every view.
fn assert_apart(what: &str, fills: &[(&str, Hatch)]) {
    for (k, a) in fills.iter().enumerate() {
        for b in fills[..k].iter().filter(|b| b.1 == a.1) {
            for view in &VIEWS {
                let apart = distance(a.0, b.0, view);
                assert!(apart >= AREAS, "{what}, {}: {a:?} and {b:?}: {apart}", view.0);
            }
        }
    }
}

#[test]
fn areas_side_by_side_are_told_apart() {
    use SegmentKind::{Free, Lottery, Market, NotServed, SameForAll};
    assert_apart("segments", &[NotServed, Free, Lottery, SameForAll, Market].map(of_kind));
    let nobody = ("#ffffff", Hatch::None);
    assert_apart("groups", &[&[nobody][..], &[0, 1, 2, 3, 4, 5].map(of_group)].concat());
    assert_apart("structures", &[0, 1, 2, 3, 4, 5].map(of_structure));
    // No structure looks like another, as many as letters.
    let all: Vec<_> = (0..24).map(of_structure).collect();
    assert!((0..24).all(|k| !all[..k].contains(&all[k])));
    // A hatch is seen on its colour, and so is text.
    let kinds = [NotServed, Free, Lottery, SameForAll, Market].map(of_kind);
    for (fill, hatch) in kinds.into_iter().chain((0..6).map(of_group)).chain(all) {
        for view in &VIEWS {
            let apart = distance(fill, HATCH, view);
            assert!(hatch == Hatch::None || apart >= AREAS, "{}: {fill}: {apart}", view.0);
            let contrast = seen(fill, view).relative_contrast(seen(INK, view));
            assert!(contrast >= 4.5, "{}: text on {fill}: {contrast}", view.0);
        }
    }
}

#[test]
fn lines_are_told_apart_by_colour_and_by_dashes() {
    for lines in [vec![FIRST, SECOND, THIRD], (0..N_LINES).map(of_line).collect()] {
        for (k, a) in lines.iter().enumerate() {
            for b in &lines[..k] {
                assert_ne!(a.dashes, b.dashes, "{a:?} and {b:?} are the same in grey");
                for view in &VIEWS[..4] {
                    let apart = distance(a.colour, b.colour, view);
                    assert!(apart >= LINES, "{}: {a:?} and {b:?}: {apart}", view.0);
                }
            }
        }
    }
    // Two of many lines are never the same in both.
    let many: Vec<Stroke> = (0..24).map(of_line).collect();
    for (k, a) in many.iter().enumerate() {
        let same = |b: &&Stroke| (a.colour, a.dashes) == (b.colour, b.dashes);
        assert!(!many[..k].iter().any(|b| same(&b)), "{k}: {a:?}");
    }
    // Lines and numbers are seen on paper.
    let drawn = many.iter().map(|line| (line.colour, 3.0));
    for (colour, least) in drawn.chain([(INK, 4.5), (FAINT, 4.5)]) {
        for view in &VIEWS {
            let contrast = seen(colour, view).relative_contrast(seen("#ffffff", view));
            assert!(contrast >= least, "{}: {colour}: {contrast}", view.0);
        }
    }
}

/// The colours of a page, by day and by night, from its style.
#[test]
fn pages_are_read_by_day_and_by_night() {
    let style = include_str!("../page/style.css");
    let rules: Vec<&str> = style.split(":root {").skip(1).collect();
    assert_eq!(rules.len(), 2, "day and night");
    for rule in rules {
        let of = |name: &str| {
            let (_, rest) = rule.split_once(&format!("--{name}: ")).expect(name);
            &rest[..7]
        };
        for text in ["text", "faint", "link"] {
            for ground in ["back", "soft"] {
                for view in &VIEWS {
                    let (text, ground) = (seen(of(text), view), seen(of(ground), view));
                    let contrast = text.relative_contrast(ground);
                    assert!(contrast >= 4.5, "{}: {text:?} on {ground:?}: {contrast}", view.0);
                }
            }
        }
    }
    // Figures keep their paper by night, so that what is told apart on it by day still is.
    let (_, figures) = style.split_once("figure img {").expect("a rule");
    assert!(figures.split('}').next().is_some_and(|rule| rule.contains("background: #ffffff")));
}
