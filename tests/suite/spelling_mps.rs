//! Random models in random but legal spelling of free MPS, as [`crate::spelling`] for LP text.

use std::fmt::Write;

use crate::fuzz::Random;
use crate::spelling::Spelling;

/// Names that some reader could take for something else.
const NAMES: &[&str] = &[
    "x", "Y2", "*z", "#n", "x[0,1]", "é", "MAX", "1", "e5", "N", "UP", "bnd'", "-", "RHS2", "a$",
    "\\", "<=", "free",
];
const ROW_NAMES: &[&str] =
    &["C1", "*r", "#r", "R.2", "LIM", "-1", "E", "c:", "SET", "ENDATA.", "ü", "row,1", "r$"];

fn take(random: &mut Random, list: &[&'static str], n: usize) -> Vec<&'static str> {
    let mut rest = list.to_vec();
    (0..n).map(|_| rest.swap_remove(random.below(rest.len()))).collect()
}

/// A file.
pub fn mps(random: &mut Random) -> String {
    let n_columns = 1 + random.below(4);
    let columns = take(random, NAMES, n_columns);
    let n_rows = 1 + random.below(4);
    let rows = take(random, ROW_NAMES, n_rows);
    let (mut rhs, mut ranges) = (Vec::new(), Vec::new());
    let mut spell = Spelling::new(random);
    let kinds: Vec<char> = rows.iter().map(|_| spell.pick(&['E', 'L', 'G'])).collect();
    let mut text = String::new();
    let comment = |spell: &mut Spelling<'_>, text: &mut String| {
        let empty = if spell.is_narrow() { "*\n" } else { "\n" };
        text.push_str(spell.pick(&["", "", "", "", "* a comment\n", empty, "*\n"]));
    };
    comment(&mut spell, &mut text);
    if spell.is_narrow() {
        text.push_str(spell.pick(&["NAME m\n", "NAME          model one\n"]));
    } else {
        text.push_str(spell.pick(&["NAME\n", "NAME m\n", "NAME          model one\n"]));
        text.push_str(spell.pick(&[
            "",
            "OBJSENSE\n    MAX\n",
            "OBJSENSE\n MIN\n",
            "OBJSENSE MAX\n",
            "OBJSENSE\n* c\n  maximize\n",
            "OBJSENSE\n    MINIMUM\n",
        ]));
    }
    text.push_str("ROWS\n N  COST\n");
    for (row, kind) in rows.iter().zip(&kinds) {
        comment(&mut spell, &mut text);
        let gap = spell.pick(&[" ", "  ", "\t"]);
        let _ = writeln!(text, " {kind}{gap}{row}");
    }
    if spell.is(4) {
        text.push_str(" N  OTHER\n");
    }
    text.push_str("COLUMNS\n");
    let mut in_markers = false;
    let mut marked = Vec::new();
    for column in &columns {
        if spell.is(4) {
            in_markers = !in_markers;
            let word = if in_markers { "'INTORG'" } else { "'INTEND'" };
            let _ = writeln!(text, "    M  'MARKER'   {word}");
        }
        marked.push(in_markers);
        let mut entries: Vec<(&str, String)> = Vec::new();
        for row in ["COST"].iter().chain(&rows) {
            if !spell.is(3) {
                let number = signed(&mut spell);
                entries.push((row, number));
            }
        }
        if entries.is_empty() {
            entries.push(("COST", "0".to_owned()));
        }
        while !entries.is_empty() {
            comment(&mut spell, &mut text);
            let (row, number) = entries.remove(0);
            let _ = write!(text, " {column}  {row}\t{number}");
            if !entries.is_empty() && spell.is(2) {
                let (row, number) = entries.remove(0);
                let _ = write!(text, "   {row} {number}");
            }
            text.push_str(spell.pick(&["\n", "\n", " \n", "  $ note\n"]));
        }
    }
    let set = if spell.is_narrow() { "RHS" } else { spell.pick(&["RHS", "B", ""]) };
    for (row, kind) in rows.iter().zip(&kinds) {
        if !spell.is(3) {
            let number = signed(&mut spell);
            rhs.push((*row, number.clone()));
            if !spell.is_narrow() && spell.is(10) {
                rhs.push((*row, number));
            }
        } else if *kind == 'L' && spell.is(3) {
            rhs.push((*row, "1e30".to_owned()));
            continue;
        }
        if spell.is(3) {
            ranges.push((*row, signed(&mut spell)));
        }
    }
    if spell.is(5) {
        rhs.push(("COST", signed(&mut spell)));
    }
    text.push_str("RHS\n");
    pairs(&mut spell, &mut text, set, &rhs);
    if !ranges.is_empty() {
        text.push_str("RANGES\n");
        // HiGHS needs the name.
        let set = if spell.is_narrow() { "RNG" } else { spell.pick(&["RNG", "R", "R", ""]) };
        pairs(&mut spell, &mut text, set, &ranges);
    }
    bounds(&mut spell, &mut text, &columns, &marked);
    text.push_str(spell.pick(&["ENDATA\n", "ENDATA", "ENDATA\n\n* done\n"]));
    if spell.is(6) { text.replace('\n', "\r\n") } else { text }
}

fn signed(spell: &mut Spelling<'_>) -> String {
    let eighths = spell.eighths_of(160);
    let sign = spell.pick(&["", "", "-", "+"]);
    format!("{sign}{}", spell.number(eighths))
}

/// Lines of RHS or RANGES with one or two pairs.
fn pairs(spell: &mut Spelling<'_>, text: &mut String, set: &str, list: &[(&str, String)]) {
    let mut at = 0;
    while at < list.len() {
        let n = if spell.is(2) { 2 } else { 1 };
        let part = &list[at..(at + n).min(list.len())];
        let _ = write!(text, "    {set}");
        for (row, number) in part {
            let _ = write!(text, "  {row}  {number}");
        }
        text.push('\n');
        at += part.len();
    }
}

fn bounds(spell: &mut Spelling<'_>, text: &mut String, columns: &[&str], marked: &[bool]) {
    let mut set = spell.pick(&["BND", "BOUND", "B", "", ""]);
    if spell.is_narrow() {
        set = "BND";
    }
    let mut all: Vec<(&str, &str, String)> = Vec::new();
    for (column, is_marked) in columns.iter().zip(marked) {
        let (low, high) = (spell.eighths_of(80), spell.eighths_of(80));
        let (lower, upper) = (spell.number(low), spell.number(low + high));
        let mut own: Vec<(&str, String)> = match spell.below(13) {
            0 => vec![("UP", upper)],
            1 => vec![("LO", format!("-{lower}")), ("UP", upper)],
            2 => vec![("UP", upper), ("LO", lower)],
            3 => vec![("FX", format!("-{lower}"))],
            4 => vec![("FR", String::new())],
            5 => vec![("MI", String::new()), ("UP", format!("-{upper}"))],
            6 => vec![("UP", format!("-{lower}")), ("MI", String::new())],
            7 => vec![("PL", String::new())],
            8 => vec![("BV", spell.pick(&["", "1"]).to_owned())],
            9 => vec![("LI", low.to_string()), ("UI", (low + high).to_string())],
            10 if !is_marked => vec![("LO", lower)],
            11 => vec![("LO", spell.pick(&["-1e30", "-1E+20"]).to_owned()), ("UP", upper)],
            _ => Vec::new(),
        };
        if !spell.is_narrow()
            && spell.is(8)
            && let Some(line) = own.first().cloned()
        {
            own.push(line);
        }
        all.extend(own.into_iter().map(|(kind, number)| (kind, *column, number)));
    }
    // Without a set SCIP knows numbers of digits and a point only, and `BV X 1` could be the column 1.
    let is_plain = |(kind, _, number): &(&str, &str, String)| {
        (*kind != "BV" || number.is_empty())
            && number.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    if set.is_empty() && !all.iter().all(is_plain) {
        set = "BND";
    }
    let mut lines: Vec<String> = all
        .iter()
        .map(|(kind, column, number)| format!(" {kind} {set} {column} {number}"))
        .collect();
    if lines.is_empty() && spell.is(2) {
        return;
    }
    if spell.is(2) {
        lines.reverse();
    }
    text.push_str("BOUNDS\n");
    for line in lines {
        text.push_str(line.trim_end());
        text.push('\n');
    }
}
