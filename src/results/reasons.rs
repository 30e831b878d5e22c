//! What an interval of types gets, and why.

use ironproof_continuum::Segment;
use ironproof_curves::Between;
use ironproof_explain::Reason;
use schemars::JsonSchema;
use serde::Serialize;

use crate::continuum::ContinuousSegment;
use crate::interval::{Ends, Interval};

/// An interval of types, and why it gets what it gets.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SegmentExplained {
    /// What it gets.
    pub segment: ContinuousSegment,
    /// Why.
    pub reasons: Vec<ReasonFound>,
}

/// Why an interval of types gets what it gets.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ReasonFound {
    /// In a word.
    pub kind: ReasonKind,
    /// What a unit of quality is worth elsewhere, if that is the reason.
    pub elsewhere: Option<Elsewhere>,
    /// Where V falls, if that is the reason.
    pub places: Vec<WtpRange>,
}

/// Why an interval of types gets what it gets, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonKind {
    /// No unit of quality is worth anything there.
    NotWorth,
    /// A unit of quality is worth more elsewhere.
    Outbid,
    /// V falls inside, so that a lottery is better than a market.
    ValueFalls,
    /// To charge the lowest types loses more than it earns.
    Jump,
    /// V is one number there, so that a lottery is as good as a market.
    SameValue,
    /// There is one willingness to pay only.
    OneType,
    /// There are objects of one quality for all of them.
    EnoughForAll,
    /// V rises there, so that a market is best.
    ValueRises,
    /// V falls inside, but all around get the same quality in any case.
    FallsUnseen,
}

/// What a unit of quality is worth to others.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Elsewhere {
    /// At least this.
    pub worth: Interval,
}

/// An interval of willingness to pay; a single one, or a gap, where a value jumps.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WtpRange {
    /// Its two ends.
    pub wtp: Ends,
}

impl SegmentExplained {
    pub(crate) fn new(segment: &Segment, reasons: &[Reason]) -> Self {
        Self {
            segment: ContinuousSegment::new(segment),
            reasons: reasons.iter().map(ReasonFound::new).collect(),
        }
    }
}

impl ReasonFound {
    fn new(reason: &Reason) -> Self {
        let none: &[(Between, Between)] = &[];
        let (kind, elsewhere, places) = match reason {
            Reason::NotWorth => (ReasonKind::NotWorth, None, none),
            Reason::Outbid(worth) => (ReasonKind::Outbid, Some(worth), none),
            Reason::ValueFalls(places) => (ReasonKind::ValueFalls, None, places.as_slice()),
            Reason::Jump => (ReasonKind::Jump, None, none),
            Reason::SameValue => (ReasonKind::SameValue, None, none),
            Reason::OneType => (ReasonKind::OneType, None, none),
            Reason::EnoughForAll => (ReasonKind::EnoughForAll, None, none),
            Reason::ValueRises => (ReasonKind::ValueRises, None, none),
            Reason::FallsUnseen(places) => (ReasonKind::FallsUnseen, None, places.as_slice()),
        };
        Self {
            kind,
            elsewhere: elsewhere.map(|worth| Elsewhere { worth: Interval::new(worth) }),
            places: places.iter().map(|ends| WtpRange { wtp: Ends::new(ends) }).collect(),
        }
    }
}
