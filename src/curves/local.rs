//! All curves of a piece at a place: willingness to pay, what lies above, Psi, the virtual value.
//!
//! ```text
//! A(t) = int_t^1 (lambda - alpha)       B(t) = int_t^1 lambda r       C(t) = int_t^1 r
//! Psi  = B - A r                        V = -Psi' = alpha r + A r'
//! V'   = (2 alpha - lambda) r' + A r''
//! ```
//!
//! Psi is concave where V' is not negative. Where A has no rounding, V' has a formula of its own, and whether Psi
//! is a straight line is read off that formula.

use ironproof_instance::Polynomial;
use ironproof_number::rational::Rational;

use super::between::Between;
use super::enclosure::{Enclosure, Precision};
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
    alpha: Between,
    precision: Precision,
    /// r, r', r''
    wtp: [Function; 3],
    /// r is in `[wtp - slack, wtp]`.
    slack: Rational,
    weight: Function,
    /// lambda is in `weight + doubt`.
    doubt: Between,
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
    pub fn of_flat(flat: &Flat, alpha: &Rational, integrals: Integrals, precision: &Precision) -> Self {
        let wtp = Function::Polynomial(flat.wtp.clone());
        let weight = Function::Polynomial(flat.weight.clone());
        let is_exact = flat.slack.is_zero() && flat.doubt.is_zero();
        let rise = match (&integrals.excess.function, flat.wtp.as_constant()) {
            // On an atom Psi is a straight line whatever the weight.
            (_, Some(_)) if flat.slack.is_zero() => {
                Some(Function::Polynomial(Polynomial::new(Vec::new())))
            }
            (Function::Polynomial(excess), _)
                if is_exact && integrals.excess.constant.is_exact() =>
            {
                let excess = excess.add(&Polynomial::constant(integrals.excess.constant.low.clone()));
                let (first, second) = (flat.wtp.derivative(), flat.wtp.derivative().derivative());
                let minus = Polynomial::constant(-Rational::ONE);
                let twice = Polynomial::constant(alpha * Rational::from(2));
                let factor = twice.add(&flat.weight.mul(&minus));
                Some(Function::Polynomial(factor.mul(&first).add(&excess.mul(&second))))
            }
            _ => None,
        };
        let doubt = Between { low: Rational::ZERO, high: flat.doubt.clone() };
        Self::new(wtp, flat.slack.clone(), (weight, doubt), integrals, rise, (alpha, precision))
    }

    /// The curves of a piece with series. `excess` is A up to its constant.
    pub fn of_smooth(
        smooth: &Smooth,
        excess: &Series,
        alpha: &Rational,
        integrals: Integrals,
        precision: &Precision,
    ) -> Self {
        let Smooth { variable, wtp, weight, .. } = smooth;
        let rise = integrals.excess.constant.is_exact().then(|| {
            let by_t = |series: &Series| series.derivative().scaled(&variable.slope);
            let (first, second) = (by_t(wtp), by_t(&by_t(wtp)));
            let twice = Series::constant(alpha * Rational::from(2));
            let factor = twice.add(&weight.scaled(&-Rational::ONE));
            let excess = excess.add(&Series::constant(integrals.excess.constant.low.clone()));
            let rise = factor.mul(&first).add(&excess.mul(&second));
            Function::series(rise, variable, precision)
        });
        let of = |series: &Series| Function::series(series.clone(), variable, precision);
        let weight = (of(weight), Between::zero());
        Self::new(of(wtp), Rational::ZERO, weight, integrals, rise, (alpha, precision))
    }

    fn new(
        wtp: Function,
        slack: Rational,
        (weight, doubt): (Function, Between),
        integrals: Integrals,
        rise: Option<Function>,
        (alpha, precision): (&Rational, &Precision),
    ) -> Self {
        let first = wtp.derivative();
        let second = first.derivative();
        let Integrals { excess, welfare, surplus } = integrals;
        Local {
            alpha: Between::exactly(alpha.clone()),
            precision: precision.clone(),
            wtp: [wtp, first, second],
            slack,
            weight,
            doubt,
            excess,
            welfare,
            surplus,
            rise,
        }
    }

    /// Whether willingness to pay is known up to a slack only, so that it has no derivative.
    pub fn is_rough(&self) -> bool {
        !self.slack.is_zero()
    }

    /// Whether the piece is an atom: one willingness to pay.
    pub fn is_atom(&self) -> bool {
        !self.is_rough() && self.wtp[1].is_zero()
    }

    /// Whether Psi is known to be a straight line on the piece.
    pub fn is_straight(&self) -> bool {
        self.rise.as_ref().is_some_and(Function::is_zero)
    }

    /// r(t)
    pub fn wtp(&self, t: &Rational) -> Between {
        self.with_slack(self.wtp[0].at(t))
    }

    /// r on `[from, to]`.
    pub fn wtp_range(&self, from: &Rational, to: &Rational) -> Between {
        self.with_slack(self.wtp[0].at(from).hull(&self.wtp[0].at(to)))
    }

    fn with_slack(&self, wtp: Between) -> Between {
        Between { low: wtp.low - &self.slack, high: wtp.high }
    }

    /// r' on `[from, to]`; not of a rough piece.
    pub fn slope_range(&self, from: &Rational, to: &Rational) -> Between {
        let range = self.short(self.wtp[1].range(from, to));
        Between { low: range.low.max(Rational::ZERO), high: range.high }
    }

    /// lambda on `[from, to]`.
    pub fn weight_range(&self, from: &Rational, to: &Rational) -> Between {
        self.short(&self.weight.range(from, to) + &self.doubt)
    }

    /// A(t)
    pub fn excess(&self, t: &Rational) -> Between {
        self.short(self.excess.at(t))
    }

    /// B(t)
    pub fn welfare(&self, t: &Rational) -> Between {
        self.short(self.welfare.at(t))
    }

    /// C(t)
    pub fn surplus(&self, t: &Rational) -> Between {
        self.short(self.surplus.at(t))
    }

    /// Psi(t) at the price r(t).
    pub fn psi(&self, t: &Rational) -> Between {
        self.short(&self.welfare.at(t) - &(&self.excess.at(t) * &self.wtp(t)))
    }

    /// V(t); not of a rough piece.
    pub fn virtual_value(&self, t: &Rational) -> Between {
        let rent = &self.excess.at(t) * &self.wtp[1].at(t);
        self.short(&(&self.alpha * &self.wtp(t)) + &rent)
    }

    /// V' on `[from, to]`; not of a rough piece.
    pub fn rise_range(&self, from: &Rational, to: &Rational) -> Between {
        if let Some(rise) = &self.rise {
            return self.short(rise.range(from, to));
        }
        let twice = self.alpha.times(&Rational::from(2));
        let factor = &twice - &self.weight_range(from, to);
        let rent = &self.excess.range(from, to) * &self.wtp[2].range(from, to);
        self.short(&(&factor * &self.wtp[1].range(from, to)) + &rent)
    }

    /// The curves as jets.
    pub fn jets(&self, n: usize) -> Jets<'_> {
        let chain = |function: &Function| {
            let mut all = vec![function.clone()];
            while all.len() < n {
                all.push(all[all.len() - 1].derivative());
            }
            all
        };
        Jets { local: self, wtp: chain(&self.wtp[0]), weight: chain(&self.weight) }
    }

    fn short(&self, x: Between) -> Between {
        self.precision.short(x)
    }
}

/// The curves of a smooth piece as jets: derivatives ready to be evaluated.
pub struct Jets<'a> {
    local: &'a Local,
    wtp: Vec<Function>,
    weight: Vec<Function>,
}

/// Jets at a place or on a range.
pub struct At {
    /// r
    pub wtp: Jet,
    /// V
    pub virtual_value: Jet,
    /// Psi
    pub psi: Jet,
    /// C
    pub surplus: Jet,
}

impl Jets<'_> {
    /// The jets on `[from, to]`, which may be one place.
    pub fn at(&self, from: &Rational, to: &Rational) -> At {
        let Local { precision, alpha, .. } = self.local;
        let enclose = |x: &Between| precision.enclose(x);
        let taylor = |chain: &[Function]| {
            let mut factorial = Rational::ONE;
            let terms = chain.iter().enumerate().map(|(k, function)| {
                if k > 1 {
                    factorial *= Rational::from(k);
                }
                enclose(&function.range(from, to).times(&(Rational::ONE / &factorial)))
            });
            Jet(terms.collect())
        };
        let (wtp, mut weight) = (taylor(&self.wtp), taylor(&self.weight));
        let n = wtp.len();
        weight.0[0] = &weight.0[0] + &enclose(&self.local.doubt);
        let alpha = enclose(alpha);
        let excess_weight = Jet::constant(alpha.clone(), n).minus(&weight);
        let mut excess = excess_weight.antiderivative(enclose(&self.local.excess.range(from, to)));
        excess.0.truncate(n);
        let slope = wtp.derivative();
        let mut virtual_value = excess.times(&slope, precision);
        let revenue = wtp.scaled(&alpha, precision);
        virtual_value = virtual_value.plus(&revenue);
        let zero = Jet::constant(Enclosure::ZERO, n - 1);
        let welfare = enclose(&self.local.welfare.range(from, to));
        let of_psi = &welfare - &precision.product(&excess.0[0], &wtp.0[0]);
        let psi = zero.minus(&virtual_value).antiderivative(of_psi);
        let zero = Jet::constant(Enclosure::ZERO, n);
        let surplus = zero.minus(&wtp).antiderivative(enclose(&self.local.surplus.range(from, to)));
        At { wtp, virtual_value, psi, surplus }
    }
}
