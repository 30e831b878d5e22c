//! Quality to the best blocks of all groups, from the top, until the supply ends or values are no longer positive.

use std::cmp::Ordering;

use super::runs::{self, Block, Run};
use super::{Columns, Problem};
use crate as ironing;
use crate::scalar::Scalar;
use crate::{Buyer, Head, Ironed, Queue, Shelf};
use ironproof_number::rational::Rational;

/// Neighbouring types with one contract, and what they got.
pub(super) type Sale = ironing::Sale<Block, i128>;

impl Ironed for Block {
    fn cmp_ironed(&self, other: &Self) -> Ordering {
        if self.is_below(other) {
            Ordering::Less
        } else if other.is_below(self) {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }
}

impl Buyer for Block {
    fn absorb(&mut self, lower: &Self) {
        *self = Self { value: self.value + lower.value, prob: self.prob + lower.prob, ..*lower };
    }

    fn average(&self) -> Rational {
        self.value.over(&i128::from(self.prob))
    }
}

/// The runs of a group that are not served.
struct Cursor<'a> {
    runs: &'a [Run],
    /// The blocks of the run that was opened last, and how many of them are served.
    opened: Vec<Run>,
    n_served: usize,
}

impl Cursor<'_> {
    fn run(&self) -> Option<&Run> {
        self.opened.get(self.n_served).or_else(|| self.runs.first())
    }

    fn head(&self, group: usize) -> Option<Head<Block>> {
        self.run().map(|run| Head { block: run.highest, group })
    }

    fn advance(&mut self) {
        if self.n_served < self.opened.len() {
            self.n_served += 1;
        } else {
            self.runs = &self.runs[1..];
        }
    }

    /// Replaces the first run by its blocks.
    fn open(&mut self, columns: &Columns<'_>, alpha: i64) {
        let run = &self.runs[0];
        self.runs = &self.runs[1..];
        self.opened.clear();
        self.n_served = 0;
        runs::open(columns, alpha, run, &mut self.opened);
    }
}

/// What each group got, from its highest types down.
pub(super) fn hand_out(problem: &Problem<'_>, runs: &[Vec<Run>]) -> Vec<Vec<Sale>> {
    let mut sales: Vec<Vec<Sale>> = runs.iter().map(|_| Vec::new()).collect();
    let mut cursors: Vec<Cursor<'_>> =
        runs.iter().map(|runs| Cursor { runs, opened: Vec::new(), n_served: 0 }).collect();
    let supply: Vec<i128> = problem.supply.iter().map(|&mass| i128::from(mass)).collect();
    let mut shelf = Shelf::new(&supply);
    let mut queue: Queue<Block> =
        cursors.iter().enumerate().filter_map(|(group, cursor)| cursor.head(group)).collect();
    let mut next = None;
    while let Some(Head { block: highest, group }) = queue.exchange(next) {
        if highest.value <= 0 {
            break;
        }
        let (columns, cursor) = (&problem.groups[group], &mut cursors[group]);
        let Some(&run) = cursor.run() else { unreachable!("a head has a run") };
        let mass = i128::from(run.prob) * i128::from(columns.mass_per_prob);
        let lowest = Head { block: run.lowest, group };
        let is_best = 0 < run.lowest.value && queue.is_behind(&lowest);
        if 1 < run.n_blocks() && !(is_best && shelf.has(&mass)) {
            cursor.open(columns, problem.alpha);
        } else {
            let block = Block { value: run.value, prob: run.prob, ..run.lowest };
            if !shelf.sell(block, run.n_blocks(), mass, &mut sales[group]) {
                break;
            }
            cursor.advance();
        }
        next = cursor.head(group);
    }
    sales
}
