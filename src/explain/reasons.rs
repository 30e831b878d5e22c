//! Why each interval of types gets what it gets.

use ironproof_continuum::{Answer, Form, GroupHull, HullArc, Kind, Segment};
use ironproof_curves::Between;

use super::decision::Decision;
use super::group::Facts;
use super::places::wtp_of;
use super::trend::Run;

/// What accounts for a segment.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// No unit of quality is worth anything there: to sell it to them loses what those above would pay.
    NotWorth,
    /// A unit of quality is worth more elsewhere: at least this.
    Outbid(Between),
    /// V falls in these intervals of willingness to pay, so that a market loses against a lottery.
    ValueFalls(Vec<(Between, Between)>),
    /// V jumps at the bottom: to charge the lowest types loses more than it earns.
    Jump,
    /// V is one number there, so that a lottery is as good as a market.
    SameValue,
    /// There is one willingness to pay only.
    OneType,
    /// There are objects of one quality for all of them.
    EnoughForAll,
    /// V rises there, so that a market is best.
    ValueRises,
    /// V falls in these intervals of willingness to pay, but all around them get the same quality in any case.
    FallsUnseen(Vec<(Between, Between)>),
}

/// What accounts for a segment.
pub(crate) fn reasons(
    hull: &GroupHull,
    facts: &Facts,
    answer: &Answer,
    segment: &Segment,
) -> Vec<Reason> {
    if segment.kind == Kind::NotServed {
        let worth = answer.margins.last().map(|margin| margin.value.clone());
        return vec![match worth.filter(Between::is_positive) {
            Some(worth) if !is_worthless(hull, segment) => Reason::Outbid(worth),
            _ => Reason::NotWorth,
        }];
    }
    let arcs: Vec<&HullArc> = hull.arcs.iter().filter(|arc| overlaps(segment, arc)).collect();
    if segment.kind == Kind::Market && arcs.len() > 1 {
        let pools = arcs.iter().filter(|arc| matches!(arc.form, Form::Pool(_)));
        let unseen: Vec<_> = pools.flat_map(|arc| falls(hull, facts, arc)).collect();
        let mut found = vec![Reason::ValueRises];
        found.extend((!unseen.is_empty()).then_some(Reason::FallsUnseen(unseen)));
        return found;
    }
    let mut found = Vec::new();
    for arc in arcs {
        let mut add = |reason: Reason| {
            if !found.contains(&reason) {
                found.push(reason);
            }
        };
        match arc.form {
            Form::Pool(_) => {
                if arc.from.low.is_zero() && facts.jump == Decision::Yes {
                    add(Reason::Jump);
                }
                let places = falls(hull, facts, arc);
                if !places.is_empty() {
                    add(Reason::ValueFalls(places));
                }
            }
            Form::Atom => add(Reason::OneType),
            Form::Straight => add(Reason::SameValue),
            Form::Market if segment.kind == Kind::Market => add(Reason::ValueRises),
            Form::Market => add(Reason::EnoughForAll),
        }
    }
    found
}

/// Where V falls within an arc, in willingness to pay.
fn falls(hull: &GroupHull, facts: &Facts, arc: &HullArc) -> Vec<(Between, Between)> {
    let inside = |fall: &&Run| fall.from.low <= arc.to.high && arc.from.low <= fall.to.high;
    let falls = facts.virtual_value.falls().filter(inside);
    falls.map(|fall| wtp_of(&hull.psi, &fall.from, &fall.to)).collect()
}

/// Whether all ironed virtual values of a segment are at most zero.
fn is_worthless(hull: &GroupHull, segment: &Segment) -> bool {
    let last = hull.arcs.iter().rev().find(|arc| overlaps(segment, arc));
    last.is_some_and(|arc| !arc.value.1.is_positive())
}

fn overlaps(segment: &Segment, arc: &HullArc) -> bool {
    arc.from.middle() < segment.share.1.middle() && segment.share.0.middle() < arc.to.middle()
}
