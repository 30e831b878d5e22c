//! Maximum likelihood in a parametric family, by Newton's method with exact derivatives.

use super::error::{Fault, Rule};
use super::groups::Group;
use super::likelihood::{Matrix, Seen, Theta, all, one, seen, spike_of};
use super::shape::Family;

/// Steps after which there is no maximum.
const MOST_STEPS: usize = 200;
/// What the log-likelihood can still gain, about, when the last full step is taken.
const LAST_GAIN: f64 = 1e-10;

/// Log odds below which a spike is none: a share of less than 0.005%.
const LOWEST_ODDS: f64 = -10.0;
/// Standard errors of mu, log sigma or the log odds of the spike beyond which nothing is determined: answers that
/// can be told apart perfectly have a likelihood that rises forever, ever more slowly.
const WIDEST: f64 = 100.0;

/// A fitted family.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The family.
    pub family: Family,
    /// Its parameters with their standard errors, in the order of [`Family::parameters`].
    pub parameters: [(f64, f64); 2],
    /// The share at zero with its standard error, if it was asked for.
    pub spike: Option<(f64, f64)>,
    /// The log-likelihood, with weights that sum to the number of respondents.
    pub log_likelihood: f64,
    /// Akaike's criterion.
    pub aic: f64,
    /// Schwarz's criterion.
    pub bic: f64,
    /// The largest distance to the nonparametric estimate, at the ends of its cells.
    pub distance: f64,
    theta: Theta,
}

#[expect(clippy::float_arithmetic, reason = "an estimate")]
impl Fit {
    /// The share of willingness to pay of at most `r`.
    pub fn below(&self, r: f64) -> f64 {
        let spike = self.spike.map_or(0.0, |(share, _)| share);
        if r <= 0.0 {
            return if r < 0.0 { 0.0 } else { spike };
        }
        let z = (r.ln() - self.theta[0]) / self.theta[1].exp();
        spike + (1.0 - spike) * self.family.below(z)
    }

    /// The amount with this share above it.
    pub(crate) fn upper_quantile(&self, above: f64) -> f64 {
        let spike = self.spike.map_or(0.0, |(share, _)| share);
        let z = self.family.upper_quantile(above / (1.0 - spike));
        (self.theta[0] + z * self.theta[1].exp()).exp()
    }

    pub(crate) fn measured(mut self, distance: f64) -> Self {
        self.distance = distance;
        self
    }
}

/// Fits a family to a group.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
pub(crate) fn fit(group: &Group, family: Family, spike: bool) -> Result<Fit, Fault> {
    let answers = seen(group);
    let none = |what| Rule::NoFit { label: group.label.clone(), what }.anywhere();
    ensure_identified(group, &answers, spike)?;
    // Where nobody may be at 0, the best spike is none.
    let has_spike = spike && answers.iter().any(|seen| seen.low == 0.0);
    let mut theta = start(&answers, has_spike);
    let mut here = all(family, &theta, &answers);
    let mut is_last = false;
    for _ in 0..MOST_STEPS {
        let step = ascent(&here.bend, &here.slope, has_spike);
        let gain: f64 = step.iter().zip(&here.slope).map(|(step, slope)| step * slope).sum();
        let mut size = 1.0;
        let is_small = gain < LAST_GAIN;
        loop {
            let next = [0, 1, 2].map(|i| theta[i] + size * step[i]);
            let there = all(family, &next, &answers);
            // Close to the maximum the differences are smaller than the rounding of the sums.
            if there.value > here.value || is_small {
                (theta, here) = (next, there);
                break;
            }
            size /= 2.0;
            if size < 1e-12 {
                return Err(none("the likelihood has no maximum that can be found"));
            }
        }
        if theta[1].abs() > 20.0 || theta[0].abs() > 50.0 {
            return Err(none(
                "the likelihood grows without a maximum: the answers do not determine a spread",
            ));
        }
        if has_spike && theta[2] < LOWEST_ODDS {
            // The maximum is at the boundary: no spike.
            return fit(group, family, false).map(|fit| Fit { spike: Some((0.0, 0.0)), ..fit });
        }
        if is_small {
            is_last = true;
            break;
        }
    }
    if !is_last || !here.value.is_finite() {
        return Err(none("the likelihood has no maximum that can be found"));
    }
    let spread = covariance(family, &theta, &answers, &here.bend, group, has_spike)
        .filter(|spread| (0..3).all(|i| spread[i][i].sqrt() < WIDEST))
        .ok_or_else(|| {
            none("the likelihood is flat: the answers do not determine all parameters")
        })?;
    let n_parameters = if has_spike { 3.0 } else { 2.0 };
    #[expect(clippy::cast_precision_loss, reason = "counts of respondents are small")]
    let n = group.n_respondents() as f64;
    let spike = spike.then(|| {
        if !has_spike {
            return (0.0, 0.0);
        }
        let share = spike_of(&theta);
        (share, share * (1.0 - share) * spread[2][2].sqrt())
    });
    Ok(Fit {
        family,
        parameters: parameters(family, &theta, &spread),
        spike,
        log_likelihood: here.value,
        aic: 2.0 * (n_parameters - here.value),
        bic: n_parameters * n.ln() - 2.0 * here.value,
        distance: f64::NAN,
        theta,
    })
}

fn ensure_identified(group: &Group, answers: &[Seen], spike: bool) -> Result<(), Fault> {
    let none = |what| Rule::NoFit { label: group.label.clone(), what }.anywhere();
    let is_zero = |seen: &Seen| seen.is_amount && seen.low == 0.0;
    if let Some(place) = answers.iter().position(is_zero).filter(|_| !spike) {
        let what = "somebody is willing to pay 0, which this family does not allow";
        let line = group.answers[place].line;
        return Err(Rule::NotForEstimator { what, remedy: "with --spike, or another one" }.on(line));
    }
    let positive = || answers.iter().filter(|seen| !is_zero(seen));
    let finite =
        |seen: &Seen| [seen.low, seen.high].into_iter().filter(|r| 0.0 < *r && r.is_finite());
    let mut ends: Vec<f64> = positive().flat_map(finite).collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let has_interval = positive().any(|seen| !seen.is_amount);
    if ends.len() < 2 && !has_interval {
        return Err(none("all positive amounts are the same, so that there is no spread"));
    }
    let wanted = if spike && has_interval && !answers.iter().any(is_zero) { 3 } else { 2 };
    let has_amount = positive().any(|seen| seen.is_amount);
    if ends.len() < wanted && !has_amount {
        return Err(none("there are fewer different bids than parameters"));
    }
    Ok(())
}

/// Mean and spread of the logarithms of amounts and of points inside the intervals.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
fn start(answers: &[Seen], has_spike: bool) -> Theta {
    let point = |seen: &Seen| match (seen.low > 0.0, seen.high.is_finite()) {
        (true, true) => Some((seen.low * seen.high).sqrt()),
        (true, false) => Some(1.5 * seen.low),
        (false, true) if seen.high > 0.0 => Some(seen.high / 2.0),
        _ => None,
    };
    let logs: Vec<(f64, f64)> =
        answers.iter().filter_map(|seen| point(seen).map(|r| (r.ln(), seen.weight))).collect();
    let weight: f64 = logs.iter().map(|(_, weight)| weight).sum();
    let mean = logs.iter().map(|(log, weight)| log * weight).sum::<f64>() / weight;
    let variance = logs.iter().map(|(log, w)| w * (log - mean).powi(2)).sum::<f64>() / weight;
    let total: f64 = answers.iter().map(|seen| seen.weight).sum();
    let zeros = answers.iter().filter(|seen| seen.is_amount && seen.low == 0.0);
    let zeros: f64 = zeros.map(|seen| seen.weight).sum();
    let share = if zeros > 0.0 { (zeros / total).clamp(0.01, 0.99) } else { 0.1 };
    let rho = if has_spike { (share / (1.0 - share)).ln() } else { f64::NEG_INFINITY };
    [mean, variance.sqrt().max(0.05).ln(), rho]
}

/// The solution of `-bend x = slope`; a multiple of the identity is added until the matrix is positive definite.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
fn ascent(bend: &Matrix, slope: &Theta, has_spike: bool) -> Theta {
    let size = (0..3).map(|i| bend[i][i].abs()).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let mut shift = 0.0;
    loop {
        let mut matrix = bend.map(|row| row.map(|x| -x));
        for i in 0..3 {
            matrix[i][i] += shift;
        }
        if let Some(inverse) = inverse(&matrix, has_spike) {
            let n = if has_spike { 3 } else { 2 };
            let mut step = [0, 1, 2].map(|i| (0..n).map(|j| inverse[i][j] * slope[j]).sum::<f64>());
            // No step leaves the range in which the derivatives say something.
            let longest = step.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
            if longest > 2.0 {
                step = step.map(|x| x * 2.0 / longest);
            }
            return step;
        }
        shift = if shift == 0.0 { 1e-6 * size } else { 10.0 * shift };
        if !shift.is_finite() {
            return [0.0; 3];
        }
    }
}

/// The inverse of a positive definite matrix, by Cholesky; `None` if it is none.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
fn inverse(matrix: &Matrix, has_spike: bool) -> Option<Matrix> {
    let n = if has_spike { 3 } else { 2 };
    let mut lower = [[0.0; 3]; 3];
    for i in 0..n {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest = matrix[i][j] - sum;
            if i == j {
                let is_positive = rest > 1e-12 * matrix[i][i].abs() && rest.is_finite();
                lower[i][i] = is_positive.then(|| rest.sqrt())?;
            } else {
                lower[i][j] = rest / lower[j][j];
            }
        }
    }
    let mut out = [[0.0; 3]; 3];
    for column in 0..n {
        let mut x = [0.0; 3];
        for i in 0..n {
            let sum: f64 = (0..i).map(|k| lower[i][k] * x[k]).sum();
            x[i] = (f64::from(u8::from(i == column)) - sum) / lower[i][i];
        }
        for i in (0..n).rev() {
            let sum: f64 = (i + 1..n).map(|k| lower[k][i] * out[k][column]).sum();
            out[i][column] = (x[i] - sum) / lower[i][i];
        }
    }
    Some(out)
}

/// The inverse of the observed information; where weights differ, with the spread of the slopes between two of them.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
fn covariance(
    family: Family,
    theta: &Theta,
    answers: &[Seen],
    bend: &Matrix,
    group: &Group,
    has_spike: bool,
) -> Option<Matrix> {
    let inverse = inverse(&bend.map(|row| row.map(|x| -x)), has_spike)?;
    let is_weighted = group.answers.windows(2).any(|pair| pair[0].weight != pair[1].weight);
    if !is_weighted {
        return Some(inverse);
    }
    let mut middle = [[0.0; 3]; 3];
    for (seen, answer) in answers.iter().zip(&group.answers) {
        let slope = one(family, theta, seen).slope;
        #[expect(clippy::cast_precision_loss, reason = "counts of respondents are small")]
        let squares = seen.weight * seen.weight / answer.count as f64;
        for i in 0..3 {
            for j in 0..3 {
                middle[i][j] += squares * slope[i] * slope[j];
            }
        }
    }
    let product = |a: &Matrix, b: &Matrix| {
        [0, 1, 2].map(|i| [0, 1, 2].map(|j| (0..3).map(|k| a[i][k] * b[k][j]).sum::<f64>()))
    };
    Some(product(&product(&inverse, &middle), &inverse))
}

/// The parameters as instances write them, with standard errors by the delta method.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
fn parameters(family: Family, theta: &Theta, spread: &Matrix) -> [(f64, f64); 2] {
    let error = [spread[0][0].sqrt(), spread[1][1].sqrt()];
    let sigma = theta[1].exp();
    match family {
        Family::LogNormal => [(theta[0], error[0]), (sigma, sigma * error[1])],
        Family::Weibull | Family::LogLogistic => {
            let scale = theta[0].exp();
            [(scale, scale * error[0]), (1.0 / sigma, error[1] / sigma)]
        }
    }
}
