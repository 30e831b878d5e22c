//! Sums over a market in which quality rises with the rank: integrals of phi dQ.
//!
//! The rank of quantile t of group i is the mass of those with a higher value,
//!
//! ```text
//! rank(t) = mu_i (1 - t) + sum_j mu_j (1 - tau_j(V_i(t)))        tau_j: where V_j takes a value
//! ```
//!
//! and Q is a polynomial in it; or, where any quality may be chosen at its cost c, Q follows from V = c'(Q). On a cell on which every other group is inside one market, or between two arcs, all of
//! this is analytic. The Taylor coefficients of phi Q' are enclosed at the middle of the cell and over all of it, and
//! integrated; cells are halved until the integrals are narrow. What is left, where one cell ends and another begins,
//! or where V_j may be level, is enclosed by the rise of Q there times all values of phi.

use std::cell::OnceCell;
use std::collections::BinaryHeap;

use ironproof_curves::enclosure::Enclosure;
use ironproof_curves::function::Function;
use ironproof_curves::jet::{Jet, integral};
use ironproof_curves::jets::Jets;
use ironproof_curves::{Between, Precision};
use ironproof_instance::Polynomial;
use ironproof_number::rational::Rational;

use super::arcs::Kind;
use super::handout::Supply;
use super::offer::Goods;
use super::payments::{Sums, at, jump};
use super::quadrature::{Cell, unit};
use super::ranks::{Ranks, Side};
use super::root::{short, tiny};
use super::steps::{Quality, Step, cut_from, rank};

/// Taylor coefficients of willingness to pay; two fewer of the integrand.
const N_COEFFICIENTS: usize = 11;
/// How often a cell is halved.
const MOST_HALVINGS: u32 = 44;
/// From here a cell is also bounded by its values.
const PLAIN_HALVINGS: u32 = 8;
/// How many cells are tried before what is found is taken as it is.
const MOST_CELLS: u32 = 800;

/// The jets of all pieces, made when they are needed.
pub(crate) struct Derived<'a> {
    jets: Vec<Vec<OnceCell<Jets<'a>>>>,
    precision: &'a Precision,
}

impl<'a> Derived<'a> {
    pub(crate) fn new(ranks: &Ranks<'a>, precision: &'a Precision) -> Self {
        let of = |n: usize| (0..n).map(|_| OnceCell::new()).collect();
        let jets = ranks.groups.iter().map(|group| of(group.sides.n_pieces())).collect();
        Derived { jets, precision }
    }

    fn of(&self, ranks: &Ranks<'a>, g: usize, piece: usize) -> &Jets<'a> {
        self.jets[g][piece]
            .get_or_init(|| Jets::new(ranks.groups[g].sides.local(piece), N_COEFFICIENTS))
    }
}

struct Market<'m, 'a> {
    ranks: &'m Ranks<'a>,
    supply: &'m Supply<'a>,
    derived: &'m Derived<'a>,
    g: usize,
    /// The arc, and its piece.
    arc: usize,
    piece: usize,
    top: usize,
}

/// The sums over a graded step, each with a width of about `width` of its size.
pub(crate) fn graded<'a>(
    ranks: &Ranks<'a>,
    supply: &Supply<'a>,
    derived: &Derived<'a>,
    g: usize,
    step: &Step,
    width: &Rational,
) -> Sums {
    let arc = &ranks.groups[g].arcs[step.arc];
    let (Quality::Graded(top), Kind::Market(piece)) = (&step.quality, &arc.kind) else {
        return Sums::zero();
    };
    let market = Market { ranks, supply, derived, g, arc: step.arc, piece: *piece, top: *top };
    let mut sums = Sums::zero();
    // The step from one place that is certainly inside to the next, with what is uncertain between them.
    let whole = ranks.groups[g].sides.piece(*piece);
    let clamp = |t: &Rational| t.clone().clamp(whole.from.clone(), whole.to.clone());
    // Just where others tie, ranks on the one side are not those on the other.
    let (from, to) = (blurred(&step.from, &arc.from), blurred(&step.to, &arc.to));
    let (start, end) = (clamp(&from.high), clamp(&to.low));
    let first = market.quality(&start);
    sums = sums.plus(&market.stub(&from, &(&first - &step.ends.0)));
    let mut places = market.breaks(&start, &end);
    places.push(Between::exactly(end.clone()));
    let last = market.quality(&end);
    let rise = (&step.ends.1.high - &step.ends.0.low).max(Rational::ZERO);
    let size = market.at(&Between { low: start.clone(), high: end.clone() });
    let most = size.map2(&size, |x, _| {
        let most = x.high.clone().max(-x.low.clone());
        Between::exactly(most * &rise * width / Rational::from(64))
    });
    let mut from = start;
    for place in &places {
        sums = sums.plus(&market.cells(&from, &place.low, &most)).rounded();
        if !place.is_exact() {
            let rise = &market.quality(&place.high) - &market.quality(&place.low);
            sums = sums.plus(&market.stub(place, &rise));
        }
        from.clone_from(&place.high);
    }
    sums.plus(&market.stub(&to, &(&step.ends.1 - &last))).rounded()
}

/// A place that is known exactly, with a little on both sides, unless it is an end of the arc.
fn blurred(place: &Between, end: &Between) -> Between {
    if !place.is_exact() || place == end {
        return place.clone();
    }
    Between { low: &place.low - tiny(), high: &place.high + tiny() }
}

impl Market<'_, '_> {
    /// What a rise of quality in an interval adds, with its cost.
    fn at(&self, place: &Between) -> Sums {
        let mut sums = at(self.ranks, self.g, place, None);
        let offer = &self.supply.offers[self.top];
        let slope = match &offer.goods {
            Goods::Ladder(marginal) => {
                let local = self.ranks.groups[self.g].sides.local(self.piece);
                let whole = self.ranks.groups[self.g].sides.piece(self.piece);
                let clamp = |t: &Rational| t.clone().clamp(whole.from.clone(), whole.to.clone());
                let value = local.virtual_range(&clamp(&place.low), &clamp(&place.high));
                // Costs of the ladder are between those at its ends.
                let (least, most) = (marginal.at(&offer.worst), marginal.at(&offer.best));
                let within = |x: Rational| x.clamp(least.clone(), most.clone());
                Between { low: within(value.low), high: within(value.high) }
            }
            _ => Between::exactly(offer.slope.clone()),
        };
        sums.cost = &slope * &sums.quality;
        sums
    }

    /// What a rise somewhere in a narrow interval adds.
    fn stub(&self, place: &Between, rise: &Between) -> Sums {
        let most = (&rise.high).max(&Rational::ZERO).clone();
        if most.is_zero() {
            return Sums::zero();
        }
        let rise = Between { low: rise.low.clone().max(Rational::ZERO), high: most };
        jump(&self.at(place), &rise)
    }

    fn value(&self, t: &Rational) -> Between {
        self.ranks.groups[self.g].sides.local(self.piece).virtual_value(t)
    }

    fn quality(&self, t: &Rational) -> Between {
        let value = self.value(t);
        let rank = if self.supply.is_ladder() {
            Between::zero()
        } else {
            rank(
                self.ranks,
                (self.g, self.arc),
                (&value, Side::Within),
                &Between::exactly(t.clone()),
            )
        };
        self.supply.quality_at(self.top, &rank, &value)
    }

    /// Where another group comes to an end of an arc, from the left.
    fn breaks(&self, start: &Rational, end: &Rational) -> Vec<Between> {
        let own = &self.ranks.groups[self.g];
        let mut places: Vec<Between> = Vec::new();
        for (g, group) in self.ranks.groups.iter().enumerate() {
            if g == self.g || self.supply.is_ladder() {
                continue;
            }
            for value in group.arcs.iter().flat_map(|arc| [&arc.value.0, &arc.value.1]) {
                let place = own.cut(&value.low).below.hull(&own.cut(&value.high).above);
                let place = blurred(&place, &own.arcs[self.arc].from);
                if *start < place.low && place.high < *end {
                    places.push(place);
                }
            }
        }
        places.sort_by(|a, b| a.low.cmp(&b.low));
        let mut merged: Vec<Between> = Vec::new();
        for place in places {
            match merged.last_mut() {
                Some(last) if place.low <= last.high => *last = last.hull(&place),
                _ => merged.push(place),
            }
        }
        merged
    }

    /// The sums over `[from, to]`, cut into cells: the widest is halved until all together are narrow.
    fn cells(&self, from: &Rational, to: &Rational, most: &Sums) -> Sums {
        if from >= to {
            return Sums::zero();
        }
        let mut open = BinaryHeap::new();
        let first = self.enclosed(from.clone(), to.clone(), 0, most);
        let mut width = first.width.clone();
        open.push(first);
        let (mut sums, mut n_cells) = (Sums::zero(), 1);
        while width > Rational::ONE && n_cells < MOST_CELLS {
            let Some(widest) = open.pop() else { break };
            width -= &widest.width;
            if widest.depth >= MOST_HALVINGS {
                sums = sums.plus(&widest.sums);
                continue;
            }
            let middle = short(&((&widest.from + &widest.to) / Rational::from(2)));
            for (from, to) in [(widest.from, middle.clone()), (middle, widest.to)] {
                let half = self.enclosed(from, to, widest.depth + 1, most);
                width += &half.width;
                n_cells += 1;
                open.push(half);
            }
        }
        open.into_iter().fold(sums, |sums, cell| sums.plus(&cell.sums))
    }

    /// A cell with the narrower of two enclosures: by derivatives, and by values.
    fn enclosed(&self, from: Rational, to: Rational, depth: u32, most: &Sums) -> Cell {
        let by_derivatives = self.cell(&from, &to);
        // Where a density ends, first derivatives are unbounded and the values themselves are not.
        let by_values = || {
            let rise = &self.quality(&to) - &self.quality(&from);
            self.stub(&Between { low: from.clone(), high: to.clone() }, &rise)
        };
        let sums = match by_derivatives {
            Some(found) if depth < PLAIN_HALVINGS => found,
            Some(found) => found.narrower(&by_values()),
            None => by_values(),
        };
        Cell::new((from, to), depth, sums, most)
    }

    /// The sums over one cell; `None` if a group may be level on it.
    fn cell(&self, x: &Rational, y: &Rational) -> Option<Sums> {
        let middle = (x + y) / Rational::from(2);
        let values = Between { low: self.value(x).low, high: self.value(y).high };
        let (point, range) =
            (self.integrands(&middle, &middle, &values)?, self.integrands(x, y, &values)?);
        let radius = (y - x) / Rational::from(2);
        let precision = self.derived.precision;
        let mut found = point
            .iter()
            .zip(&range)
            .map(|(point, range)| integral(point, range, &radius, precision));
        Some(Sums {
            price: found.next()?,
            revenue: found.next()?,
            quality: found.next()?,
            value: found.next()?,
            worth: found.next()?,
            cost: found.next()?,
        })
    }

    /// phi Q' for each sum, on `[from, to]`, a part of a cell with these values.
    fn integrands(&self, from: &Rational, to: &Rational, values: &Between) -> Option<[Jet; 6]> {
        let precision = self.derived.precision;
        let own = self.derived.of(self.ranks, self.g, self.piece).at(from, to)?;
        let n = own.virtual_value.len();
        let place = Between { low: from.clone(), high: to.clone() };
        let upper = &Between::exactly(Rational::ONE) - &place;
        let mut one_minus_t = Jet::constant(precision.enclose(&upper), n);
        one_minus_t.0[1] = -precision.one();
        let offer = &self.supply.offers[self.top];
        let (quality, slope) = match &offer.goods {
            Goods::Ladder(marginal) => {
                (self.rungs(marginal, &own.virtual_value)?, own.virtual_value.clone())
            }
            Goods::Ranked(total) => {
                let quality = self.by_rank(total, &own.virtual_value, &one_minus_t, values)?;
                (quality, Jet::constant(precision.rational(&offer.slope), n))
            }
            Goods::Level => return None,
        };
        let speed = quality.derivative();
        let times = |phi: &Jet| phi.times(&speed, precision);
        Some([
            times(&own.wtp),
            times(&own.wtp.times(&one_minus_t, precision)),
            times(&one_minus_t),
            times(&own.psi),
            times(&own.surplus),
            times(&slope.times(&one_minus_t, precision)),
        ])
    }

    /// Quality as a jet in t, where it falls with the rank.
    fn by_rank(
        &self,
        total: &Polynomial,
        value: &Jet,
        one_minus_t: &Jet,
        values: &Between,
    ) -> Option<Jet> {
        let (precision, n) = (self.derived.precision, value.len());
        let enclose = |x: &Rational| precision.rational(x);
        let mut rank = one_minus_t.scaled(&enclose(self.ranks.groups[self.g].mass()), precision);
        for (g, group) in self.ranks.groups.iter().enumerate() {
            if g != self.g {
                let tau = self.tau(g, value, values)?;
                let mut upper = Jet::constant(precision.one(), n).minus(&tau);
                upper = upper.scaled(&enclose(group.mass()), precision);
                rank = rank.plus(&upper);
            }
        }
        let quality = total.derivative();
        let mut by_rank = Jet::constant(Enclosure::ZERO, n);
        for coefficient in quality.coefficients().iter().rev() {
            by_rank = by_rank.times(&rank, precision);
            by_rank.0[0] = &by_rank.0[0] + &enclose(coefficient);
        }
        Some(by_rank)
    }

    /// Quality as a jet in t, where the next unit costs what it is worth.
    fn rungs(&self, marginal: &Polynomial, value: &Jet) -> Option<Jet> {
        let precision = self.derived.precision;
        let at = precision.between(&value.0[0]);
        let quality = self.supply.offers[self.top].rung(marginal, &at);
        let (mut coefficients, mut factorial) = (Vec::new(), Rational::ONE);
        let mut derivative = marginal.clone();
        for k in 0..value.len() {
            if k > 1 {
                factorial *= Rational::from(k);
            }
            let range = Function::Polynomial(derivative.clone()).range(&quality.low, &quality.high);
            coefficients.push(precision.enclose(&range.times(&(Rational::ONE / &factorial))));
            derivative = derivative.derivative();
        }
        let rises = Jet(coefficients);
        Some(rises.inverse(precision.enclose(&quality), precision)?.compose(value, precision))
    }

    /// The quantile of another group that has the value, as a jet in t.
    fn tau(&self, g: usize, value: &Jet, values: &Between) -> Option<Jet> {
        let precision = self.derived.precision;
        let group = &self.ranks.groups[g];
        let here = precision.between(&value.0[0]);
        let here = Between {
            low: here.low.max(values.low.clone()),
            high: here.high.min(values.high.clone()),
        }
        .ordered();
        let own = (self.g, self.arc);
        let quantile = cut_from(self.ranks, own, g, (&here, Side::Within));
        let over = cut_from(self.ranks, own, g, (values, Side::Within));
        // What the other group does while values go over the cell: nothing, or it is in one market.
        let mut touched = group.arcs.iter().filter(|arc| {
            arc.from.low < over.high && over.low < arc.to.high && arc.from.low < arc.to.high
        });
        let (first, second) = (touched.next(), touched.next());
        let Some(arc) = first else {
            return Some(Jet::constant(precision.enclose(&quantile), value.len()));
        };
        let is_inside = arc.value.0.low <= values.low && values.high <= arc.value.1.high;
        let (Kind::Market(piece), None, true) = (&arc.kind, second, is_inside) else {
            return None;
        };
        let whole = group.sides.piece(*piece);
        let (low, high) =
            (quantile.low.max(whole.from.clone()), quantile.high.min(whole.to.clone()));
        let other = self.derived.of(self.ranks, g, *piece).at(&low, &high)?;
        let quantile = precision.enclose(&Between { low, high });
        // In a unit in which values are near 1: powers of a large or a small one would lose their digits.
        let unit = precision.rational(&unit(&values.high));
        let scaled = |jet: &Jet| jet.scaled(&unit, precision);
        let inverse = scaled(&other.virtual_value).inverse(quantile, precision)?;
        Some(inverse.compose(&scaled(value), precision))
    }
}
