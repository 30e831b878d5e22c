//! Where each piece of the supply ends: what one more object would be worth, and who is the last to get one.

use ironproof_curves::Between;

use super::handout::Supply;
use super::ranks::Ranks;
use super::threshold::Place;
use super::{Margin, Marginal};

pub(crate) fn margins(ranks: &Ranks<'_>, supply: &Supply<'_>) -> Vec<Margin> {
    let next = |piece: usize| supply.offers.get(piece + 1).map(|offer| offer.best.clone());
    let thresholds = supply.offers.iter().zip(&supply.thresholds).enumerate();
    // More of what has no limit is worth nothing.
    let limited = thresholds.filter_map(|(piece, (offer, threshold))| {
        let cost = Between::exactly(offer.slope.clone());
        Some(Margin {
            mass: offer.end.clone()?,
            quality: (offer.worst.clone(), next(piece).unwrap_or_default()),
            value: &threshold.next - &cost,
            groups: (0..ranks.groups.len()).map(|g| marginal(ranks, g, &threshold.place)).collect(),
        })
    });
    limited.collect()
}

fn marginal(ranks: &Ranks<'_>, g: usize, place: &Place) -> Marginal {
    let group = &ranks.groups[g];
    let at = |from: Between, to: Between, by_lot| Marginal {
        by_lot,
        wtp: (group.sides.wtp(&from), group.sides.wtp(&to)),
        share: (from, to),
    };
    let one = |t: Between| at(t.clone(), t, false);
    match place {
        Place::Cut(cuts) => one(cuts[g].clone()),
        Place::Tie(tie) => {
            let tie = &ranks.ties[*tie];
            let members =
                || tie.members.iter().filter(|(of, _)| *of == g).map(|(_, a)| &group.arcs[*a]);
            match (members().next(), members().next_back()) {
                (Some(a), Some(b)) => {
                    let (first, last) = if a.from.low <= b.from.low { (a, b) } else { (b, a) };
                    at(first.from.clone(), last.to.clone(), true)
                }
                _ => one(group.cut(&tie.value.low).below.hull(&group.cut(&tie.value.high).above)),
            }
        }
    }
}
