//! Why evidence is no proof.

/// Why the evidence is no proof: the first condition that fails.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProved {
    /// The vectors do not fit the LP.
    #[error("the evidence does not fit the LP")]
    WrongLength,
    /// The point breaks a bound of a column.
    #[error("column {0} is outside its bounds")]
    Column(String),
    /// The point breaks a row.
    #[error("row {0} is violated")]
    Row(String),
    /// A multiplier, or a reduced cost, points at a bound that is absent.
    #[error("the multipliers give no bound at {0}")]
    NoBound(String),
    /// The objective and the bound differ.
    #[error("the objective differs from the bound")]
    Gap,
    /// Some point may satisfy the combination of the rows.
    #[error("the combination of the rows is no contradiction")]
    NoContradiction,
    /// The lower bound is not above the upper one.
    #[error("the bounds are not crossed")]
    NotCrossed,
    /// The direction runs into a bound.
    #[error("the direction is stopped by {0}")]
    Stopped(String),
    /// The direction does not improve the objective.
    #[error("the direction gains nothing")]
    NoGain,
}
