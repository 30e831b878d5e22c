//! A TOML document as a tree of places: values that know where they stand, so that each error is one
//! line `LINE:COLUMN: KEY PATH: RULE`.
//!
//! The tree is `toml::de::DeTable`, which keeps the text of number tokens: `0.1` is one tenth.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::hint;
use super::read_error::{ReadError, Rule};
use ironproof_name as name;
use ironproof_number::rational;
use ironproof_number::rational::Rational;

/// What every place of one document shares.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) text: &'a str,
    /// Files named in the document are looked for here.
    pub(super) dir: &'a Path,
}

/// Where something stands: the keys that lead to it, and the label of the group that it belongs to, if it has one.
#[derive(Clone, Debug, Default)]
struct Place {
    path: String,
    group: Option<String>,
}

/// A table and its place.
#[derive(Clone, Debug)]
pub(super) struct Table<'a> {
    document: &'a Document<'a>,
    place: Place,
    span: Range<usize>,
    entries: &'a DeTable<'a>,
    /// Keys that [`Table::only`] knows besides those that it is given.
    common: &'static [&'static str],
}

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    document: &'a Document<'a>,
    place: Place,
    value: &'a Spanned<DeValue<'a>>,
}

/// Parses a document.
pub(super) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, ReadError> {
    DeTable::parse(text).map_err(|error| {
        // The parser's message can have several lines; an error here is one.
        let span = error.span().unwrap_or(0..0);
        let start =
            text.get(..span.start).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let remedy = hint::of_syntax(line);
        let rule = Rule::Syntax(error.message().replace('\n', ", ") + remedy);
        error_at(text, span, &Place::default(), rule)
    })
}

fn error_at(
    text: &str,
    span: Range<usize>,
    place: &Place,
    rule: impl Into<Box<Rule>>,
) -> ReadError {
    let Place { path, group } = place.clone();
    let before = text.get(..span.start).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[line_start..].chars().count() + 1;
    ReadError { line, column, path, group, rule: rule.into() }
}

impl<'a> Table<'a> {
    pub(super) fn root(document: &'a Document<'a>, table: &'a Spanned<DeTable<'a>>) -> Self {
        let place = Place::default();
        Table { document, place, span: 0..0, entries: table.get_ref(), common: &[] }
    }

    pub(super) fn fail(&self, rule: impl Into<Box<Rule>>) -> ReadError {
        error_at(self.document.text, self.span.clone(), &self.place, rule)
    }

    /// The same table, in which these keys are known wherever keys are listed.
    #[must_use]
    pub(super) fn with_common(self, common: &'static [&'static str]) -> Self {
        Table { common, ..self }
    }

    /// An error unless all keys are among `known`.
    pub(super) fn only(&self, known: &[&'static str]) -> Result<(), ReadError> {
        // The map is sorted by key; the first offender in the file is the one to report.
        let is_known = |key: &str| known.contains(&key) || self.common.contains(&key);
        let unknown = self.entries.keys().filter(|key| !is_known(key.get_ref().as_ref()));
        match unknown.min_by_key(|key| key.span().start) {
            None => Ok(()),
            Some(key) => {
                let known = [known, self.common].concat();
                let rule = Rule::UnknownKey {
                    hint: hint::of_unknown_key(&self.place.path, key.get_ref(), &known),
                    key: key.get_ref().to_string(),
                    known: known.join(", "),
                };
                Err(error_at(self.document.text, key.span(), &self.place, rule))
            }
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<Node<'a>> {
        let value = self.entries.get(key)?;
        let Place { path, group } = &self.place;
        let dot = if path.is_empty() { "" } else { "." };
        let place = Place { path: format!("{path}{dot}{key}"), group: group.clone() };
        Some(Node { document: self.document, place, value })
    }

    pub(super) fn require(&self, key: &'static str) -> Result<Node<'a>, ReadError> {
        self.get(key).ok_or_else(|| self.fail(Rule::MissingKey(key)))
    }

    pub(super) fn number(&self, key: &'static str) -> Result<Rational, ReadError> {
        self.require(key)?.number()
    }

    pub(super) fn kind(&self) -> Result<(Node<'a>, String), ReadError> {
        let node = self.require("kind")?;
        let text = node.text()?;
        Ok((node, text))
    }
}

impl<'a> Node<'a> {
    pub(super) fn fail(&self, rule: impl Into<Box<Rule>>) -> ReadError {
        error_at(self.document.text, self.value.span(), &self.place, rule)
    }

    fn wrong_type(&self, expected: &'static str) -> ReadError {
        let hint =
            hint::of_wrong_type(&self.place.path, expected, self.value.get_ref(), self.source());
        self.fail(Rule::WrongType { expected, found: self.value.get_ref().type_str(), hint })
    }

    /// The text of the value in the document.
    fn source(&self) -> &'a str {
        self.document.text.get(self.value.span()).unwrap_or_default()
    }

    pub(super) fn dir(&self) -> &'a Path {
        self.document.dir
    }

    /// A number: a TOML number or a string in the grammar of `docs/formats.md`.
    pub(super) fn number(&self) -> Result<Rational, ReadError> {
        let text = match self.value.get_ref() {
            DeValue::String(text) => text.as_ref(),
            // TOML, unlike our grammar, allows a leading plus.
            DeValue::Integer(integer) if integer.radix() == 10 => {
                integer.as_str().trim_start_matches('+')
            }
            DeValue::Float(float) => float.as_str().trim_start_matches('+'),
            _ => return Err(self.wrong_type("a number")),
        };
        rational::parse(text).map_err(|error| self.fail(Rule::from(error)))
    }

    pub(super) fn nonnegative(&self) -> Result<Rational, ReadError> {
        let value = self.number()?;
        if value < Rational::ZERO { Err(self.fail(Rule::Negative)) } else { Ok(value) }
    }

    pub(super) fn positive(&self) -> Result<Rational, ReadError> {
        let value = self.number()?;
        if value <= Rational::ZERO { Err(self.fail(Rule::NotPositive)) } else { Ok(value) }
    }

    pub(super) fn text(&self) -> Result<String, ReadError> {
        match self.value.get_ref() {
            DeValue::String(text) if !name::is_label(text) => Err(self.fail(Rule::EmptyText)),
            DeValue::String(text) => Ok(text.to_string()),
            _ => Err(self.wrong_type("a text")),
        }
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self.value.get_ref(), DeValue::String(text) if text == word)
    }

    pub(super) fn flag(&self) -> Result<bool, ReadError> {
        match self.value.get_ref() {
            DeValue::Boolean(flag) => Ok(*flag),
            _ => Err(self.wrong_type("true or false")),
        }
    }

    pub(super) fn is_table(&self) -> bool {
        self.value.get_ref().is_table()
    }

    pub(super) fn is_list(&self) -> bool {
        self.value.get_ref().is_array()
    }

    pub(super) fn table(&self) -> Result<Table<'a>, ReadError> {
        match self.value.get_ref() {
            DeValue::Table(entries) => Ok(Table {
                document: self.document,
                place: self.place.clone(),
                span: self.value.span(),
                entries,
                common: &[],
            }),
            _ => Err(self.wrong_type("a table")),
        }
    }

    /// The elements of a list that is not empty.
    pub(super) fn list(&self) -> Result<Vec<Node<'a>>, ReadError> {
        let DeValue::Array(values) = self.value.get_ref() else {
            return Err(self.wrong_type("a list"));
        };
        if values.is_empty() {
            return Err(self.fail(Rule::EmptyList));
        }
        let node = |(index, value): (usize, &'a Spanned<DeValue<'a>>)| {
            let path = format!("{}[{index}]", self.place.path);
            let group = self.place.group.clone().or_else(|| label(value.get_ref()));
            Node { document: self.document, place: Place { path, group }, value }
        };
        Ok(values.iter().enumerate().map(node).collect())
    }

    pub(super) fn numbers(&self) -> Result<Vec<Rational>, ReadError> {
        self.list()?.iter().map(Node::number).collect()
    }
}

/// The label of a table that has one that can be shown.
fn label(value: &DeValue<'_>) -> Option<String> {
    match value.as_table()?.get("label")?.get_ref() {
        DeValue::String(text) => name::is_label(text).then(|| text.to_string()),
        _ => None,
    }
}
