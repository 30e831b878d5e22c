//! A drawing as SVG text: points in fractions of a typographic point, fonts as text.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use std::fmt::Write as _;

use ironproof_name::Escaped;

use super::style::{HATCH, Hatch, INK, Stroke};

/// How text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    pub(super) size: f64,
    pub(super) anchor: Anchor,
    pub(super) is_bold: bool,
    pub(super) colour: &'static str,
    /// Whether it runs upward.
    pub(super) is_upright: bool,
}

/// Which point of a text is at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing.
pub(super) struct Canvas {
    width: f64,
    body: String,
    definitions: String,
    n_definitions: usize,
    hatches: Vec<(&'static str, Hatch)>,
}

/// The family that is in PDF and PNG, then what other readers have that is no wider.
const FAMILY: &str = "DejaVu Sans Condensed, Arial, Helvetica, sans-serif";

impl Text {
    pub(super) fn plain(size: f64) -> Self {
        let colour = INK;
        Self { size, anchor: Anchor::Start, is_bold: false, colour, is_upright: false }
    }

    pub(super) fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    pub(super) fn upright(self) -> Self {
        Self { is_upright: true, ..self }
    }

    pub(super) fn in_colour(self, colour: &'static str) -> Self {
        Self { colour, ..self }
    }

    /// About how wide a text is: the widths of DejaVu Sans Condensed, by kind of character.
    pub(super) fn width_of(&self, text: &str) -> f64 {
        let width = |c: char| match c {
            'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | ' ' | 'I' => 0.30,
            'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.37,
            'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.86,
            'A'..='Z' => 0.63,
            _ => 0.57,
        };
        let bold = if self.is_bold { 1.1 } else { 1.0 };
        text.chars().map(width).sum::<f64>() * self.size * bold
    }
}

impl Canvas {
    pub(super) fn new(width: f64) -> Self {
        let (body, definitions) = (String::new(), String::new());
        Self { width, body, definitions, n_definitions: 0, hatches: Vec::new() }
    }

    /// A filled rectangle.
    pub(super) fn area(
        &mut self,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        fill: &'static str,
        hatch: Hatch,
    ) {
        let (x, y, width, height) = (n(x), n(y), n(width.max(0.0)), n(height.max(0.0)));
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        let _ = writeln!(self.body, "<rect {place} fill=\"{fill}\"/>");
        if hatch != Hatch::None {
            let id = self.hatch(HATCH, hatch);
            let _ = writeln!(self.body, "<rect {place} fill=\"url(#{id})\"/>");
        }
    }

    /// A light ground for a label.
    pub(super) fn veil(&mut self, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let (x, y, width, height) = (n(x), n(y), n(width), n(height));
        let _ = writeln!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"#ffffff\" \
             fill-opacity=\"0.75\"/>"
        );
    }

    /// The name of a pattern, which is defined when it is first asked for.
    fn hatch(&mut self, colour: &'static str, hatch: Hatch) -> String {
        let known = self.hatches.iter().position(|known| *known == (colour, hatch));
        let index = known.unwrap_or_else(|| {
            self.hatches.push((colour, hatch));
            let index = self.hatches.len() - 1;
            let (line, turn) = match hatch {
                Hatch::Dots => (format!("<circle cx=\"2\" cy=\"2\" r=\"0.5\" fill=\"{colour}\"/>"), 45),
                _ => (
                    format!("<path d=\"M0 2H4\" stroke=\"{colour}\" stroke-width=\"0.4\" fill=\"none\"/>"),
                    if hatch == Hatch::Rising { -45 } else { 45 },
                ),
            };
            let _ = writeln!(
                self.definitions,
                "<pattern id=\"hatch{index}\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate({turn})\">{line}</pattern>"
            );
            index
        });
        format!("hatch{index}")
    }

    /// A line through points; nothing for fewer than two.
    pub(super) fn line(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        if points.len() < 2 {
            return;
        }
        let Stroke { colour, width, dashes } = stroke;
        let dashes = match dashes {
            "" => String::new(),
            dashes => format!(" stroke-dasharray=\"{dashes}\""),
        };
        let _ = writeln!(
            self.body,
            "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" \
             stroke-linejoin=\"round\"{dashes}/>",
            path(points)
        );
    }

    /// A filled area with these corners.
    pub(super) fn polygon(&mut self, points: &[(f64, f64)], fill: &'static str) {
        if points.len() > 2 {
            let _ = writeln!(self.body, "<path d=\"{}Z\" fill=\"{fill}\"/>", path(points));
        }
    }

    /// A dot.
    pub(super) fn dot(&mut self, (x, y): (f64, f64), colour: &'static str) {
        let (x, y) = (n(x), n(y));
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"1.4\" fill=\"{colour}\"/>");
    }

    /// A line of text on a light ground.
    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, set: Text) {
        let Text { size, anchor, is_bold, colour, is_upright } = set;
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if is_bold { " font-weight=\"bold\"" } else { "" };
        let (x, y) = (n(x), n(y));
        let turned =
            if is_upright { format!(" transform=\"rotate(-90 {x} {y})\"") } else { String::new() };
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\"{anchor}{weight}{turned}>{}</text>",
            escaped(text)
        );
    }

    /// What is drawn until [`Canvas::unclip`] is seen inside a rectangle only.
    pub(super) fn clip(&mut self, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let id = self.n_definitions;
        self.n_definitions += 1;
        let _ = writeln!(
            self.definitions,
            "<clipPath id=\"clip{id}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>",
            n(x),
            n(y),
            n(width),
            n(height)
        );
        let _ = writeln!(self.body, "<g clip-path=\"url(#clip{id})\">");
    }

    pub(super) fn unclip(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// The whole drawing; `said` is what somebody hears who does not see it.
    pub(super) fn finish(self, height: f64, said: &str) -> String {
        let (width, height) = (n(self.width), n(height));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FAMILY}\" \
             font-stretch=\"condensed\">\n<title>{}</title>\n<defs>\n{}</defs>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            escaped(said),
            self.definitions,
            self.body
        )
    }
}

fn path(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (k, (x, y)) in points.iter().enumerate() {
        let _ = write!(path, "{}{} {}", if k == 0 { "M" } else { "L" }, n(*x), n(*y));
    }
    path
}

/// Two decimals: a fortieth of a pixel on paper.
fn n(x: f64) -> String {
    let text = format!("{x:.2}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}

/// Names come from files: what is hidden in them is shown, and what means something in XML is text.
fn escaped(text: &str) -> String {
    let shown = Escaped(text).to_string();
    shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
