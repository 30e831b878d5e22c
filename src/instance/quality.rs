//! Kinds of quality distribution: `uniform`, `levels`, `piecewise`, `beta`, `order-statistics`.
//!
//! An auction of k items to n symmetric bidders is the distribution with the quantile function
//!
//! ```text
//! sum_(j < k) C(n - 1, j) (1 - t)^j t^(n - 1 - j)
//! ```
//!
//! which is the chance of the bidder at quantile t to be among the k best. What is found is per bidder.

use super::distribution::Distribution;
use super::named;
use super::read_error::{ReadError, Rule};
use super::reader::{Node, Table};
use super::wtp;
use super::{Curve, Polynomial, Quality, QualityPiece, Quantile, Truncated};
use ironproof_number::rational::Rational;
use ironproof_number::scale;

const KINDS: &str = "uniform, levels, piecewise, beta, order-statistics";
/// The quantile function of an auction is a polynomial of this degree at most.
const MOST_BIDDERS: u32 = 64;

/// Reads the table `quality`. `everybody` is the mass of all groups: of what has no limit there is as much.
pub(super) fn read(table: &Table<'_>, everybody: &Rational) -> Result<Quality, ReadError> {
    let (node, kind) = table.kind()?;
    let mut pieces = match kind.as_str() {
        "uniform" => uniform(table)?,
        "levels" => return levels(table, everybody),
        "piecewise" => piecewise(table)?,
        "beta" => beta(table)?,
        "order-statistics" => order_statistics(table)?,
        _ => {
            return Err(node.fail(Rule::UnknownWord {
                what: "quality",
                found: kind,
                known: KINDS,
            }));
        }
    };
    if let Some(node) = table.get("cost") {
        let cost = cost(&node)?;
        for piece in &mut pieces {
            piece.cost = cost.clone();
        }
    }
    let mass = table.get("mass").map_or(Ok(Some(Rational::ONE)), |node| mass(&node))?;
    if mass.is_none() && kind != "uniform" {
        return Err(table.require("mass")?.fail(Rule::NotUnlimited));
    }
    for piece in &mut pieces {
        piece.is_unlimited = mass.is_none();
    }
    Ok(Quality { mass: mass.unwrap_or_else(|| everybody.clone()), pieces })
}

/// How many objects there are; `None` for as many as are wanted.
fn mass(node: &Node<'_>) -> Result<Option<Rational>, ReadError> {
    if node.is_word("unlimited") { Ok(None) } else { node.positive().map(Some) }
}

/// `cost = { kind = "polynomial", coefficients }`, in the quality.
fn cost(node: &Node<'_>) -> Result<Polynomial, ReadError> {
    let table = node.table()?;
    let (node, kind) = table.kind()?;
    if kind != "polynomial" {
        let (what, known) = ("cost", "polynomial");
        return Err(node.fail(Rule::UnknownWord { what, found: kind, known }));
    }
    table.only(&["kind", "coefficients"])?;
    Ok(Polynomial::new(table.require("coefficients")?.numbers()?))
}

fn order_statistics(table: &Table<'_>) -> Result<Vec<QualityPiece>, ReadError> {
    table.only(&["kind", "bidders", "items", "mass", "cost"])?;
    let count = |key| {
        let node = table.require(key)?;
        let number = node.positive()?;
        let whole = number.clone().is_int().then(|| u32::try_from(number.numerator().clone()));
        let count = whole.and_then(Result::ok).filter(|&n| n <= MOST_BIDDERS);
        count.ok_or_else(|| node.fail(Rule::Auction))
    };
    let (bidders, items) = (count("bidders")?, count("items")?);
    if bidders <= items {
        return Err(table.require("items")?.fail(Rule::Auction));
    }
    let (t, rest) = (
        Polynomial::new(vec![Rational::ZERO, Rational::ONE]),
        Polynomial::new(vec![Rational::ONE, -Rational::ONE]),
    );
    let power = |base: &Polynomial, n: u32| {
        (0..n).fold(Polynomial::constant(Rational::ONE), |product, _| product.mul(base))
    };
    let mut chance = Polynomial::new(Vec::new());
    let mut ways = Rational::ONE;
    for j in 0..items {
        let one = power(&rest, j).mul(&power(&t, bidders - 1 - j));
        chance = chance.add(&one.mul(&Polynomial::constant(ways.clone())));
        ways = ways * Rational::from(bidders - 1 - j) / Rational::from(j + 1);
    }
    Ok(whole(Curve::Polynomial(chance)))
}

fn whole(curve: Curve) -> Vec<QualityPiece> {
    vec![QualityPiece::new(Rational::ZERO, Rational::ONE, curve)]
}

fn uniform(table: &Table<'_>) -> Result<Vec<QualityPiece>, ReadError> {
    table.only(&["kind", "low", "high", "mass", "cost"])?;
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
fn levels(table: &Table<'_>, everybody: &Rational) -> Result<Quality, ReadError> {
    table.only(&["kind", "levels"])?;
    let mut levels: Vec<(Rational, Rational, bool, Rational)> = Vec::new();
    for node in table.require("levels")?.list()? {
        let entry = node.table()?;
        entry.only(&["level", "mass", "cost"])?;
        let level = quality(&entry, "level")?;
        if levels.last().is_some_and(|(before, ..)| level <= *before) {
            return Err(entry.require("level")?.fail(Rule::LevelsNotIncreasing));
        }
        let given = mass(&entry.require("mass")?)?;
        let is_unlimited = given.is_none();
        let cost = entry.get("cost").map_or(Ok(Rational::ZERO), |node| node.number())?;
        levels.push((level, given.unwrap_or_else(|| everybody.clone()), is_unlimited, cost));
    }
    let mass = scale::sum(levels.iter().map(|(_, mass, ..)| mass));
    let mut from = Rational::ZERO;
    let mut pieces = Vec::new();
    for (level, share, is_unlimited, cost) in levels {
        let to = &from + share / &mass;
        let (curve, cost) = (Polynomial::constant(level), Polynomial::constant(cost));
        let piece = QualityPiece::new(from, to.clone(), Curve::Polynomial(curve));
        pieces.push(QualityPiece { cost, is_unlimited, ..piece });
        from = to;
    }
    Ok(Quality { mass, pieces })
}

fn piecewise(table: &Table<'_>) -> Result<Vec<QualityPiece>, ReadError> {
    table.only(&["kind", "pieces", "mass", "cost"])?;
    let pieces = wtp::quantile_pieces(&table.require("pieces")?)?;
    if let (Some(first), Some(last)) = (pieces.first(), pieces.last())
        && (first.low < Rational::ZERO || last.high > Rational::ONE)
    {
        return Err(table.fail(Rule::QualityOutside));
    }
    Ok(pieces
        .into_iter()
        .map(|piece| QualityPiece::new(piece.from, piece.to, piece.curve))
        .collect())
}

fn beta(table: &Table<'_>) -> Result<Vec<QualityPiece>, ReadError> {
    table.only(&["kind", "a", "b", "mass", "cost"])?;
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
