//! The blocks of a group on a stack whose lower part lies in a scratch file.
//!
//! ```text
//! scratch file   | groups before | spilled blocks |
//! memory                                          | window: the top of the stack |
//! ```
//!
//! A full window writes its lower half, an empty one reads half a window back, so that a block moves only
//! when the stack grew or shrank by half a window since it moved last.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use crate::{Buyer, Ironed, Scalar};
use ironproof_number::rational::Rational;

/// A maximal interval of types with one ironed virtual value; it ends where the block above starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Block {
    /// Sum of c_k.
    pub(super) value: i128,
    /// Sum of f_k.
    pub(super) prob: i64,
    /// First type, from 0.
    pub(super) first: u64,
    /// r of the first type.
    pub(super) low: i64,
    /// r of the type below, zero if there is none.
    pub(super) below: i64,
    /// Whether A is positive at the first type, so that its price step is r of the type below.
    pub(super) is_priced_below: bool,
}

/// Bytes of a block in the scratch file.
const BYTES: usize = 48;

impl Ironed for Block {
    fn cmp_ironed(&self, other: &Self) -> Ordering {
        i128::cmp_ratio(&self.value, &i128::from(self.prob), &other.value, &i128::from(other.prob))
    }
}

impl Buyer for Block {
    fn absorb(&mut self, lower: &Self) {
        *self = Self { value: self.value + lower.value, prob: self.prob + lower.prob, ..*lower };
    }

    fn average(&self) -> Rational {
        self.value.over(&i128::from(self.prob))
    }
}

impl Block {
    fn encode(&self, bytes: &mut Vec<u8>) {
        // Files have fewer than 2^63 types, which leaves a bit.
        let first = self.first << 1 | u64::from(self.is_priced_below);
        bytes.extend_from_slice(&self.value.to_le_bytes());
        bytes.extend_from_slice(&first.to_le_bytes());
        for word in [self.prob, self.low, self.below] {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
    }

    fn decode(bytes: &[u8; BYTES]) -> Self {
        let (words, _) = bytes.as_chunks::<8>();
        let (wide, _) = bytes.as_chunks::<16>();
        let first = u64::from_le_bytes(words[2]);
        let word = |at: usize| i64::from_le_bytes(words[at]);
        Self {
            value: i128::from_le_bytes(wide[0]),
            first: first >> 1,
            prob: word(3),
            low: word(4),
            below: word(5),
            is_priced_below: first & 1 == 1,
        }
    }
}

/// The blocks of one group, lowest first, by strictly increasing ironed value.
pub(super) struct Stack<'a> {
    scratch: &'a File,
    /// Blocks of earlier groups in the scratch file.
    start: u64,
    /// Blocks of this group there.
    spilled: u64,
    /// The blocks above those.
    window: Vec<Block>,
    /// Blocks that the window may hold, at least two.
    capacity: usize,
    bytes: Vec<u8>,
}

impl<'a> Stack<'a> {
    pub(super) fn new(scratch: &'a File, start: u64, capacity: usize) -> Self {
        debug_assert!(2 <= capacity, "a window has two halves");
        Self { scratch, start, spilled: 0, window: Vec::new(), capacity, bytes: Vec::new() }
    }

    /// The number of blocks.
    pub(super) fn len(&self) -> u64 {
        self.spilled + u64::try_from(self.window.len()).unwrap_or(u64::MAX)
    }

    pub(super) fn push(&mut self, block: Block) -> io::Result<()> {
        if self.window.len() == self.capacity {
            self.spill(self.capacity / 2)?;
        }
        self.window.push(block);
        Ok(())
    }

    pub(super) fn pop(&mut self) -> io::Result<Option<Block>> {
        if self.window.is_empty() && 0 < self.spilled {
            self.load()?;
        }
        Ok(self.window.pop())
    }

    /// Writes all blocks and lets the memory go. Returns the stack with a window of another size, and where the next
    /// group starts.
    pub(super) fn closed(mut self, capacity: usize) -> io::Result<(Self, u64)> {
        self.spill(self.window.len())?;
        let end = self.start + self.spilled;
        Ok((Self { spilled: self.spilled, ..Self::new(self.scratch, self.start, capacity) }, end))
    }

    /// Moves the lowest `n` blocks of the window to the file.
    fn spill(&mut self, n: usize) -> io::Result<()> {
        self.bytes.clear();
        self.window.drain(..n).for_each(|block| block.encode(&mut self.bytes));
        self.seek()?;
        self.scratch.write_all(&self.bytes)?;
        self.spilled += u64::try_from(n).unwrap_or(u64::MAX);
        Ok(())
    }

    /// Fills half of an empty window from the file.
    fn load(&mut self) -> io::Result<()> {
        let half = self.capacity / 2;
        let n = usize::try_from(self.spilled).map_or(half, |spilled| spilled.min(half));
        self.spilled -= u64::try_from(n).unwrap_or(u64::MAX);
        self.bytes.resize(BYTES * n, 0);
        self.seek()?;
        self.scratch.read_exact(&mut self.bytes)?;
        let (records, _) = self.bytes.as_chunks();
        self.window.extend(records.iter().map(Block::decode));
        Ok(())
    }

    /// Goes to the end of the spilled blocks.
    fn seek(&self) -> io::Result<()> {
        let record = u64::try_from(BYTES).unwrap_or(u64::MAX);
        let mut scratch = self.scratch;
        scratch.seek(SeekFrom::Start((self.start + self.spilled) * record)).map(|_| ())
    }
}
