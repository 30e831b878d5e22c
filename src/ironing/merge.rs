//! The split of objects across groups: the best quality to the highest ironed value.
//!
//! A k-way merge of the groups' blocks by ironed value, descending. Quality is handed out from the top
//! until the supply ends or the value is no longer positive.

use std::cmp::Ordering;

use super::data::Data;
use super::hull::Block;
use super::queue::{Head, Ironed, Queue};
use super::scalar::Scalar;
use super::shelf::{Lot, Shelf};

/// What each block received.
pub struct Split<N> {
    /// Per group and block, the range of its lots in `lots`; empty when it received nothing.
    pub ranges: Vec<Vec<(usize, usize)>>,
    /// The lots, best quality first within a block.
    pub lots: Vec<Lot<N>>,
    /// Blocks that received something, as (group, block), from the highest ironed value down.
    pub order: Vec<(usize, usize)>,
    /// Per level, the block (group, block) that is marginal once all objects of that level or better
    /// are handed out; `None` when everybody with a positive value is served before.
    pub marginal: Vec<Option<(usize, usize)>>,
}

impl<N> Split<N> {
    /// The lots of one block.
    pub fn lots_of(&self, group: usize, block: usize) -> &[Lot<N>] {
        let (start, end) = self.ranges[group][block];
        &self.lots[start..end]
    }
}

/// Hands out the supply.
pub fn split<N: Scalar>(data: &Data<N>, blocks: &[Vec<Block<N>>]) -> Split<N> {
    let mut ranges: Vec<Vec<(usize, usize)>> =
        blocks.iter().map(|blocks| vec![(0, 0); blocks.len()]).collect();
    let mut lots = Vec::new();
    let mut order = Vec::new();
    let mut marginal = vec![None; data.supply.len()];

    let mut shelf = Shelf::new(&data.supply);
    // From the highest block down, so that as many are left as the place of the last one says.
    let mut open: Vec<_> = blocks.iter().map(|blocks| blocks.iter().rev()).collect();
    let mut queue: Queue<&Block<N>> = open
        .iter_mut()
        .enumerate()
        .filter_map(|(group, open)| open.next().map(|block| Head { block, group }))
        .collect();
    while let Some(Head { block, group }) = queue.pop() {
        if block.value.sign() != Ordering::Greater {
            break;
        }
        let at = (group, open[group].len());
        let (start, n_levels) = (lots.len(), shelf.n_levels());
        let is_served = shelf.take(block.prob.mul(&data.groups[group].mass_per_prob), &mut lots);
        marginal[shelf.n_levels()..n_levels].fill(Some(at));
        if start < lots.len() {
            ranges[group][at.1] = (start, lots.len());
            order.push(at);
        }
        if !is_served {
            break;
        }
        queue.push(open[group].next().map(|block| Head { block, group }));
    }
    Split { ranges, lots, order, marginal }
}

impl<N: Scalar> Ironed for &Block<N> {
    fn cmp_ironed(&self, other: &Self) -> Ordering {
        Block::cmp_ironed(self, other)
    }
}
