//! The first lines of a certificate: which file, which statement, which readings were meant, and whether the
//! claim is about a relaxation. Behind them is the claim, which the checker reads.

use std::fmt;

use crate::readings::Readings;
use crate::sha256::sha256;
use crate::word::escape;

const FIRST_LINE: &str = "ironproof-lp-certificate 3";

/// The first lines of a certificate, before its claim, for a statement that was made from this file.
pub fn first_lines(file: &[u8], statement: &str, readings: &Readings) -> String {
    let mut lines = FIRST_LINE.to_owned();
    let mut line = |words: [&str; 2]| lines.extend(["\n", words[0], " ", words[1]]);
    line(["file sha256", &sha256(file)]);
    line(["statement sha256", &sha256(statement.as_bytes())]);
    for word in readings.words() {
        line(["reading", &word]);
    }
    let n_integer = n_integer(statement);
    if 0 < n_integer {
        line(["relaxation", &n_integer.to_string()]);
    }
    lines + "\n"
}

/// How many columns of a statement are to be integers. A text that is no statement has none; the checker says so.
pub fn n_integer(statement: &str) -> usize {
    let mut lines = statement.lines().skip_while(|line| !line.starts_with("columns "));
    let n_columns = lines.next().and_then(|line| line[8..].parse().ok()).unwrap_or(0);
    let columns = lines.take(n_columns);
    columns.filter(|line| line.split(' ').nth(1) == Some("integer")).count()
}

/// A certificate without its claim, and the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// SHA-256 of the bytes of the model file, unpacked.
    pub file: &'a str,
    /// SHA-256 of the text of the statement.
    pub statement: &'a str,
    /// How the file was read where readers differ.
    pub readings: Readings,
    /// The number of integer columns whose integrality the claim leaves out; 0 without a line `relaxation`.
    pub n_relaxed: usize,
    /// From its first line to the end.
    pub claim: &'a str,
    /// The number of its first line.
    pub claim_starts_at_line: usize,
}

/// The line of a certificate that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeError {
    line: usize,
    message: String,
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "certificate:{}: {}", self.line, escape(&self.message))
    }
}

impl std::error::Error for EnvelopeError {}

impl<'a> Envelope<'a> {
    /// Reads the first lines of a certificate.
    pub fn read(certificate: &'a str) -> Result<Envelope<'a>, EnvelopeError> {
        let at = |line, message: &str| EnvelopeError { line, message: message.to_owned() };
        let line = |text: &'a str| text.split_once('\n').unwrap_or((text, ""));
        let (first, rest) = line(certificate);
        if first != FIRST_LINE {
            return Err(at(1, other_format(first)));
        }
        let digest = |text: &'a str, keyword, number| {
            let (first, rest) = line(text);
            let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            let digest = first.strip_prefix(keyword).and_then(|text| text.strip_prefix(" sha256 "));
            match digest.filter(|digest| digest.len() == 64 && digest.bytes().all(is_digit)) {
                Some(digest) => Ok((digest, rest)),
                None => {
                    Err(at(number, &format!("expected {keyword} sha256 and 64 hexadecimal digits")))
                }
            }
        };
        let (file, rest) = digest(rest, "file", 2)?;
        let (statement, mut claim) = digest(rest, "statement", 3)?;
        let (mut readings, mut claim_starts_at_line) = (Readings::default(), 4);
        while let Some(word) = claim.strip_prefix("reading ") {
            let (word, rest) = line(word);
            readings
                .add_word(word)
                .map_err(|error| at(claim_starts_at_line, &error.to_string()))?;
            claim = rest;
            claim_starts_at_line += 1;
        }
        let mut n_relaxed = 0;
        if let Some(number) = claim.strip_prefix("relaxation ") {
            let (number, rest) = line(number);
            n_relaxed = count(number).ok_or_else(|| {
                at(claim_starts_at_line, "expected relaxation and the number of integer columns")
            })?;
            claim = rest;
            claim_starts_at_line += 1;
        }
        Ok(Envelope { file, statement, readings, n_relaxed, claim, claim_starts_at_line })
    }
}

/// A number of columns in its only spelling, at least 1.
fn count(text: &str) -> Option<usize> {
    let count = text.parse().ok()?;
    (0 < count && usize::to_string(&count) == text).then_some(count)
}

/// What stands on the first line instead.
fn other_format(first: &str) -> &'static str {
    if first.starts_with("ironproof-certificate") {
        "expected a certificate of a model; this one is of an instance (*.json)"
    } else if first == "ironproof-lp-certificate 2" || first == "ironproof-lp-certificate 1" {
        "this certificate is of an old format, which says less about its model; make a new one with \
         `ironproof certify MODEL --certificate FILE`"
    } else {
        "expected ironproof-lp-certificate 3"
    }
}
