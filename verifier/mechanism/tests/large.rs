//! Forged certificates with operands above the thresholds of the big-integer library, and files that
//! would take minutes and gigabytes without limits.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fmt::Write;
use std::time::{Duration, Instant};

use ironproof_mechanism::{Failure, verify};
use ironproof_numbers::{Fraction, Int};

/// xorshift64*
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}

/// A number of so many words of which two are given, the greatest one last.
fn with_top(random: &mut Random, n_words: usize, top: [u64; 2]) -> Int {
    let mut words: Vec<u64> = (2..n_words).map(|_| random.next()).collect();
    words.extend(top);
    int(&words)
}

fn int(words: &[u64]) -> Int {
    if let [word] = words {
        return Int::from(*word);
    }
    let (low, high) = words.split_at(words.len() / 2);
    int(high) * power(low.len()) + int(low)
}

/// 2^(64 n)
fn power(n: usize) -> Int {
    match n {
        0 => Int::from(1),
        1 => Int::from(u64::MAX) + Int::from(1),
        _ => {
            let half = power(n / 2);
            &half * &half * power(n % 2)
        }
    }
}

fn verdict(instance: &str, certificate: &str) -> String {
    match verify(instance, certificate) {
        Ok(verified) => verified.to_string(),
        Err(failure) => failure.to_string(),
    }
}

/// Chances 1/b at quality 1/2 and 9/10 at quality 1, over denominators A = 2 b and D: dashu-int 0.6.2
/// computes about 2/3 of A D, so that a quality of 9/10 looks like 27/20 and pays 13/10.
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
    let mut random = Random(1);
    for n_words in [4001, 4100] {
        let b = with_top(&mut random, n_words, [u64::MAX, u64::MAX >> 1]);
        let d = with_top(&mut random, n_words, [u64::MAX, 2]) * Int::from(10) + Int::from(1);
        let c = (&d - Int::from(1)) * Int::from(9);
        let d = d * Int::from(10);
        let lottery = format!("1:1/{b} 2:{c}/{d}");
        assert_eq!(verdict(instance, &certificate("13/10", &lottery)), "violated: IR(g1,1)");
    }
}

/// Two groups with multipliers X / b and 17/10 - X / b + 1 / (b D): the bound is above 17/10 by what a
/// lost carry takes away.
#[test]
fn a_bound_below_the_optimum_is_refused() {
    let instance = r#"{"name": "below", "alpha": "1",
 "groups": [{"label": "a", "mass": "1", "types": [{"wtp": "1", "prob": "1", "weight": "0"}]},
            {"label": "b", "mass": "1", "types": [{"wtp": "1", "prob": "1", "weight": "0"}]}],
 "quality": [{"level": "1", "mass": "2"}]}"#;
    let certificate = |value: &str, first: &str, second: &str, rest: &str| {
        format!(
            "ironproof-certificate 1\nvalue {value}\nsupply 0\ngroup 1\nitem 1 1 1 1:1\ndual {first} 0 0\n\
             group 2\nitem 1 1 {rest} 1:1\ndual {second} 0 0\nend\n"
        )
    };
    assert_eq!(verdict(instance, &certificate("2", "1", "1", "1")), "verified 2");
    let mut random = Random(2);
    let x = with_top(&mut random, 4001, [u64::MAX, u64::MAX]);
    let b = with_top(&mut random, 4001, [u64::MAX - 1, u64::MAX - 1]);
    let d = with_top(&mut random, 4006, [u64::MAX, 2]);
    let first = Fraction::new(x, b);
    let second = Fraction::new(d.clone() * Int::from(7) + Int::from(8), d * Int::from(10));
    let refused =
        verdict(instance, &certificate("17/10", &first.to_string(), &second.to_string(), "7/10"));
    // 7/10 is not enough for the T column of the second group.
    assert_eq!(refused, "violated: T(g2,1)");
    // With multipliers that are allowed: their bound is about 2.
    let one_and = |d: Int| Fraction::new(d.clone() + Int::from(1), d).to_string();
    let first = one_and(with_top(&mut random, 4001, [u64::MAX, u64::MAX]));
    let second = one_and(with_top(&mut random, 4006, [u64::MAX, 2]));
    let refused = verdict(instance, &certificate("17/10", &first, &second, "7/10"));
    assert!(refused.starts_with("bound ") && refused.ends_with(" exceeds value 17/10"));
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

#[test]
fn lotteries_with_unrelated_denominators_are_refused() {
    let n = 20_000;
    let instance =
        types(n, |k| format!("{{\"wtp\": \"{k}\", \"prob\": \"1/{n}\", \"weight\": \"1\"}}"));
    let mut certificate = String::from("ironproof-certificate 1\nvalue 1\nsupply 0\ngroup 1\n");
    for k in 1..=n {
        writeln!(certificate, "item {k} {k} 0 1:1/{}", 1_000_000_007 + 2 * k * k).unwrap();
    }
    certificate += "tight\nend\n";
    check_too_large(&instance, &certificate);
}

#[test]
fn multipliers_with_unrelated_denominators_are_refused() {
    let n = 20_000;
    let instance =
        types(n, |k| format!("{{\"wtp\": \"{k}\", \"prob\": \"1/{n}\", \"weight\": \"1\"}}"));
    let certificate = |dual: &dyn Fn(u64, u64) -> String| {
        let mut certificate = format!(
            "ironproof-certificate 1\nvalue 0\nsupply 0\ngroup 1\nitem 1 {n} 0\ndual 1 0 0\n"
        );
        for k in 2..=n {
            writeln!(certificate, "dual {}", dual(k, 1_000_000_007 + 2 * k * k)).unwrap();
        }
        certificate + "end\n"
    };
    check_too_large(&instance, &certificate(&|_, unit| format!("1/{unit} 0 0")));
    // Every other type is at another level, so that these do not cancel.
    let flat = |k, unit| format!("0 0 {}/{unit}", k % 2 * 1_000_000_000_000_000);
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
