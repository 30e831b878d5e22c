//! The optimum in words: who is not served, who takes part in a lottery, where there is a market.

use super::{GroupOptimum, Item};
use ironproof_instance::finite::Group;
use ironproof_number::rational::Rational;

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
/// pools form a market, except that what somebody with a positive willingness to pay gets for free is a
/// segment of its own: a market does not begin with free provision.
pub fn segments(group: &Group, optimum: &GroupOptimum) -> Vec<Segment> {
    let mut segments = outline(group, optimum);
    for segment in &mut segments {
        segment.share = ironproof_number::scale::sum(
            group.types[segment.first..=segment.last].iter().map(|ty| &ty.prob),
        );
    }
    segments
}

/// The same without shares, which are 0.
pub fn outline(group: &Group, optimum: &GroupOptimum) -> Vec<Segment> {
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
        extend(&mut segments, kind, item, Rational::ZERO, group.types[0].low().is_zero());
    }
    segments
}

/// Adds the next contract of a group, of a known kind and share, to the segments of those below.
///
/// What somebody with a positive willingness to pay gets for free does not merge with a market. If the lowest
/// willingness to pay is zero, that type alone gets the lowest contract of a market for free.
pub fn extend(
    segments: &mut Vec<Segment>,
    kind: Kind,
    item: &Item<Rational>,
    share: Rational,
    starts_at_zero: bool,
) {
    let ends_free_provision = |open: &Segment| {
        let is_somebody = 0 < open.last || !starts_at_zero;
        open.price.1.is_zero() && !item.transfer.is_zero() && is_somebody
    };
    // Two pools never merge: they have different ironed values.
    match segments.last_mut() {
        Some(open) if open.kind == kind && kind != Kind::Lottery && !ends_free_provision(open) => {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Item;
    use ironproof_instance::finite::{Type, Wtp};

    /// Types of mass 1/4 with this lowest willingness to pay; no two are pooled; those up to `last_free` get a
    /// chance for free, the others pay.
    fn found(lowest: u32, last_free: usize) -> Vec<(Kind, usize, usize)> {
        let quarter = Rational::ONE / Rational::from(4);
        let types = (lowest..lowest + 4)
            .map(|wtp| Type::new(Wtp::Point(Rational::from(wtp)), quarter.clone(), Rational::ONE));
        let group = Group { label: "g".to_owned(), mass: Rational::ONE, types: types.collect() };
        let item = |first, last, transfer: u32, quality: Rational| Item {
            first,
            last,
            lottery: vec![(0, quality.clone())],
            quality,
            transfer: Rational::from(transfer),
        };
        let menu = vec![
            item(0, last_free, 0, quarter),
            item(last_free + 1, 2, 1, Rational::ONE),
            item(3, 3, 2, Rational::ONE),
        ];
        let optimum = GroupOptimum { menu, blocks: (0..4).map(|k| (k, k)).collect() };
        segments(&group, &optimum)
            .iter()
            .map(|segment| (segment.kind, segment.first, segment.last))
            .collect()
    }

    #[test]
    fn what_is_free_is_no_market() {
        assert_eq!(found(1, 1), [(Kind::Market, 0, 1), (Kind::Market, 2, 3)]);
        assert_eq!(found(0, 1), [(Kind::Market, 0, 1), (Kind::Market, 2, 3)]);
        assert_eq!(found(1, 0), [(Kind::Market, 0, 0), (Kind::Market, 1, 3)]);
        // Whoever would pay nothing starts the market.
        assert_eq!(found(0, 0), [(Kind::Market, 0, 3)]);
    }
}
