//! Sets of right-hand sides, ranges or bounds in one MPS file.
//!
//! The format allows several sets in one section, of which a solver is told one. Readers that are not told take
//! the first, all, or none of them.

use crate::malformed::Malformed;
use crate::readings::Sets;

/// The sets of one section, and which of them count.
pub(super) struct SetFilter {
    section: &'static str,
    key: &'static str,
    chosen: Option<Sets>,
    first: Option<String>,
    /// A line of the chosen set was there.
    is_found: bool,
}

impl SetFilter {
    pub(super) fn new(section: &'static str, key: &'static str, chosen: Option<&Sets>) -> Self {
        Self { section, key, chosen: chosen.cloned(), first: None, is_found: false }
    }

    /// Whether a line of the set `name` counts; the empty name is that of a line without one.
    pub(super) fn counts(&mut self, name: &str) -> Result<bool, Malformed> {
        let first = self.first.get_or_insert_with(|| name.to_owned());
        match &self.chosen {
            None if first == name => Ok(true),
            None => Err(Malformed::Sets {
                section: self.section,
                key: self.key,
                first: first.clone(),
                second: name.to_owned(),
            }),
            Some(Sets::All) => Ok(true),
            Some(Sets::Named(chosen)) => {
                self.is_found |= chosen == name;
                Ok(chosen == name)
            }
        }
    }

    /// A set that was chosen and is not there would leave out the whole section.
    pub(super) fn finish(&self) -> Result<(), Malformed> {
        match &self.chosen {
            Some(Sets::Named(name)) if !self.is_found => {
                Err(Malformed::NoSet { section: self.section, name: name.clone() })
            }
            _ => Ok(()),
        }
    }
}
