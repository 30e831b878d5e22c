//! Quality to the best blocks of all groups, from the top, until the supply ends or values are no longer positive.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::io;

use dashu_int::IBig;

use super::stack::{Block, Stack};

/// Neighbouring types with one contract, and what they got.
#[derive(Clone, Debug)]
pub(super) struct Sale {
    /// Their blocks as one. Only one block has an ironed value.
    pub(super) block: Block,
    pub(super) n_blocks: u64,
    /// (level, mass), best first.
    pub(super) lots: Vec<(usize, IBig)>,
    /// Whether there is one lot, of all of the mass: the level for sure.
    pub(super) is_certain: bool,
}

/// The best block of a group that is not served yet.
struct Head {
    block: Block,
    group: usize,
}

impl Ord for Head {
    /// Ties go to the earlier group.
    fn cmp(&self, other: &Self) -> Ordering {
        self.block.cmp_ironed(&other.block).then(other.group.cmp(&self.group))
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

/// What each group got, from its highest types down. `supply` and `mass_per_prob` have one unit.
pub(super) fn hand_out(
    stacks: &mut [Stack<'_>],
    mass_per_prob: &[IBig],
    supply: &[IBig],
) -> io::Result<Vec<Vec<Sale>>> {
    let mut sales: Vec<Vec<Sale>> = stacks.iter().map(|_| Vec::new()).collect();
    let mut heads = BinaryHeap::with_capacity(stacks.len());
    for (group, stack) in stacks.iter_mut().enumerate() {
        heads.extend(stack.pop()?.map(|block| Head { block, group }));
    }
    let mut level = supply.len() - 1;
    let mut left = supply[level].clone();
    while let Some(mut head) = heads.peek_mut() {
        let Head { block, group } = *head;
        if block.value <= 0 {
            break;
        }
        let mut lots = Vec::new();
        let mut wanted = &mass_per_prob[group] * IBig::from(block.prob);
        while wanted != IBig::ZERO {
            if left == IBig::ZERO {
                let Some(lower) = level.checked_sub(1) else { break };
                level = lower;
                left.clone_from(&supply[level]);
            }
            let lot = if wanted < left { wanted.clone() } else { left.clone() };
            left -= &lot;
            wanted -= &lot;
            lots.push((level, lot));
        }
        let is_served = wanted == IBig::ZERO;
        if !lots.is_empty() {
            let is_certain = is_served && lots.len() == 1;
            sell(&mut sales[group], Sale { block, n_blocks: 1, lots, is_certain });
        }
        if !is_served {
            break;
        }
        match stacks[group].pop()? {
            Some(block) => *head = Head { block, group },
            None => drop(std::collections::binary_heap::PeekMut::pop(head)),
        }
    }
    Ok(sales)
}

/// Records a sale; one of the same level for sure continues the sale above.
fn sell(sales: &mut Vec<Sale>, sale: Sale) {
    match sales.last_mut() {
        Some(above) if above.is_certain && sale.is_certain && above.lots[0].0 == sale.lots[0].0 => {
            let (value, prob) =
                (above.block.value + sale.block.value, above.block.prob + sale.block.prob);
            above.block = Block { value, prob, ..sale.block };
            above.n_blocks += 1;
            above.lots[0].1 += &sale.lots[0].1;
        }
        _ => sales.push(sale),
    }
}
