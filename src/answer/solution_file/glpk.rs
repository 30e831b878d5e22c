//! Solutions that GLPK writes: a table (`glpsol -o`) and lines for programs (`glpsol -w`). HiGHS writes both too.
//!
//! ```text
//!        No.   Row name   St   Activity     Lower bound   Upper bound    Marginal
//!     ------ ------------ -- ------------- ------------- ------------- -------------
//!          1 C1           NL           4.5           4.5                           2
//!
//!     s bas 1 2 f f 5.5       basic solution of 1 row and 2 columns, and the objective
//!     i 1 l 4.5 2             row 1: status, activity, dual value
//!     j 1 b 3 0               column 1: status, value, reduced cost
//!     e o f
//! ```
//!
//! Fields of the table are blank where there is no bound, so their columns tell them apart. HiGHS counts the objective as
//! the first row.

use super::names::{Lines, value};
use super::{Answer, SolutionError};
use ironproof_number::rational::Rational;

/// The list in a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Rows,
    Columns,
    Behind,
}

/// A line of a table.
struct Entry<'a> {
    name: &'a str,
    value: Rational,
    marginal: Option<Rational>,
}

pub(super) fn read_table(
    lines: &mut Lines<'_>,
    answer: &mut Answer<'_>,
) -> Result<(), SolutionError> {
    let n_model_rows = answer.multipliers.len();
    let (mut part, mut n_rows, mut n_found) = (Part::Head, 0, [0_usize; 2]);
    let (mut has_marginals, mut has_end) = (false, false);
    while let Some((at, line)) = lines.next() {
        match (part, line.split_ascii_whitespace().next().unwrap_or_default()) {
            (Part::Behind, _) if !line.starts_with("No.") => has_end |= line == "End of output",
            (_, "No.") if line.contains("Row name") || line.contains("Column name") => {
                part = if line.contains("Row name") { Part::Rows } else { Part::Columns };
                has_marginals = line.ends_with("Marginal");
            }
            (Part::Rows | Part::Columns, word) if word.starts_with("------") => {}
            (Part::Head, "Rows:") => {
                let count = line.trim_start_matches("Rows:").trim_ascii();
                n_rows = count.parse().map_err(|_| SolutionError::Line(at, "a number of rows"))?;
            }
            (Part::Head, "Problem:" | "Columns:" | "Non-zeros:" | "Status:" | "Objective:") => {}
            (Part::Columns, "Karush-Kuhn-Tucker" | "Integer") => part = Part::Behind,
            (Part::Rows | Part::Columns, _) => {
                let entry = entry(at, lines, has_marginals)?;
                let is_columns = part == Part::Columns;
                n_found[usize::from(is_columns)] += 1;
                if is_columns {
                    answer.point.set_named(at, entry.name, entry.value)?;
                } else if n_rows == n_model_rows || 1 < n_found[0] {
                    let k = answer.multipliers.find(at, entry.name)?;
                    if let Some(marginal) = entry.marginal {
                        answer.multipliers.set(at, k, marginal)?;
                    }
                }
            }
            _ => return Err(SolutionError::Line(at, "a line of the output of glpsol -o")),
        }
    }
    if !has_end {
        return Err(SolutionError::Line(lines.at(), "`End of output`"));
    }
    check_counts(lines.at(), answer, n_rows, n_found)
}

/// All rows, or these and the objective, and all columns.
fn check_counts(
    at: usize,
    answer: &Answer<'_>,
    n_rows: usize,
    n_found: [usize; 2],
) -> Result<(), SolutionError> {
    let n_expected = answer.multipliers.len() + usize::from(n_rows == answer.multipliers.len() + 1);
    answer.multipliers.check_count(at, n_expected, n_found[0])?;
    answer.point.check_count(at, answer.point.len(), n_found[1])
}

/// `NUMBER NAME STATUS ACTIVITY LOWER UPPER MARGINAL` in fixed columns, or number and a long name on a line, and the rest
/// on the next one.
fn entry<'a>(
    at: usize,
    lines: &mut Lines<'a>,
    has_marginals: bool,
) -> Result<Entry<'a>, SolutionError> {
    let expected = SolutionError::Line(at, "a number, a name, a status, an activity and bounds");
    let field = |line: &'a str, start: usize, end: usize| {
        let part = line.get(start.min(line.len())..end.min(line.len()));
        part.map(str::trim_ascii).ok_or(expected.clone())
    };
    let first = lines.raw();
    field(first, 0, 6)?.parse::<usize>().map_err(|_| expected.clone())?;
    let is_long = lines.peek_raw().is_some_and(|next| next.starts_with(&" ".repeat(20)));
    let (name, values) = if is_long {
        lines.next();
        (field(first, 7, first.len())?, lines.raw())
    } else {
        (field(first, 7, 20)?, first)
    };
    let value = |text: &str| value(text).ok_or(expected.clone());
    let marginal = match field(values, 65, values.len())? {
        "" => None,
        "< eps" => Some(Rational::ZERO),
        text => Some(value(text)?),
    };
    let marginal = marginal.filter(|_| has_marginals);
    Ok(Entry { name, value: value(field(values, 23, 36)?)?, marginal })
}

/// The lines for programs.
pub(super) fn read_raw(
    lines: &mut Lines<'_>,
    answer: &mut Answer<'_>,
) -> Result<(), SolutionError> {
    let n_model_rows = answer.multipliers.len();
    let (mut n_rows, mut n_found, mut kind) = (None, [0_usize; 2], "");
    while let Some((at, line)) = lines.next() {
        let expected = SolutionError::Line(at, "a line of the output of glpsol -w");
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let number = |word: &str| value(word).ok_or(expected.clone());
        match (&words[..], kind) {
            (["c", ..], _) => {}
            (["s", form @ ("bas" | "ipt" | "mip"), rows, columns, ..], "") => {
                kind = form;
                let count = |word: &str| word.parse::<usize>().map_err(|_| expected.clone());
                n_rows = Some(count(rows)?);
                answer.point.check_count(at, answer.point.len(), count(columns)?)?;
            }
            (["e", "o", "f"], _) if lines.peek().is_none() => {
                let n_rows = n_rows.ok_or(expected)?;
                return check_counts(at, answer, n_rows, n_found);
            }
            ([part @ ("i" | "j"), place, rest @ ..], "bas" | "ipt" | "mip") => {
                let rest = match (kind, rest) {
                    ("bas", [_status, rest @ ..]) => rest,
                    (_, rest) => rest,
                };
                let (activity, marginal) = match (kind, rest) {
                    ("mip", [activity]) => (number(activity)?, None),
                    ("bas" | "ipt", [activity, marginal]) => {
                        (number(activity)?, Some(number(marginal)?))
                    }
                    _ => return Err(expected),
                };
                let count = &mut n_found[usize::from(*part == "j")];
                *count += 1;
                if place.parse() != Ok(*count) {
                    return Err(SolutionError::Line(at, "rows and columns in their order"));
                }
                let k = *count - 1;
                let n_objectives = usize::from(n_rows == Some(n_model_rows + 1));
                if *part == "j" && k < answer.point.len() {
                    answer.point.set(at, k, activity)?;
                } else if *part == "i"
                    && n_objectives <= k
                    && k < n_model_rows + n_objectives
                    && let Some(marginal) = marginal
                {
                    answer.multipliers.set(at, k - n_objectives, marginal)?;
                }
            }
            _ => return Err(expected),
        }
    }
    Err(SolutionError::Line(lines.at(), "`e o f` at the end"))
}
