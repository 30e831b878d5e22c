//! The groups by the ironed value of their best block that is not served yet: a k-way merge of their blocks.
//!
//! Ties go to the earlier group: the value of the mechanism does not depend on them.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What has an ironed value.
pub(crate) trait Ironed {
    /// Compares ironed values, across groups too.
    fn cmp_ironed(&self, other: &Self) -> Ordering;
}

/// The best block of a group that is not served yet.
#[derive(Clone, Copy)]
pub(crate) struct Head<B> {
    pub(crate) block: B,
    pub(crate) group: usize,
}

impl<B: Ironed> Ord for Head<B> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.block.cmp_ironed(&other.block).then(other.group.cmp(&self.group))
    }
}

impl<B: Ironed> PartialOrd for Head<B> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<B: Ironed> PartialEq for Head<B> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<B: Ironed> Eq for Head<B> {}

/// The heads of groups; that of the group which is being served is outside.
pub(crate) struct Queue<B> {
    heads: BinaryHeap<Head<B>>,
}

impl<B: Ironed> Default for Queue<B> {
    fn default() -> Self {
        Self { heads: BinaryHeap::new() }
    }
}

impl<B: Ironed> FromIterator<Head<B>> for Queue<B> {
    fn from_iter<I: IntoIterator<Item = Head<B>>>(heads: I) -> Self {
        Self { heads: heads.into_iter().collect() }
    }
}

impl<B: Ironed> Queue<B> {
    /// Forgets all heads and keeps the memory.
    #[cfg(feature = "fast")]
    pub(crate) fn clear(&mut self) {
        self.heads.clear();
    }

    /// Adds the head of a group, if it has one.
    pub(crate) fn push(&mut self, head: Option<Head<B>>) {
        self.heads.extend(head);
    }

    /// Takes out the best head.
    pub(crate) fn pop(&mut self) -> Option<Head<B>> {
        self.heads.pop()
    }

    /// Takes in the next head of the group that was served, if it has one, and returns the best head of all. The heap
    /// is left alone as long as that group goes on.
    pub(crate) fn exchange(&mut self, next: Option<Head<B>>) -> Option<Head<B>> {
        let Some(next) = next else { return self.pop() };
        match self.heads.peek_mut() {
            Some(mut other) if next < *other => Some(std::mem::replace(&mut *other, next)),
            _ => Some(next),
        }
    }

    /// Whether `head` comes before all heads in the queue.
    pub(crate) fn is_behind(&self, head: &Head<B>) -> bool {
        self.heads.peek().is_none_or(|other| other < head)
    }
}
