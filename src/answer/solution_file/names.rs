//! Values by the names of columns or rows, and the names that solvers make up.
//!
//! A name that is not in the model is accepted where it can mean one column or row only: a name of the model with each
//! space replaced by `_`, and `HiGHS_R4` or `cons4` for the fifth row, if that has no name in the file.

use std::collections::HashMap;

use ironproof_linear::{Lp, read_number};
use ironproof_number::rational::Rational;

use super::SolutionError;

/// Values by the names of columns or rows.
pub(super) struct Named<'a, T> {
    what: &'static str,
    names: Vec<&'a str>,
    index: HashMap<&'a str, usize>,
    /// Names with spaces, with `_` for each; several may be equal.
    replaced: HashMap<String, Vec<usize>>,
    values: Vec<Option<T>>,
}

impl<'a, T> Named<'a, T> {
    pub(super) fn columns(lp: &'a Lp) -> Self {
        Self::new("column", lp.columns.iter().map(|column| column.name.as_str()).collect())
    }

    pub(super) fn rows(lp: &'a Lp) -> Self {
        Self::new("row", lp.rows.iter().map(|row| row.name.as_str()).collect())
    }

    fn new(what: &'static str, names: Vec<&'a str>) -> Self {
        let index = names.iter().enumerate().map(|(k, name)| (*name, k)).collect();
        let mut replaced: HashMap<String, Vec<usize>> = HashMap::new();
        for (k, name) in names.iter().enumerate().filter(|(_, name)| name.contains(' ')) {
            replaced.entry(name.replace(' ', "_")).or_default().push(k);
        }
        let values = names.iter().map(|_| None).collect();
        Self { what, names, index, replaced, values }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn n_missing(&self) -> usize {
        self.values.iter().filter(|value| value.is_none()).count()
    }

    /// The model has this very name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.index.contains_key(name)
    }

    /// The column or row that a name in a file means.
    pub(super) fn find(&self, at: usize, name: &str) -> Result<usize, SolutionError> {
        if let Some(k) = self.index.get(name) {
            return Ok(*k);
        }
        match self.replaced.get(name).map(Vec::as_slice) {
            Some([k]) => return Ok(*k),
            Some(_) => return Err(SolutionError::Unclear(at, self.what, name.to_owned())),
            None => {}
        }
        let place = ["HiGHS_R", "cons"].iter().find_map(|start| name.strip_prefix(start));
        let k = place.and_then(|place| place.parse::<usize>().ok()).filter(|k| {
            // Rows without a name are called r and their number when they are read.
            let own = |name: &&str| name.trim_end_matches('_') == format!("r{}", k + 1);
            self.what == "row" && self.names.get(*k).is_some_and(own)
        });
        k.ok_or_else(|| SolutionError::Unknown(at, self.what, name.to_owned()))
    }

    pub(super) fn set(&mut self, at: usize, k: usize, value: T) -> Result<(), SolutionError> {
        if self.values[k].replace(value).is_some() {
            return Err(SolutionError::Twice(at, self.what, self.names[k].to_owned()));
        }
        Ok(())
    }

    pub(super) fn set_named(
        &mut self,
        at: usize,
        name: &str,
        value: T,
    ) -> Result<(), SolutionError> {
        let k = self.find(at, name)?;
        self.set(at, k, value)
    }

    /// The line `at` is behind a list of `n_found` of the `n_expected` that there must be.
    pub(super) fn check_count(
        &self,
        at: usize,
        n_expected: usize,
        n_found: usize,
    ) -> Result<(), SolutionError> {
        let what = self.what;
        if n_expected == n_found {
            Ok(())
        } else {
            Err(SolutionError::Count { at, what, n_expected, n_found })
        }
    }

    /// All values, or the first name without one.
    pub(super) fn all(self) -> Result<Vec<T>, SolutionError> {
        if let Some(k) = self.values.iter().position(Option::is_none) {
            return Err(SolutionError::NoStatus(self.what, self.names[k].to_owned()));
        }
        Ok(self.values.into_iter().flatten().collect())
    }
}

impl Named<'_, Rational> {
    /// The values, zero where there is none.
    pub(super) fn or_zero(self) -> Vec<Rational> {
        self.values.into_iter().map(Option::unwrap_or_default).collect()
    }
}

/// The lines of a file that are not empty, with their numbers from 1. Most forms need no spaces around them.
pub(super) struct Lines<'a> {
    #[expect(clippy::struct_field_names, reason = "the lines of a file are its lines")]
    lines: Vec<(usize, &'a str)>,
    next: usize,
    last: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
        let lines = lines.filter(|(_, line)| !line.trim_ascii().is_empty()).collect();
        Self { lines, next: 0, last: text.lines().count() }
    }

    pub(super) fn peek(&self) -> Option<(usize, &'a str)> {
        self.lines.get(self.next).map(|(at, line)| (*at, line.trim_ascii()))
    }

    /// The next line with its spaces.
    pub(super) fn peek_raw(&self) -> Option<&'a str> {
        self.lines.get(self.next).map(|(_, line)| *line)
    }

    /// The line that was taken last, with its spaces.
    pub(super) fn raw(&self) -> &'a str {
        self.next.checked_sub(1).map_or("", |last| self.lines[last].1)
    }

    pub(super) fn next(&mut self) -> Option<(usize, &'a str)> {
        let line = self.peek()?;
        self.next += 1;
        Some(line)
    }

    /// The next line, which must be there.
    pub(super) fn expect(&mut self, what: &'static str) -> Result<(usize, &'a str), SolutionError> {
        self.next().ok_or(SolutionError::Line(self.last, what))
    }

    /// The number of the next line, or of the last one.
    pub(super) fn at(&self) -> usize {
        self.peek().map_or(self.last, |(at, _)| at)
    }
}

/// A decimal number or a fraction.
pub(super) fn value(text: &str) -> Option<Rational> {
    let Some((numerator, denominator)) = text.split_once('/') else { return read_number(text) };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = numerator.strip_prefix(['+', '-']).unwrap_or(numerator);
    if !is_digits(digits) || !is_digits(denominator) {
        return None;
    }
    let (numerator, denominator) = (integer(numerator)?, integer(denominator)?);
    (!denominator.is_zero()).then(|| numerator / denominator)
}

/// A fraction of an exact solver may be longer than any decimal number of a model.
fn integer(text: &str) -> Option<Rational> {
    ironproof_number::rational::parse(text.strip_prefix('+').unwrap_or(text)).ok()
}

/// `NAME VALUE`; the name may hold spaces.
pub(super) fn name_and_value(line: &str) -> Option<(&str, Rational)> {
    let (name, text) = line.rsplit_once([' ', '\t'])?;
    let name = name.trim_ascii();
    if name.is_empty() { None } else { Some((name, value(text)?)) }
}
