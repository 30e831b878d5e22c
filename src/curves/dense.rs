//! A piece whose distribution has a density and no quantile function: integrals over cells of the variable of
//! `density`, and the quantile function by inversion.
//!
//! ```text
//! t(z)  = t_0 + c int density      A, B, C: int (lambda - alpha) t',  int (lambda x + e) t',  int x t'
//! r'(t) = x'(z) / t'(z)                  and so on: the jet of x after the inverse of that of t
//! ```
//!
//! On a cell each integrand is its Taylor polynomial at the middle, and a rest that is enclosed by the last coefficient
//! over the whole cell. Cells are halved until the rests are as small as the precision asks for.

use ironproof_instance::{Distribution, Polynomial, Weight};
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::between::Between;
use super::cells;
use super::cells::{Cell, Cells, Model};
use super::density::{Place, Variable};
use super::enclosure::{Enclosure, Precision};
use super::jet::Jet;
use super::weight_jet::weight_jet;

/// Taylor coefficients of the integrands.
const N_COEFFICIENTS: usize = 22;
/// Most cells of a piece.
const MOST_CELLS: usize = 6000;

/// The curves of a piece with a density.
pub struct Dense {
    distribution: Option<Distribution<Rational>>,
    variable: Variable,
    weight: Weight,
    external: Weight,
    alpha: Rational,
    precision: Precision,
    cells: Cells,
    /// Quantiles per unit of mass.
    scale: Enclosure,
    /// The lowest and the highest willingness to pay.
    ends: (Rational, Rational),
    /// At which quantile it is exactly the lowest, and the highest, if that is known.
    known: (Option<Rational>, Option<Rational>),
    /// The quantiles that the piece covers, a part of these.
    part: (Rational, Rational),
    /// What is to be added to the integrals from the end.
    above: [Between; 3],
    /// The integrals at the end: what lies above the piece.
    end: [Between; 3],
    /// The integral of lambda - alpha from 0 to t, where it has a formula.
    excess: Option<Polynomial>,
}

/// What a density is restricted to.
pub struct Range {
    /// First and last place of the variable.
    pub z: (Rational, Rational),
    /// Quantile at the first place.
    pub start: Enclosure,
    /// Quantiles per unit of mass.
    pub per_mass: Enclosure,
    /// The lowest and the highest willingness to pay.
    pub ends: (Rational, Rational),
    /// At which quantile it is exactly the lowest, and the highest, if that is known.
    pub known: (Option<Rational>, Option<Rational>),
    /// The quantiles that the piece covers.
    pub part: (Rational, Rational),
}

impl Dense {
    /// The curves of a piece; `None` if that takes too many cells.
    pub(crate) fn new(
        distribution: Option<&Distribution<Rational>>,
        variable: Variable,
        range: Range,
        (weight, external): (&Weight, &Weight),
        alpha: &Rational,
        precision: &Precision,
    ) -> Option<Self> {
        let mut dense = Dense {
            distribution: distribution.cloned(),
            variable,
            weight: weight.clone(),
            external: external.clone(),
            alpha: alpha.clone(),
            precision: precision.clone(),
            cells: Cells::new(range.z.clone(), precision),
            scale: range.per_mass.clone(),
            ends: range.ends,
            known: range.known,
            part: range.part,
            above: [Between::zero(), Between::zero(), Between::zero()],
            end: [Between::zero(), Between::zero(), Between::zero()],
            excess: match weight {
                Weight::Polynomial(weight) => {
                    let minus_alpha = Polynomial::constant(-alpha.clone());
                    Some(weight.add(&minus_alpha).antiderivative())
                }
                Weight::OfWtp(_) => None,
            },
        };
        let mut starts = [range.start.clone(), Enclosure::ZERO, Enclosure::ZERO, Enclosure::ZERO];
        let (first, last) = range.z;
        let n_steps = (&last - &first).ceil().max(IBig::ONE);
        let n_steps = usize::try_from(&n_steps).ok().filter(|n| *n <= MOST_CELLS)?;
        let at = |k: usize| {
            if k == n_steps { last.clone() } else { &first + Rational::from(k) }
        };
        for k in 0..n_steps {
            let mut open = vec![(at(k), at(k + 1))];
            while let Some((from, to)) = open.pop() {
                if let Some(cell) = dense.cell(&from, &to, &starts, &range.per_mass) {
                    let end = precision.rational(&(&to - &cell.middle));
                    starts = [0, 1, 2, 3].map(|which| cell.integrals[which].at(&end, precision));
                    dense.cells.all.push(cell);
                } else {
                    let middle = (&from + &to) / Rational::from(2);
                    open.push((middle.clone(), to));
                    open.push((from, middle));
                }
                if dense.cells.all.len() + open.len() > MOST_CELLS {
                    return None;
                }
            }
        }
        Some(dense)
    }

    /// A cell, unless it is too wide.
    fn cell(
        &self,
        from: &Rational,
        to: &Rational,
        starts: &[Enclosure; 4],
        per_mass: &Enclosure,
    ) -> Option<Cell> {
        let precision = &self.precision;
        let middle = (from + to) / Rational::from(2);
        let radius = precision.rational(&((to - from) / Rational::from(2)));
        let point = precision.rational(&middle);
        let whole = precision.rational(from).hull(&precision.rational(to));
        let at = |z: &Enclosure| self.variable.place(z, N_COEFFICIENTS + 1, precision);
        let speed = |place: &Place| {
            place.density(self.distribution.as_ref(), precision).scaled(per_mass, precision)
        };
        // A sum of many such rests is still small.
        let power = (0..N_COEFFICIENTS)
            .fold(precision.one(), |power, _| precision.product(&power, &radius));
        let small = IBig::ONE << (cells::LOST_BITS - 10);
        let is_small = |over: &Jet| {
            let last = &over.0[over.len() - 1];
            let width = Enclosure { low: IBig::ZERO, high: &last.high - &last.low };
            precision.product(&width, &power).high < small
        };
        // Most cells that are too wide show it at once.
        let over = at(&whole);
        let speed_over = speed(&over);
        if !is_small(&speed_over) {
            return None;
        }
        let here = at(&point);
        let speed_here = speed(&here);
        let model = |here: &Jet, over: &Jet, start: &Enclosure| {
            let mut coefficients = here.0.clone();
            let last = coefficients.len() - 1;
            coefficients[last] = over.0[last].clone();
            let coefficients = Jet(coefficients).antiderivative(Enclosure::ZERO).0;
            let mut model = Model { start: start.clone(), coefficients, at_start: Enclosure::ZERO };
            let zero = Enclosure::ZERO;
            let at_start =
                Model { start: zero.clone(), ..model.clone() }.at(&-radius.clone(), precision);
            model.at_start = at_start;
            model
        };
        let t = model(&speed_here, &speed_over, &starts[0]);
        let value_here = t.at(&Enclosure::ZERO, precision);
        let value_over = starts[0].hull(&t.at(&radius, precision));
        let alpha = precision.rational(&self.alpha);
        let integrands = |place: &Place, speed: &Jet, t: Enclosure| {
            let t = speed.antiderivative(t);
            let weight = weight_jet(&self.weight, &t, &place.x, precision);
            let worth = place.x.times(speed, precision);
            let excess = weight.shifted(&-alpha.clone()).times(speed, precision);
            let mut welfare = weight.times(&worth, precision);
            if self.has_external() {
                let external = weight_jet(&self.external, &t, &place.x, precision);
                welfare = welfare.plus(&external.times(speed, precision));
            }
            [excess, welfare, worth]
        };
        let here = integrands(&here, &speed_here, value_here);
        let over = integrands(&over, &speed_over, value_over);
        if !over.iter().all(is_small) {
            return None;
        }
        let [a, b, c] = [0, 1, 2].map(|k| model(&here[k], &over[k], &starts[k + 1]));
        let fixed = |x: &Rational| precision.rational(x).low;
        let (center, end) = (fixed(&middle), fixed(to));
        Some(Cell { center, end, middle, integrals: [t, a, b, c], speed: speed_here.0 })
    }

    /// Puts what lies above the piece on top of its integrals, and returns what lies above its start.
    pub(crate) fn set_above(&mut self, above: [Between; 3]) -> [Between; 3] {
        self.end.clone_from(&above);
        self.above = above;
        let last = self.cells.locate(&self.part.1);
        for which in 0..3 {
            let whole = self.precision.between(&self.integral(which + 1, &last));
            // A has no rounding where the weight is a polynomial in t.
            let whole = match &self.excess {
                Some(excess) if which == 0 => Between::exactly(excess.at(&self.part.1)),
                _ => whole,
            };
            self.above[which] = &self.above[which] + &whole;
        }
        [0, 1, 2].map(|which| self.integral_above(which, &self.part.0))
    }

    /// A, B or C at a quantile.
    pub(crate) fn integral_above(&self, which: usize, t: &Rational) -> Between {
        // No rounding at the end: where a density vanishes it would be multiplied with an infinite slope.
        if *t == self.part.1 {
            return self.end[which].clone();
        }
        if let Some(excess) = self.excess.as_ref().filter(|_| which == 0) {
            return &self.above[0] - &Between::exactly(excess.at(t));
        }
        let part = self.precision.between(&self.integral(which + 1, &self.cells.locate(t)));
        self.precision.short(&self.above[which] - &part)
    }

    /// t or an integral at a place of the variable.
    fn integral(&self, which: usize, z: &Enclosure) -> Enclosure {
        let at = |z: &IBig| self.cells.at(which, z);
        if z.low == z.high {
            return at(&z.low);
        }
        let ends = at(&z.low).hull(&at(&z.high));
        if which != 1 && !(which == 2 && self.has_external()) {
            // They rise.
            return ends;
        }
        // It changes by at most the largest slope times the change of t.
        let run = self.integral(0, z);
        let run = Enclosure { low: IBig::ZERO, high: &run.high - &run.low };
        let x = self.precision.rational(&self.ends.0).hull(&self.precision.rational(&self.ends.1));
        let t = self.precision.rational(&self.part.0).hull(&self.precision.rational(&self.part.1));
        let jet = |x: &Enclosure| Jet(vec![x.clone()]);
        let of = |weight: &Weight| weight_jet(weight, &jet(&t), &jet(&x), &self.precision).0;
        let weight = &of(&self.weight)[0];
        let slope = if which == 1 {
            weight - &self.precision.rational(&self.alpha)
        } else {
            &self.precision.product(weight, &x) + &of(&self.external)[0]
        };
        ends.hull(&(&at(&z.low) + &self.precision.product(&slope, &run)))
    }

    /// The quantiles that the piece covers.
    pub(crate) fn part(&self) -> (&Rational, &Rational) {
        (&self.part.0, &self.part.1)
    }

    /// r on `[from, to]`.
    pub(crate) fn wtp_range(&self, from: &Rational, to: &Rational) -> Between {
        let (low, high) = &self.ends;
        let is_lowest = |t: &Rational| self.known.0.as_ref().is_some_and(|known| t <= known);
        let is_highest = |t: &Rational| self.known.1.as_ref().is_some_and(|known| t >= known);
        if is_lowest(to) {
            return Between::exactly(low.clone());
        }
        if is_highest(from) {
            return Between::exactly(high.clone());
        }
        let z = self.cells.locate(from).hull(&self.cells.locate(to));
        let x = self.variable.place(&z, 1, &self.precision).x;
        let x = self.precision.between(&x.0[0]);
        let mut range = Between {
            low: x.low.clamp(low.clone(), high.clone()),
            high: x.high.clamp(low.clone(), high.clone()),
        };
        if is_lowest(from) {
            range.low.clone_from(low);
        }
        if is_highest(to) {
            range.high.clone_from(high);
        }
        range
    }

    /// The quantile of a willingness to pay inside the piece, and A, B and C there; `None` where the variable is not
    /// theirs.
    pub(crate) fn at_wtp(&self, wtp: &Rational) -> Option<[Between; 4]> {
        let is_inside = self.ends.0 < *wtp && *wtp < self.ends.1 && Rational::ZERO < *wtp;
        let is_theirs = !matches!(self.variable, Variable::Quantile(_) | Variable::AfterStart(..));
        let z = (is_inside && is_theirs).then(|| self.variable.inverse(wtp, &self.precision))?;
        let t = self.precision.between(&self.cells.quantile(&z)?);
        let (from, to) = (&self.part.0, &self.part.1);
        if t.low <= *from || t.high >= *to {
            return None;
        }
        let horner = |excess: &Polynomial| {
            let terms = excess.coefficients().iter().rev();
            terms.fold(Between::zero(), |sum, c| &(&sum * &t) + &Between::exactly(c.clone()))
        };
        let below = |which: usize| match self.excess.as_ref().filter(|_| which == 0) {
            Some(excess) => horner(excess),
            None => self.precision.between(&self.integral(which + 1, &z)),
        };
        let [a, b, c] = [0, 1, 2].map(|which| &self.above[which] - &below(which));
        Some([t, a, b, c])
    }

    /// r(t), without what is known of the ends.
    pub(crate) fn wtp_inside(&self, t: &Rational) -> Between {
        let x = self.variable.place(&self.cells.locate(t), 1, &self.precision).x;
        self.precision.between(&x.0[0])
    }

    /// Whether there is an external value.
    pub(crate) fn has_external(&self) -> bool {
        !self.external.is_zero()
    }

    /// lambda on `[from, to]`.
    pub(crate) fn weight_range(&self, from: &Rational, to: &Rational) -> Between {
        self.range_of(&self.weight, from, to)
    }

    /// e on `[from, to]`.
    pub(crate) fn external_range(&self, from: &Rational, to: &Rational) -> Between {
        if !self.has_external() {
            return Between::zero();
        }
        self.range_of(&self.external, from, to)
    }

    fn range_of(&self, weight: &Weight, from: &Rational, to: &Rational) -> Between {
        let precision = &self.precision;
        let t = Between { low: from.clone(), high: to.clone() };
        let jet = |x: &Between| Jet(vec![precision.enclose(x)]);
        let x = self.wtp_range(from, to);
        let weight = weight_jet(weight, &jet(&t), &jet(&x), precision);
        precision.between(&weight.0[0])
    }

    /// r' on `[from, to]`: its lower bound holds also where the density may be zero.
    pub(crate) fn slope_range(&self, from: &Rational, to: &Rational) -> Between {
        let precision = &self.precision;
        let z = self.cells.locate(from).hull(&self.cells.locate(to));
        let place = self.variable.place(&z, 2, precision);
        let speed = place.density(self.distribution.as_ref(), precision);
        let speed = precision.between(&precision.product(&speed.0[0], &self.scale));
        let steepness = precision.between(&place.x.0[1]);
        let zero = Rational::ZERO;
        let large = Rational::from_parts(IBig::ONE << self.precision.bits, UBig::ONE);
        let high = if speed.low > zero {
            (&steepness.high / &speed.low).min(large.clone())
        } else {
            large
        };
        let low = if speed.high > zero { steepness.low.max(zero) / &speed.high } else { zero };
        precision.short(Between { low: low.min(high.clone()), high })
    }

    /// r, lambda and e as jets on `[from, to]`; `None` if the density may be zero.
    pub(crate) fn taylor(&self, from: &Rational, to: &Rational, n: usize) -> Option<[Jet; 3]> {
        let precision = &self.precision;
        let z = self.cells.locate(from).hull(&self.cells.locate(to));
        let place = self.variable.place(&z, n, precision);
        let speed =
            place.density(self.distribution.as_ref(), precision).scaled(&self.scale, precision);
        let t = precision.rational(from).hull(&precision.rational(to));
        let mut by_z = speed.antiderivative(t.clone());
        by_z.0.truncate(n);
        let inverse = by_z.inverse(z, precision)?;
        let x = place.x.compose(&inverse, precision);
        let mut identity = Jet::constant(t, n);
        if n > 1 {
            identity.0[1] = precision.one();
        }
        let weight = weight_jet(&self.weight, &identity, &x, precision);
        let external = weight_jet(&self.external, &identity, &x, precision);
        Some([x, weight, external])
    }
}
