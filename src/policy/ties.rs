//! Which of several best offers indifferent agents take: the ones that are best for the designer.
//!
//! ```text
//! min  sum v_j, and then  sum c_x x       c_x: what the designer loses on it, against the first offer of the agents
//! s.t. sum u_jx x - v_j <= b_j            a row for each level: objects of this level or better
//!      sum x            <= 1              a row for each kind of indifferent agents
//!      x, v >= 0
//! ```
//!
//! If some choice is feasible, all v are 0. A plain simplex in fractions, with the rule of Bland.

use ironproof_number::rational::Rational;

/// An offer that some agents may take instead of their first one.
#[derive(Clone, Debug)]
pub(crate) struct Switch {
    /// The kind of agents, from 0.
    pub(crate) kind: usize,
    /// What it uses of each row more than the first offer.
    pub(crate) uses: Vec<Rational>,
    /// What the designer gains.
    pub(crate) gain: Rational,
}

/// The share of the agents of its kind that takes each switch. `left`: what the first offers leave of each row.
pub(crate) fn shares(switches: &[Switch], n_kinds: usize, left: &[Rational]) -> Vec<Rational> {
    let (n, m) = (switches.len(), left.len());
    let n_rows = m + n_kinds;
    // Columns: switches, overuse, slack, and the right-hand side.
    let n_columns = n + m + n_rows;
    let mut rows: Vec<Vec<Rational>> = vec![vec![Rational::ZERO; n_columns + 1]; n_rows];
    let mut basis = Vec::with_capacity(n_rows);
    for j in 0..m {
        let row = &mut rows[j];
        for (x, switch) in switches.iter().enumerate() {
            row[x].clone_from(&switch.uses[j]);
        }
        row[n + j] = -Rational::ONE;
        row[n + m + j] = Rational::ONE;
        row[n_columns].clone_from(&left[j]);
        if left[j] < Rational::ZERO {
            for entry in row.iter_mut() {
                *entry = -entry.clone();
            }
            basis.push(n + j);
        } else {
            basis.push(n + m + j);
        }
    }
    for kind in 0..n_kinds {
        let row = &mut rows[m + kind];
        for (x, _) in switches.iter().enumerate().filter(|(_, switch)| switch.kind == kind) {
            row[x] = Rational::ONE;
        }
        row[n + m + m + kind] = Rational::ONE;
        row[n_columns] = Rational::ONE;
        basis.push(n + m + m + kind);
    }
    let cost = |column: usize| match column {
        x if x < n => (Rational::ZERO, -switches[x].gain.clone()),
        v if v < n + m => (Rational::ONE, Rational::ZERO),
        _ => (Rational::ZERO, Rational::ZERO),
    };
    while let Some(column) = (0..n_columns).find(|&column| {
        let (mut first, mut second) = cost(column);
        for (row, &of) in rows.iter().zip(&basis) {
            let (a, b) = cost(of);
            first -= a * &row[column];
            second -= b * &row[column];
        }
        (first, second) < (Rational::ZERO, Rational::ZERO)
    }) {
        let limits = (0..n_rows).filter(|&i| rows[i][column] > Rational::ZERO);
        let limits = limits.map(|i| (&rows[i][n_columns] / &rows[i][column], basis[i], i));
        let Some((_, _, pivot)) = limits.min() else {
            unreachable!("shares are at most one and overuse is not below zero")
        };
        eliminate(&mut rows, pivot, column);
        basis[pivot] = column;
    }
    let mut shares = vec![Rational::ZERO; n];
    for (row, &of) in rows.iter().zip(&basis).filter(|(_, of)| **of < n) {
        shares[of].clone_from(&row[n_columns]);
    }
    shares
}

fn eliminate(rows: &mut [Vec<Rational>], pivot: usize, column: usize) {
    let by = rows[pivot][column].clone();
    for entry in rows[pivot].iter_mut().filter(|entry| !entry.is_zero()) {
        *entry = &*entry / &by;
    }
    let of_pivot = rows[pivot].clone();
    for (_, row) in rows.iter_mut().enumerate().filter(|(i, _)| *i != pivot) {
        let factor = row[column].clone();
        if factor.is_zero() {
            continue;
        }
        for (entry, of_pivot) in row.iter_mut().zip(&of_pivot).filter(|(_, e)| !e.is_zero()) {
            *entry -= of_pivot * &factor;
        }
    }
}
