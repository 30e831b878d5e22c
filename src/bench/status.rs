//! What became of a row of `bench`: one word, or in words how a method failed.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Status {
    /// The answer is right.
    Right,
    /// The answer is not the optimum.
    Wrong,
    /// Two runs gave two answers.
    NotRepeatable,
    /// It ran out of time.
    TimeLimit,
    /// It was left out because of earlier time-outs of its method.
    NotTried,
    /// There is nothing to compare an answer with.
    OptimumUnknown,
    /// There is no answer for another reason, in words.
    Failed(String),
}

impl Status {
    /// The word of tables.
    pub fn name(&self) -> &str {
        match self {
            Self::Right => "ok",
            Self::Wrong => "wrong",
            Self::NotRepeatable => "not repeatable",
            Self::TimeLimit => "time limit",
            Self::NotTried => "not tried",
            Self::OptimumUnknown => "optimum unknown",
            Self::Failed(how) => how,
        }
    }

    /// Whether an answer was given that is false.
    pub fn is_false(&self) -> bool {
        matches!(self, Self::Wrong | Self::NotRepeatable)
    }
}

impl From<String> for Status {
    fn from(word: String) -> Self {
        let words = [
            Self::Right,
            Self::Wrong,
            Self::NotRepeatable,
            Self::TimeLimit,
            Self::NotTried,
            Self::OptimumUnknown,
        ];
        let known = words.into_iter().find(|status| status.name() == word);
        known.unwrap_or(Self::Failed(word))
    }
}

impl From<&str> for Status {
    fn from(word: &str) -> Self {
        Self::from(word.to_owned())
    }
}

impl From<Status> for String {
    fn from(status: Status) -> Self {
        status.name().to_owned()
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
