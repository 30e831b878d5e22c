//! Lines of name and value: the form of MIPLIB, Gurobi, COPT and of many scripts.
//!
//! ```text
//!     =obj= 5                 # Objective value = 5
//!     x 3                     x 3
//!     y 1                     y 1
//! ```

use super::names::{Lines, name_and_value, value};
use super::{Answer, SolutionError};

/// The first line of such a file.
pub(super) fn is_form(line: &str) -> bool {
    is_status(line) || line.starts_with('#') || name_and_value(line).is_some()
}

fn is_status(line: &str) -> bool {
    line.starts_with("=obj=") || matches!(line, "=infeas=" | "=unbd=" | "=unkn=")
}

pub(super) fn read(lines: &mut Lines<'_>, answer: &mut Answer<'_>) -> Result<(), SolutionError> {
    let mut has_objective = false;
    while let Some((at, line)) = lines.next() {
        let pair = name_and_value(line);
        // A column may be called `#x` or `=obj=`; the line is then about it.
        if let Some((name, number)) = &pair
            && answer.point.has(name)
        {
            answer.point.set_named(at, name, number.clone())?;
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        if let Some(text) = line.strip_prefix("=obj=") {
            let is_number = value(text.trim_ascii()).is_some();
            if !is_number || std::mem::replace(&mut has_objective, true) {
                return Err(SolutionError::Line(at, "one line `=obj=` with a number"));
            }
            continue;
        }
        if is_status(line) {
            return Err(SolutionError::NoSolution(line.to_owned()));
        }
        let (name, number) = pair.ok_or(SolutionError::Line(at, "a column name and a number"))?;
        answer.point.set_named(at, name, number)?;
    }
    Ok(())
}
