//! A finite instance, its certificate, and the numbers that the claims speak about.
//!
//! The numbers of a group come from definitions (`docs/model.md`) and from the multipliers, never
//! from the ironing code:
//!
//! ```text
//! S_k = sum_{l>=k} f_l       A_k = sum_{l>=k} f_l (lambda_l - alpha)
//! Psi_k = max over p in {high_{k-1}, low_k} of  sum_{l>=k} f_l nu_l - A_k p
//! V_k = (Psi_k - Psi_{k+1}) / f_k
//! ironed_k = v_k / w_k       what one unit of quality for type k is worth at the dual optimum
//! slack_k                    reduced cost of T_k: negative means T_k = 0 in every optimum
//! ```

use std::cmp::Ordering;

use ironproof_instance::finite;
use ironproof_instance::finite::{FiniteInstance, Group, Wtp};
use ironproof_ironing::certificate;
use ironproof_ironing::certificate::{Certificate, GroupEvidence, IncentiveDual};
use ironproof_number::rational::Rational;
use ironproof_verdict as verdict;
use ironproof_verdict::Verified;

/// Where a claim takes the optimum from: tests put wrong ones in.
pub type Solver = fn(&FiniteInstance) -> Certificate;

/// A finite instance with its optimum.
pub struct Case<'a> {
    /// The instance.
    pub instance: &'a FiniteInstance,
    /// The claimed optimum with its evidence.
    pub certificate: Certificate,
    /// The verdict of the independent checker about that optimum, if it accepts the evidence.
    pub verified: Option<Verified>,
    /// One entry per group.
    pub groups: Vec<GroupFacts>,
    /// Whether LPs are also given to a float solver.
    pub asks_highs: bool,
    solver: Solver,
    text: String,
}

/// The numbers of one group, one entry per type.
pub struct GroupFacts {
    /// mu, the mass of the group.
    pub mass: Rational,
    /// f_k, the probability of each type.
    pub prob: Vec<Rational>,
    /// low_k, the lowest willingness to pay of each type; it is r_k for a point.
    pub low: Vec<Rational>,
    /// lambda_k, the Pareto weight of each type.
    pub weight: Vec<Rational>,
    /// S_k, the probability of type k and above.
    pub tail: Vec<Rational>,
    /// A_k, the sum of f_l (lambda_l - alpha) from type k on.
    pub excess: Vec<Rational>,
    /// The sum of f_l nu_l from type k on.
    pub weighted_tail: Vec<Rational>,
    /// Psi_k, the value of one unit of quality for each type from k on.
    pub psi: Vec<Rational>,
    /// V_k, the virtual value of type k.
    pub value: Vec<Rational>,
    /// lbar, the mean Pareto weight of the group.
    pub mean_weight: Rational,
    /// v_k / w_k, the ironed virtual value of type k.
    pub ironed: Vec<Rational>,
    /// The reduced cost of the payment T_k.
    pub slack: Vec<Rational>,
    /// Q_k, the expected quality of type k.
    pub quality: Vec<Rational>,
    /// T_k, the payment of type k.
    pub transfer: Vec<Rational>,
    /// The lowest and the highest level that type k can get; 0 is "no object".
    pub support: Vec<(usize, usize)>,
    /// All types are points: each has one willingness to pay. Most results of the paper are about points. On a grid
    /// of cells a part of a claim either has a form of its own, or it pushes no finding.
    pub is_points: bool,
}

impl<'a> Case<'a> {
    /// Solves the instance and asks the checker about the certificate.
    pub fn new(instance: &'a FiniteInstance, solver: Solver) -> Self {
        let certificate = solver(instance);
        let text = finite::to_json(instance);
        let verified = verdict_about(&instance.name, &text, &certificate)
            .filter(|verified| verified.value() == Some(&certificate.value));
        let groups = instance
            .groups
            .iter()
            .zip(&certificate.groups)
            .map(|(group, evidence)| GroupFacts::new(instance, group, evidence))
            .collect();
        Self { instance, certificate, verified, groups, asks_highs: false, solver, text }
    }

    /// Another instance, by the same solver.
    pub(super) fn sibling<'b>(&self, instance: &'b FiniteInstance) -> Case<'b> {
        Case::new(instance, self.solver)
    }

    /// Whether the optimum is verified.
    pub(super) fn is_verified(&self) -> bool {
        self.verified.is_some()
    }

    /// The certificate of another instance, by the same solver, if the checker accepts it.
    pub(super) fn solve(&self, instance: &FiniteInstance) -> Option<Certificate> {
        let certificate = (self.solver)(instance);
        let verified = verdict_about(&instance.name, &finite::to_json(instance), &certificate)?;
        (verified.value() == Some(&certificate.value)).then_some(certificate)
    }

    /// Whether the checker accepts `certificate` for this instance.
    pub(super) fn accepts(&self, certificate: &Certificate) -> bool {
        verdict_about(&self.instance.name, &self.text, certificate).is_some()
    }

    /// All types are points.
    pub(super) fn is_points(&self) -> bool {
        self.groups.iter().all(|group| group.is_points)
    }

    /// The only group, if there is one and its types are points.
    pub(super) fn single(&self) -> Option<&GroupFacts> {
        match &self.groups[..] {
            [group] if group.is_points => Some(group),
            _ => None,
        }
    }
}

fn verdict_about(name: &str, text: &str, certificate: &Certificate) -> Option<Verified> {
    verdict::instance(name, text, &certificate::write_text(certificate)).ok()
}

impl GroupFacts {
    fn new(instance: &FiniteInstance, group: &Group, evidence: &GroupEvidence) -> Self {
        let n = group.types.len();
        let zeros = || vec![Rational::ZERO; n];
        let (mut tail, mut excess, mut weighted_tail) = (zeros(), zeros(), zeros());
        let (mut psi, mut value) = (zeros(), zeros());
        for k in (0..n).rev() {
            let ty = &group.types[k];
            tail[k].clone_from(&ty.prob);
            excess[k] = &ty.prob * (&ty.weight - &instance.alpha);
            weighted_tail[k] = &ty.prob * &*ty.weighted_wtp();
            if k + 1 < n {
                let above = k + 1;
                tail[k] = &tail[k] + &tail[above];
                excess[k] = &excess[k] + &excess[above];
                weighted_tail[k] = &weighted_tail[k] + &weighted_tail[above];
            }
            let below = k.checked_sub(1).map_or(Rational::ZERO, |k| group.types[k].high().clone());
            let at = |price: &Rational| &weighted_tail[k] - &excess[k] * price;
            psi[k] = at(&below).max(at(ty.low()));
            let above = psi.get(k + 1).cloned().unwrap_or(Rational::ZERO);
            value[k] = (&psi[k] - above) / &ty.prob;
        }
        let (quality, transfer, support) = expand(instance, n, evidence);
        Self {
            mass: group.mass.clone(),
            prob: group.types.iter().map(|ty| ty.prob.clone()).collect(),
            low: group.types.iter().map(|ty| ty.low().clone()).collect(),
            weight: group.types.iter().map(|ty| ty.weight.clone()).collect(),
            mean_weight: &excess[0] + &instance.alpha,
            tail,
            excess,
            weighted_tail,
            psi,
            value,
            ironed: ironed(group, &evidence.duals),
            slack: slack(instance, group, &evidence.duals),
            quality,
            transfer,
            support,
            is_points: group.types.iter().all(|ty| matches!(ty.wtp, Wtp::Point(_))),
        }
    }

    /// K.
    pub fn n_types(&self) -> usize {
        self.prob.len()
    }

    /// The index of the top type.
    pub(super) fn top(&self) -> usize {
        self.prob.len() - 1
    }

    /// lambda_k is non-increasing.
    pub(super) fn weights_fall(&self) -> bool {
        self.weight.windows(2).all(|pair| pair[1] <= pair[0])
    }

    /// V_k without the jump at the bottom: the lowest type pays r_1.
    pub(super) fn value_without_jump(&self, k: usize) -> Rational {
        if k > 0 {
            return self.value[k].clone();
        }
        let psi = &self.weighted_tail[0] - &self.excess[0] * &self.low[0];
        (psi - self.psi.get(1).cloned().unwrap_or(Rational::ZERO)) / &self.prob[0]
    }

    /// J_k = r_k - (r_{k+1} - r_k) S_{k+1} / f_k, the virtual value of revenue alone.
    pub(super) fn revenue_value(&self, k: usize) -> Rational {
        match self.low.get(k + 1) {
            Some(next) => &self.low[k] - (next - &self.low[k]) * &self.tail[k + 1] / &self.prob[k],
            None => self.low[k].clone(),
        }
    }

    /// J_k strictly increases.
    pub(super) fn is_regular(&self) -> bool {
        (1..self.n_types()).all(|k| self.revenue_value(k - 1) < self.revenue_value(k))
    }

    /// One pool over all types, in every dual sense: equal ironed values, and positive.
    pub(super) fn is_one_pool(&self) -> bool {
        self.ironed[0] > Rational::ZERO && self.ironed.windows(2).all(|pair| pair[0] == pair[1])
    }

    /// No two types with positive ironed values are pooled: these values strictly increase.
    pub(super) fn is_assortative(&self) -> bool {
        self.ironed.windows(2).all(|pair| pair[1] <= Rational::ZERO || pair[0] < pair[1])
    }
}

type Expanded = (Vec<Rational>, Vec<Rational>, Vec<(usize, usize)>);

/// The menu, type by type.
fn expand(instance: &FiniteInstance, n: usize, evidence: &GroupEvidence) -> Expanded {
    let mut quality = vec![Rational::ZERO; n];
    let mut transfer = vec![Rational::ZERO; n];
    let mut support = vec![(0, 0); n];
    for item in &evidence.menu {
        let mut expected = Rational::ZERO;
        let mut total = Rational::ZERO;
        for (level, chance) in &item.lottery {
            expected += &instance.quality[*level].level * chance;
            total += chance;
        }
        let levels = item.lottery.iter().map(|(level, _)| level + 1);
        let lowest = match total.cmp(&Rational::ONE) {
            Ordering::Less => 0,
            _ => levels.clone().min().unwrap_or(0),
        };
        for k in item.first..=item.last.min(n - 1) {
            quality[k].clone_from(&expected);
            transfer[k].clone_from(&item.transfer);
            support[k] = (lowest, levels.clone().max().unwrap_or(0));
        }
    }
    (quality, transfer, support)
}

/// v_k / w_k, with v_k the stationarity of Q_k in `docs/model.md`.
fn ironed(group: &Group, duals: &[IncentiveDual]) -> Vec<Rational> {
    let types = &group.types;
    let value = |k: usize| {
        let (ty, dual) = (&types[k], &duals[k]);
        let mass = &group.mass * &ty.prob;
        let mut v = &mass * &*ty.weighted_wtp() + &dual.down * ty.low();
        if let Some(below) = k.checked_sub(1).map(|k| &types[k]) {
            v += &dual.flat * (ty.high() - below.low());
            v -= &dual.up * below.high();
        }
        if let (Some(next), Some(above)) = (types.get(k + 1), duals.get(k + 1)) {
            v += &above.up * ty.high();
            v -= &above.down * next.low();
            v -= &above.flat * (next.high() - ty.low());
        }
        v / mass
    };
    (0..types.len()).map(value).collect()
}

/// w_k (alpha - lambda_k) - D_k + P_k + D_{k+1} - P_{k+1}.
fn slack(instance: &FiniteInstance, group: &Group, duals: &[IncentiveDual]) -> Vec<Rational> {
    let slack = |k: usize| {
        let ty = &group.types[k];
        let mut slack = &group.mass * &ty.prob * (&instance.alpha - &ty.weight);
        slack += &duals[k].up - &duals[k].down;
        if let Some(above) = duals.get(k + 1) {
            slack += &above.down - &above.up;
        }
        slack
    };
    (0..group.types.len()).map(slack).collect()
}
