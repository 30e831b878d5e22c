//! Solution files of QSopt_ex: fractions, and only those that are not zero.
//!
//! ```text
//!     status = OPTIMAL
//!     status OPTIMAL
//!             Value = 11/2
//!     VARS:
//!     X = 3
//!     REDUCED COST:
//!     X = -1
//!     PI:
//!     C1 = 2
//!     SLACK:
//!     C2 = 1/6
//! ```

use super::names::{Lines, value};
use super::{Answer, SolutionError};

/// What the lines are about; reduced costs and slacks follow from the rest and are not used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Variables,
    ReducedCosts,
    Multipliers,
    Slacks,
}

pub(super) fn read(lines: &mut Lines<'_>, answer: &mut Answer<'_>) -> Result<(), SolutionError> {
    answer.leaves_out_zeros = true;
    let mut part = Part::Head;
    while let Some((at, line)) = lines.next() {
        part = match line {
            "VARS:" => Part::Variables,
            "REDUCED COST:" => Part::ReducedCosts,
            "PI:" => Part::Multipliers,
            "SLACK:" => Part::Slacks,
            _ if part == Part::Head => {
                head(at, line)?;
                continue;
            }
            _ => {
                let pair = line.rsplit_once(" = ");
                let pair = pair.and_then(|(name, text)| Some((name.trim_ascii(), value(text)?)));
                let (name, number) =
                    pair.ok_or(SolutionError::Line(at, "a name, = and a number"))?;
                match part {
                    Part::Variables => answer.point.set_named(at, name, number)?,
                    Part::Multipliers => answer.multipliers.set_named(at, name, number)?,
                    Part::ReducedCosts => answer.point.find(at, name).map(|_| ())?,
                    _ => answer.multipliers.find(at, name).map(|_| ())?,
                }
                continue;
            }
        };
    }
    if part == Part::Head {
        return Err(SolutionError::Line(lines.at(), "`VARS:`"));
    }
    Ok(())
}

/// The status and the objective.
fn head(at: usize, line: &str) -> Result<(), SolutionError> {
    if let Some(status) = line.strip_prefix("status = ").or_else(|| line.strip_prefix("status ")) {
        return match status {
            "OPTIMAL" => Ok(()),
            _ => Err(SolutionError::NoSolution(status.to_owned())),
        };
    }
    let number = line.strip_prefix("Value = ").and_then(value);
    number.map(|_| ()).ok_or(SolutionError::Line(at, "a status or a value"))
}
