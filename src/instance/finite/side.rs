//! Side constraints: sums over named groups that must not be below or above a number.
//!
//! ```text
//! revenue   sum_k w_k T_k                       what the groups pay
//! utility   sum_k w_k (r_k Q_k - T_k)           what they gain, each at its willingness to pay; points only
//! quality   sum_k w_k Q_k                       the quality that they get
//! served    sum_k w_k (1 - Gamma_k,j-1)         how many get quality q_j or better
//! ```

use super::{Content, Invalid, Rule, Wtp};
use ironproof_name as name;
use ironproof_number::rational::Rational;

/// A side constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// What to call it, if not by its number; unique.
    pub name: Option<String>,
    /// What is summed.
    pub what: What,
    /// Over which groups, by their places; at least one, each once.
    pub groups: Vec<usize>,
    /// What the sum must not pass.
    pub bound: Bound,
}

/// What a side constraint sums over its groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Payments.
    Revenue,
    /// Willingness to pay times quality, less payments.
    Utility,
    /// Expected quality.
    Quality,
    /// The mass of agents with this level, by its place, or a better one.
    Served(usize),
}

/// What a sum must not pass.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// The sum is this or more.
    AtLeast(Rational),
    /// The sum is this or less.
    AtMost(Rational),
}

/// The optimum that a file claims.
#[derive(Clone, Debug, PartialEq)]
pub enum Claimed {
    /// This value.
    Value(Rational),
    /// No mechanism satisfies the side constraints.
    Infeasible,
}

impl What {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Utility => "utility",
            Self::Quality => "quality",
            Self::Served(_) => "served",
        }
    }
}

impl Bound {
    /// The number.
    pub fn number(&self) -> &Rational {
        let (Self::AtLeast(number) | Self::AtMost(number)) = self;
        number
    }

    /// Whether the sum must be the number or more.
    pub fn is_least(&self) -> bool {
        matches!(self, Self::AtLeast(_))
    }
}

impl Side {
    /// Its name, or what it is: `revenue of low, high`.
    pub fn label(&self, content: &Content) -> String {
        let level = match self.what {
            What::Served(j) => Some(&content.quality[j].level),
            _ => None,
        };
        self.called(level, |g| &content.groups[g].label)
    }

    /// Its name, or what it is, with the level that it is about.
    pub(crate) fn called<'a>(
        &self,
        level: Option<&Rational>,
        label: impl Fn(usize) -> &'a str,
    ) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let labels: Vec<&str> = self.groups.iter().map(|&g| label(g)).collect();
        let level = level.map_or_else(String::new, |level| format!(" {level}"));
        format!("{}{level} of {}", self.what.word(), labels.join(", "))
    }
}

impl Claimed {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&Rational> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }
}

impl std::fmt::Display for Claimed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value(value) => value.fmt(f),
            Self::Infeasible => f.write_str("infeasible"),
        }
    }
}

/// Checks the rules of side constraints; those of the rest are checked before.
pub(super) fn validate(content: &Content) -> Result<(), Invalid> {
    for (s, side) in content.sides.iter().enumerate() {
        let at = |rule| Err(Invalid { place: format!("constraints[{s}]"), rule });
        if let Some(given) = &side.name {
            let is_taken = content.sides[..s].iter().any(|before| before.name == side.name);
            if !name::is_label(given) || is_taken {
                return at(Rule::SideName);
            }
        }
        if side.groups.is_empty() {
            return at(Rule::NoSideGroup);
        }
        for (place, &g) in side.groups.iter().enumerate() {
            let Some(group) = content.groups.get(g) else {
                return at(Rule::UnknownGroup(format!("{}", g + 1)));
            };
            if side.groups[..place].contains(&g) {
                return at(Rule::GroupTwice(group.label.clone()));
            }
            let has_cells = || group.types.iter().any(|ty| matches!(ty.wtp, Wtp::Cell { .. }));
            if side.what == What::Utility && has_cells() {
                return at(Rule::UtilityOfCells(group.label.clone()));
            }
        }
        if matches!(side.what, What::Served(j) if content.quality.len() <= j) {
            return at(Rule::UnknownLevel);
        }
    }
    Ok(())
}
