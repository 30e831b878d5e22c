//! The split of objects across groups: the best quality to the highest ironed value.
//!
//! A k-way merge of the groups' blocks by ironed value, descending. Quality is handed out from the top
//! until the supply ends or the value is no longer positive. Ties go to the earlier group: the value of
//! the mechanism does not depend on them.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::data::Data;
use super::hull::Block;
use super::scalar::Scalar;

/// Objects of one level handed to a block.
#[derive(Clone, Debug)]
pub struct Lot<N> {
    /// Quality level, from 0.
    pub level: usize,
    /// Mass of objects, unit W.
    pub mass: N,
}

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

    let mut heads: BinaryHeap<Head<'_, N>> =
        blocks.iter().enumerate().filter_map(|(g, blocks)| Head::top(g, blocks)).collect();
    let mut level = data.supply.len() - 1;
    let mut left = data.supply[level].clone();
    'blocks: while let Some(head) = heads.pop() {
        let block = head.block();
        if block.value.sign() != Ordering::Greater {
            break;
        }
        let at = (head.group, head.index);
        let start = lots.len();
        let mut wanted = block.prob.mul(&data.groups[head.group].mass_per_prob);
        while wanted.sign() == Ordering::Greater {
            if left.sign() != Ordering::Greater {
                // All objects of this level and better are gone and this block still wants some.
                marginal[level] = Some(at);
                if level == 0 {
                    close(&mut ranges, &mut order, at, start, lots.len());
                    break 'blocks;
                }
                level -= 1;
                left = data.supply[level].clone();
                continue;
            }
            let rest = wanted.sub(&left);
            if rest.sign() == Ordering::Greater {
                lots.push(Lot { level, mass: left });
                left = N::zero();
                wanted = rest;
            } else {
                left = left.sub(&wanted);
                lots.push(Lot { level, mass: wanted });
                wanted = N::zero();
            }
        }
        close(&mut ranges, &mut order, at, start, lots.len());
        heads.extend(head.next());
    }
    Split { ranges, lots, order, marginal }
}

fn close(
    ranges: &mut [Vec<(usize, usize)>],
    order: &mut Vec<(usize, usize)>,
    (group, block): (usize, usize),
    start: usize,
    end: usize,
) {
    if start < end {
        ranges[group][block] = (start, end);
        order.push((group, block));
    }
}

/// The best block of a group that is not served yet.
struct Head<'a, N> {
    group: usize,
    index: usize,
    blocks: &'a [Block<N>],
}

impl<'a, N: Scalar> Head<'a, N> {
    fn top(group: usize, blocks: &'a [Block<N>]) -> Option<Self> {
        blocks.len().checked_sub(1).map(|index| Head { group, index, blocks })
    }

    fn block(&self) -> &'a Block<N> {
        &self.blocks[self.index]
    }

    fn next(self) -> Option<Self> {
        self.index.checked_sub(1).map(|index| Head { index, ..self })
    }
}

impl<N: Scalar> Ord for Head<'_, N> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.block().cmp_ironed(other.block()).then(other.group.cmp(&self.group))
    }
}

impl<N: Scalar> PartialOrd for Head<'_, N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<N: Scalar> PartialEq for Head<'_, N> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<N: Scalar> Eq for Head<'_, N> {}
