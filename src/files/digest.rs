//! SHA-256 digests, as text.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The SHA-256 digest in 64 hexadecimal digits.
///
/// ```
/// use ironproof_files::digest::sha256;
///
/// assert!(sha256(b"").starts_with("e3b0c44298fc1c14"));
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
