//! Unit tests of the private modules, outside `src` so that the trusted code stays short to read.

use dashu_int::IBig;

use crate::fraction::{Fraction, common_multiple, over_one_unit};
use crate::json::Scanner;
use crate::number::{index, number, unsigned};
use crate::{Failure, Incentives, Rejection, verify};

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
