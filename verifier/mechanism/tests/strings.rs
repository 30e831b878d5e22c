//! Strings and numbers of instances, and what a verdict says.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use ironproof_mechanism::{Failure, verify};
use ironproof_numbers::Fraction;

/// One type of mass 1 that pays its wtp for the one object.
fn instance(name: &str, wtp: &str) -> String {
    format!(
        r#"{{"name": {name}, "alpha": "1",
 "groups": [{{"label": "g", "mass": "1", "types": [{{"wtp": {wtp}, "prob": "1", "weight": "0"}}]}}],
 "quality": [{{"level": "1", "mass": "1"}}]}}"#
    )
}

fn certificate(value: &str) -> String {
    format!(
        "ironproof-certificate 1\nvalue {value}\nsupply 0\ngroup 1\n\
         item 1 1 {value} 1:1\ndual 1 0 0\nend\n"
    )
}

#[track_caller]
fn check_number(text: &str, value: &str) {
    let verified = verify(&instance("\"n\"", &format!("\"{text}\"")), &certificate(value));
    let actual = match verified {
        Ok(verified) => verified.to_string(),
        Err(failure) => failure.to_string(),
    };
    assert_eq!(actual, format!("verified {value}"), "{text}");
}

#[track_caller]
fn check_not_a_number(text: &str) {
    let failure = verify(&instance("\"n\"", &format!("\"{text}\"")), &certificate("1"));
    let Err(Failure::Input(2, _, expected)) = failure else { panic!("{text}: {failure:?}") };
    assert!(expected.starts_with("a number"), "{text}: {expected}");
}

#[track_caller]
fn check_name(text: &str, name: &str) {
    let verified = verify(&instance(text, "\"1\""), &certificate("1")).unwrap();
    assert_eq!(verified.name(), name);
    assert_eq!(
        (verified.to_string(), verified.value()),
        ("verified 1".to_owned(), Some(&Fraction::from(1)))
    );
}

#[track_caller]
fn check_not_a_name(text: &str, expected: &str) {
    let failure = verify(&instance(text, "\"1\""), &certificate("1")).unwrap_err();
    assert!(failure.to_string().ends_with(&format!("expected {expected}")), "{text}: {failure}");
}

#[test]
fn numbers_are_exact() {
    for (text, value) in [
        ("7", "7"),
        ("007", "7"),
        ("0.5", "1/2"),
        ("00.50", "1/2"),
        ("6/4", "3/2"),
        ("6/1", "6"),
        ("1e3", "1000"),
        ("1.5E+3", "1500"),
        ("150e-2", "3/2"),
        ("0.1e1", "1"),
        ("12.5e-0001", "5/4"),
        ("1e00000000000000000000000000002", "100"),
        ("3.1415926535897932384626433", "31415926535897932384626433/10000000000000000000000000"),
    ] {
        check_number(text, value);
    }
    check_number("1e9999", &format!("1{:0>9999}", ""));
    check_number("1e-9999", &format!("1/1{:0>9999}", ""));
}

#[test]
fn other_texts_are_no_numbers() {
    for text in [
        "",
        "-",
        ".",
        "1.",
        ".5",
        "-.5",
        "+1",
        "1_0",
        " 1",
        "1 ",
        "inf",
        "NaN",
        "0x1",
        "1e",
        "1e+",
        "1e1.5",
        "1e--1",
        "1e+-1",
        "e1",
        "1.5.5",
        "1.-5",
        "1.+5",
        "1/",
        "/2",
        "1/0",
        "1/-2",
        "1/2/3",
        "1.5/2",
        "1/2.5",
        "1/2e3",
        "--1",
        "-1.-5",
        "1e10000",
        "1e-10000",
        "1e999999999999999999999999",
        "1,5",
        "\u{661}",
        "-1",
        "-0.5",
        "-1/2",
        "-1e-3",
    ] {
        check_not_a_number(text);
    }
}

#[test]
fn zero_may_have_a_sign() {
    for text in ["-0", "-0.0", "-0/7", "-0e5", "0e-5"] {
        let instance = instance("\"n\"", &format!("\"{text}\""));
        let certificate = "ironproof-certificate 1\nvalue 0\nsupply 0\ngroup 1\n\
                           item 1 1 0\ndual 1 0 0\nend\n";
        assert_eq!(verify(&instance, certificate).unwrap().to_string(), "verified 0", "{text}");
    }
}

#[test]
fn names_are_decoded() {
    check_name(r#""n""#, "n");
    check_name(r#""a \"b\" \\ \/ c""#, "a \"b\" \\ / c");
    check_name(r#""\b\f\n\r\t""#, "\u{8}\u{c}\n\r\t");
    check_name(r#""\u0041\u00e9\u4E2d""#, "A\u{e9}\u{4e2d}");
    check_name(r#""x\ud83d\ude00y""#, "x\u{1f600}y");
    check_name("\"K\u{f6}ln \u{1f600}\"", "K\u{f6}ln \u{1f600}");
}

#[test]
fn other_texts_are_no_names() {
    check_not_a_name(r#""""#, "a string that is not empty");
    check_not_a_name("7", "a string");
    check_not_a_name(r#""\x""#, "an escape of JSON");
    check_not_a_name(r#""\""#, "a comma or a closing bracket");
    check_not_a_name(r#""\u12""#, "four hexadecimal digits");
    check_not_a_name(r#""\u+123""#, "four hexadecimal digits");
    check_not_a_name(r#""\u-123""#, "four hexadecimal digits");
    check_not_a_name(r#""\u12g4""#, "four hexadecimal digits");
    check_not_a_name("\"\\u12\u{e9}4\"", "four hexadecimal digits");
    check_not_a_name(r#""\ud83d""#, "surrogates in pairs");
    check_not_a_name(r#""\ud83dx\ude00""#, "surrogates in pairs");
    check_not_a_name(r#""\ude00\ud83d""#, "surrogates in pairs");
    check_not_a_name("\"a\tb\"", "a closing quote, and no control character before it");
    check_not_a_name("\"a\nb\"", "a closing quote, and no control character before it");
    check_not_a_name("\"a\u{0}b\"", "a closing quote, and no control character before it");
}
