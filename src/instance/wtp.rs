//! Kinds of willingness to pay, each turned into pieces of a quantile function.
//!
//! | kind | keys | exact |
//! |---|---|---|
//! | `uniform` | `low`, `high` | yes |
//! | `piecewise` | `pieces` of `{ from, to, polynomial }` in t | yes |
//! | `histogram` | `knots`, `mass`: mass uniform within a bin | yes |
//! | `table` | `file` or `rows` of `wtp, mass[, weight]`: atoms | yes |
//! | `sample` | `file` or `values`: atoms of equal mass | yes |
//! | `triangular` | `low`, `mode`, `high` | no |
//! | `beta` | `a`, `b`, `low`, `high` | no |
//! | `exponential`, `pareto`, `lomax`, `normal`, `lognormal`, `logistic`, `gamma`, `weibull`, `log-logistic` | parameters, `[low]`, `high`, `tail` | no |
//! | `mixture` | `parts` of `{ share, kind, .. }`, `[low]`, `high`, `tail` | no |
//!
//! `spike` puts a share of the group at willingness to pay 0. The last two rows have unbounded supports. With `tail = "clip"` the mass outside `[low, high]` becomes an
//! atom at the bound; with `tail = "condition"` it is dropped and the group is smaller by it.

use super::distribution::Distribution;
use super::named;
use super::named::positive;
use super::partition;
use super::read_error::{ReadError, Rule};
use super::reader::{Node, Table};
use super::table::{self, Columns};
use super::truncation::truncated;
use super::wtp_piece::{Cut, Wtp, WtpPiece, line, wtp};
use super::{Curve, Polynomial, Quantile, Truncated};
use ironproof_number::rational::Rational;
use ironproof_number::scale;

const KINDS: &str = "uniform, piecewise, histogram, triangular, exponential, pareto, lomax, normal, \
                     lognormal, logistic, gamma, weibull, log-logistic, mixture, beta, table, sample";

impl Wtp {
    /// The share of the group that truncation drops.
    pub(super) fn dropped(&self) -> Rational {
        scale::sum(self.cuts.iter().filter(|cut| cut.is_dropped).map(|cut| &cut.share))
    }

    /// The ends of the support.
    pub(super) fn support(&self) -> (&Rational, &Rational) {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => (&first.low, &last.high),
            _ => unreachable!("every kind yields at least one piece"),
        }
    }
}

/// Reads the table `wtp` of a group.
pub(super) fn read(table: &Table<'_>) -> Result<Wtp, ReadError> {
    let (node, kind) = table.kind()?;
    let exact = |pieces| Wtp { pieces, cuts: Vec::new(), weights: None };
    let wtp = match kind.as_str() {
        "uniform" => uniform(&table.clone().with_common(&["spike"])).map(exact),
        "piecewise" => piecewise(table).map(exact),
        "histogram" => histogram(table).map(exact),
        "triangular" => triangular(&table.clone().with_common(&["spike"])).map(exact),
        "beta" => beta(&table.clone().with_common(&["spike"])).map(exact),
        "sample" => sample(table).map(exact),
        "table" => atoms_with_weights(table),
        _ => {
            let table = &table.clone().with_common(&["low", "high", "tail", "spike"]);
            match named::read(table, &kind)? {
                Some((distribution, start)) => truncated(table, distribution, start),
                None => {
                    Err(node.fail(Rule::UnknownWord { what: "wtp", found: kind, known: KINDS }))
                }
            }
        }
    }?;
    spike(table, wtp)
}

/// Puts a share of the group at willingness to pay 0, below everybody else.
fn spike(table: &Table<'_>, wtp: Wtp) -> Result<Wtp, ReadError> {
    let Some(node) = table.get("spike") else { return Ok(wtp) };
    let share = node.nonnegative()?;
    if share >= Rational::ONE {
        return Err(node.fail(Rule::SpikeIsAll));
    }
    if share.is_zero() {
        return Ok(wtp);
    }
    // What is left out is left out of the others.
    let others = Rational::ONE - &share;
    let kept = &others * (Rational::ONE - wtp.dropped());
    let start = &share / (&share + &kept);
    let width = Rational::ONE - &start;
    let moved = |t: &Rational| &start + &width * t;
    let back = Polynomial::new(vec![-&start / &width, Rational::ONE / &width]);
    let curve = |curve: Curve| match curve {
        Curve::Polynomial(polynomial) => Curve::Polynomial(polynomial.compose(&back)),
        Curve::Quantile(quantile) => {
            let exact = quantile.exact;
            let (from, to) = (moved(&exact.from), moved(&exact.to));
            Curve::Quantile(Quantile::new(Truncated { from, to, ..exact }))
        }
    };
    let zero = Rational::ZERO;
    let mut pieces = vec![line(zero.clone(), start.clone(), zero.clone(), zero)];
    pieces.extend(wtp.pieces.into_iter().map(|piece| WtpPiece {
        from: moved(&piece.from),
        to: moved(&piece.to),
        curve: curve(piece.curve),
        low: piece.low,
        high: piece.high,
    }));
    let cuts = wtp.cuts.into_iter().map(|cut| Cut { share: cut.share * &others, ..cut }).collect();
    Ok(Wtp { pieces, cuts, weights: None })
}
/// `low` and `high`, with `low < high`, or `low <= high` where one point is a distribution too.
fn bounds(table: &Table<'_>, may_be_equal: bool) -> Result<(Rational, Rational), ReadError> {
    let (low, high) = (wtp(&table.require("low")?)?, wtp(&table.require("high")?)?);
    if high < low {
        return Err(table.fail(Rule::Above("low", "high")));
    }
    if low == high && !may_be_equal {
        return Err(table.fail(Rule::NotBelow("low", "high")));
    }
    Ok((low, high))
}

fn uniform(table: &Table<'_>) -> Result<Vec<WtpPiece>, ReadError> {
    table.only(&["kind", "low", "high"])?;
    let (low, high) = bounds(table, true)?;
    Ok(vec![line(Rational::ZERO, Rational::ONE, low, high)])
}

fn piecewise(table: &Table<'_>) -> Result<Vec<WtpPiece>, ReadError> {
    table.only(&["kind", "pieces"])?;
    let pieces = quantile_pieces(&table.require("pieces")?)?;
    if pieces.first().is_some_and(|first| first.low < Rational::ZERO) {
        return Err(table.require("pieces")?.fail(Rule::NegativeWtp));
    }
    Ok(pieces)
}

/// Polynomial pieces of a non-decreasing quantile function.
pub(super) fn quantile_pieces(list: &Node<'_>) -> Result<Vec<WtpPiece>, ReadError> {
    let mut pieces: Vec<WtpPiece> = Vec::new();
    for part in partition::read_quantiles(list, &["polynomial"])? {
        let polynomial = Polynomial::new(part.table.require("polynomial")?.numbers()?);
        if !polynomial.derivative().is_nonnegative_on(&part.from, &part.to) {
            return Err(part.table.fail(Rule::QuantileDecreases));
        }
        let (low, high) = (polynomial.at(&part.from), polynomial.at(&part.to));
        if let Some(before) = pieces.last()
            && low < before.high
        {
            let rule = Rule::QuantileFalls { before: before.high.clone(), after: low };
            return Err(part.table.fail(rule));
        }
        let curve = Curve::Polynomial(polynomial);
        pieces.push(WtpPiece { from: part.from, to: part.to, curve, low, high });
    }
    Ok(pieces)
}

fn histogram(table: &Table<'_>) -> Result<Vec<WtpPiece>, ReadError> {
    table.only(&["kind", "knots", "mass"])?;
    let (knot_list, mass_list) = (table.require("knots")?, table.require("mass")?);
    let knots = knot_list.list()?.iter().map(wtp).collect::<Result<Vec<_>, _>>()?;
    // Two equal knots are a bin of width zero: an atom.
    if knots.windows(2).any(|pair| pair[1] < pair[0]) {
        return Err(knot_list.fail(Rule::Decreasing));
    }
    let masses = mass_list.list()?.iter().map(Node::nonnegative).collect::<Result<Vec<_>, _>>()?;
    if masses.len() + 1 != knots.len() {
        return Err(mass_list.fail(Rule::Length { expected: knots.len() - 1, found: masses.len() }));
    }
    let sum = scale::sum(masses.iter());
    if !sum.is_one() {
        return Err(mass_list.fail(Rule::MassSum(sum)));
    }
    let mut from = Rational::ZERO;
    let mut pieces = Vec::new();
    for (ends, mass) in knots.windows(2).zip(masses) {
        if mass.is_zero() {
            continue;
        }
        let to = &from + mass;
        pieces.push(line(from, to.clone(), ends[0].clone(), ends[1].clone()));
        from = to;
    }
    Ok(pieces)
}

fn atoms_with_weights(table: &Table<'_>) -> Result<Wtp, ReadError> {
    table.only(&["kind", "file", "rows", "normalise"])?;
    let columns = Columns {
        required: &["wtp", "mass"],
        optional: &["weight"],
        text: "wtp,mass or wtp,mass,weight",
        ignores_others: true,
    };
    let mut rows = table::read(table, &columns)?;
    if table.get("normalise").map(|node| node.flag()).transpose()? == Some(true) {
        rows.normalise()?;
    }
    let mut from = Rational::ZERO;
    let (mut pieces, mut weights): (Vec<WtpPiece>, _) = (Vec::new(), Vec::new());
    for (index, row) in rows.rows.iter().enumerate() {
        let [wtp, mass, rest @ ..] = row.as_slice() else {
            unreachable!("rows have at least the required columns");
        };
        if *wtp < Rational::ZERO {
            return Err(rows.fail(index, Rule::NegativeWtp));
        }
        if *mass <= Rational::ZERO {
            return Err(rows.fail(index, Rule::NotPositive));
        }
        if pieces.last().is_some_and(|before| *wtp <= before.low) {
            return Err(rows.fail(index, Rule::RowsNotIncreasing));
        }
        if let [weight, ..] = rest {
            if *weight < Rational::ZERO {
                return Err(rows.fail(index, Rule::Negative));
            }
            weights.push(weight.clone());
        }
        let to = &from + mass;
        pieces.push(line(from, to.clone(), wtp.clone(), wtp.clone()));
        from = to;
    }
    if !from.is_one() {
        return Err(rows.fail(rows.rows.len() - 1, Rule::TableMassSum(from)));
    }
    let weights = (weights.len() == pieces.len()).then_some(weights);
    Ok(Wtp { pieces, cuts: Vec::new(), weights })
}

fn sample(table: &Table<'_>) -> Result<Vec<WtpPiece>, ReadError> {
    table.only(&["kind", "file", "values"])?;
    let mut values = if let Some(list) = table.get("values") {
        list.list()?.iter().map(wtp).collect::<Result<Vec<_>, _>>()?
    } else {
        let columns =
            Columns { required: &["wtp"], optional: &[], text: "wtp", ignores_others: false };
        let rows = table::read(table, &columns)?;
        let values: Vec<Rational> = rows.rows.concat();
        if let Some(index) = values.iter().position(|value| *value < Rational::ZERO) {
            return Err(rows.fail(index, Rule::NegativeWtp));
        }
        values
    };
    values.sort_unstable();
    let n_values = Rational::from(values.len());
    let mut pieces = Vec::new();
    let mut n_below = 0;
    for equal in values.chunk_by(Rational::eq) {
        let from = Rational::from(n_below) / &n_values;
        n_below += equal.len();
        let to = Rational::from(n_below) / &n_values;
        pieces.push(line(from, to, equal[0].clone(), equal[0].clone()));
    }
    Ok(pieces)
}

fn triangular(table: &Table<'_>) -> Result<Vec<WtpPiece>, ReadError> {
    table.only(&["kind", "low", "mode", "high"])?;
    let (low, high) = bounds(table, false)?;
    let mode = wtp(&table.require("mode")?)?;
    if mode < low {
        return Err(table.fail(Rule::Above("low", "mode")));
    }
    if high < mode {
        return Err(table.fail(Rule::Above("mode", "high")));
    }
    let distribution =
        Distribution::Triangular { low: low.clone(), mode: mode.clone(), high: high.clone() };
    let kink = (&mode - &low) / (&high - &low);
    let piece = |from: Rational, to: Rational, low: &Rational, high: &Rational| WtpPiece {
        from,
        to,
        curve: untruncated(distribution.clone(), low, high),
        low: low.clone(),
        high: high.clone(),
    };
    Ok(if low < mode && mode < high {
        vec![
            piece(Rational::ZERO, kink.clone(), &low, &mode),
            piece(kink, Rational::ONE, &mode, &high),
        ]
    } else {
        vec![piece(Rational::ZERO, Rational::ONE, &low, &high)]
    })
}

fn beta(table: &Table<'_>) -> Result<Vec<WtpPiece>, ReadError> {
    table.only(&["kind", "a", "b", "low", "high"])?;
    let (a, b) = (positive(table, "a")?, positive(table, "b")?);
    let (low, high) = bounds(table, false)?;
    let distribution = Distribution::Beta { a, b, low: low.clone(), high: high.clone() };
    let curve = untruncated(distribution, &low, &high);
    Ok(vec![WtpPiece { from: Rational::ZERO, to: Rational::ONE, curve, low, high }])
}

/// The quantile function of a distribution on `[low, high]`.
fn untruncated(distribution: Distribution<Rational>, low: &Rational, high: &Rational) -> Curve {
    Curve::Quantile(Quantile::new(Truncated {
        is_conditioned: true,
        from: Rational::ZERO,
        to: Rational::ONE,
        distribution,
        below: Rational::ZERO,
        above: Rational::ZERO,
        scale: Rational::ONE,
        low: low.clone(),
        high: high.clone(),
    }))
}
