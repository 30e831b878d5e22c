//! CRC-32 of columns and of headers: whether they are what was written.
//!
//! ```text
//! a column    of its integers, 8 bytes each, little-endian, in whatever file they are
//! a header    of its text before the last key, which is the sum: `,\n "crc32": "89abcdef"}\n`
//! ```

/// What stands before the sum of a header, and after it.
const BEFORE: &str = ",\n \"crc32\": \"";
const AFTER: &str = "\"}\n";

/// Eight hexadecimal digits.
pub(super) fn text(sum: u32) -> String {
    format!("{sum:08x}")
}

/// The sum of eight hexadecimal digits, in small letters.
pub(super) fn parse(digits: &str) -> Option<u32> {
    let sum = u32::from_str_radix(digits, 16).ok()?;
    (text(sum) == digits).then_some(sum)
}

/// The sum of a column.
pub(super) fn of(values: &[i64]) -> u32 {
    let mut sums = Sums::default();
    sums.add(0, values);
    sums.finish()[0]
}

/// A header that ends with its sum; `text` has no last brace yet.
pub(super) fn sealed(text: &str) -> String {
    let sum = self::text(crc32fast::hash(text.as_bytes()));
    format!("{text}{BEFORE}{sum}{AFTER}")
}

/// Whether a header that has a sum is what was written.
pub(super) fn is_whole(header: &str) -> bool {
    let split = header.len().checked_sub(BEFORE.len() + 8 + AFTER.len());
    split.and_then(|at| header.get(..at)).is_some_and(|text| sealed(text) == header)
}

/// The sums of the three columns of a group, as they are read.
#[derive(Default)]
pub(super) struct Sums {
    hashers: [crc32fast::Hasher; 3],
    bytes: Vec<u8>,
}

impl Sums {
    /// The next types of all columns.
    pub(super) fn read(&mut self, columns: &[Vec<i64>; 3]) {
        for (k, column) in columns.iter().enumerate() {
            self.add(k, column);
        }
    }

    fn add(&mut self, k: usize, values: &[i64]) {
        // In pieces that stay in the cache.
        for values in values.chunks(1 << 12) {
            self.bytes.clear();
            self.bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
            self.hashers[k].update(&self.bytes);
        }
    }

    /// The sums of all that was read.
    pub(super) fn finish(self) -> [u32; 3] {
        self.hashers.map(crc32fast::Hasher::finalize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_tells_any_change() {
        let header = sealed("{\"name\": \"x\"");
        assert!(is_whole(&header));
        for at in 0..header.len() {
            let mut bytes = header.clone().into_bytes();
            bytes[at] ^= 1;
            assert!(!String::from_utf8(bytes).is_ok_and(|text| is_whole(&text)), "{at}");
            assert!(!is_whole(&header[..at]));
        }
        assert_eq!(parse("00c0ffee"), Some(0x00c0_ffee));
        for wrong in ["c0ffee", "00C0FFEE", "+0c0ffee", "", "00c0ffeg"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        // As any other program computes it.
        assert_eq!(of(&[1, -1]), 0x06b5_dab1);
    }
}
