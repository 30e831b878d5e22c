//! Integrals of a density on cells of its variable, and their inverse: where the variable is at a quantile.

use std::cell::RefCell;

use ironproof_number::IBig;
use ironproof_number::rational::Rational;

use super::enclosure::{Enclosure, Precision};

/// Bits of the precision that sums of many cells may lose.
pub(crate) const LOST_BITS: usize = 70;
/// Steps larger than 2^-40 are narrowed again.
const COARSE_BITS: usize = 40;
const N_BISECTIONS: usize = 20;

/// t, A, B and C on a cell: t from its start, the others as integrals from the start of the piece.
pub(crate) struct Cell {
    pub(crate) middle: Rational,
    /// The middle and the end in the unit of enclosures, rounded down.
    pub(crate) center: IBig,
    pub(crate) end: IBig,
    pub(crate) integrals: [Model; 4],
    /// dt / dz
    pub(crate) speed: Vec<Enclosure>,
}

/// A Taylor polynomial of an integral, and the value at the start of the cell.
#[derive(Clone)]
pub(crate) struct Model {
    pub(crate) start: Enclosure,
    /// Of the antiderivative that is zero at the middle.
    pub(crate) coefficients: Vec<Enclosure>,
    pub(crate) at_start: Enclosure,
}

impl Model {
    pub(crate) fn at(&self, u: &Enclosure, precision: &Precision) -> Enclosure {
        let sum =
            self.coefficients.iter().rev().fold(Enclosure::ZERO, |sum, coefficient| {
                &precision.product(&sum, u) + coefficient
            });
        &(&sum - &self.at_start) + &self.start
    }
}

/// All cells, from the left.
pub(crate) struct Cells {
    pub(crate) all: Vec<Cell>,
    /// First and last place of the variable.
    places: (Rational, Rational),
    precision: Precision,
    /// Places that were looked for last.
    found: RefCell<Vec<(Rational, Enclosure)>>,
}

impl Cells {
    /// None yet.
    pub(crate) fn new(places: (Rational, Rational), precision: &Precision) -> Self {
        let (all, found) = (Vec::new(), RefCell::new(Vec::new()));
        Cells { all, places, precision: precision.clone(), found }
    }

    fn cell_at(&self, z: &IBig) -> &Cell {
        let next = self.all.partition_point(|cell| cell.end < *z);
        &self.all[next.min(self.all.len() - 1)]
    }

    /// t or an integral at a place of the variable.
    pub(crate) fn at(&self, which: usize, z: &IBig) -> Enclosure {
        let cell = self.cell_at(z);
        let end = Enclosure { low: z.clone(), high: z.clone() };
        let middle = Enclosure { low: cell.center.clone(), high: &cell.center + IBig::ONE };
        cell.integrals[which].at(&(&end - &middle), &self.precision)
    }

    /// The quantile where the variable is; `None` outside the cells.
    pub(crate) fn quantile(&self, z: &Enclosure) -> Option<Enclosure> {
        let place = |x: &Rational| self.precision.rational(x);
        let is_inside = place(&self.places.0).high < z.low && z.high < place(&self.places.1).low;
        is_inside.then(|| self.at(0, &z.low).hull(&self.at(0, &z.high)))
    }

    /// Where the variable is at a quantile.
    pub(crate) fn locate(&self, t: &Rational) -> Enclosure {
        let (first, last) = (&self.places.0, &self.places.1);
        let precision = &self.precision;
        if let Some((_, z)) = self.found.borrow().iter().find(|(known, _)| known == t) {
            return z.clone();
        }
        let target = precision.rational(t).low;
        let index = self.all.partition_point(|cell| cell.integrals[0].start.high <= target);
        let cell = &self.all[index.saturating_sub(1)];
        let middle = cell.center.clone();
        let (low, high) = (precision.rational(first).low, precision.rational(last).high);
        let mut z = middle.clone();
        // Newton steps: the slope is the derivative of the model.
        for _ in 0..40 {
            let u = Enclosure { low: &z - &middle, high: &z - &middle };
            let model = &cell.integrals[0];
            let value = model.at(&u, precision);
            let slope = cell.speed.iter().rev().fold(Enclosure::ZERO, |sum, coefficient| {
                &precision.product(&sum, &u) + coefficient
            });
            let gap = &target - ((&value.low + &value.high) >> 1);
            if slope.low <= IBig::ZERO {
                break;
            }
            let step = (gap << precision.bits) / &slope.low;
            let next = (&z + &step).clamp(low.clone(), high.clone());
            let is_done = (&next - &z) * (&next - &z) <= IBig::from(64);
            z = next;
            if is_done {
                break;
            }
        }
        // Places on both sides whose quantiles are certainly lower and higher.
        let exact = precision.rational(t);
        let mut step = IBig::ONE << (precision.bits.min(LOST_BITS - 10));
        let found = loop {
            let (below, above) = ((&z - &step).max(low.clone()), (&z + &step).min(high.clone()));
            let at = |z: &IBig| self.at(0, z);
            let is_below = below <= low || at(&below).high <= exact.low;
            let is_above = above >= high || at(&above).low >= exact.high;
            if is_below && is_above {
                break Enclosure { low: below, high: above };
            }
            step = step << 2;
        };
        let found = self.narrowed(found, &z, &exact, &step);
        let mut memory = self.found.borrow_mut();
        if memory.len() >= 8 {
            memory.remove(0);
        }
        memory.push((t.clone(), found.clone()));
        found
    }

    /// The same places, nearer to `z` where the steps have grown large: at the ends of a thin tail.
    fn narrowed(&self, found: Enclosure, z: &IBig, t: &Enclosure, step: &IBig) -> Enclosure {
        if *step < IBig::ONE << (self.precision.bits.saturating_sub(COARSE_BITS)) {
            return found;
        }
        let Enclosure { mut low, mut high } = found;
        let at = |z: &IBig| self.at(0, z);
        let (mut inner, mut outer) = (z.clone(), z.clone());
        for _ in 0..N_BISECTIONS {
            let middle = (&low + &inner) >> 1;
            if at(&middle).high <= t.low {
                low = middle;
            } else {
                inner = middle;
            }
            let middle = (&high + &outer) >> 1;
            if at(&middle).low >= t.high { high = middle } else { outer = middle }
        }
        Enclosure { low, high }
    }
}
