//! Forged certificates with operands above the thresholds of the big-integer library, and files that
//! would take minutes and gigabytes without limits.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fmt::Write;
use std::time::{Duration, Instant};

use ironproof_mechanism::{Failure, verify};
use ironproof_test_inputs::Random;
use ironproof_test_inputs::operands::below_top;
use num_bigint::BigUint;

/// A number of so many words, the last two of which are given, greatest last.
fn number(random: &mut Random, n_words: usize, top: [u64; 2]) -> BigUint {
    let words = below_top(random, n_words, &top).into_iter();
    BigUint::from_bytes_le(&words.flat_map(u64::to_le_bytes).collect::<Vec<_>>())
}

fn verdict(instance: &str, certificate: &str) -> String {
    match verify(instance, certificate) {
        Ok(verified) => verified.to_string(),
        Err(failure) => failure.to_string(),
    }
}

/// Chances 1/b at quality 1/2 and c/D at quality 1, so that the quality is 1/A + c/D, A = 2 b: about
/// 9/10. dashu-int 0.6.2 computes 2/3 of A D, so that it looks like 27/20 and a payment of 13/10 passes.
#[test]
fn a_quality_above_one_is_refused() {
    let instance = r#"{"name": "honest", "alpha": "1",
 "groups": [{"label": "all", "mass": "1", "types": [{"wtp": "1", "prob": "1", "weight": "0"}]}],
 "quality": [{"level": "1/2", "mass": "1"}, {"level": "1", "mass": "1"}]}"#;
    let certificate = |value: &str, lottery: &str| {
        format!(
            "ironproof-certificate 1\nvalue {value}\nsupply 0 0\ngroup 1\n\
             item 1 1 {value} {lottery}\ndual {value} 0 0\nend\n"
        )
    };
    assert_eq!(verdict(instance, &certificate("1", "2:1")), "verified 1");
    for seed in 1..=3 {
        let mut random = Random::new(seed);
        let a = number(&mut random, 4001, [u64::MAX, u64::MAX]);
        let d = number(&mut random, 4001, [u64::MAX, 2]) | BigUint::from(1_u8);
        let lottery = format!("1:1/{} 2:{}/{d}", a >> 1, &d * 9_u8 / 10_u8);
        assert_eq!(verdict(instance, &certificate("13/10", &lottery)), "violated: IR(g1,1)");
    }
}

/// Two groups with the multipliers X / b and Y / D, both above 1, whose sum is 17/10 if X D loses
/// W^(n + m - 1), W = 2^64: the carry that dashu-int 0.6.2 loses.
#[test]
fn a_bound_below_the_optimum_is_refused() {
    let instance = r#"{"name": "below", "alpha": "1",
 "groups": [{"label": "a", "mass": "1", "types": [{"wtp": "1", "prob": "1", "weight": "0"}]},
            {"label": "b", "mass": "1", "types": [{"wtp": "1", "prob": "1", "weight": "0"}]}],
 "quality": [{"level": "1", "mass": "2"}]}"#;
    let certificate = |value: &str, duals: [&str; 2], transfer: &str| {
        let [first, second] = duals;
        format!(
            "ironproof-certificate 1\nvalue {value}\nsupply 0\ngroup 1\nitem 1 1 1 1:1\n\
             dual {first} 0 0\ngroup 2\nitem 1 1 {transfer} 1:1\ndual {second} 0 0\nend\n"
        )
    };
    assert_eq!(verdict(instance, &certificate("2", ["1", "1"], "1")), "verified 2");
    for seed in [1, 3] {
        let duals = multipliers_with_a_carry(&mut Random::new(seed));
        let refused = verdict(instance, &certificate("17/10", [&duals[0], &duals[1]], "7/10"));
        assert!(refused.starts_with("bound ") && refused.ends_with(" exceeds value 17/10"));
    }
}

fn multipliers_with_a_carry(random: &mut Random) -> [String; 2] {
    let (n, m) = (4001, 4006);
    let (one, ten) = (BigUint::from(1_u8), BigUint::from(10_u8));
    // X / b is a little above 1, and b has no factor in common with X and with 10.
    let x = number(random, n, [u64::MAX, u64::MAX]) | &one;
    let (mut b, mut inverse) = (&x * 999_u16 / 1000_u16, None);
    while inverse.is_none() {
        b -= &one;
        let is_candidate = &b % 2_u8 == one && &b % 5_u8 != BigUint::ZERO;
        inverse = if is_candidate { x.modinv(&b) } else { None };
    }
    // D is a multiple of 10 with X D = W^(n + m - 1) modulo b.
    let carry = &one << (64 * (n + m - 1));
    let mut rest = &carry * inverse.unwrap() % &b;
    while &rest % 10_u8 != BigUint::ZERO {
        rest += &b;
    }
    let modulus = &b * &ten;
    let top = number(random, m, [u64::MAX, 2]) >> (64 * (m - 3)) << (64 * (m - 3));
    let d = &top + (&modulus + &rest - &top % &modulus) % &modulus;
    // Y = 17/10 D - (X D - W^(n + m - 1)) / b
    let y = &d * 17_u8 / 10_u8 - (&x * &d - &carry) / &b;
    [format!("{x}/{b}"), format!("{y}/{d}")]
}

fn types(n_types: u64, mut number: impl FnMut(u64) -> String) -> String {
    let mut text = String::from(
        "{\"name\": \"n\", \"alpha\": \"1\", \"quality\": [{\"level\": \"1\", \"mass\": \"1\"}],\n\
         \"groups\": [{\"label\": \"g\", \"mass\": \"1\", \"types\": [",
    );
    for k in 1..=n_types {
        let comma = if k == 1 { "" } else { ",\n" };
        write!(text, "{comma}{}", number(k)).unwrap();
    }
    text + "]}]}"
}

#[track_caller]
fn check_too_large(instance: &str, certificate: &str) {
    let start = Instant::now();
    let failure = verify(instance, certificate).unwrap_err();
    assert!(matches!(failure, Failure::TooLarge(..)), "{failure}");
    assert!(failure.to_string().starts_with("too large: more than "));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn types_with_unrelated_denominators_are_refused() {
    // 950 kB that took 186 seconds and 6 GB.
    let instance = types(11_000, |k| {
        let unit = 1_000_000_007 + 2 * k * k;
        format!(
            "{{\"wtp\": \"{k}/{unit}\", \"prob\": \"1/11000\", \"weight\": \"1/{}\"}}",
            unit + 2
        )
    });
    assert!(instance.len() < 950_000);
    check_too_large(&instance, "");
    let instance = types(11_000, |k| {
        format!(
            "{{\"wtp\": \"{k}\", \"prob\": \"1/{}\", \"weight\": \"1\"}}",
            1_000_000_007 + 2 * k * k
        )
    });
    check_too_large(&instance, "");
}

/// Of 201 digits, so that a few hundred of them reach the limit.
fn long_unit(k: u64) -> String {
    format!("1{:0>200}", 2 * k * k + 7)
}

#[test]
fn lotteries_with_unrelated_denominators_are_refused() {
    let n = 20_000;
    let instance =
        types(n, |k| format!("{{\"wtp\": \"{k}\", \"prob\": \"1/{n}\", \"weight\": \"1\"}}"));
    let mut certificate = String::from("ironproof-certificate 1\nvalue 1\nsupply 0\ngroup 1\n");
    for k in 1..=n {
        writeln!(certificate, "item {k} {k} 0 1:1/{}", long_unit(k)).unwrap();
    }
    certificate += "tight\nend\n";
    check_too_large(&instance, &certificate);
}

#[test]
fn multipliers_with_unrelated_denominators_are_refused() {
    let n = 20_000;
    let instance =
        types(n, |k| format!("{{\"wtp\": \"{k}\", \"prob\": \"1/{n}\", \"weight\": \"1\"}}"));
    let certificate = |dual: &dyn Fn(u64, String) -> String| {
        let mut certificate = format!(
            "ironproof-certificate 1\nvalue 0\nsupply 0\ngroup 1\nitem 1 {n} 0\ndual 1 0 0\n"
        );
        for k in 2..=n {
            writeln!(certificate, "dual {}", dual(k, long_unit(k))).unwrap();
        }
        certificate + "end\n"
    };
    check_too_large(&instance, &certificate(&|_, unit| format!("1/{unit} 0 0")));
    // Every other type is at another level, so that these do not cancel.
    let flat = |k, unit| match k % 2 {
        0 => "0 0 0".to_string(),
        _ => format!("0 0 1{:0>206}/{unit}", 0),
    };
    check_too_large(&instance, &certificate(&flat));
}

#[test]
fn too_many_items_are_refused() {
    let n = 50_001;
    let instance =
        types(n, |k| format!("{{\"wtp\": \"{k}\", \"prob\": \"1/{n}\", \"weight\": \"1\"}}"));
    let mut certificate = String::from("ironproof-certificate 1\nvalue 1\nsupply 0\ngroup 1\n");
    for k in 1..=n {
        writeln!(certificate, "item {k} {k} 0").unwrap();
    }
    certificate += "tight\nend\n";
    let failure = verify(&instance, &certificate).unwrap_err();
    assert_eq!(failure.to_string(), "too large: more than 50000 items in a group");
}

#[test]
fn endless_numbers_are_refused() {
    let digits = "7".repeat(2_100_000);
    let instance =
        types(1, |_| format!("{{\"wtp\": \"{digits}\", \"prob\": \"1\", \"weight\": \"1\"}}"));
    check_too_large(&instance, "");
    let instance = types(1, |_| "{\"wtp\": \"1\", \"prob\": \"1\", \"weight\": \"1\"}".to_string());
    check_too_large(&instance, &format!("ironproof-certificate 1\nvalue {digits}\n"));
}

#[test]
fn deep_nesting_ends_at_its_first_bracket() {
    let failure = verify(&"[".repeat(10_000_000), "").unwrap_err();
    assert_eq!(failure, Failure::Input(1, 1, "an object"));
    let text = format!("{{\"groups\": {}", "[".repeat(10_000_000));
    assert_eq!(verify(&text, "").unwrap_err(), Failure::Input(1, 13, "an object"));
}
