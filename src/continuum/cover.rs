//! That Psi stays below a line on a range of quantiles.
//!
//! With f = line - Psi, f' = V - slope and f'' = V'. On a cell [x, x + h] with V' >= m and m <= 0
//!
//! ```text
//! f >= min( f(x), f(x) + f'(x) h + m h^2 / 2 )        from the left end
//! f >= min( f(y), f(y) - f'(y) h + m h^2 / 2 )        from the right end, y = x + h
//! ```
//!
//! because both lower bounds are concave in the place; and where V stays above the slope, f rises. A cell on which neither is enough is halved. At the place where
//! the line is anchored to Psi, f is zero without any rounding; and if the line is the tangent there, so is f'.

use ironproof_curves::{Between, Local, Parted};
use ironproof_number::rational::Rational;

/// How often a cell is halved before the proof is given up.
const MOST_HALVINGS: u32 = 90;
/// A cell next to an end of the line that was halved so often belongs to the end.
const BLUR_HALVINGS: u32 = 64;

/// A falling line through a point of Psi.
pub(crate) struct Line {
    pub(crate) at: Rational,
    pub(crate) height: Between,
    /// By how much it falls per unit of t.
    pub(crate) fall: Between,
    /// Another place where it meets Psi.
    pub(crate) until: Option<Rational>,
    /// Whether it is the tangent of Psi at that point, on the side that is looked at.
    pub(crate) is_tangent: bool,
    /// Psi on either side of that point, which is not above it, if the objective is not known exactly.
    pub(crate) beside: Vec<Parted>,
}

/// The difference at one end of a cell, and its derivative.
struct Gap {
    value: Between,
    slope: Between,
}

impl Line {
    /// Whether Psi is at most the line on `[from, to]`, a part of a smooth piece; `strictly` leaves no point of Psi
    /// on it.
    pub(crate) fn covers(
        &self,
        local: &Local,
        from: &Rational,
        to: &Rational,
        strictly: bool,
    ) -> bool {
        let mut cells = vec![(from.clone(), to.clone(), 0)];
        while let Some((x, y, depth)) = cells.pop() {
            let is_end = |t: &Rational| *t == self.at || self.until.as_ref() == Some(t);
            // So near to its end a line is not told from the corner that it starts from.
            if depth > BLUR_HALVINGS && (is_end(&x) || is_end(&y)) {
                continue;
            }
            if self.covers_cell(local, &x, &y, strictly) {
                continue;
            }
            if depth == MOST_HALVINGS {
                return false;
            }
            // A place where Psi is above the line is a refutation.
            let middle = (&x + &y) / Rational::from(2);
            if self.gap(local, &middle).value.is_negative() {
                return false;
            }
            cells.push((x, middle.clone(), depth + 1));
            cells.push((middle, y, depth + 1));
        }
        true
    }

    fn covers_cell(&self, local: &Local, x: &Rational, y: &Rational, strictly: bool) -> bool {
        let h = Between::exactly(y - x);
        let (left, right) = (self.gap(local, x), self.gap(local, y));
        let bend = local.rise_range(x, y);
        let is_convex = bend.is_positive();
        let bend = Between { low: bend.low.min(Rational::ZERO), high: Rational::ZERO };
        let sag = (&(&bend * &h) * &h).low / Rational::from(2);
        let zero = Rational::ZERO;
        let is_enough = |gap: &Gap, slope: &Between| {
            let far = (&gap.value + &(slope * &h)).low + &sag;
            let near = &gap.value.low;
            *near >= zero && far >= zero && (!strictly || is_convex || *near > zero || far > zero)
        };
        // Only at an end of the line may Psi be on it.
        let is_end = |t: &Rational| *t == self.at || self.until.as_ref() == Some(t);
        // Where V stays on one side of the slope, the difference rises or falls all along the cell.
        let is_rising = || {
            let value = &local.virtual_range(x, y) - &self.fall;
            if strictly {
                (left.value.low >= zero && value.is_positive())
                    || (right.value.low >= zero && value.is_negative())
            } else {
                (left.value.low >= zero && value.low >= zero)
                    || (right.value.low >= zero && value.high <= zero)
            }
        };
        // Where Psi jumps down from the line, no derivative is needed.
        let is_far = || {
            let run =
                &Between { low: x.clone(), high: y.clone() } - &Between::exactly(self.at.clone());
            let line = &self.height - &(&self.fall * &run);
            (&line - &local.psi_range(x, y)).is_positive()
        };
        let is_off = |gap: &Gap, t: &Rational| gap.value.is_positive() || is_end(t);
        if is_far() {
            return true;
        }
        (is_enough(&left, &left.slope) || is_enough(&right, &-&right.slope) || is_rising())
            && (!strictly || (is_off(&left, x) && is_off(&right, y)))
    }

    fn gap(&self, local: &Local, t: &Rational) -> Gap {
        let slope = &local.virtual_value(t) - &self.fall;
        let run = Between::exactly(t - &self.at);
        let value = &(&self.height - &(&self.fall * &run)) - &local.psi(t);
        // The line goes through Psi there, or Psi jumps to it.
        if (*t == self.at || self.until.as_ref() == Some(t)) && value.admits(&Rational::ZERO) {
            let slope = if self.is_tangent { Between::zero() } else { slope };
            return Gap { value: Between::zero(), slope };
        }
        // The same without what is not known of the objective in both places.
        let here = local.parted(t).filter(|_| !self.beside.is_empty());
        let low = self
            .beside
            .iter()
            .zip(here.iter().cycle())
            .map(|(beside, here)| (&local.psi_above(beside, here) - &(&self.fall * &run)).low);
        let low = low.chain([value.low]).max().unwrap_or_default();
        Gap { value: Between { high: value.high.max(low.clone()), low }, slope }
    }
}
