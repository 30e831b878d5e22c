//! Psi where it has logarithms and powers: enclosed at the ends of cells, bounded between them.
//!
//! ```text
//! B(t) = b - G(s)     G = int (lambda r + e) ds / slope     b, a: so that B and A fit what lies above
//! A(t) = a - H(s)     H = int (lambda - alpha) ds / slope
//! Psi  = b - G + H r - a r
//! ```
//!
//! With -Psi'' <= M on a cell [t_0, t_1] of width h, Psi exceeds the chord by at most
//! M (t - t_0) (t_1 - t) / 2. This parabola has the Bernstein form with control values 0, M h^2 / 4, 0. So
//! the hull of three points is above the graph: the two ends, and in the middle M h^2 / 4 above the chord.

use ironproof_number::IBig;

use super::between::Between;
use super::enclosure::{Enclosure, Precision};
use super::function::Function;
use super::local::{Integrals, Local, Offset};
use super::parts::{Smooth, Variable};
use super::series::{At, Basis, Enclosed, Series};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};

/// A V' that is known up to 2^100 only is not known.
const UNKNOWN_BITS: usize = 100;

/// Psi on one piece.
pub struct Curved {
    /// s
    pub variable: Variable,
    precision: Precision,
    basis: Basis,
    wtp: Enclosed,
    /// H r - G
    psi: Enclosed,
    /// -(H r - G)'' and -r'', by t.
    bend: Enclosed,
    wtp_bend: Enclosed,
    /// a, b
    excess: Enclosure,
    welfare: Enclosure,
}

impl Curved {
    /// Derives Psi of a part, and moves `above` to where it starts.
    pub fn new(
        smooth: &Smooth,
        alpha: &Rational,
        above: &mut Above,
        precision: &Precision,
    ) -> (Self, Local) {
        let Smooth { from, to, variable, wtp, weight, external } = smooth;
        let inverse = Rational::ONE / &variable.slope;
        let excess_weight = weight.add(&Series::constant(-alpha.clone()));
        let welfare = weight.mul(wtp).add(external).antiderivative().scaled(&inverse);
        let excess = excess_weight.antiderivative().scaled(&inverse);
        let psi = excess.mul(wtp).add(&welfare.scaled(&-Rational::ONE));
        let square = &variable.slope * &variable.slope;
        let bend = |series: &Series| series.derivative().derivative().scaled(&-square.clone());

        let at = |series: &Series, t: &Rational| series.value(&variable.at(t), precision);
        // The constant above what an antiderivative gives at `to`, without rounding where there is none.
        let constant = |series: &Series, above: &Between| {
            let at_end = series.exact_value(&variable.at(to)).map(Between::exactly);
            let at_end = at_end.unwrap_or_else(|| precision.between(&at(series, to)));
            precision.short(above + &at_end)
        };
        let surplus = wtp.antiderivative().scaled(&inverse);
        let offset = |series: &Series, above: &Between| Offset {
            constant: constant(series, above),
            function: Function::series(series.scaled(&-Rational::ONE), variable, precision),
        };
        let integrals = Integrals {
            welfare: offset(&welfare, &above.welfare),
            excess: offset(&excess, &above.excess),
            surplus: offset(&surplus, &above.surplus),
        };
        let (b, a) = (
            precision.enclose(&integrals.welfare.constant),
            precision.enclose(&integrals.excess.constant),
        );
        let at_start = |series: &Series, offset: &Offset| {
            let exact = series.exact_value(&variable.at(from)).map(Between::exactly);
            let at_start = exact.unwrap_or_else(|| precision.between(&at(series, from)));
            precision.short(&offset.constant - &at_start)
        };
        above.welfare = at_start(&welfare, &integrals.welfare);
        above.excess = at_start(&excess, &integrals.excess);
        above.surplus = at_start(&surplus, &integrals.surplus);
        let falling = excess.scaled(&-Rational::ONE);
        let local = Local::of_smooth(smooth, &falling, alpha, integrals, precision);

        let (psi_bend, wtp_bend) = (bend(&psi), bend(wtp));
        let basis = Basis::new(&[wtp, &psi, &psi_bend, &wtp_bend]);
        let curved = Curved {
            wtp: basis.enclosed(wtp, precision),
            psi: basis.enclosed(&psi, precision),
            bend: basis.enclosed(&psi_bend, precision),
            wtp_bend: basis.enclosed(&wtp_bend, precision),
            basis,
            variable: variable.clone(),
            precision: precision.clone(),
            excess: a,
            welfare: b,
        };
        (curved, local)
    }

    /// Powers and logarithm at `s = numerator / denominator`.
    fn at(&self, numerator: &IBig, denominator: &IBig) -> At {
        self.basis.at(numerator, denominator, &self.precision)
    }

    fn psi(&self, at: &At) -> Enclosure {
        let of_wtp = self.precision.product(&self.excess, &self.wtp.value(at, &self.precision));
        &(&self.psi.value(at, &self.precision) + &self.welfare) - &of_wtp
    }

    /// Control values above the graph on the cell between two places; `quarter` is at least h^2 / 4.
    fn above(&self, [start, end]: [&Place; 2], quarter: &IBig) -> [IBig; 3] {
        let chord = (&start.psi.high + &end.psi.high + IBig::ONE) >> 1;
        let middle = chord + self.rise(&start.at, &end.at, quarter);
        [start.psi.high.clone(), middle, end.psi.high.clone()]
    }

    /// M h^2 / 4, not negative.
    fn rise(&self, start: &At, end: &At, quarter: &IBig) -> IBig {
        let (precision, cell) = (&self.precision, start.hull(end));
        let of_wtp = precision.product(&self.excess, &self.wtp_bend.value(&cell, precision));
        let bend = &self.bend.value(&cell, precision) - &of_wtp;
        let bound = Enclosure { low: IBig::ZERO, high: bend.high.max(IBig::ZERO) };
        let quarter = Enclosure { low: IBig::ZERO, high: quarter.clone() };
        precision.product(&bound, &quarter).high
    }

    /// r(t)
    pub fn wtp(&self, t: &Rational) -> Between {
        let s = self.variable.at(t);
        let at = self.at(s.numerator(), &IBig::from(s.denominator().clone()));
        self.precision.between(&self.wtp.value(&at, &self.precision))
    }

    /// Control values above the graph on `[from, to]`.
    pub fn control_values(&self, from: &Rational, to: &Rational) -> [Rational; 3] {
        let mut chain = self.chain(from, &(to - from));
        let (_, above) = chain.cell(0, 0);
        above.map(|y| self.precision.between(&Enclosure { low: y.clone(), high: y }).high)
    }

    /// The cells of `[from, from + width]`.
    pub fn chain(&self, from: &Rational, width: &Rational) -> Chain<'_> {
        let (start, slope) = (self.variable.at(from), &self.variable.slope * width);
        let denominator = common_denominator([&start, &slope]);
        Chain {
            curved: self,
            start: to_integer(&start, &denominator),
            slope: to_integer(&slope, &denominator),
            denominator: IBig::from(denominator),
            quarter: self.precision.rational(&(width * width / Rational::from(4))).high,
            last: None,
        }
    }
}

/// A place where Psi was enclosed.
struct Place {
    at: At,
    psi: Enclosure,
}

/// Psi on one cell after the other; neighbours share an end.
pub struct Chain<'a> {
    curved: &'a Curved,
    /// s = (start + slope x) / denominator, for x in [0, 1].
    start: IBig,
    slope: IBig,
    denominator: IBig,
    /// At least a quarter of the squared width.
    quarter: IBig,
    /// The end of the cell before, with x = m / 2^depth.
    last: Option<(u32, u64, Place)>,
}

impl Chain<'_> {
    /// On the cell [m, m + 1] / 2^depth: the two ends below Psi, and the control values above it, in the unit
    /// of enclosures.
    pub fn cell(&mut self, depth: u32, m: u64) -> ([IBig; 2], [IBig; 3]) {
        let start = match self.last.take() {
            Some((last_depth, last_m, place)) if is_same((last_depth, last_m), (depth, m)) => place,
            _ => self.place(depth, m),
        };
        let end = self.place(depth, m + 1);
        let halvings = usize::try_from(2 * depth).unwrap_or(usize::MAX);
        // Rounded up.
        let quarter = (&self.quarter >> halvings) + IBig::ONE;
        let above = self.curved.above([&start, &end], &quarter);
        let below = [start.psi.low, end.psi.low.clone()];
        self.last = Some((depth, m + 1, end));
        (below, above)
    }

    fn place(&self, depth: u32, m: u64) -> Place {
        let n_bits = usize::try_from(depth).unwrap_or(usize::MAX);
        let numerator = (&self.start << n_bits) + &self.slope * IBig::from(m);
        let at = self.curved.at(&numerator, &(&self.denominator << n_bits));
        Place { psi: self.curved.psi(&at), at }
    }
}

/// Psi of a piece with a density on one cell after the other.
pub struct DenseChain<'a> {
    /// The curves.
    pub local: &'a Local,
    /// Where the piece begins.
    pub from: Rational,
    /// How wide it is.
    pub width: Rational,
    /// The unit of the result.
    pub precision: Precision,
}

impl DenseChain<'_> {
    /// The same as [`Chain::cell`].
    pub fn cell(&self, depth: u32, m: u64) -> ([IBig; 2], [IBig; 3]) {
        let scale = Rational::from_parts(IBig::ONE << depth as usize, 1_u8.into());
        let place = |m: u64| &self.from + &self.width * Rational::from(m) / &scale;
        let (start, end) = (place(m), place(m + 1));
        let above = self.control_values(&start, &end);
        let low = |t: &Rational| self.precision.enclose(&self.local.psi(t)).low;
        ([low(&start), low(&end)], above)
    }

    /// Control values above the graph, in the unit of enclosures.
    pub fn control_values(&self, start: &Rational, end: &Rational) -> [IBig; 3] {
        let high = |t: &Rational| self.precision.enclose(&self.local.psi(t)).high;
        let (first, last) = (high(start), high(end));
        let width = end - start;
        let quarter = self.precision.rational(&(&width * &width / Rational::from(4)));
        let bend = self.precision.enclose(&self.local.rise_range(start, end));
        let bend = Enclosure { low: IBig::ZERO, high: bend.high.max(IBig::ZERO) };
        // Where the density ends, V' has no bound and Psi has one.
        if bend.high.clone() >> self.precision.bits > IBig::ONE << UNKNOWN_BITS {
            let plain = self.precision.enclose(&self.local.psi_range(start, end)).high;
            return [plain.clone(), plain.clone(), plain];
        }
        let rise = self.precision.product(&bend, &quarter).high;
        let middle = ((&first + &last + IBig::ONE) >> 1) + rise;
        [first, middle, last]
    }
}

/// Whether m / 2^depth is the same number.
fn is_same((depth_a, a): (u32, u64), (depth_b, b): (u32, u64)) -> bool {
    u128::from(a) << depth_b == u128::from(b) << depth_a
}

#[cfg(test)]
impl Curved {
    /// Psi at quantile `t`.
    pub fn psi_at(&self, t: &Rational) -> Between {
        let place = self.chain(t, &Rational::ZERO).place(0, 0);
        self.precision.between(&place.psi)
    }
}

/// A, B and C at the start of what lies above.
pub struct Above {
    /// B
    pub welfare: Between,
    /// A
    pub excess: Between,
    /// C
    pub surplus: Between,
}

#[cfg(test)]
mod tests {
    use super::super::parts::{Part, parts};
    use super::*;
    use ironproof_instance as instance;
    use ironproof_instance::ContinuousGroup;

    fn number(text: &str) -> Rational {
        ironproof_number::rational::parse(text).expect(text)
    }

    fn group(wtp: &str, weight: &str) -> ContinuousGroup {
        let text = format!(
            "name = \"x\"\nalpha = \"1\"\nquality = {{ kind = \"uniform\", low = \"0\", high = \"1\" }}\n\
             [[group]]\nlabel = \"all\"\nmass = \"1\"\nwtp = {{ {wtp} }}\nweight = {{ {weight} }}\n"
        );
        let read = instance::read(&text, std::path::Path::new("")).expect("a valid instance");
        read.groups.into_iter().next().expect("a group")
    }

    /// The last curved part, with nothing above it.
    fn last(group: &ContinuousGroup, precision: &Precision) -> (Smooth, Curved) {
        let parts = group.pieces.iter().flat_map(|piece| parts(piece, precision).expect("a form"));
        let curved = parts.filter_map(|part| match part {
            Part::Curved(smooth) => Some(smooth),
            Part::Flat(_) | Part::Dense(_) => None,
        });
        let smooth = curved.last().expect("a curved part");
        let zero = Between::zero;
        let mut above = Above { welfare: zero(), excess: zero(), surplus: zero() };
        let (curved, _) = Curved::new(&smooth, &Rational::ONE, &mut above, precision);
        (smooth, curved)
    }

    const EXPONENTIAL: &str =
        "kind = \"exponential\", rate = \"1/2\", low = \"1/3\", high = \"8\", tail = \"clip\"";
    const PARETO: &str =
        "kind = \"pareto\", scale = \"1/2\", shape = \"3/2\", high = \"20\", tail = \"clip\"";
    const LINEAR: &str = "kind = \"linear\", of = \"wtp\", at_low = \"3\", at_high = \"1/2\"";
    const UNIFORM: &str = "kind = \"uniform\", low = \"0\", high = \"2\"";
    const POWER: &str = "kind = \"power\", scale = \"2\", exponent = \"-3/2\", shift = \"1/4\"";

    /// At places inside a cell Psi is below the Bernstein form of the control values, at ends between both.
    #[test]
    fn control_values_are_above_the_graph() {
        let precision = Precision::new(120);
        for (wtp, weight) in [(EXPONENTIAL, LINEAR), (PARETO, LINEAR), (UNIFORM, POWER)] {
            let (smooth, curved) = last(&group(wtp, weight), &precision);
            let width = &smooth.to - &smooth.from;
            for depth in [0, 1, 4, 9] {
                let mut chain = curved.chain(&smooth.from, &width);
                for m in 0..1_u64 << depth {
                    let ([start, end], [first, middle, last]) = chain.cell(depth, m);
                    assert!(start <= first && end <= last);
                    for k in 1..4_u64 {
                        let at = curved.chain(&smooth.from, &width).place(depth + 2, 4 * m + k);
                        let (u, v) = (IBig::from(k), IBig::from(4 - k));
                        let form = &v * &v * &first + ((&u * &v * &middle) << 1) + &u * &u * &last;
                        let place = format!("{wtp} {weight}: cell {m} of depth {depth}");
                        assert!(&at.psi.low << 4 <= form, "{place}");
                    }
                }
            }
        }
    }

    /// Half the width, a quarter of the rise.
    #[test]
    fn the_rise_is_of_the_second_order() {
        let precision = Precision::new(120);
        let (smooth, curved) = last(&group(PARETO, LINEAR), &precision);
        let rise = |depth: u32| {
            let mut chain = curved.chain(&smooth.from, &(&smooth.to - &smooth.from));
            let (_, [first, middle, last]) = chain.cell(depth, 0);
            middle - ((first + last) >> 1)
        };
        let (coarse, fine) = (rise(10), rise(11));
        assert!(coarse > IBig::ZERO && fine > IBig::ZERO);
        let quarter = coarse * IBig::from(10);
        assert!(&fine * 41_u64 > quarter && &fine * 39_u64 < quarter);
    }

    /// Psi = r (to - t) for revenue alone, with nothing above.
    #[test]
    fn revenue_is_price_times_share() {
        let precision = Precision::new(120);
        let weight = "kind = \"constant\", value = \"0\"";
        for wtp in [EXPONENTIAL, PARETO] {
            let (smooth, curved) = last(&group(wtp, weight), &precision);
            for t in ["1/10", "1/2", "0.99"] {
                let t = number(t);
                let [psi, ..] = curved.control_values(&t, &number("0.999"));
                let wtp = curved.wtp(&t);
                let share = &smooth.to - &t;
                assert!(&wtp.low * &share <= &psi + number("1e-30"));
                assert!(psi - &wtp.high * share < number("1e-30"));
            }
        }
    }
}
