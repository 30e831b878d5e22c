//! Solution files of CBC and CLP: values that are not zero, and the rows in front of them if asked for.
//!
//! ```text
//!     Optimal - objective value 5.50000000
//!           0 X                      3                      -1
//!     **    1 Y              1.1666667                       0
//! ```
//!
//! The last number of a row is its dual value, which CBC gives for the problem that was solved last; it is not used.

use super::names::{Lines, value};
use super::{Answer, SolutionError};
use ironproof_number::rational::Rational;

pub(super) fn read(lines: &mut Lines<'_>, answer: &mut Answer<'_>) -> Result<(), SolutionError> {
    answer.leaves_out_zeros = true;
    lines.next();
    // One block of columns, or a block of rows and one of columns; the index starts again.
    let mut blocks: Vec<Vec<(usize, &str, Rational)>> = Vec::new();
    let mut last = None;
    while let Some((at, line)) = lines.next() {
        let expected = SolutionError::Line(at, "an index, a name, a value and a reduced cost");
        let (index, name, number) = entry(line).ok_or(expected)?;
        if last.is_none_or(|last| index <= last) {
            blocks.push(Vec::new());
        }
        last = Some(index);
        if let Some(block) = blocks.last_mut() {
            block.push((at, name, number));
        }
    }
    let columns = match &mut blocks[..] {
        [] => return Ok(()),
        [columns] => columns,
        [rows, columns] => {
            for (at, name, _) in rows {
                answer.multipliers.find(*at, name)?;
            }
            columns
        }
        [_, _, third, ..] => {
            let at = third.first().map_or(0, |(at, _, _)| *at);
            return Err(SolutionError::Line(at, "the index to start again once, for the columns"));
        }
    };
    for (at, name, number) in columns.drain(..) {
        answer.point.set_named(at, name, number)?;
    }
    Ok(())
}

/// `INDEX NAME VALUE REDUCED`, with `**` in front where a bound is broken. The name may hold spaces.
fn entry(line: &str) -> Option<(usize, &str, Rational)> {
    let line = line.strip_prefix("**").unwrap_or(line).trim_ascii_start();
    let (index, rest) = line.split_once(' ')?;
    let (rest, reduced) = rest.trim_ascii().rsplit_once(' ')?;
    value(reduced)?;
    let (name, number) = rest.trim_ascii().rsplit_once(' ')?;
    Some((index.parse().ok()?, name.trim_ascii(), value(number)?))
}
