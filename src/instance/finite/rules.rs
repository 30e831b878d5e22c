//! The rules of a finite instance, and what breaks one.

use ironproof_name as name;
use ironproof_number::rational::Rational;

/// A broken rule and where it is broken.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct Invalid {
    /// A path such as `groups[0].types[3]`, empty for the instance itself.
    pub place: String,
    /// The rule.
    pub rule: Rule,
}

impl std::fmt::Display for Invalid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.place.is_empty() {
            self.rule.fmt(f)
        } else {
            write!(f, "{}: {}", self.place, self.rule)
        }
    }
}

/// The rules of a finite instance, named by how they are broken.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's message says the rule")]
pub enum Rule {
    #[error("{}", name::RULE)]
    Name,
    #[error("alpha is negative")]
    NegativeAlpha,
    #[error("there is no group")]
    NoGroup,
    #[error("there is no quality level")]
    NoQuality,
    #[error("the label is empty or has a hidden character")]
    Label,
    #[error("duplicate label `{0}`")]
    DuplicateLabel(String),
    #[error("the mass is not positive")]
    MassNotPositive,
    #[error("a type has either `wtp`, or `low`, `high` and `weighted_wtp`")]
    TypeKeys,
    #[error("`types` has either `wtp`, `prob` and `weight`, or `parquet`")]
    ColumnKeys,
    #[error("the unit is not positive")]
    UnitNotPositive,
    #[error("the group has no type")]
    NoType,
    #[error("the probabilities sum to {0}, not to 1")]
    ProbabilitySum(Rational),
    #[error("the probability is not positive")]
    ProbabilityNotPositive,
    #[error("the weight is negative")]
    NegativeWeight,
    #[error("the willingness to pay is negative")]
    NegativeWtp,
    #[error(
        "willingness to pay is not strictly increasing: write the lowest first, and each only once"
    )]
    WtpNotIncreasing,
    #[error("the cell's low end is above its high end")]
    CellReversed,
    #[error("weighted_wtp is outside [weight x low, weight x high]")]
    WeightedOutside,
    #[error("the quality level is outside [0, 1]")]
    LevelOutside,
    #[error("quality levels are not strictly increasing: write the lowest first")]
    LevelsNotIncreasing,
}
