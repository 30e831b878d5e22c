//! Every damaged certificate is refused, unless the damage left a proof.
//!
//! Dual optima need not be unique, so a changed multiplier can still prove the same value. The naive
//! checker of `common` decides: the verifier must accept exactly the certificates that it accepts.

use ironproof::finite::{self, FiniteInstance};
use ironproof_verifier::{Failure, Incentives, Rejection, verify};

use crate::common::{certificate_text, is_proof, listed, randoms, tight_certificate_text};

/// Each number of the text, as byte range.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = None;
    for (at, byte) in text.bytes().chain([b'\n']).enumerate() {
        match (byte.is_ascii_digit() || byte == b'/', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                ranges.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    ranges
}

/// Other numbers to stand in the place of `number`.
fn replacements(number: &str) -> Vec<String> {
    let (numerator, denominator) = number.split_once('/').unwrap_or((number, "1"));
    let mut others = vec![
        format!("{numerator}1/{denominator}"),
        format!("{numerator}/{denominator}3"),
        "0".to_owned(),
        "1".to_owned(),
        "2".to_owned(),
        "1/7".to_owned(),
    ];
    // One part in 10^20 up and down: no tolerance can hide it.
    others.push(format!("{numerator}00000000000000000001/{denominator}00000000000000000000"));
    if numerator.len() > 1 {
        others.push(format!("{}/{denominator}", &numerator[..numerator.len() - 1]));
    }
    others
}

#[test]
fn a_changed_number_is_refused_unless_a_proof_is_left() {
    for (form, least) in [
        (certificate_text as fn(&FiniteInstance) -> String, 10_000),
        (tight_certificate_text, 4_000),
    ] {
        change_numbers(form, least);
    }
}

fn change_numbers(form: fn(&FiniteInstance) -> String, least: usize) {
    let (mut tried, mut refused, mut still_proofs) = (0, 0, 0);
    let instances = listed().into_iter().take(40).chain(randoms(30, 40));
    for instance in instances {
        let json = finite::to_json(&instance);
        let text = form(&instance);
        assert!(verify(&json, &text, Incentives::All).is_ok(), "{}", instance.name);
        // The first line is the version, refused below.
        let body = text.find('\n').unwrap();
        for range in numbers(&text).into_iter().filter(|range| range.start > body) {
            for other in replacements(&text[range.clone()]) {
                let damaged = format!("{}{other}{}", &text[..range.start], &text[range.end..]);
                if damaged == text || same_number(&text[range.clone()], &other) {
                    continue;
                }
                tried += 1;
                if verify(&json, &damaged, Incentives::All).is_err() {
                    refused += 1;
                } else {
                    assert!(is_proof(&instance, &damaged), "accepted wrongly:\n{json}\n{damaged}");
                    assert_eq!(line(&damaged, 1), line(&text, 1), "another value accepted");
                    still_proofs += 1;
                }
            }
        }
    }
    println!("{tried} mutations, {refused} refused, {still_proofs} left a proof of the same value");
    assert!(tried > least, "only {tried} mutations tried");
    assert!(still_proofs * 10 < tried, "{still_proofs} of {tried} accepted");
}

fn same_number(a: &str, b: &str) -> bool {
    ironproof::rational::parse(a) == ironproof::rational::parse(b)
}

fn line(text: &str, index: usize) -> &str {
    text.lines().nth(index).unwrap()
}

#[test]
fn a_certificate_proves_nothing_about_another_instance() {
    for instance in listed().into_iter().take(20) {
        let text = certificate_text(&instance);
        let mut other = instance.clone();
        other.alpha += crate::common::number("1/1000000000000");
        let json = finite::to_json(&other);
        assert_eq!(
            verify(&json, &text, Incentives::All).is_ok(),
            is_proof(&other, &text),
            "{}",
            instance.name
        );
    }
}

/// Pools in the wrong places: the verifier accepts exactly what the definitions accept.
#[test]
fn wrong_pools_are_refused_unless_a_proof_is_left() {
    let (mut refused, mut still_proofs) = (0, 0);
    for instance in listed().into_iter().chain(randoms(31, 300)) {
        let json = finite::to_json(&instance);
        let text = tight_certificate_text(&instance);
        assert!(is_proof(&instance, &text), "{}", instance.name);
        assert!(verify(&json, &text, Incentives::All).is_ok(), "{}", instance.name);
        let lines: Vec<&str> = text.lines().collect();
        let (mut group, mut variants) = (0, Vec::new());
        for (at, line) in lines.iter().enumerate() {
            if line.starts_with("group") {
                group += 1;
            }
            let mut with = |new: &[String]| {
                let (before, after) = (lines[..at].join("\n"), lines[at + 1..].join("\n"));
                variants.push(format!("{before}\n{}{after}\n", new.concat()));
            };
            if *line == "tight" {
                // One pool in front of all others, which must then be gone to be in order.
                let n_types = instance.groups[group - 1].types.len();
                (2..=n_types).for_each(|last| with(&[format!("tight\npool 1 {last}\n")]));
            } else if let Some((first, last)) =
                line.strip_prefix("pool ").and_then(|pool| pool.split_once(' '))
            {
                let ends = [first, last].map(|end| end.parse::<usize>().unwrap());
                with(&[]);
                with(&[format!("pool {} {last}\n", ends[0] + 1)]);
                with(&[format!("pool {first} {}\n", ends[1] - 1)]);
                with(&[format!("pool {first} {}\n", ends[1] + 1)]);
                with(&[format!("pool {} {last}\n", ends[0] - 1)]);
                for middle in ends[0] + 1..ends[1].saturating_sub(1) {
                    let rest = format!("pool {} {last}\n", middle + 1);
                    with(&[format!("pool {first} {middle}\n"), rest]);
                }
            }
        }
        for damaged in variants {
            match verify(&json, &damaged, Incentives::All) {
                Ok(_) => {
                    assert!(is_proof(&instance, &damaged), "accepted wrongly:\n{json}\n{damaged}");
                    still_proofs += 1;
                }
                Err(Failure::Rejected(Rejection::Malformed(..))) => refused += 1,
                Err(_) => {
                    assert!(!is_proof(&instance, &damaged), "refused wrongly:\n{json}\n{damaged}");
                    refused += 1;
                }
            }
        }
    }
    println!("{refused} refused, {still_proofs} left a proof");
    assert!(2_000 < refused && 0 < still_proofs, "{refused} {still_proofs}");
}

#[test]
fn lost_swapped_and_repeated_lines_are_refused() {
    for instance in listed().into_iter().take(10) {
        let json = finite::to_json(&instance);
        let text = certificate_text(&instance);
        let lines: Vec<&str> = text.lines().collect();
        for at in 0..lines.len() {
            let mut without = lines.clone();
            without.remove(at);
            let mut twice = lines.clone();
            twice.insert(at, lines[at]);
            for damaged in [without, twice] {
                let damaged = damaged.join("\n") + "\n";
                assert!(verify(&json, &damaged, Incentives::All).is_err(), "line {at}:\n{damaged}");
            }
        }
    }
}
