//! All curves of a piece at a place: willingness to pay, what lies above, Psi, the virtual value.
//!
//! ```text
//! A(t) = int_t^1 (lambda - alpha)       B(t) = int_t^1 (lambda r + e)       C(t) = int_t^1 r
//! Psi  = B - A r                        V = -Psi' = alpha r + A r' + e
//! V'   = (2 alpha - lambda) r' + A r'' + e'
//! ```
//!
//! Psi is concave where V' is not negative. Where A has no rounding, V' has a formula of its own, and whether Psi
//! is a straight line is read off that formula.

use std::rc::Rc;

use ironproof_instance::Polynomial;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::between::Between;
use super::dense::Dense;
use super::enclosure::Precision;
use super::function::Function;
use super::jet::Jet;
use super::parts::{Flat, Smooth};
use super::series::Series;

/// A function up to a constant that may be known between two rationals only.
#[derive(Clone)]
pub struct Offset {
    /// The function.
    pub function: Function,
    /// What is added to it.
    pub constant: Between,
}

/// The curves of a piece, with their derivatives by t.
#[derive(Clone)]
pub struct Local {
    pub(crate) alpha: Between,
    pub(crate) precision: Precision,
    pub(crate) curves: Curves,
}

#[derive(Clone)]
pub(crate) enum Curves {
    Closed(Box<Closed>),
    Dense(Rc<Dense>),
}

/// Curves with formulas.
#[derive(Clone)]
pub(crate) struct Closed {
    /// r, r', r''
    pub(crate) wtp: [Function; 3],
    /// r is in `[wtp - slack, wtp]`.
    slack: Rational,
    pub(crate) weight: Function,
    /// lambda is in `weight + doubt`.
    pub(crate) doubt: Between,
    /// e, e'
    pub(crate) external: [Function; 2],
    /// e is in `external + external_doubt`.
    pub(crate) external_doubt: Between,
    excess: Offset,
    welfare: Offset,
    surplus: Offset,
    rise: Option<Function>,
}

impl Offset {
    fn at(&self, t: &Rational) -> Between {
        &self.function.at(t) + &self.constant
    }

    fn range(&self, from: &Rational, to: &Rational) -> Between {
        &self.function.range(from, to) + &self.constant
    }
}

/// A, B and C of a piece.
pub struct Integrals {
    /// A
    pub excess: Offset,
    /// B
    pub welfare: Offset,
    /// C
    pub surplus: Offset,
}

impl Local {
    /// The curves of a piece with polynomials.
    pub fn of_flat(
        flat: &Flat,
        alpha: &Rational,
        integrals: Integrals,
        precision: &Precision,
    ) -> Self {
        let wtp = Function::Polynomial(flat.wtp.clone());
        let weight = Function::Polynomial(flat.weight.clone());
        let is_exact =
            flat.slack.is_zero() && flat.doubt.is_zero() && flat.external_doubt.is_zero();
        let rise = match (&integrals.excess.function, flat.wtp.as_constant()) {
            // On an atom Psi is a straight line whatever the weight, and e is constant.
            (_, Some(_)) if flat.slack.is_zero() => {
                Some(Function::Polynomial(flat.external.derivative()))
            }
            (Function::Polynomial(excess), _)
                if is_exact && integrals.excess.constant.is_exact() =>
            {
                let excess =
                    excess.add(&Polynomial::constant(integrals.excess.constant.low.clone()));
                let (first, second) = (flat.wtp.derivative(), flat.wtp.derivative().derivative());
                let minus = Polynomial::constant(-Rational::ONE);
                let twice = Polynomial::constant(alpha * Rational::from(2));
                let factor = twice.add(&flat.weight.mul(&minus));
                let rise = factor.mul(&first).add(&excess.mul(&second));
                Some(Function::Polynomial(rise.add(&flat.external.derivative())))
            }
            _ => None,
        };
        let up_to = |high: &Rational| Between { low: Rational::ZERO, high: high.clone() };
        let external = Function::Polynomial(flat.external.clone());
        let weights = [(weight, up_to(&flat.doubt)), (external, up_to(&flat.external_doubt))];
        Self::new(wtp, flat.slack.clone(), weights, integrals, rise, (alpha, precision))
    }

    /// The curves of a piece with series. `excess` is A up to its constant.
    pub fn of_smooth(
        smooth: &Smooth,
        excess: &Series,
        alpha: &Rational,
        integrals: Integrals,
        precision: &Precision,
    ) -> Self {
        let Smooth { variable, wtp, weight, external, .. } = smooth;
        let rise = integrals.excess.constant.is_exact().then(|| {
            let by_t = |series: &Series| series.derivative().scaled(&variable.slope);
            let (first, second) = (by_t(wtp), by_t(&by_t(wtp)));
            let twice = Series::constant(alpha * Rational::from(2));
            let factor = twice.add(&weight.scaled(&-Rational::ONE));
            let excess = excess.add(&Series::constant(integrals.excess.constant.low.clone()));
            let rise = factor.mul(&first).add(&excess.mul(&second)).add(&by_t(external));
            Function::series(rise, variable, precision)
        });
        let of = |series: &Series| Function::series(series.clone(), variable, precision);
        let weights = [(of(weight), Between::zero()), (of(external), Between::zero())];
        Self::new(of(wtp), Rational::ZERO, weights, integrals, rise, (alpha, precision))
    }

    fn new(
        wtp: Function,
        slack: Rational,
        [(weight, doubt), (external, external_doubt)]: [(Function, Between); 2],
        integrals: Integrals,
        rise: Option<Function>,
        (alpha, precision): (&Rational, &Precision),
    ) -> Self {
        let first = wtp.derivative();
        let second = first.derivative();
        let Integrals { excess, welfare, surplus } = integrals;
        let wtp = [wtp, first, second];
        let external = [external.clone(), external.derivative()];
        let closed = Closed {
            wtp,
            slack,
            weight,
            doubt,
            external,
            external_doubt,
            excess,
            welfare,
            surplus,
            rise,
        };
        let curves = Curves::Closed(Box::new(closed));
        Local { alpha: Between::exactly(alpha.clone()), precision: precision.clone(), curves }
    }

    /// The curves of a piece with a density.
    pub fn of_dense(dense: Rc<Dense>, alpha: &Rational, precision: &Precision) -> Self {
        let curves = Curves::Dense(dense);
        Local { alpha: Between::exactly(alpha.clone()), precision: precision.clone(), curves }
    }

    /// The precision of what is enclosed.
    pub fn precision(&self) -> &Precision {
        &self.precision
    }

    /// Whether willingness to pay is known up to a slack only, so that it has no derivative.
    pub fn is_rough(&self) -> bool {
        matches!(&self.curves, Curves::Closed(closed) if !closed.slack.is_zero())
    }

    /// Whether the piece is an atom: one willingness to pay.
    pub fn is_atom(&self) -> bool {
        matches!(&self.curves, Curves::Closed(closed) if closed.slack.is_zero() && closed.wtp[1].is_zero())
    }

    /// Whether Psi is known to be a straight line on the piece.
    pub fn is_straight(&self) -> bool {
        matches!(&self.curves, Curves::Closed(closed) if closed.rise.as_ref().is_some_and(Function::is_zero))
    }

    /// r(t)
    pub fn wtp(&self, t: &Rational) -> Between {
        self.wtp_range(t, t)
    }

    /// The quantile at which willingness to pay passes a number inside the piece, and A, B and C there, where that is
    /// quicker than a search by [`Local::wtp`].
    pub fn at_wtp(&self, wtp: &Rational) -> Option<[Between; 4]> {
        match &self.curves {
            Curves::Closed(_) => None,
            Curves::Dense(dense) => dense.at_wtp(wtp).map(|all| all.map(|x| self.short(x))),
        }
    }

    /// r on `[from, to]`.
    pub fn wtp_range(&self, from: &Rational, to: &Rational) -> Between {
        match &self.curves {
            Curves::Closed(closed) => {
                let wtp = &closed.wtp[0];
                let range = if from == to { wtp.at(from) } else { wtp.at(from).hull(&wtp.at(to)) };
                Between { low: range.low - &closed.slack, high: range.high }
            }
            Curves::Dense(dense) => dense.wtp_range(from, to),
        }
    }

    /// r', r'' / 2 and e' on `[from, to]`.
    fn bends(&self, from: &Rational, to: &Rational) -> [Between; 3] {
        match &self.curves {
            Curves::Closed(closed) => {
                let half = Rational::ONE / Rational::from(2);
                let (first, second) = (&closed.wtp[1], &closed.wtp[2]);
                let external = closed.external[1].range(from, to);
                [first.range(from, to), second.range(from, to).times(&half), external]
            }
            Curves::Dense(dense) => match dense.taylor(from, to, 3) {
                Some([wtp, _, external]) => {
                    let between = |jet: &Jet, k: usize| self.precision.between(&jet.0[k]);
                    [between(&wtp, 1), between(&wtp, 2), between(&external, 1)]
                }
                None => [self.unknown(), self.unknown(), self.unknown()],
            },
        }
    }

    /// What is said of a derivative where the density may be zero.
    fn unknown(&self) -> Between {
        let large = Rational::from_parts(IBig::ONE << self.precision.bits, UBig::ONE);
        Between { low: -large.clone(), high: large }
    }

    /// r' on `[from, to]`; not of a rough piece.
    pub fn slope_range(&self, from: &Rational, to: &Rational) -> Between {
        let range = match &self.curves {
            Curves::Closed(closed) => self.short(closed.wtp[1].range(from, to)),
            Curves::Dense(dense) => dense.slope_range(from, to),
        };
        Between { low: range.low.max(Rational::ZERO), high: range.high.max(Rational::ZERO) }
    }

    /// lambda on `[from, to]`.
    pub fn weight_range(&self, from: &Rational, to: &Rational) -> Between {
        match &self.curves {
            Curves::Closed(closed) => self.short(&closed.weight.range(from, to) + &closed.doubt),
            Curves::Dense(dense) => dense.weight_range(from, to),
        }
    }

    /// e on `[from, to]`.
    pub fn external_range(&self, from: &Rational, to: &Rational) -> Between {
        match &self.curves {
            Curves::Closed(closed) => {
                self.short(&closed.external[0].range(from, to) + &closed.external_doubt)
            }
            Curves::Dense(dense) => dense.external_range(from, to),
        }
    }

    pub(crate) fn integral(&self, which: Which, from: &Rational, to: &Rational) -> Between {
        match &self.curves {
            Curves::Closed(closed) => {
                let offset = match which {
                    Which::Excess => &closed.excess,
                    Which::Welfare => &closed.welfare,
                    Which::Surplus => &closed.surplus,
                };
                if from == to { offset.at(from) } else { offset.range(from, to) }
            }
            Curves::Dense(dense) => {
                let at = |t: &Rational| {
                    let which = match which {
                        Which::Excess => 0,
                        Which::Welfare => 1,
                        Which::Surplus => 2,
                    };
                    dense.integral_above(which, t)
                };
                if from == to {
                    return at(from);
                }
                // A' = alpha - lambda is bounded; C falls, and so does B where there is no e.
                let ends = at(from).hull(&at(to));
                let fall = match which {
                    Which::Surplus => return ends,
                    Which::Welfare if !dense.has_external() => return ends,
                    Which::Welfare => {
                        let worth = &self.weight_range(from, to) * &self.wtp_range(from, to);
                        &worth + &self.external_range(from, to)
                    }
                    Which::Excess => &self.weight_range(from, to) - &self.alpha,
                };
                let run = Between { low: Rational::ZERO, high: to - from };
                ends.hull(&(&at(from) - &(&fall * &run)))
            }
        }
    }

    /// A(t)
    pub fn excess(&self, t: &Rational) -> Between {
        self.short(self.integral(Which::Excess, t, t))
    }

    /// B(t)
    pub fn welfare(&self, t: &Rational) -> Between {
        self.short(self.integral(Which::Welfare, t, t))
    }

    /// C(t)
    pub fn surplus(&self, t: &Rational) -> Between {
        self.short(self.integral(Which::Surplus, t, t))
    }

    /// Psi(t) at the price r(t).
    pub fn psi(&self, t: &Rational) -> Between {
        let of_wtp = &self.integral(Which::Excess, t, t) * &self.wtp(t);
        self.short(&self.integral(Which::Welfare, t, t) - &of_wtp)
    }

    /// Psi on `[from, to]`, from what A, B and r are there.
    pub fn psi_range(&self, from: &Rational, to: &Rational) -> Between {
        let of_wtp = &self.integral(Which::Excess, from, to) * &self.wtp_range(from, to);
        self.short(&self.integral(Which::Welfare, from, to) - &of_wtp)
    }

    /// V(t); not of a rough piece.
    pub fn virtual_value(&self, t: &Rational) -> Between {
        self.virtual_range(t, t)
    }

    /// V on `[from, to]`; not of a rough piece.
    pub fn virtual_range(&self, from: &Rational, to: &Rational) -> Between {
        let rent = &self.integral(Which::Excess, from, to) * &self.slope_range(from, to);
        let plain = &(&self.alpha * &self.wtp_range(from, to)) + &rent;
        self.short(&plain + &self.external_range(from, to))
    }

    /// V' on `[from, to]`; not of a rough piece.
    pub fn rise_range(&self, from: &Rational, to: &Rational) -> Between {
        if let Curves::Closed(closed) = &self.curves
            && let Some(rise) = &closed.rise
        {
            return self.short(rise.range(from, to));
        }
        let twice = Rational::from(2);
        let factor = &self.alpha.times(&twice) - &self.weight_range(from, to);
        let [first, second, external] = self.bends(from, to);
        let rent = &self.integral(Which::Excess, from, to) * &second.times(&twice);
        self.short(&(&(&factor * &first) + &rent) + &external)
    }

    fn short(&self, x: Between) -> Between {
        self.precision.short(x)
    }
}

#[derive(Clone, Copy)]
pub(crate) enum Which {
    Excess,
    Welfare,
    Surplus,
}
