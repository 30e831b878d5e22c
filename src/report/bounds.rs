//! The bracket around a continuous optimum for people, and as a table with one row.

use ironproof_number::rational::{Rational, Readable, to_decimal};
use ironproof_results::bounds::{Bracketed, Claim, GroupBounds, Point};
use ironproof_results::json;
use serde_json::Value;

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
        (Some(low), Some(high)) => format!("{} to {}", Readable(low), Readable(high)),
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

fn lines(group: &GroupBounds) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(point) = &group.not_served_below {
        lines.push(format!("not served: all below {}", words(point)));
    }
    for pool in &group.pools {
        let (from, to) = (words(&pool.from), words(&pool.to));
        lines.push(format!("one contract: all strictly between {from} and {to}"));
    }
    if lines.is_empty() {
        lines.push("nothing decided about the allocation".to_owned());
    }
    lines
}

fn words(point: &Point) -> String {
    format!("wtp {} (quantile {})", Readable(&point.wtp.0), Readable(&point.quantile.0))
}
