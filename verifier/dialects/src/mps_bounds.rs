//! A line of BOUNDS: kind, perhaps the name of the set, column, number.
//!
//! ```text
//!     LO x >= v    UP x <= v    FX x = v      FR no bounds   MI no lower bound   PL no upper bound
//!     LI, UI       the same for integers      BV 0 <= x <= 1, an integer
//! ```
//!
//! A line that gives a side again and says something new is left out by HiGHS as a whole, with its other side and
//! the integer.

use crate::decimal::{ONE, Value, ZERO};
use crate::fault::Fault;
use crate::model::{Column, Side, side};
use crate::mps_sets::Sets;
use crate::mps_words::{Names, value};

pub(crate) fn read<'a>(
    words: &[&'a str],
    line: usize,
    names: &Names<'a>,
    columns: &mut [Column<'a>],
    sets: &mut Sets<'a>,
    repeated: Option<&str>,
) -> Result<(), Fault> {
    let Bound { kind, set, name, number } = bound(words, names)?;
    let j = *names
        .get(name)
        .ok_or_else(|| format!("the column {name} of a bound is not in COLUMNS"))?;
    let number = number.map(value).transpose()?;
    if kind == "BV" && number.as_ref().is_some_and(|number| *number != Value::At(ONE)) {
        return Err("a bound BV has no number, or the number 1".into());
    }
    if let (true, Some(Value::At(number))) = (["LI", "UI"].contains(&kind), &number)
        && !number.is_integer()
    {
        return Err(format!(
            "a bound {kind} is an integer: some readers round it; write it rounded"
        )
        .into());
    }
    if !sets.counts(set, names)? {
        return Ok(());
    }
    let sides: [Option<Side>; 2] = match (kind, number) {
        ("BV", _) => [Some(Some(ZERO)), Some(Some(ONE))],
        ("FR", _) => [Some(None), Some(None)],
        ("MI", _) => [Some(None), None],
        ("LO" | "LI", Some(number)) => [Some(side(number, 0)?), None],
        ("UP" | "UI", Some(number)) => [None, Some(side(number, 1)?)],
        ("FX", Some(Value::At(number))) => [Some(Some(number.clone())), Some(Some(number))],
        ("PL", _) => [None, Some(None)],
        _ => {
            return Err("a bound FX is a finite number: 1e20 and more in size are infinite".into());
        }
    };
    let makes_integer = ["BV", "LI", "UI"].contains(&kind);
    let column = &mut columns[j];
    if column.is_repeated(&sides) {
        if column.says(&sides) && (column.is_integer || !makes_integer) {
            return Ok(());
        }
        match repeated {
            Some("first") => return Ok(()),
            Some(_) => {}
            None => {
                return Err(format!(
                    "a bound of column {name} is given again with another number or kind: HiGHS leaves out this line, \
                     SCIP takes it, GLPK refuses it; delete one of the lines, or choose --reading \
                     repeated-bound=first or =last"
                )
                .into());
            }
        }
    }
    column.is_integer |= makes_integer;
    column.given.has_integer_lower |= ["BV", "LI"].contains(&kind);
    for (at, value) in sides.into_iter().enumerate() {
        if let Some(value) = value {
            column.take(at, value, line);
        }
    }
    Ok(())
}

/// The words of a line by their meaning.
struct Bound<'a> {
    kind: &'a str,
    set: Option<&'a str>,
    name: &'a str,
    number: Option<&'a str>,
}

fn bound<'a>(words: &[&'a str], names: &Names<'a>) -> Result<Bound<'a>, Fault> {
    let (kind, rest) =
        words.split_first().ok_or("a line of BOUNDS has the kind of the bound first")?;
    let has_number = match *kind {
        "LO" | "UP" | "FX" | "LI" | "UI" => true,
        "FR" | "MI" | "PL" | "BV" => false,
        "SC" | "SI" => {
            return Err(format!(
                "a bound {kind} makes a column semi-continuous, which is no part of a linear program: delete it"
            )
            .into());
        }
        _ => {
            return Err(format!(
                "{kind} is no kind of a bound: these are LO, UP, FX, FR, MI, PL, BV, LI and UI"
            )
            .into());
        }
    };
    let (set, name, number) = match (rest, has_number) {
        ([set, name, number], _) => (Some(*set), *name, Some(*number)),
        ([name, number], true) => {
            if !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
                return Err(format!(
                    "SCIP takes {number} for a column, for it knows only digits and a point in a line without the name \
                     of a set: write {kind} SET COLUMN NUMBER"
                )
                .into());
            }
            (None, *name, Some(*number))
        }
        ([name], false) => (None, *name, None),
        ([first, second], false) => {
            if !names.contains_key(second) {
                // SCIP makes a new column of a number here.
                return Err(format!(
                    "a bound {kind} ends with a column, and {second} is none: write {kind} SET COLUMN"
                )
                .into());
            }
            (Some(*first), *second, None)
        }
        (_, true) => {
            return Err(format!(
                "a bound {kind} has a column and a number, and perhaps the name of a set before"
            )
            .into());
        }
        (_, false) => {
            return Err(format!(
                "a bound {kind} has a column, and perhaps the name of a set before"
            )
            .into());
        }
    };
    Ok(Bound { kind, set, name, number })
}
