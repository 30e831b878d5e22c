//! Right-hand sides, ranges and bounds come in named sets. Readers take the first set of a file, or all.

use crate::fault::Fault;
use crate::mps_words::Names;
use crate::readings::Readings;

/// The sets of one section.
pub(crate) struct Sets<'a> {
    key: &'static str,
    chosen: Option<&'a str>,
    first: Option<&'a str>,
    has_chosen: bool,
}

impl<'a> Sets<'a> {
    pub(crate) fn new(key: &'static str, readings: &'a Readings) -> Sets<'a> {
        let chosen = readings.get(key);
        Sets { key, chosen, first: None, has_chosen: false }
    }

    /// Whether a line of this set counts; a line without a name is of the set without a name. No set is named like the
    /// rows or columns of its lines.
    pub(crate) fn counts(
        &mut self,
        name: Option<&'a str>,
        others: &Names<'a>,
    ) -> Result<bool, Fault> {
        let name = name.unwrap_or_default();
        let key = self.key;
        if !name.is_empty() && others.contains_key(name) {
            return Err(format!(
                "the set of {key} {name} has the name of a row or column, for which HiGHS takes it: rename the set"
            )
            .into());
        }
        match self.chosen {
            Some("all") => Ok(true),
            Some(chosen) => {
                let is_chosen = chosen == name;
                self.has_chosen |= is_chosen;
                Ok(is_chosen)
            }
            None => {
                let first = *self.first.get_or_insert(name);
                if first == name {
                    return Ok(true);
                }
                let quoted = |name: &str| {
                    if name.is_empty() { "one without a name".to_owned() } else { name.to_owned() }
                };
                let (one, other) = (quoted(first), quoted(name));
                Err(format!(
                    "there are several sets of {key}, {one} and {other}: HiGHS reads all of them, CBC, GLPK and SCIP \
                     only one; delete all but one, or choose --reading {key}=all or {key}=NAME"
                )
                .into())
            }
        }
    }

    /// A name that no line has is a mistake.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        match self.chosen {
            Some(chosen) if chosen != "all" && !self.has_chosen => {
                let key = self.key;
                Err(format!(
                    "the file has no set of {key} with the name {chosen} of --reading {key}"
                )
                .into())
            }
            _ => Ok(()),
        }
    }
}
