//! Quality to the best blocks of all groups, from the top, until the supply ends or values are no longer positive.

use std::io;

use ironproof_number::IBig;

use super::stack::{Block, Stack};
use crate as ironing;
use crate::{Head, Queue, Shelf};

/// Neighbouring types with one contract, and what they got.
pub(super) type Sale = ironing::Sale<Block, IBig>;

/// What was handed out.
pub(super) struct HandedOut {
    /// What each group got, from its highest types down.
    pub(super) sales: Vec<Vec<Sale>>,
    /// Per level, the block that is next once all objects of that level or better are handed out; `None` if everybody
    /// with a positive value is served before.
    pub(super) marginal: Vec<Option<Block>>,
}

/// Hands out the supply. `supply` and `mass_per_prob` have one unit.
pub(super) fn hand_out(
    stacks: &mut [Stack<'_>],
    mass_per_prob: &[IBig],
    supply: &[IBig],
) -> io::Result<HandedOut> {
    let mut sales: Vec<Vec<Sale>> = stacks.iter().map(|_| Vec::new()).collect();
    let mut marginal = vec![None; supply.len()];
    let mut shelf = Shelf::new(supply);
    let mut queue = Queue::default();
    for (group, stack) in stacks.iter_mut().enumerate() {
        queue.push(stack.pop()?.map(|block| Head { block, group }));
    }
    let mut next = None;
    while let Some(Head { block, group }) = queue.exchange(next) {
        if block.value <= 0 {
            break;
        }
        let (mass, n_levels) = (&mass_per_prob[group] * IBig::from(block.prob), shelf.n_levels());
        let is_served = shelf.sell(block, 1, mass, &mut sales[group]);
        marginal[shelf.n_levels()..n_levels].fill(Some(block));
        if !is_served {
            break;
        }
        next = stacks[group].pop()?.map(|block| Head { block, group });
    }
    Ok(HandedOut { sales, marginal })
}
