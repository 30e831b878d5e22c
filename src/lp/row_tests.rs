//! Rows that are put together in code.

use ironproof_number::rational::Rational;

use super::{Column, Lp, Row};

#[test]
fn terms_of_one_column_are_added_up() {
    let number = |text: &str| ironproof_number::rational::parse(text).expect(text);
    let terms = [(1, number("2")), (0, number("1")), (1, number("3")), (0, number("-1"))];
    assert_eq!(Row::at_most("r", "", terms, number("1")).terms, vec![(1, number("5"))]);
}

#[test]
#[should_panic(expected = "row r: a column twice")]
fn a_row_with_a_column_twice_is_refused() {
    let mut lp = Lp::new("twice", true);
    let x = lp.add_column(Column::at_least_zero("x", Rational::ONE));
    let terms = vec![(x, Rational::ONE), (x, Rational::ONE)];
    let row = Row { terms, ..Row::at_most("r", "", [], Rational::ONE) };
    lp.add_row(row);
}

#[test]
#[should_panic(expected = "row r: no such column")]
fn a_row_with_an_unknown_column_is_refused() {
    let mut lp = Lp::new("unknown", true);
    lp.rows.push(Row::at_most("r", "", [(3, Rational::ONE)], Rational::ONE));
    lp.check_rows();
}
