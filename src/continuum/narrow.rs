//! Whether the numbers of an answer are as narrow as was asked for.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::{Answer, Totals};

/// Whether all numbers have this width, each relative to the largest of its kind.
pub(crate) fn is_narrow(answer: &Answer, width: &Rational) -> bool {
    let segments = || answer.groups.iter().flat_map(|group| &group.segments);
    let ends = |of: fn(&super::Segment) -> &(Between, Between)| {
        segments().map(of).flat_map(|ends| [&ends.0, &ends.1]).collect::<Vec<_>>()
    };
    let totals = || answer.groups.iter().map(|group| &group.totals).chain([&answer.totals]);
    let sums = |of: fn(&Totals) -> &Between| totals().map(of).collect::<Vec<_>>();
    // Money and welfare: small sums of large ones are as wide as these.
    let money = [
        sums(|totals| &totals.value),
        sums(|totals| &totals.revenue),
        sums(|totals| &totals.utility),
        sums(|totals| &totals.cost),
    ];
    let kinds = [
        ends(|segment| &segment.share),
        ends(|segment| &segment.wtp),
        ends(|segment| &segment.quality),
        ends(|segment| &segment.price),
        money.concat(),
        sums(|totals| &totals.quality),
        sums(|totals| &totals.served),
    ];
    kinds.iter().all(|numbers| {
        let size = |x: &&Between| x.high.clone().max(-x.low.clone());
        let largest = numbers.iter().map(size).max().unwrap_or_default();
        numbers.iter().all(|x| x.width() <= &largest * width)
    })
}
