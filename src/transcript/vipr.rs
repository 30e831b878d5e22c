//! Certificates in the format VIPR 1.0, for checkers written by others.
//!
//! The file holds its own copy of the model, so a checker of it cannot notice a misread file; comments name
//! the digests. The objective has no constant there: the range to prove is that of c x.
//!
//! # References
//!
//! Cheung, Gleixner, Steffy, Verifying integer programming results, 2017, and the format specification 1.0.

use std::fmt::Write;

use crate::digest::Source;
use crate::inequality::{
    Factor, Inequality, Origin, Sense, combination, combined_side, contradiction, inequalities,
};
use ironproof_linear::Lp;
use ironproof_linear::duality::Vector;
use ironproof_number::rational::Rational;
use ironproof_proof::{Bounds, Evidence, Proof};

/// Why there is no such file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoVipr {
    /// The format has optima, bounds and infeasibility only.
    #[error("VIPR has no form for an unbounded model")]
    Unbounded,
}

/// The file that proves an optimum or infeasibility.
///
/// # Errors
/// [`NoVipr`] if the proof says that the model is unbounded.
pub fn write_vipr(lp: &Lp, source: &Source, proof: &Proof) -> Result<String, NoVipr> {
    match proof.evidence() {
        Evidence::Optimal { point, multipliers, value } => {
            let value = Some(value - &lp.offset);
            let (point, multipliers) = (Some(point), Some(multipliers));
            Ok(range(lp, source, [value.as_ref(), value.as_ref()], point, multipliers))
        }
        Evidence::Unbounded { .. } => Err(NoVipr::Unbounded),
        Evidence::Infeasible { .. } | Evidence::CrossedColumn(_) | Evidence::CrossedRow(_) => {
            let list = inequalities(lp);
            let factors = contradiction(lp, &list, proof).unwrap_or_default();
            let mut text = model(lp, source, &list);
            let gap = combined_side(&list, &factors);
            let _ = write!(text, "RTP infeas\nSOL 0\nDER 1\nfalse G {gap} 0 ");
            reason(&mut text, &factors);
            Ok(text)
        }
    }
}

/// The file that proves bounds on the optimum.
pub fn write_vipr_bounds(lp: &Lp, source: &Source, bounds: &Bounds) -> String {
    let [lower, upper] =
        [bounds.lower(), bounds.upper()].map(|bound| bound.map(|bound| bound - &lp.offset));
    let sides = [lower.as_ref(), upper.as_ref()];
    range(lp, source, sides, bounds.point(), bounds.multipliers())
}

fn range(
    lp: &Lp,
    source: &Source,
    [lower, upper]: [Option<&Rational>; 2],
    point: Option<&Vector>,
    multipliers: Option<&Vector>,
) -> String {
    let list = inequalities(lp);
    let mut text = model(lp, source, &list);
    let bound = |bound: Option<&Rational>, none: &str| {
        bound.map_or_else(|| none.to_owned(), Rational::to_string)
    };
    let _ = writeln!(text, "RTP range {} {}", bound(lower, "-inf"), bound(upper, "inf"));
    match point {
        Some(point) => {
            let places = point.entries().enumerate().filter(|(_, value)| !value.is_zero());
            let terms: Vec<(usize, Rational)> = places.collect();
            let _ = write!(text, "SOL 1\npoint {}", terms.len());
            pairs(&mut text, &terms);
            text.push('\n');
        }
        None => text.push_str("SOL 0\n"),
    }
    let outer = if lp.maximize { upper } else { lower };
    match (multipliers, outer) {
        (Some(multipliers), Some(value)) => {
            let sense = if lp.maximize { 'L' } else { 'G' };
            let _ = write!(text, "DER 1\nbound {sense} {value} OBJ ");
            reason(&mut text, &combination(lp, &list, multipliers, true));
        }
        _ => text.push_str("DER 0\n"),
    }
    text
}

/// Everything before the relation to prove.
fn model(lp: &Lp, source: &Source, list: &[Inequality<'_>]) -> String {
    // Writing to a `String` cannot fail.
    let mut text = String::new();
    let _ =
        writeln!(text, "% file sha256 {}\n% statement sha256 {}", source.file, source.statement);
    if let Some(relaxation) = source.relaxation() {
        let _ = writeln!(text, "% {relaxation}");
    }
    if !lp.offset.is_zero() {
        let _ = writeln!(text, "% without the constant {} of the objective", lp.offset);
    }
    let is_word = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
    let keeps_names = lp.columns.iter().all(|column| is_word(&column.name));
    let _ = writeln!(text, "VER 1.0\nVAR {}", lp.columns.len());
    for (j, column) in lp.columns.iter().enumerate() {
        let _ = if keeps_names {
            writeln!(text, "{}", column.name)
        } else {
            writeln!(text, "x{}", j + 1)
        };
    }
    let costs = lp.columns.iter().map(|column| column.objective.clone()).enumerate();
    let costs: Vec<(usize, Rational)> = costs.filter(|(_, cost)| !cost.is_zero()).collect();
    let sense = if lp.maximize { "max" } else { "min" };
    let _ = write!(text, "INT 0\nOBJ {sense}\n{}", costs.len());
    pairs(&mut text, &costs);
    let is_bound = |inequality: &&Inequality<'_>| matches!(inequality.origin, Origin::Column(_));
    let n_bounds = list.iter().filter(is_bound).count();
    let _ = writeln!(text, "\nCON {} {n_bounds}", list.len());
    for inequality in list {
        let (letter, index) = match inequality.origin {
            Origin::Column(j) => ('C', j + 1),
            Origin::Row(i) => ('R', i + 1),
        };
        let sense = match inequality.sense {
            Sense::AtLeast => 'G',
            Sense::Equal => 'E',
            Sense::AtMost => 'L',
        };
        let (side, n_terms) = (inequality.side, inequality.terms.len());
        let _ = write!(text, "{letter}{index}{sense} {sense} {side} {n_terms}");
        pairs(&mut text, &inequality.terms);
        text.push('\n');
    }
    text
}

fn reason(text: &mut String, factors: &[Factor]) {
    let _ = write!(text, "{{ lin {}", factors.len());
    pairs(text, factors);
    text.push_str(" } -1\n");
}

fn pairs(text: &mut String, pairs: &[(usize, Rational)]) {
    for (index, value) in pairs {
        let _ = write!(text, " {index} {value}");
    }
}
