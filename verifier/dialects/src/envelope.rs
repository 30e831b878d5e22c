//! The first lines of a certificate: which file, which statement, and which readings were meant. Behind
//! them is the claim, which the checker reads.

use std::fmt;

use crate::readings::Readings;
use crate::word::escape;

const FIRST_LINE: &str = "ironproof-lp-certificate 3";

/// A certificate without its claim, and the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// SHA-256 of the bytes of the model file, unpacked.
    pub file: &'a str,
    /// SHA-256 of the text of the statement.
    pub statement: &'a str,
    /// How the file was read where readers differ.
    pub readings: Readings,
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
            readings.add_word(word).map_err(|message| at(claim_starts_at_line, &message))?;
            claim = rest;
            claim_starts_at_line += 1;
        }
        Ok(Envelope { file, statement, readings, claim, claim_starts_at_line })
    }
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
