//! Many verdicts on one line: the word and the number come from what is [`Verified`] and from nothing else.

use std::fmt;

use crate::Verified;

impl Verified {
    /// The word itself, for sentences that do not repeat a long value.
    pub fn word(&self) -> &'static str {
        "verified"
    }
}

/// How many claims were verified. It displays as `12 verified`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count(u64);

impl Count {
    /// Counts one more, if it is there.
    pub fn add(&mut self, verified: Option<&Verified>) {
        self.0 += u64::from(verified.is_some());
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }

    /// The number.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl<'a> FromIterator<Option<&'a Verified>> for Count {
    fn from_iter<I: IntoIterator<Item = Option<&'a Verified>>>(all: I) -> Self {
        let mut count = Self::default();
        all.into_iter().for_each(|verified| count.add(verified));
        count
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} verified", self.0)
    }
}
