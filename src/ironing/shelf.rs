//! Objects of all levels, handed out from the best level down, and what was sold to whom.

use std::cmp::Ordering;

use super::scalar::Scalar;
use ironproof_number::rational::Rational;

/// Objects of one level handed to a block.
#[derive(Clone, Debug)]
pub struct Lot<N> {
    /// Quality level, from 0.
    pub level: usize,
    /// Mass of objects, unit W.
    pub mass: N,
}

/// The objects that are left.
pub(crate) struct Shelf<'a, N> {
    /// m_j of the levels that are not sold out, unit W.
    supply: &'a [N],
    /// What is left of the last of them.
    left: N,
}

/// Neighbouring types that get one contract, and what they got.
#[derive(Clone, Debug)]
pub(crate) struct Sale<B, N> {
    /// Their blocks as one. Only one block has an ironed value.
    pub(crate) block: B,
    pub(crate) n_blocks: usize,
    /// Best first.
    pub(crate) lots: Vec<Lot<N>>,
    /// Whether there is one lot, of all of the mass: the level for sure.
    is_certain: bool,
}

/// What sales are made to.
pub(crate) trait Buyer {
    /// Adds the block below.
    fn absorb(&mut self, lower: &Self);
    /// Sum of c_k over sum of f_k.
    fn average(&self) -> Rational;
}

impl<'a, N: Scalar> Shelf<'a, N> {
    /// All objects of `supply`, of which there are at least one level.
    pub(crate) fn new(supply: &'a [N]) -> Self {
        Self { supply, left: supply[supply.len() - 1].clone() }
    }

    /// The number of levels that nobody has asked more of than there is.
    pub(crate) fn n_levels(&self) -> usize {
        self.supply.len()
    }

    /// Whether there are so many objects of the current level.
    pub(crate) fn has(&self, mass: &N) -> bool {
        mass.sub(&self.left).sign() != Ordering::Greater
    }

    /// Adds so many objects to `lots`, as good as there are, and tells whether there were as many.
    pub(crate) fn take(&mut self, mut wanted: N, lots: &mut Vec<Lot<N>>) -> bool {
        while wanted.sign() == Ordering::Greater {
            let Some(level) = self.supply.len().checked_sub(1) else { return false };
            let rest = wanted.sub(&self.left);
            if rest.sign() != Ordering::Greater {
                self.left = self.left.sub(&wanted);
                lots.push(Lot { level, mass: wanted });
                return true;
            }
            self.supply = &self.supply[..level];
            let next = self.supply.last().map_or_else(N::zero, N::clone);
            let mass = std::mem::replace(&mut self.left, next);
            if mass.sign() == Ordering::Greater {
                lots.push(Lot { level, mass });
                wanted = rest;
            }
        }
        true
    }

    /// Sells so many objects to a block and tells whether there were as many. A block that gets the same level for
    /// sure as those above it continues their sale.
    pub(crate) fn sell<B: Buyer>(
        &mut self,
        block: B,
        n_blocks: usize,
        mass: N,
        sales: &mut Vec<Sale<B, N>>,
    ) -> bool {
        let mut lots = Vec::new();
        let is_served = self.take(mass, &mut lots);
        let is_certain = is_served && lots.len() == 1;
        match sales.last_mut() {
            Some(above)
                if is_certain && above.is_certain && above.lots[0].level == lots[0].level =>
            {
                above.block.absorb(&block);
                above.n_blocks += n_blocks;
                above.lots[0].mass = above.lots[0].mass.add(&lots[0].mass);
            }
            _ if lots.is_empty() => {}
            _ => sales.push(Sale { block, n_blocks, lots, is_certain }),
        }
        is_served
    }
}

/// The value of sales, unit L R W: ironed value times the quality mass handed to it. A sale of several blocks has one
/// level, so that their average serves.
pub(crate) fn value<B: Buyer, N: Scalar<Real = Rational>>(
    sales: &[Vec<Sale<B, N>>],
    levels: &[Rational],
) -> Rational {
    let mut value = Rational::ZERO;
    for sale in sales.iter().flatten() {
        let average = sale.block.average();
        for Lot { level, mass } in &sale.lots {
            value += &average * mass.over(&N::one()) * &levels[*level];
        }
    }
    value
}
