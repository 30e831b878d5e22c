//! The rules of a finite instance, and what breaks one.

use ironproof_name as name;
use ironproof_number::limits::{self, Exceeded};
use ironproof_number::rational::Rational;

/// A broken rule and where it is broken.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct Invalid {
    /// A path such as ``groups[0].types[3] (group `low`)``, empty for the instance itself.
    pub place: String,
    /// The rule.
    pub rule: Rule,
}

impl Invalid {
    /// The same, where the place belongs to a group with this label: people know groups by their labels.
    #[must_use]
    pub fn in_group(mut self, label: &str) -> Self {
        if name::is_label(label) {
            self.place = format!("{} (group `{label}`)", self.place);
        }
        self
    }
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
pub enum Rule {
    /// The name cannot be one word of a path.
    #[error("{}", name::RULE)]
    Name,
    /// The weight on revenue is below 0.
    #[error("alpha is negative")]
    NegativeAlpha,
    /// The list of groups is empty.
    #[error("there is no group")]
    NoGroup,
    /// The list of quality levels is empty.
    #[error("there is no quality level")]
    NoQuality,
    /// The label of a group is empty, or would not be shown as it is.
    #[error("the label is empty or has a hidden character")]
    Label,
    /// Two groups have this label.
    #[error("duplicate label `{0}`")]
    DuplicateLabel(String),
    /// A group, or the objects of a level, has mass 0 or less.
    #[error("the mass is not positive")]
    MassNotPositive,
    /// A type is neither a point nor a cell.
    #[error("a type has either `wtp`, or `low`, `high` and `weighted_wtp`")]
    TypeKeys,
    /// The types of a column file are neither three files nor one Parquet file.
    #[error("`types` has either `wtp`, `prob` and `weight`, or `parquet`")]
    ColumnKeys,
    /// The sums of column files are not eight hexadecimal digits each.
    #[error("`crc32` has `wtp`, `prob` and `weight`, eight hexadecimal digits each")]
    ColumnSums,
    /// Column files have costs, or a level without limit.
    #[error("column files are of the plain model: `mass` is a number, and there is no `cost`")]
    PlainColumns,
    /// What 1 in a column stands for is 0 or less.
    #[error("the unit is not positive")]
    UnitNotPositive,
    /// There is more of something than an input may have.
    #[error("{0}")]
    Beyond(#[from] Exceeded),
    /// The list of types of a group is empty.
    #[error("the group has no type")]
    NoType,
    /// The probabilities of a group sum to this.
    #[error("the probabilities sum to {0}, not to 1")]
    ProbabilitySum(Rational),
    /// The probability of a type is 0 or less.
    #[error("the probability is not positive")]
    ProbabilityNotPositive,
    /// The Pareto weight of a type is below 0.
    #[error("the weight is negative")]
    NegativeWeight,
    /// The willingness to pay of a type is below 0.
    #[error("the willingness to pay is negative")]
    NegativeWtp,
    /// A type is not above the one before.
    #[error(
        "willingness to pay is not strictly increasing: write the lowest first, and each only once"
    )]
    WtpNotIncreasing,
    /// A cell ends below its start.
    #[error("the cell's low end is above its high end")]
    CellReversed,
    /// The mean of weight times willingness to pay is not that of agents in the cell.
    #[error("weighted_wtp is outside [weight x low, weight x high]")]
    WeightedOutside,
    /// A quality level is below 0 or above 1.
    #[error("the quality level is outside [0, 1]")]
    LevelOutside,
    /// A quality level is not above the one before.
    #[error("quality levels are not strictly increasing: write the lowest first")]
    LevelsNotIncreasing,
    /// The name of a side constraint is that of another, or would not be shown as it is.
    #[error("the constraint has the name of another one, or one with a hidden character")]
    SideName,
    /// A side constraint lacks a key, or has one too many.
    #[error(
        "a constraint has `what`, one of revenue, utility, quality and served; `groups`; `level` if and only if it is \
         about served; and either `at_least` or `at_most`"
    )]
    SideKeys,
    /// The groups of a side constraint are an empty list.
    #[error("the constraint names no group")]
    NoSideGroup,
    /// A side constraint names this group.
    #[error("there is no group `{0}`")]
    UnknownGroup(String),
    /// A side constraint names this group more than once.
    #[error("the group `{0}` is named twice")]
    GroupTwice(String),
    /// A side constraint is about a level that the instance does not have.
    #[error("`level` is no quality level of the instance")]
    UnknownLevel,
    /// A side constraint is about the utility of this group, whose agents are known by cell only.
    #[error(
        "the utility of the group `{0}` is not known, since it has cells: utility is for groups of types with `wtp`"
    )]
    UtilityOfCells(String),
}

/// An error if there is more of something than an input may have.
pub(super) fn within(n: usize, key: &'static str, limit: u64) -> Result<(), Invalid> {
    let checked = limits::check(u64::try_from(n).unwrap_or(u64::MAX), key, limit);
    checked.map_err(|beyond| Invalid { place: String::new(), rule: beyond.into() })
}
