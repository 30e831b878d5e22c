//! Which points of the axes are instances: instance number i is always the same one, and none is stored.
//!
//! ```text
//! grid     all combinations; the last axis changes fastest
//! random   points drawn with a seed, by the generator SplitMix64
//! halton   the points of Halton: an axis has the digits of i in a prime base behind the point, turned round
//! ```
//!
//! Points that are drawn stand at a millionth of the way from the low end of a range to its high end.

use crate::values::{Value, Values};

/// Parts of a range in which drawn points stand.
const PARTS: u64 = 1_000_000;
/// The bases of Halton: with more axes its points lie on lines.
const PRIMES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

/// Which points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// All combinations.
    Grid,
    /// Drawn.
    Random {
        /// How many.
        n: u64,
        /// From which stream.
        seed: u64,
    },
    /// Of low discrepancy.
    Halton {
        /// How many.
        n: u64,
    },
}

/// Axes that the design does not take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A range without a number of values.
    #[error(
        "{0}: a grid needs a number of values: write low:high:n, or choose the design random or halton"
    )]
    Open(String),
    /// More instances than can be counted.
    #[error(
        "the grid has more than {} instances: leave out values, or draw some of them with a random design",
        MOST
    )]
    TooMany,
    /// More axes than there are bases.
    #[error("a Halton design takes at most {} axes: choose the design random", PRIMES.len())]
    TooManyAxes,
}

/// Lines of a manifest.
pub(crate) const MOST: u64 = 1_000_000_000;

impl Design {
    /// How many instances there are.
    ///
    /// # Errors
    /// [`Unfit`] if the axes are not for this design.
    pub fn n(&self, axes: &[(String, Values)]) -> Result<u64, Unfit> {
        match self {
            Self::Grid => axes.iter().try_fold(1_u64, |n, (name, values)| {
                let length = values.n().ok_or_else(|| Unfit::Open(name.clone()))?;
                n.checked_mul(length).filter(|n| *n <= MOST).ok_or(Unfit::TooMany)
            }),
            Self::Halton { .. } if PRIMES.len() < axes.len() => Err(Unfit::TooManyAxes),
            Self::Random { n, .. } | Self::Halton { n } if MOST < *n => Err(Unfit::TooMany),
            Self::Random { n, .. } | Self::Halton { n } => Ok(*n),
        }
    }

    /// The values of instance number `index`, one for each axis.
    pub fn point(&self, axes: &[(String, Values)], index: u64) -> Vec<Value> {
        match self {
            Self::Grid => {
                let mut rest = index;
                let mut point: Vec<Value> = Vec::with_capacity(axes.len());
                for (_, values) in axes.iter().rev() {
                    let n = values.n().unwrap_or(1);
                    point.push(values.at(rest % n));
                    rest /= n;
                }
                point.reverse();
                point
            }
            Self::Random { seed, .. } => {
                let mut state = mixed(mixed(*seed) ^ index);
                let mut draw = |(_, values): &(String, Values)| {
                    state = mixed(state);
                    // The end of a range is drawn too; the last value of a list has a share like any other.
                    let parts = if values.n().is_none() { PARTS + 1 } else { PARTS };
                    let k = (u128::from(state) * u128::from(parts)) >> 64;
                    values.along(u64::try_from(k).unwrap_or(0), PARTS)
                };
                axes.iter().map(&mut draw).collect()
            }
            Self::Halton { .. } => {
                let at = |((_, values), base): (&(String, Values), &u64)| {
                    values.along(turned_round(index + 1, *base), PARTS)
                };
                axes.iter().zip(&PRIMES).map(at).collect()
            }
        }
    }
}

/// SplitMix64: the next number of the stream at `state`, which is also a good mixture of its bits.
fn mixed(state: u64) -> u64 {
    let z = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The digits of `index` behind the point, the last one first, in parts of [`PARTS`], rounded down.
fn turned_round(mut index: u64, base: u64) -> u64 {
    let (mut numerator, mut denominator) = (0_u128, 1_u128);
    while index > 0 {
        numerator = numerator * u128::from(base) + u128::from(index % base);
        denominator *= u128::from(base);
        index /= base;
    }
    u64::try_from(numerator * u128::from(PARTS) / denominator).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes(texts: &[&str]) -> Vec<(String, Values)> {
        let read = |text: &&str| ((*text).to_owned(), Values::read(text).expect("values"));
        texts.iter().map(read).collect()
    }

    fn shown(design: Design, axes: &[(String, Values)], index: u64) -> String {
        let point = design.point(axes, index);
        point.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_grid_has_all_combinations() {
        let axes = axes(&["1,2", "0:1:3"]);
        assert_eq!(Design::Grid.n(&axes), Ok(6));
        let all: Vec<String> = (0..6).map(|k| shown(Design::Grid, &axes, k)).collect();
        assert_eq!(all, ["1 0", "1 0.5", "1 1", "2 0", "2 0.5", "2 1"]);
        assert!(matches!(Design::Grid.n(&self::axes(&["0:1"])), Err(Unfit::Open(_))));
        assert_eq!(
            Design::Grid.n(&self::axes(&["0:1:1000000", "0:1:1000000"])),
            Err(Unfit::TooMany)
        );
    }

    #[test]
    fn halton_points_turn_digits_round() {
        let axes = axes(&["0:1", "0:1"]);
        let all: Vec<String> = (0..4).map(|k| shown(Design::Halton { n: 4 }, &axes, k)).collect();
        assert_eq!(all, ["0.5 0.333333", "0.25 0.666666", "0.75 0.111111", "0.125 0.444444"]);
    }

    /// The numbers are fixed: another machine, and another version, draws the same.
    #[test]
    fn random_points_are_always_the_same() {
        let axes = axes(&["0:1", "a,b"]);
        let design = Design::Random { n: 1000, seed: 7 };
        assert_eq!(shown(design, &axes, 0), shown(design, &axes, 0));
        let all: Vec<String> = (0..1000).map(|k| shown(design, &axes, k)).collect();
        let n_a = all.iter().filter(|point| point.ends_with('a')).count();
        assert!((400..600).contains(&n_a), "{n_a}");
        let low = all.iter().filter(|point| point.starts_with("0.0")).count();
        assert!((60..140).contains(&low), "{low}");
        assert_ne!(all[0], shown(Design::Random { n: 1000, seed: 8 }, &axes, 0));
    }
}
