//! The nonparametric maximum likelihood estimate from amounts and intervals (Turnbull 1976).
//!
//! ```text
//! max  sum_i w_i log P_i      P_i = sum of p_j over the cells j inside answer i,   p >= 0, sum p = 1
//! ```
//!
//! Only *cells* can have mass: from the beginning of some answer to the next end of one. Steps of EM,
//! `p_j <- p_j d_j / w` with `d_j = sum of w_i / P_i over the answers with cell j`, alternate with steps of ICM, an
//! isotonic Newton step on the cumulative shares (Wellner and Zhan 1997). The optimum has `d_j <= w` (Kuhn and Tucker);
//! the *gap* `max d_j / w - 1` times w bounds what the log-likelihood misses.

use ironproof_number::rational::{Rational, Readable, approx};

use super::error::{Fault, Rule};
use super::groups::Group;
use super::shape::{Shape, rounded_shares};

/// The gap at which the iteration ends.
const GAP: f64 = 1e-10;
/// The most rounds, each five steps of EM and one of ICM.
const MOST_ROUNDS: usize = 20_000;

/// Where the mass of a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Uniform over the cell.
    Uniform,
    /// At its lowest point.
    Low,
    /// At its middle.
    Middle,
    /// At its highest point.
    High,
}

impl Within {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Uniform, Self::Low, Self::Middle, Self::High];

    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::Low => "low",
            Self::Middle => "middle",
            Self::High => "high",
        }
    }
}

/// A nonparametric estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Turnbull {
    /// The cells: from, to (`None`: no end), and the share. A cell that ends where it begins is an amount.
    pub cells: Vec<(Rational, Option<Rational>, f64)>,
    /// The log-likelihood, with weights that sum to the number of respondents.
    pub log_likelihood: f64,
    /// The Kuhn-Tucker gap.
    pub gap: f64,
    /// Rounds of the iteration.
    pub rounds: usize,
    /// A thousandth of a respondent, as a share: cells with less are empty.
    least: f64,
}

impl Turnbull {
    /// Whether the iteration ended because the gap is small.
    pub fn has_converged(&self) -> bool {
        self.gap <= GAP
    }
}

/// An end of an answer. In the order of ends, "before x" comes first, then a beginning at x, then the end of x itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Before,
    From,
    At,
    Infinity,
}

/// Estimates the shares of a group.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
pub(crate) fn turnbull(group: &Group) -> Turnbull {
    let zero = Rational::ZERO;
    let end = |high: &Option<Rational>, is_amount: bool| match high {
        Some(high) if is_amount => (Side::At, high.clone()),
        Some(high) => (Side::Before, high.clone()),
        None => (Side::Infinity, Rational::ZERO),
    };
    // Equal answers are one, with their weights together.
    let mut answers: Vec<(Rational, (Side, Rational), f64)> = Vec::new();
    let mut sorted: Vec<_> = group.answers.iter().collect();
    sorted.sort_by(|a, b| (&a.low, &a.high).cmp(&(&b.low, &b.high)));
    for equal in sorted.chunk_by(|a, b| a.low == b.low && a.high == b.high) {
        let weight = equal.iter().fold(zero.clone(), |sum, answer| sum + answer.mass());
        answers.push((
            equal[0].low.clone(),
            end(&equal[0].high, equal[0].is_amount()),
            approx(&weight),
        ));
    }
    let key = |(side, value): &(Side, Rational)| (*side == Side::Infinity, value.clone(), *side);
    let mut ends: Vec<(bool, Rational, Side)> = answers
        .iter()
        .flat_map(|(low, high, _)| [(false, low.clone(), Side::From), key(high)])
        .collect();
    ends.sort();
    ends.dedup();
    // A cell: a beginning that an end follows.
    let pairs = ends.windows(2).filter(|pair| pair[0].2 == Side::From && pair[1].2 != Side::From);
    let cells: Vec<(Rational, (bool, Rational, Side))> =
        pairs.map(|pair| (pair[0].1.clone(), pair[1].clone())).collect();
    let ranges: Vec<(usize, usize)> = answers
        .iter()
        .map(|(low, high, _)| {
            let first = cells.partition_point(|(from, _)| from < low);
            let end = cells.partition_point(|(_, to)| *to <= key(high));
            (first, end)
        })
        .collect();
    let n: f64 = answers.iter().map(|(.., weight)| weight).sum();
    #[expect(clippy::cast_precision_loss, reason = "counts of respondents are small")]
    let factor = group.n_respondents() as f64 / n;
    let weights: Vec<f64> = answers.iter().map(|(.., weight)| weight * factor).collect();
    let found = Iteration::new(ranges, weights, cells.len()).run();
    let ends = cells
        .into_iter()
        .zip(&found.shares)
        .map(|((from, (infinite, to, _)), share)| (from, (!infinite).then_some(to), *share));
    Turnbull {
        cells: ends.collect(),
        log_likelihood: found.log_likelihood(&found.shares),
        gap: found.gap,
        rounds: found.rounds,
        least: 1e-3 / found.total,
    }
}

/// The shares between two rounds.
struct Iteration {
    /// First cell, and the one behind the last, of each answer.
    ranges: Vec<(usize, usize)>,
    weights: Vec<f64>,
    total: f64,
    shares: Vec<f64>,
    gap: f64,
    rounds: usize,
}

#[expect(clippy::float_arithmetic, reason = "an estimate")]
impl Iteration {
    fn new(ranges: Vec<(usize, usize)>, weights: Vec<f64>, n_cells: usize) -> Self {
        let total = weights.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "there are fewer cells than answers")]
        let shares = vec![1.0 / n_cells as f64; n_cells];
        Self { ranges, weights, total, shares, gap: f64::INFINITY, rounds: 0 }
    }

    fn run(mut self) -> Self {
        while self.rounds < MOST_ROUNDS {
            for _ in 0..5 {
                let slopes = self.slopes(&self.shares);
                for (share, slope) in self.shares.iter_mut().zip(&slopes) {
                    *share *= slope / self.total;
                }
            }
            let slopes = self.slopes(&self.shares);
            self.gap =
                slopes.iter().fold(0.0, |most: f64, slope| most.max(slope / self.total - 1.0));
            self.rounds += 1;
            if self.gap <= GAP {
                break;
            }
            self.isotonic_step();
        }
        self
    }

    /// Sums of shares over the first cells.
    fn cumulative(shares: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0];
        let mut sum = 0.0;
        for share in shares {
            sum += share;
            sums.push(sum);
        }
        sums
    }

    fn log_likelihood(&self, shares: &[f64]) -> f64 {
        let sums = Self::cumulative(shares);
        let terms = self.ranges.iter().zip(&self.weights);
        terms.map(|((from, to), weight)| weight * (sums[*to] - sums[*from]).ln()).sum()
    }

    /// `d_j`
    fn slopes(&self, shares: &[f64]) -> Vec<f64> {
        let sums = Self::cumulative(shares);
        let mut changes = vec![0.0; shares.len() + 1];
        for ((from, to), weight) in self.ranges.iter().zip(&self.weights) {
            // An answer that is one cell has the share itself: no digits are lost in a difference of sums.
            let likelihood = if from + 1 == *to { shares[*from] } else { sums[*to] - sums[*from] };
            let ratio = weight / likelihood.max(f64::MIN_POSITIVE);
            changes[*from] += ratio;
            changes[*to] -= ratio;
        }
        let mut slope = 0.0;
        changes[..shares.len()]
            .iter()
            .map(|change| {
                slope += change;
                slope
            })
            .collect()
    }

    /// A Newton step with the diagonal of the second derivatives, made isotonic, and halved until it is better.
    fn isotonic_step(&mut self) {
        let n = self.shares.len();
        if n < 2 {
            return;
        }
        let sums = Self::cumulative(&self.shares);
        let (mut slope, mut bend) = (vec![0.0; n + 1], vec![0.0; n + 1]);
        for ((from, to), weight) in self.ranges.iter().zip(&self.weights) {
            let ratio = 1.0 / (sums[*to] - sums[*from]).max(1e-150);
            slope[*to] += weight * ratio;
            slope[*from] -= weight * ratio;
            bend[*to] += weight * ratio * ratio;
            bend[*from] += weight * ratio * ratio;
        }
        let targets = (1..n).map(|k| (sums[k] + slope[k] / bend[k], bend[k]));
        let wanted = isotonic(targets);
        let before = self.log_likelihood(&self.shares);
        let mut step = 1.0;
        for _ in 0..30 {
            let mut shares = Vec::with_capacity(n);
            let mut below = 0.0;
            for k in 1..=n {
                let target = if k == n { 1.0 } else { wanted[k - 1].clamp(0.0, 1.0) };
                let sum = sums[k] + step * (target - sums[k]);
                shares.push((sum - below).max(0.0));
                below = sum;
            }
            if self.log_likelihood(&shares) > before {
                self.shares = shares;
                return;
            }
            step /= 2.0;
        }
    }
}

/// The non-decreasing numbers nearest to the targets, with weights: neighbours that fall are pooled.
#[expect(clippy::float_arithmetic, reason = "an estimate")]
fn isotonic(targets: impl Iterator<Item = (f64, f64)>) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (target, weight) in targets {
        let mut pool = (target, weight, 1);
        while let Some((before, mass, n)) = pools.pop_if(|(before, ..)| *before >= pool.0) {
            let sum = mass + pool.1;
            pool = ((before * mass + pool.0 * pool.1) / sum, sum, n + pool.2);
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(value, _, n)| std::iter::repeat_n(value, n)).collect()
}

impl Turnbull {
    /// The estimate as an instance can hold it; `top` ends the open cell.
    pub(crate) fn shape(
        &self,
        label: &str,
        within: Within,
        top: &Rational,
    ) -> Result<Shape, Fault> {
        // The iteration takes mass from a cell without ever taking all.
        let kept = |share: f64| if share < self.least { 0.0 } else { share };
        let shares: Vec<f64> = self.cells.iter().map(|(.., share)| kept(*share)).collect();
        let shares = rounded_shares(&shares);
        let mut kept = Vec::new();
        for ((from, to, _), share) in self.cells.iter().zip(shares) {
            if to.is_none() && top <= from && !share.is_zero() {
                let text = |number: &Rational| Readable(number).to_string();
                let rule = Rule::Top { label: label.to_owned(), reach: text(from), top: text(top) };
                return Err(rule.anywhere());
            }
            let to = to.as_ref().unwrap_or(top);
            if !share.is_zero() {
                kept.push((from, to, share));
            }
        }
        let two = Rational::from(2);
        let point = |from: &Rational, to: &Rational| match within {
            Within::Low | Within::Uniform => from.clone(),
            Within::Middle => (from + to) / &two,
            Within::High => to.clone(),
        };
        if within != Within::Uniform || kept.iter().all(|(from, to, _)| from == to) {
            // The end of a cell may be the beginning of an amount.
            let mut atoms: Vec<(Rational, Rational)> = Vec::new();
            for (from, to, share) in kept {
                let wtp = point(from, to);
                match atoms.last_mut().filter(|(last, _)| *last == wtp) {
                    Some((_, sum)) => *sum += share,
                    None => atoms.push((wtp, share)),
                }
            }
            return Ok(Shape::Atoms(atoms));
        }
        let (mut knots, mut shares) = (Vec::<Rational>::new(), Vec::new());
        for (from, to, share) in kept {
            match knots.last() {
                None => knots.push(from.clone()),
                Some(last) if last < from => {
                    knots.push(from.clone());
                    shares.push(Rational::ZERO);
                }
                Some(_) => {}
            }
            knots.push(to.clone());
            shares.push(share);
        }
        Ok(Shape::Histogram { knots, shares })
    }

    /// Where an open cell begins that has mass.
    pub fn open(&self) -> Option<(&Rational, f64)> {
        let last = self.cells.last().filter(|(_, to, share)| to.is_none() && 0.0 < *share);
        last.map(|(from, _, share)| (from, *share))
    }
}
