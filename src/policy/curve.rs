//! The agents of a continuous group: where willingness to pay passes a price, and the sums above that quantile.
//!
//! ```text
//! mass 1 - t      worth C(t)      welfare B(t)      weight A(t) + alpha (1 - t)
//! ```
//!
//! All four fall in t, so that a quantile between two others gives sums between two others.

use ironproof_curves::{Between, GroupPsi, NoEnclosure, Precision, psi};
use ironproof_instance::ContinuousGroup;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::population::{DividedCell, Population};
use super::sums::Sums;

/// Bits of enclosures.
const BITS: usize = 200;
/// Bits to which a quantile is found.
const QUANTILE_BITS: usize = 84;
const MOST_STEPS: usize = 100;

/// A group with a distribution.
pub(crate) struct Curve {
    group: GroupPsi,
    alpha: Rational,
    /// Willingness to pay at both ends of each piece.
    ends: Vec<(Between, Between)>,
    knots: Vec<Rational>,
}

impl Curve {
    pub(crate) fn new(group: &ContinuousGroup, alpha: &Rational) -> Result<Self, NoEnclosure> {
        let group = psi(group, alpha, &Precision::new(BITS))?;
        let ends: Vec<(Between, Between)> = group
            .pieces
            .iter()
            .map(|piece| (piece.local.wtp(&piece.from), piece.local.wtp(&piece.to)))
            .collect();
        let mut knots: Vec<Rational> =
            ends.iter().flat_map(|(from, to)| [from.middle(), to.middle()]).collect();
        knots.extend(ends.last().map(|(_, top)| top.high.clone()));
        knots.sort();
        knots.dedup();
        Ok(Curve { group, alpha: alpha.clone(), ends, knots })
    }

    /// The first quantile of those above a price.
    fn quantile(&self, price: &Rational, and_at: bool) -> Between {
        let is_above = |wtp: &Between| match and_at {
            true if wtp.low >= *price => Some(true),
            true => (wtp.high < *price).then_some(false),
            false if wtp.low > *price => Some(true),
            false => (wtp.high <= *price).then_some(false),
        };
        let pieces = &self.group.pieces;
        let first = self.ends.partition_point(|(_, to)| is_above(to) == Some(false));
        let Some(piece) = pieces.get(first) else { return Between::exactly(Rational::ONE) };
        let (from, to) = &self.ends[first];
        if is_above(from) == Some(true) {
            return Between::exactly(piece.from.clone());
        }
        if is_above(to) != Some(true) {
            // The end of this piece is not decided: somewhere up to where it is.
            let later =
                (first + 1..pieces.len()).find(|&k| is_above(&self.ends[k].0) == Some(true));
            let high = later.map_or(Rational::ONE, |k| pieces[k].from.clone());
            return Between { low: piece.from.clone(), high };
        }
        let wtp = |t: &Rational| piece.local.wtp(t);
        let (mut low, mut high) = (piece.from.clone(), piece.to.clone());
        let (mut below, mut over) = (from.middle() - price, to.middle() - price);
        if below <= Rational::ZERO && Rational::ZERO <= over && below < over {
            // Exact on a line, and at the ends of a piece.
            let chord = &low - &below * (&high - &low) / (&over - &below);
            let found = wtp(&chord);
            if found.is_exact() && found.low == *price && !piece.local.is_rough() {
                return Between::exactly(chord);
            }
        }
        let tiny = Rational::from_parts(IBig::ONE, UBig::ONE << QUANTILE_BITS);
        for step in 0..MOST_STEPS {
            let width = &high - &low;
            if width <= &tiny * Rational::from(4) {
                break;
            }
            let can_chord = below < Rational::ZERO && over > Rational::ZERO;
            let middle = if step % 3 == 2 || !can_chord {
                (&low + &high) / Rational::from(2)
            } else {
                // Moved on by a bit, so that the place is passed from both sides.
                let nudge = (&width / Rational::from(1_000_000)).max(tiny.clone());
                let chord = &low - &below * &width / (&over - &below);
                if step % 3 == 0 { chord - nudge } else { chord + nudge }
            };
            let middle = short(&middle.clamp(&low + &tiny, &high - &tiny));
            let found = wtp(&middle);
            match is_above(&found) {
                Some(true) => (high, over) = (middle, found.middle() - price),
                Some(false) => (low, below) = (middle, found.middle() - price),
                None => break,
            }
        }
        Between { low, high }
    }

    /// The sums over all above a quantile.
    fn tail(&self, t: &Rational) -> Sums {
        let upper = Rational::ONE - t;
        if upper.is_zero() {
            return Sums::zero();
        }
        let index = self.group.pieces.partition_point(|piece| piece.to <= *t);
        let local = &self.group.pieces[index].local;
        let weight = &local.excess(t) + &Between::exactly(&self.alpha * &upper);
        let mass = Between::exactly(self.group.mass.clone());
        let sums = Sums {
            mass: Between::exactly(upper),
            worth: local.surplus(t),
            weight,
            welfare: local.welfare(t),
        };
        sums.times(&mass)
    }
}

/// Rounded to few bits more than a quantile is found to.
fn short(x: &Rational) -> Rational {
    let bits = QUANTILE_BITS + 8;
    let scaled = x * Rational::from(IBig::ONE << bits);
    Rational::from_parts(scaled.round(), UBig::ONE << bits)
}

impl Population for Curve {
    fn above(&self, price: &Rational, and_at: bool) -> Result<Sums, DividedCell> {
        let t = self.quantile(price, and_at);
        let most = self.tail(&t.low);
        Ok(if t.is_exact() { most } else { most.hull(&self.tail(&t.high)) })
    }

    fn knots(&self) -> &[Rational] {
        &self.knots
    }
}
