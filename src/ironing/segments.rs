//! The optimum in words: who is not served, who takes part in a lottery, where there is a market.

use super::{GroupOptimum, Item};
use crate::finite::Group;
use crate::rational::Rational;

/// How an interval of types is allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Expected quality 0.
    NotServed,
    /// Pooled: all types of the interval face one lottery at one price.
    Lottery,
    /// Assortative: higher types get better quality or odds at a higher price.
    Market,
}

/// A maximal interval of types of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// The kind.
    pub kind: Kind,
    /// First type, from 0.
    pub first: usize,
    /// Last type.
    pub last: usize,
    /// Share of the group.
    pub share: Rational,
    /// Expected quality of the first and the last type.
    pub quality: (Rational, Rational),
    /// Payment of the first and the last type.
    pub price: (Rational, Rational),
}

/// The segments of a group, from the lowest types to the highest.
///
/// A pool is a block of several types; neighbouring blocks of one type are a market.
pub fn segments(group: &Group, optimum: &GroupOptimum) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut item = 0;
    for &(first, last) in &optimum.blocks {
        while optimum.menu[item].last < first {
            item += 1;
        }
        let contract = &optimum.menu[item];
        let kind = kind_of(contract, last > first);
        // Two pools never merge: they have different ironed values.
        if let Some(open) = segments.last_mut().filter(|open| open.kind == kind && kind != Kind::Lottery) {
            open.last = last;
            open.quality.1 = contract.quality.clone();
            open.price.1 = contract.transfer.clone();
            continue;
        }
        segments.push(Segment {
            kind,
            first,
            last,
            share: Rational::ZERO,
            quality: (contract.quality.clone(), contract.quality.clone()),
            price: (contract.transfer.clone(), contract.transfer.clone()),
        });
    }
    for segment in &mut segments {
        segment.share =
            crate::scale::sum(group.types[segment.first..=segment.last].iter().map(|ty| &ty.prob));
    }
    segments
}

fn kind_of(contract: &Item<Rational>, is_pool: bool) -> Kind {
    if contract.quality.is_zero() {
        Kind::NotServed
    } else if is_pool {
        Kind::Lottery
    } else {
        Kind::Market
    }
}
