//! Side constraints: sums over groups, in whatever variables the LP has.
//!
//! SIDE(s)  sum_i sum_k of the named groups  >= or <=  b
//!
//! ```text
//! revenue   w_k T_k                        or  w_k (low_k Q_k - U_k)
//! utility   w_k (low_k Q_k - T_k)          or  w_k U_k                    points only
//! quality   w_k Q_k
//! served    w_k (1 - Gamma_k,j-1)          or  w_k (x_kj + ... + x_kM)
//! ```

use crate::Row;
use crate::formulate::Formulation;
use crate::formulate::draft::Draft;
use crate::formulate::legend::Constraint;
use ironproof_instance::finite::{Bound, What};
use ironproof_number::rational::Rational;

/// Adds a row for each constraint. The reduced formulation has no levels, and the caller asks for none.
pub(super) fn add(draft: &mut Draft<'_>, formulation: Formulation) {
    let instance = draft.instance;
    let n_levels = instance.quality.len();
    for (s, side) in instance.sides.iter().enumerate() {
        let mut terms: Vec<(usize, Rational)> = Vec::new();
        let mut constant = Rational::ZERO;
        for &g in &side.groups {
            for (k, mass) in draft.masses[g].iter().enumerate() {
                let (quality, money) = (draft.quality[g][k], draft.money[g] + k);
                let wtp = mass * instance.groups[g].types[k].low();
                match (side.what, formulation) {
                    (What::Revenue, Formulation::Utility) => {
                        terms.extend([(quality, wtp), (money, -mass)]);
                    }
                    (What::Utility, Formulation::Utility) | (What::Revenue, _) => {
                        terms.push((money, mass.clone()));
                    }
                    (What::Utility, _) => terms.extend([(quality, wtp), (money, -mass)]),
                    (What::Quality, _) => terms.push((quality, mass.clone())),
                    (What::Served(j), Formulation::Mass) => {
                        let first = draft.lottery[g][k];
                        let columns = first + j + 1..=first + n_levels;
                        terms.extend(columns.map(|column| (column, mass.clone())));
                    }
                    (What::Served(j), _) => {
                        constant += mass;
                        terms.push((draft.lottery[g][k] + j, -mass));
                    }
                }
            }
        }
        let constraint = Constraint::Side(s);
        let (name, class) = (constraint.to_string(), constraint.class().label());
        let mut row = Row::at_most(name, class, terms, Rational::ZERO);
        (row.lower, row.upper) = match &side.bound {
            Bound::AtLeast(least) => (Some(least - constant), None),
            Bound::AtMost(most) => (None, Some(most - constant)),
        };
        draft.add_row(constraint, row);
    }
}
