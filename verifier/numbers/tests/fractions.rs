//! Fractions, units, limits and lines.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use ironproof_numbers::{
    DIGITS, Failure, Fraction, Int, LIST_BITS, LIST_WORK, Lines, check, ensure, index,
    limit_digits, limit_list, optimal, over_one_unit,
};

fn fraction(text: &str) -> Fraction {
    Fraction::parse(text).unwrap()
}

#[test]
fn fractions_are_reduced() {
    for (text, expected) in [
        ("6/4", "3/2"),
        ("-6/4", "-3/2"),
        ("4/2", "2"),
        ("0/7", "0"),
        ("-0/7", "0"),
        ("007/014", "1/2"),
        ("5", "5"),
        ("-5/1", "-5"),
        ("3/7", "3/7"),
    ] {
        assert_eq!(fraction(text).to_string(), expected, "{text}");
    }
    for text in ["", "/", "1/", "/2", "1/0", "1/-2", "1/2/3", "+1", "1/+2", "1.5", "1 /2"] {
        assert!(Fraction::parse(text).is_none(), "{text}");
    }
}

#[test]
fn fractions_compute_and_compare() {
    let half = fraction("1/2");
    assert_eq!(fraction("1/6").plus(&fraction("1/3")), half);
    assert_eq!(fraction("1/6").plus(&fraction("1/6")), fraction("1/3"));
    assert_eq!(fraction("1/6").minus(&fraction("2/3")), fraction("-1/2"));
    assert_eq!(fraction("-2/3").times(&fraction("3/4")), fraction("-1/2"));
    assert_eq!(Fraction::from(3), fraction("3"));
    assert!(fraction("1/3") < fraction("2/5") && fraction("-1/2") < fraction("-1/3"));
    assert!(fraction("-1/3") < fraction("0") && fraction("0") < fraction("1/3"));
    assert!(half <= fraction("2/4") && half != fraction("1/3"));
    let mut sum = half.clone();
    sum.add(&fraction("1/3"), 2).unwrap();
    assert_eq!(sum, fraction("5/6"));
}

#[test]
fn tables_get_one_unit() {
    let table = [["1/2", "-5/4", "9"], ["2/3", "1/7", "9"]].map(|row| row.map(fraction));
    let ([a, b], unit) = over_one_unit(&table, [0, 1]).unwrap();
    assert_eq!(unit, Int::from(84));
    assert_eq!(a.map_to_text(), ["42", "56"]);
    assert_eq!(b.map_to_text(), ["-105", "12"]);
    let ([nines], unit) = over_one_unit(&table, [2]).unwrap();
    assert_eq!((nines.map_to_text(), unit), (vec!["9".into(), "9".into()], Int::from(1)));
    let empty: [[Fraction; 1]; 0] = [];
    assert_eq!(over_one_unit(&empty, [0]).unwrap(), ([Vec::new()], Int::from(1)));
}

trait MapToText {
    fn map_to_text(&self) -> Vec<String>;
}

impl MapToText for Vec<Int> {
    fn map_to_text(&self) -> Vec<String> {
        self.iter().map(Int::to_string).collect()
    }
}

/// A number of so many bits.
fn unit(bits: usize) -> Int {
    let unit = power_of_two(bits - 1);
    assert_eq!(unit.bits(), bits);
    unit
}

fn power_of_two(exponent: usize) -> Int {
    if exponent == 0 {
        return Int::from(1);
    }
    let half = power_of_two(exponent / 2);
    &half * &half * Int::from(if exponent.is_multiple_of(2) { 1 } else { 2 })
}

#[test]
fn lists_have_limits() {
    let n = LIST_BITS / 200;
    let of_memory = LIST_BITS / n;
    limit_list(n, &unit(of_memory)).unwrap();
    let failure = limit_list(n, &unit(of_memory + 1)).unwrap_err();
    assert_eq!(failure, Failure::TooLarge(of_memory, "bits in a common denominator"));
    let of_work = (LIST_WORK / 1_000).isqrt();
    limit_list(1_000, &unit(of_work)).unwrap();
    let text = limit_list(1_000, &unit(of_work + 1)).unwrap_err().to_string();
    assert_eq!(text, format!("too large: more than {of_work} bits in a common denominator"));
    limit_list(0, &unit(10)).unwrap();
    // 10^7 types with wtp and weights of 18 digits, and an optimum of 35,000 digits.
    limit_list(20_000_000, &unit(120)).unwrap();
    limit_list(5_000, &unit(116_000)).unwrap();
}

/// The limit is one of all numbers of the table.
#[test]
fn units_of_two_columns_have_the_limit_of_both() {
    let bits = (LIST_WORK / 2_000).isqrt();
    for (bits, is_small) in [(bits, true), (bits + 1, false)] {
        let mut table = vec![[Fraction::from(1), Fraction::from(1)]; 1_000];
        table[0][1] = Fraction { numerator: Int::from(1), denominator: unit(bits) };
        assert_eq!(over_one_unit(&table, [0, 1]).is_ok(), is_small, "{bits}");
    }
}

#[test]
fn sums_and_units_keep_to_the_limits() {
    // Powers of neighbours have nothing in common.
    let term =
        |k: i128| Fraction::new(Int::from(1), Int::from(1 << 40) * Int::from(k) + Int::from(1));
    let table: Vec<_> =
        (1..40_000).map(|k| [if k < 1_100 { term(k) } else { Fraction::from(1) }]).collect();
    assert!(matches!(over_one_unit(&table, [0]), Err(Failure::TooLarge(..))));
    let mut sum = Fraction::from(0);
    let failed = (1..20).find(|k| sum.add(&term(*k), 10_000_000).is_err());
    // Denominators of 42 bits each, at most 429 bits in all.
    assert_eq!(failed, Some(11));
}

#[test]
fn texts_have_no_endless_numbers() {
    let digits = "9".repeat(DIGITS);
    limit_digits(&format!("{digits} {digits}")).unwrap();
    let failure = limit_digits(&format!("text {digits}{digits}")).unwrap_err();
    assert_eq!(failure.to_string(), "too large: more than 1000000 digits in a number");
    assert!(Lines::new(&"7".repeat(2 * DIGITS), 0).is_err());
}

#[test]
fn lines_are_taken_by_their_keywords() {
    let mut lines = Lines::new("first 1\nsecond\nend\n", 3).unwrap();
    assert_eq!(lines.peek(), "first 1");
    assert_eq!(lines.after("first "), Ok("1"));
    assert_eq!(lines.number, 4);
    assert_eq!(lines.after("third "), Err("third"));
    assert_eq!(lines.number, 5);
    assert_eq!(lines.end(), Ok(()));
    assert_eq!(lines.peek(), "");
    // What is missing or too much stands behind line 6.
    assert_eq!(lines.number, 7);
    for text in ["end", "end\n\n", "end\nend\n", "end \n", "ends\n", "", "\nend\n"] {
        assert!(Lines::new(text, 0).unwrap().end().is_err(), "{text:?}");
    }
}

#[test]
fn counts_have_no_leading_zero() {
    assert_eq!(index("0"), Some(0));
    assert_eq!(index("1"), Some(1));
    assert_eq!(index("120"), Some(120));
    for text in ["", "00", "01", "-1", "+1", "1a", " 1", "99999999999999999999"] {
        assert_eq!(index(text), None, "{text:?}");
    }
}

#[test]
fn what_does_not_hold_is_a_failure() {
    assert_eq!(check(true, "violated: ", || "T".into()), Ok(()));
    let failure = check(false, "violated: ", || "T".into()).unwrap_err();
    assert_eq!(failure.to_string(), "violated: T");
    assert_eq!((ensure(true, "a digit"), ensure(false, "a digit")), (Ok(()), Err("a digit")));
}

#[test]
fn a_claim_is_proved_from_both_sides() {
    let verdict = |objective: &str, bound: &str, claim: &str| match optimal(
        &fraction(objective),
        Ok(fraction(bound)),
        &fraction(claim),
    ) {
        Ok(()) => "proved".to_string(),
        Err(failure) => failure.to_string(),
    };
    assert_eq!(verdict("1", "1", "1"), "proved");
    assert_eq!(verdict("1", "1", "2"), "the optimum is 1, not 2");
    assert_eq!(verdict("1", "2", "2"), "objective 1 differs from value 2");
    assert_eq!(verdict("1", "2", "1"), "bound 2 exceeds value 1");
    assert_eq!(verdict("1", "1/2", "1"), "bound 1/2 is below value 1");
    let failure = || Failure::Violated("violated: ", "T".into());
    assert_eq!(optimal(&fraction("1"), Err(failure()), &fraction("1")), Err(failure()));
    let other = optimal(&fraction("2"), Err(failure()), &fraction("1")).unwrap_err();
    assert_eq!(other.to_string(), "objective 2 differs from value 1");
}
