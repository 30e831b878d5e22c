//! What a continuous instance has beyond the plain model, for those who take the plain model only.

use super::ContinuousInstance;
use super::finite::Wider;

impl ContinuousInstance {
    /// The instance, if it is one of the plain model.
    ///
    /// # Errors
    /// [`Wider`] names the first external value, cost, quality without limit or side constraint.
    pub fn plain(&self) -> Result<&Self, Wider> {
        self.first_wider().map_or(Ok(self), |place| Err(Wider { place }))
    }

    fn first_wider(&self) -> Option<String> {
        let has_external = |pieces: &[super::Piece]| pieces.iter().any(|p| !p.external.is_zero());
        if let Some(g) = self.groups.iter().position(|group| has_external(&group.pieces)) {
            return Some(format!("group[{g}].external"));
        }
        for piece in &self.quality.pieces {
            if !piece.cost.coefficients().is_empty() {
                return Some("the cost of quality".to_owned());
            }
            if piece.is_unlimited {
                return Some("quality without limit".to_owned());
            }
        }
        (!self.sides.is_empty()).then(|| "constraint".to_owned())
    }
}
