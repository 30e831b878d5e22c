//! The statement of `docs/models.md`: strict reader. Its writer shares the page, not the code.

use std::collections::BTreeSet;

use ironproof_numbers::{Checked, Failure, Fraction, Int, Lines, Read, ensure, index};

/// min or max  constant + costs x   s.t.  all columns and rows are inside their sides
pub(crate) struct Statement {
    pub(crate) name: String,
    pub(crate) is_max: bool,
    pub(crate) has_integers: bool,
    pub(crate) constant: Fraction,
    pub(crate) costs: Vec<Term>,
    pub(crate) columns: Vec<Place>,
    pub(crate) rows: Vec<Place>,
    pub(crate) n_terms: usize,
}

/// A column or a row: the sum of its terms is between its sides, lower and upper.
pub(crate) struct Place {
    pub(crate) label: String,
    pub(crate) terms: Vec<Term>,
    pub(crate) sides: [Option<Fraction>; 2],
}

/// A column, counted from 0, and its coefficient.
pub(crate) type Term = (usize, Fraction);

/// The statement that the text holds, and nothing after it.
pub(crate) fn read(text: &str) -> Checked<Statement> {
    let mut lines = Lines::new(text, 0)?;
    statement(&mut lines).map_err(|expected| Failure::Input(lines.number, 1, expected))
}

fn statement(lines: &mut Lines<'_>) -> Read<Statement> {
    ensure(lines.after("ironproof-lp-statement 1")?.is_empty(), "ironproof-lp-statement 1")?;
    let name = word(lines.after("name ")?)?.to_string();
    while lines.peek().starts_with("reading ") {
        word(lines.after("reading ")?)?;
    }
    let is_max = lines.peek().starts_with("maximize");
    let constant = fraction(lines.after(if is_max { "maximize " } else { "minimize " })?)?;
    let n_columns = index(lines.after("columns ")?).ok_or("a count")?;
    let (mut columns, mut costs, mut has_integers) = (Vec::new(), Vec::new(), false);
    let mut names = BTreeSet::new();
    for j in 0..n_columns {
        let words: Vec<_> = lines.after("")?.split(' ').collect();
        let [name, kind @ ("real" | "integer"), cost, lower, upper] = words[..] else {
            return Err("a column: name, real or integer, cost, lower and upper bound");
        };
        ensure(names.insert(word(name)?), "a name of its own")?;
        let (label, terms) = (format!("column {name}"), vec![(j, Fraction::from(1))]);
        columns.push(Place { label, terms, sides: [side(lower)?, side(upper)?] });
        costs.push((j, fraction(cost)?));
        has_integers |= kind == "integer";
    }
    let n_rows = index(lines.after("rows ")?).ok_or("a count")?;
    let (mut rows, mut n_terms) = (Vec::new(), n_columns);
    names.clear();
    for _ in 0..n_rows {
        let mut words = lines.after("")?.split(' ');
        let mut next = || words.next().ok_or("a row: name, lower and upper side, coefficients");
        let (name, sides) = (next()?, [side(next()?)?, side(next()?)?]);
        ensure(names.insert(word(name)?), "a name of its own")?;
        let (mut terms, mut before) = (Vec::new(), 0);
        for word in words {
            let (column, coefficient) = word.split_once(':').ok_or("`column:coefficient`")?;
            let column = index(column).ok_or("a column")?;
            ensure(before < column && column <= n_columns, "increasing columns of the statement")?;
            before = column;
            let coefficient = fraction(coefficient)?;
            ensure(coefficient.numerator != Int::ZERO, "a coefficient that is not zero")?;
            terms.push((column - 1, coefficient));
        }
        n_terms += terms.len();
        rows.push(Place { label: format!("row {name}"), terms, sides });
    }
    lines.end()?;
    Ok(Statement { name, is_max, has_integers, constant, costs, columns, rows, n_terms })
}

/// A name without spaces and without anything that acts on a terminal.
fn word(text: &str) -> Read<&str> {
    let is_visible = text.chars().all(|c| c.is_alphanumeric() || c.is_ascii_graphic());
    if is_visible && !text.is_empty() { Ok(text) } else { Err("a name of visible characters") }
}

pub(crate) fn side(text: &str) -> Read<Option<Fraction>> {
    if text == "none" { Ok(None) } else { fraction(text).map(Some) }
}

/// The one way to write a fraction.
pub(crate) fn fraction(text: &str) -> Read<Fraction> {
    let fraction = Fraction::parse(text).filter(|fraction| fraction.to_string() == text);
    fraction.ok_or("a fraction in lowest terms")
}
