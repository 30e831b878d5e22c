//! Mechanisms built by hand, to be checked against the multipliers of the optimum.
//!
//! A mechanism is optimal if and only if it is feasible and its value equals the dual bound: the
//! checker decides, on a certificate with this mechanism and the multipliers already accepted.

use super::case::{Case, GroupFacts};
use ironproof_instance::finite::FiniteInstance;
use ironproof_ironing::Item;
use ironproof_ironing::certificate::{Certificate, GroupEvidence};
use ironproof_number::rational::Rational;

/// Everybody in the only group gets the same lottery over the best objects there are, at the best price
/// that keeps everybody in.
pub(super) fn same_lottery(instance: &FiniteInstance, group: &GroupFacts) -> Item<Rational> {
    let lottery = Shelf::new(instance).take(&group.mass);
    let quality = expected(instance, &lottery);
    let transfer = price(group, 0) * &quality;
    Item { first: 0, last: group.top(), lottery, quality, transfer }
}

/// Types `first` and above of the only group get the best objects, better types first; the rest get
/// nothing.
pub(super) fn market_from(
    instance: &FiniteInstance,
    group: &GroupFacts,
    first: usize,
) -> Vec<Item<Rational>> {
    let mut shelf = Shelf::new(instance);
    let mut lotteries: Vec<_> = (first..group.n_types())
        .rev()
        .map(|k| shelf.take(&(&group.mass * &group.prob[k])))
        .collect();
    lotteries.reverse();
    let mut menu = Vec::new();
    if let Some(last) = first.checked_sub(1) {
        let zero = Rational::ZERO;
        menu.push(Item {
            first: 0,
            last,
            lottery: Vec::new(),
            quality: zero.clone(),
            transfer: zero,
        });
    }
    let (mut quality_below, mut transfer) = (Rational::ZERO, Rational::ZERO);
    for (k, lottery) in (first..).zip(lotteries) {
        let quality = expected(instance, &lottery);
        transfer += price(group, k) * (&quality - &quality_below);
        quality_below.clone_from(&quality);
        menu.push(Item { first: k, last: k, lottery, quality, transfer: transfer.clone() });
    }
    menu
}

/// Whether the checker accepts `menu` for the only group as an optimum.
pub(super) fn is_optimal(case: &Case<'_>, group: &GroupFacts, menu: Vec<Item<Rational>>) -> bool {
    let mut value = Rational::ZERO;
    for item in &menu {
        for k in item.first..=item.last {
            let rent = &group.low[k] * &item.quality - &item.transfer;
            let worth = &case.instance.alpha * &item.transfer + &group.weight[k] * rent;
            value += &group.mass * &group.prob[k] * worth;
        }
    }
    let duals = case.certificate.groups[0].duals.clone();
    case.accepts(&Certificate {
        value,
        supply: case.certificate.supply.clone(),
        groups: vec![GroupEvidence { menu, duals }],
    })
}

/// The best price step between type k - 1 and type k.
fn price(group: &GroupFacts, k: usize) -> Rational {
    if group.excess[k] <= Rational::ZERO {
        return group.low[k].clone();
    }
    k.checked_sub(1).map_or(Rational::ZERO, |below| group.low[below].clone())
}

fn expected(instance: &FiniteInstance, lottery: &[(usize, Rational)]) -> Rational {
    lottery
        .iter()
        .fold(Rational::ZERO, |sum, (level, chance)| sum + &instance.quality[*level].level * chance)
}

/// The objects that are left, handed out from the best level down.
struct Shelf {
    left: Vec<Rational>,
}

impl Shelf {
    fn new(instance: &FiniteInstance) -> Self {
        Self { left: instance.objects() }
    }

    /// The lottery that agents of this mass share, by increasing level.
    fn take(&mut self, mass: &Rational) -> Vec<(usize, Rational)> {
        let mut wanted = mass.clone();
        let mut lottery = Vec::new();
        for (level, left) in self.left.iter_mut().enumerate().rev() {
            let part = wanted.clone().min(left.clone());
            if part > Rational::ZERO {
                *left -= &part;
                wanted -= &part;
                lottery.push((level, part / mass));
            }
        }
        lottery.reverse();
        lottery
    }
}
