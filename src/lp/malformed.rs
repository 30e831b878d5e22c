//! What is wrong with a line of a model file: the rule that it breaks, and the remedy.

use ironproof_number::limits;
use ironproof_number::rational::Rational;

/// What is wrong with a line, by the rules of `docs/models.md`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Something else must stand here.
    #[error("expected {0}")]
    Expected(&'static str),
    /// A word that is not a number where one must be.
    #[error(
        "`{0}` is not a number: write digits with a point and an exponent (1.5e3), at most {digits} digits and an \
         exponent of at most {exponent}; --limits digits=N,exponent=N raises this",
        digits = limits::get().digits,
        exponent = limits::get().exponent
    )]
    Number(String),
    /// An exponent that readers disagree about.
    #[error("`{0}` has an exponent with d or D, which HiGHS reads and SCIP leaves out: write e")]
    DExponent(String),
    /// A number and a name without a space, where readers disagree where the number ends.
    #[error(
        "`{0}`: readers disagree where this number ends; write a space between a number and a name"
    )]
    Glued(String),
    /// Text behind the right side of a row or bound.
    #[error(
        "text behind the number on the right, which some readers take for the next row: end the line behind that \
         number; a right side is one number"
    )]
    Behind,
    /// A section word where SCIP starts a section and others have a name.
    #[error(
        "`{0}` inside a line is a name for HiGHS, GLPK and CBC, and starts a section for SCIP: rename the column, or \
         write the section at the start of a line"
    )]
    SectionWord(String),
    /// A sign that could belong to the name in front of it.
    #[error(
        "the sign behind `{0}` touches it and a constant follows, so that it may be a part of the name: write \
         spaces around the sign, or rename the column"
    )]
    SignInName(String),
    /// `minimise`.
    #[error("`{0}` is unknown to SCIP, which drops the objective, and to GLPK and CBC: write {1}")]
    Spelling(String, &'static str),
    /// A constant in a row.
    #[error(
        "the constant {0} beside the terms of a row: HiGHS drops it, others refuse it or move it to the right; move it \
         to the right side, or choose --reading row-constant=move or =drop"
    )]
    RowConstant(Rational),
    /// A negative upper bound alone.
    #[error(
        "the upper bound {value} of column {column} is negative and {column} has no lower bound: CBC, CPLEX, GLPK and \
         Gurobi drop the lower bound, HiGHS and SCIP keep 0; {remedy}, or choose --reading negative-upper=zero or =free"
    )]
    NegativeUpper {
        /// The column.
        column: String,
        /// The bound.
        value: Rational,
        /// How the format writes a lower bound.
        remedy: &'static str,
    },
    /// An integer column of a marker section with a lower bound only.
    #[error(
        "the integer column {0} has a lower bound and no upper one: GLPK takes 1 as the upper bound, HiGHS, SCIP and CBC \
         none; write PL or UP for {0}, or choose --reading integer-upper=one or =none"
    )]
    IntegerUpper(String),
    /// A line of MPS that gives a bound again and says something else.
    #[error(
        "a bound of column {0} is given again with another number or kind: HiGHS leaves out this line, SCIP takes it, \
         GLPK refuses it; delete one of the lines, or choose --reading repeated-bound=first or =last"
    )]
    RepeatedBound(String),
    /// Several sets in one section.
    #[error(
        "{section} has the sets `{first}` and `{second}`: HiGHS reads all of them, SCIP and CBC the first, GLPK none; \
         keep one, or choose --reading {key}=all or {key}={first} or {key}={second}"
    )]
    Sets {
        /// The section.
        section: &'static str,
        /// Its key in a reading.
        key: &'static str,
        /// The name of the first set.
        first: String,
        /// Another name.
        second: String,
    },
    /// A chosen set that is not there.
    #[error("{section} has no set `{name}`: choose one of its sets, or all")]
    NoSet {
        /// The section.
        section: &'static str,
        /// The chosen name.
        name: String,
    },
    /// A set with the name of a row or column.
    #[error(
        "the set `{name}` is named like a {what}, and HiGHS takes it for the {what}: rename the set"
    )]
    SetName {
        /// The name.
        name: String,
        /// `row` or `column`.
        what: &'static str,
    },
    /// A bound without a set whose number SCIP does not know.
    #[error(
        "`{0}` in a line without the name of a set is a column for SCIP, which knows numbers of digits and a point only \
         there: write the name of a set in front of the column"
    )]
    SetNeeded(String),
    /// LI or UI with a fraction.
    #[error(
        "the bound `{0}` of an integer is a fraction: GLPK rounds it, others do not; write it rounded"
    )]
    Fractional(String),
    /// A bound of a binary column beyond [0, 1].
    #[error(
        "column {0} is binary and has a bound outside of [0, 1]: HiGHS keeps that bound, SCIP and CBC take [0, 1]; \
         leave out the bound, or declare the column as general"
    )]
    Binary(String),
    /// An infinite number that does not say that a side is absent.
    #[error(
        "an infinite number here is no bound: leave the line out, or write a number below 1e20 in size"
    )]
    Infinite,
    /// A range of a row whose right-hand side is infinite.
    #[error("row {0} has a range and an infinite right-hand side: leave out the range")]
    InfiniteRange(String),
    /// A side that no line states and that readers take as infinite.
    #[error(
        "a side of row {0} comes out as 1e20 or more in size, which readers take as infinite: leave the side out, or \
         scale the row"
    )]
    HugeSide(String),
    /// A row that was not declared.
    #[error("unknown row `{0}`: declare it in ROWS")]
    UnknownRow(String),
    /// A column that was not declared.
    #[error("unknown column `{0}`: mention it before, in the objective, a row or an entry")]
    UnknownColumn(String),
    /// A name or number that was given before; readers disagree on which one counts.
    #[error("given twice: {0}; keep one")]
    Twice(String),
    /// A character that no name and no operator has.
    #[error("the character {0:?} has no meaning here: remove it, or rename what holds it")]
    Character(char),
    /// Bytes that are no text.
    #[error("the line is not text in UTF-8: save the file as UTF-8")]
    Utf8,
    /// Something that no linear program has.
    #[error("not part of a linear program: {0}; write the model without it")]
    NotLinear(String),
    /// A word that starts no section.
    #[error(
        "`{0}` is no section: these are NAME, OBJSENSE, ROWS, COLUMNS, RHS, RANGES, BOUNDS and ENDATA, in upper case, \
         and other lines start with a space"
    )]
    Section(String),
}
