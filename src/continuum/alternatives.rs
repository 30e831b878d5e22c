//! Whether what a step gets is the same in every optimum, and what else is optimal.
//!
//! What is said of several types is said of those only whom it is about: not all of a segment need have an alternative.

use ironproof_curves::Between;

use super::arcs::Kind as ArcKind;
use super::handout::Supply;
use super::ranks::Ranks;
use super::steps::{Quality, Step};

/// Which other mechanisms are optimal too. The two numbers are willingness to pay: of those whom it is about, who may
/// be a part of a segment only.
#[derive(Clone, Debug, PartialEq)]
pub enum Alternative {
    /// To sell to the upper part of these types, at any price between the two.
    Price(Between, Between),
    /// To divide what these types get together, and those whose value is the same, in another way.
    Division(Between, Between),
    /// Another payment for the same quality.
    Payment(Between, Between),
    /// To give these types the next better quality too: it is worth just what it costs.
    Better(Between, Between),
}

impl Alternative {
    /// Whether it may be said of these types and of those just above them in one sentence. Not of prices: one in the
    /// gap between two willingnesses to pay is worth less.
    pub(super) fn is_like(&self, above: &Self) -> bool {
        matches!(
            (self, above),
            (Self::Division(..), Self::Division(..)) | (Self::Better(..), Self::Better(..))
        )
    }

    /// Says it of those just above too.
    pub(super) fn extend(&mut self, above: Self) {
        let (Self::Price(_, to)
        | Self::Division(_, to)
        | Self::Payment(_, to)
        | Self::Better(_, to)) = self;
        let (Self::Price(_, end)
        | Self::Division(_, end)
        | Self::Payment(_, end)
        | Self::Better(_, end)) = above;
        *to = end;
    }
}

/// Whether a step is the same in every optimum, and what else is optimal.
pub(super) fn uniqueness(
    ranks: &Ranks<'_>,
    supply: &Supply<'_>,
    g: usize,
    step: &Step,
) -> (Option<bool>, Option<Alternative>) {
    let Some(tie) = step.tie.map(|tie| &ranks.ties[tie]) else { return (Some(true), None) };
    if step.is_open {
        return (None, None);
    }
    let arc = &ranks.groups[g].arcs[step.arc];
    let is_straight = matches!(arc.kind, ArcKind::Straight(_)) && !is_atom(ranks, g, step);
    let is_certain = is_straight || (tie.members.len() > 1 && tie.is_certain);
    let floor = supply.floor();
    let (from, to) = (wtp(ranks, g, step, true), wtp(ranks, g, step, false));
    match &step.quality {
        Quality::Nothing if tie.value.low > floor || tie.value.high < floor => (Some(true), None),
        // Serving those who are worth just the cost adds nothing, if there is something left to give.
        Quality::Nothing if supply.is_used_up() => (Some(true), None),
        Quality::Nothing if tie.value == Between::exactly(floor) => {
            let other = if is_straight { Alternative::Price } else { Alternative::Division };
            (Some(false), Some(other(from, to)))
        }
        Quality::Nothing => (None, None),
        Quality::Mean(_) | Quality::Same(_) if supply.is_at_a_cost(&tie.value) => {
            let is_exact = tie.value.is_exact();
            (is_exact.then_some(false), is_exact.then_some(Alternative::Better(from, to)))
        }
        Quality::Mean(_) if is_certain => (Some(false), Some(Alternative::Division(from, to))),
        Quality::Mean(_) if tie.members.len() > 1 || arc.kind == ArcKind::Pool(false) => {
            (None, None)
        }
        Quality::Mean(_) | Quality::Same(_) | Quality::Graded(_) => (Some(true), None),
    }
}

/// Willingness to pay at an end of a step, from inside.
pub(super) fn wtp(ranks: &Ranks<'_>, g: usize, step: &Step, is_start: bool) -> Between {
    let sides = &ranks.groups[g].sides;
    let t = if is_start { &step.from } else { &step.to };
    let mut found: Option<Between> = None;
    for index in 0..sides.n_pieces() {
        let piece = sides.piece(index);
        let touches = if is_start {
            piece.from <= t.high && t.low < piece.to
        } else {
            piece.from < t.high && t.low <= piece.to
        };
        if !touches {
            continue;
        }
        let (low, high) = ((&t.low).max(&piece.from), (&t.high).min(&piece.to));
        let here = piece.local.wtp_range(low, high);
        found = Some(found.map_or(here.clone(), |found| found.hull(&here)));
    }
    found.unwrap_or_else(Between::zero)
}

/// Whether everybody in a step has one willingness to pay.
pub(super) fn is_atom(ranks: &Ranks<'_>, g: usize, step: &Step) -> bool {
    let group = &ranks.groups[g];
    matches!(group.arcs[step.arc].kind, ArcKind::Straight(piece) if group.sides.local(piece).is_atom())
}
