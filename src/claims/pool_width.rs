//! P6 in the continuum: the width of the pool as inequality becomes extreme.
//!
//! ```text
//! wtp 1 + t, weight (n + 1) (1 - t)^n, alpha = 1; with u = 1 - t and m = n + 2:
//! Psi      = 2 u - u^2 + u^m / m,  and 1 + 1/m at the bottom, where the price is 0 or 1 alike
//! tangent  Psi(w) - Psi(0) = w Psi'(w)  <=>  p(u) = m (1 - u)^2 + m u^(m-1) - (m - 1) u^m - 1 = 0
//! ```
//!
//! p'(u) = m (1 - u) ((m - 1) u^(m-2) - 2): for n >= 2, p falls from m - 1 > 0 to a negative minimum and then rises
//! to p(1) = 0, so that there is exactly one root in (0, 1) and p > 0 exactly below it. Bisection on decimals
//! encloses it. For n <= 1, p > 0 on (0, 1): no pool. For large n, m (1 - u)^2 is about 1: the width is about
//! 1 / sqrt(n + 2).

use ironproof_number::{IBig, UBig};

use ironproof_number::rational::Rational;

/// An interval that contains the width of the pool, one unit of the last digit wide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Width {
    /// The exponent of the weights.
    pub n: u32,
    /// Lower end.
    pub low: Rational,
    /// Upper end.
    pub high: Rational,
}

/// The exponents of the picture.
pub fn ladder() -> Vec<u32> {
    let fine = 0..=30;
    let coarse =
        [35, 40, 50, 60, 70, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 700, 800, 900, 1000];
    fine.chain(coarse).collect()
}

/// Encloses the width for exponent `n` to `digits` decimals.
pub fn width(n: u32, digits: usize) -> Width {
    if n <= 1 {
        return Width { n, low: Rational::ZERO, high: Rational::ZERO };
    }
    let scale = UBig::from(10_u8).pow(digits);
    // Invariant: p > 0 at low, p <= 0 at high; both over `scale`. The minimum of p, at
    // u = (2 / (m - 1))^(1 / (m - 2)), is not needed: p < 0 everywhere from the root up to 1.
    let (mut low, mut high) = (IBig::ZERO, IBig::from(scale.clone()) - IBig::ONE);
    while IBig::ONE < &high - &low {
        let middle: IBig = (&low + &high) >> 1;
        if is_positive(n, &middle, &scale) {
            low = middle;
        } else {
            high = middle;
        }
    }
    let at = |u: IBig| Rational::ONE - Rational::from_parts(u, scale.clone());
    Width { n, low: at(high), high: at(low) }
}

/// Whether p(u / scale) > 0, in integers: p times scale^m.
fn is_positive(n: u32, u: &IBig, scale: &UBig) -> bool {
    let m = n + 2;
    let power = usize::try_from(m).unwrap_or(usize::MAX);
    let scale = IBig::from(scale.clone());
    let rest = &scale - u;
    let scale_low = scale.pow(power - 2);
    let u_low = u.pow(power - 1);
    let factor = IBig::from(m);
    let square = &factor * &rest * &rest * &scale_low;
    let rising = &factor * &u_low * &scale - (&factor - IBig::ONE) * &u_low * u;
    IBig::ZERO < square + rising - scale_low * &scale * &scale
}

#[cfg(test)]
mod tests {
    use super::*;
    use ironproof_number::rational::parse;

    #[test]
    fn widths_are_the_known_ones() {
        for (n, text) in [(2, "0.2792"), (3, "0.3204"), (4, "0.3242"), (5, "0.3178")] {
            let known = parse(text).unwrap_or(Rational::ZERO);
            let half = parse("0.00005").unwrap_or(Rational::ZERO);
            let width = width(n, 12);
            assert!(&known - &half <= width.low && width.high <= known + half, "{n}: {width:?}");
        }
        assert_eq!(width(1, 12).high, Rational::ZERO);
        // (4 - sqrt 10) / 3 for n = 2: 3 w = 4 - sqrt 10.
        let w = width(2, 12);
        let root = |w: &Rational| Rational::from(4) - w * Rational::from(3);
        let ten = Rational::from(10);
        assert!(root(&w.high) * root(&w.high) <= ten && ten <= root(&w.low) * root(&w.low));
    }
}
