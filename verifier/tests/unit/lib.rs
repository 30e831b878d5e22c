//! Unit tests of the private modules, outside `src` so that the trusted code stays short to read.

use dashu_int::IBig;

use crate::fraction::{Fraction, common_multiple, over_one_unit};
use crate::json::Scanner;
use crate::lifting;
use crate::number::{index, number, unsigned};
use crate::sha256::sha256;
use crate::{Failure, Incentives, Rejection, verify};

mod lp;

fn fraction(numerator: i64, denominator: i64) -> Fraction {
    Fraction::new(IBig::from(numerator), IBig::from(denominator))
}

#[track_caller]
fn check_number(text: &str, expected: &str) {
    let actual = number(text).map_or("none".to_string(), |number| number.to_string());
    assert_eq!(actual, expected, "{text}");
}

#[track_caller]
fn check_string(text: &str, expected: &str) {
    let actual = match Scanner::new(text).text() {
        Ok(decoded) => decoded.into_owned(),
        Err(expected) => format!("error: {expected}"),
    };
    assert_eq!(actual, expected, "{text}");
}

/// One type of mass 1 with wtp 1, one level of quality 1 and mass 1/2.
const INSTANCE: &str = r#"{"name": "n", "alpha": "1",
"groups": [{"label": "g", "mass": "1", "types": [{"wtp": "1", "prob": "1", "weight": "0"}]}],
"quality": [{"level": "1", "mass": "1/2"}]}"#;
const CERTIFICATE: &str = "ironproof-certificate 1\nvalue 1/2\nsupply 1\ngroup 1\n\
                           item 1 1 1/2 1:1/2\ndual 1 0 0\nend\n";

#[track_caller]
fn check_verdict(certificate: &str, expected: &str) {
    let actual = match verify(INSTANCE, certificate, Incentives::All) {
        Ok(verified) => format!("verified {}", verified.value()),
        Err(Failure::Rejected(rejection)) => rejection.to_string(),
        Err(Failure::Instance(error)) => error.to_string(),
    };
    assert_eq!(actual, expected, "{certificate}");
}

#[test]
fn fractions_are_reduced() {
    assert_eq!(fraction(6, 4), fraction(3, 2));
    assert_eq!(fraction(-6, 4).to_string(), "-3/2");
    assert_eq!(fraction(4, 2).to_string(), "2");
    assert_eq!(fraction(0, 7), Fraction::ZERO);
}

#[test]
fn fractions_compute_and_compare() {
    assert_eq!(fraction(1, 6).plus(&fraction(1, 3)), fraction(1, 2));
    assert_eq!(fraction(1, 6).plus(&fraction(1, 6)), fraction(1, 3));
    assert_eq!(fraction(1, 6).minus(&fraction(2, 3)), fraction(-1, 2));
    assert_eq!(fraction(-2, 3).times(&fraction(3, 4)), fraction(-1, 2));
    assert!(fraction(1, 3) < fraction(2, 5) && fraction(-1, 2) < fraction(-1, 3));
    assert!(fraction(-1, 3) < Fraction::ZERO && Fraction::ZERO < fraction(1, 3));
}

#[test]
fn lists_get_one_unit() {
    assert_eq!(common_multiple(&IBig::from(4), &IBig::from(6)), IBig::from(12));
    let (a, b, unit) = over_one_unit(&[fraction(1, 2), fraction(2, 3)], &[fraction(-5, 4)]);
    assert_eq!(unit, IBig::from(12));
    assert_eq!(a, [IBig::from(6), IBig::from(8)]);
    assert_eq!(b, [IBig::from(-15)]);
    assert_eq!(over_one_unit(&[], &[]), (vec![], vec![], IBig::ONE));
}

#[test]
fn numbers_are_exact() {
    check_number("7", "7");
    check_number("-007", "-7");
    check_number("0.1", "1/10");
    check_number("-0.50", "-1/2");
    check_number("1e3", "1000");
    check_number("12.5E-1", "5/4");
    check_number("1.5e+1", "15");
    check_number("1e00000000000000000000002", "100");
    check_number("-6/4", "-3/2");
    check_number("-0", "0");
    let huge = number("1e9999").map(|number| number.to_string().len());
    assert_eq!(huge, Some(10_000));
}

#[test]
fn other_texts_are_no_numbers() {
    for text in [
        "", "-", "+1", "--1", ".5", "5.", "1.e2", "1e", "e1", "1e+", "1e10000", "1e-10000",
        "1e1.5", "1e2e3", "1.2.3", "1_000", " 1", "1 ", "inf", "NaN", "0x1", "1/0", "1/", "/2",
        "1/-2", "1/2/3", "1.5/2", "1/2e1", "\u{661}",
    ] {
        check_number(text, "none");
    }
}

#[test]
fn certificates_have_their_own_numbers() {
    assert_eq!(unsigned("6/4"), Some(fraction(3, 2)));
    for text in ["-1", "1.5", "1e2", "1/0", "", "1/", "+1"] {
        assert_eq!(unsigned(text), None, "{text}");
    }
    assert_eq!(index("10"), Some(10));
    for text in ["0", "01", "", "+1", "-1", "99999999999999999999999999"] {
        assert_eq!(index(text), None, "{text}");
    }
}

#[test]
fn strings_are_decoded() {
    check_string(r#" "plain""#, "plain");
    check_string(r#""a\"\\\/\b\f\n\r\t\u00e9b""#, "a\"\\/\u{8}\u{c}\n\r\t\u{e9}b");
    check_string(r#""\ud83d\ude00""#, "\u{1f600}");
    check_string(r#""\u0041\ud83d\ude00é""#, "A\u{1f600}é");
    check_string(r#""\ude00""#, "error: surrogates in pairs");
    check_string(r#""\ud83dx""#, "error: surrogates in pairs");
    check_string(r#""\u12""#, "error: four hexadecimal digits");
    check_string(r#""\u12é4""#, "error: four hexadecimal digits");
    check_string(r#""\é""#, "error: an escape of JSON");
    check_string("\"a\tb\"", "error: a closing quote, and no control character before it");
    check_string("\"", "error: a closing quote, and no control character before it");
    check_string("\"\\", "error: an escape of JSON");
}

#[test]
fn positions_count_lines_and_bytes() {
    let text = "{\"é\n";
    let Err(error) = crate::instance::read(text) else { panic!("this is no instance") };
    assert_eq!(error.to_string().split(": ").next(), Some("line 1, column 5"));
}

#[test]
fn line_ends_are_exact() {
    check_verdict(CERTIFICATE, "verified 1/2");
    check_verdict(
        &CERTIFICATE.replace('\n', "\r\n"),
        "certificate:1: expected the end of the line",
    );
    check_verdict(
        CERTIFICATE.trim_end(),
        "certificate:8: expected a line end after `end`, and nothing more",
    );
    check_verdict("", "certificate:1: expected ironproof-certificate 1");
    check_verdict("\u{fffd}", "certificate:1: expected ironproof-certificate 1");
}

#[test]
fn a_certificate_of_something_else_is_told() {
    let of_model =
        "certificate:1: expected a certificate of an instance; this one is of a model (*.mps)";
    check_verdict("ironproof-lp-certificate 2\n", of_model);
    let other = CERTIFICATE.replace("supply 1", "supply 1 1");
    let levels = "certificate:3: expected supply and a number per level of this instance";
    check_verdict(&other, levels);
    check_verdict(&CERTIFICATE.replace("value 1/2", "value 2/3"), "the optimum is 1/2, not 2/3");
}

#[test]
fn every_cut_of_a_certificate_is_malformed() {
    for end in 0..CERTIFICATE.len() {
        let result = verify(INSTANCE, &CERTIFICATE[..end], Incentives::All);
        assert!(
            matches!(result, Err(Failure::Rejected(Rejection::Malformed(..)))),
            "cut at {end}: {result:?}"
        );
    }
}

#[test]
fn every_cut_of_an_instance_is_an_error() {
    for end in 0..INSTANCE.len() {
        let result = verify(&INSTANCE[..end], CERTIFICATE, Incentives::All);
        assert!(matches!(result, Err(Failure::Instance(_))), "cut at {end}");
    }
}

#[test]
fn a_bound_below_the_value_would_say_so() {
    let rejection = Rejection::Bound(fraction(1, 2), fraction(3, 4));
    assert_eq!(rejection.to_string(), "bound 1/2 is below value 3/4");
}

/// The examples of the standard, and lengths around the end of a block.
#[test]
fn digests_are_those_of_the_standard() {
    for (message, digest) in [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        ),
    ] {
        assert_eq!(sha256(message.as_bytes()), digest);
    }
    let digests = [55, 56, 63, 64, 65].map(|n| sha256("a".repeat(n).as_bytes())[..8].to_string());
    assert_eq!(digests, ["9f4390f8", "b35439a4", "7d3e74a0", "ffe054fe", "635361c4"]);
}

/// Random sparse systems, some with entries of many digits, times the solution give the right side.
#[test]
fn systems_are_solved_exactly() {
    let mut state = 1_u64;
    let mut random = |bound: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut n_singular = 0;
    for n in 0..60_usize {
        let size = n % 12;
        let scale = IBig::from(10).pow(if n % 3 == 0 { 40 } else { 0 });
        let mut rows: Vec<lifting::Row> = Vec::new();
        for _ in 0..size {
            let mut row = lifting::Row::new();
            for j in 0..size {
                if random(3) == 0 {
                    row.push((j, (IBig::from(random(19)) - 9) * &scale + random(2)));
                }
            }
            row.retain(|(_, value)| *value != IBig::ZERO);
            rows.push(row);
        }
        let right: Vec<IBig> = (0..size).map(|_| IBig::from(random(99)) - 49).collect();
        let Some((x, denominator)) = lifting::solve(&rows, &right) else {
            n_singular += 1;
            continue;
        };
        assert!(IBig::ZERO < denominator);
        for (row, right) in rows.iter().zip(&right) {
            let sum = row.iter().fold(IBig::ZERO, |sum, (j, value)| sum + value * &x[*j]);
            assert_eq!(sum, right * &denominator, "{rows:?}");
        }
    }
    assert!(10 < n_singular && n_singular < 50, "{n_singular}");
}
