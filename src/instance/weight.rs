//! Kinds of Pareto weight, laid over the pieces of willingness to pay.
//!
//! | kind | keys |
//! |---|---|
//! | `constant` | `value` |
//! | `linear` | `of`, `at_low`, `at_high`: a line over the support, or over `[0, 1]` of the quantile |
//! | `polynomial` | `of`, `coefficients` (ascending) |
//! | `power` | `scale`, `exponent`, `[shift]`: scale (wtp + shift)^exponent |
//! | `piecewise` | `of`, `pieces` of `{ from, to, polynomial }` |
//! | `table` | nothing: the column `weight` of the table of wtp; or `file` or `rows` of `wtp, weight` and `interpolate = "step"` or `"linear"` |
//! | `joint` | `pieces` of `{ from, to, values, probabilities }` in t: the distribution of lambda given t |
//!
//! `of` is `"wtp"` or `"quantile"`. At a jump a function of wtp takes its value on the right. A
//! polynomial of a polynomial is a polynomial, so the weight stays exact wherever wtp is.

use super::overlay::{Of, Part, Sign, WeightedPieces, ensure_covered, lay};
use super::partition;
use super::read_error::{ReadError, Rule};
use super::reader::{Node, Table};
use super::table::{self, Columns};
use super::{JointPiece, Outcome, Piece, Polynomial, Weight, WeightShape};
use crate::wtp_piece::{Wtp, WtpPiece};
use ironproof_number::rational::Rational;

const KINDS: &str = "constant, linear, polynomial, power, piecewise, table, joint";
const EXTERNAL_KINDS: &str = "constant, linear, polynomial, power, piecewise, table";

/// Powers up to this exponent are expanded into polynomials.
const MAX_EXPANDED_EXPONENT: u32 = 16;

/// Reads the table `weight` of a group, or `external`, which has the same kinds and any sign.
pub(super) fn read(table: &Table<'_>, wtp: &Wtp, sign: Sign) -> Result<WeightedPieces, ReadError> {
    let (node, kind) = table.kind()?;
    let signed = |key| {
        let node = table.require(key)?;
        if sign == Sign::Any { node.number() } else { node.nonnegative() }
    };
    let whole = |of: Of, polynomial: Polynomial| {
        let (from, to) = match of {
            Of::Wtp => (wtp.support().0.clone(), wtp.support().1.clone()),
            Of::Quantile => (Rational::ZERO, Rational::ONE),
        };
        lay(of, &[Part { from, to, polynomial, table: table.clone() }], wtp, sign)
    };
    match kind.as_str() {
        "constant" => {
            table.only(&["kind", "value"])?;
            whole(Of::Quantile, Polynomial::constant(signed("value")?))
        }
        "linear" => {
            table.only(&["kind", "of", "at_low", "at_high"])?;
            let of = of(table)?;
            let (at_low, at_high) = (signed("at_low")?, signed("at_high")?);
            let (zero, one) = (Rational::ZERO, Rational::ONE);
            let (low, high) = if of == Of::Wtp { wtp.support() } else { (&zero, &one) };
            if low == high {
                return Err(table.fail(Rule::OnePointSupport));
            }
            whole(of, Polynomial::line(low, &at_low, high, &at_high))
        }
        "polynomial" => {
            table.only(&["kind", "of", "coefficients"])?;
            whole(of(table)?, Polynomial::new(table.require("coefficients")?.numbers()?))
        }
        "power" => {
            table.only(&["kind", "scale", "exponent", "shift"])?;
            let scale = signed("scale")?;
            let exponent = table.number("exponent")?;
            let shift = table.get("shift").map_or(Ok(Rational::ZERO), |node| node.number())?;
            match expanded_power(&scale, &shift, &exponent) {
                Some(polynomial) => whole(Of::Wtp, polynomial),
                None => power(table, &scale, &shift, &exponent, wtp),
            }
        }
        "piecewise" => piecewise(table, wtp, sign),
        "table" => step_or_line(table, wtp, sign),
        "joint" if sign == Sign::NotNegative => joint(table, wtp),
        _ => {
            let (what, known) = match sign {
                Sign::NotNegative => ("weight", KINDS),
                Sign::Any => ("external value", EXTERNAL_KINDS),
            };
            Err(node.fail(Rule::UnknownWord { what, found: kind, known }))
        }
    }
}

fn of(table: &Table<'_>) -> Result<Of, ReadError> {
    let node = table.require("of")?;
    match node.text()?.as_str() {
        "wtp" => Ok(Of::Wtp),
        "quantile" => Ok(Of::Quantile),
        found => {
            let found = found.to_owned();
            Err(node.fail(Rule::UnknownWord { what: "argument", found, known: "wtp, quantile" }))
        }
    }
}

fn piecewise(table: &Table<'_>, wtp: &Wtp, sign: Sign) -> Result<WeightedPieces, ReadError> {
    table.only(&["kind", "of", "pieces"])?;
    let of = of(table)?;
    let list = table.require("pieces")?;
    let ranges = match of {
        Of::Quantile => partition::read_quantiles(&list, &["polynomial"])?,
        Of::Wtp => partition::read(&list, &["polynomial"])?,
    };
    let mut parts = Vec::with_capacity(ranges.len());
    for range in ranges {
        let polynomial = Polynomial::new(range.table.require("polynomial")?.numbers()?);
        parts.push(Part { from: range.from, to: range.to, polynomial, table: range.table });
    }
    if of == Of::Wtp {
        ensure_covered(&parts, wtp).map_err(|rule| list.fail(rule))?;
    }
    lay(of, &parts, wtp, sign)
}

fn step_or_line(table: &Table<'_>, wtp: &Wtp, sign: Sign) -> Result<WeightedPieces, ReadError> {
    table.only(&["kind", "file", "rows", "interpolate"])?;
    if table.get("file").is_none() && table.get("rows").is_none() {
        table.only(&["kind"])?;
        let weights = wtp.weights.as_ref().ok_or_else(|| table.fail(Rule::NoWeightColumn))?;
        let pieces = wtp.pieces.iter().zip(weights);
        let pieces = pieces.map(|(piece, value)| Piece {
            from: piece.from.clone(),
            to: piece.to.clone(),
            wtp: piece.curve.clone(),
            weight: Weight::Polynomial(Polynomial::constant(value.clone())),
            external: Weight::zero(),
        });
        return Ok(WeightedPieces {
            pieces: pieces.collect(),
            joint: None,
            rounded_breakpoints: vec![],
        });
    }
    let node = table.require("interpolate")?;
    let is_step = match node.text()?.as_str() {
        "step" => true,
        "linear" => false,
        found => {
            let found = found.to_owned();
            return Err(node.fail(Rule::UnknownWord {
                what: "interpolation",
                found,
                known: "step, linear",
            }));
        }
    };
    let columns = Columns {
        required: &["wtp", "weight"],
        optional: &[],
        text: "wtp,weight",
        ignores_others: false,
    };
    let rows = table::read(table, &columns)?;
    for (index, row) in rows.rows.iter().enumerate() {
        if index > 0 && row[0] <= rows.rows[index - 1][0] {
            return Err(rows.fail(index, Rule::NotIncreasing));
        }
        if sign == Sign::NotNegative && row[1] < Rational::ZERO {
            return Err(rows.fail(index, Rule::Negative));
        }
    }
    let part = |from: &Rational, to: &Rational, polynomial| Part {
        from: from.clone(),
        to: to.clone(),
        polynomial,
        table: table.clone(),
    };
    let mut parts = Vec::with_capacity(rows.rows.len());
    for pair in rows.rows.windows(2) {
        let polynomial = if is_step {
            Polynomial::constant(pair[0][1].clone())
        } else {
            Polynomial::line(&pair[0][0], &pair[0][1], &pair[1][0], &pair[1][1])
        };
        parts.push(part(&pair[0][0], &pair[1][0], polynomial));
    }
    if let Some(last) = rows.rows.last()
        && (is_step || parts.is_empty())
    {
        // The last step goes on to the end of the support; a line ends at its last row.
        let end = if is_step { wtp.support().1.max(&last[0]) } else { &last[0] };
        parts.push(part(&last[0], end, Polynomial::constant(last[1].clone())));
    }
    ensure_covered(&parts, wtp).map_err(|rule| table.fail(rule))?;
    lay(Of::Wtp, &parts, wtp, sign)
}

fn joint(table: &Table<'_>, wtp: &Wtp) -> Result<WeightedPieces, ReadError> {
    table.only(&["kind", "pieces"])?;
    let keys = ["values", "probabilities"];
    let (mut parts, mut pieces) = (Vec::new(), Vec::new());
    for range in partition::read_quantiles(&table.require("pieces")?, &keys)? {
        let values = polynomials(&range.table.require("values")?)?;
        let list = range.table.require("probabilities")?;
        let probabilities = polynomials(&list)?;
        if values.len() != probabilities.len() {
            return Err(
                list.fail(Rule::Length { expected: values.len(), found: probabilities.len() })
            );
        }
        let zero = Polynomial::new(Vec::new());
        if probabilities.iter().fold(zero.clone(), |sum, p| sum.add(p)).as_constant()
            != Some(Rational::ONE)
        {
            return Err(list.fail(Rule::ProbabilitySum));
        }
        if !values.iter().all(|value| value.is_nonnegative_on(&range.from, &range.to)) {
            return Err(range.table.require("values")?.fail(Rule::NegativeWeight));
        }
        if !probabilities.iter().all(|p| p.is_nonnegative_on(&range.from, &range.to)) {
            return Err(list.fail(Rule::NegativeProbability));
        }
        let outcomes = values.into_iter().zip(probabilities);
        let outcomes: Vec<Outcome> =
            outcomes.map(|(value, probability)| Outcome { value, probability }).collect();
        let polynomial = outcomes
            .iter()
            .fold(zero, |mean, outcome| mean.add(&outcome.value.mul(&outcome.probability)));
        pieces.push(JointPiece { from: range.from.clone(), to: range.to.clone(), outcomes });
        parts.push(Part { from: range.from, to: range.to, polynomial, table: range.table });
    }
    Ok(WeightedPieces { joint: Some(pieces), ..lay(Of::Quantile, &parts, wtp, Sign::NotNegative)? })
}

/// A list whose entries are numbers or lists of ascending coefficients.
fn polynomials(list: &Node<'_>) -> Result<Vec<Polynomial>, ReadError> {
    let polynomial = |node: &Node<'_>| {
        if node.is_list() {
            node.numbers().map(Polynomial::new)
        } else {
            node.number().map(Polynomial::constant)
        }
    };
    list.list()?.iter().map(polynomial).collect()
}

/// `scale (r + shift)^exponent` for a small natural exponent.
fn expanded_power(scale: &Rational, shift: &Rational, exponent: &Rational) -> Option<Polynomial> {
    let factor = Polynomial::new(vec![shift.clone(), Rational::ONE]);
    let n_factors = natural(exponent)?;
    let start = Polynomial::constant(scale.clone());
    Some((0..n_factors).fold(start, |product, _| product.mul(&factor)))
}

fn natural(x: &Rational) -> Option<u32> {
    let integer = x.clone().is_int().then(|| x.numerator().clone())?;
    u32::try_from(integer).ok().filter(|&n| n <= MAX_EXPANDED_EXPONENT)
}

fn power(
    table: &Table<'_>,
    scale: &Rational,
    shift: &Rational,
    exponent: &Rational,
    wtp: &Wtp,
) -> Result<WeightedPieces, ReadError> {
    let base = wtp.support().0 + shift;
    if base < Rational::ZERO || (base.is_zero() && *exponent < Rational::ZERO) {
        return Err(table.fail(Rule::PowerNotFinite));
    }
    let weight = |piece: &WtpPiece| match (piece.curve.as_constant(), natural(&-exponent.clone())) {
        (Some(wtp), Some(n_factors)) => {
            let base = wtp + shift;
            Weight::Polynomial(Polynomial::constant(
                (0..n_factors).fold(scale.clone(), |w, _| w / &base),
            ))
        }
        _ => Weight::OfWtp(WeightShape::Power {
            scale: scale.clone(),
            shift: shift.clone(),
            exponent: exponent.clone(),
        }),
    };
    let piece = |piece: &WtpPiece| Piece {
        from: piece.from.clone(),
        to: piece.to.clone(),
        wtp: piece.curve.clone(),
        weight: weight(piece),
        external: Weight::zero(),
    };
    let pieces = wtp.pieces.iter().map(piece).collect();
    Ok(WeightedPieces { pieces, joint: None, rounded_breakpoints: Vec::new() })
}
