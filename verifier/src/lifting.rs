//! The solution of a square system B x = b of integers by p-adic lifting [Dixon 1982].
//!
//! B is eliminated once modulo the prime p = 2^61 - 1. Then, from r = b, each step solves B d = r modulo p
//! and replaces r by (r - B d) / p; the vectors d are the digits of x in base p. When their number has grown
//! by half, fractions that fit the digits are tried, and taken if B times them is b, in integers.

use std::collections::BTreeSet;

use dashu_int::IBig;
use dashu_int::ops::{BitTest, RemEuclid};

const P: u64 = (1 << 61) - 1;

/// A row: its entries that are not zero, by increasing columns.
pub(crate) type Row = Vec<(usize, IBig)>;
type RowModP = Vec<(usize, u64)>;

/// x as integers over one positive denominator; `None` if B is singular modulo p.
pub(crate) fn solve(rows: &[Row], right: &[IBig]) -> Option<(Vec<IBig>, IBig)> {
    let modular = |row: &Row| {
        let entries = row.iter().map(|(j, value)| (*j, modulo_p(value)));
        entries.filter(|(_, value)| *value != 0).collect()
    };
    let steps = eliminate(rows.iter().map(modular).collect())?;
    let mut residual = right.to_vec();
    let mut x = vec![IBig::ZERO; rows.len()];
    let (mut power, mut n_digits, mut next_try) = (IBig::ONE, 0, 4);
    loop {
        let digits = solve_mod_p(&steps, residual.iter().map(modulo_p).collect());
        for (sum, digit) in x.iter_mut().zip(&digits) {
            *sum += &power * *digit;
        }
        for (rest, row) in residual.iter_mut().zip(rows) {
            for (j, value) in row {
                *rest -= value * digits[*j];
            }
            *rest /= P;
        }
        power *= P;
        n_digits += 1;
        if n_digits == next_try {
            next_try += 1 + next_try / 2;
            if let Some((x, denominator)) = fractions(&x, &power) {
                let is_right = |(row, right): (&Row, &IBig)| {
                    let products = row.iter().map(|(j, value)| value * &x[*j]);
                    products.fold(IBig::ZERO, |sum, product| sum + product) == right * &denominator
                };
                if rows.iter().zip(right).all(is_right) {
                    return Some((x, denominator));
                }
            }
        }
    }
}

fn modulo_p(value: &IBig) -> u64 {
    u64::try_from(value.rem_euclid(IBig::from(P))).expect("less than p")
}

fn product(a: u64, b: u64) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(P)).expect("less than p")
}

/// a - b c
fn minus_product(a: u64, b: u64, c: u64) -> u64 {
    (a + P - product(b, c)) % P
}

/// 1 / a = a^(p - 2)
fn inverse(a: u64) -> u64 {
    let (mut result, mut square, mut exponent) = (1, a, P - 2);
    while exponent != 0 {
        if exponent % 2 == 1 {
            result = product(result, square);
        }
        square = product(square, square);
        exponent /= 2;
    }
    result
}

/// A pivot: its place, the rest of its row then, and what was taken from which rows.
struct Step {
    row: usize,
    column: usize,
    inverse: u64,
    rest: RowModP,
    taken: Vec<(usize, u64)>,
}

/// Gaussian elimination; the next pivot is in the row or column with the fewest entries left.
fn eliminate(mut rows: Vec<RowModP>) -> Option<Vec<Step>> {
    let mut columns: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); rows.len()];
    for (i, row) in rows.iter().enumerate() {
        for (j, _) in row {
            columns[*j].insert(i);
        }
    }
    // (entries, is a row, index) of the rows and columns that are left.
    let mut lines: BTreeSet<(usize, bool, usize)> = BTreeSet::new();
    lines.extend(rows.iter().enumerate().map(|(i, row)| (row.len(), true, i)));
    lines.extend(columns.iter().enumerate().map(|(j, column)| (column.len(), false, j)));
    let mut steps = Vec::new();
    while let Some((_, is_row, index)) = lines.first().copied() {
        let (row, column) = if is_row {
            let places = rows[index].iter().map(|(j, _)| *j);
            (index, places.min_by_key(|j| columns[*j].len())?)
        } else {
            (columns[index].iter().copied().min_by_key(|i| rows[*i].len())?, index)
        };
        lines.remove(&(rows[row].len(), true, row));
        let mut rest = std::mem::take(&mut rows[row]);
        for (j, _) in &rest {
            lines.remove(&(columns[*j].len(), false, *j));
            columns[*j].remove(&row);
        }
        let at = rest.iter().position(|(j, _)| *j == column)?;
        let inverse = inverse(rest.remove(at).1);
        let mut taken = Vec::new();
        for i in std::mem::take(&mut columns[column]) {
            lines.remove(&(rows[i].len(), true, i));
            let at = rows[i].iter().position(|(j, _)| *j == column)?;
            let factor = product(rows[i].remove(at).1, inverse);
            rows[i] = difference(&rows[i], factor, &rest);
            for (j, _) in &rest {
                if rows[i].binary_search_by_key(j, |(j, _)| *j).is_ok() {
                    columns[*j].insert(i);
                } else {
                    columns[*j].remove(&i);
                }
            }
            lines.insert((rows[i].len(), true, i));
            taken.push((i, factor));
        }
        lines.extend(rest.iter().map(|(j, _)| (columns[*j].len(), false, *j)));
        steps.push(Step { row, column, inverse, rest, taken });
    }
    Some(steps)
}

/// a - factor b, without zeros.
fn difference(a: &RowModP, factor: u64, b: &RowModP) -> RowModP {
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    let mut result = Vec::new();
    loop {
        let entry = match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return result,
            (Some((j, value)), other) if other.is_none_or(|(k, _)| j < k) => {
                a.next();
                (j, value)
            }
            (own, Some((k, value))) => {
                b.next();
                let own = own.filter(|(j, _)| *j == k).and_then(|_| a.next());
                (k, minus_product(own.map_or(0, |(_, value)| value), factor, value))
            }
            (Some(_), None) => unreachable!("the second arm takes what has no partner"),
        };
        if entry.1 != 0 {
            result.push(entry);
        }
    }
}

fn solve_mod_p(steps: &[Step], mut right: Vec<u64>) -> Vec<u64> {
    for step in steps {
        for (i, factor) in &step.taken {
            right[*i] = minus_product(right[*i], *factor, right[step.row]);
        }
    }
    let mut x = vec![0; right.len()];
    for step in steps.iter().rev() {
        let known = |sum, (j, value): &(usize, u64)| minus_product(sum, *value, x[*j]);
        x[step.column] = product(step.rest.iter().fold(right[step.row], known), step.inverse);
    }
    x
}

/// Fractions over one denominator that are `residues` modulo `modulus`, if there are any of about half as
/// many digits.
fn fractions(residues: &[IBig], modulus: &IBig) -> Option<(Vec<IBig>, IBig)> {
    let bound = IBig::ONE << (modulus.bit_len() / 2 - 1);
    let mut denominator = IBig::ONE;
    let mut found = Vec::new();
    for residue in residues {
        let (mut before, mut rest) =
            (modulus.clone(), IBig::from((residue * &denominator).rem_euclid(modulus)));
        if bound < rest && modulus - &rest <= bound {
            rest -= modulus;
        }
        // Invariant of Euclid's algorithm: rest = factor * residue * denominator modulo `modulus`.
        let (mut factor_before, mut factor) = (IBig::ZERO, IBig::ONE);
        while bound < rest {
            let quotient = &before / &rest;
            let next = before - &quotient * &rest;
            (before, rest) = (rest, next);
            let next = factor_before - quotient * &factor;
            (factor_before, factor) = (factor, next);
        }
        if factor < IBig::ZERO {
            (rest, factor) = (-rest, -factor);
        }
        denominator *= factor;
        if bound < denominator {
            return None;
        }
        found.push((rest, denominator.clone()));
    }
    let scaled = |(numerator, own): (IBig, IBig)| numerator * (&denominator / own);
    Some((found.into_iter().map(scaled).collect(), denominator))
}
