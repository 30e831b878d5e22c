//! What each column and each row of a formulated LP stands for. Names in files are made of this, and nobody reads a
//! name to learn it.
//!
//! Groups and types count from 0 here and from 1 in names. Levels count as in the model: 1..M by increasing quality,
//! and 0 is "no object".

use std::fmt;

use super::RowClass;

/// A type of a group. Its name is `g1,2`: the second type of the first group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TypeAt {
    /// The group, from 0.
    pub group: usize,
    /// The type, from 0.
    pub k: usize,
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variable {
    /// `Q(g,k)`: the expected quality.
    Quality(TypeAt),
    /// `T(g,k)`: the payment.
    Transfer(TypeAt),
    /// `U(g,k)`: what the poorest agent of the type gains.
    Utility(TypeAt),
    /// `x(g,k,j)`: the chance of this level.
    Chance(TypeAt, usize),
    /// `Gamma(g,k,j)`: the chance of this level or less.
    Cumulative(TypeAt, usize),
    /// `R(g,k)`: the quality of this type and those above, by mass.
    Tail(TypeAt),
}

/// The agents of a type that a row is about; a row for both ends is one for the whole cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// Those with the lowest willingness to pay, or all of a point.
    Low,
    /// Those with the highest.
    High,
}

/// What a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Constraint {
    /// `IC(g,k,l)`, with the end `high`: this end of the type does not want the contract of type l of its group.
    Incentive(TypeAt, usize, End),
    /// `IR(g,k)`: the type wants to take part.
    Participation(TypeAt),
    /// `SUPPLY(j)`: no more objects of this level and better ones than there are.
    Supply(usize),
    /// `LOTTERY(g,k)`: the chances of all levels sum to one.
    Lottery(TypeAt),
    /// `LOTTERY(g,k,j)`: the cumulative chance of this level is at least that of the level below.
    Increasing(TypeAt, usize),
    /// `QUALITY(g,k)`: what `Q(g,k)` is.
    Quality(TypeAt),
    /// `TAIL(g,k)`: what `R(g,k)` is.
    Tail(TypeAt),
    /// `MAJORISATION(g,k)`: the type and those above get no more than there is for them.
    Majorisation(TypeAt),
    /// `TRANSFER(g,k)`: the payment is not negative.
    Transfer(TypeAt),
    /// `SIDE(s)`: a side constraint, from 0.
    Side(usize),
}

/// The columns and rows of an LP, each in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legend {
    pub(super) columns: Vec<Variable>,
    pub(super) rows: Vec<Constraint>,
}

impl Legend {
    /// What each column is.
    pub fn columns(&self) -> &[Variable] {
        &self.columns
    }

    /// What each row says.
    pub fn rows(&self) -> &[Constraint] {
        &self.rows
    }
}

impl Constraint {
    /// The kind by which violations are reported.
    pub fn class(self) -> RowClass {
        match self {
            Self::Incentive(..) => RowClass::Incentive,
            Self::Participation(_) => RowClass::Participation,
            Self::Supply(_) | Self::Majorisation(_) => RowClass::Supply,
            Self::Lottery(_) | Self::Increasing(..) => RowClass::Lottery,
            Self::Quality(_) | Self::Tail(_) => RowClass::Quality,
            Self::Transfer(_) => RowClass::Transfer,
            Self::Side(_) => RowClass::Side,
        }
    }
}

impl fmt::Display for TypeAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "g{},{}", self.group + 1, self.k + 1)
    }
}

impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quality(at) => write!(f, "Q({at})"),
            Self::Transfer(at) => write!(f, "T({at})"),
            Self::Utility(at) => write!(f, "U({at})"),
            Self::Chance(at, level) => write!(f, "x({at},{level})"),
            Self::Cumulative(at, level) => write!(f, "Gamma({at},{level})"),
            Self::Tail(at) => write!(f, "R({at})"),
        }
    }
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incentive(at, other, End::Low) => write!(f, "IC({at},{})", other + 1),
            Self::Incentive(at, other, End::High) => write!(f, "IC({at},{})high", other + 1),
            Self::Participation(at) => write!(f, "IR({at})"),
            Self::Supply(level) => write!(f, "SUPPLY({level})"),
            Self::Lottery(at) => write!(f, "LOTTERY({at})"),
            Self::Increasing(at, level) => write!(f, "LOTTERY({at},{level})"),
            Self::Quality(at) => write!(f, "QUALITY({at})"),
            Self::Tail(at) => write!(f, "TAIL({at})"),
            Self::Majorisation(at) => write!(f, "MAJORISATION({at})"),
            Self::Transfer(at) => write!(f, "TRANSFER({at})"),
            Self::Side(s) => write!(f, "SIDE({})", s + 1),
        }
    }
}
