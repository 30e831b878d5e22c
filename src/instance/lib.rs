//! The continuous instance: what a person writes, read from TOML.
//!
//! Everything lives in quantile space. With `t = G_i(r)` in [0, 1], group i is a list of pieces
//!
//! ```text
//! [t_0, t_1]   r(t)       willingness to pay, non-decreasing over all pieces
//!              lambda(t)  Pareto weight E[lambda | i, r(t)], not negative
//! ```
//!
//! with exact breakpoints. On a piece a curve is an exact polynomial in t, or a function that only
//! floats can evaluate. An atom of willingness to pay is a piece with constant r.
//!
//! `wtp.rs`, `weight.rs` and `quality.rs` list the kinds that a file can name. Truncations and rounded
//! breakpoints are reported in [`ContinuousInstance::notes`]; nothing is dropped or renormalised silently.
//!
//! ```
//! use std::path::Path;
//!
//! let text = r#"
//! name = "reserve price"
//! alpha = "1"
//! quality = { kind = "uniform", low = "0", high = "1" }
//! group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
//!            weight = { kind = "constant", value = "0" } }]
//! "#;
//! let instance = ironproof_instance::read(text, Path::new("."))?;
//! assert_eq!(instance.groups[0].label, "all");
//! # Ok::<(), ironproof_instance::ReadError>(())
//! ```

pub mod finite;
#[cfg(feature = "random")]
pub mod random;
#[cfg(feature = "random")]
pub mod random_wider;
mod constraint;
pub mod discretize;
mod external;
#[expect(clippy::float_arithmetic, reason = "quantile functions that are no polynomials")]
mod float_functions;
#[expect(clippy::float_arithmetic, reason = "quantile functions that are no polynomials")]
pub mod distribution;
mod inverse;
mod named;
mod source;
pub mod load;
mod note;
mod overlay;
mod partition;
mod plain_model;
mod probability;
pub mod polynomial;
mod quality;
mod read;
mod read_error;
mod hint;
mod reader;
mod table;
mod truncation;
mod weight;
mod wtp_piece;
mod wtp;

#[cfg(test)]
mod tests;

pub use self::distribution::{Distribution, Probability};
use self::finite::Side;
pub use self::named::families;
pub use self::note::{End, Note};
pub use self::polynomial::Polynomial;
pub use self::read::read;
pub use self::read_error::{ReadError, Rule};
use ironproof_number::rational;
use ironproof_number::rational::Rational;

/// Decimals to which a breakpoint or a truncated mass is rounded when it has no exact value.
pub const BREAKPOINT_DIGITS: usize = 15;

/// A continuous instance. What [`read`] returns satisfies the rules of its format; the fields are open, and whoever
/// changes them answers for the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct ContinuousInstance {
    /// A name for tables and file names.
    pub name: String,
    /// A line for people; the name if the file has none.
    pub title: String,
    /// The unit of money, such as `euros a month`, for figures; `None` if the file names none.
    pub unit: Option<String>,
    /// `alpha`, the weight on revenue: welfare per unit of money, not negative.
    pub alpha: Rational,
    /// `F`, the distribution of quality.
    pub quality: Quality,
    /// The groups, one per observable label; at least one.
    pub groups: Vec<ContinuousGroup>,
    /// The side constraints; none in the plain model. A constraint on who is `served` names a piece of the quality.
    pub sides: Vec<Side>,
    /// The known optimum, in units of welfare.
    pub optimum: Option<Optimum>,
    /// What was rounded or truncated on reading.
    pub notes: Vec<Note>,
}

/// The agents that share one observable label.
#[derive(Clone, Debug, PartialEq)]
pub struct ContinuousGroup {
    /// The observable label, unique in its instance.
    pub label: String,
    /// `mu_i`, the number of agents, in the unit in which objects are counted; positive, after truncation with `tail = "condition"`.
    pub mass: Rational,
    /// Willingness to pay and weight by quantile, covering `[0, 1]` in order.
    pub pieces: Vec<Piece>,
    /// The conditional distribution of lambda, where the file gives it; covers `[0, 1]` in order.
    pub joint: Option<Vec<JointPiece>>,
}

/// A range of quantiles on which both curves are smooth.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// `t_0`, in `[0, 1]`.
    pub from: Rational,
    /// `t_1`, above `t_0`, at most 1.
    pub to: Rational,
    /// `r(t)`, money per unit of quality; not negative.
    pub wtp: Curve,
    /// `lambda(t)`, welfare per unit of money in the hands of these agents; not negative.
    pub weight: Weight,
    /// `e(t)`, what a unit of quality in the hands of these agents is worth to society beyond weight times
    /// willingness to pay: welfare per unit of quality, of any sign; zero in the plain model. On an atom it is constant.
    pub external: Weight,
}

/// A non-decreasing function of the quantile.
#[derive(Clone, Debug, PartialEq)]
pub enum Curve {
    /// A polynomial in `t`, exact.
    Polynomial(Polynomial),
    /// The quantile function of a truncated distribution, evaluated in floats.
    Quantile(Box<Quantile>),
}

/// A truncated distribution: what it is, and the same in doubles.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantile {
    /// With exact parameters; `bounds` encloses it.
    pub exact: Truncated<Rational>,
    near: Truncated<f64>,
}

/// A distribution restricted to `[low, high]`, for the quantiles from `from` to `to` of a group.
///
/// With `s = (t - from) / (to - from)`, its quantile at `t` is that of the distribution at `below + s scale`, clamped to
/// `[low, high]`, with `above = 1 - below - scale`. Clipping leaves s alone: below = above = 0 and scale = 1. Only a
/// spike takes quantiles away from the curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Truncated<N> {
    /// The distribution before truncation.
    pub distribution: Distribution<N>,
    /// Whether what is outside the bounds is left out, so that the quantiles `from` and `to` are at the bounds.
    pub is_conditioned: bool,
    /// First quantile of the curve.
    pub from: N,
    /// Last quantile of the curve.
    pub to: N,
    /// Mass dropped below `low`.
    pub below: N,
    /// Mass dropped above `high`.
    pub above: N,
    /// Mass kept.
    pub scale: N,
    /// Lower bound.
    pub low: N,
    /// Upper bound.
    pub high: N,
}

/// The Pareto weight on one piece.
#[derive(Clone, Debug, PartialEq)]
pub enum Weight {
    /// A polynomial in the quantile `t`, exact.
    Polynomial(Polynomial),
    /// A function of willingness to pay, in floats.
    OfWtp(WeightShape),
}

/// A weight as a function of willingness to pay `r` that is no polynomial in `t`.
#[derive(Clone, Debug, PartialEq)]
pub enum WeightShape {
    /// A polynomial in `r`, where `r(t)` is no polynomial.
    Polynomial(Polynomial),
    /// `scale (r + shift)^exponent`
    #[expect(missing_docs, reason = "the formula names the fields")]
    Power { scale: Rational, shift: Rational, exponent: Rational },
}

/// A range of quantiles with a finite conditional distribution of lambda.
#[derive(Clone, Debug, PartialEq)]
pub struct JointPiece {
    /// `t_0`
    pub from: Rational,
    /// `t_1`, above `t_0`.
    pub to: Rational,
    /// The values of lambda; their mean is the Pareto weight.
    pub outcomes: Vec<Outcome>,
}

/// One value of lambda and its conditional probability, both polynomials in `t`.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// lambda, not negative.
    pub value: Polynomial,
    /// Its probability given the quantile; the outcomes of a piece sum to one.
    pub probability: Polynomial,
}

/// The distribution of quality by quantile, worst first.
#[derive(Clone, Debug, PartialEq)]
pub struct Quality {
    /// Mass of objects, in the unit in which agents are counted; positive.
    pub mass: Rational,
    /// The quantile function; covers `[0, 1]` in order. A level is a piece with a constant curve.
    pub pieces: Vec<QualityPiece>,
}

/// A range of quantiles of quality.
#[derive(Clone, Debug, PartialEq)]
pub struct QualityPiece {
    /// First quantile, in `[0, 1]`.
    pub from: Rational,
    /// Last quantile, above the first one.
    pub to: Rational,
    /// Quality by quantile, in `[0, 1]`.
    pub curve: Curve,
    /// What handing out one object costs, in units of welfare, as a polynomial in its quality; zero in the plain model.
    pub cost: Polynomial,
    /// Whether there are as many objects of each of these qualities as are wanted. The piece has then the mass of
    /// everybody.
    pub is_unlimited: bool,
}

impl QualityPiece {
    /// A piece of the plain model.
    pub fn new(from: Rational, to: Rational, curve: Curve) -> Self {
        Self { from, to, curve, cost: Polynomial::new(Vec::new()), is_unlimited: false }
    }
}

/// The known optimum of a continuous instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Optimum {
    /// A rational optimum.
    Exact(Rational),
    /// An interval that contains the optimum, which may be irrational.
    #[expect(missing_docs, reason = "the ends of the interval")]
    Between { low: Rational, high: Rational },
}

impl Optimum {
    /// Lower and upper end; equal if the optimum is exact.
    pub fn ends(&self) -> (&Rational, &Rational) {
        match self {
            Optimum::Exact(value) => (value, value),
            Optimum::Between { low, high } => (low, high),
        }
    }
}

impl Curve {
    /// The polynomial, where the curve is one.
    pub fn as_polynomial(&self) -> Option<&Polynomial> {
        match self {
            Curve::Polynomial(polynomial) => Some(polynomial),
            Curve::Quantile(_) => None,
        }
    }

    /// The value, if it is the same on the whole piece: an atom.
    pub fn as_constant(&self) -> Option<Rational> {
        self.as_polynomial().and_then(Polynomial::as_constant)
    }

    /// The value near `t`.
    pub fn at_float(&self, t: Probability) -> f64 {
        match self {
            Curve::Polynomial(polynomial) => polynomial.at_float(t.lower),
            Curve::Quantile(quantile) => quantile.at(t),
        }
    }
}

impl Quantile {
    /// The quantile function of a truncated distribution.
    pub fn new(exact: Truncated<Rational>) -> Box<Self> {
        let near = Truncated {
            distribution: exact.distribution.to_floats(),
            is_conditioned: exact.is_conditioned,
            from: rational::approx(&exact.from),
            to: rational::approx(&exact.to),
            below: rational::approx(&exact.below),
            above: rational::approx(&exact.above),
            scale: rational::approx(&exact.scale),
            low: rational::approx(&exact.low),
            high: rational::approx(&exact.high),
        };
        Box::new(Quantile { exact, near })
    }

    /// The quantile near `t`.
    #[expect(clippy::float_arithmetic, reason = "a curve that is no polynomial")]
    pub fn at(&self, t: Probability) -> f64 {
        let near = &self.near;
        let width = near.to - near.from;
        let (lower, upper) = ((t.lower - near.from) / width, (t.upper - (1.0 - near.to)) / width);
        let untruncated = Probability {
            lower: near.below + lower.max(0.0) * near.scale,
            upper: near.above + upper.max(0.0) * near.scale,
        };
        near.distribution.quantile(untruncated).clamp(near.low, near.high)
    }

    /// About the quantile at which willingness to pay is `x`.
    #[expect(clippy::float_arithmetic, reason = "a curve that is no polynomial")]
    pub fn inverse(&self, x: f64) -> Probability {
        let near = &self.near;
        let untruncated = near.distribution.cdf(x);
        let within = Probability {
            lower: ((untruncated.lower - near.below) / near.scale).clamp(0.0, 1.0),
            upper: ((untruncated.upper - near.above) / near.scale).clamp(0.0, 1.0),
        };
        let width = near.to - near.from;
        Probability {
            lower: near.from + within.lower * width,
            upper: (1.0 - near.to) + within.upper * width,
        }
    }
}

#[expect(clippy::float_arithmetic, reason = "a curve that is no polynomial")]
impl Weight {
    /// Zero.
    pub fn zero() -> Self {
        Weight::Polynomial(Polynomial::new(Vec::new()))
    }

    /// Whether it is known to be zero everywhere.
    pub fn is_zero(&self) -> bool {
        self.as_polynomial().is_some_and(|weight| weight.coefficients().is_empty())
    }

    /// The polynomial in `t`, where the weight is one.
    pub fn as_polynomial(&self) -> Option<&Polynomial> {
        match self {
            Weight::Polynomial(polynomial) => Some(polynomial),
            Weight::OfWtp(_) => None,
        }
    }

    /// The value near quantile `t`, where willingness to pay is `wtp`.
    pub fn at_float(&self, t: Probability, wtp: f64) -> f64 {
        match self {
            Weight::Polynomial(polynomial) => polynomial.at_float(t.lower),
            Weight::OfWtp(WeightShape::Polynomial(polynomial)) => polynomial.at_float(wtp),
            Weight::OfWtp(WeightShape::Power { scale, shift, exponent }) => {
                let near = rational::approx;
                near(scale) * (wtp + near(shift)).powf(near(exponent))
            }
        }
    }
}
