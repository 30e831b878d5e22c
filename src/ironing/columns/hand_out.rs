//! Quality to the best blocks of all groups, from the top, until the supply ends or values are no longer positive.

use std::io;

use ironproof_number::IBig;

use super::stack::{Block, Stack};
use crate as ironing;
use crate::{Head, Queue, Shelf};

/// Neighbouring types with one contract, and what they got.
pub(super) type Sale = ironing::Sale<Block, IBig>;

/// What each group got, from its highest types down. `supply` and `mass_per_prob` have one unit.
pub(super) fn hand_out(
    stacks: &mut [Stack<'_>],
    mass_per_prob: &[IBig],
    supply: &[IBig],
) -> io::Result<Vec<Vec<Sale>>> {
    let mut sales: Vec<Vec<Sale>> = stacks.iter().map(|_| Vec::new()).collect();
    let mut shelf = Shelf::new(supply);
    let mut queue = Queue::default();
    for (group, stack) in stacks.iter_mut().enumerate() {
        queue.push(stack.pop()?.map(|block| Head { block, group }));
    }
    let mut next = None;
    while let Some(Head { block, group }) = queue.exchange(next) {
        let mass = &mass_per_prob[group] * IBig::from(block.prob);
        if block.value <= 0 || !shelf.sell(block, 1, mass, &mut sales[group]) {
            break;
        }
        next = stacks[group].pop()?.map(|block| Head { block, group });
    }
    Ok(sales)
}
