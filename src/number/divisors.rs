//! Positive integers, and the least common multiples of two of them, which are asked for again and again.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::UBig;
use crate::ops::Gcd;

/// Positive integers by their number. Number 0 is 1.
#[derive(Clone, Debug)]
pub(crate) struct Divisors {
    list: Vec<UBig>,
    numbers: BTreeMap<UBig, usize>,
    joins: BTreeMap<(usize, usize), Join>,
}

/// Of two integers: the number of their least common multiple, and how often they divide it.
pub type Join = (usize, Arc<[UBig; 2]>);

impl Divisors {
    pub(crate) fn one() -> Self {
        let numbers = BTreeMap::from([(UBig::ONE, 0)]);
        Self { list: vec![UBig::ONE], numbers, joins: BTreeMap::new() }
    }

    pub(crate) fn get(&self, number: usize) -> &UBig {
        &self.list[number]
    }

    /// The number of an integer.
    pub(crate) fn number(&mut self, integer: UBig) -> usize {
        if let Some(number) = self.numbers.get(&integer) {
            return *number;
        }
        self.list.push(integer.clone());
        self.numbers.insert(integer, self.list.len() - 1);
        self.list.len() - 1
    }

    /// The number of an integer so many times as large.
    pub(crate) fn times(&mut self, number: usize, times: UBig) -> usize {
        let next = self.number(&self.list[number] * &times);
        self.joins.insert((number, next), (next, Arc::new([times, UBig::ONE])));
        next
    }

    /// The least common multiple of two. What was found once is kept.
    pub(crate) fn join(&mut self, one: usize, other: usize) -> Join {
        if let Some(known) = self.joins.get(&(one, other)) {
            return known.clone();
        }
        let joined = if one == other {
            (one, Arc::new([UBig::ONE, UBig::ONE]))
        } else if let Some((number, times)) = self.joins.get(&(other, one)) {
            (*number, Arc::new([times[1].clone(), times[0].clone()]))
        } else {
            let (a, b) = (&self.list[one], &self.list[other]);
            let shared = if a.is_one() || b.is_one() { UBig::ONE } else { a.gcd(b) };
            let times = [b / &shared, a / shared];
            (self.number(b * &times[1]), Arc::new(times))
        };
        self.joins.insert((one, other), joined.clone());
        joined
    }
}
