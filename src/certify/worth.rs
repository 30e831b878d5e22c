//! What the answer of another solver is worth, against what the checker accepted about the model.
//!
//! ```text
//! infeasible               a row or bound is broken beyond the tolerance
//! not integral             an integer column is off an integer beyond the tolerance
//! better than the bound    its objective is better than any can be, beyond the tolerance
//! not optimal              feasible, and the optimum is better, beyond the tolerance
//! accepted                 feasible and optimal, both within the tolerance
//! feasible                 of a model with integers: at most so far from the optimum
//! open                     feasible, and a limit came first
//! ```
//!
//! Of a model with integers only the relaxation is verified. Its optimum bounds the objective from one side, so an answer
//! is never too bad for it: it is feasible, with a gap.

use ironproof_answer::tolerance::{ACCEPTED, tolerance, unit};
use ironproof_name::Escaped;
use ironproof_number::IBig;
use ironproof_number::rational::{Rational, Readable, to_decimal};
use ironproof_proof::{Broken, Judged};
use ironproof_verdict::{Finding, Verified};

use crate::integral::Fractional;

/// The verdict about an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// Feasible, integral and optimal within the tolerance.
    Accepted,
    /// Feasible and integral; how far at most from the optimum, where there is a bound.
    Feasible(Option<Gap>),
    /// The point breaks a row or bound.
    Infeasible(String),
    /// An integer column is no integer.
    NotIntegral(String),
    /// The objective is better than the bound that a checker accepted.
    TooGood(String),
    /// The optimum is better.
    NotOptimal(String),
    /// A limit came first.
    Open,
}

/// How much worse an objective is than a bound that a checker accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The bound.
    pub bound: Rational,
    /// Positive if the objective is worse.
    pub amount: Rational,
    /// The same relative to max(1, |objective|).
    pub relative: Rational,
}

impl Worth {
    /// The checker accepted this about the model, or its relaxation.
    pub(super) fn new(
        point: &Judged,
        fractional: Option<&Fractional>,
        has_integers: bool,
        verified: Option<&Verified>,
        maximize: bool,
    ) -> Self {
        let limit = tolerance(ACCEPTED);
        if let Some(worst) = point.worst_relative.as_ref().filter(|worst| limit < worst.amount) {
            let reason = format!("{}, relatively; at most {ACCEPTED} is accepted", broken(worst));
            return Self::Infeasible(reason);
        }
        if let Some(worst) = fractional.filter(|worst| limit < worst.distance) {
            let (place, distance) = (Escaped(&worst.place), Readable(&worst.distance));
            return Self::NotIntegral(format!(
                "{place} is {distance} from an integer; at most {ACCEPTED} is accepted"
            ));
        }
        match verified.map(Verified::finding) {
            Some(Finding::Infeasible) => {
                let worst = point.worst_relative.as_ref().map(broken);
                let this = worst.map_or_else(String::new, |worst| format!("; this one: {worst}"));
                Self::Infeasible(format!("the model has no feasible point{this}"))
            }
            _ if has_integers => match gap(&point.objective, outer(verified, maximize), maximize) {
                Some(gap) => gap.of_integers(&limit),
                None => Self::Feasible(None),
            },
            Some(Finding::Unbounded) => Self::NotOptimal("the objective has no bound".to_owned()),
            Some(Finding::Optimal(optimum)) => of_optimum(&point.objective, optimum, maximize),
            Some(Finding::Bounds(lower, upper)) => {
                let (outer, inner) = if maximize { (upper, lower) } else { (lower, upper) };
                of_bounds(&point.objective, outer.as_ref(), inner.as_ref(), maximize)
            }
            None => Self::Open,
        }
    }

    /// The word for scripts.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Feasible(_) => "feasible",
            Self::Infeasible(_) => "infeasible",
            Self::NotIntegral(_) => "not integral",
            Self::TooGood(_) => "better than the bound",
            Self::NotOptimal(_) => "not optimal",
            Self::Open => "open",
        }
    }

    /// The line for a person.
    pub fn line(&self) -> String {
        match self {
            Self::Accepted => "accepted".to_owned(),
            Self::Feasible(None) => "feasible; nothing bounds the optimum".to_owned(),
            Self::Feasible(Some(Gap { bound, amount, relative })) => format!(
                "feasible, at most {} from the optimum: its objective is {} from the verified bound {}",
                percent(relative),
                Readable(amount),
                Readable(bound)
            ),
            Self::Infeasible(reason) | Self::NotIntegral(reason) | Self::TooGood(reason) => {
                format!("refuted, {}: {reason}", self.name())
            }
            Self::NotOptimal(reason) => format!("not optimal: {reason}"),
            Self::Open => "open: a limit came before the optimum".to_owned(),
        }
    }

    /// Exit code 1.
    pub fn is_refuted(&self) -> bool {
        self.is_accepted() == Some(false)
    }

    /// `None` where neither is shown.
    pub fn is_accepted(&self) -> Option<bool> {
        match self {
            Self::Accepted => Some(true),
            Self::Feasible(_) | Self::Open => None,
            _ => Some(false),
        }
    }
}

impl Gap {
    /// The verdict about a feasible and integral point.
    fn of_integers(self, limit: &Rational) -> Worth {
        if let Some(reason) = too_good(&self.amount, &self.bound, limit) {
            return Worth::TooGood(reason);
        }
        if self.relative <= *limit { Worth::Accepted } else { Worth::Feasible(Some(self)) }
    }
}

/// The bound that no objective is better than, if a checker accepted one.
pub(super) fn outer(verified: Option<&Verified>, maximize: bool) -> Option<&Rational> {
    match verified?.finding() {
        Finding::Optimal(optimum) => Some(optimum),
        Finding::Bounds(lower, upper) => if maximize { upper } else { lower }.as_ref(),
        Finding::Infeasible | Finding::Unbounded => None,
    }
}

/// How much worse `objective` is than the bound.
pub(super) fn gap(objective: &Rational, bound: Option<&Rational>, maximize: bool) -> Option<Gap> {
    let bound = bound?.clone();
    let amount = worse(objective, &bound, maximize);
    let relative = &amount / unit(objective);
    Some(Gap { bound, amount, relative })
}

fn of_optimum(objective: &Rational, optimum: &Rational, maximize: bool) -> Worth {
    let limit = tolerance(ACCEPTED);
    let amount = worse(objective, optimum, maximize);
    if let Some(reason) = too_good(&amount, optimum, &limit) {
        return Worth::TooGood(reason);
    }
    let distance = amount / unit(optimum);
    if distance <= limit {
        return Worth::Accepted;
    }
    Worth::NotOptimal(format!(
        "relative distance to the verified optimum {}; at most {ACCEPTED} is accepted",
        Readable(&distance)
    ))
}

fn of_bounds(
    objective: &Rational,
    outer: Option<&Rational>,
    inner: Option<&Rational>,
    maximize: bool,
) -> Worth {
    let limit = tolerance(ACCEPTED);
    let amount = outer.map(|outer| (worse(objective, outer, maximize), outer));
    if let Some(reason) = amount.and_then(|(amount, outer)| too_good(&amount, outer, &limit)) {
        return Worth::TooGood(reason);
    }
    let beaten = inner.map(|inner| (worse(objective, inner, maximize) / unit(inner), inner));
    match beaten.filter(|(distance, _)| limit < *distance) {
        Some((distance, inner)) => Worth::NotOptimal(format!(
            "a feasible point has the verified objective {}, relative distance {}; at most {ACCEPTED} is accepted",
            Readable(inner),
            Readable(&distance)
        )),
        None => Worth::Open,
    }
}

/// Positive if `objective` is worse than `other`.
fn worse(objective: &Rational, other: &Rational, maximize: bool) -> Rational {
    if maximize { other - objective } else { objective - other }
}

/// Why an objective that is worse than the bound by `amount` cannot be, if it cannot.
fn too_good(amount: &Rational, bound: &Rational, limit: &Rational) -> Option<String> {
    let distance = -amount.clone() / unit(bound);
    (*limit < distance).then(|| {
        format!(
            "its objective is beyond the verified bound {} by {}, relatively; at most {ACCEPTED} is accepted",
            Readable(bound),
            Readable(&distance)
        )
    })
}

/// A broken bound in words.
fn broken(worst: &Broken) -> String {
    format!("{} breaks a bound by {}", Escaped(&worst.place), Readable(&worst.amount))
}

/// A share as a percentage of two digits, rounded up: what is said with `at most` must be so.
fn percent(share: &Rational) -> String {
    let share = share * Rational::from(100_u32);
    if share <= Rational::ZERO {
        return "0%".to_owned();
    }
    let ten = |n: usize| Rational::from(IBig::from(10_u32).pow(n));
    if ten(6) <= share {
        let n_digits = share.ceil().to_string().len();
        return format!("1e{n_digits}%");
    }
    // The first digit stands at this decimal place, or further to the left.
    let places = (0..10_000).find(|n| Rational::ONE <= &share * ten(*n)).unwrap_or(0);
    let places = if places == 0 && ten(1) <= share { 0 } else { places + 1 };
    let up = Rational::from((share * ten(places)).ceil()) / ten(places);
    format!("{}%", to_decimal(&up).unwrap_or_else(|| up.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{Worth, gap, of_bounds, of_optimum, percent};
    use ironproof_answer::tolerance::tolerance;
    use ironproof_number::rational::{Rational, parse};

    fn number(text: &str) -> Rational {
        parse(text).expect("a number")
    }

    #[test]
    fn percentages_are_rounded_up_to_two_digits() {
        for (share, text) in [
            ("0", "0%"),
            ("-1", "0%"),
            ("1/50", "2%"),
            ("0.0321", "3.3%"),
            ("0.032", "3.2%"),
            ("0.99", "99%"),
            ("0.9901", "100%"),
            ("1.234", "124%"),
            ("1/300000", "0.00034%"),
            ("0.00099999", "0.1%"),
            ("1e-30", "0.0000000000000000000000000001%"),
            ("12345", "1e7%"),
        ] {
            assert_eq!(percent(&number(share)), text, "{share}");
        }
    }

    /// min: what is below the optimum is too good, what is above is not optimal; mirrored for max.
    #[test]
    fn an_objective_is_too_good_accepted_or_not_optimal() {
        for (optimum, off, names) in [
            ("0", "1e-6", ["accepted", "accepted"]),
            ("0", "2e-6", ["not optimal", "better than the bound"]),
            ("-1000", "1e-3", ["accepted", "accepted"]),
            ("-1000", "2e-3", ["not optimal", "better than the bound"]),
        ] {
            let (optimum, off) = (number(optimum), number(off));
            for (objective, k) in [(&optimum + &off, 0), (&optimum - &off, 1)] {
                let of = |maximize| of_optimum(&objective, &optimum, maximize).name();
                assert_eq!((of(false), of(true)), (names[k], names[1 - k]), "{objective}");
            }
        }
    }

    #[test]
    fn bounds_leave_an_objective_between_them_open() {
        let of = |objective: &str, lower: Option<&str>, upper: Option<&str>| {
            let (lower, upper) = (lower.map(number), upper.map(number));
            of_bounds(&number(objective), lower.as_ref(), upper.as_ref(), false)
        };
        assert_eq!(of("5", Some("4"), Some("6")), Worth::Open);
        assert_eq!(of("6.000001", Some("4"), Some("6")), Worth::Open);
        assert_eq!(of("3.9", Some("4"), Some("6")).name(), "better than the bound");
        assert_eq!(of("6.1", Some("4"), Some("6")).name(), "not optimal");
        assert_eq!(of("6.1", Some("4"), None), Worth::Open);
        assert_eq!(of("3.9", None, None), Worth::Open);
    }

    /// Relative to the objective, and never refuted for being worse than the relaxation.
    #[test]
    fn an_integer_answer_has_a_gap() {
        let of = |objective: &str, maximize| {
            let gap = gap(&number(objective), Some(&number("51/5")), maximize).expect("a bound");
            (gap.relative.to_string(), gap.of_integers(&tolerance("1e-6")).line())
        };
        let line = "feasible, at most 2% from the optimum: its objective is 0.2 from the verified bound 10.2";
        assert_eq!(of("10", true), ("1/50".to_owned(), line.to_owned()));
        assert_eq!(of("10.2", true).1, "accepted");
        assert_eq!(of("10.20000001", true).1, "accepted");
        assert!(of("10.21", true).1.starts_with("refuted, better than the bound: "));
        assert_eq!(of("10.2", false).1, "accepted");
        assert!(of("10.19", false).1.starts_with("refuted, better than the bound: "));
        assert!(of("1000000", false).1.starts_with("feasible, at most 100% from the optimum: "));
    }
}
