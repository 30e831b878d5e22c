//! What a certificate may hold.

use clap::ValueEnum;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindName {
    /// Values, or, for an optimum whose values take more than a megabyte, its basis
    Auto,
    /// Vectors: point and multipliers, a Farkas vector, or point and ray
    Values,
    /// For an optimum the basis, a symbol per column and row, which the checker solves again
    Basis,
    /// Bounds on the optimum: what the answer of --solution proves, or else the optimum on both sides
    Bounds,
}
