//! A row as a line: JSON that ends with a checksum of what stands before it.
//!
//! ```text
//! {"index":0,"id":"9f2c..","status":"optimal", .. ,"checksum":"1b4e28ba2fa1d2ab"}
//! ```
//!
//! The first three fields stand in this order, so that a line is checked and sorted without being read as JSON.

use std::fmt::Write as _;

use ironproof_files::sealed::{open_line, seal_line};

/// Digits of an id.
const ID: usize = 64;

/// The columns of every row.
pub(crate) const COLUMNS: [&str; 37] = [
    "index",
    "id",
    "status",
    "message",
    "program",
    "instance",
    "value",
    "value_low",
    "value_high",
    "value_approx",
    "revenue",
    "revenue_low",
    "revenue_high",
    "revenue_approx",
    "quality",
    "quality_low",
    "quality_high",
    "quality_approx",
    "served",
    "served_low",
    "served_high",
    "served_approx",
    "structure",
    "optimum",
    "optimum_low",
    "optimum_high",
    "optimum_approx",
    "loss",
    "loss_low",
    "loss_high",
    "loss_approx",
    "feasible",
    "objective",
    "error",
    "certificate",
    "tally",
    "checksum",
];

/// Whether an axis cannot have this name.
pub(crate) fn is_reserved(name: &str) -> bool {
    COLUMNS.contains(&name)
}

/// What is known of a line that is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The number of its line in the manifest.
    pub index: u64,
    /// The id of its instance.
    pub id: &'a str,
    /// How it ended.
    pub status: &'a str,
    /// All of it, without its line end.
    pub text: &'a str,
}

impl Row<'_> {
    /// Whether there is no answer.
    pub fn is_failed(&self) -> bool {
        self.status == FAILED
    }
}

/// The status of a row without an answer.
pub(crate) const FAILED: &str = "failed";

/// Starts a row.
pub(crate) fn start(out: &mut String, index: u64, id: &str, status: &str) {
    let _ = write!(out, "{{\"index\":{index},\"id\":\"{id}\",\"status\":\"{status}\"");
}

/// Adds a text, which is escaped, under a key, which is not.
pub(crate) fn text(out: &mut String, key: &str, value: &str) {
    out.push_str(",\"");
    out.push_str(key);
    out.push_str("\":");
    quoted(out, value);
}

/// The same where the key is JSON already, with its quotes.
pub(crate) fn keyed(out: &mut String, key: &str, value: &str) {
    out.push(',');
    out.push_str(key);
    out.push(':');
    quoted(out, value);
}

/// A text as JSON has it.
fn quoted(out: &mut String, value: &str) {
    let is_plain = |byte: &u8| (32..127).contains(byte) && !matches!(byte, b'"' | b'\\');
    if value.as_bytes().iter().all(is_plain) {
        out.push('"');
        out.push_str(value);
        out.push('"');
    } else {
        out.push_str(&serde_json::Value::from(value).to_string());
    }
}

/// Adds a number or another value that JSON has, as it is.
pub(crate) fn value(out: &mut String, key: &str, value: impl std::fmt::Display) {
    let _ = write!(out, ",\"{key}\":{value}");
}

/// Ends a row: a line with its checksum.
pub(crate) fn end(mut out: String) -> String {
    out.push('}');
    let mut line = seal_line(out);
    line.push('\n');
    line
}

/// Reads a line, without its line end; `None` if it is not one that was written so.
pub fn read(line: &[u8]) -> Option<Row<'_>> {
    open_line(line).ok()?;
    let text = std::str::from_utf8(line).ok()?;
    let rest = text.strip_prefix("{\"index\":")?;
    let (index, rest) = rest.split_once(",\"id\":\"")?;
    let (id, rest) = (rest.get(..ID)?, rest.get(ID..)?);
    let (status, _) = rest.strip_prefix("\",\"status\":\"")?.split_once('"')?;
    Some(Row { index: index.parse().ok()?, id, status, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> String {
        let mut out = String::new();
        start(&mut out, 17, &"ab".repeat(32), "optimal");
        text(&mut out, "weight:\u{e4}", "1/3 \"x\"\n");
        value(&mut out, "value_approx", 0.5);
        end(out)
    }

    #[test]
    fn what_is_written_is_read() {
        let line = row();
        let found = read(line.trim_end().as_bytes()).expect("a row");
        assert_eq!((found.index, found.status), (17, "optimal"));
        assert_eq!(found.id, "ab".repeat(32));
        let json: serde_json::Value = serde_json::from_str(found.text).expect("JSON");
        assert_eq!(json["weight:\u{e4}"], "1/3 \"x\"\n");
    }

    /// Any other byte in any place is noticed.
    #[test]
    fn damage_is_noticed() {
        let line = row();
        let bytes = line.trim_end().as_bytes();
        for at in 0..bytes.len() {
            for other in [0, b' ', b'0', b'1', b'"', 0xff] {
                let mut damaged = bytes.to_vec();
                if damaged[at] == other {
                    continue;
                }
                damaged[at] = other;
                assert!(read(&damaged).is_none(), "byte {at}");
            }
            assert!(read(&bytes[..at]).is_none(), "cut off at {at}");
        }
    }
}
