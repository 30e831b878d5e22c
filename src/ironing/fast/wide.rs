//! Loops compiled a second time for AVX2, and chosen when the processor has it.
//!
//! Only the width of instructions differs: products and sums are never contracted, so that the bits are the same.
//! What is to be wide is marked `inline(always)`: a function of its own would be compiled once, for any processor.

use pulp::Arch;

/// Runs `work`, and what is inlined into it, with the widest instructions there are.
pub(super) fn run<R>(work: impl FnOnce() -> R) -> R {
    Arch::new().dispatch(work)
}
