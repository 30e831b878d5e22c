//! Operations compared with a second library.
//!
//! Each test takes its share of 10,000 operations, or of as many as the variable NUMBERS_OPERATIONS
//! says: `NUMBERS_OPERATIONS=1000000 cargo test --release -p ironproof-number --lib`.

mod known;
mod operands;
mod rationals;

use num_bigint::{BigInt, BigUint};

use super::ops::{BitTest, DivEuclid, Gcd, RemEuclid};
use super::{IBig, Sign, UBig};
use operands::{Operands, second};

const N_TESTS: usize = 12;

/// The numbers of the cases of one test.
fn cases() -> std::ops::Range<usize> {
    let n = std::env::var("NUMBERS_OPERATIONS").map_or(10_000, |text| text.parse().unwrap());
    0..n / N_TESTS
}

fn signed(operands: &mut Operands, size: UBig) -> IBig {
    let sign = if operands.below(2) == 0 { Sign::Positive } else { Sign::Negative };
    IBig::from_parts(sign, size)
}

fn second_signed(x: &IBig) -> BigInt {
    BigInt::from_signed_bytes_le(&x.to_le_bytes())
}

#[test]
fn sums_and_shifts() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let (n, m) = operands.lengths(50);
        let (x, y) = (operands.natural(n), operands.natural(m));
        assert_eq!(second(&(&x + &y)), second(&x) + second(&y), "case {case}");
        let (x, y) = (signed(&mut operands, x), signed(&mut operands, y));
        let (u, v) = (second_signed(&x), second_signed(&y));
        assert_eq!(second_signed(&(&x - &y)), &u - &v, "case {case}");
        assert_eq!(x.cmp(&y), u.cmp(&v), "case {case}");
        let shift = operands.below(200);
        assert_eq!(second_signed(&(&x << shift)), &u << shift, "case {case}");
        assert_eq!(second_signed(&(&x >> shift)), &u >> shift, "case {case}");
    }
}

#[test]
fn products() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let (n, m) = operands.lengths(50);
        let (x, y) = (operands.natural(n), operands.natural(m));
        let product = second(&x) * second(&y);
        assert_eq!(second(&(&x * &y)), product, "case {case}");
        let (x, y) = (signed(&mut operands, x), signed(&mut operands, y));
        let is_positive = x.sign() == y.sign();
        let product = BigInt::from(product);
        let product = if is_positive { product } else { -product };
        assert_eq!(second_signed(&(x * y)), product, "case {case}");
    }
}

#[test]
fn squares() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let n = operands.length(50);
        let x = operands.natural(n);
        let u = second(&x);
        assert_eq!(second(&(&x * &x)), &u * &u, "case {case}");
    }
}

/// Only one pair (q, r) has a = q d + r and 0 <= r < d.
#[test]
fn quotients() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let (n, m) = operands.lengths(50);
        let d = operands.natural(m).max(UBig::ONE);
        let a = if operands.below(2) == 0 {
            operands.natural(n + m)
        } else {
            // The largest and the smallest rests of a structured quotient.
            let multiple = &d * operands.natural(n);
            [&multiple + (&d - UBig::ONE), &multiple + UBig::ONE, multiple][operands.below(3)]
                .clone()
        };
        let (q, r) = a.div_rem(&d);
        assert!(r < d, "case {case}");
        assert_eq!(second(&q) * second(&d) + second(&r), second(&a), "case {case}");
        assert_eq!((&a / &d, &a % &d), (q, r), "case {case}");
        // Towards zero and downwards, with signs.
        let (a, d) = (signed(&mut operands, a), signed(&mut operands, d));
        let (u, v) = (second_signed(&a), second_signed(&d));
        let (q, r) = (second_signed(&(&a / &d)), second_signed(&(&a % &d)));
        assert_eq!(&q * &v + &r, u, "case {case}");
        assert!(r.magnitude() < v.magnitude(), "case {case}");
        assert!(r.sign() == u.sign() || r == BigInt::ZERO, "case {case}");
        let (q, r) = ((&a).div_euclid(&d), (&a).rem_euclid(&d));
        assert_eq!(second_signed(&q) * &v + BigInt::from(second(&r)), u, "case {case}");
        assert!(&second(&r) < v.magnitude(), "case {case}");
    }
}

/// gcd(g u, g v) = g if u and v have no common factor.
#[test]
fn greatest_common_divisors() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let (n, m) = operands.lengths(200);
        let (u, v) = match operands.below(4) {
            // x and k x + 1.
            0 => {
                let x = operands.natural(n);
                let multiple = operands.natural(m) * &x + UBig::ONE;
                (x, multiple)
            }
            // Neighbours in the sequence of Fibonacci: every quotient of Euclid's algorithm is 1.
            1 => fibonacci(92 * n),
            // 2^a - 1 and 2^b - 1, the exponents without a common factor.
            2 => {
                let b = 64 * m.max(1) - 1;
                let a = (64 * n + 1..=64 * n + b).find(|a| gcd_of_words(*a, b) == 1).unwrap();
                let ones = |n_bits: usize| (UBig::ONE << n_bits) - UBig::ONE;
                (ones(a), ones(b))
            }
            _ => {
                let (x, y) = (operands.natural(n), operands.natural(m).max(UBig::ONE));
                if 100 < n.max(m) {
                    // Too slow to ask the second library.
                    let g = (&x).gcd(&y);
                    assert!((&x % &g).is_zero() && (&y % &g).is_zero(), "case {case}");
                    assert!((&(x / &g)).gcd(y / g).is_one(), "case {case}");
                } else {
                    let g = second_gcd(second(&x), second(&y));
                    assert_eq!(second(&x.gcd(y)), g, "case {case}");
                }
                continue;
            }
        };
        let n_common = operands.length(200);
        let g = operands.natural(n_common).max(UBig::ONE);
        assert_eq!((&g * u).gcd(&g * v), g, "case {case}");
    }
}

fn second_gcd(mut x: BigUint, mut y: BigUint) -> BigUint {
    while y != BigUint::ZERO {
        let rest = x % &y;
        (x, y) = (y, rest);
    }
    x
}

fn gcd_of_words(x: usize, y: usize) -> usize {
    if y == 0 { x } else { gcd_of_words(y, x % y) }
}

fn fibonacci(n: usize) -> (UBig, UBig) {
    let (mut x, mut y) = (UBig::ONE, UBig::ONE);
    for _ in 0..n {
        let next = x + &y;
        (x, y) = (y, next);
    }
    (x, y)
}

#[test]
fn powers() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let (n, n_result) = (operands.below(4), operands.length(100));
        let base = operands.natural(n);
        let exponent = 64 * n_result / base.bit_len().max(1) + operands.below(3);
        let power = second(&base).pow(u32::try_from(exponent).unwrap());
        assert_eq!(second(&base.pow(exponent)), power, "case {case}");
        let base = -IBig::from(base);
        let sign = if exponent % 2 == 1 { -BigInt::from(1) } else { BigInt::from(1) };
        assert_eq!(second_signed(&base.pow(exponent)), sign * BigInt::from(power), "case {case}");
    }
}

#[test]
fn factors_are_removed() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let n = operands.length(500);
        let factor = UBig::from([2_u8, 3, 5, 10][operands.below(4)]);
        let mut rest = operands.natural(n).max(UBig::ONE) * factor.pow(operands.below(64 * n + 1));
        let x = rest.clone();
        let count = rest.remove(&factor);
        assert!(!(&rest % &factor).is_zero(), "case {case}");
        assert_eq!(second(&rest) * second(&factor).pow(u32::try_from(count).unwrap()), second(&x));
    }
}

#[test]
fn texts() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let n = operands.length(100);
        let x = operands.natural(n);
        let text = second(&x).to_string();
        assert_eq!(x.to_string(), text, "case {case}");
        assert_eq!(UBig::parse(&text).as_ref(), Some(&x), "case {case}");
        let zeros = "0".repeat(operands.below(100));
        assert_eq!(UBig::parse(&format!("{zeros}{text}")).as_ref(), Some(&x), "case {case}");
        assert_eq!((-IBig::from(x.clone())).to_string().trim_start_matches('-'), text);
        let signed = signed(&mut operands, x.clone());
        assert_eq!(format!("{signed:#x}"), format!("{:#x}", second_signed(&signed)), "case {case}");
        // A wrong character anywhere.
        let mut wrong = text;
        let at = operands.below(wrong.len());
        wrong.replace_range(at..=at, ["x", "_", "-", " ", "é"][operands.below(5)]);
        assert_eq!(UBig::parse(&wrong), None, "case {case}");
    }
}

#[test]
fn words() {
    for case in cases() {
        let mut operands = Operands::new(case);
        let n = operands.length(100);
        let words: Vec<u64> = (0..n).map(|_| operands.word()).collect();
        let horner = |value: BigUint, word: &u64| (value << 64_u8) + word;
        let value = words.iter().rev().fold(BigUint::ZERO, horner);
        assert_eq!(second(&UBig::from_words(&words)), value, "case {case}");
    }
}
