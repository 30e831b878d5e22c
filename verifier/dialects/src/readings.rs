//! Where common readers make different models of one line, a reading says which model is meant.

use std::fmt;

use crate::word::{push_word, unescape};

/// The kinds of readings, in the order of a statement, and the values of those that do not name a set.
const KEYS: [(&str, &[&str]); 7] = [
    ("bounds", &[]),
    ("integer-upper", &["one", "none"]),
    ("negative-upper", &["zero", "free"]),
    ("ranges", &[]),
    ("repeated-bound", &["first", "last"]),
    ("rhs", &[]),
    ("row-constant", &["move", "drop"]),
];

/// The chosen readings, at most one of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    values: [Option<String>; 7],
}

/// Why a text is no reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadingError {
    /// It is not `KEY=VALUE`.
    NoValue,
    /// No reading has this key.
    Key(String),
    /// The key does not have this value.
    Value {
        /// The key.
        key: &'static str,
        /// What was given.
        value: String,
        /// The values that the key has.
        choices: &'static [&'static str],
    },
    /// The key was given before.
    Twice(&'static str),
    /// The word of a certificate is how no text is written.
    Word(String),
}

impl fmt::Display for ReadingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = KEYS.map(|(key, _)| key).join(", ");
        match self {
            Self::NoValue => write!(f, "a reading is KEY=VALUE with a key of {keys}"),
            Self::Key(key) => write!(f, "no reading has the key {key}: the keys are {keys}"),
            Self::Value { key, value, choices } => {
                write!(f, "the reading {key} is {}, not {value}", choices.join(" or "))
            }
            Self::Twice(key) => write!(f, "the reading {key} is given twice"),
            Self::Word(word) => write!(f, "{word} is no word"),
        }
    }
}

impl std::error::Error for ReadingError {}

impl Readings {
    /// Adds `KEY=VALUE`, or says why that is no reading.
    pub fn add(&mut self, reading: &str) -> Result<(), ReadingError> {
        let (key, value) = reading.split_once('=').ok_or(ReadingError::NoValue)?;
        let place = KEYS.iter().position(|(known, _)| *known == key);
        let place = place.ok_or_else(|| ReadingError::Key(key.to_owned()))?;
        let (key, choices) = KEYS[place];
        if !choices.is_empty() && !choices.contains(&value) {
            return Err(ReadingError::Value { key, value: value.to_owned(), choices });
        }
        match self.values[place].replace(value.to_owned()) {
            Some(_) => Err(ReadingError::Twice(key)),
            None => Ok(()),
        }
    }

    /// None was chosen.
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(Option::is_none)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let place = KEYS.iter().position(|(known, _)| *known == key)?;
        self.values[place].as_deref()
    }

    /// `KEY=VALUE` as a word of a statement or certificate.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        for ((key, _), value) in KEYS.iter().zip(&self.values) {
            if let Some(value) = value {
                let mut word = format!("{key}=");
                push_word(&mut word, value);
                words.push(word);
            }
        }
        words
    }

    /// Adds a word of a certificate.
    pub(crate) fn add_word(&mut self, word: &str) -> Result<(), ReadingError> {
        let reading = unescape(word).ok_or_else(|| ReadingError::Word(word.to_owned()))?;
        self.add(&reading)
    }
}

/// ` (reading negative-upper=free, bounds=all)`, or nothing: what follows a verdict.
impl fmt::Display for Readings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() { Ok(()) } else { write!(f, " (reading {})", self.words().join(", ")) }
    }
}
