//! Where things stand on the paper: no text covers another one or leaves the paper, and one large number squeezes
//! nothing.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use std::path::Path;

use ironproof_number::rational::parse;
use ironproof_results::figure::{Figure, figure};

use super::canvas::Text;
use super::{Drawing, POINTS, draw, hull, mechanism};

const MANY: &str = "[[\"5\", \"1/10\"], [\"8\", \"1/10\"], [\"12\", \"3/10\"], [\"30\", \"4/10\"], [\"40\", \"1/10\"]";

const FALLING: &str = "kind = \"linear\", of = \"quantile\", at_low = \"4\", at_high = \"0\"";
const EQUAL: &str = "kind = \"constant\", value = \"1\"";

fn of(weight: &str, groups: &[(&str, &str)]) -> Figure {
    let of = |(label, wtp): &(&str, &str)| {
        format!(
            "[[group]]\nlabel = \"{label}\"\nmass = \"1\"\nwtp = {{ {wtp} }}\nweight = {{ {weight} }}\n"
        )
    };
    let groups: Vec<String> = groups.iter().map(of).collect();
    let quality = "{ kind = \"levels\", levels = [{ level = \"1\", mass = \"1/2\" }] }";
    let text = format!("name = \"x\"\nalpha = \"1\"\nquality = {quality}\n{}", groups.concat());
    let instance = ironproof_instance::read(&text, Path::new("")).expect("valid");
    figure(&instance, &parse("1e-6").expect("a number")).expect("decided")
}

/// The number of an attribute.
fn number(tag: &str, name: &str) -> f64 {
    let start = tag.find(&format!(" {name}=\"")).expect(name) + name.len() + 3;
    tag[start..].split('"').next().and_then(|text| text.parse().ok()).expect(name)
}

/// What a text covers: left, top, right and bottom; none for one that runs upward.
fn boxes(svg: &str) -> Vec<([f64; 4], &str)> {
    let tags = svg.split("<text").skip(1).filter(|tag| !tag.contains("rotate("));
    let each = tags.map(|tag| {
        let (attributes, rest) = tag.split_once('>').expect("a tag");
        let text = rest.split('<').next().expect("a text");
        let (x, y, size) =
            (number(attributes, "x"), number(attributes, "y"), number(attributes, "font-size"));
        let set = Text::plain(size);
        let set = if attributes.contains("bold") { set.bold() } else { set };
        let width = set.width_of(text);
        let left = match attributes {
            tag if tag.contains("\"middle\"") => x - width / 2.0,
            tag if tag.contains("\"end\"") => x - width,
            _ => x,
        };
        ([left, y - 0.72 * size, left + width, y + 0.1 * size], text)
    });
    each.collect()
}

/// What is wrong with the places of texts.
fn faults(svg: &str, width: f64) -> Vec<String> {
    let boxes = boxes(svg);
    let mut faults = Vec::new();
    for (k, (a, text)) in boxes.iter().enumerate() {
        if a[0] < -0.5 || width + 0.5 < a[2] {
            faults.push(format!("{text} leaves the paper"));
        }
        for (b, other) in &boxes[k + 1..] {
            let across = a[2].min(b[2]) - a[0].max(b[0]);
            let up = a[3].min(b[3]) - a[1].max(b[1]);
            if across > 0.8 && up > 0.8 {
                faults.push(format!("{text} covers {other}"));
            }
        }
    }
    faults
}

#[test]
fn no_text_covers_another_one() {
    let large = format!("kind = \"table\", rows = {MANY}]")
        .replace("[\"40\", \"1/10\"", "[\"100000\", \"1/10\"");
    let many = format!("kind = \"table\", rows = {MANY}]");
    let near = "kind = \"table\", rows = [[\"3\", \"1/9\"], [\"4\", \"1/9\"], [\"6\", \"1/9\"], [\"9\", \"2/9\"], \
                [\"14\", \"1/9\"], [\"17\", \"1/9\"], [\"22\", \"1/9\"], [\"26\", \"1/9\"]]";
    let far = "kind = \"uniform\", low = \"0\", high = \"100000\"";
    for groups in [
        vec![("a", &many[..]), ("b", near)],
        vec![("a", &many[..]), ("b", &large)],
        vec![("a", far), ("b", far), ("c", far)],
    ] {
        let found = of(FALLING, &groups);
        for (name, drawing) in [
            ("mechanism", Drawing::Mechanism(&found)),
            ("hull", Drawing::Hull(&found)),
            ("weights", Drawing::Weights(&found)),
        ] {
            for centimetres in [8.0, 12.0, 16.0] {
                let faults = faults(&draw(&drawing, centimetres), centimetres * POINTS);
                assert!(faults.is_empty(), "{name} {centimetres} cm, {groups:?}: {faults:?}");
            }
        }
    }
    let two = "<text x=\"1\" y=\"9\" font-size=\"8\">abc</text><text x=\"5\" y=\"9\" font-size=\"8\">abc</text>";
    assert_eq!(faults(two, 10.0).len(), 3, "the test itself sees what is wrong");
}

/// A tenth of a group that would pay a thousand times as much is outside, and the figure says so.
#[test]
fn one_large_number_squeezes_nothing() {
    let rows = MANY.replace("[\"40\", \"1/10\"", "[\"40000\", \"1/10\"");
    let one = of(
        EQUAL,
        &[
            ("a", &format!("kind = \"table\", rows = {rows}]")),
            ("b", "kind = \"uniform\", low = \"0\", high = \"40\""),
        ],
    );
    let (across, [_, payment, _]) = mechanism::axes(&one);
    assert!(across.scale.high() < 50.0 && payment.scale.high() < 50.0, "{across:?} {payment:?}");
    let (_, [_, value]) = hull::axes(&one);
    assert!(value.scale.high() < 200.0, "{value:?}");
    let svg = draw(&Drawing::Mechanism(&one), 16.0);
    assert!(svg.contains("5.0% of all would pay more, up to 40 000"), "{svg}");
    assert!(draw(&Drawing::Hull(&one), 16.0).contains(hull::CUT));
    // Nothing is outside where nothing is far away.
    let plain = of(EQUAL, &[("a", &format!("kind = \"table\", rows = {MANY}]"))]);
    assert_eq!(mechanism::axes(&plain).0.scale.high(), 40.0);
    assert_eq!(mechanism::said_outside(&plain), None);
}
