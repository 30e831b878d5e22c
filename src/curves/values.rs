//! The virtual value, Psi and what they are made of, at a place of a piece and on a range.

use ironproof_number::rational::Rational;

use super::between::Between;
use super::local::{Curves, Local};
use super::tilt::{Tilt, Which};

/// Psi at a place, apart from what is not known of the objective.
///
/// Two of them are compared better than two enclosures of Psi: what is not known is the same for both.
#[derive(Clone, Debug)]
pub struct Parted {
    /// Psi with the middle of what is added to the objective.
    middle: Between,
    /// By how much Psi rises per unit on alpha, lambda and e.
    per_unit: [Between; 3],
}

impl Local {
    /// Psi at a place in parts, if the objective is not known exactly.
    pub fn parted(&self, t: &Rational) -> Option<Parted> {
        let middle = self.tilt.as_ref().and_then(Tilt::middle)?;
        let upper = Between::exactly(Rational::ONE - t);
        let (paid, surplus) = (&upper * &self.wtp(t), self.surplus(t));
        let per_unit = [paid.clone(), &surplus - &paid, upper];
        Some(Parted { middle: self.tilted(&middle).psi(t), per_unit })
    }

    /// By how much Psi is higher in a place of the group than in another one, which is in this piece.
    pub fn psi_above(&self, place: &Parted, other: &Parted) -> Between {
        let rest = self.tilt.as_ref().map(Tilt::rest).into_iter().flatten();
        let per_unit = place.per_unit.iter().zip(&other.per_unit);
        let unknown = rest.zip(per_unit).map(|(rest, (a, b))| &rest * &(a - b));
        let plain = &place.middle - &other.middle;
        self.short(unknown.fold(plain, |sum, more| &sum + &more))
    }

    /// lambda on `[from, to]`.
    pub fn weight_range(&self, from: &Rational, to: &Rational) -> Between {
        let plain = self.plain_weight(from, to);
        self.tilt.as_ref().map_or(plain.clone(), |tilt| &plain + &tilt.weight)
    }

    fn plain_weight(&self, from: &Rational, to: &Rational) -> Between {
        match &self.curves {
            Curves::Closed(closed) => self.short(&closed.weight.range(from, to) + &closed.doubt),
            Curves::Dense(dense) => dense.weight_range(from, to),
        }
    }

    /// e on `[from, to]`.
    pub fn external_range(&self, from: &Rational, to: &Rational) -> Between {
        let plain = self.plain_external(from, to);
        self.tilt.as_ref().map_or(plain.clone(), |tilt| &plain + &tilt.external)
    }

    fn plain_external(&self, from: &Rational, to: &Rational) -> Between {
        match &self.curves {
            Curves::Closed(closed) => {
                self.short(&closed.external[0].range(from, to) + &closed.external_doubt)
            }
            Curves::Dense(dense) => dense.external_range(from, to),
        }
    }

    /// A, B or C on `[from, to]`.
    pub(crate) fn integral(&self, which: Which, from: &Rational, to: &Rational) -> Between {
        let plain = self.plain_integral(which, from, to);
        let Some(tilt) = &self.tilt else { return plain };
        let surplus = || self.plain_integral(Which::Surplus, from, to);
        &plain + &tilt.integral(which, (from, to), surplus)
    }

    fn plain_integral(&self, which: Which, from: &Rational, to: &Rational) -> Between {
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
                        let worth = &self.plain_weight(from, to) * &self.wtp_range(from, to);
                        &worth + &self.plain_external(from, to)
                    }
                    Which::Excess => &self.plain_weight(from, to) - &self.plain_alpha,
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
        let plain = &(&self.alpha() * &self.wtp_range(from, to)) + &rent;
        self.short(&plain + &self.external_range(from, to))
    }

    /// V' on `[from, to]`; not of a rough piece.
    pub fn rise_range(&self, from: &Rational, to: &Rational) -> Between {
        if let Curves::Closed(closed) = &self.curves
            && let Some(rise) = &closed.rise
        {
            let plain = rise.range(from, to);
            let Some(tilt) = &self.tilt else { return self.short(plain) };
            let [first, second, _] = self.bends(from, to);
            return self.short(&plain + &tilt.rise((from, to), [&first, &second]));
        }
        let twice = Rational::from(2);
        let factor = &self.alpha().times(&twice) - &self.weight_range(from, to);
        let [first, second, external] = self.bends(from, to);
        let rent = &self.integral(Which::Excess, from, to) * &second.times(&twice);
        self.short(&(&(&factor * &first) + &rent) + &external)
    }
}
