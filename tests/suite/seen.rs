//! A model as a reader sees it, in doubles: ours, HiGHS's and GLPK's side by side.

use std::collections::BTreeMap;

use ironproof::lp::{Lp, Model};
use ironproof::rational::{Rational, approx};

/// What can be compared across readers.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub maximize: bool,
    pub offset: f64,
    pub columns: Vec<SeenColumn>,
    pub rows: Vec<SeenRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SeenColumn {
    pub name: String,
    pub is_integer: bool,
    pub cost: f64,
    pub lower: f64,
    pub upper: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SeenRow {
    pub name: String,
    pub lower: f64,
    pub upper: f64,
    /// The coefficients by column; none is zero.
    pub terms: BTreeMap<usize, f64>,
}

/// A model of ours, rounded to doubles.
pub fn seen(model: &Model) -> Seen {
    let Model { lp, integer, .. } = model;
    let lower = |bound: &Option<Rational>| bound.as_ref().map_or(f64::NEG_INFINITY, approx);
    let upper = |bound: &Option<Rational>| bound.as_ref().map_or(f64::INFINITY, approx);
    let columns = lp.columns.iter().zip(integer).map(|(column, is_integer)| SeenColumn {
        name: column.name.clone(),
        is_integer: *is_integer,
        cost: approx(&column.objective),
        lower: lower(&column.lower),
        upper: upper(&column.upper),
    });
    let rows = lp.rows.iter().map(|row| SeenRow {
        name: row.name.clone(),
        lower: lower(&row.lower),
        upper: upper(&row.upper),
        terms: row.terms.iter().map(|(j, value)| (*j, approx(value))).collect(),
    });
    Seen {
        maximize: lp.maximize,
        offset: approx(&lp.offset),
        columns: columns.collect(),
        rows: rows.collect(),
    }
}

/// Rows without a label are named by the reader: ours `r` and a number.
pub fn is_unnamed(lp: &Lp, i: usize) -> bool {
    lp.rows[i].name.trim_end_matches('_') == format!("r{}", i + 1)
}

/// Our numbers against those of another reader: bit for bit, but for the sign of zero.
pub fn differences(ours: &Seen, theirs: &Seen) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |same: bool, what: &str, name: &str| {
        if !same {
            found.push(format!("{what} {name}"));
        }
    };
    check(ours.maximize == theirs.maximize, "sense", "");
    check(ours.offset == theirs.offset, "offset", "");
    check(ours.columns.len() == theirs.columns.len(), "columns", "");
    check(ours.rows.len() == theirs.rows.len(), "rows", "");
    for (ours, theirs) in ours.columns.iter().zip(&theirs.columns) {
        let name = &ours.name;
        check(*name == theirs.name, "name of column", name);
        check(ours.cost == theirs.cost, "cost of", name);
        check(ours.lower == theirs.lower, "lower bound of column", name);
        check(ours.upper == theirs.upper, "upper bound of column", name);
        check(ours.is_integer == theirs.is_integer, "integrality of", name);
    }
    for (ours, theirs) in ours.rows.iter().zip(&theirs.rows) {
        let name = &ours.name;
        check(*name == theirs.name, "name of row", name);
        check(ours.lower == theirs.lower, "lower bound of row", name);
        check(ours.upper == theirs.upper, "upper bound of row", name);
        check(ours.terms == theirs.terms, "coefficients of row", name);
    }
    found
}
