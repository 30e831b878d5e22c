//! Where an axis of a picture ends: what few people have does not hide what all others have.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_curves::Between;
use ironproof_number::rational::exact;

use crate::percent::percent;

/// Those who may be outside, as a share of all.
const FEW: f64 = 0.1;
/// Outside are numbers of few that are so many times as large as those of all others.
const FAR: f64 = 10.0;
/// Of the numbers of few, those stay inside that are at most so many times as large.
const NEAR: f64 = 4.0;

/// The end of an axis beyond which there are few, far away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct End {
    /// The largest number inside.
    pub(crate) at: f64,
    /// The share of people outside.
    beyond: f64,
    /// The largest number of all.
    most: f64,
}

/// Where an axis of positive numbers ends, if some are outside; each number with the mass of those who have it.
pub(crate) fn end(mut people: Vec<(f64, f64)>) -> Option<End> {
    people.retain(|(x, mass)| x.is_finite() && *mass > 0.0);
    people.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: f64 = people.iter().map(|(_, mass)| mass).sum();
    let most = people.last()?.0;
    let mut below = 0.0;
    let (usual, _) = people.iter().find(|(_, mass)| {
        below += mass;
        below >= (1.0 - FEW) * all
    })?;
    if *usual <= 0.0 || most <= FAR * usual {
        return None;
    }
    let is_inside = |x: f64| x <= NEAR * usual;
    let at = people.iter().rev().find(|(x, _)| is_inside(*x))?.0;
    let outside = people.iter().filter(|(x, _)| !is_inside(*x)).map(|(_, mass)| mass);
    Some(End { at, beyond: outside.sum::<f64>() / all, most })
}

impl End {
    /// Who is outside, as a clause: the share is that of `whom`.
    pub(crate) fn said(&self, whom: &str, number: fn(f64) -> String) -> String {
        let share = exact(self.beyond).map(|share| percent(&Between::exactly(share)));
        let share = share.unwrap_or_default();
        format!("{share} of {whom} would pay more, up to {}", number(self.most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_large_number_does_not_hide_the_others() {
        let of = |numbers: &[f64]| end(numbers.iter().map(|x| (*x, 1.0)).collect());
        let nineteen: Vec<f64> = (1..20).map(f64::from).collect();
        let found = of(&[&nineteen[..], &[50_000.0]].concat()).expect("far away");
        assert_eq!((found.at, found.most, found.beyond), (19.0, 50_000.0, 0.05));
        assert_eq!(found.said("all", |x| x.to_string()), "5.0% of all would pay more, up to 50000");
        // Not so far, or not so few.
        assert_eq!(of(&[&nineteen[..], &[150.0]].concat()), None);
        assert_eq!(of(&[&nineteen[..], &[50_000.0; 5]].concat()), None);
        assert_eq!(of(&[0.0, 0.0, 0.0]), None);
        assert_eq!(of(&[]), None);
    }
}
