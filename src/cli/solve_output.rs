//! What `solve` says about an optimum, of types in memory and of types in column files.

use super::{Outcome, output};
use ironproof_ironing::{Kind, Segment};
use ironproof_name::Escaped;
use ironproof_number::rational::{Rational, Readable, approx};
use serde_json::json;
use std::fmt::Write as _;

/// The line with the value.
pub(super) fn headline(name: &str, value: &Rational) -> String {
    let exact = value.to_string();
    let mut text = format!("{}: value {}", Escaped(name), Readable(value));
    if exact.len() <= 60 && exact != Readable(value).to_string() {
        let _ = write!(text, " (exactly {exact})");
    }
    text.push('\n');
    text
}

/// One line per segment, with the willingness to pay at its ends.
pub(super) fn table<'a>(
    text: &mut String,
    segments: impl Iterator<Item = ((&'a Rational, &'a Rational), &'a Segment)>,
) {
    let rows: Vec<[String; 3]> = segments
        .map(|(wtp, segment)| [range(wtp), percent(&segment.share), words(segment)])
        .collect();
    let width =
        |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    for [range, share, what] in &rows {
        let _ = writeln!(text, "    wtp {range:<first$}  {share:>second$}  {what}");
    }
}

/// A segment, with the willingness to pay at its ends.
pub(super) fn segment_json(segment: &Segment, wtp: (&Rational, &Rational)) -> serde_json::Value {
    json!({
        "kind": kind_name(segment.kind),
        "wtp_low": wtp.0.to_string(),
        "wtp_high": wtp.1.to_string(),
        "first_type": segment.first + 1,
        "last_type": segment.last + 1,
        "share": segment.share.to_string(),
        "price_low": segment.price.0.to_string(),
        "price_high": segment.price.1.to_string(),
        "quality_low": segment.quality.0.to_string(),
        "quality_high": segment.quality.1.to_string(),
    })
}

/// Compares a claimed optimum, if the file has one, with the optimum.
pub(super) fn judge_claim(claim: Option<&Rational>, optimum: &Rational, place: &str) -> Outcome {
    match claim.filter(|claim| *claim != optimum) {
        Some(claim) => {
            output::complain(&format!(
                "{place}: the file claims the optimum {claim}; it is {optimum}"
            ));
            Outcome::Disproved
        }
        None => Outcome::Good,
    }
}

fn range((low, high): (&Rational, &Rational)) -> String {
    if low == high {
        Readable(low).to_string()
    } else {
        format!("{} to {}", Readable(low), Readable(high))
    }
}

fn percent(share: &Rational) -> String {
    format!("{:.1}%", approx(&(share * Rational::from(100))))
}

/// The allocation of a segment in words.
fn words(segment: &Segment) -> String {
    let span = |(from, to): &(Rational, Rational)| {
        let (from, to) = (Readable(from).to_string(), Readable(to).to_string());
        if from == to { from } else { format!("{from} to {to}") }
    };
    let is_free = segment.price.1.is_zero();
    let price = if is_free { "free".to_owned() } else { format!("price {}", span(&segment.price)) };
    let what = match (segment.kind, segment.is_certain) {
        (Kind::NotServed, _) => return "not served".to_owned(),
        (Kind::Lottery, false) => "lottery",
        (Kind::Lottery, true) => "same for all",
        (Kind::Market, _) if is_free => return format!("free, quality {}", span(&segment.quality)),
        (Kind::Market, _) => "market",
    };
    format!("{what}, {price}, quality {}", span(&segment.quality))
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::NotServed => "not-served",
        Kind::Lottery => "lottery",
        Kind::Market => "market",
    }
}
