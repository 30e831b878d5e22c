//! What a run did.

use std::time::Duration;

use super::Step;

/// What a run did.
#[derive(Clone, Debug, PartialEq)]
pub struct Ran {
    /// The title of the study.
    pub title: String,
    /// The steps, and how long each took.
    pub steps: Vec<(Step, Duration)>,
    /// The files that steps read.
    pub inputs: Vec<String>,
}
