//! How the distribution of a group is estimated, and what comes out.

use ironproof_number::rational::{self, Rational, Readable};

use super::data::Answer;
use super::empirical::{self, Bins};
use super::error::{Fault, Rule};
use super::groups::Group;
use super::parametric::{Fit, fit};
use super::shape::{Curve, Family, Shape, Tail};
use super::turnbull::{Turnbull, Within, turnbull};

/// Significant digits of estimated parameters.
pub const PARAMETER_DIGITS: usize = 8;
/// The share above the bound of a fitted curve, where no bound is given.
const ABOVE: f64 = 0.005;

/// An estimator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// Amounts as they are.
    Values,
    /// Nonparametric maximum likelihood.
    Turnbull,
    /// Maximum likelihood in a family.
    Fit(Family),
}

/// An estimator with its choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// The estimator.
    pub estimator: Estimator,
    /// `Values`: the bins, if it is to be a histogram.
    pub bins: Option<Bins>,
    /// `Turnbull`: where the mass of a cell stands.
    pub within: Within,
    /// A share at 0 of its own.
    pub spike: bool,
    /// The largest willingness to pay, where the data give none.
    pub top: Option<Rational>,
    /// What becomes of what a curve has above it.
    pub tail: Tail,
}

/// The estimate of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The distribution.
    pub shape: Shape,
    /// The nonparametric estimate, if it is what was asked for.
    pub turnbull: Option<Turnbull>,
    /// The fit, if a family was asked for.
    pub fit: Option<Fit>,
    /// What was assumed or rounded.
    pub notes: Vec<String>,
}

impl Estimator {
    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Values => "values",
            Self::Turnbull => "turnbull",
            Self::Fit(family) => family.name(),
        }
    }
}

impl Method {
    /// Whether a flag has no effect on the estimator.
    pub fn ignores(&self, flag: &str) -> bool {
        match self.estimator {
            Estimator::Values => {
                let is_used = flag == "--bins" || (flag == "--spike" && self.bins.is_some());
                !is_used
            }
            Estimator::Turnbull => flag != "--within" && flag != "--top",
            Estimator::Fit(_) => !["--spike", "--top", "--tail"].contains(&flag),
        }
    }

    /// The flag of a choice that was made and has no effect, if there is one.
    pub fn unused(&self) -> Option<&'static str> {
        let made = [
            ("--bins", self.bins.is_some()),
            ("--spike", self.spike),
            ("--top", self.top.is_some()),
        ];
        made.into_iter()
            .find(|(flag, is_made)| *is_made && self.ignores(flag))
            .map(|(flag, _)| flag)
    }

    /// The name with the choices that matter.
    pub fn name(&self) -> String {
        match self.estimator {
            Estimator::Values => match &self.bins {
                None => "values".to_owned(),
                Some(Bins::Equal(n)) => format!("values, {n} bins"),
                Some(Bins::Knots(knots)) => {
                    format!("values, {} bins", knots.len().saturating_sub(1))
                }
            },
            Estimator::Turnbull => format!("turnbull, {}", self.within.name()),
            Estimator::Fit(family) if self.spike => format!("{} with spike", family.name()),
            Estimator::Fit(family) => family.name().to_owned(),
        }
    }
}

/// Estimates a group.
///
/// # Errors
/// [`Fault`] if the estimator does not take the data, or there is no estimate.
pub(crate) fn estimate(group: &Group, method: &Method) -> Result<Estimate, Fault> {
    match method.estimator {
        Estimator::Values => {
            let shape = match &method.bins {
                None => empirical::atoms(group)?,
                Some(bins) => empirical::histogram(group, bins, method.spike)?,
            };
            Ok(Estimate { shape, turnbull: None, fit: None, notes: Vec::new() })
        }
        Estimator::Turnbull => nonparametric(group, method),
        Estimator::Fit(family) => parametric(group, family, method),
    }
}

fn nonparametric(group: &Group, method: &Method) -> Result<Estimate, Fault> {
    let found = turnbull(group);
    let mut notes = Vec::new();
    if !found.has_converged() {
        let (gap, rounds) = (found.gap, found.rounds);
        notes.push(format!("no convergence: the gap is {gap:.1e} after {rounds} rounds"));
    }
    let top = top(group, method);
    if let Some((from, share)) = found.open() {
        let why = if method.top.is_some() { "--top" } else { "twice that, as --top is not given" };
        let is_used = matches!(method.within, Within::Uniform | Within::Middle | Within::High);
        let end =
            if is_used { format!("; it ends at {}: {why}", Readable(&top)) } else { String::new() };
        notes.push(format!(
            "{} are in the open cell from {}{end}",
            percent(share, 1),
            Readable(from)
        ));
    }
    let shape = found.shape(&group.label, method.within, &top)?;
    Ok(Estimate { shape, turnbull: Some(found), fit: None, notes })
}

/// A share in percent, with so many decimals unless they would say that there is nothing.
#[expect(clippy::float_arithmetic, reason = "a note about an estimate")]
fn percent(share: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", 100.0 * share);
    let is_rounded_away = share > 0.0 && text.chars().all(|c| matches!(c, '0' | '.'));
    if is_rounded_away { format!("{:.1e}%", 100.0 * share) } else { format!("{text}%") }
}

/// The end of an open interval.
fn top(group: &Group, method: &Method) -> Rational {
    let ends = |answer: &Answer| answer.high.clone().into_iter().chain([answer.low.clone()]);
    let largest = group.answers.iter().flat_map(ends).max().unwrap_or(Rational::ONE);
    method.top.clone().unwrap_or_else(|| largest * Rational::from(2))
}

#[expect(clippy::float_arithmetic, reason = "an estimate")]
fn parametric(group: &Group, family: Family, method: &Method) -> Result<Estimate, Fault> {
    let fit = fit(group, family, method.spike)?;
    let distance = distance(&fit, &turnbull(group));
    let fit = fit.measured(distance);
    let mut notes = Vec::new();
    let spike = fit.spike.map(|(share, _)| share).filter(|share| *share > 0.0);
    if method.spike && spike.is_none() {
        notes.push("the most likely share at 0 is none".to_owned());
    }
    let near_high = fit.upper_quantile(ABOVE);
    let high = method.top.clone().unwrap_or_else(|| significant(near_high, 3));
    let above = 1.0 - fit.below(rational::approx(&high));
    let why =
        if method.top.is_some() { "--top" } else { "where 0.5% remain, as --top is not given" };
    let then = match method.tail {
        Tail::Clip => "become one amount there",
        Tail::Condition => "are left out, and the group is smaller by them",
    };
    notes.push(format!(
        "the curve is cut at {}: {why}; the {} above {then}",
        Readable(&high),
        percent(above, 2)
    ));
    if above >= 1.0 - spike.unwrap_or(0.0) || high <= Rational::ZERO {
        let text = |number: &Rational| Readable(number).to_string();
        let reach = significant(fit.upper_quantile(0.5), 3);
        return Err(Rule::Top {
            label: group.label.clone(),
            reach: text(&reach),
            top: text(&high),
        }
        .anywhere());
    }
    let curve = Curve {
        family,
        parameters: fit.parameters.map(|(value, _)| significant(value, PARAMETER_DIGITS)),
        spike: spike.map(|share| significant(share, PARAMETER_DIGITS)),
        high,
        tail: method.tail,
    };
    Ok(Estimate { shape: Shape::Curve(curve), turnbull: None, fit: Some(fit), notes })
}

/// The largest distance between the fit and the nonparametric estimate, where the latter is determined.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
fn distance(fit: &Fit, truth: &Turnbull) -> f64 {
    let (mut below, mut most): (f64, f64) = (0.0, 0.0);
    for (from, to, share) in &truth.cells {
        let start = rational::approx(from);
        // Below a cell: the curve has no amounts but 0.
        if start > 0.0 {
            most = most.max((fit.below(start) - below).abs());
        }
        below += share;
        if let Some(to) = to {
            most = most.max((fit.below(rational::approx(to)) - below).abs());
        }
    }
    most
}

/// A double rounded to so many significant digits, exactly.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
pub(crate) fn significant(x: f64, digits: usize) -> Rational {
    let text = format!("{x:.*e}", digits - 1);
    rational::parse(&text).unwrap_or_else(|_| rational::exact(x + 0.0).unwrap_or(Rational::ZERO))
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_small_share_is_not_written_as_none() {
        let shown = [(0.0, 1), (0.005, 1), (0.00001, 1), (0.00001, 2), (0.0001, 2)];
        let shown = shown.map(|(share, decimals)| percent(share, decimals));
        assert_eq!(shown, ["0.0%", "0.5%", "1.0e-3%", "1.0e-3%", "0.01%"]);
    }
}
