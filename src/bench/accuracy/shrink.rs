//! The least LP on which something is still false.
//!
//! Rows go, then columns, in blocks of half of them, a quarter, down to one; then single bounds and
//! terms; then digits of numbers. Whatever leaves the fault in place is kept, until nothing more does, or the
//! time is over. Greedy: no smaller part of the result is false, but a smaller LP may exist.

use std::time::Instant;

use ironproof_linear::Lp;
use ironproof_number::rational::{Rational, approx, round_decimal};

/// Shrinks `lp`, on which `is_false` holds, and keeps it so.
pub fn shrink(lp: &Lp, deadline: Instant, is_false: &mut dyn FnMut(&Lp) -> bool) -> Lp {
    let mut lp = lp.clone();
    for column in &mut lp.columns {
        // What follows from rows does not follow from fewer rows.
        column.implied_upper = None;
    }
    let mut shrinker = Shrinker { lp, deadline, is_false };
    loop {
        let before = shrinker.lp.clone();
        shrinker.blocks(|lp| lp.rows.len(), |lp, from, to| drop(lp.rows.drain(from..to)));
        shrinker.blocks(|lp| lp.columns.len(), remove_columns);
        shrinker.parts();
        shrinker.digits();
        if shrinker.lp == before || deadline <= Instant::now() {
            return shrinker.lp;
        }
    }
}

struct Shrinker<'a> {
    lp: Lp,
    deadline: Instant,
    is_false: &'a mut dyn FnMut(&Lp) -> bool,
}

impl Shrinker<'_> {
    /// Keeps the candidate if the fault is still there.
    fn keep(&mut self, candidate: Lp) -> bool {
        let kept =
            candidate != self.lp && Instant::now() < self.deadline && (self.is_false)(&candidate);
        if kept {
            self.lp = candidate;
        }
        kept
    }

    /// Removes blocks of things, from the last to the first.
    fn blocks(&mut self, count: impl Fn(&Lp) -> usize, remove: impl Fn(&mut Lp, usize, usize)) {
        let mut length = count(&self.lp).div_ceil(2);
        while 0 < length {
            let mut to = count(&self.lp);
            while 0 < to {
                let from = to.saturating_sub(length);
                let mut candidate = self.lp.clone();
                remove(&mut candidate, from, to);
                self.keep(candidate);
                to = from;
            }
            length /= 2;
        }
    }

    /// Removes single bounds, costs and terms.
    fn parts(&mut self) {
        self.each(|lp| lp.columns.len(), |lp, j| lp.columns[j].upper = None);
        self.each(|lp| lp.columns.len(), |lp, j| lp.columns[j].objective = Rational::ZERO);
        self.each(|lp| lp.rows.len(), |lp, i| lp.rows[i].lower = None);
        self.each(|lp| lp.rows.len(), |lp, i| lp.rows[i].upper = None);
        for i in 0..self.lp.rows.len() {
            self.each(|lp| lp.rows[i].terms.len(), |lp, at| drop(lp.rows[i].terms.remove(at)));
        }
    }

    fn each(&mut self, count: impl Fn(&Lp) -> usize, change: impl Fn(&mut Lp, usize)) {
        for at in (0..count(&self.lp)).rev() {
            let mut candidate = self.lp.clone();
            change(&mut candidate, at);
            self.keep(candidate);
        }
    }

    /// Rounds numbers: all at once to one, two or three digits, then one by one.
    fn digits(&mut self) {
        for digits in 1..=3 {
            let mut candidate = self.lp.clone();
            for number in numbers(&mut candidate) {
                *number = round(number, digits);
            }
            if self.keep(candidate) {
                break;
            }
        }
        for at in 0..numbers(&mut self.lp.clone()).len() {
            for digits in 1..=3 {
                let mut candidate = self.lp.clone();
                let number = numbers(&mut candidate).swap_remove(at);
                *number = round(number, digits);
                if self.keep(candidate) {
                    break;
                }
            }
        }
    }
}

/// Columns `from..to` become zero and go.
fn remove_columns(lp: &mut Lp, from: usize, to: usize) {
    lp.columns.drain(from..to);
    for row in &mut lp.rows {
        row.terms.retain(|(j, _)| !(from..to).contains(j));
        for (j, _) in &mut row.terms {
            if to <= *j {
                *j -= to - from;
            }
        }
    }
}

/// All numbers of an LP.
fn numbers(lp: &mut Lp) -> Vec<&mut Rational> {
    let mut numbers = vec![&mut lp.offset];
    for column in &mut lp.columns {
        numbers.push(&mut column.objective);
        numbers.extend(&mut column.lower);
        numbers.extend(&mut column.upper);
    }
    for row in &mut lp.rows {
        numbers.extend(row.terms.iter_mut().map(|(_, value)| value));
        numbers.extend(&mut row.lower);
        numbers.extend(&mut row.upper);
    }
    numbers
}

/// `x` to `digits` significant digits; numbers of 10^15 and more stay.
fn round(x: &Rational, digits: u32) -> Rational {
    let size = approx(x).abs();
    let places = (f64::from(digits) - 1.0 - size.log10().floor()).max(0.0);
    // A cast that no number reaches: doubles have at most 324 decimal places.
    match (0..340).find(|n| places <= f64::from(*n)).and_then(|n| usize::try_from(n).ok()) {
        Some(places) if size < 1e15 && 0.0 < size => round_decimal(x, places),
        _ => x.clone(),
    }
}
