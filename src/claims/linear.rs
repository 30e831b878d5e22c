//! Linear programs over types (willingness to pay, social weight), with other rules for money.
//!
//! ```text
//! max  sum_a w_a [ alpha T_a + lambda_a (r_a Q_a - T_a) ] + lambda-weighted rebate     Q_a = sum_j q_j x_aj
//! ONE(a)     sum_j x_aj <= 1                                            sigma_a
//! IC(a,b)    T_a - T_b - r_a (Q_a - Q_b) <= 0   all pairs of a group    ic_ab
//! IR(a)      T_a - r_a Q_a <= 0                                         ir_a
//! SUPPLY(j)  sum_a w_a (x_aj + ... + x_aM) <= S_j                       pi_j
//! BUDGET     m B - sum_a w_a T_a <= 0                                   beta        m: mass of all agents
//! bounds     0 <= x_aj, 0 <= T_a unless transfers are free, 0 <= B
//! ```
//!
//! Several types a may share the willingness to pay r_k; they are the splits of type k of an
//! instance. The multipliers extend the closed form of the certificate (`docs/model.md`, "Types with
//! hidden weights"): those of neighbours k, k-1 are divided among pairs in proportion to the shares, and a
//! flow between types of equal r carries the differences of their weights.

use super::case::{Case, GroupFacts};
use ironproof_instance::finite::FiniteInstance;
use ironproof_linear::{Column, Lp, Row};
use ironproof_number::rational::Rational;

/// A type (r, lambda).
#[derive(Clone, Debug)]
pub(super) struct Agent {
    pub(super) group: usize,
    /// The type of the instance that this one is a part of.
    pub(super) parent: usize,
    /// Share of its parent.
    pub(super) share: Rational,
    /// lambda_a.
    pub(super) weight: Rational,
}

/// The rules for money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Money {
    /// 0 <= T.
    NonNegative,
    /// T of any sign.
    Free,
    /// T of any sign, revenue not negative in total.
    FreeWithBudget,
    /// 0 <= T, and everybody gets the same rebate B out of the revenue.
    Rebate,
}

/// One agent per type of the instance.
pub(super) fn agents_of(instance: &FiniteInstance) -> Vec<Agent> {
    let mut agents = Vec::new();
    for (group, data) in instance.groups.iter().enumerate() {
        for (parent, ty) in data.types.iter().enumerate() {
            agents.push(Agent { group, parent, share: Rational::ONE, weight: ty.weight.clone() });
        }
    }
    agents
}

/// The LP, a mechanism and multipliers, for the mechanism and the multipliers of a case.
pub(super) struct Program<'a> {
    case: &'a Case<'a>,
    agents: &'a [Agent],
    money: Money,
    alpha: Rational,
}

impl<'a> Program<'a> {
    pub(super) fn new(
        case: &'a Case<'a>,
        agents: &'a [Agent],
        money: Money,
        alpha: Rational,
    ) -> Self {
        Self { case, agents, money, alpha }
    }

    fn group(&self, agent: &Agent) -> &GroupFacts {
        &self.case.groups[agent.group]
    }

    fn wtp(&self, agent: &Agent) -> &Rational {
        &self.group(agent).low[agent.parent]
    }

    fn mass(&self, agent: &Agent) -> Rational {
        let group = self.group(agent);
        &group.mass * &group.prob[agent.parent] * &agent.share
    }

    fn total_mass(&self) -> Rational {
        self.case.groups.iter().fold(Rational::ZERO, |sum, group| sum + &group.mass)
    }

    fn n_levels(&self) -> usize {
        self.case.instance.quality.len()
    }

    /// Column of x_a1; T_a stands behind the last level.
    fn first(&self, a: usize) -> usize {
        a * (self.n_levels() + 1)
    }

    fn transfer(&self, a: usize) -> usize {
        self.first(a) + self.n_levels()
    }

    /// Terms of `factor` times Q_a.
    fn quality(&self, a: usize, factor: &Rational) -> Vec<(usize, Rational)> {
        let levels = self.case.instance.quality.iter().enumerate();
        levels.map(|(j, level)| (self.first(a) + j, factor * &level.level)).collect()
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let n = self.agents.len();
        (0..n)
            .flat_map(move |a| (0..n).map(move |b| (a, b)))
            .filter(|&(a, b)| a != b && self.agents[a].group == self.agents[b].group)
    }

    /// The LP with all incentive rows.
    pub(super) fn lp(&self) -> Lp {
        let mut lp = Lp::new(&self.case.instance.name, true);
        self.add_columns(&mut lp);
        for (a, agent) in self.agents.iter().enumerate() {
            let lottery = (0..self.n_levels()).map(|j| (self.first(a) + j, Rational::ONE));
            lp.add_row(Row::at_most(format!("ONE({a})"), "lottery", lottery, Rational::ONE));
            let mut terms = self.quality(a, &-self.wtp(agent));
            terms.push((self.transfer(a), Rational::ONE));
            lp.add_row(Row::at_most(format!("IR({a})"), "participation", terms, Rational::ZERO));
        }
        for (a, b) in self.pairs() {
            let wtp = self.wtp(&self.agents[a]);
            let mut terms = self.quality(a, &-wtp);
            terms.extend(self.quality(b, wtp));
            terms.push((self.transfer(a), Rational::ONE));
            terms.push((self.transfer(b), -Rational::ONE));
            lp.add_row(Row::at_most(format!("IC({a},{b})"), "incentive", terms, Rational::ZERO));
        }
        for (j, supply) in self.case.instance.supply().into_iter().enumerate() {
            let mut terms = Vec::new();
            for (a, agent) in self.agents.iter().enumerate() {
                let mass = self.mass(agent);
                terms.extend((j..self.n_levels()).map(|i| (self.first(a) + i, mass.clone())));
            }
            lp.add_row(Row::at_most(format!("SUPPLY({j})"), "supply", terms, supply));
        }
        if self.has_budget() {
            let mut terms: Vec<_> = self
                .agents
                .iter()
                .enumerate()
                .map(|(a, agent)| (self.transfer(a), -self.mass(agent)))
                .collect();
            if self.money == Money::Rebate {
                terms.push((self.agents.len() * (self.n_levels() + 1), self.total_mass()));
            }
            lp.add_row(Row::at_most("BUDGET".to_owned(), "budget", terms, Rational::ZERO));
        }
        lp
    }

    fn has_budget(&self) -> bool {
        matches!(self.money, Money::FreeWithBudget | Money::Rebate)
    }

    fn add_columns(&self, lp: &mut Lp) {
        let is_free = matches!(self.money, Money::Free | Money::FreeWithBudget);
        for (a, agent) in self.agents.iter().enumerate() {
            let mass = self.mass(agent);
            let worth = &mass * &agent.weight * self.wtp(agent);
            for (j, level) in self.case.instance.quality.iter().enumerate() {
                let (name, worth) = (format!("x({a},{j})"), &worth * &level.level);
                lp.add_column(Column::non_negative(name, worth, Rational::ONE));
            }
            lp.add_column(Column {
                name: format!("T({a})"),
                objective: mass * (&self.alpha - &agent.weight),
                lower: (!is_free).then_some(Rational::ZERO),
                upper: None,
                implied_upper: None,
            });
        }
        if self.money == Money::Rebate {
            let worth = self
                .agents
                .iter()
                .fold(Rational::ZERO, |sum, agent| sum + self.mass(agent) * &agent.weight);
            lp.add_column(Column {
                name: "B".to_owned(),
                objective: worth,
                lower: Some(Rational::ZERO),
                upper: None,
                implied_upper: None,
            });
        }
    }

    /// The mechanism of the case; each agent of group g is paid `gifts[g]` on top, and all of them the
    /// rebate where there is one.
    pub(super) fn point(&self, gifts: &[Rational], rebate: &Rational) -> Vec<Rational> {
        let mut point = Vec::new();
        for agent in self.agents {
            let mut lottery = vec![Rational::ZERO; self.n_levels()];
            let menu = &self.case.certificate.groups[agent.group].menu;
            let item = menu.iter().find(|item| (item.first..=item.last).contains(&agent.parent));
            for (level, chance) in item.iter().flat_map(|item| &item.lottery) {
                lottery[*level].clone_from(chance);
            }
            point.extend(lottery);
            point.push(&self.group(agent).transfer[agent.parent] - &gifts[agent.group]);
        }
        if self.money == Money::Rebate {
            point.push(rebate.clone());
        }
        point
    }

    /// The multipliers of the case, extended; `beta` is the one of the budget, which then takes the
    /// place of alpha.
    pub(super) fn multipliers(&self, beta: &Rational) -> Vec<Rational> {
        let instance = self.case.instance;
        let alpha = if self.has_budget() { beta } else { &self.alpha };
        let mut prices = vec![Rational::ZERO];
        for pi in &self.case.certificate.supply {
            prices.push(prices[prices.len() - 1].clone() + pi);
        }
        let mut y = Vec::new();
        for agent in self.agents {
            let mass = self.mass(agent);
            let value = &self.group(agent).ironed[agent.parent];
            let levels = instance.quality.iter().zip(&prices[1..]);
            let sigma = levels.map(|(level, price)| &mass * (value * &level.level - price));
            y.push(sigma.fold(Rational::ZERO, Rational::max));
            let duals = &self.case.certificate.groups[agent.group].duals;
            y.push(if agent.parent == 0 { &duals[0].down * &agent.share } else { Rational::ZERO });
        }
        let flows = self.flows(alpha);
        for (a, b) in self.pairs() {
            let (from, to) = (&self.agents[a], &self.agents[b]);
            let duals = &self.case.certificate.groups[from.group].duals;
            let both = &from.share * &to.share;
            y.push(if from.parent == to.parent {
                let flow = flows.iter().find(|(x, y, _)| (*x, *y) == (a, b));
                flow.map_or(Rational::ZERO, |(_, _, amount)| amount.clone())
            } else if from.parent == to.parent + 1 {
                both * (&duals[from.parent].down + &duals[from.parent].flat)
            } else if from.parent + 1 == to.parent {
                both * (&duals[to.parent].up + &duals[to.parent].flat)
            } else {
                Rational::ZERO
            });
        }
        y.extend(self.case.certificate.supply.iter().cloned());
        if self.has_budget() {
            y.push(beta.clone());
        }
        y
    }

    /// ic_ab between types of equal r: out of a minus into a is w_a (mean of the weights - lambda_a).
    fn flows(&self, alpha: &Rational) -> Vec<(usize, usize, Rational)> {
        let mut flows = Vec::new();
        let mut start = 0;
        while start < self.agents.len() {
            let key = |agent: &Agent| (agent.group, agent.parent);
            let here = key(&self.agents[start]);
            let end = start + self.agents[start..].iter().take_while(|a| key(a) == here).count();
            let pooled = &self.case.instance.groups[here.0].types[here.1].weight;
            let gap = |a: usize| {
                let agent = &self.agents[a];
                self.mass(agent) * ((alpha - &agent.weight) - (alpha - pooled))
            };
            let mut open: Vec<(usize, Rational)> = (start..end).map(|a| (a, gap(a))).collect();
            // Invariant: what is left in `open` sums to what it summed to at the start.
            loop {
                let source = open.iter().position(|(_, rest)| *rest > Rational::ZERO);
                let sink = open.iter().position(|(_, rest)| *rest < Rational::ZERO);
                let (Some(source), Some(sink)) = (source, sink) else { break };
                let amount = open[source].1.clone().min(-open[sink].1.clone());
                open[source].1 -= &amount;
                open[sink].1 += &amount;
                flows.push((open[source].0, open[sink].0, amount));
            }
            start = end;
        }
        flows
    }
}
