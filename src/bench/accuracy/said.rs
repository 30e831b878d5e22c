//! How an oracle ended, as a row says it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::words::words;
use ironproof_answer::Status;
use ironproof_solvers::oracle::Ended;

words! {
    /// How an oracle ended.
    #[derive(Default)]
    pub enum Ending {
        /// With a definite status.
        Definite = "ok",
        /// With a status that is two.
        Indefinite = "warning",
        /// At the time limit.
        TimeOut = "TO",
        /// It wanted more memory than it may have.
        OutOfMemory = "OOM",
        /// Otherwise.
        #[default]
        Error = "ER",
    }
}

/// What an oracle said at its end, or what is said about its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Termination {
    /// It found an optimum, it says.
    Optimal,
    /// There is no feasible point, it says.
    Infeasible,
    /// There is no finite optimum, it says.
    Unbounded,
    /// One of the two, it says.
    InfeasibleOrUnbounded,
    /// It ran out of time, it says.
    TimeLimit,
    /// Anything else, in words.
    Other(String),
}

impl Default for Termination {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

impl Termination {
    const WORDS: [Status; 5] = [
        Status::Optimal,
        Status::Infeasible,
        Status::Unbounded,
        Status::InfeasibleOrUnbounded,
        Status::TimeLimit,
    ];

    /// The words of tables.
    pub fn name(&self) -> &str {
        match self {
            Self::Optimal => Status::Optimal.name(),
            Self::Infeasible => Status::Infeasible.name(),
            Self::Unbounded => Status::Unbounded.name(),
            Self::InfeasibleOrUnbounded => Status::InfeasibleOrUnbounded.name(),
            Self::TimeLimit => Status::TimeLimit.name(),
            Self::Other(words) => words,
        }
    }
}

impl From<&Status> for Termination {
    fn from(status: &Status) -> Self {
        match status {
            Status::Optimal => Self::Optimal,
            Status::Infeasible => Self::Infeasible,
            Status::Unbounded => Self::Unbounded,
            Status::InfeasibleOrUnbounded => Self::InfeasibleOrUnbounded,
            Status::TimeLimit => Self::TimeLimit,
            Status::Failed(failure) => Self::Other(failure.to_string()),
        }
    }
}

impl From<String> for Termination {
    fn from(words: String) -> Self {
        let known = Self::WORDS.iter().find(|status| status.name() == words);
        known.map_or(Self::Other(words), Self::from)
    }
}

impl From<Termination> for String {
    fn from(termination: Termination) -> Self {
        termination.name().to_owned()
    }
}

impl fmt::Display for Termination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How it ended, in a word and in its own words.
pub(super) fn ending(ended: &Ended) -> (Ending, Termination) {
    let other = |word, text: String| (word, Termination::Other(text));
    match ended {
        Ended::Answered(reply) => {
            let status = &reply.answer.status;
            let word = match status {
                Status::Optimal | Status::Infeasible | Status::Unbounded => Ending::Definite,
                Status::InfeasibleOrUnbounded => Ending::Indefinite,
                Status::TimeLimit => Ending::TimeOut,
                Status::Failed(_) => Ending::Error,
            };
            (word, Termination::from(status))
        }
        Ended::TimeLimit => other(Ending::TimeOut, "killed at the time limit".to_owned()),
        Ended::OutOfMemory => other(Ending::OutOfMemory, "out of memory".to_owned()),
        Ended::Crashed(how) => other(Ending::Error, format!("crashed: {how}")),
        Ended::Garbled(error) => other(Ending::Error, format!("not an answer: {error}")),
    }
}
