//! Families of distributions by name, with their parameters: alone, and as parts of a mixture.

use super::distribution::Distribution;
use super::read_error::{ReadError, Rule};
use super::reader::Table;
use ironproof_number::rational::Rational;
use ironproof_number::scale;

const KINDS: &str =
    "exponential, pareto, lomax, normal, lognormal, logistic, gamma, weibull, log-logistic";

/// The names of the families that have a `tail`, as a file says them; `mixture`, which is made of these, is not among
/// them.
pub fn families() -> impl Iterator<Item = &'static str> {
    KINDS.split(", ")
}

/// A distribution, and the lower end of its support if it has one.
type Family = (Distribution<Rational>, Option<Rational>);

/// The distribution of a name; `None` if no family has it.
pub(super) fn read(table: &Table<'_>, kind: &str) -> Result<Option<Family>, ReadError> {
    let zero = || Some(Rational::ZERO);
    let parameter = |key| positive(table, key);
    Ok(Some(match kind {
        "exponential" => {
            table.only(&["kind", "rate"])?;
            (Distribution::Exponential { rate: parameter("rate")? }, zero())
        }
        "pareto" => {
            table.only(&["kind", "scale", "shape"])?;
            let (scale, shape) = (parameter("scale")?, parameter("shape")?);
            (Distribution::Pareto { scale: scale.clone(), shape }, Some(scale))
        }
        "lomax" => {
            table.only(&["kind", "scale", "shape"])?;
            let (scale, shape) = (parameter("scale")?, parameter("shape")?);
            (Distribution::Lomax { scale, shape }, zero())
        }
        "normal" => {
            table.only(&["kind", "mean", "sd"])?;
            (Distribution::Normal { mean: table.number("mean")?, sd: parameter("sd")? }, None)
        }
        "lognormal" => {
            table.only(&["kind", "mu", "sigma"])?;
            let (mu, sigma) = (table.number("mu")?, parameter("sigma")?);
            (Distribution::LogNormal { mu, sigma }, zero())
        }
        "logistic" => {
            table.only(&["kind", "location", "scale"])?;
            let (location, scale) = (table.number("location")?, parameter("scale")?);
            (Distribution::Logistic { location, scale }, None)
        }
        "gamma" => {
            table.only(&["kind", "shape", "rate"])?;
            let (shape, rate) = (parameter("shape")?, parameter("rate")?);
            (Distribution::Gamma { shape, rate }, zero())
        }
        "weibull" => {
            table.only(&["kind", "scale", "shape"])?;
            let (scale, shape) = (parameter("scale")?, parameter("shape")?);
            (Distribution::Weibull { scale, shape }, zero())
        }
        "log-logistic" => {
            table.only(&["kind", "scale", "shape"])?;
            let (scale, shape) = (parameter("scale")?, parameter("shape")?);
            (Distribution::LogLogistic { scale, shape }, zero())
        }
        "mixture" => {
            table.only(&["kind", "parts"])?;
            mixture(table)?
        }
        _ => return Ok(None),
    }))
}

/// Parts with shares that sum to one. The support starts where all of them have started.
fn mixture(table: &Table<'_>) -> Result<Family, ReadError> {
    let list = table.require("parts")?;
    let (mut parts, mut start) = (Vec::new(), Rational::ZERO);
    for node in list.list()? {
        let part = node.table()?.with_common(&["share"]);
        let share = part.require("share")?.positive()?;
        let (node, kind) = part.kind()?;
        let family = if kind == "mixture" { None } else { read(&part, &kind)? };
        let Some((distribution, from)) = family else {
            let rule = Rule::UnknownWord { what: "part of a mixture", found: kind, known: KINDS };
            return Err(node.fail(rule));
        };
        start = start.max(from.unwrap_or(Rational::ZERO));
        parts.push((share, distribution));
    }
    let sum = scale::sum(parts.iter().map(|(share, _)| share));
    if !sum.is_one() {
        return Err(list.fail(Rule::MassSum(sum)));
    }
    Ok((Distribution::Mixture(parts), Some(start)))
}

/// A positive parameter of a distribution, of a size that its functions are made for.
pub(super) fn positive(table: &Table<'_>, key: &'static str) -> Result<Rational, ReadError> {
    let reader = table.require(key)?;
    let value = reader.positive()?;
    let billion = Rational::from(1_000_000_000);
    if billion < value || value < Rational::ONE / &billion {
        return Err(reader.fail(Rule::Size));
    }
    Ok(value)
}
