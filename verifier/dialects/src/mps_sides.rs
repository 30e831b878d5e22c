//! RHS and RANGES, and the sides of rows that they give.

use crate::decimal::{Decimal, Value, ZERO};
use crate::fault::Fault;
use crate::model::{Side, finite, side};
use crate::mps_sets::Sets;
use crate::mps_words::{Names, number, value};

/// What a line of ROWS declares.
pub(crate) struct Declared {
    pub(crate) kind: u8,
    /// The last column with an entry here, counted from 1.
    pub(crate) last: usize,
    /// The place among the rows of the model.
    pub(crate) row: usize,
    /// Of the objective, its number is in `constant`.
    pub(crate) side: Option<Value>,
    /// With its line.
    pub(crate) range: Option<(Value, usize)>,
}

pub(crate) const OBJECTIVE: u8 = b'O';

/// A line of RHS or RANGES: perhaps the name of the set, then one or two pairs of row and number.
pub(crate) fn read<'a>(
    words: &[&'a str],
    line: usize,
    is_rhs: bool,
    (names, rows): (&Names<'a>, &mut [Declared]),
    constant: &mut Option<Decimal>,
    sets: &mut Sets<'a>,
) -> Result<(), Fault> {
    let (set, pairs) = words.split_at(words.len() % 2);
    if pairs.is_empty() || 4 < pairs.len() {
        return Err("a line of RHS or RANGES has perhaps the name of a set, and one or two pairs of a row and a number".into());
    }
    let counts = sets.counts(set.first().copied(), names)?;
    for pair in pairs.chunks(2) {
        let row = declared(names, rows, pair[0])?;
        let twice = || {
            let name = pair[0];
            format!(
                "row {name} is given a second number: some readers keep the first, others the last; delete one"
            )
        };
        if row.kind == b'N' || row.kind == OBJECTIVE && !is_rhs {
            return Err(format!(
                "row {} is of kind N: of these only the first has a right-hand side, and none a range; delete it",
                pair[0]
            )
            .into());
        }
        if row.kind == OBJECTIVE {
            let value = number(pair[1])?.negated();
            if counts && *constant.get_or_insert_with(|| value.clone()) != value {
                return Err(twice().into());
            }
            continue;
        }
        let value = value(pair[1])?;
        if !counts {
            continue;
        }
        if is_rhs {
            if row.kind != b'L' {
                side(value.clone(), 0)?;
            }
            if row.kind != b'G' {
                side(value.clone(), 1)?;
            }
            if *row.side.get_or_insert_with(|| value.clone()) != value {
                return Err(twice().into());
            }
        } else if row.range.replace((value, line)).is_some() {
            return Err(twice().into());
        }
    }
    Ok(())
}

pub(crate) fn declared<'b>(
    names: &Names<'_>,
    rows: &'b mut [Declared],
    name: &str,
) -> Result<&'b mut Declared, Fault> {
    let at = names.get(name).ok_or_else(|| format!("the row {name} is not in ROWS"))?;
    Ok(&mut rows[*at])
}

/// R on E: [s, s + R] or [s + R, s]; on L: [s - |R|, s]; on G: [s, s + |R|].
pub(crate) fn row_sides(row: Declared) -> Result<[Side; 2], Fault> {
    let Value::At(side) = row.side.unwrap_or(Value::At(ZERO)) else {
        if row.range.is_some() {
            return Err("a row with an infinite side has no range: write the side".into());
        }
        return Ok([None, None]);
    };
    let Some((range, _)) = row.range else {
        let lower = (row.kind != b'L').then(|| side.clone());
        return Ok([lower, (row.kind != b'G').then_some(side)]);
    };
    let is_negative = match &range {
        Value::At(range) => range.is_negative(),
        Value::Infinite { is_positive } => !is_positive,
    };
    let is_down = row.kind == b'L' || row.kind == b'E' && is_negative;
    let other = match range {
        Value::Infinite { .. } => None,
        Value::At(range) if is_negative == is_down => finite(side.plus(&range))?,
        Value::At(range) => finite(side.plus(&range.negated()))?,
    };
    Ok(if is_down { [other, Some(side)] } else { [Some(side), other] })
}
