//! The words of natural numbers that are hard for carries, the lowest first: all ones, powers of two and their
//! neighbours, few words that are not zero, words of a few values, tops at which a carry was lost, random ones.

use crate::Random;

const MAX: u64 = u64::MAX;

/// `n` words of one of these kinds; the last is not zero.
pub fn words(random: &mut Random, n: usize) -> Vec<u64> {
    if n == 0 {
        return Vec::new();
    }
    let mut words = match random.below(10) {
        0 => near_power(random, n),
        1 => vec![MAX; n],
        2 => {
            let mut sparse = vec![0; n];
            for _ in 0..3 {
                sparse[random.below(n)] = 1 << random.below(64);
            }
            sparse
        }
        3 => {
            let mut sparse = vec![0; n];
            for _ in 0..=random.below(4) {
                sparse[random.below(n)] = random.pick(&[1, 2, MAX - 1, MAX, 1 << 63]);
            }
            sparse
        }
        4 => words_of(random, n, &[MAX, 0]),
        5 => words_of(random, n, &[MAX, 0, 1, 2]),
        6 => words_of(random, n, &[MAX, MAX - 1, 1 << 63]),
        // The tops of the factors whose product dashu-int 0.6.2 gets wrong.
        7 => below_top(random, n, &[MAX, MAX]),
        8 => below_top(random, n, &[MAX, 2]),
        _ => below_top(random, n, &[]),
    };
    if random.below(8) == 0 {
        words[0] |= 1;
    }
    if words[n - 1] == 0 {
        words[n - 1] = 1;
    }
    words
}

/// `n` random words, but for these at the top.
pub fn below_top(random: &mut Random, n: usize, top: &[u64]) -> Vec<u64> {
    let n_low = n.saturating_sub(top.len());
    let mut words: Vec<u64> = (0..n_low).map(|_| random.word()).collect();
    words.extend(&top[..n - n_low]);
    words
}

/// One of these lengths, or one more or less.
pub fn length_around(random: &mut Random, lengths: &[usize]) -> usize {
    (random.pick(lengths) + random.below(3)).saturating_sub(1)
}

/// 2^k, or one more or less, where k has the last word.
fn near_power(random: &mut Random, n: usize) -> Vec<u64> {
    let bit = 1 << random.below(64);
    match random.below(3) {
        0 => {
            let mut ones = vec![MAX; n];
            ones[n - 1] = bit - 1;
            ones
        }
        more => {
            let mut power = vec![0; n];
            power[0] = u64::from(more == 1);
            power[n - 1] |= bit;
            power
        }
    }
}

fn words_of(random: &mut Random, n: usize, values: &[u64]) -> Vec<u64> {
    (0..n).map(|_| random.pick(values)).collect()
}
