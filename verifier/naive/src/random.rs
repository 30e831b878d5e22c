//! A small generator of random numbers (splitmix64), the same on every machine.

/// The state.
pub struct Random(u64);

impl Random {
    /// The stream of this seed and number; streams with other numbers have nothing in common.
    pub fn new(seed: u64, number: u64) -> Random {
        let mut mixed = Random(seed);
        let start = mixed.next() ^ number.wrapping_mul(0xd1b5_4a32_d192_ed03);
        Random(Random(start).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below n, which is not zero.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).expect("64 bits hold a usize");
        usize::try_from(self.next() % n).expect("below a usize")
    }

    /// A number from `low` to `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high - low + 1).expect("low <= high");
        low + i64::try_from(self.below(width)).expect("at most high - low")
    }

    /// True once in n times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of them, if there is one.
    pub fn one<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { Some(&all[self.below(all.len())]) }
    }

    /// A place of a list of this length, if it has one.
    pub fn place(&mut self, length: usize) -> Option<usize> {
        if length == 0 { None } else { Some(self.below(length)) }
    }

    /// Two different places of a list of this length, if it has two.
    pub fn two_places(&mut self, length: usize) -> Option<(usize, usize)> {
        if length < 2 {
            return None;
        }
        let first = self.below(length);
        let second = self.below(length - 1);
        Some((first, if second < first { second } else { second + 1 }))
    }
}
