//! Psi of a continuous group, exact or enclosed between rationals.
//!
//! ```text
//! between      a number between two rationals
//! enclosure    logarithms and exponentials between two rationals
//! special      pi, Gamma, distribution functions without a closed form
//! series       sums of powers and logarithms, integrated exactly
//! parts        the data of a piece as polynomials or series
//! function     a polynomial or a series at a place and on a range
//! jet          Taylor coefficients, enclosed
//! density      the density of a distribution, as a jet; mass: its integrals
//! cells        integrals of a density, and their inverse
//! dense        a piece with a density; dense_parts: which part of its distribution it is
//! tilt         what multipliers add to an objective
//! local        a piece with its data: wtp; values: virtual value and Psi at a place; jets: near it
//! curved       Psi on cells, for bounds
//! psi          Psi of each group, piece by piece
//! supply       quality from the top, integrated exactly
//! ```
//!
//! ```
//! use ironproof_curves::{Precision, psi};
//! use ironproof_number::rational::Rational;
//!
//! const TEXT: &str = r#"
//! name = "reserve price"
//! alpha = "1"
//! quality = { kind = "uniform", low = "0", high = "1" }
//! group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
//!            weight = { kind = "constant", value = "0" } }]
//! "#;
//! let instance = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
//! let group = psi(&instance.groups[0], &instance.alpha, &Precision::new(100))?;
//! // Revenue at the price 1/2, sold to the upper half; the virtual value there is 0.
//! let half = Rational::ONE / Rational::from(2);
//! assert_eq!(group.pieces[0].local.psi(&half).low.to_string(), "1/4");
//! assert!(group.pieces[0].local.virtual_value(&half).is_zero());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Polynomial data stay exact. Logarithms and powers are enclosed between rationals, with as many bits as
//! [`Precision`] says, always rounded outward. `docs/bounds.md` has the argument.

pub mod between;
pub mod enclosure;
#[cfg(test)]
mod enclosure_tests;
pub mod special;
pub mod series;
pub mod parts;
pub mod function;
pub mod jet;
mod density;
mod mass;
mod cells;
pub mod dense;
mod dense_parts;
mod weight_jet;
#[cfg(test)]
mod tail_tests;
#[cfg(test)]
mod tilt_tests;
pub mod tilt;
pub mod local;
pub mod values;
pub mod jets;
pub mod curved;
pub mod psi;
pub mod supply;

pub use self::between::Between;
pub use self::enclosure::{Enclosure, Precision};
pub use self::function::Function;
pub use self::jet::Jet;
pub use self::local::Local;
pub use self::psi::{GroupPsi, PsiPiece, psi};
pub use self::tilt::Tilt;
pub use self::values::Parted;

/// A curve has neither a polynomial nor a series.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{label}: a distribution or weight cannot be enclosed: docs/bounds.md lists the kinds that can, and a density must \
     not be too narrow beside its mean; --grid takes it rounded"
)]
pub struct NoEnclosure {
    /// Label of the group, or `quality`.
    pub label: String,
}
