//! The manifest of a plan: a line for each instance.
//!
//! ```text
//! {"index":0,"id":"9f2c..","supply":"0.5","weight:low income":"1"}
//! ```
//!
//! The id is a digest of the program's version, of the settings, and of the canonical text of the instance.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use ironproof_files::digest::hexadecimal;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sha2::{Digest, Sha256};

use crate::plan::{MANIFEST, Plan, PlanError};
use crate::record::Record;
use crate::values::Value;

/// Lines between two places that the plan knows.
const STRIDE: u64 = 1_000;
/// Strides that are written at a time.
const AT_ONCE: usize = 64;

/// An instance of a sweep, as the manifest has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The number of the line, from 0.
    pub index: u64,
    /// The digest of all that it is.
    pub id: String,
    /// The value of each axis.
    pub values: Vec<Value>,
    /// The same as they are written.
    pub texts: Vec<String>,
}

impl Question {
    fn new(index: u64, id: &str, texts: Vec<String>) -> Self {
        let values = texts.iter().map(|text| Value::read(text)).collect();
        Self { index, id: id.to_owned(), values, texts }
    }
}

impl Plan {
    /// Writes all lines, in parallel and in order; gives where each stride starts, and the digest.
    pub(crate) fn write_lines(
        &self,
        point: &(dyn Fn(u64) -> Vec<Value> + Sync),
        out: &mut dyn io::Write,
    ) -> io::Result<(Vec<u64>, String)> {
        let mut hasher = Sha256::new();
        let (mut at, mut offsets) = (0_u64, Vec::new());
        let strides: Vec<u64> = (0..self.n.div_ceil(STRIDE)).collect();
        for strides in strides.chunks(AT_ONCE) {
            let of = |stride: &u64| {
                let first = stride * STRIDE;
                self.lines(point, first..self.n.min(first + STRIDE))
            };
            let texts: Vec<String> = strides.into_par_iter().map(of).collect();
            for text in texts {
                offsets.push(at);
                at += text.len() as u64;
                hasher.update(&text);
                out.write_all(text.as_bytes())?;
            }
        }
        let digest = hexadecimal(&hasher.finalize());
        Ok((offsets, digest))
    }

    fn lines(&self, point: &(dyn Fn(u64) -> Vec<Value> + Sync), indices: Range<u64>) -> String {
        let (mut lines, mut text) = (String::new(), String::new());
        for index in indices {
            let values = point(index);
            let id = self.subject.id(&values, &mut text);
            let _ = write!(lines, "{{\"index\":{index},\"id\":\"{id}\"");
            for (key, value) in self.keys.iter().zip(&values) {
                crate::line::keyed(&mut lines, key, &value.to_string());
            }
            lines.push_str("}\n");
        }
        lines
    }

    /// Reads lines of the manifest. Each must be what it was when it was planned.
    ///
    /// # Errors
    /// [`PlanError`] names the line that is not.
    pub fn questions(&self, indices: Range<u64>) -> Result<Vec<Question>, PlanError> {
        self.read_lines(indices, |line, index| self.question(line, index))
    }

    /// The first 64 bits of the ids of some lines.
    pub(crate) fn ids(&self, indices: Range<u64>) -> Result<Vec<u64>, PlanError> {
        let mut ids = Vec::new();
        let mut from = indices.start;
        while from < indices.end {
            // Part by part, so that a manifest of any length takes little memory.
            let to = indices.end.min(from + 100 * STRIDE);
            ids.extend(self.read_lines(from..to, |line, index| short(start(line, index)?.0))?);
            from = to;
        }
        Ok(ids)
    }

    fn read_lines<T>(
        &self,
        indices: Range<u64>,
        read: impl Fn(&str, u64) -> Option<T>,
    ) -> Result<Vec<T>, PlanError> {
        let path = self.folder.join(MANIFEST);
        let fail = |error| PlanError::Read { path: path.clone(), error };
        let first = indices.start / STRIDE;
        let of = |stride: u64| {
            usize::try_from(stride).ok().and_then(|stride| self.offsets.get(stride)).copied()
        };
        let from = of(first).unwrap_or(0);
        let mut file = File::open(&path).map_err(fail)?;
        file.seek(SeekFrom::Start(from)).map_err(fail)?;
        let mut bytes = Vec::new();
        let end = of(indices.end.div_ceil(STRIDE)).unwrap_or(u64::MAX);
        file.take(end.saturating_sub(from)).read_to_end(&mut bytes).map_err(fail)?;
        let skipped = usize::try_from(indices.start - first * STRIDE).unwrap_or(0);
        let mut lines = bytes.split(|byte| *byte == b'\n').skip(skipped);
        let line = |index: u64| {
            let line = lines.next().and_then(|line| std::str::from_utf8(line).ok());
            line.and_then(|line| read(line, index)).ok_or_else(|| self.damaged(index))
        };
        indices.map(line).collect()
    }

    fn question(&self, line: &str, index: u64) -> Option<Question> {
        let (id, mut rest) = start(line, index)?;
        let mut texts = Vec::with_capacity(self.keys.len());
        for key in &self.keys {
            rest = rest.strip_prefix(',')?.strip_prefix(key.as_str())?.strip_prefix(":\"")?;
            let end = rest.find('"')?;
            // A text with escapes is rare, and read as JSON.
            if rest[..end].contains('\\') {
                let fields: Record = serde_json::from_str(line).ok()?;
                let of = |name: &String| Some(fields.get(name)?.as_str()?.to_owned());
                let texts = self.axes.iter().map(of).collect::<Option<_>>()?;
                return Some(Question::new(index, id, texts));
            }
            texts.push(rest[..end].to_owned());
            rest = &rest[end + 1..];
        }
        (rest == "}").then(|| Question::new(index, id, texts))
    }

    /// The error for a line that is not what was planned.
    pub(crate) fn damaged(&self, index: u64) -> PlanError {
        PlanError::Damaged {
            path: self.folder.join(MANIFEST),
            rule: format!(
                "line {} is not what was planned: plan the sweep again in another folder, and copy the folder `rows` there",
                index + 1
            ),
        }
    }
}

/// The id of a line with this index, and what stands behind it.
fn start(line: &str, index: u64) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("{\"index\":")?;
    let (found, rest) = rest.split_once(",\"id\":\"")?;
    let (id, rest) = rest.split_once('"')?;
    (found.parse() == Ok(index) && id.len() == 64).then_some((id, rest))
}

/// The first 64 bits of a digest.
pub(crate) fn short(digest: &str) -> Option<u64> {
    u64::from_str_radix(digest.get(..16)?, 16).ok()
}
