//! Willingness to pay and weight of a piece in forms that can be integrated exactly.
//!
//! A *flat* part has polynomials in the quantile t, up to small doubts. A *curved* part has series in a
//! variable s that is linear in t:
//!
//! ```text
//! exponential     r = -log(s) / rate            s = P(untruncated wtp is above r), falls with t
//! Pareto          r = scale s^(-1/shape)        the same
//! Lomax           r = scale (s^(-1/shape) - 1)  the same
//! weight `power`  lambda = scale s^exponent     s = r + shift, where r is linear in t
//! ```
//!
//! A truncated distribution is r(t) clamped to [low, high], and where it reaches them is not rational. The
//! curved part ends within about 2^-bits of these places, inside. What is left is flat: r is between the
//! bound and its value at the end of the curved part.

use super::between::Between;
use super::dense::Dense;
use super::enclosure::{Enclosure, Precision, magnitude};
use super::series::Series;
use ironproof_instance::{Curve, Distribution, Piece, Polynomial, Truncated, Weight, WeightShape};
use ironproof_number::rational::Rational;

/// A piece, or what truncation cuts it into.
pub enum Part {
    /// Polynomials, up to small doubts.
    Flat(Flat),
    /// Series.
    Curved(Smooth),
    /// Integrals of a density.
    Dense(Box<Dense>),
}

/// Polynomials in t on `[from, to]`, up to small doubts.
pub struct Flat {
    /// First quantile.
    pub from: Rational,
    /// Last quantile.
    pub to: Rational,
    /// r, up to the slack.
    pub wtp: Polynomial,
    /// r is in `[wtp - slack, wtp]`.
    pub slack: Rational,
    /// lambda, up to the doubt.
    pub weight: Polynomial,
    /// lambda is in `[weight, weight + doubt]`.
    pub doubt: Rational,
    /// e, up to its doubt.
    pub external: Polynomial,
    /// e is in `[external, external + external_doubt]`.
    pub external_doubt: Rational,
}

/// Series in s on `[from, to]`.
pub struct Smooth {
    /// First quantile.
    pub from: Rational,
    /// Last quantile.
    pub to: Rational,
    /// s
    pub variable: Variable,
    /// r
    pub wtp: Series,
    /// lambda
    pub weight: Series,
    /// e
    pub external: Series,
}

/// `s = at_zero + slope t`, positive where it is used.
#[derive(Clone)]
pub struct Variable {
    /// s at t = 0.
    pub at_zero: Rational,
    /// ds / dt
    pub slope: Rational,
}

impl Variable {
    /// s at quantile `t`.
    pub fn at(&self, t: &Rational) -> Rational {
        &self.at_zero + &self.slope * t
    }

    fn quantile(&self, s: &Rational) -> Rational {
        (s - &self.at_zero) / &self.slope
    }

    fn series(&self, of_quantile: &Polynomial) -> Series {
        let inverse = Rational::ONE / &self.slope;
        let quantile = Polynomial::new(vec![-(&self.at_zero * &inverse), inverse]);
        let s = Series::power(Rational::ONE, Rational::ONE);
        Series::compose(&of_quantile.compose(&quantile), &s)
    }
}

/// The parts of a piece from the left; `None` if it has none of the forms.
pub fn parts(piece: &Piece, precision: &Precision) -> Option<Vec<Part>> {
    let quantile = match &piece.wtp {
        Curve::Quantile(quantile) => quantile,
        Curve::Polynomial(wtp) => {
            return of_polynomial(piece, wtp, precision).map(|part| vec![part]);
        }
    };
    truncated(piece, &quantile.exact, precision)
}

/// A piece with a polynomial quantile function.
fn of_polynomial(piece: &Piece, wtp: &Polynomial, precision: &Precision) -> Option<Part> {
    let powers = [&piece.weight, &piece.external];
    let shifts = powers.iter().filter_map(|weight| match weight {
        Weight::OfWtp(WeightShape::Power { shift, .. }) => Some(shift),
        // A polynomial of a polynomial was expanded on reading.
        _ => None,
    });
    let shifts: Vec<&Rational> = shifts.collect();
    // At s = 0 a power may be infinite, or its curvature.
    if shifts.iter().any(|shift| wtp.at(&piece.from) + *shift <= Rational::ZERO) {
        return None;
    }
    let (from, to) = (piece.from.clone(), piece.to.clone());
    let is_flat = shifts.is_empty() || wtp.as_constant().is_some();
    if is_flat {
        let at = Between::exactly(wtp.as_constant().unwrap_or_default());
        let (weight, doubt) = weight_near(&piece.weight, &at, precision);
        let (external, external_doubt) = weight_near(&piece.external, &at, precision);
        let (wtp, slack) = (wtp.clone(), Rational::ZERO);
        return Some(Part::Flat(Flat {
            from,
            to,
            wtp,
            slack,
            weight,
            doubt,
            external,
            external_doubt,
        }));
    }
    let (Some(shift), [at_zero, slope]) = (shifts.first(), wtp.coefficients()) else { return None };
    if shifts.iter().any(|other| other != shift) {
        return None;
    }
    let variable = Variable { at_zero: at_zero + *shift, slope: slope.clone() };
    let series = |weight: &Weight| match weight {
        Weight::Polynomial(weight) => Some(variable.series(weight)),
        Weight::OfWtp(WeightShape::Power { scale, exponent, .. }) => {
            Some(Series::power(scale.clone(), exponent.clone()))
        }
        Weight::OfWtp(WeightShape::Polynomial(_)) => None,
    };
    let (weight, external) = (series(&piece.weight)?, series(&piece.external)?);
    Some(Part::Curved(Smooth { from, to, wtp: variable.series(wtp), weight, external, variable }))
}

fn truncated(
    piece: &Piece,
    truncated: &Truncated<Rational>,
    precision: &Precision,
) -> Option<Vec<Part>> {
    let Truncated { distribution, above, scale, low, high, .. } = truncated;
    // Where mass is left out, the quantiles of the bounds are exact, and those of the series are not.
    if truncated.is_conditioned {
        return None;
    }
    let wtp = match distribution {
        Distribution::Exponential { rate } => Series::log(-(Rational::ONE / rate)),
        Distribution::Pareto { scale, shape } => {
            Series::power(scale.clone(), -(Rational::ONE / shape))
        }
        Distribution::Lomax { scale, shape } => {
            let power = Series::power(scale.clone(), -(Rational::ONE / shape));
            power.add(&Series::constant(-scale.clone()))
        }
        _ => return None,
    };
    let per_quantile = scale / (&truncated.to - &truncated.from);
    let at_zero = above + scale + &per_quantile * &truncated.from;
    let variable = Variable { at_zero, slope: -per_quantile };
    let series = |weight: &Weight| match weight {
        Weight::Polynomial(weight) => Some(variable.series(weight)),
        Weight::OfWtp(WeightShape::Polynomial(weight)) => Some(Series::compose(weight, &wtp)),
        Weight::OfWtp(WeightShape::Power { .. }) => None,
    };
    let (weight, external) = (series(&piece.weight)?, series(&piece.external)?);
    let mass_above = |x: &Rational| precision.between(&survival(distribution, x, precision));
    // s falls with t, so that the lower end for s is the later t. Rounding moves inward as well.
    let start = precision.ceil(&variable.quantile(&mass_above(low).low)).max(piece.from.clone());
    let end = precision.floor(&variable.quantile(&mass_above(high).high)).min(piece.to.clone());
    let clamped = |from: &Rational, to: &Rational, between: Between| {
        clamped(from, to, between, piece, precision)
    };
    if end <= start {
        // Shorter than the rounding.
        let between = Between { low: low.clone(), high: high.clone() };
        return Some(vec![clamped(&piece.from, &piece.to, between)]);
    }
    let wtp_at = |t: &Rational| precision.between(&wtp.value(&variable.at(t), precision));
    let mut parts = Vec::new();
    if piece.from < start {
        let between = Between { low: low.clone(), high: wtp_at(&start).high };
        parts.push(clamped(&piece.from, &start, between));
    }
    let before_end = (end < piece.to).then(|| {
        let between = Between { low: wtp_at(&end).low, high: high.clone() };
        clamped(&end, &piece.to, between)
    });
    parts.push(Part::Curved(Smooth { from: start, to: end, variable, wtp, weight, external }));
    parts.extend(before_end);
    Some(parts)
}

/// A narrow part with nearly one willingness to pay.
pub(crate) fn clamped(
    from: &Rational,
    to: &Rational,
    between: Between,
    piece: &Piece,
    precision: &Precision,
) -> Part {
    let slack = between.width();
    let (weight, doubt) = weight_near(&piece.weight, &between, precision);
    let (external, external_doubt) = weight_near(&piece.external, &between, precision);
    let (from, to) = (from.clone(), to.clone());
    let wtp = Polynomial::constant(between.high);
    Part::Flat(Flat { from, to, wtp, slack, weight, doubt, external, external_doubt })
}

/// The mass above `x`, which is in the support.
fn survival(
    distribution: &Distribution<Rational>,
    x: &Rational,
    precision: &Precision,
) -> Enclosure {
    match distribution {
        Distribution::Exponential { rate } => precision.exp(&precision.rational(&-(rate * x))),
        Distribution::Pareto { scale, shape } => power(&(scale / x), shape, precision),
        Distribution::Lomax { scale, shape } => power(&(scale / (x + scale)), shape, precision),
        _ => unreachable!("only these have series"),
    }
}

fn power(base: &Rational, exponent: &Rational, precision: &Precision) -> Enclosure {
    precision.power(&magnitude(base.numerator()), base.denominator(), exponent)
}

/// The weight of those with nearly the same willingness to pay: a polynomial, and its doubt.
fn weight_near(weight: &Weight, wtp: &Between, precision: &Precision) -> (Polynomial, Rational) {
    let of_wtp = match weight {
        Weight::Polynomial(weight) => return (weight.clone(), Rational::ZERO),
        Weight::OfWtp(WeightShape::Polynomial(of_wtp)) => of_wtp,
        Weight::OfWtp(WeightShape::Power { scale, shift, exponent }) => {
            // A power is monotone: its values are between those at the ends.
            let at = |wtp: &Rational| {
                let base = wtp + shift;
                if base <= Rational::ZERO {
                    return Between::zero();
                }
                precision.between(&power(&base, exponent, precision)).times(scale)
            };
            let range = at(&wtp.low).hull(&at(&wtp.high));
            let doubt = range.width();
            return (Polynomial::constant(range.low), doubt);
        }
    };
    let error = wtp.width() * majorant(of_wtp).derivative().at(&wtp.high);
    let center = of_wtp.at(&wtp.high);
    (Polynomial::constant(center - &error), error * Rational::from(2))
}

/// The polynomial with positive coefficients that is at least as large, and as steep, for arguments from 0.
pub fn majorant(polynomial: &Polynomial) -> Polynomial {
    Polynomial::new(polynomial.coefficients().iter().map(size).collect())
}

/// `|x|`
pub fn size(x: &Rational) -> Rational {
    if *x < Rational::ZERO { -x.clone() } else { x.clone() }
}
