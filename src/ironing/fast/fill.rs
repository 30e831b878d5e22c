//! The answer type by type: Q_k, T_k, U_k = r_k Q_k - T_k, and the blocks.

use super::chunk;
use super::chunk::Scratch;
use super::{CHUNK, Columns, FastBlock, Item, Problem, Schedule, Workspace};
use crate::fast::slot::Slot;
use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

/// Where the mechanism of a group is written; each slice has one entry per type.
pub struct Mechanism<'a> {
    /// Q_k.
    pub quality: &'a mut [f64],
    /// T_k.
    pub transfer: &'a mut [f64],
    /// U_k.
    pub utility: &'a mut [f64],
}

impl Workspace {
    /// Writes the mechanism of a group after [`super::solve`].
    pub fn fill(
        &self,
        columns: &Columns<'_>,
        group: usize,
        out: Mechanism<'_>,
        schedule: Schedule,
    ) {
        let menu = self.menu(group);
        let write = |c: usize, q: &mut [f64], t: &mut [f64], u: &mut [f64]| {
            fill_chunk(columns, menu, c * CHUNK, q, t, u);
        };
        let Mechanism { quality, transfer, utility } = out;
        match schedule {
            Schedule::Sequential => quality
                .chunks_mut(CHUNK)
                .zip(transfer.chunks_mut(CHUNK))
                .zip(utility.chunks_mut(CHUNK))
                .enumerate()
                .for_each(|(c, ((q, t), u))| write(c, q, t, u)),
            Schedule::Parallel => quality
                .par_chunks_mut(CHUNK)
                .zip(transfer.par_chunks_mut(CHUNK))
                .zip(utility.par_chunks_mut(CHUNK))
                .enumerate()
                .with_min_len(64)
                .for_each(|(c, ((q, t), u))| write(c, q, t, u)),
        }
    }

    /// Calls `visit` on each block of a group, from the highest types down.
    pub fn for_each_block(
        &self,
        problem: &Problem<'_>,
        group: usize,
        mut visit: impl FnMut(FastBlock),
    ) {
        let (columns, space) = (&problem.groups[group], &self.groups[group]);
        let mut scratch = Scratch::default();
        let mut end = columns.wtp.len();
        let mut visit_all = |slots: &[Slot]| {
            for slot in slots {
                let first = slot.first();
                visit(FastBlock { first, last: end - 1, value: slot.value, prob: slot.prob });
                end = first;
            }
        };
        for segment in &space.segments {
            if segment.is_closed {
                let summary = &segment.summary;
                chunk::open(columns, problem.alpha, segment.chunk, summary, &mut scratch);
                visit_all(&scratch.stack);
            } else {
                visit_all(&space.arena[segment.start..segment.end]);
            }
        }
    }
}

fn fill_chunk(
    columns: &Columns<'_>,
    menu: &[Item],
    start: usize,
    quality: &mut [f64],
    transfer: &mut [f64],
    utility: &mut [f64],
) {
    let end = start + quality.len();
    let from = menu.partition_point(|item| item.last < start);
    for item in menu[from..].iter().take_while(|item| item.first < end) {
        let (low, high) = (item.first.max(start), (item.last + 1).min(end));
        quality[low - start..high - start].fill(item.quality);
        transfer[low - start..high - start].fill(item.transfer);
        let utilities = &mut utility[low - start..high - start];
        for (u, r) in utilities.iter_mut().zip(&columns.wtp[low..high]) {
            *u = r * item.quality - item.transfer;
        }
    }
}
