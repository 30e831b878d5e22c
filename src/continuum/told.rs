//! The steps of a group as a person reads them: who is not served, who gets what by lot, where there is a market.
//!
//! Neighbouring steps with one quality for sure are one contract. Neighbouring markets are one segment. What is too
//! narrow to be seen is in the sums and in no segment.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::alternatives::{Alternative, is_atom, uniqueness, wtp};
use super::graded::{Derived, graded};
use super::handout::Supply;
use super::payments::{Sums, at, jump, price_at_corner};
use super::ranks::Ranks;
use super::steps::{Quality, Step};

/// A quality below 2^-20 that may be zero is told as nothing.
const NOTHING_BITS: usize = 20;

/// What an interval of quantiles gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    NotServed,
    /// One contract for free, without being pooled.
    Free,
    /// The same odds of several qualities, or of one and nothing, at one price.
    Lottery,
    /// Pooled, with the same quality for sure.
    SameForAll,
    /// Higher types get more at higher prices; or there is one posted price.
    Market,
}

/// Chances and a payment, and who takes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// Quantiles of the ends of those who take it.
    pub share: (Between, Between),
    /// Willingness to pay at the ends.
    pub wtp: (Between, Between),
    /// Expected quality.
    pub quality: Between,
    /// Payment.
    pub price: Between,
}

/// An interval of quantiles of a group, with what it gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// What it gets.
    pub kind: Kind,
    /// Quantiles of its ends.
    pub share: (Between, Between),
    /// Willingness to pay at its ends.
    pub wtp: (Between, Between),
    /// Expected quality at its ends.
    pub quality: (Between, Between),
    /// Payment at its ends.
    pub price: (Between, Between),
    /// The contracts in it, the worst quality first; none if quality rises without steps somewhere.
    pub contracts: Vec<Contract>,
    /// Whether every optimal mechanism is like this here; `None` if that is not decided.
    pub unique: Option<bool>,
    /// What else is optimal, where it is known.
    pub alternatives: Vec<Alternative>,
}

/// What a group pays and gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Totals {
    /// Payments.
    pub revenue: Between,
    /// Willingness to pay for what they get, less what they pay: money, not weighted.
    pub utility: Between,
    /// The group's part of the objective, after costs.
    pub value: Between,
    /// What handing out its objects costs.
    pub cost: Between,
    /// Expected quality of all together.
    pub quality: Between,
    /// The mass that gets an object of positive quality.
    pub served: Between,
}

/// One group.
pub(crate) struct Described {
    pub(crate) segments: Vec<Segment>,
    pub(crate) contracts: Option<Vec<Contract>>,
    pub(crate) totals: Totals,
}

/// A contract, or a graded market: neighbouring steps.
struct Part<'a> {
    steps: Vec<&'a Step>,
    price: (Between, Between),
    is_payment_unique: bool,
    /// Whether something here or below is not decided, and so what is paid here.
    is_open: bool,
}

/// Describes a group. `width` is relative.
pub(crate) fn describe<'a>(
    ranks: &Ranks<'a>,
    supply: &Supply<'a>,
    derived: &Derived<'a>,
    g: usize,
    steps: &[Step],
    width: &Rational,
) -> Described {
    let group = &ranks.groups[g];
    let mut sums = Sums::zero();
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut before: Option<&Step> = None;
    let mut is_open = false;
    let mut served = Between::zero();
    for step in steps {
        let rise = rise(before, step);
        let is_first = before.is_none_or(|before| before.arc != step.arc);
        let corner = if is_first { group.arcs[step.arc].corners.0 } else { None };
        let mut is_payment_unique = true;
        if !rise.is_zero() {
            sums = sums.plus(&jump(&at(ranks, g, &step.from, corner), &rise));
            if let Some(k) = corner {
                is_payment_unique = price_at_corner(ranks, g, k).1;
            }
        }
        let cost_before = before.map_or_else(Between::zero, |before| before.costs.1.clone());
        let upper = &Between::exactly(Rational::ONE) - &step.from;
        sums.cost = &sums.cost + &(&(&step.costs.0 - &cost_before) * &upper);
        is_open |= step.is_open;
        let price = sums.price.clone();
        if matches!(step.quality, Quality::Graded(_)) {
            sums = sums.plus(&graded(ranks, supply, derived, g, step, width));
        }
        served = &served + &(&(&step.to - &step.from) * &chance(ranks, supply, g, step));
        let prices = (not_negative(price), not_negative(sums.price.clone()));
        match parts.last_mut() {
            Some(part) if part.steps.last().is_some_and(|last| is_one_contract(last, step)) => {
                part.steps.push(step);
                part.price.1 = prices.1;
            }
            _ => parts.push(Part { steps: vec![step], price: prices, is_payment_unique, is_open }),
        }
        before = Some(step);
    }
    let mass = Between::exactly(group.mass().clone());
    let (revenue, cost) = (&sums.revenue * &mass, &sums.cost * &mass);
    // Nobody is paid, and nobody is worse off than without the mechanism: enclosures that are wide do not say so.
    let totals = Totals {
        utility: not_negative(&(&sums.worth * &mass) - &revenue),
        revenue: not_negative(revenue),
        value: &(&sums.value * &mass) - &cost,
        cost,
        quality: &sums.quality * &mass,
        served: &served * &mass,
    };
    let mut segments: Vec<Segment> = Vec::new();
    let mut contracts = Some(Vec::with_capacity(parts.len()));
    for part in &parts {
        let segment = segment(ranks, supply, g, part);
        // Also of what is too narrow to be seen.
        match (&mut contracts, segment.contracts.first()) {
            (Some(contracts), Some(contract)) => contracts.push(contract.clone()),
            _ => contracts = None,
        }
        let narrow = Rational::from_parts(IBig::ONE, UBig::ONE << 36);
        let is_seen = parts.len() == 1 || &segment.share.1.high - &segment.share.0.low > narrow;
        match segments.last_mut() {
            _ if !is_seen => {}
            Some(last) if last.kind == segment.kind && is_joined(last, &segment) => {
                join(last, segment);
            }
            _ => segments.push(segment),
        }
    }
    Described { segments, contracts, totals }
}

fn not_negative(x: Between) -> Between {
    Between { low: x.low.max(Rational::ZERO), high: x.high.max(Rational::ZERO) }
}

/// The chance of an object of positive quality in a step.
fn chance(ranks: &Ranks<'_>, supply: &Supply<'_>, g: usize, step: &Step) -> Between {
    match (&step.quality, step.tie) {
        (Quality::Nothing, _) => Between::zero(),
        (Quality::Mean(_), Some(tie)) if step.is_open => {
            let tie = &ranks.ties[tie];
            let chance = supply.chance_of(tie, &ranks.mass_in(tie, g));
            // Below the cost of the worst quality nobody is served, above it all may be.
            if supply.is_near_a_cost(&tie.value) { chance.hull(&Between::zero()) } else { chance }
        }
        (Quality::Mean(_), Some(tie)) => supply.chance(&ranks.ties[tie]),
        _ => Between::exactly(Rational::ONE),
    }
}

/// By how much quality rises where a step begins.
fn rise(before: Option<&Step>, step: &Step) -> Between {
    let Some(before) = before else { return step.ends.0.clone() };
    if is_one_contract(before, step) {
        return Between::zero();
    }
    not_negative(&step.ends.0 - &before.ends.1)
}

/// Whether two neighbours get the same: one quality for sure, or the same odds because they are of one tie.
fn is_one_contract(a: &Step, b: &Step) -> bool {
    match (&a.quality, &b.quality) {
        (Quality::Nothing, Quality::Nothing) => true,
        (Quality::Same(a), Quality::Same(b)) => a == b,
        (Quality::Mean(_), Quality::Mean(_)) => {
            !a.is_open && !b.is_open && a.tie.is_some() && a.tie == b.tie
        }
        _ => false,
    }
}

/// Whether two neighbours of one kind are one segment.
fn is_joined(last: &Segment, next: &Segment) -> bool {
    let plain = |segment: &Segment| segment.alternatives.is_empty();
    match next.kind {
        Kind::Market => true,
        Kind::NotServed => plain(last) && plain(next),
        _ => false,
    }
}

/// Whether two parts are both the same in every optimum.
fn both_unique(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn join(last: &mut Segment, next: Segment) {
    last.share.1 = next.share.1;
    last.wtp.1 = next.wtp.1;
    last.quality.1 = next.quality.1;
    last.price.1 = next.price.1;
    last.unique = both_unique(last.unique, next.unique);
    if last.contracts.is_empty() || next.contracts.is_empty() {
        last.contracts.clear();
    } else {
        last.contracts.extend(next.contracts);
    }
    last.alternatives.extend(next.alternatives);
}

fn segment(ranks: &Ranks<'_>, supply: &Supply<'_>, g: usize, part: &Part<'_>) -> Segment {
    let (Some(first), Some(last)) = (part.steps.first(), part.steps.last()) else {
        unreachable!("a part has a step");
    };
    let arcs = &ranks.groups[g].arcs;
    let share = (first.from.clone(), last.to.clone());
    let is_whole = share.0.high.is_zero() && share.1.low.is_one();
    let is_one_pool =
        part.steps.len() == 1 && arcs[first.arc].is_flat() && !is_atom(ranks, g, first);
    // The supply ends where the pool begins, as far as is known: whether a last bit is left for it is not.
    let tiny = Rational::from_parts(IBig::ONE, UBig::ONE << NOTHING_BITS);
    let is_next_to_nothing = matches!(&first.quality,
        Quality::Mean(mean) if mean.low <= Rational::ZERO && mean.high <= tiny);
    let kind = match &first.quality {
        Quality::Nothing => Kind::NotServed,
        // One willingness to pay among objects that are all different is a place in the market.
        Quality::Mean(_)
            if part.steps.len() == 1
                && is_atom(ranks, g, first)
                && is_graded(ranks, supply, first) =>
        {
            Kind::Market
        }
        Quality::Mean(_) if is_next_to_nothing => Kind::NotServed,
        Quality::Mean(_) => Kind::Lottery,
        Quality::Same(_) if is_one_pool => Kind::SameForAll,
        Quality::Same(_) if part.price.1.is_zero() => Kind::Free,
        Quality::Same(_) if is_whole => Kind::SameForAll,
        Quality::Graded(_) | Quality::Same(_) => Kind::Market,
    };
    let mut unique = Some(part.is_payment_unique);
    let mut alternatives: Vec<Alternative> = Vec::new();
    let mut is_said_below = false;
    for step in &part.steps {
        let (is_unique, other) = uniqueness(ranks, supply, g, step);
        unique = both_unique(unique, is_unique);
        let is_said = other.is_some();
        if let Some(other) = other {
            match alternatives.last_mut() {
                Some(below) if is_said_below && below.is_like(&other) => below.extend(other),
                _ => alternatives.push(other),
            }
        }
        is_said_below = is_said;
    }
    if part.is_open || is_next_to_nothing {
        unique = unique.filter(|unique| !unique);
    }
    let wtp = (wtp(ranks, g, first, true), wtp(ranks, g, last, false));
    if !part.is_payment_unique {
        alternatives.push(Alternative::Payment(wtp.0.clone(), wtp.1.clone()));
    }
    let is_graded = matches!(first.quality, Quality::Graded(_));
    let contract = (!is_graded).then(|| Contract {
        share: share.clone(),
        wtp: wtp.clone(),
        quality: first.ends.0.clone(),
        price: part.price.0.clone(),
    });
    Segment {
        kind,
        wtp,
        share,
        quality: (first.ends.0.clone(), last.ends.1.clone()),
        price: part.price.clone(),
        contracts: contract.into_iter().collect(),
        unique,
        alternatives,
    }
}

fn is_graded(ranks: &Ranks<'_>, supply: &Supply<'_>, step: &Step) -> bool {
    step.tie.is_some_and(|tie| supply.is_graded(&ranks.ties[tie]))
}
