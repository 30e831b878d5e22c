//! Pooling inside one chunk, from the top type down: ironed values strictly decrease along the result.
//!
//! On noisy data a stack pass guesses wrong at about every type, and a wrong guess costs more than all the
//! arithmetic. So violators are first pooled by *sweeps* without branches: a sweep walks down a lane and
//! adds each block to the one above it if the two violate, and never looks further up. Adjacent
//! violators may be pooled in any order [BBBB72], so that sweeps change rounding and nothing else. They
//! go on while they pay; the stack pass does the rest.

use super::CHUNK;
use super::values::Prices;
use crate::fast::slot::Slot;

/// Sweeps that run side by side, so that one need not wait for the other.
const LANES: usize = 4;
/// Types per lane.
const LANE: usize = CHUNK / LANES;

/// A sweep that keeps more than 7/8 of its blocks was the last one.
const WORTHWHILE: (usize, usize) = (7, 8);

/// Blocks of a chunk by lane, from the top down.
pub(super) struct Lanes {
    value: [[f64; LANE]; LANES],
    prob: [[f64; LANE]; LANES],
    tag: [[u32; LANE]; LANES],
    length: [usize; LANES],
}

impl Default for Lanes {
    fn default() -> Self {
        let (real, tag) = ([[0.0; LANE]; LANES], [[0; LANE]; LANES]);
        Self { value: real, prob: real, tag, length: [0; LANES] }
    }
}

/// The block that a sweep adds to, and its place.
#[derive(Clone, Copy, Default)]
struct Head {
    value: f64,
    prob: f64,
    at: usize,
}

impl Lanes {
    /// Fills the lanes with single types, the first of which is `start`.
    fn load(&mut self, value: &[f64], prob: &[f64], start: usize, prices: Prices, excess: &[f64]) {
        let mut tag = Slot::tag(u32::try_from(start).unwrap_or(u32::MAX), prices == Prices::Below);
        self.length = [0; LANES];
        let columns = value.chunks(LANE).zip(prob.chunks(LANE));
        for (q, (value, prob)) in columns.take(LANES).enumerate() {
            let n = value.len();
            self.length[q] = n;
            for (to, from) in self.value[q][..n].iter_mut().rev().zip(value) {
                *to = *from;
            }
            for (to, from) in self.prob[q][..n].iter_mut().rev().zip(prob) {
                *to = *from;
            }
            for to in self.tag[q][..n].iter_mut().rev() {
                *to = tag;
                tag += 1;
            }
            if prices == Prices::Mixed {
                for (tag, a) in self.tag[q][..n].iter_mut().rev().zip(&excess[q * LANE..]) {
                    *tag = Slot::tag(*tag, *a > 0.0);
                }
            }
        }
    }

    /// One sweep over all lanes side by side.
    fn sweep(&mut self) {
        let mut heads = [Head::default(); LANES];
        for q in 0..LANES {
            heads[q] = Head { value: self.value[q][0], prob: self.prob[q][0], at: 0 };
        }
        let shortest = self.length.iter().copied().min().unwrap_or(0).clamp(1, LANE);
        for i in 1..shortest {
            for q in 0..LANES {
                self.step(q, &mut heads[q], i);
            }
        }
        for q in 0..LANES {
            for i in shortest..self.length[q].min(LANE) {
                self.step(q, &mut heads[q], i);
            }
            if self.length[q] > 0 {
                self.length[q] = heads[q].at + 1;
            }
        }
    }

    /// Adds block `i` of lane `q` to the head if the two violate, else makes it the next head. There is no
    /// branch: on noisy data nobody can guess which it is.
    #[inline]
    fn step(&mut self, q: usize, head: &mut Head, i: usize) {
        let (value, prob) = (self.value[q][i], self.prob[q][i]);
        let is_pooled = value * head.prob >= head.value * prob;
        let factor = f64::from(u8::from(is_pooled));
        head.value = head.value * factor + value;
        head.prob = head.prob * factor + prob;
        // The mask says that the place is inside the lane.
        head.at = head.at.wrapping_add(usize::from(!is_pooled)) & (LANE - 1);
        self.value[q][head.at] = head.value;
        self.prob[q][head.at] = head.prob;
        self.tag[q][head.at] = self.tag[q][i];
    }

    fn n_blocks(&self) -> usize {
        self.length.iter().sum()
    }
}

/// Pools the types of a chunk onto `stack`.
pub(super) fn pool(
    value: &[f64],
    prob: &[f64],
    start: usize,
    prices: Prices,
    excess: &[f64],
    lanes: &mut Lanes,
    stack: &mut Vec<Slot>,
) {
    lanes.load(value, prob, start, prices, excess);
    loop {
        let before = lanes.n_blocks();
        lanes.sweep();
        if lanes.n_blocks() * WORTHWHILE.1 > before * WORTHWHILE.0 {
            break;
        }
    }
    stack.clear();
    stack.reserve(lanes.n_blocks());
    for q in (0..LANES).rev() {
        for i in 0..lanes.length[q] {
            let mut top = Slot::new(lanes.value[q][i], lanes.prob[q][i], lanes.tag[q][i]);
            while let Some(mut above) = stack.pop() {
                if !above.is_pooled_with(&top) {
                    stack.push(above);
                    break;
                }
                above.absorb(&top);
                top = above;
            }
            stack.push(top);
        }
    }
}
