//! An equivalent LP whose numbers are decimals, as far as that is possible.
//!
//! The text formats hold decimals only, and one third is not a decimal. Three steps keep an export
//! exact:
//!
//! 1. a row is multiplied by the common denominator of its numbers;
//! 2. an objective that is not decimal becomes `max VALUE` with the row OBJECTIVE, N VALUE = N (c'x + offset);
//! 3. a bound that is not decimal becomes a row.
//!
//! Sides of 1e20 and more stay, but count as infinite where they are read, which the export says. Where an
//! integer would need more than [`MAX_DIGITS`] digits the number is rounded instead, and the
//! export says so.

use crate::literal::is_huge;
use crate::{Column, Lp, Row};
use ironproof_number::rational::{Rational, round_decimal, to_decimal};
use ironproof_number::scale;

/// Longest exact literal; beyond it a number is rounded.
const MAX_DIGITS: usize = 40;
/// Significant digits of a rounded number: three more than a double needs.
const ROUNDED_DIGITS: usize = 20;

/// An LP to be written and what had to be done to its numbers.
pub(super) struct Decimal {
    pub(super) lp: Lp,
    /// Lines for the head of the file, without comment marks.
    pub(super) remarks: Vec<String>,
    /// Those of them that say that a reader takes another model.
    pub(super) losses: Vec<String>,
}

/// The LP to be written for `lp`.
pub(super) fn decimal(lp: &Lp) -> Decimal {
    let mut out = lp.clone();
    let mut n_scaled = 0_usize;
    let mut rounded = Vec::new();

    if !is_short(&out.offset) || !out.columns.iter().all(|column| is_short(&column.objective)) {
        define_objective(&mut out);
    }
    for j in 0..out.columns.len() {
        move_bounds(&mut out, j);
    }
    for row in &mut out.rows {
        if numbers(row).all(is_short) {
            continue;
        }
        let scale = Rational::from(scale::common_denominator(numbers(row)));
        if numbers(row).all(|number| is_short(&(number * &scale))) {
            for number in numbers_mut(row) {
                *number *= &scale;
            }
            n_scaled += 1;
        } else {
            rounded.push(row.name.clone());
        }
    }

    let infinite: Vec<&String> =
        out.rows.iter().filter(|row| has_huge_side(row)).map(|row| &row.name).collect();
    let mut remarks = Vec::new();
    if rounded.is_empty() && infinite.is_empty() {
        remarks.push("every number is exact".to_owned());
    }
    if out.columns.len() > lp.columns.len() {
        remarks.push("the objective is the column VALUE, defined by the row OBJECTIVE".to_owned());
    }
    if n_scaled > 0 {
        remarks.push(format!("rows multiplied by their common denominator: {n_scaled}"));
    }
    let infinite = infinite
        .into_iter()
        .map(|name| format!("readers take a side of 1e20 or more as infinite: row {name}"));
    let rounded = rounded
        .into_iter()
        .map(|name| format!("rounded to {ROUNDED_DIGITS} significant digits: row {name}"));
    let losses: Vec<String> = infinite.chain(rounded).collect();
    remarks.extend(losses.iter().cloned());
    Decimal { lp: out, remarks, losses }
}

/// Replaces the objective by one column and the row that defines it.
fn define_objective(lp: &mut Lp) {
    let mut terms: Vec<(usize, Rational)> = Vec::new();
    for (j, column) in lp.columns.iter_mut().enumerate() {
        let objective = std::mem::replace(&mut column.objective, Rational::ZERO);
        if !objective.is_zero() {
            terms.push((j, -objective));
        }
    }
    let offset = std::mem::replace(&mut lp.offset, Rational::ZERO);
    let value = lp.add_column(Column {
        name: "VALUE".to_owned(),
        objective: Rational::ONE,
        lower: None,
        upper: None,
        implied_upper: None,
    });
    terms.push((value, Rational::ONE));
    lp.rows.insert(0, Row::equal("OBJECTIVE".to_owned(), "objective", terms, offset));
}

/// Replaces the bounds of column `j` that have no short decimal form by rows.
fn move_bounds(lp: &mut Lp, j: usize) {
    let column = &mut lp.columns[j];
    let lower = column.lower.take_if(|bound| !is_short(bound) || is_huge(bound));
    let upper = column.upper.take_if(|bound| !is_short(bound) || is_huge(bound));
    if lower.is_some() || upper.is_some() {
        let name = format!("BOUND({})", column.name);
        lp.rows.push(Row { name, class: "bound", lower, upper, terms: vec![(j, Rational::ONE)] });
    }
}

fn has_huge_side(row: &Row) -> bool {
    row.lower.iter().chain(&row.upper).any(is_huge)
}

fn numbers(row: &Row) -> impl Iterator<Item = &Rational> + Clone {
    row.terms.iter().map(|(_, coefficient)| coefficient).chain(&row.lower).chain(&row.upper)
}

fn numbers_mut(row: &mut Row) -> impl Iterator<Item = &mut Rational> {
    row.terms
        .iter_mut()
        .map(|(_, coefficient)| coefficient)
        .chain(&mut row.lower)
        .chain(&mut row.upper)
}

/// `x` has an exact literal of at most [`MAX_DIGITS`] characters.
fn is_short(x: &Rational) -> bool {
    exact_literal(x).is_some()
}

fn exact_literal(x: &Rational) -> Option<String> {
    // A power of two beyond 2^MAX_DIGITS gives that many decimals: skip the long expansion.
    if x.denominator().to_le_bytes().len() * 8 > 4 * MAX_DIGITS {
        return None;
    }
    to_decimal(x).filter(|text| text.len() <= MAX_DIGITS)
}

/// The literal of `x`: exact when short, else rounded.
pub(super) fn literal(x: &Rational) -> String {
    exact_literal(x).unwrap_or_else(|| {
        let n_whole = x.numerator().to_string().trim_start_matches('-').len();
        let n_fraction = x.denominator().to_string().len();
        // 10^(n_whole - n_fraction - 1) < |x|, so this many decimals hold the digits, or one more.
        let decimals = (ROUNDED_DIGITS + n_fraction).saturating_sub(n_whole);
        let rounded = round_decimal(x, decimals);
        to_decimal(&rounded).unwrap_or_else(|| unreachable!("a rounded decimal is a decimal"))
    })
}

#[cfg(test)]
mod tests {
    use super::{decimal, literal};
    use crate::{Column, Lp, Row, to_lp_text};
    use ironproof_number::rational::{Rational, parse};

    /// max x/3  s.t.  x/7 <= 1/2, x/big + 2 y <= 1, 1/6 <= x
    fn thirds() -> Lp {
        let number = |text| parse(text).expect(text);
        let mut lp = Lp::new("thirds of x", true);
        for (name, objective, lower) in [("x", "1/3", "1/6"), ("y", "0", "0")] {
            lp.add_column(Column {
                name: name.to_owned(),
                objective: number(objective),
                lower: Some(number(lower)),
                upper: None,
                implied_upper: None,
            });
        }
        lp.add_row(Row::at_most("SEVENTH".to_owned(), "row", [(0, number("1/7"))], number("1/2")));
        let big = number("1/123456789012345678901234567890123456789012345678901");
        lp.add_row(Row::at_most(
            "BIG".to_owned(),
            "row",
            [(0, big), (1, number("2"))],
            Rational::ONE,
        ));
        lp
    }

    #[test]
    fn what_is_not_decimal_is_moved_scaled_or_rounded() {
        assert_eq!(
            to_lp_text(&thirds()),
            r"\ the objective is the column VALUE, defined by the row OBJECTIVE
\ rows multiplied by their common denominator: 3
\ rounded to 20 significant digits: row BIG
\ name: thirds_of_x
Maximize
 COST: + 0 x + 0 y + 1 VALUE
Subject To
 OBJECTIVE: - 1 x + 3 VALUE = 0
 SEVENTH: + 2 x <= 7
 BIG: + 0.0000000000000000000000000000000000000000000000000081000000729000006634 x + 2 y <= 1
 BOUND(x): + 6 x >= 1
Bounds
 x free
 VALUE free
End
"
        );
    }

    /// A side that every reader takes as infinite is no side: the head does not call the file exact.
    #[test]
    fn sides_that_count_as_infinite_are_named() {
        let mut lp = thirds();
        (lp.columns[0].objective, lp.columns[0].lower) = (Rational::ONE, None);
        lp.rows.truncate(0);
        lp.columns[1].upper = parse("1e20").ok();
        let remark = "readers take a side of 1e20 or more as infinite: row BOUND(y)";
        assert_eq!(decimal(&lp).remarks, [remark]);
        lp.columns[1].upper = parse("99999999999999999999").ok();
        assert_eq!(decimal(&lp).remarks, ["every number is exact"]);
    }

    #[test]
    fn decimals_stay_as_they_are() {
        let mut lp = thirds();
        lp.columns[0].objective = Rational::ONE;
        lp.columns[0].lower = None;
        lp.rows.truncate(0);
        assert_eq!(decimal(&lp).lp, lp);
        assert_eq!(decimal(&lp).remarks, ["every number is exact"]);
    }

    #[test]
    fn literals_are_exact_or_have_twenty_digits() {
        for (number, text) in [
            ("0.125", "0.125"),
            ("-7", "-7"),
            ("1/3", "0.33333333333333333333"),
            ("-200/3", "-66.666666666666666667"),
            ("2000/3", "666.66666666666666667"),
            ("1/3000000", "0.00000033333333333333333333"),
            ("1e-39", "0.000000000000000000000000000000000000001"),
        ] {
            assert_eq!(literal(&parse(number).expect(number)), text, "{number}");
        }
    }
}
