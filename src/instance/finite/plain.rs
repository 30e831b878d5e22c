//! What an instance has beyond the plain model, for those who take the plain model only.

use super::{Content, FiniteInstance};

/// An instance has data of the wider model where the plain one is wanted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{place} is of the wider model (docs/wider-model.md), which `solve`, `verify` and `export` take; this is about the \
     plain model"
)]
pub struct Wider {
    /// The first place with such data.
    pub place: String,
}

/// The first place with an external value, a cost, a level without limit or a side constraint.
pub(super) fn first_place(content: &Content) -> Option<String> {
    for (g, group) in content.groups.iter().enumerate() {
        if let Some(k) = group.types.iter().position(|ty| !ty.external.is_zero()) {
            return Some(format!("groups[{g}].types[{k}].external"));
        }
    }
    for (j, level) in content.quality.iter().enumerate() {
        if !level.cost.is_zero() {
            return Some(format!("quality[{j}].cost"));
        }
        if level.mass.is_none() {
            return Some(format!("quality[{j}].mass"));
        }
    }
    (!content.sides.is_empty()).then(|| "constraints".to_owned())
}

impl FiniteInstance {
    /// Whether there are no external values, costs, levels without limit and side constraints.
    pub fn is_plain(&self) -> bool {
        self.wider.is_none()
    }

    /// The instance, if it is one of the plain model.
    ///
    /// # Errors
    /// [`Wider`] names what is not.
    pub fn plain(&self) -> Result<&Self, Wider> {
        self.wider.clone().map_or(Ok(self), |place| Err(Wider { place }))
    }
}
