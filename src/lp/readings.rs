//! What a line means where readers of model files disagree, as somebody chose it: `--reading KEY=VALUE`.
//!
//! Without a choice such a line is an error that names the readings (`docs/models.md`). A choice is a part of the
//! statement, because the proof is about the model that it gives.

use std::fmt;

/// The chosen readings; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    pub(super) bounds: Option<Sets>,
    pub(super) integer_upper: Option<IntegerUpper>,
    pub(super) negative_upper: Option<NegativeUpper>,
    pub(super) ranges: Option<Sets>,
    pub(super) repeated_bound: Option<RepeatedBound>,
    pub(super) rhs: Option<Sets>,
    pub(super) row_constant: Option<RowConstant>,
}

/// Which sets of one section of an MPS file count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sets {
    All,
    Named(String),
}

/// The upper bound of an integer column of a marker section that has LO or MI only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IntegerUpper {
    One,
    None,
}

/// The lower bound of a column with a negative upper bound and no lower one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NegativeUpper {
    Zero,
    Free,
}

/// Which line of an MPS file counts if one gives a bound again and says something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RepeatedBound {
    First,
    Last,
}

/// What becomes of a constant beside the terms of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowConstant {
    Move,
    Drop,
}

/// Why a text is no reading.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// The key is none of the keys.
    #[error(
        "no reading `{0}`: the keys are bounds, integer-upper, negative-upper, ranges, repeated-bound, rhs and \
         row-constant"
    )]
    Key(String),
    /// The key does not have this value.
    #[error("no reading `{key}={value}`: choose one of {choices}")]
    Value {
        /// The key.
        key: &'static str,
        /// What was given.
        value: String,
        /// The values of the key.
        choices: &'static str,
    },
    /// The key was chosen before.
    #[error("the reading `{0}` is chosen twice")]
    Twice(&'static str),
}

impl Readings {
    /// The readings of the texts `KEY=VALUE`, each key once.
    ///
    /// # Errors
    /// [`ReadingError`] if a text is no reading, or repeats a key.
    pub fn parse<T: AsRef<str>>(texts: &[T]) -> Result<Self, ReadingError> {
        let mut readings = Self::default();
        for text in texts {
            readings.add(text.as_ref())?;
        }
        Ok(readings)
    }

    /// Chooses one more reading.
    fn add(&mut self, text: &str) -> Result<(), ReadingError> {
        let (key, value) = text.split_once('=').unwrap_or((text, ""));
        match key {
            "bounds" => set("bounds", &mut self.bounds, sets(value)),
            "ranges" => set("ranges", &mut self.ranges, sets(value)),
            "rhs" => set("rhs", &mut self.rhs, sets(value)),
            "integer-upper" => {
                let choices = [("none", IntegerUpper::None), ("one", IntegerUpper::One)];
                let chosen = choose("integer-upper", value, "none and one", &choices)?;
                set("integer-upper", &mut self.integer_upper, chosen)
            }
            "negative-upper" => {
                let choices = [("free", NegativeUpper::Free), ("zero", NegativeUpper::Zero)];
                let chosen = choose("negative-upper", value, "free and zero", &choices)?;
                set("negative-upper", &mut self.negative_upper, chosen)
            }
            "repeated-bound" => {
                let choices = [("first", RepeatedBound::First), ("last", RepeatedBound::Last)];
                let chosen = choose("repeated-bound", value, "first and last", &choices)?;
                set("repeated-bound", &mut self.repeated_bound, chosen)
            }
            "row-constant" => {
                let choices = [("drop", RowConstant::Drop), ("move", RowConstant::Move)];
                let chosen = choose("row-constant", value, "drop and move", &choices)?;
                set("row-constant", &mut self.row_constant, chosen)
            }
            _ => Err(ReadingError::Key(key.to_owned())),
        }
    }

    /// The chosen readings as `KEY=VALUE`, by increasing key.
    pub fn list(&self) -> Vec<String> {
        let sets =
            |key: &str, sets: &Option<Sets>| sets.as_ref().map(|sets| format!("{key}={sets}"));
        let integer_upper = self.integer_upper.map(|it| match it {
            IntegerUpper::None => "integer-upper=none".to_owned(),
            IntegerUpper::One => "integer-upper=one".to_owned(),
        });
        let negative_upper = self.negative_upper.map(|it| match it {
            NegativeUpper::Free => "negative-upper=free".to_owned(),
            NegativeUpper::Zero => "negative-upper=zero".to_owned(),
        });
        let repeated_bound = self.repeated_bound.map(|it| match it {
            RepeatedBound::First => "repeated-bound=first".to_owned(),
            RepeatedBound::Last => "repeated-bound=last".to_owned(),
        });
        let row_constant = self.row_constant.map(|it| match it {
            RowConstant::Drop => "row-constant=drop".to_owned(),
            RowConstant::Move => "row-constant=move".to_owned(),
        });
        [
            sets("bounds", &self.bounds),
            integer_upper,
            negative_upper,
            sets("ranges", &self.ranges),
            repeated_bound,
            sets("rhs", &self.rhs),
            row_constant,
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl fmt::Display for Sets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::All => "all",
            Self::Named(name) => name,
        })
    }
}

fn sets(value: &str) -> Sets {
    if value == "all" { Sets::All } else { Sets::Named(value.to_owned()) }
}

fn choose<T: Copy>(
    key: &'static str,
    value: &str,
    choices: &'static str,
    values: &[(&str, T)],
) -> Result<T, ReadingError> {
    let found = values.iter().find(|(name, _)| *name == value).map(|(_, chosen)| *chosen);
    found.ok_or_else(|| ReadingError::Value { key, value: value.to_owned(), choices })
}

fn set<T>(key: &'static str, place: &mut Option<T>, value: T) -> Result<(), ReadingError> {
    if place.replace(value).is_some() { Err(ReadingError::Twice(key)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::{ReadingError, Readings};

    #[test]
    fn readings_are_listed_by_key() {
        let texts = [
            "row-constant=drop",
            "rhs=all",
            "repeated-bound=last",
            "negative-upper=zero",
            "bounds=B 1",
            "integer-upper=one",
        ];
        let readings = Readings::parse(&texts).unwrap();
        let sorted = [
            "bounds=B 1",
            "integer-upper=one",
            "negative-upper=zero",
            "repeated-bound=last",
            "rhs=all",
            "row-constant=drop",
        ];
        assert_eq!(readings.list(), sorted);
        assert_eq!(Readings::parse(&readings.list()), Ok(readings));
        assert_eq!(Readings::default().list(), [""; 0]);
    }

    #[test]
    fn what_is_no_reading_is_an_error() {
        let key = |text: &str| Err(ReadingError::Key(text.to_owned()));
        assert_eq!(Readings::parse(&["bound=all"]), key("bound"));
        assert_eq!(Readings::parse(&[""]), key(""));
        assert_eq!(Readings::parse(&["rhs=A", "rhs=A"]), Err(ReadingError::Twice("rhs")));
        for text in [
            "negative-upper",
            "negative-upper=Zero",
            "row-constant=",
            "integer-upper=1",
            "repeated-bound=2",
        ] {
            assert!(matches!(Readings::parse(&[text]), Err(ReadingError::Value { .. })), "{text}");
        }
    }
}
