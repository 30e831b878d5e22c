//! Text that says whether it is damaged: its last key is a checksum, the first 16 hexadecimal digits of the SHA-256
//! of all that stands before it.
//!
//! ```text
//! {"shape":"smooth","types":100,"checksum":"0f3a.."}     a line: the checksum is of {"shape":"smooth","types":100}
//! ```
//!
//! A document is the same over several lines.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::digest::hexadecimal;

const N_DIGITS: usize = 16;

/// What is wrong with a sealed text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// It is not what it was when it was written.
    #[error("its checksum is another: it was changed after it was written")]
    Changed,
    /// It has none: an older version of this program wrote it.
    #[error("it has no checksum")]
    Unsealed,
    /// It is no text, or no JSON of this kind.
    #[error("{reason} (column {column})")]
    Json {
        /// Counted from 1.
        column: usize,
        /// What was expected.
        reason: String,
    },
}

impl Broken {
    fn new(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        // The place is that in the line alone, and is told by itself.
        let reason = text.split(" at line ").next().unwrap_or_default().to_owned();
        Self::Json { column: error.column(), reason }
    }
}

/// The first digits of the digest of a text.
///
/// ```
/// assert_eq!(ironproof_files::sealed::checksum(b""), "e3b0c44298fc1c14");
/// ```
pub fn checksum(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes)[..N_DIGITS / 2])
}

/// What stands around the checksum, and after the last key without it.
struct Shape {
    before: &'static str,
    after: &'static str,
    end: &'static str,
}

const LINE: Shape = Shape { before: ",\"checksum\":\"", after: "\"}", end: "}" };
const DOCUMENT: Shape = Shape { before: ",\n  \"checksum\": \"", after: "\"\n}\n", end: "\n}" };

/// A value as one line of JSON with its checksum, without a line end.
///
/// ```
/// use ironproof_files::sealed::{Broken, line, read_line};
/// use serde_json::{Value, json};
///
/// let text = line(&json!({"n": 1}));
/// assert_eq!(text, r#"{"n":1,"checksum":"2bfd14f43d17fc7c"}"#);
/// assert_eq!(read_line::<Value>(text.as_bytes()), Ok(json!({"n": 1})));
/// let damaged = text.replace(":1,", ":2,");
/// assert_eq!(read_line::<Value>(damaged.as_bytes()), Err(Broken::Changed));
/// ```
pub fn line(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("names for keys, and so a form in JSON");
    LINE.seal(text)
}

/// The value of a line, which is what was written or an error.
///
/// # Errors
/// [`Broken`]: any change of the line is one.
pub fn read_line<T: DeserializeOwned>(line: &[u8]) -> Result<T, Broken> {
    parse(&LINE.open(line)?)
}

/// A line of JSON with a checksum as its last key.
///
/// # Panics
/// If the text does not end like an object.
pub fn seal_line(text: String) -> String {
    LINE.seal(text)
}

/// The line of JSON as it was before its checksum came.
///
/// # Errors
/// [`Broken`]: any change of the line is one.
pub fn open_line(line: &[u8]) -> Result<Vec<u8>, Broken> {
    LINE.open(line)
}

/// A value as a document over several lines, for people to read too.
pub fn document(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("names for keys, and so a form in JSON");
    DOCUMENT.seal(text)
}

/// The value of a document.
///
/// # Errors
/// [`Broken`]: any change of the text is one.
pub fn read_document<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Broken> {
    parse(&DOCUMENT.open(bytes)?)
}

/// A value of JSON, or what is wrong with the text.
pub(crate) fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, Broken> {
    serde_json::from_slice(text).map_err(|error| Broken::new(&error))
}

impl Shape {
    fn seal(&self, mut text: String) -> String {
        let sum = checksum(text.as_bytes());
        assert!(text.ends_with(self.end), "an object that has keys");
        text.truncate(text.len() - self.end.len());
        for part in [self.before, &sum, self.after] {
            text.push_str(part);
        }
        text
    }

    fn open(&self, bytes: &[u8]) -> Result<Vec<u8>, Broken> {
        let n = self.before.len() + N_DIGITS + self.after.len();
        let split = bytes.len().checked_sub(n).map(|at| bytes.split_at(at));
        let Some((body, tail)) = split else { return Err(unsealed(bytes)) };
        let text = [body, self.end.as_bytes()].concat();
        let expected = format!("{}{}{}", self.before, checksum(&text), self.after);
        if tail != expected.as_bytes() {
            return Err(unsealed(bytes));
        }
        Ok(text)
    }
}

/// A line without a checksum, or with a wrong one.
fn unsealed(text: &[u8]) -> Broken {
    match serde_json::from_slice::<Value>(text) {
        Err(error) => Broken::new(&error),
        Ok(Value::Object(keys)) if keys.contains_key("checksum") => Broken::Changed,
        Ok(_) => Broken::Unsealed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Every byte changed to some others, every byte taken away, every byte doubled.
    #[test]
    fn no_change_of_a_byte_is_believed() {
        let value = json!({"name": "größer", "n": 17, "list": [1, 2.5, null]});
        let texts = [line(&value), document(&value)];
        for (text, shape) in texts.iter().zip([LINE, DOCUMENT]) {
            let read = |text: &[u8]| parse::<Value>(&shape.open(text)?);
            assert_eq!(read(text.as_bytes()), Ok(value.clone()));
            for at in 0..text.len() {
                for mask in [1, 2, 4, 8, 16, 32, 64, 128, 255] {
                    let mut damaged = text.clone().into_bytes();
                    damaged[at] ^= mask;
                    assert!(read(&damaged).is_err(), "{}", String::from_utf8_lossy(&damaged));
                }
                let (before, after) = text.as_bytes().split_at(at);
                assert!(read(&[before, &after[1..]].concat()).is_err());
                assert!(read(&[before, &after[..1], after].concat()).is_err());
                assert!(read(before).is_err());
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(read_line::<Value>(b"{\"n\":1}"), Err(Broken::Unsealed));
        let said = read_line::<Value>(b"{\"n\":1").unwrap_err().to_string();
        assert!(said.contains("EOF while parsing") && said.contains("column 6"), "{said}");
        assert!(read_line::<Value>(b"\xff").is_err());
        let text = line(&json!({"n": 1}));
        let said = read_line::<Vec<u8>>(text.as_bytes()).unwrap_err().to_string();
        assert!(said.contains("expected a sequence"), "{said}");
    }
}
