//! The LP certificate of `docs/formats.md`: strict reader. Its writer lives in the root package.

use std::str::Split;

use dashu_int::IBig;

use crate::fraction::Fraction;
use crate::number::{digits, index};

/// A vector as integers over one positive denominator.
pub(crate) struct Vector {
    pub(crate) entries: Vec<IBig>,
    pub(crate) denominator: IBig,
}

/// Where a column, or the activity of a row, is in a basic solution.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Basic,
    Lower,
    Upper,
    Zero,
}

/// The digest of the model, and what is claimed about it. The digest of the file is compared before.
pub(crate) struct LpCertificate {
    pub(crate) model: String,
    pub(crate) proof: Proof,
}

pub(crate) enum Proof {
    Optimal { value: Fraction, point: Vector, multipliers: Vector },
    Basis { columns: Vec<Place>, rows: Vec<Place> },
    Bounds { bounds: [Option<Fraction>; 2], point: Option<Vector>, multipliers: Option<Vector> },
    Infeasible { multipliers: Vector },
    CrossedColumn(usize),
    Unbounded { point: Vector, ray: Vector },
}

/// The certificate for an LP of this size, or the line and what was expected there.
pub(crate) fn read(
    text: &str,
    n_columns: usize,
    n_rows: usize,
) -> Result<LpCertificate, (usize, &'static str)> {
    let mut reader = Reader { lines: text.split('\n'), line: 0 };
    certificate(&mut reader, n_columns, n_rows).map_err(|expected| (reader.line, expected))
}

fn certificate(
    reader: &mut Reader<'_>,
    n_columns: usize,
    n_rows: usize,
) -> Result<LpCertificate, &'static str> {
    let head = reader.next()?;
    if head.starts_with("ironproof-certificate") {
        return Err("a certificate of a model; this one is of an instance (*.json)");
    }
    if head != "ironproof-lp-certificate 2" {
        return Err("ironproof-lp-certificate 2");
    }
    reader.next()?.strip_prefix("file sha256 ").ok_or("file sha256")?;
    let model = reader.next()?.strip_prefix("model sha256 ").ok_or("model sha256")?.to_string();
    let (proof, rest) = proof(reader, n_columns, n_rows)?;
    let is_end = rest == "end" && reader.lines.next() == Some("") && reader.lines.next().is_none();
    if !is_end {
        return Err("an entry, or `end` and nothing more");
    }
    Ok(LpCertificate { model, proof })
}

/// The proof and the line after it.
fn proof<'a>(
    reader: &mut Reader<'a>,
    n_columns: usize,
    n_rows: usize,
) -> Result<(Proof, &'a str), &'static str> {
    let kind = reader.next()?;
    Ok(if let Some(value) = kind.strip_prefix("optimal ") {
        let value = fraction(value).ok_or("a fraction")?;
        let (point, line) = vector(reader, "point ", n_columns, None)?;
        let (multipliers, line) = vector(reader, "multipliers ", n_rows, Some(line))?;
        (Proof::Optimal { value, point, multipliers }, line)
    } else if kind == "basis" {
        let columns = places(reader.next()?.strip_prefix("columns "), n_columns);
        let columns = columns.ok_or("a symbol B, L, U or Z for each column")?;
        let rows = places(reader.next()?.strip_prefix("rows "), n_rows);
        let rows = rows.ok_or("a symbol B, L, U or Z for each row")?;
        (Proof::Basis { columns, rows }, reader.next()?)
    } else if let Some(bounds) = kind.strip_prefix("bounds ") {
        let (lower, upper) = bounds.split_once(' ').ok_or("two bounds")?;
        let side = |text| if text == "none" { Some(None) } else { fraction(text).map(Some) };
        let bounds = [side(lower), side(upper)].map(|side| side.ok_or("a fraction or `none`"));
        let [lower, upper] = bounds;
        let (bounds, mut line) = ([lower?, upper?], reader.next()?);
        let (mut point, mut multipliers) = (None, None);
        if line.starts_with("point ") {
            let (vector, next) = vector(reader, "point ", n_columns, Some(line))?;
            (point, line) = (Some(vector), next);
        }
        if line.starts_with("multipliers ") {
            let (vector, next) = vector(reader, "multipliers ", n_rows, Some(line))?;
            (multipliers, line) = (Some(vector), next);
        }
        (Proof::Bounds { bounds, point, multipliers }, line)
    } else if kind == "infeasible" {
        let line = reader.next()?;
        if let Some(j) = line.strip_prefix("column ").and_then(index) {
            if n_columns < j {
                return Err("a column of the model");
            }
            (Proof::CrossedColumn(j - 1), reader.next()?)
        } else {
            let (multipliers, line) = vector(reader, "multipliers ", n_rows, Some(line))?;
            (Proof::Infeasible { multipliers }, line)
        }
    } else if kind == "unbounded" {
        let (point, line) = vector(reader, "point ", n_columns, None)?;
        let (ray, line) = vector(reader, "ray ", n_columns, Some(line))?;
        (Proof::Unbounded { point, ray }, line)
    } else {
        return Err("optimal, basis, bounds, infeasible or unbounded");
    })
}

/// One symbol each.
fn places(symbols: Option<&str>, length: usize) -> Option<Vec<Place>> {
    let place = |symbol| match symbol {
        'B' => Some(Place::Basic),
        'L' => Some(Place::Lower),
        'U' => Some(Place::Upper),
        'Z' => Some(Place::Zero),
        _ => None,
    };
    let places = symbols?.chars().map(place).collect::<Option<Vec<_>>>()?;
    (places.len() == length).then_some(places)
}

/// `KEYWORD denominator`, then the entries that are not zero, and the line after them.
fn vector<'a>(
    reader: &mut Reader<'a>,
    keyword: &'static str,
    length: usize,
    head: Option<&'a str>,
) -> Result<(Vector, &'a str), &'static str> {
    let head = match head {
        Some(head) => head,
        None => reader.next()?,
    };
    let denominator = head.strip_prefix(keyword).and_then(integer).ok_or(keyword.trim_end())?;
    if denominator <= IBig::ZERO {
        return Err("a positive denominator");
    }
    let mut entries = vec![IBig::ZERO; length];
    let mut before = 0;
    loop {
        let line = reader.next()?;
        let Some((place, value)) =
            line.split_once(' ').and_then(|(place, value)| Some((index(place)?, value)))
        else {
            return Ok((Vector { entries, denominator }, line));
        };
        if place <= before || length < place {
            return Err("increasing places of the model");
        }
        before = place;
        entries[place - 1] = integer(value).ok_or("an integer")?;
    }
}

fn fraction(text: &str) -> Option<Fraction> {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    let denominator = integer(denominator).filter(|denominator| IBig::ZERO < *denominator)?;
    Some(Fraction::new(integer(numerator)?, denominator))
}

fn integer(text: &str) -> Option<IBig> {
    let size = digits(text.strip_prefix('-').unwrap_or(text))?;
    Some(if text.starts_with('-') { -size } else { size })
}

struct Reader<'a> {
    lines: Split<'a, char>,
    /// The line that was asked for last, counted from 1.
    line: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<&'a str, &'static str> {
        self.line += 1;
        self.lines.next().ok_or("a line")
    }
}
