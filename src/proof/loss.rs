//! What of a model is lost before a float solver starts.
//!
//! ```text
//!     rounded   a number that is no double: the solver gets the nearest one
//!     dropped   a coefficient of at most 1e-9 in size: HiGHS ignores it
//!     absent    a bound of at least 1e20 in size: HiGHS, and our readers, take it as infinite
//!     refused   a coefficient above 1e15 or a cost of at least 1e20: HiGHS does not solve the model
//! ```
//!
//! Both models that result, the one as doubles and the one whose huge bounds are bounds, are linear
//! programs like any other: whether the verdict depends on the loss is found by proving them too.

use ironproof_linear::{Lp, Model, Place};
use ironproof_number::rational::{Rational, approx, exact, parse};

/// Names of this many places are kept.
const N_EXAMPLES: usize = 3;

/// Places in a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// How many there are.
    pub n: usize,
    /// The first of them, in words.
    pub first: Vec<String>,
}

/// What is lost, and the models to compare.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// Numbers that are no doubles.
    pub rounded: Places,
    /// Coefficients of at most 1e-9, which count as dropped, not as rounded.
    pub dropped: Places,
    /// Bounds of at least 1e20.
    pub absent: Places,
    /// Numbers that HiGHS does not take.
    pub refused: Places,
    /// The model as doubles, if that is another model and HiGHS takes it.
    pub as_doubles: Option<Lp>,
    /// The model with its huge bounds as bounds, if it has any.
    pub as_written: Option<Lp>,
}

impl Places {
    fn add(&mut self, place: impl FnOnce() -> String) {
        self.n += 1;
        if self.first.len() < N_EXAMPLES {
            self.first.push(place());
        }
    }
}

/// What a float solver loses of `model`.
pub fn loss(model: &Model) -> Loss {
    let mut rounding =
        Rounding { rounded: Places::default(), refused: Places::default(), lp: model.lp.clone() };
    let dropped = rounding.drop_tiny();
    rounding.round();
    let is_lossy = 0 < rounding.rounded.n + dropped.n;
    let (as_written, absent) = with_huge_bounds(model);
    Loss {
        dropped,
        absent,
        as_doubles: (is_lossy && rounding.refused.n == 0).then_some(rounding.lp),
        as_written,
        rounded: rounding.rounded,
        refused: rounding.refused,
    }
}

struct Rounding {
    rounded: Places,
    refused: Places,
    lp: Lp,
}

impl Rounding {
    fn drop_tiny(&mut self) -> Places {
        let mut dropped = Places::default();
        let limit = constant("1e-9");
        let Lp { rows, columns, .. } = &mut self.lp;
        for row in rows {
            let name = &row.name;
            row.terms.retain(|(j, value)| {
                let is_tiny = size(value) <= limit;
                if is_tiny {
                    dropped.add(|| format!("coefficient of {} in row {name}", columns[*j].name));
                }
                !is_tiny
            });
        }
        dropped
    }

    fn round(&mut self) {
        let Self { rounded, refused, lp } = self;
        let (most, infinite) = (constant("1e15"), constant("1e20"));
        let mut nearest = |value: &mut Rational, place: &dyn Fn() -> String| {
            // Beyond the doubles there is no nearest one: such a number is refused, or an absent bound.
            let double = exact(approx(value)).filter(|double| double != value);
            if let Some(double) = double {
                rounded.add(place);
                *value = double;
            }
        };
        nearest(&mut lp.offset, &|| "constant of the objective".to_owned());
        for column in &mut lp.columns {
            let name = &column.name;
            nearest(&mut column.objective, &|| format!("cost of {name}"));
            if infinite <= size(&column.objective) {
                refused.add(|| format!("cost of {name}"));
            }
            for (side, bound) in [("lower", &mut column.lower), ("upper", &mut column.upper)] {
                if let Some(bound) = bound {
                    nearest(bound, &|| format!("{side} bound of column {name}"));
                }
            }
        }
        for row in &mut lp.rows {
            let name = &row.name;
            for (j, value) in &mut row.terms {
                let place = || format!("coefficient of {} in row {name}", lp.columns[*j].name);
                nearest(value, &place);
                if most < size(value) {
                    refused.add(place);
                }
            }
            // Both sides of an equality are one number.
            let is_equality = row.lower.is_some() && row.lower == row.upper;
            let upper = if is_equality { None } else { row.upper.as_mut() };
            for (side, bound) in [("lower", row.lower.as_mut()), ("upper", upper)] {
                if let Some(bound) = bound {
                    let side = if is_equality { "right" } else { side };
                    nearest(bound, &|| format!("{side} side of row {name}"));
                }
            }
            if is_equality {
                row.upper.clone_from(&row.lower);
            }
        }
    }
}

/// The model with the bounds that were read as absent, and their places.
fn with_huge_bounds(model: &Model) -> (Option<Lp>, Places) {
    let (mut lp, mut places) = (model.lp.clone(), Places::default());
    for huge in &model.huge {
        let is_lower = huge.value < Rational::ZERO;
        let side = if is_lower { "lower" } else { "upper" };
        let (lower, upper) = match huge.place {
            Place::Column(j) => {
                let column = &mut lp.columns[j];
                places.add(|| format!("{side} bound of column {}", column.name));
                (&mut column.lower, &mut column.upper)
            }
            Place::Row(i) => {
                let row = &mut lp.rows[i];
                places.add(|| format!("{side} side of row {}", row.name));
                (&mut row.lower, &mut row.upper)
            }
        };
        *(if is_lower { lower } else { upper }) = Some(huge.value.clone());
    }
    ((0 < places.n).then_some(lp), places)
}

fn constant(text: &str) -> Rational {
    parse(text).unwrap_or_else(|_| unreachable!("a number"))
}

fn size(x: &Rational) -> Rational {
    if *x < Rational::ZERO { -x.clone() } else { x.clone() }
}
