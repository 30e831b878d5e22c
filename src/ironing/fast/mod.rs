//! Ironing of plain arrays of doubles: points only, no allocation after the first call, one pass over
//! the inputs.
//!
//! The types of a group are cut into chunks of `CHUNK`, handled from the top type down, since A_k and
//! c_k are sums from the top. A chunk is ironed by itself and leaves a summary: its sums, its highest and
//! its lowest block. Blocks are kept only if they are few; a chunk of many blocks is *closed*, and is
//! ironed again, with the same bits, in the rare case that somebody asks for its inside. So smooth
//! data, where every type is a block, costs one read of the inputs and writes next to nothing.
//!
//! ```text
//! values    A_k and c_k of one chunk
//! pool      its blocks
//! chunk     its summary
//! stitch    chunks of a group joined: pooling across their borders
//! hand_out  quality to the best blocks of all groups; the menu and the value
//! fill      the mechanism type by type
//! nearest   the arrays of an instance
//! wide      wider instructions where there are any
//! ```
//!
//! Chunks depend on nothing but the sum of f_l (lambda_l - alpha) above them, so that they run in parallel,
//! in waves that stay in the cache. Their borders do not depend on the number of threads, and neither
//! does any bit of the answer.
//!
//! Error bound, with u = 2^-53, n = CHUNK, and b the number of blocks that were joined to a block across the
//! borders of chunks:
//!
//! ```text
//! |A_k - exact|       <= (n + 4) u (1 + o(1)) sum_l f_l |lambda_l - alpha|       chunk sums are added with compensation
//! |block sum - exact| <= (n + b) u (1 + o(1)) sum of |c_k| in the block         b = 0 inside a chunk, at most K
//! ```
//!
//! for the c_k as computed from A_k. Nothing here is part of a proof.

mod slot;
mod chunk;
mod fill;
mod hand_out;
mod nearest;
mod pool;
mod stitch;
mod sum;
mod values;
mod wide;

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

pub use self::fill::Mechanism;
pub use self::hand_out::Item;
pub use self::nearest::Nearest;

use self::chunk::{Scratch, Summary};
use self::hand_out::Place;
use self::stitch::Segment;
use self::sum::Compensated;
use super::Queue;
use crate::fast::slot::Slot;

/// Types per chunk: its data and its stack stay in the first-level cache.
const CHUNK: usize = 512;
/// A chunk with at most this many blocks keeps them.
const KEPT: usize = 32;
/// Chunks per wave of parallel work: their inputs stay in the last-level cache.
const WAVE: usize = 1024;

/// One group: `wtp` strictly increasing, `prob` positive with sum one.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// mu_i.
    pub mass: f64,
    /// r_k.
    pub wtp: &'a [f64],
    /// f_k.
    pub prob: &'a [f64],
    /// lambda_k.
    pub weight: &'a [f64],
}

/// An instance in plain arrays.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// The groups.
    pub groups: &'a [Columns<'a>],
    /// alpha.
    pub alpha: f64,
    /// q_j, strictly increasing.
    pub levels: &'a [f64],
    /// m_j.
    pub supply: &'a [f64],
}

/// A block: types `first..=last` get the ironed value `value / prob`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FastBlock {
    /// First type, from 0.
    pub first: usize,
    /// Last type.
    pub last: usize,
    /// Sum of c_k.
    pub value: f64,
    /// Sum of f_k.
    pub prob: f64,
}

/// How chunks are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// One after the other, on the calling thread.
    Sequential,
    /// On the threads of the current rayon pool.
    Parallel,
}

/// Arrays that do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// A group has no type, or its columns have different lengths.
    #[error("group {0}: the columns are empty or differ in length")]
    Columns(usize),
    /// A group has 2^31 types or more.
    #[error("group {0}: too many types")]
    TooMany(usize),
    /// Levels and their masses differ in number, or there is none.
    #[error("levels and supply are empty or differ in length")]
    Levels,
}

/// All memory that a solve needs, and its result. Reuse it: the second solve of a size allocates nothing.
#[derive(Default)]
pub struct Workspace {
    groups: Vec<GroupSpace>,
    scratch: Vec<Scratch>,
    queue: Queue<Place>,
    value: f64,
}

/// The state of one group.
#[derive(Default)]
struct GroupSpace {
    /// One per chunk, lowest types first.
    summaries: Vec<Summary>,
    /// [`KEPT`] slots per chunk, then the blocks of chunks that were opened.
    arena: Vec<Slot>,
    /// From the highest types down.
    segments: Vec<Segment>,
    menu: Vec<Item>,
}

impl Workspace {
    /// An empty workspace.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of the last solve.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The menu of a group: intervals of types with one expected quality and payment, lowest first.
    pub fn menu(&self, group: usize) -> &[Item] {
        &self.groups[group].menu
    }

    /// The number of blocks of a group.
    pub fn n_blocks(&self, group: usize) -> usize {
        self.groups[group].segments.iter().map(Segment::n_blocks).sum()
    }
}

/// Solves a problem; the result is in the workspace. Returns the value.
///
/// # Errors
/// [`ShapeError`] if columns that belong together are empty or differ in length.
pub fn solve(
    problem: &Problem<'_>,
    space: &mut Workspace,
    schedule: Schedule,
) -> Result<f64, ShapeError> {
    check(problem)?;
    space.groups.resize_with(problem.groups.len(), GroupSpace::default);
    if space.scratch.is_empty() {
        space.scratch.resize_with(1, Scratch::default);
    }
    for (columns, group) in problem.groups.iter().zip(&mut space.groups) {
        let n_chunks = columns.wtp.len().div_ceil(CHUNK);
        group.summaries.resize(n_chunks, Summary::default());
        // Opened chunks of the last solve are dropped, the memory stays.
        group.arena.truncate(n_chunks * KEPT);
        group.arena.resize(n_chunks * KEPT, Slot::default());
        match schedule {
            Schedule::Sequential => sequential(columns, problem.alpha, group, &mut space.scratch),
            Schedule::Parallel => in_waves(columns, problem.alpha, group, &mut space.scratch),
        }
        stitch::stitch(columns, problem.alpha, group, &mut space.scratch[0]);
    }
    space.value =
        hand_out::hand_out(problem, &mut space.groups, &mut space.queue, &mut space.scratch[0]);
    Ok(space.value)
}

fn check(problem: &Problem<'_>) -> Result<(), ShapeError> {
    if problem.levels.is_empty() || problem.levels.len() != problem.supply.len() {
        return Err(ShapeError::Levels);
    }
    for (g, columns) in problem.groups.iter().enumerate() {
        let n = columns.wtp.len();
        if n == 0 || columns.prob.len() != n || columns.weight.len() != n {
            return Err(ShapeError::Columns(g));
        }
        if u32::try_from(n).is_err() || n >= 1 << 31 {
            return Err(ShapeError::TooMany(g));
        }
    }
    Ok(())
}

fn sequential(columns: &Columns<'_>, alpha: f64, group: &mut GroupSpace, scratch: &mut [Scratch]) {
    let mut above = Compensated::default();
    wide::run(
        #[inline(always)]
        || {
            for (c, kept) in group.arena.chunks_exact_mut(KEPT).enumerate().rev() {
                let summary =
                    chunk::summarise(columns, alpha, c, above.value(), kept, &mut scratch[0]);
                above.add(summary.own_excess);
                group.summaries[c] = summary;
            }
        },
    );
}

/// The same in parallel: sums of a wave first, then its chunks.
fn in_waves(columns: &Columns<'_>, alpha: f64, group: &mut GroupSpace, scratch: &mut Vec<Scratch>) {
    // One scratch per part of a wave.
    let n_parts = rayon::current_num_threads().min(WAVE);
    if scratch.len() < n_parts {
        scratch.resize_with(n_parts, Scratch::default);
    }
    let mut above = Compensated::default();
    let mut end = group.summaries.len();
    while end > 0 {
        let start = end.saturating_sub(WAVE);
        let wave = &mut group.summaries[start..end];
        let part = wave.len().div_ceil(n_parts);
        wave.par_chunks_mut(part).enumerate().for_each(|(p, summaries)| {
            wide::run(
                #[inline(always)]
                || {
                    for (i, summary) in summaries.iter_mut().enumerate() {
                        summary.excess = chunk::excess_sum(columns, alpha, start + p * part + i);
                    }
                },
            );
        });
        for summary in wave.iter_mut().rev() {
            let own = summary.excess;
            summary.excess = above.value();
            above.add(own);
        }
        let kept = &mut group.arena[start * KEPT..end * KEPT];
        let parts = wave.par_chunks_mut(part).zip(kept.par_chunks_mut(part * KEPT));
        parts.zip(&mut *scratch).enumerate().for_each(|(p, ((summaries, kept), scratch))| {
            let slots = kept.chunks_exact_mut(KEPT);
            wide::run(
                #[inline(always)]
                || {
                    for (i, (summary, slots)) in summaries.iter_mut().zip(slots).enumerate() {
                        let c = start + p * part + i;
                        *summary =
                            chunk::summarise(columns, alpha, c, summary.excess, slots, scratch);
                    }
                },
            );
        });
        end = start;
    }
}
