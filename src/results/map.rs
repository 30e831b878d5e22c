//! `figure map`: the structures of the optimum over two parameters.
//!
//! The second parameter takes some values. For each of them the structures along the first one are found, with the
//! thresholds between them proved. Between two such rows nothing is claimed.

#![expect(clippy::float_arithmetic, reason = "a figure is not a verdict")]

use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::{Rational, approx};
use ironproof_path::continuous::{Error, Parameter, Range, Request};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::Serialize;

use crate::along::{in_words, letter, said};
use crate::interval::Interval;
use crate::regimes::{Regimes, regimes};

/// The parameter of the rows.
#[derive(Clone, Debug)]
pub struct Second {
    /// What it is called.
    pub name: String,
    /// What varies.
    pub parameter: Parameter,
    /// From where to where.
    pub range: Range,
    /// How many values it takes.
    pub n_rows: u32,
}

/// The structures over two parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RegimeMap {
    /// The line for people of the instance.
    pub title: String,
    /// What varies along a row, in words.
    pub over: String,
    /// What varies from row to row, in words.
    pub and: String,
    /// Both ranges.
    pub ranges: [(f64, f64); 2],
    /// The values of both in the instance.
    pub present: (f64, f64),
    /// From the lowest value of the second parameter.
    pub rows: Vec<Band>,
    /// All structures, by the order in which they are met.
    pub structures: Vec<Structure>,
    /// How many rows are left out, because the optimum was not decided at an end.
    pub n_left_out: usize,
}

/// A row: the second parameter has one value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Band {
    /// The value.
    pub at: f64,
    /// The range that the row stands for.
    pub range: (f64, f64),
    /// From left to right.
    pub spans: Vec<Span>,
}

/// A range of the first parameter with one structure. A change lies between the two numbers of each end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Span {
    /// The index of the structure.
    pub structure: usize,
    /// Where it begins.
    pub from: (f64, f64),
    /// Where it ends.
    pub to: (f64, f64),
}

/// A structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Structure {
    /// A letter.
    pub name: String,
    /// Who gets what, in words.
    pub said: String,
}

/// A row of the data.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/figures.md describes the columns")]
pub struct SpanRow {
    pub and: f64,
    pub regime: String,
    pub from_low: f64,
    pub from_high: f64,
    pub to_low: f64,
    pub to_high: f64,
    pub structure: String,
}

/// The structures along the parameter that is called `name`, for some values of a second one. `done` is called after
/// each of these.
///
/// # Errors
/// [`Error`] if a range is not one, or if no row is decided.
pub fn map(
    instance: &ContinuousInstance,
    name: &str,
    request: &Request,
    second: &Second,
    done: &(dyn Fn() + Sync),
) -> Result<RegimeMap, Error> {
    let Range { from, to } = &second.range;
    second.parameter.check(from)?;
    if to <= from {
        return Err(Error::EmptyRange { from: from.clone(), to: to.clone() });
    }
    let step = (to - from) / Rational::from(second.n_rows);
    let row = |k: u32| -> Result<(Rational, Regimes), Error> {
        // In the middle of what the row stands for.
        let y = from + &step * (Rational::from(k) + Rational::ONE / Rational::from(2));
        let at = second.parameter.at(instance, &y)?;
        let found = regimes(&at, name, request);
        done();
        Ok((y, found?))
    };
    let found: Vec<_> = (0..second.n_rows).into_par_iter().map(row).collect();
    let n_all = found.len();
    let mut rows = Vec::with_capacity(n_all);
    let mut structures: Vec<Structure> = Vec::new();
    let mut failed = None;
    let half = approx(&step) / 2.0;
    for row in found {
        match row {
            Ok((y, found)) => {
                let at = approx(&y);
                let spans = spans(&found, &mut structures);
                rows.push(Band { at, range: (at - half, at + half), spans });
            }
            // One value of the second parameter may be just where nothing is decided.
            Err(error @ Error::Unsolved { .. }) => failed = Some(error),
            Err(error) => return Err(error),
        }
    }
    if let (true, Some(error)) = (rows.is_empty(), failed) {
        return Err(error);
    }
    let ends = |range: &Range| (approx(&range.from), approx(&range.to));
    let present = |parameter: Parameter| approx(&parameter.present(instance));
    Ok(RegimeMap {
        title: instance.title.clone(),
        over: in_words(name),
        and: in_words(&second.name),
        ranges: [ends(&request.range), ends(&second.range)],
        present: (present(request.over), present(second.parameter)),
        n_left_out: n_all - rows.len(),
        rows,
        structures,
    })
}

/// The spans of a row; neighbours that differ in something else than the kinds of segments are one.
fn spans(found: &Regimes, structures: &mut Vec<Structure>) -> Vec<Span> {
    // Rounded outward, so that what lies between the fractions lies between the doubles.
    let ends = |number: &Interval| number.doubles().into();
    let mut spans: Vec<Span> = Vec::new();
    for regime in &found.regimes {
        let said = said(&regime.groups);
        let known = structures.iter().position(|known| known.said == said);
        let structure = known.unwrap_or_else(|| {
            structures.push(Structure { name: letter(structures.len()), said });
            structures.len() - 1
        });
        let (from, to) = (ends(&regime.from), ends(&regime.to));
        match spans.last_mut() {
            Some(last) if last.structure == structure => last.to = to,
            _ => spans.push(Span { structure, from, to }),
        }
    }
    spans
}

impl RegimeMap {
    /// The data of the figure.
    pub fn rows(&self) -> Vec<SpanRow> {
        let of = |band: &Band| {
            let row = |span: &Span| SpanRow {
                and: band.at,
                regime: self.structures[span.structure].name.clone(),
                from_low: span.from.0,
                from_high: span.from.1,
                to_low: span.to.0,
                to_high: span.to.1,
                structure: self.structures[span.structure].said.clone(),
            };
            band.spans.iter().map(row).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(of).collect()
    }
}
