//! Why each interval of types gets what it gets.

use ironproof_continuum::{Answer, Form, GroupHull, HullArc, Kind, Segment};
use ironproof_curves::Between;

use super::decision::Decision;
use super::group::Facts;
use super::places::wtp;
use super::trend::Stretch;

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
    let mut found = Vec::new();
    let mut add = |reason: Reason| {
        if !found.contains(&reason) {
            found.push(reason);
        }
    };
    for arc in arcs {
        match arc.form {
            Form::Pool(_) => {
                if arc.from.low.is_zero() && facts.jump == Decision::Yes {
                    add(Reason::Jump);
                }
                let inside =
                    |fall: &&Stretch| fall.from.low <= arc.to.high && arc.from.low <= fall.to.high;
                let falls: Vec<_> = facts.virtual_value.falls().filter(inside).collect();
                let places = falls.iter().map(|fall| {
                    let is_jump = fall.from == fall.to;
                    (wtp(&hull.psi, &fall.from, !is_jump), wtp(&hull.psi, &fall.to, is_jump))
                });
                if !falls.is_empty() {
                    add(Reason::ValueFalls(places.collect()));
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

/// Whether all ironed virtual values of a segment are at most zero.
fn is_worthless(hull: &GroupHull, segment: &Segment) -> bool {
    let last = hull.arcs.iter().rev().find(|arc| overlaps(segment, arc));
    last.is_some_and(|arc| !arc.value.1.is_positive())
}

fn overlaps(segment: &Segment, arc: &HullArc) -> bool {
    arc.from.middle() < segment.share.1.middle() && segment.share.0.middle() < arc.to.middle()
}
