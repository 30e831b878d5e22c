//! The optimum in words: who is not served, who takes part in a lottery, where there is a market.

use super::{GroupOptimum, Item};
use crate::finite::Group;
use crate::rational::Rational;

/// How an interval of types is allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Expected quality 0.
    NotServed,
    /// Pooled: all types of the interval get one lottery at one price.
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
    /// Whether the first contract gives one quality level for sure.
    pub is_certain: bool,
    /// Expected quality of the first and the last type.
    pub quality: (Rational, Rational),
    /// Payment of the first and the last type.
    pub price: (Rational, Rational),
}

/// The segments of a group, from the lowest types to the highest.
///
/// A contract taken by one block of several types is a pool. A contract taken by several blocks is a
/// posted price: all of them would take it without being pooled. Neighbouring contracts that are no
/// pools form a market.
pub fn segments(group: &Group, optimum: &GroupOptimum) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut blocks = optimum.blocks.iter().peekable();
    for item in &optimum.menu {
        let mut is_one_block = true;
        while let Some((first, _)) = blocks.next_if(|(first, _)| *first <= item.last) {
            is_one_block &= *first == item.first;
        }
        let kind = if item.quality.is_zero() {
            Kind::NotServed
        } else if is_one_block && item.first < item.last {
            Kind::Lottery
        } else {
            Kind::Market
        };
        extend(&mut segments, kind, item, Rational::ZERO);
    }
    for segment in &mut segments {
        segment.share =
            crate::scale::sum(group.types[segment.first..=segment.last].iter().map(|ty| &ty.prob));
    }
    segments
}

/// Adds the next contract of a group, of a known kind and share, to the segments of those below.
pub fn extend(segments: &mut Vec<Segment>, kind: Kind, item: &Item<Rational>, share: Rational) {
    // Two pools never merge: they have different ironed values.
    match segments.last_mut() {
        Some(open) if open.kind == kind && kind != Kind::Lottery => {
            open.last = item.last;
            open.share += share;
            open.quality.1.clone_from(&item.quality);
            open.price.1.clone_from(&item.transfer);
        }
        _ => segments.push(Segment {
            kind,
            first: item.first,
            last: item.last,
            share,
            is_certain: matches!(&item.lottery[..], [(_, chance)] if chance.is_one()),
            quality: (item.quality.clone(), item.quality.clone()),
            price: (item.transfer.clone(), item.transfer.clone()),
        }),
    }
}
