//! Quantities of the optimum of a grid.

use ironproof_instance::finite::{FiniteInstance, Group};
use ironproof_ironing::{GroupOptimum, Item, Optimum};
use ironproof_number::rational::Rational;
use ironproof_number::scale::sum;

/// What a row is about. Places are quantiles of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// The optimal value.
    Value,
    /// Where the pool ends that starts with the lowest type; 0 without one.
    BottomPool,
    /// Willingness to pay there: r*.
    BottomWtp,
    /// What the lowest type pays.
    BottomPrice,
    /// Where the pool starts that ends with the highest type; 1 without one.
    TopPool,
    /// Below it nobody is served.
    CutOff,
    /// Share of the group in pools that are served.
    Pools,
    /// Share of the group with the contract of the lowest type.
    OneContract,
    /// Share of the objects that are worse than all that the group gets.
    RankLow,
    /// Share of the objects that are not better than the best that the group gets.
    RankHigh,
}

impl Quantity {
    /// A few words.
    pub fn says(self) -> &'static str {
        match self {
            Quantity::Value => "value",
            Quantity::BottomPool => "end of the bottom pool",
            Quantity::BottomWtp => "r*",
            Quantity::BottomPrice => "price at the bottom",
            Quantity::TopPool => "start of the top pool",
            Quantity::CutOff => "cut-off",
            Quantity::Pools => "width of all pools",
            Quantity::OneContract => "share with the lowest contract",
            Quantity::RankLow => "lowest rank of quality",
            Quantity::RankHigh => "highest rank of quality",
        }
    }

    /// The error is at most bound / K^power.
    pub fn power(self) -> u32 {
        if self == Quantity::Value { 2 } else { 1 }
    }

    /// Its value in the optimum of a grid, for group `g`.
    pub(super) fn of(
        self,
        instance: &FiniteInstance,
        optimum: &Optimum,
        g: usize,
    ) -> Option<Rational> {
        let (group, solved) = (instance.groups.get(g)?, optimum.groups.get(g)?);
        let share =
            |first: usize, last: usize| sum(group.types[first..=last].iter().map(|ty| &ty.prob));
        let pools = || pools(solved);
        let bottom = || pools().find(|(first, _)| *first == 0);
        Some(match self {
            Quantity::Value => optimum.value.clone(),
            Quantity::BottomPool => {
                bottom().map_or(Rational::ZERO, |(first, last)| share(first, last))
            }
            Quantity::BottomWtp => {
                let last = bottom().map(|(_, last)| last);
                last.map_or_else(|| lowest(group), |last| group.types[last].high().clone())
            }
            Quantity::BottomPrice => solved.menu.first()?.transfer.clone(),
            Quantity::TopPool => {
                let top = pools().find(|(_, last)| last + 1 == group.types.len());
                top.map_or(Rational::ONE, |(first, last)| Rational::ONE - share(first, last))
            }
            Quantity::CutOff => solved
                .menu
                .iter()
                .filter(|item| item.quality.is_zero())
                .fold(Rational::ZERO, |total, item| total + share(item.first, item.last)),
            Quantity::Pools => {
                pools().fold(Rational::ZERO, |total, (first, last)| total + share(first, last))
            }
            Quantity::OneContract => {
                let item = solved.menu.first()?;
                share(item.first, item.last)
            }
            Quantity::RankLow => rank(instance, levels(&solved.menu).min()?),
            Quantity::RankHigh => rank(instance, levels(&solved.menu).max()? + 1),
        })
    }
}

/// The blocks of several types that get something.
fn pools(solved: &GroupOptimum) -> impl Iterator<Item = (usize, usize)> {
    let is_served = |first: usize| {
        solved
            .menu
            .iter()
            .any(|item| (item.first..=item.last).contains(&first) && item.quality > Rational::ZERO)
    };
    solved.blocks.iter().copied().filter(move |&(first, last)| first < last && is_served(first))
}

fn lowest(group: &Group) -> Rational {
    group.types.first().map_or(Rational::ZERO, |ty| ty.low().clone())
}

/// The levels that a menu hands out.
fn levels(menu: &[Item<Rational>]) -> impl Iterator<Item = usize> {
    let positive = |(level, chance): &(usize, Rational)| (!chance.is_zero()).then_some(*level);
    menu.iter().flat_map(move |item| item.lottery.iter().filter_map(positive))
}

/// Share of the objects in the first `n` levels.
fn rank(instance: &FiniteInstance, n: usize) -> Rational {
    let objects = instance.objects();
    sum(objects[..n].iter()) / sum(objects.iter())
}
