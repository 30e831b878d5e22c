//! The block triangular form of a square matrix [Tarjan72].
//!
//! Each equation has an unknown of its own, the pivot of an elimination. Equation i needs j if it holds the unknown of j.
//! Equations that need each other, directly or by way of others, are a block; a block needs only those before it.
//!
//! # References
//! [Tarjan72] R. Tarjan, Depth-first search and linear graph algorithms, 1972.

use crate::sparse::Sparse;

/// The blocks, each as places in the list of pivots, in an order in which they can be solved.
pub(super) struct Blocks {
    members: Vec<usize>,
    starts: Vec<usize>,
}

impl Blocks {
    /// Of the matrix with these pivots: per step an equation and its unknown.
    pub(super) fn new(matrix: &Sparse, pivots: &[(usize, usize)]) -> Self {
        let mut owner = vec![0; pivots.len()];
        for (k, (_, unknown)) in pivots.iter().enumerate() {
            owner[*unknown] = k;
        }
        let needed = |k: usize| {
            let equation = pivots[k].0;
            matrix.index[matrix.starts[equation]..matrix.starts[equation + 1]].iter()
        };
        let mut search = Search::new(pivots.len());
        for root in 0..pivots.len() {
            if search.number[root] != 0 {
                continue;
            }
            search.enter(root);
            let mut open = vec![(root, needed(root))];
            while let Some((k, rest)) = open.last_mut() {
                let k = *k;
                if let Some(unknown) = rest.next() {
                    let next = owner[*unknown];
                    if search.number[next] == 0 {
                        search.enter(next);
                        open.push((next, needed(next)));
                    } else if search.is_open[next] {
                        search.low[k] = search.low[k].min(search.number[next]);
                    }
                    continue;
                }
                open.pop();
                if let Some((before, _)) = open.last() {
                    search.low[*before] = search.low[*before].min(search.low[k]);
                }
                if search.low[k] == search.number[k] {
                    search.close(k);
                }
            }
        }
        search.blocks
    }

    /// The blocks in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[usize]> {
        self.starts.windows(2).map(|ends| &self.members[ends[0]..ends[1]])
    }
}

struct Search {
    /// From 1; 0 if not met.
    number: Vec<usize>,
    low: Vec<usize>,
    is_open: Vec<bool>,
    stack: Vec<usize>,
    n_met: usize,
    blocks: Blocks,
}

impl Search {
    fn new(n: usize) -> Self {
        Self {
            number: vec![0; n],
            low: vec![0; n],
            is_open: vec![false; n],
            stack: Vec::new(),
            n_met: 0,
            blocks: Blocks { members: Vec::with_capacity(n), starts: vec![0] },
        }
    }

    fn enter(&mut self, k: usize) {
        self.n_met += 1;
        (self.number[k], self.low[k], self.is_open[k]) = (self.n_met, self.n_met, true);
        self.stack.push(k);
    }

    /// All above `k` on the stack are a block.
    fn close(&mut self, k: usize) {
        while let Some(member) = self.stack.pop() {
            self.is_open[member] = false;
            self.blocks.members.push(member);
            if member == k {
                break;
            }
        }
        self.blocks.starts.push(self.blocks.members.len());
    }
}

#[cfg(test)]
mod tests {
    use super::Blocks;
    use crate::sparse::Sparse;
    use ironproof_number::IBig;
    use ironproof_test_inputs::Random;

    /// A block needs only what is in it or before it, and no block falls into two: compared with reachability.
    #[test]
    fn blocks_are_those_that_need_each_other() {
        let mut random = Random::new(3);
        for _ in 0..200 {
            let n = 1 + random.below(12);
            let mut owners: Vec<usize> = (0..n).collect();
            for k in (1..n).rev() {
                owners.swap(k, random.below(k + 1));
            }
            let density = 1 + random.below(n);
            let mut has = vec![vec![false; n]; n];
            for (equation, unknown) in owners.iter().enumerate() {
                has[equation][*unknown] = true;
                for entry in &mut has[equation] {
                    *entry |= random.below(n + 2) < density / 2;
                }
            }
            let row = |row: &Vec<bool>| {
                let entries = row.clone().into_iter().enumerate();
                entries.filter(|(_, is)| *is).map(|(j, _)| (j, IBig::ONE)).collect::<Vec<_>>()
            };
            let matrix = Sparse::new(has.iter().map(|entries| row(entries).into_iter()));
            let pivots: Vec<(usize, usize)> = owners.iter().copied().enumerate().collect();
            // needs[i][j]: equation i needs that of j, by any way.
            let mut needs: Vec<Vec<bool>> =
                (0..n).map(|i| (0..n).map(|j| has[i][owners[j]]).collect()).collect();
            for k in 0..n {
                for i in 0..n {
                    for j in 0..n {
                        needs[i][j] |= needs[i][k] && needs[k][j];
                    }
                }
            }
            let mut is_before = vec![false; n];
            for block in Blocks::new(&matrix, &pivots).iter() {
                for i in block {
                    for j in 0..n {
                        let together = *i == j || needs[*i][j] && needs[j][*i];
                        assert_eq!(together, block.contains(&j));
                        assert!(!needs[*i][j] || together || is_before[j]);
                    }
                }
                for i in block {
                    is_before[*i] = true;
                }
            }
            assert!(is_before.into_iter().all(|is_before| is_before));
        }
    }
}
