//! Which part of a distribution a piece is, for integrals of its density.
//!
//! Where mass is left out, quantile t is at `G(low) + t (G(high) - G(low))`, so that the bounds have the quantiles 0 and
//! 1 without any rounding. Where it is clipped, it is at t, and where it reaches the bounds is known up to rounding only:
//! what is left there is a narrow part with nearly one willingness to pay. The lower bound is the exact end where the
//! support begins with it.

use ironproof_instance::{Curve, Distribution, Piece, Polynomial, Truncated, Weight, WeightShape};
use ironproof_number::IBig;
use ironproof_number::rational::Rational;

use super::between::Between;
use super::dense::{Dense, Range};
use super::density::Variable;
use super::enclosure::{Enclosure, Precision};
use super::mass::{is_bounded, mass_below, mass_beyond};
use super::parts::{Part, clamped};

/// Units of the precision that the mass beyond the first place of the variable may have.
const NEGLIGIBLE: u32 = 256;
/// The farthest place of a variable.
const FARTHEST: u32 = 4096;

/// The parts of a piece that has no other form; `None` if a density ends too slowly.
pub(crate) fn dense_parts(
    piece: &Piece,
    alpha: &Rational,
    precision: &Precision,
) -> Option<Vec<Part>> {
    match &piece.wtp {
        Curve::Polynomial(wtp) => {
            of_polynomial(piece, wtp, alpha, precision).map(|part| vec![part])
        }
        Curve::Quantile(quantile) => of_quantile(piece, &quantile.exact, alpha, precision),
    }
}

/// A piece with a polynomial quantile function and a weight that has no other form.
fn of_polynomial(
    piece: &Piece,
    wtp: &Polynomial,
    alpha: &Rational,
    precision: &Precision,
) -> Option<Part> {
    let span = (piece.from.clone(), piece.to.clone());
    let ends = (wtp.at(&piece.from), wtp.at(&piece.to));
    // A power of zero has a singularity at the start of the piece, and none in the logarithm of the way from there.
    let is_singular = [&piece.weight, &piece.external].into_iter().any(|weight| {
        matches!(weight, Weight::OfWtp(WeightShape::Power { shift, .. })
            if &ends.0 + shift <= Rational::ZERO)
    });
    let (variable, z) = if is_singular {
        let width = precision.rational(&(&piece.to - &piece.from));
        let last = precision.between(&precision.log_of(&width)).low;
        let first = -Rational::from(precision.bits) * Rational::from(7) / Rational::from(10);
        (Variable::AfterStart(piece.from.clone(), wtp.clone()), (first, last))
    } else {
        (Variable::Quantile(wtp.clone()), span.clone())
    };
    let start = precision.rational(&piece.from);
    let near = Enclosure { low: IBig::ZERO, high: IBig::from(NEGLIGIBLE) };
    let range = Range {
        z,
        start: if is_singular { &start + &near } else { start },
        per_mass: precision.one(),
        ends,
        known: (Some(span.0.clone()), Some(span.1.clone())),
        part: span,
    };
    let dense = Dense::new(None, variable, range, weights(piece), alpha, precision)?;
    Some(Part::Dense(Box::new(dense)))
}

/// A piece of a truncated distribution.
fn of_quantile(
    piece: &Piece,
    truncated: &Truncated<Rational>,
    alpha: &Rational,
    precision: &Precision,
) -> Option<Vec<Part>> {
    let Truncated { distribution, is_conditioned, from, to, low, high, .. } = truncated;
    let is_upper =
        matches!(distribution, Distribution::Triangular { mode, .. } if mode == low && low < high);
    let variable = Variable::of(distribution, is_upper);
    let is_whole_below = begins_at(distribution, low);
    let (first, below) = first_place(distribution, &variable, low, is_whole_below, precision)?;
    let last = last_place(distribution, &variable, high, precision)?;
    if last <= first {
        return None;
    }
    let number = |x: &Rational| precision.rational(x);
    let width = number(&(to - from));
    let is_whole = is_bounded(distribution);
    // The upper side of a triangle begins where the lower one ends.
    let side = match distribution {
        Distribution::Triangular { low, mode, high } => {
            let kink = from + (mode - low) / (high - low) * (to - from);
            if is_upper { (kink, to.clone()) } else { (from.clone(), kink) }
        }
        _ => (from.clone(), to.clone()),
    };
    let (start, per_mass) = if is_whole && is_upper {
        (number(&side.0), width)
    } else if *is_conditioned && !is_whole {
        let kept = &mass_below(distribution, &number(high), precision) - &below;
        let per_mass = precision.product(&width, &precision.inverse(&kept)?);
        // The first place may lie a little above the start.
        let is_near = matches!(variable, Variable::Exponential) && low.is_zero();
        let near = if is_near { IBig::from(NEGLIGIBLE) } else { IBig::ZERO };
        let start = precision.product(&Enclosure { low: IBig::ZERO, high: near }, &per_mass);
        (&number(from) + &start, per_mass)
    } else {
        (&number(from) + &precision.product(&below, &width), width)
    };
    let span = (piece.from.clone(), piece.to.clone());
    let range = |part: (Rational, Rational)| Range {
        z: (first.clone(), last.clone()),
        start: start.clone(),
        per_mass: per_mass.clone(),
        ends: (low.clone(), high.clone()),
        known: if *is_conditioned {
            (Some(side.0.clone()), Some(side.1.clone()))
        } else {
            (is_whole_below.then(|| from.clone()), None)
        },
        part,
    };
    let dense = |part| {
        Dense::new(
            Some(distribution),
            variable.clone(),
            range(part),
            weights(piece),
            alpha,
            precision,
        )
    };
    if *is_conditioned {
        return Some(vec![Part::Dense(Box::new(dense(span)?))]);
    }
    let above = mass_below(distribution, &number(high), precision);
    let quantile = |mass: &Enclosure| {
        let at = &number(from) + &precision.product(mass, &number(&(to - from)));
        precision.between(&at)
    };
    let (begin, end) = (quantile(&below).high, quantile(&above).low);
    let begin = if is_whole_below { piece.from.clone() } else { begin.max(piece.from.clone()) };
    let end = end.min(piece.to.clone());
    let bounds = || Between { low: low.clone(), high: high.clone() };
    if end <= begin {
        return Some(vec![clamped(&piece.from, &piece.to, bounds(), piece, precision)]);
    }
    let dense = dense((begin.clone(), end.clone()))?;
    let mut parts = Vec::new();
    if piece.from < begin {
        let near = Between { low: low.clone(), high: dense.wtp_inside(&begin).high };
        parts.push(clamped(&piece.from, &begin, near, piece, precision));
    }
    let after = (end < piece.to).then(|| {
        let near = Between { low: dense.wtp_inside(&end).low, high: high.clone() };
        clamped(&end, &piece.to, near, piece, precision)
    });
    parts.push(Part::Dense(Box::new(dense)));
    parts.extend(after);
    Some(parts)
}

fn weights(piece: &Piece) -> (&Weight, &Weight) {
    (&piece.weight, &piece.external)
}

/// Whether there is no mass below `low` and some just above it.
fn begins_at(distribution: &Distribution<Rational>, low: &Rational) -> bool {
    match distribution {
        Distribution::Exponential { .. }
        | Distribution::Lomax { .. }
        | Distribution::LogNormal { .. }
        | Distribution::Gamma { .. }
        | Distribution::Weibull { .. }
        | Distribution::LogLogistic { .. } => low.is_zero(),
        Distribution::Pareto { scale, .. } => scale == low,
        Distribution::Mixture(parts) => parts.iter().all(|(_, part)| begins_at(part, low)),
        Distribution::Normal { .. }
        | Distribution::Logistic { .. }
        | Distribution::Beta { .. }
        | Distribution::Triangular { .. } => false,
    }
}

/// The first place of the variable, at `low` or far to the left of it, and the mass below it.
fn first_place(
    distribution: &Distribution<Rational>,
    variable: &Variable,
    low: &Rational,
    is_whole_below: bool,
    precision: &Precision,
) -> Option<(Rational, Enclosure)> {
    let is_infinite = match variable {
        Variable::Exponential => low.is_zero(),
        Variable::Between { .. } | Variable::AboveLow(_) => true,
        Variable::BelowHigh(_)
        | Variable::Itself
        | Variable::Quantile(_)
        | Variable::AfterStart(..) => false,
    };
    if is_infinite {
        let (place, beyond) = far(distribution, false, precision)?;
        // What lies below zero was cut off.
        let below = match variable {
            Variable::Exponential if !is_whole_below => {
                mass_below(distribution, &precision.rational(low), precision)
            }
            _ => Enclosure::ZERO,
        };
        return Some((place, &below + &beyond));
    }
    let z = precision.between(&variable.inverse(low, precision)).high;
    let x = variable.place(&precision.rational(&z), 1, precision).x.0[0].clone();
    let is_side = matches!(variable, Variable::BelowHigh(_));
    let below = if is_side { Enclosure::ZERO } else { mass_below(distribution, &x, precision) };
    Some((z, below))
}

/// The last place of the variable, at `high` or far to the right.
fn last_place(
    distribution: &Distribution<Rational>,
    variable: &Variable,
    high: &Rational,
    precision: &Precision,
) -> Option<Rational> {
    match variable {
        Variable::Between { .. } | Variable::BelowHigh(_) => {
            far(distribution, true, precision).map(|(place, _)| place)
        }
        Variable::Itself
        | Variable::Exponential
        | Variable::AboveLow(_)
        | Variable::Quantile(_)
        | Variable::AfterStart(..) => {
            Some(precision.between(&variable.inverse(high, precision)).low)
        }
    }
}

/// A place beyond which there is next to no mass, and the mass beyond it.
fn far(
    distribution: &Distribution<Rational>,
    is_upper: bool,
    precision: &Precision,
) -> Option<(Rational, Enclosure)> {
    let mut size = 8_u32;
    while size <= FARTHEST {
        let z = if is_upper { Rational::from(size) } else { -Rational::from(size) };
        let mass = mass_beyond(distribution, &z, is_upper, precision);
        if mass.high <= IBig::from(NEGLIGIBLE) {
            return Some((z, Enclosure { low: IBig::ZERO, high: mass.high }));
        }
        size += 8;
    }
    None
}
