//! Solution files of HiGHS.
//!
//! ```text
//!     Model status                # Dual solution values      Columns
//!     Optimal                     Feasible                        Index Status Lower Upper Primal Dual Name
//!                                 # Columns 2                         0 BS     0     inf   0.4    0    x
//!     # Primal solution values    x 0                         Rows
//!     Feasible                    y 0                             Index Status Lower Upper Primal Dual Name
//!     Objective 2.2               # Rows 1                            0 LB     4     inf   4      0.5  R
//!     # Columns 2                 R 0.5
//!     x 0.4                                                   Model status: Optimal
//!     y 1.8                       # Basis                     Objective value: 2.2
//!     # Rows 1                    ...
//!     R 4
//! ```
//!
//! Activities of rows and reduced costs of columns follow from the rest, and a section `# Ranging` is about other
//! models: these are not used. In the sparse form, `# Columns -2 sparse`, the index of the column stands behind the value.

use super::names::{Lines, name_and_value, value};
use super::{Answer, SolutionError, basis};
use crate::solution_file::heading::heading;
use ironproof_linear::Lp;
use ironproof_number::rational::Rational;

pub(super) fn read(
    lp: &Lp,
    lines: &mut Lines<'_>,
    answer: &mut Answer<'_>,
) -> Result<(), SolutionError> {
    let mut status = "unknown";
    if lines.peek().is_some_and(|(_, line)| line == "Model status") {
        lines.next();
        status = lines.expect("the model status")?.1;
    }
    while let Some((at, line)) = lines.next() {
        match line.strip_prefix("# ") {
            Some("Primal solution values") => {
                let (_, what) = lines.expect("Feasible, Infeasible or None")?;
                if what == "None" {
                    return Err(SolutionError::NoSolution(status.to_owned()));
                }
                values(lines, answer, true)?;
            }
            Some("Dual solution values") => {
                let (_, what) = lines.expect("Feasible, Infeasible or None")?;
                if what != "None" {
                    values(lines, answer, false)?;
                }
            }
            Some("Basis") => answer.basis = basis::read(lp, lines)?,
            Some("Ranging") => while lines.next().is_some() {},
            _ => return Err(SolutionError::Line(at, "a part such as `# Dual solution values`")),
        }
    }
    Ok(())
}

/// The columns and rows of the primal or dual values.
fn values(
    lines: &mut Lines<'_>,
    answer: &mut Answer<'_>,
    is_primal: bool,
) -> Result<(), SolutionError> {
    if let Some((at, line)) = lines.peek().filter(|(_, line)| line.starts_with("Objective ")) {
        lines.next();
        let objective = line.trim_start_matches("Objective ");
        value(objective).ok_or(SolutionError::Line(at, "a number behind Objective"))?;
    }
    while let Some((at, line)) = lines.peek() {
        if is_primal && let Some(count) = sparse(line) {
            lines.next();
            let n_expected = count.ok_or(SolutionError::Line(at, "the number of columns"))?;
            return sparse_values(lines, answer, n_expected);
        }
        let Some((title @ ("Columns" | "Rows"), n_expected)) = heading(line) else { break };
        lines.next();
        let is_used = is_primal == (title == "Columns");
        let mut n_found = 0;
        while let Some((at, line)) = lines.peek() {
            let is_done =
                n_expected == Some(n_found) || (n_expected.is_none() && heading(line).is_some());
            if is_done {
                break;
            }
            let (name, number) =
                name_and_value(line).ok_or(SolutionError::Line(at, "a name and a number"))?;
            take(answer, at, title, name, number, is_used)?;
            lines.next();
            n_found += 1;
        }
        answer.point.check_count(at, n_expected.unwrap_or(n_found), n_found)?;
    }
    Ok(())
}

fn take(
    answer: &mut Answer<'_>,
    at: usize,
    title: &str,
    name: &str,
    number: Rational,
    is_used: bool,
) -> Result<(), SolutionError> {
    match (title, is_used) {
        ("Columns", true) => answer.point.set_named(at, name, number),
        ("Columns", false) => answer.point.find(at, name).map(|_| ()),
        (_, true) => answer.multipliers.set_named(at, name, number),
        (_, false) => answer.multipliers.find(at, name).map(|_| ()),
    }
}

/// The number of columns of `# Columns -3 sparse`.
#[expect(clippy::option_option, reason = "no such heading, or one without a count, or one with it")]
fn sparse(line: &str) -> Option<Option<usize>> {
    let count = line.strip_prefix("# Columns ")?.strip_suffix("sparse")?;
    Some(count.trim_ascii().trim_start_matches('-').parse().ok())
}

/// Lines `NAME VALUE INDEX`.
fn sparse_values(
    lines: &mut Lines<'_>,
    answer: &mut Answer<'_>,
    n_expected: usize,
) -> Result<(), SolutionError> {
    let mut n_found = 0;
    while let Some((at, line)) = lines.peek().filter(|_| n_found < n_expected) {
        let pair = line.rsplit_once(' ').and_then(|(pair, index)| {
            index.parse::<usize>().ok()?;
            name_and_value(pair)
        });
        let (name, number) =
            pair.ok_or(SolutionError::Line(at, "a name, a number and an index"))?;
        answer.point.set_named(at, name, number)?;
        lines.next();
        n_found += 1;
    }
    answer.point.check_count(lines.at(), n_expected, n_found)
}

/// The table that HiGHS calls pretty.
pub(super) fn read_table(
    lines: &mut Lines<'_>,
    answer: &mut Answer<'_>,
) -> Result<(), SolutionError> {
    let mut is_columns = true;
    let mut n_found = [0, 0];
    while let Some((at, line)) = lines.next() {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        match words[..] {
            ["Columns"] => is_columns = true,
            ["Rows"] => is_columns = false,
            ["Index", "Status", "Lower", "Upper", "Primal", ..]
            | ["Model", "status:", ..]
            | ["Objective", "value:", _] => {}
            [index, ..] if index.parse::<usize>().is_ok() => {
                table_line(answer, at, line, is_columns)?;
                n_found[usize::from(is_columns)] += 1;
            }
            _ => return Err(SolutionError::Line(at, "a line of the table of HiGHS")),
        }
    }
    answer.point.check_count(lines.at(), answer.point.len(), n_found[1])?;
    answer.multipliers.check_count(lines.at(), answer.multipliers.len(), n_found[0])
}

/// `INDEX STATUS LOWER UPPER PRIMAL DUAL NAME`.
fn table_line(
    answer: &mut Answer<'_>,
    at: usize,
    line: &str,
    is_columns: bool,
) -> Result<(), SolutionError> {
    let expected = SolutionError::Line(at, "an index, a status, four numbers and a name");
    let mut rest = line;
    let mut words = [""; 6];
    for word in &mut words {
        let (first, behind) = rest.split_once(' ').ok_or(expected.clone())?;
        (*word, rest) = (first, behind.trim_ascii_start());
    }
    let number = |text: &str| value(text).ok_or(expected.clone());
    if is_columns {
        answer.point.set_named(at, rest, number(words[4])?)
    } else {
        answer.multipliers.set_named(at, rest, number(words[5])?)
    }
}
