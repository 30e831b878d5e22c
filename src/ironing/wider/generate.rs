//! Column generation: the program over the menus that are known, and ironing for better ones.
//!
//! A program in doubles finds the menus to begin with, first with steps at few types, then at all. From then on the
//! program is exact: doubles guess menus, and only those that gain exactly are added. Where doubles find nothing any
//! more, ironing looks exactly; where that finds nothing, the answer is proved.
//!
//! A claim that nothing is feasible needs less: multipliers with which the best menus do not undo the violation.

use ironproof_instance::finite::FiniteInstance;
use ironproof_number::IBig;
use ironproof_number::rational::Rational;

use super::guess::Doubles;
use super::master::{Master, Multipliers};
use super::menu::Menu;
use super::mixture::mixture;
use super::oracle;
use super::problem::Problem;
use super::rough;
use super::terms::{Prices, Terms};
use crate::{GroupOptimum, Optimum};

/// What is so about an instance.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// There is an optimum.
    Optimal(Priced),
    /// No mechanism satisfies the side constraints: with these multipliers, and all values and costs 0, the dual bound
    /// is below 0.
    Infeasible {
        /// The multipliers.
        prices: Prices,
        /// Per group, its blocks: `(first, last)` types.
        blocks: Vec<Vec<(usize, usize)>>,
    },
}

/// An optimum, and what more of each resource would be worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Priced {
    /// The optimum.
    pub optimum: Optimum,
    /// The multipliers of its rows.
    pub prices: Prices,
}

/// The exact optimum of an instance of the wider model, or that there is none.
pub fn answer(instance: &FiniteInstance) -> Answer {
    let mut search = Search::new(instance);
    let blocks = search.run();
    let Search { problem, master, menus, .. } = search;
    let has_values = !master.is_first_phase();
    let prices = problem.prices(&master.multipliers(), has_values);
    if !has_values {
        return Answer::Infeasible { prices, blocks };
    }
    let solution = master.solution();
    let mut value = Rational::ZERO;
    for (place, chance) in &solution {
        value += Rational::from(problem.column(&menus[*place]).cost) * chance;
    }
    let groups = blocks.into_iter().enumerate().map(|(g, blocks)| {
        let own = solution.iter().map(|(place, chance)| (&menus[*place], chance));
        let own: Vec<_> = own.filter(|(menu, _)| menu.group == g).collect();
        let menu = mixture(&problem, g, &own);
        let starts = menu.iter().map(|item| item.first);
        GroupOptimum { blocks: cut(&blocks, starts), menu }
    });
    let optimum =
        Optimum { groups: groups.collect(), value: value / Rational::from(problem.value_unit()) };
    Answer::Optimal(Priced { optimum, prices })
}

/// Blocks that a contract starts in the middle of are two: of two menus that are mixed, only one has a step there.
fn cut(blocks: &[(usize, usize)], starts: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::with_capacity(blocks.len());
    let mut starts = starts.peekable();
    for &(mut first, last) in blocks {
        while let Some(start) = starts.next_if(|start| *start <= last) {
            if first < start {
                all.push((first, start - 1));
                first = start;
            }
        }
        all.push((first, last));
    }
    all
}

struct Search<'a> {
    problem: Problem<'a>,
    master: Master,
    /// The menu of each column.
    menus: Vec<Menu>,
    doubles: Vec<Doubles>,
}

impl<'a> Search<'a> {
    fn new(instance: &'a FiniteInstance) -> Self {
        let problem = Problem::new(instance);
        let doubles = (0..problem.tails.len()).map(|g| Doubles::new(&problem, g)).collect();
        let master = Master::new(problem.bounds(), problem.weights());
        Self { master, menus: Vec::new(), doubles, problem }
    }

    /// Adds columns until there is nothing better, and returns the blocks of each group at the last multipliers.
    fn run(&mut self) -> Vec<Vec<(usize, usize)>> {
        let (menus, basis) = rough::menus(&self.problem, &mut self.doubles);
        for menu in menus {
            self.master.add(self.problem.column(&menu));
            self.menus.push(menu);
        }
        self.master.start(&basis);
        self.master.optimize();
        loop {
            for _ in 0..self.patience() {
                if !self.guess() {
                    break;
                }
            }
            let (multipliers, terms) = self.terms();
            let mut blocks = Vec::with_capacity(terms.len());
            let mut menus = Vec::with_capacity(terms.len());
            for (g, terms) in terms.iter().enumerate() {
                let best = oracle::best(&self.problem, g, terms);
                blocks.push(best.blocks);
                menus.push(best.menu);
            }
            if self.is_infeasible(&menus, &multipliers) || !self.add(menus, &multipliers) {
                return blocks;
            }
        }
    }

    /// How many guesses in a row. Any multipliers with a bound below 0 prove that nothing is feasible, so that it is
    /// worth while to look for one early.
    fn patience(&self) -> usize {
        if self.master.is_first_phase() { 4 } else { usize::MAX }
    }

    /// Whether these best menus of all groups do not gain enough to undo the violation of the constraints.
    fn is_infeasible(&self, menus: &[Menu], multipliers: &Multipliers) -> bool {
        let gain = |menu: &Menu| self.master.gain(&self.problem.column(menu), multipliers);
        let gains = menus.iter().map(gain).filter(|gain| *gain > IBig::ZERO);
        self.master.is_first_phase() && gains.sum::<IBig>() < self.master.infeasibility()
    }

    /// The multipliers of the program, and what they make of the groups.
    fn terms(&self) -> (Multipliers, Vec<Terms>) {
        let (multipliers, has_values) = (self.master.multipliers(), !self.master.is_first_phase());
        let prices = self.problem.prices(&multipliers, has_values);
        let of = |g| Terms::new(self.problem.instance, g, &prices, has_values);
        let terms = (0..self.problem.tails.len()).map(of).collect();
        (multipliers, terms)
    }

    /// Adds what doubles find to be better, if it is.
    fn guess(&mut self) -> bool {
        let (multipliers, terms) = self.terms();
        let (problem, doubles) = (&self.problem, &mut self.doubles);
        let guesses = terms.iter().zip(doubles).enumerate();
        let menus =
            guesses.map(|(g, (terms, doubles))| doubles.best(problem, g, terms, 1)).collect();
        self.add(menus, &multipliers)
    }

    /// Adds the menus that gain, and makes the program optimal again.
    fn add(&mut self, menus: Vec<Menu>, multipliers: &Multipliers) -> bool {
        let mut is_better = false;
        for menu in menus {
            let column = self.problem.column(&menu);
            let gain: IBig = self.master.gain(&column, multipliers);
            if gain > IBig::ZERO {
                is_better = true;
                self.master.add(column);
                self.menus.push(menu);
            }
        }
        if is_better {
            self.master.optimize();
        }
        is_better
    }
}
