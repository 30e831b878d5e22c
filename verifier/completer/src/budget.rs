//! Limits of the work: a file of one kilobyte can stand for an answer of millions of digits.

use std::time::Instant;

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use crate::Incomplete;

/// Binary digits of the numbers of an answer, at most. Twice as many are needed on the way, and the library multiplies
/// wrongly where both factors have more than 256,000.
pub(crate) const MAX_BITS: usize = 128_000;
/// Words of all numbers of a vector or matrix together: half a gigabyte.
const MAX_WORDS: usize = 64 << 20;
/// Products of words, about half a minute of them.
const MAX_WORK: usize = 30_000_000_000;

/// One for each of two threads, in the end.
#[derive(Clone)]
pub(crate) struct Budget {
    work: usize,
    deadline: Option<Instant>,
}

impl Budget {
    pub(crate) fn new(deadline: Option<Instant>) -> Budget {
        Budget { work: 0, deadline }
    }

    /// Counts work before it is done.
    pub(crate) fn spend(&mut self, work: usize) -> Result<(), Incomplete> {
        self.work = self.work.saturating_add(work);
        if MAX_WORK < self.work {
            return Err(Incomplete::TooLarge(
                "the basis takes more than 30,000,000,000 products to solve",
            ));
        }
        if self.deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            return Err(Incomplete::OutOfTime);
        }
        Ok(())
    }

    /// Counts the work of so many products with a number of these binary digits, whose results are all kept.
    pub(crate) fn keep(&mut self, n: usize, bits: usize) -> Result<(), Incomplete> {
        let words = n.saturating_mul(1 + bits / 64);
        if MAX_WORDS < words {
            return Err(Incomplete::TooLarge("the numbers of the basis take more than 512 MiB"));
        }
        self.spend(words)
    }
}

pub(crate) fn check_bits(number: &IBig) -> Result<(), Incomplete> {
    if MAX_BITS < number.bit_len() {
        return Err(Incomplete::TooLarge(
            "the numbers of the basis have more than 128,000 binary digits",
        ));
    }
    Ok(())
}
