//! What lp_solve prints, with `-S4` also the dual values.
//!
//! ```text
//!     Value of objective function: 5.50000000
//!
//!     Actual values of the variables:
//!     X                               3
//!
//!     Actual values of the constraints:
//!     C1                            4.5
//!
//!     Dual values with from - till limits:
//!                                Dual value            From            Till
//!     C1                                  2        4.333333           1e+30
//!     X                                  -1          -1e+30        3.083333
//! ```

use super::names::{Lines, name_and_value, value};
use super::{Answer, SolutionError};

/// What the lines are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Variables,
    Constraints,
    /// Limits of costs: about other models, so not used.
    Limits,
    /// Dual values of the rows, and behind them the reduced costs.
    Duals,
}

/// The first line of such a text.
pub(super) fn is_form(line: &str) -> bool {
    line.starts_with("Value of objective function:")
        || line == "Actual values of the variables:"
        || status(line).is_some()
}

/// Why there are no values.
fn status(line: &str) -> Option<&str> {
    line.strip_prefix("This problem is ").or_else(|| line.strip_prefix("The model is "))
}

pub(super) fn read(lines: &mut Lines<'_>, answer: &mut Answer<'_>) -> Result<(), SolutionError> {
    let (mut part, mut n_duals, mut n_values) = (Part::Head, 0, 0);
    while let Some((at, line)) = lines.next() {
        if let (Part::Head, Some(status)) = (part, status(line)) {
            return Err(SolutionError::NoSolution(status.to_owned()));
        }
        if let Some(objective) = line.strip_prefix("Value of objective function:") {
            value(objective.trim_ascii()).ok_or(SolutionError::Line(at, "the objective value"))?;
            continue;
        }
        part = match line {
            "Actual values of the variables:" => Part::Variables,
            "Actual values of the constraints:" => Part::Constraints,
            "Objective function limits:" | "Primal objective:" => Part::Limits,
            "Dual value" | "Dual values:" | "Dual values" => Part::Duals,
            "Dual values with from - till limits:" | "Dual values with upper and lower limits:" => {
                Part::Duals
            }
            _ => {
                n_duals += usize::from(part == Part::Duals && !is_title(line));
                n_values += usize::from(part == Part::Variables);
                read_line(at, line, part, n_duals, answer)?;
                continue;
            }
        };
    }
    answer.point.check_count(lines.at(), answer.point.len(), n_values)?;
    if 0 < n_duals {
        let n_expected = answer.multipliers.len() + answer.point.len();
        answer.multipliers.check_count(lines.at(), n_expected, n_duals)?;
    }
    Ok(())
}

/// The names of the columns of a table.
fn is_title(line: &str) -> bool {
    line.starts_with("Dual value ") || line.starts_with("From ")
}

fn read_line(
    at: usize,
    line: &str,
    part: Part,
    n_duals: usize,
    answer: &mut Answer<'_>,
) -> Result<(), SolutionError> {
    let expected = SolutionError::Line(at, "a line of what lp_solve prints");
    match part {
        Part::Variables => {
            let (name, number) = name_and_value(line).ok_or(expected)?;
            answer.point.set_named(at, name, number)
        }
        Part::Constraints => {
            let (name, _) = name_and_value(line).ok_or(expected)?;
            answer.multipliers.find(at, name).map(|_| ())
        }
        Part::Limits | Part::Duals if is_title(line) => Ok(()),
        Part::Limits => {
            let (name, _) = numbers(line).ok_or(expected)?;
            answer.point.find(at, name).map(|_| ())
        }
        Part::Duals if n_duals <= answer.multipliers.len() => {
            let (name, number) = numbers(line).ok_or(expected)?;
            answer.multipliers.set_named(at, name, number)
        }
        Part::Duals => {
            let (name, _) = numbers(line).ok_or(expected)?;
            answer.point.find(at, name).map(|_| ())
        }
        Part::Head => Err(expected),
    }
}

/// The name and the first of the numbers behind it, of which there are one or three.
fn numbers(line: &str) -> Option<(&str, ironproof_number::rational::Rational)> {
    let (mut rest, mut found) = (line, Vec::new());
    while let Some((before, number)) = rest.rsplit_once(' ').filter(|_| found.len() < 3) {
        let Some(number) = value(number) else { break };
        found.push(number);
        rest = before.trim_ascii_end();
    }
    let number = if found.len() == 3 { found.pop() } else { None };
    match number {
        Some(number) => Some((rest, number)),
        None => name_and_value(line),
    }
}
