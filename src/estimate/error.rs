//! What is wrong with data, where, and what to do about it.

use std::fmt;

use ironproof_name::Escaped;

/// Data that cannot be used, as one line: file, line, column, rule and remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    /// The file.
    pub file: String,
    /// What is wrong, and where.
    pub fault: Fault,
}

/// A broken rule and its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: Option<u64>,
    /// The title of the column.
    pub column: Option<String>,
    /// The rule, boxed because results carry it.
    pub rule: Box<Rule>,
}

/// The rules of data, named by how they are broken. Each message ends with what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// The file cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// The bytes are in no encoding that is known.
    #[error("the bytes are neither UTF-8, UTF-16 nor Latin-1; save the file as UTF-8")]
    Encoding,
    /// There is nothing in the file.
    #[error("the file is empty; it needs a line of titles and a line for each answer")]
    Empty,
    /// There are titles and nothing else.
    #[error("there are titles and no rows; it needs a line for each answer")]
    NoRows,
    /// A quoted cell has no end.
    #[error("a quote is not closed; close it, or write a quote inside a cell twice")]
    Quote,
    /// A row is longer or shorter than the titles.
    #[error(
        "the row has {found} cells, and there are {expected} titles (separator: {separator}); quote cells that hold \
         the separator"
    )]
    Ragged {
        /// How many titles there are.
        expected: usize,
        /// How many cells the row has.
        found: usize,
        /// What separates them.
        separator: &'static str,
    },
    /// No column has this title.
    #[error("there is no such column; the file has {known}")]
    NoColumn {
        /// All titles.
        known: String,
    },
    /// Two columns have the title.
    #[error("two columns have this title; rename one of them")]
    ColumnTwice,
    /// A cell is empty, or says that there is no answer.
    #[error("the value is missing; fill it in, or leave such rows out with --missing drop")]
    Missing,
    /// A cell is no number.
    #[error(
        "`{found}` is not a number; write 12, 12.5 or 12,5, without units and without separators of thousands"
    )]
    NotANumber {
        /// The cell.
        found: String,
    },
    /// Numbers with a decimal point and numbers with a decimal comma.
    #[error(
        "`{found}` has a decimal {here}, and line {line} has the other kind; write all numbers in one way"
    )]
    MixedDecimals {
        /// The cell.
        found: String,
        /// `point` or `comma`.
        here: &'static str,
        /// A line with the other kind.
        line: u64,
    },
    /// All commas may separate thousands.
    #[error(
        "the comma in numbers such as this may be a decimal sign or separate thousands; write the numbers without \
         separators of thousands, or with a decimal point"
    )]
    Thousands,
    /// Willingness to pay, a bid or a bound is below 0.
    #[error("{found} is negative; willingness to pay is 0 or more")]
    Negative {
        /// The number.
        found: String,
    },
    /// A bid is 0.
    #[error("a bid of 0 says nothing; leave the row out, or write an amount with --wtp")]
    ZeroBid,
    /// A weight or count is below 0.
    #[error("{found} is negative; write 0 or more")]
    NegativeWeight {
        /// The number.
        found: String,
    },
    /// A count is no whole number.
    #[error("{found} is no count; write a whole number, or use --weight for weights that are none")]
    NoCount {
        /// The number.
        found: String,
    },
    /// An answer is none.
    #[error("`{found}` is no answer; write yes or no, y or n, true or false, 1 or 0")]
    NoAnswer {
        /// The cell.
        found: String,
    },
    /// An interval ends before it begins.
    #[error("the interval from {lower} to {upper} ends before it begins; exchange its ends")]
    Reversed {
        /// Its lower end.
        lower: String,
        /// Its upper end.
        upper: String,
    },
    /// The second bid does not follow from the first answer.
    #[error(
        "the second bid {second} is not {side} the first, {first}, after {answer}; correct it, or leave the row out"
    )]
    SecondBid {
        /// The first bid.
        first: String,
        /// The second bid.
        second: String,
        /// The first answer.
        answer: &'static str,
        /// Where the second bid should be.
        side: &'static str,
    },
    /// A label of a group cannot be shown.
    #[error("the label of a group is empty or has a hidden character; write another one")]
    Label,
    /// A column of groups that looks like a number.
    #[error(
        "the column has {found} different values, more than {most} groups; for a number such as income, use --terciles"
    )]
    TooManyGroups {
        /// How many values there are.
        found: usize,
        /// The most groups.
        most: usize,
    },
    /// All values of the column are one.
    #[error("equal values leave one of the {wanted} groups empty; ask for fewer groups")]
    TooFewValues {
        /// How many groups were asked for.
        wanted: usize,
    },
    /// A row cannot be used by an estimator.
    #[error("{what}; use --estimator {remedy}")]
    NotForEstimator {
        /// What it cannot do.
        what: &'static str,
        /// An estimator that can.
        remedy: &'static str,
    },
    /// A fit does not exist.
    #[error("{label}: {what}; use --estimator turnbull")]
    NoFit {
        /// The group.
        label: String,
        /// Why.
        what: &'static str,
    },
    /// A bound of the support is below what the data say.
    #[error("{label}: the answers reach {reach}, and --top is {top}; choose a higher --top")]
    Top {
        /// The group.
        label: String,
        /// The largest amount.
        reach: String,
        /// The flag.
        top: String,
    },
    /// A flag does not fit the data.
    #[error("{0}")]
    Flag(String),
}

impl Rule {
    /// The rule, broken by the file as a whole.
    pub(crate) fn anywhere(self) -> Fault {
        Fault { line: None, column: None, rule: Box::new(self) }
    }

    /// The rule, broken by a line.
    pub(crate) fn on(self, line: u64) -> Fault {
        Fault { line: Some(line), column: None, rule: Box::new(self) }
    }

    /// The rule, broken by a column.
    pub(crate) fn of(self, column: &str) -> Fault {
        Fault { line: None, column: Some(column.to_owned()), rule: Box::new(self) }
    }

    /// The rule, broken by a cell.
    pub(crate) fn at(self, line: u64, column: &str) -> Fault {
        Fault { line: Some(line), column: Some(column.to_owned()), rule: Box::new(self) }
    }
}

impl Fault {
    /// The fault of a file.
    pub fn in_file(self, file: &str) -> Error {
        Error { file: file.to_owned(), fault: self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { line, column, rule } = &self.fault;
        f.write_str(&self.file)?;
        if let Some(line) = line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = column {
            write!(f, ", column `{}`", Escaped(column))?;
        }
        write!(f, ": {rule}")
    }
}
