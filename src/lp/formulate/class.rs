//! The kinds of rows, by which violations are reported.

use crate::Row;

/// What a row of the LP says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowClass {
    /// IC(g,k,l): type k does not want the contract of type l.
    Incentive,
    /// IR(g,k): type k wants to take part.
    Participation,
    /// SUPPLY(j), MAJORISATION(g,k): no more objects than there are.
    Supply,
    /// LOTTERY: the chances of a type are chances.
    Lottery,
    /// QUALITY(g,k), TAIL(g,k): the definition of a column of expected quality.
    Quality,
    /// TRANSFER(g,k): payments are not negative, where they are not columns.
    Transfer,
    /// SIDE(s): a sum over groups is not below or above its bound.
    Side,
}

impl RowClass {
    /// All classes.
    pub const ALL: [Self; 7] = [
        Self::Incentive,
        Self::Participation,
        Self::Supply,
        Self::Lottery,
        Self::Quality,
        Self::Transfer,
        Self::Side,
    ];

    /// The label on the rows of this class.
    pub fn label(self) -> &'static str {
        match self {
            Self::Incentive => "incentive",
            Self::Participation => "participation",
            Self::Supply => "supply",
            Self::Lottery => "lottery",
            Self::Quality => "quality",
            Self::Transfer => "transfer",
            Self::Side => "side",
        }
    }

    /// The class of `row`, if this module made it.
    pub fn of(row: &Row) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.label() == row.class)
    }
}
