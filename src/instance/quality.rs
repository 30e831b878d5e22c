//! Kinds of quality distribution: `uniform`, `levels`, `piecewise`, `beta`.

use super::distribution::Distribution;
use super::named;
use super::read_error::{ReadError, Rule};
use super::reader::Table;
use super::wtp;
use super::{Curve, Polynomial, Quality, QualityPiece, Quantile, Truncated};
use ironproof_number::rational::Rational;
use ironproof_number::scale;

const KINDS: &str = "uniform, levels, piecewise, beta";

/// Reads the table `quality`.
pub(super) fn read(table: &Table<'_>) -> Result<Quality, ReadError> {
    let (node, kind) = table.kind()?;
    let pieces = match kind.as_str() {
        "uniform" => uniform(table)?,
        "levels" => return levels(table),
        "piecewise" => piecewise(table)?,
        "beta" => beta(table)?,
        _ => {
            return Err(node.fail(Rule::UnknownWord {
                what: "quality",
                found: kind,
                known: KINDS,
            }));
        }
    };
    let mass = table.get("mass").map_or(Ok(Rational::ONE), |node| node.positive())?;
    Ok(Quality { mass, pieces })
}

fn whole(curve: Curve) -> Vec<QualityPiece> {
    vec![QualityPiece { from: Rational::ZERO, to: Rational::ONE, curve }]
}

fn uniform(table: &Table<'_>) -> Result<Vec<QualityPiece>, ReadError> {
    table.only(&["kind", "low", "high", "mass"])?;
    let (low, high) = (quality(table, "low")?, quality(table, "high")?);
    if high < low {
        return Err(table.fail(Rule::Above("low", "high")));
    }
    let line = Polynomial::line(&Rational::ZERO, &low, &Rational::ONE, &high);
    Ok(whole(Curve::Polynomial(line)))
}

fn quality(table: &Table<'_>, key: &'static str) -> Result<Rational, ReadError> {
    let node = table.require(key)?;
    let value = node.number()?;
    if value < Rational::ZERO || value > Rational::ONE {
        return Err(node.fail(Rule::QualityOutside));
    }
    Ok(value)
}

/// The masses of the levels are the supply; they need not sum to one.
fn levels(table: &Table<'_>) -> Result<Quality, ReadError> {
    table.only(&["kind", "levels"])?;
    let mut levels = Vec::new();
    for node in table.require("levels")?.list()? {
        let entry = node.table()?;
        entry.only(&["level", "mass"])?;
        let level = quality(&entry, "level")?;
        if levels.last().is_some_and(|(before, _)| level <= *before) {
            return Err(entry.require("level")?.fail(Rule::LevelsNotIncreasing));
        }
        levels.push((level, entry.require("mass")?.positive()?));
    }
    let mass = scale::sum(levels.iter().map(|(_, mass)| mass));
    let mut from = Rational::ZERO;
    let mut pieces = Vec::new();
    for (level, share) in levels {
        let to = &from + share / &mass;
        pieces.push(QualityPiece {
            from,
            to: to.clone(),
            curve: Curve::Polynomial(Polynomial::constant(level)),
        });
        from = to;
    }
    Ok(Quality { mass, pieces })
}

fn piecewise(table: &Table<'_>) -> Result<Vec<QualityPiece>, ReadError> {
    table.only(&["kind", "pieces", "mass"])?;
    let pieces = wtp::quantile_pieces(&table.require("pieces")?)?;
    if let (Some(first), Some(last)) = (pieces.first(), pieces.last())
        && (first.low < Rational::ZERO || last.high > Rational::ONE)
    {
        return Err(table.fail(Rule::QualityOutside));
    }
    Ok(pieces
        .into_iter()
        .map(|piece| QualityPiece { from: piece.from, to: piece.to, curve: piece.curve })
        .collect())
}

fn beta(table: &Table<'_>) -> Result<Vec<QualityPiece>, ReadError> {
    table.only(&["kind", "a", "b", "mass"])?;
    let (zero, one) = (Rational::ZERO, Rational::ONE);
    let (a, b) = (named::positive(table, "a")?, named::positive(table, "b")?);
    Ok(whole(Curve::Quantile(Quantile::new(Truncated {
        is_conditioned: true,
        from: Rational::ZERO,
        to: Rational::ONE,
        distribution: Distribution::Beta { a, b, low: zero.clone(), high: one.clone() },
        below: zero.clone(),
        above: zero.clone(),
        scale: one.clone(),
        low: zero,
        high: one,
    }))))
}
