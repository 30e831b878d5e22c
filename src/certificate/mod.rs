//! The certificate of an optimum: a mechanism and dual multipliers, in closed form.
//!
//! No LP is solved: `docs/model.md`, "The certificate", gives the multipliers. Building one costs
//! O(K + M) and proves nothing by itself; the crate `ironproof-verifier` checks its text against the
//! instance, and shares no code with this module.

mod multipliers;
mod text;

pub use self::multipliers::certify;
pub use self::text::{write, write_text};
use crate::ironing::Item;
use crate::rational::Rational;

/// A claim that `value` is the optimum, with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate {
    /// The claimed optimum.
    pub value: Rational,
    /// pi_j, the multipliers of SUPPLY(j).
    pub supply: Vec<Rational>,
    /// One entry per group.
    pub groups: Vec<GroupEvidence>,
}

/// The evidence for one group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupEvidence {
    /// The menu and who takes what.
    pub menu: Vec<Item<Rational>>,
    /// Multipliers of the incentive rows, one entry per type.
    pub duals: Vec<IncentiveDual>,
}

/// Multipliers of the adjacent incentive rows below type k.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IncentiveDual {
    /// D_k, on IC(k,k-1) at low_k; on IR(1) for the first type.
    pub down: Rational,
    /// P_k, on IC(k-1,k) at high_{k-1}; zero for the first type.
    pub up: Rational,
    /// M_k, on IC(k,k-1) at high_k and IC(k-1,k) at low_{k-1}; zero for the first type.
    pub flat: Rational,
}
