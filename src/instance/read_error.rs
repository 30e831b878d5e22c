//! What is wrong with a document of a continuous instance, and where.

use std::fmt;

use super::hint;
use ironproof_name as name;
use ironproof_number::rational::{NotANumber, Rational};

/// A broken rule and the place in the file where it is broken. The caller adds the file's name.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct ReadError {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// A path such as `group[0].wtp.pieces[2].from`, empty for the document itself.
    pub path: String,
    /// The label of the group that the place belongs to, if it belongs to one that has a label.
    pub group: Option<String>,
    /// The rule, boxed because results carry it.
    pub rule: Box<Rule>,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if !self.path.is_empty() {
            match &self.group {
                Some(label) => write!(f, "{} (group `{label}`): ", self.path)?,
                None => write!(f, "{}: ", self.path)?,
            }
        }
        self.rule.fmt(f)
    }
}

/// The rules of a continuous instance, named by how they are broken.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Rule {
    /// The text is no TOML, for this reason.
    #[error("not TOML: {0}")]
    Syntax(String),
    /// A key that the table does not have.
    #[error("unknown key `{key}` (known here: {known}){hint}")]
    UnknownKey {
        /// The key.
        key: String,
        /// The keys of the table.
        known: String,
        /// What to write instead, or nothing.
        hint: String,
    },
    /// The table lacks this key.
    #[error("the key `{0}` is missing{hint}", hint = if *.0 == "tail" { ": \"clip\" or \"condition\"" } else { "" })]
    MissingKey(&'static str),
    /// A word that is none of those that may stand here.
    #[error("unknown {what} `{found}` (known: {known}){}", hint::of_unknown_word(found, known))]
    UnknownWord {
        /// What the word chooses, such as `wtp`.
        what: &'static str,
        /// The word.
        found: String,
        /// The words that may stand here.
        known: &'static str,
    },
    /// Another type of TOML value.
    #[error("expected {expected}, found {found}{hint}")]
    WrongType {
        /// What may stand here.
        expected: &'static str,
        /// What does.
        found: &'static str,
        /// What to write instead, or nothing.
        hint: String,
    },
    /// The text is no exact number.
    #[error(transparent)]
    NotANumber(#[from] NotANumber),
    /// The text is empty, or would not be shown as it is.
    #[error("the text is empty or has a hidden character")]
    EmptyText,
    /// The name cannot be one word of a path.
    #[error("{}", name::RULE)]
    Name,
    /// The list has no entry.
    #[error("the list is empty")]
    EmptyList,
    /// Two groups have this label.
    #[error("duplicate label `{0}`")]
    DuplicateLabel(String),
    /// The number is below 0.
    #[error("the number is negative: write 0 or more")]
    Negative,
    /// The number is 0 or less.
    #[error("the number is not positive: write more than 0")]
    NotPositive,
    /// A parameter of a distribution is so large or small that its functions would lose digits.
    #[error("a parameter of a distribution must be from 1e-9 to 1e9: choose another unit")]
    Size,
    /// The first key has a larger number than the second.
    #[error("`{0}` is above `{1}`: exchange the two")]
    Above(&'static str, &'static str),
    /// The first key has no smaller number than the second.
    #[error("`{0}` must be below `{1}`")]
    NotBelow(&'static str, &'static str),
    /// A quality is below 0 or above 1.
    #[error("the quality leaves [0, 1]: divide all qualities by the best one")]
    QualityOutside,
    /// A quality level is not above the one before.
    #[error("quality levels are not strictly increasing: write the lowest first")]
    LevelsNotIncreasing,
    /// The masses sum to this.
    #[error("the masses sum to {0}, not to 1")]
    MassSum(Rational),
    /// The masses of a table sum to this.
    #[error(
        "the masses sum to {0}, not to 1: correct them, or write normalise = true to divide them by their sum"
    )]
    TableMassSum(Rational),
    /// An amount of a table is not above the one before.
    #[error(
        "the amounts are not strictly increasing: write the lowest first, and each only once, or normalise = true to \
         sort and join them"
    )]
    RowsNotIncreasing,
    /// The probabilities of social weights do not sum to 1 at every quantile.
    #[error("the probabilities do not sum to 1 everywhere on this piece")]
    ProbabilitySum,
    /// The list has another length.
    #[error("expected {expected} entries, found {found}")]
    Length {
        /// The right length.
        expected: usize,
        /// Its length.
        found: usize,
    },
    /// A number is below the one before.
    #[error("the numbers decrease")]
    Decreasing,
    /// A number is not above the one before.
    #[error("the numbers are not strictly increasing: write the lowest first, and each only once")]
    NotIncreasing,
    /// A piece of a quantile function decreases somewhere.
    #[error("the quantile function decreases on this piece")]
    QuantileDecreases,
    /// A piece of a quantile function starts below the end of the one before.
    #[error("the quantile function falls from {before} to {after} at the start of this piece")]
    QuantileFalls {
        /// The end of the one before.
        before: Rational,
        /// The start of this one.
        after: Rational,
    },
    /// A willingness to pay is below 0.
    #[error("willingness to pay is negative")]
    NegativeWtp,
    /// A Pareto weight is below 0 somewhere.
    #[error("the weight is negative somewhere on the support")]
    NegativeWeight,
    /// The probability of a social weight is below 0 somewhere.
    #[error("the probability is negative somewhere on this piece")]
    NegativeProbability,
    /// A power is infinite somewhere, such as 1 / wtp at 0.
    #[error("the power is not finite on the whole support")]
    PowerNotFinite,
    /// The first piece leaves out a start of the interval, or begins before it.
    #[error("the first piece starts at {found}, it must start at {expected}")]
    PiecesStart {
        /// The start of the interval.
        expected: Rational,
        /// The start of the piece.
        found: Rational,
    },
    /// The last piece leaves out an end of the interval, or goes beyond it.
    #[error("the last piece ends at {found}, it must end at {expected}")]
    PiecesEnd {
        /// The end of the interval.
        expected: Rational,
        /// The end of the piece.
        found: Rational,
    },
    /// A piece does not start where the one before ends.
    #[error("this piece starts at {found}, the one before ends at {expected}")]
    PiecesGap {
        /// The end of the one before.
        expected: Rational,
        /// The start of this one.
        found: Rational,
    },
    /// The pieces leave out a part of the support.
    #[error("the pieces reach from {from} to {to}, the support from {low} to {high}")]
    NotCovered {
        /// The start of the first piece.
        from: Rational,
        /// The end of the last piece.
        to: Rational,
        /// The lowest willingness to pay.
        low: Rational,
        /// The highest willingness to pay.
        high: Rational,
    },
    /// There is no line over a support that is one point.
    #[error("a line in wtp needs a support with two ends")]
    OnePointSupport,
    /// A distribution has no mass in the interval that it is cut to.
    #[error(
        "no mass lies between `low` (0 if it is not given) and `high`: the parameters put everybody outside; those of a \
         lognormal distribution, `mu` and `sigma`, are those of the logarithm"
    )]
    NothingKept,
    /// A spike leaves nobody else in the group.
    #[error(
        "the share at willingness to pay 0 must be below 1: write a `table` with one row instead"
    )]
    SpikeIsAll,
    /// The weights are to come from the table of willingness to pay, and it has none.
    #[error("the wtp of this group is not a table with a `weight` column")]
    NoWeightColumn,
    /// The name of a constraint is unusable, or another one has it.
    #[error("the name is empty, has a hidden character, or is that of another constraint")]
    ConstraintName,
    /// An external value changes among agents whom clipping gave one willingness to pay.
    #[error(
        "a clipped tail has one willingness to pay, and so one external value: write it `of = \"wtp\"`, or take \
         `tail = \"condition\"`"
    )]
    ExternalOfClipped,
    /// A constraint has no bound, or two.
    #[error(
        "a constraint has either `at_least` or `at_most`: write two constraints for two bounds"
    )]
    OneBound,
    /// Only a constraint on who is served has a level.
    #[error("`level` belongs to `what = \"served\"` only")]
    LevelWithoutServed,
    /// There is no group with this label.
    #[error("there is no group `{0}`")]
    NoSuchGroup(String),
    /// A constraint names a group twice.
    #[error("the group `{0}` is named twice")]
    GroupTwice(String),
    /// There is no quality level with this number.
    #[error(
        "there is no such quality level; `served` counts those who get a level of `kind = \"levels\"` or better"
    )]
    NoSuchLevel,
    /// Costs of qualities without limit that have no formula here.
    #[error("`mass = \"unlimited\"` is for `kind = \"levels\"` and `kind = \"uniform\"`")]
    NotUnlimited,
    /// An auction needs more bidders than items.
    #[error("an auction has from 2 to 64 bidders, and at least one item fewer than bidders")]
    Auction,
    /// A file that the document names cannot be read.
    #[error("cannot read {file}: {reason}")]
    File {
        /// Its name.
        file: String,
        /// Why.
        reason: String,
    },
    /// A row of a table breaks a rule.
    #[error("{file}, line {line}: {rule}")]
    Row {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The rule.
        rule: Box<Rule>,
    },
    /// A table has other columns.
    #[error("expected the columns {expected}, found {found}")]
    Columns {
        /// The columns that it may have.
        expected: &'static str,
        /// Those that it has.
        found: String,
    },
}
