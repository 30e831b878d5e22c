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

impl Readings {
    /// Adds `KEY=VALUE`, or says why that is no reading.
    pub fn add(&mut self, reading: &str) -> Result<(), String> {
        let keys = KEYS.map(|(key, _)| key).join(", ");
        let (key, value) = reading
            .split_once('=')
            .ok_or_else(|| format!("a reading is KEY=VALUE with a key of {keys}"))?;
        let place = KEYS.iter().position(|(known, _)| *known == key);
        let place =
            place.ok_or_else(|| format!("no reading has the key {key}: the keys are {keys}"))?;
        let values = KEYS[place].1;
        if !values.is_empty() && !values.contains(&value) {
            return Err(format!("the reading {key} is {}, not {value}", values.join(" or ")));
        }
        match self.values[place].replace(value.to_owned()) {
            Some(_) => Err(format!("the reading {key} is given twice")),
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
    pub(crate) fn add_word(&mut self, word: &str) -> Result<(), String> {
        let reading = unescape(word).ok_or_else(|| format!("{word} is no word"))?;
        self.add(&reading)
    }
}

/// ` (reading negative-upper=free, bounds=all)`, or nothing: what follows a verdict.
impl fmt::Display for Readings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() { Ok(()) } else { write!(f, " (reading {})", self.words().join(", ")) }
    }
}
