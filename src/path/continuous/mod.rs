//! The optimum of a continuous instance along a parameter: where its structure changes.
//!
//! ```text
//! parameter  what varies, and the instance at each value of it
//! named      how it is called
//! stretch    willingness to pay and weights times a number, exactly
//! structure  who is not served, in a lottery, in a market, and of which level
//! course     places that differ, and the narrow intervals between them
//! ```
//!
//! Each place is solved by `ironproof_continuum::optimum`. If two places have different structures, something changes
//! between them. The interval is halved until it is as narrow as was asked for. Two changes that undo each other between
//! two neighbouring places are not seen.

mod stretch;
mod parameter;
mod named;
mod structure;
mod course;

pub use self::course::{Course, Place, Range, Regime, Request, course};
pub use self::named::{UnknownName, parameter};
pub use self::parameter::{Outside, Parameter};
pub use self::stretch::NotExact;
pub use self::structure::{Goods, Structure, Treatment, structure};

/// Why there is no course.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// The parameter has no such value.
    #[error(transparent)]
    Outside(#[from] Outside),
    /// The range ends before it starts.
    #[error("the range is empty: it starts at {from} and ends at {to}")]
    EmptyRange {
        /// Where it starts.
        from: ironproof_number::rational::Rational,
        /// Where it ends.
        to: ironproof_number::rational::Rational,
    },
    /// Fewer than two places.
    #[error("a range is looked at in at least 2 places")]
    FewPlaces,
    /// The data times a number have no exact form.
    #[error(transparent)]
    NotExact(#[from] NotExact),
    /// The optimum at a place is not known.
    #[error("at {at}: {error}")]
    Unsolved {
        /// The value of the parameter.
        at: ironproof_number::rational::Rational,
        /// Why not.
        error: ironproof_continuum::Error,
    },
}

#[cfg(test)]
mod tests;
