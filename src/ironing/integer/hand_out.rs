//! Quality to the best blocks of all groups, from the top, until the supply ends or values are no longer positive.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Problem;
use super::runs::{self, Block, Run};

/// Neighbouring types with one contract, and what they got.
#[derive(Clone, Debug)]
pub(super) struct Sale {
    /// The first type, and how its price step is set.
    pub(super) first: u32,
    pub(super) is_priced_below: bool,
    /// Sum of c_k and of f_k.
    pub(super) value: i128,
    pub(super) prob: i64,
    /// (level, mass), best first. One lot over all of the mass: the level for sure.
    pub(super) lots: Vec<(usize, i128)>,
    pub(super) is_certain: bool,
}

/// The best block of a group that is not served yet.
struct Head {
    block: Block,
    group: usize,
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_value = if self.block.is_below(&other.block) {
            Ordering::Less
        } else if other.block.is_below(&self.block) {
            Ordering::Greater
        } else {
            Ordering::Equal
        };
        // Ties go to the earlier group.
        by_value.then(other.group.cmp(&self.group))
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Head {}

/// Where a group stands.
struct Cursor<'a> {
    runs: &'a [Run],
    /// The blocks of the run that was opened last, and how many of them are served.
    opened: Vec<Run>,
    n_served: usize,
    sales: Vec<Sale>,
}

impl Cursor<'_> {
    fn run(&self) -> Option<&Run> {
        self.opened.get(self.n_served).or_else(|| self.runs.first())
    }

    fn advance(&mut self) {
        if self.n_served < self.opened.len() {
            self.n_served += 1;
        } else {
            self.runs = &self.runs[1..];
        }
    }

    /// Records a sale; one of the same level for sure continues the sale above.
    fn sell(&mut self, sale: Sale) {
        match self.sales.last_mut() {
            Some(above)
                if above.is_certain && sale.is_certain && above.lots[0].0 == sale.lots[0].0 =>
            {
                above.first = sale.first;
                above.is_priced_below = sale.is_priced_below;
                above.value += sale.value;
                above.prob += sale.prob;
                above.lots[0].1 += sale.lots[0].1;
            }
            _ => self.sales.push(sale),
        }
    }
}

/// What each group got, from its highest types down.
pub(super) fn hand_out(problem: &Problem<'_>, runs: &[Vec<Run>]) -> Vec<Vec<Sale>> {
    let mut cursors: Vec<Cursor<'_>> = runs
        .iter()
        .map(|runs| Cursor { runs, opened: Vec::new(), n_served: 0, sales: Vec::new() })
        .collect();
    let head = |group: usize, cursor: &Cursor<'_>| {
        cursor.run().map(|run| Head { block: run.highest, group })
    };
    let mut heads: BinaryHeap<Head> =
        cursors.iter().enumerate().filter_map(|(g, cursor)| head(g, cursor)).collect();
    let mut level = problem.supply.len() - 1;
    let mut left = i128::from(problem.supply[level]);
    while let Some(best) = heads.pop() {
        if best.block.value <= 0 {
            break;
        }
        let columns = &problem.groups[best.group];
        let cursor = &mut cursors[best.group];
        let Some(&run) = cursor.run() else { unreachable!("a head has a run") };
        let mass = i128::from(run.prob) * i128::from(columns.mass_per_prob);
        let lowest = Head { block: run.lowest, group: best.group };
        let is_best = 0 < run.lowest.value && heads.peek().is_none_or(|next| *next < lowest);
        if 1 < run.n_blocks() && !(is_best && mass <= left) {
            cursor.runs = &cursor.runs[1..];
            cursor.opened.clear();
            cursor.n_served = 0;
            runs::open(columns, problem.alpha, &run, &mut cursor.opened);
            heads.extend(head(best.group, cursor));
            continue;
        }
        let mut lots = Vec::new();
        let mut wanted = mass;
        while 0 < wanted {
            if left == 0 {
                let Some(lower) = level.checked_sub(1) else { break };
                level = lower;
                left = i128::from(problem.supply[level]);
            }
            let lot = wanted.min(left);
            lots.push((level, lot));
            left -= lot;
            wanted -= lot;
        }
        if lots.is_empty() {
            break;
        }
        let Block { first, is_priced_below, .. } = run.lowest;
        let is_certain = lots.len() == 1 && lots[0].1 == mass;
        let (value, prob) = (run.value, run.prob);
        cursor.sell(Sale { first, is_priced_below, value, prob, lots, is_certain });
        if 0 < wanted {
            break;
        }
        cursor.advance();
        heads.extend(head(best.group, cursor));
    }
    cursors.into_iter().map(|cursor| cursor.sales).collect()
}
