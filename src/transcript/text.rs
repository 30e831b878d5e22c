//! The certificate of an LP as text, `docs/models.md`, section The certificate. Its reader lives in the
//! verifier on purpose: the two sides agree on the page, not on code.

use std::fmt::{Display, LowerHex, Write};

use ironproof_number::IBig;
use ironproof_number::ops::BitTest;

use crate::digest::Source;
use ironproof_answer::{Basis, BasisStatus};
use ironproof_linear::duality::{OfBase, Vector};
use ironproof_linear::to_word;
use ironproof_number::rational::Rational;
use ironproof_proof::{Bounds, Evidence, Proof};

/// Numbers of more bits are written in hexadecimal digits: decimal ones take longer than the rest of the work.
const LONG: usize = 1_000;

/// The kinds of certificate.
#[derive(Clone, Copy, Debug)]
pub enum Certificate<'a> {
    /// Vectors that prove a verdict.
    Proof(&'a Proof),
    /// An optimal basis: one symbol per column and row, from which the checker computes the vectors.
    Basis(&'a Basis),
    /// Bounds on the optimum.
    Bounds(&'a Bounds),
}

/// The certificate for the model of `source`.
pub fn write_certificate(source: &Source, certificate: Certificate<'_>) -> String {
    let mut text = String::from("ironproof-lp-certificate 3\n");
    line(&mut text, format_args!("file sha256 {}", source.file));
    line(&mut text, format_args!("statement sha256 {}", source.statement));
    for reading in &source.readings {
        line(&mut text, format_args!("reading {}", to_word(reading)));
    }
    if 0 < source.n_relaxed {
        line(&mut text, format_args!("relaxation {}", source.n_relaxed));
    }
    match certificate {
        Certificate::Proof(proof) => write_proof(&mut text, proof),
        Certificate::Basis(basis) => {
            line(&mut text, format_args!("basis"));
            line(&mut text, format_args!("columns {}", symbols(&basis.columns)));
            line(&mut text, format_args!("rows {}", symbols(&basis.rows)));
        }
        Certificate::Bounds(bounds) => {
            let side = |bound: Option<&Rational>| {
                bound.map_or_else(|| "none".to_owned(), Rational::to_string)
            };
            let (lower, upper) = (side(bounds.lower()), side(bounds.upper()));
            line(&mut text, format_args!("bounds {lower} {upper}"));
            if let Some(point) = bounds.point() {
                vector(&mut text, "point", point);
            }
            if let Some(multipliers) = bounds.multipliers() {
                vector(&mut text, "multipliers", multipliers);
            }
        }
    }
    text.push_str("end\n");
    text
}

fn write_proof(text: &mut String, proof: &Proof) {
    match proof.evidence() {
        Evidence::Optimal { point, multipliers, value } => {
            line(text, format_args!("optimal {value}"));
            vector(text, "point", point);
            vector(text, "multipliers", multipliers);
        }
        Evidence::Infeasible { multipliers } => {
            line(text, format_args!("infeasible"));
            entries(text, format_args!("multipliers 1"), multipliers);
        }
        Evidence::CrossedColumn(j) => line(text, format_args!("infeasible\ncolumn {}", j + 1)),
        Evidence::CrossedRow(i) => line(text, format_args!("infeasible\nrow {}", i + 1)),
        Evidence::Unbounded { point, ray } => {
            line(text, format_args!("unbounded"));
            vector(text, "point", point);
            entries(text, format_args!("ray 1"), ray);
        }
    }
}

/// The basis in a certificate of that kind; `None` if it has none.
pub fn basis_of_certificate(text: &str) -> Option<Basis> {
    let mut lines = text.split('\n').skip_while(|line| *line != "basis").skip(1);
    let mut places = |keyword: &str| {
        let symbols = lines.next()?.strip_prefix(keyword)?.chars();
        let place = |symbol| match symbol {
            'B' => Some(BasisStatus::Basic),
            'L' => Some(BasisStatus::Lower),
            'U' => Some(BasisStatus::Upper),
            'Z' => Some(BasisStatus::Zero),
            _ => None,
        };
        symbols.map(place).collect::<Option<Vec<_>>>()
    };
    Some(Basis { columns: places("columns ")?, rows: places("rows ")? })
}

fn symbols(places: &[BasisStatus]) -> String {
    let symbol = |place: &BasisStatus| match place {
        BasisStatus::Basic => 'B',
        BasisStatus::Lower | BasisStatus::Nonbasic => 'L',
        BasisStatus::Upper => 'U',
        BasisStatus::Zero => 'Z',
    };
    places.iter().map(symbol).collect()
}

fn vector(text: &mut String, name: &str, vector: &Vector) {
    let by_base = vector.by_base();
    line(text, format_args!("{name} {}", number(&by_base.denominator)));
    for OfBase { denominator, times, places } in by_base.bases {
        if !times.is_one() {
            line(text, format_args!("over {} {}", number(&denominator), number(&times)));
        }
        for at in places {
            let (numerator, factor) = (&vector.numerators()[at], vector.factor(at));
            if factor.is_one() {
                line(text, format_args!("{} {}", at + 1, number(numerator)));
            } else {
                line(text, format_args!("{} {}/{}", at + 1, number(numerator), number(factor)));
            }
        }
    }
}

fn entries(text: &mut String, head: std::fmt::Arguments<'_>, values: &[IBig]) {
    line(text, head);
    for (k, value) in values.iter().enumerate().filter(|(_, value)| !value.is_zero()) {
        line(text, format_args!("{} {}", k + 1, number(value)));
    }
}

/// About how many bytes the vectors of a proof take as text.
pub fn length_of_vectors(proof: &Proof) -> usize {
    // A hexadecimal digit has four bits; a place, its space and the end of the line take about eight bytes.
    let line = |n_bits: usize| 8 + n_bits / 4;
    let length = |vector: &Vector| {
        let by_base = vector.by_base();
        let heads = by_base.bases.len() * line(by_base.denominator.bit_len());
        let bits = |at: &usize| vector.numerators()[*at].bit_len() + vector.factor(*at).bit_len();
        let places = by_base.bases.iter().flat_map(|of_base| &of_base.places);
        heads + places.map(bits).map(line).sum::<usize>()
    };
    let of_integers = |values: &[IBig]| {
        values.iter().filter(|x| !x.is_zero()).map(|x| line(x.bit_len())).sum::<usize>()
    };
    match proof.evidence() {
        Evidence::Optimal { point, multipliers, .. } => length(point) + length(multipliers),
        Evidence::Infeasible { multipliers } => of_integers(multipliers),
        Evidence::Unbounded { point, ray } => length(point) + of_integers(ray),
        Evidence::CrossedColumn(_) | Evidence::CrossedRow(_) => 0,
    }
}

fn number(value: &(impl Display + LowerHex + BitTest)) -> String {
    if value.bit_len() <= LONG { value.to_string() } else { format!("{value:#x}") }
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = text.write_fmt(words);
    text.push('\n');
}
