//! What a group pays and gets, over all its contracts.

use ironproof_instance::finite::QualityLevel;
use ironproof_ironing::Item;
use ironproof_number::rational::Rational;
use ironproof_number::scale::sum;

/// What a group pays and gets.
pub(crate) struct Totals {
    /// All of it.
    pub(crate) revenue: Rational,
    /// All of it.
    pub(crate) quality: Rational,
    /// As a share of the group.
    pub(crate) served: Rational,
}

impl Totals {
    /// `items`: contracts, with the share of the group that takes each.
    pub(crate) fn new<'a>(
        mass: &Rational,
        items: impl Iterator<Item = (&'a Item<Rational>, Rational)>,
        levels: &[QualityLevel],
    ) -> Self {
        let mut terms: [Vec<Rational>; 3] = Default::default();
        for (item, share) in items {
            let is_object = |(level, _): &&(usize, Rational)| !levels[*level].level.is_zero();
            let chance = sum(item.lottery.iter().filter(is_object).map(|(_, chance)| chance));
            terms[0].push(&item.transfer * &share);
            terms[1].push(&item.quality * &share);
            terms[2].push(chance * share);
        }
        let [revenue, quality, served] = terms.map(|terms| sum(terms.iter()));
        Self { revenue: revenue * mass, quality: quality * mass, served }
    }
}
