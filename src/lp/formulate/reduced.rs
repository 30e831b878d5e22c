//! One group without lotteries: the interim qualities that some lottery can deliver.
//!
//! TAIL(g,k)          R_k = w_k Q_k + R_{k+1}                  R_{K+1} = 0
//! MAJORISATION(g,k)  R_k <= B(w_k + ... + w_K)
//! bounds             0 <= Q_k, 0 <= R_k
//!
//! B(m) is the most quality that agents of mass m can get together: served from the top,
//!
//! ```text
//! B(m) = max { sum_j q_j y_j : 0 <= y_j <= m_j, sum_j y_j <= m } = sum_j (q_j - q_{j-1}) min(m, S_j).
//! ```
//!
//! **The rows are the exact projection onto Q**, given that Q is non-decreasing, which the adjacent
//! incentive rows say (docs/model.md, *Monotone*).
//!
//! *Necessary.* For any lottery, sum_{l>=k} w_l Q_l = sum_j (q_j - q_{j-1}) sum_{l>=k} w_l (1 - Gamma_l,j-1),
//! and the inner sum is at most sum_{l>=k} w_l and at most S_j. This uses no monotonicity.
//!
//! *Sufficient.* Serve all agents from the top: the best objects to type K, the next best to type
//! K-1, and so on; let Q* be the expected qualities. Q* is non-decreasing and its tail sums are
//! exactly B(w_k + ... + w_K). So if 0 <= Q is non-decreasing and satisfies the rows, then Q is weakly
//! submajorised by Q* with weights w, hence Q_k = sum_l P_kl Q*_l for some P >= 0 with row sums at
//! most one and w-weighted column sums at most one, sum_k w_k P_kl <= w_l [MOA11, 2.C.4; KMS21]. Give
//! type k, with chance P_kl, the lottery that serving from the top gives type l, else nothing: every
//! object is used at most as often as before, and the expected quality is Q_k.
//!
//! Q_k <= q_M follows: Q_k <= Q_K <= B(w_K) / w_K <= q_M.
//!
//! # References
//!
//! - [MOA11] A. W. Marshall, I. Olkin, B. C. Arnold, Inequalities: Theory of Majorization and Its
//!   Applications, 2nd edition, 2011.
//! - [KMS21] A. Kleiner, B. Moldovanu, P. Strack, Extreme Points and Majorization: Economic
//!   Applications, Econometrica 89, 2021.

use crate::formulate::draft::Draft;
use crate::formulate::legend::{Constraint, TypeAt, Variable};
use ironproof_number::rational::Rational;
use ironproof_number::scale;

/// Adds the columns `R_k` and the rows above for each group; the caller allows one group only.
pub(super) fn add(draft: &mut Draft<'_>) {
    let (steps, supply) = (draft.level_steps(), draft.instance.supply());
    for (g, group) in draft.instance.groups.iter().enumerate() {
        let mut tail_mass = Rational::ZERO;
        let mut tail_above: Option<usize> = None;
        for k in (0..group.types.len()).rev() {
            let at = TypeAt { group: g, k };
            let mass = &draft.masses[g][k];
            tail_mass += mass;
            let best = best_quality(&steps, &supply, &tail_mass);
            let (quality, mass) = (draft.quality[g][k], mass.clone());

            let tail = draft.add_column(Variable::Tail(at), Rational::ZERO, best.clone());
            let terms = [(tail, Rational::ONE), (quality, -mass)]
                .into_iter()
                .chain(tail_above.map(|above| (above, -Rational::ONE)));
            draft.add_equal(Constraint::Tail(at), terms, Rational::ZERO);
            draft.add_at_most(Constraint::Majorisation(at), [(tail, Rational::ONE)], best);
            tail_above = Some(tail);
        }
    }
}

/// `B(mass)`.
fn best_quality(steps: &[Rational], supply: &[Rational], mass: &Rational) -> Rational {
    let parts: Vec<Rational> =
        steps.iter().zip(supply).map(|(step, supply)| step * mass.min(supply)).collect();
    scale::sum(parts.iter())
}
