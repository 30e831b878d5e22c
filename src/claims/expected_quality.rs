//! O: only the expected quality of a lottery matters.
//!
//! ```text
//! gamma     columns Gamma_kj, chance of quality at most q_j      multipliers: chain of LOTTERY rows
//! mass      columns x_kj, chance of quality exactly q_j          sigma_k on LOTTERY
//! reduced   columns Q_k only (one group)                         differences of ironed values
//! ```
//!
//! The optimum of each LP is shown by itself: the point from the mechanism, the multipliers in closed
//! form, both put in by the names of columns and rows.

use super::case::Case;
use super::{Claim, Effort, Finding, Part};
use ironproof_answer as answer;
use ironproof_answer::Status;
use ironproof_linear as lp;
use ironproof_linear::Lp;
use ironproof_linear::formulate::{Formulation, Incentives, formulate};
use ironproof_number::rational::Rational;
use ironproof_solvers::solve;
use ironproof_solvers::solve::{SolveConfig, Solver};

pub(super) const CLAIM: Claim = Claim {
    id: "O",
    title: "only expected quality matters",
    source: "[ADK24], Structure of the solution, step 1",
    statement: "A type gets a lottery over qualities, for example quality 1 with chance 1/2, and nothing \
        otherwise. Its payoff depends on the mean of the lottery alone, which is 1/2 here. Which \
        means can be offered together is a question of majorization. So lotteries drop out of \
        the problem.",
    finite_form: "Three LPs have exactly the same value. The first one is in cumulative chances, the \
        variables of the paper. The second one is in chances of each level. The third one is in \
        expected qualities alone, and exists for one group. Each optimum is shown separately, \
        with multipliers in closed form. There is no hypothesis to drop. The mutation tests show \
        that the check can fail.",
    parts: &[Part {
        id: "O",
        says: "the LPs in cumulative chances, in chances and in expected qualities have equal value",
        hypotheses: &[],
        branches: &[
            "one group, so that lotteries drop out",
            "several groups",
            "an atom of quality spans two types",
        ],
        effort: Effort::Lp,
        evaluate,
    }],
};

fn evaluate(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if !case.is_points() {
        return;
    }
    let is_one = case.groups.len() == 1;
    let has_atom = case
        .groups
        .iter()
        .any(|group| group.support.windows(2).any(|pair| pair[0] == pair[1] && 0 < pair[0].1));
    findings.push(Finding::new(&[], &[is_one, !is_one, has_atom], || {
        [Formulation::Gamma, Formulation::Mass, Formulation::Reduced]
            .into_iter()
            .filter(|formulation| is_one || *formulation != Formulation::Reduced)
            .all(|formulation| is_value(case, formulation))
    }));
}

fn is_value(case: &Case<'_>, formulation: Formulation) -> bool {
    let Ok(lp) = formulate(case.instance, formulation, Incentives::Adjacent) else { return false };
    let parts = Parts::new(case);
    let point: Vec<Rational> =
        lp.columns.iter().map(|column| parts.column(&Name::of(&column.name))).collect();
    let multipliers: Vec<Rational> =
        lp.rows.iter().map(|row| parts.row(formulation, &Name::of(&row.name))).collect();
    let value = &case.certificate.value;
    lp::check_optimal(&lp, &point, &multipliers).is_ok_and(|proved| proved == *value)
        && (!case.asks_highs || highs_agrees(&lp, value))
}

/// Whether HiGHS, judged exactly, comes within a ten-millionth of the exact value. No answer is no
/// disagreement: some coefficients are too far apart for floats, and the proof does not rest on HiGHS.
pub(super) fn highs_agrees(lp: &Lp, value: &Rational) -> bool {
    let answer = solve::solve(lp, &SolveConfig::new(Solver::HighsSimplex, 60.0));
    if answer.status != Status::Optimal {
        return true;
    }
    let Ok(judgement) = answer::judge(lp, &answer) else { return false };
    let tolerance = (Rational::ONE + value) / Rational::from(10_000_000);
    let gap = judgement.objective - value;
    -&tolerance <= gap && gap <= tolerance
}

/// `IC(g1,2,1)`: a word and numbers from 1.
struct Name<'a> {
    word: &'a str,
    numbers: Vec<usize>,
}

impl<'a> Name<'a> {
    fn of(name: &'a str) -> Self {
        let (word, rest) = name.split_once('(').unwrap_or((name, ""));
        let digits = rest.split(|c: char| !c.is_ascii_digit());
        Self { word, numbers: digits.filter_map(|number| number.parse().ok()).collect() }
    }

    /// The number at `index`, as it is written.
    fn at(&self, index: usize) -> usize {
        self.numbers.get(index).copied().unwrap_or(0)
    }
}

/// Values of columns and rows by name.
struct Parts<'a> {
    case: &'a Case<'a>,
    /// price(j) = pi_1 + ... + pi_j, with price(0) = 0.
    prices: Vec<Rational>,
    /// q_j, with q_0 = 0.
    levels: Vec<Rational>,
}

impl<'a> Parts<'a> {
    fn new(case: &'a Case<'a>) -> Self {
        let mut prices = vec![Rational::ZERO];
        for pi in &case.certificate.supply {
            prices.push(prices[prices.len() - 1].clone() + pi);
        }
        let mut levels = vec![Rational::ZERO];
        levels.extend(case.instance.quality.iter().map(|level| level.level.clone()));
        Self { case, prices, levels }
    }

    fn column(&self, name: &Name<'_>) -> Rational {
        let (g, k) = (name.at(0) - 1, name.at(1) - 1);
        let group = &self.case.groups[g];
        match name.word {
            "Q" => group.quality[k].clone(),
            "T" => group.transfer[k].clone(),
            "R" => (k..group.n_types()).fold(Rational::ZERO, |sum, l| {
                sum + &group.mass * &group.prob[l] * &group.quality[l]
            }),
            "x" => self.chance(g, k, |level| level == name.at(2)),
            _ => self.chance(g, k, |level| level <= name.at(2)),
        }
    }

    /// The chance that type k gets a level of the set; 0 is "no object".
    fn chance(&self, g: usize, k: usize, set: impl Fn(usize) -> bool) -> Rational {
        let menu = &self.case.certificate.groups[g].menu;
        let item = menu.iter().find(|item| (item.first..=item.last).contains(&k));
        let mut nothing = Rational::ONE;
        let mut chance = Rational::ZERO;
        for (level, part) in item.iter().flat_map(|item| &item.lottery) {
            nothing -= part;
            if set(level + 1) {
                chance += part;
            }
        }
        if set(0) { chance + nothing } else { chance }
    }

    fn row(&self, formulation: Formulation, name: &Name<'_>) -> Rational {
        if name.word == "SUPPLY" {
            return self.case.certificate.supply[name.at(0) - 1].clone();
        }
        let (g, k) = (name.at(0) - 1, name.at(1) - 1);
        let (group, duals) = (&self.case.groups[g], &self.case.certificate.groups[g].duals);
        let mass = &group.mass * &group.prob[k];
        match name.word {
            "IC" if name.at(2) == name.at(1) + 1 => &duals[k + 1].up + &duals[k + 1].flat,
            "IC" => &duals[k].down + &duals[k].flat,
            "IR" if k == 0 => duals[0].down.clone(),
            "QUALITY" => mass * &group.ironed[k],
            "LOTTERY" if formulation == Formulation::Gamma => self.chain(g, k, name.at(2)),
            "LOTTERY" => (0..self.levels.len())
                .map(|j| &mass * self.margin(g, k, j))
                .fold(Rational::ZERO, Rational::max),
            "TAIL" => -self.served_value(g, Some(k)),
            "MAJORISATION" => {
                self.served_value(g, Some(k)) - self.served_value(g, k.checked_sub(1))
            }
            _ => Rational::ZERO,
        }
    }

    /// max(0, ironed value), 0 below the first type.
    fn served_value(&self, g: usize, k: Option<usize>) -> Rational {
        k.map_or(Rational::ZERO, |k| self.case.groups[g].ironed[k].clone().max(Rational::ZERO))
    }

    /// ironed_k q_j - price(j).
    fn margin(&self, g: usize, k: usize, j: usize) -> Rational {
        &self.case.groups[g].ironed[k] * &self.levels[j] - &self.prices[j]
    }

    /// The multiplier of LOTTERY(k,j): how far the best level up to j is above level j.
    fn chain(&self, g: usize, k: usize, j: usize) -> Rational {
        let group = &self.case.groups[g];
        let best = (0..=j).map(|i| self.margin(g, k, i)).max().unwrap_or(Rational::ZERO);
        &group.mass * &group.prob[k] * (best - self.margin(g, k, j))
    }
}
