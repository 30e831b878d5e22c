//! The best menu of a group at given multipliers, in doubles: whether it is good is found out exactly by who asks.

use ironproof_number::IBig;
use ironproof_number::rational::approx;

use super::menu::{Menu, Step};
use super::problem::Problem;
use super::terms::{Terms, rises};

/// The sums of a group, and its price steps, as doubles.
pub(super) struct Doubles {
    /// S_k, L_k, N_k, R_k.
    tails: Vec<[f64; 4]>,
    /// The price step if A_k > 0, and if not.
    prices: Vec<[f64; 2]>,
    /// The corners of the hull, as (type, Psi, S).
    corners: Vec<(usize, f64, f64)>,
}

impl Doubles {
    pub(super) fn new(problem: &Problem<'_>, g: usize) -> Self {
        let tails = &problem.tails[g];
        let over = |x: &IBig, unit: &IBig| x.to_f64() / unit.to_f64();
        let weight_unit = &tails.share_unit * &tails.weight_unit;
        let value_unit = &weight_unit * &tails.wtp_unit;
        let wtp_unit = &tails.share_unit * &tails.wtp_unit;
        let row = |k: usize| {
            [
                over(&tails.share[k], &tails.share_unit),
                over(&tails.weight[k], &weight_unit),
                over(&tails.value[k], &value_unit),
                over(&tails.wtp[k], &wtp_unit),
            ]
        };
        let n = tails.n_types();
        let price = |k: usize| {
            [true, false].map(|is_below| {
                over(&problem.price(g, Step { first: k, is_below }), &tails.wtp_unit)
            })
        };
        Self {
            tails: (0..=n).map(row).collect(),
            prices: (0..n).map(price).collect(),
            corners: Vec::new(),
        }
    }

    /// The best menu whose steps are at every `stride`-th type.
    pub(super) fn best(
        &mut self,
        problem: &Problem<'_>,
        g: usize,
        terms: &Terms,
        stride: usize,
    ) -> Menu {
        let [alpha, wtp, quality] = [&terms.alpha, &terms.wtp, &terms.quality].map(approx);
        let one = if terms.has_values { 1.0 } else { 0.0 };
        let n = self.prices.len();
        self.corners.clear();
        for k in (0..n).step_by(stride) {
            let [share, weight, value, low] = self.tails[k];
            let excess = one * weight - alpha * share;
            let [below, own] = self.prices[k];
            let price = if excess > 0.0 { below } else { own };
            let psi = one * value - excess * price - wtp * low - quality * share;
            self.push((k, psi, share));
        }
        self.push((n, 0.0, 0.0));
        let mut steps = Vec::with_capacity(terms.steps.len());
        for rise in rises(&problem.quality_steps, terms) {
            let (quality, price) = (approx(&rise.quality), approx(&rise.price));
            let gains = |pair: &[(usize, f64, f64)]| {
                (pair[0].1 - pair[1].1) * quality > price * (pair[0].2 - pair[1].2)
            };
            // The values of the pieces between corners rise.
            let (mut low, mut high) = (0, self.corners.len() - 1);
            while low < high {
                let middle = low.midpoint(high);
                if gains(&self.corners[middle..=middle + 1]) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            let first = self.corners[low].0;
            let [share, weight, ..] = self.tails[first];
            steps.resize(
                rise.levels.end,
                Step { first, is_below: one * weight - alpha * share > 0.0 && first < n },
            );
        }
        Menu { group: g, steps }
    }

    /// Adds a point at the right end of the upper hull.
    fn push(&mut self, point: (usize, f64, f64)) {
        while let [.., a, b] = self.corners[..] {
            // Value per share from a to b, and from b to the point.
            let left = (a.1 - b.1) * (b.2 - point.2);
            if left < (b.1 - point.1) * (a.2 - b.2) {
                break;
            }
            self.corners.pop();
        }
        self.corners.push(point);
    }
}
