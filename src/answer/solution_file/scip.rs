//! Solution files of SCIP: values that are not zero.
//!
//! ```text
//!     objective value:                                  5.5
//!     X                                                   3     (obj:1)
//! ```

use super::names::{Lines, name_and_value, value};
use super::{Answer, SolutionError};

pub(super) fn read(lines: &mut Lines<'_>, answer: &mut Answer<'_>) -> Result<(), SolutionError> {
    answer.leaves_out_zeros = true;
    while let Some((at, line)) = lines.next() {
        if line == "no solution available" {
            return Err(SolutionError::NoSolution(line.to_owned()));
        }
        if let Some(status) = line.strip_prefix("solution status:") {
            if status.trim_ascii() == "infeasible" || status.trim_ascii() == "unbounded" {
                return Err(SolutionError::NoSolution(status.trim_ascii().to_owned()));
            }
            continue;
        }
        if let Some(objective) = line.strip_prefix("objective value:") {
            value(objective.trim_ascii()).ok_or(SolutionError::Line(at, "the objective value"))?;
            continue;
        }
        let pair = line
            .rsplit_once("(obj:")
            .filter(|(_, cost)| cost.strip_suffix(')').is_some_and(|cost| value(cost).is_some()));
        let pair = pair.and_then(|(pair, _)| name_and_value(pair.trim_ascii_end()));
        let (name, number) =
            pair.ok_or(SolutionError::Line(at, "a column name, a number and (obj:COST)"))?;
        answer.point.set_named(at, name, number)?;
    }
    Ok(())
}
