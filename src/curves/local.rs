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
use super::tilt::{Tilt, Which};

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
    pub(crate) plain_alpha: Between,
    /// What is added to the objective that the curves were made for.
    pub(crate) tilt: Option<Tilt>,
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
    pub(crate) excess: Offset,
    pub(crate) welfare: Offset,
    pub(crate) surplus: Offset,
    pub(crate) rise: Option<Function>,
}

impl Offset {
    pub(crate) fn at(&self, t: &Rational) -> Between {
        &self.function.at(t) + &self.constant
    }

    pub(crate) fn range(&self, from: &Rational, to: &Rational) -> Between {
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
        Local {
            plain_alpha: Between::exactly(alpha.clone()),
            tilt: None,
            precision: precision.clone(),
            curves,
        }
    }

    /// The curves of a piece with a density.
    pub fn of_dense(dense: Rc<Dense>, alpha: &Rational, precision: &Precision) -> Self {
        let curves = Curves::Dense(dense);
        Local {
            plain_alpha: Between::exactly(alpha.clone()),
            tilt: None,
            precision: precision.clone(),
            curves,
        }
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
        let Curves::Closed(closed) = &self.curves else { return false };
        let keeps = |tilt: &Tilt| self.is_atom() || tilt.keeps_straight(closed.wtp[2].is_zero());
        closed.rise.as_ref().is_some_and(Function::is_zero) && self.tilt.as_ref().is_none_or(keeps)
    }

    /// alpha
    pub(crate) fn alpha(&self) -> Between {
        self.tilt
            .as_ref()
            .map_or_else(|| self.plain_alpha.clone(), |tilt| &self.plain_alpha + &tilt.alpha)
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
            Curves::Dense(dense) => dense.at_wtp(wtp).map(|[t, excess, welfare, surplus]| {
                let gains = |which| match &self.tilt {
                    Some(tilt) => tilt.integral(which, (&t.low, &t.high), || surplus.clone()),
                    None => Between::zero(),
                };
                let (excess, welfare) =
                    (&excess + &gains(Which::Excess), &welfare + &gains(Which::Welfare));
                [t, excess, welfare, surplus].map(|x| self.short(x))
            }),
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
    pub(crate) fn bends(&self, from: &Rational, to: &Rational) -> [Between; 3] {
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

    /// The same piece with another objective, instead of one that was set before.
    #[must_use]
    pub(crate) fn tilted(&self, tilt: &Tilt) -> Self {
        Local { tilt: (!tilt.is_none()).then(|| tilt.clone()), ..self.clone() }
    }

    pub(crate) fn short(&self, x: Between) -> Between {
        self.precision.short(x)
    }
}
