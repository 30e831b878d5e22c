//! An instance as TOML, with what was estimated and what is assumed in its comments.

use std::fmt::Write as _;

use ironproof_name::{Escaped, counted};
use ironproof_number::rational::{self, Rational};

use super::groups::Group;
use super::method::{Estimate, Method};
use super::shape::{Curve, Shape};
use super::welfare::Weights;

/// Where lines of numbers are broken.
const WIDTH: usize = 100;

/// What an instance needs beside the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The name.
    pub name: String,
    /// A line for people.
    pub title: String,
    /// The unit of money, for people.
    pub unit: Option<String>,
    /// The file with the data.
    pub source: String,
    /// What a unit of revenue is worth.
    pub alpha: Rational,
    /// Qualities with their masses, the lowest first.
    pub quality: Vec<(Rational, Rational)>,
    /// The mass of all groups together.
    pub mass: Rational,
}

/// The masses of the groups: their shares of all weights, times the mass of all.
pub(crate) fn masses(groups: &[Group], mass: &Rational) -> Vec<Rational> {
    let total = groups.iter().fold(Rational::ZERO, |sum, group| sum + group.weight());
    groups.iter().map(|group| group.weight() * mass / &total).collect()
}

/// The text of the instance.
pub(crate) fn toml(
    frame: &Frame,
    method: &Method,
    groups: &[(&Group, &Estimate)],
    masses: &[Rational],
    welfare: &(Vec<Weights>, String),
) -> String {
    let mut text = String::new();
    let n: u64 = groups.iter().map(|(group, _)| group.n_respondents()).sum();
    let n_groups = counted(groups.len(), "group");
    let (source, method_name) = (Escaped(&frame.source), method.name());
    let _ = writeln!(
        text,
        "# Made by `ironproof estimate` from {source}: {n} respondents, {n_groups}."
    );
    let _ = writeln!(text, "# Estimator: {method_name}.");
    for (group, estimate) in groups {
        let label = Escaped(&group.label);
        for note in &estimate.notes {
            let _ = writeln!(text, "#   {label}: {note}.");
        }
    }
    let _ = writeln!(text, "#\n# ASSUMPTIONS, not data:");
    let _ = writeln!(text, "#   - the Pareto weights: {};", Escaped(&welfare.1));
    let _ = writeln!(
        text,
        "#   - alpha, and the qualities with their masses: the mass of all people is {};",
        number(&frame.mass)
    );
    let _ = writeln!(
        text,
        "#   - what is said above about cells, bins and cuts; the answers stand for the demand.\n"
    );
    let _ = writeln!(text, "name  = {}", quoted(&frame.name));
    let _ = writeln!(text, "title = {}", quoted(&frame.title));
    if let Some(unit) = &frame.unit {
        let _ = writeln!(text, "unit  = {}", quoted(unit));
    }
    let _ = writeln!(text, "alpha = \"{}\"", number(&frame.alpha));
    let levels = frame.quality.iter().map(|(level, mass)| {
        format!("{{ level = \"{}\", mass = \"{}\" }}", number(level), number(mass))
    });
    let levels: Vec<String> = levels.collect();
    let _ = writeln!(text, "quality = {{ kind = \"levels\", levels = [{}] }}", levels.join(", "));
    for (((group, estimate), mass), weights) in groups.iter().zip(masses).zip(&welfare.0) {
        let _ = writeln!(
            text,
            "\n[[group]]\nlabel = {}\nmass = \"{}\"",
            quoted(&group.label),
            number(mass)
        );
        let _ = writeln!(text, "wtp = {}", wtp(&estimate.shape));
        let _ = writeln!(text, "weight = {}", weight(weights));
    }
    text
}

fn wtp(shape: &Shape) -> String {
    match shape {
        Shape::Atoms(atoms) => {
            let rows = atoms
                .iter()
                .map(|(wtp, share)| format!("[\"{}\", \"{}\"]", number(wtp), number(share)));
            format!("{{ kind = \"table\", rows = {} }}", list(rows))
        }
        Shape::Histogram { knots, shares } => {
            let texts =
                |numbers: &[Rational]| list(numbers.iter().map(|x| format!("\"{}\"", number(x))));
            format!(
                "{{ kind = \"histogram\", knots = {}, mass = {} }}",
                texts(knots),
                texts(shares)
            )
        }
        Shape::Curve(Curve { family, parameters, spike, high, tail }) => {
            let mut text = format!("{{ kind = \"{}\"", family.name());
            for (name, value) in family.parameters().iter().zip(parameters) {
                let _ = write!(text, ", {name} = \"{}\"", number(value));
            }
            if let Some(spike) = spike {
                let _ = write!(text, ", spike = \"{}\"", number(spike));
            }
            let _ = write!(text, ", high = \"{}\", tail = \"{}\" }}", number(high), tail.name());
            text
        }
    }
}

fn weight(weights: &Weights) -> String {
    match weights {
        Weights::Constant(value) => {
            format!("{{ kind = \"constant\", value = \"{}\" }}", number(value))
        }
        Weights::Power { scale, shift, exponent } => format!(
            "{{ kind = \"power\", scale = \"{}\", exponent = \"{}\", shift = \"{}\" }}",
            number(scale),
            number(exponent),
            number(shift)
        ),
    }
}

/// A short list on one line, a long one on several.
fn list(items: impl Iterator<Item = String>) -> String {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for item in items {
        if !line.is_empty() && WIDTH < line.len() + item.len() + 2 {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push_str(", ");
        }
        line.push_str(&item);
    }
    if lines.is_empty() {
        return format!("[{line}]");
    }
    lines.push(line);
    format!("[\n  {},\n]", lines.join(",\n  "))
}

fn number(x: &Rational) -> String {
    rational::to_decimal(x).filter(|text| text.len() <= 20).unwrap_or_else(|| x.to_string())
}

/// A label has no control characters, so that a basic string holds it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
