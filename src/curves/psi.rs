//! Psi of a group, between two curves on each piece.
//!
//! ```text
//! B(t)   = int_t^1 (lambda r + e)    A(t) = int_t^1 (lambda - alpha)
//! Psi(t) = B(t) - A(t) p             at the best price p that sells to quantiles above t
//! ```
//!
//! Inside a piece p = r(t). At a jump of r each price of [r(t-), r(t+)] sells to the same quantiles and
//! Psi is linear in p, so that the larger of the two one-sided values is the best one. At t = 0 the
//! prices are those of [0, r(0)]: the value at price 0 is B(0). On an atom (r constant) Psi is linear
//! with slope -(alpha r + e), whatever the weight.
//!
//! Polynomial data give exact polynomials. Below a piece that is no polynomial, B and A are known up to
//! rounding; a polynomial piece has then a `spread`, by which Psi may exceed its polynomial.

use super::NoEnclosure;
use super::between::Between;
use super::curved::Above;
use super::curved::Curved;
use super::dense::Dense;
use super::dense_parts::dense_parts;
use super::enclosure::Precision;
use super::function::Function;
use super::local::{Integrals, Local, Offset};
use super::parts::{Flat, Part, Smooth, majorant, parts, size};
use super::tilt::{Tilt, Which};
use std::rc::Rc;

use ironproof_instance::{ContinuousGroup, Polynomial};
use ironproof_number::rational::Rational;

/// Psi of one group.
pub struct GroupPsi {
    /// `mu_i`
    pub mass: Rational,
    /// From the lowest quantile to the highest.
    pub pieces: Vec<PsiPiece>,
    /// B(0): everybody gets a unit for free.
    pub free: Between,
}

/// Psi on one piece.
pub struct PsiPiece {
    /// First quantile.
    pub from: Rational,
    /// Last quantile.
    pub to: Rational,
    /// Psi, for bounds on cells.
    pub form: Form,
    /// All curves, for places.
    pub local: Local,
}

/// The formula of a piece.
pub enum Form {
    /// Between a polynomial and the same plus a constant; equal where all is exact.
    Polynomial {
        /// r, in t.
        wtp: Polynomial,
        /// r is in `[wtp - slack, wtp]`.
        slack: Rational,
        /// In x, with t = from + x (to - from).
        local: Polynomial,
        /// By how much Psi may exceed it.
        spread: Rational,
    },
    /// Logarithms and powers.
    Curved(Box<Curved>),
    /// A density: all that is known of it is in [`PsiPiece::local`].
    Dense,
}

impl PsiPiece {
    /// The degree of the Bernstein form of the bounds: at least 1, so that a cell has two ends.
    pub fn degree(&self) -> usize {
        match &self.form {
            Form::Polynomial { local, .. } => local.degree().max(1),
            Form::Curved(_) | Form::Dense => 2,
        }
    }

    /// Whether Psi is no polynomial.
    pub fn is_curved(&self) -> bool {
        matches!(self.form, Form::Curved(_) | Form::Dense)
    }

    /// r(t)
    pub fn wtp(&self, t: &Rational) -> Between {
        match &self.form {
            Form::Polynomial { wtp, slack, .. } => {
                let high = wtp.at(t);
                Between { low: &high - slack, high }
            }
            Form::Curved(curved) => curved.wtp(t),
            Form::Dense => self.local.wtp(t),
        }
    }
}

impl GroupPsi {
    /// Psi of the group with another objective. Cells of `bounds` are not made again: a piece is known by its
    /// [`Local`] only.
    ///
    /// # Example
    /// ```
    /// # const TEXT: &str = r#"
    /// # name = "reserve price"
    /// # alpha = "1"
    /// # quality = { kind = "uniform", low = "0", high = "1" }
    /// # group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
    /// #            weight = { kind = "constant", value = "0" } }]
    /// # "#;
    /// use ironproof_curves::{Between, Precision, Tilt, psi};
    /// use ironproof_number::rational::Rational;
    ///
    /// let instance = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
    /// let group = psi(&instance.groups[0], &instance.alpha, &Precision::new(100))?;
    /// // Each unit of quality is worth 1 more: V = 2 t - 1 + 1.
    /// let tilt = Tilt { external: Between::exactly(Rational::ONE), ..Tilt::none() };
    /// let half = Rational::ONE / Rational::from(2);
    /// let value = group.tilted(&tilt).pieces[0].local.virtual_value(&half);
    /// assert_eq!(value, Between::exactly(Rational::ONE));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn tilted(&self, tilt: &Tilt) -> Self {
        let piece = |piece: &PsiPiece| PsiPiece {
            from: piece.from.clone(),
            to: piece.to.clone(),
            form: Form::Dense,
            local: piece.local.tilted(tilt),
        };
        let pieces: Vec<PsiPiece> = self.pieces.iter().map(piece).collect();
        let surplus =
            pieces.first().map_or_else(Between::zero, |first| first.local.surplus(&first.from));
        let free = tilt.integral(Which::Welfare, (&Rational::ZERO, &Rational::ZERO), || surplus);
        GroupPsi { mass: self.mass.clone(), pieces, free: &self.free + &free }
    }
}

/// Derives Psi from the instance's data.
///
/// # Errors
/// [`NoEnclosure`] if a curve can be evaluated in floats only.
pub fn psi(
    group: &ContinuousGroup,
    alpha: &Rational,
    precision: &Precision,
) -> Result<GroupPsi, NoEnclosure> {
    let zero = Between::zero;
    let mut above = Above { welfare: zero(), excess: zero(), surplus: zero() };
    let mut pieces = Vec::with_capacity(group.pieces.len());
    for piece in group.pieces.iter().rev() {
        let parts = parts(piece, precision).or_else(|| dense_parts(piece, alpha, precision));
        let parts = parts.ok_or_else(|| NoEnclosure { label: group.label.clone() })?;
        for part in parts.into_iter().rev() {
            pieces.push(match part {
                Part::Flat(flat) => polynomial(flat, alpha, &mut above, precision),
                Part::Curved(smooth) => curved(&smooth, alpha, &mut above, precision),
                Part::Dense(dense) => dense_piece(*dense, alpha, &mut above, precision),
            });
        }
    }
    pieces.reverse();
    Ok(GroupPsi { mass: group.mass.clone(), pieces, free: above.welfare })
}

fn dense_piece(
    mut dense: Dense,
    alpha: &Rational,
    above: &mut Above,
    precision: &Precision,
) -> PsiPiece {
    let Above { welfare, excess, surplus } = above;
    let before = [excess.clone(), welfare.clone(), surplus.clone()];
    [*excess, *welfare, *surplus] = dense.set_above(before);
    let (from, to) = dense.part();
    let (from, to) = (from.clone(), to.clone());
    let local = Local::of_dense(Rc::new(dense), alpha, precision);
    PsiPiece { from, to, form: Form::Dense, local }
}

fn curved(smooth: &Smooth, alpha: &Rational, above: &mut Above, precision: &Precision) -> PsiPiece {
    let (curved, local) = Curved::new(smooth, alpha, above, precision);
    let form = Form::Curved(Box::new(curved));
    PsiPiece { from: smooth.from.clone(), to: smooth.to.clone(), form, local }
}

/// Psi = B - A r up to doubts, with R, L for `wtp`, `weight` and the low ends of B(to) and A(to):
///
/// ```text
/// B in P + [-slack |L| width,  B(to) doubt + (doubt r + e doubt) width]    P = B(to) + int (L R + E)
/// A in N + [0,  A(to) doubt + doubt width]                          N = A(to) + int (L - alpha)
/// B - A r  =  P - N R + (B - P) - (A - N) r + N (R - r)
/// ```
fn polynomial(flat: Flat, alpha: &Rational, above: &mut Above, precision: &Precision) -> PsiPiece {
    let Flat { from, to, wtp, slack, weight, doubt, external, external_doubt } = &flat;
    let width = to - from;
    let welfare = from_above(&weight.mul(wtp).add(external), to, &above.welfare.low);
    let excess_weight = weight.add(&Polynomial::constant(-alpha.clone()));
    let excess = from_above(&excess_weight, to, &above.excess.low);
    let surplus = from_above(wtp, to, &above.surplus.low);

    let most_weight = majorant(weight).at(&Rational::ONE) + doubt;
    let most_excess =
        size(&above.excess.low).max(size(&above.excess.high)) + &width * (&most_weight + alpha);
    let most_wtp = wtp.at(to);
    let welfare_short = slack * &most_weight * &width;
    let welfare_over = above.welfare.width() + (doubt * &most_wtp + external_doubt) * &width;
    let excess_over = above.excess.width() + doubt * &width;
    let over = precision.ceil(&(&welfare_over + &most_excess * slack));
    let under = precision.ceil(&(&welfare_short + &excess_over * &most_wtp + &most_excess * slack));

    let (welfare_from, excess_from) = (welfare.at(from), excess.at(from));
    let between = |low: &Rational, high: &Rational| Between { low: -low, high: high.clone() };
    let offset = |polynomial: &Polynomial, constant: Between| Offset {
        function: Function::Polynomial(polynomial.clone()),
        constant,
    };
    let surplus_short = slack * &width;
    let surplus_over = above.surplus.width();
    let integrals = Integrals {
        welfare: offset(&welfare, between(&welfare_short, &welfare_over)),
        excess: offset(&excess, between(&Rational::ZERO, &excess_over)),
        surplus: offset(&surplus, between(&surplus_short, &surplus_over)),
    };
    let local = Local::of_flat(&flat, alpha, integrals, precision);
    above.surplus = local.surplus(from);
    above.welfare = precision
        .short(Between { low: &welfare_from - welfare_short, high: welfare_from + welfare_over });
    above.excess =
        precision.short(Between { low: excess_from.clone(), high: excess_from + excess_over });
    let to_quantile = Polynomial::new(vec![from.clone(), width.clone()]);
    let psi = welfare.add(&negative(&excess.mul(wtp))).compose(&to_quantile);
    let Flat { from, to, wtp, slack, .. } = flat;
    let form = Form::Polynomial {
        local: psi.add(&Polynomial::constant(-under.clone())),
        spread: over + under,
        wtp,
        slack,
    };
    PsiPiece { from, to, form, local }
}

/// t -> rest + int_t^to integrand.
fn from_above(integrand: &Polynomial, to: &Rational, rest: &Rational) -> Polynomial {
    let integral = integrand.antiderivative();
    negative(&integral).add(&Polynomial::constant(integral.at(to) + rest))
}

/// `-p`
pub fn negative(polynomial: &Polynomial) -> Polynomial {
    polynomial.mul(&Polynomial::constant(-Rational::ONE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ironproof_instance as instance;

    fn number(text: &str) -> Rational {
        ironproof_number::rational::parse(text).expect(text)
    }

    /// Psi of a group, and what is known of it at quantiles.
    fn known(wtp: &str, weight: &str, n_bits: usize, quantiles: &[Rational]) -> Vec<Between> {
        let text = format!(
            "name = \"x\"\nalpha = \"1\"\nquality = {{ kind = \"uniform\", low = \"0\", high = \"1\" }}\n\
             [[group]]\nlabel = \"all\"\nmass = \"1\"\nwtp = {{ {wtp} }}\nweight = {{ {weight} }}\n"
        );
        let read = instance::read(&text, std::path::Path::new("")).expect("a valid instance");
        let precision = Precision::new(n_bits);
        let psi = psi(&read.groups[0], &read.alpha, &precision).expect("enclosed");
        let mut found = vec![psi.free.clone()];
        for t in quantiles {
            let piece = psi.pieces.iter().find(|piece| *t < piece.to).expect("below 1");
            found.push(match &piece.form {
                Form::Polynomial { local, spread, .. } => {
                    let low = local.at(&((t - &piece.from) / (&piece.to - &piece.from)));
                    Between { high: &low + spread, low }
                }
                Form::Curved(curved) => curved.psi_at(t),
                Form::Dense => piece.local.psi(t),
            });
        }
        found
    }

    /// Atoms below and above a curve, a weight with a jump in the curve, thin tails.
    const DATA: [(&str, &str); 5] = [
        (
            "kind = \"exponential\", rate = \"0.7\", low = \"1/3\", high = \"6\", tail = \"clip\"",
            "kind = \"linear\", of = \"wtp\", at_low = \"3\", at_high = \"1/2\"",
        ),
        (
            "kind = \"exponential\", rate = \"1\", high = \"40\", tail = \"clip\"",
            "kind = \"polynomial\", of = \"quantile\", coefficients = [\"3\", \"-2\"]",
        ),
        (
            "kind = \"lomax\", scale = \"2\", shape = \"2.5\", low = \"1/2\", high = \"30\", tail = \"clip\"",
            "kind = \"table\", interpolate = \"step\", rows = [[\"0\", \"3\"], [\"1\", \"1\"], [\"2\", \"2\"]]",
        ),
        (
            "kind = \"pareto\", scale = \"1/2\", shape = \"3/2\", high = \"20\", tail = \"condition\"",
            "kind = \"polynomial\", of = \"wtp\", coefficients = [\"1/2\", \"0\", \"1/100\"]",
        ),
        (
            "kind = \"histogram\", knots = [\"0\", \"1\", \"1\", \"4\"], mass = [\"1/4\", \"1/2\", \"1/4\"]",
            "kind = \"power\", scale = \"2\", shift = \"1/4\", exponent = \"-3/2\"",
        ),
    ];

    /// What few bits say about Psi contains what many bits say, on all kinds of pieces.
    #[test]
    fn more_bits_only_narrow() {
        let mut quantiles: Vec<Rational> =
            (0..40_u32).map(|k| Rational::from(k) / Rational::from(40)).collect();
        quantiles.extend(["0.99999", "0.9999999", "0.999999999999999999"].map(number));
        for (wtp, weight) in DATA {
            let fine = known(wtp, weight, 220, &quantiles);
            for n_bits in [16, 40, 100] {
                let coarse = known(wtp, weight, n_bits, &quantiles);
                for ((coarse, fine), k) in coarse.iter().zip(&fine).zip(0..) {
                    let place = format!("{wtp}, {n_bits} bits, quantile {k}: {coarse:?} {fine:?}");
                    assert!(fine.width() < number("1e-40"), "{place}");
                    assert!(coarse.low <= fine.high && fine.low <= coarse.high, "{place}");
                }
            }
        }
    }

    /// Lomax(2) clipped at 99 with weight 1 and alpha 1: B(0) = E[r] = 1 - 1/100, and at every quantile t of
    /// the curve Psi = B - A r with A = 0.
    #[test]
    fn a_closed_form_is_met() {
        let wtp = "kind = \"lomax\", scale = \"1\", shape = \"2\", high = \"99\", tail = \"clip\"";
        let weight = "kind = \"constant\", value = \"1\"";
        let quantiles = ["0", "3/4", "0.99", "0.9999", "0.99995"].map(number);
        let found = known(wtp, weight, 120, &quantiles);
        // B(t) = 2 sqrt(1 - t) - (1 - t) - 1/100 on the curve, 99 (1 - t) on the atom.
        for (found, exact) in
            found.iter().zip(["0.99", "0.99", "0.74", "0.18", "0.0099", "0.00495"].map(number))
        {
            assert!(found.low <= exact && exact <= found.high, "{found:?}");
            assert!(found.width() < number("1e-28"), "{found:?}");
        }
    }
}
