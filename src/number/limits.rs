//! What an input may be at most: a hostile or damaged file is refused at once, and fills neither memory nor minutes.
//!
//! ```text
//! digits      of one number                             20,000
//! exponent    of one number, in size                     9,999
//! bytes       of one file, packed or unpacked                1 GiB
//! expansion   unpacked bytes for each packed one           200   (above 16 MiB)
//! types       of one instance                       10,000,000
//! levels      of quality                               100,000
//! instances   of one run                            10,000,000
//! ```
//!
//! A program sets them once, before it reads; `--limits digits=100000,bytes=8G` does.
//!
//! ```
//! use ironproof_number::limits::{Limits, get};
//!
//! let wider: Limits = "digits=100000,bytes=8G".parse()?;
//! assert_eq!((wider.digits, wider.bytes), (100_000, 8 << 30));
//! assert_eq!(get(), Limits::USUAL);
//! # Ok::<(), String>(())
//! ```

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::str::FromStr;
use std::sync::OnceLock;

/// What an input may be at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Digits of one number.
    pub digits: u64,
    /// The size of a decimal exponent.
    pub exponent: u64,
    /// Bytes of one file, as it is and unpacked.
    pub bytes: u64,
    /// Unpacked bytes for each packed one, above 16 MiB.
    pub expansion: u64,
    /// Types of one instance.
    pub types: u64,
    /// Levels of quality.
    pub levels: u64,
    /// Random instances of one run.
    pub instances: u64,
}

/// An input is beyond a limit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}: more than the limit of {limit}; if that is meant, raise it with --limits {key}=N")]
pub struct Exceeded {
    /// What there is too much of.
    pub what: String,
    /// The name of the limit.
    pub key: &'static str,
    /// The limit.
    pub limit: u64,
}

static LIMITS: OnceLock<Limits> = OnceLock::new();

/// The limits of this process.
pub fn get() -> Limits {
    LIMITS.get().copied().unwrap_or(Limits::USUAL)
}

/// Sets the limits of this process. Only the first call counts.
pub fn set(limits: Limits) {
    let _ = LIMITS.set(limits);
}

impl Limits {
    /// Without any choice.
    pub const USUAL: Self = Self {
        digits: 20_000,
        exponent: 9_999,
        bytes: 1 << 30,
        expansion: 200,
        types: 10_000_000,
        levels: 100_000,
        instances: 10_000_000,
    };

    fn slots(&mut self) -> [(&'static str, &mut u64); 7] {
        [
            ("digits", &mut self.digits),
            ("exponent", &mut self.exponent),
            ("bytes", &mut self.bytes),
            ("expansion", &mut self.expansion),
            ("types", &mut self.types),
            ("levels", &mut self.levels),
            ("instances", &mut self.instances),
        ]
    }
}

impl FromStr for Limits {
    type Err = String;

    /// `digits=100000,bytes=8G`; what is not named stays as usual.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut limits = Self::USUAL;
        for part in text.split(',') {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let (digits, unit) = match value.char_indices().next_back() {
                Some((at, 'K')) => (&value[..at], 1_u64 << 10),
                Some((at, 'M')) => (&value[..at], 1 << 20),
                Some((at, 'G')) => (&value[..at], 1 << 30),
                _ => (value, 1),
            };
            let number = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
            let names = limits.slots().map(|(name, _)| name).join(", ");
            let Some(number) = number.filter(|number| 0 < *number) else {
                return Err(format!(
                    "`{part}`: expected NAME=NUMBER, as in digits=100000 or bytes=8G"
                ));
            };
            match limits.slots().into_iter().find(|(name, _)| *name == key) {
                Some((_, slot)) => *slot = number,
                None => return Err(format!("`{key}`: expected one of {names}")),
            }
        }
        Ok(limits)
    }
}

/// An error if there is more of something than its limit.
///
/// # Errors
/// [`Exceeded`] says what, and how to raise the limit.
pub fn check(n: u64, key: &'static str, limit: u64) -> Result<(), Exceeded> {
    if n <= limit { Ok(()) } else { Err(Exceeded { what: format!("{n} {key}"), key, limit }) }
}

/// The bytes of a file, which is no longer than the limit, whatever it is.
///
/// # Errors
/// The file cannot be read, or is too long.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    // The length of a regular file is known before it is read.
    let length =
        file.metadata().ok().filter(std::fs::Metadata::is_file).map_or(0, |file| file.len());
    check(length, "bytes", get().bytes).map_err(io::Error::other)?;
    read_from(file)
}

/// The same of anything that can be read, such as stdin.
///
/// # Errors
/// It cannot be read, or is too long.
pub fn read_from(reader: impl Read) -> io::Result<Vec<u8>> {
    let (mut bytes, limit) = (Vec::new(), get().bytes);
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let n = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if n <= limit {
        return Ok(bytes);
    }
    let what = "an endless file, or one of more bytes than can be read".to_owned();
    Err(io::Error::other(Exceeded { what, key: "bytes", limit }))
}

/// The text of a file, as [`read`].
///
/// # Errors
/// The file cannot be read, is too long, or is no UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    let text = String::from_utf8(read(path)?);
    text.map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not text in UTF-8"))
}

/// What is packed as `n_packed` bytes, which does not become endless.
///
/// # Errors
/// It cannot be unpacked, or becomes too long.
pub fn unpack(n_packed: usize, reader: impl Read) -> io::Result<Vec<u8>> {
    /// Below this any expansion is harmless.
    const HARMLESS: u64 = 1 << 24;
    let Limits { bytes: most, expansion, .. } = get();
    let n_packed = u64::try_from(n_packed).unwrap_or(u64::MAX);
    let expanded = n_packed.saturating_mul(expansion).max(HARMLESS);
    let mut bytes = Vec::new();
    reader.take(expanded.min(most).saturating_add(1)).read_to_end(&mut bytes)?;
    let n = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let exceeded = if most < n {
        Exceeded { what: "the unpacked bytes".to_owned(), key: "bytes", limit: most }
    } else if expanded < n {
        Exceeded {
            what: "unpacked bytes for each packed one".to_owned(),
            key: "expansion",
            limit: expansion,
        }
    } else {
        return Ok(bytes);
    };
    Err(io::Error::other(exceeded))
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    #[test]
    fn what_is_no_limit_is_named() {
        for text in [
            "",
            "digits",
            "digits=",
            "digits=-1",
            "digits=0",
            "digits=1e3",
            "depth=3",
            "bytes=8T",
            "bytes=99999999999G",
        ] {
            assert!(text.parse::<Limits>().is_err(), "{text}");
        }
        assert_eq!("levels=7".parse(), Ok(Limits { levels: 7, ..Limits::USUAL }));
        assert!("depth=3".parse::<Limits>().unwrap_err().contains("expansion"));
    }

    #[test]
    fn endless_input_ends() {
        let said = unpack(1000, io::repeat(b' ')).unwrap_err().to_string();
        assert!(said.contains("--limits expansion=N"), "{said}");
        assert_eq!(unpack(10, &b"abc"[..]).ok(), Some(b"abc".to_vec()));
        assert!(read(Path::new("/nowhere")).is_err());
        assert!(check(8, "levels", 7).is_err() && check(7, "levels", 7).is_ok());
    }
}
