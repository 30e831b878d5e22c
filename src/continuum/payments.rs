//! Prices and totals: sums over the rises of quality.
//!
//! A rise of quality by dQ at quantile t is one more contract, sold at the price p(t) per unit of quality to all above
//! t. So with Q the expected quality, and p(t) = r(t) except where r jumps,
//!
//! ```text
//! payment at t    int_0^t p dQ                revenue    mu int p (1 - t) dQ
//! value           mu int Psi dQ               quality    mu int (1 - t) dQ
//! surplus         mu int C dQ - revenue       C(t) = int_t^1 r
//! ```
//!
//! `graded` has the integrals over markets in which quality rises with the rank.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::ranks::Ranks;
use super::root::short;

/// What one more unit of quality for all above a quantile adds.
#[derive(Clone, Debug)]
pub(crate) struct Sums {
    /// To the payment of each.
    pub(crate) price: Between,
    /// To the payments of all.
    pub(crate) revenue: Between,
    /// To the quality of all.
    pub(crate) quality: Between,
    /// To the value.
    pub(crate) value: Between,
    /// To what the quality is worth to those who get it.
    pub(crate) worth: Between,
    /// To what the quality costs, where that is known already.
    pub(crate) cost: Between,
}

impl Sums {
    pub(crate) fn zero() -> Self {
        let zero = Between::zero;
        Sums {
            price: zero(),
            revenue: zero(),
            quality: zero(),
            value: zero(),
            worth: zero(),
            cost: zero(),
        }
    }

    pub(crate) fn map2(&self, other: &Self, f: impl Fn(&Between, &Between) -> Between) -> Self {
        Sums {
            price: f(&self.price, &other.price),
            revenue: f(&self.revenue, &other.revenue),
            quality: f(&self.quality, &other.quality),
            value: f(&self.value, &other.value),
            worth: f(&self.worth, &other.worth),
            cost: f(&self.cost, &other.cost),
        }
    }

    pub(crate) fn times(&self, factor: &Between) -> Self {
        self.map2(self, |a, _| a * factor)
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        self.map2(other, |a, b| a + b)
    }

    /// Of each sum the narrower of two enclosures.
    pub(crate) fn narrower(&self, other: &Self) -> Self {
        let narrower =
            |a: &Between, b: &Between| if a.width() <= b.width() { a.clone() } else { b.clone() };
        self.map2(other, narrower)
    }

    fn hull(&self, other: &Self) -> Self {
        self.map2(other, Between::hull)
    }

    pub(crate) fn rounded(&self) -> Self {
        let rounded = |x: &Between| {
            if x.is_exact() {
                return x.clone();
            }
            let unit = Rational::from_parts(1.into(), ironproof_number::UBig::ONE << 90);
            Between { low: short(&x.low) - &unit, high: short(&x.high) + unit }
        };
        self.map2(self, |a, _| rounded(a))
    }
}

/// The price at which a rise of quality at corner k is sold: where r jumps, the better one for the designer.
pub(crate) fn price_at_corner(ranks: &Ranks<'_>, g: usize, k: usize) -> (Between, bool) {
    let sides = &ranks.groups[g].sides;
    let (below, above) = sides.jump(k);
    if below == above {
        return (below, true);
    }
    let excess = sides.excess_at_corner(k);
    if excess.is_positive() {
        (below, true)
    } else if excess.is_negative() {
        (above, true)
    } else if excess.is_zero() {
        // Payments up to the jump change nothing: the higher one, as on a grid.
        (above, false)
    } else {
        (below.hull(&above), false)
    }
}

/// What a rise at `t` adds; `corner`: if it is at a corner for certain.
pub(crate) fn at(ranks: &Ranks<'_>, g: usize, t: &Between, corner: Option<usize>) -> Sums {
    let sides = &ranks.groups[g].sides;
    let upper = &Between::exactly(Rational::ONE) - t;
    if let Some(k) = corner
        && t.is_exact()
    {
        let (price, _) = price_at_corner(ranks, g, k);
        let worth = match sides.group.pieces.get(k) {
            Some(piece) => piece.local.surplus(&piece.from),
            None => Between::zero(),
        };
        let revenue = &price * &upper;
        let (value, cost) = (sides.corners[k].clone(), Between::zero());
        return Sums { revenue, quality: upper, value, worth, price, cost };
    }
    // The values at all places between: of each piece, at its ends and what they may change between them.
    let mut sums: Option<Sums> = None;
    for index in sides.piece_of(&t.low)..sides.n_pieces() {
        let piece = sides.piece(index);
        let (low, high) = ((&t.low).max(&piece.from).clone(), (&t.high).min(&piece.to).clone());
        if high < low || (high == low && sums.is_some()) {
            break;
        }
        let local = &piece.local;
        let price = local.wtp_range(&low, &high);
        let value = if local.is_rough() {
            local.psi(&low).hull(&local.psi(&high))
        } else {
            let run = Between::of(Rational::ZERO, &high - &low);
            let fall = &local.virtual_value(&low) + &(&local.rise_range(&low, &high) * &run);
            let by_slope = &local.psi(&low) - &(&fall * &run);
            let plain = local.psi_range(&low, &high);
            if by_slope.width() <= plain.width() { by_slope } else { plain }
        };
        let worth = local.surplus(&low).hull(&local.surplus(&high));
        let upper = Between { low: Rational::ONE - &high, high: Rational::ONE - &low };
        let revenue = &price * &upper;
        let here = Sums { price, revenue, quality: upper, value, worth, cost: Between::zero() };
        sums = Some(sums.map_or(here.clone(), |sums| sums.hull(&here)));
    }
    sums.unwrap_or_else(Sums::zero)
}

/// What a rise of quality of a known size adds.
pub(crate) fn jump(sums: &Sums, rise: &Between) -> Sums {
    sums.times(rise).rounded()
}
