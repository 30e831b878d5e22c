//! `report --uncertainty`: what `estimate` said about the data behind an instance, read again for its page.

use serde_json::Value;

use crate::brief::Brief;
use crate::layout::read;
use crate::uncertain::{Bootstrapped, Encodings};

/// Why a file says nothing about the data of a page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A line is no result.
    #[error("line {line}: {error}; {HOW}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// There is neither of the two.
    #[error("no samples and no estimators are in it; {HOW}")]
    Nothing,
    /// It is about another instance.
    #[error(
        "it is about `{found}` with the groups {groups}, and the page is about `{page}` with the groups {own}"
    )]
    Other {
        /// The name in the file.
        found: String,
        /// The groups there.
        groups: String,
        /// The name of the instance of the page.
        page: String,
        /// Its groups.
        own: String,
    },
}

const HOW: &str = "expected what `ironproof estimate DATA.csv .. --bootstrap N --json` or `--encodings --json` prints";

impl Brief {
    /// Adds what a file of results of `estimate` says: the last of each kind counts.
    ///
    /// # Errors
    /// [`Error`] names the line and the remedy.
    pub fn add_uncertainty(&mut self, text: &str) -> Result<(), Error> {
        let mut is_found = false;
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let broken = |error| Error::Line { line: index + 1, error };
            let document: Value = serde_json::from_str(line).map_err(broken)?;
            if document.get("resamples").is_some() {
                let found: Bootstrapped = read(document).map_err(broken)?;
                let labels = found.groups.iter().map(|group| group.label.as_str());
                self.check_subject(&found.name, labels)?;
                self.bootstrap = Some(found);
                is_found = true;
            } else if document.get("encodings").is_some() {
                let found: Encodings = read(document).map_err(broken)?;
                let first = found.encodings.first();
                let groups = first.map_or(&[][..], |encoding| &encoding.groups);
                self.check_subject(&found.name, groups.iter().map(|group| group.label.as_str()))?;
                self.encodings = Some(found);
                is_found = true;
            }
        }
        if is_found { Ok(()) } else { Err(Error::Nothing) }
    }

    fn check_subject<'a>(
        &self,
        name: &str,
        labels: impl Iterator<Item = &'a str>,
    ) -> Result<(), Error> {
        let labels: Vec<&str> = labels.collect();
        let own: Vec<&str> = self.groups.iter().map(|group| group.label.as_str()).collect();
        if name == self.name && labels == own {
            return Ok(());
        }
        Err(Error::Other {
            found: name.to_owned(),
            groups: labels.join(", "),
            page: self.name.clone(),
            own: own.join(", "),
        })
    }
}
