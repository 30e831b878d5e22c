//! What somebody who is willing to pay r takes from a menu: the best of the lines r Q - T.

use std::cmp::Ordering;

use ironproof_number::rational::Rational;

/// Expected quality and payment of each offer.
pub(crate) type Lines = [(Rational, Rational)];

/// Agents with the same choice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    /// From this willingness to pay on.
    pub(crate) from: Rational,
    /// Just this one, or all up to the next choice.
    pub(crate) is_point: bool,
    /// The offers that are best for them.
    pub(crate) best: Vec<usize>,
}

/// The choices from the lowest willingness to pay, 0, on. Points and intervals alternate.
pub(crate) fn choices(lines: &Lines) -> Vec<Choice> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&a, &b| lines[a].cmp(&lines[b]));
    // The corners of the lower hull of the points (Q, T), from the cheapest one on.
    let mut hull: Vec<usize> = Vec::new();
    for &offer in &order {
        let (quality, payment) = &lines[offer];
        if hull.last().is_some_and(|&last| lines[last].0 == *quality) {
            continue;
        }
        while let Some(&last) = hull.last() {
            let is_dearer = lines[last].1 >= *payment;
            let is_above = hull.len() >= 2
                && !turns(&lines[hull[hull.len() - 2]], &lines[last], &lines[offer]);
            if !is_dearer && !is_above {
                break;
            }
            hull.pop();
        }
        hull.push(offer);
    }
    let same = |corner: usize| (0..lines.len()).filter(|&k| lines[k] == lines[corner]).collect();
    let cheapest = lines.iter().map(|line| &line.1).min();
    let at_zero = (0..lines.len()).filter(|&k| Some(&lines[k].1) == cheapest).collect();
    let mut choices = vec![Choice { from: Rational::ZERO, is_point: true, best: at_zero }];
    choices.push(Choice { from: Rational::ZERO, is_point: false, best: same(hull[0]) });
    for pair in hull.windows(2) {
        let (low, high) = (&lines[pair[0]], &lines[pair[1]]);
        let from = (&high.1 - &low.1) / (&high.0 - &low.0);
        let utility = &from * &low.0 - &low.1;
        let is_best = |&k: &usize| &from * &lines[k].0 - &lines[k].1 == utility;
        let best = (0..lines.len()).filter(is_best).collect();
        choices.push(Choice { from: from.clone(), is_point: true, best });
        choices.push(Choice { from, is_point: false, best: same(pair[1]) });
    }
    choices
}

/// Whether b is strictly below the line from a to c.
fn turns(a: &(Rational, Rational), b: &(Rational, Rational), c: &(Rational, Rational)) -> bool {
    let left = (&b.1 - &a.1) * (&c.0 - &a.0);
    let right = (&c.1 - &a.1) * (&b.0 - &a.0);
    left.cmp(&right) == Ordering::Less
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Rational {
        ironproof_number::rational::parse(text).expect(text)
    }

    /// Offers with few different numbers, so that ties of all kinds occur: at each willingness to pay the choice is the
    /// set of offers that a plain search finds.
    #[test]
    fn choices_are_the_best_offers_everywhere() {
        let mut seen = 1_u64;
        let mut next = |n: u64| {
            seen = seen
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seen >> 33) % n
        };
        let mut n_ties = 0;
        for _ in 0..2_000 {
            let mut lines = vec![(Rational::ZERO, Rational::ZERO)];
            for _ in 0..next(6) {
                let payment = Rational::from(next(7)) - Rational::ONE;
                lines.push((
                    Rational::from(next(5)) / Rational::from(4),
                    payment / Rational::from(2),
                ));
            }
            let choices = choices(&lines);
            for (k, choice) in choices.iter().enumerate() {
                let end = choices[k + 1..].iter().find(|next| next.from > choice.from);
                let wtp = match (choice.is_point, end) {
                    (true, _) => choice.from.clone(),
                    (false, Some(next)) => (&choice.from + &next.from) / Rational::from(2),
                    (false, None) => &choice.from + number("1/3"),
                };
                let utility = |k: usize| &wtp * &lines[k].0 - &lines[k].1;
                let most = (0..lines.len()).map(utility).max();
                let best: Vec<usize> =
                    (0..lines.len()).filter(|&k| Some(utility(k)) == most).collect();
                assert_eq!(choice.best, best, "{lines:?} at {wtp}");
                n_ties += usize::from(best.len() > 1);
            }
        }
        assert!(n_ties > 500, "{n_ties}");
    }
}
