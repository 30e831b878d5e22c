//! The certificate of an optimum: a mechanism and dual multipliers, in closed form.
//!
//! No LP is solved: `docs/model.md`, "The certificate", gives the multipliers. Building one costs
//! O(K + M) and proves nothing by itself; the crate `ironproof-verifier` checks its text against the
//! instance, and shares no code with this module.

mod multipliers;
mod text;
mod priced;
mod form;

pub use self::form::{Form, written};
pub use self::multipliers::{certify, certify_tight};
pub use self::priced::of_answer;
pub use self::text::{Multipliers, write, write_text};
pub(crate) use self::text::{write_head, write_menu};
use crate::Item;
use ironproof_number::rational::Rational;

/// A claim that `value` is the optimum, with its evidence. The multipliers of incentive rows are listed per
/// type, or are those that follow from the pools of each group: [`Pools`].
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate<M = Vec<IncentiveDual>> {
    /// The claimed optimum.
    pub value: Rational,
    /// pi_j, the multipliers of SUPPLY(j).
    pub supply: Vec<Rational>,
    /// One entry per group.
    pub groups: Vec<GroupEvidence<M>>,
}

/// A certificate as text, and the optimum that it claims.
#[derive(Clone, Debug)]
pub struct Written {
    /// The claimed optimum; `None` if the claim is that no mechanism is feasible.
    pub value: Option<Rational>,
    /// The text (`docs/formats.md`).
    pub text: String,
}

/// The evidence for one group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupEvidence<M = Vec<IncentiveDual>> {
    /// The menu and who takes what.
    pub menu: Vec<Item<Rational>>,
    /// Multipliers of the incentive rows: one entry per type, or what determines them.
    pub duals: M,
}

/// The pools of two types or more, as `(first, last)` types in order. They determine multipliers that are
/// a few bytes per type shorter to say, and that the verifier computes without fractions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pools(pub Vec<(usize, usize)>);

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
