//! How memory is shared out between the columns that are read and the stacks of blocks.

/// How much is held in memory at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Types per chunk, at least 1.
    pub chunk: usize,
    /// Blocks of the group that is being ironed, at least 2.
    pub window: usize,
    /// Blocks per group when quality is handed out, at least 2.
    pub window_per_group: usize,
}

/// A budget below what this many groups need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the memory budget of {budget} bytes is too small: {groups} groups need {needed}")]
pub struct BudgetError {
    /// Bytes.
    pub budget: usize,
    /// Number of groups.
    pub groups: usize,
    /// Bytes.
    pub needed: usize,
}

/// For the program itself, and for pages of Parquet files.
const FIXED: usize = 32 << 20;
/// A type in three columns, as bytes and as integers.
const TYPE: usize = 6 * 8;
/// A block in memory, and half a window of blocks on its way to or from the scratch file.
const BLOCK: usize = 64 + 64;
/// A longer chunk is no faster.
const MAX_CHUNK: usize = 1 << 18;
/// Blocks per group below which the scratch file would be read in crumbs.
const MIN_WINDOW: usize = 64;

impl Limits {
    /// Limits that keep a solve of `groups` groups within `budget` bytes.
    ///
    /// # Errors
    /// [`BudgetError`] if the budget is too small for so many groups.
    pub fn within(budget: usize, groups: usize) -> Result<Self, BudgetError> {
        let least = (MIN_WINDOW * BLOCK).saturating_mul(groups);
        let needed = FIXED.saturating_add(least.saturating_mul(2));
        if budget < needed {
            return Err(BudgetError { budget, groups, needed });
        }
        let half = (budget - FIXED / 2) / 2;
        let window = half / BLOCK;
        Ok(Self {
            chunk: (half / TYPE).clamp(1, MAX_CHUNK),
            window,
            window_per_group: window / groups.max(1),
        })
    }
}
