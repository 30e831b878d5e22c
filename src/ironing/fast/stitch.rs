//! Chunks of a group joined: the lowest block so far and the highest block of the next chunk down are
//! pooled when they violate, and so on outwards.
//!
//! Invariant: ironed values strictly decrease along the segments, and inside each.

use super::chunk;
use super::chunk::{Scratch, Summary};
use super::{Columns, GroupSpace, KEPT, sum::Compensated};
use crate::fast::slot::Slot;

/// Consecutive blocks: a slice of the arena, or a closed chunk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub(super) summary: Summary,
    pub(super) chunk: usize,
    /// The range in the arena; meaningless while closed.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) is_closed: bool,
    is_changed: bool,
}

impl Segment {
    pub(super) fn n_blocks(&self) -> usize {
        if self.is_closed { self.summary.n_blocks } else { self.end - self.start }
    }
}

/// Fills `group.segments`.
pub(super) fn stitch(
    columns: &Columns<'_>,
    alpha: f64,
    group: &mut GroupSpace,
    scratch: &mut Scratch,
) {
    let GroupSpace { summaries, arena, segments, .. } = group;
    segments.clear();
    for (c, summary) in summaries.iter().enumerate().rev() {
        let start = c * KEPT;
        let mut segment = Segment {
            summary: *summary,
            chunk: c,
            start,
            end: start + summary.n_blocks.min(KEPT),
            is_closed: summary.n_blocks > KEPT,
            is_changed: false,
        };
        let is_pooled = segments
            .last()
            .is_some_and(|above| above.summary.lowest.is_pooled_with(&summary.highest));
        if is_pooled {
            open(columns, alpha, &mut segment, arena, scratch);
            join(columns, alpha, &mut segment, segments, arena, scratch);
        }
        segments.push(segment);
    }
    for segment in segments.iter_mut().filter(|segment| segment.is_changed) {
        let (mut value, mut prob) = (Compensated::default(), Compensated::default());
        for slot in &arena[segment.start..segment.end] {
            value.add(slot.value);
            prob.add(slot.prob);
        }
        segment.summary.value = value.value();
        segment.summary.prob = prob.value();
    }
}

/// Puts the blocks of a closed segment into the arena.
pub(super) fn open(
    columns: &Columns<'_>,
    alpha: f64,
    segment: &mut Segment,
    arena: &mut Vec<Slot>,
    scratch: &mut Scratch,
) {
    if !segment.is_closed {
        return;
    }
    chunk::open(columns, alpha, segment.chunk, &segment.summary, scratch);
    segment.start = arena.len();
    arena.extend_from_slice(&scratch.stack);
    segment.end = arena.len();
    segment.is_closed = false;
}

/// Pools the first blocks of `segment` with the last ones above it.
fn join(
    columns: &Columns<'_>,
    alpha: f64,
    segment: &mut Segment,
    segments: &mut Vec<Segment>,
    arena: &mut Vec<Slot>,
    scratch: &mut Scratch,
) {
    let mut pooled = arena[segment.start];
    loop {
        while let Some(above) = segments.last_mut() {
            if !above.summary.lowest.is_pooled_with(&pooled) {
                break;
            }
            open(columns, alpha, above, arena, scratch);
            let lower = pooled;
            pooled = above.summary.lowest;
            pooled.absorb(&lower);
            above.end -= 1;
            above.is_changed = true;
            if above.start == above.end {
                segments.pop();
            } else {
                above.summary.lowest = arena[above.end - 1];
            }
        }
        match arena[segment.start + 1..segment.end].first() {
            Some(next) if pooled.is_pooled_with(next) => {
                pooled.absorb(next);
                segment.start += 1;
            }
            _ => break,
        }
    }
    arena[segment.start] = pooled;
    segment.is_changed = true;
    segment.summary.highest = pooled;
    segment.summary.lowest = arena[segment.end - 1];
}
