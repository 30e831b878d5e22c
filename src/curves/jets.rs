//! The curves of a piece as jets.

use ironproof_number::rational::Rational;

use super::between::Between;
use super::enclosure::Enclosure;
use super::function::Function;
use super::jet::Jet;
use super::local::{Curves, Local};
use super::tilt::Which;

/// The curves of a smooth piece as jets: derivatives ready to be evaluated.
pub struct Jets<'a> {
    local: &'a Local,
    n: usize,
    chains: Option<[Vec<Function>; 3]>,
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

impl<'a> Jets<'a> {
    /// The jets of a piece, with n coefficients of willingness to pay.
    pub fn new(local: &'a Local, n: usize) -> Self {
        let chain = |function: &Function| {
            let mut all = vec![function.clone()];
            while all.len() < n {
                all.push(all[all.len() - 1].derivative());
            }
            all
        };
        let chains = match &local.curves {
            Curves::Closed(closed) => {
                Some([&closed.wtp[0], &closed.weight, &closed.external[0]].map(chain))
            }
            Curves::Dense(_) => None,
        };
        Jets { local, n, chains }
    }

    /// r, lambda and e.
    fn data(&self, from: &Rational, to: &Rational) -> Option<[Jet; 3]> {
        let precision = &self.local.precision;
        let ([wtp, weight, external], closed) = match (&self.chains, &self.local.curves) {
            (Some(chains), Curves::Closed(closed)) => (chains, closed),
            (_, Curves::Dense(dense)) => return dense.taylor(from, to, self.n),
            (None, Curves::Closed(_)) => return None,
        };
        let taylor = |chain: &[Function]| {
            let mut factorial = Rational::ONE;
            let terms = chain.iter().enumerate().map(|(k, function)| {
                if k > 1 {
                    factorial *= Rational::from(k);
                }
                let range = function.range(from, to).times(&(Rational::ONE / &factorial));
                precision.enclose(&range)
            });
            Jet(terms.collect())
        };
        let enclose = |x: &Between| precision.enclose(x);
        Some([
            taylor(wtp),
            taylor(weight).shifted(&enclose(&closed.doubt)),
            taylor(external).shifted(&enclose(&closed.external_doubt)),
        ])
    }

    /// The same with what is added to the objective.
    fn tilted(&self, from: &Rational, to: &Rational) -> Option<[Jet; 3]> {
        let [wtp, mut weight, mut external] = self.data(from, to)?;
        if let Some(tilt) = &self.local.tilt {
            let enclose = |x: &Between| self.local.precision.enclose(x);
            weight = weight.shifted(&enclose(&tilt.weight));
            external = external.shifted(&enclose(&tilt.external));
        }
        Some([wtp, weight, external])
    }

    /// The jets on `[from, to]`, which may be one place; `None` if the density may be zero.
    pub fn at(&self, from: &Rational, to: &Rational) -> Option<At> {
        let precision = &self.local.precision;
        let enclose = |x: &Between| precision.enclose(x);
        let [wtp, weight, mut external] = self.tilted(from, to)?;
        let n = wtp.len();
        let alpha = enclose(&self.local.alpha());
        let excess_weight = Jet::constant(alpha.clone(), n).minus(&weight);
        let mut excess =
            excess_weight.antiderivative(enclose(&self.local.integral(Which::Excess, from, to)));
        excess.0.truncate(n);
        let slope = wtp.derivative();
        let mut virtual_value = excess.times(&slope, precision);
        let revenue = wtp.scaled(&alpha, precision);
        external.0.truncate(virtual_value.len());
        virtual_value = virtual_value.plus(&revenue).plus(&external);
        let zero = Jet::constant(Enclosure::ZERO, n - 1);
        let welfare = enclose(&self.local.integral(Which::Welfare, from, to));
        let of_psi = &welfare - &precision.product(&excess.0[0], &wtp.0[0]);
        let psi = zero.minus(&virtual_value).antiderivative(of_psi);
        let zero = Jet::constant(Enclosure::ZERO, n);
        let surplus = zero.minus(&wtp).antiderivative(enclose(&self.local.integral(
            Which::Surplus,
            from,
            to,
        )));
        Some(At { wtp, virtual_value, psi, surplus })
    }
}
