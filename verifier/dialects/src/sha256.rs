//! SHA-256 [FIPS 180-4]: it names the input that a certificate was made for. No proof rests on it.

/// The digest, as 64 hexadecimal digits.
pub fn sha256(message: &[u8]) -> String {
    let primes: Vec<u32> = (2..312).filter(|n| (2..*n).all(|d| n % d != 0)).collect();
    let constants: Vec<u32> = primes.iter().map(|n| cube_root_bits(*n)).collect();
    let roots = primes.iter().take(8).map(|n| low_bits((u128::from(*n) << 64).isqrt()));
    let mut hash: Vec<u32> = roots.collect();
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize((padded.len() + 8).next_multiple_of(64), 0);
    let n_bits = 8 * u64::try_from(message.len()).expect("a file has fewer than 2^64 bytes");
    let end = padded.len() - 8;
    padded[end..].copy_from_slice(&n_bits.to_be_bytes());
    for block in padded.chunks(64) {
        let mut w: Vec<u32> = block
            .chunks(4)
            .map(|bytes| bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte)))
            .collect();
        for t in 16..64 {
            let (a, b) = (w[t - 15], w[t - 2]);
            let a = a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3;
            let b = b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10;
            w.push(w[t - 16].wrapping_add(a).wrapping_add(w[t - 7]).wrapping_add(b));
        }
        let mut s = hash.clone();
        for t in 0..64 {
            let (a, e) = (s[0], s[4]);
            let sum = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let choice = e & s[5] ^ !e & s[6];
            let first = s[7].wrapping_add(sum).wrapping_add(choice);
            let first = first.wrapping_add(constants[t]).wrapping_add(w[t]);
            let sum = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let majority = a & s[1] ^ a & s[2] ^ s[1] & s[2];
            s.rotate_right(1);
            s[4] = s[4].wrapping_add(first);
            s[0] = first.wrapping_add(sum).wrapping_add(majority);
        }
        for (word, change) in hash.iter_mut().zip(s) {
            *word = word.wrapping_add(change);
        }
    }
    hash.iter().map(|word| format!("{word:08x}")).collect::<Vec<_>>().concat()
}

/// The first 32 bits of the fraction of the cube root of `n`.
fn cube_root_bits(n: u32) -> u32 {
    // floor(cbrt(n) 2^32), bit by bit; cubes stay below 2^106.
    let mut root = 0_u128;
    for bit in (0..35).rev() {
        let more = root | 1 << bit;
        if more * more * more <= u128::from(n) << 96 {
            root = more;
        }
    }
    low_bits(root)
}

fn low_bits(x: u128) -> u32 {
    u32::try_from(x % (1 << 32)).expect("less than 2^32")
}
