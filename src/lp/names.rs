//! Names that a text format can hold.
//!
//! A file may call a column `2x`, `end` or `COL ONE`, each of which means something else in some other
//! format. Such names, and those given twice, are replaced when a model is written, and a remark says so.

use std::collections::HashSet;

use crate::Lp;
use crate::tokens::is_name_char;
use crate::words::is_plain;

/// The objective of a written file.
pub(super) const OBJECTIVE: &str = "COST";

/// A name in free MPS: one word, and no comment.
pub(super) fn in_mps(name: &str) -> bool {
    is_word(name) && !name.starts_with('$') && name != "'MARKER'"
}

/// A name in LP text that readers take for a name wherever it stands: no number in front, no operator
/// inside, no section word, no index in brackets.
pub(super) fn in_text(name: &str) -> bool {
    is_word(name)
        && !name.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '$' || c == '/')
        && name.chars().all(is_name_char)
        && is_plain(name)
}

/// `name`, or with `_` behind it as long as it is the name of a row or column: HiGHS would take the name of a set
/// for that row or column.
pub(super) fn of_set(name: &str, taken: &HashSet<&str>) -> String {
    let mut name = name.to_owned();
    while taken.contains(name.as_str()) {
        name.push('_');
    }
    name
}

fn is_word(name: &str) -> bool {
    let is_wrong =
        |c: char| c.is_whitespace() || c.is_control() || c == char::REPLACEMENT_CHARACTER;
    !name.is_empty() && !name.contains(is_wrong)
}

/// Replaces the names that are not legal, or taken, by `x1` (columns) or `c1` (rows) with the place
/// counted from 1. Returns a remark for each.
pub(super) fn replace(lp: &mut Lp, is_legal: fn(&str) -> bool) -> Vec<String> {
    let mut remarks = Vec::new();
    let columns = lp.columns.iter_mut().map(|column| &mut column.name).collect();
    replace_list(columns, 'x', &[], is_legal, &mut remarks);
    let rows = lp.rows.iter_mut().map(|row| &mut row.name).collect();
    replace_list(rows, 'c', &[OBJECTIVE], is_legal, &mut remarks);
    remarks
}

fn replace_list(
    names: Vec<&mut String>,
    letter: char,
    taken: &[&str],
    is_legal: fn(&str) -> bool,
    remarks: &mut Vec<String>,
) {
    let mut used: HashSet<String> = taken.iter().map(ToString::to_string).collect();
    let mut illegal = Vec::new();
    for (at, name) in names.into_iter().enumerate() {
        if !is_legal(name) || !used.insert(name.clone()) {
            illegal.push((at, name));
        }
    }
    for (at, name) in illegal {
        let mut new = format!("{letter}{}", at + 1);
        while !used.insert(new.clone()) {
            new.push('_');
        }
        remarks.push(format!("renamed: {new} is {name:?}"));
        *name = new;
    }
}
