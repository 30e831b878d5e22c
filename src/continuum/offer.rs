//! The objects in pieces, best first, each with what a unit of its quality costs beyond the next worse piece.
//!
//! An agent with the ironed virtual value V gets a piece, or a better one, only if V is above that cost. So costs must
//! rise with quality: else two pieces would be handed out together, which this does not do.

use ironproof_curves::supply::from_the_top;
use ironproof_curves::{Between, NoEnclosure};
use ironproof_instance::{Polynomial, Quality, QualityPiece};
use ironproof_number::rational::Rational;

use super::root::rising;

/// A piece of the supply.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    /// The mass of the objects of this piece and better ones; `None` if one of these pieces has no limit.
    pub(crate) end: Option<Rational>,
    /// The cost of a unit of quality: of the worst object of the piece, beyond the best one of the next piece.
    pub(crate) slope: Rational,
    /// The quality of its best object, and of its worst one.
    pub(crate) best: Rational,
    pub(crate) worst: Rational,
    pub(crate) goods: Goods,
}

/// What the objects of a piece are.
#[derive(Clone, Debug)]
pub(crate) enum Goods {
    /// Of one quality.
    Level,
    /// Of a quality that falls with the rank: the sum of all better ones.
    Ranked(Polynomial),
    /// Any quality, each at its cost: the derivative of the cost by quality, which rises.
    Ladder(Polynomial),
}

/// Why costs have no answer here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Unoffered {
    /// Quality is known in floats only.
    NoEnclosure(NoEnclosure),
    /// A worse object costs more per unit of quality than a better one.
    FallingCosts,
}

/// The pieces of a quality, best first.
pub(crate) fn offers(quality: &Quality) -> Result<Vec<Offer>, Unoffered> {
    let offers = match quality.pieces.as_slice() {
        [piece] if piece.is_unlimited && level(piece).is_none() => ladder(piece)?,
        pieces => stock(quality, pieces)?,
    };
    let rises = offers.windows(2).all(|pair| pair[1].slope <= pair[0].slope);
    if rises { Ok(offers) } else { Err(Unoffered::FallingCosts) }
}

fn level(piece: &QualityPiece) -> Option<Rational> {
    piece.curve.as_constant()
}

/// Pieces with a rank for each object.
fn stock(quality: &Quality, pieces: &[QualityPiece]) -> Result<Vec<Offer>, Unoffered> {
    let tops = from_the_top(quality).map_err(Unoffered::NoEnclosure)?;
    let mut offers: Vec<Offer> = Vec::with_capacity(tops.len());
    let mut is_limited = true;
    for (index, (top, piece)) in tops.iter().zip(pieces.iter().rev()).enumerate() {
        let curve = top.total.derivative();
        let start = index.checked_sub(1).map_or(Rational::ZERO, |before| tops[before].end.clone());
        let (best, worst) = (curve.at(&start), curve.at(&top.end));
        let next = pieces.len().checked_sub(index + 2).map(|next| &pieces[next]);
        let slope = match (level(piece), linear(&piece.cost)) {
            (_, Some(slope)) => slope,
            (Some(_), None) => step_slope(piece, &worst, next)?,
            (None, None) => return Err(Unoffered::FallingCosts),
        };
        is_limited &= !piece.is_unlimited;
        let goods = if best == worst { Goods::Level } else { Goods::Ranked(top.total.clone()) };
        offers.push(Offer { end: is_limited.then(|| top.end.clone()), slope, best, worst, goods });
    }
    Ok(offers)
}

/// The cost of a unit, if cost is proportional to quality.
fn linear(cost: &Polynomial) -> Option<Rational> {
    match cost.coefficients() {
        [] => Some(Rational::ZERO),
        [constant, slope] if constant.is_zero() => Some(slope.clone()),
        _ => None,
    }
}

/// The cost of a unit of the step from the next level to this one.
fn step_slope(
    piece: &QualityPiece,
    quality: &Rational,
    next: Option<&QualityPiece>,
) -> Result<Rational, Unoffered> {
    let zero = (Rational::ZERO, Rational::ZERO);
    let (below, cost_below) = match next {
        None => zero,
        Some(next) => {
            let below = level(next).ok_or(Unoffered::FallingCosts)?;
            // Nobody is given an object of quality zero that costs something.
            let cost = if below.is_zero() { Rational::ZERO } else { next.cost.at(&below) };
            (below, cost)
        }
    };
    let (run, rise) = (quality - &below, piece.cost.at(quality) - cost_below);
    match (run.is_zero(), rise < Rational::ZERO) {
        // One of quality zero that pays would be given to everybody: that is another model.
        (true, false) => Ok(Rational::ZERO),
        (true, true) => Err(Unoffered::FallingCosts),
        (false, _) => Ok(rise / run),
    }
}

/// Any quality of a range, at a cost.
fn ladder(piece: &QualityPiece) -> Result<Vec<Offer>, Unoffered> {
    let Some(curve) = piece.curve.as_polynomial() else {
        return Err(Unoffered::NoEnclosure(NoEnclosure { label: "quality".to_owned() }));
    };
    let (low, high) = (curve.at(&Rational::ZERO), curve.at(&Rational::ONE));
    let marginal = piece.cost.derivative();
    if !marginal.derivative().is_nonnegative_on(&low, &high) {
        return Err(Unoffered::FallingCosts);
    }
    let of_level = |quality: &Rational, slope: Rational| Offer {
        end: None,
        slope,
        best: quality.clone(),
        worst: quality.clone(),
        goods: Goods::Level,
    };
    let (at_low, at_high) = (marginal.at(&low), marginal.at(&high));
    let mut offers = Vec::new();
    if let Some(slope) = marginal.as_constant() {
        // Whoever is worth a unit is worth all of them.
        offers.push(of_level(&high, slope));
    } else {
        offers.push(of_level(&high, at_high));
        offers.push(Offer {
            end: None,
            slope: at_low,
            best: high,
            worst: low.clone(),
            goods: Goods::Ladder(marginal),
        });
    }
    let cost = piece.cost.at(&low);
    if low > Rational::ZERO {
        offers.push(of_level(&low, cost / &low));
    } else if !cost.is_zero() {
        return Err(Unoffered::FallingCosts);
    }
    Ok(offers)
}

impl Offer {
    /// The quality of a ladder at which the next unit costs `value`.
    pub(crate) fn rung(&self, marginal: &Polynomial, value: &Between) -> Between {
        let (low, high) = (&self.worst, &self.best);
        if let ([at_zero, slope], true) = (marginal.coefficients(), value.is_exact()) {
            let quality = (&value.low - at_zero) / slope;
            return Between::exactly(quality.clamp(low.clone(), high.clone()));
        }
        let end = |value: &Rational, is_upper: bool| {
            let guess = rising(|quality| marginal.at(quality) - value, low, high);
            let mut step = (high - low) / Rational::from(1_u64 << 50);
            loop {
                let quality = if is_upper { &guess + &step } else { &guess - &step };
                let quality = quality.clamp(low.clone(), high.clone());
                let at = marginal.at(&quality);
                let is_end = if is_upper { quality >= *high } else { quality <= *low };
                if is_end || (if is_upper { at >= *value } else { at <= *value }) {
                    return quality;
                }
                step *= Rational::from(16);
            }
        };
        Between { low: end(&value.low, false), high: end(&value.high, true) }
    }
}

impl Offer {
    /// The same objects without their costs. Where any quality may be chosen, the best one is.
    pub(crate) fn for_free(&self) -> Self {
        let goods = match &self.goods {
            Goods::Ladder(_) => Goods::Level,
            goods => goods.clone(),
        };
        Offer { slope: Rational::ZERO, goods, ..self.clone() }
    }
}
