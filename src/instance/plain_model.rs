//! What a continuous instance has beyond the plain model, for those who take the plain model only.

use super::ContinuousInstance;
use super::finite::Wider;

impl ContinuousInstance {
    /// The instance, if it is one of the plain model.
    ///
    /// # Errors
    /// [`Wider`] names the first external value, cost, quality without limit or side constraint.
    pub fn plain(&self) -> Result<&Self, Wider> {
        let has_external = |pieces: &[super::Piece]| pieces.iter().any(|p| !p.external.is_zero());
        match self.groups.iter().position(|group| has_external(&group.pieces)) {
            Some(g) => Err(Wider { place: format!("group[{g}].external") }),
            None => self.of_plain_supply(),
        }
    }

    /// The instance, if nothing but external values is wider than the plain model.
    ///
    /// # Errors
    /// [`Wider`] names the first cost, quality without limit or side constraint.
    pub fn of_plain_supply(&self) -> Result<&Self, Wider> {
        let place = self.first_of_supply();
        let place = place.or_else(|| (!self.sides.is_empty()).then(|| "constraint".to_owned()));
        place.map_or(Ok(self), |place| Err(Wider { place }))
    }

    /// The instance, if its objects are those of the plain model.
    ///
    /// # Errors
    /// [`Wider`] names the first cost or quality without limit.
    pub fn of_plain_objects(&self) -> Result<&Self, Wider> {
        self.first_of_supply().map_or(Ok(self), |place| Err(Wider { place }))
    }

    fn first_of_supply(&self) -> Option<String> {
        for piece in &self.quality.pieces {
            if !piece.cost.coefficients().is_empty() {
                return Some("the cost of quality".to_owned());
            }
            if piece.is_unlimited {
                return Some("quality without limit".to_owned());
            }
        }
        None
    }
}
