//! Pools adjacent violators: the ironed virtual values.
//!
//! Equivalent to the upper concave hull of the points (1 - S_k, Psi_k) and (1, 0), whose slopes are
//! minus the values c_b / f_b of the blocks. One pass with a stack [BBBB72].

use std::cmp::Ordering;

use super::data::GroupData;
use super::scalar::Scalar;

/// A maximal interval of types that get one ironed virtual value `value / prob`.
#[derive(Clone, Debug, PartialEq)]
pub struct Block<N> {
    /// First type, from 0.
    pub first: usize,
    /// Last type.
    pub last: usize,
    /// Sum of c_k, unit F L R.
    pub value: N,
    /// Sum of f_k, unit F.
    pub prob: N,
}

impl<N: Scalar> Block<N> {
    /// Compares ironed virtual values, across groups too.
    pub fn cmp_ironed(&self, other: &Self) -> Ordering {
        N::cmp_ratio(&self.value, &self.prob, &other.value, &other.prob)
    }
}

/// Blocks with strictly increasing ironed values.
pub fn iron<N: Scalar>(group: &GroupData<N>, values: &[N]) -> Vec<Block<N>> {
    // Invariant: ironed values on the stack strictly increase.
    let mut stack: Vec<Block<N>> = Vec::new();
    for (k, value) in values.iter().enumerate() {
        let mut block =
            Block { first: k, last: k, value: value.clone(), prob: group.prob[k].clone() };
        while let Some(below) = stack.pop() {
            if below.cmp_ironed(&block) == Ordering::Less {
                stack.push(below);
                break;
            }
            block.first = below.first;
            block.value = below.value.add(&block.value);
            block.prob = below.prob.add(&block.prob);
        }
        stack.push(block);
    }
    stack
}
