//! The statement, as far as a basis needs it; `docs/models.md`, section Statement.

use dashu_int::{IBig, UBig};

/// A fraction; the denominator is positive.
#[derive(Clone)]
pub(crate) struct Fraction {
    pub(crate) numerator: IBig,
    pub(crate) denominator: IBig,
}

pub(crate) type Sides = [Option<Fraction>; 2];

pub(crate) struct Lp {
    pub(crate) constant: Fraction,
    /// Cost and sides.
    pub(crate) columns: Vec<(Fraction, Sides)>,
    /// Sides and terms.
    pub(crate) rows: Vec<(Sides, Vec<(usize, Fraction)>)>,
}

pub(crate) fn read(text: &str) -> Option<Lp> {
    let mut lines = text.split('\n').skip(2);
    let mut line = lines.next()?;
    while line.starts_with("reading ") {
        line = lines.next()?;
    }
    let constant = line.strip_prefix("minimize ").or_else(|| line.strip_prefix("maximize "))?;
    let constant = fraction(constant)?;
    let n_columns: usize = lines.next()?.strip_prefix("columns ")?.parse().ok()?;
    let mut columns = Vec::new();
    for _ in 0..n_columns {
        let mut words = lines.next()?.split(' ').skip(2);
        let cost = fraction(words.next()?)?;
        columns.push((cost, [side(words.next()?)?, side(words.next()?)?]));
    }
    let n_rows: usize = lines.next()?.strip_prefix("rows ")?.parse().ok()?;
    let mut rows = Vec::new();
    for _ in 0..n_rows {
        let mut words = lines.next()?.split(' ').skip(1);
        let sides = [side(words.next()?)?, side(words.next()?)?];
        let mut terms = Vec::new();
        for word in words {
            let (column, coefficient) = word.split_once(':')?;
            let j = column.parse::<usize>().ok()?.checked_sub(1).filter(|j| *j < n_columns)?;
            terms.push((j, fraction(coefficient)?));
        }
        rows.push((sides, terms));
    }
    (lines.next()? == "end").then_some(Lp { constant, columns, rows })
}

/// The outer `None` is for a text that is no side.
#[expect(clippy::option_option, reason = "a side may be absent, and may be no side at all")]
fn side(text: &str) -> Option<Option<Fraction>> {
    if text == "none" { Some(None) } else { fraction(text).map(Some) }
}

fn fraction(text: &str) -> Option<Fraction> {
    let Some((numerator, denominator)) = text.split_once('/') else {
        return Some(Fraction { numerator: integer(text)?, denominator: IBig::ONE });
    };
    let denominator = integer(denominator).filter(|denominator| IBig::ZERO < *denominator)?;
    Some(Fraction { numerator: integer(numerator)?, denominator })
}

fn integer(text: &str) -> Option<IBig> {
    // Nearly all numbers are short.
    if text.len() < 18 {
        return text.parse::<i64>().ok().map(IBig::from);
    }
    let size = IBig::from(UBig::from_str_radix(text.strip_prefix('-').unwrap_or(text), 10).ok()?);
    Some(if text.starts_with('-') { -size } else { size })
}
