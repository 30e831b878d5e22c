//! SHA-256 [FIPS 180-4]: it names the input that a certificate was made for. No proof rests on it.

/// The digest, as 64 hexadecimal digits.
pub fn sha256(message: &[u8]) -> String {
    let primes: Vec<u32> = (2..312).filter(|n| (2..*n).all(|d| n % d != 0)).collect();
    let mut constants = [0; 64];
    for (constant, prime) in constants.iter_mut().zip(&primes) {
        *constant = cube_root_bits(*prime);
    }
    let mut hash = [0; 8];
    for (word, prime) in hash.iter_mut().zip(&primes) {
        *word = low_bits((u128::from(*prime) << 64).isqrt());
    }
    let (blocks, rest) = message.as_chunks::<64>();
    for block in blocks {
        compress(&mut hash, block, &constants);
    }
    let mut padded = [rest, &[0x80]].concat();
    padded.resize((padded.len() + 8).next_multiple_of(64), 0);
    let n_bits = 8 * u64::try_from(message.len()).expect("a file has fewer than 2^64 bytes");
    let end = padded.len() - 8;
    padded[end..].copy_from_slice(&n_bits.to_be_bytes());
    for block in padded.as_chunks::<64>().0 {
        compress(&mut hash, block, &constants);
    }
    hash.iter().map(|word| format!("{word:08x}")).collect::<Vec<_>>().concat()
}

fn compress(hash: &mut [u32; 8], block: &[u8; 64], constants: &[u32; 64]) {
    let mut w = [0_u32; 64];
    for (word, bytes) in w.iter_mut().zip(block.as_chunks::<4>().0) {
        *word = u32::from_be_bytes(*bytes);
    }
    for t in 16..64 {
        let (a, b) = (w[t - 15], w[t - 2]);
        let a = a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3;
        let b = b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10;
        w[t] = w[t - 16].wrapping_add(a).wrapping_add(w[t - 7]).wrapping_add(b);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *hash;
    for t in 0..64 {
        let sum = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = e & f ^ !e & g;
        let first = h.wrapping_add(sum).wrapping_add(choice);
        let first = first.wrapping_add(constants[t]).wrapping_add(w[t]);
        let sum = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let majority = a & b ^ a & c ^ b & c;
        let second = sum.wrapping_add(majority);
        (h, g, f, e) = (g, f, e, d.wrapping_add(first));
        (d, c, b, a) = (c, b, a, first.wrapping_add(second));
    }
    for (word, change) in hash.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(change);
    }
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
