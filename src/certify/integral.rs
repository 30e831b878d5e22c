//! How far the integers of an answer are from integers, exactly.

use ironproof_linear::Lp;
use ironproof_number::rational::Rational;

/// The integer column of an answer that is farthest from an integer.
#[derive(Clone, Debug, PartialEq)]
pub struct Fractional {
    /// `column NAME`.
    pub place: String,
    /// Its value.
    pub value: Rational,
    /// The distance to the nearest integer: absolute, since 10^9 + 1/2 is no more an integer than 1/2.
    pub distance: Rational,
    /// How many integer columns are no integers.
    pub n: usize,
}

/// The worst of the columns that are to be integers; `None` if all are.
pub fn fractional(lp: &Lp, integer: &[bool], point: &[Rational]) -> Option<Fractional> {
    let mut worst: Option<Fractional> = None;
    let columns = lp.columns.iter().zip(integer).zip(point);
    for ((column, _), value) in columns.filter(|((_, is_integer), _)| **is_integer) {
        let below = value - Rational::from(value.floor());
        if below.is_zero() {
            continue;
        }
        let above = Rational::ONE - &below;
        let distance = below.min(above);
        let n = worst.as_ref().map_or(0, |worst| worst.n) + 1;
        match &mut worst {
            Some(worst) if distance <= worst.distance => worst.n = n,
            _ => {
                let place = format!("column {}", column.name);
                worst = Some(Fractional { place, value: value.clone(), distance, n });
            }
        }
    }
    worst
}

#[cfg(test)]
mod tests {
    use super::fractional;
    use ironproof_linear::{ModelFormat, Readings, read_model};
    use ironproof_number::rational::{Rational, parse};

    fn worst(values: [&str; 4]) -> Option<(String, String, usize)> {
        let text = "max a + b + c + d\nst\n r: a + b + c + d <= 9\ngeneral\n a b c\nend";
        let model =
            read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).expect("a model");
        let point: Vec<Rational> =
            values.iter().map(|value| parse(value).expect("a number")).collect();
        let found = fractional(&model.lp, &model.integer, &point)?;
        Some((found.place, found.distance.to_string(), found.n))
    }

    /// Above and below an integer, negative, large, and a column that may be anything.
    #[test]
    fn the_distance_is_to_the_nearest_integer() {
        let found = |column: &str, distance: &str, n| {
            Some((format!("column {column}"), distance.to_owned(), n))
        };
        assert_eq!(worst(["1", "-2", "0", "1/2"]), None);
        assert_eq!(worst(["1.25", "0", "0", "1/2"]), found("a", "1/4", 1));
        assert_eq!(worst(["1.75", "0", "0", "0"]), found("a", "1/4", 1));
        assert_eq!(worst(["0", "-0.001", "0", "0"]), found("b", "1/1000", 1));
        assert_eq!(worst(["0", "0.1", "-0.8", "0"]), found("c", "1/5", 2));
        assert_eq!(worst(["1/2", "0.1", "0.2", "0"]), found("a", "1/2", 3));
        assert_eq!(worst(["1000000000.5", "0", "0", "0"]), found("a", "1/2", 1));
    }
}
