//! The instance of a line of the manifest, as a file that this program reads.
//!
//! A finite instance has all that varies among its numbers. A factor on a continuous one, such as supply, is no number of
//! its file: the file says so in a comment, and the instance on its grid has it.

use std::fmt::Write as _;

use crate::answer::on_grid;
use crate::base::Scratch;
use crate::plan::{Plan, PlanError};
use crate::subject::Subject;

/// What is shown of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The file.
    pub text: String,
    /// The line with the value of each axis.
    pub values: String,
    /// Whether the file is TOML, which has comments.
    pub is_toml: bool,
}

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum NotShown {
    /// No such line.
    #[error("--index {index}: the manifest has {n} instances")]
    Index {
        /// What was asked for.
        index: u64,
        /// What there is.
        n: u64,
    },
    /// The sweep is a search for counterexamples.
    #[error("this sweep is a search: its blocks are no instances")]
    Search,
    /// There is no such instance.
    #[error("instance {index}: {rule}")]
    Instance {
        /// The line.
        index: u64,
        /// Why.
        rule: String,
    },
    /// Of the plan.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

/// The instance of a line, or with `finite` what it becomes on its grid: the text that its certificate is about.
///
/// # Errors
/// [`NotShown`] if there is no such line or no such instance.
pub fn show(plan: &Plan, index: u64, finite: bool) -> Result<Shown, NotShown> {
    if plan.n <= index {
        return Err(NotShown::Index { index, n: plan.n });
    }
    let Subject::Instances(instances) = &plan.subject else { return Err(NotShown::Search) };
    let question = plan.questions(index..index + 1)?.remove(0);
    let mut values = format!("instance {index}");
    for (n, (axis, value)) in plan.axes.iter().zip(&question.texts).enumerate() {
        let _ = write!(values, "{} {axis} = {value}", if n == 0 { ":" } else { "," });
    }
    let mut scratch = Scratch::default();
    let (_, posed) = instances.pose(&question.values, &mut scratch, &plan.folder);
    let is_toml = !finite && instances.bases[posed.base].is_continuous();
    let text = if finite {
        on_grid(&posed, &scratch.text).map_err(|rule| NotShown::Instance { index, rule })?
    } else {
        scratch.text
    };
    Ok(Shown { text, values, is_toml })
}
