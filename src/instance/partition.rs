//! Lists of pieces `{ from, to, ... }` that follow each other without a gap.

use super::read_error::{ReadError, Rule};
use super::reader::{Node, Table};
use ironproof_number::rational::Rational;

/// One entry: the range and the table with the remaining keys.
pub(super) struct Part<'a> {
    pub(super) from: Rational,
    pub(super) to: Rational,
    pub(super) table: Table<'a>,
}

/// Reads parts, each starting where the one before ends. `keys` are the remaining keys of an entry.
pub(super) fn read<'a>(list: &Node<'a>, keys: &[&'static str]) -> Result<Vec<Part<'a>>, ReadError> {
    let known: Vec<&'static str> = ["from", "to"].iter().chain(keys).copied().collect();
    let mut parts: Vec<Part<'a>> = Vec::new();
    for node in list.list()? {
        let table = node.table()?;
        table.only(&known)?;
        let (from, to) = (table.number("from")?, table.number("to")?);
        if to <= from {
            return Err(table.fail(Rule::NotBelow("from", "to")));
        }
        if let Some(before) = parts.last()
            && before.to != from
        {
            let rule = Rule::PiecesGap { expected: before.to.clone(), found: from };
            return Err(table.require("from")?.fail(rule));
        }
        parts.push(Part { from, to, table });
    }
    Ok(parts)
}

/// Reads parts that cover the quantiles `[0, 1]`.
pub(super) fn read_quantiles<'a>(
    node: &Node<'a>,
    keys: &[&'static str],
) -> Result<Vec<Part<'a>>, ReadError> {
    let ranges = read(node, keys)?;
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else {
        return Err(node.fail(Rule::EmptyList));
    };
    if !first.from.is_zero() {
        let rule = Rule::PiecesStart { expected: Rational::ZERO, found: first.from.clone() };
        return Err(first.table.require("from")?.fail(rule));
    }
    if !last.to.is_one() {
        let rule = Rule::PiecesEnd { expected: Rational::ONE, found: last.to.clone() };
        return Err(last.table.require("to")?.fail(rule));
    }
    Ok(ranges)
}
