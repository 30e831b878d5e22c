//! The agents of a continuous group: where willingness to pay passes a price, and the sums above that quantile.
//!
//! ```text
//! mass 1 - t      worth C(t)      welfare B(t)      weight A(t) + alpha (1 - t)
//! ```
//!
//! All four fall in t, so that a quantile between two others gives sums between two others.

use ironproof_curves::{Between, GroupPsi, NoEnclosure, Precision, psi};
use ironproof_instance::ContinuousGroup;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::population::{DividedCell, Population};
use super::sums::Sums;

/// Bits of enclosures.
const BITS: usize = 200;
/// Bits to which a quantile is found.
const QUANTILE_BITS: usize = 84;
const MOST_STEPS: usize = 100;

/// A group with a distribution.
pub(crate) struct Curve {
    group: GroupPsi,
    alpha: Rational,
    /// Willingness to pay at both ends of each piece.
    ends: Vec<(Between, Between)>,
    knots: Vec<Rational>,
}

impl Curve {
    pub(crate) fn new(group: &ContinuousGroup, alpha: &Rational) -> Result<Self, NoEnclosure> {
        let group = psi(group, alpha, &Precision::new(BITS))?;
        let ends: Vec<(Between, Between)> = group
            .pieces
            .iter()
            .map(|piece| (piece.local.wtp(&piece.from), piece.local.wtp(&piece.to)))
            .collect();
        let mut knots: Vec<Rational> =
            ends.iter().flat_map(|(from, to)| [from.middle(), to.middle()]).collect();
        knots.extend(ends.last().map(|(_, top)| top.high.clone()));
        knots.sort();
        knots.dedup();
        Ok(Curve { group, alpha: alpha.clone(), ends, knots })
    }

    /// The first quantile of those above a price.
    fn quantile(&self, price: &Rational, and_at: bool) -> Between {
        let is_above = |wtp: &Between| match and_at {
            true if wtp.low >= *price => Some(true),
            true => (wtp.high < *price).then_some(false),
            false if wtp.low > *price => Some(true),
            false => (wtp.high <= *price).then_some(false),
        };
        let pieces = &self.group.pieces;
        let first = self.ends.partition_point(|(_, to)| is_above(to) == Some(false));
        let Some(piece) = pieces.get(first) else { return Between::exactly(Rational::ONE) };
        let (from, to) = &self.ends[first];
        let wtp = |t: &Rational| piece.local.wtp(t);
        if is_above(from) == Some(true) {
            return Between::exactly(piece.from.clone());
        }
        if is_above(to) != Some(true) {
            // The end of this piece is not decided: from the last place in it that is, up to the next piece that is.
            let later =
                (first + 1..pieces.len()).find(|&k| is_above(&self.ends[k].0) == Some(true));
            let high = later.map_or(Rational::ONE, |k| pieces[k].from.clone());
            let nearer = (0..=QUANTILE_BITS).step_by(4).map(|bits| {
                let part = Rational::from_parts(IBig::ONE, UBig::ONE << bits);
                &piece.to - (&piece.to - &piece.from) * part
            });
            let below = nearer.take_while(|t| is_above(&wtp(t)) == Some(false)).last();
            return Between { low: below.unwrap_or_else(|| piece.from.clone()), high };
        }
        let (mut low, mut high) = (piece.from.clone(), piece.to.clone());
        let (mut below, mut over) = (from.middle() - price, to.middle() - price);
        if below <= Rational::ZERO && Rational::ZERO <= over && below < over {
            // Exact on a line, and at the ends of a piece.
            let chord = &low - &below * (&high - &low) / (&over - &below);
            let found = wtp(&chord);
            if found.is_exact() && found.low == *price && !piece.local.is_rough() {
                return Between::exactly(chord);
            }
        }
        let tiny = Rational::from_parts(IBig::ONE, UBig::ONE << QUANTILE_BITS);
        for step in 0..MOST_STEPS {
            let width = &high - &low;
            if width <= &tiny * Rational::from(4) {
                break;
            }
            let can_chord = below < Rational::ZERO && over > Rational::ZERO;
            let middle = if step % 3 == 2 || !can_chord {
                (&low + &high) / Rational::from(2)
            } else {
                // Moved on by a bit, so that the place is passed from both sides.
                let nudge = (&width / Rational::from(1_000_000)).max(tiny.clone());
                let chord = &low - &below * &width / (&over - &below);
                if step % 3 == 0 { chord - nudge } else { chord + nudge }
            };
            let middle = short(&middle.clamp(&low + &tiny, &high - &tiny));
            let found = wtp(&middle);
            match is_above(&found) {
                Some(true) => (high, over) = (middle, found.middle() - price),
                Some(false) => (low, below) = (middle, found.middle() - price),
                None => break,
            }
        }
        Between { low, high }
    }

    /// The sums over all above a quantile.
    fn tail(&self, t: &Rational) -> Sums {
        let upper = Rational::ONE - t;
        if upper.is_zero() {
            return Sums::zero();
        }
        let index = self.group.pieces.partition_point(|piece| piece.to <= *t);
        let local = &self.group.pieces[index].local;
        let weight = &local.excess(t) + &Between::exactly(&self.alpha * &upper);
        let mass = Between::exactly(self.group.mass.clone());
        let sums = Sums {
            mass: Between::exactly(upper),
            worth: local.surplus(t),
            weight,
            welfare: local.welfare(t),
        };
        sums.times(&mass)
    }

    /// The sums over all above a price that is certainly inside a piece, where the piece knows them.
    fn inside(&self, price: &Rational) -> Option<Sums> {
        let index = self.ends.partition_point(|(_, to)| to.high <= *price);
        let (from, to) = self.ends.get(index)?;
        if from.high >= *price || to.low <= *price {
            return None;
        }
        let [t, excess, welfare, worth] = self.group.pieces[index].local.at_wtp(price)?;
        let above = &Between::exactly(Rational::ONE) - &t;
        let weight = &excess + &(&above * &Between::exactly(self.alpha.clone()));
        let sums = Sums { mass: above, worth, weight, welfare };
        Some(sums.times(&Between::exactly(self.group.mass.clone())))
    }
}

/// Rounded to few bits more than a quantile is found to.
fn short(x: &Rational) -> Rational {
    let bits = QUANTILE_BITS + 8;
    let scaled = x * Rational::from(IBig::ONE << bits);
    Rational::from_parts(scaled.round(), UBig::ONE << bits)
}

impl Population for Curve {
    fn above(&self, price: &Rational, and_at: bool) -> Result<Sums, DividedCell> {
        if let Some(sums) = self.inside(price) {
            return Ok(sums);
        }
        let t = self.quantile(price, and_at);
        let most = self.tail(&t.low);
        Ok(if t.is_exact() { most } else { most.hull(&self.tail(&t.high)) })
    }

    fn knots(&self) -> &[Rational] {
        &self.knots
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ironproof_number::rational::parse;

    use super::*;

    /// Where a curve is cut, its end and the atom there are as near to each other as the mass of the atom is known.
    #[test]
    fn a_price_at_an_atom_of_a_cut_is_known() {
        for (shape, high) in [("1.3068039", "82.6"), ("2", "7.3"), ("1.1087658", "59.3")] {
            let text = format!(
                "name = \"one\"\nalpha = \"1\"\nquality = {{ kind = \"uniform\", low = \"0\", high = \"1\" }}\n\
                 group = [{{ label = \"all\", mass = \"2\", weight = {{ kind = \"constant\", value = \"1\" }}, wtp = \
                 {{ kind = \"weibull\", scale = \"23.081145\", shape = \"{shape}\", spike = \"0.01\", high = \"{high}\", \
                 tail = \"clip\" }} }}]\n"
            );
            let instance = ironproof_instance::read(&text, Path::new(".")).expect(&text);
            let curve = Curve::new(&instance.groups[0], &instance.alpha).expect("enclosed");
            let price = parse(high).expect(high);
            for and_at in [false, true] {
                let t = curve.quantile(&price, and_at);
                assert!(t.width() < parse("1e-14").expect("a number"), "{high}, {and_at}: {t:?}");
            }
            let atom = &curve.quantile(&price, false).low - curve.quantile(&price, true).high;
            assert!(parse("1e-3").expect("a number") < atom, "{high}");
        }
    }

    /// What is known at once is what a search for the quantile finds.
    #[test]
    fn the_sums_above_a_price_are_those_above_its_quantile() {
        let tail = r#"high = "9", tail = "clip""#;
        for (wtp, weight) in [
            (format!(r#"kind = "lognormal", mu = "1", sigma = "1", {tail}"#), false),
            (format!(r#"kind = "normal", mean = "2", sd = "1", low = "1/10", {tail}"#), true),
            (format!(r#"kind = "gamma", shape = "2", rate = "1", {tail}"#), false),
            (r#"kind = "triangular", low = "1", mode = "2", high = "8""#.to_owned(), true),
            (r#"kind = "beta", a = "2", b = "3", low = "0", high = "6""#.to_owned(), false),
        ] {
            let weight = if weight {
                r#"{ kind = "linear", of = "quantile", at_low = "2", at_high = "0" }"#
            } else {
                r#"{ kind = "linear", of = "wtp", at_low = "2", at_high = "0" }"#
            };
            let text = format!(
                "name = \"one\"\nalpha = \"1\"\nquality = {{ kind = \"uniform\", low = \"0\", high = \"1\" }}\n\
                 group = [{{ label = \"all\", mass = \"2\", wtp = {{ {wtp} }}, weight = {weight} }}]\n"
            );
            let instance = ironproof_instance::read(&text, Path::new(".")).expect(&text);
            let curve = Curve::new(&instance.groups[0], &instance.alpha).expect("enclosed");
            for price in ["3/2", "3", "5", "29/5"] {
                let price = parse(price).expect(price);
                let known = curve.inside(&price).expect("inside a piece");
                let t = curve.quantile(&price, true);
                let found = curve.tail(&t.low).hull(&curve.tail(&t.high));
                for (known, found) in [
                    (known.mass, found.mass),
                    (known.worth, found.worth),
                    (known.weight, found.weight),
                    (known.welfare, found.welfare),
                ] {
                    let is_same = known.low <= found.high && found.low <= known.high;
                    assert!(is_same, "{wtp} at {price}: {known:?} {found:?}");
                    assert!(known.width() < parse("1e-30").expect("a number"), "{known:?}");
                }
            }
        }
    }
}
