//! The bracket around a continuous optimum for people, and as a table with one row.

use ironproof_number::rational::{Rational, Readable, to_decimal};
use ironproof_results::bounds::{Bracketed, Claim, GroupBounds, Point, Pool};
use ironproof_results::json;
use serde_json::Value;

use crate::digits::{down, up};
use crate::document::Document;
use crate::printer::Report;
use crate::records::Record;
use crate::words::counted;

impl Report for Bracketed {
    fn document(&self) -> Document {
        let mut document = Document::new();
        let (name, cells) = (&self.name, counted(self.cells, "cell"));
        let (lower, upper) = (&self.lower.0, &self.upper.0);
        if lower == upper {
            document.line(0, format!("{name}: the optimum is exactly {lower} ({cells})"));
        } else {
            let width = self.width_approx();
            let (lower, upper) = (decimal(lower), decimal(upper));
            document.line(
                0,
                format!("{name}: exact bracket, the optimum is from {lower} to {upper} (width {width:.1e}, {cells})"),
            );
        }
        for group in &self.groups {
            document.line(2, format!("{}, in every optimum", group.label));
            for line in lines(group) {
                document.line(4, line);
            }
        }
        document.line(
            2,
            "not decided: where pools end beyond these, which types are in a market, prices",
        );
        if let Some(line) = claim(self) {
            document.line(0, line);
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let mut record = ironproof_results::record(self);
        record.shift_remove("groups");
        vec![record]
    }
}

/// What is said about the optimum that the file states.
fn claim(found: &Bracketed) -> Option<String> {
    let claimed = match (&found.claim_low.0, &found.claim_high.0) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{} to {}", Readable(&down(low)), Readable(&up(high))),
        _ => return None,
    };
    Some(match found.claim {
        Claim::Outside => format!("OUTSIDE: the file claims the optimum {claimed}"),
        Claim::NotJudged => {
            format!("the claimed optimum {claimed} is not judged: data were rounded on reading")
        }
        Claim::Inside | Claim::None => format!("the claimed optimum {claimed} is inside"),
    })
}

fn decimal(x: &Rational) -> String {
    to_decimal(x).unwrap_or_else(|| x.to_string())
}

/// Sentences that are true as they are printed: what is left of a number is left on the side that says less.
fn lines(group: &GroupBounds) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(point) = &group.not_served_below {
        lines.push(format!("not served: all below {}", words(point, down)));
    }
    for pool in &group.pools {
        let (from, to) = between(pool);
        lines.push(format!("one contract: all strictly between {from} and {to}"));
    }
    if lines.is_empty() {
        lines.push("nothing decided about the allocation".to_owned());
    }
    lines
}

/// The ends of a pool, as fractions where nothing would be left between shorter numbers.
fn between(Pool { from, to }: &Pool) -> (String, String) {
    let is_left = |from: &Rational, to: &Rational| up(from) < down(to);
    let is_short = is_left(&from.quantile.0, &to.quantile.0)
        && (is_left(&from.wtp.0, &to.wtp.0) || from.wtp == to.wtp && down(&to.wtp.0) == to.wtp.0);
    if is_short {
        return (words(from, up), words(to, down));
    }
    let exact =
        |Point { wtp, quantile }: &Point| format!("wtp {} (quantile {})", wtp.0, quantile.0);
    (exact(from), exact(to))
}

fn words(point: &Point, rounded: fn(&Rational) -> Rational) -> String {
    let Point { wtp, quantile } = point;
    let (wtp, quantile) = (rounded(&wtp.0), rounded(&quantile.0));
    format!("wtp {} (quantile {})", Readable(&wtp), Readable(&quantile))
}

#[cfg(test)]
mod tests {
    use ironproof_number::rational::parse;

    use super::*;

    /// The numbers of a sentence, in turn.
    fn numbers(line: &str) -> Vec<Rational> {
        line.split([' ', '(', ')']).filter_map(|word| parse(word).ok()).collect()
    }

    fn point(quantile: &Rational, wtp: &Rational) -> Point {
        Point { quantile: quantile.into(), wtp: wtp.into() }
    }

    /// Whatever is printed follows from what is proved, and says of whom it speaks.
    #[test]
    fn what_is_printed_follows_from_what_is_proved() {
        let part = |k: u32, of: u32| Rational::from(k * 7919 % of) / Rational::from(of);
        let near = parse("1e-11").expect("a number");
        for k in 1..2000_u32 {
            let (a, wtp) = (part(k, 9973), part(k, 7907) * Rational::from(k));
            // Every third pool is narrower than seven digits.
            let width = if k % 3 == 0 { near.clone() } else { part(k, 31) + &near };
            let (b, high) = (&a + &width, &wtp + &width * Rational::from(k));
            let group = GroupBounds {
                label: "all".to_owned(),
                not_served_below: Some(point(&a, &wtp)),
                pools: vec![Pool { from: point(&a, &wtp), to: point(&b, &high) }],
            };
            let said = lines(&group);
            let [below_wtp, below] = &numbers(&said[0])[..] else { panic!("{said:?}") };
            assert!(*below <= a && *below_wtp <= wtp, "{said:?}: {a} {wtp}");
            let [wtp_from, from, wtp_to, to] = &numbers(&said[1])[..] else { panic!("{said:?}") };
            assert!(a <= *from && from < to && *to <= b, "{said:?}: {a} {b}");
            assert!(wtp <= *wtp_from && wtp_from < wtp_to && *wtp_to <= high, "{said:?}");
        }
    }

    /// A pool inside an atom has one willingness to pay.
    #[test]
    fn an_atom_has_one_number() {
        let half = parse("0.5").expect("a number");
        let pool = |wtp: &str| {
            let wtp = parse(wtp).expect(wtp);
            between(&Pool { from: point(&Rational::ZERO, &wtp), to: point(&half, &wtp) })
        };
        assert_eq!(pool("0.3").0, "wtp 0.3 (quantile 0)");
        assert_eq!(pool("1/3").0, "wtp 1/3 (quantile 0)");
    }
}
