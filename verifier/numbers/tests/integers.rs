//! Products, quotients, reading and printing against a second library, on operands that are hard for
//! carries; their lengths lie around the thresholds of the algorithms.
//!
//! `NUMBERS_OPERATIONS=1000000` runs longer, `NUMBERS_SEED=7` otherwise.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::env;

use ironproof_numbers::{Fraction, Int, over_one_unit};
use ironproof_test_inputs::Random;
use ironproof_test_inputs::operands::{below_top, length_around, words};
use num_bigint::{BigInt, BigUint};

/// Lengths in words: of plain, Karatsuba and Toom-3 products, of the blocks here, and beyond.
fn length(random: &mut Random) -> usize {
    let middle = match random.below(200) {
        0 => 4000,
        1 => 2 * 1024,
        2..10 => 1024,
        10..30 => 96,
        30..90 => 24,
        _ => 1 + random.below(6),
    };
    length_around(random, &[middle]).max(1)
}

/// The number of these words, made of halves.
fn int(words: &[u64]) -> Int {
    if words.len() < 2 {
        return Int::from(i128::from(words.first().copied().unwrap_or_default()));
    }
    let (low, high) = words.split_at(words.len() / 2);
    int(high) * power_of_two(64 * low.len()) + int(low)
}

fn power_of_two(exponent: usize) -> Int {
    if exponent == 0 {
        return Int::from(1);
    }
    let half = power_of_two(exponent / 2);
    &half * &half * Int::from(1 + i128::from(!exponent.is_multiple_of(2)))
}

fn big(words: &[u64]) -> BigInt {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    BigUint::from_bytes_le(&bytes).into()
}

fn negative(value: &Int) -> Int {
    &Int::ZERO - value
}

#[track_caller]
fn check_same(actual: &Int, expected: &BigInt) {
    let size = int(&expected.magnitude().to_u64_digits());
    let expected = if *expected < BigInt::ZERO { negative(&size) } else { size };
    assert!(*actual == expected, "a number of {} bits", expected.bits());
}

/// One operation on two operands.
fn operation(random: &mut Random) {
    let (a_length, b_length) = (length(random), length(random));
    let (a_words, b_words) = (words(random, a_length), words(random, b_length));
    let (mut a, mut b) = (int(&a_words), int(&b_words));
    let (mut big_a, mut big_b) = (big(&a_words), big(&b_words));
    if random.below(2) == 0 {
        (a, big_a) = (negative(&a), -big_a);
    }
    if random.below(2) == 0 {
        (b, big_b) = (negative(&b), -big_b);
    }
    check_same(&a, &big_a);
    let product = &a * &b;
    check_same(&product, &(&big_a * &big_b));
    assert!(product == &b * &a, "the order of factors matters");
    check_same(&(&a - &b), &(&big_a - &big_b));
    check_same(&(a.clone() + &b), &(&big_a + &big_b));
    assert_eq!(a < b, big_a < big_b);
    match random.below(4) {
        // The quotient of a product by its factor.
        0 if Int::ZERO < b => {
            let unit = &b * Int::from(1);
            let table = [
                [Fraction { numerator: Int::from(1), denominator: unit }],
                [Fraction { numerator: a.clone(), denominator: b.clone() }],
            ];
            let ([integers], unit) = over_one_unit(&table, [0]).unwrap();
            assert!(unit == b && integers == [Int::from(1), a.clone()]);
            let size = if a < Int::ZERO { negative(&a) } else { a.clone() };
            if size != Int::ZERO {
                // a b / b, with what the library finds in common.
                let reduced = Fraction::new(product, b.clone());
                assert!(reduced.denominator == Int::from(1) && reduced.numerator == a);
                let table = [
                    [Fraction { numerator: Int::from(1), denominator: b.clone() }],
                    [Fraction { numerator: Int::from(1), denominator: &size * &b }],
                ];
                let ([integers], unit) = over_one_unit(&table, [0]).unwrap();
                assert!(unit == &size * &b && integers == [size, Int::from(1)]);
            }
        }
        // Printing of the second library is slow above.
        1 if a_length < 300 || random.below(50) == 0 => {
            let text = a.to_string();
            assert_eq!(text, big_a.to_string());
            assert!(Int::parse(&text).unwrap() == a);
        }
        2 => assert!(Int::parse(&format!("{big_a:#x}")).unwrap() == a),
        _ => {}
    }
}

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| text.parse().unwrap())
}

#[test]
fn operations_agree_with_a_second_library() {
    let mut random = Random::new(setting("NUMBERS_SEED", 1));
    for _ in 0..setting("NUMBERS_OPERATIONS", 10_000) {
        operation(&mut random);
    }
}

/// Each threshold, one below and one above it, for both factors, with every pattern.
#[test]
fn products_agree_around_every_threshold() {
    let mut random = Random::new(11);
    let lengths = [23, 24, 25, 26, 95, 96, 97, 98, 1023, 1024, 1025, 1026];
    for a in lengths {
        for b in lengths {
            for _ in 0..3 {
                let (a, b) = (words(&mut random, a), words(&mut random, b));
                check_same(&(int(&a) * int(&b)), &(big(&a) * big(&b)));
            }
        }
    }
    for lengths in [[3999, 4000], [4000, 4001], [4001, 4001], [4001, 8002], [2049, 4500]] {
        for _ in 0..3 {
            let [a, b] = lengths.map(|length| words(&mut random, length));
            check_same(&(int(&a) * int(&b)), &(big(&a) * big(&b)));
        }
    }
}

/// The operands of issue 16: dashu-int 0.6.2 alone computes A D - 2^(64 (2 n - 1)).
#[test]
fn a_carry_is_not_lost_above_4000_words() {
    let mut random = Random::new(16);
    for length in [4001, 4002, 4100, 5000] {
        let a = below_top(&mut random, length, &[u64::MAX, u64::MAX]);
        let d = below_top(&mut random, length, &[u64::MAX, 2]);
        let product = int(&a) * int(&d);
        check_same(&product, &(big(&a) * big(&d)));
        // Both lengths of the quotient.
        let reduced = Fraction::new(product, int(&d));
        assert!(reduced == Fraction::from(int(&a)), "{length}");
    }
}

#[test]
fn digits_are_read_in_blocks() {
    for length in [1, 2, 18_999, 19_000, 19_001, 37_999, 38_000, 38_001, 60_000] {
        let digits: String =
            (0..length).map(|k| char::from(b'1' + u8::try_from(k % 9).unwrap())).collect();
        let expected: BigInt = digits.parse().unwrap();
        check_same(&Int::parse(&digits).unwrap(), &expected);
        check_same(&Int::parse(&format!("-{digits}")).unwrap(), &-expected);
        assert_eq!(Int::parse(&digits).unwrap().to_string(), digits);
        let zeros = format!("{:0>length$}", 7);
        assert_eq!(Int::parse(&zeros).unwrap().to_string(), "7");
    }
}

#[test]
fn powers_of_ten_have_their_zeros() {
    for exponent in [0, 1, 2, 3, 17, 18, 19, 20, 9_999, 40_000] {
        assert_eq!(Int::power_of_ten(exponent).to_string(), format!("1{:0>exponent$}", ""));
    }
}

#[test]
fn only_digits_are_integers() {
    for text in ["", "-", "+1", "--1", "1_0", "1.0", " 1", "1 ", "\u{661}", "1e3", "1-", "a"] {
        assert!(Int::parse(text).is_none(), "{text}");
    }
    for text in ["0x", "-0x", "0x-1", "0x+1", "0X1", "1x1", "00x1", "0x0x1", "0xg", "0x1_0", "0x 1"]
    {
        assert!(Int::parse(text).is_none(), "{text}");
    }
    for (text, value) in [("0x10", "16"), ("-0xfF", "-255"), ("0x007", "7"), ("-0x0", "0")] {
        assert_eq!(Int::parse(text).unwrap().to_string(), value);
    }
    assert_eq!(Int::parse("-007").unwrap().to_string(), "-7");
    assert_eq!(Int::parse("-0").unwrap(), Int::ZERO);
}
