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
use ironproof_number::rational::{Rational, approx, exact};
use ironproof_solvers::solve::{DROPPED, INFINITE, LARGE_COEFFICIENT};

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
        let Lp { rows, columns, .. } = &mut self.lp;
        for row in rows {
            let name = &row.name;
            row.terms.retain(|(j, value)| {
                let is_tiny = approx(value).abs() <= DROPPED;
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
            if INFINITE <= approx(&column.objective).abs() {
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
                if LARGE_COEFFICIENT < approx(value).abs() {
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

#[cfg(test)]
mod tests {
    use super::loss;
    use ironproof_linear::{ModelFormat, Readings, read_model};
    use ironproof_number::rational::{exact, parse};

    /// max x + 0.5 y, x <= 1e20, y <= 1, and a coefficient that HiGHS refuses: every kind of loss by name.
    #[test]
    fn what_is_lost_is_named() {
        let file = "ROWS\n N C\n L R\n E S\nCOLUMNS\n x C 1 R 1e-9\n y C 0.1 R 1.1e-9\n y S 0.5\nRHS\n T R 1 S 0.3\n\
BOUNDS\n UP B x 1e20\n UP B y 0.7\nENDATA\n";
        let read = |file: &str| {
            read_model(file.as_bytes(), ModelFormat::Mps, &Readings::default()).expect("a model")
        };
        let found = loss(&read(file));
        assert_eq!(found.dropped.first, ["coefficient of x in row R"]);
        assert_eq!(found.absent.first, ["upper bound of column x"]);
        assert_eq!(found.refused.n, 0);
        let rounded = [
            "cost of y",
            "upper bound of column y",
            "coefficient of y in row R",
            "right side of row S",
        ];
        assert_eq!(
            (found.rounded.n, &found.rounded.first[..]),
            (4, &rounded.map(str::to_owned)[..3])
        );
        let (doubles, written) =
            (found.as_doubles.expect("rounded"), found.as_written.expect("huge"));
        assert_eq!(doubles.columns[1].objective, exact(0.1).expect("finite"));
        assert_eq!((&doubles.rows[1].lower, &doubles.rows[1].upper), (&exact(0.3), &exact(0.3)));
        assert_eq!(doubles.rows[0].terms.len(), 1);
        assert_eq!(written.columns[0].upper, parse("1e20").ok());
        let found = loss(&read(&file.replace("S 0.5", "S 1.1e15")));
        assert_eq!(found.refused.first, ["coefficient of y in row S"]);
        assert_eq!(found.as_doubles, None);
        let found = loss(&read("ROWS\n N C\n L R\nCOLUMNS\n x C 1 R 0.5\nENDATA\n"));
        assert_eq!((found.rounded.n, found.as_doubles, found.as_written), (0, None, None));
    }

    /// HiGHS compares doubles: 1e-9 and what rounds to it is dropped, the next double is not.
    #[test]
    fn a_coefficient_is_dropped_if_its_double_is() {
        for (value, n) in [
            ("1e-9", 1),
            ("1.00000000000000000001e-9", 1),
            ("-1e-9", 1),
            ("1e-400", 1),
            ("1.0000000000000003e-9", 0),
        ] {
            let file = format!("ROWS\n N C\n L R\nCOLUMNS\n x C 1 R {value}\nENDATA\n");
            let model = read_model(file.as_bytes(), ModelFormat::Mps, &Readings::default());
            assert_eq!(loss(&model.expect("a model")).dropped.n, n, "{value}");
        }
    }
}
