//! The statement of `docs/models.md`: strict reader. Its writer lives in another crate on purpose.

use std::collections::BTreeSet;

use ironproof_numbers::{Expected, Failure, Fraction, Int, Lines, ensure, index};

/// min or max  constant + costs x   s.t.  each column, and each row of terms x, is inside its sides
pub(crate) struct Statement {
    pub(crate) name: String,
    pub(crate) is_max: bool,
    pub(crate) has_integers: bool,
    pub(crate) constant: Fraction,
    pub(crate) costs: Vec<Fraction>,
    pub(crate) columns: Vec<Place>,
    pub(crate) rows: Vec<Place>,
    pub(crate) terms: Vec<Vec<(usize, Fraction)>>, // of each row; columns count from 0
    pub(crate) n_terms: usize,
}

/// A column or a row.
pub(crate) struct Place {
    pub(crate) label: String,                // `column x` or `row R1`
    pub(crate) sides: [Option<Fraction>; 2], // lower and upper
}

/// The statement that the text holds, and nothing after it.
pub(crate) fn read(text: &str) -> Result<Statement, Failure> {
    let mut lines = Lines::new(text, 0)?;
    statement(&mut lines).map_err(|expected| Failure::Input(lines.number, 1, expected))
}

fn statement(lines: &mut Lines<'_>) -> Result<Statement, Expected> {
    let head = lines.after("ironproof-lp-statement 1")?;
    ensure(head.is_empty(), "ironproof-lp-statement 1")?;
    let name = word(lines.after("name ")?)?.to_string();
    while lines.peek().starts_with("reading ") {
        word(lines.after("reading ")?)?;
    }
    let is_max = lines.peek().starts_with("maximize");
    let constant = fraction(lines.after(if is_max { "maximize " } else { "minimize " })?)?;
    let n_columns = count(lines.after("columns ")?)?;
    let (mut columns, mut costs, mut has_integers) = (Vec::new(), Vec::new(), false);
    let mut names = BTreeSet::new();
    for _ in 0..n_columns {
        let words: Vec<_> = lines.after("")?.split(' ').collect();
        let [name, kind @ ("real" | "integer"), cost, lower, upper] = words[..] else {
            return Err("a column: name, real or integer, cost, lower and upper bound");
        };
        columns.push(place("column", name, [lower, upper], &mut names)?);
        costs.push(fraction(cost)?);
        has_integers |= kind == "integer";
    }
    let n_rows = count(lines.after("rows ")?)?;
    let (mut rows, mut terms, mut n_terms) = (Vec::new(), Vec::new(), n_columns);
    names.clear();
    for _ in 0..n_rows {
        let mut words = lines.after("")?.split(' ');
        let mut next = || words.next().ok_or("a row: name, lower and upper side, coefficients");
        rows.push(place("row", next()?, [next()?, next()?], &mut names)?);
        let (mut row, mut before) = (Vec::new(), 0);
        for word in words {
            let (column, coefficient) = word.split_once(':').ok_or("`column:coefficient`")?;
            let column = index(column).ok_or("a column")?;
            ensure(before < column && column <= n_columns, "increasing columns of the statement")?;
            before = column;
            let coefficient = fraction(coefficient)?;
            ensure(coefficient.numerator != Int::ZERO, "a coefficient that is not zero")?;
            row.push((column - 1, coefficient));
        }
        n_terms += row.len();
        terms.push(row);
    }
    lines.end()?;
    Ok(Statement { name, is_max, has_integers, constant, costs, columns, rows, terms, n_terms })
}

fn place<'a>(
    kind: &str,
    name: &'a str,
    sides: [&str; 2],
    names: &mut BTreeSet<&'a str>,
) -> Result<Place, Expected> {
    ensure(names.insert(word(name)?), "a name of its own")?;
    let [lower, upper] =
        sides.map(|side| if side == "none" { Ok(None) } else { fraction(side).map(Some) });
    Ok(Place { label: format!("{kind} {name}"), sides: [lower?, upper?] })
}

/// A name without spaces and without anything that acts on a terminal.
fn word(text: &str) -> Result<&str, Expected> {
    let is_visible = text.chars().all(|c| c.is_alphanumeric() || c.is_ascii_graphic());
    if is_visible && !text.is_empty() { Ok(text) } else { Err("a name of visible characters") }
}

/// The one way to write a fraction.
fn fraction(text: &str) -> Result<Fraction, Expected> {
    let fraction = Fraction::parse(text).filter(|fraction| fraction.to_string() == text);
    fraction.ok_or("a fraction in lowest terms")
}

fn count(text: &str) -> Result<usize, Expected> {
    if text == "0" { Ok(0) } else { index(text).ok_or("a count") }
}
