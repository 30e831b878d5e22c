//! The optimum of a continuous instance for people, and as a table with a row for each segment.
//!
//! A number is written with as many digits as are known: it is within half a unit of the last one.

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, Readable, round_decimal, to_decimal};
use ironproof_results::continuum::{
    AlternativeFound, BoundSide, ConstraintFound, ContinuousGroupSolved, ContinuousSegment,
    ContinuousSolved, MarginFound,
};
use ironproof_results::solve::SegmentKind;
use ironproof_results::{Ends, Interval, json, record};
use serde::Serialize;
use serde_json::Value;

use crate::document::{Column, Document, Table};
use crate::printer::Report;
use crate::records::Record;

/// Most significant digits that are written.
const MOST_DIGITS: i32 = 7;
const MOST_DECIMALS: i32 = 12;
/// Decimals of the smallest number that is told from zero.
const SMALLEST: i32 = 60;

impl Report for ContinuousSolved {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.line(0, format!("{}: value {}", self.name, known(&self.value.0)));
        document.line(2, "exact: each number is within half a unit of its last digit");
        let (revenue, utility) = (known(&self.revenue.0), known(&self.utility.0));
        let served = percent(&self.served.0);
        document.line(
            2,
            format!(
                "revenue {revenue}, utility {utility}{}; {served} of all get an object",
                cost(&self.cost)
            ),
        );
        for constraint in &self.constraints {
            document.line(2, bounded(constraint));
        }
        for margin in self.margins.iter().filter(|margin| margin.is_told()) {
            document.line(2, at_the_margin(margin));
        }
        for group in &self.groups {
            document.line(2, heading(group));
            document.table(segments(group));
            for text in group.segments.iter().flat_map(not_unique) {
                document.line(4, text);
            }
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let rows = self.groups.iter().flat_map(|group| {
            group.segments.iter().map(move |segment| {
                let [share, wtp, quality, price] =
                    [&segment.share, &segment.wtp, &segment.quality, &segment.price]
                        .map(|Ends(from, to)| (Interval(from.clone()), Interval(to.clone())));
                Row {
                    name: &self.name,
                    value: &self.value,
                    group: &group.label,
                    kind: segment.kind,
                    share_from: share.0,
                    share_to: share.1,
                    wtp_from: wtp.0,
                    wtp_to: wtp.1,
                    quality_from: quality.0,
                    quality_to: quality.1,
                    price_from: price.0,
                    price_to: price.1,
                    unique: segment.unique,
                }
            })
        });
        rows.map(|row| flat(record(&row))).collect()
    }
}

/// A segment, with what it is a part of.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    value: &'a Interval,
    group: &'a str,
    kind: SegmentKind,
    share_from: Interval,
    share_to: Interval,
    wtp_from: Interval,
    wtp_to: Interval,
    quality_from: Interval,
    quality_to: Interval,
    price_from: Interval,
    price_to: Interval,
    unique: Option<bool>,
}

/// Each interval as two columns.
pub(crate) fn flat(row: Record) -> Record {
    let mut out = Record::new();
    for (key, value) in row {
        match value {
            Value::Array(mut ends) if ends.len() == 2 => {
                let (high, low) = (ends.pop(), ends.pop());
                for (end, value) in [("low", low), ("high", high)] {
                    out.insert(format!("{key}_{end}"), value.unwrap_or(Value::Null));
                }
            }
            other => drop(out.insert(key, other)),
        }
    }
    out
}

/// A number with the digits that are known, or the two ends of what is known where these are fewer than two.
pub(crate) fn known(number: &Between) -> String {
    if number.is_exact() {
        return Readable(&number.low).to_string();
    }
    let middle = number.middle();
    let zero = number.admits(&Rational::ZERO);
    for decimals in (-MOST_DECIMALS..=most_decimals(&middle)).rev() {
        let (near, unit) = rounded(&middle, decimals);
        let half = &unit / Rational::from(2);
        if &near - &half <= number.low && number.high <= near.clone() + half {
            if near.is_zero() && zero && decimals >= MOST_DIGITS {
                return decimal(&near, MOST_DIGITS);
            }
            // One digit alone would read like an exact number.
            let size = if near < Rational::ZERO { -near.clone() } else { near.clone() };
            if size >= unit * Rational::from(10) {
                return decimal(&near, decimals);
            }
        }
    }
    format!("{} to {}", outward(&number.low, false), outward(&number.high, true))
}

/// An end of what is known, rounded away from the middle.
fn outward(x: &Rational, is_up: bool) -> String {
    let (near, unit) = rounded(x, most_decimals(x));
    let near = match is_up {
        true if near < *x => near + unit,
        false if near > *x => near - unit,
        _ => near,
    };
    Readable(&near).to_string()
}

/// The decimals that the digits of a number reach.
fn most_decimals(x: &Rational) -> i32 {
    let size = if *x < Rational::ZERO { -x.clone() } else { x.clone() };
    let (mut decimals, mut scaled) = (0, size);
    let ten = Rational::from(10);
    let limit = (0..MOST_DIGITS - 1).fold(Rational::ONE, |limit, _| limit * &ten);
    while scaled < limit && decimals < SMALLEST {
        scaled *= &ten;
        decimals += 1;
    }
    decimals
}

/// `x` rounded to so many decimals, before the point if negative, and the unit there.
fn rounded(x: &Rational, decimals: i32) -> (Rational, Rational) {
    let ten = Rational::from(10);
    let power = (0..decimals.unsigned_abs()).fold(Rational::ONE, |power, _| power * &ten);
    if decimals >= 0 {
        let digits = usize::try_from(decimals).unwrap_or(0);
        return (round_decimal(x, digits), Rational::ONE / power);
    }
    (round_decimal(&(x / &power), 0) * &power, power)
}

/// All decimals that are known, zeros too.
fn decimal(x: &Rational, decimals: i32) -> String {
    if decimals < 0 {
        return scientific(x, decimals.unsigned_abs());
    }
    if decimals > MOST_DECIMALS {
        return small(x, decimals.unsigned_abs());
    }
    let text = to_decimal(x).unwrap_or_default();
    let Some(digits) = usize::try_from(decimals).ok().filter(|digits| *digits > 0) else {
        return text;
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    format!("{whole}.{fraction:0<digits$}")
}

/// A number whose last digit stands for a power of ten.
fn scientific(x: &Rational, zeros: u32) -> String {
    let ten = Rational::from(10);
    let scaled = (0..zeros).fold(x.clone(), |scaled, _| scaled / &ten);
    let text = to_decimal(&scaled).unwrap_or_default();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let exponent = u32::try_from(digits.len()).unwrap_or(1) - 1 + zeros;
    match digits.split_at_checked(1) {
        Some((first, rest)) if !rest.is_empty() => format!("{sign}{first}.{rest}e{exponent}"),
        _ => format!("{sign}{digits}e{exponent}"),
    }
}

/// A small number with so many decimals.
fn small(x: &Rational, decimals: u32) -> String {
    let ten = Rational::from(10);
    let scaled = (0..decimals).fold(x.clone(), |scaled, _| scaled * &ten);
    let text = to_decimal(&scaled).unwrap_or_default();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let exponent = i64::try_from(digits.len()).unwrap_or(1) - 1 - i64::from(decimals);
    match digits.split_at_checked(1) {
        Some((first, rest)) if !rest.is_empty() => format!("{sign}{first}.{rest}e{exponent}"),
        _ => format!("{sign}{digits}e{exponent}"),
    }
}

/// A share as a percentage.
pub(crate) fn percent(share: &Between) -> String {
    let percent = share.times(&Rational::from(100));
    let (near, unit) = rounded(&percent.middle(), 1);
    let half = unit / Rational::from(2);
    if &near - &half <= percent.low && percent.high <= near.clone() + half {
        return format!("{}%", decimal(&near, 1));
    }
    let outward = |x: &Rational, is_up: bool| {
        let tenth = Rational::ONE / Rational::from(10);
        let near = round_decimal(x, 1);
        let near = match is_up {
            true if near < *x => near + tenth,
            false if near > *x => near - tenth,
            _ => near,
        };
        decimal(&near, 1)
    };
    format!("{} to {}%", outward(&percent.low, false), outward(&percent.high, true))
}

/// A number at both ends of a segment.
pub(crate) fn both(Ends(from, to): &Ends) -> String {
    let (from, to) = (known(from), known(to));
    if from == to { from } else { format!("{from} to {to}") }
}

fn bounded(constraint: &ConstraintFound) -> String {
    let name = &constraint.name;
    let (sum, bound) = (known(&constraint.sum.0), Readable(&constraint.bound.0));
    let word = match constraint.side {
        BoundSide::AtLeast => "at least",
        BoundSide::AtMost => "at most",
    };
    let price = match constraint.binds {
        Some(false) => "it does not bind".to_owned(),
        _ => format!("one unit less of what it asks for is worth {}", known(&constraint.price.0)),
    };
    format!("constraint {name}: {sum}, {word} {bound}; {price}")
}

fn at_the_margin(margin: &MarginFound) -> String {
    let price = known(&margin.shadow_price.0);
    let quality = Readable(&margin.quality.0).to_string();
    let last: Vec<String> = margin
        .last
        .iter()
        .map(|last| {
            let label = &last.label;
            if last.by_lot {
                format!("{label} by lot")
            } else {
                format!("{label} at {}", known(&last.wtp.0))
            }
        })
        .collect();
    format!(
        "one more object of quality {quality} is worth {price}; the last to get it: {}",
        last.join(", ")
    )
}

/// What objects cost, if they cost anything.
fn cost(cost: &Interval) -> String {
    if cost.0.is_zero() { String::new() } else { format!(", cost {}", known(&cost.0)) }
}

fn heading(group: &ContinuousGroupSolved) -> String {
    let [value, revenue, utility] =
        [&group.value, &group.revenue, &group.utility].map(|number| known(&number.0));
    let served = percent(&group.served.0);
    let (label, cost) = (&group.label, cost(&group.cost));
    format!("{label}: value {value}, revenue {revenue}, utility {utility}{cost}, {served} served")
}

fn segments(group: &ContinuousGroupSolved) -> Table {
    let columns = ["wtp", "share", "contract", "price", "quality"].map(Column::text);
    let mut table = Table::new(columns).indented(4);
    for segment in &group.segments {
        let Ends(from, to) = &segment.share;
        let share = percent(&(to - from));
        let contract = segment.kind.name().to_owned();
        let (price, quality) = if segment.kind == SegmentKind::NotServed {
            (String::new(), String::new())
        } else {
            (both(&segment.price), both(&segment.quality))
        };
        table.row([both(&segment.wtp), share, contract, price, quality]);
        for contract in &segment.contracts {
            let Ends(from, to) = &contract.share;
            let (price, quality) = (known(&contract.price.0), known(&contract.quality.0));
            let wtp = format!("- {}", both(&contract.wtp));
            table.row([wtp, percent(&(to - from)), String::new(), price, quality]);
        }
    }
    table
}

/// What else is optimal, in a sentence.
pub(crate) fn not_unique(segment: &ContinuousSegment) -> Vec<String> {
    let wtp = both(&segment.wtp);
    if segment.unique.is_none() && segment.alternatives.is_empty() {
        return vec![format!("not decided: whether another contract for wtp {wtp} is optimal too")];
    }
    let told = |alternative: &AlternativeFound| match alternative {
        AlternativeFound::Price { from, to } => {
            let (from, to) = (known(&from.0), known(&to.0));
            format!("not unique: every price from {from} to {to} is optimal")
        }
        AlternativeFound::Division => {
            format!("not unique: what wtp {wtp} gets may be divided in any other way")
        }
        AlternativeFound::Payment => {
            format!("not unique: wtp {wtp} may pay another price for the same")
        }
        AlternativeFound::Better => {
            format!("not unique: wtp {wtp} may get the next quality, worth just its cost")
        }
    };
    segment.alternatives.iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: &str, high: &str) -> Between {
        let number = |text| ironproof_number::rational::parse(text).expect(text);
        Between { low: number(low), high: number(high) }
    }

    #[test]
    fn numbers_have_the_digits_that_are_known() {
        for (low, high, text) in [
            ("57.83804", "57.83806", "57.838"),
            ("57.866", "57.874", "57.87"),
            ("57.8649", "57.874", "57.9"),
            ("0.30000000001", "0.30000000002", "0.3000000"),
            ("1/3", "1/3", "0.3333333"),
            ("0.25", "0.25", "0.25"),
            ("1234567.7", "1234567.8", "1234568"),
            // A zero before the point would be a digit too.
            ("120449", "120451", "1.2045e5"),
            ("120.9", "121.2", "121"),
            ("96", "104", "1.0e2"),
            ("-0.001", "0.002", "-0.001 to 0.002"),
            ("0.601", "0.718", "0.601 to 0.718"),
            ("3.65e-11", "3.6501e-11", "3.650e-11"),
            ("3.65000001e-11", "3.65000002e-11", "3.650000e-11"),
            ("-1e-20", "1e-20", "0.0000000"),
        ] {
            assert_eq!(known(&between(low, high)), text, "{low} {high}");
        }
    }

    /// Whatever is written is within half a unit of its last digit.
    #[test]
    fn what_is_written_is_true() {
        let parse = |text: &str| ironproof_number::rational::parse(text).expect(text);
        for k in 1..400_u32 {
            let low = Rational::from(k * 7919) / Rational::from(1000 + k * k);
            for width in ["1e-9", "1e-6", "1e-3", "0.1"] {
                let number = Between { high: &low + parse(width), low: low.clone() };
                let text = known(&number);
                if text.contains(" to ") {
                    continue;
                }
                let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
                let decimals = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                let unit = parse(&format!("1e{exponent}"))
                    * (0..decimals).fold(Rational::ONE, |unit, _| unit / Rational::from(10));
                let half = unit / Rational::from(2);
                let near = parse(&text);
                let is_true = &near - &half <= number.low && number.high <= near + half;
                assert!(is_true, "{text}: {number:?}");
            }
        }
    }
}
