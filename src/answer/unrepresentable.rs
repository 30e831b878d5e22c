//! Numbers that do not survive as floats.

/// A number of the LP that floats, or HiGHS, would lose.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unrepresentable {
    /// A coefficient that HiGHS would drop.
    #[error("row {row}: the coefficient of {column} is {size:e} of the largest, solvers drop it")]
    Dropped {
        /// The row.
        row: String,
        /// The column.
        column: String,
        /// The coefficient after scaling, as a magnitude.
        size: f64,
    },
    /// A bound of a row.
    #[error("row {row}: a bound is zero or infinite as a float")]
    RowBound {
        /// The row.
        row: String,
    },
    /// A bound of a column.
    #[error("column {column}: a bound is zero or infinite as a float")]
    ColumnBound {
        /// The column.
        column: String,
    },
    /// A coefficient of the objective.
    #[error("column {column}: the objective is zero or infinite as a float")]
    Objective {
        /// The column.
        column: String,
    },
    /// A coefficient that is not a finite nonzero float.
    #[error("row {row}: the coefficient of {column} is zero or infinite as a float")]
    Coefficient {
        /// The row.
        row: String,
        /// The column.
        column: String,
    },
}
