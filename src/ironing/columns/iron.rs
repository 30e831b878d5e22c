//! The second pass: virtual values as in `ironing::psi`, pooled as in `ironing::hull`, from the lowest type up.
//!
//! ```text
//! A_{k+1} = A_k - f_k (lambda_k - alpha)          A_1 is known from the first pass
//! rent_k  = (r_k - r_{k-1}) A_k                   r_0 = 0
//! c_k     = alpha f_k r_k + max(rent_k, 0) + min(rent_{k+1}, 0)
//! ```

use std::cmp::Ordering;
use std::io;

use super::header::Group;
use super::read::for_each_chunk;
use super::scan::{Scale, Totals};
use super::stack::{Block, Stack};
use super::{Error, Progress};
use crate::{Buyer as _, Ironed as _};

/// Pushes the blocks of a group on its empty stack.
pub(super) fn iron(
    group: &Group,
    scale: &Scale,
    totals: &Totals,
    stack: &mut Stack<'_>,
    chunk: usize,
    progress: Progress<'_>,
) -> Result<(), Error> {
    let mut excess = totals.excess;
    let mut below = 0;
    // The type before, which waits for its share of the rent of the next one.
    let mut waiting: Option<Block> = None;
    for_each_chunk(group, chunk, progress, |first, [wtps, probs, weights]| {
        for (k, ((&low, &prob), &weight)) in (first..).zip(wtps.iter().zip(probs).zip(weights)) {
            let rent = i128::from(low - below) * excess;
            if let Some(mut block) = waiting.take() {
                block.value += rent.min(0);
                pool(stack, block).map_err(Error::Scratch)?;
            }
            let own = i128::from(scale.alpha) * i128::from(prob) * i128::from(low);
            let (value, is_priced_below) = (own + rent.max(0), 0 < excess);
            waiting = Some(Block { value, prob, first: k, low, below, is_priced_below });
            excess -= i128::from(prob) * scale.excess(weight);
            below = low;
        }
        Ok(())
    })?;
    // Other sums than in the first pass: somebody writes to the files.
    if excess != 0 {
        return Err(Error::Changed { label: group.label.clone() });
    }
    waiting.map_or(Ok(()), |block| pool(stack, block).map_err(Error::Scratch))
}

/// Invariant: ironed values on the stack strictly increase.
fn pool(stack: &mut Stack<'_>, mut block: Block) -> io::Result<()> {
    while let Some(below) = stack.pop()? {
        if below.cmp_ironed(&block) == Ordering::Less {
            stack.push(below)?;
            break;
        }
        block.absorb(&below);
    }
    stack.push(block)
}
