//! An instance file as a tree whose numbers have names, and its canonical text.
//!
//! ```text
//! alpha
//! group[low income].mass        the list item with this label
//! quality.levels[0].mass        or with this place, from 0
//! ```
//!
//! The canonical text has every number as a fraction, no comment, and no claimed optimum: it is the same for all files
//! that mean the same, and it is read as an instance again. Between texts of one sweep only a few numbers differ, so
//! that the text is kept as pieces with gaps.

use std::path::Path;

use ironproof_instance::finite::{self, FiniteInstance};
use ironproof_number::rational::{Rational, parse};
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

/// Keys whose texts are words, even where they look like numbers.
const WORDS: [&str; 10] =
    ["name", "title", "unit", "label", "kind", "of", "what", "file", "tail", "groups"];

/// A tree of tables, lists and texts; numbers are texts too.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Document {
    root: Value,
    /// In TOML, or else in JSON.
    pub(crate) is_toml: bool,
}

/// A number of a document: the keys and places that lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leaf(pub(crate) Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Place(usize),
}

/// A text with gaps, which numbers fill.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Template {
    /// One more than there are gaps.
    pieces: Vec<String>,
    /// Which leaf stands in which gap, in the order of the text.
    order: Vec<usize>,
}

impl Document {
    /// The document of a finite instance.
    pub(crate) fn finite(instance: &FiniteInstance) -> Self {
        let json = finite::to_json(instance);
        let mut root: Value = serde_json::from_str(&json).unwrap_or(Value::Null);
        if let Some(root) = root.as_object_mut() {
            root.shift_remove("optimum");
        }
        Self { root, is_toml: false }
    }

    /// The document of a continuous instance, whose text was read before; `file` gives another name to files that it
    /// names.
    pub(crate) fn continuous(
        text: &str,
        file: &mut dyn FnMut(&str) -> String,
    ) -> Result<Self, String> {
        let table = DeTable::parse(text).map_err(|error| error.message().to_owned())?;
        let mut root = of_table(table.get_ref(), file);
        root.shift_remove("optimum");
        Ok(Self { root: Value::Object(root), is_toml: true })
    }

    /// The document of no instance.
    pub(crate) fn empty() -> Self {
        Self { root: Value::Object(Map::new()), is_toml: true }
    }

    /// The document of a canonical text.
    pub(crate) fn canonical(text: &str, is_toml: bool) -> Result<Self, String> {
        if is_toml {
            return Self::continuous(text, &mut str::to_owned);
        }
        let root = serde_json::from_str(text).map_err(|error| error.to_string())?;
        Ok(Self { root, is_toml })
    }

    /// The numbers and their names, in the order of the text.
    pub(crate) fn leaves(&self) -> Vec<(Leaf, Rational)> {
        let mut leaves = Vec::new();
        collect(&self.root, &mut Vec::new(), &mut leaves);
        leaves
    }

    /// The leaf that a name means, if there is one.
    pub(crate) fn leaf(&self, name: &str) -> Option<(Leaf, Rational)> {
        let mut at = &self.root;
        let mut steps = Vec::new();
        let mut rest = name;
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('[') {
                // A label may have brackets of its own: the last one that fits is meant.
                let ends = inner.match_indices(']').rev();
                let items = at.as_array()?;
                let found = ends.filter_map(|(end, _)| {
                    let after = &inner[end + 1..];
                    let is_end = after.is_empty() || after.starts_with(['.', '[']);
                    Some((place(items, &inner[..end]).filter(|_| is_end)?, after))
                });
                let (place, after) = { found }.next()?;
                steps.push(Step::Place(place));
                at = &items[place];
                rest = after;
            } else {
                let rest_of = rest.strip_prefix('.').unwrap_or(rest);
                let end = rest_of.find(['.', '[']).unwrap_or(rest_of.len());
                let key = &rest_of[..end];
                at = at.as_object()?.get(key)?;
                steps.push(Step::Key(key.to_owned()));
                rest = &rest_of[end..];
            }
        }
        let leaf = Leaf(steps);
        self.leaves().into_iter().find(|(known, _)| *known == leaf)
    }

    /// What the leaf is called: list items by their labels, where they have one.
    pub(crate) fn name_of(&self, leaf: &Leaf) -> String {
        let mut at = &self.root;
        let mut name = String::new();
        for step in &leaf.0 {
            match step {
                Step::Key(key) => {
                    if !name.is_empty() {
                        name.push('.');
                    }
                    name.push_str(key);
                    at = &at[key];
                }
                Step::Place(place) => {
                    at = &at[place];
                    let label = label_of(at).map_or_else(|| place.to_string(), str::to_owned);
                    name.push_str(&format!("[{label}]"));
                }
            }
        }
        name
    }

    /// The canonical text.
    pub(crate) fn text(&self) -> String {
        let mut out = Writer { text: String::new(), gaps: &[], cuts: Vec::new() };
        out.root(self);
        out.text
    }

    /// The canonical text with gaps for these leaves.
    pub(crate) fn template(&self, leaves: &[Leaf]) -> Template {
        let mut out = Writer { text: String::new(), gaps: leaves, cuts: Vec::new() };
        out.root(self);
        let (mut pieces, mut order, mut from) = (Vec::new(), Vec::new(), 0);
        for (at, leaf) in out.cuts {
            pieces.push(out.text[from..at].to_owned());
            order.push(leaf);
            from = at;
        }
        pieces.push(out.text[from..].to_owned());
        Template { pieces, order }
    }
}

impl Template {
    /// The text with a number in each gap; `number` writes that of a leaf.
    pub(crate) fn fill(&self, out: &mut String, mut number: impl FnMut(&mut String, usize)) {
        out.clear();
        for (piece, leaf) in self.pieces.iter().zip(&self.order) {
            out.push_str(piece);
            number(out, *leaf);
        }
        out.push_str(self.pieces.last().map_or("", String::as_str));
    }
}

fn of_table(table: &DeTable<'_>, file: &mut dyn FnMut(&str) -> String) -> Map<String, Value> {
    let entries = table.iter().map(|(key, value)| {
        let key = key.get_ref().to_string();
        let value = of_value(&key, value.get_ref(), file);
        (key, value)
    });
    entries.collect()
}

fn of_value(key: &str, value: &DeValue<'_>, file: &mut dyn FnMut(&str) -> String) -> Value {
    let is_word = WORDS.contains(&key);
    // TOML, unlike our grammar, allows a leading plus.
    let number = |text: &str| {
        let number = parse(text.trim_start_matches('+'));
        Value::String(number.map_or_else(|_| text.to_owned(), |number| number.to_string()))
    };
    match value {
        DeValue::String(text) if key == "file" => Value::String(file(text)),
        DeValue::String(text) if is_word => Value::String(text.to_string()),
        DeValue::String(text) => number(text),
        DeValue::Integer(integer) => number(integer.as_str()),
        DeValue::Float(float) => number(float.as_str()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => {
            Value::Array(items.iter().map(|item| of_value(key, item.get_ref(), file)).collect())
        }
        DeValue::Table(table) => Value::Object(of_table(table, file)),
    }
}

fn collect(value: &Value, steps: &mut Vec<Step>, leaves: &mut Vec<(Leaf, Rational)>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields.iter().filter(|(key, _)| !WORDS.contains(&key.as_str())) {
                steps.push(Step::Key(key.clone()));
                collect(value, steps, leaves);
                steps.pop();
            }
            // The groups of a finite instance are a list of tables under a key that has words in constraints.
            if let Some(groups @ Value::Array(items)) = fields.get("groups")
                && items.iter().all(Value::is_object)
            {
                steps.push(Step::Key("groups".to_owned()));
                collect(groups, steps, leaves);
                steps.pop();
            }
        }
        Value::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                steps.push(Step::Place(place));
                collect(value, steps, leaves);
                steps.pop();
            }
        }
        Value::String(text) => {
            if let Ok(number) = parse(text) {
                leaves.push((Leaf(steps.clone()), number));
            }
        }
        _ => {}
    }
}

fn label_of(item: &Value) -> Option<&str> {
    item.get("label").or_else(|| item.get("name")).and_then(Value::as_str)
}

/// The place of the item with this label or, if there is none, with this number.
fn place(items: &[Value], name: &str) -> Option<usize> {
    let labelled = items.iter().position(|item| label_of(item) == Some(name));
    labelled.or_else(|| name.parse().ok().filter(|place| *place < items.len()))
}

/// Writes a tree in a form that JSON and TOML have in common but for the signs between a key and its value, and around
/// the whole.
struct Writer<'a> {
    text: String,
    gaps: &'a [Leaf],
    /// Where a gap is, and of which leaf.
    cuts: Vec<(usize, usize)>,
}

impl Writer<'_> {
    fn root(&mut self, document: &Document) {
        let mut steps = Vec::new();
        match &document.root {
            Value::Object(fields) if document.is_toml => {
                for (key, value) in fields {
                    self.text.push_str(&format!("{} = ", Value::from(key.as_str())));
                    steps.push(Step::Key(key.clone()));
                    self.value(value, &mut steps, " = ");
                    steps.pop();
                    self.text.push('\n');
                }
            }
            root => self.value(root, &mut steps, ": "),
        }
    }

    fn value(&mut self, value: &Value, steps: &mut Vec<Step>, between: &str) {
        match value {
            Value::Object(fields) => {
                self.text.push('{');
                for (n, (key, value)) in fields.iter().enumerate() {
                    let comma = if n == 0 { "" } else { ", " };
                    self.text.push_str(&format!("{comma}{}{between}", Value::from(key.as_str())));
                    steps.push(Step::Key(key.clone()));
                    self.value(value, steps, between);
                    steps.pop();
                }
                self.text.push('}');
            }
            Value::Array(items) => {
                self.text.push('[');
                for (place, value) in items.iter().enumerate() {
                    self.text.push_str(if place == 0 { "" } else { ", " });
                    steps.push(Step::Place(place));
                    self.value(value, steps, between);
                    steps.pop();
                }
                self.text.push(']');
            }
            Value::String(_) => match self.gaps.iter().position(|gap| gap.0 == *steps) {
                Some(gap) => {
                    self.text.push('"');
                    self.cuts.push((self.text.len(), gap));
                    self.text.push('"');
                }
                None => self.text.push_str(&value.to_string()),
            },
            other => self.text.push_str(&other.to_string()),
        }
    }
}

/// The text of the file, if it is one of a continuous instance.
pub(crate) fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSING: &str = r#"
# A comment.
name = "housing"
alpha = 1.0
optimum = 3
[quality]
kind = "levels"
levels = [{ level = "0.50", mass = 1e-1 }, { level = 1, mass = "1/3" }]
[[group]]
label = "2024"
mass = "0.4"
wtp = { kind = "uniform", low = "0.2", high = "1" }
weight = { kind = "linear", of = "wtp", at_low = "3", at_high = "0.5" }
"#;

    fn housing() -> Document {
        Document::continuous(HOUSING, &mut str::to_owned).expect("TOML")
    }

    #[test]
    fn the_canonical_text_is_an_instance_again() {
        let text = housing().text();
        assert!(text.contains(r#""mass" = "1/10""#) && !text.contains("optimum"), "{text}");
        assert!(text.contains(r#""label" = "2024""#), "{text}");
        let read =
            |text: &str| ironproof_instance::read(text, Path::new(".")).expect("an instance");
        let mut there = read(HOUSING);
        there.optimum = None;
        assert_eq!(read(&text), there);
        assert_eq!(Document::canonical(&text, true).expect("TOML").text(), text);
    }

    #[test]
    fn numbers_have_names() {
        let document = housing();
        let names: Vec<String> =
            document.leaves().iter().map(|(leaf, _)| document.name_of(leaf)).collect();
        for name in ["alpha", "group[2024].wtp.high", "quality.levels[1].mass"] {
            assert!(names.iter().any(|known| known == name), "{names:?}");
            let (leaf, _) = document.leaf(name).expect(name);
            assert_eq!(document.name_of(&leaf), name);
        }
        assert_eq!(
            document.leaf("group[0].wtp.low").map(|(_, x)| x.to_string()),
            Some("1/5".into())
        );
        for name in
            ["", "group", "group[1].mass", "beta", "group[2024].label", "alpha.x", "alpha[0]"]
        {
            assert!(document.leaf(name).is_none(), "{name}");
        }
    }

    #[test]
    fn gaps_are_filled() {
        let document = housing();
        let leaves =
            ["quality.levels[0].mass", "alpha"].map(|name| document.leaf(name).expect(name).0);
        let mut text = String::new();
        let template = document.template(&leaves);
        template.fill(&mut text, |out, leaf| out.push_str(["1/10", "1"][leaf]));
        assert_eq!(text, document.text());
    }
}
