//! The claim of a certificate, `docs/models.md`: strict reader. Its writer lives elsewhere on purpose.

use ironproof_numbers::{Checked, Expected, Failure, Int, Lines, Read, ensure, index};

use crate::Claim;
use crate::statement::{Place, Statement, fraction, side};

/// A claim and what comes with it. Whether that is what the claim needs is left to the check.
pub(crate) struct Proof<'a> {
    pub(crate) claim: Claim,
    pub(crate) crossed: Option<&'a Place>, // the column or row whose bounds are said to be crossed
    pub(crate) point: Option<Vector>,
    pub(crate) multipliers: Option<Vector>,
    pub(crate) ray: Option<Vector>,
}

/// A vector as integers over one positive denominator.
pub(crate) struct Vector {
    pub(crate) entries: Vec<Int>,
    pub(crate) denominator: Int,
}

/// The proof that the text holds, which starts at this line, and nothing after it.
pub(crate) fn read<'a>(text: &str, line: usize, lp: &'a Statement) -> Checked<Proof<'a>> {
    let mut lines = Lines::new(text, line.saturating_sub(1))?;
    proof(&mut lines, lp).map_err(|expected| Failure::Malformed(lines.number, expected))
}

fn proof<'a>(lines: &mut Lines<'_>, lp: &'a Statement) -> Read<Proof<'a>> {
    let line = lines.after("")?;
    let claim = match line.split_once(' ').unwrap_or((line, "")) {
        ("optimal", value) => Claim::Optimal(fraction(value)?),
        ("bounds", "none none") => {
            return Err("a bound: a certificate makes one claim and never an empty one");
        }
        ("bounds", sides) => {
            let (lower, upper) = sides.split_once(' ').ok_or("two bounds")?;
            Claim::Bounds(side(lower)?, side(upper)?)
        }
        ("infeasible", "") => Claim::Infeasible,
        ("unbounded", "") => Claim::Unbounded,
        ("basis", _) => return Err("a claim with its vectors: a completer makes them of `basis`"),
        _ => return Err("optimal, bounds, infeasible or unbounded"),
    };
    let mut crossed = None;
    for (keyword, places) in [("column ", &lp.columns), ("row ", &lp.rows)] {
        if crossed.is_none() && lines.peek().starts_with(keyword) {
            let place = index(lines.after(keyword)?).and_then(|place| places.get(place - 1));
            crossed = Some(place.ok_or("a column or row of the statement")?);
        }
    }
    let point = vector(lines, "point ", lp.columns.len())?;
    let multipliers = vector(lines, "multipliers ", lp.rows.len())?;
    let ray = vector(lines, "ray ", lp.columns.len())?;
    lines.end()?;
    Ok(Proof { claim, crossed, point, multipliers, ray })
}

/// A keyword with a denominator and the entries that are not zero, if the keyword comes next.
fn vector(lines: &mut Lines<'_>, keyword: Expected, n: usize) -> Read<Option<Vector>> {
    if !lines.peek().starts_with(keyword) {
        return Ok(None);
    }
    let denominator = Int::parse(lines.after(keyword)?).filter(|size| Int::ZERO < *size);
    let denominator = denominator.ok_or("a positive denominator")?;
    let (mut entries, mut before) = (vec![Int::ZERO; n], 0);
    while lines.peek().starts_with(|c: char| c.is_ascii_digit()) {
        let (place, value) = lines.after("")?.split_once(' ').ok_or("a place and an integer")?;
        let place = index(place).ok_or("a place")?;
        ensure(before < place && place <= n, "increasing places of the statement")?;
        before = place;
        entries[place - 1] = Int::parse(value).ok_or("an integer")?;
    }
    Ok(Some(Vector { entries, denominator }))
}
