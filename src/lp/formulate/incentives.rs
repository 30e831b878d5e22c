//! The pairs of types, and the ends of their cells, that get an incentive row.
//!
//! IC(k,l)  T_k - T_l <= s (Q_k - Q_l)    s = low_k, high_k
//!
//! For a point the two ends are one number and one row. The row is linear in s, so the two ends
//! stand for everybody in the cell.

use crate::formulate::Incentives;
use crate::formulate::draft::Draft;
use crate::formulate::legend::{Constraint, End, TypeAt};
use ironproof_instance::finite::Type;
use ironproof_number::rational::Rational;

/// Type `k` at willingness to pay `end` against the contract of type `other`.
pub(super) struct Pair<'a> {
    pub(super) k: usize,
    pub(super) other: usize,
    pub(super) end: &'a Rational,
}

/// Adds one row `sum of terms <= 0` for each pair of group `g`.
pub(super) fn add_rows(
    draft: &mut Draft<'_>,
    g: usize,
    incentives: Incentives,
    terms: impl Fn(&Draft<'_>, &Pair<'_>) -> [(usize, Rational); 4],
) {
    let types = &draft.instance.groups[g].types;
    for k in 0..types.len() {
        let first = draft.lp.rows.len();
        let others = match incentives {
            Incentives::All => 0..types.len(),
            Incentives::Adjacent => k.saturating_sub(1)..types.len().min(k + 2),
        };
        for other in others.filter(|&other| other != k) {
            for (which, end) in ends(&types[k]) {
                let constraint = Constraint::Incentive(TypeAt { group: g, k }, other, which);
                let terms = terms(draft, &Pair { k, other, end });
                let i = draft.add_at_most(constraint, terms, Rational::ZERO);
                if k.abs_diff(other) == 1 {
                    draft.adjacent.push(i);
                }
            }
        }
        draft.families.push(first..draft.lp.rows.len());
    }
}

/// The types that get a participation row: with neighbours only, the rest follow from the first.
pub(super) fn participants(n_types: usize, incentives: Incentives) -> std::ops::Range<usize> {
    match incentives {
        Incentives::All => 0..n_types,
        Incentives::Adjacent => 0..n_types.min(1),
    }
}

fn ends(ty: &Type) -> impl Iterator<Item = (End, &Rational)> {
    let high = (ty.low() != ty.high()).then_some((End::High, ty.high()));
    [(End::Low, ty.low())].into_iter().chain(high)
}
