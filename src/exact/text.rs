//! The certificate of an LP as text, `docs/formats.md`, section LP certificate. Its reader lives in the
//! verifier on purpose: the two sides agree on the page, not on code.

use std::fmt::Write;

use dashu_int::IBig;

use crate::exact::proof::{Proof, Vector};

/// The certificate.
pub fn write_certificate(proof: &Proof) -> String {
    let mut text = String::from("ironproof-lp-certificate 1\n");
    match proof {
        Proof::Optimal { point, multipliers, value } => {
            line(&mut text, format_args!("optimal {value}"));
            vector(&mut text, "point", point);
            vector(&mut text, "multipliers", multipliers);
        }
        Proof::Infeasible { multipliers } => {
            line(&mut text, format_args!("infeasible"));
            entries(&mut text, format_args!("multipliers 1"), multipliers);
        }
        Proof::CrossedColumn(j) => line(&mut text, format_args!("infeasible\ncolumn {}", j + 1)),
        Proof::CrossedRow(i) => line(&mut text, format_args!("infeasible\nrow {}", i + 1)),
        Proof::Unbounded { point, ray } => {
            line(&mut text, format_args!("unbounded"));
            vector(&mut text, "point", point);
            entries(&mut text, format_args!("ray 1"), ray);
        }
    }
    text.push_str("end\n");
    text
}

fn vector(text: &mut String, name: &str, vector: &Vector) {
    entries(text, format_args!("{name} {}", vector.denominator), &vector.numerators);
}

fn entries(text: &mut String, head: std::fmt::Arguments<'_>, values: &[IBig]) {
    line(text, head);
    for (k, value) in values.iter().enumerate() {
        if !value.is_zero() {
            line(text, format_args!("{} {value}", k + 1));
        }
    }
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = text.write_fmt(words);
    text.push('\n');
}
